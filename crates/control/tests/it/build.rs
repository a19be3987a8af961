//! Claims made up in few words, for the tests.

use dateline_coding::Claim;
use dateline_control::{Answer, Holdings, Settings, Status};
use serde_json::{Value, json};

/// A claim in the making. Defaults: asserted in the report's own voice, whole, at the town "Arda".
#[derive(Clone)]
pub struct Build(Value);

impl std::fmt::Debug for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |pointer| self.0.pointer(pointer).cloned().unwrap_or_default();
        let all = ["/type", "/publisher", "/modality", "/control", "/by/0/name", "/against/0/name"];
        write!(
            f,
            "{} {} {} {} {} {} ",
            at(all[0]),
            at(all[1]),
            at(all[2]),
            at(all[3]),
            at(all[4]),
            at(all[5])
        )?;
        write!(f, "{} {} {}", at("/when/first"), at("/when/last"), at("/when/bound"))
    }
}

pub fn party(name: &str) -> Value {
    json!({"id": name.to_lowercase(), "name": name})
}

fn actor(name: &str) -> Value {
    json!({"id": name.to_lowercase(), "name": name, "side": party(name), "text": name, "start": 0, "end": 1})
}

pub fn place(name: &str) -> Value {
    json!({"id": format!("geonames:{name}"), "name": name, "country": "XX", "admin1": null,
        "lat": 1.0, "lon": 2.0, "kind": "town", "precision": "exact", "text": name,
        "start": 0, "end": 1})
}

/// A claim of a type by a publisher's report of a day, that it happened on that day.
pub fn claim(kind: &str, published: &str, publisher: &str) -> Build {
    let report = format!("{publisher} {published}");
    Build(json!({
        "claim": "", "report": report, "published": published, "publisher": publisher, "url": null,
        "type": kind, "modality": "asserted", "interest": "neutral", "context": "main",
        "by": [], "against": [], "with": [], "where": [place("Arda")],
        "when": {"first": published, "last": published, "bound": "on", "precision": "day",
            "basis": "text", "text": null},
        "counts": [], "control": null, "according_to": [],
        "quote": {"text": "", "start": 0, "end": 1},
        "confidence": 0.9, "coder": "test", "why": []
    }))
    .control(if kind == "control.siege" { "besieged" } else { "held" })
}

pub fn gain(holder: &str, published: &str, publisher: &str) -> Build {
    claim("control.gain", published, publisher).by(holder).holder(holder)
}

pub fn hold(holder: &str, published: &str, publisher: &str) -> Build {
    claim("control.hold", published, publisher).holder(holder)
}

pub fn loss(loser: &str, published: &str, publisher: &str) -> Build {
    claim("control.loss", published, publisher).set("/control/lost_by", party(loser))
}

pub fn advance(by: &str, published: &str, publisher: &str) -> Build {
    claim("battle.advance", published, publisher).by(by)
}

pub fn contest(a: &str, b: &str, published: &str, publisher: &str) -> Build {
    claim("control.contest", published, publisher)
        .by(a)
        .against(b)
        .set("/control/status", json!("contested"))
}

pub fn siege(inner: &str, outer: &str, published: &str, publisher: &str) -> Build {
    claim("control.siege", published, publisher)
        .by(outer)
        .holder(inner)
        .set("/control/besieged_by", party(outer))
}

impl Build {
    fn control(self, status: &str) -> Build {
        if !self.0["type"].as_str().unwrap().starts_with("control.") {
            return self;
        }
        let control = json!({"holder": null, "lost_by": null, "besieged_by": null,
            "status": status, "extent": "whole", "part": null});
        self.set("/control", control)
    }

    pub fn set(mut self, pointer: &str, value: Value) -> Build {
        *self.0.pointer_mut(pointer).unwrap() = value;
        self
    }

    pub fn by(self, name: &str) -> Build {
        self.set("/by", json!([actor(name)]))
    }

    pub fn against(self, name: &str) -> Build {
        self.set("/against", json!([actor(name)]))
    }

    pub fn holder(self, name: &str) -> Build {
        self.set("/control/holder", party(name))
    }

    pub fn from(self, loser: &str) -> Build {
        self.set("/control/lost_by", party(loser))
    }

    pub fn part(self, part: &str) -> Build {
        self.set("/control/extent", json!("part")).set("/control/part", json!(part))
    }

    pub fn at(self, name: &str) -> Build {
        self.set("/where", json!([place(name)]))
    }

    /// On one day.
    pub fn on(self, day: &str) -> Build {
        self.days(day, day, "on")
    }

    pub fn days(self, first: &str, last: &str, bound: &str) -> Build {
        self.set("/when/first", json!(first))
            .set("/when/last", json!(last))
            .set("/when/bound", json!(bound))
    }

    /// Said by somebody else than the report.
    pub fn said(self, name: &str, kind: &str, interest: &str) -> Build {
        self.set(
            "/according_to",
            json!([{"name": name, "actor": null, "kind": kind, "cue": "said"}]),
        )
        .set("/interest", json!(interest))
    }

    /// Said by the party itself, about its own success.
    pub fn boasted(self, name: &str) -> Build {
        self.said(&format!("{name} spokesman"), "belligerent", "self_serving")
            .set("/modality", json!("claimed"))
    }

    pub fn denied(self, name: &str) -> Build {
        self.said(&format!("{name} spokesman"), "belligerent", "self_serving")
            .set("/modality", json!("denied"))
    }

    pub fn inferred(mut self) -> Build {
        self.0["inferred"] = json!(true);
        self
    }

    pub fn killed(self, low: u32, best: Option<u32>, who: &str) -> Build {
        self.set(
            "/counts",
            json!([{"what": "killed", "who": who, "side": null, "low": low, "best": best,
                "high": best, "scope": "incident", "of": null, "text": "", "start": 0, "end": 1}]),
        )
    }

    pub fn build(mut self) -> Claim {
        // Ids and words follow from the content, as the coder's do.
        let content = self.0.to_string();
        let sum = content.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.0["claim"] = json!(format!("{sum:016x}"));
        if self.0["quote"]["text"] == "" {
            self.0["quote"]["text"] = json!(format!("words {sum:x}"));
        }
        serde_json::from_value(self.0).unwrap()
    }
}

pub fn claims(list: Vec<Build>) -> Vec<Claim> {
    list.into_iter().map(Build::build).collect()
}

/// How the town "Arda" stood on a day.
pub fn arda(claims: &[Claim], on: &str) -> Answer {
    who(claims, "geonames:Arda", on)
}

pub fn who(claims: &[Claim], key: &str, on: &str) -> Answer {
    Holdings::of(claims, key, None, &Settings::default()).unwrap().on(Some(on.parse().unwrap()))
}

/// Status, holder and others in one line: "held Red", "contested - Blue Red".
pub fn line(answer: &Answer) -> String {
    let status = match answer.status {
        Status::Held => "held",
        Status::Divided => "divided",
        Status::Contested => "contested",
        Status::Besieged => "besieged",
        Status::Presence => "presence",
        Status::Unknown => "unknown",
    };
    let holder = answer.holder.as_ref().map_or("-", |party| party.name.as_str());
    let mut line = format!("{status} {holder}");
    for other in &answer.others {
        line.push(' ');
        line.push_str(&other.name);
    }
    line
}

/// Checks how "Arda" stands on each of several days.
#[track_caller]
pub fn check(list: Vec<Build>, expected: &[(&str, &str)]) {
    let claims = claims(list);
    for (on, expected) in expected {
        let answer = arda(&claims, on);
        assert_eq!(&line(&answer), expected, "on {on}: {answer:#?}");
    }
}
