//! Whether a report is of a war: "killed" and "shot" are said of crimes and accidents too.

use std::collections::BTreeMap;

use dateline_actor::{Kind, Registry};
use dateline_place::ToponymRole;
use jiff::civil::Date;

use crate::counts::CountWords;
use crate::scene::Scene;

/// Armed groups at home in a country, at least, for it to be at war.
pub(crate) const GROUPS: usize = 3;

/// A group that acts in more countries than these is at war in none of them by itself.
const AT_HOME: usize = 6;

impl Scene<'_> {
    /// Whether the report is of a war: a body that fights, a word that only such reports have, or a
    /// country in which several armed groups fought on that day.
    pub fn is_of_war(&self, words: &CountWords) -> bool {
        *self.war.get_or_init(|| self.a_body_fights() || self.says_war(words) || self.lies_in_war())
    }

    fn a_body_fights(&self) -> bool {
        self.mentions.iter().any(|mention| {
            let entry = mention.actor.id.as_deref().and_then(|id| self.registry.get(id));
            entry.is_some_and(|entry| is_armed_group(entry.kind))
        })
    }

    fn says_war(&self, words: &CountWords) -> bool {
        let a = self.arcs.analysis;
        (0..a.len()).any(|t| {
            matches!(a.pos(t), "NOUN" | "VERB" | "PROPN" | "ADJ")
                && self.says(t, &words.context.war)
        })
    }

    /// Whether a word is one of a class, or ends a pair of words that is: "mass grave".
    pub(crate) fn says(&self, token: usize, class: &crate::lexicon::Words) -> bool {
        let a = self.arcs.analysis;
        let lemma = self.lemma(token);
        let before = token.checked_sub(1).map(|t| format!("{} {lemma}", self.lemma(t)));
        class.contains(&lemma)
            || class.contains(&a.text(token).to_lowercase())
            || before.is_some_and(|pair| class.contains(&pair))
    }

    /// Whether the country that the report is about was at war when it was published.
    pub(crate) fn lies_in_war(&self) -> bool {
        self.lies_among(GROUPS)
    }

    /// Whether so many armed groups at least fought on that day in the country that the report is about.
    pub(crate) fn lies_among(&self, groups: usize) -> bool {
        let Some(day) = self.published else { return false };
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        let located = self.toponyms.iter().filter(|t| t.role == ToponymRole::Location);
        for country in located.filter_map(|t| t.place.country.as_deref()) {
            *named.entry(country).or_default() += 1;
        }
        let Some((country, _)) = named.into_iter().max_by_key(|(_, times)| *times) else {
            return false;
        };
        countries_at_war(self.registry, day, groups).iter().any(|at_war| at_war == country)
    }
}

/// All countries in which so many armed groups at least fought on a day.
pub(crate) fn countries_at_war(registry: &Registry, day: Date, least: usize) -> Vec<String> {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in registry.entries() {
        let fights = is_armed_group(entry.kind) && entry.countries.len() <= AT_HOME;
        if fights && entry.active.hold(day) {
            for country in &entry.countries {
                *groups.entry(country).or_default() += 1;
            }
        }
    }
    let at_war = groups.into_iter().filter(|(_, groups)| *groups >= least);
    at_war.map(|(country, _)| country.to_owned()).collect()
}

pub(crate) fn is_armed_group(kind: Kind) -> bool {
    matches!(kind, Kind::Rebel | Kind::Jihadist | Kind::Militia)
}
