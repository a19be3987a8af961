//! Corrections over HTTP: entered, seen at once, undone, and never without a name and a reason.

use serde_json::{Value, json};

use crate::http::{Server, encoded};
use crate::server;

const CORRECTIONS: &str = "/api/v1/corrections";

/// A claim that alone says who holds its place, with the place's key.
fn lone_claim(server: &Server) -> Option<(String, String)> {
    let map = server.json("/api/v1/map");
    for place in map["places"].as_array().expect("places") {
        let key = place["key"].as_str().expect("a key");
        let page = server.json(&format!("/api/v1/places/{}", encoded(key)));
        let because = page["answer"]["because"].as_array().expect("reasons");
        let control: Vec<&Value> = page["claims"]
            .as_array()
            .expect("claims")
            .iter()
            .filter(|claim| {
                let kind = claim["type"].as_str();
                kind.is_some_and(|k| k.starts_with("control") || k == "battle.advance")
            })
            .collect();
        if let ([one], [_], "held") =
            (&because[..], &control[..], place["status"].as_str().expect("a status"))
        {
            return Some((one["claim"].as_str().expect("an id").to_owned(), key.to_owned()));
        }
    }
    None
}

/// Who holds a place, by the map; nothing where the map does not have it.
fn mapped(server: &Server, key: &str) -> Option<Value> {
    let map = server.json("/api/v1/map");
    let mut places = map["places"].as_array().expect("places").iter();
    places.find(|place| place["key"] == key).map(|place| place["holder"].clone())
}

#[test]
fn a_rejected_claim_changes_the_map_and_the_undo_brings_it_back() {
    let (server, _folder) = server(&[]);
    let (claim, key) = lone_claim(&server).expect("a place that a lone claim tells of");
    let who = format!("/api/v1/who?place={}", encoded(&key));
    let before = server.json(&who);
    let tag = server.get(&who).header("etag").map(str::to_owned);
    let body =
        json!({"action": "reject", "claim": claim, "why": "a film, no war", "who": "A. Reader"});
    let answer = server.post(CORRECTIONS, &[], &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let entered = answer.json();
    assert_eq!(entered["claim"], Value::Null);
    assert_eq!(entered["entered"][0]["who"], "A. Reader");
    // At once, for everybody, with another tag.
    assert_eq!(server.json(&who)["status"], "unknown");
    assert_eq!(mapped(&server, &key), None);
    assert_ne!(server.get(&who).header("etag").map(str::to_owned), tag);
    let page = server.json(&format!("/api/v1/claims/{claim}"));
    assert_eq!(
        (&page["rejected"], &page["corrections"][0]["why"]),
        (&json!(true), &json!("a film, no war"))
    );
    let report = page["claim"]["report"].as_str().expect("an id").to_owned();
    assert_eq!(
        server.json(&format!("/api/v1/reports/{report}"))["rejected"][0]["claim"],
        json!(claim)
    );
    let number = &entered["entered"][0]["id"];
    let undo =
        json!({"action": "undo", "correction": number, "why": "it is war", "who": "B. Reader"});
    let answer = server.post(CORRECTIONS, &[], &undo);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["claim"]["claim"], json!(claim));
    assert_eq!(server.json(&who), before);
    assert_eq!(
        mapped(&server, &key).as_ref(),
        before["holder"]["id"].as_str().map(Value::from).as_ref()
    );
    let list = server.json(CORRECTIONS);
    assert_eq!((&list["total"], &list["corrections"][1]["undone"]), (&json!(2), &json!(true)));
    // What is undone cannot be undone again.
    assert_eq!(server.post(CORRECTIONS, &[], &undo).status, 400);
}

#[test]
fn an_edit_says_what_was_and_what_is() {
    let (server, _folder) = server(&[]);
    let (claim, _) = lone_claim(&server).expect("a place that a lone claim tells of");
    let before = server.json(&format!("/api/v1/claims/{claim}"));
    let body = json!({"action": "edit", "claim": claim, "set": {"when.first": "2001-01-01",
        "when.last": "2001-01-02"}, "why": "the report says so", "who": "A. Reader"});
    let entered = server.post(CORRECTIONS, &[], &body).json();
    assert_eq!(entered["claim"]["when"]["last"], "2001-01-02");
    assert_eq!(entered["entered"][0]["before"], before["claim"]["when"]["first"]);
    assert_eq!(entered["entered"].as_array().expect("two").len(), 2);
    let accept = json!({"action": "accept", "claim": claim, "why": "read it", "who": "B. Reader"});
    assert_eq!(server.post(CORRECTIONS, &[], &accept).status, 200);
}

#[test]
fn nothing_is_entered_half_or_unsigned() {
    let (server, _folder) = server(&[]);
    let (claim, _) = lone_claim(&server).expect("a place that a lone claim tells of");
    let sequence = |server: &Server| server.json("/api/v1/health")["sequence"].clone();
    let before = sequence(&server);
    for (body, status) in [
        (json!({"action": "reject", "claim": claim, "why": "", "who": "A"}), 400),
        (json!({"action": "reject", "claim": claim, "why": "so", "who": "  "}), 400),
        (json!({"action": "reject", "claim": claim, "why": "so"}), 400),
        (json!({"action": "forget", "claim": claim, "why": "so", "who": "A"}), 400),
        (json!({"action": "reject", "claim": "ffff", "why": "so", "who": "A"}), 404),
        (json!({"action": "edit", "claim": claim, "why": "so", "who": "A"}), 400),
        (
            json!({"action": "edit", "claim": claim, "why": "so", "who": "A",
            "set": {"when.first": "2001-01-01", "when.last": "soon"}}),
            400,
        ),
        (
            json!({"action": "edit", "claim": claim, "why": "so", "who": "A",
            "set": {"quote.text": "something else"}}),
            400,
        ),
        (json!({"action": "undo", "correction": 99, "why": "so", "who": "A"}), 404),
        (json!({"action": "reject", "claim": claim, "why": "x".repeat(5_000), "who": "A"}), 413),
        (json!([1, 2]), 400),
    ] {
        let answer = server.post(CORRECTIONS, &[], &body);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        assert!(answer.json()["error"]["message"].is_string());
    }
    let head = [("Content-Type", "application/json")];
    assert_eq!(server.ask("POST", CORRECTIONS, &head, b"{\"action\": ").status, 400);
    assert_eq!(sequence(&server), before);
}

#[test]
fn marked_words_become_a_claim() {
    let (server, _folder) = server(&[]);
    let report = server.json("/api/v1/reports?limit=1")["reports"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let page = server.json(&format!("/api/v1/reports/{report}"));
    let text: Vec<char> = page["report"]["text"].as_str().expect("text").chars().collect();
    let end = text.iter().position(|char| *char == '.').expect("a sentence") + 1;
    let quote: String = text[..end].iter().collect();
    let day = page["report"]["published"].as_str().expect("a day");
    let body = json!({"report": report, "start": 0, "end": end, "type": "control.hold",
        "where": "geonames:163808", "first": day, "last": day, "holder": "sy.government",
        "why": "the coder missed it", "who": "A. Reader"});
    let answer = server.post("/api/v1/claims/new", &[], &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let claim = &answer.json()["claim"];
    assert_eq!(claim["quote"], json!({"text": quote, "start": 0, "end": end}));
    let who = server.json(&format!("/api/v1/who?place=geonames:163808&on={day}"));
    let mut because = who["because"].as_array().expect("reasons").iter();
    assert!(because.any(|reason| reason["claim"] == claim["claim"]), "{who}");
    let map = server.json(&format!("/api/v1/map?on={day}"));
    let mut places = map["places"].as_array().expect("places").iter();
    let place = places.find(|place| place["key"] == "geonames:163808").expect("on the map");
    assert_eq!((&place["holder"], &place["last_evidence"]), (&json!("sy.government"), &json!(day)));
    // It says so already; and it needs words, a type, a reason.
    assert_eq!(server.post("/api/v1/claims/new", &[], &body).status, 400);
    for (field, value) in [
        ("end", json!(0)),
        ("type", json!("control.conquest")),
        ("why", json!("")),
        ("report", json!("nowhere")),
        ("start", json!(99_999_999)),
    ] {
        let mut wrong = body.clone();
        wrong[field] = value;
        let answer = server.post("/api/v1/claims/new", &[], &wrong);
        assert!(matches!(answer.status, 400 | 404), "{field}: {}", answer.text());
    }
}
