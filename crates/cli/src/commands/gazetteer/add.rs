//! `dateline gazetteer add` and `check`: files of places, read piece by piece.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use dateline_place::{Additions, Gazetteer, ImportContext, Imported, PlaceFile};

use crate::added::Folder;
use crate::output::{Out, Status, say};

/// How much of a file is read at once.
const PIECE: usize = 32 << 20;

/// Adds places to those that the program knows; they are kept beside the ledger
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline gazetteer add SY.txt --ledger war.db           GeoNames' dump of a country, as it comes
  dateline gazetteer add SY.txt alternateNamesV2.txt      and more names of its places
  dateline gazetteer add allCountries.txt --country SY,IQ
  dateline gazetteer add villages.csv                     a table with a header, HXL's hashtags or none

A table names its columns: name, lat, lon, and where known country, admin1, admin2, kind, population,
pcode, id, names (between bars), within. A place added again by its id replaces the one that was there.
Rows that cannot be read are told with file and line and left out; the rest is added, with exit status 1.")]
pub struct Add {
    /// GeoNames' files, or tables with a header; - for stdin
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// Only places of these countries (two letters, separated by commas)
    #[arg(long, value_name = "CC", value_delimiter = ',')]
    country: Vec<String>,
}

/// Reads a file of places (GeoNames' own, or a table with a header) and says what is in it
#[derive(Debug, Args)]
pub struct Check {
    /// A GeoNames country dump, alternateNamesV2.txt, or separated values with a header
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Add {
    pub fn run(self, out: &mut Out, folder: &Folder) -> anyhow::Result<Status> {
        let countries = countries(&self.country)?;
        let _lock = folder.lock()?;
        let mut added = folder.read()?;
        let before = added.clone();
        // Names come after the places that they name, in whatever order the files are given.
        let mut files = Vec::new();
        let mut whole = true;
        for file in &self.files {
            match Source::open(file) {
                Ok(source) => files.push(source),
                Err(error) => {
                    say(format_args!("dateline: {error:#}; skipped"));
                    whole = false;
                }
            }
        }
        files.sort_by_key(|file| file.kind.names_only());
        for file in files {
            let name = file.name.clone();
            let imported = file.read(&added, &countries)?;
            let (refused, passed) = (imported.refused, imported.passed_over);
            whole &= refused == 0;
            let change = added.merge(imported);
            let passed = match passed {
                0 => String::new(),
                passed => format!("; {passed} rows passed over"),
            };
            out.line(format_args!(
                "{name}: {} new, {} updated, {} there already, {} more names{passed}; {refused} refused",
                change.new, change.updated, change.same, change.names
            ))?;
        }
        if added != before {
            folder.write(&added)?;
        }
        out.line(format_args!("{}: {} places", folder.path().display(), added.len()))?;
        Ok(Status::done_if(whole))
    }
}

impl Check {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let imported = Source::open(&self.file)?.read(&Additions::default(), &HashSet::new())?;
        let names: usize = imported.places.iter().map(|place| place.names.len()).sum::<usize>()
            + imported.names.iter().map(|more| more.names.len()).sum::<usize>();
        out.line(format_args!(
            "{} places, {names} further names, {} rows passed over, {} refused",
            imported.places.len(),
            imported.passed_over,
            imported.refused
        ))?;
        let nothing = imported.places.is_empty() && imported.names.is_empty();
        Ok(Status::done_if(imported.refused == 0 && !nothing))
    }
}

/// The countries asked for.
fn countries(codes: &[String]) -> anyhow::Result<HashSet<String>> {
    let codes = codes.iter().map(|code| code.trim().to_uppercase());
    codes
        .map(|code| match Gazetteer::bare().country(&code) {
            Some(_) => Ok(code),
            None => {
                Err(crate::output::Usage(format!("--country {code} is no country's code")).into())
            }
        })
        .collect()
}

/// A file that has been opened and recognised.
struct Source {
    name: String,
    kind: PlaceFile,
    reader: Box<dyn BufRead>,
    begun: Vec<u8>,
}

impl Source {
    fn open(file: &Path) -> anyhow::Result<Source> {
        let name = file.display().to_string();
        let mut reader: Box<dyn BufRead> = if file == Path::new("-") {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            let metadata = std::fs::metadata(file).with_context(|| name.clone())?;
            anyhow::ensure!(!metadata.is_dir(), "{name} is a folder; name the files in it");
            Box::new(BufReader::new(File::open(file).with_context(|| name.clone())?))
        };
        let mut begun = Vec::new();
        (&mut reader).take(1 << 20).read_to_end(&mut begun).with_context(|| name.clone())?;
        anyhow::ensure!(
            !begun.starts_with(b"PK"),
            "{name} is a ZIP archive; unpack it and add the table inside"
        );
        anyhow::ensure!(
            !begun.starts_with(&[0x1f, 0x8b]),
            "{name} is packed with gzip; unpack it first"
        );
        anyhow::ensure!(!begun.contains(&0), "{name} is no text");
        anyhow::ensure!(begun.iter().any(|byte| !byte.is_ascii_whitespace()), "{name} is empty");
        let head = String::from_utf8_lossy(&begun);
        let kind = PlaceFile::of(&head);
        Ok(Source { name, kind, reader, begun })
    }

    /// Reads it all, and says what was refused.
    fn read(mut self, added: &Additions, countries: &HashSet<String>) -> anyhow::Result<Imported> {
        let below = Gazetteer::bare();
        let context = ImportContext { below, added, countries: countries.clone() };
        let mut imported = Imported::default();
        let mut piece = std::mem::take(&mut self.begun);
        loop {
            let most =
                if self.kind.in_pieces() { PIECE.saturating_sub(piece.len()) } else { usize::MAX };
            let more = (&mut self.reader)
                .take(most as u64)
                .read_to_end(&mut piece)
                .with_context(|| self.name.clone())?;
            // A piece ends with a line.
            let end = match self.kind.in_pieces() && more > 0 {
                true => {
                    piece.iter().rposition(|byte| *byte == b'\n').map_or(piece.len(), |at| at + 1)
                }
                false => piece.len(),
            };
            let rest = piece.split_off(end);
            imported.read(self.kind, &String::from_utf8_lossy(&piece), &context);
            piece = rest;
            if more == 0 && piece.is_empty() {
                break;
            }
        }
        imported.finish();
        for note in &imported.notes {
            say(format_args!("{} {}: {}", note.code, self.name, note.message));
        }
        Ok(imported)
    }
}
