//! A server's life: what it says when it starts, what it notices, how it ends.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::Server;
use crate::{demo, server};

#[test]
fn a_ledger_that_grows_is_seen() {
    let (server, folder) = server(&[]);
    let before = server.json("/api/v1/summary");
    let text = folder.path().join("more.txt");
    std::fs::write(
        &text,
        "The Syrian army captured the town of Palmyra in central Syria on Thursday.",
    )
    .expect("written");
    let status = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["read", "--published", "2031-01-02", "--ledger"])
        .arg(folder.path().join("demo.db"))
        .arg(&text)
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("runs").success());
    let begun = Instant::now();
    loop {
        let now = server.json("/api/v1/summary");
        if now["reports"].as_u64() > before["reports"].as_u64() {
            assert_eq!(now["last"], "2031-01-02");
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "not seen: {now}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[cfg(unix)]
#[test]
fn it_ends_when_told_to() {
    for signal in ["-INT", "-TERM"] {
        let (mut server, _folder) = server(&[]);
        assert_eq!(server.get("/api/v1/health").status, 200);
        let id = server.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("runs").success());
        let status = server.child.wait().expect("ends");
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}

#[test]
fn what_cannot_be_served_is_said() {
    let serve = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("serve")
            .args(args)
            .stdin(Stdio::null())
            .output()
            .expect("runs");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.stdout.is_empty() && !stderr.contains("panicked"), "{stderr}");
        (output.status.code(), stderr)
    };
    let (status, said) = serve(&["--ledger", "nowhere.db"]);
    assert!(status == Some(1) && said.contains("no such ledger"), "{said}");
    let (status, said) = serve(&["--listen", "everywhere"]);
    assert!(status == Some(2) && said.contains("ADDRESS:PORT"), "{said}");
    let (status, said) = serve(&["--token", "short"]);
    assert!(status == Some(2) && said.contains("8 characters"), "{said}");
    let running = Server::start(demo(), &[]);
    let ledger = demo().to_string_lossy().into_owned();
    let (status, said) = serve(&["--ledger", &ledger, "--listen", &running.address]);
    assert!(status == Some(1) && said.contains("cannot listen there"), "{said}");
}

#[test]
fn the_demonstration_serves_itself() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("demo")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut server = Server { child, address };
    assert!(server.json("/api/v1/summary")["places"].as_u64() > Some(100));
    assert_eq!(server.get("/").status, 200);
    // Told to end, it takes its ledger away.
    #[cfg(unix)]
    {
        let id = server.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().expect("runs").success());
        assert!(server.child.wait().expect("ends").success());
    }
}
