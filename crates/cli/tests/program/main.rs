//! The program as its users meet it: the built binary, run.

mod bad_input;
mod formats;
mod help;
mod offsets;
mod pipes;
mod places;
mod reading;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The built program.
pub fn dateline() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
}

/// What one run left.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let run = Run {
            status: output.status.code().expect("not killed"),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }

    /// The lines of stdout as JSON.
    pub fn json(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).expect("a JSON object a line");
        self.stdout.lines().map(parse).collect()
    }

    /// Reports seen, by `inspect`.
    pub fn reports(&self) -> usize {
        self.json().len()
    }
}

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    Run::of(dateline().args(args).stdin(Stdio::null()).output().expect("runs"))
}

/// Runs the program with something on stdin.
pub fn run_with(stdin: &[u8], args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    let mut child = dateline()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let stdin = stdin.to_vec();
    let feeder = std::thread::spawn(move || {
        let _ = pipe.write_all(&stdin);
    });
    let run = Run::of(child.wait_with_output().expect("ends"));
    feeder.join().expect("fed");
    run
}

/// A folder with files.
pub struct Folder(TempDir);

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Folder {
    pub fn new() -> Folder {
        Folder(TempDir::new().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, content).expect("written");
        path
    }
}

/// `inspect` of something cheap: a line for every report that was read.
pub fn inspect(inputs: &[&Path]) -> Run {
    let mut args = vec![OsStr::new("inspect"), OsStr::new("--layer"), OsStr::new("sentences")];
    args.extend(inputs.iter().map(|path| path.as_os_str()));
    run(args)
}
