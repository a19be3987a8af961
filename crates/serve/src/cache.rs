//! Answers given, kept while the ledger does not grow.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderValue;
use bytes::Bytes;

/// Bytes kept.
const MOST: usize = 48 << 20;
/// A longer answer is not kept.
const LONGEST: usize = 12 << 20;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Kept {
    pub kind: HeaderValue,
    pub plain: Bytes,
    /// The same with gzip, once somebody asked for it so.
    pub packed: Option<Bytes>,
}

impl Kept {
    fn size(&self) -> usize {
        // The address and the map's own share are about as much.
        self.plain.len() + self.packed.as_ref().map_or(0, Bytes::len) + 256
    }
}

/// Answers by the address asked.
#[derive(Debug, Default)]
pub struct Cache(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    answers: HashMap<String, (Kept, u64)>,
    bytes: usize,
    clock: u64,
}

impl Cache {
    pub fn get(&self, address: &str) -> Option<Kept> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.clock += 1;
        let clock = shelf.clock;
        let (kept, used) = shelf.answers.get_mut(address)?;
        *used = clock;
        Some(kept.clone())
    }

    pub fn keep(&self, address: String, kept: Kept) {
        if kept.plain.len() > LONGEST {
            return;
        }
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = &mut *shelf;
        shelf.clock += 1;
        shelf.bytes += kept.size();
        if let Some((old, _)) = shelf.answers.insert(address, (kept, shelf.clock)) {
            shelf.bytes -= old.size();
        }
        if shelf.bytes > MOST {
            let mut used: Vec<u64> = shelf.answers.values().map(|(_, used)| *used).collect();
            used.sort_unstable();
            let middle = used.get(used.len() / 2).copied().unwrap_or_default();
            shelf.answers.retain(|_, (_, used)| *used > middle);
            shelf.bytes = shelf.answers.values().map(|(kept, _)| kept.size()).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(bytes: usize) -> Kept {
        let kind = HeaderValue::from_static("application/json");
        Kept { kind, plain: Bytes::from(vec![0; bytes]), packed: None }
    }

    #[test]
    fn the_cache_stays_small() {
        let cache = Cache::default();
        for number in 0..40 {
            cache.keep(number.to_string(), kept(4 << 20));
            assert!(cache.0.lock().unwrap().bytes <= MOST);
        }
        assert!(cache.get("39").is_some() && cache.get("0").is_none());
        cache.keep("long".to_owned(), kept(LONGEST + 1));
        assert!(cache.get("long").is_none());
    }
}
