//! Familiar names: towns and bodies that the syntax model has hardly seen are read as names that it knows.
//!
//! The small model takes "UNITA" behind "to" for a verb and "Sukhumi" for a person, and the whole sentence
//! goes wrong with it. What a name stands for is known before the syntax: the gazetteer has the town, the
//! registry the body. So the layers see a name of the same sort that they have learnt, and everything after
//! them the report's own.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use dateline_actor::Registry;
use dateline_place::{Folder, Gazetteer, Kind};
use dateline_report::Span;
use dateline_syntax::{Pipeline, StandIn};

use crate::lexicon::{Familiar, Lexicon, Words};

/// A place with fewer people bears its name too often by chance.
const FEWEST: u32 = 5_000;

/// Words remembered.
const MOST: usize = 50_000;

/// A name has so many letters at least.
const SHORTEST: usize = 3;

/// No name of one word is longer, in bytes; what is, is no word.
const LONGEST: usize = 64;

/// Tells which words of a text are read as which familiar name.
#[derive(Debug)]
pub struct FamiliarNames {
    /// Names of one word of bodies that bear arms.
    bodies: HashSet<String>,
    /// What their people are called.
    demonyms: HashSet<String>,
    /// Nouns of those who fight.
    forces: Words,
    /// What was found of words, over all texts: looking one up costs more than parsing it.
    found: Mutex<HashMap<Box<str>, Option<Sort>>>,
    familiar: Familiar,
}

/// What a name names.
#[derive(Clone, Copy, Debug)]
enum Sort {
    Town,
    Body,
    Nationality,
}

/// A run of letters, with what stands beside it.
#[derive(Clone, Copy)]
struct Word<'t> {
    span: Span,
    text: &'t str,
    /// A plain space parts it from the word before.
    follows: bool,
    /// It joins no other by a hyphen or an apostrophe, a possessive's aside.
    alone: bool,
    /// The first word of a sentence or a line, as far as stops tell.
    opens: bool,
}

impl FamiliarNames {
    /// Collects the names of one word that bodies under arms have, and what their people are called.
    pub fn new(registry: &Registry, lexicon: &Lexicon) -> FamiliarNames {
        let armed = registry.entries().iter().filter(|entry| entry.kind.is_armed());
        // a seat that stands for those who sit there is a town to the model
        let names = armed.flat_map(|entry| {
            let names = entry.names.iter().filter(|name| !name.metonym);
            std::iter::once(entry.name.as_str()).chain(names.map(|name| name.name.as_str()))
        });
        let single = |name: &&str| name.chars().all(char::is_alphabetic);
        let demonyms = registry.entries().iter().flat_map(|entry| &entry.demonyms);
        FamiliarNames {
            bodies: names.filter(single).map(str::to_owned).collect(),
            demonyms: demonyms.map(|name| name.name.clone()).collect(),
            found: Mutex::default(),
            forces: lexicon.nouns.force.clone(),
            familiar: lexicon.familiar.clone(),
        }
    }

    /// What is read in the place of which words of a text.
    pub fn of(&self, text: &str, pipeline: &Pipeline, gazetteer: &Gazetteer) -> Vec<StandIn<'_>> {
        let words = words(text);
        let mut folder = Folder::default();
        let capital = |word: &Word<'_>| word.text.chars().next().is_some_and(char::is_uppercase);
        let ordinary = |word: &Word<'_>| pipeline.knows_word(&word.text.to_lowercase());
        // "Laurent Kabila" makes "Kabila" a person's name
        let mut persons: HashSet<&str> = HashSet::new();
        for pair in words.windows(2) {
            let [first, second] = pair else { continue };
            if second.follows
                && capital(first)
                && capital(second)
                && !(first.opens && ordinary(first))
            {
                persons.insert(second.text);
            }
        }
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|next| next.follows);
            if let Some(form) = self.familiar.words.get(word.text).filter(|_| word.alone) {
                found.push(StandIn { span: word.span, form });
                continue;
            }
            if !capital(word)
                || !word.alone
                || !(SHORTEST..=LONGEST).contains(&word.text.len())
                || persons.contains(word.text)
            {
                continue;
            }
            let joined =
                next.is_some_and(|next| capital(next) && !self.familiar.days.contains(next.text));
            if joined {
                continue;
            }
            let sort = self.known(word.text, pipeline, gazetteer, &mut folder);
            let form = match sort {
                Some(Sort::Town) => &self.familiar.town,
                Some(Sort::Body) if next.is_some_and(|next| self.is_force(next.text)) => {
                    &self.familiar.nationality
                }
                Some(Sort::Body) => &self.familiar.body,
                Some(Sort::Nationality) if next.is_some() => &self.familiar.nationality,
                _ => continue,
            };
            found.push(StandIn { span: word.span, form });
        }
        found
    }

    /// "Houthi *fighters*".
    fn is_force(&self, word: &str) -> bool {
        self.forces.contains(word)
            || word.strip_suffix('s').is_some_and(|w| self.forces.contains(w))
    }

    /// What a word names, as found before or now.
    fn known(
        &self,
        name: &str,
        pipeline: &Pipeline,
        gazetteer: &Gazetteer,
        folder: &mut Folder,
    ) -> Option<Sort> {
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&sort) = found().get(name) {
            return sort;
        }
        let ordinary = pipeline.knows_word(&name.to_lowercase());
        let sort = if ordinary { None } else { self.sort_of(name, gazetteer, folder) };
        let mut found = found();
        if found.len() >= MOST {
            found.clear();
        }
        found.insert(name.into(), sort);
        sort
    }

    fn sort_of(&self, name: &str, gazetteer: &Gazetteer, folder: &mut Folder) -> Option<Sort> {
        if self.bodies.contains(name) {
            return Some(Sort::Body);
        }
        let mut candidates = Vec::new();
        gazetteer.lookup_into(name, folder, &mut candidates);
        let town = candidates.iter().any(|candidate| {
            candidate.exact
                && !candidate.demonym
                && gazetteer.entry(candidate.entry).is_some_and(|entry| {
                    entry.kind() == Kind::Town
                        && (candidate.hand || entry.is_seat() || entry.population() >= FEWEST)
                })
        });
        let nationality =
            candidates.iter().any(|candidate| candidate.demonym) || self.demonyms.contains(name);
        let country = candidates.iter().any(|candidate| {
            !candidate.demonym
                && gazetteer.entry(candidate.entry).is_some_and(|e| e.kind() == Kind::Country)
        });
        match (town, nationality, country) {
            (true, false, false) => Some(Sort::Town),
            (false, true, false) => Some(Sort::Nationality),
            _ => None,
        }
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut runs = text.char_indices().peekable();
    let mut end = 0;
    while let Some((from, c)) = runs.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut to = from + c.len_utf8();
        let mut letters = c.is_alphabetic();
        while let Some((at, c)) = runs.next_if(|(_, c)| c.is_alphanumeric()) {
            to = at + c.len_utf8();
            letters &= c.is_alphabetic();
        }
        let between = &text[end..from];
        let joint = |c: Option<char>| {
            c.is_some_and(|c| matches!(c, '-' | '’' | '\'' | '.' | '@' | '/' | '_' | '&'))
        };
        let next = text[to..].chars().next();
        let possessive = text[to..].starts_with("'s") || text[to..].starts_with("’s");
        let stop = next == Some('.') && !text[to + 1..].starts_with(char::is_alphanumeric);
        words.push(Word {
            span: Span::new(from, to),
            text: &text[from..to],
            follows: between == " ",
            alone: letters
                && !joint(text[..from].chars().next_back())
                && (!joint(next) || possessive || stop),
            opens: words.is_empty() || between.contains(['.', '!', '?', '\n', ':', '"', '“']),
        });
        end = to;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn read(text: &str) -> Vec<(String, String)> {
        let lexicon = embedded::ontology().lexicon;
        let names = FamiliarNames::new(Registry::embedded(), &lexicon);
        let found = names.of(text, Pipeline::embedded(), Gazetteer::embedded());
        found.iter().map(|s| (s.span.of(text).to_owned(), s.form.to_owned())).collect()
    }

    #[test]
    fn towns_bodies_and_nationalities_are_read_as_others_of_their_sort() {
        let familiar = embedded::ontology().lexicon.familiar;
        let (town, body) = (familiar.town, familiar.body);
        let pairs =
            read("UNITA lost Kuito to Burkinabe troops Monday, and Cafunfo's garrison fled.");
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let expected = [
            pair("UNITA", &body),
            pair("Kuito", &town),
            pair("Burkinabe", &familiar.nationality),
            pair("Cafunfo", &town),
        ];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn names_of_persons_and_parts_of_names_stay() {
        for text in [
            "Laurent Goma fled. Goma had ruled for years.",
            "Lashkar Gah and Deir ez-Zor were quiet.",
            "The market of Split reading rooms.",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
