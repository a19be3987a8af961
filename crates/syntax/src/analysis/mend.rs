//! Mending: a later step's second thoughts about single tokens.

use super::{Analysis, Strings, Symbol};

/// What is to be read otherwise of one token. What is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mend {
    /// The token.
    pub token: usize,
    /// Its head; the token itself for a root.
    pub head: Option<usize>,
    /// Label of its arc.
    pub dep: Option<String>,
    /// Universal part of speech.
    pub pos: Option<String>,
    /// Penn tag.
    pub tag: Option<String>,
    /// Lemma.
    pub lemma: Option<String>,
}

impl Analysis<'_> {
    /// Takes second thoughts for what the pipeline read. An arc that leaves its sentence, or that would
    /// close a circle, is left as it was.
    pub fn mend(&mut self, mends: &[Mend]) {
        for mend in mends {
            let Some(token) = self.tokens.get(mend.token).copied() else { continue };
            let mut token = token;
            if let Some(head) = mend.head.filter(|&head| self.may_hang(mend.token, head)) {
                token.head = head as u32;
            }
            for (slot, text) in [
                (&mut token.dep, &mend.dep),
                (&mut token.pos, &mend.pos),
                (&mut token.tag, &mend.tag),
                (&mut token.lemma, &mend.lemma),
            ] {
                if let Some(text) = text {
                    *slot = symbol(&mut self.strings, text);
                }
            }
            self.tokens[mend.token] = token;
        }
        self.link();
    }

    fn may_hang(&self, token: usize, head: usize) -> bool {
        if token == head {
            return true;
        }
        if head >= self.len() || self.sentence_of(token) != self.sentence_of(head) {
            return false;
        }
        let mut at = head;
        for _ in 0..self.len() {
            if at == token {
                return false;
            }
            let next = self.head(at);
            if next == at {
                return true;
            }
            at = next;
        }
        false
    }
}

fn symbol(strings: &mut Strings, text: &str) -> Symbol {
    strings.find(text).unwrap_or_else(|| strings.push(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Builder, Word};

    fn word(text: &'static str, dep: &'static str, head: u32) -> Word<'static> {
        Word { text, lemma: text, pos: "X", tag: "X", dep, head }
    }

    #[test]
    fn arcs_are_rehung_and_circles_refused() {
        let mut analysis = Builder::new("a b c")
            .sentence(&[word("a", "ROOT", 0), word("b", "x", 0), word("c", "y", 1)])
            .build();
        let hang = |token, head| Mend { token, head: Some(head), ..Mend::default() };
        // b under c, which hangs on b
        analysis.mend(&[hang(1, 2)]);
        assert_eq!(analysis.head(1), 0);
        // c becomes the root, then a hangs on it
        analysis.mend(&[
            Mend { dep: Some("ROOT".into()), ..hang(2, 2) },
            Mend { pos: Some("VERB".into()), ..hang(0, 2) },
        ]);
        assert_eq!((analysis.head(0), analysis.head(1), analysis.head(2)), (2, 0, 2));
        assert_eq!((analysis.pos(0), analysis.dep(2)), ("VERB", "ROOT"));
        assert_eq!(analysis.children(2).collect::<Vec<_>>(), [0]);
    }
}
