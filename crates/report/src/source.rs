//! A source: one input opened, unpacked and looked into.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use crate::kind::{Sniffed, sniff};

/// As much as is looked at to tell the kind.
const HEAD: usize = 8 << 10;
/// Gzip inside gzip is a slip; inside that again, an attack.
const MAX_WRAPPINGS: usize = 2;
/// As much as is held in memory of what cannot be read from its start.
#[cfg(feature = "parquet")]
const MAX_WHOLE: u64 = 256 << 20;

/// One input, ready to be read from its start.
pub(crate) struct Source {
    pub sniffed: Sniffed,
    pub reader: Box<dyn BufRead + Send>,
    /// A file on the disk that is read as it is.
    pub is_file: bool,
}

impl Source {
    /// Opens a file, or stdin for `-`.
    pub fn open(path: &Path) -> io::Result<Source> {
        if path.as_os_str() == "-" {
            return Source::new("-", Box::new(io::stdin()), false);
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Source::new(&path.to_string_lossy(), Box::new(file), metadata.is_file())
    }

    /// Looks into a stream. `eager` says that waiting for a full head costs nothing.
    pub fn new(name: &str, mut raw: Box<dyn Read + Send>, eager: bool) -> io::Result<Source> {
        for wrappings in 0..=MAX_WRAPPINGS {
            let head = Head::of(&mut *raw, eager);
            let sniffed = sniff(&head.bytes, name, head.whole);
            if head.bytes.is_empty()
                && let Some(error) = head.error
            {
                return Err(error);
            }
            let rest = Faulty { error: head.error, rest: raw };
            let reader = BufReader::with_capacity(1 << 16, Cursor::new(head.bytes).chain(rest));
            raw = match sniffed {
                Sniffed::Gzip => Box::new(MultiGzDecoder::new(reader)),
                Sniffed::Zstd => Box::new(zstd::Decoder::with_buffer(reader)?),
                _ => {
                    let is_file = eager && wrappings == 0;
                    return Ok(Source { sniffed, reader: Box::new(reader), is_file });
                }
            };
        }
        Err(io::Error::other("packed more than twice"))
    }
}

/// A whole stream in memory, for formats that are read from their end.
#[cfg(feature = "parquet")]
pub(crate) fn read_whole(reader: Box<dyn BufRead + Send>) -> io::Result<bytes::Bytes> {
    let mut whole = vec![];
    reader.take(MAX_WHOLE + 1).read_to_end(&mut whole)?;
    if whole.len() as u64 > MAX_WHOLE {
        let message = "too long to be read from a pipe; give the unpacked file";
        return Err(io::Error::other(message));
    }
    Ok(whole.into())
}

/// The first bytes of a stream.
struct Head {
    bytes: Vec<u8>,
    whole: bool,
    error: Option<io::Error>,
}

impl Head {
    fn of(raw: &mut dyn Read, eager: bool) -> Head {
        let mut head = Head { bytes: vec![0; HEAD], whole: false, error: None };
        let mut filled = 0;
        while filled < HEAD && (eager || !is_telling(&head.bytes[..filled])) {
            match raw.read(&mut head.bytes[filled..]) {
                Ok(0) => {
                    head.whole = true;
                    break;
                }
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    head.error = Some(error);
                    break;
                }
            }
        }
        head.bytes.truncate(filled);
        head
    }
}

/// Whether a pipe has given enough to tell the kind: a line is enough, save for markup.
fn is_telling(head: &[u8]) -> bool {
    let markup = head.trim_ascii_start().first() == Some(&b'<');
    head.len() >= 1024 || (!markup && head.trim_ascii_start().contains(&b'\n'))
}

/// A stream whose error, met while looking at its head, comes again in its place.
struct Faulty {
    error: Option<io::Error>,
    rest: Box<dyn Read + Send>,
}

impl Read for Faulty {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.read(buffer),
        }
    }
}
