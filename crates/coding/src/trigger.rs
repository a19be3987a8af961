//! Trigger words: a paragraph in whose words no frame can be holds no event, and a report of such
//! paragraphs need not be parsed.
//!
//! A frame is possible in a paragraph where one of its triggers stands, with its particle, one word of each
//! condition that is a closed list of words, and the prepositions that its conditions lead through: arcs
//! never leave a paragraph. Words are told by every form that the lemmatizer, the lexicon's irregular verbs
//! or a regular ending may lead back to them.

use std::collections::{HashMap, HashSet};

use dateline_syntax::Pipeline;

use crate::ontology::{Frame, Ontology, Step};

/// Words that stand in every text, or that the tokenizer finds inside other words ("cannot", "dont").
const EVERYWHERE: &[&str] = &[
    "will", "would", "must", "should", "can", "could", "may", "might", "do", "have", "be", "not",
    "need", "dare",
];

/// Endings that the coder itself takes off a verb that the lemmatizer does not know, and what then ends
/// the verb.
const ENDINGS: &[(&str, &str)] =
    &[("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("s", "")];

/// Words whose lemma a rule gives to nothing but these forms, cut up or whole.
const RULED: &[(&str, &str)] = &[
    ("gon", "go"),
    ("gonna", "go"),
    ("goin", "go"),
    ("got", "get"),
    ("gotta", "get"),
    ("comin", "come"),
    ("mine", "mine"),
];

/// A number for each word that some frame asks for.
type WordId = u16;

/// Lists of which one word each has to stand in the paragraph.
type Lists = Vec<Vec<WordId>>;

/// What words of a paragraph make which frames possible.
#[derive(Debug, Default)]
pub struct Triggers {
    /// Words by each of their forms; of a form with a hyphen its first part.
    words: HashMap<String, Vec<WordId>>,
    /// For each word what else must be there, frame by frame, where it is the trigger.
    wanted: Vec<Vec<Lists>>,
    /// Words that are taken to be in every text.
    everywhere: Vec<WordId>,
    past: HashSet<String>,
}

/// Words in the order in which they came.
#[derive(Debug, Default)]
struct Numbers<'o> {
    of: HashMap<&'o str, WordId>,
    list: Vec<&'o str>,
}

impl<'o> Numbers<'o> {
    fn number(&mut self, word: &'o str) -> WordId {
        *self.of.entry(word).or_insert_with(|| {
            self.list.push(word);
            WordId::try_from(self.list.len() - 1).unwrap_or(WordId::MAX)
        })
    }
}

/// What a frame asks for beside its trigger: words of its closed conditions, and the prepositions on the
/// paths of all.
fn asked<'o>(frame: &'o Frame, numbers: &mut Numbers<'o>) -> Lists {
    let mut lists = Lists::new();
    for (path, words) in &frame.require {
        for step in &path.0 {
            if let Step::Preposition(words) = step {
                lists.extend(words.split(' ').next().map(|word| vec![numbers.number(word)]));
            }
        }
        if !words.iter().any(|word| word == "*" || word.starts_with('?')) {
            lists.push(words.iter().map(|word| numbers.number(word)).collect());
        }
    }
    lists
}

impl Triggers {
    /// Collects the words of all frames.
    pub fn of(ontology: &Ontology, pipeline: &Pipeline) -> Triggers {
        let mut numbers = Numbers::default();
        let lists: Vec<Lists> =
            ontology.frames.iter().map(|frame| asked(frame, &mut numbers)).collect();
        let mut triggers = Triggers::default();
        for table in [&ontology.verbs, &ontology.nouns, &ontology.adjectives] {
            for (lemma, frames) in table {
                let lemma = usize::from(numbers.number(lemma));
                for (frame, particle) in frames {
                    let mut wanted = lists[*frame].clone();
                    let first = particle.as_deref().and_then(|words| words.split(' ').next());
                    wanted.extend(first.map(|word| vec![numbers.number(word)]));
                    if triggers.wanted.len() <= lemma {
                        triggers.wanted.resize(lemma + 1, Vec::new());
                    }
                    triggers.wanted[lemma].push(wanted);
                }
            }
        }
        triggers.wanted.resize(numbers.list.len(), Vec::new());
        triggers.collect_forms(&numbers, ontology, pipeline);
        for verb in ontology.verbs.keys() {
            let stem = verb.trim_end_matches('e');
            triggers.past.insert(format!("{stem}ed"));
        }
        triggers
    }

    fn collect_forms(&mut self, numbers: &Numbers<'_>, ontology: &Ontology, pipeline: &Pipeline) {
        let all: HashSet<&str> = numbers.list.iter().copied().collect();
        let mut pairs = pipeline.forms(&all);
        for (lemma, forms) in &ontology.lexicon.irregular {
            pairs.extend(
                all.get(lemma.as_str())
                    .into_iter()
                    .flat_map(|&lemma| forms.iter().map(move |form| (form.clone(), lemma))),
            );
        }
        for (form, stand_in) in &ontology.lexicon.stand_ins {
            let lemma = all.get(stand_in.lemma.as_str());
            pairs.extend(lemma.map(|&lemma| (form.clone(), lemma)));
        }
        for &verb in all.iter().filter(|verb| ontology.verbs.contains_key(**verb)) {
            let stems = ENDINGS.iter().filter_map(|(form, lemma)| {
                Some((format!("{}{form}", verb.strip_suffix(lemma)?), verb))
            });
            pairs.extend(stems);
        }
        let ruled =
            RULED.iter().filter_map(|(form, lemma)| Some(((*form).to_owned(), *all.get(lemma)?)));
        pairs.extend(ruled);
        for (form, lemma) in pairs {
            let Some(&number) = numbers.of.get(lemma) else { continue };
            // "cease-fire" comes in one piece or in three
            let piece = form.split(|c: char| !c.is_alphabetic()).find(|piece| !piece.is_empty());
            match piece {
                Some(piece) => {
                    let known = self.words.entry(piece.to_lowercase()).or_default();
                    if !known.contains(&number) {
                        known.push(number);
                    }
                }
                None => self.everywhere.push(number),
            }
        }
        let ruled = |word: &str| RULED.iter().any(|(_, lemma)| *lemma == word);
        let common =
            |word: &str| EVERYWHERE.contains(&word) || pipeline.rules_lemma(word) && !ruled(word);
        let common = numbers.list.iter().filter(|word| common(word));
        self.everywhere.extend(common.filter_map(|word| numbers.of.get(word)));
    }

    /// Whether a word is a regular past form of a verb that triggers a frame: "captured".
    pub fn is_past(&self, word: &str) -> bool {
        self.past.contains(word)
    }

    /// Whether any paragraph of a text may hold an event.
    pub fn any(&self, text: &str) -> bool {
        Pipeline::paragraphs(text).into_iter().any(|paragraph| self.may_hold(paragraph.of(text)))
    }

    /// Whether some frame is possible by the words of a paragraph.
    pub fn may_hold(&self, paragraph: &str) -> bool {
        let mut there = vec![false; self.wanted.len()];
        let mut found: Vec<WordId> = Vec::new();
        let mut add = |number: WordId| {
            if let Some(slot) = there.get_mut(usize::from(number))
                && !std::mem::replace(slot, true)
            {
                found.push(number);
            }
        };
        self.everywhere.iter().for_each(|&number| add(number));
        let mut small = String::new();
        for run in paragraph.split(|c: char| !c.is_alphabetic()).filter(|run| !run.is_empty()) {
            self.look_up(run, &mut small, &mut add);
            // "LysychanskCaptured": sentences that lost what stood between them
            let mut pairs = run.as_bytes().windows(2);
            if pairs.any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()) {
                let mut from = 0;
                let cuts = run.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
                for at in cuts.chain([run.len()]).filter(|&at| at > 0) {
                    self.look_up(&run[from..at], &mut small, &mut add);
                    from = at;
                }
            }
        }
        let is_there =
            |number: &WordId| there.get(usize::from(*number)).is_some_and(|there| *there);
        found.iter().any(|&trigger| {
            self.wanted[usize::from(trigger)]
                .iter()
                .any(|lists| lists.iter().all(|list| list.iter().any(is_there)))
        })
    }

    fn look_up(&self, word: &str, small: &mut String, add: &mut impl FnMut(WordId)) {
        small.clear();
        small.extend(word.chars().flat_map(char::to_lowercase));
        if let Some(numbers) = self.words.get(small.as_str()) {
            numbers.iter().for_each(|&number| add(number));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn a_paragraph_needs_a_trigger_and_what_its_frame_asks_for() {
        let triggers = Triggers::of(&embedded::ontology(), Pipeline::embedded());
        for text in [
            "Gunmen took the town.",
            "THE ARMY RETOOK THE TOWN",
            "A cease-fire was agreed.",
            "See Battle of LysychanskCaptured by the rebels",
            "The rebel-held suburb was shelled.",
            "Villages were overrun.",
        ] {
            assert!(triggers.any(text), "{text}");
        }
        for text in [
            "",
            "Two eggs and a pinch of salt are enough for the soup.",
            "Temperatures of thirty degrees, with light wind from the west.",
            "The new library has forty thousand volumes.",
        ] {
            assert!(!triggers.any(text), "{text}");
        }
    }

    /// Whatever the arcs and the matcher find in the ontology's own examples, the words allow.
    #[test]
    fn the_words_of_every_example_allow_it() {
        let coder = crate::Coder::embedded();
        let triggers = Triggers::of(&coder.ontology, coder.pipeline);
        let examples = coder.ontology.types.iter().flat_map(|t| t.examples());
        let claiming = examples.filter(|(example, _)| !example.claims.is_empty());
        for (example, _) in claiming {
            assert!(triggers.any(&example.text), "{}", example.text);
        }
    }
}
