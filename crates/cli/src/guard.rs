//! A defect met on one report costs that report, not the thousand after it.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes panics that [`calmly`] will tell of silent.
pub fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line()));
            let message = info.payload_as_str().unwrap_or("unknown");
            FAULT.set(format!("{message}{}", place.unwrap_or_default()));
        } else {
            usual(info);
        }
    }));
}

/// Does the work; where it panics, the message is the error.
pub fn calmly<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| FAULT.take())
}
