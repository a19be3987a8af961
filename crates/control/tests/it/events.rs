//! Claims about one occurrence become one event.

use dateline_control::{Counting, DeathPolicy, Event, EventSettings, Settings, events};
use dateline_ledger::Fate;

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

#[test]
fn presets_count_as_acled_and_as_ucdp_do() {
    let best = |list: Vec<Build>, deaths| {
        let policy = EventSettings { deaths, ..EventSettings::default() };
        events(&claims(list), &Settings::default(), &policy)[0].deaths.unwrap().all
    };
    let told = || {
        vec![
            strike("2020-03-01", "A")
                .killed(9, Some(9), "civilians")
                .said("men", "unnamed", "neutral"),
            strike("2020-03-01", "B")
                .killed(12, Some(12), "civilians")
                .said("Watch", "monitor", "neutral"),
            strike("2020-03-01", "C")
                .killed(14, Some(14), "civilians")
                .said("Count", "monitor", "neutral"),
        ]
    };
    // The lowest; and of the most reliable sources the lowest.
    assert_eq!(best(told(), DeathPolicy::Acled).best, Some(9));
    assert_eq!(best(told(), DeathPolicy::Ucdp).best, Some(12));
    let dozens = || vec![strike("2020-03-01", "A").killed(24, None, "civilians")];
    let acled = best(dozens(), DeathPolicy::Acled);
    assert_eq!((acled.low, acled.best), (Some(12), Some(12)));
    assert_eq!(best(dozens(), DeathPolicy::Ucdp).best, None);
    // A party's word alone is no figure by any of them.
    let boast = vec![strike("2020-03-01", "A").killed(99, Some(99), "fighters").boasted("Red")];
    for policy in DeathPolicy::ALL {
        assert_eq!(best(boast.clone(), policy).best, None, "{policy:?}");
    }
}

#[test]
fn a_total_is_not_added_to_its_parts() {
    let strike = |killed, who| strike("2020-03-01", "A").killed(killed, Some(killed), who);
    let deaths = told(vec![strike(20, "unknown"), strike(12, "civilians")])[0].deaths.unwrap();
    assert_eq!(
        (deaths.all.best, deaths.civilians.best, deaths.unknown.best),
        (Some(20), Some(12), Some(8))
    );
    // A smaller count of nobody in particular is one more group.
    let deaths = told(vec![strike(7, "unknown"), strike(12, "civilians")])[0].deaths.unwrap();
    assert_eq!(deaths.all.best, Some(19));
}

fn by_acled(list: Vec<Build>) -> Vec<Event> {
    let counting = EventSettings { counting: Counting::Acled, ..EventSettings::default() };
    events(&claims(list), &Settings::default(), &counting)
}

#[test]
fn a_change_that_lasted_under_a_day_is_a_clash_by_acled_s_rules() {
    let brief = || {
        vec![
            gain("Red", "2020-03-01", "A").from("Blue"),
            gain("Blue", "2020-03-01", "B").from("Red"),
        ]
    };
    let kinds = |events: &[Event]| events.iter().map(|one| one.kind.clone()).collect::<Vec<_>>();
    assert_eq!(kinds(&told(brief())), ["control.gain", "control.gain"]);
    let one = by_acled(brief());
    assert_eq!((kinds(&one), one[0].claims.len()), (vec!["battle.clash".to_owned()], 2));
    assert!(one[0].note.is_some());
    // Held for longer, it changed hands twice; and a third party that takes it keeps it.
    let longer = vec![
        gain("Red", "2020-03-01", "A").from("Blue"),
        gain("Blue", "2020-03-04", "B").from("Red"),
    ];
    assert_eq!(kinds(&by_acled(longer)), ["control.gain", "control.gain"]);
    let third = vec![
        gain("Red", "2020-03-01", "A").from("Blue"),
        gain("Green", "2020-03-02", "B").from("Red"),
    ];
    assert_eq!(kinds(&by_acled(third)), ["battle.clash", "control.gain"]);
}

#[test]
fn acled_counts_by_days_and_pairs() {
    let fighting = claim("battle.clash", "2020-03-04", "A")
        .by("Red")
        .against("Blue")
        .days("2020-03-01", "2020-03-03", "throughout")
        .killed(10, Some(10), "fighters");
    let days = by_acled(vec![fighting]);
    let dead: Vec<_> = days.iter().map(|day| day.deaths.unwrap().all.best.unwrap()).collect();
    assert_eq!(dead, [4, 3, 3]);
    assert!(days.iter().all(|day| day.first == day.last));
    let shelling = |killed: u32| {
        let shelling = claim("strike.shelling", "2020-03-01", "A").by("Red").against("Blue");
        shelling.killed(killed, Some(killed), "civilians")
    };
    // Told as two by strict thresholds: one that day, between those two.
    let count = |counting| {
        let strict = EventSettings { threshold: 0.9, counting, ..EventSettings::default() };
        events(&claims(vec![shelling(2), shelling(30)]), &Settings::default(), &strict)
    };
    assert_eq!(count(Counting::Told).len(), 2);
    let one = count(Counting::Acled);
    assert_eq!((one.len(), one[0].deaths.unwrap().all.best), (1, Some(32)));
}

#[test]
fn what_a_withdrawn_report_says_stands_beside_the_event() {
    let claims = claims(vec![gain("Red", "2020-03-01", "A"), gain("Red", "2020-03-01", "B")]);
    let fate = Fate::Withdrawn {
        on: "2020-04-01".parse().unwrap(),
        who: "me".to_owned(),
        why: "a hoax".to_owned(),
    };
    let withdrawn = |reports: &[usize]| {
        let key = |index: &usize| (claims[*index].report.clone(), claims[*index].published);
        let fates = reports.iter().map(|index| (key(index), vec![fate.clone()])).collect();
        events(&claims, &Settings { fates, ..Settings::default() }, &EventSettings::default())
    };
    let one = withdrawn(&[1]);
    assert_eq!((one[0].sources, one[0].claims.len(), one[0].set_aside.len()), (1, 1, 1));
    assert!(one[0].set_aside[0].why[0].contains("a hoax"), "{:?}", one[0].set_aside);
    assert!(withdrawn(&[0, 1]).is_empty());
}
