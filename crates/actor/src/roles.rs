//! Role nouns: words that with a nationality or allegiance describe an actor ("Iraqi forces").
//!
//! The words are data (`actors/roles.toml`); this file gives them their meanings.

use std::collections::HashMap;

use serde::Deserialize;

use crate::fold;
use crate::format::{RawRole, RawWords};
use crate::kind::Kind;

/// Whose a role noun is when nothing says whose ("the army", "the rebels").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alone {
    /// Nobody's that could be told.
    #[default]
    No,
    /// The state's on whose soil the report is ("the army").
    State,
    /// A group's that the report names ("the militants").
    Group,
    /// People who do not fight ("residents").
    People,
}

/// Grammatical number that a role noun has as an antecedent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// "it", "he".
    Singular,
    /// "they".
    Plural,
    /// Either ("the group … it", "the group … they").
    #[default]
    Either,
}

/// What a role noun can mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Role {
    /// With a nationality: the state's body meant, best first (`army` → `iq.army`); the government
    /// where the registry has none of them.
    pub slot: Vec<String>,
    /// Whether a nationality before it says nothing of forces ("Ruritanian men").
    pub civil: bool,
    /// Without one.
    pub alone: Alone,
    /// Kinds of actors that it may stand for.
    pub kinds: Vec<Kind>,
    /// Ideologies that it demands of the actor.
    pub ideology: Vec<String>,
    /// Number.
    pub number: Number,
    /// Whether it means a person ("spokesman").
    pub person: bool,
    /// Whether it means a deed or a weapon ("air strikes"): the adjective is then the actor.
    pub deed: bool,
}

/// All role nouns and closed word lists.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    roles: Vec<Role>,
    by_word: HashMap<String, u32>,
    ideologies: HashMap<String, String>,
    lists: HashMap<String, WordClass>,
}

/// What closed lists a word is on; bits, for a word may be on several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass(u32);

impl WordClass {
    /// Says "the state's" before a role noun: government, regime, federal, loyalist.
    pub const STATE: Self = WordClass(1);
    /// Says "the rebels'": rebel, opposition, insurgent.
    pub const REBEL: Self = WordClass(1 << 1);
    /// Second part of a backing compound: backed, supported, sponsored.
    pub const BACKING: Self = WordClass(1 << 2);
    /// Says on whose side: loyal, allied, aligned, led, run, controlled.
    pub const LOYAL: Self = WordClass(1 << 3);
    /// Says against whom: anti.
    pub const AGAINST: Self = WordClass(1 << 4);
    /// Says that nobody knows who: unidentified, unknown, masked.
    pub const UNKNOWN: Self = WordClass(1 << 5);
    /// Part of an armed group's name: Brigade, Front, Battalion.
    pub const ARMED_GROUP: Self = WordClass(1 << 6);
    /// Part of the name of a body that does not fight: University, Bank.
    pub const NOT_ARMED_GROUP: Self = WordClass(1 << 7);
    /// A verb whose subject fights: capture, shell, retreat.
    pub const FORCE_VERB: Self = WordClass(1 << 8);
    /// A verb whose subject speaks or decides: say, deny, order.
    pub const WORD_VERB: Self = WordClass(1 << 9);
    /// An abbreviation that is a common word too when all is upper case: IS, US, WHO.
    pub const ALSO_WORD: Self = WordClass(1 << 10);
    /// Part of the name of an organisation of any sort: Party, Council, Union.
    pub const ORGANISATION: Self = WordClass(1 << 11);

    /// Second part of a compound that says who holds: held, controlled, occupied.
    pub const HELD: Self = WordClass(1 << 12);

    /// A verb that only forces do: storm, shell, retreat.
    pub const BATTLE_VERB: Self = WordClass(1 << 13);

    /// A verb whose object is spoken to or of: accuse, urge, condemn.
    pub const ADDRESS_VERB: Self = WordClass(1 << 14);
    /// A point of the compass that makes another state's name.
    pub const COMPASS: Self = WordClass(1 << 15);

    /// Says that a force has left its state: mutinous, renegade, former.
    pub const RENEGADE: Self = WordClass(1 << 16);

    /// A verb whose object is the subject's own: deploy, send, withdraw.
    pub const OWN_VERB: Self = WordClass(1 << 17);

    /// Second part of a compound that says who made it: built, made, era.
    pub const MADE: Self = WordClass(1 << 18);

    /// Says of a politician that he is against the government, and not that he bears arms: opposition.
    pub const OPPOSITION: Self = WordClass(1 << 19);
    /// A head noun of those who command in the field: commander.
    pub const FIELD: Self = WordClass(1 << 20);
    /// A verb of taking: "it was captured" is a place or a thing.
    pub const TAKING_VERB: Self = WordClass(1 << 21);
    /// What a town is in or under, whose owner holds it: hands, control.
    pub const HOLDING: Self = WordClass(1 << 22);

    /// Whether it is on a list.
    pub fn is(self, list: Self) -> bool {
        self.0 & list.0 != 0
    }
}

impl Roles {
    pub(crate) fn push(&mut self, raw: RawRole) -> Result<(), String> {
        let index = self.roles.len() as u32;
        let mut clash = None;
        for word in &raw.words {
            let key = fold::folded(word).join(" ");
            if self.by_word.insert(key, index).is_some_and(|other| other != index) {
                clash = Some(format!("the role word \"{word}\" is given twice"));
            }
        }
        self.roles.push(Role {
            slot: raw.slot,
            civil: raw.civil,
            alone: raw.alone,
            kinds: raw.kinds,
            ideology: raw.ideology,
            number: raw.number,
            person: raw.person,
            deed: raw.deed,
        });
        clash.map_or(Ok(()), Err)
    }

    pub(crate) fn extend(&mut self, raw: RawWords) {
        for (ideology, words) in raw.ideologies {
            for word in words {
                self.ideologies.insert(fold::folded(&word).join(" "), ideology.clone());
            }
        }
        for (class, words) in [
            (WordClass::STATE, raw.state),
            (WordClass::REBEL, raw.rebel),
            (WordClass::OPPOSITION, raw.opposition),
            (WordClass::FIELD, raw.field),
            (WordClass::BACKING, raw.backing),
            (WordClass::LOYAL, raw.loyal),
            (WordClass::HELD, raw.held),
            (WordClass::MADE, raw.made),
            (WordClass::OWN_VERB, raw.own_verbs),
            (WordClass::RENEGADE, raw.renegade),
            (WordClass::ADDRESS_VERB, raw.address_verbs),
            (WordClass::TAKING_VERB, raw.taking_verbs),
            (WordClass::HOLDING, raw.holding),
            (WordClass::COMPASS, raw.compass),
            (WordClass::BATTLE_VERB, raw.battle_verbs),
            (WordClass::AGAINST, raw.against),
            (WordClass::UNKNOWN, raw.unknown),
            (WordClass::ARMED_GROUP, raw.armed_group),
            (WordClass::NOT_ARMED_GROUP, raw.not_armed_group),
            (WordClass::FORCE_VERB, raw.force_verbs),
            (WordClass::WORD_VERB, raw.word_verbs),
            (WordClass::ALSO_WORD, raw.also_words),
            (WordClass::ORGANISATION, raw.organisation),
        ] {
            for word in words {
                self.lists.entry(fold::folded(&word).join(" ")).or_default().0 |= class.0;
            }
        }
    }

    /// An ideology of an entry is its own adjective ("kurdish").
    pub(crate) fn add_ideologies(&mut self, ideologies: &[String]) {
        for ideology in ideologies {
            let key = fold::folded(ideology).join(" ");
            self.ideologies.entry(key).or_insert_with(|| ideology.clone());
        }
    }

    /// The role of a folded word or of two words with a space.
    pub fn role(&self, folded: &str) -> Option<&Role> {
        self.by_word.get(folded).map(|&index| &self.roles[index as usize])
    }

    /// The ideology that an adjective names ("Islamist" → `islamist`).
    pub fn ideology(&self, folded: &str) -> Option<&str> {
        self.ideologies.get(folded).map(String::as_str)
    }

    /// The closed lists that a folded word is on.
    pub fn class(&self, folded: &str) -> WordClass {
        self.lists.get(folded).copied().unwrap_or_default()
    }

    /// Whether the word means people who do not fight.
    pub fn is_people(&self, folded: &str) -> bool {
        self.role(folded).is_some_and(|role| role.alone == Alone::People)
    }
}
