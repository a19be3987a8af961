//! From files to a registry, with every mistake listed by file and line.

use toml::Spanned;

use crate::dates::{self, Dates, End};
use crate::entry::{DatedName, Entry, Link};
use crate::error::RegistryError;
use crate::format::{File, RawActor, RawDates, RawLeader, RawLink, RawName, RawSource};
use crate::lexicon::PhraseKind;
use crate::registry::Registry;
use crate::sources::Source;

/// Reads all files. Entries with mistakes are left out or mended, so that the rest can be used.
pub(crate) fn load<P: AsRef<str>, T: AsRef<str>>(
    files: &[(P, T)],
) -> (Registry, Vec<RegistryError>) {
    let mut loader = Loader::default();
    for (path, text) in files {
        loader.file(path.as_ref(), text.as_ref());
    }
    loader.finish()
}

/// A reference to check once all entries are known.
struct Reference {
    path: String,
    line: usize,
    from: String,
    to: String,
    what: &'static str,
}

#[derive(Default)]
struct Loader {
    registry: Registry,
    errors: Vec<RegistryError>,
    references: Vec<Reference>,
    leaders: Vec<(String, usize, RawLeader)>,
}

/// A file while it is read: where its lines begin.
struct Lines<'a> {
    path: &'a str,
    starts: Vec<usize>,
}

impl Lines<'_> {
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }
}

impl Loader {
    fn error(&mut self, path: &str, line: usize, message: impl Into<String>) {
        self.errors.push(RegistryError { path: path.to_owned(), line, message: message.into() });
    }

    fn file(&mut self, path: &str, text: &str) {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines =
            Lines { path, starts: [0].into_iter().chain(breaks.map(|(at, _)| at + 1)).collect() };
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let line = error.span().map_or(1, |span| lines.line(span.start));
                return self.error(path, line, error.message());
            }
        };
        for actor in file.actor {
            self.actor(&lines, actor);
        }
        for raw in file.source {
            self.source(&lines, raw);
        }
        for raw in file.leader {
            let line = lines.line(raw.span().start);
            self.leaders.push((path.to_owned(), line, raw.into_inner()));
        }
        for raw in file.role {
            let line = lines.line(raw.span().start);
            if let Err(message) = self.registry.roles.push(raw.into_inner()) {
                self.error(path, line, message);
            }
        }
        if let Some(words) = file.words {
            self.registry.roles.extend(words);
        }
    }

    fn actor(&mut self, lines: &Lines, raw: Spanned<RawActor>) {
        let line = lines.line(raw.span().start);
        let raw = raw.into_inner();
        let well_formed = raw.id.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
        });
        if raw.id.is_empty() || !well_formed {
            let message =
                format!("the id \"{}\" may hold small letters, digits, `.` and `-` only", raw.id);
            self.error(lines.path, line, message);
        }
        if self.registry.by_id.contains_key(&raw.id) {
            let message = format!("the id \"{}\" is given twice", raw.id);
            return self.error(lines.path, line, message);
        }
        for country in &raw.countries {
            if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let message = format!("\"{country}\" is no ISO 3166-1 alpha-2 code such as \"SY\"");
                self.error(lines.path, line, message);
            }
        }
        if crate::fold::folded(&raw.name).is_empty() {
            self.error(lines.path, line, "the name has no letters");
        }
        let active = raw.active.unwrap_or_default();
        let active = self.dates(lines.path, line, &active);
        let mut names = self.names(lines, raw.names);
        if !names.iter().any(|name| name.name == raw.name) {
            names.insert(
                0,
                DatedName { name: raw.name.clone(), dates: Dates::default(), metonym: false },
            );
        }
        let demonyms = self.names(lines, raw.demonyms);
        let descriptions = self.names(lines, raw.descriptions);
        let entry = Entry {
            party: self.links(lines, &raw.id, raw.party, "party"),
            part_of: self.links(lines, &raw.id, raw.part_of, "part_of"),
            backers: self.links(lines, &raw.id, raw.backers, "backers"),
            id: raw.id,
            name: raw.name,
            kind: raw.kind,
            countries: raw.countries,
            names,
            demonyms,
            descriptions,
            ideology: raw.ideology,
            afar: raw.afar,
            active,
            ucdp: raw.ucdp.map(|ucdp| (ucdp.id, ucdp.name)),
            wikidata: raw.wikidata,
            path: lines.path.to_owned(),
            line,
        };
        let index = self.registry.entries.len() as u32;
        self.registry.by_id.insert(entry.id.clone(), index);
        self.registry.entries.push(entry);
    }

    fn names(&mut self, lines: &Lines, raw: Vec<Spanned<RawName>>) -> Vec<DatedName> {
        raw.into_iter()
            .map(|name| {
                let line = lines.line(name.span().start);
                let RawName { name, from, to, metonym } = name.into_inner();
                if crate::fold::folded(&name).is_empty() {
                    self.error(lines.path, line, format!("the name \"{name}\" has no letters"));
                }
                let dates = self.dates(lines.path, line, &RawDates { from, to });
                DatedName { name, dates, metonym }
            })
            .collect()
    }

    fn links(
        &mut self,
        lines: &Lines,
        from_id: &str,
        raw: Vec<Spanned<RawLink>>,
        what: &'static str,
    ) -> Vec<Link> {
        raw.into_iter()
            .map(|link| {
                let line = lines.line(link.span().start);
                let RawLink { id, from, to } = link.into_inner();
                let dates = self.dates(lines.path, line, &RawDates { from, to });
                self.references.push(Reference {
                    path: lines.path.to_owned(),
                    line,
                    from: from_id.to_owned(),
                    to: id.clone(),
                    what,
                });
                Link { id, dates }
            })
            .collect()
    }

    fn source(&mut self, lines: &Lines, raw: Spanned<RawSource>) {
        let line = lines.line(raw.span().start);
        let raw = raw.into_inner();
        for (what, link) in raw
            .leans_to
            .iter()
            .map(|link| ("leans_to", link))
            .chain(raw.party.iter().map(|link| ("party", link)))
        {
            self.references.push(Reference {
                path: lines.path.to_owned(),
                line: lines.line(link.span().start),
                from: raw.id.clone(),
                to: link.get_ref().clone(),
                what,
            });
        }
        if self.registry.sources.get(&raw.id).is_some() {
            let message = format!("the source \"{}\" is given twice", raw.id);
            return self.error(lines.path, line, message);
        }
        let source = Source {
            id: raw.id,
            name: raw.name,
            names: raw.names,
            domains: raw.domains,
            kind: raw.kind,
            country: raw.country,
            leans_to: raw.leans_to.into_iter().map(Spanned::into_inner).collect(),
            party: raw.party.map(Spanned::into_inner),
        };
        if let Err(message) = self.registry.sources.push(source) {
            self.error(lines.path, line, message);
        }
    }

    fn dates(&mut self, path: &str, line: usize, raw: &RawDates) -> Dates {
        let mut read = |text: &Option<String>, end| {
            let text = text.as_ref()?;
            let date = dates::parse(text, end);
            if date.is_none() {
                let message =
                    format!("\"{text}\" is no date; write a year, `YYYY-MM` or `YYYY-MM-DD`");
                self.error(path, line, message);
            }
            date
        };
        let mut dates = Dates { from: read(&raw.from, End::First), to: read(&raw.to, End::Last) };
        if matches!((dates.from, dates.to), (Some(from), Some(to)) if to < from) {
            self.error(path, line, "`to` lies before `from`");
            dates = Dates::default();
        }
        dates
    }

    fn finish(mut self) -> (Registry, Vec<RegistryError>) {
        for Reference { path, line, from, to, what } in std::mem::take(&mut self.references) {
            if !self.registry.by_id.contains_key(&to) {
                let message = format!("\"{from}\" has {what} \"{to}\", which no file defines");
                self.error(&path, line, message);
            }
        }
        for entry in &self.registry.entries {
            self.registry.roles.add_ideologies(&entry.ideology);
        }
        self.circles();
        self.lexicon();
        for (path, line, leader) in std::mem::take(&mut self.leaders) {
            self.leader(&path, line, &leader);
        }
        self.errors.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        (self.registry, self.errors)
    }

    /// A chain of parties or of wholes that comes back to its beginning on the same date.
    fn circles(&mut self) {
        for index in 0..self.registry.entries.len() {
            let entry = &self.registry.entries[index];
            let fights_for = |id: &str, dates: Dates, other: &Entry| {
                other.party.iter().any(|link| link.id == id && link.dates.overlap(dates))
            };
            let circle = entry.party.iter().find_map(|link| {
                let other = self.registry.get(&link.id)?;
                (other.id == entry.id || fights_for(&entry.id, link.dates, other))
                    .then(|| other.id.clone())
            });
            if let Some(other) = circle {
                let (path, line) = (entry.path.clone(), entry.line);
                let message = format!("\"{}\" and \"{other}\" fight for each other", entry.id);
                self.error(&path, line, message);
            }
        }
    }

    /// Fills the lexicon. The same name for two actors of one country at one time is a mistake;
    /// for actors of different countries the report decides.
    fn lexicon(&mut self) {
        let Registry { entries, lexicon, .. } = &mut self.registry;
        let mut clashes = vec![];
        for (index, entry) in (0u32..).zip(entries.iter()) {
            let names = entry.names.iter().map(|name| {
                let kind = if name.metonym { PhraseKind::Metonym } else { PhraseKind::Name };
                (name.name.as_str(), kind, name.dates)
            });
            let demonyms = entry
                .demonyms
                .iter()
                .map(|name| (name.name.as_str(), PhraseKind::Demonym, name.dates));
            let descriptions = entry
                .descriptions
                .iter()
                .map(|name| (name.name.as_str(), PhraseKind::Description, name.dates));
            for (text, kind, dates) in names.chain(demonyms).chain(descriptions) {
                let Some((new, others)) = lexicon
                    .insert(text, index, kind, dates)
                    .and_then(|phrases| phrases.split_last())
                else {
                    continue;
                };
                let clash = others.iter().find(|other| {
                    let other_entry = &entries[other.actor as usize];
                    let strict = |kind| matches!(kind, PhraseKind::Name | PhraseKind::Description);
                    other.actor != index
                        && strict(kind)
                        && other.kind == kind
                        && other.dates.overlap(new.dates)
                        && other_entry.active.overlap(entry.active)
                        && share_a_country(entry, other_entry)
                });
                if let Some(clash) = clash {
                    clashes.push(RegistryError {
                        path: entry.path.clone(),
                        line: entry.line,
                        message: format!(
                            "\"{text}\" of \"{}\" is also a name of \"{}\" at the same time and place",
                            entry.id, entries[clash.actor as usize].id
                        ),
                    });
                }
            }
        }
        self.errors.append(&mut clashes);
    }

    fn leader(&mut self, path: &str, line: usize, leader: &RawLeader) {
        let raw = RawDates { from: leader.from.clone(), to: leader.to.clone() };
        let dates = self.dates(path, line, &raw);
        let Some(actor) = self.registry.index(&leader.of) else {
            let message =
                format!("\"{}\" leads \"{}\", which no file defines", leader.name, leader.of);
            return self.error(path, line, message);
        };
        let surname = leader.name.rsplit(' ').next().unwrap_or_default();
        let mut shorts: Vec<&str> = leader.short.iter().map(String::as_str).collect();
        if shorts.is_empty() {
            shorts.push(surname);
        }
        let lexicon = &mut self.registry.lexicon;
        if surname != leader.name && !shorts.contains(&surname) {
            lexicon.insert(surname, actor, PhraseKind::Surname, dates);
        }
        for text in std::iter::once(leader.name.as_str()).chain(shorts) {
            lexicon.insert(text, actor, PhraseKind::Leader, dates);
        }
    }
}

fn share_a_country(a: &Entry, b: &Entry) -> bool {
    a.countries.is_empty()
        || b.countries.is_empty()
        || a.countries.iter().any(|country| b.countries.contains(country))
}
