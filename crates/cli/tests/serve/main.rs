//! The server as its users meet it: the built binary, asked over loopback.

mod answers;
mod audit;
mod gate;
mod hostile;
mod http;
mod life;
mod schema;
mod work;

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::http::Server;

/// The ledger of the demonstration, read once.
fn demo() -> &'static PathBuf {
    static DEMO: OnceLock<PathBuf> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve");
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(format!("demo-{}.db", std::process::id()));
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["demo", "--no-serve", "--format", "jsonl", "--ledger"])
            .arg(&path)
            .output()
            .expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        path
    })
}

/// A server on a copy of the demonstration's ledger.
fn server(args: &[&str]) -> (Server, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("demo.db");
    std::fs::copy(demo(), &path).expect("copied");
    (Server::start(&path, args), folder)
}

/// A ledger of reports given as JSON Lines.
fn ledger_of(lines: &str) -> (PathBuf, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let (input, path) = (folder.path().join("in.jsonl"), folder.path().join("own.db"));
    std::fs::write(&input, lines).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("read")
        .arg(&input)
        .arg("--ledger")
        .arg(&path)
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (path, folder)
}
