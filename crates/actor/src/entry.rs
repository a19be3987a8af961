//! One entry of the registry.

use crate::dates::Dates;
use crate::kind::Kind;

/// An actor as the registry knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Stable id: area, point, slug.
    pub id: String,
    /// Usual English news name, of today or the latest.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Where it acts, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// All names, spellings and abbreviations.
    pub names: Vec<DatedName>,
    /// Nationality words: adjectives and peoples.
    pub demonyms: Vec<DatedName>,
    /// The sides that it fights for.
    pub party: Vec<Link>,
    /// The bodies that it belongs to.
    pub part_of: Vec<Link>,
    /// Who backs it.
    pub backers: Vec<Link>,
    /// Noun phrases that mean it in reports on its countries.
    pub descriptions: Vec<DatedName>,
    /// Words usable in definite descriptions ("jihadist").
    pub ideology: Vec<String>,
    /// A state that flies its own drones and missiles far from its borders.
    pub afar: bool,
    /// When it existed.
    pub active: Dates,
    /// Its name, and number where known, in the Uppsala Conflict Data Program.
    pub ucdp: Option<(Option<u32>, String)>,
    /// Its item in Wikidata.
    pub wikidata: Option<String>,
    /// The file that it stands in.
    pub path: String,
    /// Line in that file, from 1.
    pub line: usize,
}

/// A name with the dates at which it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedName {
    /// As written.
    pub name: String,
    /// When it is used.
    pub dates: Dates,
    /// A seat that stands for the actor.
    pub metonym: bool,
}

/// A reference to another entry, with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The other's id.
    pub id: String,
    /// When it holds.
    pub dates: Dates,
}

impl Entry {
    /// The country of which it is the government, where it is one.
    pub fn governs(&self) -> Option<&str> {
        (self.id.len() == 2 + ".government".len() && self.id.ends_with(".government"))
            .then(|| self.countries.first().map(String::as_str))?
    }

    /// Whether it acts in a country. An entry without countries acts anywhere.
    pub fn acts_in(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|own| own == country)
    }
}
