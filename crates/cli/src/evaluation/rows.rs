//! Rows of control: what the ledger of one report must answer, and what it answers.

use dateline_coding::Claim;
use dateline_control::{Holdings, Settings};

use super::{Miss, Tally, agree};
use crate::corpus::{ControlRow, Entry};

/// Scores a report's rows. A place that no claim tells of is `unknown`.
pub fn judge(entry: &Entry, claims: &[Claim], misses: &mut Vec<Miss>) -> Tally {
    let mut tally = Tally::default();
    if entry.control.is_empty() {
        return tally;
    }
    let settings = Settings::default();
    let holdings = Holdings::all(claims, None, &settings);
    for row in &entry.control {
        let told = holdings.values().filter(|holdings| agree::record(&row.place, holdings.place()));
        // More than one key for one place: the mentions were not joined; the most told of answers.
        let answer =
            told.max_by_key(|holdings| holdings.newest()).map(|told| told.on(Some(row.on)));
        let status = answer.as_ref().map_or("unknown".to_owned(), |one| agree::word(&one.status));
        let holder = answer.as_ref().and_then(|one| one.holder.as_ref());
        let right = row.status.contains(&status) && holder_agrees(row, holder);
        tally.note(right, status != "unknown", true);
        if !right {
            let holder = holder.map_or("-", |party| party.name.as_str());
            misses.push(Miss {
                report: entry.name.clone(),
                line: 0,
                what: format!("row ({status}, {holder})"),
                claim: format!("{} on {}", row.place.names[0], row.on),
                sentence: format!("{} {}", row.status.join("/"), row.holder.names.join(" or ")),
            });
        }
    }
    tally
}

/// Where several are there, or nobody is known to be, a holder is not judged unless one is given.
fn holder_agrees(row: &ControlRow, holder: Option<&dateline_actor::Party>) -> bool {
    row.holder.names.is_empty() || agree::party(&row.holder, holder)
}
