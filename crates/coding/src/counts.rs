//! Counts of people: how many were killed, wounded, missing, captured, displaced, abducted.

mod words;

pub use words::CountWords;
