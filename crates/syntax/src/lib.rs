//! A native runtime for spaCy's CNN pipelines: text in, [`Analysis`] out.

mod analysis;

pub use analysis::{Analysis, Name, Paragraph, Symbol, Token};
