//! Word against word.

use dateline_control::{Answer, EvidenceBasis, Holdings, Publisher, Settings};
use serde_json::json;

use crate::build::*;

fn claimed(answer: &Answer) -> Option<&str> {
    answer.claimed.as_ref()?.holder.as_ref().map(|party| party.name.as_str())
}

#[test]
fn a_partys_uncontradicted_word_gives_a_status() {
    let claims = claims(vec![
        hold("Red", "2020-03-01", "A"),
        gain("Blue", "2020-03-05", "A").boasted("Blue"),
    ]);
    let answer = arda(&claims, "2020-03-06");
    assert_eq!(line(&answer), "held Blue");
    assert_eq!(answer.basis, Some(EvidenceBasis::ClaimedOnly));
    assert_eq!(answer.claimed, None);
}

#[test]
fn a_denied_claim_is_shown_beside_what_stood_before() {
    for denial in [
        gain("Blue", "2020-03-05", "A").from("Red").denied("Red"),
        gain("Blue", "2020-03-06", "B").denied("Red"),
        loss("Red", "2020-03-06", "B").denied("Red"),
        hold("Red", "2020-03-07", "B").boasted("Red"),
        hold("Red", "2020-03-07", "B"),
    ] {
        let claims = claims(vec![
            hold("Red", "2020-03-01", "A"),
            gain("Blue", "2020-03-05", "A").from("Red").boasted("Blue"),
            denial,
        ]);
        let answer = arda(&claims, "2020-03-08");
        assert_eq!(line(&answer), "held Red", "{answer:#?}");
        assert_eq!(claimed(&answer), Some("Blue"), "{answer:#?}");
        assert_eq!(line(&arda(&claims, "2020-03-05")), "held Red");
    }
}

#[test]
fn a_denial_weighs_less_than_independent_word() {
    check(
        vec![
            hold("Red", "2020-03-01", "A"),
            gain("Blue", "2020-03-05", "A").from("Red"),
            gain("Blue", "2020-03-06", "B").denied("Red"),
        ],
        &[("2020-03-07", "held Blue")],
    );
    let claims = claims(vec![
        gain("Blue", "2020-03-05", "A").from("Red"),
        hold("Red", "2020-03-07", "B").boasted("Red"),
    ]);
    let answer = arda(&claims, "2020-03-08");
    assert_eq!(line(&answer), "held Blue");
    assert_eq!(claimed(&answer), Some("Red"));
}

#[test]
fn an_officials_denial_is_no_independent_word() {
    let denial = loss("Red", "2020-03-05", "A").said("Red party official", "official", "unknown");
    check(
        vec![gain("Blue", "2020-03-05", "A"), denial.set("/modality", json!("denied"))],
        &[("2020-03-06", "held Blue")],
    );
}

#[test]
fn a_claim_confirmed_later_is_settled() {
    let claims = claims(vec![
        hold("Red", "2020-03-01", "A"),
        gain("Blue", "2020-03-05", "A").from("Red").boasted("Blue"),
        gain("Blue", "2020-03-05", "A").denied("Red"),
        gain("Blue", "2020-03-09", "B").from("Red"),
    ]);
    let answer = arda(&claims, "2020-03-10");
    assert_eq!((line(&answer).as_str(), claimed(&answer)), ("held Blue", None));
}

#[test]
fn independent_voices_that_disagree_are_both_kept() {
    check(
        vec![gain("Blue", "2020-03-05", "A").from("Red"), hold("Red", "2020-03-08", "B")],
        &[("2020-03-09", "contested - Blue Red")],
    );
    // One denies in its own voice what the other reports.
    let denied = gain("Blue", "2020-03-05", "B").set("/modality", json!("denied"));
    check(
        vec![hold("Red", "2020-03-01", "A"), gain("Blue", "2020-03-05", "A"), denied],
        &[("2020-03-06", "contested - Blue Red")],
    );
    // On one day.
    check(
        vec![gain("Blue", "2020-03-05", "A"), gain("Red", "2020-03-05", "B")],
        &[("2020-03-06", "contested - Blue Red")],
    );
}

#[test]
fn of_two_changes_on_one_day_the_later_stands() {
    check(
        vec![gain("Blue", "2020-03-05", "A"), gain("Red", "2020-03-05", "B").from("Blue")],
        &[("2020-03-06", "held Red")],
    );
}

#[test]
fn independent_word_beats_a_partys_on_one_day() {
    let claims = claims(vec![
        gain("Blue", "2020-03-05", "A"),
        gain("Red", "2020-03-05", "B").boasted("Red"),
    ]);
    let answer = arda(&claims, "2020-03-06");
    assert_eq!((line(&answer).as_str(), claimed(&answer)), ("held Blue", Some("Red")));
}

#[test]
fn word_of_fighting_contradicts_a_partys_claim_to_all() {
    let claims = claims(vec![
        hold("Red", "2020-03-01", "A"),
        gain("Blue", "2020-03-05", "A").boasted("Blue"),
        contest("Blue", "Red", "2020-03-06", "B"),
    ]);
    let answer = arda(&claims, "2020-03-07");
    assert_eq!((line(&answer).as_str(), claimed(&answer)), ("contested - Blue Red", Some("Blue")));
}

#[test]
fn presupposed_holds_weigh_less_than_said_ones() {
    check(
        vec![
            gain("Blue", "2020-03-05", "A"),
            hold("Red", "2020-04-20", "B").set("/why", json!([])).inferred(),
        ],
        &[("2020-04-21", "held Blue")],
    );
    check(vec![hold("Red", "2020-04-20", "B").inferred()], &[("2020-04-21", "held Red")]);
}

#[test]
fn a_publisher_that_leans_to_a_side_speaks_for_it() {
    let claims = claims(vec![gain("Blue", "2020-03-05", "Blue News")]);
    let mut settings = Settings::default();
    let publisher = Publisher {
        name: "Blue News".to_owned(),
        kind: dateline_coding::SourceKind::StateMedia,
        leans_to: vec!["blue".to_owned()],
    };
    settings.publishers = [("bluenews".to_owned(), publisher)]
        .into_iter()
        .collect::<std::collections::BTreeMap<_, _>>()
        .into();
    let holdings = Holdings::of(&claims, "geonames:Arda", None, &settings).unwrap();
    assert_eq!(holdings.on(None).basis, Some(EvidenceBasis::ClaimedOnly));
}
