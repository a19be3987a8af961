//! The map of a day as GeoJSON features, and what differs between two days.

use std::borrow::Cow;

use dateline_actor::Party;
use jiff::civil::Date;
use serde::Serialize;

use crate::answer::{Answer, Claimed, PartHeld, PlaceRecord, Reason, Since};
use crate::status::{EvidenceBasis, Status};

/// How a place stood on a day, in brief: the claims are named, and why they are weighed so is told by `who`
/// and `explain`.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The place.
    pub place: PlaceRecord,
    /// The day asked about; absent where nothing is dated.
    pub on: Option<Date>,
    /// Reports published later were left out.
    pub as_of: Option<Date>,
    /// How it stood.
    pub status: Status,
    /// Who held it (in a siege: the party inside).
    pub holder: Option<Party>,
    /// Who else is there, around it, fights for it, or left it.
    pub others: Vec<Party>,
    /// What the status rests on; absent where nothing is known.
    pub basis: Option<EvidenceBasis>,
    /// 0 to 1.
    pub confidence: f64,
    /// When it began.
    pub since: Option<Since>,
    /// Newest day that the evidence speaks of, up to the day asked about.
    pub last_evidence: Option<Date>,
    /// Days from the last evidence to the day asked about.
    pub age: Option<i32>,
    /// Ids of the claims that it rests on, strongest first.
    pub because: Vec<String>,
    /// What a party says beside.
    pub claimed: Option<Claimed>,
    /// Which part who holds, in the reports' words.
    pub parts: Vec<PartHeld>,
    /// Key of the place and day, for `explain`.
    pub id: String,
}

impl From<Answer> for Brief {
    fn from(answer: Answer) -> Brief {
        Brief {
            place: answer.place,
            on: answer.on,
            as_of: answer.as_of,
            status: answer.status,
            holder: answer.holder,
            others: answer.others,
            basis: answer.basis,
            confidence: answer.confidence,
            since: answer.since,
            last_evidence: answer.last_evidence,
            age: answer.age,
            because: answer.because.into_iter().map(|reason| reason.claim).collect(),
            claimed: answer.claimed,
            parts: answer.parts,
            id: answer.id,
        }
    }
}

/// One place of a map as a GeoJSON feature. Coordinates are the gazetteer's; a place that it does not know
/// has no geometry. It is made of what lies elsewhere: place, party, several parties, claims, parts.
#[derive(Debug, Serialize)]
pub struct Feature<'a, P, H, O, B, R> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Option<Point>,
    properties: Properties<'a, P, H, O, B, R>,
}

#[derive(Debug, Serialize)]
struct Point {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [f64; 2],
}

#[derive(Debug, Serialize)]
pub(crate) struct Properties<'a, P, H, O, B, R> {
    pub name: &'a str,
    pub place: P,
    pub on: Option<Date>,
    pub as_of: Option<Date>,
    pub status: Status,
    pub holder: Option<H>,
    pub others: O,
    pub basis: Option<EvidenceBasis>,
    pub confidence: f64,
    pub since: Option<Since>,
    pub last_evidence: Option<Date>,
    pub age: Option<i32>,
    pub because: B,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Cow<'a, Claimed>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<R>,
    pub id: &'a str,
}

impl<'a, P, H, O, B, R> Feature<'a, P, H, O, B, R> {
    pub(crate) fn of(
        key: &'a str,
        point: Option<(f64, f64)>,
        properties: Properties<'a, P, H, O, B, R>,
    ) -> Self {
        let geometry = point.map(|(lon, lat)| Point { kind: "Point", coordinates: [lon, lat] });
        Feature { kind: "Feature", id: key, geometry, properties }
    }
}

/// How a place stood, as a GeoJSON feature.
pub fn feature<'a>(
    key: &'a str,
    brief: &'a Brief,
) -> Feature<'a, &'a PlaceRecord, &'a Party, &'a [Party], &'a [String], &'a [PartHeld]> {
    let properties = Properties {
        name: &brief.place.name,
        place: &brief.place,
        on: brief.on,
        as_of: brief.as_of,
        status: brief.status,
        holder: brief.holder.as_ref(),
        others: &brief.others[..],
        basis: brief.basis,
        confidence: brief.confidence,
        since: brief.since,
        last_evidence: brief.last_evidence,
        age: brief.age,
        because: &brief.because[..],
        claimed: brief.claimed.as_ref().map(Cow::Borrowed),
        parts: Some(&brief.parts[..]).filter(|parts| !parts.is_empty()),
        id: &brief.id,
    };
    Feature::of(key, brief.place.lon.zip(brief.place.lat), properties)
}

/// How a place stood on one of two days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// How it stood.
    pub status: Status,
    /// Who held it.
    pub holder: Option<Party>,
    /// Who else was there.
    pub others: Vec<Party>,
    /// What that rests on.
    pub basis: Option<EvidenceBasis>,
}

/// A place whose status or holder differs between two days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The place.
    pub place: PlaceRecord,
    /// On the first day.
    pub from: Side,
    /// On the second day.
    pub to: Side,
    /// Why it stands as on the second day.
    pub because: Vec<Reason>,
}

impl From<&Answer> for Side {
    fn from(answer: &Answer) -> Side {
        let Answer { status, holder, others, basis, .. } = answer;
        Side { status: *status, holder: holder.clone(), others: others.clone(), basis: *basis }
    }
}

impl From<&Brief> for Side {
    fn from(brief: &Brief) -> Side {
        let Brief { status, holder, others, basis, .. } = brief;
        Side { status: *status, holder: holder.clone(), others: others.clone(), basis: *basis }
    }
}

/// What differs between two answers about one place, where its status or holder does.
pub fn difference(from: impl Into<Side>, answer: Answer) -> Option<Difference> {
    let (from, to) = (from.into(), Side::from(&answer));
    let (place, because) = (answer.place, answer.because);
    ((from.status, &from.holder) != (to.status, &to.holder)).then_some(Difference {
        place,
        from,
        to,
        because,
    })
}
