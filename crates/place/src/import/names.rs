//! GeoNames' files of names: `alternateNamesV2.txt`, `admin1CodesASCII.txt`, `admin2Codes.txt`.

use std::collections::HashMap;

use crate::additions::MoreNames;
use crate::builder::RecordName;

use super::{ImportContext, Imported};

/// What stands in the column of languages and is no language: codes, links, postcodes.
const NO_LANGUAGES: [&str; 14] = [
    "link", "post", "iata", "icao", "faac", "wkdt", "unlc", "abbr", "phon", "piny", "tcid",
    "fr_1793", "unicode", "geot",
];

/// More names for places that are there already.
pub(super) fn alternate(imported: &mut Imported, text: &str, context: &ImportContext<'_>) {
    let mut by_place: HashMap<u32, Option<usize>> = HashMap::new();
    for (number, line) in imported.numbered(text) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Some(Ok(id)), Some(name)) =
            (fields.get(1).map(|id| id.parse::<u32>()), fields.get(3).map(|name| name.trim()))
        else {
            imported.refuse(number, "a place's number and a name expected in columns 2 and 4");
            continue;
        };
        if name.is_empty() {
            imported.refuse(number, "no name");
            continue;
        }
        if NO_LANGUAGES.contains(&fields[2]) {
            imported.passed_over += 1;
            continue;
        }
        let slot = by_place.entry(id).or_insert_with(|| {
            let id = format!("geonames:{id}");
            known(&id, context).then(|| {
                imported.names.push(MoreNames { id, ..MoreNames::default() });
                imported.names.len() - 1
            })
        });
        let Some(slot) = *slot else {
            imported.passed_over += 1;
            continue;
        };
        let year = |at: usize| fields.get(at)?.get(..4)?.parse::<i16>().ok();
        let years = match (year(8), year(9)) {
            (None, None) => None,
            (from, to) => Some((from.unwrap_or(i16::MIN), to.unwrap_or(i16::MAX))),
        };
        imported.names[slot].names.push(RecordName { years, ..RecordName::new(name) });
    }
}

/// Whether the place is there, added or not, in a country that is wanted.
fn known(id: &str, context: &ImportContext<'_>) -> bool {
    let wanted =
        |country: &str| context.countries.is_empty() || context.countries.contains(country);
    if let Some(added) = context.added.place(id) {
        return wanted(&added.country);
    }
    let entry = context.below.find(id).and_then(|entry| context.below.entry(entry));
    entry.is_some_and(|entry| wanted(entry.country().unwrap_or("")))
}

/// Names of divisions by their codes: `SY.07`, name, name in ASCII, number.
pub(super) fn divisions(imported: &mut Imported, text: &str, context: &ImportContext<'_>) {
    let below = context.below;
    for (number, line) in imported.numbered(text) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, name, ascii, ..] = fields[..] else {
            imported.refuse(number, "code, name, name in ASCII and number expected");
            continue;
        };
        let country = code.split('.').next().unwrap_or("");
        if !context.countries.is_empty() && !context.countries.contains(country) {
            imported.passed_over += 1;
            continue;
        }
        let division =
            if code.matches('.').count() == 1 { below.admin1(code) } else { below.admin2(code) };
        let Some(entry) = division.and_then(|entry| below.entry(entry)) else {
            imported.refuse(number, format_args!("the gazetteer has no division {code}"));
            continue;
        };
        let names = [name, ascii].into_iter().filter(|name| !name.trim().is_empty());
        let names = names.map(RecordName::new).collect();
        imported.names.push(MoreNames { id: entry.id(), names, pcode: String::new() });
    }
}
