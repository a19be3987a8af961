//! Any text, with and without a day of publication: no panic, expressions in order, intervals not
//! inverted, nothing said in `reason` that the days contradict.
#![no_main]

use dateline_time::{TimeContext, dateline, find_in_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = dateline(text);
    for published in [None, "2017-11-03".parse().ok(), "9999-12-31".parse().ok()] {
        let (found, _) = find_in_text(text, &TimeContext { published });
        let mut end = 0;
        for expression in found {
            assert!(expression.span.start >= end);
            end = expression.span.end;
            if let Some((first, last)) = expression.interval.days() {
                assert!(first <= last);
            }
            assert_eq!(expression.reason.is_none(), expression.interval.is_known());
        }
    }
});
