//! Where claims of a report ever were: of every coding, after every correction. Whoever keeps something of
//! places has to look at all of these again when the report is coded or corrected anew.

use std::collections::BTreeSet;

use dateline_coding::Claim;

use crate::engine::values;
use crate::key::place_key;
use crate::read::correct;
use crate::{ADDED, Correction, Ledger, Result};

impl Ledger {
    /// The places to which corrections brought claims of reports that were coded or corrected after an
    /// entry, also where they were taken away again.
    pub(crate) fn corrected_places_since(&self, entry: i64) -> Result<BTreeSet<String>> {
        let sql = "WITH entered (report) AS (
                SELECT codings.report FROM entries JOIN codings ON codings.seq = entries.item
                WHERE entries.kind = 'coding' AND entries.seq > ?
                UNION
                SELECT reports.seq FROM entries JOIN corrections ON corrections.seq = entries.item
                JOIN reports ON reports.sha256 = corrections.report
                WHERE entries.kind = 'correction' AND entries.seq > ?
            )
            SELECT seq, sha256 FROM reports WHERE seq IN (SELECT report FROM entered)
            AND EXISTS (SELECT 1 FROM corrections WHERE corrections.report = reports.sha256)";
        let reports: Vec<(i64, String)> =
            self.engine.rows(sql, values![entry, entry], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut places = BTreeSet::new();
        for (row, sha256) in reports {
            self.places_ever(row, &sha256, &mut places)?;
        }
        Ok(places)
    }

    fn places_ever(&self, row: i64, sha256: &str, places: &mut BTreeSet<String>) -> Result<()> {
        let corrections = self.corrections_of(sha256)?;
        let codings = "SELECT DISTINCT coding FROM claims WHERE report = ?";
        let codings: Vec<i64> = self.engine.rows(codings, values![row], |row| row.get(0))?;
        let mut claims: Vec<Vec<Claim>> = vec![vec![]];
        for coding in codings {
            let sql = "SELECT record FROM claims WHERE report = ? AND coding = ?";
            claims.push(self.records(sql, values![row, coding])?);
        }
        for upto in 1..=corrections.len() {
            let corrections = &corrections[..upto];
            let added: Vec<Claim> = (corrections.iter())
                .filter(|one| one.field == ADDED)
                .filter_map(|one| serde_json::from_value(one.after.clone()).ok())
                .collect();
            for coded in &claims {
                let all: Vec<&Claim> = coded.iter().chain(&added).collect();
                let bound = self.bind(&all, corrections)?;
                for claim in all {
                    let about: Vec<&Correction> = (corrections.iter())
                        .filter(|one| bound.get(&one.claim) == Some(&Some(claim.claim.clone())))
                        .collect();
                    if let Some(claim) = correct(claim.clone(), &about) {
                        places.extend(claim.places.iter().map(place_key));
                    }
                }
            }
        }
        Ok(())
    }
}
