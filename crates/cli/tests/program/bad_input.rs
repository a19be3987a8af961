//! Bad input: a clear note with file and line, the rest is read, exit status 1, never a panic.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{Folder, inspect, run, run_with};

const GOOD: &str = "Government troops retook the town on Sunday, the army said.\n";

#[test]
fn a_missing_file_among_good_ones() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.txt", GOOD), folder.file("b.txt", "Another story.\n"));
    let run = inspect(&[&a, &folder.path().join("none.txt"), &b]);
    assert_eq!(run.status, 1);
    assert_eq!(run.reports(), 2);
    assert!(run.stderr.contains("none.txt: no such file"), "{}", run.stderr);
}

#[test]
fn empty_and_blank_files() {
    let folder = Folder::new();
    let (empty, blank) = (folder.file("empty.txt", ""), folder.file("blank.txt", " \n\t\r\n"));
    let run = inspect(&[&empty, &blank, &folder.file("good.txt", GOOD)]);
    assert_eq!((run.status, run.reports()), (1, 1));
    assert!(run.stderr.contains("empty.txt: empty"), "{}", run.stderr);
    assert!(run.stderr.contains("blank.txt: empty"), "{}", run.stderr);
}

#[test]
fn empty_stdin() {
    let run = run_with(b"", ["code"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("stdin: empty"), "{}", run.stderr);
}

#[test]
fn a_folder_with_other_things_in_it() {
    let folder = Folder::new();
    folder.file("b/report.txt", GOOD);
    folder.file("b/photo.jpg", b"\xff\xd8\xff\xe0 and so on");
    folder.file("a/store.db", b"SQLite format 3\0 and so on");
    folder.file("a/blob", [0u8, 1, 2, 3, 255, 254].repeat(100));
    folder.file(".hidden", "not looked at");
    folder.file("c.jsonl", "{\"text\": \"A story.\"}\n");
    std::fs::create_dir(folder.path().join("nothing")).unwrap();
    let run = inspect(&[folder.path()]);
    assert_eq!((run.status, run.reports()), (1, 2));
    for words in
        ["photo.jpg: not a report but an image", "store.db: not a report", "blob: not a report"]
    {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    assert!(run.stderr.contains("nothing: no files"), "{}", run.stderr);
    assert!(!run.stderr.contains("hidden"), "{}", run.stderr);
}

#[test]
fn files_come_in_sorted_order() {
    let folder = Folder::new();
    for name in ["b.txt", "a/2.txt", "a/10.txt", "c.txt"] {
        folder.file(name, name);
    }
    let run = inspect(&[folder.path()]);
    let ids: Vec<_> = run.json().iter().map(|page| page["report"].clone()).collect();
    let files = ["a/10.txt", "a/2.txt", "b.txt", "c.txt"].map(|name| folder.path().join(name));
    let one_by_one: Vec<_> =
        files.iter().map(|f| inspect(&[f]).json()[0]["report"].clone()).collect();
    assert_eq!((run.status, ids), (0, one_by_one));
}

#[test]
fn broken_lines_of_json() {
    let lines = "{\"text\": \"One.\", \"id\": 7}\n\
                 {\"text\": \"cut\n\
                 \n\
                 {\"title\": \"no text\"}\n\
                 {\"text\": 5}\n\
                 [1, 2]\n\
                 {\"text\": \"  \"}\n\
                 {\"text\": \"Two.\", \"published\": \"soon\", \"id\": true}\r\n\
                 {\"text\": \"Three.\", \"id\": \"x\", \"url\": null, \"more\": {\"a\": [1]}}";
    let folder = Folder::new();
    let run = inspect(&[&folder.file("wires.jsonl", lines)]);
    assert_eq!(run.status, 1);
    let ids: Vec<_> = run.json().iter().map(|page| page["report"].clone()).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!((ids[0].as_str(), ids[2].as_str()), (Some("7"), Some("x")));
    assert_eq!(ids[1].as_str().map(str::len), Some(16));
    for words in [
        "wires.jsonl:2: broken JSON",
        "wires.jsonl:4: no \"text\"",
        "wires.jsonl:5: \"text\" is not a string",
        "wires.jsonl:6: not a report",
        "wires.jsonl:7: \"text\" is empty",
        "wires.jsonl:8: \"published\" is no date",
        "wires.jsonl:8: \"id\" is not a string",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
}

#[test]
fn the_first_line_may_be_the_broken_one() {
    let run =
        run_with(b"{\"text\": \"cut\n{\"text\": \"Whole.\"}\n", ["inspect", "--layer", "names"]);
    assert_eq!((run.status, run.reports()), (1, 1));
    assert!(run.stderr.contains("stdin:1: broken JSON"), "{}", run.stderr);
}

#[test]
fn invalid_utf8() {
    let folder = Folder::new();
    let text = folder.file("a.txt", b"Line one.\nTroops took Donets\xffk \xe2\x80\x94 said.\n");
    let lines = folder.file("b.jsonl", b"{\"text\": \"One.\"}\n{\"text\": \"Tw\xffo.\"}\n");
    let latin = folder.file("c.txt", b"L'arm\xe9e a repris la ville, selon le g\xe9n\xe9ral.");
    let run = inspect(&[&text, &lines, &latin]);
    assert_eq!((run.status, run.reports()), (1, 4));
    assert!(run.stderr.contains("a.txt:2: not valid UTF-8"), "{}", run.stderr);
    assert!(run.stderr.contains("b.jsonl:2: not valid UTF-8"), "{}", run.stderr);
    assert!(
        run.stderr.contains("c.txt:1: not valid UTF-8; read as windows-1252"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_line_of_fifty_megabytes() {
    let folder = Folder::new();
    let mut lines = b"{\"text\": \"Before.\"}\n{\"text\": \"".to_vec();
    lines.resize(50 << 20, b'x');
    lines.extend_from_slice(b"\"}\n{\"text\": \"After.\"}\n");
    let path = folder.file("long.jsonl", &lines);
    let run = inspect(&[&path]);
    assert_eq!((run.status, run.reports()), (1, 2));
    assert!(run.stderr.contains("long.jsonl:2: the line is longer than 16 MB"), "{}", run.stderr);
    // As text it is one report, which no report is.
    lines[0] = b' ';
    lines[1] = b' ';
    let text = folder.file("long.txt", &lines);
    let run = inspect(&[&text, &folder.file("good.txt", GOOD)]);
    assert!(run.stderr.contains("long.txt:2: "), "{}", run.stderr);
    assert_eq!((run.status, run.reports()), (1, 1));
}

#[test]
fn gzip_cut_short() {
    let mut encoder = GzEncoder::new(vec![], Compression::fast());
    for n in 0..20_000u32 {
        let noise = n.wrapping_mul(2_654_435_761);
        writeln!(encoder, "{{\"text\": \"Story {n} of {noise}.\"}}").unwrap();
    }
    let whole = encoder.finish().unwrap();
    let folder = Folder::new();
    let cut = folder.file("cut.jsonl.gz", &whole[..whole.len() / 2]);
    let run = inspect(&[&cut, &folder.file("good.txt", GOOD)]);
    assert_eq!(run.status, 1);
    assert!(run.reports() > 1000, "{}", run.reports());
    assert!(run.stderr.contains("middle of its compressed data"), "{}", run.stderr);
    let stub = folder.file("stub.gz", &whole[..5]);
    assert_eq!(inspect(&[&stub]).status, 1);
}

#[test]
fn html_that_nests_without_end() {
    let mut page = "<html><body>".to_owned();
    page += &"<div><b>".repeat(50_000);
    page += "<p>The town fell to the rebels.</p>";
    let run = run_with(page.as_bytes(), ["inspect", "--layer", "sentences", "-"]);
    assert_eq!((run.status, run.reports()), (0, 1), "{}", run.stderr);
}

#[test]
fn mixed_line_ends() {
    let text = "One.\r\nTwo.\rThree.\n\r\nFour.";
    let lines = b"{\"text\": \"One.\"}\r{\"text\": \"Two.\"}\r\n\r\n{\"text\": \"Three.\"}\n";
    let folder = Folder::new();
    let run = inspect(&[&folder.file("a.txt", text), &folder.file("b.jsonl", lines)]);
    assert_eq!((run.status, run.reports()), (0, 4), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_back() {
    let folder = Folder::new();
    folder.file("in/a.txt", GOOD);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("in/back")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", folder.path().join("in/gone")).unwrap();
    let run = inspect(&[folder.path()]);
    assert_eq!((run.status, run.reports()), (1, 1));
    assert!(run.stderr.contains("gone: no such file"), "{}", run.stderr);
}

#[test]
fn a_kind_that_does_not_fit() {
    let folder = Folder::new();
    let text = folder.file("a.txt", GOOD);
    for kind in ["html", "jsonl", "feed", "warc", "parquet"] {
        let run =
            run(["inspect", "--layer", "names", "--input-format", kind, text.to_str().unwrap()]);
        assert!(run.status <= 1, "{kind}");
        assert!(run.status == 0 || !run.stderr.is_empty(), "{kind}");
    }
}
