//! Reports and claims made up for the tests.

use dateline_coding::Claim;
use dateline_ledger::testing::Scratch;
use dateline_ledger::{Access, Coded, Entered, Ledger};
use dateline_report::{CodePoints, Report};
use serde_json::json;

pub const CODER: &str = "dateline 0.0.0, ontology 0";

/// A report that says who took a town on a day.
pub fn report(town: &str, taker: &str, day: &str) -> (Report, Vec<Claim>) {
    let mut report = Report::new(format!(
        "“Quiet at last” — {taker} fighters took {town} on {day}, residents of {town} said.\n"
    ));
    report.published = Some(day.parse().unwrap());
    report.publisher = Some("Wire".to_owned());
    report.derive_id();
    let points = CodePoints::of(&report.text);
    let at = |words: &str| {
        let start = report.text.find(words).unwrap();
        let end = start + words.len();
        (points.at(&report.text, start as u32), points.at(&report.text, end as u32))
    };
    let quote = format!("{taker} fighters took {town} on {day}");
    let ((start, end), place) = (at(&quote), at(town));
    let party = json!({"id": format!("name:{taker}"), "name": taker});
    let claim = json!({
        "claim": format!("c{}", &report.id[..12]),
        "report": report.id, "published": day, "publisher": "Wire", "url": null,
        "type": "control.gain", "modality": "asserted", "interest": "neutral", "context": "main",
        "by": [{"id": null, "name": taker, "side": party, "text": taker, "start": start, "end": start + 2}],
        "against": [], "with": [],
        "where": [{"id": format!("geonames:{}", town.len()), "name": town, "country": "XX",
            "admin1": null, "lat": 1.5, "lon": 2.5, "kind": "town", "precision": "exact",
            "text": town, "start": place.0, "end": place.1}],
        "when": {"first": day, "last": day, "bound": "on", "precision": "day", "basis": "text", "text": day},
        "counts": [],
        "control": {"holder": party, "lost_by": null, "besieged_by": null, "status": "held",
            "extent": "whole", "part": null},
        "according_to": [],
        "quote": {"text": quote, "start": start, "end": end},
        "confidence": 0.9, "coder": CODER, "why": []
    });
    (report, vec![serde_json::from_value(claim).unwrap()])
}

pub fn reports() -> Vec<(Report, Vec<Claim>)> {
    [("Arda", "Red", "2020-01-01"), ("Borun", "Blue", "2020-02-01"), ("Arda", "Blue", "2020-03-01")]
        .map(|(town, taker, day)| report(town, taker, day))
        .into()
}

pub fn enter(ledger: &mut Ledger, reports: &[(Report, Vec<Claim>)]) -> Entered {
    let batch: Vec<Coded<'_>> = reports
        .iter()
        .map(|(report, claims)| Coded { report, bytes_sha256: None, claims })
        .collect();
    ledger.enter(&batch, CODER).unwrap()
}

/// Tests an empty ledger in SQLite, and where a server was named also one in PostgreSQL.
pub fn everywhere(test: impl Fn(Ledger)) {
    test(Ledger::in_memory().unwrap());
    if let Some(scratch) = Scratch::new().unwrap() {
        test(Ledger::open(scratch.at(), Access::Create).unwrap());
    }
}
