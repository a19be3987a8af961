//! Deeds and peoples: "Russian air strikes", "the Russians advanced": the modifier is the actor.

use super::chunk::{Bond, Chunk, bond};
use super::describe::{DEPTH, Verdict};
use super::hits::{self, Hit};
use super::reader::{Reader, Who};
use crate::actor::MentionKind;
use crate::lexicon::PhraseKind;
use crate::roles::WordClass;

impl<'s> Reader<'s> {
    /// "Russian air strikes", "an army offensive": the modifier is the actor.
    pub fn deed(&mut self, chunk: &Chunk<'s>) {
        let mods = chunk.tokens.start..chunk.noun_start;
        let hits: Vec<Hit> = self.hits_before(chunk).cloned().collect();
        let mut last_hit_end = mods.start;
        for hit in &hits {
            last_hit_end = last_hit_end.max(hit.tokens.end);
            if matches!(bond(&self.scene, hit, chunk.noun), Bond::Anti | Bond::Backing | Bond::Pro)
            {
                continue;
            }
            // "Syrian army artillery": the army is inside the hit or follows it.
            let inner = self.inner(chunk).filter(|inner| inner.noun >= hit.tokens.end);
            if let Some(inner) = inner {
                let verdict = self.owned_by(hit, inner.role);
                let tokens = hit.tokens.start..inner.noun + 1;
                self.add(self.with_determiner(tokens), inner.noun, verdict, &inner, None);
                continue;
            }
            let head = self.scene.root_of(hit.tokens.clone());
            let entry = self.scene.registry.entry(hit.actor);
            match hit.kind {
                PhraseKind::Metonym if !hits::acts(&self.scene, hit) => continue,
                PhraseKind::Demonym | PhraseKind::Metonym => {
                    let here = self.people_here(hit);
                    let actor = here.unwrap_or_else(|| self.slot(hit.actor, chunk.role));
                    let reason = format!(
                        "\"{}\" as the nationality of the deed",
                        self.scene
                            .analysis
                            .span_of(hit.tokens.clone())
                            .of(self.scene.analysis.source())
                    );
                    let verdict = Verdict::entry(actor, MentionKind::Description, reason);
                    self.add(hit.tokens.clone(), head, verdict, chunk, None);
                }
                _ => {
                    let reason = format!("a name of \"{}\"", entry.name);
                    let verdict = Verdict::entry(hit.actor, MentionKind::Name, reason);
                    self.add(self.with_determiner(hit.tokens.clone()), head, verdict, chunk, None);
                }
            }
        }
        if !hits.is_empty() {
            return;
        }
        if let Some(inner) = self.inner(chunk)
            && let Some(verdict) = self.classify(&inner, DEPTH)
        {
            let (tokens, head) = (inner.tokens.clone(), inner.noun);
            self.add(tokens, head, verdict, &inner, None);
        }
    }

    /// A bare nationality that acts ("the Russians advanced", "Russian-occupied"): whose, and why.
    pub fn people_who_act(&self, hit: &Hit, root: usize) -> Option<(u32, String)> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        let after = hit.tokens.end;
        let held = |token: usize| token < analysis.len() && scene.class(token).is(WordClass::HELD);
        if held(after - 1) || after < analysis.len() && scene.is_hyphen(after) && held(after + 1) {
            return Some((hit.actor, "the nationality of those who hold it".to_owned()));
        }
        let verb = analysis.head(root);
        let the =
            hit.tokens.start > 0 && analysis.text(hit.tokens.start - 1).eq_ignore_ascii_case("the");
        let class = if the { WordClass::FORCE_VERB } else { WordClass::BATTLE_VERB };
        let acts = match analysis.dep(root) {
            "nsubj" => scene.verb_class(verb).is(class),
            "pobj" => {
                analysis.text(verb).eq_ignore_ascii_case("by")
                    && scene.verb_class(analysis.head(verb)).is(WordClass::BATTLE_VERB)
            }
            // "ousted the Iraqis from the town"
            "dobj" | "nsubjpass" => {
                the && (scene.verb_class(verb).is(WordClass::FORCE_VERB)
                    || scene.verb_class(verb).is(WordClass::BATTLE_VERB)
                    || is_driven(&analysis.lemma(verb).to_lowercase()))
            }
            "poss" => scene.role(verb).is_some_and(|(role, _)| role.deed),
            _ => false,
        };
        // "the fall of the town to the Serbs", "lost to the Ethiopians", "taken from the Russians"
        let acts = acts
            || the
                && analysis.dep(root) == "pobj"
                && match analysis.text(verb).to_ascii_lowercase().as_str() {
                    "to" | "from" => {
                        is_passed(&analysis.lemma(analysis.head(verb)).to_lowercase())
                            || scene.verb_class(analysis.head(verb)).is(WordClass::BATTLE_VERB)
                    }
                    _ => false,
                };
        let plural = the || matches!(analysis.tag(root), "NNS" | "NNPS");
        if !(plural && acts) {
            return None;
        }
        // "The Serbs" after "Bosnian Serb forces" are those.
        let word = scene.folded(hit.tokens.end - 1).trim_end_matches('s');
        let narrower = self.recent().iter().rev().find_map(|draft| match draft.who {
            Who::Entry(actor)
                if actor != hit.actor && !scene.registry.entry(actor).kind.is_state() =>
            {
                let said = draft.tokens.clone().any(|token| scene.folded(token) == word);
                said.then_some(actor)
            }
            _ => None,
        });
        let narrower = narrower.or_else(|| self.people_here(hit));
        Some(match narrower {
            Some(actor) => (actor, "the ones of that people named before".to_owned()),
            None => (hit.actor, "a people named for its forces".to_owned()),
        })
    }
}

impl Reader<'_> {
    /// "the Serbs", "Serb leaders" in a report on another country: the body of that people there, by the
    /// words that name or describe it.
    pub fn people_here(&self, hit: &Hit) -> Option<u32> {
        let scene = &self.scene;
        let country = self.country_here(hit.tokens.start)?;
        if scene.registry.entry(hit.actor).countries.contains(&country) {
            return None;
        }
        let analysis = scene.analysis;
        let words = analysis.span_of(hit.tokens.clone()).of(analysis.source());
        self.forces_called(&country, words)
    }
}

/// Verbs whose objects are driven from a place.
fn is_driven(lemma: &str) -> bool {
    matches!(
        lemma,
        "oust"
            | "drive"
            | "expel"
            | "dislodge"
            | "evict"
            | "force"
            | "push"
            | "rout"
            | "repel"
            | "chase"
    )
}

/// Words behind which "to" and "from" lead to those who have a place after or before.
pub(super) fn is_passed(lemma: &str) -> bool {
    matches!(
        lemma,
        "fall"
            | "lose"
            | "loss"
            | "hand"
            | "cede"
            | "surrender"
            | "give"
            | "return"
            | "yield"
            | "concede"
            | "handover"
            | "pass"
            | "go"
            | "relinquish"
            | "transfer"
            | "wrest"
            | "recapture"
            | "retake"
            | "capture"
            | "seize"
            | "take"
    )
}
