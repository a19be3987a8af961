//! Entering reports with their claims. One transaction a batch: all of it or nothing.

use std::collections::HashMap;
use std::sync::mpsc;
use std::thread;

use dateline_coding::Claim;
use dateline_place::Place;
use dateline_report::Report;
use jiff::civil::Date;

use crate::engine::{Engine, values};
use crate::hash::{Hash, Hasher, hex, link};
use crate::key::{fold_name, place_key};
use crate::names::Names;
use crate::notice::{self, Target};
use crate::search::words;
use crate::{ADDED, Correction, Ledger, LedgerError, Location, Result, Signature};

/// A report with what a coder made of it.
#[derive(Clone, Copy, Debug)]
pub struct Coded<'a> {
    /// The report.
    pub report: &'a Report,
    /// SHA-256, in hex, of the bytes as they were read, where the reader kept it.
    pub bytes_sha256: Option<&'a str>,
    /// Its claims, spans in code points.
    pub claims: &'a [Claim],
}

/// What a batch added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// Reports that were new.
    pub reports: usize,
    /// Their claims.
    pub claims: usize,
    /// Reports that the ledger had already; nothing was done about them.
    pub known: usize,
}

/// What a newer coding of a report changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recoded {
    /// Ids of claims that are new.
    pub gained: Vec<String>,
    /// Ids of claims that are gone (superseded, still kept).
    pub lost: Vec<String>,
    /// Ids of claims whose record reads otherwise than before.
    pub changed: Vec<String>,
}

impl Ledger {
    /// Whether the report is in the ledger: then it need not be coded again.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn knows(&self, report: &Report) -> Result<bool> {
        Ok(report_row(&self.engine, &report.sha256())?.is_some())
    }

    /// Enters a batch of reports with their claims, in one transaction. Reports that the ledger has
    /// already are left as they are.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then nothing of the batch was entered.
    pub fn enter(&mut self, batch: &[Coded<'_>], coder: &str) -> Result<Entered> {
        let mut bytes = 0;
        let entered = self.write(|chain| {
            let mut entered = Entered::default();
            each_ready(batch, |ready| {
                if report_row(chain.engine, &ready.sha256)?.is_some() {
                    entered.known += 1;
                    return Ok(());
                }
                let report = chain.report(&ready)?;
                let coder = chain.coder(coder)?;
                chain.coding(report, &ready.sha256, coder, &ready.claims)?;
                entered.reports += 1;
                entered.claims += ready.claims.len();
                bytes += ready.bytes();
                Ok(())
            })?;
            Ok(entered)
        })?;
        if let Location::File(path) = self.engine.at() {
            self.tidy.entered(bytes, path);
        }
        Ok(entered)
    }

    /// Enters a newer coding of a report that the ledger has: its older claims stay, superseded.
    /// A coding that says the same as the newest one is not entered.
    ///
    /// # Errors
    /// Where the ledger cannot be written, or the report is not in the ledger.
    pub fn recode(&mut self, report: &Report, claims: &[Claim], coder: &str) -> Result<Recoded> {
        let sha256 = report.sha256();
        self.write(|chain| {
            let row = report_row(chain.engine, &sha256)?.ok_or_else(|| LedgerError::Store {
                at: chain.engine.at().clone(),
                reason: format!("report {} is not in the ledger", report.id),
            })?;
            let before = records(chain.engine, row)?;
            let mut recoded = Recoded::default();
            for claim in claims {
                match before.iter().find(|(id, _)| *id == claim.claim) {
                    None => recoded.gained.push(claim.claim.clone()),
                    // The coder's own name is no difference of content.
                    Some((_, old))
                        if Claim { coder: old.coder.clone(), ..claim.clone() } != *old =>
                    {
                        recoded.changed.push(claim.claim.clone());
                    }
                    Some(_) => {}
                }
            }
            recoded.lost = (before.iter().map(|(id, _)| id))
                .filter(|id| !claims.iter().any(|claim| claim.claim == **id))
                .cloned()
                .collect();
            if recoded != Recoded::default() {
                let coder = chain.coder(coder)?;
                let ready: Result<Vec<_>> = claims.iter().map(ReadyClaim::of).collect();
                chain.coding(row, &sha256, coder, &ready?)?;
            }
            Ok(recoded)
        })
    }

    /// Enters a correction.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn correct(&mut self, correction: &Correction) -> Result<()> {
        self.write(|chain| chain.correction(correction))
    }

    /// Enters corrections that belong together, such as the fields of one place, in one transaction.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then none of them was entered.
    pub fn correct_all(&mut self, corrections: &[Correction]) -> Result<()> {
        self.write(|chain| corrections.iter().try_for_each(|one| chain.correction(one)))
    }

    /// Enters a setting of the ledger; the newest one of a key holds.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn set(&mut self, key: &str, value: &str, why: &str, who: &str, on: Date) -> Result<()> {
        self.write(|chain| {
            let on = on.to_string();
            let item = chain.next("settings")?;
            chain.engine.run(
                "INSERT INTO settings (seq, key, value, why, who, made_on) VALUES (?, ?, ?, ?, ?, ?)",
                values![item, key, value, why, who, &on],
            )?;
            chain.entry("setting", item, &setting_hash(key, value, why, who, &on))
        })
    }

    fn write<T>(&mut self, work: impl FnOnce(&mut Chain<'_>) -> Result<T>) -> Result<T> {
        let Ledger { engine, names, .. } = self;
        let write = || {
            let transaction = engine.transaction()?;
            let mut chain = Chain::at_its_end(engine, names)?;
            let done = work(&mut chain)?;
            transaction.commit()?;
            Ok(done)
        };
        let done = write();
        if done.is_err() {
            names.forget();
        }
        done
    }
}

/// Reports that are made ready at a time.
const AHEAD: usize = 128;

/// A report with all that can be told of it without the ledger.
struct Ready<'a> {
    coded: &'a Coded<'a>,
    sha256: String,
    signature: Option<Signature>,
    notice: Option<Vec<Target>>,
    claims: Vec<ReadyClaim<'a>>,
}

/// A claim as it will be written.
struct ReadyClaim<'a> {
    claim: &'a Claim,
    record: String,
    columns: Columns,
    hash: Hash,
}

impl<'a> Ready<'a> {
    fn of(coded: &'a Coded<'a>) -> Result<Ready<'a>> {
        let report = coded.report;
        let claims: Result<Vec<_>> = coded.claims.iter().map(ReadyClaim::of).collect();
        Ok(Ready {
            coded,
            sha256: report.sha256(),
            signature: Signature::of(&report.text),
            notice: notice::targets(report.title.as_deref(), &report.text),
            claims: claims?,
        })
    }

    /// About how much is written of it.
    fn bytes(&self) -> usize {
        self.coded.report.text.len() + self.claims.iter().map(|one| one.record.len()).sum::<usize>()
    }
}

impl<'a> ReadyClaim<'a> {
    fn of(claim: &'a Claim) -> Result<ReadyClaim<'a>> {
        let record = serde_json::to_string(claim)
            .map_err(|error| LedgerError::Correction(error.to_string()))?;
        let hash = claim_hash(&claim.claim, &record);
        Ok(ReadyClaim { claim, record, columns: Columns::of(claim), hash })
    }
}

/// Makes reports ready, in their order; many of them beside the entering of those before, on another core
/// where there is one.
fn each_ready<'b>(
    batch: &'b [Coded<'b>],
    mut enter: impl FnMut(Ready<'b>) -> Result<()>,
) -> Result<()> {
    if batch.len() <= AHEAD {
        return batch.iter().try_for_each(|coded| enter(Ready::of(coded)?));
    }
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(4);
        scope.spawn(move || {
            for some in batch.chunks(AHEAD) {
                let ready: Result<Vec<Ready<'_>>> = some.iter().map(Ready::of).collect();
                // Nobody waits for it any more where something went wrong.
                if send.send(ready).is_err() {
                    break;
                }
            }
        });
        for ready in receive {
            ready?.into_iter().try_for_each(&mut enter)?;
        }
        Ok(())
    })
}

/// The open end of the hash chain, inside one transaction.
struct Chain<'e> {
    engine: &'e Engine,
    names: &'e mut Names,
    head: String,
    coder: Option<(String, i64)>,
    /// Number of the newest row of each table. The ledger counts and not the database, whose counters may
    /// leave numbers out.
    newest: HashMap<&'static str, i64>,
}

impl<'e> Chain<'e> {
    fn at_its_end(engine: &'e Engine, names: &'e mut Names) -> Result<Chain<'e>> {
        let sql = "SELECT hash, seq FROM entries ORDER BY seq DESC LIMIT 1";
        let last = engine.row(sql, values![], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (head, entries) = last.unwrap_or_default();
        let newest = HashMap::from([("entries", entries)]);
        Ok(Chain { engine, names, head, coder: None, newest })
    }

    /// The number of a table's next row.
    fn next(&mut self, table: &'static str) -> Result<i64> {
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

    fn entry(&mut self, kind: &str, item: i64, content: &Hash) -> Result<()> {
        let content = hex(content);
        self.head = link(&self.head, kind, item, &content);
        let seq = self.next("entries")?;
        self.engine.run(
            "INSERT INTO entries (seq, kind, item, content, hash) VALUES (?, ?, ?, ?, ?)",
            values![seq, kind, item, &content, &self.head],
        )
    }

    fn report(&mut self, ready: &Ready<'_>) -> Result<i64> {
        let Ready { coded, sha256, .. } = ready;
        let report = coded.report;
        let published = report.published.map(|day| day.to_string());
        let item = self.next("reports")?;
        self.engine.run(
            "INSERT INTO reports (seq, id, sha256, bytes_sha256, published, publisher, url, language,
             title, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values![
                item,
                &report.id,
                sha256,
                coded.bytes_sha256,
                &published,
                &report.publisher,
                &report.url,
                &report.language,
                &report.title,
                &report.text
            ],
        )?;
        match self.engine.dialect(None, Some(words::INSERT)) {
            Some(sql) => {
                let words = words::of(report.title.as_deref(), &report.text);
                self.engine.run(sql, values![item, &words])?;
            }
            None => self.engine.run(
                "INSERT INTO reports_fts (rowid, title, text) VALUES (?, ?, ?)",
                values![item, &report.title, &report.text],
            )?,
        }
        if let Some(signature) = &ready.signature {
            let signature = signature.to_bytes();
            self.engine.run(
                "INSERT INTO signatures (report, signature) VALUES (?, ?)",
                values![item, signature.as_slice()],
            )?;
        }
        if let Some(targets) = &ready.notice {
            notice::keep(self.engine, item, targets)?;
        }
        self.entry("report", item, &report_hash(report, sha256, coded.bytes_sha256))?;
        Ok(item)
    }

    fn coder(&mut self, name: &str) -> Result<i64> {
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

    fn coding(
        &mut self,
        report: i64,
        sha256: &str,
        coder: i64,
        claims: &[ReadyClaim<'_>],
    ) -> Result<()> {
        let coding = self.next("codings")?;
        self.engine.run(
            "INSERT INTO codings (seq, report, coder, claims) VALUES (?, ?, ?, ?)",
            values![coding, report, coder, claims.len() as i64],
        )?;
        let mut content = coding_hash(sha256, coder);
        for claim in claims {
            self.claim(coding, report, claim)?;
            content = content.part(claim.hash);
        }
        self.entry("coding", coding, &content.done())
    }

    fn claim(&mut self, coding: i64, report: i64, ready: &ReadyClaim<'_>) -> Result<()> {
        let ReadyClaim { claim, record, columns, hash } = ready;
        let seq = self.next("claims")?;
        self.engine.run(
            "INSERT INTO claims (seq, id, coding, report, type, modality, place, first, last,
             published, holder, confidence, quote, record, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values![
                seq,
                &claim.claim,
                coding,
                report,
                &claim.kind,
                &columns.modality,
                &columns.place,
                &columns.first,
                &columns.last,
                &columns.published,
                &columns.holder,
                claim.confidence,
                &claim.quote.text,
                record,
                hash.as_slice()
            ],
        )?;
        for (index, place) in claim.places.iter().enumerate() {
            let key = place_key(place);
            self.place_names(place, &key)?;
            if index > 0 {
                self.engine.run(
                    "INSERT INTO claim_places (place, claim) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    values![&key, seq],
                )?;
            }
        }
        Ok(())
    }

    fn correction(&mut self, correction: &Correction) -> Result<()> {
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

/// Columns that repeat what the record says.
pub(crate) struct Columns {
    pub modality: String,
    pub place: Option<String>,
    pub first: Option<String>,
    pub last: Option<String>,
    pub published: Option<String>,
    pub holder: Option<String>,
}

impl Columns {
    pub(crate) fn of(claim: &Claim) -> Columns {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        Columns {
            modality: format!("{:?}", claim.modality).to_lowercase(),
            place: claim.places.first().map(place_key),
            first: day(claim.when.interval.first),
            last: day(claim.when.interval.last),
            published: day(claim.published),
            holder: (claim.control.as_ref())
                .and_then(|control| control.holder.as_ref())
                .map(|party| party.id.clone()),
        }
    }
}

fn report_row(engine: &Engine, sha256: &str) -> Result<Option<i64>> {
    let sql = "SELECT seq FROM reports WHERE sha256 = ?";
    engine.row(sql, values![sha256], |row| row.get(0))
}

/// Claims of a report's newest coding.
fn records(engine: &Engine, report: i64) -> Result<Vec<(String, Claim)>> {
    let sql = "SELECT id, record FROM current_claims WHERE report = ?";
    let rows = engine
        .rows(sql, values![report], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    // A record that cannot be read counts as lost; `verify` names it.
    Ok((rows.into_iter())
        .filter_map(|(id, record)| Some((id, serde_json::from_str(&record).ok()?)))
        .collect())
}

pub(crate) fn report_hash(report: &Report, sha256: &str, bytes: Option<&str>) -> Hash {
    // `sha256` covers text, title, date, publisher and address.
    Hasher::default()
        .part(&report.id)
        .part(sha256)
        .maybe(bytes)
        .maybe(report.language.as_ref())
        .done()
}

pub(crate) fn coder_hash(name: &str) -> Hash {
    Hasher::default().part(name).done()
}

pub(crate) fn coding_hash(report_sha256: &str, coder: i64) -> Hasher {
    Hasher::default().part(report_sha256).part(coder.to_le_bytes())
}

pub(crate) fn claim_hash(id: &str, record: &str) -> Hash {
    Hasher::default().part(id).part(record).done()
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

pub(crate) fn setting_hash(key: &str, value: &str, why: &str, who: &str, on: &str) -> Hash {
    Hasher::default().part(key).part(value).part(why).part(who).part(on).done()
}
