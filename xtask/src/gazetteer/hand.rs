//! The hand-kept tables of `gazetteer/hand/`, merged into the world.
//!
//! A place is referred to as `Name, CC` (the most populous town of that name), `CC` (a country),
//! `CC/Name` (a first-level division) or by its id. A row whose reference fits nothing is a problem
//! that the recipe reports with file and line.

use std::path::Path;

use anyhow::Result;
use dateline_place::{Kind, Record, RecordName, fold, plain};

use super::data::{Row, table};
use super::world::{World, kilometres, middle};

/// Merges all tables; gives the rows that fit nothing.
pub fn merge(folder: &Path, world: &mut World) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    type Step = fn(&Row, &mut World) -> Result<(), String>;
    let steps: [(&str, Step); 7] = [
        ("countries.tsv", country),
        ("country-points.tsv", point),
        ("towns.tsv", town),
        ("names.tsv", names),
        ("regions.tsv", region),
        ("ucdp-syria.tsv", place),
        ("facilities.tsv", facility),
    ];
    for (file, step) in steps {
        for row in table(&folder.join(file))? {
            if let Err(what) = step(&row, world) {
                problems.push(format!("{}: {what}", row.place));
            }
        }
    }
    Ok(problems)
}

/// The record that a reference means.
fn find(world: &World, reference: &str) -> Result<usize, String> {
    let miss = || format!("no place fits \"{reference}\"");
    if reference.contains(':') {
        return world.id(reference).ok_or_else(miss);
    }
    if let Some((name, country)) = reference.rsplit_once(", ") {
        return world.town(name.trim(), country.trim()).ok_or_else(miss);
    }
    let (country, division) = match reference.split_once('/') {
        Some((country, division)) => (country, Some(plain(division))),
        None => (reference, None),
    };
    let fits = |record: &Record| match &division {
        None => record.kind == Some(Kind::Country) && record.country == country,
        Some(name) => {
            record.kind == Some(Kind::Admin1)
                && record.country == country
                && (plain(&record.name) == *name
                    || record.names.iter().any(|other| plain(&other.text) == *name))
        }
    };
    world.records().iter().position(fits).ok_or_else(miss)
}

fn hand_name(text: &str, demonym: bool, years: Option<(i16, i16)>) -> RecordName {
    RecordName { text: text.to_owned(), demonym, hand: true, years }
}

/// Names of a record: given ones in front, an earlier copy of the same spelling removed.
fn add_names(record: &mut Record, names: Vec<RecordName>) {
    for name in names {
        record.names.retain(|have| have.text != name.text || have.demonym != name.demonym);
        record.names.insert(0, name);
    }
}

fn country(row: &Row, world: &mut World) -> Result<(), String> {
    let index = find(world, row.get("code"))?;
    let mut names: Vec<RecordName> =
        row.list("names").map(|name| hand_name(name, false, None)).collect();
    names.extend(row.list("demonyms").map(|name| hand_name(name, true, None)));
    let record = world.get_mut(index);
    if !row.get("name").is_empty() {
        let old = std::mem::replace(&mut record.name, row.get("name").to_owned());
        names.push(hand_name(&old, false, None));
    }
    add_names(record, names);
    Ok(())
}

/// The middle of a country, as reference works print it.
fn point(row: &Row, world: &mut World) -> Result<(), String> {
    let index = find(world, row.get("code"))?;
    let (Ok(lat), Ok(lon)) = (row.get("lat").parse(), row.get("lon").parse()) else {
        return Err("no coordinates".to_owned());
    };
    let record = world.get_mut(index);
    record.at = Some((lat, lon));
    record.computed = false;
    Ok(())
}

fn names(row: &Row, world: &mut World) -> Result<(), String> {
    let index = find(world, row.get("place"))?;
    let year = |column: &str| row.get(column).parse::<i16>().ok();
    let years = match (year("from"), year("to")) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or(i16::MIN), to.unwrap_or(i16::MAX))),
    };
    let mut names: Vec<RecordName> =
        row.list("names").map(|name| hand_name(name, false, years)).collect();
    names.extend(row.list("demonyms").map(|name| hand_name(name, true, None)));
    let record = world.get_mut(index);
    if !row.get("name").is_empty() && row.get("name") != record.name {
        let old = std::mem::replace(&mut record.name, row.get("name").to_owned());
        names.push(hand_name(&old, false, None));
    }
    add_names(record, names);
    Ok(())
}

/// A region, river, sea …: its coordinates are the middle of its members.
fn region(row: &Row, world: &mut World) -> Result<(), String> {
    let kind =
        Kind::from_word(row.get("kind")).ok_or_else(|| format!("no kind {}", row.get("kind")))?;
    let mut points = Vec::new();
    for member in row.list("members") {
        let record = world.get(find(world, member)?);
        match record.kind {
            Some(Kind::Country | Kind::Admin1) => {
                let towns = world.towns_of(&record.country, &record.admin1);
                points.extend(towns.filter_map(|town| town.at));
            }
            _ => points.extend(record.at),
        }
    }
    let mut names: Vec<RecordName> =
        row.list("names").map(|name| hand_name(name, false, None)).collect();
    names.extend(row.list("demonyms").map(|name| hand_name(name, true, None)));
    let id = match row.get("id") {
        "" => format!("dateline:{}", plain(row.get("name")).replace(' ', "-")),
        id => id.to_owned(),
    };
    if world.id(&id).is_some() {
        return Err(format!("{id} is there twice"));
    }
    world.push(Record {
        id,
        kind: Some(kind),
        country: row.get("country").to_owned(),
        at: middle(&points),
        computed: !points.is_empty(),
        population: row.get("weight").parse().unwrap_or(100_000),
        name: row.get("name").to_owned(),
        names,
        ..Record::default()
    });
    Ok(())
}

/// A facility near a town: the town's coordinates stand in, and the entry says so.
fn facility(row: &Row, world: &mut World) -> Result<(), String> {
    let kind =
        Kind::from_word(row.get("kind")).ok_or_else(|| format!("no kind {}", row.get("kind")))?;
    let near = find(world, row.get("near"))?;
    let near = world.get(near).clone();
    let names: Vec<RecordName> =
        row.list("names").map(|name| hand_name(name, false, None)).collect();
    if matches!(kind, Kind::AirBase | Kind::Airport)
        && let Some(index) = airfield(row, world, near.at)
    {
        let mut names = names;
        let record = world.get_mut(index);
        let old = std::mem::replace(&mut record.name, row.get("name").to_owned());
        record.kind = Some(kind);
        names.push(hand_name(&old, false, None));
        add_names(record, names);
        return Ok(());
    }
    let id = format!("dateline:{}", plain(row.get("name")).replace(' ', "-"));
    if world.id(&id).is_some() {
        return Err(format!("{id} is there twice"));
    }
    world.push(Record {
        id,
        kind: Some(kind),
        country: match row.get("country") {
            "" => near.country.clone(),
            country => country.to_owned(),
        },
        admin1: near.admin1.clone(),
        admin2: near.admin2.clone(),
        at: near.at,
        nearby: true,
        population: row.get("weight").parse().unwrap_or(10_000),
        name: row.get("name").to_owned(),
        names,
        within: vec![near.id],
        ..Record::default()
    });
    Ok(())
}

/// The airfield of the data that a row of the facilities speaks of: near the town, with a stem in
/// common.
fn airfield(row: &Row, world: &World, near: Option<(f64, f64)>) -> Option<usize> {
    let stems: Vec<String> =
        std::iter::once(row.get("name")).chain(row.list("names")).map(stem).collect();
    let near = near?;
    world.records().iter().position(|record| {
        matches!(record.kind, Some(Kind::AirBase | Kind::Airport))
            && record.at.is_some_and(|at| kilometres(at, near) < 70.0)
            && std::iter::once(&record.name)
                .chain(record.names.iter().map(|name| &name.text))
                .any(|name| stems.contains(&stem(name)))
    })
}

/// An airfield's name without the words that say what it is.
fn stem(name: &str) -> String {
    let words = ["air", "base", "airbase", "airport", "airfield", "international", "military"];
    let plain = plain(name);
    fold(&plain.split(' ').filter(|word| !words.contains(word)).collect::<Vec<_>>().join(" "))
}

/// A place of Uppsala's.
fn place(row: &Row, world: &mut World) -> Result<(), String> {
    located(row, world, "ucdp")
}

/// A town of our own.
fn town(row: &Row, world: &mut World) -> Result<(), String> {
    located(row, world, "dateline")
}

/// A place with coordinates of its own; where the world has it already, only its names are new.
fn located(row: &Row, world: &mut World, source: &str) -> Result<(), String> {
    let kind =
        Kind::from_word(row.get("kind")).ok_or_else(|| format!("no kind {}", row.get("kind")))?;
    let (Ok(lat), Ok(lon)) = (row.get("lat").parse::<f64>(), row.get("lon").parse::<f64>()) else {
        return Err("no coordinates".to_owned());
    };
    let at = (lat, lon);
    let names: Vec<RecordName> = std::iter::once(row.get("name"))
        .chain(row.list("names"))
        .map(|name| hand_name(name, false, None))
        .collect();
    let keys: Vec<String> = names.iter().map(|name| fold(&name.text)).collect();
    let same = |record: &Record| {
        std::iter::once(&record.name)
            .chain(record.names.iter().map(|name| &name.text))
            .any(|name| keys.contains(&fold(name)))
    };
    let known = world.around(at, 8.0).find(|(record, _)| same(record));
    if let Some(index) = known.and_then(|(record, _)| world.id(&record.id)) {
        add_names(world.get_mut(index), names);
        return Ok(());
    }
    let nearest = world
        .around(at, 40.0)
        .filter(|(record, _)| record.country == row.get("country"))
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(record, _)| (record.admin1.clone(), record.admin2.clone()));
    let (admin1, admin2) = nearest.unwrap_or_default();
    let id = format!("{source}:{}", plain(row.get("name")).replace(' ', "-"));
    let id = match (world.id(&id).is_some(), source) {
        (false, _) => id,
        (true, "ucdp") => format!("{id}-{}", row.get("kind")),
        // Two countries have a village of the name.
        (true, _) => format!("{id}-{}", row.get("country").to_lowercase()),
    };
    if world.id(&id).is_some() {
        return Err(format!("{id} is there twice"));
    }
    world.push(Record {
        id,
        kind: Some(kind),
        country: row.get("country").to_owned(),
        admin1,
        admin2,
        at: Some(at),
        name: row.get("name").to_owned(),
        names: names.into_iter().skip(1).collect(),
        ..Record::default()
    });
    Ok(())
}
