//! `cargo xtask bench ledger [FILE] [--claims N] [--places N]`. Times are processor time, with the file in the
//! system's cache.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use dateline_desk::{Clocks, CourseQuestion, Evidence, diff, features, for_each_course, who};
use dateline_ledger::{Access, Ledger};
use jiff::civil::{Date, date};

use super::{
    Bench, Watch, beside, forget_most_memory, line, megabytes, milliseconds, most_memory, note,
    rank, spent,
};
use crate::synth::{self, Chance};

/// Places asked about.
const ASKED: usize = 2_000;
const DAY: Date = date(2019, 6, 15);
const GIGABYTE: u64 = 1 << 30;

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let bench = Bench::of(root, arguments, 10_000_000, 100_000)?;
    let bytes = std::fs::metadata(&bench.path)?.len();
    println!("{}: {} claims, {} MB", bench.path.display(), bench.size.claims, bytes >> 20);
    if let Some(written) = bench.written {
        let speed = written.claims as f64 / written.entering.as_secs_f64();
        let clock = written.claims as f64 / written.by_clock.as_secs_f64();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let what = format!("reading in, claims a second by the clock ({cores} cores)");
        line(&what, format!("{clock:.0}"), "20000", clock >= 20_000.0);
        note("  of a core", format!("{speed:.0}"));
        let writer = written.claims as f64 / written.writer.as_secs_f64();
        note("  of the time of the thread that writes", format!("{writer:.0}"));
        let slowest = written.slowest;
        line("  in the slowest tenth", format!("{slowest:.0}"), "20000", slowest >= 20_000.0);
        memory("  most memory");
    }
    let ledger = Ledger::open(&bench.path, Access::Read)?;
    places(&ledger, &bench)?;
    ask(&ledger)?;
    maps(&ledger)?;
    drop(ledger);
    grown(&bench)
}

/// All places' courses: worked out anew, and as they are kept.
fn places(ledger: &Ledger, bench: &Bench) -> Result<()> {
    forget_most_memory();
    let _ = std::fs::remove_file(beside(&bench.path, ".shelf"));
    // Several cores work at it.
    let (begun, before) = (Instant::now(), spent());
    let count = courses(ledger)?;
    if let Some((before, now)) = before.zip(spent()) {
        note("all places worked out for the first time, of all cores", milliseconds(now - before));
    }
    note(
        "all places worked out for the first time, by the clock",
        format!("{:.1} s", begun.elapsed().as_secs_f64()),
    );
    memory("  most memory");
    note("  places whose control is told of", count.to_string());
    let shelf = std::fs::metadata(beside(&bench.path, ".shelf")).map_or(0, |file| file.len());
    note("  kept beside the ledger", format!("{} MB", shelf >> 20));
    let begun = Watch::start();
    courses(ledger)?;
    note("all places read back", milliseconds(begun.elapsed()));
    Ok(())
}

fn courses(ledger: &Ledger) -> Result<usize> {
    let mut count = 0;
    for_each_course(ledger, CourseQuestion::default(), |_| {
        count += 1;
        Ok::<_, dateline_desk::DeskError>(())
    })?;
    Ok(count)
}

/// `who`, of places by chance and of those most told of.
fn ask(ledger: &Ledger) -> Result<()> {
    let mut told: Vec<(usize, String)> = vec![];
    for_each_course(ledger, CourseQuestion::default(), |course| {
        told.push((course.named.values().sum(), course.key().to_owned()));
        Ok::<_, dateline_desk::DeskError>(())
    })?;
    told.sort_unstable_by(|a, b| b.cmp(a));
    let mut chance = Chance::new(7);
    forget_most_memory();
    let by_chance: Vec<&str> =
        (0..ASKED.min(told.len())).map(|_| chance.of(&told).1.as_str()).collect();
    let mut times = times(ledger, &by_chance)?;
    let (middle, most) = (rank(&mut times, 0.5), rank(&mut times, 0.99));
    let goal = Duration::from_millis(10);
    line("who: the place in the middle", milliseconds(middle), "10 ms", middle < goal);
    line("who: 99 of 100 places within", milliseconds(most), "10 ms", most < goal);
    let top: Vec<&str> = told.iter().take(20).map(|(_, key)| key.as_str()).collect();
    let mut times = self::times(ledger, &top)?;
    let worst = rank(&mut times, 1.0);
    let named = told.first().map_or(0, |(named, _)| *named);
    let what = format!("who: the 20 places most told of (up to {named} parties named)");
    line(&what, milliseconds(worst), "10 ms", worst < goal);
    memory("  most memory");
    Ok(())
}

fn times(ledger: &Ledger, keys: &[&str]) -> Result<Vec<Duration>> {
    let clocks = Clocks { on: Some(DAY), as_of: None };
    let mut times = vec![];
    for key in keys {
        // Too short for the processor's clock: the best of three by the wall's.
        let mut best = Duration::MAX;
        for _ in 0..3 {
            let begun = Instant::now();
            who(ledger, key, clocks, &Evidence::default())?;
            best = best.min(begun.elapsed());
        }
        times.push(best);
    }
    Ok(times)
}

/// The map of a day, as `dateline map` prints it.
fn maps(ledger: &Ledger) -> Result<()> {
    forget_most_memory();
    let mut times = vec![];
    let (mut count, mut bytes) = (0, 0);
    let before = spent();
    for year in [2013, 2015, 2017, 2019, 2021] {
        // Several cores draw it: by the clock.
        let begun = Instant::now();
        (count, bytes) = draw(ledger, date(year, 6, 15))?;
        times.push(begun.elapsed());
    }
    let middle = rank(&mut times, 0.5);
    let what = format!("map of a day: {count} places, {} MB of GeoJSON, by the clock", bytes >> 20);
    line(&what, milliseconds(middle), "500 ms at 100000", middle < Duration::from_millis(500));
    if let Some((before, now)) = before.zip(spent()) {
        note("  of all cores, in the mean", milliseconds((now - before) / times.len() as u32));
    }
    memory("  most memory");
    let begun = Instant::now();
    let differing = diff(ledger, date(2019, 6, 1), date(2019, 7, 1), None, &Evidence::default())?;
    note(
        &format!("diff of a month: {} places differ, by the clock", differing.len()),
        milliseconds(begun.elapsed()),
    );
    Ok(())
}

/// As the command draws it.
fn draw(ledger: &Ledger, on: Date) -> Result<(usize, u64)> {
    let map = features(ledger, Clocks { on: Some(on), as_of: None }, &Evidence::default())?;
    let mut out = BufWriter::new(Counted(0));
    let count = map.places.len();
    for (_, feature) in &map.places {
        out.write_all(feature)?;
    }
    out.flush()?;
    Ok((count, out.get_ref().0))
}

/// Counts what is written to it.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A day's news more, and the map again.
fn grown(bench: &Bench) -> Result<()> {
    let mut ledger = Ledger::open(&bench.path, Access::Write)?;
    let entry = ledger.newest_entry()?;
    let begun = Watch::start();
    let claims = synth::more(&mut ledger, bench.size, entry, 1_000)?;
    note(&format!("1000 reports more, {claims} claims"), milliseconds(begun.elapsed()));
    let (begun, before) = (Instant::now(), spent());
    let (count, _) = draw(&ledger, DAY)?;
    let what = format!("  the next map of a day: {count} places, by the clock");
    note(&what, milliseconds(begun.elapsed()));
    if let Some((before, now)) = before.zip(spent()) {
        note("  of all cores", milliseconds(now - before));
    }
    let begun = Instant::now();
    draw(&ledger, DAY)?;
    note("  and the one after, by the clock", milliseconds(begun.elapsed()));
    Ok(())
}

fn memory(what: &str) {
    let most = most_memory();
    line(what, megabytes(most), "1024 MB", most.is_none_or(|most| most < GIGABYTE));
}
