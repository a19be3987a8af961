//! Reports written to do harm come out as the text that they are; what is under embargo does not come out.

use jiff::ToSpan;
use serde_json::{Value, json};

use crate::http::Server;
use crate::ledger_of;

#[test]
fn a_hostile_report_is_text() {
    let script = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let long = format!("Government forces captured Palmyra on Monday.\n\n{}", "x".repeat(5 << 20));
    let reports = [
        json!({"id": "a/../b?c#d", "text": format!("Rebels captured Palmyra on Monday {script}."),
            "title": format!("\u{202e}{script}"), "published": "2017-03-02",
            "publisher": "\"><script>", "url": "javascript:alert(1)"}),
        json!({"id": "long", "text": long, "published": "2017-03-03", "publisher": "Wire"}),
    ];
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let (ledger, _folder) = ledger_of(&lines.join("\n"));
    let server = Server::start(&ledger, &[]);
    let page = server.get("/api/v1/reports/a%2F..%2Fb%3Fc%23d");
    assert_eq!(page.header("content-type"), Some("application/json; charset=utf-8"));
    let report = &page.json()["report"];
    assert_eq!(report["text"], reports[0]["text"]);
    assert_eq!(report["title"], reports[0]["title"]);
    assert_eq!(server.json("/api/v1/reports/long")["report"]["text"], reports[1]["text"]);
    assert_eq!(server.json("/api/v1/reports?q=captured")["total"], 2);
    let place = server.get("/api/v1/places/Palmyra");
    assert!(matches!(place.status, 200 | 300), "{}", place.text());
}

#[test]
fn the_last_days_are_under_embargo() {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let (old, new) = (today.saturating_sub(30.days()), today.saturating_sub(2.days()));
    let report = |id: &str, holder: &str, published: Option<jiff::civil::Date>| {
        let text =
            format!("{holder} captured Palmyra from Islamic State on Monday, a monitor said.");
        json!({"id": id, "text": text, "published": published, "publisher": "Wire"}).to_string()
    };
    let lines = [
        report("old", "The Syrian army", Some(old)),
        report("new", "The Syrian Democratic Forces", Some(new)),
        report("undated", "Turkish troops", None),
    ];
    let (ledger, _folder) = ledger_of(&lines.join("\n"));
    let server = Server::start(&ledger, &["--embargo", "7d", "--token", "correct horse"]);
    let token = [("Authorization", "Bearer correct horse")];
    let seen = |path: &str| {
        let (public, full) = (server.get(path), server.ask("GET", path, &token, b""));
        (public.text(), full.text())
    };
    let claim =
        server.json("/api/v1/claims")["claims"][0]["claim"].as_str().expect("an id").to_owned();
    for path in [
        &format!("/api/v1/claims/{claim}"),
        &format!("/api/v1/events/e{claim}"),
        "/api/v1/summary",
        "/api/v1/reports",
        "/api/v1/reports?q=captured",
        "/api/v1/search?q=captured",
        "/api/v1/map",
        "/api/v1/map/changes",
        "/api/v1/who?place=Palmyra",
        "/api/v1/timeline?place=Palmyra",
        "/api/v1/places/Palmyra",
        "/api/v1/events",
        "/api/v1/claims",
        "/api/v1/coverage",
        "/api/v1/changes",
        "/api/v1/reports/new",
        "/api/v1/reports/undated",
        "/api/v1/export?to=csv",
        "/api/v1/export?to=jsonl&of=events",
    ] {
        let public = server.get(path);
        let public = String::from_utf8_lossy(&public.body).into_owned();
        for word in ["Democratic Forces", "\"new\"", "Turkish", "syria.sdf", &new.to_string()] {
            // An id that was asked for is said again in the answer that there is none.
            let told = public.contains(word) && !public.contains("no report has the id");
            assert!(!told, "{path} tells {word}: {public}");
        }
    }
    let (public, full) = seen("/api/v1/reports/new");
    assert!(public.contains("not_found") && full.contains("Democratic Forces"));
    let public = server.json("/api/v1/summary");
    assert_eq!((&public["reports"], &public["embargo"]["days"]), (&json!(1), &json!(7)));
    let full = server.ask("GET", "/api/v1/summary", &token, b"").json();
    assert_eq!(full["reports"], 3);
}
