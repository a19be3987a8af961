//! Phases say of every day what asking for the day says.

use dateline_control::{Holdings, Settings};
use jiff::civil::Date;
use proptest::prelude::*;

use crate::build::*;
use crate::order::any_claim;

fn number(day: Date) -> i32 {
    jiff::civil::date(1970, 1, 1).until((jiff::Unit::Day, day)).unwrap().get_days()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn phases_and_days_agree(list in prop::collection::vec(any_claim(), 1..12)) {
        let claims = claims(list);
        let settings = Settings { horizon: 9, ..Settings::default() };
        let Some(holdings) = Holdings::of(&claims, "geonames:Arda", None, &settings) else {
            return Ok(());
        };
        let phases = holdings.phases();
        prop_assert!(phases.windows(2).all(|pair| pair[0].from < pair[1].from));
        let mut day = jiff::civil::date(2020, 1, 15);
        while day < jiff::civil::date(2020, 6, 1) {
            let asked = holdings.on(Some(day));
            let at = number(day);
            let index = phases.partition_point(|phase| phase.from <= at);
            match index.checked_sub(1).map(|index| &phases[index]) {
                None => {
                    prop_assert!(asked.basis.is_none() && asked.others.is_empty());
                    prop_assert!(asked.holder.is_none() && asked.claimed.is_none());
                }
                Some(phase) => {
                    prop_assert_eq!(phase.status, asked.status);
                    prop_assert_eq!(&phase.holder, &asked.holder);
                    prop_assert_eq!(&phase.others, &asked.others);
                    let aged = phase.on(at, 9);
                    prop_assert_eq!(aged.basis, asked.basis);
                    prop_assert_eq!(aged.confidence, asked.confidence);
                    prop_assert_eq!(aged.age, asked.age);
                    let claimed = asked.claimed.map(|claimed| (claimed.status, claimed.holder));
                    let of = phase.claimed.clone().map(|(status, holder)| (status, Some(holder)));
                    prop_assert_eq!(of, claimed);
                }
            }
            day = day.tomorrow().unwrap();
        }
    }
}
