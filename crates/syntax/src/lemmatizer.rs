//! The rule lemmatizer: a form, its part of speech and its morphology give the lemma.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::hash::QuickBuild;
use crate::lexeme::lower;
use crate::model::{BaseForm, Model, ModelError};
use crate::unicode::Unicode;

type Exceptions = HashMap<Box<str>, Vec<Box<str>>, QuickBuild>;

/// Suffix rules, exceptions and word list of one part of speech.
#[derive(Debug, Default)]
struct Table {
    rules: Vec<(String, String)>,
    exceptions: Exceptions,
    index: WordList,
}

impl Table {
    fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.exceptions.is_empty() && self.index.ends.is_empty()
    }
}

/// Sorted words in one string.
#[derive(Debug, Default)]
struct WordList {
    text: String,
    ends: Vec<u32>,
}

impl WordList {
    fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at as u32);
        WordList { text: text.to_owned(), ends: ends.collect() }
    }

    fn contains(&self, word: &str) -> bool {
        let at = |i: usize| {
            let start = if i == 0 { 0 } else { self.ends[i - 1] as usize + 1 };
            &self.text[start..self.ends[i] as usize]
        };
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match at(middle).cmp(word) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }
}

#[derive(Debug, Default)]
pub(crate) struct Lemmatizer {
    base_forms: Vec<BaseForm>,
    tables: BTreeMap<String, Table>,
}

impl Lemmatizer {
    pub(crate) fn new(model: &mut Model) -> Result<Self, ModelError> {
        let Some(data) = model.header.lemmatizer.take() else { return Ok(Lemmatizer::default()) };
        if data.mode != "rule" {
            return Err(ModelError::Unsupported(format!("lemmatizer mode {}", data.mode)));
        }
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for (pos, rules) in data.rules {
            tables.entry(pos).or_default().rules = rules;
        }
        for (pos, list) in data.exceptions {
            let boxed =
                |lemmas: Vec<String>| lemmas.into_iter().map(String::into_boxed_str).collect();
            let list =
                list.into_iter().map(|(form, lemmas)| (form.into_boxed_str(), boxed(lemmas)));
            tables.entry(pos).or_default().exceptions = list.collect();
        }
        for (pos, place) in data.index {
            tables.entry(pos).or_default().index = WordList::new(model.text(place)?);
        }
        Ok(Lemmatizer { base_forms: data.base_forms, tables })
    }

    /// Whether a form in small letters is a word of one of these parts of speech, or an inflection of one.
    pub(crate) fn knows(&self, word: &str, parts: &[&str]) -> bool {
        let tables = self.tables.iter().filter(|(pos, _)| parts.contains(&pos.as_str()));
        tables.into_iter().any(|(_, table)| {
            table.index.contains(word)
                || table.exceptions.contains_key(word)
                || table.rules.iter().any(|(old, new)| {
                    word.strip_suffix(old.as_str())
                        .is_some_and(|stem| table.index.contains(&format!("{stem}{new}")))
                })
        })
    }

    /// Pairs of a form and the lemma, among those given, that it may have as some part of speech: what
    /// [`Lemmatizer::lemma`] makes of any other form is none of them.
    pub(crate) fn forms<'l>(&self, lemmas: &HashSet<&'l str>) -> Vec<(String, &'l str)> {
        let mut pairs: Vec<(String, &'l str)> =
            lemmas.iter().map(|&lemma| (lemma.to_owned(), lemma)).collect();
        for table in self.tables.values() {
            for (form, own) in &table.exceptions {
                let wanted = own.iter().filter_map(|lemma| lemmas.get(&**lemma));
                pairs.extend(wanted.map(|&lemma| (form.to_string(), lemma)));
            }
            for &lemma in lemmas {
                let stems = table.rules.iter().filter_map(|(old, new)| {
                    Some(format!("{}{old}", lemma.strip_suffix(new.as_str())?))
                });
                pairs.extend(stems.map(|form| (form, lemma)));
            }
        }
        pairs
    }

    /// The lemma. `pos` as Universal Dependencies write it, `morph` as `Name=Value|…`.
    pub(crate) fn lemma<'f>(
        &self,
        form: &'f str,
        pos: &str,
        morph: &str,
        unicode: &Unicode,
    ) -> Cow<'f, str> {
        let pos = pos.to_lowercase();
        if matches!(pos.as_str(), "" | "eol" | "space") || self.is_base(&pos, morph) {
            return lower(form);
        }
        let Some(table) = self.tables.get(&pos).filter(|table| !table.is_empty()) else {
            return if pos == "propn" { form.into() } else { lower(form) };
        };
        let word = lower(form);
        // Known forms go to the front one by one, so the last rule that finds one wins; forms that are
        // not plain words (hyphens, digits) queue up behind.
        let (mut known, mut odd, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (old, new) in &table.rules {
            let Some(stem) = word.strip_suffix(old.as_str()) else { continue };
            let candidate = format!("{stem}{new}");
            if candidate.is_empty() {
                continue;
            }
            if table.index.contains(&candidate) {
                known.push(candidate);
            } else if !candidate.chars().all(|c| unicode.alpha.contains(c)) {
                odd.push(candidate);
            } else {
                unknown.push(candidate);
            }
        }
        let regular = || known.iter().rev().chain(&odd);
        let exceptions = table.exceptions.get(&*word).map_or(&[][..], Vec::as_slice);
        // Each exception that the rules did not find goes before all others.
        let irregular = exceptions.iter().rev().find(|e| !regular().any(|form| **form == ***e));
        if let Some(lemma) = irregular {
            return lemma.to_string().into();
        }
        let best = regular().next().cloned();
        match best.or_else(|| unknown.into_iter().next()) {
            Some(lemma) => lemma.into(),
            None => form.into(),
        }
    }

    fn is_base(&self, pos: &str, morph: &str) -> bool {
        let value = |name: &str| {
            let mut features = morph.split('|').filter_map(|feature| feature.split_once('='));
            features.find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        self.base_forms.iter().any(|base| {
            base.pos.as_deref().is_none_or(|wanted| wanted == pos)
                && base.has.iter().all(|(name, wanted)| value(name) == Some(wanted))
                && base.lacks.iter().all(|name| value(name).is_none())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::Pipeline;

    #[test]
    fn forms_undo_lemmas() {
        let lemmas = HashSet::from(["take", "city", "woman", "seize", "stop", "army"]);
        let pairs = Pipeline::embedded().forms(&lemmas);
        for (form, lemma) in [
            ("took", "take"),
            ("taking", "take"),
            ("cities", "city"),
            ("women", "woman"),
            ("seizes", "seize"),
            ("stopped", "stop"),
            ("armies", "army"),
        ] {
            assert!(pairs.iter().any(|(f, l)| f == form && *l == lemma), "{form} of {lemma}");
        }
        assert!(!pairs.iter().any(|(form, _)| form == "cite"));
    }
}
