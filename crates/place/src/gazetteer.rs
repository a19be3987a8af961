//! The gazetteer: names to entries, entries to facts. A stack of layers, the embedded file below
//! and places that a user added above it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use fst::Streamer;

use crate::builder::{Below, Builder, Record, geonames_number};
use crate::fold::Folder;
use crate::format::*;
use crate::kind::Kind;

/// An entry of a gazetteer: layer in the high byte, number in its file below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(u32);

impl EntryId {
    pub(crate) fn new(layer: u8, number: u32) -> Self {
        EntryId((layer as u32) << 24 | number & 0x00ff_ffff)
    }
    /// As one number.
    pub fn number(self) -> u32 {
        self.0
    }
    fn layer(self) -> usize {
        (self.0 >> 24) as usize
    }
    fn index(self) -> usize {
        (self.0 & 0x00ff_ffff) as usize
    }
}

/// What is wrong with a gazetteer file.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// Not a gazetteer, or of another version.
    #[error("not a gazetteer file of this version; rebuild it with `cargo xtask gazetteer`")]
    Format,
    /// Too many layers.
    #[error("a gazetteer can have at most 255 layers of added places")]
    Layers,
    /// The index could not be written.
    #[error("the gazetteer's index of names could not be built")]
    Build,
}

/// One entry that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The entry.
    pub entry: EntryId,
    /// The name is spelt as the gazetteer has it (but for case, diacritics and punctuation).
    pub exact: bool,
    /// It is the entry's usual name.
    pub main: bool,
    /// It is a demonym or adjective ("Syrian").
    pub demonym: bool,
    /// The name was given by hand.
    pub hand: bool,
    /// Years in which the name was in use, where it was for a time only.
    pub years: Option<(i16, i16)>,
}

/// The facts of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'g> {
    gazetteer: &'g Gazetteer,
    id: EntryId,
    bytes: &'g [u8],
}

struct Layer {
    bytes: Cow<'static, [u8]>,
    fst: fst::Map<FstBytes>,
    count: u32,
    levels: [u32; 3],
    sections: [usize; 9],
    /// GeoNames number → entry, in the file's order; the third rank is sorted by number.
    by_id: OnceLock<HashMap<String, u32>>,
}

/// The FST's share of a layer's bytes.
#[derive(Clone)]
enum FstBytes {
    Static(&'static [u8]),
    Shared(std::sync::Arc<[u8]>),
}

impl AsRef<[u8]> for FstBytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            FstBytes::Static(bytes) => bytes,
            FstBytes::Shared(bytes) => bytes,
        }
    }
}

/// Names and places of the world. Cheap to open; look-ups allocate only their results.
#[derive(Default)]
pub struct Gazetteer {
    layers: Vec<Layer>,
    /// Entries that a higher layer has again, with the entry that stands for them.
    replaced: HashMap<EntryId, EntryId>,
    /// The same, looked up the other way.
    behind: HashMap<EntryId, EntryId>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer").field("layers", &self.layers.len()).finish()
    }
}

static PROGRAM: OnceLock<Gazetteer> = OnceLock::new();
static EMBEDDED: &[u8] = include_bytes!("../../../gazetteer/gazetteer.bin");

impl Gazetteer {
    /// The gazetteer that is part of the program, and what [`Gazetteer::install`] laid over it.
    pub fn embedded() -> &'static Gazetteer {
        PROGRAM.get_or_init(Gazetteer::own_embedded)
    }

    /// The embedded gazetteer without what was laid over it.
    pub fn bare() -> &'static Gazetteer {
        static BARE: OnceLock<Gazetteer> = OnceLock::new();
        BARE.get_or_init(Gazetteer::own_embedded)
    }

    /// At most this many places fit one layer.
    pub const LAYER_MOST: usize = POSTING_ENTRY as usize;

    /// Tells one embedded gazetteer from another: what was built over one fits no other.
    pub fn embedded_mark() -> u64 {
        // Its length and the bytes of its header and index: reading the whole would cost the start.
        let head = EMBEDDED.iter().take(HEADER);
        let tail = EMBEDDED.iter().rev().take(4096);
        head.chain(tail).fold(EMBEDDED.len() as u64 ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// Makes this the gazetteer that [`Gazetteer::embedded`] gives from now on: the embedded one with
    /// places of the user's over it. Once, before the first use; else it comes back.
    pub fn install(self) -> Result<(), Gazetteer> {
        PROGRAM.set(self)
    }

    /// The embedded gazetteer as a value of its own, to lay other places over.
    pub fn own_embedded() -> Gazetteer {
        // A build without its gazetteer still runs; every name is then unresolved.
        Gazetteer::from_bytes(Cow::Borrowed(EMBEDDED)).unwrap_or_default()
    }

    /// Opens a gazetteer file.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Gazetteer, GazetteerError> {
        Ok(Gazetteer { layers: vec![Layer::open(bytes.into())?], ..Gazetteer::default() })
    }

    /// The same gazetteer with more places laid over it.
    pub fn with_added(
        mut self,
        places: impl IntoIterator<Item = Record>,
    ) -> Result<Gazetteer, GazetteerError> {
        let layer = u8::try_from(self.layers.len()).map_err(|_| GazetteerError::Layers)?;
        let mut builder = Builder::default();
        for place in places {
            builder.push(place);
        }
        if builder.is_empty() {
            return Ok(self);
        }
        let bytes = builder.build(layer, &self)?;
        self.lay(Layer::open(bytes.into())?);
        Ok(self)
    }

    /// Lays a layer on top; what it has again replaces what lies below.
    fn lay(&mut self, layer: Layer) {
        let number = self.layers.len() as u8;
        for index in 0..layer.count {
            if let Some(below) = self.find(&layer.id(index)) {
                self.replaced.insert(below, EntryId::new(number, index));
                self.behind.insert(EntryId::new(number, index), below);
            }
        }
        self.layers.push(layer);
    }

    /// The same gazetteer with the layer of an earlier [`Gazetteer::added_layer`] over it.
    pub fn with_layer(
        mut self,
        bytes: impl Into<Cow<'static, [u8]>>,
    ) -> Result<Gazetteer, GazetteerError> {
        self.lay(Layer::open(bytes.into())?);
        Ok(self)
    }

    /// The bytes of the topmost layer, to keep beside a ledger.
    pub fn added_layer(&self) -> Option<&[u8]> {
        (self.layers.len() > 1).then(|| self.layers.last().map(|layer| &*layer.bytes)).flatten()
    }

    /// Number of entries over all layers.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.count as usize).sum()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every entry that the name may mean: exact matches before folded ones, usual names before
    /// alternative ones, populous places before others. Empty where none fits.
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let mut out = Vec::new();
        self.lookup_into(name, &mut Folder::default(), &mut out);
        out
    }

    /// [`Gazetteer::lookup`] into buffers of the caller's.
    pub fn lookup_into(&self, name: &str, folder: &mut Folder, out: &mut Vec<Candidate>) {
        out.clear();
        let (key, plain) = folder.pair(name);
        if key.is_empty() {
            return;
        }
        let hash = plain_hash(plain);
        for (number, layer) in self.layers.iter().enumerate() {
            let Some(first) = layer.fst.get(key) else { continue };
            layer.read_postings(number as u8, first, hash, out);
        }
        if !self.replaced.is_empty() {
            for one in out.iter_mut() {
                one.entry = self.topmost(one.entry);
            }
        }
        dedup(out);
    }

    /// Whether any entry bears the name.
    pub fn contains(&self, name: &str) -> bool {
        let mut folder = Folder::default();
        let key = folder.fold(name);
        !key.is_empty() && self.layers.iter().any(|layer| layer.fst.contains_key(key))
    }

    /// The facts of an entry.
    pub fn entry(&self, id: EntryId) -> Option<Entry<'_>> {
        let layer = self.layers.get(id.layer())?;
        let start = layer.sections[0] + id.index() * ENTRY;
        if id.index() >= layer.count as usize {
            return None;
        }
        let bytes = layer.bytes.get(start..start + ENTRY)?;
        Some(Entry { gazetteer: self, id, bytes })
    }

    /// The entry with an id such as `geonames:170794`.
    pub fn find(&self, id: &str) -> Option<EntryId> {
        // The topmost layer speaks last: added places replace those below.
        self.layers.iter().enumerate().rev().find_map(|(number, layer)| {
            layer.find(id).map(|index| EntryId::new(number as u8, index))
        })
    }

    /// The administrative code of a division: `SY`, `SY.07`, `US.KY.125`.
    pub fn code(&self, id: EntryId) -> Option<&str> {
        let layer = self.layers.get(id.layer())?;
        let divisions = layer.levels.iter().sum::<u32>() as usize;
        (id.index() < divisions).then(|| layer.code(id.index() as u32))
    }

    /// The entry of a country by its ISO code.
    pub fn country(&self, code: &str) -> Option<EntryId> {
        let base = self.layers.first()?;
        let index = base.code_index(0..base.levels[0], code)?;
        Some(EntryId::new(0, index))
    }

    /// The first-level division with a code such as `SY.07`.
    pub fn admin1(&self, code: &str) -> Option<EntryId> {
        let base = self.layers.first()?;
        let range = base.levels[0]..base.levels[0] + base.levels[1];
        Some(EntryId::new(0, base.code_index(range, code)?))
    }

    /// The second-level division with a code such as `US.KY.125`.
    pub fn admin2(&self, code: &str) -> Option<EntryId> {
        let base = self.layers.first()?;
        let first = base.levels[0] + base.levels[1];
        Some(EntryId::new(0, base.code_index(first..first + base.levels[2], code)?))
    }

    /// The facts of a place as a record, without its names, to lay it over this gazetteer again.
    pub fn record(&self, id: &str) -> Option<Record> {
        let entry = self.entry(self.find(id)?)?;
        let code = |of: Option<EntryId>| {
            let code = of.and_then(|of| self.code(of)).unwrap_or("");
            code.rsplit('.').next().unwrap_or("").to_owned()
        };
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
            pcode: entry.pcode().unwrap_or("").to_owned(),
            ..Record::default()
        })
    }

    /// Entries whose name begins with the given letters, folded; for people who search.
    pub fn search(&self, prefix: &str, limit: usize) -> Vec<EntryId> {
        use fst::{Automaton, IntoStreamer};
        let mut found: Vec<EntryId> = Vec::new();
        let exact = self.lookup(prefix);
        found.extend(exact.iter().filter(|one| !one.demonym).map(|one| one.entry));
        let mut folder = Folder::default();
        let key = folder.fold(prefix).to_owned();
        let mut more = Vec::new();
        if !key.is_empty() {
            for (number, layer) in self.layers.iter().enumerate() {
                let automaton = fst::automaton::Str::new(&key).starts_with();
                let mut stream = layer.fst.search(automaton).into_stream();
                let mut seen = 0;
                while let Some((_, first)) = stream.next() {
                    layer.read_postings(number as u8, first, 0, &mut more);
                    seen += 1;
                    if seen >= 2_000 {
                        break;
                    }
                }
            }
        }
        more.retain(|one| !one.demonym);
        more.sort_by_key(|one| {
            std::cmp::Reverse(self.entry(one.entry).map_or(0, |entry| entry.population()))
        });
        found.extend(more.iter().map(|one| one.entry));
        let mut seen = std::collections::HashSet::new();
        found.retain(|id| seen.insert(*id));
        found.truncate(limit);
        found
    }

    /// What the entry lies in or is a part of, beyond its divisions.
    pub fn parents(&self, id: EntryId) -> Vec<EntryId> {
        self.pairs(false, id)
    }

    /// What lies in the entry: the facilities and parts of a town, the members of a region.
    pub fn children(&self, id: EntryId) -> Vec<EntryId> {
        self.pairs(true, id)
    }

    /// The other halves of the pairs of an entry and of those that it replaces.
    fn pairs(&self, by_parent: bool, id: EntryId) -> Vec<EntryId> {
        let own: Vec<EntryId> =
            std::iter::successors(Some(id), |above| self.behind.get(above).copied()).collect();
        let mut found: Vec<EntryId> = self
            .layers
            .iter()
            .flat_map(|layer| own.iter().flat_map(|one| layer.pairs(by_parent, one.number())))
            .map(|other| self.topmost(EntryId(other)))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The entry that stands for this one, where a higher layer has it again.
    fn topmost(&self, mut id: EntryId) -> EntryId {
        while let Some(above) = self.replaced.get(&id) {
            id = *above;
        }
        id
    }

    /// The folded names under which an entry is found. Slow: it reads the whole index.
    pub fn names_of(&self, id: EntryId) -> Vec<String> {
        let mut out = Vec::new();
        let mut of_key = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            let mut stream = layer.fst.stream();
            while let Some((key, first)) = stream.next() {
                of_key.clear();
                layer.read_postings(number as u8, first, 0, &mut of_key);
                if of_key.iter().any(|one| self.topmost(one.entry) == id) {
                    out.push(String::from_utf8_lossy(key).into_owned());
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

impl Below for Gazetteer {
    fn division(&self, code: &str) -> Option<u16> {
        let base = self.layers.first()?;
        let [countries, first, second] = base.levels;
        let (start, count) = match code.matches('.').count() {
            0 => (0, countries),
            1 => (countries, first),
            _ => (countries + first, second),
        };
        base.code_index(start..start + count, code).map(|index| (index - start) as u16)
    }

    fn find(&self, id: &str) -> Option<EntryId> {
        Gazetteer::find(self, id)
    }
}

/// Exact matches first, each entry once, the rest in the file's order.
fn dedup(out: &mut Vec<Candidate>) {
    if out.len() < 2 {
        return;
    }
    out.sort_by_key(|one| (!one.exact, one.demonym, !one.main));
    let mut kept = 0;
    for at in 0..out.len() {
        let one = out[at];
        let earlier = &out[..kept];
        if !earlier.iter().any(|have| have.entry == one.entry && have.demonym == one.demonym) {
            out[kept] = one;
            kept += 1;
        }
    }
    out.truncate(kept);
}

impl Layer {
    fn open(bytes: Cow<'static, [u8]>) -> Result<Layer, GazetteerError> {
        let known = match bytes.get(..8) {
            Some(magic) if magic == MAGIC.as_slice() => 8,
            Some(magic) if magic == MAGIC_2.as_slice() => 7,
            _ => return Err(GazetteerError::Format),
        };
        if bytes.len() < HEADER {
            return Err(GazetteerError::Format);
        }
        let mut sections = [bytes.len(); 9];
        for (at, section) in sections.iter_mut().take(known).enumerate() {
            *section = u32_at(&bytes, 28 + 4 * at) as usize;
        }
        if !sections.is_sorted() || sections[0] < HEADER {
            return Err(GazetteerError::Format);
        }
        let fst_bytes = match &bytes {
            Cow::Borrowed(whole) => FstBytes::Static(&whole[sections[6]..sections[7]]),
            Cow::Owned(whole) => FstBytes::Shared(whole[sections[6]..sections[7]].into()),
        };
        let fst = fst::Map::new(fst_bytes).map_err(|_| GazetteerError::Format)?;
        // A broken index makes look-ups panic. The embedded one was checked when it was built.
        if matches!(bytes, Cow::Owned(_)) && fst.as_fst().verify().is_err() {
            return Err(GazetteerError::Format);
        }
        let count = u32_at(&bytes, 8);
        let levels = [u32_at(&bytes, 12), u32_at(&bytes, 16), u32_at(&bytes, 20)];
        let divisions = levels.iter().map(|&level| level as usize).sum::<usize>();
        if (sections[1] - sections[0]) / ENTRY != count as usize
            || (sections[2] - sections[1]) / 4 != divisions
        {
            return Err(GazetteerError::Format);
        }
        Ok(Layer { fst, count, levels, sections, bytes, by_id: OnceLock::new() })
    }

    fn section(&self, number: usize) -> &[u8] {
        &self.bytes[self.sections[number]..self.sections[number + 1]]
    }

    fn read_postings(&self, layer: u8, first: u64, hash: u16, out: &mut Vec<Candidate>) {
        let postings = self.section(2);
        let mut at = first as usize;
        while (at + 1) * POSTING <= postings.len() {
            let word = u32_at(postings, at * POSTING);
            let years = if word & POSTING_DATED != 0 { self.years(at as u32) } else { None };
            out.push(Candidate {
                entry: EntryId::new(layer, word & POSTING_ENTRY),
                exact: u16_at(postings, at * POSTING + 4) == hash,
                main: word & POSTING_MAIN != 0,
                demonym: word & POSTING_DEMONYM != 0,
                hand: word & POSTING_HAND != 0,
                years,
            });
            if word & POSTING_LAST != 0 {
                break;
            }
            at += 1;
        }
    }

    fn pcode(&self, index: u32) -> Option<&str> {
        let pcodes = self.section(7);
        let count = pcodes.len() / PCODE;
        let at = partition(count, |at| u32_at(pcodes, at * PCODE) < index);
        let found = at < count && u32_at(pcodes, at * PCODE) == index;
        found.then(|| pool_string(self.section(5), u32_at(pcodes, at * PCODE + 4)))?
    }

    fn years(&self, posting: u32) -> Option<(i16, i16)> {
        let years = self.section(4);
        let count = years.len() / YEARS;
        let at = partition(count, |at| u32_at(years, at * YEARS) < posting);
        (at < count && u32_at(years, at * YEARS) == posting).then(|| {
            let year = |offset| u16_at(years, at * YEARS + offset) as i16;
            (year(4), year(6))
        })
    }

    /// The id of an entry, as text.
    fn id(&self, index: u32) -> String {
        let bytes = &self.section(0)[index as usize * ENTRY..];
        let number = u32_at(bytes, 0);
        if bytes.get(27).is_some_and(|flags| flags & FLAG_OWN_ID != 0) {
            pool_string(self.section(5), number).unwrap_or("").to_owned()
        } else {
            format!("geonames:{number}")
        }
    }

    fn code(&self, division: u32) -> &str {
        let offset = u32_at(self.section(1), division as usize * 4);
        pool_string(self.section(5), offset).unwrap_or("")
    }

    fn code_index(&self, range: std::ops::Range<u32>, code: &str) -> Option<u32> {
        let (start, count) = (range.start, range.len());
        let at = partition(count, |at| self.code(start + at as u32) < code) as u32 + start;
        (range.contains(&at) && self.code(at) == code).then_some(at)
    }

    /// The other halves of the pairs of an entry: parents, or children.
    fn pairs(&self, by_parent: bool, id: u32) -> impl Iterator<Item = u32> + '_ {
        let within = self.section(3);
        let half = within.len() / 2;
        let (table, own, other) =
            if by_parent { (&within[half..], 4, 0) } else { (&within[..half], 0, 4) };
        let count = table.len() / PAIR;
        let first = partition(count, |at| u32_at(table, at * PAIR + own) < id);
        (first..count)
            .take_while(move |at| u32_at(table, at * PAIR + own) == id)
            .map(move |at| u32_at(table, at * PAIR + other))
    }

    fn find(&self, id: &str) -> Option<u32> {
        // Towns are sorted by GeoNames number; everything else is found through a table that is
        // made when first needed.
        let divisions: u32 = self.levels.iter().sum();
        if let Some(wanted) = geonames_number(id) {
            let entries = self.section(0);
            let at = |index: usize| {
                let base = (divisions as usize + index) * ENTRY;
                let own = entries.get(base + 27).is_some_and(|flags| flags & FLAG_OWN_ID != 0);
                if own { u32::MAX } else { u32_at(entries, base) }
            };
            let count = (self.count - divisions) as usize;
            let found = partition(count, |index| at(index) < wanted);
            if found < count && at(found) == wanted {
                return Some(divisions + found as u32);
            }
        }
        self.by_id.get_or_init(|| self.table_of_ids(divisions)).get(id).copied()
    }

    fn table_of_ids(&self, divisions: u32) -> HashMap<String, u32> {
        let (entries, pool) = (self.section(0), self.section(5));
        let mut table = HashMap::new();
        for index in 0..self.count {
            let bytes = &entries[index as usize * ENTRY..];
            let number = u32_at(bytes, 0);
            if bytes[27] & FLAG_OWN_ID != 0 {
                table.insert(pool_string(pool, number).unwrap_or("").to_owned(), index);
            } else if index < divisions {
                table.insert(format!("geonames:{number}"), index);
            }
        }
        table
    }
}

/// Binary search: the first index for which `before` does not hold.
fn partition(count: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

impl<'g> Entry<'g> {
    /// The entry's handle.
    pub fn handle(&self) -> EntryId {
        self.id
    }

    /// `geonames:170794`.
    pub fn id(&self) -> String {
        let number = u32_at(self.bytes, 0);
        if self.flags() & FLAG_OWN_ID != 0 {
            self.string(number).to_owned()
        } else {
            format!("geonames:{number}")
        }
    }

    /// The usual English name.
    pub fn name(&self) -> &'g str {
        self.string(u32_at(self.bytes, 4))
    }

    /// ISO 3166-1 alpha-2; `None` for seas, continents and what spans countries.
    pub fn country(&self) -> Option<&'g str> {
        let code = self.bytes.get(24..26)?;
        if code[0] == 0 { None } else { std::str::from_utf8(code).ok() }
    }

    /// Degrees north and east.
    pub fn at(&self) -> Option<(f64, f64)> {
        let lat = u32_at(self.bytes, 8) as i32;
        let lon = u32_at(self.bytes, 12) as i32;
        (lat != NONE32).then(|| (lat as f64 / 1e5, lon as f64 / 1e5))
    }

    /// Inhabitants; 0 where unknown.
    pub fn population(&self) -> u32 {
        u32_at(self.bytes, 16)
    }

    /// The first-level division that it lies in (or is).
    pub fn admin1(&self) -> Option<EntryId> {
        let number = u16_at(self.bytes, 20);
        let base = self.gazetteer.layers.first()?;
        (number != NONE16).then(|| EntryId::new(0, base.levels[0] + number as u32))
    }

    /// The second-level division that it lies in (or is).
    pub fn admin2(&self) -> Option<EntryId> {
        let number = u16_at(self.bytes, 22);
        let base = self.gazetteer.layers.first()?;
        (number != NONE16).then(|| EntryId::new(0, base.levels[0] + base.levels[1] + number as u32))
    }

    /// Name of the first-level division.
    pub fn admin1_name(&self) -> Option<&'g str> {
        self.admin1().and_then(|id| self.gazetteer.entry(id)).map(|entry| entry.name())
    }

    /// Name of the second-level division.
    pub fn admin2_name(&self) -> Option<&'g str> {
        self.admin2().and_then(|id| self.gazetteer.entry(id)).map(|entry| entry.name())
    }

    /// The UN's place code, where the data has it.
    pub fn pcode(&self) -> Option<&'g str> {
        self.gazetteer.layers.get(self.id.layer())?.pcode(self.id.index() as u32)
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        Kind::from_number(self.bytes[26])
    }

    /// Capital of its country.
    pub fn is_capital(&self) -> bool {
        self.flags() & FLAG_CAPITAL != 0
    }

    /// Seat of its first-level division.
    pub fn is_seat(&self) -> bool {
        self.flags() & FLAG_SEAT != 0
    }

    /// The coordinates were computed from other entries (a region's towns).
    pub fn is_computed(&self) -> bool {
        self.flags() & FLAG_COMPUTED != 0
    }

    /// The coordinates are those of a place nearby.
    pub fn is_nearby(&self) -> bool {
        self.flags() & FLAG_NEARBY != 0
    }

    /// The first place that it lies in or is a part of, beyond its divisions.
    pub fn within(&self) -> Option<EntryId> {
        self.gazetteer.parents(self.id).first().copied()
    }

    fn flags(&self) -> u8 {
        self.bytes[27]
    }

    fn string(&self, offset: u32) -> &'g str {
        self.gazetteer
            .layers
            .get(self.id.layer())
            .and_then(|layer| pool_string(layer.section(5), offset))
            .unwrap_or("")
    }
}
