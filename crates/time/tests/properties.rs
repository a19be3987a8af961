//! What holds of any text: no panic, no inverted interval, nothing resolved on no grounds, and a
//! date said outright stays where it is.

use dateline_time::{
    Bound, Hedge, Length, TimeContext, Unit, dateline, ending_at, find_in_text, starting_at,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Words from which sentences about time are made.
const WORDS: &[&str] = &[
    "on",
    "in",
    "since",
    "until",
    "by",
    "from",
    "to",
    "between",
    "and",
    "the",
    "a",
    "last",
    "next",
    "this",
    "that",
    "same",
    "past",
    "recent",
    "early",
    "mid",
    "late",
    "end",
    "of",
    "Friday",
    "Monday",
    "Sun.",
    "October",
    "May",
    "March",
    "Feb",
    "17",
    "3",
    "31",
    "30",
    "29th",
    "2016",
    "2017",
    "1990s",
    "90",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "decade",
    "three",
    "two",
    "ago",
    "later",
    "earlier",
    "before",
    "after",
    "yesterday",
    "today",
    "tomorrow",
    "overnight",
    "weekend",
    "summer",
    "-",
    "–",
    ",",
    ".",
    "/",
    "(",
    ")",
    "'s",
    "\n\n",
    "Ramadan",
    "Easter",
    "quarter",
    "first",
    "half",
    "every",
    "nearly",
    "more",
    "than",
    "for",
    "then",
    "year-old",
    "2016-10-17",
    "3/4/2016",
    "9999",
    "town",
    "fell",
    "will",
    "siege",
    "Eve",
    "Christmas",
    "New",
    "Year",
    "the following",
    "one",
    "999",
    "--",
    "AFP",
];

fn day() -> impl Strategy<Value = Date> {
    (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

/// Days of publication, those at the ends of the calendar among them.
fn published() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![6 => proptest::option::of(day()), 1 => Just(Some(Date::MIN)), 1 => Just(Some(Date::MAX))]
}

fn check(text: &str, published: Option<Date>) {
    let (found, _) = find_in_text(text, &TimeContext { published });
    let mut end = 0;
    for expression in found {
        assert!(expression.span.start >= end, "in order, without overlap: {text:?}");
        assert!(!expression.span.of(text).is_empty());
        end = expression.span.end;
        for interval in [&expression.interval, &expression.named] {
            if let Some((first, last)) = interval.days() {
                assert!(first <= last, "{text:?} {interval:?}");
            }
        }
        assert_eq!(expression.reason.is_none(), expression.interval.is_known(), "{text:?}");
    }
    let _ = dateline(text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read(text in any::<String>(), published in published()) {
        check(&text, published);
    }

    #[test]
    fn any_words_of_time_are_read(
        words in proptest::collection::vec(proptest::sample::select(WORDS), 0..24),
        published in published(),
    ) {
        check(&words.join(" "), published);
        check(&words.concat(), published);
    }

    #[test]
    fn what_is_said_outright_does_not_move(
        said in day(),
        published in published(),
        before in proptest::sample::select(&["", "In 2014, all was quiet. ", "On Friday it began. "][..]),
    ) {
        let months = ["January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December"];
        let month = months[said.month() as usize - 1];
        for text in [
            format!("{before}The town fell on {} {month} {}.", said.day(), said.year()),
            format!("{before}The town will fall on {month} {}, {}.", said.day(), said.year()),
            format!("{before}The town fell on {said}."),
        ] {
            let (found, _) = find_in_text(&text, &TimeContext { published });
            let last = found.last().unwrap();
            prop_assert_eq!(last.interval.first, Some(said));
            prop_assert_eq!(last.interval.last, Some(said));
        }
    }

    #[test]
    fn nothing_relative_resolves_without_publication(
        words in proptest::sample::select(&["on Friday", "yesterday", "last month", "in October",
            "on October 17", "three days ago", "overnight", "next Tuesday", "in recent weeks", "at Easter",
            "over the weekend", "earlier this year", "the next day", "two days later", "on the 17th."][..]),
    ) {
        let (found, _) = find_in_text(&format!("The town fell {words}"), &TimeContext::default());
        prop_assert!(found.iter().all(|found| !found.interval.is_known()));
    }

    #[test]
    fn a_length_with_an_end_is_an_interval(
        least in 0u32..5_000_000,
        unit in proptest::sample::select(&[Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year, Unit::Decade][..]),
        hedge in proptest::sample::select(&[Hedge::Exactly, Hedge::Nearly, Hedge::MoreThan][..]),
        end in day(),
    ) {
        let length = Length { unit, least, most: Some(least), hedge };
        for interval in [ending_at(length, end), starting_at(length, end)] {
            prop_assert_eq!(interval.bound, Bound::Throughout);
            if let Some((first, last)) = interval.days() {
                prop_assert!(first <= last);
            }
        }
    }
}
