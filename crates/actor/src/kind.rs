//! What an actor is: the word of its registry entry.

use serde::{Deserialize, Serialize};

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A state's government, and the state as an actor.
    Government,
    /// Regular forces.
    Military,
    /// Irregular forces on a government's side or on none.
    Militia,
    /// Fights a government.
    Rebel,
    /// Fights in the name of jihad.
    Jihadist,
    /// Armed for profit.
    Gang,
    /// Police and gendarmerie.
    Police,
    /// Secret services.
    Intelligence,
    /// A party or movement without arms of its own.
    Political,
    /// States or groups that fight together.
    Coalition,
    /// A people or community.
    People,
    /// An organisation of states, or an aid organisation.
    International,
    /// A firm, such as a private military company.
    Company,
    /// People who do not fight.
    Civilians,
}

impl Kind {
    /// Whether it bears arms.
    pub fn is_armed(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Military
                | Militia
                | Rebel
                | Jihadist
                | Gang
                | Police
                | Intelligence
                | Coalition
                | Company
        )
    }

    /// Whether it is a state's own body.
    pub fn is_state(self) -> bool {
        matches!(self, Kind::Government | Kind::Military | Kind::Police | Kind::Intelligence)
    }

    /// The word of the registry.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Government => "government",
            Kind::Military => "military",
            Kind::Militia => "militia",
            Kind::Rebel => "rebel",
            Kind::Jihadist => "jihadist",
            Kind::Gang => "gang",
            Kind::Police => "police",
            Kind::Intelligence => "intelligence",
            Kind::Political => "political",
            Kind::Coalition => "coalition",
            Kind::People => "people",
            Kind::International => "international",
            Kind::Company => "company",
            Kind::Civilians => "civilians",
        }
    }
}
