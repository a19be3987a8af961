//! Tidying while much is entered: what the write-ahead log holds is worked into the file by another thread, so
//! that who enters need not wait for the disk.
//!
//! Nothing rests on it. SQLite does the same by itself once the log has grown long, and when the file is closed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, SyncSender};
use std::thread::{self, JoinHandle};

use crate::engine::Engine;
use crate::{Access, Location};

/// Bytes of texts and records from which on there is something to tidy. Pages of an index are touched again and
/// again: the seldomer, the less is written.
const MUCH: usize = 128 << 20;

/// Counts what is entered, and has it tidied now and then.
#[derive(Debug, Default)]
pub(crate) struct Tidy {
    entered: usize,
    hand: Option<Hand>,
}

/// The thread that tidies.
#[derive(Debug)]
struct Hand {
    ask: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tidy {
    /// So many bytes more lie in the log of a file.
    pub(crate) fn entered(&mut self, bytes: usize, file: &Path) {
        self.entered += bytes;
        if self.entered < MUCH {
            return;
        }
        self.entered = 0;
        let hand = self.hand.get_or_insert_with(|| Hand::of(file.to_owned()));
        // One that is at it yet comes back to what has come meanwhile.
        let _ = hand.ask.as_ref().map(|ask| ask.try_send(()));
    }
}

impl Hand {
    fn of(file: PathBuf) -> Hand {
        let (ask, asked) = mpsc::sync_channel(1);
        let thread = thread::spawn(move || {
            // Where that fails nothing is lost, and who enters hears of what is wrong.
            let Ok(engine) = Engine::open(Location::File(file), Access::Write) else { return };
            while asked.recv().is_ok() {
                engine.tidy();
            }
        });
        Hand { ask: Some(ask), thread: Some(thread) }
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.ask = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
