//! A course as bytes and back, whole or as much of it as a day needs. Parties and other words are written once.
//! What does not read back as written is no course.

use std::collections::{BTreeMap, HashMap};

use dateline_actor::Party;
use dateline_place::PlacePrecision;
use jiff::civil::Date;

use super::wire::{Reader, Writer};
use super::{ClaimId, Course, Piece, Said, Step};
use crate::answer::{PlaceRecord, Reason};
use crate::day::{Day, date_of, number};
use crate::status::{EvidenceBasis, Standing, Status};

pub(super) const STATUSES: [Status; 6] = [
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
        read(bytes, &Wanted::All)
    }

    /// As much of the course as tells of some days: of these, and of no others, it says the same as the whole
    /// one. It does not say which parties claims name. `None` where the bytes are none.
    pub fn of_days(bytes: &[u8], days: &[Date]) -> Option<Course> {
        read(bytes, &Wanted::Days(days.iter().copied().map(number).collect()))
    }
}

/// What is wanted of a course; by the rest one passes without keeping it.
enum Wanted {
    All,
    Days(Vec<Day>),
}

impl Wanted {
    fn all(&self) -> bool {
        matches!(self, Wanted::All)
    }

    /// Whether anything is wanted that holds from a day up to another.
    fn within(&self, from: Day, until: Option<Day>) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Days(days) => {
                (days.iter()).any(|day| from <= *day && until.is_none_or(|until| *day < until))
            }
        }
    }
}

/// What a course's bytes begin with.
pub(super) struct Head<'b> {
    pub key: &'b str,
    pub place: PlaceRecord<&'b str>,
    pub as_of: Option<Date>,
    pub horizon: Day,
    pub dated: bool,
    pub last: Option<Day>,
    /// The parties that the rest names by number: id and name.
    pub parties: Vec<(&'b str, &'b str)>,
}

impl<'b> Head<'b> {
    pub fn read(read: &mut Reader<'b>) -> Option<Head<'b>> {
        Some(Head {
            key: read.words()?,
            place: PlaceRecord {
                id: read.maybe()?,
                name: read.words()?,
                country: read.maybe()?,
                admin1: read.maybe()?,
                lat: read.degrees()?,
                lon: read.degrees()?,
                kind: read.words()?,
                precision: read.index(&PRECISIONS)?,
                within: read.maybe()?,
            },
            as_of: read.day()?.map(date_of),
            horizon: read.signed()?,
            dated: read.flag()?,
            last: read.day()?,
            parties: read.list(|read| Some((read.words()?, read.words()?)))?,
        })
    }

    /// The party with a number.
    pub fn party(&self, number: u64) -> Option<Party> {
        let (id, name) = self.parties.get(usize::try_from(number).ok()?)?;
        Some(Party { id: (*id).to_owned(), name: (*name).to_owned() })
    }
}

fn read(bytes: &[u8], wanted: &Wanted) -> Option<Course> {
    let mut read = Reader(bytes);
    let head = Head::read(&mut read)?;
    let party = |number| head.party(number);
    let mut ways = read.list(|read| {
        let way = Reader(read.0);
        pass_standing(read)?;
        Some(way)
    })?;
    let mut pieces = pieces(&mut read, wanted)?;
    if !wanted.all() {
        // Only those that the pieces name; each has its own then.
        let named = pieces.iter_mut().zip(0..).map(|(piece, own)| {
            let way = ways.get(piece.standing as usize).map(|way| Reader(way.0));
            piece.standing = own;
            way
        });
        ways = named.collect::<Option<_>>()?;
    }
    let standings = ways.iter_mut().map(|way| standing(way, party)).collect::<Option<_>>()?;
    let steps = steps(&mut read, wanted)?;
    let beside = beside(&mut read, party, |from, until| wanted.within(from, Some(until)))?;
    let mut named = BTreeMap::new();
    read.pass(|read| {
        let (number, claims) = (read.number()?, usize::try_from(read.number()?).ok()?);
        if wanted.all() {
            named.insert(party(number)?, claims);
        }
        Some(())
    })?;
    read.0.is_empty().then(|| Course {
        key: head.key.to_owned(),
        place: head.place.into(),
        as_of: head.as_of,
        horizon: head.horizon,
        dated: head.dated,
        last: head.last,
        standings,
        pieces,
        steps,
        beside,
        named,
    })
}

/// What parties claim beside on the days that are wanted.
pub(super) fn beside(
    read: &mut Reader<'_>,
    party: impl Fn(u64) -> Option<Party>,
    wanted: impl Fn(Day, Day) -> bool,
) -> Option<Vec<Said>> {
    let mut beside = vec![];
    read.pass(|read| {
        let (from, until) = (read.signed()?, read.signed()?);
        let holder = read.number()?;
        let weight = read.float()?;
        let words = [read.words()?, read.words()?, read.words()?, read.words()?];
        if wanted(from, until) {
            let [claim, why, quote, report] = words.map(str::to_owned);
            let reason = Reason { claim, weight, why, quote, report };
            beside.push(Said { from, until, holder: party(holder)?, reason });
        }
        Some(())
    })?;
    Some(beside)
}

pub(super) fn pass_standing(read: &mut Reader<'_>) -> Option<()> {
    read.index(&STATUSES)??;
    read.number()?;
    read.pass(|read| read.number().map(drop))?;
    read.pass(|read| read.number().and(read.words()).map(drop))
}

fn standing(read: &mut Reader<'_>, party: impl Fn(u64) -> Option<Party>) -> Option<Standing> {
    Some(Standing {
        status: read.index(&STATUSES)??,
        holder: match read.number()? {
            0 => None,
            holder => Some(party(holder - 1)?),
        },
        others: read.list(|read| party(read.number()?))?,
        parts: read.list(|read| Some((party(read.number()?)?, read.text()?)))?,
    })
}

fn pieces(read: &mut Reader<'_>, wanted: &Wanted) -> Option<Vec<Piece>> {
    let mut day = 0;
    if wanted.all() {
        return read.list(|read| piece(read, &mut day, true));
    }
    // A piece ends where the next one begins: then it is seen whether it is wanted.
    let mut pieces = vec![];
    let mut before: Option<(Day, Reader<'_>, Day)> = None;
    let mut keep = |before: Option<(Day, Reader<'_>, Day)>, until| {
        if let Some((from, mut at, mut day)) = before
            && wanted.within(from, until)
        {
            pieces.push(piece(&mut at, &mut day, true)?);
        }
        Some(())
    };
    read.pass(|read| {
        let (at, told) = (Reader(read.0), day);
        let Piece { from, .. } = piece(read, &mut day, false)?;
        keep(before.replace((from, at, told)), Some(from))
    })?;
    keep(before, None)?;
    Some(pieces)
}

/// A piece; without what speaks for it, where it is only passed by.
pub(super) fn piece(read: &mut Reader<'_>, day: &mut Day, whole: bool) -> Option<Piece> {
    let from = read.since(day)?;
    let standing = u32::try_from(read.number()?).ok()?;
    let since = (read.day()?, read.day()?);
    let mut supports = vec![];
    if whole {
        let mut first = from;
        supports = read.list(|read| {
            let from = read.since(&mut first)?;
            let claim = match read.flag()? {
                true => ClaimId::Hex(u64::from_le_bytes(read.bytes()?)),
                false => ClaimId::Other(read.words()?.into()),
            };
            Some((from, claim))
        })?;
    } else {
        read.pass(|read| {
            read.number()?;
            match read.flag()? {
                true => read.bytes::<8>().map(drop),
                false => read.blob().map(drop),
            }
        })?;
    }
    Some(Piece { from, standing, since, supports })
}

fn steps(read: &mut Reader<'_>, wanted: &Wanted) -> Option<Vec<Step>> {
    let mut day = 0;
    let mut steps: Vec<Step> = vec![];
    let mut before: Option<Step> = None;
    let mut keep = |before: Option<Step>, until| {
        steps.extend(before.filter(|step| wanted.within(step.from, until)));
    };
    read.pass(|read| {
        let step = step(read, &mut day)?;
        keep(before.replace(step), Some(step.from));
        Some(())
    })?;
    keep(before, None);
    Some(steps)
}

pub(super) fn step(read: &mut Reader<'_>, day: &mut Day) -> Option<Step> {
    let from = read.since(day)?;
    let basis = read.index(&BASES)?;
    Some(Step { from, basis, confidence: read.float()?, last: read.day()? })
}
