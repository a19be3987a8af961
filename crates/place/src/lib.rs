//! The gazetteer and the resolution of toponyms over a whole report.

mod additions;
mod builder;
mod each;
mod fold;
mod format;
mod gazetteer;
mod import;
mod kind;
mod place;
mod resolve;

pub use additions::{Additions, Change, MoreNames};
pub use builder::{Below, Bottom, Builder, Record, RecordName};
pub use fold::{Folder, fold, plain};
pub use gazetteer::{Candidate, Entry, EntryId, Gazetteer, GazetteerError};
pub use import::{ImportContext, Imported, PlaceFile, read_places};
pub use kind::Kind;
pub use place::{Place, PlacePrecision, Toponym, ToponymRole};
pub use resolve::{PlaceContext, Search, are_neighbours, resolve, resolve_given};
