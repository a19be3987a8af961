//! Whose voice it is: the body behind "a military spokesman", "the army chief", "a rebel commander".
//!
//! Reports rarely say whose spokesman speaks where only one can be meant. The body is told by the words
//! of the phrase (of a state, of those who fight one), and among the bodies of that sort it is the one whose
//! deed is told, else the only one in the sentence, else the only one in the report.

use dateline_actor::{Actor, Kind, Party};

use crate::attribution::{Attribution, Link};
use crate::claim::SourceKind;
use crate::interest::party;
use crate::matcher::Match;
use crate::scene::Scene;

/// What a phrase tells of the body that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A state's government.
    State,
    /// A state's forces.
    Forces,
    /// Those who fight a state.
    Rebel,
}

impl Scene<'_> {
    /// Names the bodies behind the sources of what a match tells, where the words leave one only.
    pub fn settle_voices(&self, found: &Match, chain: &mut Attribution) {
        for link in &mut chain.links {
            let officer = self.is_officer(link.head, &link.tokens);
            if !matches!(link.source.kind, SourceKind::Official | SourceKind::Unnamed) && !officer {
                continue;
            }
            // "The rebels captured the town, Colonel X said": as well theirs as their enemies'
            let governs = |actor: &Actor| {
                let entry = actor.side.as_ref().and_then(|side| self.registry.get(&side.id));
                entry.is_some_and(|entry| entry.governs().is_some())
            };
            if officer && !found.by.is_empty() && !found.by.iter().any(governs) {
                continue;
            }
            let titles = self.titles(link);
            // "the ministry in Baku" is some ministry till the town says whose.
            let seated = || titles.iter().any(|&t| self.state_named(t).is_some());
            let unknown = |actor: &Actor| actor.id.is_none() && seated();
            if link.actor.as_ref().is_some_and(|actor| !unknown(actor)) {
                continue;
            }
            let sort = self.sort_of(&titles);
            let Some(sort) = sort.or_else(|| self.speaks_for_capital(link, &titles)) else {
                continue;
            };
            let Some(actor) = self.body_of(sort, &titles, found, link.head) else { continue };
            let armed = sort != Sort::State;
            link.source.kind = if armed { SourceKind::Belligerent } else { SourceKind::Official };
            link.source.actor.clone_from(&actor.id);
            link.actor = Some(actor);
        }
    }

    /// The words that say who a source is: its phrase, its appositions, and for a person named again the
    /// words with which the report named that person first.
    fn titles(&self, link: &Link) -> Vec<usize> {
        let a = self.arcs.analysis;
        let mut titles: Vec<usize> = Vec::new();
        let mut add = |head: usize| {
            for phrase in [Some(head), (a.dep(head) == "appos").then(|| a.head(head))] {
                let Some(phrase) = phrase else { continue };
                titles.extend(self.source_phrase(phrase));
                let beside = a.children(phrase).filter(|&c| a.dep(c) == "appos");
                beside.for_each(|c| titles.extend(self.source_phrase(c)));
            }
        };
        add(link.head);
        if self.is_person(link.head) {
            let name = a.text(link.head);
            let again = (0..link.head).filter(|&t| a.text(t) == name && self.is_person(t));
            again.take(3).for_each(&mut add);
        }
        titles.sort_unstable();
        titles.dedup();
        titles
    }

    /// "officials in Kinshasa said": a capital's officials are its government's.
    fn speaks_for_capital(&self, link: &Link, titles: &[usize]) -> Option<Sort> {
        let official = matches!(self.lemma(link.head).as_str(), "official" | "authority");
        let stands = |&t: &usize| self.state_named(t).is_some();
        (official && titles.iter().any(stands)).then_some(Sort::State)
    }

    fn sort_of(&self, titles: &[usize]) -> Option<Sort> {
        let reporting = &self.arcs.lexicon.reporting;
        let a = self.arcs.analysis;
        let said = |words: &crate::lexicon::Words| {
            titles.iter().any(|&t| {
                words.contains(&self.lemma(t)) || words.contains(&a.text(t).to_lowercase())
            })
        };
        if said(&reporting.rebel_voice) {
            Some(Sort::Rebel)
        } else if said(&reporting.forces_voice) {
            Some(Sort::Forces)
        } else {
            said(&reporting.state_voice).then_some(Sort::State)
        }
    }

    /// The one body of that sort that can be meant.
    fn body_of(&self, sort: Sort, titles: &[usize], found: &Match, at: usize) -> Option<Actor> {
        let is_of_sort = |actor: &&Actor| {
            let Some(side) = &actor.side else { return false };
            match self.registry.get(&side.id) {
                Some(entry) if sort == Sort::Rebel => {
                    !entry.kind.is_state()
                        && !matches!(
                            entry.kind,
                            Kind::International | Kind::Civilians | Kind::People | Kind::Company
                        )
                }
                Some(entry) => entry.governs().is_some(),
                None => sort == Sort::Rebel,
            }
        };
        let roles = found.by.iter().chain(&found.against).chain(&found.with).chain(&found.holder);
        let told: Vec<&Actor> = roles.filter(is_of_sort).collect();
        // "a military spokesman in Kiev": the town says whose.
        let seat = titles.iter().find_map(|&t| {
            let toponym = self.location(t)?;
            toponym.place.country.clone()
        });
        if let Some(country) = seat.filter(|_| sort != Sort::Rebel) {
            return self.government(&country);
        }
        if let Some(one) = only(&told) {
            return Some(one.clone());
        }
        let a = self.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(at)].clone();
        let mentioned = |inside: bool| -> Vec<&Actor> {
            let mentions = self.mentions.iter();
            mentions
                .filter(|m| !inside || sentence.contains(&m.head))
                .map(|m| &m.actor)
                .filter(is_of_sort)
                .collect()
        };
        let here = mentioned(true);
        let anywhere = mentioned(false);
        if let Some(one) = only(&here).or_else(|| only(&anywhere)) {
            return Some(one.clone());
        }
        if sort == Sort::Rebel {
            return None;
        }
        // Two states, or none: the one on whose soil it happened.
        let soil = found.places.iter().find_map(|p| p.place.country.clone())?;
        self.government(&soil)
    }

    /// A country's government as an actor of the report.
    fn government(&self, country: &str) -> Option<Actor> {
        let entry = self.registry.government_of(country)?;
        let side = self.registry.party_of(&entry.id, self.published);
        Some(Actor {
            id: Some(entry.id.clone()),
            name: entry.name.clone(),
            side: Some(side),
            country: Some(country.to_owned()),
            text: String::new(),
            span: dateline_report::Span::default(),
        })
    }
}

/// The first of the bodies, where all fight for one party.
fn only<'a>(bodies: &[&'a Actor]) -> Option<&'a Actor> {
    let first = bodies.first()?;
    let side: Party = party(first);
    bodies.iter().all(|body| party(body) == side).then_some(*first)
}
