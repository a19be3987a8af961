//! One place as it is kept on the shelf beside a large ledger: answered for in full without weighing its claims
//! anew, however many there are.
//!
//! Invariant: what is answered from the shelf is what would be worked out.

use std::collections::BTreeSet;

use dateline_control::{Answer, Course, answer};
use dateline_ledger::{Ledger, Shelf};
use jiff::civil::Date;

use crate::courses::{Trouble, maker, shelf_path};
use crate::{DeskError, Result};

/// Entries by which the ledger may have grown since the shelf was filled: of more it would take longer to say
/// which places they touch than to work one out.
const GROWTH: u64 = 20_000;

/// The shelf beside a ledger, for reading.
pub struct Kept {
    shelf: Shelf,
    /// Up to where the shelf was filled and the ledger had grown when it was looked at last.
    seen: Option<((u64, String), u64)>,
    /// Places that have changed between these two; all of them where there is none.
    touched: Option<BTreeSet<String>>,
}

impl Kept {
    /// The shelf beside a ledger, where somebody made one under the rules and settings that hold now.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn of(ledger: &Ledger) -> Result<Option<Kept>> {
        let Some(path) = shelf_path(ledger).filter(|path| path.exists()) else { return Ok(None) };
        let shelf = Shelf::open_existing(&path, &maker(ledger)?);
        Ok(shelf.map(|shelf| Kept { shelf, seen: None, touched: None }))
    }

    /// How the place with this key stood on a day, or on that of the newest evidence; nothing where that has
    /// to be worked out.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn answer(
        &mut self,
        ledger: &Ledger,
        key: &str,
        on: Option<Date>,
    ) -> Result<Option<Answer>> {
        let Kept { shelf, seen, touched } = self;
        let read = shelf.still(|| {
            let Some(upto) = shelf.upto()? else { return Ok(None) };
            let now = (upto, ledger.newest_entry().map_err(DeskError::from)?);
            if seen.as_ref() != Some(&now) {
                *touched = since(ledger, &now)?;
                *seen = Some(now);
            }
            if touched.as_ref().is_none_or(|touched| touched.contains(key)) {
                return Ok(None);
            }
            let course = shelf.get(key)?.and_then(|bytes| Course::from_bytes(&bytes));
            let (Some(course), Some(head)) = (course, shelf.part(key, 0)?) else { return Ok(None) };
            answer(&course, &head, on, |number| Ok::<_, Trouble>(shelf.part(key, number)?))
        });
        match read {
            Ok(answer) => Ok(answer),
            // One does without.
            Err(Trouble::Shelf) => Ok(None),
            Err(Trouble::Desk(error)) => Err(error),
        }
    }
}

/// The places that have changed since the shelf was filled; nothing where it holds of none.
fn since(ledger: &Ledger, now: &((u64, String), u64)) -> Result<Option<BTreeSet<String>>> {
    let ((upto, hash), newest) = now;
    let ours = ledger.entry_hash(*upto)?.unwrap_or_default() == *hash;
    if !ours || newest.checked_sub(*upto).is_none_or(|growth| growth > GROWTH) {
        return Ok(None);
    }
    if newest == upto {
        return Ok(Some(BTreeSet::new()));
    }
    let touched = ledger.touched_since(*upto)?;
    Ok((!touched.everything).then_some(touched.places))
}
