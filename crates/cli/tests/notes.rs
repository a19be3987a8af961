//! Every note code is documented, and every documented code exists.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_note_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut used = BTreeSet::new();
    collect(&root.join("crates"), &mut used);
    let page = std::fs::read_to_string(root.join("docs/notes.md")).expect("docs/notes.md is there");
    let documented: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|line| line.split(' ').next())
        .filter(|word| is_code(word))
        .map(str::to_owned)
        .collect();
    assert_eq!(used, documented);
}

fn collect(folder: &Path, used: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the crates").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                collect(&path, used);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            used.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
        }
    }
}

fn is_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 4 && matches!(bytes[0], b'D' | b'T') && bytes[1..].iter().all(u8::is_ascii_digit)
}
