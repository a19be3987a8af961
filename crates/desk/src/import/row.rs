//! A row: what one line of somebody's data set says, in Dateline's words.

use std::sync::OnceLock;

use dateline_coding::ontology_files;
use dateline_place::{Place, PlacePrecision};
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::naming;

/// One line of a data set.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// The data set's own id.
    pub id: String,
    /// Line of the file.
    pub line: usize,
    /// What kind of thing it says.
    pub says: Said,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// Where.
    pub place: Option<Place>,
    /// The data set's point, to tell namesakes apart; it enters no ledger.
    #[serde(skip)]
    pub at: Option<(f64, f64)>,
    /// Who acts, by the data set's name.
    pub side_a: Option<String>,
    /// Against whom.
    pub side_b: Option<String>,
    /// Dead: lowest, best, highest figure.
    pub deaths: Deaths,
    /// The words that it rests on: a headline, a note.
    pub words: Option<String>,
    /// Who it says is the source.
    pub source: Option<String>,
    /// When it was published, where the row says.
    pub published: Option<Date>,
    /// The row as it stands, a line a column that is not empty.
    #[serde(skip)]
    pub text: String,
}

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "says", rename_all = "lowercase")]
pub enum Said {
    /// Nothing that could be told.
    #[default]
    Nothing,
    /// Something happened.
    Event {
        /// Type of the claim.
        #[serde(rename = "type")]
        kind: String,
    },
    /// Who held the place.
    Control {
        /// Name or id of the party; none where it was contested.
        holder: Option<String>,
    },
}

/// The dead of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deaths {
    /// At least.
    pub low: Option<u32>,
    /// Best figure.
    pub best: Option<u32>,
    /// At most.
    pub high: Option<u32>,
    /// Of side A.
    pub side_a: Option<u32>,
    /// Of side B.
    pub side_b: Option<u32>,
    /// Civilians.
    pub civilians: Option<u32>,
    /// Of no known side.
    pub unknown: Option<u32>,
}

/// The row's columns that are not empty, a line each, in the order of the file.
pub(super) fn text(names: &[String], record: &[String]) -> String {
    let lines = names.iter().zip(record).filter(|(_, field)| !field.trim().is_empty());
    let lines = lines.map(|(name, field)| {
        format!("{name}: {}", field.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A day as data sets write it: `2017-11-03`, `2017-11-03 00:00:00`, `20171103`, `03 November 2017`,
/// `3-Nov-17`.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>() {
        return Some(day);
    }
    if let Ok(time) = text.parse::<DateTime>() {
        return Some(time.date());
    }
    if let Some(day) = text.get(..10).and_then(|day| day.parse().ok()) {
        return Some(day);
    }
    let digits = text.split('.').next().unwrap_or(text);
    if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range| digits.get(range).and_then(|part: &str| part.parse::<i16>().ok());
        let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
        return Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
    }
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = month.to_lowercase();
    let month = MONTHS.iter().position(|known| month.starts_with(known))?;
    let year: i16 = year.parse().ok()?;
    // Two digits: the years that data sets of this kind are about.
    let year = match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        year => year,
    };
    Date::new(year, i8::try_from(month + 1).ok()?, day.parse().ok()?).ok()
}

/// The place of a row: the gazetteer's entry of that name near the row's point, else the name.
/// `precision` is UCDP's code.
pub(super) fn place(
    names: &[Option<&str>],
    at: Option<(f64, f64)>,
    country: Option<&str>,
    precision: Option<i64>,
) -> Option<Place> {
    /// Data sets put a town where its own gazetteer does; a namesake is seldom so near.
    const NEAR: f64 = 25.0;
    let name = names.iter().flatten().find(|name| !name.trim().is_empty())?;
    let precision = match precision {
        Some(1) => Some(PlacePrecision::Exact),
        Some(2) => Some(PlacePrecision::Near),
        Some(3) => Some(PlacePrecision::Admin2),
        Some(4) => Some(PlacePrecision::Admin1),
        Some(5) => Some(PlacePrecision::Feature),
        Some(6) => Some(PlacePrecision::Country),
        _ => None,
    };
    let fine = !matches!(
        precision,
        Some(PlacePrecision::Admin2 | PlacePrecision::Admin1 | PlacePrecision::Country)
    );
    if fine {
        for spelling in spellings(name) {
            let found = match at {
                Some(at) => naming::place_near(&spelling, at, NEAR),
                None => {
                    let asked = match country {
                        Some(code) => format!("{spelling}, {code}"),
                        None => spelling.clone(),
                    };
                    naming::place(&asked).ok().filter(|place| place.id.is_some())
                }
            };
            if let Some(mut place) = found {
                place.text = (*name).to_owned();
                if precision == Some(PlacePrecision::Near) {
                    place.precision = precision;
                }
                return Some(place);
            }
        }
    }
    Some(naming::unresolved(name, country, precision))
}

/// A name as written, and without the word that says what it is ("Teir Maaleh village").
fn spellings(name: &str) -> Vec<String> {
    const KINDS: [&str; 9] = [
        "town",
        "village",
        "city",
        "area",
        "neighbourhood",
        "district",
        "camp",
        "settlement",
        "raion",
    ];
    let name = name.split(['(', ';', '/']).next().unwrap_or(name).trim();
    let mut all = vec![name.to_owned()];
    if let Some((rest, last)) = name.rsplit_once(' ')
        && KINDS.contains(&last.to_lowercase().as_str())
    {
        all.push(rest.to_owned());
    }
    if let Some((first, _)) = name.split_once(" - ") {
        all.push(first.to_owned());
    }
    all
}

/// The claim's type that carries this code of ACLED's; of several the one that is named like it.
pub(super) fn type_of_acled(event: &str, sub: &str) -> Option<String> {
    let lower = sub.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let mut found: Option<((u8, usize), &str)> = None;
    for (kind, known, known_sub) in acled_codes() {
        let rank = match (known_sub == sub, known == event) {
            _ if event.is_empty() => continue,
            (true, true) => 2,
            (false, true) => 1,
            _ => continue,
        };
        let named = kind.split(['.', '-']).filter(|part| words.contains(part)).count();
        let rank = (rank, named);
        // Files are in order of their paths, so the choice does not hang on chance.
        if found.as_ref().is_none_or(|(best, _)| rank > *best) {
            found = Some((rank, kind));
        }
    }
    found.map(|(_, kind)| kind.to_owned())
}

/// The ontology's types with ACLED's event type and sub-event type, read once.
fn acled_codes() -> &'static [(String, String, String)] {
    static CODES: OnceLock<Vec<(String, String, String)>> = OnceLock::new();
    CODES.get_or_init(|| {
        let files = ontology_files().iter();
        let codes = files.filter_map(|(_, text)| {
            let file = toml::from_str::<toml::Table>(text).ok()?;
            let (kind, codes) = (file.get("type")?.as_str()?, file.get("codes")?);
            let code = |name: &str| {
                codes.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
            };
            Some((kind.to_owned(), code("acled"), code("acled_sub")))
        });
        codes.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_data_sets_write_them() {
        for text in
            ["2017-11-03", "2017-11-03 00:00:00.000", "20171103", "03 November 2017", "3-Nov-17"]
        {
            assert_eq!(day(text), "2017-11-03".parse().ok(), "{text}");
        }
        assert_eq!(day("soon"), None);
        assert_eq!(day("2017-13-03"), None);
    }

    #[test]
    fn codes_find_their_types() {
        let of = |event: &str, sub: &str| type_of_acled(event, sub);
        assert_eq!(
            of("Explosions/Remote violence", "Air/drone strike").as_deref(),
            Some("strike.air")
        );
        assert_eq!(of("Battles", "Armed clash").as_deref(), Some("battle.clash"));
        assert_eq!(of("", ""), None);
    }
}
