//! Progress, on stderr, for a person who waits: shown only where stderr is a terminal and stdout is
//! not, since otherwise the results themselves move.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

const EVERY: Duration = Duration::from_millis(250);

/// A line that rewrites itself.
pub struct Progress {
    shown: bool,
    began: Instant,
    drawn: Instant,
    reports: u64,
    line: bool,
}

impl Progress {
    pub fn new() -> Progress {
        let shown = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let now = Instant::now();
        Progress { shown, began: now, drawn: now, reports: 0, line: false }
    }

    /// One more report is done.
    pub fn report(&mut self) {
        self.reports += 1;
        if self.shown && self.drawn.elapsed() >= EVERY {
            self.drawn = Instant::now();
            self.line = true;
            let seconds = self.began.elapsed().as_secs_f64();
            let rate = self.reports as f64 / seconds;
            let _ = write!(
                io::stderr(),
                "\r{} reports, {seconds:.0} s, {rate:.0} reports/s\x1b[K",
                self.reports
            );
        }
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if self.line {
            self.line = false;
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
