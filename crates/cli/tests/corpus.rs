//! The corpus is read without a fault and scores no less than its floors.

use std::path::Path;
use std::process::Command;

#[test]
fn the_corpus_scores_no_less_than_its_floors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let result = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["eval", "corpus/", "--floors", "eval/floors.toml"])
        .current_dir(root)
        .output()
        .unwrap();
    let (tables, falls) =
        (String::from_utf8_lossy(&result.stdout), String::from_utf8_lossy(&result.stderr));
    assert!(result.status.success(), "{falls}\n{tables}");
}
