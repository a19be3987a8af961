//! `cargo xtask bench syntax [PATH…]`: the whole pipeline beside spaCy's, one core each, same text.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Instant;

use anyhow::{Context, Result};
use dateline_syntax::Pipeline;
use serde_json::Value;

use crate::parity;
use crate::python;

/// Seconds that our side is measured for at least.
const AT_LEAST: f64 = 3.0;

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let (alone, paths): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| *argument == "--alone");
    let mut paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(root.join("corpus"));
    }
    let texts = parity::paragraphs(&paths)?;
    anyhow::ensure!(!texts.is_empty(), "no text under {paths:?}");
    let begun = Instant::now();
    let pipeline = Pipeline::embedded();
    let loading = begun.elapsed();
    let load = || Pipeline::from_bytes(Pipeline::EMBEDDED).is_ok();
    let load_time = 1.0 / rate(|| (0..20).filter(|_| load()).count());
    let begun = Instant::now();
    let first = pipeline.analyse(&texts[0]);
    let first_took = begun.elapsed();
    // Whole reports are what users have; the paragraphs of one text come to about that.
    let reports: Vec<String> = texts.chunks(12).map(|paragraphs| paragraphs.join("\n\n")).collect();
    let ours = rate(|| reports.iter().map(|report| pipeline.analyse(report).len()).sum());
    let (mut product, multiply_adds) = pipeline.best_case();
    // Long rounds: the kernel counts processor time in ticks.
    const PRODUCTS: usize = 50_000;
    let peak = rate(|| (0..PRODUCTS).map(|_| product()).count() * multiply_adds);
    println!("{} paragraphs, {} bytes", texts.len(), texts.iter().map(String::len).sum::<usize>());
    println!(
        "load {loading:.1?} ({:.1} ms of processor time), first paragraph ({} tokens) {first_took:.1?}",
        load_time * 1e3,
        first.len()
    );
    println!("ours    {ours:>9.0} tokens/s on one core ({})", pipeline.machine());
    let used = ours * pipeline.multiply_adds_per_token() / 1e9;
    println!(
        "        {used:.1} of {:.1} measured peak G multiply-adds/s: {:.0} %",
        peak / 1e9,
        1e11 * used / peak
    );
    for machine in Pipeline::machines() {
        let pipeline = Pipeline::from_bytes_for(Pipeline::EMBEDDED, machine)?;
        let rate = rate(|| reports.iter().map(|report| pipeline.analyse(report).len()).sum());
        println!("        {rate:>9.0} tokens/s with {machine} instructions");
    }
    if alone.is_empty() {
        let theirs = spacy(root, &texts)?;
        println!("spaCy   {theirs:>9.0} tokens/s on one core");
        println!("ratio   {:>9.1}", ours / theirs);
    }
    Ok(())
}

/// Things a second, the best of several rounds: what disturbs a machine only ever slows it.
pub fn rate(mut work: impl FnMut() -> usize) -> f64 {
    work();
    let begun = Instant::now();
    let mut best = 0f64;
    while begun.elapsed().as_secs_f64() < AT_LEAST || best == 0.0 {
        let round = processor_time();
        let count = work();
        best = best.max(count as f64 / (processor_time() - round).max(1e-9));
    }
    best
}

/// Seconds that this thread has had a core: on a busy machine the clock on the wall says little.
fn processor_time() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let kept = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = kept.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

fn spacy(root: &Path, texts: &[String]) -> Result<f64> {
    let python = python::with_model(root)?;
    let source = root.join("target/bench-in.jsonl");
    parity::write_lines(&source, texts)?;
    let script = root.join("xtask/python/parse.py");
    let output =
        Command::new(python).arg(script).arg(python::PACKAGE).arg(&source).arg("-").output()?;
    let line = String::from_utf8_lossy(&output.stdout);
    let value: Value = serde_json::from_str(line.trim()).context("what parse.py printed")?;
    let number = |key: &str| value[key].as_f64().context("a number");
    Ok(number("tokens")? / number("seconds")?)
}
