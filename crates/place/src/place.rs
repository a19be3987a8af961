//! A place: a gazetteer entry, or a name that none fits. The contract's PLACE record.

use dateline_report::Span;
use serde::{Deserialize, Serialize};

/// How finely a place is known (`CONTRACT`: `place.precision`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlacePrecision {
    /// The settlement or facility itself.
    Exact,
    /// A named point nearby.
    Near,
    /// Second-level division.
    Admin2,
    /// First-level division.
    Admin1,
    /// River, region, road, sea.
    Feature,
    /// A country.
    Country,
}

/// A place as a claim names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Gazetteer id such as `geonames:170794`; `None` where no entry fits.
    pub id: Option<String>,
    /// The entry's usual English name, or the name as written.
    pub name: String,
    /// ISO 3166-1 alpha-2, where known.
    pub country: Option<String>,
    /// Name of the first-level division, where known.
    pub admin1: Option<String>,
    /// Degrees north; from the gazetteer only.
    pub lat: Option<f64>,
    /// Degrees east; from the gazetteer only.
    pub lon: Option<f64>,
    /// `town`, `country`, `admin1`, `river`, `border-post`, `airport`, `demonym`, …
    pub kind: String,
    /// How finely the place is known.
    pub precision: Option<PlacePrecision>,
    /// The place that this one lies in or is a part of, by id.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The UN's place code (P-code), where the gazetteer has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcode: Option<String>,
    /// The words of the report.
    pub text: String,
    /// Where they stand: byte span inside the program; printed as code points.
    #[serde(flatten)]
    pub span: Span,
}

/// One toponym of a report, resolved as far as the report allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// Token indices of the name itself.
    pub tokens: std::ops::Range<u32>,
    /// The place, with `text` and `span`.
    pub place: Place,
    /// Why this entry and no other, for `explain`.
    pub reason: String,
    /// Other entries that remain possible, by id, best first; empty where the choice is clear.
    pub candidates: Vec<String>,
    /// What the name does in its sentence.
    pub role: ToponymRole,
}

/// What a toponym does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToponymRole {
    /// A place where something is or happens.
    Location,
    /// A demonym or adjective ("Syrian"): never a claim's place.
    Demonym,
    /// Stands for the people there ("Moscow said"): an actor.
    Metonym,
    /// A place that only says where another one lies ("in Anbar province" after a town's name).
    Container,
}
