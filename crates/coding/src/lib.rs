//! The ontology, its compiler and its matcher: an analysis in, claims out.
//!
//! [`Coder`] runs all steps. An ontology file says how an event type is spoken of ([`ontology`]); the
//! matcher finds those ways over grammatical functions (`arcs`, `paths`), fills the roles (`places`,
//! `actors`), and each match is then weighed: did it happen (`modality`), who says so
//! (`attribution`, `interest`), when (`dating`, `telling`).

mod actors;
mod arcs;
mod assemble;
mod attribution;
mod claim;
mod coder;
mod counts;
mod dashes;
mod dating;
mod embedded;
mod examples;
mod facility;
mod familiar;
mod focus;
mod folk;
mod furniture;
mod glue;
mod guard;
mod happening;
mod interest;
mod lexicon;
mod lines;
mod matcher;
mod mending;
mod modality;
pub mod ontology;
mod paths;
mod places;
mod recase;
mod scene;
mod stand_in;
mod telling;
mod topic;
mod trigger;
mod voice;
mod war;

pub use claim::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, Source,
    SourceKind, When,
};
pub use coder::{Coder, Reading};
pub use counts::CountWords;
pub use dating::OWN_DATE;
pub use embedded::files as ontology_files;
pub use examples::{Examined, examine};
pub use lexicon::Lexicon;
pub use telling::Attributed;
