//! Days as numbers, for arithmetic.

use jiff::Unit;
use jiff::civil::{Date, date};

/// Days since 1970-01-01.
pub(crate) type Day = i32;

const EPOCH: Date = date(1970, 1, 1);

pub(crate) fn number(day: Date) -> Day {
    EPOCH.until((Unit::Day, day)).map_or(0, |span| span.get_days())
}

/// The date of a day number; days beyond the calendar end at its ends.
pub(crate) fn date_of(day: Day) -> Date {
    let span = jiff::Span::new().try_days(day);
    span.and_then(|span| EPOCH.checked_add(span)).unwrap_or(if day < 0 {
        Date::MIN
    } else {
        Date::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for day in [-719_000, -1, 0, 1, 17_473, 59, 2_932_000] {
            assert_eq!(number(date_of(day)), day);
        }
        assert_eq!(date_of(17_473).to_string(), "2017-11-03");
        assert_eq!(date_of(i32::MAX), Date::MAX);
    }
}
