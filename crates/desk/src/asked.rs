//! The actor that somebody asks for, found among the bodies and parties of an answer.

use dateline_actor::{Actor, Party, Registry};
use dateline_ledger::fold_name;

/// An actor asked for: ids, and the folded name for bodies that the registry does not know.
#[derive(Clone, Debug)]
pub struct AskedActor {
    ids: Vec<String>,
    name: String,
}

impl AskedActor {
    /// The actors with this name or id, and the sides that they fight for.
    pub fn named(name: &str) -> AskedActor {
        let registry = Registry::embedded();
        let mut ids: Vec<String> =
            registry.search(name).iter().map(|entry| entry.id.clone()).collect();
        if registry.get(name).is_some() {
            ids.push(name.to_owned());
        }
        let sides: Vec<String> = ids.iter().map(|id| registry.party_of(id, None).id).collect();
        ids.extend(sides);
        AskedActor { ids, name: fold_name(name) }
    }

    /// Whether this party is meant.
    pub fn is_party(&self, party: &Party) -> bool {
        self.is(Some(&party.id), &party.name)
    }

    /// Whether this body, or the side that it fights for, is meant.
    pub fn is_actor(&self, actor: &Actor) -> bool {
        self.is(actor.id.as_ref(), &actor.name)
            || actor.side.as_ref().is_some_and(|side| self.is_party(side))
    }

    fn is(&self, id: Option<&String>, name: &str) -> bool {
        id.is_some_and(|id| self.ids.contains(id))
            || !self.name.is_empty() && fold_name(name) == self.name
    }
}
