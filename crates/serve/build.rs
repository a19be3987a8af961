//! Builds the page with Node, where there is Node, and embeds it. Without it the program is built all the
//! same; its server then says what to install.
//!
//! `DATELINE_SKIP_WEB=1` leaves the page out.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use flate2::Compression;
use flate2::write::GzEncoder;

/// What the page is made from, beside its source folders.
const SOURCES: [&str; 9] = [
    "build",
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "scripts",
];

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    println!("cargo::rerun-if-env-changed=DATELINE_SKIP_WEB");
    println!("cargo::rerun-if-changed=build.rs");
    let package = web.join("package.json");
    for source in SOURCES {
        let path = web.join(source);
        // A path that is not there would have Cargo run this every time.
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    if !package.exists() {
        // Look again when it is there.
        println!("cargo::rerun-if-changed={}", web.join("..").display());
    }
    let built = if env::var_os("DATELINE_SKIP_WEB").is_some_and(|skip| skip != "0") {
        Err("DATELINE_SKIP_WEB was set when it was built.".to_owned())
    } else if !package.exists() {
        Err("the sources have no web/package.json.".to_owned())
    } else {
        build(&web, &out)
    };
    let (files, missing) = match built {
        Ok(folder) => (files(&folder)?, String::new()),
        Err(reason) => {
            if package.exists() && env::var_os("DATELINE_SKIP_WEB").is_none() {
                println!("cargo::warning=the page is left out: {reason}");
            }
            (vec![], reason)
        }
    };
    embed(&out, &files, &missing)
}

/// Builds the page into a folder below `out`.
fn build(web: &Path, out: &Path) -> Result<PathBuf, String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let version = Command::new("node").arg("--version").output();
    let version =
        version.map_err(|_| "Node was not there (install Node 20 or newer).".to_owned())?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|it| it.parse().ok());
    if major.is_none_or(|major: u32| major < 20) {
        return Err(format!("Node {version} is too old (install Node 20 or newer)."));
    }
    let told = |error: io::Error| format!("web/ cannot be prepared: {error}.");
    // Several builds may run at once over the same sources.
    let mut place = DefaultHasher::new();
    web.canonicalize().map_err(told)?.hash(&mut place);
    let lock = env::temp_dir().join(format!("dateline-web-{:016x}.lock", place.finish()));
    let lock = File::create(lock).map_err(told)?;
    lock.lock().map_err(told)?;
    // npm writes the inner file last, whenever it has installed what the outer one lists.
    let changed = |file: &str| web.join(file).metadata().and_then(|it| it.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_none() || installed < changed("package-lock.json") {
        run(Command::new(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(web))?;
    }
    let folder = out.join("web");
    let _ = fs::remove_dir_all(&folder);
    run(Command::new(npm)
        .args(["run", "build"])
        .env("DATELINE_WEB_OUT", &folder)
        .current_dir(web))?;
    match folder.join("index.html").exists() {
        true => Ok(folder),
        false => Err("`npm run build` made no index.html.".to_owned()),
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("npm cannot be run: {error}."))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let mut tail: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = tail.len().saturating_sub(8);
    tail.drain(..from);
    for line in &tail {
        println!("cargo::warning=  {line}");
    }
    Err(format!("{command:?} failed; `npm ci && npm run build` in web/ says why."))
}

/// All files below a folder, with their paths from it.
fn files(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = vec![];
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            // Maps of the sources are for who develops the page.
            if !name.ends_with(".map") {
                found.push((format!("/{name}"), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Packs the files and writes the list that the program includes.
fn embed(out: &Path, files: &[(String, PathBuf)], missing: &str) -> io::Result<()> {
    let folder = out.join("packed");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut list = String::from("static ASSETS: &[Asset] = &[\n");
    for (number, (name, path)) in files.iter().enumerate() {
        let content = fs::read(path)?;
        let target = folder.join(format!("{number}.gz"));
        let mut encoder = GzEncoder::new(File::create(&target)?, Compression::best());
        encoder.write_all(&content)?;
        encoder.finish()?;
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let tag = format!("\"{:016x}\"", hasher.finish());
        // Vite puts what it has named by content under assets/.
        let hashed = name.starts_with("/assets/");
        let kind = kind(name);
        let _ = writeln!(
            list,
            "    Asset {{ path: {name:?}, kind: {kind:?}, packed: include_bytes!({:?}), \
             tag: {tag:?}, hashed: {hashed} }},",
            target.to_string_lossy()
        );
    }
    let _ = writeln!(list, "];\nstatic MISSING: &str = {missing:?};");
    fs::write(out.join("assets.rs"), list)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "geojson" | "topojson" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
