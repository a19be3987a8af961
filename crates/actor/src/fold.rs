//! Words as the registry compares them: lower case, without diacritics, apostrophes and points.
//!
//! Names of organisations are written in many ways ("Da'esh", "Jabhat al-Nusra", "Jabhat Al Nusra",
//! "U.S."), and a tokenizer splits some of them in two. Both the registry's names and the report's
//! tokens are therefore cut into the same plain words: runs of letters and digits.

/// One word of a name or of a token: its folded form, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, ASCII where a plain equivalent is known.
    pub folded: String,
    /// Byte range in the text that was cut.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// How its letters are written.
    pub case: Case,
}

/// How a word's letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// All small, or no letters.
    Lower,
    /// The first is a capital, others are small.
    Title,
    /// All are capitals (two letters or more), digits allowed.
    Upper,
    /// A single capital letter.
    Initial,
    /// Capitals inside ("eThekwini").
    Mixed,
}

/// Cuts a text into words. `each` sees them in order.
pub fn words(text: &str, mut each: impl FnMut(Word)) {
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, first)) = rest.peek() {
        if !first.is_alphanumeric() {
            rest.next();
            continue;
        }
        let mut word = Word { folded: String::new(), start, end: start, case: Case::Lower };
        let (mut upper, mut lower, mut first_is_upper) = (0usize, 0usize, None);
        while let Some(&(at, c)) = rest.peek() {
            if c.is_alphanumeric() {
                if c.is_uppercase() {
                    upper += 1;
                } else if c.is_lowercase() {
                    lower += 1;
                }
                first_is_upper.get_or_insert(c.is_uppercase());
                push_folded(c, &mut word.folded);
                word.end = at + c.len_utf8();
                rest.next();
            } else if is_combining(c) || joins(text, at, c) {
                rest.next();
            } else {
                break;
            }
        }
        word.case = match (upper, lower) {
            (0, _) => Case::Lower,
            (1, 0) if word.folded.len() == 1 => Case::Initial,
            (_, 0) => Case::Upper,
            (1, _) if first_is_upper == Some(true) => Case::Title,
            _ => Case::Mixed,
        };
        each(word);
    }
}

/// The folded words of a name.
pub fn folded(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    words(text, |word| all.push(word.folded));
    all
}

/// Whether a mark between two letters belongs to the word: the apostrophe of a transliteration
/// (not the English possessive), the points of an abbreviation ("U.S.").
fn joins(text: &str, at: usize, mark: char) -> bool {
    let before = text[..at].chars().next_back();
    let mut after = text[at + mark.len_utf8()..].chars();
    let (next, second) = (after.next(), after.next());
    match mark {
        '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʿ' | 'ʾ' => {
            let possessive =
                matches!(next, Some('s' | 'S')) && !second.is_some_and(char::is_alphanumeric);
            next.is_some_and(char::is_alphabetic) && !possessive
        }
        '.' => {
            let one_letter_before = before.is_some_and(char::is_uppercase)
                && !text[..at].chars().rev().nth(1).is_some_and(char::is_alphanumeric);
            one_letter_before
                && next.is_some_and(char::is_uppercase)
                && !second.is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let plain = match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'č' | 'Č' => "c",
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ḍ' | 'Ḍ' | 'ð' => "d",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ė' | 'ę' | 'Ę' | 'ě' | 'Ě' | 'ə' | 'Ə' => {
            "e"
        }
        'ğ' | 'Ğ' | 'ġ' => "g",
        'ḥ' | 'Ḥ' | 'ħ' => "h",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'ı' | 'İ' => "i",
        'ł' | 'Ł' => "l",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'ō' | 'Ō' | 'ő' | 'Ő' => "o",
        'œ' | 'Œ' => "oe",
        'ř' | 'Ř' => "r",
        'ś' | 'Ś' | 'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' | 'ṣ' | 'Ṣ' => "s",
        'ß' => "ss",
        'ť' | 'Ť' | 'ț' | 'Ț' | 'ţ' | 'ṭ' | 'Ṭ' => "t",
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' | 'ů' | 'Ů' | 'ű' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' | 'ẓ' => "z",
        _ => {
            out.extend(c.to_lowercase());
            return;
        }
    };
    out.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("Da'esh", "Daesh"),
            ("Jabhat al-Nusra", "Jabhat Al Nusra"),
            ("U.S.", "US"),
            ("U.S.-backed", "US backed"),
            ("Forces armées", "forces armees"),
            ("People’s Defence", "People's Defence"),
            ("Ansar Allah", "ANSAR ALLAH"),
        ] {
            assert_eq!(folded(a), folded(b));
        }
        assert_eq!(folded("Syria's"), ["syria", "s"]);
        assert_eq!(folded("the end. US"), ["the", "end", "us"]);
    }

    #[test]
    fn case_is_kept() {
        let mut cases = vec![];
        words("the IS of M23 is Zed X eT", |word| cases.push(word.case));
        use Case::*;
        assert_eq!(cases, [Lower, Upper, Lower, Upper, Lower, Title, Initial, Mixed]);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in
            ["Da’esh", "Ḥarakat aš-Šabāb", "İstanbul", "ЛНР", "حزب الله", "U.S.", "é\u{301}"]
        {
            let once = folded(text).join(" ");
            assert_eq!(folded(&once).join(" "), once);
        }
    }
}
