//! Work by item on many threads, with the results in the order of the items and a bound on how far
//! anybody runs ahead.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Parsing and matching recurse over sentences; the default of threads is a quarter of this.
const STACK: usize = 8 << 20;

/// How many threads there is room for.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Works on every item and hands the results to `emit`, in the order of the items.
pub fn in_order<T, R, I>(
    items: I,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut emit: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()>
where
    I: Iterator<Item = T> + Send,
    T: Send,
    R: Send,
{
    if threads <= 1 {
        for item in items {
            emit(work(item))?;
        }
        return Ok(());
    }
    let window = 4 * threads;
    let queue = Queue::new(items, window);
    let (sender, results) = sync_channel(window);
    thread::scope(|scope| {
        // Dropped on every way out, so that no worker waits for room that nobody makes.
        let _end = EndOf(&queue);
        for _ in 0..threads {
            let sender = sender.clone();
            let (queue, work) = (&queue, &work);
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                while let Some((number, item)) = queue.take() {
                    if sender.send((number, work(item))).is_err() {
                        break;
                    }
                }
            })?;
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        while let Ok((number, result)) = results.recv() {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                emit(result)?;
                next += 1;
                queue.done(next);
            }
        }
        Ok(())
    })
}

/// The items ahead, numbered.
struct Queue<I> {
    items: Mutex<(usize, Option<I>)>,
    /// Results given out so far; `usize::MAX` ends everything.
    out: Mutex<usize>,
    moved: Condvar,
    window: usize,
}

impl<I: Iterator> Queue<I> {
    fn new(items: I, window: usize) -> Self {
        let items = Mutex::new((0, Some(items)));
        Queue { items, out: Mutex::new(0), moved: Condvar::new(), window }
    }

    fn take(&self) -> Option<(usize, I::Item)> {
        let mut items = lock(&self.items);
        let number = items.0;
        let mut out = lock(&self.out);
        while number >= out.saturating_add(self.window) {
            out = self.moved.wait(out).unwrap_or_else(PoisonError::into_inner);
        }
        let ended = *out == usize::MAX;
        drop(out);
        let item = if ended { None } else { items.1.as_mut().and_then(Iterator::next) };
        match item {
            Some(item) => {
                items.0 += 1;
                Some((number, item))
            }
            // An iterator may not be asked again after its end.
            None => {
                items.1 = None;
                None
            }
        }
    }

    fn done(&self, out: usize) {
        *lock(&self.out) = out;
        self.moved.notify_all();
    }
}

struct EndOf<'q, I: Iterator>(&'q Queue<I>);

impl<I: Iterator> Drop for EndOf<'_, I> {
    fn drop(&mut self) {
        self.0.done(usize::MAX);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn order_is_kept() {
        for threads in [1, 2, 7] {
            let mut seen = vec![];
            let work = |n: u64| {
                thread::sleep(Duration::from_micros(n * 7919 % 301));
                n * n
            };
            in_order(0..500, threads, work, |n| {
                seen.push(n);
                Ok(())
            })
            .unwrap();
            assert!(seen.iter().copied().eq((0..500).map(|n| n * n)));
        }
    }

    #[test]
    fn an_error_ends_everything() {
        let endless = std::iter::repeat(1);
        let mut left = 20;
        let result = in_order(
            endless,
            3,
            |n: i32| n,
            |_| {
                left -= 1;
                if left == 0 { anyhow::bail!("enough") } else { Ok(()) }
            },
        );
        assert!(result.is_err());
    }
}
