//! A native runtime for spaCy's CNN pipelines: text in, [`Analysis`] out.
//!
//! A [`Pipeline`] tokenizes, tags, parses and lemmatizes English and finds its names, with the same
//! output as spaCy's own `en_core_web_sm`, whose weights it runs. What it does, in the order in which
//! a text passes through:
//!
//! | module | does |
//! |---|---|
//! | `paragraph` | cuts the text at blank lines |
//! | `tokenizer`, `pattern` | cuts paragraphs into tokens |
//! | `form`, `lexeme` | what is known of each distinct word |
//! | `encoder`, `matrix` | words to vectors that know their neighbourhood |
//! | `transition`, `parser`, `tree` | arcs and sentences |
//! | `names` | names |
//! | `ruler`, `lemmatizer` | parts of speech, morphology, lemmas |

mod analysis;
mod encoder;
mod form;
mod hash;
mod labels;
mod lemmatizer;
mod lexeme;
mod matrix;
pub mod model;
mod names;
mod paragraph;
mod parser;
mod pattern;
mod pipeline;
mod ruler;
mod session;
mod tokenizer;
mod transition;
mod tree;
mod unicode;

pub use analysis::{Analysis, Builder, Mend, Name, Paragraph, Symbol, Token, Word};
pub use model::ModelError;
pub use pattern::PatternError;
pub use pipeline::{Pipeline, StandIn};
