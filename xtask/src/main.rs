//! Recipes of the project.
fn main() -> anyhow::Result<()> { Ok(()) }
