//! Recipes of the project: `cargo xtask RECIPE`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "recipes talk to people")]

mod bench_syntax;
mod gazetteer;
mod model;
mod parity;
mod python;

use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("gazetteer") => gazetteer::run(root),
        Some("model") => model::run(root, &arguments[1..]),
        Some("bench") if arguments.get(1).is_some_and(|what| what == "syntax") => {
            bench_syntax::run(root, &arguments[2..])
        }
        Some("parity") => parity::run(root, &arguments[1..]),
        Some("golden") => parity::golden(root),
        other => bail!(
            "unknown recipe {other:?}; recipes: gazetteer, model, parity, golden, bench syntax"
        ),
    }
}
