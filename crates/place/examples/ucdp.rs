//! Measures on headlines that name the coded place: a tab-separated file of headline, place, latitude,
//! longitude, half (`in` or `out` of the gazetteer), as `eval/places/README.md` says how to make it.

#![allow(clippy::print_stdout, clippy::expect_used)]

use std::collections::HashMap;

use dateline_place::{Gazetteer, PlaceContext, PlacePrecision, ToponymRole, fold, resolve};
use dateline_syntax::Pipeline;

fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (a, b) = (one.0.to_radians(), other.0.to_radians());
    let half = ((b - a) / 2.0).sin().powi(2)
        + a.cos() * b.cos() * ((other.1 - one.1).to_radians() / 2.0).sin().powi(2);
    12742.0 * half.sqrt().min(1.0).asin()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let text = std::fs::read_to_string(&arguments[0]).expect("readable table");
    let (pipeline, gazetteer) = (Pipeline::embedded(), Gazetteer::embedded());
    let context =
        PlaceContext { countries: vec![("SY".to_owned(), 2.0)], ..PlaceContext::default() };
    let mut table: HashMap<&str, [usize; 6]> = HashMap::new();
    let mut wrong: HashMap<String, usize> = HashMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [headline, name, lat, lon, half] = fields[..] else { continue };
        let at = (lat.parse().unwrap_or(0.0), lon.parse().unwrap_or(0.0));
        let analysis = pipeline.analyse(headline);
        let (toponyms, _) = resolve(&analysis, &context, gazetteer);
        let key = fold(name);
        let row = table.entry(half).or_default();
        row[0] += 1;
        let named = toponyms.iter().find(|one| fold(&one.place.text) == key).or_else(|| {
            toponyms.iter().find(|one| {
                let own = fold(&one.place.text);
                own.len() > 3 && (key.contains(&own) || own.contains(&key))
            })
        });
        let abroad = toponyms
            .iter()
            .filter(|one| one.role == ToponymRole::Location && one.place.id.is_some())
            .filter(|one| one.place.precision == Some(PlacePrecision::Exact))
            .filter(|one| one.place.country.as_deref().is_some_and(|code| code != "SY"))
            .count();
        row[5] += abroad;
        let Some(found) = named else {
            *wrong.entry(format!("unfound\t{name}\t{headline}")).or_default() += 1;
            continue;
        };
        row[1] += 1;
        if let (Some(lat), Some(lon)) = (found.place.lat, found.place.lon) {
            if found.place.precision == Some(PlacePrecision::Exact) {
                row[2] += 1;
                let distance = kilometres(at, (lat, lon));
                if distance <= 20.0 {
                    row[3] += 1;
                } else {
                    *wrong
                        .entry(format!(
                            "far\t{name}\t{} → {} {:?} {:?} {:.0} km {}\t{headline}",
                            found.place.text,
                            found.place.name,
                            found.place.country,
                            found.place.kind,
                            distance,
                            found.reason
                        ))
                        .or_default() += 1;
                }
            } else {
                row[4] += 1;
            }
        } else {
            *wrong.entry(format!("null\t{name}\t{headline}")).or_default() += 1;
        }
    }
    if errors {
        let mut rows: Vec<_> = wrong.into_iter().collect();
        rows.sort_by_key(|(row, count)| (std::cmp::Reverse(*count), row.clone()));
        for (row, count) in rows {
            println!("{count}\t{row}");
        }
    }
    let mut halves: Vec<_> = table.into_iter().collect();
    halves.sort();
    for (half, [rows, found, exact, near, other, abroad]) in halves {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        println!(
            "{half}: rows {rows}; toponym found {:.1} %; resolved exactly {:.1} %, of these within 20 km {:.1} %; near or area {:.1} %; toponyms placed abroad {abroad}",
            share(found, rows),
            share(exact, rows),
            share(near, exact),
            share(other, rows),
        );
    }
}
