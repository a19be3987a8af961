//! The files of `actors/` and `sources/` as they are written: strict, every key known.
//!
//! `actors/README.md` describes the format for the people who edit it.

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};
use toml::Spanned;

use crate::kind::Kind;
use crate::sources::SourceKind;

/// One file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    #[serde(default)]
    pub actor: Vec<Spanned<RawActor>>,
    #[serde(default)]
    pub source: Vec<Spanned<RawSource>>,
    #[serde(default)]
    pub leader: Vec<Spanned<RawLeader>>,
    #[serde(default)]
    pub role: Vec<Spanned<RawRole>>,
    pub words: Option<RawWords>,
}

/// `[[actor]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawActor {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    #[serde(default)]
    pub countries: Vec<String>,
    #[serde(default)]
    pub names: Vec<Spanned<RawName>>,
    #[serde(default)]
    pub demonyms: Vec<Spanned<RawName>>,
    #[serde(default)]
    pub party: Vec<Spanned<RawLink>>,
    #[serde(default)]
    pub part_of: Vec<Spanned<RawLink>>,
    #[serde(default)]
    pub backers: Vec<Spanned<RawLink>>,
    #[serde(default)]
    pub descriptions: Vec<Spanned<RawName>>,
    #[serde(default)]
    pub ideology: Vec<String>,
    #[serde(default)]
    pub afar: bool,
    pub active: Option<RawDates>,
    pub ucdp: Option<RawUcdp>,
    pub wikidata: Option<String>,
}

/// A name, bare or in a table with its dates.
#[derive(Debug)]
pub(crate) struct RawName {
    pub name: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub metonym: bool,
}

/// A reference to another actor, bare or in a table with its dates.
#[derive(Debug)]
pub(crate) struct RawLink {
    pub id: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDates {
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawUcdp {
    pub id: Option<u32>,
    pub name: String,
}

/// `[[leader]]`: a public office-holder whose name stands for a body ("Haftar's forces").
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLeader {
    pub name: String,
    /// Surname or short form as news writes it alone; the last word of `name` where left out.
    #[serde(default)]
    pub short: Vec<String>,
    pub of: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// `[[source]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSource {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub domains: Vec<String>,
    pub kind: SourceKind,
    pub country: Option<String>,
    #[serde(default)]
    pub leans_to: Vec<Spanned<String>>,
    pub party: Option<Spanned<String>>,
}

/// `[[role]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRole {
    pub words: Vec<String>,
    /// A nationality before it says nothing of forces: "Ruritanian men".
    #[serde(default)]
    pub civil: bool,
    #[serde(default)]
    pub slot: Vec<String>,
    #[serde(default)]
    pub alone: crate::roles::Alone,
    #[serde(default)]
    pub kinds: Vec<Kind>,
    #[serde(default)]
    pub ideology: Vec<String>,
    #[serde(default)]
    pub number: crate::roles::Number,
    #[serde(default)]
    pub person: bool,
    #[serde(default)]
    pub deed: bool,
}

/// `[words]`: closed word lists that rules refer to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawWords {
    #[serde(default)]
    pub ideologies: std::collections::BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub state: Vec<String>,
    #[serde(default)]
    pub rebel: Vec<String>,
    #[serde(default)]
    pub opposition: Vec<String>,
    #[serde(default)]
    pub field: Vec<String>,
    #[serde(default)]
    pub backing: Vec<String>,
    #[serde(default)]
    pub loyal: Vec<String>,
    #[serde(default)]
    pub battle_verbs: Vec<String>,
    #[serde(default)]
    pub address_verbs: Vec<String>,
    #[serde(default)]
    pub taking_verbs: Vec<String>,
    #[serde(default)]
    pub holding: Vec<String>,
    #[serde(default)]
    pub compass: Vec<String>,
    #[serde(default)]
    pub renegade: Vec<String>,
    #[serde(default)]
    pub own_verbs: Vec<String>,
    #[serde(default)]
    pub held: Vec<String>,
    #[serde(default)]
    pub made: Vec<String>,
    #[serde(default)]
    pub against: Vec<String>,
    #[serde(default)]
    pub unknown: Vec<String>,
    #[serde(default)]
    pub armed_group: Vec<String>,
    #[serde(default)]
    pub organisation: Vec<String>,
    #[serde(default)]
    pub not_armed_group: Vec<String>,
    #[serde(default)]
    pub force_verbs: Vec<String>,
    #[serde(default)]
    pub word_verbs: Vec<String>,
    #[serde(default)]
    pub also_words: Vec<String>,
}

impl<'de> Deserialize<'de> for RawName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            name: String,
            from: Option<String>,
            to: Option<String>,
            #[serde(default)]
            metonym: bool,
        }
        string_or_table(
            deserializer,
            "a name, or a table with `name`, `from`, `to`, `metonym`",
            |name| RawName { name, from: None, to: None, metonym: false },
            |t: Table| RawName { name: t.name, from: t.from, to: t.to, metonym: t.metonym },
        )
    }
}

impl<'de> Deserialize<'de> for RawLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            id: String,
            from: Option<String>,
            to: Option<String>,
        }
        string_or_table(
            deserializer,
            "an actor's id, or a table with `id`, `from`, `to`",
            |id| RawLink { id, from: None, to: None },
            |t: Table| RawLink { id: t.id, from: t.from, to: t.to },
        )
    }
}

/// Reads a string by one function, a table by another, with errors that name the key at fault
/// (serde's untagged enums lose them).
fn string_or_table<'de, D: Deserializer<'de>, Table: Deserialize<'de>, Out>(
    deserializer: D,
    expected: &'static str,
    of_string: fn(String) -> Out,
    of_table: fn(Table) -> Out,
) -> Result<Out, D::Error> {
    struct Either<Table, Out>(&'static str, fn(String) -> Out, fn(Table) -> Out);
    impl<'de, Table: Deserialize<'de>, Out> Visitor<'de> for Either<Table, Out> {
        type Value = Out;
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Out, E> {
            Ok(self.1(text.to_owned()))
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Out, A::Error> {
            Table::deserialize(MapAccessDeserializer::new(map)).map(self.2)
        }
    }
    deserializer.deserialize_any(Either(expected, of_string, of_table))
}
