//! Other people's labelled data, read from where the user keeps it: none of it is in the project.

mod csv;
mod days;

pub mod muc;
pub mod plover;
pub mod re3d;
pub mod towns;
