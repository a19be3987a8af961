//! Names of places that the ledger is known to keep, so that they need not be put there with every claim.

use std::collections::HashMap;

use dateline_place::Place;

/// Places remembered at most.
const MOST: usize = 200_000;

/// By a place's key, its names as they are written.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<String, Vec<String>>);

impl Names {
    /// Whether the place is known by these names; from now on it is.
    pub(crate) fn knows(&mut self, key: &str, place: &Place) -> bool {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        let Some(known) = self.0.get_mut(key) else {
            self.0.insert(key.to_owned(), vec![place.name.clone(), place.text.clone()]);
            return false;
        };
        let mut new = false;
        for name in [&place.name, &place.text] {
            if !known.contains(name) {
                known.push(name.clone());
                new = true;
            }
        }
        !new
    }

    /// What a transaction put there that came to nothing is not there.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }
}
