//! Imports of other people's rows, and the audit of a data set.

use serde_json::Value;

use crate::{Desk, text};

/// UCDP's columns, some of them, in another order than the standard one.
const GED: &str = "\
id,type_of_violence,side_a,side_b,source_headline,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high
1,1,Government of Syria,IS,\"Army, in town\",1,Palmyra town,Homs,34.56,38.28,Syria,1,2016-03-27,2016-03-27,5,5,0,0,10,10,10
2,3,Government of Syria,Civilians,Strikes,1,Idlib city,Idlib,35.93,36.63,Syria,1,2016-12-12,2016-12-12,0,0,12.0,0,12,12,14
3,3,Government of Syria,Civilians,Strikes,1,Idlib city,Idlib,35.93,36.63,Syria,1,2015-01-01,2015-01-01,0,0,3,0,3,3,3
4,1,Government of Syria,IS,x,1,Palmyra,Homs,34.56,38.28,Syria,1,soon,soon,0,0,0,0,0,0,0
";

fn outcomes<'f>(findings: &'f [Value], outcome: &str) -> Vec<&'f Value> {
    findings.iter().filter(|finding| finding["outcome"] == outcome).collect()
}

#[test]
fn a_data_set_is_held_against_the_reports() {
    let desk = Desk::new();
    let file = desk.file("ged.csv", GED);
    let output = desk.run(&["audit", text(&file), "--as", "ged"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("ged.csv:5: date_start is no date"));
    let findings = crate::lines(&output);
    let summary = &findings.last().unwrap()["summary"];
    assert_eq!((&summary["rows"], &summary["missed_by_us"]), (&3.into(), &1.into()));
    let idlib = findings.iter().find(|finding| finding["row"]["id"] == "2").unwrap();
    assert_eq!(idlib["outcome"], "matched", "{idlib}");
    assert!(!idlib["sentences"].as_array().unwrap().is_empty());
    let missed = outcomes(&findings, "missed_by_us");
    assert_eq!((&missed[0]["row"]["id"], &missed[0]["heard"]), (&"3".into(), &0.into()));
    let only = desk.run(&["audit", text(&file), "--as", "ged", "--only", "missed-by-us"]);
    assert_eq!(crate::lines(&only).len(), 2);
}

#[test]
fn the_audit_is_a_page_to_hand_on() {
    let desk = Desk::new();
    let file = desk.file("rows.csv", &GED.replace("Strikes", "<script>x</script>"));
    for (name, sign) in
        [("audit.html", "<h1>Audit of rows.csv</h1>"), ("audit.md", "# Audit of rows.csv")]
    {
        let path = desk.file(name, "");
        desk.run(&["audit", text(&file), "--as", "ged", "--report", text(&path)]);
        let page = std::fs::read_to_string(&path).unwrap();
        assert!(page.contains(sign) && page.contains("Air strikes on Idlib"), "{page}");
        assert!(!page.contains("<script>"), "{page}");
    }
}

#[test]
fn rows_become_claims_and_are_no_witnesses_of_themselves() {
    let desk = Desk::new();
    let file = desk.file("ged.csv", GED);
    let done = |desk: &Desk| {
        let run = desk.run(&["import", text(&file), "--as", "ged", "--published", "2018-06-01"]);
        crate::lines(&run).remove(0)
    };
    let (first, again) = (done(&desk), done(&desk));
    assert_eq!((&first["rows"], &first["known"]), (&3.into(), &0.into()));
    assert_eq!((&again["rows"], &again["known"]), (&0.into(), &3.into()));
    let claims = desk.lines(&["review", "--source", "UCDP GED"]);
    assert_eq!(claims.len(), 3);
    let claim = &claims.iter().find(|item| item["claim"]["report"] == "ged:1").unwrap()["claim"];
    assert_eq!(
        (&claim["quote"]["text"], &claim["type"]),
        (&"Army, in town".into(), &"battle.clash".into())
    );
    assert_eq!(claim["where"][0]["id"], "geonames:163808");
    desk.sound();
    let audited = desk.run(&["audit", text(&file), "--as", "ged"]);
    let summary = crate::lines(&audited).pop().unwrap();
    assert_eq!(summary["summary"]["missed_by_us"], 1);
    assert_eq!(desk.one(&["recode"])["reports"], 6);
}

#[test]
fn candidate_files_come_without_a_header() {
    let desk = Desk::new();
    let mut row = vec![""; 49];
    for (at, field) in [
        (0, "77"),
        (5, "1"),
        (14, "Government of Syria"),
        (17, "IS"),
        (22, "Headline"),
        (24, "1"),
        (25, "Palmyra"),
        (29, "34.56"),
        (30, "38.28"),
        (37, "1"),
        (38, "2016-03-27 00:00:00.000"),
        (39, "2016-03-27 00:00:00.000"),
        (44, "10"),
        (45, "10"),
        (46, "10"),
    ] {
        row[at] = field;
    }
    let file = desk.file("candidate.csv", &format!("{}\n", row.join(",")));
    assert_eq!(desk.one(&["import", text(&file), "--as", "ged"])["claims"], 1);
    let short = desk.file("short.csv", "1,2,3\n");
    assert!(desk.fails(1, &["import", text(&short), "--as", "ged"]).contains("no header"));
    let other = desk.file("other.csv", "a,b\nx,2\n");
    assert!(desk.fails(1, &["import", text(&other), "--as", "ged"]).contains("date_start"));
}

#[test]
fn tables_of_control_are_held_against_holdings() {
    let desk = Desk::new();
    let map = desk.file(
        "map.toml",
        "name = \"desk\"\npublisher = \"Our desk\"\ncountry = \"SY\"\n[columns]\nplace = \"town\"\n\
         date = \"day\"\nholder = \"held_by\"\n[values]\n\"regime\" = \"sy.government\"\n",
    );
    let rows = "town;day;held_by\nPalmyra;2016-04-01;regime\nPalmyra;2016-12-20;regime\nRaqqa;2016-04-01;regime\n";
    let file = desk.file("towns.csv", rows);
    let arguments = ["audit", text(&file), "--as", "table", "--columns", text(&map)];
    let findings = desk.lines(&arguments);
    let found: Vec<&Value> = findings.iter().map(|finding| &finding["outcome"]).collect();
    assert_eq!(found[..3], ["matched", "contradicted", "missed_by_us"]);
    assert!(findings[1]["why"][0].as_str().unwrap().contains("Islamic State"));
    assert_eq!(findings[0]["sentences"].as_array().unwrap().len(), 2);
    assert_eq!(
        desk.one(&["import", arguments[1], "--as", "table", "--columns", arguments[5]])["claims"],
        3
    );
    desk.fails(2, &["audit", text(&file), "--as", "table"]);
    let broken = desk.file("broken.toml", "[columns]\ntown = \"x\"\n");
    assert!(
        desk.fails(1, &["audit", text(&file), "--as", "table", "--columns", text(&broken)])
            .contains("broken.toml")
    );
}

#[test]
fn acled_and_viina_columns_are_known() {
    let desk = Desk::new();
    let acled = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n\
        SYR1,12 December 2016,1,Explosions/Remote violence,Air/drone strike,Military Forces of Syria (2000-),Civilians (Syria),Syria,Idleb,Idlib,35.93,36.63,1,Wire,\"Strikes on Idlib, 12 dead\",12\n";
    let file = desk.file("acled.csv", acled);
    let found = desk.lines(&["audit", text(&file), "--as", "acled"]);
    assert_eq!(found[0]["outcome"], "matched", "{found:?}");
    assert_eq!(found[0]["row"]["says"]["type"], "strike.air");
    let viina = "geonameid,asciiname,longitude,latitude,ctr_20220301,ctr_20220302,ctr_20220303\n\
        706448,Kherson,32.6,46.6,UA,UA,RU\n";
    let file = desk.file("viina.csv", viina);
    assert_eq!(desk.one(&["import", text(&file), "--as", "viina"])["claims"], 2);
    let answer = desk.one(&["who", "geonames:706448", "--on", "2022-03-05"]);
    assert_eq!(answer["holder"]["id"], "ru.government");
}
