//! Bodies that the registry does not know: named by capitals and by a word such as "Brigade", or
//! by the name recogniser.

use std::ops::Range;

use super::chunk::hit_at;
use super::hits::Hit;
use super::reader::{Body, Draft, Reader, Who};
use super::scene::Scene;
use crate::actor::MentionKind;
use crate::fold::Case;
use crate::roles::{Number, WordClass};

/// Token ranges of unknown bodies' names, outside what is taken.
pub(super) fn find(scene: &Scene, taken: &[bool]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = vec![];
    let free = |range: &Range<usize>| !range.is_empty() && range.clone().all(|token| !taken[token]);
    for token in 0..scene.analysis.len() {
        if found.last().is_some_and(|range| range.contains(&token)) {
            continue;
        }
        if let Some(range) = capitals_at(scene, token)
            && (range.start == token || range.start + 1 == token)
            && range.len() > 1
            && range.clone().any(|token| scene.class(token).is(WordClass::ARMED_GROUP))
            && !range.clone().any(|token| scene.class(token).is(WordClass::NOT_ARMED_GROUP))
            && free(&range)
            && !is_place(scene, &range)
        {
            found.push(range);
        }
    }
    let mut own = vec![false; scene.analysis.len()];
    for token in found.iter().flat_map(|range| range.clone()) {
        own[token] = true;
    }
    for name in scene.analysis.names() {
        let mut range = name.tokens.start as usize..name.tokens.end as usize;
        if scene.analysis.label(name) != "ORG" {
            continue;
        }
        while !range.is_empty() && matches!(scene.folded(range.start), "the" | "a" | "an") {
            range.start += 1;
        }
        // The recogniser takes a verb along: "overran Division 17".
        while range.len() > 1 && scene.analysis.tag(range.start).starts_with("VB") {
            range.start += 1;
        }
        let small = |token: usize| {
            scene.words_of(token).first().is_some_and(|word| word.case == Case::Lower)
                && !scene.analysis.text(token).starts_with(|c: char| c.is_ascii_digit())
        };
        while range.len() > 1 && small(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && matches!(scene.folded(range.end - 1), "s" | "") {
            range.end -= 1;
        }
        let overlaps = range.clone().any(|token| own[token]);
        if overlaps || !free(&range) || is_place(scene, &range) || !is_organisation(scene, &range) {
            continue;
        }
        found.push(range);
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The name recogniser calls much an ORG; what is kept has a word of an organisation's name, or is
/// an abbreviation in a place where somebody acts.
fn is_organisation(scene: &Scene, range: &Range<usize>) -> bool {
    let text = scene.analysis.span_of(range.clone()).of(scene.analysis.source());
    let is_source = scene.registry.sources().by_name(text).is_some_and(|s| s.party.is_none());
    let all_caps = range
        .clone()
        .flat_map(|token| scene.words_of(token))
        .all(|word| word.case == Case::Upper && word.folded.len() > 3);
    if is_source || scene.shouted(range.start) || range.len() > 1 && all_caps {
        return false;
    }
    let telling = range.clone().any(|token| {
        let class = scene.class(token);
        class.is(WordClass::ARMED_GROUP) || class.is(WordClass::ORGANISATION)
    });
    let head = scene.root_of(range.clone());
    let acts = matches!(scene.analysis.dep(head), "nsubj")
        || scene.analysis.dep(head) == "pobj"
            && scene.analysis.text(scene.analysis.head(head)).eq_ignore_ascii_case("by");
    let abbreviation = range.len() == 1
        && scene.words_of(range.start).first().is_some_and(|word| word.case == Case::Upper);
    let introduced = range.start > 0 && scene.analysis.tag(range.start - 1) == "DT";
    telling || acts && (abbreviation || introduced && range.len() > 1)
}

fn is_place(scene: &Scene, range: &Range<usize>) -> bool {
    range.clone().all(|token| scene.toponym(token).is_some())
        || scene
            .name_label(range.end - 1)
            .is_some_and(|(label, _)| matches!(label, "GPE" | "LOC" | "FAC" | "DATE" | "EVENT"))
}

/// The run of capitalised words around a token: "Free Idlib Brigade", "Liwa al-Tawhid".
fn capitals_at(scene: &Scene, token: usize) -> Option<Range<usize>> {
    if scene.shouted(token) || !is_capital(scene, token) {
        return None;
    }
    let (first, last) = (scene.sentence_start(token), scene.sentence_end(token));
    let mut start = token;
    while start > first && continues(scene, start - 1, first, last) {
        start -= 1;
    }
    while start < token && !is_capital(scene, start) {
        start += 1;
    }
    // "the 93rd Brigade"
    let ordinal = |token: usize| {
        scene.analysis.text(token).bytes().next().is_some_and(|byte| byte.is_ascii_digit())
            && !scene.analysis.text(token).bytes().all(|byte| byte.is_ascii_digit())
    };
    if start > first && ordinal(start - 1) {
        start -= 1;
    }
    let mut end = token + 1;
    while end < last && continues(scene, end, first, last) {
        end += 1;
    }
    while end > token + 1 && !is_capital(scene, end - 1) {
        end -= 1;
    }
    Some(start..end)
}

fn is_capital(scene: &Scene, token: usize) -> bool {
    let tag = scene.analysis.tag(token);
    let capital = scene
        .words_of(token)
        .first()
        .is_some_and(|word| matches!(word.case, Case::Title | Case::Upper | Case::Mixed));
    capital
        && (tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD")
        && !matches!(scene.name_label(token), Some(("DATE" | "TIME", _)))
}

/// Whether a token may stand inside a name: a capital, a small particle, a hyphen.
fn continues(scene: &Scene, token: usize, first: usize, last: usize) -> bool {
    if is_capital(scene, token) {
        return true;
    }
    let beside = |other: usize| (first..last).contains(&other) && is_capital(scene, other);
    let text = scene.analysis.text(token);
    let particle =
        matches!(text, "al" | "el" | "ul" | "ash" | "as" | "an" | "ar" | "e" | "i" | "of")
            || text == "for" && token > first && scene.class(token - 1).is(WordClass::ARMED_GROUP);
    (particle || scene.is_hyphen(token)) && (beside(token + 1) || beside(token.wrapping_sub(1)))
}

/// The name of a body that ends at a token, for abbreviations introduced behind it.
pub(super) fn body_ending_at(scene: &Scene, hits: &[Hit], token: usize) -> Option<Range<usize>> {
    let range = match scene.name_label(token) {
        Some(("ORG", range)) if range.end == token + 1 => range,
        _ => capitals_at(scene, token).filter(|range| range.end == token + 1)?,
    };
    let start = range.start
        + usize::from(matches!(scene.folded(range.start), "the" | "a" | "an") && range.len() > 1);
    let range = start..range.end;
    let body = range.len() > 1
        && range
            .clone()
            .all(|token| hit_at(hits, token).is_none_or(|hit| hit.tokens.len() < range.len()));
    (body && !is_place(scene, &range)).then_some(range)
}

impl Reader<'_> {
    /// A body that the registry does not know.
    pub fn unknown(&mut self, range: Range<usize>) {
        let scene = &self.scene;
        let name = scene.analysis.span_of(range.clone()).of(scene.analysis.source()).to_owned();
        let head = scene.root_of(range.clone());
        let source = scene.registry.sources().by_name(&name);
        if let Some(source) = source {
            // A spokes-body of a belligerent speaks for it; others are no actors.
            let Some(party) = source.party.as_deref().and_then(|id| scene.registry.index(id))
            else {
                return;
            };
            let reason = format!("\"{}\" speaks for it", source.name);
            return self.push(Draft {
                tokens: self.with_determiner(range),
                head,
                who: Who::Entry(party),
                how: MentionKind::Name,
                reason,
                number: Number::Singular,
                person: true,
                shares: None,
                backers: vec![],
            });
        }
        let mut countries: Vec<String> = self.country_here(head).into_iter().collect();
        let party = self.state_of_unit(&range);
        if let Some(party) = party {
            countries.clone_from(&self.scene.registry.entry(party).countries);
        }
        self.push(Draft {
            tokens: self.with_determiner(range),
            head,
            who: Who::Body(Body { name, named: true, party, countries }),
            how: MentionKind::Unknown,
            reason: "a name that the registry does not know".to_owned(),
            number: Number::Either,
            person: false,
            shares: None,
            backers: vec![],
        });
    }
}

impl Reader<'_> {
    /// The state of a numbered unit: "the Ukrainian 93rd Brigade", "the 58th Army of the Russian
    /// Armed Forces". Only regular forces number their units.
    fn state_of_unit(&self, range: &Range<usize>) -> Option<u32> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        let numbered = |token: usize| {
            analysis.text(token).bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        };
        let first = scene.sentence_start(range.start);
        let mut before = range.start;
        let mut is_numbered = range.clone().any(numbered);
        while before > first && numbered(before - 1) {
            before -= 1;
            is_numbered = true;
        }
        if !is_numbered {
            return None;
        }
        let mut after = range.end;
        if after < analysis.len() && matches!(analysis.text(after), "of" | "from") {
            after += 1;
            if after < analysis.len() && analysis.tag(after) == "DT" {
                after += 1;
            }
        }
        let hit = before
            .checked_sub(1)
            .filter(|before| *before >= first)
            .and_then(|before| hit_at(&self.hits, before))
            .or_else(|| hit_at(&self.hits, after).filter(|_| after > range.end))?;
        let entry = scene.registry.entry(hit.actor);
        let country = entry.kind.is_state().then(|| entry.countries.first())??;
        scene.registry.index(&format!("{}.government", country.to_ascii_lowercase()))
    }
}
