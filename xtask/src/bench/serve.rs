//! `cargo xtask bench serve [FILE] [--claims N] [--places N]`: the built server on loopback, asked by a few
//! connections that are kept open. What counts is answers by the second of processor time that the server
//! takes, on one core: who else is at work on the machine makes no difference.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use dateline_desk::{CourseQuestion, for_each_course};
use dateline_ledger::{Access, Ledger};

use super::{Bench, line, megabytes, milliseconds, note, rank};
use crate::synth::Chance;

/// Connections at a time.
const CONNECTIONS: usize = 4;
/// How long one thing is measured.
const TIME: Duration = Duration::from_secs(10);
/// Ticks of the kernel's processor clock, a second.
const TICKS: f64 = 100.0;

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let bench = Bench::of(root, arguments, 1_000_000, 10_000)?;
    let mut keys = vec![];
    for_each_course(
        &Ledger::open(&bench.path, Access::Read)?,
        CourseQuestion::default(),
        |course| {
            keys.push(course.key().to_owned());
            Ok::<_, dateline_desk::DeskError>(())
        },
    )?;
    keys.sort_unstable();
    println!("{}: {} claims, {} towns", bench.path.display(), bench.size.claims, keys.len());
    let begun = Instant::now();
    let server = Server::start(&bench.path)?;
    ask(&mut server.connect()?, "/api/v1/summary")?;
    note("from the start to the first answer", format!("{:.2} s", begun.elapsed().as_secs_f64()));
    let begun = Instant::now();
    let map = ask(&mut server.connect()?, "/api/v1/map?on=2019-06-14")?;
    note(&format!("the first map ({} kB)", map >> 10), milliseconds(begun.elapsed()));
    let encoded: Vec<String> = keys.iter().map(|key| escaped(key)).collect();
    // Every town in turn and no town twice on the same day, so that no answer is one kept from before.
    let day = |number: usize| {
        format!("{}-{:02}-{:02}", 2013 + number / 336 % 9, 1 + number / 28 % 12, 1 + number % 28)
    };
    let who = |number: usize, chance: &mut Chance| {
        let key = chance.of(&encoded);
        format!("/api/v1/who?place={key}&on={}", day(number))
    };
    let who = server.measure(&who)?;
    who.tell("a town's status, any town, any day", 1_000.0);
    let maps = |number: usize, _: &mut Chance| format!("/api/v1/map?on={}", day(number));
    let maps = server.measure(&maps)?;
    maps.tell(&format!("maps of {} towns, any day", keys.len()), 50.0);
    let again = |_: usize, _: &mut Chance| "/api/v1/map?on=2019-06-14".to_owned();
    server.measure(&again)?.tell("the same map again", 50.0);
    note("most memory of the server", megabytes(server.most_memory()));
    Ok(())
}

/// What was measured.
struct Measured {
    answers: usize,
    wall: Duration,
    processor: f64,
    times: Vec<Duration>,
}

impl Measured {
    fn tell(mut self, what: &str, goal: f64) {
        let speed = self.answers as f64 / self.processor.max(1.0 / TICKS);
        let goals = format!("{goal} on one core");
        line(
            &format!("{what}: answers a second of a core"),
            format!("{speed:.0}"),
            &goals,
            speed >= goal,
        );
        note(
            "  a second by the clock",
            format!("{:.0}", self.answers as f64 / self.wall.as_secs_f64()),
        );
        note("  half of them within", milliseconds(rank(&mut self.times, 0.5)));
        note("  99 of 100 within", milliseconds(rank(&mut self.times, 0.99)));
    }
}

/// The server as users run it, held to one core where the system can.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(ledger: &Path) -> Result<Server> {
        let program = program()?;
        let mut command = match Command::new("taskset").arg("--version").output() {
            Ok(_) => {
                let mut command = Command::new("taskset");
                command.args(["-c", "0"]).arg(&program);
                command
            }
            Err(_) => Command::new(&program),
        };
        let mut process = command
            .args(["serve", "--listen", "127.0.0.1:0", "--ledger"])
            .arg(ledger)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut address = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut address)?;
        }
        let address = address.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        ensure!(!address.is_empty(), "the server did not start");
        Ok(Server { process, address })
    }

    fn connect(&self) -> Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(BufReader::new(stream))
    }

    fn measure(&self, path: &(impl Fn(usize, &mut Chance) -> String + Sync)) -> Result<Measured> {
        let number = AtomicUsize::new(0);
        let (begun, before) = (Instant::now(), self.processor()?);
        let connection = |seed: usize| -> Result<Vec<Duration>> {
            let mut connection = self.connect()?;
            let mut chance = Chance::new(seed as u64);
            let mut times = vec![];
            while begun.elapsed() < TIME {
                let path = path(number.fetch_add(1, Ordering::Relaxed), &mut chance);
                let asked = Instant::now();
                ask(&mut connection, &path)?;
                times.push(asked.elapsed());
            }
            Ok(times)
        };
        let times: Vec<Duration> = thread::scope(|scope| {
            let hands: Vec<_> =
                (0..CONNECTIONS).map(|seed| scope.spawn(move || connection(seed))).collect();
            let mut all = vec![];
            for hand in hands {
                let times = hand.join().map_err(|_| anyhow::anyhow!("a connection broke off"))?;
                all.extend(times?);
            }
            Ok::<_, anyhow::Error>(all)
        })?;
        let processor = self.processor()? - before;
        Ok(Measured { answers: times.len(), wall: begun.elapsed(), processor, times })
    }

    /// Seconds of processor time that the server took by now.
    fn processor(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let (_, rest) = stat.rsplit_once(')').context("no process status")?;
        let ticks = rest.split_whitespace().skip(11).take(2);
        Ok(ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS)
    }

    fn most_memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program beside this one.
fn program() -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name("dateline");
    ensure!(program.exists(), "{} is missing: cargo build --release", program.display());
    Ok(program)
}

/// Asks for a path on an open connection; how many bytes the answer has.
fn ask(connection: &mut BufReader<TcpStream>, path: &str) -> Result<usize> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    connection.get_mut().write_all(request.as_bytes())?;
    let mut length = None;
    let mut head = String::new();
    loop {
        head.clear();
        ensure!(connection.read_line(&mut head)? > 0, "the server hung up");
        let lower = head.to_ascii_lowercase();
        if lower.starts_with("http/") {
            ensure!(lower.contains(" 200 "), "{path}: {}", head.trim());
        }
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok();
        }
        if head.trim().is_empty() {
            break;
        }
    }
    let length = length.context("an answer of no known length")?;
    let mut body = connection.take(length as u64);
    let read = std::io::copy(&mut body, &mut std::io::sink())?;
    ensure!(read == length as u64, "an answer broke off");
    Ok(length)
}

fn escaped(key: &str) -> String {
    let mut escaped = String::new();
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b':' | b'-' | b'.' => {
                escaped.push(char::from(byte));
            }
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}
