//! `cargo xtask synth FILE`: a ledger of made-up reports, as large as one likes, through the ledger's own
//! writer, for measuring and for trying the page on many towns.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use dateline_ledger::{Access, Coded, Ledger};

use crate::bench::spent;

mod chance;
mod report;
mod world;

pub use chance::Chance;
use report::Press;
use world::{DAYS, World};

/// The coder that the made-up claims name.
const CODER: &str = "synthetic 1";
/// Reports of one transaction.
const BATCH: usize = 10_000;

const USAGE: &str = "cargo xtask synth FILE [--claims N] [--places N] [--reports N] [--seed N]";

/// How large a ledger is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub claims: usize,
    pub places: usize,
    pub reports: usize,
    pub seed: u64,
}

/// What the writing came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    pub reports: usize,
    pub claims: usize,
    /// Processor time of all threads spent in the ledger's writer, less what making things up took.
    pub entering: Duration,
    /// The same by the clock.
    pub by_clock: Duration,
    /// The slowest tenth of it by the clock, in claims a second.
    pub slowest: f64,
    /// Processor time of the thread that writes.
    pub writer: Duration,
}

pub fn run(arguments: &[String]) -> Result<()> {
    let mut path = None;
    let (mut claims, mut places, mut reports, mut seed) = (1_000_000, None, None, 1);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut number = || -> Result<usize> {
            let value = arguments.next().with_context(|| format!("{argument} wants a number"))?;
            value.replace('_', "").parse().with_context(|| format!("{value} is no number"))
        };
        match argument.as_str() {
            "--claims" => claims = number()?,
            "--places" => places = Some(number()?),
            "--reports" => reports = Some(number()?),
            "--seed" => seed = number()? as u64,
            option if option.starts_with("--") => bail!("{option}? {USAGE}"),
            file => path = Some(PathBuf::from(file)),
        }
    }
    let path = path.context(USAGE)?;
    let size = Size {
        claims,
        places: places.unwrap_or((claims / 100).clamp(50, 200_000)),
        reports: reports.unwrap_or(claims / 4),
        seed,
    };
    let written = write(&path, size, true)?;
    println!(
        "{}: {} reports, {} claims; read in by the clock {:.0} claims/s ({:.0} in the slowest tenth), \
         by a core {:.0} (the writing thread alone {:.0})",
        path.display(),
        written.reports,
        written.claims,
        written.claims as f64 / written.by_clock.as_secs_f64(),
        written.slowest,
        written.claims as f64 / written.entering.as_secs_f64(),
        written.claims as f64 / written.writer.as_secs_f64(),
    );
    Ok(())
}

/// Enters so many reports more into a made-up ledger, all of its last day; how many claims they have.
pub fn more(ledger: &mut Ledger, size: Size, number: u64, reports: usize) -> Result<usize> {
    let world = World::new(size.places, &mut Chance::new(size.seed));
    // Other ids than any made before.
    let mut press = Press::new(&world, size.seed ^ (number << 32), CODER);
    let made: Vec<_> = (0..reports).map(|_| press.report(DAYS - 1, 4.0)).collect();
    let coded: Vec<Coded<'_>> = (made.iter())
        .map(|(report, claims)| Coded { report, bytes_sha256: None, claims })
        .collect();
    Ok(ledger.enter(&coded, CODER)?.claims)
}

/// Writes a ledger that is not there yet.
pub fn write(path: &Path, size: Size, tell: bool) -> Result<Written> {
    anyhow::ensure!(!path.exists(), "{} is there already", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut chance = Chance::new(size.seed);
    let world = World::new(size.places, &mut chance);
    let mut press = Press::new(&world, size.seed, CODER);
    let mut ledger = Ledger::open(path, Access::Create)?;
    let mean = size.claims as f64 / size.reports.max(1) as f64;
    let mut written = Written { slowest: f64::INFINITY, ..Written::default() };
    let mut tenth = (0, Duration::ZERO);
    while written.claims < size.claims {
        let mut batch = Vec::with_capacity(BATCH);
        let mut more = 0;
        while batch.len() < BATCH && written.claims + more < size.claims {
            // Reports come in the order of their days.
            let done = (written.claims + more) as f64 / size.claims as f64;
            let (report, mut claims) = press.report((done * f64::from(DAYS)) as i32, mean);
            claims.truncate(size.claims - written.claims - more);
            more += claims.len();
            batch.push((report, claims));
        }
        let coded: Vec<Coded<'_>> = (batch.iter())
            .map(|(report, claims)| Coded { report, bytes_sha256: None, claims })
            .collect();
        let (begun, before, alone) = (Instant::now(), spent(), own());
        let entered = ledger.enter(&coded, CODER)?;
        let by_clock = begun.elapsed();
        let took = before.zip(spent()).map_or(by_clock, |(from, to)| to.saturating_sub(from));
        written.entering += took;
        written.by_clock += by_clock;
        written.writer += own().saturating_sub(alone);
        written.reports += entered.reports;
        written.claims += entered.claims;
        anyhow::ensure!(entered.reports > 0, "the same reports again");
        tenth = (tenth.0 + entered.claims, tenth.1 + by_clock);
        if tenth.0 >= size.claims / 10 {
            let speed = tenth.0 as f64 / tenth.1.as_secs_f64();
            written.slowest = written.slowest.min(speed);
            if tell {
                eprintln!("{} claims, now {speed:.0} claims/s", written.claims);
            }
            tenth = (0, Duration::ZERO);
        }
    }
    // What is left to be done when the file is closed is part of it.
    let (begun, before, alone) = (Instant::now(), spent(), own());
    drop(ledger);
    let by_clock = begun.elapsed();
    written.writer += own().saturating_sub(alone);
    if tell {
        eprintln!("closed after {:.1} s", by_clock.as_secs_f64());
    }
    written.by_clock += by_clock;
    written.entering += before.zip(spent()).map_or(by_clock, |(from, to)| to.saturating_sub(from));
    Ok(written)
}

/// Processor time of this thread, where the system tells.
fn own() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}
