//! A walk over the ledger in a fixed order, with a part of it in memory at a time.

use std::collections::{BTreeMap, BTreeSet};

use dateline_coding::Claim;
use dateline_control::Settings;
use dateline_ledger::{Filter, Ledger, place_key};

use crate::{Request, Result};

/// Claims of one ledger that are read at once.
const AT_ONCE: u64 = 20_000;

/// A ledger being walked over.
pub(crate) struct Walk<'l> {
    pub ledger: &'l Ledger,
    pub request: &'l Request,
}

/// Where claims are.
#[derive(Default)]
pub(crate) struct Places {
    /// Keys of the places that claims are about.
    pub keys: BTreeSet<String>,
    /// Types of claims that are about no place.
    pub nowhere: BTreeSet<String>,
}

impl<'l> Walk<'l> {
    /// Every claim that counts of these types, by id.
    pub fn claims(
        &self,
        kinds: &[String],
        mut each: impl FnMut(Claim) -> Result<()>,
    ) -> Result<()> {
        let filter = Filter {
            kinds: kinds.to_vec(),
            place: self.request.place.clone(),
            ..Filter::default()
        };
        if self.request.place.is_some() || self.ledger.summary()?.claims <= AT_ONCE {
            return self.part(&filter, &mut each);
        }
        // Ids are hashes in hex: two digits share them out evenly. What begins otherwise is read by
        // its first letter, so that nothing can be left out.
        const HEX: &[u8] = b"0123456789abcdef";
        for first in b'!'..=b'~' {
            let first_letter = char::from(first).to_string();
            if !HEX.contains(&first) {
                self.part(&Filter { id: Some(first_letter), ..filter.clone() }, &mut each)?;
                continue;
            }
            for second in b'!'..=b'~' {
                let id = format!("{first_letter}{}", char::from(second));
                self.part(&Filter { id: Some(id), ..filter.clone() }, &mut each)?;
            }
        }
        Ok(())
    }

    fn part(&self, filter: &Filter, each: &mut impl FnMut(Claim) -> Result<()>) -> Result<()> {
        for claim in self.ledger.claims(filter)? {
            if self.counts(&claim) {
                each(claim)?;
            }
        }
        Ok(())
    }

    /// Whether a claim counts: known by the day asked about, and evidence of the kind asked for.
    fn counts(&self, claim: &Claim) -> bool {
        let known = |end| claim.published.is_some_and(|day| day <= end);
        self.request.known_by().is_none_or(known) && self.request.evidence.admits(claim)
    }

    /// Where claims of these types are.
    pub fn places(&self, kinds: &[String]) -> Result<Places> {
        let mut places = Places::default();
        if let Some(key) = &self.request.place {
            places.keys.insert(key.clone());
            return Ok(places);
        }
        self.claims(kinds, |claim| {
            for place in &claim.places {
                places.keys.insert(place_key(place));
            }
            if claim.places.is_empty() {
                places.nowhere.insert(claim.kind);
            }
            Ok(())
        })?;
        Ok(places)
    }

    /// The claims of these types about a place.
    pub fn at(&self, key: &str, kinds: &[String]) -> Result<Vec<Claim>> {
        let filter = Filter { kinds: kinds.to_vec(), ..Filter::place(key) };
        let mut claims = self.ledger.claims(&filter)?;
        claims.retain(|claim| self.counts(claim));
        Ok(claims)
    }

    /// The claims of a type that are about no place.
    pub fn nowhere(&self, kind: &str) -> Result<Vec<Claim>> {
        let filter = Filter { kinds: vec![kind.to_owned()], ..Filter::default() };
        let mut claims = self.ledger.claims(&filter)?;
        claims.retain(|claim| claim.kind == kind && claim.places.is_empty() && self.counts(claim));
        Ok(claims)
    }
}

/// The rules' settings, with what the ledger knows of the claims at hand.
pub(crate) struct Rules(Settings);

impl Rules {
    pub fn of(ledger: &Ledger) -> Result<Rules> {
        Ok(Rules(dateline_desk::settings(ledger, &[])?))
    }

    /// The settings for these claims.
    pub fn settings(&mut self, ledger: &Ledger, claims: &[Claim]) -> Result<&Settings> {
        self.0.copies = ledger.copies(claims.iter().map(|claim| claim.report.as_str()))?;
        self.0.fates = ledger.fates(claims.iter().map(|claim| claim.report.as_str()))?;
        Ok(&self.0)
    }
}

/// Headlines of reports, looked up as they are needed.
#[derive(Default)]
pub(crate) struct Headlines(BTreeMap<String, Option<String>>);

impl Headlines {
    /// How many are kept.
    const KEPT: usize = 10_000;

    /// The headline of a report.
    pub fn of(&mut self, ledger: &Ledger, report: &str) -> Result<Option<String>> {
        if let Some(known) = self.0.get(report) {
            return Ok(known.clone());
        }
        if self.0.len() >= Headlines::KEPT {
            self.0.clear();
        }
        let title = ledger.report(report)?.and_then(|(report, _)| report.title);
        self.0.insert(report.to_owned(), title.clone());
        Ok(title)
    }
}
