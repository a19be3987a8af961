//! The open end of the hash chain: what is entered inside one transaction, row by row and entry by entry.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_coding::Claim;
use dateline_place::Place;

use crate::engine::{Engine, Table, Value, values};
use crate::hash::{Hash, Hasher, hex, link};
use crate::key::{fold_name, place_key};
use crate::names::Names;
use crate::ready::{Ready, ReadyClaim};
use crate::search::words;
use crate::several::several;
use crate::{ADDED, Correction, Entered, LedgerError, Result, notice};

static REPORTS: LazyLock<Table<10>> = LazyLock::new(|| {
    Table::new(
        "reports",
        [
            "seq",
            "id",
            "sha256",
            "bytes_sha256",
            "published",
            "publisher",
            "url",
            "language",
            "title",
            "text",
        ],
    )
});
static CODINGS: LazyLock<Table<4>> =
    LazyLock::new(|| Table::new("codings", ["seq", "report", "coder", "claims"]));
static CLAIMS: LazyLock<Table<15>> = LazyLock::new(|| {
    Table::new(
        "claims",
        [
            "seq",
            "id",
            "coding",
            "report",
            "type",
            "modality",
            "place",
            "first",
            "last",
            "published",
            "holder",
            "confidence",
            "quote",
            "record",
            "hash",
        ],
    )
});
static ENTRIES: LazyLock<Table<5>> =
    LazyLock::new(|| Table::new("entries", ["seq", "kind", "item", "content", "hash"]));

/// The open end of the hash chain, inside one transaction. What is entered is there once [`Chain::close`] was
/// called.
pub(crate) struct Chain<'e> {
    pub engine: &'e Engine,
    names: &'e mut Names,
    head: String,
    /// Entries that are not written yet.
    entries: Vec<Entry>,
    coder: Option<(String, i64)>,
    /// Number of the newest row of each table. The ledger counts and not the database, whose counters may
    /// leave numbers out.
    newest: HashMap<&'static str, i64>,
}

/// An entry of the hash chain.
struct Entry {
    seq: i64,
    kind: &'static str,
    item: i64,
    content: String,
    hash: String,
}

/// A coding that gets its rows.
struct Coding<'r> {
    seq: i64,
    report: i64,
    coder: i64,
    claims: &'r [ReadyClaim<'r>],
}

impl<'e> Chain<'e> {
    pub fn at_its_end(engine: &'e Engine, names: &'e mut Names) -> Result<Chain<'e>> {
        let sql = "SELECT hash, seq FROM entries ORDER BY seq DESC LIMIT 1";
        let last = engine.row(sql, values![], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (head, entries) = last.unwrap_or_default();
        let newest = HashMap::from([("entries", entries)]);
        Ok(Chain { engine, names, head, entries: vec![], coder: None, newest })
    }

    /// Writes what is left to be written.
    pub fn close(&mut self) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        let rows = entries.iter().map(|one| {
            [
                one.seq.into(),
                one.kind.into(),
                one.item.into(),
                Value::from(&one.content),
                Value::from(&one.hash),
            ]
        });
        self.engine.put(&ENTRIES, rows)
    }

    /// The number of a table's next row.
    pub fn next(&mut self, table: &'static str) -> Result<i64> {
        let newest = match self.newest.get(table) {
            Some(newest) => *newest,
            None => {
                let sql = format!("SELECT coalesce(max(seq), 0) FROM {table}");
                self.engine.row(&sql, values![], |row| row.get(0))?.unwrap_or(0)
            }
        };
        self.newest.insert(table, newest + 1);
        Ok(newest + 1)
    }

    /// Links one more entry to the chain.
    pub fn entry(&mut self, kind: &'static str, item: i64, content: &Hash) -> Result<()> {
        let content = hex(content);
        self.head = link(&self.head, kind, item, &content);
        let seq = self.next("entries")?;
        self.entries.push(Entry { seq, kind, item, content, hash: self.head.clone() });
        Ok(())
    }

    /// Enters those reports that the ledger does not have yet.
    pub fn reports(&mut self, ready: &[Ready<'_>], coder: &str) -> Result<Entered> {
        let mut known = self.known(ready)?;
        let new: Vec<&Ready<'_>> =
            ready.iter().filter(|one| known.insert(one.sha256.clone())).collect();
        let mut entered = Entered { reports: new.len(), known: ready.len() - new.len(), claims: 0 };
        let mut codings = Vec::with_capacity(new.len());
        for one in &new {
            let report = self.next("reports")?;
            self.entry("report", report, &one.hash)?;
            let coder = self.coder(coder)?;
            codings.push(self.linked(report, &one.sha256, coder, &one.claims)?);
            entered.claims += one.claims.len();
        }
        let rows = || new.iter().zip(&codings).map(|(one, coding)| (*one, coding.report));
        self.engine.put(&REPORTS, rows().map(|(one, seq)| report_row(one, seq)))?;
        for (one, seq) in rows() {
            self.words(one, seq)?;
            if let Some(signature) = one.signature.as_deref() {
                let sql = "INSERT INTO signatures (report, signature) VALUES (?, ?)";
                self.engine.run(sql, values![seq, signature])?;
            }
            if let Some(targets) = &one.notice {
                notice::keep(self.engine, seq, targets)?;
            }
        }
        self.codings(&codings)?;
        self.close()?;
        Ok(entered)
    }

    /// Enters one more coding of a report that the ledger has.
    pub fn coding(
        &mut self,
        report: i64,
        sha256: &str,
        coder: i64,
        claims: &[ReadyClaim<'_>],
    ) -> Result<()> {
        let coding = self.linked(report, sha256, coder, claims)?;
        self.codings(&[coding])
    }

    /// SHA-256 of those reports that the ledger has.
    fn known(&self, ready: &[Ready<'_>]) -> Result<HashSet<String>> {
        let mut known = HashSet::new();
        let asked: Vec<&str> = ready.iter().map(|one| one.sha256.as_str()).collect();
        several(&asked, |marks, values| {
            let sql = format!("SELECT sha256 FROM reports WHERE sha256 IN ({marks})");
            known.extend(self.engine.rows(&sql, values, |row| row.get(0))?);
            Ok::<_, LedgerError>(())
        })?;
        Ok(known)
    }

    /// Keeps a report's words for the search.
    fn words(&self, ready: &Ready<'_>, seq: i64) -> Result<()> {
        let report = ready.coded.report;
        match self.engine.dialect(None, Some(words::INSERT)) {
            Some(sql) => {
                let words = words::of(report.title.as_deref(), &report.text);
                self.engine.run(sql, values![seq, &words])
            }
            None => self.engine.run(
                "INSERT INTO reports_fts (rowid, title, text) VALUES (?, ?, ?)",
                values![seq, &report.title, &report.text],
            ),
        }
    }

    /// The number of a coder, who is entered where he is new.
    pub fn coder(&mut self, name: &str) -> Result<i64> {
        if let Some((known, seq)) = &self.coder
            && known == name
        {
            return Ok(*seq);
        }
        let sql = "SELECT seq FROM coders WHERE name = ?";
        let seq = match self.engine.row(sql, values![name], |row| row.get(0))? {
            Some(seq) => seq,
            None => {
                let seq = self.next("coders")?;
                let sql = "INSERT INTO coders (seq, name) VALUES (?, ?)";
                self.engine.run(sql, values![seq, name])?;
                self.entry("coder", seq, &coder_hash(name))?;
                seq
            }
        };
        self.coder = Some((name.to_owned(), seq));
        Ok(seq)
    }

    /// A coding's number and entry, before its rows.
    fn linked<'r>(
        &mut self,
        report: i64,
        sha256: &str,
        coder: i64,
        claims: &'r [ReadyClaim<'r>],
    ) -> Result<Coding<'r>> {
        let seq = self.next("codings")?;
        let hashes = claims.iter().map(|claim| claim.hash);
        let content = hashes.fold(coding_hash(sha256, coder), Hasher::part);
        self.entry("coding", seq, &content.done())?;
        Ok(Coding { seq, report, coder, claims })
    }

    /// The rows of codings and of their claims.
    fn codings(&mut self, codings: &[Coding<'_>]) -> Result<()> {
        let rows = codings.iter().map(|one| {
            let count = one.claims.len() as i64;
            [one.seq.into(), one.report.into(), one.coder.into(), count.into()]
        });
        self.engine.put(&CODINGS, rows)?;
        let mut claims = vec![];
        for coding in codings {
            for claim in coding.claims {
                claims.push((self.next("claims")?, coding, claim));
            }
        }
        let rows = claims.iter().map(|(seq, coding, claim)| claim_row(claim, *seq, coding));
        self.engine.put(&CLAIMS, rows)?;
        for (seq, _, ReadyClaim { claim, columns, further, .. }) in claims {
            for (place, key) in claim.places.iter().zip(columns.place.iter().chain(further)) {
                self.place_names(place, key)?;
            }
            for key in further {
                self.engine.run(
                    "INSERT INTO claim_places (place, claim) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    values![key, seq],
                )?;
            }
        }
        Ok(())
    }

    /// Enters a correction.
    pub fn correction(&mut self, correction: &Correction) -> Result<()> {
        let item = self.next("corrections")?;
        self.engine.run(
            "INSERT INTO corrections (seq, claim, report, type, quote, start, field, before, after,
             why, who, made_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values![
                item,
                &correction.claim,
                &correction.report,
                &correction.kind,
                &correction.quote,
                i64::from(correction.start),
                &correction.field,
                &correction.before.as_ref().map(ToString::to_string),
                &correction.after.to_string(),
                &correction.why,
                &correction.who,
                &correction.on.to_string()
            ],
        )?;
        self.entry("correction", item, &correction_hash(correction))?;
        // What a person's claim calls its place is looked up like what a report calls it.
        if correction.field == ADDED
            && let Ok(claim) = serde_json::from_value::<Claim>(correction.after.clone())
        {
            for place in &claim.places {
                self.place_names(place, &place_key(place))?;
            }
        }
        Ok(())
    }

    fn place_names(&mut self, place: &Place, key: &str) -> Result<()> {
        if self.names.knows(key, place) {
            return Ok(());
        }
        for name in [&place.name, &place.text] {
            let folded = fold_name(name);
            if !folded.is_empty() {
                self.engine.run(
                    "INSERT INTO place_names (folded, place) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    values![&folded, key],
                )?;
            }
        }
        Ok(())
    }
}

/// The columns of [`REPORTS`].
fn report_row<'r>(ready: &'r Ready<'_>, seq: i64) -> [Value<'r>; 10] {
    let Ready { coded, sha256, published, .. } = ready;
    let report = coded.report;
    [
        seq.into(),
        (&report.id).into(),
        sha256.into(),
        coded.bytes_sha256.into(),
        published.into(),
        (&report.publisher).into(),
        (&report.url).into(),
        (&report.language).into(),
        (&report.title).into(),
        (&report.text).into(),
    ]
}

/// The columns of [`CLAIMS`].
fn claim_row<'r>(ready: &'r ReadyClaim<'_>, seq: i64, coding: &Coding<'_>) -> [Value<'r>; 15] {
    let ReadyClaim { claim, record, columns, hash, .. } = ready;
    [
        seq.into(),
        (&claim.claim).into(),
        coding.seq.into(),
        coding.report.into(),
        (&claim.kind).into(),
        (&columns.modality).into(),
        (&columns.place).into(),
        (&columns.first).into(),
        (&columns.last).into(),
        (&columns.published).into(),
        (&columns.holder).into(),
        claim.confidence.into(),
        (&claim.quote.text).into(),
        record.into(),
        hash.as_slice().into(),
    ]
}

pub(crate) fn coder_hash(name: &str) -> Hash {
    Hasher::default().part(name).done()
}

pub(crate) fn coding_hash(report_sha256: &str, coder: i64) -> Hasher {
    Hasher::default().part(report_sha256).part(coder.to_le_bytes())
}

pub(crate) fn correction_hash(correction: &Correction) -> Hash {
    Hasher::default()
        .part(&correction.claim)
        .part(&correction.report)
        .part(&correction.kind)
        .part(&correction.quote)
        .part(correction.start.to_le_bytes())
        .part(&correction.field)
        .maybe(correction.before.as_ref().map(ToString::to_string))
        .part(correction.after.to_string())
        .part(&correction.why)
        .part(&correction.who)
        .part(correction.on.to_string())
        .done()
}
