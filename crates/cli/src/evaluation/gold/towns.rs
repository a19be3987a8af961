//! Status changes of towns with prose ("Captured by A 18 March 2022. Recaptured by B in August."):
//! every row that has prose is read as a report titled with its town, and its changes of control
//! are held against those that the prose's own template says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use dateline_actor::Registry;
use dateline_coding::{Claim, Coder};
use dateline_place::Gazetteer;
use dateline_report::Report;
use jiff::civil::Date;

use super::history::{Held, Score, Told, Town};
use super::{csv, days};
use crate::evaluation::agree;
use crate::evaluation::table::tallies;
use crate::evaluation::tally::Tally;

/// One change as the template says it.
#[derive(Debug, PartialEq)]
struct Change {
    party: String,
    days: Option<(Date, Date)>,
    /// Bytes of the prose that say it.
    span: std::ops::Range<usize>,
}

/// Words after which the party's name is over.
const AFTER_PARTY: &[&str] = &[
    "on", "in", "around", "between", "during", "as", "by", "since", "from", "at", "before",
    "after", "mid", "early", "late", "special", "forces", "and", "again", "until", "ca", "circa",
    "with",
];

/// Words that make a change no fact: such sentences are not judged.
const HEDGES: &[&str] = &[
    "claim", "likely", "possibl", "alleged", "may have", "reported", "attempt", "unclear", "not ",
];

/// Reads the rows and prints the table.
pub fn tables(path: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut party, mut dated) = (Tally::default(), Tally::default());
    let (mut rows, mut list) = (0, String::new());
    let mut towns: BTreeMap<String, Town> = BTreeMap::new();
    let mut snapshots = BTreeSet::new();
    for row in csv::rows(&text) {
        let cell = |name: &str| row.get(name).map_or("", String::as_str).trim();
        let snapshot: Option<Date> =
            cell("snapshot_time").get(..10).and_then(|day| day.parse().ok());
        let history = towns.entry(cell("town").to_owned()).or_default();
        if let Some(day) = snapshot {
            snapshots.insert(day);
            history.table.push((day, Held::read(cell("held_by"), is_party)));
        }
        let prose = cell("more_information").replace('\u{a0}', " ");
        if prose.is_empty() {
            history.pages.extend(snapshot.map(|day| (day, Vec::new())));
            continue;
        }
        rows += 1;
        let town = cell("town");
        let mut report = Report::new(prose);
        report.title = Some(town.to_owned());
        // The prose was written by the day of its snapshot; `as_of` is often older than what it tells.
        report.published = snapshot.or(days::days(cell("as_of")).map(|(_, last)| last));
        report.derive_id();
        let changes = template(&report.text);
        let (claims, _) = coder.code(&report);
        history.told.extend(changes.iter().filter_map(|change| {
            let (_, last) = change.days?;
            let last = report.published.map_or(last, |published| last.min(published));
            let entry = *Registry::embedded().search(&change.party).first()?;
            let by = Some(Registry::embedded().party_of(&entry.id, Some(last)));
            Some(Told { from: last, until: None, by })
        }));
        history.told.extend(contests(&report.text));
        history.claims.extend(claims.iter().cloned());
        history.pages.extend(snapshot.map(|day| (day, claims.clone())));
        let faults = score(&report.text, town, &changes, &claims, &mut party, &mut dated);
        if !faults.is_empty() {
            let prose = report.text.replace(['\n', '|'], " ");
            let _ = writeln!(list, "| {town} | {} | {prose} |", faults.join("; "));
        }
    }
    let mut page = format!(
        "# Towns' prose\n\nWritten by `dateline eval --gold ukraine-towns FILE`: {rows} rows with \
         prose, each read as a report titled with its town. Gold is what the prose's template says \
         (\"Captured by X on D\"); sentences that hedge or only claim are not judged. No peer codes \
         changes of control with towns.\n\n"
    );
    tallies(
        &mut page,
        "changes of control",
        &[("town and party", party), ("town, party and date", dated)],
    );
    let mut days = Score::default();
    for (name, town) in &mut towns {
        town.table.sort_by_key(|(day, _)| *day);
        town.pages.sort_by_key(|(day, _)| *day);
        let here = |place: &str| dateline_place::fold(place) == dateline_place::fold(name);
        days.add(
            name,
            town,
            &snapshots,
            |holdings| here(&holdings.place().name) || is_named(name, holdings.key()),
            side_is,
        );
    }
    days.print(&mut page);
    if misses {
        days.print_misses(&mut page);
    }
    if misses {
        let _ = write!(page, "\n| town | what | prose |\n|---|---|---|\n{list}");
    }
    Ok(page)
}

fn score(
    text: &str,
    town: &str,
    changes: &[Change],
    claims: &[Claim],
    party: &mut Tally,
    dated: &mut Tally,
) -> Vec<String> {
    let mut faults = Vec::new();
    let gains: Vec<&Claim> = claims
        .iter()
        .filter(|claim| matches!(claim.kind.as_str(), "control.gain" | "control.transfer"))
        .filter(|claim| matches!(agree::word(&claim.modality).as_str(), "asserted" | "claimed"))
        .filter(|claim| {
            // Bytes and code points agree closely enough to tell one sentence from another.
            let start = text.char_indices().nth(claim.quote.span.start as usize);
            let end = text.char_indices().nth(claim.quote.span.end as usize);
            let start = start.map_or(text.len(), |(at, _)| at);
            let end = end.map_or(text.len(), |(at, _)| at);
            changes.iter().any(|change| change.span.start < end && start < change.span.end)
        })
        .collect();
    let mut used = vec![false; gains.len()];
    for change in changes {
        let answers = |at: &usize| {
            !used[*at] && at_town(town, gains[*at]) && holder_is(&change.party, gains[*at])
        };
        let on_time = |at: &usize| change.days.is_none_or(|days| dates_agree(days, gains[*at]));
        let all: Vec<usize> = (0..gains.len()).filter(answers).collect();
        let best = all.iter().find(|at| on_time(at)).or(all.first()).copied();
        let right = best.is_some_and(|at| on_time(&at));
        party.note(best.is_some(), best.is_some(), true);
        dated.note(right, best.is_some(), true);
        match best {
            Some(at) => {
                used[at] = true;
                if !right {
                    let interval = &gains[at].when.interval;
                    faults.push(format!(
                        "{}: {:?} is not {:?}",
                        change.party, interval.first, change.days
                    ));
                }
            }
            None => faults.push(format!("{} missed", change.party)),
        }
    }
    for (at, gain) in gains.iter().enumerate().filter(|(at, _)| !used[*at]) {
        party.produced += 1;
        dated.produced += 1;
        let holder = gain.control.as_ref().and_then(|control| control.holder.as_ref());
        let place = gain.places.first().map_or("nowhere", |place| place.name.as_str());
        let holder = holder.map_or("nobody", |party| party.name.as_str());
        faults.push(format!("extra {at}: {holder} at {place}"));
    }
    faults
}

fn at_town(town: &str, claim: &Claim) -> bool {
    let wanted = dateline_place::fold(town);
    let gazetteer = Gazetteer::embedded();
    claim.places.iter().any(|place| {
        let id = place.id.as_deref().and_then(|id| gazetteer.find(id));
        dateline_place::fold(&place.name) == wanted
            || dateline_place::fold(&place.text) == wanted
            || id.is_some_and(|id| gazetteer.lookup(town).iter().any(|found| found.entry == id))
    })
}

/// Whether a key of the ledger is of a place that bears the name.
fn is_named(town: &str, key: &str) -> bool {
    let gazetteer = Gazetteer::embedded();
    let id = gazetteer.find(key);
    id.is_some_and(|id| gazetteer.lookup(town).iter().any(|found| found.entry == id))
}

/// Whether the registry knows a party of that name.
fn is_party(name: &str) -> bool {
    !Registry::embedded().search(name).is_empty()
}

/// Whether a party is the one that the name means, or fights for its side on that day.
fn side_is(name: &str, party: &dateline_actor::Party, day: Date) -> bool {
    let registry = Registry::embedded();
    let side = |id: &str| registry.party_of(id, Some(day)).id;
    party.name == name
        || registry.search(name).iter().any(|entry| {
            entry.id == party.id
                || side(&entry.id) == party.id
                || side(&entry.id) == side(&party.id)
        })
}

fn holder_is(name: &str, claim: &Claim) -> bool {
    let holder = claim.control.as_ref().and_then(|control| control.holder.as_ref());
    holder.is_some_and(|party| {
        let known = Registry::embedded().search(name);
        party.name == name
            || known.iter().any(|entry| {
                let side = Registry::embedded().party_of(&entry.id, claim.when.interval.last);
                entry.id == party.id || side.id == party.id
            })
    })
}

/// Around the days said: no wider than they are, give or take what "around" means.
fn dates_agree(wanted: (Date, Date), claim: &Claim) -> bool {
    let interval = &claim.when.interval;
    interval.first.zip(interval.last).is_some_and(|found| {
        days::overlap(wanted, found) && days::length(found) <= days::length(wanted) + 6
    })
}

/// The changes that the prose's template says.
fn template(prose: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    for (at, _) in prose.match_indices("aptured by") {
        let start = prose[..at].rfind(['.', '\n']).map_or(0, |end| end + 1);
        let after = at + "aptured by".len();
        let end = prose[after..].find(['.', '\n']).map_or(prose.len(), |end| after + end);
        let sentence = &prose[start..end];
        if HEDGES.iter().any(|hedge| sentence.to_lowercase().contains(hedge)) {
            continue;
        }
        let rest = prose[after..end].trim();
        let over = |word: &str| {
            let plain = word.trim_end_matches([',', '-']).to_lowercase();
            let plain = plain.split('-').next().unwrap_or("");
            word.starts_with(|c: char| c.is_ascii_digit())
                || AFTER_PARTY.contains(&plain)
                || days::days(&format!("{word} 2000")).is_some_and(|span| days::length(span) < 32)
        };
        let party: Vec<&str> = rest.split(' ').take_while(|word| !over(word)).collect();
        let party = party.join(" ");
        let name = party.split(['/', '(', ',']).next().unwrap_or("").trim().to_owned();
        if name.is_empty() {
            continue;
        }
        let days = days::days(&rest[party.len().min(rest.len())..]);
        changes.push(Change { party: name, days, span: start..end });
    }
    changes
}

/// The fighting that the prose's template says: "Contested by X since D", "on D", "between D and D".
fn contests(prose: &str) -> Vec<Told> {
    let mut told = Vec::new();
    for (at, _) in prose.match_indices("ontested") {
        let start = prose[..at].rfind(['.', '\n']).map_or(0, |end| end + 1);
        let end = prose[at..].find(['.', '\n']).map_or(prose.len(), |end| at + end);
        let sentence = prose[start..end].to_lowercase();
        if HEDGES.iter().any(|hedge| sentence.contains(hedge)) {
            continue;
        }
        let Some((from, last)) = days::days(&prose[at..end]) else { continue };
        let until = Some(last).filter(|_| sentence.contains(" between "));
        told.push(Told { from, until, by: None });
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_gives_the_days_of_fighting() {
        let prose = "Captured by X in 2022. Contested by  Y between around 17 – 19 October 2023. Contested \
                     by X since 5 May 2024. Claimed contested by Y on 6 May 2024.";
        let told: Vec<String> = (contests(prose).iter())
            .map(|told| format!("{} {:?}", told.from, told.until.map(|day| day.to_string())))
            .collect();
        assert_eq!(told, ["2023-10-17 Some(\"2023-10-19\")", "2024-05-05 None"]);
    }

    #[test]
    fn the_template_gives_party_and_days() {
        let prose = "See Battle of X. Captured by  Red Army between 3–5 May 2021. Recaptured by  \
                     Blue/ Green mid-June 2022. Claimed captured by Red Army 2023.";
        let changes = template(prose);
        assert_eq!(changes.len(), 2);
        assert_eq!(changes[0].party, "Red Army");
        assert_eq!(changes[0].days.map(|(a, b)| (a.day(), b.day())), Some((3, 5)));
        assert_eq!(changes[1].party, "Blue");
        assert_eq!(changes[1].days.map(|(a, _)| a.month()), Some(6));
    }
}
