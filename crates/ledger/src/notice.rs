//! Notices: a publisher's word that it takes a report back ("MANDATORY KILL", "this story has been
//! withdrawn"). The words are data (`data/notices.txt`); what is not clearly such a notice is none.

use std::sync::OnceLock;

use crate::Result;
use crate::engine::{Engine, values};
use crate::search::words::split;

const WORDS: &str = include_str!("../data/notices.txt");

/// A notice is short; a report about somebody's withdrawn report need not be.
pub(crate) const LONGEST: usize = 1_500;

/// A headline of fewer words may be anybody's.
const HEADLINE: usize = 3;

/// What a notice takes back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// What stood at its own address before it.
    Page,
    /// What stands at this address.
    Url(String),
    /// The report with this headline, folded.
    Headline(String),
}

impl Target {
    /// As two columns.
    fn columns(&self) -> (&'static str, &str) {
        match self {
            Target::Page => ("page", ""),
            Target::Url(url) => ("url", url),
            Target::Headline(headline) => ("headline", headline),
        }
    }
}

/// What a report takes back, if it is a notice: at least what stood at its own address.
pub(crate) fn targets(title: Option<&str>, text: &str) -> Option<Vec<Target>> {
    if text.len() > LONGEST {
        return None;
    }
    let title = title.unwrap_or_default();
    let first = text.split("\n\n").map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    // Hardly any report is one, and all are looked at.
    if !may_be_one(title) && !may_be_one(first) {
        return None;
    }
    let heads = [folded(title), folded(first)];
    if !heads.iter().any(|head| phrases().iter().any(|phrase| phrase.is_in(head))) {
        return None;
    }
    let mut targets = vec![Target::Page];
    targets.extend(urls(text).map(Target::Url));
    let after_colon = title.split_once(':').map(|(_, rest)| rest);
    let headlines = after_colon.into_iter().chain(quoted(title)).chain(quoted(text));
    targets.extend(
        headlines
            .map(folded)
            .filter(|headline| headline.split(' ').count() >= HEADLINE)
            .map(Target::Headline),
    );
    targets.sort();
    targets.dedup();
    Some(targets)
}

/// Keeps what a report takes back.
pub(crate) fn keep(engine: &Engine, report: i64, targets: &[Target]) -> Result<()> {
    targets.iter().try_for_each(|target| {
        let (kind, about) = target.columns();
        let sql = "INSERT INTO notices (report, kind, target) VALUES (?, ?, ?)";
        engine.run(sql, values![report, kind, about])
    })
}

/// Words in lower case without accents, a blank between two.
pub(crate) fn folded(text: &str) -> String {
    split(text).collect::<Vec<_>>().join(" ")
}

struct Phrase {
    words: String,
    first: bool,
}

impl Phrase {
    fn is_in(&self, head: &str) -> bool {
        let whole = |at: usize| {
            let end = at + self.words.len();
            (at == 0 || head.as_bytes().get(at - 1) == Some(&b' '))
                && (end == head.len() || head.as_bytes().get(end) == Some(&b' '))
        };
        match self.first {
            true => head.starts_with(&self.words) && whole(0),
            false => head.match_indices(&self.words).any(|(at, _)| whole(at)),
        }
    }
}

/// Whether any of the words is the longest of some phrase.
fn may_be_one(head: &str) -> bool {
    static LONGEST: OnceLock<Vec<String>> = OnceLock::new();
    let longest = LONGEST.get_or_init(|| {
        let longest = |phrase: &Phrase| -> Option<String> {
            phrase.words.split(' ').rev().max_by_key(|word| word.len()).map(str::to_owned)
        };
        let mut words: Vec<String> = phrases().iter().filter_map(longest).collect();
        words.sort();
        words.dedup();
        words
    });
    let is_one = |word: &str| longest.binary_search_by(|one| one.as_str().cmp(word)).is_ok();
    let mut lower = String::new();
    head.split(|c: char| !c.is_alphanumeric()).any(|word| {
        if !word.is_ascii() {
            return is_one(&folded(word));
        }
        lower.clear();
        lower.push_str(word);
        lower.make_ascii_lowercase();
        is_one(&lower)
    })
}

fn phrases() -> &'static [Phrase] {
    static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        (WORDS.lines())
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| Phrase { words: folded(line), first: line.starts_with('^') })
            .collect()
    })
}

fn urls(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().filter_map(|word| {
        let at = word.find("https://").or_else(|| word.find("http://"))?;
        let url =
            word[at..].trim_end_matches(['.', ',', ';', ':', ')', ']', '>', '"', '”', '’', '\'']);
        (url.len() > "https://".len()).then(|| url.to_owned())
    })
}

/// What stands between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (at, open) = rest.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '‘'))?;
            let close = match open {
                '“' => '”',
                '‘' => '’',
                other => other,
            };
            let inside = &rest[at + open.len_utf8()..];
            match inside.find(close) {
                Some(end) => {
                    rest = &inside[end + close.len_utf8()..];
                    return Some(&inside[..end]);
                }
                None => rest = inside,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_name_what_they_take_back() {
        let killed = targets(
            Some("MANDATORY KILL: Rebels capture Arda"),
            "Please kill the story “Rebels capture Arda” of May 2 (https://wire.example/a/1). \
             It was wrong.",
        );
        assert_eq!(
            killed,
            Some(vec![
                Target::Page,
                Target::Url("https://wire.example/a/1".to_owned()),
                Target::Headline("rebels capture arda".to_owned()),
            ])
        );
        for text in [
            "This story has been withdrawn.",
            "Retraction\n\nOn May 2 we reported that rebels had taken Arda.",
            "EDITORS: The agency has withdrawn its story about Arda. A substitute will follow.",
        ] {
            assert_eq!(targets(None, text), Some(vec![Target::Page]), "{text}");
        }
    }

    #[test]
    fn what_is_not_clearly_a_notice_is_none() {
        for (title, text) in [
            ("", "Troops have withdrawn from Arda, the ministry said."),
            ("Ministry denies report", "The ministry retracted a statement on Monday."),
            ("", "Rebels took Arda.\n\nAn earlier version of this story has been corrected."),
            ("The army’s retraction", "The general took his words back."),
            ("", "The mandate of the mission ends. Killings went on."),
            ("", "Rebels took Arda on Monday.\n\nThis story has been withdrawn from our app."),
        ] {
            assert_eq!(targets(Some(title), text), None, "{title} {text}");
        }
        assert_eq!(
            targets(None, &format!("This story has been withdrawn. {}", "x ".repeat(999))),
            None
        );
    }
}
