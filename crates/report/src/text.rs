//! Plain text: the whole input is one report, kept byte for byte.

use std::io::{BufRead, Read};

use crate::Report;
use crate::charset::{Decoded, decode};
use crate::reader::MAX_REPORT;
use crate::trouble::{Item, Trouble};

/// Reads one report; troubles come before it.
pub(crate) fn read(reader: Box<dyn BufRead + Send>) -> impl Iterator<Item = Item> + Send {
    // Read when first asked: a folder's files are opened one at a time.
    let mut reader = Some(reader);
    std::iter::from_fn(move || Some(read_now(reader.take()?))).flatten()
}

fn read_now(reader: Box<dyn BufRead + Send>) -> Vec<Item> {
    let Input { bytes, mut troubles } = match read_all(reader) {
        Ok(input) => input,
        Err(trouble) => return vec![Err(trouble)],
    };
    let Decoded { text, remark } = decode(bytes, None);
    troubles.extend(remark);
    let mut items: Vec<Item> = troubles.into_iter().map(Err).collect();
    if text.trim().is_empty() {
        items.push(Err(Trouble::new("empty: there is nothing to read")));
    } else {
        items.push(Ok(Report { text, ..Report::default() }));
    }
    items
}

/// A whole input in memory.
pub(crate) struct Input {
    pub bytes: Vec<u8>,
    /// Where it broke off, if it did.
    pub troubles: Vec<Trouble>,
}

/// Reads a whole input, unless it is too long for a report.
pub(crate) fn read_all(reader: impl Read) -> Result<Input, Trouble> {
    let mut bytes = vec![];
    let mut troubles = vec![];
    if let Err(error) = reader.take(MAX_REPORT as u64 + 1).read_to_end(&mut bytes) {
        let line = 1 + bytes.iter().filter(|&&b| b == b'\n').count() as u64;
        troubles.push(Trouble::stopped(Some(line), &error));
    }
    if bytes.len() > MAX_REPORT {
        let line = 1 + bytes[..MAX_REPORT].iter().filter(|&&b| b == b'\n').count() as u64;
        return Err(Trouble::at(line, too_long("the text")));
    }
    Ok(Input { bytes, troubles })
}

/// Why something is passed over.
pub(crate) fn too_long(what: &str) -> String {
    format!(
        "{what} is longer than {} MB, which no report is; skipped. Many reports are best given as \
         JSON Lines, one a line",
        MAX_REPORT >> 20
    )
}
