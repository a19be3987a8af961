//! One rule of `docs/control.md` a test.

use dateline_control::{EvidenceBasis, Holdings, Settings};
use dateline_ledger::Fate;
use serde_json::json;

use crate::build::*;

#[test]
fn a_gain_holds_until_the_next_change() {
    check(
        vec![gain("Red", "2020-03-01", "A"), gain("Blue", "2020-04-01", "A").from("Red")],
        &[
            ("2020-02-28", "unknown -"),
            ("2020-03-01", "held Red"),
            ("2020-03-31", "held Red"),
            ("2020-04-01", "held Blue"),
            ("2021-01-01", "held Blue"),
        ],
    );
}

#[test]
fn a_state_mention_counts_like_a_change() {
    check(
        vec![gain("Red", "2020-03-01", "A"), hold("Blue", "2020-05-01", "B")],
        &[("2020-04-30", "held Red"), ("2020-05-01", "held Blue")],
    );
}

#[test]
fn only_what_is_said_to_have_happened_moves_control() {
    for modality in ["denied", "planned", "possible", "attempted"] {
        check(
            vec![
                hold("Red", "2020-03-01", "A"),
                gain("Blue", "2020-03-05", "B").set("/modality", json!(modality)),
            ],
            &[("2020-03-06", "held Red")],
        );
    }
}

#[test]
fn who_left_is_no_holder_and_nobody_else_is() {
    check(
        vec![hold("Red", "2020-03-01", "A"), loss("Red", "2020-03-05", "A")],
        &[("2020-03-04", "held Red"), ("2020-03-05", "unknown - Red")],
    );
    check(vec![loss("Red", "2020-03-05", "A")], &[("2020-03-06", "unknown - Red")]);
}

#[test]
fn liberated_from_a_party_without_a_taker_is_its_loss() {
    let agentless = claim("control.gain", "2020-03-05", "A").from("Red");
    check(
        vec![hold("Red", "2020-03-01", "A"), agentless.clone()],
        &[("2020-03-06", "unknown - Red")],
    );
    check(
        vec![hold("Red", "2020-03-01", "A"), advance("Blue", "2020-03-03", "A"), agentless],
        &[("2020-03-06", "held Blue")],
    );
}

#[test]
fn men_of_no_known_side_contest_nothing() {
    let men = json!([{"id": null, "name": "armed men", "text": "armed men", "start": 0, "end": 1,
        "side": {"id": "name:armed men", "name": "armed men"}}]);
    check(
        vec![
            hold("Red", "2020-03-01", "A"),
            claim("battle.advance", "2020-03-03", "A").set("/by", men),
        ],
        &[("2020-03-04", "held Red")],
    );
}

#[test]
fn where_two_fought_and_one_left_the_other_holds() {
    check(
        vec![
            hold("Red", "2020-03-01", "A"),
            advance("Blue", "2020-03-03", "A"),
            loss("Red", "2020-03-05", "A"),
        ],
        &[("2020-03-04", "contested - Blue Red"), ("2020-03-06", "held Blue")],
    );
}

#[test]
fn an_entry_contests_until_a_change_of_the_whole() {
    check(
        vec![
            hold("Red", "2020-03-01", "A"),
            advance("Blue", "2020-03-03", "A"),
            // Said of the town out of habit.
            hold("Red", "2020-03-05", "B"),
            gain("Blue", "2020-03-20", "A").part("the east"),
            gain("Blue", "2020-04-01", "A"),
        ],
        &[
            ("2020-03-06", "contested - Blue Red"),
            ("2020-03-25", "contested - Blue Red"),
            ("2020-04-01", "held Blue"),
        ],
    );
    // An entry into one's own town changes nothing.
    check(
        vec![hold("Red", "2020-03-01", "A"), advance("Red", "2020-03-03", "A")],
        &[("2020-03-04", "held Red")],
    );
    // Nor does one near the town.
    check(
        vec![
            hold("Red", "2020-03-01", "A"),
            advance("Blue", "2020-03-03", "A").set("/where/0/precision", json!("near")),
        ],
        &[("2020-03-04", "held Red")],
    );
}

#[test]
fn a_part_does_not_flip_the_whole() {
    check(
        vec![hold("Red", "2020-03-01", "A"), gain("Blue", "2020-03-03", "A").part("north")],
        &[("2020-03-04", "contested - Blue Red")],
    );
    check(
        vec![hold("Red", "2020-03-01", "A"), hold("Blue", "2020-03-03", "A").part("north")],
        &[("2020-03-04", "contested - Blue Red")],
    );
    check(vec![hold("Red", "2020-03-01", "A").part("north")], &[("2020-03-04", "contested - Red")]);
}

#[test]
fn two_who_each_hold_a_part_divide_the_place() {
    let list = vec![
        hold("Red", "2020-03-01", "A").part("the west bank"),
        hold("Blue", "2020-03-01", "A").part("the east bank"),
    ];
    check(list.clone(), &[("2020-03-02", "divided - Blue Red")]);
    let answer = arda(&claims(list), "2020-03-02");
    assert_eq!(answer.parts.len(), 2);
    assert_eq!(answer.parts[0].part, "the east bank");
}

#[test]
fn a_siege_has_an_inside_and_an_outside() {
    check(
        vec![
            hold("Red", "2020-03-01", "A"),
            siege("Red", "Blue", "2020-03-05", "A"),
            hold("Red", "2020-03-20", "B"),
            claim("control.siege-broken", "2020-04-01", "A").by("Red"),
        ],
        &[
            ("2020-03-06", "besieged Red Blue"),
            ("2020-03-21", "besieged Red Blue"),
            ("2020-04-02", "held Red"),
        ],
    );
    // The inside is who held the town, where the report does not say.
    let unnamed = siege("Red", "Blue", "2020-03-05", "A").set("/control/holder", json!(null));
    check(vec![hold("Red", "2020-03-01", "A"), unnamed], &[("2020-03-06", "besieged Red Blue")]);
    // A siege that ends with the town's fall.
    check(
        vec![siege("Red", "Blue", "2020-03-05", "A"), gain("Blue", "2020-04-05", "A")],
        &[("2020-04-06", "held Blue")],
    );
}

#[test]
fn facilities_and_provinces_do_not_paint_towns() {
    let airport = json!({"id": null, "name": "Arda airport", "country": "XX", "admin1": null,
        "lat": null, "lon": null, "kind": "airport", "precision": "exact", "in": "geonames:Arda",
        "text": "Arda airport", "start": 0, "end": 1});
    let province = json!({"id": "geonames:Arda province", "name": "Arda", "country": "XX",
        "admin1": "Arda", "lat": 1.0, "lon": 2.0, "kind": "admin1", "precision": "admin1",
        "text": "Arda", "start": 0, "end": 1});
    for elsewhere in [airport, province] {
        check(
            vec![
                hold("Red", "2020-03-01", "A"),
                gain("Blue", "2020-03-03", "A").set("/where/0", elsewhere),
            ],
            &[("2020-03-04", "held Red")],
        );
    }
}

#[test]
fn a_town_lost_in_it_makes_no_country_contested() {
    let country = json!({"id": "geonames:X", "name": "Xland", "country": "XX", "admin1": null,
        "lat": 1.0, "lon": 2.0, "kind": "country", "precision": "country", "text": "Xland",
        "start": 0, "end": 1});
    let claims =
        claims(vec![loss("Red", "2020-03-01", "A").part("two towns").set("/where/0", country)]);
    assert_eq!(line(&who(&claims, "geonames:X", "2020-03-02")), "unknown -");
    assert!(Holdings::all(&claims, None, &Settings::default()).is_empty());
}

#[test]
fn old_evidence_is_carried_forward_and_shown_so() {
    let claims = claims(vec![gain("Red", "2020-01-01", "A")]);
    let basis = |on| arda(&claims, on).basis;
    assert_eq!(basis("2020-04-30"), Some(EvidenceBasis::Reported));
    assert_eq!(basis("2020-05-01"), Some(EvidenceBasis::CarriedForward));
    let old = arda(&claims, "2021-01-01");
    assert_eq!((line(&old).as_str(), old.age), ("held Red", Some(366)));
    assert!(old.confidence < arda(&claims, "2020-01-02").confidence);
}

#[test]
fn independent_sources_are_counted_not_reports() {
    let basis = |list| arda(&claims(list), "2020-03-09").basis.unwrap();
    use EvidenceBasis::*;
    let a = || gain("Red", "2020-03-01", "A");
    assert_eq!(basis(vec![a()]), Reported);
    assert_eq!(basis(vec![a(), gain("Red", "2020-03-01", "B")]), Corroborated);
    // One publisher twice, or two that quote one monitor, are one source.
    assert_eq!(basis(vec![a(), hold("Red", "2020-03-02", "A")]), Reported);
    let monitor =
        |publisher| gain("Red", "2020-03-01", publisher).said("The Watch", "monitor", "neutral");
    assert_eq!(basis(vec![monitor("A"), monitor("B")]), Reported);
    // The same words in two papers are one wire story.
    let copy = |publisher| {
        gain("Red", "2020-03-01", publisher).set("/quote/text", json!("Red took Arda."))
    };
    assert_eq!(basis(vec![copy("A"), copy("B")]), Reported);
    // A headline over the report's own attribution is no second source.
    assert_eq!(basis(vec![monitor("A"), a().set("/context", json!("summary"))]), Reported);
    // Two spokesmen of one side are no independent source at all.
    assert_eq!(basis(vec![a().boasted("Red"), a().boasted("Pink")]), ClaimedOnly);
    assert_eq!(basis(vec![a().boasted("Red"), gain("Red", "2020-03-01", "B")]), Reported);
    // Who owns up to a loss needs no second witness.
    let owned = loss("Blue", "2020-03-01", "A").by("Red").holder("Red").said(
        "Blue army",
        "belligerent",
        "against",
    );
    assert_eq!(basis(vec![owned]), Corroborated);
}

#[test]
fn copies_of_one_story_are_one_source() {
    let claims = claims(vec![gain("Red", "2020-03-01", "A"), gain("Red", "2020-03-01", "B")]);
    let mut settings = Settings::default();
    for report in ["A 2020-03-01", "B 2020-03-01"] {
        settings.copies.insert(report.to_owned(), "A 2020-03-01".to_owned());
    }
    let holdings = Holdings::of(&claims, "geonames:Arda", None, &settings).unwrap();
    assert_eq!(holdings.on(None).basis, Some(EvidenceBasis::Reported));
}

#[test]
fn a_place_without_an_id_is_its_own() {
    let unresolved = |name: &str| {
        json!({"id": null, "name": name, "country": "XX", "admin1": null, "lat": null, "lon": null,
            "kind": "town", "precision": "exact", "text": name, "start": 0, "end": 1})
    };
    let claims = claims(vec![
        gain("Red", "2020-03-01", "A"),
        gain("Blue", "2020-03-05", "A").set("/where/0", unresolved("Arda")),
    ]);
    assert_eq!(line(&arda(&claims, "2020-03-06")), "held Red");
    assert_eq!(line(&who(&claims, "name arda, XX", "2020-03-06")), "held Blue");
}

#[test]
fn as_of_leaves_out_later_and_undated_reports() {
    let mut list = vec![
        gain("Red", "2020-03-01", "A"),
        gain("Blue", "2020-06-01", "A").on("2020-03-10"),
        gain("Green", "2020-06-01", "A").on("2020-03-20").set("/published", json!(null)),
    ];
    let all = claims(std::mem::take(&mut list));
    let as_of = |day: &str| {
        Holdings::of(&all, "geonames:Arda", day.parse().ok(), &Settings::default())
            .map(|holdings| line(&holdings.on("2020-04-01".parse().ok())))
    };
    assert_eq!(line(&arda(&all, "2020-04-01")), "held Green");
    assert_eq!(as_of("2020-07-01").unwrap(), "held Blue");
    assert_eq!(as_of("2020-05-01").unwrap(), "held Red");
    assert_eq!(as_of("2019-01-01"), None);
}

#[test]
fn undated_word_is_used_only_where_no_day_is_asked() {
    let undated = gain("Red", "2020-03-01", "A")
        .set("/published", json!(null))
        .set("/when", json!({"first": null, "last": null, "bound": "on", "precision": "unknown", "basis": "none", "text": null}));
    let claims = claims(vec![undated]);
    let holdings = Holdings::of(&claims, "geonames:Arda", None, &Settings::default()).unwrap();
    let answer = holdings.on(None);
    assert_eq!(line(&answer), "held Red");
    assert_eq!((answer.on, answer.last_evidence, answer.since.unwrap().last), (None, None, None));
    assert_eq!(line(&holdings.on("2020-03-05".parse().ok())), "unknown -");
    assert!(holdings.timeline().is_empty());
}

#[test]
fn the_timeline_has_every_change_once() {
    let claims = claims(vec![
        gain("Red", "2020-03-01", "A"),
        hold("Red", "2020-03-10", "B"),
        advance("Blue", "2020-04-01", "A"),
        gain("Blue", "2020-04-20", "A"),
    ]);
    let holdings = Holdings::of(&claims, "geonames:Arda", None, &Settings::default()).unwrap();
    let lines: Vec<String> =
        holdings.timeline().iter().map(|s| format!("{} {}", s.from, line(&s.answer))).collect();
    assert_eq!(
        lines,
        ["2020-03-01 held Red", "2020-04-01 contested - Blue Red", "2020-04-20 held Blue"]
    );
    assert_eq!(holdings.newest(), "2020-04-20".parse().ok());
    assert_eq!(holdings.timeline()[0].answer.basis, Some(EvidenceBasis::Corroborated));
}

#[test]
fn a_war_may_have_a_horizon_of_its_own() {
    let claims = claims(vec![gain("Red", "2020-01-01", "A")]);
    let basis = |country: &str, on: &str| {
        let horizons = [(country.to_owned(), 30)].into();
        let settings = Settings { horizons, ..Settings::default() };
        let holdings = Holdings::of(&claims, "geonames:Arda", None, &settings).unwrap();
        holdings.on(Some(on.parse().unwrap())).basis
    };
    assert_eq!(basis("XX", "2020-01-31"), Some(EvidenceBasis::Reported));
    assert_eq!(basis("XX", "2020-02-01"), Some(EvidenceBasis::CarriedForward));
    assert_eq!(basis("YY", "2020-02-01"), Some(EvidenceBasis::Reported));
}

#[test]
fn a_report_that_was_replaced_counts_until_then() {
    let claims = claims(vec![
        gain("Red", "2020-01-01", "A"),
        gain("Blue", "2020-01-03", "A").on("2020-01-01"),
    ]);
    let replaced =
        Fate::Replaced { on: "2020-01-03".parse().unwrap(), by: "A 2020-01-03".to_owned() };
    let fates = [((claims[0].report.clone(), claims[0].published), vec![replaced])].into();
    let settings = Settings { fates, ..Settings::default() };
    let answer = |as_of: Option<&str>| {
        let as_of = as_of.map(|day| day.parse().unwrap());
        let holdings = Holdings::of(&claims, "geonames:Arda", as_of, &settings).unwrap();
        holdings.on("2020-01-04".parse().ok())
    };
    assert_eq!(line(&answer(Some("2020-01-02"))), "held Red");
    let now = answer(None);
    assert_eq!((line(&now).as_str(), now.set_aside.len()), ("held Blue", 1));
    assert!(now.set_aside[0].why.contains("the newer version"), "{}", now.set_aside[0].why);

    // Where nothing is left, nothing is known, and it says why.
    let nothing = Holdings::of(&claims[..1], "geonames:Arda", None, &settings).unwrap().on(None);
    assert_eq!((line(&nothing).as_str(), nothing.set_aside.len()), ("unknown -", 1));
}
