//! The ontology that the program carries.

use crate::ontology::Ontology;

include!(concat!(env!("OUT_DIR"), "/ontology_files.rs"));

/// Compiles the files of `ontology/`.
///
/// They are compiled by the tests of this crate, so an error here cannot ship; should one all the
/// same, the coder stays silent rather than guess.
pub fn ontology() -> Ontology {
    Ontology::compile(FILES).unwrap_or_default()
}

/// The files, as (path, text).
pub fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}
