//! The audit over HTTP: of a data set in the ledger, and of a file that is opened and kept nowhere.

use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::demo;
use crate::http::Server;

/// UCDP's columns: a row that reports tell of, one on which they say otherwise, one of which they say nothing.
const GED: &str = "\
id,type_of_violence,side_a,side_b,source_headline,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high
1,1,Syrian Democratic Forces,IS,\"Forces, in town\",1,Raqqa city,Raqqa,35.95,39.01,Syria,1,2017-10-17,2017-10-20,0,0,0,0,1,2,2
2,1,Government of Ukraine,Government of Russia,x,1,Raqqa city,Raqqa,35.95,39.01,Syria,1,2017-10-17,2017-10-20,0,0,0,0,1,1,1
3,3,Government of Syria,Civilians,Strikes,1,Idlib city,Idlib,35.93,36.63,Syria,1,1999-01-01,1999-01-01,0,0,3,0,3,3,3
4,1,Government of Syria,IS,x,1,Palmyra,Homs,34.56,38.28,Syria,1,soon,soon,0,0,0,0,0,0,0
";

/// A server on the demonstration's ledger with these rows imported.
pub fn audited(args: &[&str]) -> (Server, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let (path, rows) = (folder.path().join("demo.db"), folder.path().join("ged.csv"));
    std::fs::copy(demo(), &path).expect("copied");
    std::fs::write(&rows, GED).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("import")
        .arg(&rows)
        .args(["--as", "ged", "--ledger"])
        .arg(&path)
        .output()
        .expect("runs");
    // The row without a day is told.
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    (Server::start(&path, args), folder)
}

/// What a row came to.
fn outcome<'a>(audit: &'a Value, id: &str) -> &'a Value {
    let mut findings = audit["findings"].as_array().expect("findings").iter();
    findings.find(|finding| finding["row"]["id"] == id).expect("the row")
}

#[test]
fn an_imported_data_set_and_its_file_come_to_the_same() {
    let (server, folder) = audited(&[]);
    let entry = server.json("/api/v1/summary")["ledger"]["sequence"].clone();
    let sets = server.json("/api/v1/audits");
    let set = &sets["audits"][0];
    assert_eq!(
        (&set["of"], &set["rows"], &set["imported"]),
        (&json!("ged"), &json!(3), &json!(true))
    );
    let body = json!({"as": "ged", "name": "../private/ged.csv", "rows": GED});
    let opened = server.post("/api/v1/audit", &[], &body);
    assert_eq!(opened.status, 200, "{}", opened.text());
    let opened = opened.json();
    assert_eq!((&opened["unread"], &opened["troubles"][0]["line"]), (&json!(1), &json!(5)));
    assert_eq!(opened["audit"]["name"], "ged.csv");
    let file = opened["audit"]["of"].as_str().expect("an id").to_owned();
    assert_eq!(server.json("/api/v1/audits")["total"], 2);
    let (kept, fresh) =
        (server.json("/api/v1/audit?of=ged"), server.json(&format!("/api/v1/audit?of={file}")));
    assert_eq!(kept["summary"], fresh["summary"]);
    assert_eq!(kept["summary"]["rows"], 3);
    for id in ["1", "2", "3"] {
        let (kept, fresh) = (outcome(&kept, id), outcome(&fresh, id));
        assert_eq!((&kept["outcome"], &kept["why"]), (&fresh["outcome"], &fresh["why"]), "{id}");
        assert_eq!(kept["row"]["deaths"], fresh["row"]["deaths"], "{id}");
    }
    assert!(!outcome(&kept, "1")["sentences"].as_array().expect("a list").is_empty());
    assert_eq!(outcome(&kept, "3")["outcome"], "missed_by_us");
    assert_eq!(outcome(&kept, "3")["heard"], 0);
    // The command line says the same of the file.
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("audit")
        .arg(folder.path().join("ged.csv"))
        .args(["--as", "ged", "--format", "jsonl", "--ledger"])
        .arg(folder.path().join("demo.db"))
        .output()
        .expect("runs");
    let last = String::from_utf8_lossy(&output.stdout).lines().last().map(str::to_owned);
    let last: Value = serde_json::from_str(&last.expect("a line")).expect("JSON");
    assert_eq!(last["summary"], kept["summary"]);
    // Nothing of the file is in the ledger, and nothing of it on the map.
    assert_eq!(server.json("/api/v1/summary")["ledger"]["sequence"], entry);
    assert_eq!(server.get("/api/v1/audit?of=file:0000000000000000").status, 404);
    assert_eq!(server.get("/api/v1/audit?of=nothing").status, 404);
    assert_eq!(server.get("/api/v1/audit").status, 400);
}

#[test]
fn findings_are_narrowed_and_paged() {
    let (server, _folder) = audited(&[]);
    let all = server.json("/api/v1/audit?of=ged");
    let total = all["total"].as_u64().expect("a number");
    let by_kind: u64 = ["matched", "contradicted", "missed_by_us", "missed_by_them"]
        .iter()
        .map(|kind| {
            let some = server.json(&format!("/api/v1/audit?of=ged&finding={kind}"));
            assert_eq!(some["total"], all["summary"][kind], "{kind}");
            some["total"].as_u64().expect("a number")
        })
        .sum();
    assert_eq!(by_kind, total);
    let mut seen = vec![];
    let mut after = String::new();
    loop {
        let page = server.json(&format!("/api/v1/audit?of=ged&limit=2{after}"));
        seen.extend(page["findings"].as_array().expect("a list").iter().cloned());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(json!(seen), all["findings"]);
    let idlib = server.json("/api/v1/audit?of=ged&q=idlib&to=2000-01-01");
    assert_eq!((&idlib["total"], &idlib["findings"][0]["row"]["id"]), (&json!(1), &json!("3")));
    assert_eq!(server.get("/api/v1/audit?of=ged&finding=odd").status, 400);
    assert_eq!(server.get("/api/v1/audit?of=ged&days=-1").status, 400);
    assert_eq!(server.get("/api/v1/audit?of=ged&km=nan").status, 400);
}

#[test]
fn a_table_needs_its_map_and_a_file_needs_the_right_to_write() {
    let (server, _folder) = audited(&["--token", "correct horse"]);
    let rows = "town;day;held_by\nRaqqa;2017-12-01;sdf\nRaqqa;2014-07-01;sdf\n";
    let map = "country = \"SY\"\n[columns]\nplace = \"town\"\ndate = \"day\"\nholder = \"held_by\"\n\
        [values]\n\"sdf\" = \"Syrian Democratic Forces\"\n";
    let body = json!({"as": "table", "name": "towns.csv", "rows": rows, "columns": map});
    let opened = server.post("/api/v1/audit", &[], &body);
    assert_eq!(opened.status, 200, "{}", opened.text());
    let of = opened.json()["audit"]["of"].as_str().expect("an id").to_owned();
    let audit = server.json(&format!("/api/v1/audit?of={of}"));
    assert_eq!(audit["findings"][0]["outcome"], "matched", "{audit}");
    assert_eq!(audit["findings"][1]["outcome"], "contradicted", "{audit}");
    let bare = json!({"as": "table", "name": "towns.csv", "rows": rows});
    assert_eq!(server.post("/api/v1/audit", &[], &bare).status, 400);
    let odd = json!({"as": "ged", "name": "x.csv", "rows": "a,b\n1,2\n"});
    let odd = server.post("/api/v1/audit", &[], &odd);
    assert!(odd.status == 400 && odd.text().contains("date_start"), "{}", odd.text());
    // Who may not write may not open a file, nor see that others did.
    let away = [("Via", "1.1 proxy")];
    assert_eq!(server.post("/api/v1/audit", &away, &body).status, 403);
    let seen = server.ask("GET", "/api/v1/audits", &away, b"").json();
    assert_eq!(seen["total"], 1);
    let foreign = [("Origin", "https://evil.example")];
    assert_eq!(server.post("/api/v1/audit", &foreign, &body).status, 403);
}
