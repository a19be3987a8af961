//! `cargo xtask bench ledger` and `bench serve`: how fast a large ledger is read in and answers. The ledger
//! is a made-up one (`cargo xtask synth`), kept under `target/` between runs.

pub mod ledger;
pub mod serve;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::synth::{self, Size};

/// What is measured: a ledger's file, made where it is missing.
pub struct Bench {
    pub path: PathBuf,
    pub size: Size,
    /// How fast it was read in, where it was made just now.
    pub written: Option<synth::Written>,
}

impl Bench {
    /// From `[FILE] [--claims N] [--places N]`.
    pub fn of(root: &Path, arguments: &[String], claims: usize, places: usize) -> Result<Bench> {
        let (mut path, mut claims, mut places) = (None, claims, places);
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || -> Result<usize> {
                let value = arguments.next().context("a number is missing")?;
                value.replace('_', "").parse().with_context(|| format!("{value} is no number"))
            };
            match argument.as_str() {
                "--claims" => claims = number()?,
                "--places" => places = number()?,
                option if option.starts_with('-') => {
                    bail!("{option}? [FILE] [--claims N] [--places N]")
                }
                file => path = Some(PathBuf::from(file)),
            }
        }
        let path = path.unwrap_or_else(|| root.join(format!("target/synth-{claims}-{places}.db")));
        let size = Size { claims, places, reports: claims / 4, seed: 1 };
        let mut written = None;
        if !path.exists() {
            // Half a ledger must not pass for a whole one.
            let making = path.with_extension("making");
            for left in [&making, &beside(&making, "-wal"), &beside(&making, "-shm")] {
                let _ = fs::remove_file(left);
            }
            written = Some(synth::write(&making, size, true)?);
            fs::rename(&making, &path)?;
        }
        Ok(Bench { path, size, written })
    }
}

/// A file whose name begins like another's.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A stopwatch over the processor time of this thread: what else the machine does makes no difference. Where
/// the system does not tell, the clock on the wall.
pub struct Watch {
    processor: Option<Duration>,
    wall: Instant,
}

impl Watch {
    pub fn start() -> Watch {
        Watch { processor: processor(), wall: Instant::now() }
    }

    pub fn elapsed(&self) -> Duration {
        let spent = self.processor.zip(processor());
        spent.map_or_else(|| self.wall.elapsed(), |(from, to)| to.saturating_sub(from))
    }
}

/// Processor time that all threads of this process took by now, also those that ended; to a hundredth of a
/// second. Where the system does not tell, nothing.
pub fn spent() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    let ticks = rest.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.map(str::parse::<u64>).sum::<Result<_, _>>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

fn processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Most memory that this process had resident since the last [`forget_most_memory`], in bytes.
pub fn most_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

/// Begins to measure the most memory anew, where the system can.
pub fn forget_most_memory() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// A figure, what it ought to be, and whether it is.
pub fn line(what: &str, figure: String, goal: &str, met: bool) {
    println!("{what:<58} {figure:>16}   {goal:<22} {}", if met { "met" } else { "MISSED" });
}

/// Without a goal.
pub fn note(what: &str, figure: String) {
    println!("{what:<58} {figure:>16}");
}

/// The time of rank `share` (0 to 1) among times.
pub fn rank(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let at = (times.len() as f64 * share) as usize;
    times.get(at.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

pub fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "?".to_owned(), |bytes| format!("{} MB", bytes >> 20))
}
