//! Hits: where the lexicon's phrases stand in a report, and whose they are.

use std::ops::Range;

use dateline_place::ToponymRole;

use super::deed::is_passed;
use super::scene::Scene;
use crate::lexicon::{Phrase, PhraseKind};
use crate::roles::WordClass;

/// A phrase of the lexicon found in the report.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub tokens: Range<usize>,
    pub actor: u32,
    pub kind: PhraseKind,
    /// Why this actor, where there was a choice.
    pub reason: Option<String>,
    /// Shorter hits inside a description ("US" in "US-backed forces").
    pub inside: Vec<Hit>,
}

/// A hit before it is known whose it is.
struct Found<'l> {
    words: Range<usize>,
    phrases: Vec<&'l Phrase>,
}

/// All hits, in order, none inside another; and names that several actors share and nothing decides.
pub(super) fn find(scene: &mut Scene) -> (Vec<Hit>, Vec<String>) {
    let found = scan(scene, false);
    // What is certain tells of countries, which decides what is not.
    let mut evidence = vec![];
    for hit in &found {
        let mut actors: Vec<u32> = hit.phrases.iter().map(|phrase| phrase.actor).collect();
        actors.sort_unstable();
        actors.dedup();
        let [actor] = actors[..] else { continue };
        let token = scene.token_of[hit.words.start] as usize;
        let entry = scene.registry.entry(actor);
        let group = entry.kind.is_armed() && !entry.kind.is_state();
        let certain = match hit.phrases[0].kind {
            PhraseKind::Demonym | PhraseKind::Metonym => scene.toponym(token).is_none(),
            PhraseKind::Name => {
                (entry.countries.len() == 1 || group && entry.countries.len() <= 4)
                    && is_telling(hit, scene)
            }
            PhraseKind::Leader | PhraseKind::Surname | PhraseKind::Description => false,
        };
        if certain && let Some(country) = entry.countries.first() {
            evidence.push(((scene.sentence(token), token as u32), country.clone()));
        }
    }
    for (at, country) in evidence {
        scene.evidence.add(at, &country, 0.5, false);
    }
    scene.evidence.settle();
    let mut doubts = vec![];
    let mut hits: Vec<Hit> = vec![];
    for hit in found {
        decide_into(scene, &hit, &mut hits, &mut doubts);
    }
    let mut described = vec![];
    for hit in scan(scene, true) {
        decide_into(scene, &hit, &mut described, &mut vec![]);
    }
    let hits = merge(hits, described);
    let seats: Vec<u32> = hits
        .iter()
        .filter(|hit| hit.kind == PhraseKind::Metonym && acts(scene, hit))
        .map(|hit| hit.tokens.start as u32)
        .collect();
    scene.evidence.demote(&seats);
    scene.evidence.settle();
    doubts.sort();
    doubts.dedup();
    (hits, doubts)
}

fn decide_into(scene: &Scene, found: &Found, hits: &mut Vec<Hit>, doubts: &mut Vec<String>) {
    let first = scene.token_of[found.words.start] as usize;
    let last = scene.token_of[found.words.end - 1] as usize;
    match decide(scene, found, first, hits) {
        Decision::This(actor, kind, reason) => {
            hits.push(Hit { tokens: first..last + 1, actor, kind, reason, inside: vec![] });
        }
        Decision::Doubt => {
            let text = scene.analysis.span_of(first..last + 1).of(scene.analysis.source());
            doubts.push(text.to_owned());
        }
        Decision::None => {}
    }
}

/// Puts descriptions in the place of the shorter hits inside them; where one would cut a hit in two
/// or repeat it, the hit stays.
fn merge(names: Vec<Hit>, descriptions: Vec<Hit>) -> Vec<Hit> {
    let mut merged: Vec<Hit> = Vec::with_capacity(names.len() + descriptions.len());
    let mut names = names.into_iter().peekable();
    for mut new in descriptions {
        while let Some(name) = names.next_if(|name| name.tokens.end <= new.tokens.start) {
            merged.push(name);
        }
        let mut inside = vec![];
        while let Some(name) = names.next_if(|name| name.tokens.start < new.tokens.end) {
            inside.push(name);
        }
        let whole = inside.iter().all(|hit: &Hit| {
            new.tokens.start <= hit.tokens.start
                && hit.tokens.end <= new.tokens.end
                && hit.tokens.len() < new.tokens.len()
        });
        if whole {
            new.inside = inside;
            merged.push(new);
        } else {
            merged.append(&mut inside);
        }
    }
    merged.extend(names);
    merged
}

/// No name has more words.
const LONGEST: usize = 16;

/// Longest phrases first, from the left: descriptions, or all others.
fn scan<'s>(scene: &Scene<'s>, descriptions: bool) -> Vec<Found<'s>> {
    let registry = scene.registry;
    let lexicon = &registry.lexicon;
    let ids: Vec<Option<u32>> = scene.words.iter().map(|word| lexicon.word(&word.folded)).collect();
    let (mut found, mut at) = (vec![], 0);
    while at < ids.len() {
        if ids[at].is_none() {
            at += 1;
            continue;
        }
        let first = scene.token_of[at] as usize;
        // A name does not run over the end of a sentence.
        let end = scene.sentence_end(first).max(first + 1);
        let most = ids.len().min(at + LONGEST);
        let limit = (at..most).find(|word| scene.token_of[*word] as usize >= end).unwrap_or(most);
        let mut best: Option<Found> = None;
        for (length, phrases) in lexicon.at(ids[at..limit].iter().copied()) {
            let words = at..at + length;
            if !is_contiguous(scene, &words) {
                break;
            }
            let shouted = scene.shouted(first);
            let agreeing: Vec<&Phrase> = phrases
                .iter()
                .filter(|phrase| (phrase.kind == PhraseKind::Description) == descriptions)
                .filter(|phrase| {
                    phrase.agrees(&scene.words[words.clone()], shouted)
                        || phrase.kind == PhraseKind::Name && is_foreign_word(scene, &words)
                })
                .filter(|phrase| {
                    !scene.published.is_some_and(|day| phrase.dates.lie_after(day))
                        || phrase.kind == PhraseKind::Leader
                            && words.len() > 1
                            && is_titled(scene, first)
                })
                .filter(|phrase| may_stand(scene, phrase, &words))
                .collect();
            if !agreeing.is_empty() {
                best = Some(Found { words, phrases: agreeing });
            }
        }
        match best {
            Some(hit) => {
                at = hit.words.end;
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether nothing but spaces, hyphens, apostrophes and points stands between the words.
fn is_contiguous(scene: &Scene, words: &Range<usize>) -> bool {
    let first = scene.token_of[words.start] as usize;
    let last = scene.token_of[words.end - 1] as usize;
    (first..=last).all(|token| {
        !scene.words_of(token).is_empty()
            || matches!(
                scene.analysis.text(token),
                "-" | "‐" | "‑" | "–" | "'" | "’" | "." | "/" | "&" | "`" | "‘"
            )
    })
}

/// A long name that papers write small ("peshmerga"), and no word of ours.
fn is_foreign_word(scene: &Scene, words: &Range<usize>) -> bool {
    let word = &scene.words[words.start];
    let roles = scene.registry.roles();
    words.len() == 1
        && word.folded.len() >= 8
        && roles.role(&word.folded).is_none()
        && roles.class(&word.folded) == WordClass::default()
}

/// What a phrase must show by its surroundings, whosever it is.
fn may_stand(scene: &Scene, phrase: &Phrase, words: &Range<usize>) -> bool {
    let first = scene.token_of[words.start] as usize;
    let last = scene.token_of[words.end - 1] as usize;
    let single = words.len() == 1;
    if single && scene.shouted(first) && scene.class(first).is(WordClass::ALSO_WORD) {
        // "WHO IS ..." in capitals: only where the tagger too reads a name.
        return scene.analysis.tag(first).starts_with("NNP");
    }
    match phrase.kind {
        PhraseKind::Surname => is_titled(scene, first),
        // "Elizabeth Taylor" is not the Taylor who ruled.
        PhraseKind::Leader => {
            !(single
                && matches!(scene.name_label(first), Some(("PERSON", range)) if range.len() > 1 && is_name(scene, &range)))
        }
        PhraseKind::Demonym
            if first > scene.sentence_start(first)
                && scene.class(first - 1).is(WordClass::COMPASS) =>
        {
            // "North X" is another state than "X", or the lexicon would have both words.
            false
        }
        PhraseKind::Description => {
            // One generic word ("rebels") is a role noun first; the registry only helps.
            !(single && scene.registry.roles().role(scene.folded(first)).is_some())
        }
        _ => {
            // Part of a person's name ("Amal Clooney"), or of a longer name of a body
            // ("Islamic State University").
            if let Some((label, range)) = scene.name_label(first)
                && label == "PERSON"
                && single
                && range.len() > 1
                && phrase.kind == PhraseKind::Name
            {
                return false;
            }
            let next = last + 1;
            let is_longer = next < scene.sentence_end(last)
                && scene.class(next).is(WordClass::NOT_ARMED_GROUP)
                && scene.analysis.tag(next).starts_with("NNP")
                && phrase.kind == PhraseKind::Name;
            !is_longer
        }
    }
}

/// "President X Y": who is called so holds the office, whatever the day on which the registry has it begin.
fn is_titled(scene: &Scene, first: usize) -> bool {
    first > scene.sentence_start(first)
        && scene.role(first - 1).is_some_and(|(role, _)| {
            role.person && role.slot.first().is_some_and(|slot| slot == "government")
        })
}

/// Whether a person's name is a forename and a surname, and no title before one.
fn is_name(scene: &Scene, range: &Range<usize>) -> bool {
    range
        .clone()
        .filter(|&token| {
            scene.role(token).is_none() && scene.analysis.tag(token).starts_with("NNP")
        })
        .count()
        > 1
}

/// Whether a name is long enough to tell of its country by itself.
fn is_telling(hit: &Found, scene: &Scene) -> bool {
    hit.words.len() > 1 || scene.words[hit.words.start].folded.len() > 5
}

/// Whether the words are the name that the registry gives a body first.
fn is_own_name(scene: &Scene, hit: &Found, name: &str) -> bool {
    let said = scene.words[hit.words.clone()].iter().map(|word| word.folded.as_str());
    crate::fold::folded(name).iter().map(String::as_str).eq(said)
}

enum Decision {
    This(u32, PhraseKind, Option<String>),
    Doubt,
    None,
}

fn decide(scene: &Scene, hit: &Found, token: usize, before: &[Hit]) -> Decision {
    let registry = scene.registry;
    let sentence = scene.sentence(token);
    let mut best: Vec<(f32, &Phrase)> = vec![];
    let several = hit.phrases.iter().any(|phrase| phrase.actor != hit.phrases[0].actor);
    for &phrase in &hit.phrases {
        let entry = registry.entry(phrase.actor);
        let mut weight: f32 = entry.countries.iter().map(|c| scene.evidence.of(c)).sum();
        let near = scene.evidence.in_sentence(sentence);
        weight += near
            .iter()
            .filter(|(country, _)| entry.countries.iter().any(|own| own == country))
            .map(|(_, weight)| weight)
            .sum::<f32>();
        let global = entry.countries.is_empty();
        let foreign = weight == 0.0 && !global;
        // The gazetteer took the word for a place elsewhere ("Georgia", the American one).
        let elsewhere = matches!(phrase.kind, PhraseKind::Metonym | PhraseKind::Demonym)
            && scene.toponym(token).is_some_and(|toponym| {
                let country = toponym.place.country.as_ref();
                country.is_some_and(|country| !entry.countries.contains(country))
            });
        if elsewhere {
            continue;
        }
        let stranger = foreign && !scene.evidence.is_empty() && hit.words.len() == 1;
        match phrase.kind {
            // Means it in reports on its countries, and while it lasts.
            PhraseKind::Description => {
                // A report may look back at a body that is gone, and knows none that is to come.
                let begun = |day| entry.active.from.is_none_or(|from| from <= day);
                let now = scene.published.is_none_or(|day| phrase.dates.hold(day) && begun(day));
                // "U.S. special forces" are none of those whom Iraq calls so
                let theirs = before.iter().rev().take(300).any(|owner| {
                    let owners = &registry.entry(owner.actor).countries;
                    owner.tokens.end == token
                        && !owners.is_empty()
                        && !owners.iter().any(|country| entry.countries.contains(country))
                });
                if theirs
                    || (foreign && !scene.evidence.is_empty())
                    || scene.evidence.is_empty()
                    || !now
                {
                    continue;
                }
            }
            // A short name of a far country's group is likelier another word or body.
            PhraseKind::Name
                if stranger && !is_telling(hit, scene) && entry.governs().is_none() =>
            {
                continue;
            }
            PhraseKind::Leader | PhraseKind::Surname if stranger && !is_titled(scene, token) => {
                continue;
            }
            _ => {}
        }
        if let Some(day) = scene.published {
            if phrase.dates.hold(day) {
                weight += 1.0;
            }
            if !entry.active.hold(day) {
                weight -= 1.0;
            }
        }
        if several && before.iter().rev().take(300).any(|hit| hit.actor == phrase.actor) {
            weight += 1.0;
        }
        // What a body is called first it is likelier to be than one that has the name beside another.
        if several && phrase.kind == PhraseKind::Name && is_own_name(scene, hit, &entry.name) {
            weight += 0.3;
        }
        // A name says more than a description, a state more than one of its parts.
        if phrase.kind == PhraseKind::Name {
            weight += 0.5;
        }
        best.push((weight, phrase));
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some(&(weight, first)) = best.first() else {
        // A name of several actors without a sign of any stays open; a description is none.
        let named = hit.phrases.iter().any(|phrase| phrase.kind == PhraseKind::Name);
        return if several && named { Decision::Doubt } else { Decision::None };
    };
    let rival = best.iter().find(|(_, phrase)| phrase.actor != first.actor);
    if let Some((other, _)) = rival
        && *other + 0.24 >= weight
    {
        return Decision::Doubt;
    }
    let reason = rival.map(|(_, other)| {
        format!(
            "\"{}\" rather than \"{}\" by the countries and the date of the report",
            registry.entry(first.actor).name,
            registry.entry(other.actor).name
        )
    });
    Decision::This(first.actor, first.kind, reason)
}

/// Whether a seat or a country stands for its government here.
pub(super) fn acts(scene: &Scene, hit: &Hit) -> bool {
    let analysis = scene.analysis;
    let token = scene.root_of(hit.tokens.clone());
    let role = scene.toponym(token).map(|toponym| toponym.role);
    if role == Some(ToponymRole::Metonym) {
        return true;
    }
    if role == Some(ToponymRole::Container) || names_a_firm(scene, hit) {
        return false;
    }
    position_acts(scene, token, analysis.head(token), analysis.dep(token), 0)
}

/// "Air France", "Radio Sudan", "Miss Lebanon": a country's name at the end of a longer one.
fn names_a_firm(scene: &Scene, hit: &Hit) -> bool {
    let analysis = scene.analysis;
    let Some(before) = hit.tokens.start.checked_sub(1) else { return false };
    let root = scene.root_of(hit.tokens.clone());
    analysis.tag(before) == "NNP"
        && analysis.dep(before) == "compound"
        && analysis.head(before) == root
        && !scene.shouted(before)
        && scene.role(before).is_none()
        && scene.toponym(before).is_none_or(|toponym| toponym.tokens.contains(&(root as u32)))
        && !matches!(scene.name_label(before), Some(("DATE" | "TIME" | "GPE", _)))
}

fn position_acts(scene: &Scene, token: usize, head: usize, dep: &str, depth: usize) -> bool {
    let analysis = scene.analysis;
    let of_words = |verb: usize| scene.verb_class(verb).is(WordClass::WORD_VERB);
    let of_force = |verb: usize| scene.verb_class(verb).is(WordClass::FORCE_VERB);
    match dep {
        "nsubj" => {
            let mut verb = head;
            // "wants to seize": the verb of the deed may be further down.
            if let Some(below) = analysis.child(verb, "xcomp") {
                if of_words(verb) || of_force(verb) {
                    return true;
                }
                verb = below;
            }
            of_words(verb) || of_force(verb)
        }
        "nsubjpass" | "dobj" => scene.verb_class(head).is(WordClass::ADDRESS_VERB),
        "pobj" => match analysis.text(head).to_ascii_lowercase().as_str() {
            "by" => true,
            "with" | "against" | "between" => {
                // "talks with Tehran", not "a border with Syria".
                let governor = analysis.head(head);
                let deed = scene.role(governor).is_some_and(|(role, _)| role.deed);
                deed || of_words(governor)
            }
            "to" => {
                // "forces loyal to Kyiv", "the town fell to Azerbaijan"
                let governor = analysis.head(head);
                matches!(scene.folded(governor), "loyal" | "close" | "allied" | "linked")
                    || is_passed(&analysis.lemma(governor).to_lowercase())
            }
            _ => false,
        },
        // "handing Moscow its biggest gain"
        "dative" => true,
        "poss" => scene.role(head).is_some(),
        "conj" if depth < 4 => {
            position_acts(scene, head, analysis.head(head), analysis.dep(head), depth + 1)
        }
        "compound" | "amod" | "nmod" | "npadvmod" => {
            // "US air strikes": an abbreviation serves as the adjective; "Syria air strikes" are
            // strikes on Syria.
            let short = scene
                .words_of(token)
                .iter()
                .all(|word| word.case == crate::fold::Case::Upper && word.folded.len() <= 4);
            short && scene.role(head).is_some_and(|(role, _)| role.deed)
        }
        _ => false,
    }
}
