//! Who says it, at the end of a sentence.

use dateline_syntax::{Analysis, Mend};

use crate::lexicon::Lexicon;

/// Words of the longest speaker before a verb of saying.
const LONGEST_SPEAKER: usize = 14;

/// "…, the Observatory said on Thursday.": a saying at the sentence's end, whose speaker the parser hung on
/// the name before the comma.
pub(super) struct Saying {
    verb: usize,
    speaker: usize,
    comma: usize,
}

impl Saying {
    pub(super) fn behind(
        a: &Analysis<'_>,
        lexicon: &Lexicon,
        sentence: std::ops::Range<usize>,
    ) -> Option<Vec<Mend>> {
        let saying = sentence.clone().skip(3).find_map(|t| Saying::at(a, lexicon, &sentence, t))?;
        Some(saying.mends(a, &sentence))
    }

    /// Reads a verb of saying as the last clause of its sentence.
    fn at(
        a: &Analysis<'_>,
        lexicon: &Lexicon,
        sentence: &std::ops::Range<usize>,
        verb: usize,
    ) -> Option<Saying> {
        let says = matches!(a.tag(verb), "VBD" | "VBZ" | "VBP")
            && a.pos(verb) == "VERB"
            && lexicon.reporting.verbs.contains(&a.lemma(verb).to_lowercase());
        if !says || !closes(a, lexicon, verb + 1, sentence.end) {
            return None;
        }
        // "…, the speaker of parliament, Osama X, told": an apposition of the speaker's
        let end = if a.text(verb - 1) == "," {
            let name = (sentence.start..verb - 1).rev().find(|&t| a.text(t) == ",")?;
            (name + 1..verb - 1).all(|t| matches!(a.pos(t), "PROPN" | "PUNCT")).then_some(name)?
        } else {
            verb
        };
        let comma = (sentence.start..end).rev().find(|&t| a.text(t) == ",")?;
        let phrase = comma + 1..end;
        if phrase.is_empty()
            || phrase.len() > LONGEST_SPEAKER
            || phrase.clone().any(|t| {
                matches!(a.tag(t), "VBD" | "VBZ" | "VBP" | "MD" | "CC" | "WDT" | "WP")
                    || matches!(a.text(t), ";" | ":" | "that")
            })
        {
            return None;
        }
        let speaker = phrase.clone().find(|&t| {
            matches!(a.pos(t), "NOUN" | "PROPN")
                && !phrase.contains(&a.head(t))
                && !matches!(a.dep(t), "npadvmod" | "pobj")
        })?;
        // "…, a claim the army denied": what is denied, and not who speaks
        let told = a.dep(verb) == "relcl"
            && a.head(verb) == speaker
            && lexicon.reporting.documents.contains(&a.lemma(speaker).to_lowercase())
            && a.children(verb).any(|c| c > speaker && a.dep(c) == "nsubj");
        if told {
            return None;
        }
        // The parser has it right where the phrase is the verb's subject.
        if a.head(speaker) == verb && matches!(a.dep(speaker), "nsubj" | "nsubjpass") {
            let saying = Saying { verb, speaker, comma };
            return saying.took_object(a, sentence).then_some(saying);
        }
        let astray = matches!(a.dep(speaker), "appos" | "conj" | "dobj" | "nmod" | "attr" | "dep");
        (astray && a.head(speaker) < comma).then_some(Saying { verb, speaker, comma })
    }

    /// "Rebels were holding 300 peacekeepers, the U.N. said": the object of the clause, hung on the saying as
    /// a second subject.
    fn took_object(&self, a: &Analysis<'_>, sentence: &std::ops::Range<usize>) -> bool {
        a.children(self.verb).any(|c| {
            let first = a.subtree(c).start;
            let governor =
                (sentence.start..first).rev().find(|&t| !matches!(a.pos(t), "ADV" | "DET"));
            c < self.comma
                && a.dep(c) == "nsubj"
                && governor.is_some_and(|g| {
                    a.pos(g) == "VERB"
                        && a.head(g) == self.verb
                        && a.child(g, "nsubj").is_some()
                        && a.child(g, "dobj").is_none()
                })
        })
    }

    fn mends(&self, a: &Analysis<'_>, sentence: &std::ops::Range<usize>) -> Vec<Mend> {
        let text = |text: &str| Some(text.to_owned());
        let mut mends = Vec::new();
        // What the parser took for the verb's subject belongs to the clause before.
        for child in a
            .children(self.verb)
            .filter(|&c| c < self.comma && matches!(a.dep(c), "nsubj" | "nsubjpass"))
        {
            let governor =
                (sentence.start..child).rev().find(|&t| a.pos(t) == "VERB" && t != self.verb);
            if let Some(governor) = governor {
                mends.push(Mend {
                    token: child,
                    head: Some(governor),
                    dep: text("dobj"),
                    ..Mend::default()
                });
            }
        }
        let root = sentence.clone().find(|&t| a.head(t) == t && a.pos(t) != "SPACE");
        if let Some(root) = root.filter(|&root| root != self.verb && root < self.comma) {
            mends.push(Mend {
                token: self.verb,
                head: Some(self.verb),
                dep: text("ROOT"),
                ..Mend::default()
            });
            mends.push(Mend {
                token: root,
                head: Some(self.verb),
                dep: text("ccomp"),
                ..Mend::default()
            });
        }
        mends.push(Mend {
            token: self.speaker,
            head: Some(self.verb),
            dep: text("nsubj"),
            ..Mend::default()
        });
        mends
    }
}

/// Whether a saying ends here: a stop, a day, a place, a listener.
fn closes(a: &Analysis<'_>, lexicon: &Lexicon, next: usize, end: usize) -> bool {
    if next >= end {
        return true;
    }
    // "told reporters", "told a news conference", "told Reuters on Friday"
    let listener = a.dep(next) == "dobj" || a.tag(next) == "DT" || a.pos(next) == "PROPN";
    let told = next > 0 && a.lemma(next - 1) == "tell" && listener;
    told || lexicon.ends_saying(a.text(next))
}
