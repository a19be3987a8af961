//! Backing: "US-backed", "backed by Russia". A backer does not take part.

use std::ops::Range;

use super::chunk::hit_at;
use super::hits::Hit;
use super::reader::Reader;
use super::scene::Scene;
use crate::lexicon::PhraseKind;
use crate::roles::WordClass;

/// Gives every mention the backers that its phrase names, and takes the backers' own mentions
/// inside "X-backed" out.
pub(super) fn attach(reader: &mut Reader) {
    for index in 0..reader.drafts.len() {
        let draft = &reader.drafts[index];
        let (tokens, head) = (draft.tokens.clone(), draft.head);
        let mut backers: Vec<(u32, Range<usize>)> = vec![];
        for token in tokens {
            if is_backing(reader, token) {
                before(reader, token, &mut backers);
            }
        }
        // "an alliance backed by X"; "its assault, backed by X": the noun may be the deed.
        let mut nouns = vec![head];
        if reader.scene.analysis.dep(head) == "poss" {
            nouns.push(reader.scene.analysis.head(head));
        }
        for noun in nouns {
            for child in reader.scene.analysis.children(noun) {
                if child > noun && is_backing(reader, child) {
                    after(reader, child, &mut backers);
                }
            }
        }
        backers.dedup_by_key(|(actor, _)| *actor);
        reader.drafts[index].backers = backers;
    }
}

fn is_backing(reader: &Reader, token: usize) -> bool {
    reader.scene.class(token).is(WordClass::BACKING)
}

/// Whether a hit is the first part of "US-backed", "UN-recognised": a backer, which the phrase
/// behind it carries, or nobody who acts.
pub(super) fn is_prefix(scene: &Scene, hit: &Hit) -> bool {
    let end = hit.tokens.end;
    let glued = scene.class(end - 1).is(WordClass::BACKING) && scene.words_of(end - 1).len() > 1;
    glued
        || end + 1 < scene.analysis.len()
            && scene.is_hyphen(end)
            && (scene.class(end + 1).is(WordClass::BACKING)
                || scene.analysis.tag(end + 1).starts_with("VB")
                    && !scene.class(end + 1).is(WordClass::HELD))
}

/// "US-backed", "U.S.-backed", "Iranian-backed".
fn before(reader: &Reader, token: usize, out: &mut Vec<(u32, Range<usize>)>) {
    let scene = &reader.scene;
    let glued = scene.words_of(token).len() > 1;
    let at = if glued {
        Some(token)
    } else {
        token.checked_sub(1).filter(|at| scene.is_hyphen(*at)).and_then(|at| at.checked_sub(1))
    };
    let Some((at, hit)) = at.and_then(|at| hit_at(&reader.hits, at).map(|hit| (at, hit))) else {
        return;
    };
    let inside = hit.inside.iter().find(|hit| hit.tokens.contains(&at));
    let hit = inside.unwrap_or(hit);
    if hit.kind != PhraseKind::Description {
        out.push((hit.actor, hit.tokens.clone()));
    }
}

/// "backed by the United States and Russia".
fn after(reader: &Reader, verb: usize, out: &mut Vec<(u32, Range<usize>)>) {
    let scene = &reader.scene;
    let analysis = scene.analysis;
    let Some(by) =
        analysis.children(verb).find(|child| analysis.text(*child).eq_ignore_ascii_case("by"))
    else {
        return;
    };
    for object in analysis.children(by).filter(|child| analysis.dep(*child) == "pobj") {
        let mut next = Some(object);
        while let Some(token) = next {
            if let Some(hit) = hit_at(&reader.hits, token) {
                out.push((hit.actor, hit.tokens.clone()));
            } else if let Some(draft) = reader.draft_at(token)
                && let super::reader::Who::Entry(actor) = draft.who
            {
                out.push((actor, draft.tokens.clone()));
            }
            // "backed by Russian air strikes": whoever stands before the noun.
            let before = analysis.subtree(token).start..token;
            let first = reader.hits.partition_point(|hit| hit.tokens.start < before.start);
            for hit in reader.hits[first..].iter().take_while(|hit| hit.tokens.start < before.end) {
                if hit.kind == PhraseKind::Demonym || hit.kind == PhraseKind::Metonym {
                    out.push((hit.actor, hit.tokens.clone()));
                }
            }
            next = analysis.child(token, "conj").filter(|other| *other > token);
        }
    }
}
