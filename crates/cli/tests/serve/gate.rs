//! Who is let in, and what every answer carries.

use std::io::Write;
use std::net::TcpStream;

use serde_json::json;

use crate::server;

const SUMMARY: &str = "/api/v1/summary";

#[test]
fn every_answer_is_sealed() {
    let (server, _folder) = server(&[]);
    for path in ["/", SUMMARY, "/api/v1/nothing", "/nothing.txt", "/api/v1/map?onn=1", "/events"] {
        let answer = server.get(path);
        let header = |name| answer.header(name).unwrap_or_else(|| panic!("{path} lacks {name}"));
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        // Nobody is invited to read across origins.
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn a_name_that_others_point_here_gets_nothing() {
    let (server, _folder) = server(&["--host", "map.example.org"]);
    let ask = |host: &str| server.ask("GET", SUMMARY, &[("Host", host)], b"").status;
    assert_eq!(ask("evil.example"), 421);
    assert_eq!(ask("127.0.0.1.evil.example"), 421);
    assert_eq!(ask(""), 400);
    assert_eq!(ask("localhost"), 200);
    assert_eq!(ask("map.example.org"), 200);
    // Known by its name, it is somebody else's: reading is for all, writing is not.
    let host = [("Host", "map.example.org"), ("Content-Type", "application/json")];
    let asked = server.ask("POST", "/api/v1/corrections", &host, b"{}");
    assert_eq!(asked.status, 403, "{}", asked.text());
    // Passed on by a proxy on this machine.
    let passed = [("X-Forwarded-For", "198.51.100.7"), ("Content-Type", "application/json")];
    assert_eq!(server.ask("POST", "/api/v1/corrections", &passed, b"{}").status, 403);
}

#[test]
fn other_sites_write_nothing() {
    let (server, _folder) = server(&[]);
    let body = json!({"action": "reject", "claim": "c", "why": "w", "who": "w"}).to_string();
    let post = |head: &[(&str, &str)]| {
        server.ask("POST", "/api/v1/corrections", head, body.as_bytes()).status
    };
    let json = ("Content-Type", "application/json");
    assert_eq!(post(&[json, ("Origin", "https://evil.example")]), 403);
    assert_eq!(post(&[json, ("Origin", "http://127.0.0.1:1")]), 403);
    assert_eq!(post(&[json, ("Origin", "null")]), 403);
    assert_eq!(post(&[json, ("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(post(&[("Content-Type", "text/plain")]), 415);
    assert_eq!(post(&[("Content-Type", "application/x-www-form-urlencoded")]), 415);
    assert_eq!(post(&[]), 415);
    // Let in, and told that there is no such claim.
    let own = format!("http://{}", server.address);
    assert_eq!(post(&[json, ("Origin", &own), ("Sec-Fetch-Site", "same-origin")]), 404);
    assert_eq!(server.json(SUMMARY)["corrections"], 0);
}

#[test]
fn the_token_lets_write() {
    let (server, _folder) = server(&["--token", "correct horse"]);
    let host = ("Host", "198.51.100.7");
    let body = json!({"action": "reject", "claim": "c", "why": "w", "who": "w"});
    let post = |token: &str| {
        let token = ("Authorization", token);
        server.post("/api/v1/corrections", &[host, token], &body).status
    };
    assert_eq!(post("Bearer wrong horse"), 403);
    assert_eq!(post("Basic correct horse"), 403);
    assert_eq!(post("Bearer correct horse"), 404);
    let ask = |head: &[(&str, &str)]| server.ask("GET", SUMMARY, head, b"").json();
    assert_eq!(ask(&[host])["writing"]["allowed"], false);
    let asked = ask(&[host, ("Authorization", "Bearer correct horse")]);
    assert_eq!(asked["writing"]["allowed"], true);
}

#[test]
fn odd_addresses_get_an_answer_that_says_so() {
    let (server, _folder) = server(&[]);
    for (path, status) in [
        ("/../../etc/passwd", 200),
        ("/%2e%2e/%2e%2e/etc/passwd", 200),
        ("/assets/..%2f..%2fCargo.toml", 404),
        ("/api/v1/reports/..%2f..%2f..%2fetc%2fpasswd", 404),
        ("/api/v1/places/%00", 200),
        ("/api/v1/claims/%ff", 400),
        ("/api/v1/map?on=yesterday", 400),
        ("/api/v1/map?on=2017-11-05&on=2017-11-06", 400),
        ("/api/v1/map?colour=red", 400),
        ("/api/v1/search?q=", 400),
        ("/api/v1/labels?bbox=1,2,3", 400),
        ("/api/v1/nothing", 404),
        ("/nothing.txt", 404),
        ("/wp-login.php", 404),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert!(!answer.text().contains("root:"), "{path}");
        if status != 200 {
            let error = &answer.json()["error"];
            assert_eq!(error["status"], status, "{path}");
            assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
    }
    let long = |length: usize| server.get(&format!("/api/v1/search?q={}", "a".repeat(length)));
    assert_eq!(long(1_001).status, 400);
    assert_eq!(long(9_000).status, 414);
    assert!(matches!(long(200_000).status, 414 | 431));
    let words = "%22%20OR%20NEAR(%20*%20-%20%28".repeat(30);
    assert_eq!(server.get(&format!("/api/v1/search?q={words}")).status, 200);
    let body = vec![b' '; 300 << 10];
    let head = [("Content-Type", "application/json")];
    assert_eq!(server.ask("POST", "/api/v1/corrections", &head, &body).status, 413);
    assert_eq!(server.ask("DELETE", SUMMARY, &head, b"").status, 405);
    assert_eq!(server.ask("POST", "/", &head, b"{}").status, 405);
    let name = server.get("/api/v1/who?place=Tripoli");
    assert!(matches!(name.status, 200 | 300), "{}", name.text());
}

#[test]
fn who_sends_nothing_keeps_nobody_waiting() {
    let (server, _folder) = server(&[]);
    let idle: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).expect("connects");
            stream.write_all(b"GET /api/v1/summary HTTP/1.1\r\nHost: 127").expect("written");
            stream
        })
        .collect();
    assert_eq!(server.get(SUMMARY).status, 200);
    drop(idle);
    assert!(!server.raw(b"\x16\x03\x01 what is this?\r\n\r\n").starts_with(b"HTTP/1.1 200"));
    assert_eq!(server.get(SUMMARY).status, 200);
}

#[test]
fn answers_are_kept_while_the_ledger_does_not_grow() {
    let (server, _folder) = server(&[]);
    let first = server.get("/api/v1/map?on=2016-01-01");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = server.ask("GET", "/api/v1/map?on=2016-01-01", &[("If-None-Match", &tag)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let other = server.ask("GET", "/api/v1/map", &[("If-None-Match", "W/\"other\"")], b"");
    assert_eq!(other.status, 200);
    let packed = server.ask("GET", "/api/v1/map", &[("Accept-Encoding", "gzip")], b"");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() * 3 < other.body.len());
    let mut plain = vec![];
    let mut decoder = flate2::read::GzDecoder::new(packed.body.as_slice());
    std::io::Read::read_to_end(&mut decoder, &mut plain).expect("unpacks");
    assert_eq!(plain, other.body);
}
