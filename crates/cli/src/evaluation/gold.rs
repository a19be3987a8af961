//! Other people's labelled data, read from where the user keeps it: none of it is in the project.

mod csv;
mod days;
mod history;
mod places;

pub mod lgl;
pub mod muc;
pub mod plover;
pub mod re3d;
pub mod times;
pub mod towns;
pub mod ucdp;
