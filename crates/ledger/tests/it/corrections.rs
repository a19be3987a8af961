//! Corrections change what is answered, never what was entered.

use dateline_ledger::{Correction, Filter, REJECTED};
use serde_json::{Value, json};

use crate::sample::{enter, everywhere, reports};

fn correction(field: &str, after: Value) -> Correction {
    let (report, claims) = &reports()[0];
    Correction {
        claim: claims[0].claim.clone(),
        report: report.sha256(),
        kind: claims[0].kind.clone(),
        quote: claims[0].quote.text.clone(),
        start: claims[0].quote.span.start,
        field: field.to_owned(),
        before: Correction::current(&claims[0], field),
        after,
        why: "the map says so".to_owned(),
        who: "reviewer".to_owned(),
        on: "2020-05-01".parse().unwrap(),
    }
}

#[test]
fn a_corrected_date_is_answered_and_the_old_one_kept() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        let corrected = correction("when.first", json!("2019-12-30"));
        assert_eq!(corrected.before, Some(json!("2020-01-01")));
        ledger.correct(&corrected).unwrap();
        let id = Filter { id: Some(corrected.claim.clone()), ..Filter::default() };
        let claims = ledger.claims(&id).unwrap();
        assert_eq!(claims[0].when.interval.first, "2019-12-30".parse().ok());
        assert_eq!(ledger.corrections().unwrap().values().flatten().count(), 1);
        assert_eq!(ledger.verify().unwrap(), []);
    });
}

#[test]
fn a_rejected_claim_is_gone_until_it_is_restored() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        ledger.correct(&correction(REJECTED, json!(true))).unwrap();
        assert_eq!(ledger.claims(&Filter::place("geonames:4")).unwrap().len(), 1);
        ledger.correct(&correction(REJECTED, json!(false))).unwrap();
        assert_eq!(ledger.claims(&Filter::place("geonames:4")).unwrap().len(), 2);
    });
}

#[test]
fn a_claim_corrected_to_another_place_is_found_there() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        ledger.correct(&correction("where.0.id", json!("geonames:77"))).unwrap();
        assert_eq!(ledger.claims(&Filter::place("geonames:77")).unwrap().len(), 1);
        assert_eq!(ledger.claims(&Filter::place("geonames:4")).unwrap().len(), 1);
    });
}

#[test]
fn a_correction_survives_a_recoding() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        ledger.correct(&correction("modality", json!("denied"))).unwrap();
        let (report, mut claims) = reports().remove(0);
        claims[0].claim = "another-id".to_owned();
        ledger.recode(&report, &claims, "newer").unwrap();
        let found =
            ledger.claims(&Filter { report: Some(report.id), ..Filter::default() }).unwrap();
        assert_eq!(found[0].claim, "another-id");
        assert_eq!(found[0].modality, dateline_coding::Modality::Denied);
    });
}

#[test]
fn only_what_fits_a_claim_can_be_corrected() {
    let claim = reports().remove(0).1.remove(0);
    for (field, value) in [
        ("no.such.field", json!(1)),
        ("when.first", json!("soon")),
        ("modality", json!("perhaps")),
        ("quote.text", json!("other words")),
        ("claim", json!("x")),
        ("where.7.id", json!("x")),
    ] {
        assert!(correction(field, value.clone()).apply(claim.clone()).is_err(), "{field}={value}");
    }
}
