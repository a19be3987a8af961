//! Damaged model files give errors, never panics.

use dateline_syntax::model::pack;
use dateline_syntax::{ModelError, Pipeline};

#[test]
fn the_embedded_model_loads() {
    assert_eq!(Pipeline::embedded().name(), "en_core_web_sm 3.8.0");
}

#[test]
fn damaged_files_are_refused() {
    let whole = Pipeline::EMBEDDED;
    assert!(matches!(Pipeline::from_bytes(b""), Err(ModelError::Magic)));
    assert!(matches!(Pipeline::from_bytes(b"PK\x03\x04 a wheel"), Err(ModelError::Magic)));
    for keep in [8, 12, 16, 100, whole.len() / 2, whole.len() - 1] {
        assert!(Pipeline::from_bytes(&whole[..keep]).is_err(), "{keep} bytes");
    }
    for step in 1..12 {
        let mut bytes = whole.to_vec();
        let at = 8 + step * 7919 * step;
        bytes[at] ^= 0x55;
        // Weights may change and nobody can tell; what counts is that nothing panics.
        let _ = Pipeline::from_bytes(&bytes);
    }
}

#[test]
fn headers_that_do_not_fit_are_refused() {
    for header in ["null", "{}", r#"{"name": "x", "tensors": {}}"#] {
        let header = serde_json::from_str(header).unwrap();
        let file = pack(&header, b"", 1).unwrap();
        assert!(matches!(Pipeline::from_bytes(&file), Err(ModelError::Header(_))));
    }
}
