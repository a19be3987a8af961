//! Trigger words: a paragraph without one holds no event and need not be parsed.

use std::collections::HashSet;

use crate::ontology::Ontology;

/// The word forms that can trigger a frame, compared by their first letters.
///
/// Inflection only ever changes the end of an English word, bar a short list of irregular verbs
/// whose forms the lexicon lists; so a word can be a trigger only if it begins like one.
#[derive(Debug, Default)]
pub struct Triggers {
    stems: HashSet<String>,
    longest: usize,
    past: HashSet<String>,
}

/// Auxiliaries that trigger frames beside a verb of saying: they stand in every text, and tell nothing
/// of it.
const EVERYWHERE: &[&str] = &["will", "would", "must", "should"];

/// Letters of a lemma that all its regular forms keep.
const KEPT: usize = 3;

impl Triggers {
    /// Collects the stems of all trigger lemmas.
    pub fn of(ontology: &Ontology) -> Triggers {
        let mut triggers = Triggers::default();
        let lemmas =
            ontology.verbs.keys().chain(ontology.nouns.keys()).chain(ontology.adjectives.keys());
        for lemma in lemmas.filter(|lemma| !EVERYWHERE.contains(&lemma.as_str())) {
            triggers.add(lemma);
        }
        for forms in ontology.lexicon.irregular.values() {
            for form in forms {
                triggers.stems.insert(form.clone());
            }
        }
        for verb in ontology.verbs.keys() {
            let stem = verb.trim_end_matches('e');
            triggers.past.insert(format!("{stem}ed"));
        }
        triggers.longest = triggers.stems.iter().map(|s| s.chars().count()).max().unwrap_or(0);
        triggers
    }

    fn add(&mut self, lemma: &str) {
        let letters: Vec<char> = lemma.chars().collect();
        // "seize" → "seiz", "carry" → "carr", "hit" → "hit"
        let kept = if letters.len() > KEPT { letters.len() - 1 } else { letters.len() };
        self.stems.insert(letters[..kept].iter().collect());
    }

    /// Whether a word is a regular past form of a verb that triggers a frame: "captured".
    pub fn is_past(&self, word: &str) -> bool {
        self.past.contains(word)
    }

    /// Whether the text holds a word that may trigger a frame.
    pub fn any(&self, text: &str) -> bool {
        let mut word = String::new();
        text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).any(|w| {
            word.clear();
            for letter in w.chars().take(self.longest) {
                word.extend(letter.to_lowercase());
                if word.chars().count() >= KEPT.min(w.chars().count()) && self.stems.contains(&word)
                {
                    return true;
                }
            }
            false
        })
    }
}
