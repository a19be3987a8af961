//! A place on the map of a day, drawn straight from the bytes of its course: a map has many, and of each course
//! little is shown.
//!
//! Invariant: what is drawn is what [`feature`](crate::feature) makes of [`Course::on`](super::Course::on).

use jiff::civil::Date;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::bytes::{Head, STATUSES, beside, pass_standing, piece, step};
use super::wire::Reader;
use super::{ClaimId, Said, Step, aged};
use crate::Aged;
use crate::answer::Since;
use crate::day::{Day, date_of, number};
use crate::holdings::UNDATED;
use crate::map::{Feature, Properties};
use crate::status::Status;

/// Draws places on the map of a day.
#[derive(Clone, Debug)]
pub struct Pencil {
    on: Date,
    day: Day,
    /// As it ends an id.
    ending: String,
}

/// A party where it lies.
#[derive(Clone, Copy, PartialEq, Serialize)]
struct Named<'b> {
    id: &'b str,
    name: &'b str,
}

/// A part of a place, and who holds it.
#[derive(Serialize)]
struct Part<'b> {
    holder: Named<'b>,
    part: &'b str,
}

/// How a place stands on the day.
struct Stand<'b> {
    status: Status,
    holder: Option<Named<'b>>,
    others: Vec<Named<'b>>,
    parts: Vec<Part<'b>>,
    since: (Option<Day>, Option<Day>),
    supports: Vec<(Day, ClaimId)>,
}

/// Claims that are told of by a day.
struct Because<'s>(&'s [(Day, ClaimId)], Day);

impl Pencil {
    /// For a day.
    pub fn of(on: Date) -> Pencil {
        Pencil { on, day: number(on), ending: format!("@{on}") }
    }

    /// Writes a place's feature behind what is in `out`; gives the place's key. `None` where the bytes are no
    /// course: what is in `out` then is worth nothing.
    pub fn draw<'b>(&self, course: &'b [u8], out: &mut Vec<u8>) -> Option<&'b str> {
        let day = self.day;
        let mut read = Reader(course);
        let head = Head::read(&mut read)?;
        let mut standings = Reader(read.0);
        read.pass(pass_standing)?;
        let (mut at, mut told) = (None, 0);
        read.pass(|read| {
            let here = (Reader(read.0), told);
            if piece(read, &mut told, false)?.from <= day {
                at = Some(here);
            }
            Some(())
        })?;
        let (mut newest, mut told): (Option<Step>, _) = (None, 0);
        read.pass(|read| {
            let step = step(read, &mut told)?;
            if step.from <= day {
                newest = Some(step);
            }
            Some(())
        })?;
        let near = |from, until| from <= day && day < until;
        let beside = beside(&mut read, |number| head.party(number), near)?;
        read.pass(|read| read.number().and(read.number()).map(drop))?;
        if !read.0.is_empty() {
            return None;
        }
        let date = |day: Day| head.dated.then(|| date_of(day));
        let stand = match at.filter(|_| head.dated || day == UNDATED) {
            None => None,
            Some((mut at, mut told)) => {
                let piece = piece(&mut at, &mut told, true)?;
                let mut stand = stand(&mut standings, piece.standing, &head)?;
                (stand.since, stand.supports) = (piece.since, piece.supports);
                Some(stand)
            }
        };
        // On days of which nothing is known, nothing is shown.
        let unknown = Stand {
            status: Status::Unknown,
            holder: None,
            others: vec![],
            parts: vec![],
            since: (None, None),
            supports: vec![],
        };
        let known = stand.is_some();
        let stand = stand.unwrap_or(unknown);
        let (Aged { basis, confidence, age }, last) =
            aged(newest.as_ref().filter(|_| known), day, head.horizon);
        let because = Because(&stand.supports, day);
        let since = (stand.status != Status::Unknown || because.any()).then(|| Since {
            first: stand.since.0.and_then(date),
            last: stand.since.1.and_then(date),
        });
        let other: Vec<&Said> = (beside.iter())
            .filter(|said| known && stand.holder.is_none_or(|holder| !holder.is(&said.holder)))
            .collect();
        let claimed = (other.iter())
            .max_by_key(|said| (said.from, &said.holder))
            .map(|newest| newest.with(other.iter().copied()));
        let mut id = String::with_capacity(head.key.len() + self.ending.len());
        id.push_str(head.key);
        if head.dated {
            id.push_str(&self.ending);
        }
        let properties = Properties {
            name: head.place.name,
            place: &head.place,
            on: if known { date(day) } else { Some(self.on) },
            as_of: head.as_of,
            status: stand.status,
            holder: stand.holder,
            others: &stand.others[..],
            basis,
            confidence,
            since,
            last_evidence: last.and_then(|last| date(last.min(day))),
            age: age.filter(|_| head.dated),
            because,
            claimed: claimed.map(std::borrow::Cow::Owned),
            parts: Some(&stand.parts[..]).filter(|parts| !parts.is_empty()),
            id: &id,
        };
        let feature = Feature::of(head.key, head.place.lon.zip(head.place.lat), properties);
        serde_json::to_writer(out, &feature).ok()?;
        Some(head.key)
    }
}

/// The standing with a number.
fn stand<'b>(read: &mut Reader<'b>, number: u32, head: &Head<'b>) -> Option<Stand<'b>> {
    if u64::from(number) >= read.number()? {
        return None;
    }
    (0..number).try_for_each(|_| pass_standing(read))?;
    let party = |number: u64| {
        let (id, name) = *head.parties.get(usize::try_from(number).ok()?)?;
        Some(Named { id, name })
    };
    Some(Stand {
        status: read.index(&STATUSES)??,
        holder: match read.number()? {
            0 => None,
            holder => Some(party(holder - 1)?),
        },
        others: read.list(|read| party(read.number()?))?,
        parts: read
            .list(|read| Some(Part { holder: party(read.number()?)?, part: read.words()? }))?,
        since: (None, None),
        supports: vec![],
    })
}

impl Named<'_> {
    fn is(&self, party: &dateline_actor::Party) -> bool {
        self.id == party.id && self.name == party.name
    }
}

impl Because<'_> {
    fn any(&self) -> bool {
        self.0.iter().any(|(first, _)| *first <= self.1)
    }
}

impl Serialize for Because<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for (_, claim) in self.0.iter().filter(|(first, _)| *first <= self.1) {
            list.serialize_element(claim)?;
        }
        list.end()
    }
}

impl Serialize for ClaimId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ClaimId::Hex(number) => {
                let digit = |at: u32| b"0123456789abcdef"[(number >> (60 - 4 * at)) as usize & 15];
                let mut text = [0; 16];
                text.iter_mut().zip(0..).for_each(|(byte, at)| *byte = digit(at));
                serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
            }
            ClaimId::Other(id) => serializer.serialize_str(id),
        }
    }
}
