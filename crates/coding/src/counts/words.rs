//! Words of counting: how numbers are said, who the people are, what befell them
//! (`ontology/counts.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::Words;

/// All words of counting; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountWords {
    /// How numbers are said.
    pub numbers: Numbers,
    /// What moves a number's bounds.
    pub hedges: Hedges,
    /// What shows that a number counts no people.
    pub units: Units,
    /// Value of `who` → nouns.
    pub who: BTreeMap<String, Words>,
    /// Value of `who` → words before a noun that decide it.
    pub by_modifier: BTreeMap<String, Words>,
    /// Nouns that leave `who` to others.
    pub generic: Generic,
    /// Ways of being killed.
    pub killed: Outcome,
    /// Ways of being wounded.
    pub wounded: Outcome,
    /// Ways of going missing.
    pub missing: Outcome,
    /// Ways of being captured.
    pub captured: Outcome,
    /// Ways of being driven out.
    pub displaced: Outcome,
    /// Ways of being abducted.
    pub abducted: Outcome,
    /// Words between the people and what befell them.
    pub telling: Telling,
    /// Words that tell a war's casualties from others.
    pub context: ContextWords,
}

/// How numbers are said.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// `twelve`.
    pub cardinals: BTreeMap<String, u32>,
    /// `hundred`.
    pub multipliers: BTreeMap<String, u32>,
    /// `dozens`: the lowest number that the plural allows.
    pub vague: BTreeMap<String, u32>,
    /// `several`.
    pub some: BTreeMap<String, u32>,
    /// `couple`.
    pub pairs: BTreeMap<String, u32>,
    /// `a`.
    pub articles: Words,
}

/// Phrases beside a number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hedges {
    /// The number is the lowest.
    pub at_least: Vec<String>,
    /// The number is the highest.
    pub at_most: Vec<String>,
    /// The number is just above what it was.
    pub nearly: Vec<String>,
    /// The number is more than the highest.
    pub fewer: Vec<String>,
    /// The number is near.
    pub about: Vec<String>,
    /// Nothing is said of the bounds.
    pub plain: Vec<String>,
    /// After the number: it is the lowest.
    pub or_more: Vec<String>,
}

/// Neighbours of numbers that count something else.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Before the number.
    pub before: Words,
    /// After the number.
    pub after: Words,
}

/// Nouns that leave `who` to others.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generic {
    /// `officer`, `member`.
    pub nouns: Words,
    /// `family`, `group`.
    pub collectives: Words,
}

/// How one outcome is said.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Verbs that do it to people.
    pub object: Words,
    /// Verbs that people do.
    pub subject: Words,
    /// Words that are said of people.
    pub said: Words,
    /// Nouns of the happening.
    pub nouns: Words,
}

/// Words between the people and what befell them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// Leave or find people in a state.
    pub leave: Words,
    /// Join people to a state.
    pub be: Words,
    /// Cost lives.
    pub cost: Words,
    /// Lives.
    pub lives: Words,
    /// Take prisoner.
    pub take: Words,
    /// As what they are taken → outcome.
    pub taken: BTreeMap<String, String>,
    /// Keep people in their power, where armed men do it.
    pub hold: Words,
    /// Lose people.
    pub lose: Words,
    /// Bodies.
    pub bodies: Words,
    /// What is done with bodies.
    pub found: Words,
    /// Make people go.
    pub drive: Words,
    /// Go.
    pub flee: Words,
    /// What people flee.
    pub homes: Words,
    /// Nouns that carry a number.
    pub tolls: Words,
    /// Of these, those of the dead where nothing else is said.
    pub toll: Words,
    /// Nouns of a happening that befalls one person each.
    pub counted: Words,
    /// People whose going is no displacement.
    pub held: Words,
    /// Verbs that name a part.
    pub include: Words,
    /// Words before a part.
    pub among: Words,
    /// Words that stand for people counted before.
    pub pronouns: Words,
    /// How badly people are hurt.
    pub severity: Words,
    /// Ways of killing with a blade: what is cut.
    pub throats: Words,
    /// Verbs that cut it.
    pub slit: Words,
    /// "shot to death".
    pub deaths: Words,
    /// Roads and moves on which people are set.
    pub road: Words,
    /// Lines that the displaced cross.
    pub borders: Words,
    /// Verbs of crossing.
    pub cross: Words,
    /// What the displaced seek: refuge.
    pub refuge: Words,
    /// Verbs of seeking it.
    pub seek: Words,
    /// Nouns of long fighting, whose dead are those of a period.
    pub periods: Words,
    /// Nouns of one person, or of nobody, that "the" makes no count of.
    pub unsingular: Words,
    /// Phrases that say that a number is a total.
    pub total: Vec<String>,
}

/// Words that tell a war's casualties from others.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextWords {
    /// Of violence.
    pub violence: Words,
    /// Of war alone.
    pub war: Words,
    /// That a country in trouble is told of with: they tell which of several towns of a name is meant.
    #[serde(default)]
    pub strife: Words,
    /// Of accidents, diseases, disasters, fiction.
    pub accident: Words,
}

impl CountWords {
    /// The outcomes with their names in claims, worst first.
    pub fn outcomes(&self) -> [(&'static str, &Outcome); 6] {
        [
            ("killed", &self.killed),
            ("wounded", &self.wounded),
            ("missing", &self.missing),
            ("abducted", &self.abducted),
            ("captured", &self.captured),
            ("displaced", &self.displaced),
        ]
    }

    /// The outcome whose class holds the word.
    pub fn outcome(&self, class: fn(&Outcome) -> &Words, word: &str) -> Option<&'static str> {
        self.outcomes().into_iter().find(|(_, o)| class(o).contains(word)).map(|(name, _)| name)
    }

    /// The value of `who` that a noun says.
    pub fn who(&self, noun: &str) -> Option<&str> {
        let of = |noun: &str| {
            self.who.iter().find(|(_, nouns)| nouns.contains(noun)).map(|(who, _)| who.as_str())
        };
        // In capitals a plural is taken for a name, and keeps its ending.
        of(noun)
            .or_else(|| of(noun.strip_suffix('s')?))
            // "servicemen", taken for a singular
            .or_else(|| of(&format!("{}man", noun.strip_suffix("men")?)))
    }
}
