//! Changes dated to several days.

use dateline_control::Status;
use serde_json::json;

use crate::build::*;

fn october(build: Build) -> Build {
    build.days("2020-10-01", "2020-10-31", "within").set("/when/precision", json!("month"))
}

#[test]
fn a_change_is_certain_from_its_last_day() {
    check(
        vec![hold("Red", "2020-09-01", "A"), october(gain("Blue", "2020-11-15", "A").from("Red"))],
        &[
            ("2020-09-30", "held Red"),
            ("2020-10-01", "contested - Blue Red"),
            ("2020-10-30", "contested - Blue Red"),
            ("2020-10-31", "held Blue"),
        ],
    );
    // Nobody is known to have been there before.
    check(
        vec![october(gain("Blue", "2020-11-15", "A"))],
        &[("2020-10-15", "unknown - Blue"), ("2020-10-31", "held Blue")],
    );
}

#[test]
fn nobody_reports_what_has_not_happened_yet() {
    check(
        vec![hold("Red", "2020-09-01", "A"), october(gain("Blue", "2020-10-12", "A"))],
        &[("2020-10-11", "contested - Blue Red"), ("2020-10-12", "held Blue")],
    );
}

#[test]
fn a_precise_report_narrows_a_coarse_one() {
    check(
        vec![
            hold("Red", "2020-09-01", "A"),
            october(gain("Blue", "2020-11-15", "A")),
            gain("Blue", "2020-10-17", "B"),
        ],
        &[("2020-10-16", "held Red"), ("2020-10-17", "held Blue")],
    );
}

#[test]
fn a_coarse_date_does_not_undo_a_precise_one() {
    // Red took it some time in the year; Blue took it from Red in August.
    let year = gain("Red", "2021-02-01", "A").days("2020-01-01", "2020-12-31", "within");
    check(
        vec![year.clone(), gain("Blue", "2020-08-10", "B").from("Red")],
        &[("2020-08-10", "held Blue"), ("2021-01-05", "held Blue")],
    );
    // Where nothing orders the two, the coarse one is set aside.
    check(
        vec![year, gain("Blue", "2020-08-10", "B")],
        &[("2020-08-10", "held Blue"), ("2021-01-05", "held Blue")],
    );
}

#[test]
fn who_lost_a_place_had_it_before() {
    let claims = claims(vec![gain("Blue", "2020-10-20", "A").from("Red")]);
    assert_eq!(line(&arda(&claims, "2020-10-19")), "held Red");
    assert_eq!(line(&arda(&claims, "2020-08-01")), "unknown -");
    assert!(arda(&claims, "2020-10-19").confidence < arda(&claims, "2020-10-20").confidence);
}

#[test]
fn a_state_holds_through_its_days() {
    check(
        vec![hold("Red", "2020-09-01", "A").days("2014-01-01", "2020-09-01", "since")],
        &[("2013-12-31", "unknown -"), ("2014-01-01", "held Red"), ("2020-08-01", "held Red")],
    );
    let claims =
        claims(vec![hold("Red", "2020-09-01", "A").days("2014-01-01", "2020-09-01", "since")]);
    assert_eq!(arda(&claims, "2020-08-01").age, Some(0));
}

#[test]
fn a_state_that_is_said_to_have_ended_has_ended() {
    let range = |build: Build, first: &str, last: &str| {
        build.days(first, last, "throughout").set("/when/precision", json!("range"))
    };
    let held = || range(hold("Red", "2020-09-01", "A"), "2012-01-01", "2016-12-31");
    check(
        vec![held()],
        &[("2012-01-01", "held Red"), ("2016-12-31", "held Red"), ("2017-01-01", "unknown - Red")],
    );
    let claims = claims(vec![held()]);
    assert!(arda(&claims, "2017-01-01").because[0].why.contains("of later days"));
    // "In 2016": of later days it says nothing, either way.
    let year = hold("Red", "2020-09-01", "A").days("2016-01-01", "2016-12-31", "throughout");
    check(vec![year.set("/when/precision", json!("year"))], &[("2017-01-01", "held Red")]);
    // "Rebels controlling the town blocked aid from 2012 to 2016": the days are the aid's.
    let dated = |why: &str| held().set("/why", json!([why]));
    check(vec![dated("date: shared with “blocked”")], &[("2017-01-01", "held Red")]);
    check(vec![dated("date: said in the clause")], &[("2017-01-01", "unknown - Red")]);
    // Fighting and sieges end the same way.
    let fought = || range(contest("Red", "Blue", "2020-09-01", "A"), "2020-02-03", "2020-02-20");
    check(
        vec![hold("Red", "2020-01-10", "A"), fought()],
        &[
            ("2020-02-02", "held Red"),
            ("2020-02-20", "contested - Blue Red"),
            ("2020-02-21", "unknown - Blue Red"),
        ],
    );
    check(
        vec![range(siege("Red", "Blue", "2020-09-01", "A"), "2020-02-03", "2020-02-20")],
        &[("2020-02-20", "besieged Red Blue"), ("2020-02-21", "unknown - Blue Red")],
    );
    // What reaches beyond the end, and what follows it, stands.
    check(
        vec![fought(), contest("Red", "Blue", "2020-02-21", "B")],
        &[("2020-02-21", "contested - Blue Red"), ("2020-03-21", "contested - Blue Red")],
    );
    let since = contest("Red", "Blue", "2020-03-01", "B");
    check(
        vec![fought(), since.days("2020-02-10", "2020-03-01", "since")],
        &[("2020-02-25", "contested - Blue Red")],
    );
    check(vec![fought(), gain("Blue", "2020-02-21", "B")], &[("2020-02-21", "held Blue")]);
    check(
        vec![held(), gain("Blue", "2016-06-01", "B"), gain("Blue", "2020-01-01", "B")],
        &[("2016-07-01", "held Blue"), ("2017-01-01", "held Blue")],
    );
    // On Thursday, of fighting from Monday to Wednesday: the report may not know more.
    check(
        vec![range(contest("Red", "Blue", "2020-02-21", "A"), "2020-02-03", "2020-02-20")],
        &[("2020-02-21", "contested - Blue Red")],
    );
}

#[test]
fn inside_a_window_the_reasons_are_given() {
    let claims =
        claims(vec![hold("Red", "2020-09-01", "A"), october(gain("Blue", "2020-11-15", "A"))]);
    let answer = arda(&claims, "2020-10-15");
    assert_eq!(answer.status, Status::Contested);
    assert!(answer.because.iter().any(|reason| reason.why.contains("on some day from 2020-10-01")));
    assert!(answer.last_evidence <= answer.on);
}

#[test]
fn one_report_tells_in_the_order_of_time() {
    let told = |build: Build, at: u32| {
        build
            .set("/report", json!("one"))
            .set("/quote/start", json!(at))
            .set("/quote/end", json!(at + 10))
    };
    // "Captured by Blue in October. Recaptured by Red on 12 October."
    check(
        vec![
            told(october(gain("Blue", "2020-11-15", "A")), 0),
            told(gain("Red", "2020-11-15", "A").on("2020-10-12"), 20),
        ],
        &[("2020-10-12", "held Red"), ("2020-10-31", "held Red"), ("2020-11-20", "held Red")],
    );
    // Told the other way round, the coarse one came after.
    check(
        vec![
            told(gain("Red", "2020-11-15", "A").on("2020-10-12"), 0),
            told(october(gain("Blue", "2020-11-15", "A")), 20),
        ],
        &[("2020-10-31", "held Blue"), ("2020-11-20", "held Blue")],
    );
    // "Captured by Blue in October. Recaptured by Red in October.": neither day is known, the order is.
    for [first, second] in [["Blue", "Red"], ["Red", "Blue"]] {
        check(
            vec![
                told(october(gain(first, "2020-11-15", "A")), 0),
                told(october(gain(second, "2020-11-15", "A")), 20),
            ],
            &[("2020-10-31", &format!("held {second}")), ("2020-11-20", &format!("held {second}"))],
        );
    }
}
