//! Lists the files of `actors/` and `sources/` for the program to embed.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut code = String::from("/// Path and content of every registry file.\n");
    code.push_str("pub(crate) static FILES: &[(&str, &str)] = &[\n");
    for folder in ["actors", "sources"] {
        let path = root.join(folder);
        println!("cargo::rerun-if-changed={}", path.display());
        let mut files: Vec<PathBuf> =
            fs::read_dir(&path)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        // The order of a directory is the file system's; the registry's must be the same everywhere.
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "toml")) {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let file = file.canonicalize()?;
            writeln!(code, "    ({:?}, include_str!({file:?})),", format!("{folder}/{name}"))
                .map_err(io::Error::other)?;
        }
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("files.rs"), code)
}
