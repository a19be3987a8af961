//! Focus: which place "the city" or "there" points back at.
//!
//! Of the places named before, the one that the telling is about: near, often named, and not merely
//! where somebody governs or speaks ("the government in Kabul").

use dateline_place::{Toponym, ToponymRole};

use crate::places::{is_settlement, same_place};
use crate::scene::Scene;

/// Paragraphs back beyond which nothing is pointed at.
const REACH: usize = 5;

/// Toponyms before it that a reference may mean: a bound on the work for endless texts.
const WINDOW: usize = 200;

impl<'a> Scene<'a> {
    /// The place in focus before an offset, among those of the wanted kinds.
    pub fn in_focus(
        &self,
        before: u32,
        lemma: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<&'a Toponym> {
        let paragraph = self.paragraph_at(before);
        let end = self.toponyms.partition_point(|t| t.place.span.start < before);
        let window = &self.toponyms[end.saturating_sub(WINDOW)..end];
        let earlier = || window.iter();
        earlier()
            .enumerate()
            .filter(|(_, t)| wanted(&t.place.kind))
            .filter(|(_, t)| match t.role {
                ToponymRole::Location => true,
                ToponymRole::Container | ToponymRole::Metonym => is_settlement(&t.place.kind),
                ToponymRole::Demonym => false,
            })
            .filter_map(|(at, toponym)| {
                let back = paragraph.saturating_sub(self.paragraph_at(toponym.place.span.start));
                if back > REACH {
                    return None;
                }
                let named = earlier().filter(|t| same_place(&t.place, &toponym.place)).count();
                let mut score = match back {
                    0 if self.same_sentence(toponym.place.span.start, before) => 2.0,
                    0 => 1.6,
                    1 => 1.1,
                    _ => 0.9 - 0.15 * back as f64,
                };
                score += 0.35 * named.min(4) as f64;
                if toponym.role != ToponymRole::Location
                    || self.is_backdrop(toponym)
                    || self.is_one_of_two_states(toponym)
                {
                    score -= 1.8;
                }
                // What is taken, lost or falls is spoken of on, rather than where it lies.
                let head = self.told_head(toponym);
                if self.is_of_speaker(head) && !self.same_sentence(toponym.place.span.start, before)
                {
                    score -= 1.0;
                }
                let verb = self.arcs.analysis.head(head);
                let told = self.arcs.lexicon.reporting.verbs.contains(&self.lemma(verb));
                if told && self.arcs.analysis.dep(head) == "nsubj" {
                    // "Washington assured Turkey that …" is no town
                    score -= 1.8;
                } else if matches!(self.arcs.analysis.dep(head), "dobj" | "nsubjpass" | "nsubj") {
                    score += 0.4;
                }
                if lemma == "capital" && self.is_capital(toponym) {
                    score += 1.2;
                }
                // Among equals the nearest.
                score += at as f64 * 1e-3;
                Some((score, toponym))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, toponym)| toponym)
    }

    pub(crate) fn is_capital(&self, toponym: &Toponym) -> bool {
        toponym
            .place
            .id
            .as_deref()
            .and_then(|id| self.gazetteer.find(id))
            .and_then(|id| self.gazetteer.entry(id))
            .is_some_and(|entry| entry.is_capital() || entry.is_seat())
    }

    /// "Kyiv and Moscow are due to exchange prisoners": capitals of two countries side by side are their states.
    fn is_one_of_two_states(&self, toponym: &Toponym) -> bool {
        let a = self.arcs.analysis;
        let head = self.head_of(toponym);
        let acts = |t: usize| a.dep(t) == "nsubj";
        let beside = match a.dep(head) {
            "conj" => Some(a.head(head)).filter(|&first| acts(first)),
            _ if acts(head) => a.children(head).find(|&c| c > head && a.dep(c) == "conj"),
            _ => None,
        };
        let other = beside.and_then(|t| self.toponym(t));
        other.is_some_and(|other| {
            other.place.country != toponym.place.country
                && self.is_capital(other)
                && self.is_capital(toponym)
        })
    }

    fn paragraph_at(&self, byte: u32) -> usize {
        self.arcs.analysis.paragraphs().partition_point(|p| p.span.end <= byte)
    }

    /// The word by which a town stands in its clause: "the *town* of X".
    fn told_head(&self, toponym: &Toponym) -> usize {
        let a = self.arcs.analysis;
        let head = self.head_of(toponym);
        let of = a.head(head);
        let noun = a.head(of);
        let named = a.dep(head) == "pobj"
            && a.lemma(of) == "of"
            && self.arcs.lexicon.nouns.settlements.contains(&self.lemma(noun));
        if named { noun } else { head }
    }

    /// "residents who had fled to X said": a place in what tells who speaks.
    fn is_of_speaker(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        let mut at = token;
        for _ in 0..8 {
            let head = a.head(at);
            if head == at {
                return false;
            }
            if a.dep(at) == "nsubj" && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(head))
            {
                return at != token;
            }
            at = head;
        }
        false
    }

    fn same_sentence(&self, one: u32, other: u32) -> bool {
        let tokens = self.arcs.analysis.tokens();
        let token = |byte: u32| {
            tokens.partition_point(|t| t.span.end <= byte).min(tokens.len().saturating_sub(1))
        };
        !tokens.is_empty()
            && self.arcs.analysis.sentence_of(token(one))
                == self.arcs.analysis.sentence_of(token(other))
    }

    /// Where somebody governs, speaks or reports: "the government in Kabul", "told reporters in Baku".
    pub(crate) fn is_backdrop(&self, toponym: &Toponym) -> bool {
        let a = self.arcs.analysis;
        let head = self.head_of(toponym);
        // "Tripoli's government", "Tripoli's claim", "a truce agreed in Minsk"
        if matches!(a.dep(head), "poss" | "compound") {
            let owned = self.lemma(a.head(head));
            return self.arcs.lexicon.reporting.documents.contains(&owned)
                || matches!(
                    owned.as_str(),
                    "government"
                        | "parliament"
                        | "ministry"
                        | "court"
                        | "authority"
                        | "administration"
                );
        }
        if a.dep(head) != "pobj" {
            return false;
        }
        let preposition = a.head(head);
        let governor = a.head(preposition);
        let lemma = self.lemma(governor);
        let reporting = &self.arcs.lexicon.reporting;
        // "withdrew towards Tine": where nothing has happened yet
        if matches!(self.lemma(preposition).as_str(), "towards" | "toward") {
            return true;
        }
        // "390 km west of Baghdad" says where another place lies.
        if self.lemma(preposition) == "of"
            && self.arcs.lexicon.nouns.part_adjectives.contains(&lemma)
            && (a.children(governor).any(|c| c < governor && a.dep(c) == "npadvmod")
                // "the town of A north of B"
                || a.pos(governor) == "ADV"
                || matches!(a.dep(governor), "advmod" | "npadvmod"))
        {
            return true;
        }
        let speaks = reporting.spokespeople.contains(&lemma)
            || reporting.unnamed.contains(&lemma)
            || reporting.documents.contains(&lemma);
        let said_there = reporting.verbs.contains(&lemma) && self.arcs.is_verb(governor);
        // "Operational Command South in Odesa reported": a body, where it has its seat
        let verb = a.head(governor);
        let body = a.pos(governor) == "PROPN"
            && a.dep(governor) == "nsubj"
            && self.arcs.is_verb(verb)
            && reporting.verbs.contains(&self.lemma(verb));
        body || speaks || said_there || is_office(&lemma)
    }

    /// The narrower of these: a seat of offices or talks, where nothing befalls anybody.
    pub(crate) fn is_seat_of_office(&self, toponym: &Toponym) -> bool {
        let a = self.arcs.analysis;
        let head = self.head_of(toponym);
        // "the governor of Zenda state said"
        let speaks = |t: usize| {
            a.dep(t) == "nsubj" && self.arcs.lexicon.reporting.spokespeople.contains(&self.lemma(t))
        };
        let top = if a.dep(head) == "compound" { a.head(head) } else { head };
        let preposition = a.head(top);
        let above = a.head(preposition);
        a.dep(top) == "pobj"
            && (is_office(&self.lemma(above)) || a.lemma(preposition) == "of" && speaks(above))
    }
}

fn is_office(lemma: &str) -> bool {
    matches!(
        lemma,
        "government"
            | "reporter"
            | "parliament"
            | "court"
            | "embassy"
            | "staff"
            | "ministry"
            | "talk"
            | "summit"
            | "agree"
            | "sign"
            | "negotiate"
            | "negotiation"
    )
}
