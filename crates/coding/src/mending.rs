//! Mending: where the parser errs in the same way again and again, its arcs are read anew.
//!
//! The small English model was trained on text of all sorts. In wires it stumbles at a few places that the
//! layout of a sentence gives away: who speaks at a sentence's end, a list of towns, a participle
//! behind "have". Each rule here looks for such a place by words, commas and arcs together, and rehangs
//! as little as it can; where the signs are not all there, the parser's word stands.

mod adverbs;
mod denied;
mod gaps;
mod nouns;
mod objects;
mod phrases;
mod recipients;
mod saying;
mod subjects;
#[cfg(test)]
mod tests;
mod tolls;
mod verbs;

use dateline_syntax::{Analysis, Mend};

use self::saying::Saying;
use crate::lexicon::Lexicon;

/// Reads a report's arcs anew where the parser is known to err.
pub fn mend(analysis: &mut Analysis<'_>, lexicon: &Lexicon) {
    let mut mends = Vec::new();
    for token in 0..analysis.len() {
        mends.extend(verbs::participle(analysis, lexicon, token));
        mends.extend(objects::list(analysis, token));
        mends.extend(objects::second_object(analysis, token));
        mends.extend(objects::hostage(analysis, token));
        mends.extend(subjects::behind_label(analysis, token));
        mends.extend(verbs::second_participle(analysis, lexicon, token));
        mends.extend(subjects::particle_name(analysis, token));
        mends.extend(subjects::behind_and(analysis, lexicon, token));
        mends.extend(subjects::initials(analysis, lexicon, token));
        mends.extend(subjects::ally(analysis, lexicon, token));
        mends.extend(subjects::own_subject(analysis, token));
        mends.extend(subjects::after_clause(analysis, token));
        mends.extend(subjects::after_apposition(analysis, token));
        mends.extend(subjects::noun_subject(analysis, token));
        mends.extend(subjects::second_subject(analysis, token));
        mends.extend(verbs::headline_passive(analysis, lexicon, token));
        mends.extend(verbs::headed(analysis, token));
        mends.extend(verbs::plural_verb(analysis, lexicon, token));
        mends.extend(verbs::bare_verb(analysis, lexicon, token));
        mends.extend(verbs::name_verb(analysis, lexicon, token));
        mends.extend(objects::days_behind(analysis, token));
        mends.extend(objects::of_part(analysis, lexicon, token));
        mends.extend(verbs::befallen(analysis, lexicon, token));
        mends.extend(tolls::second_toll(analysis, token));
        mends.extend(tolls::left_wounded(analysis, token));
        mends.extend(tolls::shared_place(analysis, lexicon, token));
        mends.extend(nouns::deed(analysis, lexicon, token));
        mends.extend(nouns::headline_verb(analysis, lexicon, token));
        mends.extend(tolls::behind_agent(analysis, token));
        mends.extend(tolls::victims(analysis, lexicon, token));
        mends.extend(tolls::forced_flight(analysis, lexicon, token));
        mends.extend(objects::other_name(analysis, lexicon, token));
        mends.extend(objects::beside_saying(analysis, lexicon, token));
        mends.extend(objects::beyond_area(analysis, lexicon, token));
        mends.extend(objects::beyond_day(analysis, lexicon, token));
        mends.extend(subjects::declared_by(analysis, token));
        mends.extend(subjects::behind_relative(analysis, lexicon, token));
        mends.extend(objects::bearing(analysis, token));
        mends.extend(gaps::town_behind_day(analysis, lexicon, token));
        mends.extend(gaps::second_holder(analysis, token));
        mends.extend(recipients::to_name(analysis, token));
        mends.extend(recipients::fall_to(analysis, token));
        mends.extend(recipients::lost_to(analysis, lexicon, token));
        mends.extend(phrases::under_siege(analysis, token));
        mends.extend(phrases::parts_of(analysis, lexicon, token));
        mends.extend(phrases::by_fighting(analysis, lexicon, token));
        mends.extend(phrases::other_words(analysis, lexicon, token));
        mends.extend(phrases::behind_weekday(analysis, lexicon, token));
        mends.extend(phrases::first_to(analysis, token));
        mends.extend(phrases::outcome_behind_saying(analysis, lexicon, token));
        mends.extend(phrases::aim_of_event(analysis, lexicon, token));
        mends.extend(adverbs::behind_adverb(analysis, lexicon, token));
        mends.extend(adverbs::by_time(analysis, lexicon, token));
        mends.extend(verbs::before_control(analysis, token));
        mends.extend(denied::dismissed_as(analysis, lexicon, token));
        mends.extend(denied::denied_claim(analysis, lexicon, token));
        mends.extend(denied::denied_deed(analysis, lexicon, token));
        mends.extend(denied::noun_clause(analysis, lexicon, token));
        mends.extend(denied::claim_to(analysis, lexicon, token));
        mends.extend(verbs::main_verb(analysis, token).into_iter().flatten());
        mends.extend(verbs::second_main(analysis, token).into_iter().flatten());
        mends.extend(phrases::day_of_participle(analysis, token));
        mends.extend(phrases::day_behind_stay(analysis, lexicon, token));
    }
    if !mends.is_empty() {
        analysis.mend(&mends);
    }
    let mut mends = Vec::new();
    for sentence in analysis.sentences() {
        let sentence = sentence.start as usize..sentence.end as usize;
        mends.extend(Saying::behind(analysis, lexicon, sentence).into_iter().flatten());
    }
    if !mends.is_empty() {
        analysis.mend(&mends);
    }
}

/// "who had taken refuge in a school", "who were queuing": a relative clause that says where people were at the time.
pub(crate) fn is_stay(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> bool {
    let class = |name: &str, lemma: &str| {
        lexicon.classes.get(name).is_some_and(|words| words.iter().any(|word| word == lemma))
    };
    let refuge = |c: usize| a.dep(c) == "dobj" && class("refuges", a.lemma(c));
    let lasting =
        a.children(verb).any(|c| a.dep(c) == "aux" && matches!(a.lemma(c), "have" | "be"));
    a.dep(verb) == "relcl"
        && lasting
        && (class("stays", a.lemma(verb)) || a.children(verb).any(refuge))
}

fn arc(token: usize, head: usize, dep: &str) -> Mend {
    Mend { token, head: Some(head), dep: Some(dep.to_owned()), ..Mend::default() }
}
