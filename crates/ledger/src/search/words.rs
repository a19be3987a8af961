//! Words as PostgreSQL's index has them, so that it finds what SQLite's finds: letters and digits in
//! lower case without accents, and nothing else is a word.

use crate::key::plain_letters;

/// Keeps a report's words.
pub(crate) const INSERT: &str =
    "INSERT INTO report_words (report, words) VALUES (?, to_tsvector('simple', ?))";

/// Bytes of a report's words that are indexed: PostgreSQL's index entries have an end. A report so long
/// is a book; it is found by its first hundred thousand words.
const MOST: usize = 300_000;

/// The words of a report, between blanks.
pub(crate) fn of(title: Option<&str>, text: &str) -> String {
    let mut words = String::new();
    for part in [title.unwrap_or_default(), text] {
        for word in split(part) {
            if words.len() + word.len() >= MOST {
                return words;
            }
            words.push_str(&word);
            words.push(' ');
        }
    }
    words
}

/// The words of what somebody types, as a `tsquery`; nothing where it holds none.
pub(super) fn query(terms: &[super::Term<'_>]) -> Option<String> {
    let terms: Vec<String> = (terms.iter())
        .filter_map(|term| {
            let words: Vec<String> = split(term.words).map(|word| format!("'{word}'")).collect();
            let any = if term.any_ending { ":*" } else { "" };
            (!words.is_empty()).then(|| format!("{}{any}", words.join(" <-> ")))
        })
        .collect();
    (!terms.is_empty()).then(|| terms.join(" & "))
}

/// Words in lower case, their letters without accents.
pub(crate) fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(plain_letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(of(Some("Al-Bāb"), "taken: 12 'dead'"), "al bab taken 12 dead ");
        assert!(of(None, &"word ".repeat(MOST)).len() <= MOST);
    }

    #[test]
    fn what_is_typed_is_words() {
        let query = |typed| query(&super::super::terms(typed));
        assert_eq!(query("took  town*").as_deref(), Some("'took' & 'town':*"));
        assert_eq!(
            query("\"the old town\" NOT").as_deref(),
            Some("'the' <-> 'old' <-> 'town' & 'not'")
        );
        assert_eq!(query("Al-Bab'; DROP").as_deref(), Some("'al' <-> 'bab' & 'drop'"));
        assert_eq!(query(" - \" "), None);
    }
}
