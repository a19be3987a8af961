//! The gazetteer and the resolution of toponyms over a whole report.

mod place;

pub use place::{Place, PlacePrecision, Toponym, ToponymRole};
