//! Event types and kinds of actors in the words of other schemes.

use std::collections::HashMap;
use std::sync::OnceLock;

use dateline_actor::Kind;
use dateline_coding::ontology::file::Codes;
use serde::Deserialize;

use crate::data;

/// The part of an ontology file that is read here.
#[derive(Deserialize)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
    codes: Codes,
}

/// The codes of an event type; `None` for a type that the ontology lacks.
pub(crate) fn codes(kind: &str) -> Option<&'static Codes> {
    static CODES: OnceLock<HashMap<String, Codes>> = OnceLock::new();
    let all = CODES.get_or_init(|| {
        let files = dateline_coding::ontology_files().iter();
        files
            .filter_map(|(_, text)| toml::from_str::<Typed>(text).ok())
            .map(|typed| (typed.kind, typed.codes))
            .collect()
    });
    all.get(kind)
}

/// ACLED's disorder type of a sub-event type.
pub(crate) fn disorder(sub: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<&str, Vec<&str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| data::rows(include_str!("../data/acled.tsv")));
    table.get(sub).map(|row| row[2])
}

/// PLOVER's quad class of an event type.
pub(crate) fn quad(plover: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<&str, Vec<&str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| data::rows(include_str!("../data/quads.tsv")));
    table.get(plover).map(|row| row[1])
}

/// What an actor is, in other schemes' words.
pub(crate) struct Sort {
    /// ACLED's words (`inter1`).
    pub acled: &'static str,
    /// PLOVER's sector.
    pub plover: &'static str,
}

/// What an actor of this kind is, in other schemes' words.
pub(crate) fn sort(kind: Kind) -> Option<Sort> {
    static TABLE: OnceLock<HashMap<&str, Vec<&str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| data::rows(include_str!("../data/kinds.tsv")));
    table.get(kind.word()).map(|row| Sort { acled: row[1], plover: row[3] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_words_in_acled_and_plover() {
        for (path, text) in dateline_coding::ontology_files() {
            let Ok(typed) = toml::from_str::<Typed>(text) else { continue };
            let codes = codes(&typed.kind).expect(path);
            if !codes.acled_sub.is_empty() {
                assert!(disorder(&codes.acled_sub).is_some(), "{path}: {}", codes.acled_sub);
            }
            if !codes.plover.is_empty() {
                assert!(quad(&codes.plover).is_some(), "{path}: {}", codes.plover);
            }
        }
    }

    #[test]
    fn every_kind_of_actor_has_its_words() {
        use Kind::*;
        for kind in [
            Government,
            Military,
            Militia,
            Rebel,
            Jihadist,
            Gang,
            Police,
            Intelligence,
            Political,
            Coalition,
            People,
            International,
            Company,
            Civilians,
        ] {
            assert!(sort(kind).is_some(), "{}", kind.word());
        }
    }
}
