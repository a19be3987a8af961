//! Publishers, agencies, monitors and spokes-bodies: who speaks, and whom they lean to.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::fold;

/// What a source is (the words of `sources/`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A news agency.
    Agency,
    /// Other media.
    Media,
    /// Media of a state.
    StateMedia,
    /// An independent monitor.
    Monitor,
    /// An official body that does not fight.
    Official,
    /// A party to a fight, or its mouthpiece.
    Belligerent,
    /// Somebody who was there.
    Witness,
}

/// One publisher or spokes-body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Registry id.
    pub id: String,
    /// Usual name.
    pub name: String,
    /// All names and spellings.
    pub names: Vec<String>,
    /// Internet domains.
    pub domains: Vec<String>,
    /// What it is.
    pub kind: SourceKind,
    /// ISO 3166-1 alpha-2 of its seat.
    pub country: Option<String>,
    /// Ids of the actors that it leans to.
    pub leans_to: Vec<String>,
    /// Id of the belligerent that it speaks for.
    pub party: Option<String>,
}

/// All sources, by name and by domain.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
    ids: HashMap<String, u32>,
    names: HashMap<String, u32>,
    domains: HashMap<String, u32>,
}

impl Sources {
    pub(crate) fn push(&mut self, source: Source) -> Result<(), String> {
        let index = self.all.len() as u32;
        let mut clash = None;
        for name in std::iter::once(&source.name).chain(&source.names) {
            let key = key(name);
            match self.names.get(&key) {
                Some(&other) if other != index => {
                    clash = Some(format!(
                        "the name \"{name}\" is also one of source \"{}\"",
                        self.all[other as usize].id
                    ));
                }
                _ => drop(self.names.insert(key, index)),
            }
        }
        for domain in &source.domains {
            match self.domains.get(domain.as_str()) {
                Some(&other) if other != index => {
                    clash = Some(format!(
                        "the domain \"{domain}\" is also one of source \"{}\"",
                        self.all[other as usize].id
                    ));
                }
                _ => drop(self.domains.insert(domain.to_lowercase(), index)),
            }
        }
        self.ids.insert(source.id.clone(), index);
        self.all.push(source);
        clash.map_or(Ok(()), Err)
    }

    /// All, in the order of the files.
    pub fn all(&self) -> &[Source] {
        &self.all
    }

    /// The source with this id.
    pub fn get(&self, id: &str) -> Option<&Source> {
        self.ids.get(id).and_then(|&index| self.all.get(index as usize))
    }

    /// The source of this name, however it is written; a leading "the" does not matter.
    pub fn by_name(&self, name: &str) -> Option<&Source> {
        self.names.get(&key(name)).map(|&index| &self.all[index as usize])
    }

    /// The source of this domain or address: `www.afp.com`, `https://afp.com/x` and `en.afp.com`
    /// all mean `afp.com`.
    pub fn by_domain(&self, address: &str) -> Option<&Source> {
        let host = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default().to_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&index) = self.domains.get(rest) {
                return self.all.get(index as usize);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The source that a publisher field means: a name, a domain or an address.
    pub fn by_publisher(&self, publisher: &str) -> Option<&Source> {
        self.by_name(publisher).or_else(|| self.by_domain(publisher))
    }
}

fn key(name: &str) -> String {
    let words = fold::folded(name);
    let skip = usize::from(words.len() > 1 && words[0] == "the");
    words[skip..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_by_name_domain_and_address() {
        let mut sources = Sources::default();
        sources
            .push(Source {
                id: "fr.agency".into(),
                name: "Agence Exemple".into(),
                names: vec!["AE".into()],
                domains: vec!["exemple.fr".into()],
                kind: SourceKind::Agency,
                country: Some("FR".into()),
                leans_to: vec![],
                party: None,
            })
            .unwrap();
        for found in ["https://www.exemple.fr/a?b", "exemple.fr", "EN.exemple.fr", "AE"] {
            assert!(sources.by_publisher(found).is_some(), "{found}");
        }
        for unknown in ["notexemple.fr", "fr", "", "https://"] {
            assert!(sources.by_publisher(unknown).is_none(), "{unknown}");
        }
        assert!(sources.by_name("The agence exemple").is_some());
    }
}
