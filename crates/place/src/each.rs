//! Every entry, for who draws all of them.

use crate::gazetteer::{EntryId, Gazetteer};

impl Gazetteer {
    /// The ids of all entries, layer by layer.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        let of = |layer: u8| {
            (0..)
                .map(move |number| EntryId::new(layer, number))
                .take_while(|id| self.entry(*id).is_some())
        };
        (0..=u8::MAX).flat_map(of)
    }
}
