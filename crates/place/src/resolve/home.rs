//! Where a publisher is at home: a local newspaper's "Paris" is its own.
//!
//! From the table of newspapers, from the words of the internet domain ("palestineherald.com"), and
//! from its ending (".com.lb"). What the domain only suggests weighs less than what the report says.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::fold::fold;
use crate::gazetteer::{EntryId, Gazetteer};
use crate::kind::Kind;

use super::PlaceContext;
use super::choose::unit;

/// What the publisher says of where its reports play.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// Folded names that the domain is made of.
    pub names: Vec<String>,
    /// The town, where it is known.
    pub town: Option<EntryId>,
    /// Where it lies.
    pub at: Option<[f32; 3]>,
    /// Its division, as candidates have it.
    pub division: u32,
    /// The country, and how surely.
    pub country: Option<([u8; 2], f32)>,
}

struct Tables {
    papers: HashMap<&'static str, (&'static str, &'static str)>,
    words: HashSet<&'static str>,
    endings: HashMap<&'static str, (&'static str, f32)>,
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        papers: rows(include_str!("../../../../gazetteer/hand/newspapers.tsv"))
            .filter_map(|row| Some((*row.first()?, (*row.get(1)?, *row.get(2)?))))
            .collect(),
        words: rows(include_str!("../../../../gazetteer/hand/paperwords.txt"))
            .filter_map(|row| row.first().copied())
            .collect(),
        endings: rows(include_str!("../../../../gazetteer/hand/domains.tsv"))
            .filter_map(|row| Some((*row.first()?, (*row.get(1)?, row.get(2)?.parse().ok()?))))
            .collect(),
    })
}

impl Home {
    /// What is known of a report's publisher.
    pub fn of(context: &PlaceContext, gazetteer: &Gazetteer) -> Home {
        let looks_like_domain =
            |name: &&String| name.contains('.') && !name.contains(' ') && name.is_ascii();
        let domain =
            context.domain.as_ref().or(context.publisher.as_ref().filter(looks_like_domain));
        let Some(domain) = domain else { return Home::default() };
        let domain = domain.to_ascii_lowercase();
        let domain = domain.trim_start_matches("https://").trim_start_matches("http://");
        let domain = domain.split('/').next().unwrap_or("").trim_start_matches("www.");
        let tables = tables();
        let mut home = Home { country: ending(domain, gazetteer, tables), ..Home::default() };
        let paper = tables
            .papers
            .get(domain)
            .or_else(|| domain.split_once('.').and_then(|(_, parent)| tables.papers.get(parent)));
        if let Some((town, code)) = paper {
            home.settle(town, code, gazetteer);
            return home;
        }
        let labels: Vec<&str> = domain.split('.').collect();
        for label in labels.iter().take(labels.len().saturating_sub(1)) {
            for part in label.split('-') {
                if let Some(name) = place_word(part, gazetteer, tables) {
                    home.names.push(fold(&name));
                }
            }
        }
        home
    }

    fn settle(&mut self, town: &str, code: &str, gazetteer: &Gazetteer) {
        self.names.push(fold(town));
        let country = code.split('.').next().unwrap_or("");
        let best = gazetteer
            .lookup(town)
            .into_iter()
            .filter_map(|one| gazetteer.entry(one.entry))
            .filter(|entry| entry.kind() == Kind::Town && entry.country() == Some(country))
            .max_by_key(|entry| {
                let division = entry.admin1() == gazetteer.admin1(code);
                (division, entry.population())
            });
        if let Some(entry) = best {
            self.town = Some(entry.handle());
            self.at = entry.at().map(unit);
            self.division = entry.admin1().map_or(0, |id| id.number() + 1);
        }
        if let [one, two] = country.as_bytes() {
            self.country = Some(([*one, *two], 2.0));
        }
    }
}

/// The country of the domain's ending.
fn ending(domain: &str, gazetteer: &Gazetteer, tables: &Tables) -> Option<([u8; 2], f32)> {
    let last = domain.rsplit('.').next()?;
    let (code, weight) = match tables.endings.get(last) {
        Some((code, weight)) => ((*code).to_owned(), *weight),
        None if last.len() == 2 => (last.to_ascii_uppercase(), 2.0),
        None => return None,
    };
    gazetteer.country(&code)?;
    let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
    (weight > 0.0).then_some((bytes, weight))
}

/// The place in a domain's word, when the rest of it is what newspapers are called.
fn place_word(word: &str, gazetteer: &Gazetteer, tables: &Tables) -> Option<String> {
    if word.len() < 4 || tables.words.contains(word) || !word.is_ascii() {
        return None;
    }
    let mut best: Option<&str> = None;
    for start in 0..word.len().saturating_sub(3) {
        if start > 0 && !splits(&word[..start], tables) {
            continue;
        }
        for end in (start + 4..=word.len()).rev() {
            let middle = &word[start..end];
            if best.is_some_and(|best| best.len() >= middle.len())
                || (end < word.len() && !splits(&word[end..], tables))
                || tables.words.contains(middle)
            {
                continue;
            }
            let town = gazetteer.lookup(middle).iter().any(|one| {
                one.exact
                    && !one.demonym
                    && gazetteer.entry(one.entry).is_some_and(|entry| {
                        entry.kind() <= Kind::Admin1 && (entry.population() > 2_000 || one.main)
                    })
            });
            if town {
                best = Some(middle);
            }
        }
    }
    best.map(str::to_owned)
}

/// Whether letters fall apart into newspaper words.
fn splits(letters: &str, tables: &Tables) -> bool {
    letters.is_empty()
        || (1..=letters.len())
            .any(|end| tables.words.contains(&letters[..end]) && splits(&letters[end..], tables))
}
