//! A course: one place through all days, apart from the claims that it was worked out from, so that it can
//! be kept and any day be answered from it without weighing anything anew.
//!
//! Invariant: [`Course::on`] says of any day what [`Holdings::on`] says, in brief; so does the course of some
//! days ([`Course::of_days`]) of these.

use std::collections::BTreeMap;

use dateline_actor::Party;
use dateline_coding::Claim;
use jiff::civil::Date;

use crate::answer::{Answer, Claimed, PartHeld, PlaceRecord, Reason, Since};
use crate::day::{Day, date_of, number};
use crate::holdings::{Phase, UNDATED};
use crate::status::{EvidenceBasis, Standing, Status};
use crate::sweep::{Span, Why};
use crate::{Aged, Brief, Holdings};

mod bytes;
mod drawn;
pub(crate) mod wire;

pub use drawn::Pencil;

/// One place through all days.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    key: String,
    place: PlaceRecord,
    as_of: Option<Date>,
    pub(crate) horizon: Day,
    pub(crate) dated: bool,
    /// Newest day of all evidence.
    pub(crate) last: Option<Day>,
    standings: Vec<Standing>,
    pieces: Vec<Piece>,
    steps: Vec<Step>,
    beside: Vec<Said>,
    /// The parties that claims on its control name, and how often.
    pub named: BTreeMap<Party, usize>,
}

/// Days with one status, up to the next piece's `from`.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    from: Day,
    /// How it stands, by number.
    standing: u32,
    since: (Option<Day>, Option<Day>),
    /// The claims that speak for it, weightiest first, each from a day on.
    supports: Vec<(Day, ClaimId)>,
}

/// Days on which the evidence comes to the same, up to the next step's `from`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    from: Day,
    basis: Option<EvidenceBasis>,
    confidence: f64,
    last: Option<Day>,
}

/// What a party claims beside the assessed status, for some days.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    from: Day,
    until: Day,
    holder: Party,
    reason: Reason,
}

/// A claim's id in little room: most are 16 hex digits.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ClaimId {
    Hex(u64),
    Other(Box<str>),
}

impl Course {
    /// The course of a place, from its holdings and the claims that they were worked out from.
    pub fn of(holdings: &Holdings<'_>, claims: &[Claim]) -> Course {
        let mut standings: Vec<Standing> = vec![];
        let pieces = (holdings.spans().iter())
            .map(|span| {
                let known = standings.iter().position(|known| *known == span.standing);
                let standing = known.unwrap_or_else(|| {
                    standings.push(span.standing.clone());
                    standings.len() - 1
                });
                let (from, since) = (span.from, span.since);
                let supports = supports(holdings, span);
                Piece { from, standing: standing as u32, since, supports }
            })
            .collect();
        let mut steps: Vec<Step> = vec![];
        for phase in holdings.every_phase() {
            let Phase { from, basis, confidence, last, .. } = phase;
            let same = steps.last().is_some_and(|step| {
                (step.basis, step.confidence, step.last) == (basis, confidence, last)
            });
            if !same {
                steps.push(Step { from, basis, confidence, last });
            }
        }
        let mut named: BTreeMap<Party, usize> = BTreeMap::new();
        let as_of = holdings.as_of();
        let known = claims.iter().filter(|claim| {
            as_of.is_none_or(|as_of| claim.published.is_some_and(|day| day <= as_of))
        });
        for control in known.filter_map(|claim| claim.control.as_ref()) {
            let parties = [&control.holder, &control.lost_by, &control.besieged_by];
            for party in parties.into_iter().flatten() {
                *named.entry(party.clone()).or_default() += 1;
            }
        }
        let beside = (holdings.beside())
            .map(|(beside, reason)| Said {
                from: beside.from,
                until: beside.until,
                holder: beside.holder.clone(),
                reason,
            })
            .collect();
        Course {
            key: holdings.key().to_owned(),
            place: holdings.place().clone(),
            as_of,
            horizon: holdings.horizon(),
            dated: holdings.is_dated(),
            last: holdings.last_day(),
            standings,
            pieces,
            steps,
            beside,
            named,
        }
    }

    /// The place's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The place.
    pub fn place(&self) -> &PlaceRecord {
        &self.place
    }

    /// Days after which evidence about it is old.
    pub fn horizon(&self) -> i32 {
        self.horizon
    }

    /// The day of the newest evidence.
    pub fn newest(&self) -> Option<Date> {
        self.last.filter(|_| self.dated).map(date_of)
    }

    /// How the place stood on a day, as [`Holdings::on`] says; without a day, on that of the newest
    /// evidence.
    pub fn on(&self, day: Option<Date>) -> Brief {
        let day = day.map(number).or(self.last);
        let nothing = |day: Option<Day>| Brief {
            id: day.map_or_else(|| self.key.clone(), |day| self.id(day)),
            ..Answer::unknown(self.place.clone(), day.map(date_of), self.as_of).into()
        };
        let Some(day) = day else { return nothing(None) };
        match self.piece(day) {
            Some((piece, standing)) if self.dated || day == UNDATED => {
                self.answer(piece, standing, day)
            }
            _ => nothing(Some(day)),
        }
    }

    /// Status and holder on a day, as far as they tell two days apart.
    pub fn stands(&self, day: Date) -> (Status, Option<&Party>) {
        let day = number(day);
        match self.piece(day) {
            Some((_, standing)) if self.dated || day == UNDATED => {
                (standing.status, standing.holder.as_ref())
            }
            _ => (Status::Unknown, None),
        }
    }

    /// The phases of the place, as [`Holdings::phases`] has them.
    pub fn phases(&self) -> Vec<Phase> {
        if !self.dated {
            return vec![];
        }
        let mut days: Vec<Day> = (self.pieces.iter().map(|piece| piece.from))
            .chain(self.steps.iter().map(|step| step.from))
            .chain(self.beside.iter().flat_map(|said| [said.from, said.until]))
            .collect();
        days.sort_unstable();
        days.dedup();
        let mut phases: Vec<Phase> = vec![];
        for day in days {
            let Some((_, standing)) = self.piece(day) else { continue };
            let step = self.step(day);
            let claimed = self.claimed(standing, day);
            Phase {
                from: day,
                status: standing.status,
                holder: standing.holder.clone(),
                others: standing.others.clone(),
                basis: step.and_then(|step| step.basis),
                confidence: step.map_or(0.0, |step| step.confidence),
                last: step.and_then(|step| step.last),
                claimed: claimed.map(|said| (Status::Held, said.holder.clone())),
            }
            .follow(&mut phases);
        }
        phases
    }

    fn answer(&self, piece: &Piece, standing: &Standing, day: Day) -> Brief {
        let (Aged { basis, confidence, age }, last) = aged(self.step(day), day, self.horizon);
        let because: Vec<String> = (piece.supports.iter())
            .filter(|(first, _)| *first <= day)
            .map(|(_, claim)| claim.text())
            .collect();
        let date = |day: Day| self.dated.then(|| date_of(day));
        let since = (standing.status != Status::Unknown || !because.is_empty()).then(|| Since {
            first: piece.since.0.and_then(date),
            last: piece.since.1.and_then(date),
        });
        Brief {
            place: self.place.clone(),
            on: date(day),
            as_of: self.as_of,
            status: standing.status,
            holder: standing.holder.clone(),
            others: standing.others.clone(),
            basis,
            confidence,
            since,
            last_evidence: last.and_then(|last| date(last.min(day))),
            age: age.filter(|_| self.dated),
            because,
            claimed: self
                .claimed(standing, day)
                .map(|newest| newest.with(self.beside_on(standing, day))),
            parts: (standing.parts.iter().cloned())
                .map(|(holder, part)| PartHeld { holder, part })
                .collect(),
            id: self.id(day),
        }
    }

    /// The number of the piece that a day lies in.
    pub(crate) fn piece_at(&self, day: Day) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.from <= day).checked_sub(1)
    }

    fn piece(&self, day: Day) -> Option<(&Piece, &Standing)> {
        let piece = self.pieces.get(self.piece_at(day)?)?;
        Some((piece, self.standings.get(piece.standing as usize)?))
    }

    fn step(&self, day: Day) -> Option<&Step> {
        let index = self.steps.partition_point(|step| step.from <= day);
        self.steps.get(index.wrapping_sub(1))
    }

    fn beside_on(&self, standing: &Standing, day: Day) -> impl Iterator<Item = &Said> {
        (self.beside.iter())
            .filter(move |said| said.from <= day && day < said.until)
            .filter(move |said| standing.holder.as_ref() != Some(&said.holder))
    }

    fn claimed(&self, standing: &Standing, day: Day) -> Option<&Said> {
        self.beside_on(standing, day).max_by_key(|said| (said.from, &said.holder))
    }

    fn id(&self, day: Day) -> String {
        match self.dated {
            true => format!("{}@{}", self.key, date_of(day)),
            false => self.key.clone(),
        }
    }
}

/// What the evidence comes to on a day of a step, under a horizon, and its newest day.
fn aged(step: Option<&Step>, day: Day, horizon: Day) -> (Aged, Option<Day>) {
    let last = step.and_then(|step| step.last);
    let fresh = Phase {
        from: day,
        status: Status::Unknown,
        holder: None,
        others: vec![],
        basis: step.and_then(|step| step.basis),
        confidence: step.map_or(0.0, |step| step.confidence),
        last,
        claimed: None,
    };
    (fresh.on(day, horizon), last)
}

/// The claims that speak for a span, weightiest first. What is presupposed is told from its first day on.
fn supports(holdings: &Holdings<'_>, span: &Span) -> Vec<(Day, ClaimId)> {
    let presupposed = span.why == Some(Why::Presupposed);
    let of = |index| {
        let (_, claim, first) = holdings.weight_of(index);
        (if presupposed { Day::MIN } else { first }, ClaimId::of(&claim.claim))
    };
    holdings.in_order(span).into_iter().map(of).collect()
}

impl Said {
    /// What the party claims, with all that say so.
    fn with<'s>(&self, others: impl Iterator<Item = &'s Said>) -> Claimed {
        let same = others.filter(|said| said.holder == self.holder);
        Claimed {
            status: Status::Held,
            holder: Some(self.holder.clone()),
            because: same.map(|said| said.reason.clone()).collect(),
        }
    }
}

impl ClaimId {
    fn of(id: &str) -> ClaimId {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        match u64::from_str_radix(id, 16) {
            Ok(number) if id.len() == 16 && id.bytes().all(hex) => ClaimId::Hex(number),
            _ => ClaimId::Other(id.into()),
        }
    }

    fn text(&self) -> String {
        match self {
            ClaimId::Hex(number) => format!("{number:016x}"),
            ClaimId::Other(id) => id.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_they_were() {
        for id in ["0123456789abcdef", "0123456789ABCDEF", "+123456789abcdef", "c1", ""] {
            assert_eq!(ClaimId::of(id).text(), id);
        }
        assert!(matches!(ClaimId::of("00000000000000ff"), ClaimId::Hex(255)));
    }
}
