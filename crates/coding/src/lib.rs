//! The ontology, its compiler and its matcher: an analysis in, claims out.

mod claim;

pub use claim::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, Source,
    SourceKind, When,
};
