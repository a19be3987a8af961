//! To be written.
use std::path::Path;
use dateline_coding::Coder;
/// The tables.
pub fn tables(_path: &Path, _coder: &Coder, _misses: bool) -> anyhow::Result<String> {
    anyhow::bail!("not in this build yet")
}
