//! Places that a user adds: GeoNames' own files, and tables with a header.
//!
//! The format is told from the first line. Rows that cannot be read are left out, each with a note
//! that names its line; the rest is taken.

use std::collections::HashMap;

use dateline_report::Note;

use crate::builder::{Record, RecordName};
use crate::gazetteer::Gazetteer;
use crate::kind::Kind;

/// At most this many rows are complained about one by one.
const NOTES: usize = 20;

/// Reads places from the text of a file: a GeoNames country dump (`SY.txt`), `alternateNamesV2.txt`,
/// or comma- or tab-separated values with a header (`name`, `country`, `lat`, `lon`, and if wanted
/// `id`, `kind`, `population`, `admin1`, `names` between bars, `within`).
pub fn read_places(text: &str, below: &Gazetteer) -> (Vec<Record>, Vec<Note>) {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let fields: Vec<&str> = first.split('\t').collect();
    let number = fields.first().is_some_and(|field| field.parse::<u32>().is_ok());
    let mut reader = Reader { below, places: Vec::new(), notes: Vec::new(), skipped: 0 };
    if number && fields.len() >= 18 {
        reader.dump(text);
    } else if number && fields.len() >= 4 && fields[1].parse::<u32>().is_ok() {
        reader.alternate_names(text);
    } else {
        reader.table(text);
    }
    if reader.skipped > NOTES {
        let more = reader.skipped - NOTES;
        reader.notes.push(Note::new("D016", format!("{more} more rows could not be read")));
    }
    (reader.places, reader.notes)
}

struct Reader<'g> {
    below: &'g Gazetteer,
    places: Vec<Record>,
    notes: Vec<Note>,
    skipped: usize,
}

impl Reader<'_> {
    fn skip(&mut self, line: usize, why: &str) {
        self.skipped += 1;
        if self.skipped <= NOTES {
            self.notes.push(Note::new("D016", format!("line {}: {why}; left out", line + 1)));
        }
    }

    /// GeoNames' country dump: 19 columns.
    fn dump(&mut self, text: &str) {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, name, ascii, names, lat, lon, class, code, country] =
                match fields.get(..9).and_then(|head| <[&str; 9]>::try_from(head).ok()) {
                    Some(head) => head,
                    None => {
                        self.skip(number, "19 columns expected");
                        continue;
                    }
                };
            let field = |at: usize| fields.get(at).copied().unwrap_or("");
            let (Ok(id), Ok(lat), Ok(lon)) = (id.parse::<u32>(), lat.parse(), lon.parse()) else {
                self.skip(number, "no id or no coordinates");
                continue;
            };
            let Some(kind) = kind_of(class, code) else { continue };
            let others = std::iter::once(ascii).chain(names.split(','));
            self.places.push(Record {
                id: format!("geonames:{id}"),
                name: name.to_owned(),
                kind: Some(kind),
                country: country.to_owned(),
                admin1: field(10).to_owned(),
                admin2: field(11).to_owned(),
                at: Some((lat, lon)),
                population: field(14).parse().unwrap_or(0),
                capital: code == "PPLC",
                seat: matches!(code, "PPLA" | "PPLC"),
                names: others
                    .filter(|other| !other.is_empty() && *other != name)
                    .map(RecordName::new)
                    .collect(),
                ..Record::default()
            });
        }
    }

    /// GeoNames' alternate names: more names for places that are there already.
    fn alternate_names(&mut self, text: &str) {
        let mut by_place: HashMap<u32, Vec<RecordName>> = HashMap::new();
        let mut order = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            let (Some(Ok(id)), Some(name)) = (fields.get(1).map(|id| id.parse()), fields.get(3))
            else {
                self.skip(number, "four columns expected");
                continue;
            };
            // Codes, links and postcodes are no names.
            if matches!(
                fields[2],
                "link"
                    | "post"
                    | "iata"
                    | "icao"
                    | "faac"
                    | "wkdt"
                    | "unlc"
                    | "abbr"
                    | "phon"
                    | "piny"
            ) {
                continue;
            }
            let year = |at: usize| {
                let field = fields.get(at)?;
                field.get(..4)?.parse::<i16>().ok()
            };
            let years = match (year(8), year(9)) {
                (None, None) => None,
                (from, to) => Some((from.unwrap_or(i16::MIN), to.unwrap_or(i16::MAX))),
            };
            let names = by_place.entry(id).or_insert_with(|| {
                order.push(id);
                Vec::new()
            });
            names.push(RecordName { years, ..RecordName::new(*name) });
        }
        for id in order {
            let names = by_place.remove(&id).unwrap_or_default();
            if let Some(record) = self.copy(&format!("geonames:{id}")) {
                self.places.push(Record { names, ..record });
            }
        }
    }

    /// A record with the facts that the gazetteer has of a place.
    fn copy(&self, id: &str) -> Option<Record> {
        let entry = self.below.entry(self.below.find(id)?)?;
        let code = |of: Option<crate::EntryId>| {
            let code = of.and_then(|of| self.below.code(of)).unwrap_or("");
            code.rsplit('.').next().unwrap_or("").to_owned()
        };
        // A division added again would be a second one.
        if entry.kind() <= Kind::Admin2 && entry.kind() != Kind::Town {
            return None;
        }
        Some(Record {
            id: id.to_owned(),
            name: entry.name().to_owned(),
            kind: Some(entry.kind()),
            country: entry.country().unwrap_or("").to_owned(),
            admin1: code(entry.admin1()),
            admin2: code(entry.admin2()),
            at: entry.at(),
            population: entry.population(),
            capital: entry.is_capital(),
            seat: entry.is_seat(),
            computed: entry.is_computed(),
            nearby: entry.is_nearby(),
            names: Vec::new(),
            within: Vec::new(),
        })
    }

    /// Comma- or tab-separated values with a header.
    fn table(&mut self, text: &str) {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let Some((_, header)) = lines.next() else { return };
        let separator = if header.contains('\t') { '\t' } else { ',' };
        let columns: Vec<String> =
            split(header, separator).iter().map(|name| name.trim().to_lowercase()).collect();
        let column = |names: &[&str]| {
            names.iter().find_map(|name| columns.iter().position(|column| column == name))
        };
        let (name_at, lat_at, lon_at) = (
            column(&["name", "town", "place"]),
            column(&["lat", "latitude"]),
            column(&["lon", "lng", "longitude"]),
        );
        let (Some(name_at), Some(lat_at), Some(lon_at)) = (name_at, lat_at, lon_at) else {
            self.notes.push(Note::new(
                "D016",
                "the header must name the columns name, lat and lon (and country, id, kind, \
                 population, admin1, names, within where known)",
            ));
            return;
        };
        for (number, line) in lines {
            let fields = split(line, separator);
            let field = |at: Option<usize>| {
                at.and_then(|at| fields.get(at)).map_or("", |field| field.trim())
            };
            let name = field(Some(name_at));
            let at = field(Some(lat_at)).parse().ok().zip(field(Some(lon_at)).parse().ok());
            let Some((lat, lon)) = at.filter(|_| !name.is_empty()) else {
                self.skip(number, "no name or no coordinates");
                continue;
            };
            let country = field(column(&["country", "cc", "iso2"])).to_uppercase();
            let id = match field(column(&["id"])) {
                "" => format!(
                    "added:{}:{}",
                    country.to_lowercase(),
                    crate::plain(name).replace(' ', "-")
                ),
                id => id.to_owned(),
            };
            let kind = Kind::from_word(field(column(&["kind"]))).unwrap_or(Kind::Town);
            let list = |names: &[&str]| -> Vec<String> {
                let parts = field(column(names)).split('|').map(str::trim);
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            };
            self.places.push(Record {
                id,
                name: name.to_owned(),
                kind: Some(kind),
                country,
                admin1: field(column(&["admin1"])).to_owned(),
                admin2: field(column(&["admin2"])).to_owned(),
                at: Some((lat, lon)),
                population: field(column(&["population"])).parse().unwrap_or(0),
                names: list(&["names", "aliases"]).into_iter().map(RecordName::new).collect(),
                within: list(&["within"]),
                ..Record::default()
            });
        }
    }
}

/// What a GeoNames feature is; `None` for what no report names.
fn kind_of(class: &str, code: &str) -> Option<Kind> {
    Some(match (class, code) {
        ("P", "PPLX") => Kind::Neighbourhood,
        ("P", _) => Kind::Town,
        ("A", "ADM3" | "ADM4" | "ADMD") => Kind::Region,
        ("L", "RGN" | "AREA" | "PPLR" | "RGNH") => Kind::Region,
        ("L", "OILF" | "GASF") => Kind::OilField,
        ("L", "MILB") => Kind::Base,
        ("L", "PRT") => Kind::Port,
        ("L", "CMP" | "CMPRF" | "RFGE") => Kind::Camp,
        ("S", "AIRP" | "AIRF") => Kind::Airport,
        ("S", "AIRB") => Kind::AirBase,
        ("S", "CSTM" | "PSTB") => Kind::BorderPost,
        ("S", "DAM") => Kind::Dam,
        ("S", "OILR" | "OILT") => Kind::Refinery,
        ("S", "PS" | "PSH" | "PSN") => Kind::PowerPlant,
        ("S", "CMP" | "CMPRF") => Kind::Camp,
        ("S", "BDG") => Kind::Bridge,
        ("S", "PRN") => Kind::Prison,
        ("S", "HSP") => Kind::Hospital,
        ("S", "INSM" | "FT") => Kind::Base,
        ("T", "ISL" | "ISLS") => Kind::Island,
        ("T", "MT" | "MTS" | "HLL" | "HLLS" | "PASS" | "RDGE") => Kind::Mountain,
        ("T", "VAL" | "PLN") => Kind::Valley,
        ("T", "DSRT") => Kind::Desert,
        ("H", "STM" | "STMI" | "CNL" | "WAD") => Kind::River,
        ("H", "LK" | "LKS" | "RSV") => Kind::Lake,
        ("H", "SEA" | "GULF" | "STRT" | "BAY") => Kind::Sea,
        ("R", "RD" | "RDJCT") => Kind::Road,
        _ => return None,
    })
}

/// Splits a line with quotes.
fn split(line: &str, separator: char) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut fields, '"');
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => fields.push(String::new()),
            c => push(&mut fields, c),
        }
    }
    fields
}

fn push(fields: &mut [String], c: char) {
    if let Some(field) = fields.last_mut() {
        field.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_places_that_are_found() {
        let text =
            "name,country,lat,lon,names\nZurbazanga,BF,13.1,-1.2,Zour Bazanga|Zurba\nbad,XX,,\n";
        let (places, notes) = read_places(text, Gazetteer::embedded());
        assert_eq!(places.len(), 1);
        assert!(notes[0].message.starts_with("line 3:"), "{notes:?}");
        let gazetteer = Gazetteer::own_embedded().with_added(places).unwrap();
        let found = gazetteer.lookup("Zour Bazanga");
        let entry = gazetteer.entry(found[0].entry).unwrap();
        assert_eq!(entry.name(), "Zurbazanga");
        assert_eq!(entry.country(), Some("BF"));
        assert!(Gazetteer::embedded().lookup("Zurbazanga").is_empty());
    }

    #[test]
    fn a_country_dump_is_read_in_its_own_format() {
        let line = "999000001\tTestabad\tTestabad\tTeztabad,تستاباد\t35.5\t40.1\tP\tPPL\tSY\t\t07\t\t\t\t1200\t\t210\tAsia/Damascus\t2020-01-01";
        let (places, notes) = read_places(line, Gazetteer::embedded());
        assert!(notes.is_empty());
        let gazetteer = Gazetteer::own_embedded().with_added(places).unwrap();
        let entry = gazetteer.entry(gazetteer.find("geonames:999000001").unwrap()).unwrap();
        assert_eq!(entry.admin1_name(), Some("Deir ez-Zor"));
        assert_eq!(gazetteer.lookup("Teztabad").len(), 1);
    }

    #[test]
    fn alternate_names_reach_the_place_that_they_name() {
        let line = "1\t170794\ten\tZorville\t\t\t\t1\t1920\t1946";
        let (places, _) = read_places(line, Gazetteer::embedded());
        let gazetteer = Gazetteer::own_embedded().with_added(places).unwrap();
        let found = gazetteer.lookup("Zorville");
        assert_eq!(gazetteer.entry(found[0].entry).unwrap().id(), "geonames:170794");
        assert_eq!(found[0].years, Some((1920, 1946)));
        let town = |name: &str| {
            let ids = gazetteer.lookup(name).into_iter();
            ids.filter_map(|one| gazetteer.entry(one.entry))
                .filter(|entry| entry.id() == "geonames:170794")
                .count()
        };
        // The place is there once, under old and new names alike.
        assert_eq!(town("Deir ez-Zor"), 1);
        let names = gazetteer.lookup("Deir ez-Zor");
        assert!(names.iter().any(|one| one.entry == found[0].entry));
    }
}
