//! Chunks: a role noun with everything before it that belongs to it.
//!
//! Found by adjacency and tags rather than by arcs: the parser attaches the parts of long noun
//! compounds in many ways, but their words stand together.

use std::ops::Range;

use super::hits::Hit;
use super::scene::Scene;
use crate::fold::Case;
use crate::lexicon::PhraseKind;
use crate::roles::{Alone, Role, WordClass};

/// A role noun and its modifiers to the left.
#[derive(Clone, Debug)]
pub(super) struct Chunk<'s> {
    /// From the determiner or first modifier to the role noun.
    pub tokens: Range<usize>,
    /// The role noun (its last token).
    pub noun: usize,
    /// Its first token, where it is of two words.
    pub noun_start: usize,
    pub role: &'s Role,
}

/// How a modifier binds to the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// "Syrian troops", "IS fighters", "Kurdish-led forces".
    Plain,
    /// "Syria's army".
    Possessive,
    /// "US-backed".
    Backing,
    /// "pro-Russian".
    Pro,
    /// "anti-Taliban".
    Anti,
}

impl Chunk<'_> {
    /// Whether the phrase points at somebody known: the, this, those, its.
    pub fn is_definite(&self, scene: &Scene) -> bool {
        matches!(
            scene.folded(self.tokens.start),
            "the" | "this" | "that" | "these" | "those" | "both" | "its" | "their" | "his" | "her"
        )
    }

    /// The phrase without its determiner.
    pub fn bare(&self, scene: &Scene) -> Range<usize> {
        let det = matches!(scene.analysis.tag(self.tokens.start), "DT" | "PRP$" | "PDT" | "WDT");
        let start = self.tokens.start + usize::from(det && self.tokens.len() > 1);
        start..self.tokens.end
    }
}

/// All chunks of a report, in order.
pub(super) fn find<'s>(scene: &Scene<'s>, hits: &[Hit]) -> Vec<Chunk<'s>> {
    let mut chunks: Vec<Chunk<'s>> = vec![];
    for noun in 0..scene.analysis.len() {
        if let Some(chunk) = chunk_at(scene, hits, noun) {
            // "army engineering units": the longer phrase swallows the shorter.
            while chunks.last().is_some_and(|earlier| earlier.noun >= chunk.tokens.start) {
                chunks.pop();
            }
            chunks.push(chunk);
        }
    }
    chunks
}

/// The chunk whose role noun is this token.
pub(super) fn chunk_at<'s>(scene: &Scene<'s>, hits: &[Hit], noun: usize) -> Option<Chunk<'s>> {
    let (role, noun_start) = scene.role(noun)?;
    let tag = scene.analysis.tag(noun);
    if !(tag.starts_with("NN") || tag.starts_with("JJ") || tag == "VBZ" || tag == "VBG") {
        return None;
    }
    // A verb that looks like a role noun ("attacks", "strikes", "forces them to leave").
    if tag.starts_with("VB") && !(noun > 0 && hit_at(hits, noun - 1).is_some()) {
        return None;
    }
    // The noun is inside a longer name: the name speaks for itself.
    if hit_at(hits, noun).is_some_and(|hit| hit.kind != PhraseKind::Demonym) {
        return None;
    }
    if tag.starts_with("JJ") && !is_nominal(scene, noun) && !is_holder(scene, noun) {
        return None;
    }
    if is_holder(scene, noun) {
        // "the rebel-held town": the article and the adjectives are the town's.
        return Some(Chunk { tokens: noun_start..noun + 1, noun, noun_start, role });
    }
    if is_modifier(scene, hits, noun) {
        return None;
    }
    let start = left_of(scene, hits, noun_start);
    if is_part_of_name(scene, hits, start, noun, role) {
        return None;
    }
    Some(Chunk { tokens: start..noun + 1, noun, noun_start, role })
}

/// Whether an adjective stands as a noun ("the Kurdish held", "government-held" do not count here).
fn is_nominal(scene: &Scene, token: usize) -> bool {
    !matches!(scene.analysis.dep(token), "amod" | "advmod" | "acomp" | "compound" | "nmod")
}

/// "state television", "army base": the noun that follows is none of ours, nor is this one.
fn is_modifier(scene: &Scene, hits: &[Hit], noun: usize) -> bool {
    let next = noun + 1;
    if next >= scene.sentence_end(noun) || hit_at(hits, next).is_some() {
        return false;
    }
    // "Air Force F-16", but "Army Colonel Smith"; in capitals every tag is a guess.
    let named = !scene.shouted(noun)
        && scene.analysis.tag(noun).starts_with("NNP")
        && scene.analysis.tag(next).starts_with("NNP")
        && scene.role(noun).is_some_and(|(role, _)| !role.person);
    let nominal = named || matches!(scene.analysis.tag(next), "NN" | "NNS");
    let hangs = matches!(scene.analysis.dep(noun), "compound" | "nmod" | "amod");
    let own = |token: usize| token < scene.analysis.len() && scene.role(token).is_some();
    // "army engineering units" goes on to a role noun, which will take this one along.
    nominal && hangs && !own(next) && !own(next + 1)
}

/// "rebel" in "rebel-held".
fn is_holder(scene: &Scene, noun: usize) -> bool {
    noun + 2 < scene.analysis.len()
        && scene.is_hyphen(noun + 1)
        && scene.class(noun + 2).is(WordClass::HELD)
}

/// "Free Idlib Brigade": capitals that are neither nationality nor role make it a name.
fn is_part_of_name(scene: &Scene, hits: &[Hit], start: usize, noun: usize, role: &Role) -> bool {
    let analysis = scene.analysis;
    if role.person
        || role.deed
        || scene.shouted(noun)
        || !analysis.tag(noun).starts_with("NNP")
        || !(scene.class(noun).is(WordClass::ARMED_GROUP) || role.alone == Alone::Group)
    {
        return false;
    }
    (start..noun).any(|token| {
        analysis.tag(token).starts_with("NNP")
            && hit_at(hits, token).is_none()
            && scene.role(token).is_none()
            && scene.role(token + 1).is_none_or(|(_, first)| first != token)
            && !scene.class(token).is(WordClass::STATE)
            && scene.words_of(token).first().is_some_and(|word| word.case != Case::Lower)
    })
}

fn left_of(scene: &Scene, hits: &[Hit], noun_start: usize) -> usize {
    let analysis = scene.analysis;
    let first = scene.sentence_start(noun_start);
    let mut start = noun_start;
    while start > first {
        let token = start - 1;
        if let Some(hit) = hit_at(hits, token) {
            // "in Raqqa Syrian forces": a place before a nationality is not part of it.
            start = hit.tokens.start.max(first);
            continue;
        }
        if let Some(toponym) = scene.toponym(token)
            && toponym.role == dateline_place::ToponymRole::Location
            && hit_at(hits, start).is_some_and(|hit| hit.kind == PhraseKind::Demonym)
        {
            break;
        }
        // "to clear insurgents from the town": a verb that the tagger takes for an adjective
        let infinitive = token > first
            && analysis.tag(token) == "JJ"
            && analysis.tag(token - 1) == "TO"
            && analysis.dep(token) != "amod";
        if infinitive {
            break;
        }
        if scene.is_hyphen(token) {
            // A dash between spaces is no hyphen.
            let glued = token > first && analysis.span(token - 1).end == analysis.span(token).start;
            if !glued {
                break;
            }
            start = token;
            continue;
        }
        let tag = analysis.tag(token);
        let in_compound = scene.is_hyphen(start) && start > token;
        let takes = match tag {
            "DT" | "PRP$" | "PDT" | "WP$" => {
                start = token;
                break;
            }
            "JJ" | "JJR" | "JJS" | "NN" | "NNP" | "NNPS" | "CD" | "AFX" | "HYPH" => {
                !matches!(scene.name_label(token), Some(("DATE" | "TIME", _)))
                    || matches!(tag, "JJ" | "CD")
            }
            "NNS" => matches!(analysis.dep(token), "compound" | "nmod" | "amod" | "poss"),
            "VBN" | "VBG" | "VBD" => {
                in_compound
                    || token > first && scene.is_hyphen(token - 1)
                    || matches!(analysis.dep(token), "amod" | "compound")
                    || scene.class(token).is(WordClass::BACKING) && scene.words_of(token).len() > 1
            }
            "RB" => in_compound || analysis.tag(start) == "VBN" || analysis.tag(start) == "JJ",
            "POS" => true,
            "CC" | "," => joins_modifiers(scene, hits, token, start),
            _ => false,
        };
        if !takes {
            break;
        }
        start = token;
    }
    start
}

/// "Syrian and Iraqi forces": a conjunction between two modifiers of one noun.
fn joins_modifiers(scene: &Scene, hits: &[Hit], mark: usize, next: usize) -> bool {
    if mark == 0 {
        return false;
    }
    let adjective = |token: usize| {
        hit_at(hits, token).is_some_and(|hit| {
            hit.kind == PhraseKind::Demonym
                || matches!(scene.analysis.dep(token), "amod" | "compound" | "nmod")
        }) || scene.registry.roles().ideology(scene.folded(token)).is_some()
            && scene.analysis.tag(token).starts_with('J')
    };
    // A comma or "and" before another "and": "Russian, Syrian and Iranian forces".
    adjective(mark - 1) && (adjective(next) || matches!(scene.analysis.tag(next), "CC"))
}

/// The hit that covers a token.
pub(super) fn hit_at(hits: &[Hit], token: usize) -> Option<&Hit> {
    let index = hits.partition_point(|hit| hit.tokens.end <= token);
    hits.get(index).filter(|hit| hit.tokens.contains(&token))
}

/// How a hit inside a chunk binds to the chunk's noun.
pub(super) fn bond(scene: &Scene, hit: &Hit, limit: usize) -> Bond {
    let analysis = scene.analysis;
    // One token: "U.S.-backed".
    let own_last = scene.class(hit.tokens.end - 1);
    if own_last.is(WordClass::BACKING) {
        return Bond::Backing;
    }
    let before = hit.tokens.start;
    if before >= 2 && scene.is_hyphen(before - 1) {
        match scene.folded(before - 2) {
            "pro" => return Bond::Pro,
            word if scene.registry.roles().class(word).is(WordClass::AGAINST) => return Bond::Anti,
            _ => {}
        }
    }
    // A prefix glued to the word is part of the token ("pro-Russian" in some tokenizations).
    let prefix = scene.words_of(before).first().map_or("", |word| &word.folded);
    if scene.words_of(before).len() > 1 {
        if prefix == "pro" {
            return Bond::Pro;
        }
        if scene.registry.roles().class(prefix).is(WordClass::AGAINST) {
            return Bond::Anti;
        }
    }
    let mut after = hit.tokens.end;
    if after < limit && scene.is_hyphen(after) {
        after += 1;
    }
    if after < limit && scene.class(after).is(WordClass::BACKING) {
        return Bond::Backing;
    }
    if hit.tokens.end < limit && analysis.tag(hit.tokens.end) == "POS" {
        return Bond::Possessive;
    }
    Bond::Plain
}
