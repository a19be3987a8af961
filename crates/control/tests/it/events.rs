//! Claims about one occurrence become one event.

use dateline_control::{DeathPolicy, Event, EventSettings, Settings, events};

use crate::build::*;

fn told(list: Vec<Build>) -> Vec<Event> {
    events(&claims(list), &Settings::default(), &EventSettings::default())
}

fn strike(day: &str, publisher: &str) -> Build {
    claim("strike.air", day, publisher).by("Red")
}

#[test]
fn one_capture_told_three_times_is_one_event() {
    let events = told(vec![
        gain("Red", "2020-03-01", "A").from("Blue"),
        gain("Red", "2020-03-02", "B")
            .days("2020-03-02", "2020-03-02", "by")
            .set("/when/basis", "announcement".into()),
        loss("Blue", "2020-03-01", "C"),
    ]);
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!((events[0].claims.len(), events[0].sources), (3, 3));
    assert_eq!(events[0].kind, "control.gain");
    assert_eq!(events[0].first, "2020-03-01".parse().ok());
}

#[test]
fn different_days_holders_or_places_are_different_events() {
    assert_eq!(told(vec![strike("2020-03-01", "A"), strike("2020-03-03", "A")]).len(), 2);
    assert_eq!(
        told(vec![gain("Red", "2020-03-01", "A"), gain("Blue", "2020-03-01", "A")]).len(),
        2
    );
    assert_eq!(
        told(vec![strike("2020-03-01", "A"), strike("2020-03-01", "A").at("Borun")]).len(),
        2
    );
}

#[test]
fn daily_strikes_do_not_run_together() {
    let days = (1..=20).map(|day| strike(&format!("2020-03-{day:02}"), "A")).collect();
    assert_eq!(told(days).len(), 20);
}

#[test]
fn a_coarse_date_joins_the_fine_one() {
    let events = told(vec![
        gain("Red", "2020-04-20", "A").days("2020-03-01", "2020-03-31", "within"),
        gain("Red", "2020-03-07", "B"),
    ]);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].last, "2020-03-07".parse().ok());
}

#[test]
fn plans_and_states_are_no_events_and_denials_join_what_they_deny() {
    let events = told(vec![
        gain("Red", "2020-03-01", "A"),
        gain("Red", "2020-03-01", "A").denied("Blue"),
        gain("Red", "2020-03-01", "B").set("/modality", "planned".into()),
        hold("Red", "2020-03-01", "C"),
    ]);
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!(events[0].claims.len(), 2);
    assert_eq!(told(vec![gain("Red", "2020-03-01", "A").denied("Blue")]).len(), 0);
}

#[test]
fn deaths_have_a_low_a_best_and_a_high() {
    let list = || {
        vec![
            strike("2020-03-01", "A").killed(10, Some(10), "civilians"),
            strike("2020-03-01", "B").killed(12, Some(12), "civilians"),
            strike("2020-03-01", "C").killed(15, Some(15), "civilians"),
        ]
    };
    let deaths = told(list())[0].deaths.unwrap();
    assert_eq!((deaths.all.low, deaths.all.best, deaths.all.high), (Some(10), Some(12), Some(15)));
    assert_eq!(deaths.civilians, deaths.all);
    let min = EventSettings { deaths: DeathPolicy::Min, ..EventSettings::default() };
    let events = events(&claims(list()), &Settings::default(), &min);
    assert_eq!(events[0].deaths.unwrap().all.best, Some(10));
}

#[test]
fn a_partys_count_of_enemy_dead_is_never_the_best_figure_alone() {
    let events = told(vec![
        claim("battle.clash", "2020-03-01", "A")
            .by("Red")
            .against("Blue")
            .killed(100, Some(100), "fighters")
            .boasted("Red"),
    ]);
    let deaths = events[0].deaths.unwrap();
    assert_eq!((deaths.all.best, deaths.all.high), (None, Some(100)));
}

#[test]
fn dozens_are_no_number() {
    let deaths =
        told(vec![strike("2020-03-01", "A").killed(24, None, "civilians")])[0].deaths.unwrap();
    assert_eq!((deaths.all.low, deaths.all.best, deaths.all.high), (Some(24), None, None));
}

#[test]
fn what_people_say_of_claims_outranks_the_scores() {
    let claims = claims(vec![
        gain("Red", "2020-03-01", "A").from("Blue"),
        loss("Blue", "2020-03-01", "B"),
        strike("2020-03-05", "A").at("Borun"),
        strike("2020-03-05", "C"),
    ]);
    let run = |settings: &EventSettings| events(&claims, &Settings::default(), settings);
    let ids = |event: &Event| -> Vec<String> {
        event.claims.iter().map(|joined| joined.claim.clone()).collect()
    };
    let before = run(&EventSettings::default());
    let sizes: Vec<usize> = before.iter().map(|event| event.claims.len()).collect();
    assert_eq!(sizes, [2, 1, 1]);

    let mut settings = EventSettings::default();
    let (capture, strikes) = (ids(&before[0]), [ids(&before[1]), ids(&before[2])]);
    settings.ties.part(&capture[1], &capture[0]);
    settings.ties.join(&strikes[1][0], &strikes[0][0]);
    let after = run(&settings);
    let sizes: Vec<usize> = after.iter().map(|event| event.claims.len()).collect();
    assert_eq!(sizes, [1, 1, 2]);
    assert_eq!(after[2].claims[1].why, ["joined by a person"]);

    // The newest word on a pair holds.
    settings.ties.join(&capture[0], &capture[1]);
    settings.ties.part(&strikes[0][0], &strikes[1][0]);
    assert_eq!(run(&settings), before);
}
