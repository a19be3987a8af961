//! Calendar arithmetic: the days of months, weeks, seasons and feasts. Pure; `None` outside the
//! years that the calendar library holds.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::length::Unit;

/// First and last day.
pub(crate) type Days = (Date, Date);

/// A named part of a month, season, year or decade. A month's are days 1–10, 11–20 and 21–end;
/// longer units fall into thirds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Early,
    Mid,
    Late,
    /// "the end of": the days of `Late`, or with "by" the last day alone.
    End,
    FirstHalf,
    SecondHalf,
    /// "the second week of": days 8 to 14; "the last week of", number 5, the last seven days.
    Week(u8),
}

/// Northern, meteorological: spring is March to May, winter runs into the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

pub(crate) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

pub(crate) fn shift(date: Date, count: i64, unit: Unit) -> Option<Date> {
    let count = i32::try_from(count).ok().filter(|count| count.abs() < 1_000_000)?;
    let span = match unit {
        Unit::Hour => ((count + 23 * count.signum()) / 24).days(),
        Unit::Day => count.days(),
        Unit::Week => count.checked_mul(7)?.days(),
        Unit::Fortnight => count.checked_mul(14)?.days(),
        Unit::Month if count.abs() < 100_000 => count.months(),
        Unit::Year if count.abs() < 9_000 => count.years(),
        Unit::Decade if count.abs() < 900 => (count * 10).years(),
        _ => return None,
    };
    date.checked_add(span).ok()
}

pub(crate) fn month(year: i16, month: i8) -> Option<Days> {
    let first = date(year, month, 1)?;
    Some((first, first.last_of_month()))
}

pub(crate) fn year(year: i16) -> Option<Days> {
    Some((date(year, 1, 1)?, date(year, 12, 31)?))
}

/// The years `first` to `first + count - 1`.
pub(crate) fn years(first: i16, count: i16) -> Option<Days> {
    Some((date(first, 1, 1)?, date(first.checked_add(count - 1)?, 12, 31)?))
}

pub(crate) fn quarter(year: i16, number: u32) -> Option<Days> {
    let start = i8::try_from(number).ok().filter(|n| (1..=4).contains(n))? * 3 - 2;
    Some((date(year, start, 1)?, date(year, start + 2, 1)?.last_of_month()))
}

pub(crate) fn season(year: i16, season: Season) -> Option<Days> {
    let start = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let first = date(year, start, 1)?;
    Some((first, shift(first, 2, Unit::Month)?.last_of_month()))
}

/// Monday to Sunday.
pub(crate) fn week(day: Date) -> Option<Days> {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = shift(day, -back, Unit::Day)?;
    Some((monday, shift(monday, 6, Unit::Day)?))
}

/// Saturday and Sunday of the day's week.
pub(crate) fn weekend(day: Date) -> Option<Days> {
    let sunday = week(day)?.1;
    Some((shift(sunday, -1, Unit::Day)?, sunday))
}

/// The calendar unit that holds the day.
pub(crate) fn unit(day: Date, unit: Unit) -> Option<Days> {
    match unit {
        Unit::Hour | Unit::Day => Some((day, day)),
        Unit::Week => week(day),
        Unit::Fortnight => Some((week(day)?.0, shift(week(day)?.1, 7, Unit::Day)?)),
        Unit::Month => month(day.year(), day.month()),
        Unit::Year => year(day.year()),
        Unit::Decade => years(day.year() - day.year().rem_euclid(10), 10),
    }
}

/// A part of a span of days: a month by tens, a week at Wednesday and Thursday, all else by thirds
/// or halves of its months.
pub(crate) fn part((first, last): Days, part: Part) -> Option<Days> {
    let len = i64::from((last - first).get_days()) + 1;
    if let Part::Week(number) = part {
        if number > 4 {
            return Some((shift(last, -6, Unit::Day)?.max(first), last));
        }
        let from = shift(first, 7 * (i64::from(number) - 1), Unit::Day)?.min(last);
        return Some((from, shift(from, 6, Unit::Day)?.min(last)));
    }
    if len <= 10 {
        let cut = |from, to| Some((shift(first, from, Unit::Day)?, shift(first, to, Unit::Day)?));
        return match part {
            Part::Early => cut(0, (len - 1).min(2)),
            Part::Mid => cut((len - 1).min(2), (len - 1).min(4)),
            Part::Late | Part::End => cut((len - 1).min(4), len - 1),
            Part::FirstHalf | Part::Week(_) => cut(0, (len - 1) / 2),
            Part::SecondHalf => cut(len / 2, len - 1),
        };
    }
    if len <= 31 {
        let (start, end) = match part {
            Part::Early => (1, 10),
            Part::Mid => (11, 20),
            Part::Late | Part::End => (21, 31),
            Part::FirstHalf | Part::Week(_) => (1, 15),
            Part::SecondHalf => (16, 31),
        };
        let from = shift(first, start - 1, Unit::Day)?;
        return Some((from, shift(first, end - 1, Unit::Day)?.min(last)));
    }
    let months = i64::from(last.year() - first.year()) * 12 + i64::from(last.month()) + 1
        - i64::from(first.month());
    let (start, end) = match part {
        // "the early 1990s" are four years, the middle and the end three each.
        Part::Early if months == 120 => (0, 48),
        Part::Mid if months == 120 => (48, 84),
        Part::Late | Part::End if months == 120 => (84, 120),
        Part::Early => (0, months / 3),
        Part::Mid => (months / 3, months * 2 / 3),
        Part::Late | Part::End => (months * 2 / 3, months),
        Part::FirstHalf | Part::Week(_) => (0, months / 2),
        Part::SecondHalf => (months / 2, months),
    };
    let from = shift(first, start, Unit::Month)?;
    Some((from, shift(first, end.max(start + 1) - 1, Unit::Month)?.last_of_month()))
}

/// The last such weekday on or before the day.
pub(crate) fn weekday_back(day: Date, weekday: i8) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    shift(day, -i64::from(wanted.until(day.weekday())), Unit::Day)
}

/// The first such weekday on or after the day.
pub(crate) fn weekday_on(day: Date, weekday: i8) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    shift(day, i64::from(day.weekday().until(wanted)), Unit::Day)
}

/// Such a weekday of the day's week, Monday to Sunday.
pub(crate) fn weekday_of_week(day: Date, weekday: i8) -> Option<Date> {
    shift(week(day)?.0, i64::from(weekday) - 1, Unit::Day)
}

/// Days of the year that have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feast {
    Christmas,
    ChristmasEve,
    OrthodoxChristmas,
    NewYear,
    NewYearEve,
    Easter,
    EasterMonday,
    GoodFriday,
    PalmSunday,
    OrthodoxEaster,
    Thanksgiving,
    MayDay,
    Nowruz,
    Ashura,
    Ramadan,
    EidAlFitr,
    EidAlAdha,
}

/// The days of a feast in a year. Islamic feasts follow the tabular calendar, which the sighted
/// moon may move by a day: they come out as spans that allow for it.
pub(crate) fn feast(year: i16, feast: Feast) -> Option<Days> {
    let one = |day: Option<Date>| day.map(|day| (day, day));
    let from_easter = |days| one(shift(easter(year)?, days, Unit::Day));
    match feast {
        Feast::Christmas => one(date(year, 12, 25)),
        Feast::ChristmasEve => one(date(year, 12, 24)),
        Feast::OrthodoxChristmas => one(date(year, 1, 7)),
        Feast::NewYear => one(date(year, 1, 1)),
        Feast::NewYearEve => one(date(year, 12, 31)),
        Feast::Easter => from_easter(0),
        Feast::EasterMonday => from_easter(1),
        Feast::GoodFriday => from_easter(-2),
        Feast::PalmSunday => from_easter(-7),
        Feast::OrthodoxEaster => one(orthodox_easter(year)),
        Feast::Thanksgiving => one(shift(weekday_on(date(year, 11, 1)?, 4)?, 3, Unit::Week)),
        Feast::MayDay => one(date(year, 5, 1)),
        Feast::Nowruz => Some((date(year, 3, 20)?, date(year, 3, 21)?)),
        Feast::Ashura => hijri_feast(year, 1, 10, 0),
        Feast::Ramadan => hijri_feast(year, 9, 1, 29),
        Feast::EidAlFitr => hijri_feast(year, 10, 1, 2),
        Feast::EidAlAdha => hijri_feast(year, 12, 10, 3),
    }
}

/// Sunday after the paschal full moon, Gregorian (Meeus, Jones, Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let epact_base =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact_base - rest % 4) % 7;
    let correction = (golden + 11 * epact_base + 22 * weekday) / 451;
    let sum = epact_base + weekday - 7 * correction + 114;
    date(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?)
}

/// The Julian reckoning, in Gregorian days; right from 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let weekday = (2 * (y % 4) + 4 * (y % 7) - moon + 34).rem_euclid(7);
    let sum = moon + weekday + 114;
    let julian = date(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?)?;
    shift(julian, 13, Unit::Day)
}

/// Days of an Islamic month that begin in a civil year, from one day before the tabular start.
fn hijri_feast(year: i16, month: i64, day: i64, more: i64) -> Option<Days> {
    let epoch = date(1970, 1, 1)?;
    let near = (i64::from(year) - 622) * 33 / 32;
    (near - 1..=near + 2)
        .filter_map(|hijri| {
            let days = (11 * hijri + 3).div_euclid(30) + 354 * hijri + 30 * month
                - (month - 1).div_euclid(2)
                + day
                + 1_948_440
                - 385;
            shift(epoch, days - 2_440_588, Unit::Day)
        })
        .find(|start| start.year() == year)
        .and_then(|start| {
            let first = shift(start, -1, Unit::Day)?;
            Some((first, shift(start, more, Unit::Day)?))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn feasts_fall_where_almanacs_have_them() {
        assert_eq!(feast(2016, Feast::Easter).unwrap().0, day("2016-03-27"));
        assert_eq!(feast(2022, Feast::GoodFriday).unwrap().0, day("2022-04-15"));
        assert_eq!(feast(2022, Feast::OrthodoxEaster).unwrap().0, day("2022-04-24"));
        assert_eq!(feast(2017, Feast::Thanksgiving).unwrap().0, day("2017-11-23"));
        let (first, last) = feast(2017, Feast::Ramadan).unwrap();
        assert!(first <= day("2017-05-27") && day("2017-06-24") <= last);
        assert!((last - first).get_days() <= 30);
        let (first, last) = feast(2014, Feast::EidAlFitr).unwrap();
        assert!(first <= day("2014-07-28") && day("2014-07-28") <= last);
    }

    #[test]
    fn parts_of_months_and_years() {
        let june = month(2014, 6).unwrap();
        assert_eq!(part(june, Part::Mid).unwrap(), (day("2014-06-11"), day("2014-06-20")));
        assert_eq!(part(june, Part::Late).unwrap(), (day("2014-06-21"), day("2014-06-30")));
        let whole = year(2016).unwrap();
        assert_eq!(part(whole, Part::Early).unwrap(), (day("2016-01-01"), day("2016-04-30")));
        assert_eq!(part(whole, Part::SecondHalf).unwrap(), (day("2016-07-01"), day("2016-12-31")));
        let summer = season(2014, Season::Summer).unwrap();
        assert_eq!(part(summer, Part::Late).unwrap(), (day("2014-08-01"), day("2014-08-31")));
    }

    #[test]
    fn weekdays_go_back_and_on() {
        let friday = day("2017-11-03");
        assert_eq!(weekday_back(friday, 5).unwrap(), friday);
        assert_eq!(weekday_back(friday, 6).unwrap(), day("2017-10-28"));
        assert_eq!(weekday_on(friday, 1).unwrap(), day("2017-11-06"));
        assert_eq!(weekday_of_week(friday, 7).unwrap(), day("2017-11-05"));
    }
}
