//! What a toponym does in its sentence: a place, an adjective, a government, a container.

use dateline_syntax::Analysis;

use crate::ToponymRole;
use crate::kind::Kind;

use super::mention::Mention;
use super::words;

/// The role of a mention whose entry is of the given kind.
pub(super) fn role(
    analysis: &Analysis<'_>,
    mention: &Mention,
    kind: Option<Kind>,
    demonym: bool,
    seat_of_power: bool,
    holds: bool,
) -> ToponymRole {
    if demonym {
        return ToponymRole::Demonym;
    }
    if seat_of_power && speaks(analysis, mention) {
        return ToponymRole::Metonym;
    }
    if mention.inside && !mention.label.is_place() && kind.is_some() {
        return ToponymRole::Metonym;
    }
    if holds { ToponymRole::Container } else { ToponymRole::Location }
}

/// "Moscow said", "Washington-backed", "backed by Ankara", "talks with Tehran".
fn speaks(analysis: &Analysis<'_>, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    if end + 1 < analysis.len()
        && matches!(analysis.text(end), "-" | "–" | "‑")
        && words::is_backing(&analysis.text(end + 1).to_lowercase())
    {
        return true;
    }
    // "pro-Ruritanian", "anti-Zenda fighters": for whom or against whom somebody is
    let start = mention.tokens.start;
    if start >= 2
        && matches!(analysis.text(start - 1), "-" | "–" | "‑")
        && matches!(analysis.text(start - 2).to_lowercase().as_str(), "pro" | "anti")
    {
        return true;
    }
    let last = end.saturating_sub(1);
    let Some(head) = mention.tokens.clone().find(|&token| {
        let head = analysis.head(token);
        !mention.tokens.contains(&head) || head == token
    }) else {
        return false;
    };
    let governor = analysis.head(head);
    match analysis.dep(head) {
        "nsubj" => words::is_speech(analysis.lemma(governor)),
        "pobj" => {
            let preposition = analysis.text(governor);
            let verb = analysis.head(governor);
            (preposition == "by"
                && analysis.dep(governor) == "agent"
                && words::is_speech(analysis.lemma(verb)))
                || (preposition == "with"
                    && matches!(
                        analysis.lemma(verb),
                        "ally" | "agree" | "negotiate" | "talk" | "alliance"
                    ))
        }
        // "the Kremlin and Damascus said" hangs on the first name.
        "conj" => {
            analysis.dep(governor) == "nsubj"
                && words::is_speech(analysis.lemma(analysis.head(governor)))
                && last == head
        }
        _ => false,
    }
}
