//! Where a ledger is: a file, or a database on a PostgreSQL server.

use std::ffi::OsString;
use std::fmt::{Display, Formatter};
use std::path::{Path, PathBuf};

/// How the addresses of servers begin.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Where a ledger is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// An SQLite file.
    File(PathBuf),
    /// A database on a PostgreSQL server: `postgres://user@host:port/database`.
    Server(String),
}

impl Location {
    /// A short name for people: the file's, or the database's.
    pub fn name(&self) -> String {
        match self {
            Location::File(path) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            Location::Server(url) => {
                let path = url.split_once("://").map_or("", |(_, rest)| rest);
                let path = path.split(['?', '#']).next().unwrap_or_default();
                path.split_once('/').map_or("", |(_, name)| name).to_owned()
            }
        }
    }

    /// A file or folder that goes with the ledger: beside its file, with another ending. What goes with
    /// a server's database is named after it and looked for in the current folder.
    pub fn beside(&self, extension: &str) -> PathBuf {
        match self {
            Location::File(path) => path.with_extension(extension),
            Location::Server(_) => {
                let name: String = (self.name().chars())
                    .map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' })
                    .collect();
                PathBuf::from(format!("{name}.{extension}"))
            }
        }
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Location {
        match path.to_str() {
            Some(text) if SCHEMES.iter().any(|scheme| text.starts_with(scheme)) => {
                Location::Server(text.to_owned())
            }
            _ => Location::File(path.to_owned()),
        }
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Location {
        path.as_path().into()
    }
}

impl From<OsString> for Location {
    fn from(text: OsString) -> Location {
        Path::new(&text).into()
    }
}

impl From<&str> for Location {
    fn from(text: &str) -> Location {
        Path::new(text).into()
    }
}

impl From<&Location> for Location {
    fn from(location: &Location) -> Location {
        location.clone()
    }
}

/// As it was said, but never with the password.
impl Display for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Location::File(path) => path.display().fmt(f),
            Location::Server(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                let (authority, path) = rest.split_at(end);
                // What follows the "?" may hold a password too.
                let path = path.split('?').next().unwrap_or_default();
                match authority.rsplit_once('@') {
                    Some((user, host)) => {
                        let user = user.split(':').next().unwrap_or_default();
                        write!(f, "{scheme}://{user}@{host}{path}")
                    }
                    None => write!(f, "{scheme}://{authority}{path}"),
                }
            }
        }
    }
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_servers_are_told_apart() {
        assert_eq!(Location::from("war.db"), Location::File("war.db".into()));
        assert_eq!(Location::from("postgres/war.db"), Location::File("postgres/war.db".into()));
        let server = Location::from("postgresql://me:secret@host:5433/war?options=x");
        assert!(matches!(server, Location::Server(_)));
        assert_eq!(server.to_string(), "postgresql://me@host:5433/war");
        assert_eq!(format!("{server:?}"), "postgresql://me@host:5433/war");
        assert_eq!(
            (server.name().as_str(), server.beside("gazetteer")),
            ("war", "war.gazetteer".into())
        );
        assert_eq!(Location::from("a/war.db").name(), "war.db");
    }
}
