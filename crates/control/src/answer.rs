//! Answers: the records that `who`, `timeline` and `map` print.

use dateline_actor::Party;
use dateline_place::{Place, PlacePrecision};
use jiff::civil::Date;
use serde::Serialize;

use crate::status::{EvidenceBasis, Status};

/// A place apart from any one mention of it: the contract's PLACE without the report's words. Its texts may lie
/// elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceRecord<T = String> {
    /// Gazetteer id; absent where no entry fits.
    pub id: Option<T>,
    /// The entry's usual English name, or the name as written.
    pub name: T,
    /// ISO 3166-1 alpha-2, where known.
    pub country: Option<T>,
    /// Name of the first-level division, where known.
    pub admin1: Option<T>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `town`, `airport`, …
    pub kind: T,
    /// How finely the place is known.
    pub precision: Option<PlacePrecision>,
    /// The place that this one lies in or is a part of, by id.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<T>,
}

impl From<PlaceRecord<&str>> for PlaceRecord {
    fn from(place: PlaceRecord<&str>) -> Self {
        PlaceRecord {
            id: place.id.map(str::to_owned),
            name: place.name.to_owned(),
            country: place.country.map(str::to_owned),
            admin1: place.admin1.map(str::to_owned),
            lat: place.lat,
            lon: place.lon,
            kind: place.kind.to_owned(),
            precision: place.precision,
            within: place.within.map(str::to_owned),
        }
    }
}

impl From<&Place> for PlaceRecord {
    fn from(place: &Place) -> Self {
        PlaceRecord {
            id: place.id.clone(),
            name: place.name.clone(),
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            lat: place.lat,
            lon: place.lon,
            kind: place.kind.clone(),
            precision: place.precision,
            within: place.within.clone(),
        }
    }
}

/// A claim that was weighed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The claim's id.
    pub claim: String,
    /// What its word is worth.
    pub weight: f64,
    /// What it says, who says so, and what came of it.
    pub why: String,
    /// Its words.
    pub quote: String,
    /// The report that it stands in.
    pub report: String,
}

/// When a status began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    /// At the earliest; absent where nothing says so.
    pub first: Option<Date>,
    /// At the latest.
    pub last: Option<Date>,
}

/// What a party claims beside the assessed status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claimed {
    /// The status claimed.
    pub status: Status,
    /// The party that is said to hold the place.
    pub holder: Option<Party>,
    /// The claims.
    pub because: Vec<Reason>,
}

/// How a place stood on a day, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
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
    /// The claims that it rests on, strongest first.
    pub because: Vec<Reason>,
    /// What a party says beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Claimed>,
    /// Which part who holds, in the reports' words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartHeld>,
    /// Claims weighed and not followed, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<Reason>,
    /// Key of the place and day, for `explain`.
    pub id: String,
}

/// A part of a place, and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartHeld {
    /// The party.
    pub holder: Party,
    /// The part, in the report's words.
    pub part: String,
}

/// Days through which a place stood the same way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stretch {
    /// First day.
    pub from: Date,
    /// Last day; absent where it still stands so.
    pub to: Option<Date>,
    /// How it stood at the end of what the evidence tells of these days.
    #[serde(flatten)]
    pub answer: Answer,
}
