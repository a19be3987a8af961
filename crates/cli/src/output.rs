//! Output: data to stdout through [`Out`], everything else to stderr through [`say`]; how a command
//! ended is a [`Status`].

use std::fmt::{Arguments, Display};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

/// How a command ended, where it was no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything was done: exit status 0.
    Done,
    /// Something asked for was not found, or some input could not be read: exit status 1.
    Incomplete,
}

impl Status {
    /// [`Status::Done`] where the condition holds.
    pub fn done_if(condition: bool) -> Status {
        if condition { Status::Done } else { Status::Incomplete }
    }
}

/// An error of usage that clap cannot see: exit status 2.
#[derive(Debug)]
pub struct Usage(pub String);

impl Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// Buffered stdout.
pub struct Out {
    writer: BufWriter<Box<dyn Write + Send>>,
    terminal: bool,
    file: bool,
}

impl Out {
    /// The program's stdout.
    pub fn stdout() -> Out {
        let stdout = io::stdout();
        Out {
            terminal: stdout.is_terminal(),
            file: is_regular_file(&stdout),
            writer: BufWriter::with_capacity(1 << 16, Box::new(stdout)),
        }
    }

    /// Whether a person looks on.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// One JSON object on a line of its own.
    pub fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.writer, value).map_err(io::Error::from)?;
        self.writer.write_all(b"\n")?;
        Ok(())
    }

    /// Whole lines, as they are.
    pub fn bytes(&mut self, lines: &[u8]) -> anyhow::Result<()> {
        self.writer.write_all(lines)?;
        Ok(())
    }

    /// A line of text.
    pub fn line(&mut self, text: impl Display) -> anyhow::Result<()> {
        writeln!(self.writer, "{text}")?;
        Ok(())
    }

    /// Shows what was written so far, unless it goes to a file, where nobody waits for it.
    pub fn show(&mut self) -> anyhow::Result<()> {
        if !self.file {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes out whatever is buffered.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        self.writer.flush()?;
        Ok(())
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(unix)]
fn is_regular_file(stdout: &io::Stdout) -> bool {
    use std::os::fd::AsFd;
    let Ok(fd) = stdout.as_fd().try_clone_to_owned() else { return false };
    File::from(fd).metadata().is_ok_and(|metadata| metadata.is_file())
}

#[cfg(not(unix))]
fn is_regular_file(_: &io::Stdout) -> bool {
    let _: Option<File> = None;
    false
}

/// A line on stderr. A closed stderr is no reason to stop.
pub fn say(message: Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Whether the error is the asker's mistake.
pub fn is_usage(error: &anyhow::Error) -> bool {
    let desk = error.downcast_ref::<dateline_desk::DeskError>();
    error.is::<Usage>() || matches!(desk, Some(dateline_desk::DeskError::Usage(_)))
}

/// Whether the error is that nobody reads our output any more.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
