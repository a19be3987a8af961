//! Places of the user's own, and the same name in different company, through the built program.

use std::path::Path;

use serde_json::Value;

use crate::{Folder, Run, run, run_with};

const DUMP: &str = "\
999000001\tZurbazanga\tZurbazanga\tZour Bazanga\t35.51\t40.31\tP\tPPL\tSY\t\t07\t\t\t\t1200\t\t210\tAsia/Damascus\t2020-01-01
999000002\tTell Qurmush\tTell Qurmush\t\t35.61\t40.41\tP\tPPL\tSY\t\t07\t\t\t\t0\t\t210\tAsia/Damascus\t2020-01-01
999000003\tNo such hill\tNo such hill\t\t91.0\t40.41\tP\tPPL\tSY\t\t07\t\t\t\t0\t\t210\tAsia/Damascus\t2020-01-01
";

fn at(ledger: &Path, args: &[&str]) -> Run {
    let ledger = ledger.to_str().expect("UTF-8");
    run(args.iter().copied().chain(["--ledger", ledger]))
}

fn places(text: &str, more: &[&str]) -> Vec<Value> {
    let args = ["inspect", "--layer", "places", "-", "--input-format", "text"];
    let run = run_with(text.as_bytes(), args.iter().chain(more));
    let mut page = run.json().remove(0);
    serde_json::from_value(page["items"].take()).expect("items")
}

fn place(text: &str, name: &str) -> Value {
    let found = places(text, &[]).into_iter().find(|item| item["text"] == name);
    found.unwrap_or_else(|| panic!("{name} in \"{text}\""))
}

#[test]
fn added_places_serve_every_command_of_their_ledger() {
    let folder = Folder::new();
    let ledger = folder.path().join("war.db");
    let dump = folder.file("SY.txt", DUMP);
    let dump = dump.to_str().expect("UTF-8");
    let first = at(&ledger, &["gazetteer", "add", dump]);
    assert_eq!(first.status, 1, "one row is refused");
    assert!(first.stdout.contains("2 new, 0 updated"), "{}", first.stdout);
    assert!(first.stderr.contains("SY.txt: line 3:"), "{}", first.stderr);
    let again = at(&ledger, &["gazetteer", "add", dump]);
    assert!(again.stdout.contains("0 new, 0 updated, 2 there already"), "{}", again.stdout);

    let search = at(&ledger, &["gazetteer", "search", "Zour Bazanga", "--format", "jsonl"]);
    assert_eq!(search.json()[0]["id"], "geonames:999000001");
    let report = folder.file(
        "r.txt",
        "Syrian government forces captured the town of Zurbazanga in Syria on Monday.",
    );
    let report = report.to_str().expect("UTF-8");
    let read = at(&ledger, &["read", report, "--published", "2017-11-03"]);
    assert_eq!(read.status, 0, "{}", read.stderr);
    let who = at(&ledger, &["who", "Zurbazanga", "--format", "jsonl"]);
    assert_eq!(who.json()[0]["place"]["id"], "geonames:999000001", "{}", who.stdout);
    // Another ledger knows nothing of it.
    let other = at(&folder.path().join("other.db"), &["gazetteer", "search", "Zurbazanga"]);
    assert_eq!(other.status, 1);
    // The folder by name, for commands without a ledger.
    let added = folder.path().join("war.gazetteer");
    let added = added.to_str().expect("UTF-8");
    let claims = run(["code", report, "--published", "2017-11-03", "--gazetteer", added]).json();
    assert_eq!(claims[0]["where"][0]["id"], "geonames:999000001");
}

#[test]
fn an_updated_row_replaces_and_names_outlive_it() {
    let folder = Folder::new();
    let ledger = folder.path().join("war.db");
    let names =
        folder.file("alternateNamesV2.txt", "1\t999000001\ten\tOld Zurb\t\t\t\t1\t1920\t1946\n");
    let dump = folder.file("SY.txt", DUMP.lines().take(2).collect::<Vec<_>>().join("\n"));
    let paths = [names.to_str().expect("UTF-8"), dump.to_str().expect("UTF-8")];
    // Names come after the places that they name, in whatever order they are given.
    let run = at(&ledger, &["gazetteer", "add", paths[0], paths[1]]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    folder.file("SY.txt", DUMP.lines().take(1).collect::<String>().replace("35.51", "35.55"));
    let run = at(&ledger, &["gazetteer", "add", paths[1]]);
    assert!(run.stdout.contains("0 new, 1 updated"), "{}", run.stdout);
    let show = at(&ledger, &["gazetteer", "show", "geonames:999000001"]).json();
    assert_eq!(show[0]["lat"], 35.55);
    assert!(
        show[0]["keys"].as_array().expect("keys").iter().any(|key| key == "oldzurb"),
        "{show:?}"
    );
}

#[test]
fn p_codes_are_kept_and_shown() {
    let folder = Folder::new();
    let ledger = folder.path().join("war.db");
    let table = folder.file(
        "villages.csv",
        "Village,Pcode,Country,Y,X\n#loc+name,#loc+code,#country+code,#geo+lat,#geo+lon\n\
         Zurbazanga,SY070101,SYR,35.5,40.3\n",
    );
    let run = at(&ledger, &["gazetteer", "add", table.to_str().expect("UTF-8")]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let show = at(&ledger, &["gazetteer", "show", "pcode:SY070101"]).json();
    assert_eq!(show[0]["pcode"], "SY070101");
    let added = folder.path().join("war.gazetteer");
    let found = places(
        "Shells hit the town of Zurbazanga in Syria.",
        &["--gazetteer", added.to_str().expect("UTF-8")],
    );
    assert!(found.iter().any(|item| item["pcode"] == "SY070101"), "{found:?}");
}

#[test]
fn what_cannot_be_added_is_said() {
    let folder = Folder::new();
    let ledger = folder.path().join("war.db");
    for (name, content, why) in [
        ("a.zip", "PK\u{3}\u{4}", "ZIP"),
        ("empty.csv", "", "empty"),
        ("b.csv", "what,ever\n1,2\n", "header"),
    ] {
        let file = folder.file(name, content);
        let run = at(&ledger, &["gazetteer", "add", file.to_str().expect("UTF-8")]);
        assert_eq!(run.status, 1, "{name}");
        assert!(run.stderr.contains(why) && run.stderr.contains(name), "{name}: {}", run.stderr);
    }
    assert!(!folder.path().join("war.gazetteer/places.jsonl").exists(), "nothing was added");
    let run = run(["code", "-", "--gazetteer", "/no/such/folder"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("gazetteer add"), "{}", run.stderr);
}

#[test]
fn a_layer_that_does_not_fit_is_built_anew() {
    let folder = Folder::new();
    let ledger = folder.path().join("war.db");
    let dump = folder.file("SY.txt", DUMP);
    at(&ledger, &["gazetteer", "add", dump.to_str().expect("UTF-8")]);
    for broken in [&b"of another version"[..], &b""[..]] {
        folder.file("war.gazetteer/layer.bin", broken);
        let search = at(&ledger, &["gazetteer", "search", "Zurbazanga", "--format", "jsonl"]);
        assert_eq!(search.json()[0]["id"], "geonames:999000001");
    }
}

#[test]
fn a_folder_of_local_news_leaves_a_report_of_war_alone() {
    let folder = Folder::new();
    for number in 0..12 {
        folder.file(
            &format!("local/{number}.json"),
            format!(
                "{{\"text\": \"Police in Palestine, Texas, arrested a man from Elkhart. A court in Lebanon, \
                 Pennsylvania, will hear the case of a driver from Paris, Texas, number {number}.\", \
                 \"publisher\": \"palestineherald.com\", \"published\": \"2017-11-02\"}}\n"
            ),
        );
    }
    folder.file(
        "local/5b.txt",
        "The Syrian army said that it had captured Deir Ezzor from Islamic State. Iraqi forces entered \
         Al-Qaim and the border post of Husaybah in Anbar, and drove the militants out of Rawa.",
    );
    let inputs = folder.path().join("local");
    let run =
        run(["inspect", "--layer", "places", inputs.to_str().expect("UTF-8"), "--threads", "1"]);
    let pages = run.json();
    let war: Vec<&Value> = pages
        .iter()
        .filter(|page| {
            page["items"]
                .as_array()
                .is_some_and(|items| items.iter().any(|item| item["text"] == "Rawa"))
        })
        .flat_map(|page| page["items"].as_array().expect("items"))
        .filter(|item| item["kind"] != "demonym")
        .collect();
    assert!(war.len() >= 4, "{war:?}");
    for item in war {
        assert!(matches!(item["country"].as_str(), Some("SY" | "IQ")), "{item}");
    }
}

#[test]
fn namesakes_come_out_by_their_context() {
    for (text, name, country, admin1) in [
        ("A court in Paris, Texas, sentenced the man.", "Paris", "US", Some("Texas")),
        ("Ministers met in Paris, the French presidency said.", "Paris", "FR", None),
        (
            "Police in Lebanon, Pennsylvania, arrested two men.",
            "Lebanon",
            "US",
            Some("Pennsylvania"),
        ),
        ("Israeli jets struck villages in Lebanon.", "Lebanon", "LB", None),
        ("Russian troops entered Georgia and took Gori.", "Georgia", "GE", None),
        ("Georgia's governor signed the bill in Atlanta.", "Georgia", "US", None),
        ("Militias fought in Tripoli, the Libyan capital.", "Tripoli", "LY", None),
        ("The Lebanese army entered Tripoli after clashes.", "Tripoli", "LB", None),
        ("Ships left Victoria for Vancouver, Canadian officials said.", "Victoria", "CA", None),
        ("The Seychelles parliament met in Victoria.", "Victoria", "SC", None),
        (
            "Police in Melbourne and other towns of Victoria, Australia, made arrests.",
            "Victoria",
            "AU",
            None,
        ),
        ("Costa Rican police closed a road near San José.", "San José", "CR", None),
        ("A judge in San Jose, California, freed the man.", "San Jose", "US", Some("California")),
    ] {
        let found = place(text, name);
        assert_eq!(found["country"], country, "{text}: {found}");
        if let Some(admin1) = admin1 {
            assert_eq!(found["admin1"], admin1, "{text}: {found}");
        }
    }
}

#[test]
fn what_stays_ambiguous_lists_its_candidates() {
    let found = place("Fighting broke out in Salamiyah and Springfield.", "Springfield");
    assert!(found["candidates"].as_array().is_some_and(|list| !list.is_empty()), "{found}");
}

#[test]
fn villages_that_nobody_lists_have_an_anchor() {
    let found = places("Gunmen attacked a village near Mayadin in eastern Syria.", &[]);
    let anchor = found.iter().find(|item| item["text"] == "Mayadin").expect("Mayadin");
    assert_eq!(anchor["precision"], "near");
    let found = place("Gunmen attacked Zurbazanga in Deir Ezzor province, Syria.", "Zurbazanga");
    assert!(found["id"].is_null() && found["lat"].is_null(), "{found}");
    assert_eq!(found["country"], "SY", "{found}");
}
