//! Places that the user added, on the disk: a folder beside the ledger.
//!
//! `war.db` has `war.gazetteer/`. In it `places.jsonl` is what was added, for people and for every
//! version of the program; `layer.bin` is built from it for this version's gazetteer, and built anew
//! when it does not fit. Both are written beside and moved into place, so that whatever is cut off
//! leaves what was there before.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Context;
use clap::ArgMatches;
use dateline_ledger::Location;
use dateline_place::{Additions, Gazetteer};

use crate::output::say;

/// First words of `places.jsonl`; the number after them counts its versions.
const HEAD: &str =
    "# Places added to the gazetteer; `dateline gazetteer add` writes this file. Version ";

/// A folder of added places.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder that was named, or the one that goes with a ledger.
    pub fn of(named: Option<&Path>, ledger: &Location) -> Folder {
        let path = named.map_or_else(|| ledger.beside("gazetteer"), Path::to_path_buf);
        Folder { path }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn lines(&self) -> PathBuf {
        self.path.join("places.jsonl")
    }

    fn layer(&self) -> PathBuf {
        self.path.join("layer.bin")
    }

    /// Whether anything was added.
    pub fn exists(&self) -> bool {
        self.lines().is_file()
    }

    /// What was added, nothing where there is no folder yet.
    pub fn read(&self) -> anyhow::Result<Additions> {
        let file = self.lines();
        if !file.exists() {
            return Ok(Additions::default());
        }
        let text =
            fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let (added, notes) = Additions::read(&text);
        for note in &notes {
            say(format_args!("{} {}: {}", note.code, file.display(), note.message));
        }
        Ok(added)
    }

    /// Keeps what was added, in place of what was there.
    pub fn write(&self, added: &Additions) -> anyhow::Result<()> {
        let layer = build(added)?;
        fs::create_dir_all(&self.path)
            .with_context(|| format!("making the folder {}", self.path.display()))?;
        let version = self.version().map_or(1, |version| version.0 + 1);
        let mut text = format!("{HEAD}{version}\n");
        text.push_str(&added.write());
        let length = text.len() as u64;
        replace(&self.lines(), text.as_bytes())?;
        replace(&self.layer(), &stamped(version, length, &layer))
    }

    /// One writer at a time: held until dropped.
    pub fn lock(&self) -> anyhow::Result<File> {
        fs::create_dir_all(&self.path)
            .with_context(|| format!("making the folder {}", self.path.display()))?;
        let file = self.path.join("lock");
        let lock = File::create(&file).with_context(|| format!("writing {}", file.display()))?;
        lock.lock().with_context(|| format!("locking {}", file.display()))?;
        Ok(lock)
    }

    /// The embedded gazetteer with the added places over it.
    pub fn gazetteer(&self) -> anyhow::Result<Gazetteer> {
        let version = self.version();
        if let Some((version, length)) = version
            && let Ok(bytes) = fs::read(self.layer())
            && let Some(layer) = bytes.strip_prefix(&stamped(version, length, &[])[..])
            && let Ok(gazetteer) = Gazetteer::own_embedded().with_layer(layer.to_vec())
        {
            return Ok(gazetteer);
        }
        let layer = build(&self.read()?)?;
        if let Some((version, length)) = version {
            // A folder that cannot be written to costs time at every start, and nothing else.
            let _ = replace(&self.layer(), &stamped(version, length, &layer));
        }
        if layer.is_empty() {
            return Ok(Gazetteer::own_embedded());
        }
        Gazetteer::own_embedded().with_layer(layer).context("the added places cannot be laid over")
    }

    /// The version and length of the lines.
    fn version(&self) -> Option<(u64, u64)> {
        let file = File::open(self.lines()).ok()?;
        let length = file.metadata().ok()?.len();
        let mut first = String::new();
        BufReader::new(file).read_line(&mut first).ok()?;
        let version = first.strip_prefix(HEAD).and_then(|rest| rest.trim().parse().ok());
        Some((version.unwrap_or(0), length))
    }
}

/// The layer of what was added; empty where that is nothing.
fn build(added: &Additions) -> anyhow::Result<Vec<u8>> {
    let records = added.records(Gazetteer::bare());
    anyhow::ensure!(
        records.len() <= Gazetteer::LAYER_MOST,
        "{} places are more than one gazetteer can have added ({}); `--country` takes those of some \
         countries only",
        records.len(),
        Gazetteer::LAYER_MOST
    );
    let gazetteer = Gazetteer::own_embedded().with_added(records)?;
    Ok(gazetteer.added_layer().unwrap_or_default().to_vec())
}

/// A layer with what it was built from and for.
fn stamped(version: u64, length: u64, layer: &[u8]) -> Vec<u8> {
    let mut bytes = b"DLADDED1".to_vec();
    for number in [Gazetteer::embedded_mark(), version, length] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(layer);
    bytes
}

/// Writes a file beside, and moves it into place.
fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let beside = file.with_extension(format!("new-{}", std::process::id()));
    let written = File::create(&beside).and_then(|mut new| {
        new.write_all(bytes)?;
        new.sync_all()?;
        fs::rename(&beside, file)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("writing {}", file.display()))
}

/// The folder that `--gazetteer` named.
static NAMED: OnceLock<PathBuf> = OnceLock::new();

/// The folder of added places: the one that was named, else the one that goes with the ledger.
pub fn folder(ledger: &Location) -> Folder {
    Folder::of(NAMED.get().map(PathBuf::as_path), ledger)
}

/// Commands that go by the program's own data alone, unless a folder is named.
const BARE: [&str; 3] = ["eval", "demo", "completions"];

/// Lays the user's places over the gazetteer, before any command uses it: those of `--gazetteer`, else
/// those that lie beside the ledger, if any do.
pub fn install(matches: &ArgMatches) -> anyhow::Result<()> {
    let Some((command, mut inner)) = matches.subcommand() else { return Ok(()) };
    let path = |matches: &ArgMatches, name: &str| -> Option<PathBuf> {
        let mut raw = matches.try_get_raw(name).ok()??;
        raw.next().map(PathBuf::from)
    };
    let (mut named, mut ledger): (_, Option<PathBuf>) = (path(matches, "added"), None);
    let mut adds = false;
    loop {
        named = path(inner, "added").or(named);
        ledger = path(inner, "ledger").or(ledger);
        match inner.subcommand() {
            Some((name, next)) => (inner, adds) = (next, command == "gazetteer" && name == "add"),
            None => break,
        }
    }
    if let Some(named) = &named {
        NAMED.set(named.clone()).ok();
    }
    if adds || named.is_none() && BARE.contains(&command) {
        return Ok(());
    }
    let folder = folder(&Location::from(&ledger.unwrap_or_else(|| "dateline.db".into())));
    if !folder.exists() {
        anyhow::ensure!(
            named.is_none(),
            "{} holds no added places; `dateline gazetteer add FILE --gazetteer {0}` makes it",
            folder.path().display()
        );
        return Ok(());
    }
    // Whoever used the gazetteer before this would see another one after it: nobody does.
    folder.gazetteer()?.install().ok();
    Ok(())
}
