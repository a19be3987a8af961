//! What stands behind a role noun: "fighters of X", "forces loyal to X", "a spokesman for X".

use super::chunk::{Chunk, chunk_at, hit_at};
use super::describe::Verdict;
use super::hits::Hit;
use super::reader::{Reader, Who};
use crate::actor::MentionKind;
use crate::kind::Kind;
use crate::lexicon::PhraseKind;
use crate::roles::{Alone, WordClass};

impl<'s> Reader<'s> {
    /// "fighters of the Islamic State", "forces loyal to Haftar", "a spokesman for the army".
    pub fn after(&self, chunk: &Chunk<'s>, depth: usize) -> Option<Verdict> {
        let depth = depth.checked_sub(1)?;
        let scene = &self.scene;
        let analysis = scene.analysis;
        let end = scene.sentence_end(chunk.noun);
        let mut at = chunk.noun + 1;
        if at < end && analysis.text(at) == "," {
            at += 1;
        }
        if at >= end {
            return None;
        }
        if let Some(verdict) = self.led_by(chunk, at, end) {
            return Some(verdict);
        }
        if let Some(verdict) = self.linked_to(chunk, at, end) {
            return Some(verdict);
        }
        let loyal = scene.class(at).is(WordClass::LOYAL);
        let preposition = if loyal { at + 1 } else { at };
        if preposition >= end || (!loyal && at != chunk.noun + 1) {
            return None;
        }
        let fits = match analysis.text(preposition).to_ascii_lowercase().as_str() {
            "of" | "from" => !loyal || analysis.text(preposition) == "of",
            "for" => chunk.role.person,
            "to" | "with" => loyal,
            "in" | "at" => false,
            _ => false,
        };
        if !fits {
            return None;
        }
        if let Some(verdict) = self.unknown_after(preposition + 1, end) {
            return Some(verdict);
        }
        let target = self.target(preposition + 1, end)?;
        let verdict = match target {
            Target::Hit(hit) => {
                let entry = scene.registry.entry(hit.actor);
                if loyal && hit.kind == PhraseKind::Metonym && entry.governs().is_none() {
                    return None;
                }
                if entry.kind == Kind::People {
                    return None;
                }
                if hit.kind == PhraseKind::Demonym {
                    return None;
                }
                if chunk.role.alone == Alone::Group && entry.kind.is_state() {
                    // "a faction of the army" is no longer the army.
                    return Some(self.nobody_known(chunk, "a part that may act for itself"));
                }
                // "troops from Aleppo" come from there; "from Rwanda", they are Rwanda's.
                let mut verdict = self.owned_by(&hit, chunk.role);
                verdict.reason = format!(
                    "by \"{}\" behind it; {}",
                    analysis.span_of(preposition..hit.tokens.end).of(analysis.source()),
                    verdict.reason
                );
                verdict
            }
            Target::Chunk(inner) => {
                let mut verdict = self.classify(&inner, depth)?;
                if chunk.role.person || !inner.role.person {
                    if let Who::Entry(actor) = verdict.who {
                        // "members of the government" in arms do not exist; officials do.
                        let actor =
                            if chunk.role.person { actor } else { self.slot(actor, chunk.role) };
                        verdict.who = Who::Entry(actor);
                    }
                } else {
                    return None;
                }
                verdict.reason = format!(
                    "by \"{}\" behind it; {}",
                    analysis.span_of(preposition..inner.tokens.end).of(analysis.source()),
                    verdict.reason
                );
                verdict
            }
        };
        Some(verdict)
    }

    /// "rebels led by John Doe", where the registry knows "Doe's forces".
    fn led_by(&self, chunk: &Chunk<'s>, led: usize, end: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        let by = led + 1;
        if by >= end
            || analysis.text(led) != "led"
            || analysis.text(by) != "by"
            || chunk.role.person
        {
            return None;
        }
        let named = (by + 1..end.min(by + 5)).find_map(|token| match scene.name_label(token) {
            Some(("PERSON", range)) => Some(range),
            _ => None,
        })?;
        let whole = analysis.span_of(named.clone()).of(analysis.source());
        let surname = analysis.text(named.end - 1);
        let registry = scene.registry;
        let holds = |phrase: &&crate::lexicon::Phrase| {
            let active = registry.entry(phrase.actor).active;
            phrase.kind == PhraseKind::Name
                && scene.published.is_none_or(|day| phrase.dates.hold(day) && active.hold(day))
        };
        let texts = [whole, surname].into_iter().flat_map(|name| {
            ["forces", "rebels", "fighters", "men", "troops", "militia"]
                .map(|noun| format!("{name}'s {noun}"))
        });
        let actor = texts.into_iter().find_map(|text| {
            let mut actors: Vec<u32> =
                registry.lexicon.phrases(&text).iter().filter(holds).map(|p| p.actor).collect();
            actors.dedup();
            <[u32; 1]>::try_from(actors).ok().map(|[actor]| actor)
        })?;
        let name = &registry.entry(actor).name;
        let reason = format!("led by whom \"{name}\" is called after");
        Some(Verdict::entry(actor, MentionKind::Description, reason))
    }

    /// "militants linked to the caliphate", where the registry knows "caliphate-linked militants" of the
    /// country that is spoken of.
    fn linked_to(&self, chunk: &Chunk<'s>, at: usize, end: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        let linked = matches!(analysis.text(at), "linked" | "affiliated" | "allied" | "aligned");
        if !linked || at + 2 >= end || !matches!(analysis.text(at + 1), "to" | "with") {
            return None;
        }
        let start = (at + 2..end).find(|&token| analysis.tag(token) != "DT")?;
        let hit = hit_at(&self.hits, start)?;
        let country = self.country_here(chunk.noun)?;
        let registry = scene.registry;
        let noun = analysis.text(chunk.noun).to_lowercase();
        let said = analysis.span_of(hit.tokens.clone()).of(analysis.source());
        let names = [said, registry.entry(hit.actor).name.as_str()];
        let phrases = names.iter().flat_map(|name| {
            let nouns = [noun.as_str(), "militants", "insurgents", "fighters"];
            nouns.map(|noun| format!("{name}-{} {noun}", analysis.text(at)))
        });
        let mut actors: Vec<u32> = Vec::new();
        for phrase in phrases {
            for known in registry.lexicon.phrases(&phrase) {
                let entry = registry.entry(known.actor);
                let then = scene.published.is_none_or(|day| entry.active.hold(day));
                if then && entry.acts_in(&country) && !actors.contains(&known.actor) {
                    actors.push(known.actor);
                }
            }
        }
        let [actor] = <[u32; 1]>::try_from(actors).ok()?;
        let reason = format!("those of {country} who are linked to \"{said}\"");
        Some(Verdict::entry(actor, MentionKind::Description, reason))
    }

    /// "fighters of the Manbij Lions Brigade": a name that the registry does not know.
    pub fn unknown_after(&self, start: usize, end: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let start = (start..end).find(|token| scene.analysis.tag(*token) != "DT")?;
        let body = self.unknown_at(start)?;
        let reason = format!("by \"{}\" behind it", body.name);
        Some(Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason })
    }

    /// The first hit or role noun of a noun phrase that begins here.
    fn target(&self, start: usize, end: usize) -> Option<Target<'s>> {
        let scene = &self.scene;
        let mut found = None;
        let mut at = start;
        while at < end {
            if let Some(hit) = hit_at(&self.hits, at) {
                found = Some(Target::Hit(hit.clone()));
                at = hit.tokens.end;
                continue;
            }
            let tag = scene.analysis.tag(at);
            if let Some(chunk) = chunk_at(scene, &self.hits, at)
                && !chunk.role.deed
            {
                // "the Syrian army command": the noun takes over from its modifiers.
                found = Some(Target::Chunk(chunk));
            } else if !matches!(
                tag,
                "DT" | "JJ"
                    | "JJR"
                    | "JJS"
                    | "NN"
                    | "NNP"
                    | "NNPS"
                    | "NNS"
                    | "PRP$"
                    | "POS"
                    | "CD"
                    | "HYPH"
                    | "VBN"
                    | "AFX"
            ) {
                break;
            } else if tag == "NNS" {
                // A plural ends the phrase: "leaders of countries".
                break;
            }
            at += 1;
        }
        // "the mayor of the town of X" has no target: the noun in between rules it out.
        match found {
            Some(Target::Hit(hit)) if at > hit.tokens.end => {
                let mut between = hit.tokens.end..at;
                let followed_by_noun =
                    between.any(|token| matches!(scene.analysis.tag(token), "NN" | "NNS"));
                (!followed_by_noun).then_some(Target::Hit(hit))
            }
            other => other,
        }
    }
}

enum Target<'s> {
    Hit(Hit),
    Chunk(Chunk<'s>),
}
