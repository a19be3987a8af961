//! The claims asked for, one after another, as corrections have them. What a question about one place costs
//! is what that place's claims cost: of corrections only those are read that have a say in the answer.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use dateline_coding::Claim;

use crate::engine::{Value, values};
use crate::read::{correct, correction_of, sorted};
use crate::{Correction, Filter, Ledger, LedgerError, Result};

/// A question in SQL with its values.
#[derive(Default)]
struct Question {
    conditions: Vec<String>,
    values: Vec<String>,
}

impl Ledger {
    /// The claims asked for, corrected, by id.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn claims(&self, filter: &Filter) -> Result<Vec<Claim>> {
        let mut claims = vec![];
        self.for_each_claim(filter, |claim| -> Result<()> {
            claims.push(claim);
            Ok(())
        })?;
        Ok(sorted(claims))
    }

    /// Calls `each` with the claims asked for, corrected. Those of one report follow each other.
    ///
    /// # Errors
    /// Where the ledger cannot be read, or `each` fails.
    pub fn for_each_claim<E: From<LedgerError>>(
        &self,
        filter: &Filter,
        mut each: impl FnMut(Claim) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let corrected = self.corrected_reports(filter)?;
        let apart: BTreeSet<i64> = corrected.iter().map(|(row, _)| *row).collect();
        let question = Question::of(filter);
        let sql = format!(
            "SELECT record, report FROM current_claims{} ORDER BY seq",
            question.conditions("WHERE")
        );
        self.engine.each(&sql, &question.values(), |row| {
            if apart.is_empty() || !apart.contains(&row.get::<i64>(1)?) {
                let record = row.str(0)?.unwrap_or_default();
                let claim: Claim = serde_json::from_str(&record)
                    .map_err(|error| self.engine.damaged(format!("a claim's record: {error}")))?;
                if filter.admits(&claim) {
                    each(claim)?;
                }
            }
            Ok::<_, E>(ControlFlow::Continue(()))
        })?;
        // A correction may bring a claim to the place asked for, or take it away.
        for (_, sha256) in corrected {
            let list = self.corrections_of(&sha256)?;
            let of_report = self.current_and_added(&sha256, &list)?;
            let bound = self.bind(&of_report.iter().collect::<Vec<_>>(), &list)?;
            for claim in of_report {
                let about: Vec<&Correction> = (list.iter())
                    .filter(|one| bound.get(&one.claim) == Some(&Some(claim.claim.clone())))
                    .collect();
                if let Some(claim) = correct(claim, &about)
                    && filter.admits(&claim)
                {
                    each(claim)?;
                }
            }
        }
        Ok(())
    }

    /// The corrections of the claims of a report, oldest first.
    pub(crate) fn corrections_of(&self, sha256: &str) -> Result<Vec<Correction>> {
        self.engine.rows(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on
             FROM corrections WHERE report = ? ORDER BY seq",
            values![sha256],
            correction_of,
        )
    }

    /// The reports of which corrected claims may be among those asked for, by row and SHA-256.
    fn corrected_reports(&self, filter: &Filter) -> Result<Vec<(i64, String)>> {
        let any = "SELECT 1 FROM corrections LIMIT 1";
        if self.engine.row(any, values![], |row| row.get::<i64>(0))?.is_none() {
            return Ok(vec![]);
        }
        const CORRECTED: &str =
            "EXISTS (SELECT 1 FROM corrections WHERE corrections.report = reports.sha256)";
        let reports = "SELECT seq, sha256 FROM reports WHERE";
        let (sql, values) = match filter {
            Filter { report: Some(id), .. } => {
                (format!("{reports} id = ? AND {CORRECTED}"), vec![id.clone()])
            }
            Filter { place: Some(key), .. } => {
                let (moved, mut values) = self.moved_to(key);
                let bare = key.strip_prefix("near ").unwrap_or(key);
                let keys = [bare.to_owned(), format!("near {bare}")];
                values.extend(keys.clone());
                values.extend(keys);
                let sql = format!(
                    "{reports} sha256 IN (SELECT report FROM corrections WHERE {moved})
                     UNION
                     {reports} seq IN (
                         SELECT report FROM claims WHERE place IN (?, ?)
                         UNION ALL
                         SELECT report FROM claims WHERE seq IN
                             (SELECT claim FROM claim_places WHERE place IN (?, ?))
                     ) AND {CORRECTED}"
                );
                (sql, values)
            }
            Filter { id: Some(id), .. } => {
                let ends = [id.clone(), format!("{id}\u{10fffd}")];
                let sql = format!(
                    "{reports} sha256 IN (SELECT report FROM corrections WHERE claim >= ? AND claim < ?)
                     UNION
                     {reports} seq IN (SELECT report FROM claims WHERE id >= ? AND id < ?)
                     AND {CORRECTED}"
                );
                (sql, [ends.clone(), ends].concat())
            }
            _ => (format!("{reports} sha256 IN (SELECT report FROM corrections)"), vec![]),
        };
        let values: Vec<Value<'_>> = values.iter().map(Value::from).collect();
        let mut found =
            self.engine.rows(&sql, &values, |row| Ok((row.get(0)?, row.get::<String>(1)?)))?;
        found.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(found)
    }

    /// Which corrections may have brought a claim to a place that was coded elsewhere, or added one there.
    fn moved_to(&self, key: &str) -> (String, Vec<String>) {
        let bare = key.strip_prefix("near ").unwrap_or(key);
        if bare.starts_with("name ") {
            // The name is not written so in the correction.
            return ("field LIKE 'where%' OR field = 'added'".to_owned(), vec![]);
        }
        let holds = self.engine.dialect("instr(after, ?) > 0", "strpos(after, ?) > 0");
        let sql = format!("(field LIKE 'where%' OR field = 'added') AND {holds}");
        // As it stands in JSON, without its quotation marks.
        let written = serde_json::Value::from(bare).to_string();
        (sql, vec![written.trim_matches('"').to_owned()])
    }
}

impl Question {
    fn of(filter: &Filter) -> Question {
        let mut question = Question::default();
        if let Some(place) = &filter.place {
            question.place(place, &filter.kinds);
        }
        if let Some(report) = &filter.report {
            question.ask("report IN (SELECT seq FROM reports WHERE id = ?)", &[report]);
        }
        if let Some(id) = &filter.id {
            question.ask("id >= ? AND id < ?", &[id, &format!("{id}\u{10fffd}")]);
        }
        if !filter.kinds.is_empty() {
            // A family is a range of names: "control." up to, but not with, "control/".
            let range = "(type = ? OR type >= ? AND type < ?)";
            let ranges = vec![range; filter.kinds.len()].join(" OR ");
            let ends: Vec<[String; 3]> = filter.kinds.iter().map(|kind| ends(kind)).collect();
            let ends: Vec<&str> = ends.iter().flatten().map(String::as_str).collect();
            question.ask(&format!("({ranges})"), &ends);
        }
        question
    }

    /// Claims at a place by the index over place and type, so that no other claim's row is touched.
    fn place(&mut self, place: &str, kinds: &[String]) {
        let at = "SELECT seq FROM claims WHERE place = ?";
        let mut parts = vec![];
        let mut values = vec![];
        for kind in kinds {
            let [one, from, to] = ends(kind);
            parts.push(format!("{at} AND type = ?"));
            parts.push(format!("{at} AND type >= ? AND type < ?"));
            values.extend([place.to_owned(), one, place.to_owned(), from, to]);
        }
        if kinds.is_empty() {
            parts.push(at.to_owned());
            values.push(place.to_owned());
        }
        parts.push("SELECT claim FROM claim_places WHERE place = ?".to_owned());
        values.push(place.to_owned());
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        self.ask(&format!("seq IN ({})", parts.join(" UNION ALL ")), &values);
    }

    fn ask(&mut self, condition: &str, values: &[&str]) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values.iter().map(|value| (*value).to_owned()));
    }

    fn conditions(&self, begin: &str) -> String {
        match self.conditions.is_empty() {
            true => String::new(),
            false => format!(" {begin} {}", self.conditions.join(" AND ")),
        }
    }

    fn values(&self) -> Vec<Value<'_>> {
        self.values.iter().map(Value::from).collect()
    }
}

/// A type, and the first and last names of its family.
fn ends(kind: &str) -> [String; 3] {
    [kind.to_owned(), format!("{kind}."), format!("{kind}/")]
}
