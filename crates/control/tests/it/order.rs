//! The order of reading makes no difference, nor does reading twice.

use dateline_coding::Claim;
use dateline_control::{EventSettings, Holdings, Settings, events};
use proptest::prelude::*;
use serde_json::json;

use crate::build::*;

pub fn any_claim() -> impl Strategy<Value = Build> {
    let day = (1u32..=28).prop_map(|day| format!("2020-03-{day:02}"));
    let side = prop::sample::select(vec!["Red", "Blue", "Green"]);
    (day.clone(), day, side.clone(), side, 0..16usize, prop::sample::select(vec!["A", "B", "C"]))
        .prop_map(|(a, b, one, other, kind, publisher)| {
            let (first, last) = (a.clone().min(b.clone()), a.max(b));
            let within = |build: Build| build.days(&first, &last, "within");
            match kind {
                0 => gain(one, &last, publisher),
                1 => gain(one, &last, publisher).from(other),
                2 => gain(one, &last, publisher).boasted(one),
                3 => within(gain(one, &last, publisher)),
                4 => gain(one, &last, publisher).part("north"),
                5 => hold(one, &last, publisher),
                6 => hold(one, &last, publisher).days(&first, &last, "throughout"),
                7 => hold(one, &last, publisher).part("south"),
                8 => hold(one, &last, publisher).inferred(),
                9 => loss(one, &last, publisher),
                10 => within(loss(one, &last, publisher).said("monitor", "monitor", "neutral")),
                11 => gain(one, &last, publisher).denied(other),
                12 => advance(one, &last, publisher).against(other),
                13 => contest(one, other, &last, publisher),
                14 => siege(one, other, &last, publisher).days(&first, &last, "throughout"),
                _ => claim("control.siege-broken", &last, publisher).by(one),
            }
        })
}

fn told(claims: &[Claim]) -> String {
    let settings = Settings::default();
    let holdings = Holdings::all(claims, None, &settings);
    let mut told = String::new();
    for holdings in holdings.values() {
        told.push_str(&serde_json::to_string(&holdings.timeline()).unwrap());
        for day in 1..=31 {
            let on = format!("2020-03-{day:02}").parse().ok();
            told.push_str(&serde_json::to_string(&holdings.on(on)).unwrap());
        }
    }
    let events = events(claims, &settings, &EventSettings::default());
    told.push_str(&serde_json::to_string(&events).unwrap());
    told
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_bytes(
        (list, shuffled) in prop::collection::vec(any_claim(), 0..14)
            .prop_flat_map(|list| (Just(claims(list.clone())), Just(claims(list)).prop_shuffle()))
    ) {
        prop_assert_eq!(told(&list), told(&shuffled));
    }

    #[test]
    fn reading_twice_changes_nothing(list in prop::collection::vec(any_claim(), 0..10)) {
        let once = claims(list.clone());
        let twice = claims(list.iter().cloned().chain(list.clone()).collect());
        prop_assert_eq!(told(&once), told(&twice));
    }

    /// The timeline and the days agree, stretches neither overlap nor leave gaps, and every status
    /// but unknown has its reasons.
    #[test]
    fn timeline_and_days_agree(list in prop::collection::vec(any_claim(), 1..12)) {
        let claims = claims(list);
        let Some(holdings) = Holdings::of(&claims, "geonames:Arda", None, &Settings::default()) else {
            return Ok(());
        };
        let timeline = holdings.timeline();
        for pair in timeline.windows(2) {
            prop_assert_eq!(pair[0].to.unwrap().tomorrow().unwrap(), pair[1].from);
            prop_assert!(!pair[0].answer.is_same_status(&pair[1].answer));
        }
        for stretch in &timeline {
            let day = holdings.on(Some(stretch.from));
            prop_assert!(day.is_same_status(&stretch.answer), "{:?} {:?}", day, stretch);
            prop_assert!(day.last_evidence <= day.on);
            let nothing = json!(day.status) == "unknown" && day.others.is_empty();
            prop_assert!(nothing || !day.because.is_empty(), "{:?}", day);
            prop_assert!((0.0..=1.0).contains(&day.confidence));
            prop_assert_eq!(day.holder.is_some(), json!(day.status) == "held" || json!(day.status) == "besieged" && day.holder.is_some());
        }
    }
}
