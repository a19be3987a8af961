//! Dates between which something holds: a name, a side, a backer.

use jiff::civil::Date;

/// First and last day, inclusive; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dates {
    /// First day.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
}

impl Dates {
    /// Whether both ends are open.
    pub fn always(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether the day lies inside.
    pub fn hold(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the day lies before the beginning.
    pub fn lie_after(self, day: Date) -> bool {
        self.from.is_some_and(|from| day < from)
    }

    /// Whether the two share at least one day. Touching ends ("to 2016-07-28", "from 2016-07-28")
    /// do not count: one thing ends on the day on which the next begins.
    pub fn overlap(self, other: Dates) -> bool {
        let begins_before_end = |a: Dates, b: Dates| match (a.from, b.to) {
            (Some(from), Some(to)) => from < to,
            _ => true,
        };
        begins_before_end(self, other) && begins_before_end(other, self)
    }

    /// Length in days inside `frame`, with open ends cut at `frame` or, where that is open too, at
    /// bounds that lie outside all wars of the registry.
    pub fn days_within(self, frame: Dates) -> i64 {
        const OLDEST: Date = Date::constant(1900, 1, 1);
        const NEWEST: Date = Date::constant(2100, 12, 31);
        let from = self.from.or(frame.from).unwrap_or(OLDEST);
        let to = self.to.or(frame.to).unwrap_or(NEWEST);
        i64::from(to.since(from).map_or(0, |span| span.get_days()))
    }
}

/// Which end of a year or month a short date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first day of it.
    First,
    /// The last day of it.
    Last,
}

/// Reads `2014`, `2014-06` or `2014-06-29`.
pub fn parse(text: &str, end: End) -> Option<Date> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)? as i16;
    let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |m| m.map(Some))?;
    let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |d| d.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    let (month, day) = match end {
        End::First => (month.unwrap_or(1), day.unwrap_or(1)),
        End::Last => (month.unwrap_or(12), day.unwrap_or(0)),
    };
    if day == 0 {
        return Some(Date::new(year, month as i8, 1).ok()?.last_of_month());
    }
    Date::new(year, month as i8, day as i8).ok()
}

fn number(part: &str, digits: usize) -> Option<u16> {
    (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| part.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn short_dates_mean_their_first_or_last_day() {
        assert_eq!(parse("2014", End::First), Some(date(2014, 1, 1)));
        assert_eq!(parse("2014", End::Last), Some(date(2014, 12, 31)));
        assert_eq!(parse("2016-02", End::Last), Some(date(2016, 2, 29)));
        assert_eq!(parse("2016-02-03", End::Last), Some(date(2016, 2, 3)));
        for wrong in ["", "14", "2014-13", "2014-1", "2014-02-30", "2014-02-03-04", "20x4"] {
            assert_eq!(parse(wrong, End::First), None, "{wrong}");
        }
    }

    #[test]
    fn touching_ends_do_not_overlap() {
        let day = |text| parse(text, End::First);
        let a = Dates { from: day("2012"), to: day("2016-07-28") };
        let b = Dates { from: day("2016-07-28"), to: None };
        assert!(!a.overlap(b) && !b.overlap(a));
        assert!(a.overlap(Dates::default()));
        assert!(a.hold(date(2016, 7, 28)) && !b.hold(date(2016, 7, 27)));
    }
}
