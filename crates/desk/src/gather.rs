//! A page of a list in order, gathered from items that come in any order, without holding the others.

use std::collections::BinaryHeap;

use crate::{Page, Paged};

/// Gathers the page.
pub(crate) struct Gather<K: Ord, T> {
    /// Items after this one.
    after: Option<K>,
    limit: usize,
    heap: BinaryHeap<Entry<K, T>>,
    total: usize,
}

struct Entry<K, T> {
    key: K,
    item: T,
}

impl<K: Ord, T> Gather<K, T> {
    /// For a page whose items come after the one with this key, where there is one.
    pub fn new(page: &Page, after: Option<K>) -> Gather<K, T> {
        let limit = page.limit.unwrap_or(usize::MAX).max(1);
        Gather { after, limit, heap: BinaryHeap::new(), total: 0 }
    }

    /// Takes an item in, or passes it by. Keys are all different.
    pub fn push(&mut self, key: K, item: impl FnOnce() -> T) {
        self.total += 1;
        if self.after.as_ref().is_some_and(|after| key <= *after) {
            return;
        }
        // One more than the page holds tells that there are more.
        if self.heap.len() > self.limit {
            if self.heap.peek().is_some_and(|last| key >= last.key) {
                return;
            }
            self.heap.pop();
        }
        self.heap.push(Entry { key, item: item() });
    }

    /// The page.
    pub fn paged(self, id: impl Fn(&T) -> String) -> Paged<T> {
        let mut items: Vec<T> =
            self.heap.into_sorted_vec().into_iter().map(|entry| entry.item).collect();
        let more = items.len() > self.limit;
        items.truncate(self.limit);
        let next = if more { items.last().map(id) } else { None };
        Paged { items, total: self.total, next }
    }
}

impl<K: Ord, T> Ord for Entry<K, T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl<K: Ord, T> PartialOrd for Entry<K, T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord, T> PartialEq for Entry<K, T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<K: Ord, T> Eq for Entry<K, T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_order_gives_the_pages_of_the_sorted_list() {
        let mut list: Vec<u64> =
            (0..40).map(|n: u64| n.wrapping_mul(0x9e37_79b9) % 1_000).collect();
        let sorted = {
            let mut sorted = list.clone();
            sorted.sort_unstable();
            sorted
        };
        for limit in [None, Some(1), Some(7), Some(40), Some(41)] {
            let mut page = Page { limit, after: None };
            let mut seen = vec![];
            loop {
                list.rotate_left(11);
                let after = page.after.as_ref().and_then(|after| after.parse().ok());
                let mut gather = Gather::new(&page, after);
                list.iter().for_each(|one| gather.push(*one, || *one));
                let paged = gather.paged(u64::to_string);
                assert_eq!(paged.total, 40);
                assert!(paged.items.len() <= limit.unwrap_or(40));
                seen.extend(paged.items);
                page.after = paged.next;
                if page.after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, sorted);
        }
    }
}
