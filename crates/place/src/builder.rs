//! Writes gazetteer files: records in, the bytes of [`crate::format`] out.

use std::collections::{BTreeMap, HashMap};

use crate::EntryId;
use crate::fold::Folder;
use crate::format::*;
use crate::gazetteer::GazetteerError;
use crate::kind::Kind;

/// One name of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordName {
    /// As written.
    pub text: String,
    /// "Syrian" for Syria.
    pub demonym: bool,
    /// Given by hand, not by the data.
    pub hand: bool,
    /// First and last year in which it was in use, where it was for a time only.
    pub years: Option<(i16, i16)>,
}

impl RecordName {
    /// A plain alternative name.
    pub fn new(text: impl Into<String>) -> Self {
        RecordName { text: text.into(), demonym: false, hand: false, years: None }
    }
}

/// One place on its way into a gazetteer file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// `geonames:170794`, or any other `source:id`.
    pub id: String,
    /// The usual English name.
    pub name: String,
    /// What it is.
    pub kind: Option<Kind>,
    /// ISO 3166-1 alpha-2; empty where it has none.
    pub country: String,
    /// Administrative code of the first-level division, without the country ("07").
    pub admin1: String,
    /// Administrative code of the second-level division, without country and first level.
    pub admin2: String,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// Capital of its country.
    pub capital: bool,
    /// Seat of its first-level division.
    pub seat: bool,
    /// Coordinates computed from other entries.
    pub computed: bool,
    /// Coordinates of a place nearby.
    pub nearby: bool,
    /// Other names.
    pub names: Vec<RecordName>,
    /// Ids of what it lies in or is a part of, beyond its divisions.
    pub within: Vec<String>,
    /// The UN's place code; empty where it has none.
    pub pcode: String,
}

impl Record {
    fn code(&self) -> Option<String> {
        match self.kind {
            Some(Kind::Country) => Some(self.country.clone()),
            Some(Kind::Admin1) => Some(format!("{}.{}", self.country, self.admin1)),
            Some(Kind::Admin2) => Some(format!("{}.{}.{}", self.country, self.admin1, self.admin2)),
            _ => None,
        }
    }

    fn rank(&self) -> u8 {
        match self.kind {
            Some(Kind::Country) => 0,
            Some(Kind::Admin1) => 1,
            Some(Kind::Admin2) => 2,
            _ => 3,
        }
    }
}

/// What an overlay needs of the gazetteer that it lies over.
pub trait Below {
    /// Number of the division with this code, counted from the first of its level.
    fn division(&self, code: &str) -> Option<u16>;
    /// The entry with this id.
    fn find(&self, id: &str) -> Option<EntryId>;
}

/// Nothing lies below.
#[derive(Debug)]
pub struct Bottom;

impl Below for Bottom {
    fn division(&self, _: &str) -> Option<u16> {
        None
    }
    fn find(&self, _: &str) -> Option<EntryId> {
        None
    }
}

/// Collects records and writes them as one gazetteer file.
#[derive(Debug, Default)]
pub struct Builder {
    records: Vec<Record>,
}

impl Builder {
    /// Adds a record. Records without a name are left out.
    pub fn push(&mut self, record: Record) {
        if !record.name.trim().is_empty() && self.records.len() < POSTING_ENTRY as usize {
            self.records.push(record);
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Writes the file. `layer` is its number among the gazetteer's layers: 0 for the base, whose
    /// divisions all layers share; `below` answers for what is already there.
    pub fn build(mut self, layer: u8, below: &dyn Below) -> Result<Vec<u8>, GazetteerError> {
        // Order decides the numbers: the same records always give the same bytes.
        self.records.sort_by_cached_key(|record| {
            (record.rank(), record.code().unwrap_or_default(), id_key(&record.id))
        });
        self.records.dedup_by(|one, other| one.id == other.id);
        let records = &self.records;

        let mut pool = Pool::default();
        let mut codes: HashMap<String, u16> = HashMap::new();
        let mut code_offsets = Vec::new();
        let mut counts = [0u32; 3];
        for record in records {
            let Some(code) = record.code() else { break };
            let level = record.rank() as usize;
            code_offsets.push(pool.put(&code));
            codes.insert(code, counts[level] as u16);
            counts[level] += 1;
        }
        let division = |code: &str| match layer {
            0 => codes.get(code).copied(),
            _ => below.division(code),
        };

        let ids: HashMap<&str, u32> = records
            .iter()
            .enumerate()
            .map(|(at, record)| (record.id.as_str(), at as u32))
            .collect();
        let mut entries = Vec::with_capacity(records.len() * ENTRY);
        let mut pcodes = Vec::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (number, record) in records.iter().enumerate() {
            write_entry(&mut entries, record, &mut pool, &division);
            if !record.pcode.is_empty() {
                pcodes.extend((number as u32).to_le_bytes());
                pcodes.extend(pool.put(&record.pcode).to_le_bytes());
            }
            for parent in &record.within {
                let parent = match ids.get(parent.as_str()) {
                    Some(&own) => Some(EntryId::new(layer, own)),
                    None => below.find(parent),
                };
                if let Some(parent) = parent {
                    pairs.push((EntryId::new(layer, number as u32).number(), parent.number()));
                }
            }
        }

        let names = collect_names(records);
        let mut postings = Vec::with_capacity(names.len() * POSTING);
        let mut years = Vec::new();
        let mut fst = fst::MapBuilder::memory();
        let mut count = 0u64;
        for (key, mut of_key) in names {
            of_key.sort_by_key(|name| {
                let record = &records[name.entry as usize];
                (name.flags & POSTING_MAIN == 0, std::cmp::Reverse(record.population), name.entry)
            });
            of_key.dedup_by_key(|name| (name.entry, name.hash));
            fst.insert(key.as_bytes(), count).map_err(|_| GazetteerError::Build)?;
            let last = of_key.len() - 1;
            for (at, name) in of_key.iter().enumerate() {
                let mut word = name.entry | name.flags;
                if at == last {
                    word |= POSTING_LAST;
                }
                postings.extend(word.to_le_bytes());
                postings.extend(name.hash.to_le_bytes());
                if let Some((from, to)) = name.years {
                    years.extend((count as u32).to_le_bytes());
                    years.extend(from.to_le_bytes());
                    years.extend(to.to_le_bytes());
                }
                count += 1;
            }
        }
        let fst = fst.into_inner().map_err(|_| GazetteerError::Build)?;

        let mut within = Vec::with_capacity(pairs.len() * 2 * PAIR);
        pairs.sort_unstable();
        pairs.dedup();
        for (child, parent) in &pairs {
            within.extend(child.to_le_bytes());
            within.extend(parent.to_le_bytes());
        }
        pairs.sort_unstable_by_key(|&(child, parent)| (parent, child));
        for (child, parent) in &pairs {
            within.extend(child.to_le_bytes());
            within.extend(parent.to_le_bytes());
        }

        let code_bytes: Vec<u8> = code_offsets.iter().flat_map(|at| at.to_le_bytes()).collect();
        let mut file = Vec::new();
        file.extend(MAGIC);
        for number in [records.len() as u32, counts[0], counts[1], counts[2], layer as u32] {
            file.extend(number.to_le_bytes());
        }
        let sections =
            [&entries, &code_bytes, &postings, &within, &years, &pool.bytes, &fst, &pcodes];
        let mut offset = HEADER;
        for section in sections {
            file.extend((offset as u32).to_le_bytes());
            offset += section.len();
        }
        file.resize(HEADER, 0);
        for section in sections {
            file.extend(section);
        }
        Ok(file)
    }
}

/// GeoNames numbers sort as numbers, before other ids.
fn id_key(id: &str) -> (u8, u64, String) {
    match geonames_number(id) {
        Some(number) => (0, number as u64, String::new()),
        None => (1, 0, id.to_owned()),
    }
}

pub(crate) fn geonames_number(id: &str) -> Option<u32> {
    let digits = id.strip_prefix("geonames:")?;
    if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

fn write_entry(
    out: &mut Vec<u8>,
    record: &Record,
    pool: &mut Pool,
    division: &dyn Fn(&str) -> Option<u16>,
) {
    let mut flags = 0;
    let id = match geonames_number(&record.id) {
        Some(number) => number,
        None => {
            flags |= FLAG_OWN_ID;
            pool.put(&record.id)
        }
    };
    for (set, flag) in [
        (record.capital, FLAG_CAPITAL),
        (record.seat, FLAG_SEAT),
        (record.computed, FLAG_COMPUTED),
        (record.nearby, FLAG_NEARBY),
    ] {
        if set {
            flags |= flag;
        }
    }
    let degrees = |value: f64| (value * 1e5).round() as i32;
    let (lat, lon) = match record.at {
        Some((lat, lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => (degrees(lat), degrees(lon)),
        _ => (NONE32, NONE32),
    };
    let country: [u8; 2] = record.country.as_bytes().try_into().unwrap_or([0, 0]);
    let mut first = NONE16;
    let mut second = NONE16;
    if !record.admin1.is_empty() {
        let code = format!("{}.{}", record.country, record.admin1);
        first = division(&code).unwrap_or(NONE16);
        if !record.admin2.is_empty() {
            second = division(&format!("{code}.{}", record.admin2)).unwrap_or(NONE16);
        }
    }
    out.extend(id.to_le_bytes());
    out.extend(pool.put(&record.name).to_le_bytes());
    out.extend(lat.to_le_bytes());
    out.extend(lon.to_le_bytes());
    out.extend(record.population.to_le_bytes());
    out.extend(first.to_le_bytes());
    out.extend(second.to_le_bytes());
    out.extend(country);
    out.push(record.kind.unwrap_or(Kind::Town) as u8);
    out.push(flags);
}

struct Name {
    entry: u32,
    flags: u32,
    hash: u16,
    years: Option<(i16, i16)>,
}

fn collect_names(records: &[Record]) -> BTreeMap<String, Vec<Name>> {
    let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    let mut folder = Folder::default();
    for (number, record) in records.iter().enumerate() {
        let main = RecordName::new(record.name.clone());
        let all =
            std::iter::once((&main, POSTING_MAIN)).chain(record.names.iter().map(|name| (name, 0)));
        for (name, mut flags) in all {
            let (key, plain) = folder.pair(&name.text);
            if key.is_empty() {
                continue;
            }
            for (set, flag) in [
                (name.demonym, POSTING_DEMONYM),
                (name.hand, POSTING_HAND),
                (name.years.is_some(), POSTING_DATED),
            ] {
                if set {
                    flags |= flag;
                }
            }
            let hash = plain_hash(plain);
            let of_key = match names.get_mut(key) {
                Some(of_key) => of_key,
                None => names.entry(key.to_owned()).or_default(),
            };
            if !of_key.iter().any(|have| have.entry == number as u32 && have.hash == hash) {
                of_key.push(Name { entry: number as u32, flags, hash, years: name.years });
            }
        }
    }
    names
}

/// Strings, each kept once.
#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    seen: HashMap<String, u32>,
}

impl Pool {
    fn put(&mut self, text: &str) -> u32 {
        if let Some(&offset) = self.seen.get(text) {
            return offset;
        }
        let mut end = text.len().min(u16::MAX as usize);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let offset = self.bytes.len() as u32;
        if end < 255 {
            self.bytes.push(end as u8);
        } else {
            self.bytes.push(255);
            self.bytes.extend((end as u16).to_le_bytes());
        }
        self.bytes.extend(&text.as_bytes()[..end]);
        self.seen.insert(text.to_owned(), offset);
        offset
    }
}
