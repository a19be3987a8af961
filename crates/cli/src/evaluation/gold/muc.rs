//! MUC-3/4 articles with their answer keys: upper-case wires of 1988–1991, incidents by template.
//!
//! The keys tell of violence against civilians and of sabotage, and leave fights between armed
//! forces out: battles count as an answer where a key asks, and not as false where none does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use dateline_coding::{Claim, Coder};
use dateline_place::Gazetteer;
use dateline_report::Report;
use jiff::civil::Date;

use super::days;
use crate::evaluation::agree;
use crate::evaluation::table::tallies;
use crate::evaluation::tally::Tally;

/// Claim type or family → incident type of the keys.
const TYPES: &[(&str, &str)] = &[
    ("bombing", "BOMBING"),
    ("mines.exploded", "BOMBING"),
    ("strike.air", "BOMBING"),
    ("strike", "ATTACK"),
    ("civilians.abduction", "KIDNAPPING"),
    ("civilians.attack", "ATTACK"),
    ("civilians.execution", "ATTACK"),
    ("harm.casualties", "ATTACK"),
];

/// Types that answer a key and are not judged where there is none.
const UNJUDGED: &[&str] = &["battle", "harm", "strike.air", "control"];

/// One template of the keys.
#[derive(Debug, Default)]
struct Template {
    optional: bool,
    kind: String,
    days: Option<(Date, Date)>,
    country: String,
    perpetrators: Vec<String>,
    killed: Option<u32>,
}

#[derive(Default)]
struct Sum {
    documents: u32,
    fields: BTreeMap<&'static str, Tally>,
    misses: String,
}

/// Reads the folder and prints the table.
pub fn tables(folder: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|item| item.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let (mut keys, mut texts) = (BTreeMap::new(), Vec::new());
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).with_context(|| name.clone())?;
        let text = String::from_utf8_lossy(&bytes);
        if name.starts_with("key-") {
            read_keys(&text, &mut keys);
        } else {
            read_texts(&text, &mut texts);
        }
    }
    let mut sum = Sum::default();
    for (id, text) in &texts {
        let Some(templates) = keys.get(id) else { continue };
        let mut report = Report::new(text.as_str());
        let head = text.get(..400.min(text.len())).unwrap_or("");
        report.published = head.split("--").next().and_then(days::days).map(|(first, _)| first);
        report.derive_id();
        let (claims, _) = coder.code(&report);
        judge(&mut sum, id, templates, &claims);
    }
    Ok(page(&sum, misses))
}

fn judge(sum: &mut Sum, id: &str, templates: &[Template], claims: &[Claim]) {
    sum.documents += 1;
    let happened: Vec<(&str, &Claim)> = claims
        .iter()
        .filter(|claim| !matches!(agree::word(&claim.modality).as_str(), "denied" | "planned"))
        .filter_map(|claim| Some((incident(&claim.kind)?, claim)))
        .collect();
    let asked: BTreeSet<&str> =
        templates.iter().filter(|one| !one.optional).map(|one| one.kind.as_str()).collect();
    let allowed: BTreeSet<&str> = templates.iter().map(|one| one.kind.as_str()).collect();
    let given: BTreeSet<&str> = happened.iter().map(|(kind, _)| *kind).collect();
    let judged: BTreeSet<&str> = happened
        .iter()
        .filter(|(_, claim)| !UNJUDGED.iter().any(|family| claim.kind.starts_with(family)))
        .map(|(kind, _)| *kind)
        .collect();
    let kinds = sum.fields.entry("incident type").or_default();
    for kind in &asked {
        kinds.note(given.contains(kind), given.contains(kind), true);
    }
    for kind in judged.difference(&allowed) {
        kinds.note(false, true, false);
        let _ = writeln!(sum.misses, "| {id} | extra {kind} |");
    }
    for kind in asked.difference(&given) {
        let _ = writeln!(sum.misses, "| {id} | missed {kind} |");
    }
    for template in templates.iter().filter(|one| !one.optional) {
        let answers = happened.iter().filter(|(kind, _)| *kind == template.kind);
        let slots = answers.map(|(_, claim)| slots(template, claim));
        // The claim that fills most slots rightly answers the template.
        let Some(best) =
            slots.max_by_key(|slots| slots.iter().filter(|(_, tally)| tally.right > 0).count())
        else {
            for (slot, expected) in expected(template) {
                sum.fields.entry(slot).or_default().note(false, false, expected);
            }
            continue;
        };
        for (slot, tally) in best {
            sum.fields.entry(slot).or_default().add(tally);
        }
    }
}

fn incident(kind: &str) -> Option<&'static str> {
    if kind.starts_with("battle.") {
        return Some("ATTACK");
    }
    TYPES.iter().find(|(prefix, _)| kind.starts_with(prefix)).map(|(_, incident)| *incident)
}

fn expected(template: &Template) -> [(&'static str, bool); 4] {
    [
        ("date", template.days.is_some()),
        ("country", !template.country.is_empty()),
        ("perpetrator", !template.perpetrators.is_empty()),
        ("killed", template.killed.is_some()),
    ]
}

fn slots(template: &Template, claim: &Claim) -> Vec<(&'static str, Tally)> {
    let interval = &claim.when.interval;
    let found = interval.first.zip(interval.last);
    let date = template.days.zip(found).is_some_and(|(wanted, found)| {
        days::overlap(wanted, found) && days::length(found) <= days::length(wanted) + 6
    });
    let country = claim.places.first().and_then(|place| place.country.clone());
    let right_country = country.as_ref().is_some_and(|code| names_country(&template.country, code));
    let by = template.perpetrators.iter().any(|name| {
        let wanted = crate::corpus::ActorNames::parse(name);
        claim.by.iter().any(|actor| agree::actor(&wanted, actor))
    });
    let killed = claim.counts.iter().find(|count| count.what == "killed");
    let killed_right = killed.is_some_and(|count| template.killed == count.best.or(count.low));
    let produced = [found.is_some(), country.is_some(), !claim.by.is_empty(), killed.is_some()];
    let right = [date, right_country, by, killed_right];
    let mut slots = Vec::new();
    for (((slot, expected), produced), right) in
        expected(template).into_iter().zip(produced).zip(right)
    {
        let mut tally = Tally::default();
        // What a key leaves open is not judged.
        tally.note(right && expected, produced && expected, expected);
        slots.push((slot, tally));
    }
    slots
}

fn names_country(name: &str, code: &str) -> bool {
    let gazetteer = Gazetteer::embedded();
    let country = gazetteer.country(code);
    country.is_some() && gazetteer.lookup(name).iter().any(|found| Some(found.entry) == country)
}

fn read_texts(file: &str, texts: &mut Vec<(String, String)>) {
    for line in file.lines() {
        match line.split(' ').next().filter(|id| id.contains("-MUC") && line.contains('(')) {
            Some(id) if line.starts_with(id) && !line.starts_with(' ') => {
                texts.push((id.to_owned(), String::new()));
            }
            _ => {
                if let Some((_, text)) = texts.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
}

fn read_keys(file: &str, keys: &mut BTreeMap<String, Vec<Template>>) {
    let (mut id, mut slot) = (String::new(), 0);
    let mut dead: Vec<String> = Vec::new();
    let mut numbers: Vec<(String, u32)> = Vec::new();
    for line in file.lines() {
        let number = line.split('.').next().and_then(|number| number.trim().parse::<u32>().ok());
        if let Some(number) = number.filter(|_| !line.starts_with(' ')) {
            slot = number;
        }
        let value = line.get(36..).unwrap_or("").trim();
        if value.is_empty() || value == "-" || value == "*" && slot != 1 {
            continue;
        }
        if slot == 0 {
            settle(keys.get_mut(&id), &mut dead, &mut numbers);
            id = value.split(' ').next().unwrap_or("").to_owned();
            keys.entry(id.clone()).or_default();
            continue;
        }
        let Some(templates) = keys.get_mut(&id) else { continue };
        if slot == 1 && value != "*" {
            let optional = value.contains("OPTIONAL");
            templates.push(Template { optional, ..Template::default() });
        }
        let Some(template) = templates.last_mut() else { continue };
        match slot {
            2 => template.days = days::days(value),
            3 if template.country.is_empty() => {
                template.country = value.split([':', '-']).next().unwrap_or("").trim().to_owned();
            }
            4 => template.kind = value.split(" / ").next().unwrap_or(value).to_owned(),
            10 => {
                let names = value.split(" / ").map(|name| name.trim_matches(['"', '?', ' ']));
                template.perpetrators.extend(names.map(str::to_owned));
            }
            21 => {
                if let Some((count, whom)) = value.split_once(": ") {
                    let count = count.split(['-', ' ', '~']).find_map(|n| n.parse().ok());
                    numbers.extend(count.map(|count| (whom.to_owned(), count)));
                }
            }
            23 => {
                if let Some(whom) = value.strip_prefix("DEATH: ") {
                    dead.push(whom.to_owned());
                }
            }
            _ => {}
        }
    }
    settle(keys.get_mut(&id), &mut dead, &mut numbers);
}

/// The dead of the template just read: the numbers of those whose effect is death.
fn settle(
    templates: Option<&mut Vec<Template>>,
    dead: &mut Vec<String>,
    numbers: &mut Vec<(String, u32)>,
) {
    let (dead, numbers) = (std::mem::take(dead), std::mem::take(numbers));
    let Some(template) = templates.and_then(|templates| templates.last_mut()) else { return };
    if !dead.is_empty() {
        let counted = numbers.iter().filter(|(whom, _)| dead.contains(whom));
        let total = counted.map(|(_, count)| count).sum();
        template.killed = (total > 0).then_some(total);
    }
}

fn page(sum: &Sum, misses: bool) -> String {
    let mut page = format!(
        "# MUC-4\n\nWritten by `dateline eval --gold muc4 DIR`: {} articles with keys. Slots are \
         judged on the claim that answers a template best. No figures of the peers exist for it.\n\n",
        sum.documents
    );
    let rows: Vec<_> = sum.fields.iter().map(|(name, tally)| (*name, *tally)).collect();
    tallies(&mut page, "slot", &rows);
    if misses {
        let _ = write!(page, "\n| article | what |\n|---|---|\n{}", sum.misses);
    }
    page
}
