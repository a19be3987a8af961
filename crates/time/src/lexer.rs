//! Atoms: the words, numbers and marks of a text, cut finer than tokens ("mid-June",
//! "2014–2017", "17/10/2016" are several atoms each), so that the grammar is the same whatever the
//! tokenizer does, and holds for paragraphs that were never parsed.

use dateline_report::Span;

use crate::vocabulary::{Vocabulary, Word};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    /// First letter only.
    Capital,
    /// All letters, and more than one of them.
    Upper,
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) word: Word,
    pub(crate) case: Case,
    /// No space before it.
    pub(crate) glued: bool,
    /// First on its line.
    pub(crate) line: bool,
    /// Digits of a number written in figures.
    pub(crate) digits: u8,
}

impl Atom {
    /// What lies before the first and past the last atom.
    pub(crate) const NONE: Atom = Atom {
        start: 0,
        end: 0,
        word: Word::Edge0,
        case: Case::Lower,
        glued: false,
        line: true,
        digits: 0,
    };

    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Reads a text, or a part of it that begins at byte `base` of the whole.
pub(crate) fn atoms(text: &str) -> Vec<Atom> {
    let mut lexer = Lexer {
        bytes: text.as_bytes(),
        text,
        at: 0,
        atoms: Vec::with_capacity(text.len() / 5),
        glued: false,
        line: true,
        table: Vocabulary::get(),
    };
    lexer.run();
    lexer.atoms
}

struct Lexer<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
    atoms: Vec<Atom>,
    glued: bool,
    line: bool,
    table: &'static Vocabulary,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\r' => {
                    self.glued = false;
                    self.at += 1;
                }
                b'\n' => self.newline(),
                b'0'..=b'9' => self.number(),
                b'A'..=b'Z' | b'a'..=b'z' => self.word(),
                0x80.. => self.wide(),
                _ => self.mark(byte),
            }
        }
    }

    fn push(&mut self, end: usize, word: Word, case: Case, digits: u8) {
        let (start, end32) = (self.at as u32, end as u32);
        let (glued, line) = (self.glued, self.line);
        self.atoms.push(Atom { start, end: end32, word, case, glued, line, digits });
        self.at = end;
        self.glued = true;
        self.line = false;
    }

    fn newline(&mut self) {
        let start = self.at;
        let mut lines = 0;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => lines += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => break,
            }
            self.at += 1;
        }
        if lines > 1 {
            let end = self.at;
            self.at = start;
            self.push(end, Word::Break, Case::Lower, 0);
        }
        self.glued = false;
        self.line = true;
    }

    /// A run of letters, with the digits that stick to it ("T72", "Q1").
    fn word(&mut self) {
        let start = self.at;
        let (mut end, mut uppers, mut letters, mut plain) = (start, 0, 0, true);
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b'a'..=b'z' => letters += 1,
                b'A'..=b'Z' => {
                    letters += 1;
                    uppers += 1;
                }
                b'0'..=b'9' => plain = false,
                0x80.. => {
                    let Some(wide) = self.text[end..].chars().next() else { break };
                    if !wide.is_alphanumeric() {
                        break;
                    }
                    plain = false;
                    end += wide.len_utf8();
                    continue;
                }
                _ => break,
            }
            end += 1;
        }
        let case = match (self.bytes[start].is_ascii_lowercase(), uppers == letters) {
            (true, _) => Case::Lower,
            (false, true) if letters > 1 => Case::Upper,
            _ => Case::Capital,
        };
        let word = if plain { self.table.look_up(&self.bytes[start..end]) } else { Word::Other };
        self.push(end, word, case, 0);
        self.possessive();
    }

    /// An "'s" that ends a word.
    fn possessive(&mut self) {
        let quote = match self.bytes.get(self.at..) {
            Some([b'\'', ..]) => 1,
            Some([0xE2, 0x80, 0x99, ..]) => 3,
            _ => return,
        };
        let after = self.bytes.get(self.at + quote + 1).copied().unwrap_or(b' ');
        let is_s = matches!(self.bytes.get(self.at + quote), Some(b's' | b'S'));
        if is_s && !after.is_ascii_alphanumeric() && after < 0x80 || is_s && after >= 0xE2 {
            self.push(self.at + quote + 1, Word::Possessive, Case::Lower, 0);
        }
    }

    /// A run of digits with what makes it an ordinal, a decade, an amount or a clock time.
    fn number(&mut self) {
        let start = self.at;
        let run = |from: usize| {
            self.bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let digits = run(start);
        let mut end = start + digits;
        let value = self.text[start..end].parse::<u32>().ok();
        let before = self.atoms.last().filter(|_| self.glued).map(|atom| atom.word);
        let marked = self.glued && matches!(self.bytes[start - 1], b'$' | b'#' | b'+' | b'@');
        let pound = self.text[..start].ends_with(['£', '€', '₴', '₽']);
        let mut quantity = marked || pound || value.is_none() || digits > 9;
        // "1,500", "2.5", "10:30" and their tails; but "17.10.2016" is a date.
        while let Some(&[mark @ (b',' | b'.' | b':'), digit]) = self.bytes.get(end..end + 2) {
            if !digit.is_ascii_digit() {
                break;
            }
            let tail = run(end + 1);
            let grouped = mark == b',' && tail == 3;
            let dotted = mark == b'.' && self.bytes.get(end + 1 + tail) == Some(&b'.');
            let last_dotted = mark == b'.' && before == Some(Word::Dot) && !quantity;
            if mark == b',' && !grouped || dotted || last_dotted {
                break;
            }
            quantity = true;
            end += 1 + tail;
        }
        let letters = self.bytes[end..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let tail = &self.bytes[end..end + letters];
        let value = value.unwrap_or(0);
        let word = match tail {
            _ if quantity => Word::Quantity,
            [] => Word::Number(value),
            [a, b] if is_ordinal_tail(*a, *b) => {
                end += 2;
                Word::Ordinal(value)
            }
            [b's' | b'S'] if digits == 4 && value % 10 == 0 => {
                end += 1;
                Word::Decade(value as i16)
            }
            [b's' | b'S'] if digits == 2 && value % 10 == 0 && before == Some(Word::Apostrophe) => {
                end += 1;
                Word::Decade(1900 + value as i16)
            }
            // "THE 2D WEEK", "THE 3D DAY".
            [b'd' | b'D'] if matches!(value, 2 | 3 | 22 | 23) => {
                end += 1;
                Word::Ordinal(value)
            }
            // The time half of "2016-10-17T05:00Z".
            [b'T'] if digits <= 2 && before == Some(Word::Hyphen) => Word::Number(value),
            _ => {
                end += letters;
                end += self.bytes[end..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                Word::Quantity
            }
        };
        let percent = matches!(self.bytes.get(end), Some(b'%'));
        let word = if percent { Word::Quantity } else { word };
        self.push(end, word, Case::Lower, digits.min(9) as u8);
        self.possessive();
    }

    fn mark(&mut self, byte: u8) {
        let word = match byte {
            b'-' if self.bytes.get(self.at + 1) == Some(&b'-') => Word::Dash,
            b'-' => Word::Hyphen,
            b',' => Word::Comma,
            b'.' => Word::Dot,
            b'/' => Word::Slash,
            b'\'' => Word::Apostrophe,
            b'(' | b'[' => Word::Open,
            b')' | b']' => Word::Close,
            _ => Word::Mark,
        };
        self.push(self.at + 1, word, Case::Lower, 0);
    }

    /// A character past ASCII: a letter, a space, a dash or a mark.
    fn wide(&mut self) {
        let Some(wide) = self.text[self.at..].chars().next() else {
            self.at = self.bytes.len();
            return;
        };
        let end = self.at + wide.len_utf8();
        match wide {
            '–' | '—' | '‒' | '―' | '−' => self.push(end, Word::Dash, Case::Lower, 0),
            '‐' | '‑' => self.push(end, Word::Hyphen, Case::Lower, 0),
            '’' | '‘' => self.push(end, Word::Apostrophe, Case::Lower, 0),
            _ if wide.is_whitespace() => {
                self.at = end;
                self.glued = false;
            }
            _ if wide.is_alphanumeric() => {
                let more = self.text[end..]
                    .find(|c: char| !c.is_alphanumeric())
                    .map_or(self.bytes.len(), |len| end + len);
                let case = if wide.is_uppercase() { Case::Capital } else { Case::Lower };
                self.push(more, Word::Other, case, 0);
                self.possessive();
            }
            _ => self.push(end, Word::Mark, Case::Lower, 0),
        }
    }
}

fn is_ordinal_tail(a: u8, b: u8) -> bool {
    matches!((a | 0x20, b | 0x20), (b's', b't') | (b'n', b'd') | (b'r', b'd') | (b't', b'h'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        atoms(text).iter().map(|atom| atom.word).collect()
    }

    #[test]
    fn numbers_say_what_they_are() {
        assert_eq!(words("2014–2017"), [Word::Number(2014), Word::Dash, Word::Number(2017)]);
        assert_eq!(words("1,500 2.5 10:30 3km 40%")[..5], [Word::Quantity; 5]);
        assert_eq!(words("$20"), [Word::Mark, Word::Quantity]);
        assert_eq!(words("17th 1990s"), [Word::Ordinal(17), Word::Decade(1990)]);
        assert_eq!(
            words("17.10.2016"),
            [Word::Number(17), Word::Dot, Word::Number(10), Word::Dot, Word::Number(2016)]
        );
    }

    #[test]
    fn words_carry_case_and_possessives() {
        assert_eq!(words("Monday's"), [Word::Weekday(1), Word::Possessive]);
        assert_eq!(words("Monday’s"), [Word::Weekday(1), Word::Possessive]);
        assert_eq!(
            atoms("MAY may May").iter().map(|a| a.case).collect::<Vec<_>>(),
            [Case::Upper, Case::Lower, Case::Capital]
        );
        assert_eq!(words("a\n\nb")[1], Word::Break);
    }
}
