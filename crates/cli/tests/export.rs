//! `dateline export`: what leaves the ledger, in every format, from the built program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use dateline_place::Gazetteer;
use serde_json::Value;
use tempfile::TempDir;

fn dateline(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.args(args).stdin(Stdio::null()).output().expect("runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked"), "{stderr}");
    output
}

/// The demo's ledger, made once.
fn ledger() -> &'static str {
    static MADE: OnceLock<(TempDir, String)> = OnceLock::new();
    let (_, path) = MADE.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("demo.db").to_str().expect("UTF-8").to_owned();
        assert!(dateline(&["demo", "--no-serve", "--ledger", &path]).status.success());
        (folder, path)
    });
    path
}

fn export(args: &[&str]) -> String {
    export_from(ledger(), args)
}

fn export_from(ledger: &str, args: &[&str]) -> String {
    let output = dateline(&[&["export", "--ledger", ledger], args].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

fn properties(text: &str) -> Vec<Value> {
    let collection: Value = serde_json::from_str(text).expect("GeoJSON");
    let features = collection["features"].as_array().expect("features").iter();
    features.map(|feature| feature["properties"].clone()).collect()
}

fn write(folder: &Path, name: &str, reports: &[Value]) -> PathBuf {
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let path = folder.join(name);
    std::fs::write(&path, lines.join("\n")).expect("written");
    path
}

fn read(folder: &Path, name: &str, reports: &[Value]) -> String {
    let input = write(folder, &format!("{name}.jsonl"), reports);
    let path = folder.join(format!("{name}.db")).to_str().expect("UTF-8").to_owned();
    let output = dateline(&["read", input.to_str().expect("UTF-8"), "--ledger", &path]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    path
}

fn stories() -> Vec<Value> {
    let story = |text: &str, published: &str, publisher: &str| serde_json::json!({"text": text, "published": published, "publisher": publisher, "title": "War"});
    vec![
        story(
            "Government forces captured the Syrian town of Palmyra from Islamic State on Sunday, the Syrian Observatory for Human Rights said.",
            "2016-03-27",
            "Wire",
        ),
        story(
            "Warplanes bombed a market in the Syrian town of Saraqib on Monday, killing 12 civilians, a monitor said.",
            "2018-01-29",
            "Wire",
        ),
        story(
            "Islamic State said it had retaken Palmyra from Syrian government forces on Sunday.",
            "2016-12-11",
            "Agency",
        ),
    ]
}

#[test]
fn claims_leave_whole_and_their_quotations_short() {
    let claims = lines(&export(&["--to", "jsonl"]));
    assert!(claims.len() > 300);
    let ids: Vec<&str> = claims.iter().filter_map(|claim| claim["claim"].as_str()).collect();
    assert!(ids.is_sorted(), "claims come by id");
    for claim in &claims {
        let quote = &claim["quote"];
        let length = quote["text"].as_str().expect("text").chars().count() as u64;
        assert!(length <= 300, "{quote}");
        assert_eq!(
            quote["end"].as_u64().zip(quote["start"].as_u64()).map(|(e, s)| e - s),
            Some(length)
        );
    }
}

#[test]
fn coordinates_are_the_gazetteers_and_no_hour_leaves() {
    let gazetteer = Gazetteer::embedded();
    for what in ["claims", "events", "control"] {
        let rows = properties(&export(&["--to", "geojson", "--what", what]));
        assert!(rows.len() > 100, "{what}");
        let mut placed = 0;
        for mut row in rows {
            assert!(row["quote"].as_str().is_none_or(|quote| quote.chars().count() <= 300));
            if let (Some(lat), Some(lon)) = (row["lat"].as_f64(), row["lon"].as_f64()) {
                let id = row["place_id"].as_str().expect("an id").trim_start_matches("near ");
                let entry = gazetteer.find(id).and_then(|id| gazetteer.entry(id)).expect(id);
                assert_eq!(entry.at(), Some((lat, lon)), "{id}");
                placed += 1;
            }
            for own_words in ["quote", "because", "deaths_text", "counts", "date_text", "url"] {
                row.as_object_mut().expect("an object").remove(own_words);
            }
            let text = row.to_string();
            let clock = text.as_bytes().windows(5).any(|w| {
                let digit = |at: usize| w[at].is_ascii_digit();
                digit(0) && digit(1) && w[2] == b':' && digit(3) && digit(4)
            });
            assert!(!clock, "{text}");
        }
        assert!(placed > 100, "{what}");
    }
}

#[test]
fn every_format_is_written_and_described() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("all");
    let out = format!("{}/", out.display());
    for format in
        ["csv", "jsonl", "parquet", "geojson", "gpkg", "kml", "ged", "acled", "polecat", "hxl"]
    {
        export(&["--to", format, "--out", &out]);
    }
    let files: BTreeSet<String> = std::fs::read_dir(&out)
        .expect("a folder")
        .map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"))
        .collect();
    for file in [
        "claims.csv",
        "claims.jsonl",
        "claims.parquet",
        "claims.geojson",
        "claims.kml",
        "claims.hxl.csv",
        "events.csv",
        "control.csv",
        "dateline.gpkg",
        "ged.csv",
        "acled.csv",
        "polecat.tsv",
        "claims.codebook.md",
        "claims.schema.json",
        "ged.codebook.md",
        "datapackage.json",
    ] {
        assert!(files.contains(file), "{file} is not among {files:?}");
    }
    assert!(!files.iter().any(|file| file.ends_with(".part")), "{files:?}");
    let package =
        std::fs::read_to_string(folder.path().join("all/datapackage.json")).expect("there");
    let package: Value = serde_json::from_str(&package).expect("JSON");
    let named: BTreeSet<&str> = package["resources"]
        .as_array()
        .expect("resources")
        .iter()
        .filter_map(|resource| resource["path"].as_str())
        .collect();
    for file in files.iter().filter(|file| !file.contains("codebook") && !file.contains(".json")) {
        assert!(named.contains(file.as_str()), "datapackage.json does not name {file}");
    }
    let magic = |name: &str| {
        let bytes = std::fs::read(folder.path().join("all").join(name)).expect("there");
        (bytes[..4].to_vec(), bytes.get(68..72).map(<[u8]>::to_vec))
    };
    assert_eq!(magic("claims.parquet").0, b"PAR1");
    assert_eq!(magic("dateline.gpkg").1.as_deref(), Some(&b"GPKG"[..]));
}

#[test]
fn somebody_elses_datapackage_is_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let package = folder.path().join("datapackage.json");
    std::fs::write(&package, r#"{"name": "my-own"}"#).expect("written");
    let out = folder.path().join("mine.csv");
    export(&["--to", "csv", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(std::fs::read_to_string(&package).expect("there"), r#"{"name": "my-own"}"#);
    assert!(folder.path().join("mine.datapackage.json").exists());
    let bare = folder.path().join("bare");
    std::fs::create_dir(&bare).expect("made");
    let out = bare.join("x.csv");
    export(&["--to", "csv", "--bare", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(std::fs::read_dir(&bare).expect("there").count(), 1);
}

#[test]
fn the_order_of_reading_does_not_matter() {
    let folder = TempDir::new().expect("a folder");
    let mut reports = stories();
    let one = read(folder.path(), "one", &reports);
    reports.reverse();
    let other = read(folder.path(), "other", &reports);
    for format in ["csv", "jsonl", "geojson", "ged", "acled", "polecat", "kml", "hxl"] {
        let (a, b) = (export_from(&one, &["--to", format]), export_from(&other, &["--to", format]));
        assert!(a.lines().count() > 1, "{format}: {a}");
        assert_eq!(a, b, "{format}");
    }
    for format in ["parquet", "gpkg"] {
        let made = |ledger: &str, name: &str| {
            let out = folder.path().join(name);
            export_from(ledger, &["--to", format, "--bare", "--out", out.to_str().expect("UTF-8")]);
            std::fs::read(out).expect("there")
        };
        assert!(made(&one, "a") == made(&other, "b"), "{format} differs");
    }
}

#[test]
fn ged_holds_the_dead_and_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let ledger = read(folder.path(), "war", &stories());
    let rows = export_from(&ledger, &["--to", "ged"]);
    let rows: Vec<&str> = rows.lines().collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[1].contains("POINT ("), "{}", rows[1]);
    assert!(rows[1].ends_with(",0,0,12,0,12,12,12,,"), "{}", rows[1]);
}

#[test]
fn filters() {
    let all = lines(&export(&["--to", "jsonl"])).len();
    let strikes = lines(&export(&["--to", "jsonl", "--type", "strike"]));
    assert!(!strikes.is_empty() && strikes.len() < all);
    assert!(
        strikes
            .iter()
            .all(|claim| claim["type"].as_str().is_some_and(|kind| kind.starts_with("strike.")))
    );
    let sure =
        lines(&export(&["--to", "jsonl", "--modality", "asserted", "--min-confidence", "0.8"]));
    assert!(
        sure.iter()
            .all(|claim| claim["modality"] == "asserted"
                && claim["confidence"].as_f64() >= Some(0.8))
    );
    let exact =
        properties(&export(&["--to", "geojson", "--what", "events", "--where-prec", "exact"]));
    assert!(exact.iter().all(|event| event["place_precision"] == "exact"));
    let year = lines(&export(&["--to", "jsonl", "--from", "2017-01-01", "--until", "2017-12-31"]));
    assert!(!year.is_empty() && year.len() < all);
    for claim in &year {
        assert!(claim["when"]["last"].as_str() >= Some("2017-01-01"), "{claim}");
        assert!(claim["when"]["first"].as_str() <= Some("2017-12-31"), "{claim}");
    }
    let mosul = lines(&export(&["--to", "jsonl", "--what", "control", "--place", "Mosul"]));
    assert!(!mosul.is_empty() && mosul.iter().all(|row| row["name"] == "Mosul"));
    let side = lines(&export(&["--to", "jsonl", "--what", "control", "--actor", "Islamic State"]));
    let named = |row: &Value| {
        row["holder"] == "Islamic State"
            || row["other_actors"].to_string().contains("Islamic State")
    };
    assert!(!side.is_empty() && side.iter().all(named));
}

#[test]
fn the_last_days_can_be_held_back() {
    let folder = TempDir::new().expect("a folder");
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut reports = stories();
    for report in &mut reports[1..] {
        report["published"] = Value::from(today.to_string());
    }
    let ledger = read(folder.path(), "fresh", &reports);
    let all = lines(&export_from(&ledger, &["--to", "jsonl"])).len();
    let old = lines(&export_from(&ledger, &["--to", "jsonl", "--embargo", "7d"]));
    assert!(!old.is_empty() && old.len() < all, "{} of {all}", old.len());
    assert!(old.iter().all(|claim| claim["published"] == "2016-03-27"));
    for args in [["--to", "geojson"], ["--to", "ged"], ["--to", "polecat"]] {
        let text = export_from(&ledger, &[&args[..], &["--embargo", "7d"]].concat());
        assert!(!text.contains(&today.to_string()), "{args:?}: {text}");
    }
}

#[test]
fn panels_and_snapshots_agree_with_the_intervals() {
    let day = "2016-01-01";
    let intervals = lines(&export(&["--to", "jsonl", "--what", "control"]));
    let snapshot = lines(&export(&["--to", "jsonl", "--what", "control", "--on", day]));
    let months = ["--to", "jsonl", "--what", "control", "--shape", "panel", "--step", "day"];
    let panel = lines(&export(&[&months[..], &["--from", day, "--until", day]].concat()));
    let mut compared = 0;
    for row in &intervals {
        let stands = row["valid_from"].as_str() <= Some(day)
            && row["valid_to"].as_str().is_none_or(|to| day <= to)
            && row["status"] != "unknown";
        if !stands {
            continue;
        }
        for table in [&snapshot, &panel] {
            let found = table.iter().find(|other| other["place_id"] == row["place_id"]);
            let found = found.unwrap_or_else(|| panic!("{} is missing", row["place_id"]));
            assert_eq!((&found["status"], &found["holder"]), (&row["status"], &row["holder"]));
        }
        compared += 1;
    }
    assert!(compared > 50, "{compared}");
    let folder = TempDir::new().expect("a folder");
    let out = format!("{}/", folder.path().display());
    export(&[
        "--to",
        "geojson",
        "--shape",
        "snapshots",
        "--from",
        "2016-01-01",
        "--until",
        "2016-03-31",
        "--out",
        &out,
    ]);
    for day in ["2016-01-31", "2016-02-29", "2016-03-31"] {
        assert!(folder.path().join(format!("control-{day}.geojson")).exists(), "{day}");
    }
}

#[test]
fn a_hostile_report_is_text() {
    let folder = TempDir::new().expect("a folder");
    let report = serde_json::json!({
        "text": "Government forces captured the Syrian town of Palmyra from Islamic State on Sunday, said \"<script>alert(1)</script>, \
                 =cmd()\u{202e}\u{7}\" and ]]>&amp; monitors.",
        "title": "\";DROP TABLE claims;--\t\r\n</name>",
        "publisher": "A,\"B\"\nC\tD",
        "published": "2016-03-27",
        "url": "javascript:alert(1)",
    });
    let ledger = read(folder.path(), "hostile", &[report]);
    for format in ["csv", "jsonl", "geojson", "kml", "ged", "acled", "polecat", "hxl"] {
        export_from(&ledger, &["--to", format]);
    }
    let polecat = export_from(&ledger, &["--to", "polecat"]);
    assert!(polecat.lines().count() >= 2);
    assert!(polecat.lines().all(|line| line.matches('\t').count() == 39), "{polecat}");
    let kml = export_from(&ledger, &["--to", "kml"]);
    assert!(!kml.contains("<script>") && !kml.contains('\u{7}'), "{kml}");
}

#[test]
fn wrong_usage_is_said() {
    let folder = TempDir::new().expect("a folder");
    let missing = folder.path().join("none.db");
    let missing = missing.to_str().expect("UTF-8");
    for (status, args) in [
        (2, &["--to", "shapefile"][..]),
        (2, &[]),
        (2, &["--to", "gpkg"]),
        (2, &["--to", "ged", "--what", "control"]),
        (2, &["--to", "csv", "--shape", "panel", "--what", "claims"]),
        (2, &["--to", "csv", "--what", "claims,events"]),
        (2, &["--to", "csv", "--what", "control", "--type", "strike"]),
        (2, &["--to", "csv", "--embargo", "soon"]),
        (2, &["--to", "geojson", "--on", "2016-01-01,2017-01-01"]),
        (1, &["--to", "csv", "--ledger", missing]),
        (1, &["--to", "csv", "--place", "Ouagadougou"]),
        (1, &["--to", "csv", "--out", "/proc/none/x.csv"]),
    ] {
        let ledger = if args.contains(&"--ledger") { vec![] } else { vec!["--ledger", ledger()] };
        let output = dateline(&[&["export"], &ledger[..], args].concat());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{args:?}: {stderr}");
        assert!(output.stdout.is_empty() && !stderr.trim().is_empty(), "{args:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["export", "--to", "csv", "--ledger", ledger()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    assert!(child.wait().expect("ends").success());
}
