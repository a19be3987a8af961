//! An adverb that holds what belongs to its verb, and a time that stands where a doer would.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "is back in the hands of the state", "is again under army control": a phrase that the parser hangs on
/// the adverb, and which the verb needs.
pub(super) fn behind_adverb(
    a: &Analysis<'_>,
    lexicon: &Lexicon,
    preposition: usize,
) -> Option<Mend> {
    let adverb = a.head(preposition);
    let verb = a.head(adverb);
    let fits = a.dep(preposition) == "prep"
        && matches!(a.lemma(preposition), "in" | "under")
        && adverb + 1 == preposition
        && a.dep(adverb) == "advmod"
        && lexicon.nouns.lasting.contains(&a.lemma(adverb).to_lowercase())
        && matches!(a.lemma(verb), "be" | "remain" | "stay" | "have" | "keep" | "hold")
        && verb < adverb;
    fits.then(|| arc(preposition, verb, "prep"))
}

/// "were taken by the evening", "was captured by noon on Friday": a time, and nobody who did it.
pub(super) fn by_time(a: &Analysis<'_>, lexicon: &Lexicon, time: usize) -> Option<Mend> {
    let by = a.head(time);
    let lemma = a.lemma(time).to_lowercase();
    let fits = a.dep(time) == "pobj"
        && a.dep(by) == "agent"
        && by < time
        && (lexicon.nouns.hours.contains(&lemma)
            || lexicon.classes.get("weekdays").is_some_and(|days| days.contains(&lemma)));
    fits.then(|| Mend { token: by, dep: Some("prep".to_owned()), ..Mend::default() })
}
