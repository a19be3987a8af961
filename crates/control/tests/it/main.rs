//! The rules of control, one by one, and the first report.

mod build;
mod contradiction;
mod events;
mod order;
mod rules;
mod seed;
mod windows;
