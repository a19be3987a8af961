//! Stand-ins: forms that the syntax model has hardly seen ("retook", "overran") and takes for nouns are
//! parsed as commoner ones of the same length, so that all offsets hold.

use crate::lexicon::Lexicon;

/// Words after which a form is an infinitive.
const BEFORE_INFINITIVE: &[&str] =
    &["to", "will", "would", "can", "could", "may", "might", "must", "should", "not", "n't"];

/// The text with stand-ins in it; `None` where nothing needs one.
pub fn replaced(text: &str, lexicon: &Lexicon) -> Option<String> {
    let first = |b: u8| {
        lexicon
            .stand_ins
            .keys()
            .any(|form| form.as_bytes().first() == Some(&b.to_ascii_lowercase()))
    };
    let bytes = text.as_bytes();
    let mut made: Option<String> = None;
    let mut before = "";
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let letters = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_alphabetic());
        let mut length = letters(at).count();
        // "re-entered" is one word, and three to the tokenizer.
        if bytes.get(at + length) == Some(&b'-') {
            let whole = length + 1 + letters(at + length + 1).count();
            let known = |form: &str| lexicon.stand_ins.contains_key(&form.to_ascii_lowercase());
            if known(&text[at..at + whole]) {
                length = whole;
            }
        }
        let word = &text[at..at + length];
        if first(bytes[at])
            && let Some(stand_in) = lexicon.stand_ins.get(&word.to_ascii_lowercase())
        {
            let infinitive = BEFORE_INFINITIVE.iter().any(|w| before.eq_ignore_ascii_case(w));
            let form =
                stand_in.infinitive.as_ref().filter(|_| infinitive).unwrap_or(&stand_in.form);
            if form.len() == length {
                let form = in_case_of(form, word);
                made.get_or_insert_with(|| text.to_owned()).replace_range(at..at + length, &form);
            }
        }
        before = word;
        at += length;
    }
    made
}

fn in_case_of(form: &str, word: &str) -> String {
    let upper = |b: u8| b.is_ascii_uppercase();
    if word.len() > 1 && word.bytes().all(upper) {
        form.to_ascii_uppercase()
    } else if word.bytes().next().is_some_and(upper) {
        form[..1].to_ascii_uppercase() + &form[1..]
    } else {
        form.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn rare_forms_are_parsed_as_common_ones_of_the_same_length() {
        let lexicon = embedded::ontology().lexicon;
        let made = replaced("Rebels retook Kidal, then Overran Gao to overrun the rest.", &lexicon);
        let made = made.unwrap();
        assert!(made.starts_with("Rebels seized Kidal, then Invaded Gao to capture"), "{made}");
        assert_eq!(replaced("Rebels seized Kidal.", &lexicon), None);
        for (form, stand_in) in &lexicon.stand_ins {
            assert_eq!(form.len(), stand_in.form.len(), "{form}");
            assert!(stand_in.infinitive.as_ref().is_none_or(|i| i.len() == form.len()), "{form}");
        }
    }
}
