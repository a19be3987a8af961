//! A damaged model file gives an error, never a panic. The input is laid over the real file's header
//! after decompression, since no fuzzer gets past a compressed frame.
#![no_main]

use dateline_syntax::Pipeline;
use dateline_syntax::model::pack;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (Vec<u8>, String)| {
    let (bytes, json) = data;
    let _ = Pipeline::from_bytes(&bytes);
    if let Ok(header) = serde_json::from_str(&json) {
        if let Ok(file) = pack(&header, &bytes, 1) {
            let _ = Pipeline::from_bytes(&file);
        }
    }
});
