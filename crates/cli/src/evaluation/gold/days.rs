//! Dates as labelled data write them: "22 July 2014", "30 DEC 89", "between 31 March – 5 April".

use jiff::civil::{Date, date};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// First and last day of what the words name; `None` without a year.
pub fn days(text: &str) -> Option<(Date, Date)> {
    let (mut days, mut months, mut years) = (Vec::new(), Vec::new(), Vec::new());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let small = word.to_lowercase();
        match word.parse::<i16>() {
            Ok(number @ 1900..=2100) => years.push(number),
            // Two figures after a month are the year's: "30 DEC 89".
            Ok(number @ 32..=99) => years.push(1900 + number),
            Ok(number @ 1..=31) => days.push(number as i8),
            Ok(_) => {}
            Err(_) => {
                let month = MONTHS.iter().position(|month| small.starts_with(month));
                // "may" is a month only as a name.
                let named = word.starts_with(|c: char| c.is_uppercase()) || small.len() > 4;
                if let Some(month) = month.filter(|_| named) {
                    months.push(month as i8 + 1);
                }
            }
        }
    }
    let (first_year, last_year) = (*years.first()?, *years.last()?);
    let Some((&first_month, &last_month)) = months.first().zip(months.last()) else {
        return Some((date(first_year, 1, 1), date(last_year, 12, 31)));
    };
    let first = Date::new(first_year, first_month, days.first().copied().unwrap_or(1)).ok()?;
    let month = Date::new(last_year, last_month, 1).ok()?;
    let last = match days.last() {
        Some(&day) => Date::new(last_year, last_month, day).ok()?,
        None => month.last_of_month(),
    };
    (first <= last).then_some((first, last))
}

/// Whether two spans of days share one.
pub fn overlap(one: (Date, Date), other: (Date, Date)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// How many days a span has.
pub fn length(span: (Date, Date)) -> i32 {
    span.0.until(span.1).map_or(0, |span| span.get_days()) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_forms() {
        let read = |text: &str| days(text).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(read("22 July 2014").as_deref(), Some("2014-07-22 2014-07-22"));
        assert_eq!(read("May 5 2021").as_deref(), Some("2021-05-05 2021-05-05"));
        assert_eq!(
            read("between 31 March – 5 April 2024").as_deref(),
            Some("2024-03-31 2024-04-05")
        );
        assert_eq!(read("in August 2022").as_deref(), Some("2022-08-01 2022-08-31"));
        assert_eq!(read("in 2022").as_deref(), Some("2022-01-01 2022-12-31"));
        assert_eq!(read("30 DEC 89").as_deref(), Some("1989-12-30 1989-12-30"));
        assert_eq!(read("25 DEC 89 - 05 JAN 90").as_deref(), Some("1989-12-25 1990-01-05"));
        assert_eq!(read("on 28 March"), None);
    }
}
