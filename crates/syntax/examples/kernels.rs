//! Tokens a second with each kind of kernel, on the text of a file or folder's files given.
#![allow(clippy::print_stdout)]

use std::sync::LazyLock;
use std::time::Instant;

use dateline_syntax::Pipeline;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: kernels FILE")?;
    let text = std::fs::read_to_string(path)?;
    for machine in Pipeline::machines() {
        let pipeline = Pipeline::from_bytes_for(Pipeline::EMBEDDED, machine)?;
        let mut best = 0f64;
        for _ in 0..5 {
            let begun = processor_time();
            let tokens = pipeline.analyse(&text).len();
            best = best.max(tokens as f64 / (processor_time() - begun));
        }
        println!("{machine:<10} {best:>9.0} tokens/s");
    }
    Ok(())
}

/// Seconds that this thread has had a core, where the system tells.
fn processor_time() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let kept = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = kept.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |ns| ns / 1e9)
}
