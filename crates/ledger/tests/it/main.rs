//! The store from outside: what it keeps, what it refuses, what it notices.

mod append_only;
mod corrections;
mod files;
mod sample;
mod tampering;
