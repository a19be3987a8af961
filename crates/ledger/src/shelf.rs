//! A shelf: a file beside a ledger for what was worked out from it, so that it need not be worked out again.
//!
//! Nothing rests on it. It may be deleted at any time, it is never written where that is not possible, and
//! `verify` does not read it. It says whose work it holds (`maker`: another maker's is thrown away) and up to
//! which entry of which ledger it holds.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

/// "DTSH": marks the file as a shelf (SQLite's `application_id`).
const APPLICATION: i64 = 0x4454_5348;
/// How long one process waits for another one's writing, before it goes on without the shelf.
const PATIENCE: Duration = Duration::from_secs(5);

/// The form of the file (SQLite's `user_version`). One of another form is thrown away.
const FORM: i64 = 2;
/// Parts of one item at most, as a power of two: a part's row is its item's, with its number behind.
const PARTS: i64 = 24;

const SCHEMA: &str = "
    CREATE TABLE items (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE parts (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), maker TEXT NOT NULL,
        entry INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;";

/// An open shelf.
#[derive(Debug)]
pub struct Shelf {
    connection: Connection,
    path: PathBuf,
    maker: String,
}

/// What is put on a shelf under one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// What is read whenever everything is.
    pub bytes: Vec<u8>,
    /// What is read part by part, of one key at a time.
    pub parts: Vec<Vec<u8>>,
}

/// What a file turned out to be.
enum Opened {
    Ours(Shelf),
    /// A shelf as another version of the program makes them.
    AnotherForm,
    NoShelf,
}

/// Why a shelf cannot be used: what was wanted has to be worked out.
#[derive(Debug, thiserror::Error)]
#[error("the shelf cannot be used: {0}")]
pub struct Unusable(#[from] rusqlite::Error);

impl Shelf {
    /// Opens the shelf in a file; makes it, where there is none and one can be made. `None` where that is
    /// not possible, or something else lies there.
    pub fn open(path: &Path, maker: &str) -> Option<Shelf> {
        match Shelf::try_open(path, maker) {
            Ok(Opened::Ours(shelf)) => return Some(shelf),
            Ok(Opened::AnotherForm) => {}
            Err(error) if is_damaged(&error) && is_ours(path) => {}
            _ => return None,
        }
        // Nothing is lost with it.
        fs::remove_file(path).ok()?;
        match Shelf::try_open(path, maker) {
            Ok(Opened::Ours(shelf)) => Some(shelf),
            _ => None,
        }
    }

    /// Opens the shelf in a file, where there is one.
    pub fn open_existing(path: &Path, maker: &str) -> Option<Shelf> {
        path.exists().then(|| Shelf::open(path, maker)).flatten()
    }

    fn try_open(path: &Path, maker: &str) -> rusqlite::Result<Opened> {
        let new = !path.exists();
        let create = if new { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch("PRAGMA cache_size = -32768; PRAGMA synchronous = NORMAL;")?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 {
            // The page size can only be chosen outside a transaction.
            connection.execute_batch("PRAGMA page_size = 16384")?;
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute_batch(SCHEMA)?;
            transaction.execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORM}"
            ))?;
            transaction.commit()?;
        }
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        let (mark, form) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
        Ok(match (mark, form) {
            (APPLICATION, FORM) => {
                Opened::Ours(Shelf { connection, path: path.to_owned(), maker: maker.to_owned() })
            }
            (APPLICATION, _) => Opened::AnotherForm,
            _ => Opened::NoShelf,
        })
    }

    /// The shelf opened once more, for another core.
    pub fn again(&self) -> Option<Shelf> {
        match Shelf::try_open(&self.path, &self.maker) {
            Ok(Opened::Ours(shelf)) => Some(shelf),
            _ => None,
        }
    }

    /// Reads with nobody writing between: what is read belongs together.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn still<T, E: From<Unusable>>(&self, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let transaction = self.connection.unchecked_transaction().map_err(Unusable)?;
        let done = read()?;
        transaction.commit().map_err(Unusable)?;
        Ok(done)
    }

    /// Up to which entry, with that entry's hash, this maker's work is there.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn upto(&self) -> Result<Option<(u64, String)>, Unusable> {
        let sql = "SELECT entry, hash FROM state WHERE maker = ?";
        let found = self.connection.query_row(sql, [&self.maker], |row| {
            Ok((row.get::<_, i64>(0)?.max(0) as u64, row.get(1)?))
        });
        Ok(found.optional()?)
    }

    /// Puts work on the shelf, and takes off what is `None` now; all of it or nothing. With `anew`, only
    /// this is there afterwards. Where another process has put newer work there by now, that stays.
    ///
    /// # Errors
    /// Where the file cannot be written, or the work fails.
    pub fn put<E: From<Unusable>>(
        &mut self,
        upto: (u64, &str),
        anew: bool,
        work: impl IntoIterator<Item = Result<(String, Option<Work>), E>>,
    ) -> Result<(), E> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Unusable)?;
        if !begin(&transaction, &self.maker, upto.0, anew).map_err(Unusable)? {
            return Ok(());
        }
        for piece in work {
            let (key, work) = piece?;
            place(&transaction, &key, work.as_ref()).map_err(Unusable)?;
        }
        let entry = number(upto.0);
        transaction
            .execute(
                "INSERT INTO state (one, maker, entry, hash) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT (one) DO UPDATE SET maker = ?1, entry = ?2, hash = ?3",
                params![self.maker, entry, upto.1],
            )
            .map_err(Unusable)?;
        Ok(transaction.commit().map_err(Unusable)?)
    }

    /// What is there under a key.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Unusable> {
        let mut statement =
            self.connection.prepare_cached("SELECT bytes FROM items WHERE key = ?")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// A part of what is there under a key.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn part(&self, key: &str, number: usize) -> Result<Option<Vec<u8>>, Unusable> {
        let sql = "SELECT bytes FROM parts WHERE seq =
             (SELECT seq FROM items WHERE key = ?1) * (1 << ?2) + ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row(params![key, PARTS, number as i64], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// Calls `each` with whatever is there, in no order; until it says `false`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn for_each(&self, each: impl FnMut(&[u8]) -> bool) -> Result<(), Unusable> {
        self.for_each_of(0..u64::MAX, each)
    }

    /// The number of the last row: rows are numbered from 1, and some may be missing.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn rows(&self) -> Result<u64, Unusable> {
        let last = "SELECT coalesce(max(seq), 0) FROM items";
        Ok(self.connection.query_row(last, [], |row| row.get::<_, i64>(0))?.max(0) as u64)
    }

    /// The same for some of the rows.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn for_each_of(
        &self,
        rows: Range<u64>,
        mut each: impl FnMut(&[u8]) -> bool,
    ) -> Result<(), Unusable> {
        let sql = "SELECT bytes FROM items WHERE seq >= ? AND seq < ? ORDER BY seq";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([number(rows.start), number(rows.end)])?;
        while let Some(row) = rows.next()? {
            if !each(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?) {
                break;
            }
        }
        Ok(())
    }

    /// The shelf's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Throws the shelf away.
    pub fn discard(self) {
        let Shelf { connection, path, .. } = self;
        drop(connection);
        let _ = fs::remove_file(path);
    }
}

/// Whether work up to this entry is wanted; makes room for it.
fn begin(shelf: &Connection, maker: &str, entry: u64, anew: bool) -> rusqlite::Result<bool> {
    if anew {
        shelf.execute_batch("DELETE FROM parts; DELETE FROM items; DELETE FROM state;")?;
        return Ok(true);
    }
    let newest: Option<i64> = shelf
        .query_row("SELECT entry FROM state WHERE maker = ?", [maker], |row| row.get(0))
        .optional()?;
    // A part of the work is worth nothing without the rest.
    Ok(newest.is_some_and(|newest| newest <= number(entry)))
}

fn place(shelf: &Connection, key: &str, work: Option<&Work>) -> rusqlite::Result<()> {
    shelf
        .prepare_cached(
            "DELETE FROM parts WHERE seq BETWEEN (SELECT seq FROM items WHERE key = ?1) * (1 << ?2)
             AND (SELECT seq FROM items WHERE key = ?1) * (1 << ?2) + (1 << ?2) - 1",
        )?
        .execute(params![key, PARTS])?;
    let Some(work) = work else {
        shelf.prepare_cached("DELETE FROM items WHERE key = ?")?.execute([key])?;
        return Ok(());
    };
    let item: i64 = shelf
        .prepare_cached(
            "INSERT INTO items (key, bytes) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET bytes = ?2 RETURNING seq",
        )?
        .query_row(params![key, work.bytes], |row| row.get(0))?;
    let mut insert = shelf.prepare_cached("INSERT INTO parts (seq, bytes) VALUES (?, ?)")?;
    for (part, bytes) in (0..1 << PARTS).zip(&work.parts) {
        insert.execute(params![(item << PARTS) + part, bytes])?;
    }
    Ok(())
}

fn number(entry: u64) -> i64 {
    entry.min(i64::MAX as u64) as i64
}

fn is_damaged(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

/// Whether a damaged file was a shelf, by its name: anything else is left alone.
fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "shelf")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Piece = Result<(String, Option<Work>), Unusable>;

    fn work(items: &[(&str, Option<&[u8]>)]) -> Vec<Piece> {
        let work =
            |bytes: &[u8]| Work { bytes: bytes.to_vec(), parts: vec![bytes.to_vec(), vec![7]] };
        items.iter().map(|(key, bytes)| Ok(((*key).to_owned(), bytes.map(work)))).collect()
    }

    #[test]
    fn parts_go_with_their_item() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("war.db.shelf");
        assert!(Shelf::open_existing(&path, "one").is_none());
        let mut shelf = Shelf::open(&path, "one").unwrap();
        shelf.put((1, "a"), true, work(&[("a", Some(b"1")), ("b", Some(b"2"))])).unwrap();
        let part = |shelf: &Shelf, key, number| shelf.part(key, number).unwrap();
        assert_eq!(part(&shelf, "b", 0).as_deref(), Some(&b"2"[..]));
        assert_eq!(part(&shelf, "b", 1).as_deref(), Some(&[7][..]));
        assert_eq!(part(&shelf, "b", 2), None);
        let less = Work { bytes: b"3".to_vec(), parts: vec![b"3".to_vec()] };
        shelf.put((2, "b"), false, [Ok::<_, Unusable>(("b".to_owned(), Some(less)))]).unwrap();
        assert_eq!(part(&shelf, "b", 0).as_deref(), Some(&b"3"[..]));
        assert_eq!(part(&shelf, "b", 1), None);
        shelf.put((3, "c"), false, work(&[("b", None)])).unwrap();
        assert_eq!(part(&shelf, "b", 0), None);
        assert_eq!(part(&shelf, "a", 1).as_deref(), Some(&[7][..]));
    }

    #[test]
    fn a_shelf_of_another_form_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("war.db.shelf");
        let mut shelf = Shelf::open(&path, "one").unwrap();
        shelf.put((1, "a"), true, work(&[("a", Some(b"1"))])).unwrap();
        shelf.connection.execute_batch("PRAGMA user_version = 1").unwrap();
        drop(shelf);
        let shelf = Shelf::open_existing(&path, "one").unwrap();
        assert_eq!(shelf.upto().unwrap(), None);
    }

    #[test]
    fn work_is_kept_until_it_is_another_makers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("war.db.shelf");
        let mut shelf = Shelf::open(&path, "one").unwrap();
        assert_eq!(shelf.upto().unwrap(), None);
        shelf.put((3, "c"), true, work(&[("a", Some(b"1")), ("b", Some(b"2"))])).unwrap();
        shelf.put((5, "e"), false, work(&[("a", None), ("c", Some(b"3"))])).unwrap();
        // Somebody who is behind changes nothing.
        shelf.put((4, "d"), false, work(&[("b", None)])).unwrap();
        drop(shelf);
        let shelf = Shelf::open(&path, "one").unwrap();
        assert_eq!(shelf.upto().unwrap(), Some((5, "e".to_owned())));
        let mut all = vec![];
        shelf
            .for_each(|bytes| {
                all.push(bytes.to_vec());
                true
            })
            .unwrap();
        assert_eq!(all, [b"2", b"3"]);
        // The same in pieces, by others.
        let rows = shelf.rows().unwrap();
        let mut pieces = vec![];
        for row in 0..=rows {
            let again = shelf.again().unwrap();
            let take = |bytes: &[u8]| {
                pieces.push(bytes.to_vec());
                true
            };
            again.for_each_of(row..row + 1, take).unwrap();
        }
        assert_eq!(pieces, all);
        assert_eq!(shelf.get("b").unwrap().as_deref(), Some(&b"2"[..]));
        let mut other = Shelf::open(&path, "two").unwrap();
        assert_eq!(other.upto().unwrap(), None);
        // Without the rest, a part is worth nothing.
        other.put((6, "f"), false, work(&[("d", Some(b"4"))])).unwrap();
        assert_eq!(other.upto().unwrap(), None);
    }

    #[test]
    fn work_that_fails_leaves_the_shelf_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("war.db.shelf");
        let mut shelf = Shelf::open(&path, "one").unwrap();
        shelf.put((1, "a"), true, work(&[("a", Some(b"1"))])).unwrap();
        let broken: Vec<Piece> =
            vec![Ok(("a".to_owned(), None)), Err(rusqlite::Error::InvalidQuery.into())];
        assert!(shelf.put((2, "b"), false, broken).is_err());
        assert_eq!(shelf.upto().unwrap(), Some((1, "a".to_owned())));
        assert!(shelf.get("a").unwrap().is_some());
    }

    #[test]
    fn what_is_no_shelf_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("note.txt");
        fs::write(&note, "a note, long enough to be taken for the head of some database or other")
            .unwrap();
        assert!(Shelf::open(&note, "one").is_none());
        assert!(note.exists());
        let damaged = folder.path().join("war.db.shelf");
        fs::write(&damaged, "a torn file, long enough to be taken for the head of some database")
            .unwrap();
        assert!(Shelf::open(&damaged, "one").is_some());
        assert!(Shelf::open(&folder.path().join("no/such/war.db.shelf"), "one").is_none());
    }
}
