//! Publication dates as pages, feeds and records write them.

use jiff::civil::Date;
use jiff::fmt::strtime;

/// Formats beside ISO 8601, whose days cannot be mistaken for months.
const FORMATS: &[&str] = &[
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%B %d %Y",
    "%Y%m%d",
    "%Y/%m/%d",
];

/// The day that a date or time stamp names, in its own time zone; `None` where it is none, or where
/// day and month could be mistaken ("03/11/2017").
pub(crate) fn day(value: &str) -> Option<Date> {
    let value = value.trim();
    if let Some(date) = value.get(..10).and_then(|head| head.parse::<Date>().ok()) {
        let rest = &value[10..];
        return (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then_some(date);
    }
    // "Fri, 03 Nov 2017 10:00:00 +0000", as feeds have it: no weekday, no time of day.
    let value = match value.split_once(", ") {
        Some((weekday, rest)) if !weekday.contains(|c: char| c.is_ascii_digit() || c == ' ') => {
            rest
        }
        _ => value,
    };
    let words: Vec<&str> = value.split_whitespace().collect();
    let head = words.get(..words.len().min(3))?.join(" ").replace('.', "");
    FORMATS.iter().find_map(|format| strtime::parse(format, &head).ok()?.to_date().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days() {
        let expected = Some(date(2017, 11, 3));
        for value in [
            "2017-11-03",
            "2017-11-03T23:30:00+02:00",
            "2017-11-03 10:00",
            "Fri, 03 Nov 2017 10:00:00 GMT",
            "Fri, 3 Nov 2017 10:00:00 +0000",
            "3 November 2017",
            "November 3, 2017",
            "Nov. 3, 2017",
            "20171103",
            "2017/11/03",
            "Friday, November 3, 2017",
        ] {
            assert_eq!(day(value), expected, "{value}");
        }
        for value in ["", "03/11/2017", "yesterday", "2017-13-01", "2017-11-031", "Ноябрь", "2017"]
        {
            assert_eq!(day(value), None, "{value}");
        }
    }
}
