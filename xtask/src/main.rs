//! Recipes of the project: `cargo xtask RECIPE`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "recipes talk to people")]

mod bench;
mod bench_code;
mod bench_syntax;
mod gazetteer;
mod model;
mod parity;
mod python;
mod synth;

use std::path::Path;

use anyhow::{Result, bail};

/// The program's own: what is measured is to be as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("gazetteer") => gazetteer::run(root),
        Some("model") => model::run(root, &arguments[1..]),
        Some("bench") => match arguments.get(1).map(String::as_str) {
            Some("syntax") => bench_syntax::run(root, &arguments[2..]),
            Some("code") => bench_code::run(root, &arguments[2..]),
            Some("ledger") => bench::ledger::run(root, &arguments[2..]),
            Some("serve") => bench::serve::run(root, &arguments[2..]),
            other => bail!("unknown bench {other:?}; there are: syntax, code, ledger, serve"),
        },
        Some("parity") => parity::run(root, &arguments[1..]),
        Some("synth") => synth::run(&arguments[1..]),
        Some("golden") => parity::golden(root),
        other => bail!(
            "unknown recipe {other:?}; recipes: gazetteer, model, parity, golden, synth, bench syntax, bench code, bench ledger, bench serve"
        ),
    }
}
