//! The claim: one sentence's assertion about one happening or one state, at one place.
//!
//! Field names and meanings are the contract's (`CONTRACT.md` §2). Spans are bytes while a report is
//! being coded; [`Claim::in_code_points`] makes the record that is printed, stored and exported.

use dateline_actor::{Actor, Party};
use dateline_place::Place;
use dateline_report::{CodePoints, Span};
use dateline_time::Interval;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether the report says that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// The report or its source says that it happened.
    Asserted,
    /// Only a party to the fight says so, about its own success.
    Claimed,
    /// A negated happening, or a party's denial.
    Denied,
    /// Intended, ordered, vowed.
    Planned,
    /// Hedged, conditional, asked.
    Possible,
    /// Tried, failed or not finished.
    Attempted,
}

impl Modality {
    /// Whether somebody says that it happened.
    pub fn happened(self) -> bool {
        matches!(self, Modality::Asserted | Modality::Claimed)
    }
}

/// What the innermost source has at stake in what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// A party about its own success.
    SelfServing,
    /// No stake.
    Neutral,
    /// A party against its own interest.
    Against,
    /// Cannot be told.
    Unknown,
}

/// The place of the assertion in the report's telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Context {
    /// What the report is there to tell.
    Main,
    /// Headline, lead or wrap-up of claims made in the same report.
    Summary,
    /// What the report recalls.
    Background,
    /// Totals over time or places.
    Aggregate,
}

/// Who said it, how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A party to the fight.
    Belligerent,
    /// Media of a state.
    StateMedia,
    /// A news agency.
    Agency,
    /// Other media.
    Media,
    /// An independent monitor.
    Monitor,
    /// An official of a body that does not fight.
    Official,
    /// Somebody who was there.
    Witness,
    /// Nobody that can be told.
    Unnamed,
}

/// One link of the chain of sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// As written in the report.
    pub name: String,
    /// Registry id of the actor, where it is one.
    pub actor: Option<String>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The word that reports ("announced").
    pub cue: Option<String>,
}

/// Number of people, with what befell them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// `killed wounded missing captured displaced abducted`.
    pub what: String,
    /// `civilians fighters soldiers police children unknown …`.
    pub who: String,
    /// The party that the people belonged to, where the report says.
    pub side: Option<Party>,
    /// Lowest number that the words allow.
    pub low: Option<u32>,
    /// The number, where the words give one.
    pub best: Option<u32>,
    /// Highest number that the words allow.
    pub high: Option<u32>,
    /// `incident total period`.
    pub scope: String,
    /// Index of the count that this one is a part of.
    pub of: Option<usize>,
    /// The words.
    pub text: String,
    /// Where they stand (bytes).
    #[serde(flatten)]
    pub span: Span,
}

/// State of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ControlStatus {
    /// One party holds it.
    Held,
    /// Fought over inside.
    Contested,
    /// One party inside, another around.
    Besieged,
    /// Somebody is there without holding it.
    Presence,
    /// Somebody no longer holds it.
    Lost,
}

/// How much of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// All of it.
    Whole,
    /// A part of it.
    Part,
}

/// What a `control.*` claim says of the place's control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Who holds the place afterwards (in a siege: the party inside).
    pub holder: Option<Party>,
    /// Who held it before and no longer does.
    pub lost_by: Option<Party>,
    /// The party outside, in a siege.
    pub besieged_by: Option<Party>,
    /// The state of the place.
    pub status: ControlStatus,
    /// How much of the place.
    pub extent: Extent,
    /// The part, in the report's words.
    pub part: Option<String>,
}

/// The interval with the words that it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Days, bound, precision and basis.
    #[serde(flatten)]
    pub interval: Interval,
    /// The words.
    pub text: Option<String>,
}

/// The evidence: verbatim words of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Where they stand (bytes).
    #[serde(flatten)]
    pub span: Span,
}

/// One assertion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Stable id: a hash of report, type, quotation span, roles and place.
    pub claim: String,
    /// The report's id.
    pub report: String,
    /// Publication day of the report.
    pub published: Option<Date>,
    /// Publisher of the report.
    pub publisher: Option<String>,
    /// Address of the report.
    pub url: Option<String>,
    /// Type, such as `control.gain`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the report says that it happened.
    pub modality: Modality,
    /// What the innermost source has at stake.
    pub interest: Interest,
    /// Place of the assertion in the telling.
    pub context: Context,
    /// Who acts.
    pub by: Vec<Actor>,
    /// Against whom.
    pub against: Vec<Actor>,
    /// Together with, or backed by, whom.
    pub with: Vec<Actor>,
    /// Where: one place, save for types that are no place's own.
    #[serde(rename = "where")]
    pub places: Vec<Place>,
    /// When.
    pub when: When,
    /// People counted.
    pub counts: Vec<Count>,
    /// On `control.*` claims only.
    pub control: Option<Control>,
    /// The chain of sources from the innermost outwards.
    pub according_to: Vec<Source>,
    /// The evidence.
    pub quote: Quote,
    /// 0 to 1.
    pub confidence: f64,
    /// Program and ontology version.
    pub coder: String,
    /// Presupposed, not said ("to retake Mosul from Islamic State").
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// The rule that fired and what it rested on, for `explain`.
    #[serde(default)]
    pub why: Vec<String>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Claim {
    /// The claim with every span translated from bytes to code points of the report's text: the
    /// form in which claims leave `coding`, are printed and are stored.
    pub fn in_code_points(mut self, text: &str, points: &CodePoints) -> Claim {
        let translate = |span: &mut Span| {
            let (start, end) = points.span(text, *span);
            *span = Span { start, end };
        };
        for actor in self.by.iter_mut().chain(&mut self.against).chain(&mut self.with) {
            translate(&mut actor.span);
        }
        self.places.iter_mut().for_each(|place| translate(&mut place.span));
        self.counts.iter_mut().for_each(|count| translate(&mut count.span));
        translate(&mut self.quote.span);
        self
    }
}
