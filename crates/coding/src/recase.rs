//! Recasing: paragraphs that a wire sent in capitals, rewritten as they would be printed.
//!
//! The model reads case, so "GUERRILLAS KILLED TWO SOLDIERS IN USULUTAN" has to become a sentence
//! first. Every letter keeps its bytes, so that offsets hold in both texts; what is quoted from the
//! report is cut from the report itself ([`restore`]).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dateline_actor::{Actor, Registry};
use dateline_place::Gazetteer;
use dateline_report::Span;
use dateline_syntax::Pipeline;

use crate::claim::Claim;
use crate::ontology::Ontology;

/// Fewer words than this in capitals are a name's or a heading's, and stay.
const FEWEST: usize = 6;

/// A headline may be shorter, where one of its words is a finite verb of the ontology's.
const HEADLINE: usize = 3;

/// A headline has no more words than this.
const LONGEST_HEADLINE: usize = 16;

/// No name has more words.
const LONGEST: usize = 7;

/// A town with a common noun's name needs this many people to be meant by it.
const LARGE: u32 = 50_000;

/// What tells names from words.
#[derive(Debug)]
pub struct Recaser {
    /// Names in small letters → as they are printed.
    names: HashMap<String, String>,
    /// Words of the ontology, which are no names.
    words: HashSet<String>,
    function: HashSet<String>,
    titles: HashSet<String>,
    calendar: HashSet<String>,
    /// Trigger verbs, and the irregular forms of them.
    verbs: HashSet<String>,
    finite: HashSet<String>,
}

impl Recaser {
    /// Collects the names that the registry knows and the words that the ontology does.
    pub fn new(registry: &Registry, ontology: &Ontology) -> Recaser {
        let class = |name: &str| -> HashSet<String> {
            ontology.lexicon.classes.get(name).into_iter().flatten().cloned().collect()
        };
        let mut words: HashSet<String> =
            ontology.lexicon.classes.values().flatten().cloned().collect();
        let triggers = ontology.verbs.keys().chain(ontology.nouns.keys());
        words.extend(triggers.chain(ontology.adjectives.keys()).cloned());
        words.extend(ontology.lexicon.nouns.place.iter().cloned());
        words.extend(ontology.lexicon.nouns.force.iter().cloned());
        let mut names = HashMap::new();
        let mut add = |name: &str| {
            names.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
        };
        for entry in registry.entries() {
            add(&entry.name);
            entry.names.iter().chain(&entry.demonyms).for_each(|name| add(&name.name));
        }
        for source in registry.sources().all() {
            if source.name.starts_with("The ") {
                continue;
            }
            add(&source.name);
            let names = source.names.iter().filter(|name| !name.starts_with("The "));
            names.for_each(|name| add(name));
        }
        Recaser {
            names,
            words,
            function: class("function"),
            titles: class("title"),
            calendar: class("calendar"),
            verbs: ontology.verbs.keys().filter(|verb| verb.len() > 2).cloned().collect(),
            finite: {
                let forms = ontology.lexicon.irregular.iter();
                let forms = forms.filter(|(verb, _)| ontology.verbs.contains_key(*verb));
                forms.flat_map(|(_, forms)| forms.iter().cloned()).collect()
            },
        }
    }

    /// The text with its shouted paragraphs recased; nothing where there are none.
    pub fn recase(&self, text: &str, pipeline: &Pipeline, gazetteer: &Gazetteer) -> Option<String> {
        let mut printed: Option<String> = None;
        for paragraph in Pipeline::paragraphs(text) {
            let range = paragraph.start as usize..paragraph.end as usize;
            let part = text.get(range.clone())?;
            let words = words_of(part).len();
            let short = words >= HEADLINE && self.tells(part);
            let shouted = is_shouted(part) && (words >= FEWEST || short);
            let titled = !shouted && self.is_titled(part);
            if !shouted && !titled {
                continue;
            }
            let recased = self.paragraph(part, titled, pipeline, gazetteer);
            if recased.len() == part.len() {
                printed.get_or_insert_with(|| text.to_owned()).replace_range(range, &recased);
            }
        }
        printed
    }

    /// A headline in title case keeps the capitals of words that the ontology does not use.
    fn paragraph(
        &self,
        text: &str,
        headline: bool,
        pipeline: &Pipeline,
        gazetteer: &Gazetteer,
    ) -> String {
        let words = words_of(text);
        let small: Vec<String> =
            words.iter().map(|word| lowered(text.get(word.clone()).unwrap_or(""))).collect();
        let mut cased: Vec<Option<String>> = vec![None; words.len()];
        let mut at = 0;
        while at < words.len() {
            let taken = self.name_at(text, &words, &small, at, pipeline, gazetteer, &mut cased);
            at += taken.max(1);
        }
        // A title is one only before a name: "President X", "the president said".
        for at in 0..words.len() {
            let before_name = cased.get(at + 1).is_some_and(Option::is_some);
            if before_name && self.titles.contains(&small[at]) {
                cased[at] = Some(titled(&small[at]));
            }
        }
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        let mut starts = true;
        for (at, word) in words.iter().enumerate() {
            let between = text.get(from..word.start).unwrap_or("");
            starts |= between.contains(['.', '!', '?', '"', ':']) || between.contains("--");
            // "[TEXT] THE ARMY": a mark before the first sentence, but "[ELN] KILLED" goes on
            starts |= between.contains(']') && at > 0 && self.function.contains(&small[at - 1]);
            out.push_str(between);
            let plain = &small[at];
            match cased[at].take() {
                Some(name) => out.push_str(&name),
                None if starts => out.push_str(&titled(plain)),
                None if headline
                    && (!self.function.contains(plain) && !self.is_word(plain)
                        || beside_number(&small, at)) =>
                {
                    out.push_str(text.get(word.clone()).unwrap_or(""));
                }
                None => out.push_str(plain),
            }
            // "U.S.", "3 p.m." go on; any other stop ends the sentence
            starts = false;
            from = word.end;
        }
        out.push_str(text.get(from..).unwrap_or(""));
        out
    }

    /// Cases the longest name that begins at a word; how many words it has.
    #[allow(clippy::too_many_arguments)]
    fn name_at(
        &self,
        text: &str,
        words: &[Range<usize>],
        small: &[String],
        at: usize,
        pipeline: &Pipeline,
        gazetteer: &Gazetteer,
        cased: &mut [Option<String>],
    ) -> usize {
        let joined = |n: usize| -> Option<String> {
            let last = at.checked_add(n)?.checked_sub(1)?;
            let whole = words.get(at)?.start..words.get(last)?.end;
            let between = (at..last).all(|w| {
                let gap = text.get(words[w].end..words[w + 1].start).unwrap_or("?");
                gap.chars().all(|c| c.is_whitespace() || c == '-')
            });
            let spaced = small[at..=last].join(" ");
            (between && !whole.is_empty()).then_some(spaced)
        };
        for n in (1..=LONGEST).rev() {
            let Some(phrase) = joined(n) else { continue };
            if let Some(name) = self.names.get(&phrase) {
                let parts: Vec<&str> = name.split([' ', '-']).collect();
                let common = n == 1 && (self.function.contains(&phrase) || self.is_word(&phrase));
                if parts.len() == n && !common {
                    for (offset, part) in parts.iter().enumerate() {
                        let own = &small[at + offset];
                        let same = part.len() == own.len() && lowered(part) == *own;
                        cased[at + offset] =
                            Some(if same { (*part).to_owned() } else { titled(own) });
                    }
                    return n;
                }
            }
        }
        let plain = &small[at];
        if self.calendar.contains(plain) {
            cased[at] = Some(titled(plain));
            return 1;
        }
        if plain.len() < 2 || self.function.contains(plain) {
            if plain == "i" {
                cased[at] = Some("I".to_owned());
            }
            return 1;
        }
        for n in [3, 2] {
            let Some(phrase) = joined(n) else { continue };
            let last = &small[at + n - 1];
            let plain_words = small[at..at + n].iter().all(|w| self.is_word(w));
            if self.function.contains(last) || plain_words {
                continue;
            }
            if !gazetteer.lookup(&phrase).is_empty() {
                for offset in 0..n {
                    cased[at + offset] = Some(titled(&small[at + offset]));
                }
                return n;
            }
        }
        if !plain.chars().all(char::is_alphabetic) || self.is_word(plain) {
            return 1;
        }
        let known = pipeline.knows_word(plain);
        let town = || {
            gazetteer.lookup(plain).iter().any(|candidate| {
                let entry = gazetteer.entry(candidate.entry);
                candidate.demonym
                    || entry.is_some_and(|e| e.population() >= LARGE || e.is_capital())
            })
        };
        if !known || !pipeline.knows_verb(plain) && town() {
            let shouts = plain.len() <= 5 && !known && is_bracketed(text, &words[at])
                || !plain.contains(['a', 'e', 'i', 'o', 'u', 'y']);
            cased[at] = Some(if shouts {
                text.get(words[at].clone()).unwrap_or("").to_owned()
            } else {
                titled(plain)
            });
        }
        1
    }

    /// "Rebels Capture Northern Town": a headline whose longer words all begin with a capital, one behind the
    /// first being a verb of the ontology's.
    fn is_titled(&self, text: &str) -> bool {
        let words: Vec<&str> = words_of(text).into_iter().filter_map(|w| text.get(w)).collect();
        let ends = text.trim_end().ends_with(['.', '!', '?', ':', ',', '"', '”']);
        if ends || words.len() < HEADLINE || words.len() > LONGEST_HEADLINE {
            return false;
        }
        let long = |word: &&&str| word.chars().count() > 4;
        let capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
        let small = |word: &str| word.chars().skip(1).any(char::is_lowercase);
        words.iter().filter(long).count() >= 2
            && words.iter().filter(long).all(|word| capital(word))
            && (1..words.len()).any(|at| {
                let word = words[at];
                let plain = lowered(word);
                capital(word)
                    && small(word)
                    && !beside_number(&words, at)
                    && (self.verbs.contains(&plain) || self.tells(word))
            })
    }

    /// Whether a word of it is a trigger verb in the past or the third person: "RETAKEN", "FALLS".
    fn tells(&self, text: &str) -> bool {
        words_of(text).into_iter().filter_map(|word| text.get(word)).any(|word| {
            let small = lowered(word);
            self.finite.contains(&small)
                || ["s", "ed", "d", "es"].iter().any(|end| {
                    small.strip_suffix(end).is_some_and(|stem| self.verbs.contains(stem))
                })
        })
    }

    /// Whether the ontology uses it as a word, in this form or without its ending.
    fn is_word(&self, word: &str) -> bool {
        let stem = |end: &str| word.strip_suffix(end).is_some_and(|stem| self.words.contains(stem));
        self.words.contains(word) || stem("s") || stem("ed") || stem("ing") || stem("d")
    }
}

/// Cuts what a claim quotes from the report as it is: spans are code points, the same in both texts.
pub fn restore(text: &str, claims: &mut [Claim]) {
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    let cut = |span: Span| -> Option<&str> {
        let start = *offsets.get(span.start as usize)?;
        text.get(start..*offsets.get(span.end as usize)?)
    };
    let put = |own: &mut String, span: Span| {
        if let Some(cut) = cut(span).filter(|cut| cut.to_lowercase() == own.to_lowercase()) {
            *own = cut.to_owned();
        }
    };
    for claim in claims {
        put(&mut claim.quote.text, claim.quote.span);
        claim.places.iter_mut().for_each(|place| put(&mut place.text, place.span));
        claim.counts.iter_mut().for_each(|count| put(&mut count.text, count.span));
        let actors: [&mut Vec<Actor>; 3] = [&mut claim.by, &mut claim.against, &mut claim.with];
        actors.into_iter().flatten().for_each(|actor| put(&mut actor.text, actor.span));
    }
}

/// "18 March": a word beside a number may be a month's name.
fn beside_number<W: AsRef<str>>(words: &[W], at: usize) -> bool {
    let number = |at: usize| words.get(at).is_some_and(|w| w.as_ref().parse::<u32>().is_ok());
    at > 0 && number(at - 1) || number(at + 1)
}

/// Whether nearly all letters of a paragraph are capitals.
fn is_shouted(paragraph: &str) -> bool {
    let capitals = paragraph.chars().filter(|c| c.is_uppercase()).count();
    let small = paragraph.chars().filter(|c| c.is_lowercase()).count();
    capitals > 20 * small
}

/// The words: letters and digits with the apostrophes inside them.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric();
        match start {
            None if inside => start = Some(at),
            Some(first) if !inside => {
                words.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// In small letters, letter by letter, where a letter keeps its bytes.
fn lowered(word: &str) -> String {
    word.chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect()
}

fn titled(word: &str) -> String {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut capital = first.to_uppercase();
    let first = match (capital.next(), capital.next()) {
        (Some(one), None) if one.len_utf8() == first.len_utf8() => one,
        _ => first,
    };
    std::iter::once(first).chain(letters).collect()
}

fn is_bracketed(text: &str, word: &Range<usize>) -> bool {
    let before = text.get(..word.start).and_then(|t| t.chars().next_back());
    let after = text.get(word.end..).and_then(|t| t.chars().next());
    matches!((before, after), (Some('[' | '('), Some(']' | ')')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coder::Coder;
    use dateline_report::Report;

    const WIRE: &str = "   BOGOTA, 3 JAN 90 -- GUERRILLAS OF THE NATIONAL LIBERATION ARMY [ELN] KILLED \
                        THREE SOLDIERS NEAR\nMEDELLIN ON WEDNESDAY, THE ARMY SAID.";

    #[test]
    fn bytes_stay() {
        let coder = Coder::embedded();
        let recaser = Recaser::new(coder.registry, &coder.ontology);
        let printed = recaser.recase(WIRE, coder.pipeline, coder.gazetteer).unwrap_or_default();
        assert_eq!(printed.len(), WIRE.len());
        assert!(printed.to_uppercase() == WIRE, "{printed}");
        assert!(printed.contains("killed three soldiers near\nMedellin on Wednesday"), "{printed}");
    }

    #[test]
    fn quotations_are_the_reports_own() {
        let mut report = Report::new(WIRE);
        report.published = "1990-01-04".parse().ok();
        let (claims, _) = Coder::embedded().code(&report);
        assert!(!claims.is_empty());
        let text: Vec<char> = WIRE.chars().collect();
        for claim in claims {
            let span = claim.quote.span;
            let cut: String = text[span.start as usize..span.end as usize].iter().collect();
            assert_eq!(cut, claim.quote.text);
        }
    }

    #[test]
    fn print_stays_as_it_is() {
        let coder = Coder::embedded();
        let recaser = Recaser::new(coder.registry, &coder.ontology);
        let text = "NATO and the EU met.\n\nBREAKING NEWS\n\nThe UN said so.";
        assert_eq!(recaser.recase(text, coder.pipeline, coder.gazetteer), None);
        let text = "Ruritanian Rebels Capture Zenda From Army After Siege";
        let printed = recaser.recase(text, coder.pipeline, coder.gazetteer).unwrap_or_default();
        assert_eq!(printed, "Ruritanian rebels capture Zenda from army after siege");
        // a heading without a verb, and a sentence, stay
        for text in [
            "The Popular Front of the South",
            "The Reds captured Zenda on Tuesday",
            "Captured by Ruritania 18 March 2022",
        ] {
            assert_eq!(recaser.recase(text, coder.pipeline, coder.gazetteer), None);
        }
        let text = "ZENDA RECAPTURED, ARMY SAYS\n\nNATO AND THE EU";
        let printed = recaser.recase(text, coder.pipeline, coder.gazetteer).unwrap_or_default();
        assert_eq!(printed, "Zenda recaptured, army says\n\nNATO AND THE EU");
    }
}
