//! The reader: inputs of any kind in, one [`Report`] after the other out, with notes on what could
//! not be read. Memory does not grow with the length of the input.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::kind::{InputKind, Sniffed};
use crate::source::Source;
use crate::trouble::{Items, Trouble};
use crate::walk::{Stop, Walk, cannot};
use crate::{Report, feed, html, jsonl, text, warc};

/// No news report is longer than this many bytes; what is longer is passed over with a note.
pub const MAX_REPORT: usize = 16 << 20;

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kind of every input; told from the content where it is not given.
    pub kind: Option<InputKind>,
    /// Publication day of reports that do not say one.
    pub published: Option<Date>,
    /// Publisher of reports that do not say one.
    pub publisher: Option<String>,
}

/// Something that could not be read, or was read otherwise than it stands. The rest is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadNote {
    /// The input, as it was named.
    pub file: String,
    /// Line, counted from 1, where the trouble has one.
    pub line: Option<u64>,
    /// What it is, in words.
    pub message: String,
}

impl fmt::Display for ReadNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// Reads inputs, in the order given.
pub struct Reader {
    walk: Walk,
    options: Options,
    current: Option<(String, Items)>,
}

impl Reader {
    /// A reader of files, folders (recursively, in sorted order) and `-` for stdin.
    pub fn new(inputs: impl IntoIterator<Item = PathBuf>, options: Options) -> Reader {
        Reader { walk: Walk::new(inputs), options, current: None }
    }

    /// A reader of one stream; notes speak of it by `name`.
    pub fn of_stream(name: &str, stream: impl Read + Send + 'static, options: Options) -> Reader {
        let items = match Source::new(name, Box::new(stream), false) {
            Ok(source) => open_kind(source, Path::new(name), options.kind),
            Err(error) => trouble(cannot(&error)),
        };
        Reader { walk: Walk::new([]), options, current: Some((name.to_owned(), items)) }
    }

    fn open(&self, path: &Path) -> Items {
        match Source::open(path) {
            Ok(source) => open_kind(source, path, self.options.kind),
            Err(error) => trouble(cannot(&error)),
        }
    }

    /// Fills in what the report does not say, and gives it its id.
    fn finish(&self, mut report: Report) -> Report {
        report.published = report.published.or(self.options.published);
        report.publisher = report.publisher.or_else(|| self.options.publisher.clone());
        if report.id.is_empty() {
            report.derive_id();
        }
        report
    }
}

impl Iterator for Reader {
    type Item = Result<Report, ReadNote>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((file, items)) = &mut self.current {
                match items.next() {
                    Some(Ok(report)) => return Some(Ok(self.finish(report))),
                    Some(Err(Trouble { line, message })) => {
                        return Some(Err(ReadNote { file: file.clone(), line, message }));
                    }
                    None => self.current = None,
                }
            }
            match self.walk.next()? {
                Stop::File(path) => self.current = Some((name_of(&path), self.open(&path))),
                Stop::Trouble(path, message) => {
                    return Some(Err(ReadNote { file: name_of(&path), line: None, message }));
                }
            }
        }
    }
}

fn name_of(path: &Path) -> String {
    if path.as_os_str() == "-" { "stdin".to_owned() } else { path.to_string_lossy().into_owned() }
}

fn trouble(message: impl Into<String>) -> Items {
    Box::new(std::iter::once(Err(Trouble::new(message))))
}

/// The reader of a source's kind.
fn open_kind(source: Source, path: &Path, given: Option<InputKind>) -> Items {
    let kind = match (given, source.sniffed) {
        (_, Sniffed::Empty) => return trouble("empty: there is nothing to read"),
        (Some(kind), _) => kind,
        (None, Sniffed::Kind(kind)) => kind,
        (None, Sniffed::Other(what)) => {
            return trouble(format!("not a report but {what}; skipped"));
        }
        (None, Sniffed::Gzip | Sniffed::Zstd) => {
            return trouble("packed data that cannot be unpacked");
        }
    };
    let reader = source.reader;
    match kind {
        InputKind::Text => Box::new(text::read(reader)),
        InputKind::Html => Box::new(html::read(reader)),
        InputKind::JsonLines => jsonl::read(reader),
        InputKind::Feed => Box::new(feed::read(reader)),
        InputKind::Warc => warc::read(reader),
        #[cfg(feature = "parquet")]
        InputKind::Parquet => crate::parquet::read(path, reader, source.is_file),
        #[cfg(not(feature = "parquet"))]
        InputKind::Parquet => {
            let _ = (path, source.is_file);
            trouble("Parquet, which this build cannot read; build with the feature parquet")
        }
    }
}
