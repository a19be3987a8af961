//! Help that teaches, and exit statuses of wrong usage.

use crate::run;

const COMMANDS: &[&str] = &[
    "demo",
    "code",
    "inspect",
    "read",
    "who",
    "timeline",
    "events",
    "map",
    "diff",
    "changes",
    "coverage",
    "search",
    "sources",
    "explain",
    "correct",
    "review",
    "corpus",
    "audit",
    "import",
    "claim",
    "rule",
    "recode",
    "verify",
    "eval",
    "ontology",
    "completions",
];

#[test]
fn every_command_teaches_by_example() {
    for command in COMMANDS {
        let run = run([command, "--help"]);
        assert_eq!(run.status, 0, "{command}");
        assert!(run.stdout.contains("Example"), "{command} has no example:\n{}", run.stdout);
        assert!(run.stdout.contains(&format!("dateline {command}")), "{command}");
    }
}

#[test]
fn wrong_usage() {
    for args in [
        &["conquer"][..],
        &["inspect"],
        &["inspect", "--layer", "soil"],
        &["code", "--published", "yesterday"],
        &["code", "--threads", "0"],
        &["code", "--no-such-flag"],
        &["who"],
        &[],
    ] {
        let run = run(args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!run.stderr.is_empty());
    }
}

#[test]
fn completions() {
    for shell in ["bash", "zsh", "fish"] {
        let run = run(["completions", shell]);
        assert_eq!(run.status, 0);
        assert!(run.stdout.contains("inspect"));
    }
}

#[test]
fn version() {
    assert_eq!(run(["--version"]).stdout, format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
}

/// `docs/cli.md` names every command, kind of input and layer that the program has.
#[test]
fn the_page_on_the_program_is_whole() {
    let page = include_str!("../../../../docs/cli.md");
    let help = run(["--help"]).stdout;
    let listed = help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next());
    let listed = listed.expect("a list of commands").lines();
    for command in listed.filter_map(|line| line.split_whitespace().next()) {
        let named = command == "help" || page.contains(&format!("| `dateline {command}"));
        assert!(named, "docs/cli.md lacks {command}");
    }
    let help = run(["inspect", "--help"]).stdout;
    let values = help.lines().filter_map(|line| line.trim().strip_prefix("- "));
    for value in values.filter_map(|value| value.split(':').next()) {
        assert!(page.contains(&format!("| `{value}` |")), "docs/cli.md lacks {value}");
    }
}
