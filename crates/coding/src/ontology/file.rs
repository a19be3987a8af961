//! What an ontology file may say: one event type, its frames, its codes, its examples.
//!
//! `ontology/README.md` teaches the format; the names here are the keys there.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::claim::{Context, ControlStatus, Extent, Modality};

/// A list that may be written as one string.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "OneOrMany")]
pub struct List(pub Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for List {
    fn from(list: OneOrMany) -> Self {
        match list {
            OneOrMany::One(one) => List(vec![one]),
            OneOrMany::Many(many) => List(many),
        }
    }
}

/// One file: one event type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeFile {
    /// `control.gain`.
    #[serde(rename = "type")]
    pub kind: Spanned<String>,
    /// A few words.
    pub title: String,
    /// What it is.
    pub definition: String,
    /// What counts.
    #[serde(default)]
    pub include: Vec<String>,
    /// What does not.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Whether a claim of this type has to have a place, and where it may come from.
    #[serde(default)]
    pub place: PlaceNeed,
    /// Who may act.
    #[serde(default)]
    pub actors: ActorNeed,
    /// Whom it does credit: the role whose word for it is self-serving.
    pub credit: Option<Role>,
    /// Whom it blames: the role whose word for it is against its own interest.
    pub blame: Option<Role>,
    /// Whether a country's or its capital's name in an actor's role stands for its government.
    #[serde(default)]
    pub states: bool,
    /// A state rather than a happening.
    #[serde(default)]
    pub state: bool,
    /// Codes in other schemes.
    pub codes: Codes,
    /// On `control.*` types: what the roles mean for the place.
    pub control: Option<ControlTemplate>,
    /// How it is said.
    #[serde(default)]
    pub frame: Vec<Spanned<FrameFile>>,
    /// Tests, and the codebook's examples.
    #[serde(default)]
    pub example: Vec<Spanned<Example>>,
}

/// Whether a claim needs a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceNeed {
    /// In the frame itself; no place, no claim.
    Required,
    /// In the frame, the clause, the sentence or what went before; no place, no claim.
    Inherited,
    /// As above, but a claim may do without.
    #[default]
    Optional,
    /// The type is no place's own.
    None,
}

/// Who may act in a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorNeed {
    /// An armed body, or nobody named.
    Armed,
    /// Anybody.
    #[default]
    Any,
}

/// Voice of a trigger verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// "drove the rebels out".
    Active,
    /// "were driven out".
    Passive,
}

/// A role of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who acts.
    By,
    /// Against whom.
    Against,
    /// Beside whom.
    With,
    /// The next holder, where it is not who acts.
    Holder,
}

/// Codes in other schemes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// PLOVER root, such as `ASSAULT`; empty where the scheme has none.
    pub plover: String,
    /// PLOVER mode.
    #[serde(default)]
    pub plover_mode: String,
    /// CAMEO code, a string since leading zeros matter.
    pub cameo: String,
    /// ACLED event type.
    pub acled: String,
    /// ACLED sub-event type.
    pub acled_sub: String,
    /// UCDP GED type of violence (1 state-based, 2 non-state, 3 one-sided); 0 where none applies.
    #[serde(default)]
    pub ucdp: u8,
}

/// What the roles mean for the control of the place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlTemplate {
    /// The state of the place afterwards.
    pub status: ControlStatus,
    /// Which role holds it.
    pub holder: Option<Role>,
    /// Which role no longer does.
    pub lost_by: Option<Role>,
    /// Which role stands outside.
    pub besieged_by: Option<Role>,
}

/// One way of saying it: a trigger and where its roles stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameFile {
    /// Name for `explain`.
    pub name: String,
    /// Trigger verbs (lemmas; a particle may follow: `take over`).
    #[serde(default)]
    pub verb: List,
    /// Trigger nouns.
    #[serde(default)]
    pub noun: List,
    /// Trigger adjectives and participles used as such.
    #[serde(default)]
    pub adjective: List,
    /// What befell people (`killed`, `displaced`): fires on their count, where no other claim of the
    /// sentence carries it.
    #[serde(default)]
    pub counted: List,
    /// Paths to who acts.
    #[serde(default)]
    pub by: List,
    /// Paths to against whom.
    #[serde(default)]
    pub against: List,
    /// Paths to beside whom.
    #[serde(default)]
    pub with: List,
    /// Paths to who holds it then.
    #[serde(default)]
    pub holder: List,
    /// Paths to the place.
    #[serde(default, rename = "where")]
    pub place: List,
    /// Path → lemmas, one of which must stand there (`@class` = a class of the lexicon).
    #[serde(default)]
    pub require: BTreeMap<String, List>,
    /// Path → lemmas, none of which may stand there; `*` = nothing may.
    #[serde(default)]
    pub forbid: BTreeMap<String, List>,
    /// Two bodies at least must take part, as who acts or with whom.
    #[serde(default)]
    pub several: bool,
    /// Roles that must be filled.
    #[serde(default)]
    pub needs: Vec<Role>,
    /// The voice that the trigger verb must have, where it matters.
    pub voice: Option<Voice>,
    /// Fixed extent.
    pub extent: Option<Extent>,
    /// Fixed status.
    pub status: Option<ControlStatus>,
    /// Fixed modality.
    pub modality: Option<Modality>,
    /// Fixed context.
    pub context: Option<Context>,
    /// A country's name in an actor's role stands for its government in this frame, whatever the type says.
    #[serde(default)]
    pub states: bool,
    /// Only in reports of a war: an armed body or a word of war has to stand somewhere in them.
    #[serde(default)]
    pub war: bool,
    /// Only after a claim of one of these types, in the same sentence or the two before it: "They were freed later".
    #[serde(default)]
    pub after: Vec<String>,
    /// Presupposed, not said.
    #[serde(default)]
    pub inferred: bool,
    /// The place may come from what went before, although the type wants it in the frame.
    #[serde(default)]
    pub inherits: bool,
    /// The state ended with this (its dates end where the event's begin).
    #[serde(default)]
    pub ended: bool,
    /// CAMEO code, where it is another than the type's: "agreed to" and "signed" are one type here and two there.
    pub cameo: Option<String>,
    /// 0 to 1; 0.9 where nothing is said.
    pub confidence: Option<f64>,
}

/// A sentence or short report with what must come of it: a test and a line of the codebook.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Publication date.
    pub published: Option<String>,
    /// Expected claims of this type; none means that this type must stay silent.
    #[serde(default)]
    pub claims: Vec<BTreeMap<String, String>>,
}
