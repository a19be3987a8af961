//! Corrections find their claim again after a recoding, and nobody else's.

use dateline_coding::Claim;
use dateline_ledger::{ADDED, Correction, Filter, Ledger};
use dateline_report::Report;
use serde_json::{Value, json};

use crate::sample::{enter, everywhere, report};

/// One sentence of which two claims were made: two towns taken.
fn two_towns() -> (Report, Vec<Claim>) {
    let (report, claims) = report("Arda", "Red", "2020-01-01");
    let mut second = serde_json::to_value(&claims[0]).unwrap();
    second["claim"] = json!("second");
    second["where"][0]["id"] = json!("geonames:9");
    second["where"][0]["name"] = json!("Residents");
    second["where"][0]["text"] = json!("residents");
    (report, vec![claims[0].clone(), serde_json::from_value(second).unwrap()])
}

fn correction(report: &Report, claim: &Claim, field: &str, after: Value) -> Correction {
    Correction {
        claim: claim.claim.clone(),
        report: report.sha256(),
        kind: claim.kind.clone(),
        quote: claim.quote.text.clone(),
        start: claim.quote.span.start,
        before: Correction::current(claim, field),
        field: field.to_owned(),
        after,
        why: "seen".to_owned(),
        who: "reviewer".to_owned(),
        on: "2020-05-01".parse().unwrap(),
    }
}

fn modalities(ledger: &Ledger) -> Vec<String> {
    let claims = ledger.claims(&Filter::default()).unwrap();
    let mut all: Vec<String> = claims
        .iter()
        .map(|claim| format!("{} {:?}", claim.places[0].name, claim.modality))
        .collect();
    all.sort();
    all
}

#[test]
fn claims_of_one_quotation_are_told_apart() {
    everywhere(|mut ledger| {
        let (report, claims) = two_towns();
        enter(&mut ledger, &[(report.clone(), claims.clone())]);
        ledger.correct(&correction(&report, &claims[1], "modality", json!("denied"))).unwrap();
        assert_eq!(modalities(&ledger), ["Arda Asserted", "Residents Denied"]);

        // Both get other ids; the place says which is which.
        let mut newer = claims;
        newer[0].claim = "first-anew".to_owned();
        newer[1].claim = "second-anew".to_owned();
        ledger.recode(&report, &newer, "newer").unwrap();
        assert_eq!(modalities(&ledger), ["Arda Asserted", "Residents Denied"]);
        let bound = ledger.bound_corrections().unwrap();
        assert_eq!(bound[0].now.as_deref(), Some("second-anew"));
        assert_eq!(ledger.verify().unwrap(), []);
    });
}

#[test]
fn a_correction_whose_claim_is_gone_is_orphaned_and_kept() {
    everywhere(|mut ledger| {
        let (report, claims) = two_towns();
        enter(&mut ledger, &[(report.clone(), claims.clone())]);
        ledger.correct(&correction(&report, &claims[1], "modality", json!("denied"))).unwrap();
        ledger.recode(&report, &claims[..1], "newer").unwrap();
        assert_eq!(modalities(&ledger), ["Arda Asserted"]);
        let bound = ledger.bound_corrections().unwrap();
        assert_eq!((bound.len(), &bound[0].now), (1, &None));
        assert!(bound[0].trouble.is_some());
        // The claim comes back, and with it its correction.
        ledger.recode(&report, &claims, "newest").unwrap();
        assert_eq!(modalities(&ledger), ["Arda Asserted", "Residents Denied"]);
    });
}

#[test]
fn a_person_s_claim_outlives_every_coding_and_is_found_by_its_place() {
    everywhere(|mut ledger| {
        let (report, claims) = two_towns();
        enter(&mut ledger, &[(report.clone(), claims[..1].to_vec())]);
        let mut added = claims[1].clone();
        added.coder = "analyst".to_owned();
        let record = serde_json::to_value(&added).unwrap();
        ledger.correct(&correction(&report, &added, ADDED, record)).unwrap();
        assert!(ledger.has_place("geonames:9").unwrap());
        assert_eq!(ledger.places_named("residents").unwrap(), ["geonames:9"]);
        ledger.recode(&report, &[], "newer").unwrap();
        let left = ledger.claims(&Filter::place("geonames:9")).unwrap();
        assert_eq!((left.len(), left[0].coder.as_str()), (1, "analyst"));
        // It is corrected like any other.
        ledger.correct(&correction(&report, &added, "modality", json!("denied"))).unwrap();
        assert_eq!(modalities(&ledger), ["Residents Denied"]);
        assert_eq!(ledger.verify().unwrap(), []);

        let mut wrong = added;
        wrong.quote.text = "words that nobody wrote".to_owned();
        wrong.claim = "third".to_owned();
        let record = serde_json::to_value(&wrong).unwrap();
        ledger.correct(&correction(&report, &wrong, ADDED, record)).unwrap();
        assert_eq!(ledger.verify().unwrap().len(), 1);
    });
}

#[test]
fn the_newest_setting_of_a_key_holds() {
    everywhere(|mut ledger| {
        let on = "2020-05-01".parse().unwrap();
        for (key, value) in [("rule.1", "a"), ("rule.2", "b"), ("rule.1", "c"), ("other", "d")] {
            ledger.set(key, value, "because", "me", on).unwrap();
        }
        let settings = ledger.settings("rule.").unwrap();
        let values: Vec<&str> = settings.iter().map(|setting| setting.value.as_str()).collect();
        assert_eq!(values, ["c", "b"]);
    });
}
