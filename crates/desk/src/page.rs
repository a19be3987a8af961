//! Pages of a list: so many items, after the one seen last.

use serde::{Deserialize, Serialize};

use crate::{DeskError, Result};

/// Which part of a list is asked for. The default is all of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Page {
    /// At most so many items.
    pub limit: Option<usize>,
    /// Those after the item with this id.
    pub after: Option<String>,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paged<T> {
    /// The items.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Id of the last item here, where more come after it.
    pub next: Option<String>,
}

impl Page {
    /// The error that no item has the id that the page is to begin after.
    pub(crate) fn lost(after: &str) -> DeskError {
        DeskError::NotFound(format!("nothing in this list has the id {after}; begin anew"))
    }

    /// Cuts the page out of the whole list.
    ///
    /// # Errors
    /// Where no item has the id that the page is to begin after.
    pub fn of<T>(&self, mut items: Vec<T>, id: impl Fn(&T) -> String) -> Result<Paged<T>> {
        let total = items.len();
        if let Some(after) = &self.after {
            let at = items.iter().position(|item| id(item) == *after);
            let at = at.ok_or_else(|| Page::lost(after))?;
            items.drain(..=at);
        }
        let limit = self.limit.unwrap_or(usize::MAX).max(1);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(&id) } else { None };
        Ok(Paged { items, total, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let items = || vec![1, 2, 3, 4, 5];
        let mut seen = vec![];
        let mut page = Page { limit: Some(2), after: None };
        loop {
            let paged = page.of(items(), i32::to_string).unwrap();
            assert_eq!(paged.total, 5);
            seen.extend(paged.items);
            page.after = paged.next;
            if page.after.is_none() {
                break;
            }
        }
        assert_eq!(seen, items());
        let lost = Page { limit: None, after: Some("9".to_owned()) };
        assert!(lost.of(items(), i32::to_string).is_err());
    }
}
