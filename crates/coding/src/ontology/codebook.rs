//! The codebook: the ontology as a page for people, made from the same files as the coder.

use std::fmt::Write as _;

use super::compile::{EventType, Ontology};
use super::file::{ActorNeed, Example, PlaceNeed};

/// Examples of each sort that a type's entry shows.
const SHOWN: usize = 4;

/// The whole page, in Markdown.
pub fn page(ontology: &Ontology) -> String {
    let mut page = String::from(
        "# Codebook\n\nEvery type of claim: what it is, what counts, what does not, how other schemes \
         call it, and sentences that prove it. Made from `ontology/` by `dateline ontology codebook`; \
         edit the files there, not this page.\n\n| type | what | PLOVER | CAMEO | ACLED | UCDP |\n\
         |---|---|---|---|---|---|\n",
    );
    for kind in &ontology.types {
        let codes = &kind.file.codes;
        let _ = writeln!(
            page,
            "| [`{}`](#{}) | {} | {} | {} | {} | {} |",
            kind.kind,
            anchor(&kind.kind),
            kind.file.title,
            joined(&codes.plover, &codes.plover_mode),
            or_none(&codes.cameo),
            joined(&codes.acled, &codes.acled_sub),
            violence(codes.ucdp),
        );
    }
    let mut family = "";
    for kind in &ontology.types {
        if kind.family != family {
            family = &kind.family;
            let _ = write!(page, "\n## {family}\n");
        }
        entry(&mut page, kind);
    }
    page
}

fn entry(page: &mut String, kind: &EventType) {
    let file = &kind.file;
    let _ = write!(page, "\n### {}\n\n**{}.** {}\n", kind.kind, file.title, file.definition);
    for (name, list) in [("Counts", &file.include), ("Does not count", &file.exclude)] {
        if !list.is_empty() {
            let _ = writeln!(page, "\n{name}:\n");
            for item in list {
                let _ = writeln!(page, "- {item}");
            }
        }
    }
    let place = match file.place {
        PlaceNeed::Required => "The sentence itself has to name the place.",
        PlaceNeed::Inherited => {
            "Has a place: the sentence's, or the one spoken of before; without one, no claim."
        }
        PlaceNeed::Optional => "May do without a place.",
        PlaceNeed::None => "Is no place's own.",
    };
    let who = match file.actors {
        ActorNeed::Armed => " Who acts bears arms or is a state.",
        ActorNeed::Any => "",
    };
    let state = if file.state { " A state, not a happening." } else { "" };
    let _ = writeln!(page, "\n{place}{who}{state}");
    let mut verbs: Vec<&str> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for frame in &file.frame {
        let frame = frame.get_ref();
        verbs.extend(frame.verb.0.iter().map(String::as_str));
        let both = frame.noun.0.iter().chain(&frame.adjective.0);
        others.extend(both.map(String::as_str));
    }
    for (name, mut words) in [("Verbs", verbs), ("Nouns and adjectives", others)] {
        words.sort_unstable();
        words.dedup();
        if !words.is_empty() {
            let _ = writeln!(page, "\n{name}: {}.", words.join(", "));
        }
    }
    let (said, silent): (Vec<_>, Vec<_>) =
        kind.examples().map(|(example, _)| example).partition(|e| !e.claims.is_empty());
    examples(page, "Says it", &said);
    examples(page, "Does not say it", &silent);
}

fn examples(page: &mut String, name: &str, list: &[&Example]) {
    if list.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n{name}:\n");
    for example in list.iter().take(SHOWN) {
        let fields: Vec<String> = example
            .claims
            .iter()
            .map(|claim| {
                claim
                    .iter()
                    .map(|(field, value)| format!("{field}: {value}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .filter(|fields| !fields.is_empty())
            .collect();
        let text = example.text.replace('\n', " ");
        let _ = match fields.is_empty() {
            true => writeln!(page, "- {text}"),
            false => writeln!(page, "- {text} *({})*", fields.join("; ")),
        };
    }
}

fn anchor(kind: &str) -> String {
    kind.replace('.', "")
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn joined(first: &str, second: &str) -> String {
    match (first, second) {
        ("", _) => "–".to_owned(),
        (first, "") => first.to_owned(),
        (first, second) => format!("{first}: {second}"),
    }
}

fn violence(code: u8) -> &'static str {
    match code {
        1 => "state-based",
        2 => "non-state",
        3 => "one-sided",
        _ => "–",
    }
}
