//! Abbreviations that a report introduces itself: "the Free Idlib Brigade (FIB)".

use std::ops::Range;

use super::chunk::hit_at;
use super::hits::Hit;
use super::scene::Scene;
use super::unknown;
use crate::fold::Case;
use crate::lexicon::PhraseKind;

/// What a local abbreviation is short for.
#[derive(Clone, Debug)]
pub(super) enum Local {
    /// An entry of the registry.
    Entry(u32),
    /// A body that the registry does not know, by its long name.
    Body(String),
}

/// Every place where an abbreviation stands that the report introduced, the introduction included.
pub(super) fn find(scene: &Scene, hits: &[Hit]) -> Vec<(Range<usize>, Local)> {
    let analysis = scene.analysis;
    let mut introduced: Vec<(&str, Local)> = vec![];
    for token in 2..analysis.len().saturating_sub(1) {
        let bracketed = analysis.text(token - 1) == "(" && analysis.text(token + 1) == ")";
        if !bracketed || !is_abbreviation(scene, token) {
            continue;
        }
        let before = token - 2;
        let local = match hit_at(hits, before) {
            Some(hit) if matches!(hit.kind, PhraseKind::Name | PhraseKind::Description) => {
                Some(Local::Entry(hit.actor))
            }
            Some(_) => None,
            None => unknown::body_ending_at(scene, hits, before)
                .filter(|range| initials_fit(scene, range, token))
                .map(|range| Local::Body(analysis.span_of(range).of(analysis.source()).to_owned())),
        };
        if let Some(local) = local
            && !introduced.iter().any(|(known, _)| *known == analysis.text(token))
        {
            introduced.push((analysis.text(token), local));
        }
    }
    if introduced.is_empty() {
        return vec![];
    }
    (0..analysis.len())
        .filter_map(|token| {
            let (_, local) = introduced.iter().find(|(short, _)| *short == analysis.text(token))?;
            Some((token..token + 1, local.clone()))
        })
        .collect()
}

fn is_abbreviation(scene: &Scene, token: usize) -> bool {
    let [word] = scene.words_of(token) else { return false };
    (2..=10).contains(&word.folded.len())
        && (word.case == Case::Upper
            || word.case == Case::Mixed && scene.analysis.tag(token).starts_with("NNP"))
}

/// Whether the abbreviation's first letter is the first letter of some word of the name: guards
/// against "the brigade commander (AP)".
fn initials_fit(scene: &Scene, range: &Range<usize>, token: usize) -> bool {
    let short = scene.folded(token);
    let Some(first) = short.chars().next() else { return false };
    range.clone().any(|token| scene.folded(token).starts_with(first))
}
