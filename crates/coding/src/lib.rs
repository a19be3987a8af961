//! The ontology, its compiler and its matcher: an analysis in, claims out.

mod claim;
mod coder;

pub use coder::{Coder, Reading};

pub use claim::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, Source,
    SourceKind, When,
};
