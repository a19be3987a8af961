//! Checking the whole ledger: the file, the hash chain, the hashes of what was entered, the
//! quotations and the references. Finds one changed byte of content and names what holds it.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};

use dateline_coding::Claim;
use dateline_report::Report;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::hash::{hex, link};
use crate::read::{correction_of, date_of};
use crate::write::{
    Columns, claim_hash, coder_hash, coding_hash, correction_hash, report_hash, setting_hash,
};
use crate::{ADDED, Correction, Ledger, Result};

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What holds the fault: "report 5f2a…", "claim c7f0…", "entry 12", "file".
    pub what: String,
    /// What is wrong with it.
    pub problem: String,
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.problem)
    }
}

impl Ledger {
    /// Checks everything; an empty list is a sound ledger.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn verify(&self) -> Result<Vec<Fault>> {
        let mut check = Check { ledger: self, faults: vec![], contents: BTreeMap::new() };
        // Damage to the file's own structures may make any later query fail: say so and go on.
        let steps: [(&str, Step<'_>); 7] = [
            ("file", Check::file),
            ("reports", Check::reports),
            ("coders", Check::coders),
            ("claims", Check::codings),
            ("corrections", Check::corrections),
            ("settings", Check::settings),
            ("entries", Check::entries),
        ];
        for (what, step) in steps {
            if let Err(error) = step(&mut check) {
                check.fault(what, format!("cannot be read: {error}"));
            }
        }
        Ok(check.faults)
    }
}

type Step<'l> = fn(&mut Check<'l>) -> rusqlite::Result<()>;

struct Check<'l> {
    ledger: &'l Ledger,
    faults: Vec<Fault>,
    /// Hash of each row as it is now, by kind and seq.
    contents: BTreeMap<(&'static str, i64), String>,
}

impl Check<'_> {
    fn fault(&mut self, what: impl Into<String>, problem: impl Into<String>) {
        self.faults.push(Fault { what: what.into(), problem: problem.into() });
    }

    fn file(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.ledger.connection.prepare("PRAGMA integrity_check(20)")?;
        let lines: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for line in lines.into_iter().filter(|line| line != "ok") {
            self.fault("file", line);
        }
        let mut statement = self.ledger.connection.prepare("PRAGMA foreign_key_check")?;
        let broken: Vec<(String, Option<i64>, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (table, row, parent) in broken {
            let row = row.map_or_else(String::new, |row| format!(" {row}"));
            self.fault(
                format!("{table}{row}"),
                format!("refers to a row of {parent} that is not there"),
            );
        }
        Ok(())
    }

    fn reports(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.ledger.connection.prepare(
            "SELECT seq, id, text, title, published, publisher, url, language, sha256, bytes_sha256
             FROM reports ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (seq, id) = (row.get(0)?, lossy(row, 1)?);
            let Ok(text) = row.get::<_, String>(2) else {
                self.fault(format!("report {id}"), "its text is no longer UTF-8");
                continue;
            };
            let published: Option<String> = row.get(4)?;
            let report = Report {
                id: id.clone(),
                text,
                title: row.get(3)?,
                published: date_of(published.clone()),
                publisher: row.get(5)?,
                url: row.get(6)?,
                language: row.get(7)?,
            };
            let sha256: String = row.get(8)?;
            if published.is_some() && report.published.is_none() {
                self.fault(format!("report {id}"), "its publication date is no date");
            }
            if report.sha256() != sha256 {
                self.fault(
                    format!("report {id}"),
                    "its text, title, date, publisher or address was changed: the hash differs",
                );
            }
            let bytes: Option<String> = row.get(9)?;
            let hash = report_hash(&report, &sha256, bytes.as_deref());
            self.contents.insert(("report", seq), hex(&hash));
        }
        Ok(())
    }

    fn coders(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.ledger.connection.prepare("SELECT seq, name FROM coders")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.contents.insert(("coder", row.get(0)?), hex(&coder_hash(&lossy(row, 1)?)));
        }
        Ok(())
    }

    fn codings(&mut self) -> rusqlite::Result<()> {
        let mut codings = self.ledger.connection.prepare(
            "SELECT codings.seq, codings.coder, codings.claims, reports.sha256, reports.id,
             reports.text, reports.seq
             FROM codings JOIN reports ON reports.seq = codings.report ORDER BY codings.seq",
        )?;
        let mut claims = self.ledger.connection.prepare(
            "SELECT id, record, hash, report, type, modality, place, first, last, published, holder,
             confidence, quote FROM claims WHERE report = ?1 AND coding = ?2 ORDER BY seq",
        )?;
        let mut rows = codings.query([])?;
        while let Some(row) = rows.next()? {
            let (seq, coder, expected): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (sha256, report, text) = (lossy(row, 3)?, lossy(row, 4)?, lossy(row, 5)?);
            let points: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let report_seq: i64 = row.get(6)?;
            let mut content = coding_hash(&sha256, coder);
            let mut count = 0;
            let mut claim_rows = claims.query([report_seq, seq])?;
            while let Some(row) = claim_rows.next()? {
                count += 1;
                let (id, record) = (lossy(row, 0)?, lossy(row, 1)?);
                let stored: Vec<u8> = row.get(2)?;
                let hash = claim_hash(&id, &record);
                if hash[..] != stored[..] {
                    self.fault(format!("claim {id}"), "its record was changed: the hash differs");
                }
                content = content.part(&stored);
                match serde_json::from_str::<Claim>(&record) {
                    Err(error) => {
                        self.fault(
                            format!("claim {id}"),
                            format!("its record cannot be read: {error}"),
                        );
                    }
                    Ok(claim) => self.claim(&claim, row, &report, &text, &points)?,
                }
            }
            if count != expected {
                self.fault(
                    format!("report {report}"),
                    format!("{expected} claims were entered, {count} are there"),
                );
            }
            self.contents.insert(("coding", seq), hex(&content.done()));
        }
        drop(rows);
        let connection = &self.ledger.connection;
        let strays: i64 = connection.query_row(
            "SELECT count(*) FROM claims LEFT JOIN codings
             ON codings.seq = claims.coding AND codings.report = claims.report
             WHERE codings.seq IS NULL",
            [],
            |row| row.get(0),
        )?;
        if strays > 0 {
            self.fault("claims", format!("{strays} belong to no coding of their report"));
        }
        Ok(())
    }

    /// The quotation must be in the report, the searched columns must say what the record says.
    fn claim(
        &mut self,
        claim: &Claim,
        row: &Row<'_>,
        report: &str,
        text: &str,
        points: &[usize],
    ) -> rusqlite::Result<()> {
        let what = || format!("claim {}", claim.claim);
        let byte = |point: u32| match points.get(point as usize) {
            Some(at) => Some(*at),
            None if point as usize == points.len() => Some(text.len()),
            None => None,
        };
        let span = claim.quote.span;
        let quoted = byte(span.start).zip(byte(span.end)).and_then(|(a, b)| text.get(a..b));
        if quoted != Some(claim.quote.text.as_str()) {
            self.fault(what(), format!("its quotation is not in report {report} at that place"));
        }
        if claim.report != report {
            self.fault(what(), format!("says report {}, stands under {report}", claim.report));
        }
        let columns = Columns::of(claim);
        let expected = [
            (0, "id", Some(claim.claim.clone())),
            (4, "type", Some(claim.kind.clone())),
            (5, "modality", Some(columns.modality)),
            (6, "place", columns.place),
            (7, "first", columns.first),
            (8, "last", columns.last),
            (9, "published", columns.published),
            (10, "holder", columns.holder),
            (12, "quote", Some(claim.quote.text.clone())),
        ];
        for (index, name, expected) in expected {
            if row.get_ref(index)?.as_str_or_null().ok().flatten() != expected.as_deref() {
                self.fault(what(), format!("column {name} does not say what the record says"));
            }
        }
        if row.get::<_, f64>(11)? != claim.confidence {
            self.fault(what(), "column confidence does not say what the record says");
        }
        Ok(())
    }

    fn corrections(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.ledger.connection.prepare(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on, seq
             FROM corrections ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let correction = correction_of(row)?;
            self.contents.insert(("correction", row.get(11)?), hex(&correction_hash(&correction)));
            let what = format!("correction of claim {}", correction.claim);
            let text = self
                .ledger
                .connection
                .query_row(
                    "SELECT text FROM reports WHERE sha256 = ?",
                    [&correction.report],
                    |row| lossy(row, 0),
                )
                .optional()?;
            match text {
                None => self.fault(what, "its report is not in the ledger"),
                Some(text) if correction.field == ADDED => self.added(&correction, &text),
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// A claim that a person added quotes its report like any other.
    fn added(&mut self, correction: &Correction, text: &str) {
        let what = format!("claim {}", correction.claim);
        match serde_json::from_value::<Claim>(correction.after.clone()) {
            Err(error) => self.fault(what, format!("its record cannot be read: {error}")),
            Ok(claim) => {
                let span = claim.quote.span;
                let length = span.end.saturating_sub(span.start) as usize;
                let quoted: String = text.chars().skip(span.start as usize).take(length).collect();
                if quoted != claim.quote.text {
                    self.fault(what, "its quotation is not in its report at that place");
                }
            }
        }
    }

    fn settings(&mut self) -> rusqlite::Result<()> {
        let mut statement = self
            .ledger
            .connection
            .prepare("SELECT key, value, why, who, made_on, seq FROM settings ORDER BY seq")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let hash = setting_hash(
                &lossy(row, 0)?,
                &lossy(row, 1)?,
                &lossy(row, 2)?,
                &lossy(row, 3)?,
                &lossy(row, 4)?,
            );
            self.contents.insert(("setting", row.get(5)?), hex(&hash));
        }
        Ok(())
    }

    /// The chain itself, and that rows and entries answer to each other one to one.
    fn entries(&mut self) -> rusqlite::Result<()> {
        let mut statement = self
            .ledger
            .connection
            .prepare("SELECT seq, kind, item, content, hash FROM entries ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let (mut before, mut last) = (String::new(), 0);
        while let Some(row) = rows.next()? {
            let (seq, kind, item): (i64, String, i64) = (row.get(0)?, lossy(row, 1)?, row.get(2)?);
            let (content, hash) = (lossy(row, 3)?, lossy(row, 4)?);
            if seq != last + 1 {
                self.fault(
                    format!("entry {seq}"),
                    format!("follows entry {last}: some are missing"),
                );
            }
            if link(&before, &kind, item, &content) != hash {
                self.fault(format!("entry {seq}"), "does not follow from the entry before");
            }
            let now =
                KINDS.iter().find(|k| **k == kind).and_then(|k| self.contents.remove(&(*k, item)));
            match now {
                None => self.fault(format!("entry {seq}"), format!("its {kind} {item} is missing")),
                Some(now) if now != content => {
                    self.fault(format!("{kind} {item}"), "was changed after it was entered");
                }
                Some(_) => {}
            }
            (before, last) = (hash, seq);
        }
        for (kind, item) in std::mem::take(&mut self.contents).into_keys() {
            self.fault(format!("{kind} {item}"), "stands in no entry: it was put in from outside");
        }
        Ok(())
    }
}

const KINDS: [&str; 5] = ["report", "coder", "coding", "correction", "setting"];

/// A text column even where it is no longer UTF-8, so that the fault can be named.
fn lossy(row: &Row<'_>, index: usize) -> rusqlite::Result<String> {
    Ok(String::from_utf8_lossy(row.get_ref(index)?.as_bytes()?).into_owned())
}
