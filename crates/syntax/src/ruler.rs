//! The attribute ruler: tag, arc and word decide part of speech, morphology and some lemmas.
//!
//! All rules look at what the tagger and the parser said, then the matches apply in the rules' order,
//! so that later rules win.

use std::collections::BTreeMap;

use crate::labels::{Label, Labels};
use crate::lexeme::lower;
use crate::model::{Among, Condition, Header, ModelError, RuleData};
use crate::pattern::Pattern;
use crate::unicode::{Unicode, is_space};

/// What the rules read of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'t> {
    pub text: &'t str,
    pub tag: Label,
    pub dep: Label,
}

/// What the rules make of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub tag: Label,
    pub dep: Label,
    pub pos: Label,
    pub morph: Label,
    /// 0 where no rule gave one.
    pub lemma: Label,
}

#[derive(Debug)]
enum Test {
    Is(Box<str>),
    In(Vec<Box<str>>),
    NotIn(Vec<Box<str>>),
    Like(Pattern),
}

impl Test {
    fn holds(&self, text: &str) -> bool {
        match self {
            Test::Is(one) => **one == *text,
            Test::In(list) => list.iter().any(|one| **one == *text),
            Test::NotIn(list) => !list.iter().any(|one| **one == *text),
            Test::Like(pattern) => {
                let chars: Vec<char> = text.chars().collect();
                pattern.find_from(&chars, 0).is_some()
            }
        }
    }
}

/// Conditions on one token. Those on labels are worked out beforehand.
#[derive(Debug)]
struct TokenTest {
    tags: Option<Vec<bool>>,
    deps: Option<Vec<bool>>,
    orth: Option<Test>,
    lower: Option<Test>,
    space: Option<bool>,
}

impl TokenTest {
    fn holds_for_word(&self, text: &str, lower: &str) -> bool {
        self.orth.as_ref().is_none_or(|test| test.holds(text))
            && self.lower.as_ref().is_none_or(|test| test.holds(lower))
            && self
                .space
                .is_none_or(|wanted| wanted == (!text.is_empty() && text.chars().all(is_space)))
    }

    fn holds(&self, seen: Seen) -> bool {
        let among = |set: &Option<Vec<bool>>, label: Label| {
            set.as_ref().is_none_or(|set| set.get(usize::from(label)).copied().unwrap_or(false))
        };
        among(&self.tags, seen.tag)
            && among(&self.deps, seen.dep)
            && self.holds_for_word(seen.text, &lower(seen.text))
    }

    fn asks_for_word(&self) -> bool {
        self.orth.is_some() || self.lower.is_some() || self.space.is_some()
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Change {
    tag: Option<Label>,
    dep: Option<Label>,
    pos: Option<Label>,
    morph: Option<Label>,
    lemma: Option<Label>,
}

#[derive(Debug)]
struct Rule {
    patterns: Vec<Vec<TokenTest>>,
    /// Which token of the match changes; negative counts from the end.
    index: i64,
    change: Change,
}

/// The rules of a pipeline.
#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
}

/// The vocabularies that rules speak of, and the labels of names.
#[derive(Debug, Default)]
pub(crate) struct Vocabularies {
    pub tags: Labels,
    pub deps: Labels,
    pub pos: Labels,
    pub morphs: Labels,
    pub lemmas: Labels,
    pub names: Labels,
}

impl Ruler {
    pub(crate) fn new(
        header: &Header,
        vocabularies: &mut Vocabularies,
    ) -> Result<Self, ModelError> {
        // Labels that only a rule gives must exist before the conditions are worked out.
        let changes: Vec<Change> =
            header.ruler.iter().map(|rule| change(rule, vocabularies)).collect::<Result<_, _>>()?;
        let mut rules = Vec::with_capacity(changes.len());
        for (data, change) in header.ruler.iter().zip(changes) {
            let mut patterns = Vec::new();
            for pattern in &data.patterns {
                let tests =
                    pattern.iter().map(|token| token_test(token, vocabularies, &header.unicode));
                let tests = tests.collect::<Result<Vec<TokenTest>, ModelError>>()?;
                if !tests.is_empty() {
                    patterns.push(tests);
                }
            }
            rules.push(Rule { patterns, index: data.index, change });
        }
        Ok(Ruler { rules })
    }

    /// Whether a rule of several tokens may hold this word.
    pub(crate) fn in_sequence(&self, text: &str) -> bool {
        let lower = lower(text);
        let mut long = self.rules.iter().flat_map(|rule| &rule.patterns).filter(|p| p.len() > 1);
        long.any(|tests| {
            tests.iter().any(|test| test.asks_for_word() && test.holds_for_word(text, &lower))
                || tests.iter().all(|test| !test.asks_for_word())
        })
    }

    /// Attributes of a token by the rules that look at it alone, and by those of several tokens that
    /// were found to match.
    pub(crate) fn apply(&self, seen: Seen, sequences: &[usize]) -> Attributes {
        let mut out = Attributes { tag: seen.tag, dep: seen.dep, ..Attributes::default() };
        for (at, rule) in self.rules.iter().enumerate() {
            let alone = rule.patterns.iter().any(|tests| match tests.as_slice() {
                [test] => test.holds(seen),
                _ => false,
            });
            if !alone && !sequences.contains(&at) {
                continue;
            }
            let Change { tag, dep, pos, morph, lemma } = rule.change;
            out.tag = tag.unwrap_or(out.tag);
            out.dep = dep.unwrap_or(out.dep);
            out.pos = pos.unwrap_or(out.pos);
            out.morph = morph.unwrap_or(out.morph);
            out.lemma = lemma.unwrap_or(out.lemma);
        }
        out
    }

    /// Rules of several tokens that match where the token at `at` takes part: (token to change, rule).
    pub(crate) fn sequences<'t>(
        &self,
        at: usize,
        len: usize,
        seen: impl Fn(usize) -> Seen<'t>,
        out: &mut Vec<(usize, usize)>,
    ) {
        for (number, rule) in self.rules.iter().enumerate() {
            for tests in rule.patterns.iter().filter(|tests| tests.len() > 1) {
                for place in 0..tests.len() {
                    let Some(start) = at.checked_sub(place) else { continue };
                    if start + tests.len() > len {
                        continue;
                    }
                    if !tests.iter().enumerate().all(|(i, test)| test.holds(seen(start + i))) {
                        continue;
                    }
                    let index =
                        if rule.index < 0 { rule.index + tests.len() as i64 } else { rule.index };
                    let Ok(index) = usize::try_from(index) else { continue };
                    if index < tests.len() && !out.contains(&(start + index, number)) {
                        out.push((start + index, number));
                    }
                }
            }
        }
    }
}

fn change(rule: &RuleData, vocabularies: &mut Vocabularies) -> Result<Change, ModelError> {
    let mut change = Change::default();
    for (name, value) in &rule.attrs {
        match name.as_str() {
            "TAG" => change.tag = Some(vocabularies.tags.add(value)),
            "DEP" => change.dep = Some(vocabularies.deps.add(value)),
            "POS" => change.pos = Some(vocabularies.pos.add(value)),
            "MORPH" => change.morph = Some(vocabularies.morphs.add(&morphology(value))),
            "LEMMA" => change.lemma = Some(vocabularies.lemmas.add(value)),
            other => return Err(ModelError::Unsupported(format!("a rule that sets {other}"))),
        }
    }
    Ok(change)
}

/// Features in their normal order; `_` is none.
fn morphology(features: &str) -> String {
    let mut list: Vec<&str> = features.split('|').filter(|f| f.contains('=')).collect();
    list.sort_unstable();
    list.join("|")
}

fn token_test(
    token: &BTreeMap<String, Condition>,
    vocabularies: &Vocabularies,
    unicode: &Unicode,
) -> Result<TokenTest, ModelError> {
    let mut test = TokenTest { tags: None, deps: None, orth: None, lower: None, space: None };
    let labelled =
        |labels: &Labels, test: &Test| Some(labels.iter().map(|text| test.holds(text)).collect());
    for (name, condition) in token {
        match (name.as_str(), condition) {
            ("IS_SPACE", Condition::Flag(wanted)) => test.space = Some(*wanted),
            ("TAG", condition) => {
                test.tags = labelled(&vocabularies.tags, &text_test(condition, unicode)?);
            }
            ("DEP", condition) => {
                test.deps = labelled(&vocabularies.deps, &text_test(condition, unicode)?);
            }
            ("LOWER", condition) => test.lower = Some(text_test(condition, unicode)?),
            ("ORTH" | "TEXT", condition) => test.orth = Some(text_test(condition, unicode)?),
            (other, _) => {
                return Err(ModelError::Unsupported(format!("a rule that asks for {other}")));
            }
        }
    }
    Ok(test)
}

fn text_test(condition: &Condition, unicode: &Unicode) -> Result<Test, ModelError> {
    let unsupported = |what: &str| ModelError::Unsupported(format!("a rule's condition: {what}"));
    match condition {
        Condition::Flag(_) => Err(unsupported("a flag where a text is wanted")),
        Condition::Is(text) => Ok(Test::Is(text.as_str().into())),
        Condition::Among(map) => {
            let boxed = |list: &[String]| list.iter().map(|text| text.as_str().into()).collect();
            let mut entries = map.iter();
            match (entries.next(), entries.next()) {
                (Some((key, Among::List(list))), None) if key == "IN" => Ok(Test::In(boxed(list))),
                (Some((key, Among::List(list))), None) if key == "NOT_IN" => {
                    Ok(Test::NotIn(boxed(list)))
                }
                (Some((key, Among::Pattern(pattern))), None) if key == "REGEX" => {
                    let compiled = Pattern::new(pattern, unicode);
                    let named = |error| ModelError::Pattern { name: pattern.clone(), error };
                    compiled.map(Test::Like).map_err(named)
                }
                (Some((key, _)), _) => Err(unsupported(key)),
                (None, _) => Err(unsupported("nothing")),
            }
        }
    }
}
