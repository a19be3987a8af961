//! Sentences that lost what stood between them when a page was turned into text: "the siege.The army",
//! "See Battle of LysychanskCaptured by".

use crate::trigger::Triggers;

/// Letters of the shortest word that is taken for one glued on.
const SHORTEST: usize = 4;

/// The offsets at which a sentence begins without a blank before it: a capital right behind a full stop
/// that ends a word or a year, or a verb of the ontology with a capital right behind a name.
pub fn cuts(text: &str, triggers: &Triggers) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in 2..bytes.len() {
        // "in the neighbourhood;At least 12": headlines strung together
        let strung = bytes[at - 1] == b';'
            && bytes[at - 2].is_ascii_alphanumeric()
            && (bytes[at].is_ascii_uppercase() || bytes[at].is_ascii_digit());
        if strung {
            found.push(at);
            continue;
        }
        if !bytes[at].is_ascii_uppercase() {
            continue;
        }
        let word = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let lower = bytes[at + 1..at + word].iter().all(u8::is_ascii_lowercase);
        if word < 2 || !lower || !bytes.get(at + word).is_none_or(|b| b" ,".contains(b)) {
            continue;
        }
        let before = bytes[..at - 1].iter().rev();
        let glued = match bytes[at - 1] {
            // "2014.Recaptured", "town.The": a whole word or number before the stop, and no address
            b'.' | b'!' | b'?' => {
                let ended = before.take_while(|b| b.is_ascii_alphanumeric());
                let ended: Vec<u8> = ended.copied().collect();
                let whole = ended.len() >= SHORTEST - 1;
                whole && ended.iter().all(|b| !b.is_ascii_uppercase() || ended.last() == Some(b))
            }
            b if b.is_ascii_lowercase() || b == b')' => {
                word >= SHORTEST
                    && (b == b')' || before.take_while(|b| b.is_ascii_alphabetic()).count() >= 2)
                    && bytes.get(at + word) == Some(&b' ')
                    && triggers.is_past(&text[at..at + word].to_ascii_lowercase())
            }
            _ => false,
        };
        if glued {
            found.push(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn cut(text: &str) -> Vec<&str> {
        let triggers = Triggers::of(&embedded::ontology(), dateline_syntax::Pipeline::embedded());
        let mut from = 0;
        let mut pieces = Vec::new();
        for at in cuts(text, &triggers).into_iter().chain([text.len()]) {
            pieces.push(&text[from..at]);
            from = at;
        }
        pieces
    }

    #[test]
    fn glued_sentences_come_apart() {
        assert_eq!(
            cut("See Battle of LysychanskCaptured by rebels in 2014.Recaptured by the army."),
            ["See Battle of Lysychansk", "Captured by rebels in 2014.", "Recaptured by the army."]
        );
        assert_eq!(cut("The town fell.Residents fled."), ["The town fell.", "Residents fled."]);
        assert_eq!(cut("The town fell;At least 12 died"), ["The town fell;", "At least 12 died"]);
    }

    #[test]
    fn names_and_addresses_stay_whole() {
        for text in [
            "McDonald and YouTube, LibreOffice and eBay",
            "the U.S.Army and St.Petersburg",
            "see www.Example.com",
            "Gen.Haftar's men took BenJawad",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }
}
