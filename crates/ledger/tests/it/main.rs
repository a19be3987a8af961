//! The store from outside: what it keeps, what it refuses, what it notices.
#![allow(clippy::unwrap_used, reason = "helpers of tests, where clippy sees only the tests")]

mod append_only;
mod binding;
mod compat;
mod copies;
mod corrections;
mod fates;
mod files;
mod kill;
mod postgres;
mod sample;
mod tampering;
