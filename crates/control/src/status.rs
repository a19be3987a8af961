//! The words for how a place stands.

use dateline_actor::Party;
use serde::{Deserialize, Serialize};

/// How a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// One party holds it.
    Held,
    /// Two or more parties each hold a part, no fighting inside said.
    Divided,
    /// Fought over inside, or held in part.
    Contested,
    /// One party inside, another around.
    Besieged,
    /// A party is there, nobody is said to hold it.
    Presence,
    /// Nothing is known.
    Unknown,
}

/// What a status rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceBasis {
    /// One independent source.
    Reported,
    /// Two or more, or one against its own interest.
    Corroborated,
    /// A party's uncontradicted word about its own success.
    ClaimedOnly,
    /// Nothing newer than the horizon.
    CarriedForward,
}

/// A status with the parties to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub status: Status,
    pub holder: Option<Party>,
    pub others: Vec<Party>,
    /// Part held by the holder or others, in the reports' words, where only a part is said.
    pub parts: Vec<(Party, String)>,
}

impl Standing {
    pub(crate) fn unknown() -> Standing {
        Standing { status: Status::Unknown, holder: None, others: vec![], parts: vec![] }
    }
}
