//! The commands, one file each: a struct of what is typed (`clap::Args`) with
//! `run(self, &mut Out) -> anyhow::Result<Status>`.
//!
//! A thing not found is `Status::Incomplete` (exit 1) with a line on stderr ([`crate::output::say`]);
//! an error is exit 1, an [`crate::output::Usage`] error exit 2.

pub mod actors;
pub mod audit;
pub mod changes;
pub mod claim;
pub mod code;
pub mod completions;
pub mod corpus;
pub mod correct;
pub mod coverage;
pub mod demo;
pub mod diff;
pub mod eval;
pub mod events;
pub mod explain;
pub mod export;
pub mod gazetteer;
pub mod import;
pub mod inspect;
pub mod map;
pub mod ontology;
pub mod read;
pub mod recode;
pub mod review;
pub mod rule;
pub mod search;
pub mod serve;
pub mod sources;
pub mod timeline;
pub mod verify;
pub mod who;
