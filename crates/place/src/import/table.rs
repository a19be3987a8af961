//! Separated values with a header, and with HXL's row of hashtags where there is one.

use std::collections::HashSet;

use crate::additions::MoreNames;
use crate::builder::{Record, RecordName};
use crate::gazetteer::Gazetteer;
use crate::kind::Kind;

use super::dump::kind_of;
use super::{ImportContext, Imported, degrees};

/// Two- and three-letter codes of countries.
const CODES: &str = include_str!("../../../../eval/iso3166.tsv");

/// Words for kinds beside the gazetteer's own.
const TOWNS: [&str; 10] = [
    "city",
    "village",
    "hamlet",
    "settlement",
    "populated place",
    "locality",
    "ppl",
    "capital",
    "township",
    "municipality",
];

/// Which column says what.
#[derive(Debug, Default)]
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    country: Option<usize>,
    admin1: Option<usize>,
    admin2: Option<usize>,
    kind: Option<usize>,
    class: Option<usize>,
    population: Option<usize>,
    names: Option<usize>,
    within: Option<usize>,
    pcode: Option<usize>,
    /// The kind of all rows, where the hashtags say it.
    level: Option<Kind>,
}

/// Reads a whole table.
pub(super) fn read(imported: &mut Imported, text: &str, context: &ImportContext<'_>) {
    let (header, rows) = rows(text);
    let mut rows = rows.into_iter().peekable();
    let tagged = |row: &[String]| {
        row.iter().any(|field| field.starts_with('#'))
            && row.iter().all(|field| field.is_empty() || field.starts_with('#'))
    };
    let columns = if tagged(&header) {
        Columns::of_tags(&header)
    } else {
        let named = Columns::of_names(&header);
        match rows.peek() {
            Some((_, row)) if tagged(row) => {
                let tags = Columns::of_tags(row);
                rows.next();
                tags.or(named)
            }
            _ => named,
        }
    };
    if columns.name.is_none()
        || (columns.lat.is_none() || columns.lon.is_none()) && columns.pcode.is_none()
    {
        imported.refuse(
            1,
            "the header must name the columns name, lat and lon (and where known country, id, kind, \
             population, admin1, admin2, pcode, names between bars, within); GeoNames' own files need \
             none",
        );
        return;
    }
    let mut seen = HashSet::new();
    for (number, fields) in rows {
        if let Err(why) = row(imported, &columns, &fields, context, &mut seen) {
            imported.refuse(number, why);
        }
    }
}

/// Reads one row; gives the reason where it cannot.
fn row(
    imported: &mut Imported,
    columns: &Columns,
    fields: &[String],
    context: &ImportContext<'_>,
    seen: &mut HashSet<String>,
) -> Result<(), String> {
    let field =
        |at: Option<usize>| at.and_then(|at| fields.get(at)).map_or("", |field| field.trim());
    let list = |at: Option<usize>| -> Vec<String> {
        let parts = field(at).split('|').map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let below = context.below;
    let name = field(columns.name);
    if name.is_empty() {
        return Err("no name".to_owned());
    }
    let country = country(field(columns.country), below)?;
    if !context.countries.is_empty() && !context.countries.contains(&country) {
        imported.passed_over += 1;
        return Ok(());
    }
    let kind = kind(field(columns.kind), field(columns.class), columns.level)?;
    let pcode = field(columns.pcode).to_owned();
    let first = match field(columns.admin1) {
        "" => String::new(),
        _ if kind == Kind::Admin1 => String::new(),
        word => division(word, Kind::Admin1, &country, "", below)
            .ok_or_else(|| format!("{country} has no first-level division \"{word}\""))?,
    };
    let second = match field(columns.admin2) {
        "" => String::new(),
        _ if kind == Kind::Admin2 => String::new(),
        // Districts come and go; a place without its district is a place.
        word => division(word, Kind::Admin2, &country, &first, below).unwrap_or_default(),
    };
    let names: Vec<RecordName> = list(columns.names)
        .into_iter()
        .map(|text| RecordName { hand: true, ..RecordName::new(text) })
        .collect();
    // Countries and divisions are there already.
    if matches!(kind, Kind::Country | Kind::Admin1 | Kind::Admin2) {
        let entry = match kind {
            Kind::Country => below.country(&country),
            Kind::Admin1 => division(name, kind, &country, "", below)
                .and_then(|code| below.admin1(&format!("{country}.{code}"))),
            _ => find_division(name, kind, &country, &first, below),
        };
        let entry = entry.and_then(|entry| below.entry(entry));
        let entry = entry.ok_or_else(|| {
            format!("{country} has no {} \"{name}\" in the gazetteer", kind.as_str())
        })?;
        let main = RecordName { hand: true, ..RecordName::new(name) };
        let names = std::iter::once(main).chain(names).collect();
        imported.names.push(MoreNames { id: entry.id(), names, pcode });
        return Ok(());
    }
    let id = match field(columns.id) {
        "" if !pcode.is_empty() => format!("pcode:{pcode}"),
        "" => format!("added:{}:{}", country.to_lowercase(), crate::plain(name).replace(' ', "-")),
        id if id.bytes().all(|byte| byte.is_ascii_digit()) => format!("geonames:{id}"),
        id if id.contains(':') && !id.contains(char::is_whitespace) => id.to_owned(),
        id => return Err(format!("\"{id}\" is no id such as geonames:170794 or mine:12")),
    };
    let (lat, lon) = (field(columns.lat), field(columns.lon));
    if lat.is_empty() && lon.is_empty() {
        let known = context.added.place(&id).is_some() || below.find(&id).is_some();
        if !known {
            return Err("no coordinates".to_owned());
        }
        let main = RecordName { hand: true, ..RecordName::new(name) };
        let names = std::iter::once(main).chain(names).collect();
        imported.names.push(MoreNames { id, names, pcode });
        return Ok(());
    }
    let (Some(lat), Some(lon)) = (degrees(lat, 90.0), degrees(lon, 180.0)) else {
        return Err(format!("\"{lat}\", \"{lon}\" are no coordinates in degrees"));
    };
    // Two villages of a name in one table are two places.
    let id = if field(columns.id).is_empty() && pcode.is_empty() && !seen.insert(id.clone()) {
        let id = format!("{id}-{lat:.2}-{lon:.2}");
        seen.insert(id.clone());
        id
    } else {
        id
    };
    let population = field(columns.population).replace([',', ' ', '\u{a0}'], "");
    let population = match population.as_str() {
        "" => 0,
        number => number
            .parse::<f64>()
            .ok()
            .filter(|number| (0.0..4e9).contains(number))
            .ok_or_else(|| format!("\"{number}\" is no number of inhabitants"))?
            as u32,
    };
    imported.places.push(Record {
        id,
        name: name.to_owned(),
        kind: Some(kind),
        country,
        admin1: first,
        admin2: second,
        at: Some((lat, lon)),
        population,
        names,
        within: list(columns.within),
        pcode,
        ..Record::default()
    });
    Ok(())
}

/// The two-letter code that a country's code or name means.
fn country(word: &str, below: &Gazetteer) -> Result<String, String> {
    let upper = word.to_uppercase();
    if word.is_empty() || (upper.len() == 2 && below.country(&upper).is_some()) {
        return Ok(upper);
    }
    let three = CODES.lines().filter_map(|line| line.split_once('\t')).find_map(|(one, other)| {
        let (one, other) = (one.trim(), other.trim());
        if other == upper { Some(one) } else { (one == upper && other.len() == 2).then_some(other) }
    });
    if let Some(code) = three {
        return Ok(code.to_owned());
    }
    let named = below.lookup(word).into_iter().filter(|one| one.exact && !one.demonym);
    named
        .filter_map(|one| below.entry(one.entry))
        .find(|entry| entry.kind() == Kind::Country)
        .and_then(|entry| entry.country())
        .map(str::to_owned)
        .ok_or_else(|| format!("\"{word}\" is no country's code or name"))
}

/// What a row is.
fn kind(word: &str, class: &str, level: Option<Kind>) -> Result<Kind, String> {
    let lower = word.to_lowercase();
    if word.is_empty() {
        return Ok(level.unwrap_or(Kind::Town));
    }
    if let Some(kind) = Kind::from_word(&lower.replace([' ', '_'], "-")) {
        return Ok(kind);
    }
    if TOWNS.contains(&lower.as_str()) {
        return Ok(Kind::Town);
    }
    let upper = word.to_uppercase();
    let classes = if class.is_empty() { "PALSTHR" } else { class };
    classes
        .chars()
        .find_map(|class| match (class, upper.as_str()) {
            // "P" knows any code; only codes that look like its own are meant.
            ('P', code) if !code.starts_with("PPL") => None,
            (class, code) => kind_of(&class.to_string(), code),
        })
        .ok_or_else(|| {
            let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            format!("\"{word}\" is none of the kinds {}", words.join(", "))
        })
}

/// The code of a division that a code or a name means.
fn division(
    word: &str,
    kind: Kind,
    country: &str,
    first: &str,
    below: &Gazetteer,
) -> Option<String> {
    let code = |entry| below.code(entry)?.rsplit('.').next().map(str::to_owned);
    let by_code = match kind {
        Kind::Admin1 => below.admin1(&format!("{country}.{word}")),
        _ => below.admin2(&format!("{country}.{first}.{word}")),
    };
    by_code.or_else(|| find_division(word, kind, country, first, below)).and_then(code)
}

/// The division of a name.
fn find_division(
    name: &str,
    kind: Kind,
    country: &str,
    first: &str,
    below: &Gazetteer,
) -> Option<crate::EntryId> {
    let within = (!first.is_empty()).then(|| below.admin1(&format!("{country}.{first}"))).flatten();
    below
        .lookup(name)
        .into_iter()
        .filter(|one| !one.demonym)
        .filter_map(|one| below.entry(one.entry))
        .find(|entry| {
            entry.kind() == kind
                && entry.country() == Some(country)
                && (within.is_none() || kind == Kind::Admin1 || entry.admin1() == within)
        })
        .map(|entry| entry.handle())
}

impl Columns {
    fn of_names(header: &[String]) -> Columns {
        let header: Vec<String> =
            header.iter().map(|name| name.trim().to_lowercase().replace([' ', '-'], "_")).collect();
        let column = |names: &[&str]| {
            names.iter().find_map(|name| header.iter().position(|column| column == name))
        };
        Columns {
            id: column(&["id", "geonameid", "geonames_id"]),
            name: column(&["name", "town", "place", "city", "settlement", "name_en"]),
            lat: column(&["lat", "latitude", "y"]),
            lon: column(&["lon", "lng", "long", "longitude", "x"]),
            country: column(&[
                "country",
                "cc",
                "iso2",
                "country_code",
                "iso3",
                "adm0_pcode",
                "admin0pcode",
            ]),
            admin1: column(&["admin1", "adm1", "province", "adm1_en", "admin1name_en"]),
            admin2: column(&["admin2", "adm2", "district", "adm2_en", "admin2name_en"]),
            kind: column(&["kind", "type", "feature_code"]),
            class: column(&["feature_class"]),
            population: column(&["population", "pop", "inhabitants"]),
            names: column(&["names", "aliases", "alternate_names", "alternatenames"]),
            within: column(&["within", "in"]),
            pcode: column(&["pcode", "p_code", "p-code"]),
            level: None,
        }
    }

    /// Columns by HXL hashtags: `#adm2+name`, `#adm2+code`, `#geo+lat`, `#loc+name`.
    fn of_tags(tags: &[String]) -> Columns {
        let parsed: Vec<(String, HashSet<String>)> = tags
            .iter()
            .map(|tag| {
                let tag = tag.to_lowercase();
                let mut parts = tag.split('+').map(|part| part.trim().to_owned());
                (parts.next().unwrap_or_default(), parts.collect())
            })
            .collect();
        let column = |tag: &str, with: &[&str], without: &[&str]| {
            parsed.iter().position(|(own, attributes)| {
                own == tag
                    && with.iter().all(|one| attributes.contains(*one))
                    && !without.iter().any(|one| attributes.contains(*one))
            })
        };
        let levels = ["#loc", "#adm5", "#adm4", "#adm3", "#adm2", "#adm1", "#country"];
        let deepest = levels.iter().copied().find(|tag| column(tag, &["name"], &[]).is_some());
        let own = deepest.unwrap_or("#loc");
        let code = |tag: &str| {
            column(tag, &["code"], &["iso3", "v_iso3"]).or_else(|| column(tag, &["pcode"], &[]))
        };
        let above = |tag: &str| (own != tag).then(|| column(tag, &["name"], &[])).flatten();
        Columns {
            id: column(own, &["id"], &[]),
            name: column(own, &["name"], &["alt"]),
            lat: column("#geo", &["lat"], &[]).or_else(|| column("#lat_deg", &[], &[])),
            lon: column("#geo", &["lon"], &[]).or_else(|| column("#lon_deg", &[], &[])),
            country: column("#country", &["code"], &[])
                .or_else(|| column("#country", &["name"], &[])),
            admin1: above("#adm1"),
            admin2: above("#adm2"),
            kind: column("#loc", &["type"], &[]),
            class: None,
            population: column("#population", &[], &[]),
            names: column(own, &["name", "alt"], &[]),
            within: None,
            pcode: code(own),
            level: match own {
                "#country" => Some(Kind::Country),
                "#adm1" => Some(Kind::Admin1),
                "#adm2" => Some(Kind::Admin2),
                "#adm3" => Some(Kind::Region),
                _ => None,
            },
        }
    }

    /// What the hashtags say, and what they leave out by the header's names.
    fn or(self, names: Columns) -> Columns {
        Columns {
            id: self.id.or(names.id),
            name: self.name.or(names.name),
            lat: self.lat.or(names.lat),
            lon: self.lon.or(names.lon),
            country: self.country.or(names.country),
            admin1: self.admin1.or(names.admin1),
            admin2: self.admin2.or(names.admin2),
            kind: self.kind.or(names.kind),
            class: self.class.or(names.class),
            population: self.population.or(names.population),
            names: self.names.or(names.names),
            within: self.within.or(names.within),
            pcode: self.pcode.or(names.pcode),
            level: self.level,
        }
    }
}

/// The header, and the rows with the numbers of the lines that they begin on.
fn rows(text: &str) -> (Vec<String>, Vec<(usize, Vec<String>)>) {
    // Comments stand above the header; a header may itself be hashtags.
    let mut skipped = 0;
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        let comment = line.starts_with("# ") || line.trim() == "#" || line.trim().is_empty();
        if !comment {
            break;
        }
        skipped += 1;
        rest = after;
    }
    let header = rest.lines().next().unwrap_or("");
    let count = |separator: char| header.matches(separator).count();
    let separator =
        ['\t', ';', ','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(',');
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut fields, mut field) = (Vec::new(), String::new());
    let (mut line, mut begun) = (skipped + 1, skipped + 1);
    let mut quoted = false;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\n' => {
                line += 1;
                // A quotation that a careless hand left open does not swallow the file.
                if quoted && line - begun < 5 && chars.peek().is_some() {
                    field.push(' ');
                    continue;
                }
                quoted = false;
                if field.ends_with('\r') {
                    field.pop();
                }
                fields.push(std::mem::take(&mut field));
                rows.push((begun, std::mem::take(&mut fields)));
                begun = line;
            }
            c if c == separator && !quoted => fields.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    fields.push(field);
    rows.push((begun, fields));
    rows.retain(|(_, fields)| fields.iter().any(|field| !field.trim().is_empty()));
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0).1 };
    (header, rows)
}
