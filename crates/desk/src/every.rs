//! What is asked of every place at once: read from the shelf by several cores, and of each course no more than
//! the days asked about need.
//!
//! Invariant: whatever lies on the shelf, the answers are those of a ledger without one.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use dateline_ledger::{Ledger, Shelf, Unusable};

use crate::Result;
use crate::courses::{CourseQuestion, Places, Trouble, hands};

/// Rows of the shelf that a core takes at a time.
const ROWS: u64 = 2_048;

/// What was told of places, by their keys.
type Told<T> = Vec<(String, T)>;

/// All places of a ledger.
pub(crate) struct Every<'l> {
    places: Places<'l>,
    /// Up to date, where there is one.
    shelf: Option<Shelf>,
}

impl<'l> Every<'l> {
    /// The places, with what is kept of them brought up to date.
    pub fn of(ledger: &'l Ledger, asked: CourseQuestion<'l>) -> Result<Every<'l>> {
        let places = Places::of(ledger, asked);
        let mut shelf = places.shelf()?;
        if let Some(open) = &mut shelf {
            match places.update(open) {
                Ok(()) => {}
                Err(Trouble::Desk(error)) => return Err(error),
                Err(Trouble::Shelf) => shelf = None,
            }
        }
        Ok(Every { places, shelf })
    }

    /// Whether the places are read: else they are worked out, which is not to be done twice.
    pub fn is_kept(&self) -> bool {
        self.shelf.is_some()
    }

    /// What `tell` makes of the bytes of each place's course, in the order of the places' keys; outer `None`
    /// where they are no course.
    pub fn tell<T: Send>(
        &mut self,
        tell: impl Fn(&[u8]) -> Option<Option<(String, T)>> + Sync,
    ) -> Result<Told<T>> {
        if let Some(shelf) = &self.shelf
            && let Ok(Some(told)) = kept(shelf, &tell)
        {
            return Ok(told);
        }
        // Somebody damaged it. Nothing is lost: it is made again.
        if let Some(shelf) = self.shelf.take() {
            shelf.discard();
        }
        let mut told = vec![];
        for key in self.places.ledger().place_keys()? {
            let course = self.places.course(&key)?;
            told.extend(course.and_then(|course| tell(&course.to_bytes())).flatten());
        }
        Ok(told)
    }
}

/// From the shelf; nothing where that is damaged.
fn kept<T: Send>(
    shelf: &Shelf,
    tell: &(impl Fn(&[u8]) -> Option<Option<(String, T)>> + Sync),
) -> std::result::Result<Option<Told<T>>, Unusable> {
    let next = AtomicU64::new(0);
    let whole = AtomicBool::new(true);
    let read = |shelf: &Shelf, rows: u64| {
        let mut pieces: Vec<(u64, Told<T>)> = vec![];
        loop {
            let from = next.fetch_add(ROWS, Ordering::Relaxed);
            if from > rows || !whole.load(Ordering::Relaxed) {
                return Ok::<_, Unusable>(pieces);
            }
            let mut told = vec![];
            shelf.for_each_of(from..from + ROWS, |bytes| {
                let Some(one) = tell(bytes) else {
                    whole.store(false, Ordering::Relaxed);
                    return false;
                };
                told.extend(one);
                true
            })?;
            // Rows lie in the order of their keys by and large.
            told.sort_by(|(one, _), (other, _)| one.cmp(other));
            pieces.push((from, told));
        }
    };
    // All of them see the shelf as it is now: nobody writes there meanwhile.
    let pieces = shelf.still(|| {
        let rows = shelf.rows()?;
        let others = (1..hands().min((rows / ROWS + 1) as usize)).filter_map(|_| shelf.again());
        let others: Vec<Shelf> = others.collect();
        thread::scope(|scope| {
            let read = &read;
            let others = others.into_iter().map(|shelf| scope.spawn(move || read(&shelf, rows)));
            let others: Vec<_> = others.collect();
            let mut pieces = read(shelf, rows)?;
            for other in others {
                match other.join() {
                    Ok(read) => pieces.extend(read?),
                    Err(_) => whole.store(false, Ordering::Relaxed),
                }
            }
            Ok::<_, Unusable>(pieces)
        })
    });
    let mut pieces = pieces?;
    pieces.sort_by_key(|(from, _)| *from);
    let mut told: Told<T> = pieces.into_iter().flat_map(|(_, told)| told).collect();
    told.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(whole.into_inner().then_some(told))
}
