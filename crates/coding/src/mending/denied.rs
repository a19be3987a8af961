//! What somebody denies: a claim or a deed, which the parser reads as a verb or an object.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "rejected Taliban claims that they had seized it": the claims, taken for a verb, are what is rejected.
pub(super) fn denied_claim(a: &Analysis<'_>, lexicon: &Lexicon, claims: usize) -> Vec<Mend> {
    let verb = a.head(claims);
    let owner = claims.checked_sub(1).filter(|&owner| {
        owner > verb && a.head(owner) == verb && matches!(a.dep(owner), "dobj" | "nsubj")
            || a.head(owner) == claims && a.dep(owner) == "nsubj"
    });
    let fits = a.dep(claims) == "ccomp"
        && matches!(a.tag(claims), "VBZ" | "VBP")
        && verb < claims
        && lexicon.denial_saying.contains(&a.lemma(verb).to_lowercase())
        && lexicon.reporting.documents.contains(&a.lemma(claims).to_lowercase());
    let Some(owner) = owner.filter(|_| fits) else { return Vec::new() };
    let text = |text: &str| Some(text.to_owned());
    let noun = Mend {
        token: claims,
        head: Some(verb),
        dep: text("dobj"),
        pos: text("NOUN"),
        tag: text("NNS"),
        ..Mend::default()
    };
    let content =
        a.children(claims).filter(|&c| c > claims && matches!(a.dep(c), "ccomp" | "xcomp"));
    let content = content.map(|c| arc(c, claims, "acl"));
    [noun, arc(owner, claims, "compound")].into_iter().chain(content).collect()
}

/// "dismissed rebel claims to have taken the town": what the claims say.
pub(super) fn claim_to(a: &Analysis<'_>, lexicon: &Lexicon, deed: usize) -> Option<Mend> {
    let verb = a.head(deed);
    let claims = a.children(verb).find(|&c| c > verb && c < deed && a.dep(c) == "dobj")?;
    let to = claims + 1;
    let fits = a.dep(deed) == "xcomp"
        && to < deed
        && a.tag(to) == "TO"
        && a.head(to) == deed
        && lexicon.denial_saying.contains(&a.lemma(verb).to_lowercase())
        && lexicon.reporting.documents.contains(&a.lemma(claims).to_lowercase());
    fits.then(|| arc(deed, claims, "acl"))
}

/// "denied the rebels had captured the town": what stands before "had" does it, and is not what is denied.
pub(super) fn denied_deed(a: &Analysis<'_>, lexicon: &Lexicon, deed: usize) -> Option<Mend> {
    let verb = a.head(deed);
    let subject = |c: usize| matches!(a.dep(c), "nsubj" | "nsubjpass");
    let first = a.children(deed).find(|&c| a.dep(c) == "aux" && a.lemma(c) == "have")?;
    let object = a.children(verb).find(|&c| c > verb && c < first && a.dep(c) == "dobj")?;
    let fits = a.dep(deed) == "ccomp"
        && a.tag(deed) == "VBN"
        && object + 1 == first
        && lexicon.reporting.verbs.contains(&a.lemma(verb).to_lowercase())
        && !a.children(deed).any(subject);
    let passive = a.children(deed).any(|c| a.dep(c) == "auxpass");
    fits.then(|| arc(object, deed, if passive { "nsubjpass" } else { "nsubj" }))
}

/// "dismissed claims that the rebels had captured the town": what the claims say, hung on them as on a verb.
pub(super) fn noun_clause(a: &Analysis<'_>, lexicon: &Lexicon, clause: usize) -> Option<Mend> {
    let noun = a.head(clause);
    let fits = a.dep(clause) == "ccomp"
        && a.pos(noun) == "NOUN"
        && noun < clause
        && matches!(a.dep(noun), "dobj" | "pobj" | "nsubjpass")
        && lexicon.reporting.documents.contains(&a.lemma(noun).to_lowercase())
        && a.children(clause).any(|c| c < clause && a.dep(c) == "mark" && a.text(c) == "that");
    fits.then(|| arc(clause, noun, "acl"))
}

/// "dismissed as untrue reports that the town had fallen": the reports are what is dismissed, and "as untrue"
/// says how.
pub(super) fn dismissed_as(a: &Analysis<'_>, lexicon: &Lexicon, reports: usize) -> Vec<Mend> {
    let preposition = a.head(reports);
    let verb = a.head(preposition);
    let untrue = a.children(reports).find(|&c| {
        c > preposition
            && c < reports
            && matches!(a.dep(c), "amod" | "compound" | "nmod")
            && lexicon.denied.predicates.contains(&a.lemma(c).to_lowercase())
    });
    let fits = a.dep(reports) == "pobj"
        && a.dep(preposition) == "prep"
        && a.lemma(preposition) == "as"
        && lexicon.denial_saying.contains(&a.lemma(verb).to_lowercase())
        && lexicon.reporting.documents.contains(&a.lemma(reports).to_lowercase());
    let Some(untrue) = untrue.filter(|_| fits) else { return Vec::new() };
    vec![arc(reports, verb, "dobj"), arc(untrue, preposition, "pobj")]
}
