//! Actors and parties as claims name them, and their mentions in a report.

use dateline_report::Span;
use serde::{Deserialize, Serialize};

/// The side that an actor fights for on a date; an actor that fights for itself is its own party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Party {
    /// Registry id; for a body that the registry does not know, `name:` and the name as written.
    pub id: String,
    /// The usual English news name.
    pub name: String,
}

/// The named or described body (`CONTRACT`: ACTOR).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Registry id; `None` for a body that the registry does not know.
    pub id: Option<String>,
    /// The registry's name on that date, else the name as written.
    pub name: String,
    /// The side on that date.
    pub side: Option<Party>,
    /// The country that it belongs to or acts in, ISO 3166-1 alpha-2: by the registry, else by the
    /// words ("Ruritanian farmers"), else by where the report is ("the protesters"). No side follows
    /// from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The words of the report.
    pub text: String,
    /// Where they stand: byte span inside the program; printed as code points.
    #[serde(flatten)]
    pub span: Span,
}

/// One mention of an actor in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Token indices of the whole noun phrase mentioned, without its relative clauses.
    pub tokens: std::ops::Range<u32>,
    /// Index of the phrase's head token: what arcs point at.
    pub head: u32,
    /// The actor.
    pub actor: Actor,
    /// How it was recognised.
    pub how: MentionKind,
    /// Why, for `explain` ("'the group' is the last jihadist group named").
    pub reason: String,
    /// Who backs it, where the report says so in the phrase itself ("US-backed", "backed by Russia"):
    /// backers, not partakers.
    pub backed_by: Vec<Actor>,
    /// The noun that this mention shares with another ("*Syrian* and Iraqi forces": the index of
    /// "forces", which is the other's head).
    pub shares_head: Option<u32>,
    /// Countries that the actor belongs to or acts for, ISO 3166-1 alpha-2; for one that the
    /// registry does not know, what the phrase says ("Syrian protesters").
    pub countries: Vec<String>,
    /// Whether the words mean a person who speaks or acts for the actor ("a spokesman for the army").
    pub person: bool,
}

/// How a mention was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// By a registry name or alias.
    Name,
    /// By nationality or allegiance and a role ("Iraqi forces", "rebel fighters").
    Description,
    /// By reference within the report ("the group", "it", "they").
    Reference,
    /// A name that the registry does not know.
    Unknown,
}
