//! A course says of every day what the holdings say that it was taken from, also after it was kept.

use dateline_coding::Claim;
use dateline_control::{
    Answer, Brief, Course, Holdings, Pencil, Settings, answer, feature, grounds,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::json;

use crate::build::*;
use crate::order::any_claim;

/// Claims of which some have no date.
fn any_claims() -> impl Strategy<Value = Vec<Claim>> {
    let undated = (any_claim(), 0..6).prop_map(|(build, chance)| match chance {
        0 => build
            .set("/when/first", json!(null))
            .set("/when/last", json!(null))
            .set("/when/basis", json!("none")),
        _ => build,
    });
    prop::collection::vec(undated, 1..14).prop_map(claims)
}

fn check(claims: &[Claim], as_of: Option<Date>) -> Result<(), TestCaseError> {
    let settings = Settings { horizon: 9, ..Settings::default() };
    let Some(holdings) = Holdings::of(claims, "geonames:Arda", as_of, &settings) else {
        return Ok(());
    };
    let course = Course::of(&holdings, claims);
    let bytes = course.to_bytes();
    let kept = Course::from_bytes(&bytes);
    prop_assert_eq!(kept.as_ref(), Some(&course));
    let course = kept.unwrap();
    let parts = grounds(&holdings);
    prop_assert_eq!(course.phases(), holdings.phases());
    prop_assert_eq!(course.newest(), holdings.newest());
    let mut days = vec![None, Some(date(1970, 1, 1))];
    let mut day = date(2020, 1, 15);
    while day < date(2020, 6, 1) {
        days.push(Some(day));
        day = day.tomorrow().unwrap();
    }
    for day in days {
        let asked = holdings.on(day);
        if let Some(day) = day {
            prop_assert_eq!(course.stands(day), (asked.status, asked.holder.as_ref()));
        }
        prop_assert_eq!(course.on(day), Brief::from(asked.clone()));
        if let Some(day) = day {
            let brief = Brief::from(asked.clone());
            let mut drawn = vec![b' '];
            prop_assert_eq!(Pencil::of(day).draw(&bytes, &mut drawn), Some(course.key()));
            let feature = serde_json::to_string(&feature(course.key(), &brief)).unwrap();
            prop_assert_eq!(String::from_utf8(drawn).unwrap(), format!(" {feature}"));
            // As much as tells of this day, and of it and another.
            for days in [&[day][..], &[date(2020, 3, 2), day]] {
                let part = Course::of_days(&bytes, days).unwrap();
                prop_assert_eq!(part.on(Some(day)), Brief::from(asked.clone()));
                prop_assert_eq!(part.stands(day), course.stands(day));
                prop_assert_eq!(part.newest(), course.newest());
            }
        }
        if holdings.has_evidence() {
            prop_assert_eq!(full(&course, &parts, day), Some(asked));
        }
    }
    Ok(())
}

/// The whole answer from what is kept.
fn full(course: &Course, parts: &[Vec<u8>], day: Option<Date>) -> Option<Answer> {
    let part = |number: usize| Ok::<_, ()>(parts.get(number).cloned());
    answer(course, parts.first()?, day, part).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn courses_and_days_agree(claims in any_claims(), as_of in 1i8..28) {
        check(&claims, None)?;
        check(&claims, Some(date(2020, 3, as_of)))?;
    }

    /// Torn or forged bytes are no course, and never bring anything down.
    #[test]
    fn broken_bytes_are_no_course(
        claims in any_claims(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let Some(holdings) = Holdings::of(&claims, "geonames:Arda", None, &Settings::default()) else {
            return Ok(());
        };
        let bytes = Course::of(&holdings, &claims).to_bytes();
        let at = at.index(bytes.len());
        prop_assert_eq!(Course::from_bytes(&bytes[..at]), None);
        let day = date(2020, 3, 14);
        prop_assert_eq!(Course::of_days(&bytes[..at], &[day]), None);
        prop_assert_eq!(Pencil::of(day).draw(&bytes[..at], &mut vec![]), None);
        let mut forged = bytes;
        forged[at] = byte;
        if let Some(course) = Course::from_bytes(&forged) {
            let _ = (course.on(None), course.on(Some(day)), course.phases());
        }
        if let Some(course) = Course::of_days(&forged, &[day]) {
            let _ = (course.on(Some(day)), course.newest());
        }
        let _ = Pencil::of(day).draw(&forged, &mut vec![]);
        let mut parts = grounds(&holdings);
        let course = Course::of(&holdings, &claims);
        let part = at % parts.len();
        let at = at % parts[part].len();
        parts[part][at] = byte;
        let _ = full(&course, &parts, None);
        parts[part].truncate(at);
        let _ = full(&course, &parts, None);
    }

    /// Many reasons lie in several parts.
    #[test]
    fn grounds_in_parts_are_grounds(claims in prop::collection::vec(any_claim(), 60..200)) {
        let claims = crate::build::claims(claims);
        let holdings = Holdings::of(&claims, "geonames:Arda", None, &Settings::default()).unwrap();
        let parts = grounds(&holdings);
        prop_assert!(parts.len() > 2);
        let course = Course::of(&holdings, &claims);
        for day in [None, Some(date(2020, 2, 1)), Some(date(2020, 3, 14)), Some(date(2020, 12, 1))] {
            prop_assert_eq!(full(&course, &parts, day), Some(holdings.on(day)));
        }
    }
}
