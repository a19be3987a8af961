//! The house: data flows one way, each step imports only from those before it, and nothing is linked
//! twice. Read from `cargo metadata`, so that no one has to remember it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::process::Command;

use serde_json::Value;

/// The steps, in the order in which data flows.
const FLOW: &[&str] = &[
    "dateline-report",
    "dateline-syntax",
    "dateline-time",
    "dateline-place",
    "dateline-actor",
    "dateline-coding",
    "dateline-ledger",
    "dateline-control",
    "dateline-desk",
    "dateline-export",
    "dateline-serve",
    "dateline-cli",
];

/// Workspace members beside the flow: recipes, which nothing may import.
const BESIDE: &[&str] = &["xtask"];

/// Steps that read no file, clock or network, and so need nothing that does.
const PURE: std::ops::Range<usize> = 1..6;
const RIM_ONLY: &[&str] =
    &["rusqlite", "tokio", "reqwest", "hyper", "ureq", "rand", "fastrand", "tempfile", "walkdir"];

fn metadata(more: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .args(more)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

#[test]
fn arrows_run_one_way() {
    let metadata = metadata(&["--no-deps"]);
    let step = |name: &str| FLOW.iter().position(|step| *step == name);
    let mut wrong = vec![];
    for package in list(&metadata["packages"]) {
        let name = string(&package["name"]);
        let Some(at) = step(name) else {
            if !BESIDE.contains(&name) {
                wrong.push(format!("{name} has no place in the flow"));
            }
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let other = string(&dependency["name"]);
            if BESIDE.contains(&other) || step(other).is_some_and(|other| other >= at) {
                wrong.push(format!("{name} imports {other}, which comes after it"));
            }
            let linked = dependency["kind"].is_null();
            if linked && PURE.contains(&at) && RIM_ONLY.contains(&other) {
                wrong.push(format!("{name} is pure and imports {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_middle_does_not_ask_for_the_readers() {
    let metadata = metadata(&["--no-deps"]);
    for package in list(&metadata["packages"]) {
        let name = string(&package["name"]);
        let pure = FLOW.iter().position(|step| *step == name).is_some_and(|at| PURE.contains(&at));
        let reads = list(&package["dependencies"]).any(|dependency| {
            string(&dependency["name"]) == "dateline-report"
                && list(&dependency["features"]).any(|feature| feature == "readers")
        });
        assert!(!(pure && reads), "{name} asks for the readers");
    }
}

#[test]
fn nothing_is_linked_twice() {
    let metadata = metadata(&["--filter-platform", &host()]);
    let packages: HashMap<&str, &Value> =
        list(&metadata["packages"]).map(|package| (string(&package["id"]), package)).collect();
    let nodes: HashMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (string(&node["id"]), node)).collect();
    // From the program along what is linked: no build scripts, no tests, no macros.
    let is_macro = |id: &str| {
        list(&packages[id]["targets"])
            .any(|target| list(&target["kind"]).any(|k| k == "proc-macro"))
    };
    let program = packages.iter().find(|(_, package)| package["name"] == "dateline-cli");
    let mut ahead: Vec<&str> = vec![program.expect("the program").0];
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    while let Some(id) = ahead.pop() {
        if is_macro(id) || !seen.insert(id) {
            continue;
        }
        let package = packages[id];
        versions.entry(string(&package["name"])).or_default().insert(string(&package["version"]));
        let linked = list(&nodes[id]["deps"])
            .filter(|dep| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        ahead.extend(linked.map(|dep| string(&dep["pkg"])));
    }
    let twice: Vec<_> = versions.iter().filter(|(_, versions)| versions.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// The target that is built for: this machine's.
fn host() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let words = String::from_utf8(output.stdout).expect("text");
    let line = words.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("a host line").to_owned()
}
