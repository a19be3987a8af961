//! A course as bytes and back. Numbers are LEB128, signed ones zigzag, days the distance from the one
//! before; parties and other words are written once. What does not read back as written is no course.

use std::collections::HashMap;

use dateline_actor::Party;
use dateline_place::PlacePrecision;

use super::{ClaimId, Course, Piece, Said, Step};
use crate::answer::{PlaceRecord, Reason};
use crate::day::{Day, date_of, number};
use crate::status::{EvidenceBasis, Standing, Status};

const STATUSES: [Status; 6] = [
    Status::Held,
    Status::Divided,
    Status::Contested,
    Status::Besieged,
    Status::Presence,
    Status::Unknown,
];
const BASES: [EvidenceBasis; 4] = [
    EvidenceBasis::Reported,
    EvidenceBasis::Corroborated,
    EvidenceBasis::ClaimedOnly,
    EvidenceBasis::CarriedForward,
];
const PRECISIONS: [PlacePrecision; 6] = [
    PlacePrecision::Exact,
    PlacePrecision::Near,
    PlacePrecision::Admin2,
    PlacePrecision::Admin1,
    PlacePrecision::Feature,
    PlacePrecision::Country,
];

impl Course {
    /// The course as bytes; its own horizon and key are in them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.text(&self.key);
        let place = &self.place;
        out.maybe(place.id.as_deref());
        out.text(&place.name);
        for field in [&place.country, &place.admin1] {
            out.maybe(field.as_deref());
        }
        for degrees in [place.lat, place.lon] {
            out.flag(degrees.is_some());
            degrees.into_iter().for_each(|degrees| out.float(degrees));
        }
        out.text(&place.kind);
        out.index(&PRECISIONS, place.precision);
        out.maybe(place.within.as_deref());
        out.day(self.as_of.map(number));
        out.signed(self.horizon.into());
        out.flag(self.dated);
        out.day(self.last);
        // The parties by number.
        let mut numbers: HashMap<&Party, usize> = HashMap::new();
        let mut parties: Vec<&Party> = vec![];
        let of_standings = self.standings.iter().flat_map(|one| {
            one.holder.iter().chain(&one.others).chain(one.parts.iter().map(|(party, _)| party))
        });
        let beside = self.beside.iter().map(|said| &said.holder);
        for party in of_standings.chain(beside).chain(self.named.keys()) {
            numbers.entry(party).or_insert_with(|| {
                parties.push(party);
                parties.len() - 1
            });
        }
        out.number(parties.len() as u64);
        for party in &parties {
            out.text(&party.id);
            out.text(&party.name);
        }
        let party_number = |party: &Party| numbers.get(party).copied().unwrap_or_default() as u64;
        out.number(self.standings.len() as u64);
        for one in &self.standings {
            out.index(&STATUSES, Some(one.status));
            out.number(one.holder.as_ref().map_or(0, |holder| party_number(holder) + 1));
            out.number(one.others.len() as u64);
            one.others.iter().for_each(|other| out.number(party_number(other)));
            out.number(one.parts.len() as u64);
            for (party, part) in &one.parts {
                out.number(party_number(party));
                out.text(part);
            }
        }
        out.number(self.pieces.len() as u64);
        let mut day = 0;
        for piece in &self.pieces {
            out.since(&mut day, piece.from);
            out.number(piece.standing.into());
            out.day(piece.since.0);
            out.day(piece.since.1);
            out.number(piece.supports.len() as u64);
            let mut first = piece.from;
            for (from, claim) in &piece.supports {
                out.since(&mut first, *from);
                match claim {
                    ClaimId::Hex(id) => {
                        out.flag(true);
                        out.0.extend_from_slice(&id.to_le_bytes());
                    }
                    ClaimId::Other(id) => {
                        out.flag(false);
                        out.text(id);
                    }
                }
            }
        }
        out.number(self.steps.len() as u64);
        let mut day = 0;
        for step in &self.steps {
            out.since(&mut day, step.from);
            out.index(&BASES, step.basis);
            out.float(step.confidence);
            out.day(step.last);
        }
        out.number(self.beside.len() as u64);
        for said in &self.beside {
            out.signed(said.from.into());
            out.signed(said.until.into());
            out.number(party_number(&said.holder));
            let reason = &said.reason;
            out.float(reason.weight);
            for words in [&reason.claim, &reason.why, &reason.quote, &reason.report] {
                out.text(words);
            }
        }
        out.number(self.named.len() as u64);
        for (party, claims) in &self.named {
            out.number(party_number(party));
            out.number(*claims as u64);
        }
        out.0
    }

    /// The course that was written so; `None` where the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Course> {
        let mut read = Reader(bytes);
        let key = read.text()?;
        let place = PlaceRecord {
            id: read.maybe()?,
            name: read.text()?,
            country: read.maybe()?,
            admin1: read.maybe()?,
            lat: read.degrees()?,
            lon: read.degrees()?,
            kind: read.text()?,
            precision: read.index(&PRECISIONS)?,
            within: read.maybe()?,
        };
        let as_of = read.day()?.map(date_of);
        let horizon = read.signed()?;
        let dated = read.flag()?;
        let last = read.day()?;
        let parties = read.list(|read| Some(Party { id: read.text()?, name: read.text()? }))?;
        let party = |number: u64| parties.get(usize::try_from(number).ok()?).cloned();
        let standings = read.list(|read| {
            Some(Standing {
                status: read.index(&STATUSES)??,
                holder: match read.number()? {
                    0 => None,
                    holder => Some(party(holder - 1)?),
                },
                others: read.list(|read| party(read.number()?))?,
                parts: read.list(|read| Some((party(read.number()?)?, read.text()?)))?,
            })
        })?;
        let mut day = 0;
        let pieces = read.list(|read| {
            let from = read.since(&mut day)?;
            let standing = u32::try_from(read.number()?).ok()?;
            let since = (read.day()?, read.day()?);
            let mut first = from;
            let supports = read.list(|read| {
                let from = read.since(&mut first)?;
                let claim = match read.flag()? {
                    true => ClaimId::Hex(u64::from_le_bytes(read.bytes()?)),
                    false => ClaimId::Other(read.text()?.into()),
                };
                Some((from, claim))
            })?;
            Some(Piece { from, standing, since, supports })
        })?;
        let mut day = 0;
        let steps = read.list(|read| {
            let from = read.since(&mut day)?;
            let basis = read.index(&BASES)?;
            Some(Step { from, basis, confidence: read.float()?, last: read.day()? })
        })?;
        let beside = read.list(|read| {
            let (from, until) = (read.signed()?, read.signed()?);
            let holder = party(read.number()?)?;
            let weight = read.float()?;
            let (claim, why) = (read.text()?, read.text()?);
            let (quote, report) = (read.text()?, read.text()?);
            Some(Said { from, until, holder, reason: Reason { claim, weight, why, quote, report } })
        })?;
        let named = read
            .list(|read| Some((party(read.number()?)?, usize::try_from(read.number()?).ok()?)))?;
        let named = named.into_iter().collect();
        read.0.is_empty().then_some(Course {
            key,
            place,
            as_of,
            horizon,
            dated,
            last,
            standings,
            pieces,
            steps,
            beside,
            named,
        })
    }
}

/// Writes bytes.
#[derive(Default)]
pub(crate) struct Writer(pub Vec<u8>);

impl Writer {
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    pub fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    pub fn float(&mut self, float: f64) {
        self.0.extend_from_slice(&float.to_le_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Bytes that are read, or passed by, in one piece.
    pub fn blob(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub fn maybe(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        text.into_iter().for_each(|text| self.text(text));
    }

    pub fn day(&mut self, day: Option<Day>) {
        self.flag(day.is_some());
        day.into_iter().for_each(|day| self.signed(day.into()));
    }

    pub fn since(&mut self, before: &mut Day, day: Day) {
        self.signed(i64::from(day) - i64::from(*before));
        *before = day;
    }

    /// Place in the list; one past its end is none.
    pub fn index<T: PartialEq>(&mut self, list: &[T], value: Option<T>) {
        let index = value.and_then(|value| list.iter().position(|one| *one == value));
        self.0.push(index.unwrap_or(list.len()) as u8);
    }
}

/// Reads them; `None` where they are not what they should be.
pub(crate) struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    pub fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.bytes()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub fn signed(&mut self) -> Option<Day> {
        Day::try_from(self.zigzag()?).ok()
    }

    pub fn zigzag(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub fn flag(&mut self) -> Option<bool> {
        match self.bytes()? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    pub fn float(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes()?))
    }

    pub fn text(&mut self) -> Option<String> {
        Some(std::str::from_utf8(self.blob()?).ok()?.to_owned())
    }

    pub fn blob(&mut self) -> Option<&'b [u8]> {
        let length = self.size()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub fn maybe(&mut self) -> Option<Option<String>> {
        Some(match self.flag()? {
            true => Some(self.text()?),
            false => None,
        })
    }

    pub fn degrees(&mut self) -> Option<Option<f64>> {
        Some(match self.flag()? {
            true => Some(self.float()?),
            false => None,
        })
    }

    pub fn day(&mut self) -> Option<Option<Day>> {
        Some(match self.flag()? {
            true => Some(self.signed()?),
            false => None,
        })
    }

    pub fn since(&mut self, before: &mut Day) -> Option<Day> {
        *before = Day::try_from(i64::from(*before).checked_add(self.zigzag()?)?).ok()?;
        Some(*before)
    }

    pub fn index<T: Copy>(&mut self, list: &[T]) -> Option<Option<T>> {
        let [index] = self.bytes()?;
        let index = usize::from(index);
        (index <= list.len()).then(|| list.get(index).copied())
    }

    pub fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = usize::try_from(self.number()?).ok()?;
        // A length that the bytes cannot hold is not believed.
        let mut list = Vec::with_capacity(length.min(self.0.len()));
        for _ in 0..length {
            list.push(one(self)?);
        }
        Some(list)
    }
}
