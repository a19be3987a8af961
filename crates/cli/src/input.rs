//! Reports on their way through the program: read, worked on by report in parallel, given out in the
//! order of the input; what could not be read is said on the way and counted.

use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dateline_report::{InputKind, Options, ReadNote, Reader, Report};
use jiff::civil::Date;

use crate::guard;
use crate::output::{Status, say};
use crate::parallel::{cores, in_order};
use crate::progress::Progress;

/// The reports that a command reads.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders (read recursively, in sorted order), or - for stdin
    #[arg(value_name = "INPUT", value_hint = clap::ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// What the inputs are, where their content should not decide
    #[arg(long, value_name = "KIND")]
    pub input_format: Option<InputFormat>,

    /// Publication date of reports that do not say one (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,

    /// Publisher of reports that do not say one
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,

    /// How many reports to work on at once [default: as many as there are cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<u16>>,
}

/// Kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Plain text, one report a file
    Text,
    /// A web page; its article is the report
    Html,
    /// One JSON object a line, each a report with at least a "text"
    Jsonl,
    /// RSS or Atom; each entry is a report
    Feed,
    /// A web archive, WARC or WET; each page is a report
    Warc,
    /// A Parquet table with a "text" column; each row is a report
    Parquet,
}

impl From<InputFormat> for InputKind {
    fn from(format: InputFormat) -> InputKind {
        match format {
            InputFormat::Text => InputKind::Text,
            InputFormat::Html => InputKind::Html,
            InputFormat::Jsonl => InputKind::JsonLines,
            InputFormat::Feed => InputKind::Feed,
            InputFormat::Warc => InputKind::Warc,
            InputFormat::Parquet => InputKind::Parquet,
        }
    }
}

impl InputArgs {
    /// Works on every report and gives out the results in the order of the input.
    ///
    /// `work` runs on many threads. Trouble with one input, or with one report, is said and leaves the
    /// status incomplete; an error of `emit` ends everything.
    pub fn each_report<R: Send>(
        self,
        work: impl Fn(Report) -> R + Sync,
        emit: impl FnMut(R) -> anyhow::Result<()>,
    ) -> anyhow::Result<Status> {
        self.each_report_looked_up(|report| ((), report), |((), report)| work(report), emit)
    }

    /// The same, where something is looked up for each report first, one after the other.
    pub fn each_report_looked_up<L: Send, R: Send>(
        self,
        mut look_up: impl FnMut(Report) -> (L, Report) + Send,
        work: impl Fn((L, Report)) -> R + Sync,
        mut emit: impl FnMut(R) -> anyhow::Result<()>,
    ) -> anyhow::Result<Status> {
        let threads = self.threads();
        let mut progress = Progress::new();
        let mut status = Status::Done;
        let items = calm(self.reader()).map(|item| item.map(&mut look_up));
        let work = |item: Result<(L, Report), ReadNote>| {
            let (looked_up, report) = item?;
            let id = report.id.clone();
            guard::calmly(|| work((looked_up, report))).map_err(|fault| ReadNote {
                file: format!("report {id}"),
                line: None,
                message: format!("internal error, please report it: {fault}; skipped"),
            })
        };
        in_order(items, threads, work, |result| {
            match result {
                Ok(result) => {
                    emit(result)?;
                    progress.report();
                }
                Err(note) => {
                    progress.clear();
                    say(format_args!("dateline: {note}"));
                    status = Status::Incomplete;
                }
            }
            Ok(())
        })?;
        progress.clear();
        Ok(status)
    }

    fn threads(&self) -> usize {
        self.threads.map_or_else(cores, |threads| usize::from(threads.get()))
    }

    fn reader(self) -> Reader {
        let mut inputs = self.inputs;
        if inputs.is_empty() {
            inputs.push(PathBuf::from("-"));
            if io::stdin().is_terminal() {
                say(format_args!(
                    "dateline: reading a report from the terminal; end it with Ctrl-D"
                ));
            }
        }
        let options = Options {
            kind: self.input_format.map(InputKind::from),
            published: self.published,
            publisher: self.publisher,
        };
        Reader::new(inputs, options)
    }
}

/// The reader, whose own defects end the reading with a note instead of the program.
fn calm(mut reader: Reader) -> impl Iterator<Item = Result<Report, ReadNote>> + Send {
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = guard::calmly(|| reader.next()).unwrap_or_else(|fault| {
            ended = true;
            let message = format!("internal error in a reader, please report it: {fault}");
            Some(Err(ReadNote { file: "input".to_owned(), line: None, message }))
        });
        ended |= next.is_none();
        next
    })
}
