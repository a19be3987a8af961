//! PLOVER's gold standard records: one sentence, one root event, source and target with countries.
//!
//! The records have the roots of 2016. The ontology's codes follow the draft of 2021, which took
//! FIGHT into ASSAULT, so the bridge goes over CAMEO, which both drafts map from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use dateline_actor::{Actor, Registry};
use dateline_coding::{Claim, Coder, Modality};
use dateline_report::Report;
use serde::Deserialize;
use serde_json::Value;

use crate::evaluation::table::score;
use crate::evaluation::tally::Tally;

/// CAMEO code, longest prefix first → root of 2016.
const BRIDGE: &[(&str, &str)] = &[
    ("0813", "CONCEDE"),
    ("084", "RETREAT"),
    ("085", "RETREAT"),
    ("086", "RETREAT"),
    ("087", "RETREAT"),
    ("191", "COERCE"),
    ("192", "COERCE"),
    ("03", "AGREE"),
    ("04", "CONSULT"),
    ("05", "SUPPORT"),
    ("06", "COOPERATE"),
    ("07", "AID"),
    ("08", "CONCEDE"),
    ("09", "INVESTIGATE"),
    ("10", "DEMAND"),
    ("11", "DISAPPROVE"),
    ("12", "REJECT"),
    ("13", "THREATEN"),
    ("14", "PROTEST"),
    ("15", "MOBILIZE"),
    ("16", "SANCTION"),
    ("17", "COERCE"),
    ("18", "ASSAULT"),
    ("19", "FIGHT"),
    ("20", "FIGHT"),
];

/// Roots of deeds that do somebody good. Announced and not yet done they are AGREE ("express intent
/// to", CAMEO 03), refused they are REJECT (CAMEO 12).
const COOPERATIVE: &[&str] =
    &["CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "AGREE"];

/// Roots of deeds that do somebody harm. Announced and not yet done they are THREATEN (CAMEO 13).
const HOSTILE: &[&str] = &["SANCTION", "COERCE", "ASSAULT", "FIGHT", "PROTEST"];

/// What the other coders get on the same 322 sentences: gold root among the outputs, root right,
/// macro-F1, root and both countries right.
const PEERS: &[(&str, [f64; 4])] = &[
    ("PETRARCH-2", [0.301, 0.301, 0.381, 0.230]),
    ("UniversalPetrarch P1", [0.540, 0.407, 0.387, 0.264]),
    ("UniversalPetrarch P2", [0.447, 0.416, 0.461, 0.199]),
];

#[derive(Deserialize)]
struct Record {
    id: String,
    event: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    target: Value,
}

impl Record {
    /// Three-letter codes of a side; what is no country (`IGO`, `NGO`) is left out.
    fn countries(side: &Value, long: &HashMap<&str, &str>) -> BTreeSet<String> {
        let codes =
            side.as_array().into_iter().flatten().filter_map(|actor| actor["code"].as_str());
        codes.filter(|code| long.values().any(|known| known == code)).map(str::to_owned).collect()
    }
}

#[derive(Default)]
struct Sum {
    records: u32,
    any: u32,
    among: u32,
    right: u32,
    all: u32,
    /// The same, the country of the place taken for a target that is no body.
    placed: u32,
    /// Both countries asked for and given.
    sides: u32,
    roots: BTreeMap<String, Tally>,
    misses: String,
}

/// Reads the records and prints the table beside the peers' figures.
pub fn tables(path: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let records: Vec<Record> =
        serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let long: HashMap<&str, &str> = include_str!("../../../../../eval/iso3166.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut sum = Sum::default();
    for record in &records {
        // The file's own documentation is a record without a text.
        let Some(text) = record.text.as_deref() else { continue };
        let mut report = Report::new(text.trim_matches(['{', '}']));
        report.published = record.date.as_deref().and_then(|day| day.parse().ok());
        report.derive_id();
        let (claims, _) = coder.code(&report);
        add(&mut sum, record, &claims, coder, &long);
    }
    Ok(page(&sum, misses))
}

fn add(
    sum: &mut Sum,
    record: &Record,
    claims: &[Claim],
    coder: &Coder,
    long: &HashMap<&str, &str>,
) {
    sum.records += 1;
    let wanted = if record.event == "YIELD" { "CONCEDE" } else { record.event.as_str() };
    let outputs: Vec<(&str, &Claim)> =
        claims.iter().filter_map(|claim| Some((root(coder, claim)?, claim))).collect();
    sum.any += u32::from(!outputs.is_empty());
    sum.among += u32::from(outputs.iter().any(|(root, _)| *root == wanted));
    // One answer a sentence: what the coder is surest of, the earlier of equals.
    let mut first: Option<&(&str, &Claim)> = None;
    for output in &outputs {
        if first.is_none_or(|best| output.1.confidence > best.1.confidence) {
            first = Some(output);
        }
    }
    let given = first.map(|(root, _)| *root);
    let right = given == Some(wanted);
    sum.right += u32::from(right);
    sum.roots.entry(wanted.to_owned()).or_default().note(right, false, true);
    // Produced under its own root, right or not.
    if let Some(given) = given {
        sum.roots.entry(given.to_owned()).or_default().note(false, true, false);
    }
    let (source, target) =
        (Record::countries(&record.source, long), Record::countries(&record.target, long));
    let is_in = |wanted: &BTreeSet<String>, actors: &[&Actor]| {
        let of_them = |actor: &&Actor| countries(actor, long).iter().any(|c| wanted.contains(c));
        wanted.is_empty() || actors.iter().any(of_them)
    };
    // Whom one agrees, talks or trades with stands beside him or after "with", not against him. For whom
    // nobody is named (whom a curfew befalls, whom one visits) the country of the place stands: the records
    // take the place for the target.
    let placed = |claim: &Claim| {
        let codes = claim.places.iter().filter_map(|place| place.country.as_deref());
        codes.filter_map(|code| long.get(code)).any(|code| target.contains(*code))
    };
    let bodies = |claim: &Claim| {
        let by: Vec<&Actor> = claim.by.iter().collect();
        let others: Vec<&Actor> =
            claim.against.iter().chain(&claim.with).chain(claim.by.iter().skip(1)).collect();
        (is_in(&source, &by), is_in(&target, &others))
    };
    let sides = |claim: &Claim| bodies(claim) == (true, true);
    let sides_at = |claim: &Claim| {
        let (by, others) = bodies(claim);
        by && (others || placed(claim))
    };
    sum.placed += u32::from(outputs.iter().any(|(root, claim)| *root == wanted && sides_at(claim)));
    let all = outputs.iter().any(|(root, claim)| *root == wanted && sides(claim));
    sum.all += u32::from(all);
    sum.sides += u32::from(outputs.iter().any(|(_, claim)| sides(claim)));
    if !right || !all {
        let found = outputs.iter().map(|(root, claim)| {
            let names = |actors: &[Actor]| {
                actors.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>().join("+")
            };
            let (by, against) = (names(&claim.by), names(&claim.against));
            format!("{root} {by} → {against} with {}", names(&claim.with))
        });
        let _ = writeln!(
            sum.misses,
            "| {} | {wanted} {} → {} | {} |",
            record.id,
            source.into_iter().collect::<Vec<_>>().join("+"),
            target.into_iter().collect::<Vec<_>>().join("+"),
            found.collect::<Vec<_>>().join("; ").replace('|', "/"),
        );
    }
}

fn root<'b>(coder: &Coder, claim: &Claim) -> Option<&'b str> {
    let kind = coder.ontology.types.iter().find(|kind| kind.kind == claim.kind)?;
    // The frame's own code, where it has one: the claim's first reason names its place.
    let rule = claim.why.first()?.strip_prefix("rule ")?;
    let frame = coder.ontology.frames.iter().find(|frame| {
        rule.strip_prefix(frame.location.as_str()).is_some_and(|rest| rest.starts_with(' '))
    });
    let own = frame.and_then(|frame| frame.file.cameo.as_deref());
    let cameo = own.unwrap_or(kind.file.codes.cameo.as_str());
    let root =
        BRIDGE.iter().find(|(prefix, _)| cameo.starts_with(prefix)).map(|(_, root)| *root)?;
    Some(match claim.modality {
        Modality::Planned if COOPERATIVE.contains(&root) => "AGREE",
        Modality::Planned if HOSTILE.contains(&root) => "THREATEN",
        Modality::Denied if COOPERATIVE.contains(&root) => "REJECT",
        _ => root,
    })
}

/// Three-letter codes of the countries that an actor may stand for.
fn countries(actor: &Actor, long: &HashMap<&str, &str>) -> Vec<String> {
    let registry = Registry::embedded();
    let side = actor.side.as_ref().and_then(|side| registry.country_of(&side.id, None));
    let codes = actor.country.as_deref().into_iter().chain(side);
    codes.filter_map(|code| long.get(code).map(|long| (*long).to_owned())).collect()
}

fn page(sum: &Sum, misses: bool) -> String {
    let share = |part: u32| f64::from(part) / f64::from(sum.records.max(1));
    let asked = sum.roots.values().filter(|tally| tally.expected > 0);
    let scores: Vec<f64> = asked.map(|tally| tally.f1().unwrap_or(0.0)).collect();
    let macro_f1 = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    let mut page = format!(
        "# PLOVER gold standard records\n\nWritten by `dateline eval --gold plover FILE`: {} \
         sentences, actors found and not given; {} got any event. The peers' figures are from runs \
         of their Python 3 ports on the same sentences.\n\n\
         | coder | root among outputs | root right | macro-F1 | root and both countries right |\n\
         |---|---|---|---|---|\n",
        sum.records,
        score(Some(share(sum.any))),
    );
    let own = [share(sum.among), share(sum.right), macro_f1, share(sum.all)];
    for (name, figures) in [("Dateline", own)].iter().chain(PEERS) {
        let cells = figures.map(|figure| format!("{figure:.3}")).join(" | ");
        let _ = writeln!(page, "| {name} | {cells} |");
    }
    let _ = writeln!(
        page,
        "\nBoth countries right, whatever the root: {:.3}. Root and both countries right, the country of the \
         place taken for a target that no body stands for: {:.3}.\n",
        share(sum.sides),
        share(sum.placed)
    );
    let rows: Vec<_> = sum.roots.iter().map(|(name, tally)| (name.as_str(), *tally)).collect();
    crate::evaluation::table::tallies(&mut page, "root", &rows);
    let _ = writeln!(page, "\nThe bridge, by CAMEO code:\n\n| CAMEO | root of 2016 |\n|---|---|");
    for (code, root) in BRIDGE {
        let _ = writeln!(page, "| {code} | {root} |");
    }
    let _ = writeln!(
        page,
        "\nA deed that was announced and not done is AGREE where it does good ({}) and THREATEN where \
         it does harm ({}); one refused or denied that would do good is REJECT.",
        COOPERATIVE.join(", "),
        HOSTILE.join(", ")
    );
    if misses {
        let _ = write!(page, "\n| record | gold | coded |\n|---|---|---|\n{}", sum.misses);
    }
    page
}
