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
}

/// Scores over all days of all towns.
#[derive(Debug, Default)]
pub struct Score {
    days: u32,
    answered: u32,
    /// Days on which the table names a holder and the ledger answers: right where it names the same.
    held: Tally,
    /// Of these, the days on which the evidence is no older than the horizon.
    fresh: Tally,
    contested: Tally,
    /// The same days by "nothing ever changes".
    still: Tally,
    /// Both on the towns that changed hands.
    changed: Tally,
    changed_still: Tally,
    /// Days on which ledger and table differ: town, table, ledger.
    differ: BTreeMap<(String, String, String), u32>,
}

impl Score {
    /// Adds a town: every snapshot's day from the town's first row on. The ledger knows the reports
    /// published by then.
    pub fn add(
        &mut self,
        name: &str,
        town: &Town,
        snapshots: &BTreeSet<Date>,
        is_here: impl Fn(&Holdings<'_>) -> bool,
        holds: impl Fn(&str, &dateline_actor::Party, Date) -> bool,
    ) {
        let Some(&(first, ref start)) = town.table.first() else { return };
        let parties: BTreeSet<&str> = town
            .table
            .iter()
            .filter_map(
                |(_, held)| if let Held::By(name) = held { Some(name.as_str()) } else { None },
            )
            .collect();
        let changes = parties.len() > 1;
        let settings = Settings::default();
        let mut known: BTreeMap<Date, BTreeMap<String, Holdings<'_>>> = BTreeMap::new();
        for &day in snapshots.range(first..) {
            let at = town.table.partition_point(|(from, _)| *from <= day);
            let Some((_, held)) = at.checked_sub(1).and_then(|at| town.table.get(at)) else {
                continue;
            };
            if *held == Held::Other {
                continue;
            }
            self.days += 1;
            let newest = town.claims.iter().filter_map(|c| c.published).filter(|d| *d <= day).max();
            let answer = newest.and_then(|newest| {
                let holdings = known
                    .entry(newest)
                    .or_insert_with(|| Holdings::all(&town.claims, Some(newest), &settings));
                let here = holdings.values().filter(|one| is_here(one));
                here.max_by_key(|one| one.newest()).map(|one| one.on(Some(day)))
            });
            let answer = answer.filter(|answer| answer.status != Status::Unknown);
            self.answered += u32::from(answer.is_some());
            let disputed = answer
                .as_ref()
                .is_some_and(|a| matches!(a.status, Status::Contested | Status::Divided));
            if let Some(answer) = &answer {
                let found = match (&answer.status, &answer.holder) {
                    (Status::Held, Some(holder)) => holder.name.clone(),
                    (status, _) => format!("{status:?}").to_lowercase(),
                };
                let agrees = match held {
                    Held::By(party) => {
                        answer.status == Status::Held
                            && answer
                                .holder
                                .as_ref()
                                .is_some_and(|holder| holds(party, holder, day))
                    }
                    _ => disputed,
                };
                if !agrees {
                    let table = match held {
                        Held::By(party) => party.clone(),
                        _ => "contested".to_owned(),
                    };
                    *self.differ.entry((name.to_owned(), table, found)).or_default() += 1;
                }
            }
            match held {
                Held::By(name) => {
                    let right = answer.as_ref().is_some_and(|answer| {
                        answer.status == Status::Held
                            && answer.holder.as_ref().is_some_and(|holder| holds(name, holder, day))
                    });
                    let still = start == held;
                    self.still.note(still, true, true);
                    if let Some(answer) = &answer {
                        self.held.note(right, true, true);
                        if answer.basis != Some(EvidenceBasis::CarriedForward) {
                            self.fresh.note(right, true, true);
                        }
                    }
                    if changes {
                        self.changed_still.note(still, true, true);
                        if answer.is_some() {
                            self.changed.note(right, true, true);
                        }
                    }
                    self.contested.produced += u32::from(disputed);
                }
                Held::Contested => self.contested.note(disputed, disputed, true),
                Held::Other => {}
            }
        }
    }

    /// Where ledger and table differ longest.
    pub fn print_misses(&self, page: &mut String) {
        let mut rows: Vec<_> = self.differ.iter().collect();
        rows.sort_by_key(|(key, days)| (std::cmp::Reverse(**days), *key));
        page.push_str("\n| town | table | ledger | days |\n|---|---|---|---|\n");
        for ((town, table, ledger), days) in rows {
            let _ = writeln!(page, "| {town} | {table} | {ledger} | {days} |");
        }
    }

    /// The table's page.
    pub fn print(&self, page: &mut String) {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        let agree = |tally: Tally| share(tally.right, tally.produced);
        let _ = write!(
            page,
            "\n## Every day of a snapshot\n\nA ledger of the prose, each row a report of its day, asked on \
             every snapshot's day with what was published by then, against the table's own column: \
             {} days of towns, {} of them answered ({:.3}). Where the table names a holder and the \
             ledger answers, {:.3} agree ({:.3} where its evidence is no older than the horizon); \"nothing ever changes\" scores {:.3} over all days. On towns \
             that changed hands {:.3} against {:.3}.\n\n",
            self.days,
            self.answered,
            share(self.answered, self.days),
            agree(self.held),
            agree(self.fresh),
            agree(self.still),
            agree(self.changed),
            agree(self.changed_still),
        );
        tallies(page, "days of towns", &[("contested", self.contested)]);
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
            claims: Vec::new(),
        };
        let snapshots: BTreeSet<Date> = (1..=5).map(|day| date(2022, 3, day)).collect();
        let mut score = Score::default();
        score.add("Town", &town, &snapshots, |_| true, |_, _, _| true);
        assert_eq!((score.days, score.answered), (5, 0));
        assert_eq!((score.still.right, score.still.produced), (2, 3));
        assert_eq!((score.contested.right, score.contested.expected), (0, 2));
    }
}
