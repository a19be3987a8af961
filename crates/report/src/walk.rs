//! A walk: the inputs given, with folders replaced by the files in them, in sorted order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One stop of the walk.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A file to read (or stdin).
    File(PathBuf),
    /// Something that cannot be read, and why.
    Trouble(PathBuf, String),
}

/// Walks lazily; at any time it holds the listings of the folders that it is in.
#[derive(Debug)]
pub(crate) struct Walk {
    /// What is still ahead, the next at the end.
    ahead: Vec<PathBuf>,
}

impl Walk {
    pub fn new(inputs: impl IntoIterator<Item = PathBuf>) -> Walk {
        let mut ahead: Vec<_> = inputs.into_iter().collect();
        ahead.reverse();
        Walk { ahead }
    }

    /// Puts a folder's files and folders ahead. Hidden ones are not read.
    fn enter(&mut self, folder: &Path) -> io::Result<usize> {
        let mut inside = vec![];
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            // A link to a folder may lead back up.
            let link_to_folder = entry.file_type()?.is_symlink()
                && fs::metadata(entry.path()).is_ok_and(|m| m.is_dir());
            if !hidden && !link_to_folder {
                inside.push(entry.path());
            }
        }
        inside.sort_unstable_by(|a, b| b.file_name().cmp(&a.file_name()));
        let count = inside.len();
        self.ahead.append(&mut inside);
        Ok(count)
    }
}

impl Iterator for Walk {
    type Item = Stop;

    fn next(&mut self) -> Option<Stop> {
        loop {
            let path = self.ahead.pop()?;
            if path.as_os_str() == "-" {
                return Some(Stop::File(path));
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => match self.enter(&path) {
                    Ok(0) => {
                        return Some(Stop::Trouble(path, "no files in this folder".to_owned()));
                    }
                    Ok(_) => {}
                    Err(error) => return Some(Stop::Trouble(path, cannot(&error))),
                },
                Ok(_) => return Some(Stop::File(path)),
                Err(error) => return Some(Stop::Trouble(path, cannot(&error))),
            }
        }
    }
}

/// Why something cannot be read, in words.
pub(crate) fn cannot(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
