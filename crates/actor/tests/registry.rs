//! The registry: mistakes are named with file and line, sides and names follow their dates.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and a probe prints")]

use dateline_actor::Registry;
use jiff::civil::{Date, date};

const STATES: &str = r#"
[[actor]]
id = "xa.government"
name = "Government of Aland"
kind = "government"
countries = ["XA"]
names = ["Aland government", { name = "Aland", metonym = true }]
demonyms = ["Alandish"]
"#;

const GROUPS: &str = r#"
[[actor]]
id = "aland.front"
name = "New Front"
kind = "rebel"
countries = ["XA"]
names = [
    { name = "New Front", from = "2017-01-28" },
    { name = "Old Front", from = "2012", to = "2017-01-27" },
    "AFX",
]
party = [{ id = "xa.government", from = "2025-03-10" }]
backers = [{ id = "xa.government", from = "2014", to = "2016" }]
active = { from = "2012", to = "2026" }

[[actor]]
id = "aland.brigade"
name = "Northern Brigade"
kind = "militia"
countries = ["XA"]
party = ["aland.front"]
part_of = ["aland.front"]
"#;

fn registry() -> Registry {
    Registry::from_files(&[("states.toml", STATES), ("groups.toml", GROUPS)]).unwrap()
}

fn mistakes(more: &str) -> Vec<String> {
    let files = [("states.toml", STATES), ("groups.toml", GROUPS), ("more.toml", more)];
    match Registry::from_files(&files) {
        Ok(_) => vec![],
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn sides_follow_their_dates() {
    let registry = registry();
    let side = |id: &str, on: Option<Date>| registry.party_of(id, on).id;
    assert_eq!(side("aland.front", Some(date(2018, 1, 1))), "aland.front");
    assert_eq!(side("aland.front", Some(date(2025, 3, 10))), "xa.government");
    // A chain is followed to its end.
    assert_eq!(side("aland.brigade", Some(date(2018, 1, 1))), "aland.front");
    assert_eq!(side("aland.brigade", Some(date(2026, 1, 1))), "xa.government");
    // Without a date, the side that held longest.
    assert_eq!(side("aland.front", None), "aland.front");
    assert_eq!(side("nobody", None), "nobody");
}

#[test]
fn names_follow_their_dates() {
    let registry = registry();
    let name = |on| registry.name_on("aland.front", on).unwrap();
    assert_eq!(name(Some(date(2015, 1, 1))), "Old Front");
    assert_eq!(name(Some(date(2017, 1, 28))), "New Front");
    assert_eq!(name(None), "New Front");
    assert_eq!(registry.search("old front")[0].id, "aland.front");
    assert_eq!(registry.search("Brigade")[0].id, "aland.brigade");
    assert!(registry.search("").is_empty());
}

#[test]
fn backers_and_wholes_follow_their_dates() {
    let registry = registry();
    assert_eq!(registry.backers("aland.front", Some(date(2015, 1, 1))).len(), 1);
    assert_eq!(registry.backers("aland.front", Some(date(2017, 1, 1))).len(), 0);
    assert!(registry.belongs_to("aland.brigade", "aland.front", None));
    assert!(!registry.belongs_to("aland.front", "aland.brigade", None));
}

#[test]
fn mistakes_name_file_and_line() {
    let actor = |rest: &str| {
        format!(
            "# a comment\n\n[[actor]]\nid = \"aland.x\"\nname = \"X Group\"\nkind = \"rebel\"\ncountries = [\"XA\"]\n{rest}\n"
        )
    };
    for (rest, wrong) in [
        ("colour = \"red\"", "more.toml:8: unknown field `colour`"),
        (
            "party = [{ id = \"aland.none\" }]",
            "more.toml:8: \"aland.x\" has party \"aland.none\", which no file defines",
        ),
        (
            "names = [\"AFX\"]",
            "more.toml:3: \"AFX\" of \"aland.x\" is also a name of \"aland.front\" at the same time and place",
        ),
        ("names = [{ name = \"A\", form = \"2012\" }]", "more.toml:8: unknown field `form`"),
        (
            "active = { from = \"2012-13\" }",
            "more.toml:3: \"2012-13\" is no date; write a year, `YYYY-MM` or `YYYY-MM-DD`",
        ),
        ("active = { from = \"2013\", to = \"2012\" }", "more.toml:3: `to` lies before `from`"),
        ("party = [\"aland.x\"]", "more.toml:3: \"aland.x\" and \"aland.x\" fight for each other"),
        ("id = \"aland.y\"", "more.toml:8: duplicate key"),
        ("party = 7", "more.toml:8: invalid type: integer `7`, expected a sequence"),
    ] {
        let found = mistakes(&actor(rest));
        assert!(found.iter().any(|line| line.starts_with(wrong)), "{rest}: {found:?}");
    }
    let twice = mistakes(&actor("").replace("aland.x", "aland.front"));
    assert!(
        twice[0].starts_with("more.toml:3: the id \"aland.front\" is given twice"),
        "{twice:?}"
    );
    let kind = mistakes(&actor("").replace("\"rebel\"", "\"rebels\""));
    assert!(kind[0].starts_with("more.toml:6: unknown variant `rebels`"), "{kind:?}");
}

#[test]
fn the_same_name_elsewhere_or_at_another_time_is_no_mistake() {
    let elsewhere =
        "[[actor]]\nid = \"x.y\"\nname = \"AFX\"\nkind = \"rebel\"\ncountries = [\"XB\"]\n";
    assert_eq!(mistakes(elsewhere), Vec::<String>::new());
    let earlier = "[[actor]]\nid = \"x.y\"\nname = \"AFX\"\nkind = \"rebel\"\ncountries = [\"XA\"]\nactive = { to = \"1999\" }\n";
    assert_eq!(mistakes(earlier), Vec::<String>::new());
}

#[test]
fn the_program_carries_a_registry() {
    let registry = Registry::embedded();
    assert!(registry.entries().len() >= 400);
    assert!(registry.sources().all().len() >= 250);
    for entry in registry.entries() {
        // Every chain of sides ends, on any date.
        let end = registry.party_of(&entry.id, entry.active.from.or(entry.active.to));
        assert!(registry.get(&end.id).is_some(), "{}", entry.id);
        assert!(!registry.search(&entry.name).is_empty(), "{}", entry.name);
    }
}
