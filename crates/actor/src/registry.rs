//! The registry: all entries, with what is asked of them: sides, backers, names on a date.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::actor::Party;
use crate::dates::Dates;
use crate::entry::{Entry, Link};
use crate::error::RegistryError;
use crate::kind::Kind;
use crate::lexicon::Lexicon;
use crate::load;
use crate::roles::Roles;
use crate::sources::Sources;

/// All actors and sources, compiled for look-up.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    pub(crate) entries: Vec<Entry>,
    pub(crate) by_id: HashMap<String, u32>,
    pub(crate) lexicon: Lexicon,
    pub(crate) roles: Roles,
    pub(crate) sources: Sources,
}

impl Registry {
    /// Reads files given as (path, content). Every mistake is listed, not just the first.
    pub fn from_files<P: AsRef<str>, T: AsRef<str>>(
        files: &[(P, T)],
    ) -> Result<Registry, Vec<RegistryError>> {
        let (registry, errors) = load::load(files);
        if errors.is_empty() { Ok(registry) } else { Err(errors) }
    }

    /// The registry that the program carries.
    ///
    /// A test sees to it that its files are without mistakes; an entry with one would be left out.
    pub fn embedded() -> &'static Registry {
        crate::embedded::registry()
    }

    /// All entries, in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Publishers and spokes-bodies.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Role nouns and word lists.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// The entry with this id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.index(id).map(|index| &self.entries[index as usize])
    }

    pub(crate) fn index(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    pub(crate) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The government of a country (ISO 3166-1 alpha-2).
    pub fn government_of(&self, country: &str) -> Option<&Entry> {
        self.get(&format!("{}.government", country.to_ascii_lowercase()))
    }

    /// The side that an actor fights for on a date: the end of its chain of parties. An id that the
    /// registry does not know is its own party.
    ///
    /// Without a date the undated side holds, else the one that held longest while the actor was
    /// active: a fighter of ten years who joined the army in the last is not read as a soldier.
    pub fn party_of(&self, id: &str, date: Option<Date>) -> Party {
        let mut at = match self.index(id) {
            Some(index) => index,
            None => return Party { id: id.to_owned(), name: id.to_owned() },
        };
        // Files are checked for circles; the bound is for registries that were loaded in spite of it.
        for _ in 0..8 {
            match self.side(self.entry(at), date).and_then(|link| self.index(&link.id)) {
                Some(next) if next != at => at = next,
                _ => break,
            }
        }
        let entry = self.entry(at);
        let name = self.name_on(&entry.id, date).unwrap_or(&entry.name);
        Party { id: entry.id.clone(), name: name.to_owned() }
    }

    /// The country that an actor is of: that of the government which it is or serves in arms or for
    /// money, else the first in which it acts. What many states do together is of none.
    pub fn country_of(&self, id: &str, date: Option<Date>) -> Option<&str> {
        let entry = self.get(id)?;
        let serves = entry.kind.is_state() || entry.kind == Kind::Company;
        if serves
            && let Some(government) = self.get(&self.party_of(id, date).id)
            && government.kind == Kind::Government
        {
            return government.countries.first().map(String::as_str);
        }
        match entry.kind {
            Kind::International | Kind::Coalition => None,
            _ => entry.countries.first().map(String::as_str),
        }
    }

    fn side<'e>(&self, entry: &'e Entry, date: Option<Date>) -> Option<&'e Link> {
        match date {
            Some(day) => entry.party.iter().rev().find(|link| link.dates.hold(day)),
            None => {
                if let Some(link) = entry.party.iter().find(|link| link.dates.always()) {
                    return Some(link);
                }
                let own = entry.active.days_within(Dates::default())
                    - entry.party.iter().map(|l| l.dates.days_within(entry.active)).sum::<i64>();
                entry
                    .party
                    .iter()
                    .max_by_key(|link| link.dates.days_within(entry.active))
                    .filter(|link| link.dates.days_within(entry.active) > own)
            }
        }
    }

    /// Who backs an actor on a date; without one, whoever ever did.
    pub fn backers(&self, id: &str, date: Option<Date>) -> Vec<&Entry> {
        let Some(entry) = self.get(id) else { return vec![] };
        let mut backers: Vec<&Entry> = entry
            .backers
            .iter()
            .filter(|link| date.is_none_or(|day| link.dates.hold(day)))
            .filter_map(|link| self.get(&link.id))
            .collect();
        backers.dedup_by(|a, b| a.id == b.id);
        backers
    }

    /// Whether an actor is `whole` or belongs to it on a date, directly or through others.
    pub fn belongs_to(&self, id: &str, whole: &str, date: Option<Date>) -> bool {
        let mut stack = vec![id];
        let mut seen = vec![];
        while let Some(next) = stack.pop() {
            if next == whole {
                return true;
            }
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            if let Some(entry) = self.get(next) {
                let holds = |link: &&Link| date.is_none_or(|day| link.dates.hold(day));
                stack.extend(entry.part_of.iter().filter(holds).map(|link| link.id.as_str()));
            }
        }
        false
    }

    /// The name that news used on a date: the entry's own, unless its own was not yet in use, or no
    /// longer, and another was.
    pub fn name_on(&self, id: &str, date: Option<Date>) -> Option<&str> {
        let entry = self.get(id)?;
        let Some(day) = date else { return Some(&entry.name) };
        let mut own = entry.names.iter().filter(|name| name.name == entry.name).peekable();
        if own.peek().is_none() || own.any(|name| name.dates.hold(day)) {
            return Some(&entry.name);
        }
        let dated = |name: &&crate::entry::DatedName| {
            !name.metonym && !name.dates.always() && name.dates.hold(day)
        };
        Some(entry.names.iter().find(dated).map_or(&entry.name, |name| &name.name))
    }

    /// Entries that have this name at any time, else those whose names contain all its words; best
    /// match first.
    pub fn search(&self, name: &str) -> Vec<&Entry> {
        let mut found: Vec<u32> =
            self.lexicon.phrases(name).iter().map(|phrase| phrase.actor).collect();
        if found.is_empty() {
            let wanted = crate::fold::folded(name);
            let has_all = |text: &str| {
                let words = crate::fold::folded(text);
                !wanted.is_empty() && wanted.iter().all(|word| words.contains(word))
            };
            found = (0u32..)
                .zip(&self.entries)
                .filter(|(_, entry)| {
                    entry.id == name
                        || has_all(&entry.name)
                        || entry.names.iter().any(|other| has_all(&other.name))
                })
                .map(|(index, _)| index)
                .collect();
        }
        let mut seen = vec![];
        found.retain(|index| !seen.contains(index) && (seen.push(*index), true).1);
        found.into_iter().map(|index| self.entry(index)).collect()
    }
}
