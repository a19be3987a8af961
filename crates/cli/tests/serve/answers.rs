//! Every route of `openapi.json` answers, and what it answers is what the file says.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::audit::audited;
use crate::http::{Server, encoded};
use crate::schema::faults;
use crate::server;

const OPENAPI: &str = include_str!("../../../serve/openapi.json");
const ROUTES: &str = include_str!("../../../serve/src/routes/mod.rs");

fn document() -> Value {
    serde_json::from_str(OPENAPI).expect("JSON")
}

/// What stands in an address for a parameter.
fn value(server: &Server, path: &str, parameter: &Value) -> Option<String> {
    let list = |path: &str, pointer: &str| {
        let answer = server.json(path);
        answer.pointer(pointer).and_then(Value::as_str).expect(pointer).to_owned()
    };
    let example = match (path, parameter["name"].as_str().expect("a name")) {
        ("/claims/{id}", "id") => list("/api/v1/claims?limit=1", "/claims/0/claim"),
        ("/events/{id}", "id") => list("/api/v1/events?limit=1", "/events/0/event"),
        ("/reports/{id}", "id") => list("/api/v1/reports?limit=1", "/reports/0/id"),
        _ => match &parameter["example"] {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    };
    Some(encoded(&example))
}

#[test]
fn every_route_answers_as_described() {
    let (server, _folder) = audited(&[]);
    let document = document();
    let mut wrong = vec![];
    for (path, item) in document["paths"].as_object().expect("paths") {
        let Some(get) = item.get("get") else { continue };
        let mut address = format!("/api/v1{path}");
        let mut needed = vec![];
        let mut free = vec![];
        for parameter in get["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("a name");
            let Some(value) = value(&server, path, parameter) else { continue };
            match parameter["in"].as_str() {
                Some("path") => address = address.replace(&format!("{{{name}}}"), &value),
                _ if parameter["required"] == true => needed.push(format!("{name}={value}")),
                _ => free.push(format!("{name}={value}")),
            }
        }
        // As it is, and with each filter.
        let mut queries = vec![needed.join("&")];
        queries.extend(
            free.iter()
                .map(|one| needed.iter().chain([one]).cloned().collect::<Vec<_>>().join("&")),
        );
        let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
        for query in queries {
            let address =
                if query.is_empty() { address.clone() } else { format!("{address}?{query}") };
            let answer = server.get(&address);
            if answer.status != 200 {
                wrong.push(format!("{address}: {} {}", answer.status, answer.text()));
            } else if schema.is_object() {
                let faults = faults(&document, schema, &answer.json());
                wrong.extend(faults.into_iter().take(5).map(|fault| format!("{address}: {fault}")));
            } else if answer.body.is_empty() {
                wrong.push(format!("{address}: nothing"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_are_as_described() {
    let document = document();
    let mut wrong = vec![];
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            let responses = operation["responses"].as_object().expect("responses").values();
            for content in responses.chain([&operation["requestBody"]]) {
                let json = &content["content"]["application/json"];
                if json["example"].is_null() {
                    continue;
                }
                let faults = faults(&document, &json["schema"], &json["example"]);
                wrong.extend(faults.into_iter().map(|fault| format!("{method} {path}: {fault}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_route_is_described() {
    let document = document();
    let described: BTreeSet<&str> =
        document["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
    let routes: BTreeSet<&str> = ROUTES
        .split(".route(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|route| *route != "/openapi.json")
        .collect();
    assert_eq!(described, routes);
}

#[test]
fn pages_answer_as_json_too() {
    let (server, _folder) = server(&[]);
    for page in [
        "summary",
        "map",
        "events",
        "reports",
        "sources",
        "coverage",
        "audits",
        "places/geonames:170794",
    ] {
        let (json, api) =
            (server.get(&format!("/{page}.json")), server.get(&format!("/api/v1/{page}")));
        assert_eq!((json.status, &json.body), (200, &api.body), "{page}");
    }
    assert_eq!(server.json("/api/v1/openapi.json"), document());
}

#[test]
fn the_map_and_who_agree() {
    let (server, _folder) = server(&[]);
    for on in ["2014-07-01", "2016-01-01", "2017-11-04"] {
        let map = server.json(&format!("/api/v1/map?on={on}"));
        for place in map["places"].as_array().expect("places") {
            let key = encoded(place["key"].as_str().expect("a key"));
            let who = server.json(&format!("/api/v1/who?place={key}&on={on}"));
            assert_eq!(place["status"], who["status"], "{place} {who}");
            assert_eq!(place["holder"], who["holder"]["id"], "{place} {who}");
            assert_eq!(place["confidence"], who["confidence"], "{place} {who}");
            assert_eq!(place["basis"], who["basis"], "{place} {who}");
            assert_eq!(place["last_evidence"], who["last_evidence"], "{place} {who}");
            assert_eq!(place["claimed"]["holder"], who["claimed"]["holder"]["id"], "{place} {who}");
        }
    }
}

#[test]
fn the_slider_says_what_the_map_says() {
    let (server, _folder) = server(&[]);
    let changes = server.json("/api/v1/map/changes");
    let (parties, statuses) = (&changes["parties"], &changes["statuses"]);
    for (on, day) in [("2014-07-01", 16_252), ("2016-01-01", 16_801), ("2017-11-04", 17_474)] {
        let map = server.json(&format!("/api/v1/map?on={on}"));
        let places = map["places"].as_array().expect("places");
        let all = changes["places"].as_array().expect("places");
        assert_eq!(places.len(), all.len());
        for (place, spans) in places.iter().zip(all) {
            assert_eq!(place["key"], spans["key"]);
            let spans = spans["spans"].as_array().expect("spans");
            let span = spans.iter().rfind(|span| span[0].as_i64().expect("a day") <= day);
            let (status, holder) = match span {
                None => (&statuses[5], &Value::Null),
                Some(span) => {
                    let holder = span[2].as_i64().expect("an index");
                    let holder = usize::try_from(holder).map_or(&Value::Null, |at| &parties[at]);
                    (&statuses[span[1].as_u64().expect("an index") as usize], holder)
                }
            };
            assert_eq!((&place["status"], &place["holder"]), (status, holder), "{place}");
        }
    }
}
