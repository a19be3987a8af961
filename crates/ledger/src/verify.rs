//! Checking the whole ledger: the file, the hash chain, the hashes of what was entered, the
//! quotations and the references. Finds one changed byte of content and names what holds it.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use std::ops::ControlFlow;

use dateline_coding::Claim;
use dateline_report::Report;
use serde::Serialize;

use crate::chain::{coder_hash, coding_hash, correction_hash};
use crate::engine::{Row, values};
use crate::hash::{hex, link};
use crate::read::{correction_of, date_of};
use crate::ready::{Columns, claim_hash, report_hash};
use crate::write::setting_hash;
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
    /// Where the ledger cannot be read at all.
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

type Step<'l> = fn(&mut Check<'l>) -> Result<()>;

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

    fn file(&mut self) -> Result<()> {
        let engine = &self.ledger.engine;
        // A server watches over its own files.
        if let Some(sql) = engine.dialect(Some("PRAGMA integrity_check(20)"), None) {
            let lines: Vec<String> = engine.rows(sql, values![], |row| row.get(0))?;
            for line in lines.into_iter().filter(|line| line != "ok") {
                self.fault("file", line);
            }
        }
        for (table, column, parent) in REFERENCES {
            let sql = format!(
                "SELECT DISTINCT {table}.{column} FROM {table}
                 LEFT JOIN {parent} ON {parent}.seq = {table}.{column}
                 WHERE {parent}.seq IS NULL ORDER BY 1 LIMIT 20"
            );
            for row in engine.rows(&sql, values![], |row| row.get::<i64>(0))? {
                self.fault(table, format!("refers to {parent} {row}, which is not there"));
            }
        }
        Ok(())
    }

    fn reports(&mut self) -> Result<()> {
        let sql = "SELECT seq, id, text, title, published, publisher, url, language, sha256,
             bytes_sha256 FROM reports ORDER BY seq";
        self.ledger.engine.each(sql, values![], |row| {
            let (seq, id) = (row.get(0)?, row.lossy(1)?);
            let Ok(text) = row.get::<String>(2) else {
                self.fault(format!("report {id}"), "its text is no longer UTF-8");
                return GO_ON;
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
            GO_ON
        })
    }

    fn coders(&mut self) -> Result<()> {
        self.ledger.engine.each("SELECT seq, name FROM coders", values![], |row| {
            self.contents.insert(("coder", row.get(0)?), hex(&coder_hash(&row.lossy(1)?)));
            GO_ON
        })
    }

    fn codings(&mut self) -> Result<()> {
        let engine = &self.ledger.engine;
        let codings =
            "SELECT codings.seq, codings.coder, codings.claims, reports.sha256, reports.id,
             reports.text, reports.seq
             FROM codings JOIN reports ON reports.seq = codings.report ORDER BY codings.seq";
        let claims = "SELECT id, record, hash, report, type, modality, place, first, last, published, holder,
             confidence, quote FROM claims WHERE report = ?1 AND coding = ?2 ORDER BY seq";
        engine.each(codings, values![], |row| -> Result<_> {
            let (seq, coder, expected): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (sha256, report, text) = (row.lossy(3)?, row.lossy(4)?, row.lossy(5)?);
            let points: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let report_seq: i64 = row.get(6)?;
            let mut content = Some(coding_hash(&sha256, coder));
            let mut count = 0;
            engine.each(claims, values![report_seq, seq], |row| -> Result<_> {
                count += 1;
                let (id, record) = (row.lossy(0)?, row.lossy(1)?);
                let stored: Vec<u8> = row.get(2)?;
                let hash = claim_hash(&id, &record);
                if hash[..] != stored[..] {
                    self.fault(format!("claim {id}"), "its record was changed: the hash differs");
                }
                content = content.take().map(|content| content.part(&stored));
                match serde_json::from_str::<Claim>(&record) {
                    Err(error) => {
                        self.fault(
                            format!("claim {id}"),
                            format!("its record cannot be read: {error}"),
                        );
                    }
                    Ok(claim) => self.claim(&claim, row, &report, &text, &points)?,
                }
                GO_ON
            })?;
            if count != expected {
                self.fault(
                    format!("report {report}"),
                    format!("{expected} claims were entered, {count} are there"),
                );
            }
            let content = content.map(|content| hex(&content.done())).unwrap_or_default();
            self.contents.insert(("coding", seq), content);
            GO_ON
        })?;
        let sql = "SELECT count(*) FROM claims LEFT JOIN codings
             ON codings.seq = claims.coding AND codings.report = claims.report
             WHERE codings.seq IS NULL";
        let strays: i64 = engine.row(sql, values![], |row| row.get(0))?.unwrap_or(0);
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
    ) -> Result<()> {
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
            if row.str(index).ok().flatten().as_deref() != expected.as_deref() {
                self.fault(what(), format!("column {name} does not say what the record says"));
            }
        }
        if row.get::<f64>(11)? != claim.confidence {
            self.fault(what(), "column confidence does not say what the record says");
        }
        Ok(())
    }

    fn corrections(&mut self) -> Result<()> {
        let engine = &self.ledger.engine;
        let sql =
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on,
             seq FROM corrections ORDER BY seq";
        engine.each(sql, values![], |row| {
            let correction = correction_of(row)?;
            self.contents.insert(("correction", row.get(11)?), hex(&correction_hash(&correction)));
            let what = format!("correction of claim {}", correction.claim);
            let sql = "SELECT text FROM reports WHERE sha256 = ?";
            let text = engine.row(sql, values![&correction.report], |row| row.lossy(0))?;
            match text {
                None => self.fault(what, "its report is not in the ledger"),
                Some(text) if correction.field == ADDED => self.added(&correction, &text),
                Some(_) => {}
            }
            GO_ON
        })
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

    fn settings(&mut self) -> Result<()> {
        let sql = "SELECT key, value, why, who, made_on, seq FROM settings ORDER BY seq";
        self.ledger.engine.each(sql, values![], |row| {
            let text = |index: usize| row.lossy(index);
            let hash = setting_hash(&text(0)?, &text(1)?, &text(2)?, &text(3)?, &text(4)?);
            self.contents.insert(("setting", row.get(5)?), hex(&hash));
            GO_ON
        })
    }

    /// The chain itself, and that rows and entries answer to each other one to one.
    fn entries(&mut self) -> Result<()> {
        let (mut before, mut last) = (String::new(), 0);
        let sql = "SELECT seq, kind, item, content, hash FROM entries ORDER BY seq";
        self.ledger.engine.each(sql, values![], |row| {
            let (seq, kind, item): (i64, String, i64) = (row.get(0)?, row.lossy(1)?, row.get(2)?);
            let (content, hash) = (row.lossy(3)?, row.lossy(4)?);
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
            GO_ON
        })?;
        for (kind, item) in std::mem::take(&mut self.contents).into_keys() {
            self.fault(format!("{kind} {item}"), "stands in no entry: it was put in from outside");
        }
        Ok(())
    }
}

const GO_ON: Result<ControlFlow<()>> = Ok(ControlFlow::Continue(()));

/// Columns that refer to rows of other tables.
const REFERENCES: [(&str, &str, &str); 7] = [
    ("codings", "report", "reports"),
    ("codings", "coder", "coders"),
    ("claims", "coding", "codings"),
    ("claims", "report", "reports"),
    ("claim_places", "claim", "claims"),
    ("signatures", "report", "reports"),
    ("notices", "report", "reports"),
];

const KINDS: [&str; 5] = ["report", "coder", "coding", "correction", "setting"];
