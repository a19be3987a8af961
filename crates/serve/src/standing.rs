//! Standings: who held one place, kept ready in memory with the claims that say so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use dateline_coding::Claim;
use dateline_control::Holdings;
use dateline_ledger::Filter;
use jiff::civil::Date;
use self_cell::self_cell;

use crate::fault::Fault;
use crate::pool::Desk;

/// Claims that are kept ready, over all places.
const CLAIMS: usize = 200_000;

type Held<'c> = Option<Holdings<'c>>;

self_cell! {
    struct Cell {
        owner: Vec<Claim>,
        #[covariant]
        dependent: Held,
    }
}

/// One place with its claims on control.
pub struct Standing(Cell);

impl Standing {
    /// Reads the claims of a place and settles them.
    pub fn read(desk: &mut Desk, key: &str, as_of: Option<Date>) -> Result<Standing, Fault> {
        let mut claims = desk.ledger.claims(&Filter::control().at(key))?;
        // What has no say in who holds a place is not kept.
        for claim in &mut claims {
            (claim.why, claim.counts, claim.coder) = (vec![], vec![], String::new());
        }
        let settings = desk.settings_for(claims.iter().map(|claim| claim.report.as_str()))?;
        Ok(Standing(Cell::new(claims, |claims| {
            Holdings::of(claims, key, as_of, settings).filter(Holdings::is_told_of)
        })))
    }

    /// Who held the place; nothing where nobody tells of that.
    pub fn holdings(&self) -> Option<&Holdings<'_>> {
        self.0.borrow_dependent().as_ref()
    }

    /// The place's claims on control.
    pub fn claims(&self) -> &[Claim] {
        self.0.borrow_owner()
    }
}

type Key = (String, Option<Date>);

/// The standings that were asked for last.
#[derive(Default)]
pub struct Standings(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    standings: HashMap<Key, (Arc<Standing>, u64)>,
    claims: usize,
    clock: u64,
}

impl Standings {
    /// The standing, where it is ready.
    pub fn get(&self, key: &Key) -> Option<Arc<Standing>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.clock += 1;
        let clock = shelf.clock;
        let (standing, used) = shelf.standings.get_mut(key)?;
        *used = clock;
        Some(Arc::clone(standing))
    }

    /// Keeps a standing ready; those longest not asked for make room.
    pub fn keep(&self, key: Key, standing: &Arc<Standing>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = &mut *shelf;
        shelf.clock += 1;
        shelf.claims += standing.claims().len();
        if let Some((old, _)) = shelf.standings.insert(key, (Arc::clone(standing), shelf.clock)) {
            shelf.claims -= old.claims().len();
        }
        if shelf.claims > CLAIMS {
            // Half of them at once, so that the sorting is seldom paid for.
            let mut used: Vec<u64> = shelf.standings.values().map(|(_, used)| *used).collect();
            used.sort_unstable();
            let middle = used.get(used.len() / 2).copied().unwrap_or_default();
            shelf.standings.retain(|_, (_, used)| *used > middle);
            shelf.claims = shelf.standings.values().map(|(one, _)| one.claims().len()).sum();
        }
    }
}
