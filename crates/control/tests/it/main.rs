//! The rules of control, one by one, and the first report.
#![allow(clippy::unwrap_used, reason = "helpers of tests, where clippy sees only the tests")]

mod build;
mod contradiction;
mod course;
mod events;
mod order;
mod phases;
mod rules;
mod seed;
mod windows;
