//! Days of towns: what a ledger of the towns' prose answers on every day of a snapshot, held against the
//! table's own column, beside what "nothing ever changes" would score.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dateline_coding::Claim;
use dateline_control::{EvidenceBasis, Holdings, Settings, Status};
use jiff::civil::Date;

use crate::evaluation::table::tallies;
use crate::evaluation::tally::Tally;

/// What the table says of a town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// In one party's hands.
    By(String),
    /// Fought over.
    Contested,
    /// Something else, or a slip of the parser: not judged.
    Other,
}

impl Held {
    /// Reads the column. The table's names of statelets stand for the side that they fight for.
    pub fn read(cell: &str, is_party: impl Fn(&str) -> bool) -> Held {
        let cell = cell.replace('\u{a0}', " ");
        let cell = cell.trim();
        if cell.starts_with("Contested") {
            Held::Contested
        } else if !cell.is_empty() && is_party(cell) {
            Held::By(cell.to_owned())
        } else {
            Held::Other
        }
    }
}

/// One town of the table.
#[derive(Debug, Default)]
pub struct Town {
    /// Status from each snapshot's day on, in order.
    pub table: Vec<(Date, Held)>,
    /// Claims of its prose.
    pub claims: Vec<Claim>,
    /// The same, row by row in the table's order; empty where a row has no prose.
    pub pages: Vec<(Date, Vec<Claim>)>,
    /// What the prose's own template says.
    pub told: Vec<Told>,
}

/// What the prose's own template says of some days.
#[derive(Clone, Debug)]
pub struct Told {
    /// The day from which it is so: of a change, the last of its days.
    pub from: Date,
    /// The last day, where it is said.
    pub until: Option<Date>,
    /// Who took the town; nobody where it is fought over.
    pub by: Option<dateline_actor::Party>,
}

impl Town {
    /// What the template says of a day: the newest that it has begun to say, unless that is over.
    fn told_on(&self, day: Date) -> Option<&Told> {
        let begun = self.told.iter().filter(|told| told.from <= day);
        let running = begun.filter(|told| told.until.is_none_or(|until| day <= until));
        running.max_by_key(|told| told.from)
    }
}

/// How the answers of one clock score.
#[derive(Debug, Default)]
struct Answers {
    answered: u32,
    /// Days on which the table names a holder and the ledger answers: right where it names the same.
    held: Tally,
    /// Of these, the days on which the evidence is no older than the horizon.
    fresh: Tally,
    contested: Tally,
    /// Of `held` those on the towns that changed hands.
    changed: Tally,
    /// Days on which ledger and table differ: town, table, ledger; how many, the first and the last.
    differ: BTreeMap<(String, String, String), (u32, Date, Date)>,
}

/// Scores over all days of all towns.
#[derive(Debug, Default)]
pub struct Score {
    days: u32,
    /// With what was published by the day that is asked for.
    then: Answers,
    /// With all that was ever published.
    now: Answers,
    /// With the newest version of the town's prose by the day, and none of the older ones.
    page: Answers,
    /// The last that the prose's own template says, however late it says it.
    template: Answers,
    /// The same days by "nothing ever changes".
    still: Tally,
    /// Of these, those on the towns that changed hands.
    changed_still: Tally,
}

/// What the ledger answered, as far as it is judged.
struct Answer {
    /// Whom it names as holder, or its other status.
    found: String,
    /// Whether it names the holder that the table names.
    right: bool,
    disputed: bool,
    fresh: bool,
}

impl Answers {
    fn note(&mut self, on: (&str, Date), held: &Held, answer: Option<Answer>, changes: bool) {
        let (town, day) = on;
        self.answered += u32::from(answer.is_some());
        let disputed = answer.as_ref().is_some_and(|answer| answer.disputed);
        match held {
            Held::By(_) => self.contested.produced += u32::from(disputed),
            _ => self.contested.note(disputed, disputed, true),
        }
        let Some(answer) = answer else { return };
        let (table, agrees) = match held {
            Held::By(party) => (party.as_str(), answer.right),
            _ => ("contested", answer.disputed),
        };
        if !agrees {
            let key = (town.to_owned(), table.to_owned(), answer.found);
            let (days, _, last) = self.differ.entry(key).or_insert((0, day, day));
            (*days, *last) = (*days + 1, day);
        }
        if matches!(held, Held::By(_)) {
            self.held.note(answer.right, true, true);
            if answer.fresh {
                self.fresh.note(answer.right, true, true);
            }
            if changes {
                self.changed.note(answer.right, true, true);
            }
        }
    }
}

impl Score {
    /// Adds a town: every snapshot's day from the town's first row on.
    pub fn add(
        &mut self,
        name: &str,
        town: &Town,
        snapshots: &BTreeSet<Date>,
        is_here: impl Fn(&Holdings<'_>) -> bool,
        holds: impl Fn(&str, &dateline_actor::Party, Date) -> bool,
    ) {
        let Some(&(first, ref start)) = town.table.first() else { return };
        let parties = town.table.iter().filter_map(|(_, held)| match held {
            Held::By(name) => Some(name.as_str()),
            _ => None,
        });
        let changes = parties.collect::<BTreeSet<&str>>().len() > 1;
        let settings = Settings::default();
        let mut known: BTreeMap<Date, BTreeMap<String, Holdings<'_>>> = BTreeMap::new();
        let mut pages: BTreeMap<usize, BTreeMap<String, Holdings<'_>>> = BTreeMap::new();
        let all = Holdings::all(&town.claims, None, &settings);
        for &day in snapshots.range(first..) {
            let at = town.table.partition_point(|(from, _)| *from <= day);
            let Some((_, held)) = at.checked_sub(1).and_then(|at| town.table.get(at)) else {
                continue;
            };
            if *held == Held::Other {
                continue;
            }
            self.days += 1;
            let ask = |holdings: &BTreeMap<String, Holdings<'_>>| {
                let here = holdings.values().filter(|one| is_here(one));
                let answer = here.max_by_key(|one| one.newest()).map(|one| one.on(Some(day)))?;
                let holder = answer.holder.as_ref().filter(|_| answer.status == Status::Held);
                (answer.status != Status::Unknown).then(|| Answer {
                    found: holder.map_or_else(
                        || format!("{:?}", answer.status).to_lowercase(),
                        |holder| holder.name.clone(),
                    ),
                    right: matches!(held, Held::By(party)
                        if holder.is_some_and(|holder| holds(party, holder, day))),
                    disputed: matches!(answer.status, Status::Contested | Status::Divided),
                    fresh: answer.basis != Some(EvidenceBasis::CarriedForward),
                })
            };
            let newest = town.claims.iter().filter_map(|c| c.published).filter(|d| *d <= day).max();
            let then = newest.and_then(|newest| {
                ask(known
                    .entry(newest)
                    .or_insert_with(|| Holdings::all(&town.claims, Some(newest), &settings)))
            });
            let on = (name, day);
            self.then.note(on, held, then, changes);
            self.now.note(on, held, ask(&all), changes);
            let page = town.pages.partition_point(|(from, _)| *from <= day).checked_sub(1);
            let page = page.and_then(|page| {
                let claims = &town.pages.get(page)?.1;
                ask(pages.entry(page).or_insert_with(|| Holdings::all(claims, None, &settings)))
            });
            self.page.note(on, held, page, changes);
            let told = town.told_on(day).map(|told| Answer {
                found: told.by.as_ref().map_or("contested".to_owned(), |by| by.name.clone()),
                right: matches!((held, &told.by), (Held::By(name), Some(by)) if holds(name, by, day)),
                disputed: told.by.is_none(),
                fresh: true,
            });
            self.template.note(on, held, told, changes);
            if matches!(held, Held::By(_)) {
                let still = start == held;
                self.still.note(still, true, true);
                if changes {
                    self.changed_still.note(still, true, true);
                }
            }
        }
    }

    /// Where ledger and table differ longest.
    pub fn print_misses(&self, page: &mut String) {
        for (clock, answers) in [
            ("then", &self.then),
            ("now", &self.now),
            ("page", &self.page),
            ("template", &self.template),
        ] {
            let mut rows: Vec<_> = answers.differ.iter().collect();
            rows.sort_by_key(|(key, (days, ..))| (std::cmp::Reverse(*days), *key));
            let _ = writeln!(
                page,
                "\n| town | table | ledger, {clock} | days | from | to |\n|---|---|---|---|---|---|"
            );
            for ((town, table, ledger), (days, first, last)) in rows {
                let _ =
                    writeln!(page, "| {town} | {table} | {ledger} | {days} | {first} | {last} |");
            }
        }
    }

    /// The table's page.
    pub fn print(&self, page: &mut String) {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        let agree = |tally: Tally| share(tally.right, tally.produced);
        let _ = write!(
            page,
            "\n## Every day of a snapshot\n\nA ledger of the prose, each row a report of its day, held on \
             every snapshot's day against the table's own column: {} days of towns. *Then* knows what was \
             published by the day itself, *now* all that was ever published, *page* only the newest version of \
             the town's prose by the day, as a page that is read again whenever it changes. Agreement is judged where the \
             table names a holder and the ledger answers; *fresh* is evidence no older than the horizon; \
             the last row says of every day what the table said first. The row before it is as far as the \
             prose goes: the last that its own template (\"Captured by X on D\", \"Contested by X since D\") says \
             by a day, read without any coder. Much of the table's column has no prose that says it, and the \
             row on a recapture often tells of the capture alone ([why the days differ](towns-causes.md)).\n\n\
             | | days answered | agree | agree, fresh | agree, towns that changed hands |\n\
             |---|---|---|---|---|\n",
            self.days,
        );
        let clocks = [
            ("then", &self.then),
            ("now", &self.now),
            ("page", &self.page),
            ("template", &self.template),
        ];
        for (clock, answers) in clocks {
            let _ = writeln!(
                page,
                "| {clock} | {} ({:.3}) | {:.3} | {:.3} | {:.3} |",
                answers.answered,
                share(answers.answered, self.days),
                agree(answers.held),
                agree(answers.fresh),
                agree(answers.changed),
            );
        }
        let _ = writeln!(
            page,
            "| \"nothing ever changes\" | all | {:.3} | | {:.3} |\n",
            agree(self.still),
            agree(self.changed_still)
        );
        let contested =
            clocks.map(|(clock, answers)| (format!("contested, {clock}"), answers.contested));
        let contested: Vec<_> =
            contested.iter().map(|(name, tally)| (name.as_str(), *tally)).collect();
        tallies(page, "days of towns", &contested);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_column_is_read_with_its_slips() {
        let is_party = |name: &str| name == "Red" || name == "Blue";
        assert_eq!(Held::read("Red ", is_party), Held::By("Red".to_owned()));
        assert_eq!(Held::read("Contested\u{a0}Red", is_party), Held::Contested);
        assert_eq!(Held::read("3 Oct 2022", is_party), Held::Other);
    }

    #[test]
    fn a_town_without_prose_is_asked_and_not_answered() {
        let town = Town {
            table: vec![
                (date(2022, 3, 1), Held::By("Red".into())),
                (date(2022, 3, 3), Held::By("Blue".into())),
                (date(2022, 3, 4), Held::Contested),
            ],
            ..Town::default()
        };
        let snapshots: BTreeSet<Date> = (1..=5).map(|day| date(2022, 3, day)).collect();
        let mut score = Score::default();
        score.add("Town", &town, &snapshots, |_| true, |_, _, _| true);
        assert_eq!((score.days, score.then.answered, score.now.answered), (5, 0, 0));
        assert_eq!((score.still.right, score.still.produced), (2, 3));
        assert_eq!((score.now.contested.right, score.now.contested.expected), (0, 2));
    }
}
