//! The first report: its claims on control, and what must follow from them.

use dateline_coding::Claim;
use dateline_control::EvidenceBasis;
use serde_json::json;

use crate::build::{Build, advance, claim, claims, gain, hold, line, loss, siege, who};

const DAY: &str = "2017-11-03";
const GOV: &str = "Government of Syria";
const IRAQ: &str = "Government of Iraq";
const IS: &str = "Islamic State";
const SDF: &str = "Syrian Democratic Forces";

fn report() -> Vec<Claim> {
    let deir = |build: Build| build.at("Deir ez-Zor");
    let september = |build: Build| build.days("2017-09-01", "2017-09-30", "within");
    claims(vec![
        loss(IS, DAY, "AFP").at("Euphrates valley").set("/context", json!("summary")),
        deir(advance(GOV, DAY, "AFP").against(IS)).set("/context", json!("summary")),
        advance(IRAQ, DAY, "AFP").against(IS).at("Al-Qaim").set("/context", json!("summary")),
        hold(IS, DAY, "AFP").at("Abu Kamal").set("/when/basis", json!("published")),
        gain(SDF, DAY, "AFP").from(IS).at("Raqqa").days("2017-10-01", "2017-10-31", "within"),
        deir(gain(GOV, DAY, "AFP").from(IS).days(DAY, DAY, "by")).boasted("Syrian army"),
        gain(IRAQ, DAY, "AFP").at("Husaybah").days(DAY, DAY, "by"),
        gain(IRAQ, DAY, "AFP").at("Al-Qaim").days(DAY, DAY, "by"),
        deir(september(advance(GOV, DAY, "AFP"))),
        deir(september(claim("control.siege-broken", DAY, "AFP").by(GOV).holder(GOV).against(IS))),
        deir(siege(GOV, IS, DAY, "AFP").days("2014-10-01", "2017-09-30", "throughout")),
        deir(hold(GOV, DAY, "AFP").part("parts").days("2017-09-01", "2017-09-30", "throughout")),
        deir(claim("strike.air", DAY, "AFP").by("Government of Russia")),
    ])
}

#[test]
fn the_six_answers() {
    let report = report();
    for (place, on, expected) in [
        ("Deir ez-Zor", "2017-11-04", "held Government of Syria"),
        ("Deir ez-Zor", "2017-10-15", "contested - Government of Syria Islamic State"),
        ("Deir ez-Zor", "2017-09-15", "contested - Government of Syria Islamic State"),
        ("Deir ez-Zor", "2017-08-15", "besieged Government of Syria Islamic State"),
        ("Deir ez-Zor", "2014-09-30", "unknown -"),
        ("Raqqa", "2017-11-04", "held Syrian Democratic Forces"),
        ("Raqqa", "2017-10-15", "contested - Islamic State Syrian Democratic Forces"),
        ("Al-Qaim", "2017-11-04", "held Government of Iraq"),
        ("Husaybah", "2017-11-04", "held Government of Iraq"),
        ("Abu Kamal", "2017-11-04", "held Islamic State"),
    ] {
        let answer = who(&report, &format!("geonames:{place}"), on);
        assert_eq!(line(&answer), expected, "{place} on {on}: {answer:#?}");
    }
}

#[test]
fn a_partys_own_word_is_marked_as_such() {
    let answer = who(&report(), "geonames:Deir ez-Zor", "2017-11-04");
    assert_eq!(answer.basis, Some(EvidenceBasis::ClaimedOnly));
    let since = answer.since.unwrap();
    assert_eq!((since.first, since.last), (DAY.parse().ok(), DAY.parse().ok()));
    assert_eq!(answer.last_evidence, DAY.parse().ok());
    let answer = who(&report(), "geonames:Raqqa", "2017-11-04");
    assert_eq!(answer.basis, Some(EvidenceBasis::Reported));
}

/// However the siege, the entry and the part held are dated or ordered, the battle is a contest.
#[test]
fn the_battle_is_contested_however_the_part_is_dated() {
    for (first, last, bound) in [
        ("2014-10-01", "2017-09-30", "throughout"),
        ("2017-09-01", "2017-09-30", "within"),
        ("2017-09-30", "2017-09-30", "on"),
    ] {
        let mut report = report();
        for claim in &mut report {
            if claim.control.as_ref().is_some_and(|control| control.part.is_some()) {
                claim.when.interval.first = first.parse().ok();
                claim.when.interval.last = last.parse().ok();
                claim.when.interval.bound = serde_json::from_value(json!(bound)).unwrap();
            }
        }
        let on = |day| line(&who(&report, "geonames:Deir ez-Zor", day));
        assert_eq!(on("2017-10-15"), "contested - Government of Syria Islamic State", "{bound}");
        assert_eq!(on("2017-08-15"), "besieged Government of Syria Islamic State", "{bound}");
        assert_eq!(on("2017-11-04"), "held Government of Syria", "{bound}");
    }
}
