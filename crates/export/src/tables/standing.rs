//! How places stood at the end of each period (a panel), or on one date (a snapshot).

use dateline_control::{Answer, Holdings, Status};
use dateline_ledger::Ledger;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Rows;
use super::control::{
    Support, admits, basis, claimed, each_place, holder, last_evidence, others, parties, party,
    status,
};
use crate::cell::Kind;
use crate::column::{Column, Filled};
use crate::place::{AtPlace, Spot, more_place_columns, place_columns};
use crate::request::{Request, Step};
use crate::words::{short, word};
use crate::{Result, VERSION};

/// How a place stood on a day that stands for a period.
pub(super) struct Row {
    start: Date,
    end: Date,
    changes: usize,
    answer: Answer,
    spot: Spot,
    support: Support,
}

impl AtPlace for Row {
    fn spot(&self) -> Option<&Spot> {
        Some(&self.spot)
    }
}

pub(super) fn panel_rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = panel();
    let step = request.step.unwrap_or(Step::Month);
    let Some(end) = end(ledger, request)? else { return Ok(()) };
    each_place(ledger, request, |place| {
        let stretches = place.holdings.timeline();
        let Some(first) = stretches.first().map(|stretch| stretch.from) else { return Ok(()) };
        let mut start = step.begin(first.max(request.from.unwrap_or(first)));
        // What began before the first period asked for is no change in it.
        let mut before = stretches.partition_point(|stretch| stretch.from < start);
        while start <= end {
            let last = step.last(start).min(end);
            let begun = stretches.partition_point(|stretch| stretch.from <= last);
            let changes = begun - before.min(begun);
            before = begun;
            let answer = place.holdings.on(Some(last));
            if begun > 0 && admits(request, &answer) {
                let support = Support::of(&answer, place.claims, place.settings);
                let spot = place.spot.clone();
                let row = Row { start, end: last, changes, answer, spot, support };
                out.row(&filled.cells(&row))?;
            }
            let Some(next) = step.last(start).tomorrow().ok() else { break };
            start = next;
        }
        Ok(())
    })
}

pub(super) fn snapshot_rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = snapshot();
    let Some(day) = request.on.map_or_else(|| end(ledger, request), |on| Ok(Some(on)))? else {
        return Ok(());
    };
    // No row speaks of days that are held back.
    let day = request.embargo.map_or(day, |last| day.min(last));
    each_place(ledger, request, |place| {
        let answer = place.holdings.on(Some(day));
        let untold = answer.status == Status::Unknown && answer.others.is_empty();
        if untold || !admits(request, &answer) {
            return Ok(());
        }
        let support = Support::of(&answer, place.claims, place.settings);
        let row = Row { start: day, end: day, changes: 0, answer, spot: place.spot, support };
        out.row(&filled.cells(&row))
    })
}

/// The last day told of: the one asked for, else the newest evidence.
fn end(ledger: &Ledger, request: &Request) -> Result<Option<Date>> {
    if let Some(last) = request.to {
        return Ok(Some(request.embargo.map_or(last, |embargo| last.min(embargo))));
    }
    let mut newest: Option<Date> = None;
    each_place(ledger, request, |place| {
        newest = newest.max(Holdings::newest(&place.holdings));
        Ok(())
    })?;
    Ok(newest.map(|newest| request.embargo.map_or(newest, |embargo| newest.min(embargo))))
}

impl Step {
    /// The first day of the period that a day lies in.
    pub fn begin(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => {
                let back = i32::from(day.weekday().since(Weekday::Monday));
                day.checked_sub(back.days()).unwrap_or(day)
            }
            Step::Month => day.first_of_month(),
            Step::Year => day.first_of_year(),
        }
    }

    /// The last day of the period that begins on a day.
    pub fn last(self, begin: Date) -> Date {
        match self {
            Step::Day => begin,
            Step::Week => begin.saturating_add(6.days()),
            Step::Month => begin.last_of_month(),
            Step::Year => begin.last_of_year(),
        }
    }

    /// The days on which snapshots are taken: the last of every period that ends in these days.
    pub fn ends(self, from: Date, to: Date) -> Vec<Date> {
        let mut days = vec![];
        let mut begin = self.begin(from);
        while begin <= to {
            days.push(self.last(begin).min(to));
            match self.last(begin).tomorrow() {
                Ok(next) => begin = next,
                Err(_) => break,
            }
        }
        days
    }
}

pub(super) fn panel() -> Filled<Row> {
    let mut columns = place_columns("name");
    columns.extend(vec![
        Column::new("period_start", Kind::Day, "First day of the period", |row: &Row| {
            row.start.into()
        })
        .required()
        .hxl("#date+start"),
        Column::new(
            "period_end",
            Kind::Day,
            "Last day of the period, for which the row speaks",
            |row: &Row| row.end.into(),
        )
        .required()
        .hxl("#date+end"),
    ]);
    columns.extend(standing());
    columns.push(
        Column::new(
            "n_changes",
            Kind::Int,
            "How often the status or the holder changed in the period",
            |row: &Row| row.changes.into(),
        )
        .required(),
    );
    columns.extend(tail());
    Filled::new(
        "control-panel",
        "Control of places, as a panel",
        "A row is one place in one period (a day, week, month or year), as it stood on the period's last day. A place has \
         rows from the first period that any report tells of; before that it is unknown, and no row says so. Rows come by \
         place and period.",
        &["place_id", "period_start"],
        columns,
    )
}

pub(super) fn snapshot() -> Filled<Row> {
    let mut columns = place_columns("name");
    columns.push(
        Column::new("date", Kind::Day, "The date of the snapshot", |row: &Row| row.end.into())
            .required()
            .hxl("#date"),
    );
    columns.extend(standing());
    columns.extend(tail());
    Filled::new(
        "control-on",
        "Control of places on a date",
        "A row is one place as it stood on the date, by what was reported. Places of which nothing was known on that date \
         have no row. Rows come by place.",
        &["place_id", "date"],
        columns,
    )
}

fn standing() -> Vec<Column<Row>> {
    use Kind::*;
    vec![
        status(|row: &Row| word(&row.answer.status)),
        holder(|row: &Row| party(row.answer.holder.as_ref())),
        others(|row: &Row| parties(&row.answer.others)),
        basis(|row: &Row| row.answer.basis.map(|basis| word(&basis)).into()),
        Column::new(
            "confidence",
            Number,
            "0 to 1, by the weight and age of its sources; no probability",
            |row: &Row| row.answer.confidence.into(),
        )
        .required()
        .hxl("#meta+confidence"),
        Column::new("n_claims", Int, "How many claims it rests on", |row: &Row| {
            row.answer.because.len().into()
        })
        .required()
        .hxl("#meta+count+claims"),
        Column::new(
            "n_independent_sources",
            Int,
            "How many independent sources stand behind them",
            |row: &Row| row.support.sources.into(),
        )
        .required()
        .hxl("#meta+count+sources"),
        last_evidence(|row: &Row| row.answer.last_evidence.into()),
        Column::new("age_days", Int, "Days since that evidence", |row: &Row| {
            row.answer.age.map(i64::from).into()
        }),
    ]
}

fn tail() -> Vec<Column<Row>> {
    use Kind::*;
    let mut all: Vec<Column<Row>> = vec![
        Column::new(
            "claim_ids",
            List,
            "Ids of the claims that it rests on, strongest first",
            |row: &Row| {
                row.answer
                    .because
                    .iter()
                    .map(|reason| reason.claim.clone())
                    .collect::<Vec<_>>()
                    .into()
            },
        ),
        Column::new(
            "recorded_at",
            Day,
            "Day by which all reports that it rests on were published",
            |row: &Row| row.support.known.into(),
        )
        .hxl("#date+published"),
        Column::new(
            "dateline_version",
            Text,
            "Version of the program that wrote this file",
            |_: &Row| VERSION.into(),
        )
        .required()
        .hxl("#meta+version"),
        Column::new(
            "holder_id",
            Text,
            "Id of the holder in the registry of actors",
            |row: &Row| row.answer.holder.as_ref().map(|party| &party.id).into(),
        ),
        claimed(|row: &Row| {
            row.answer
                .claimed
                .as_ref()
                .and_then(|claimed| claimed.holder.as_ref())
                .map(|p| &p.name)
                .into()
        }),
        Column::new(
            "because",
            Text,
            "Why: the strongest claim, what it says and who says so",
            |row: &Row| row.answer.because.first().map(|reason| short(&reason.why)).into(),
        ),
    ];
    all.extend(more_place_columns());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods() {
        let day: Date = "2017-11-03".parse().unwrap();
        let of = |step: Step| (step.begin(day).to_string(), step.last(step.begin(day)).to_string());
        assert_eq!(of(Step::Day), ("2017-11-03".to_owned(), "2017-11-03".to_owned()));
        assert_eq!(of(Step::Week), ("2017-10-30".to_owned(), "2017-11-05".to_owned()));
        assert_eq!(of(Step::Month), ("2017-11-01".to_owned(), "2017-11-30".to_owned()));
        assert_eq!(of(Step::Year), ("2017-01-01".to_owned(), "2017-12-31".to_owned()));
        let ends = Step::Month.ends("2017-09-15".parse().unwrap(), day);
        let ends: Vec<String> = ends.iter().map(Date::to_string).collect();
        assert_eq!(ends, ["2017-09-30", "2017-10-31", "2017-11-03"]);
        assert_eq!(Step::Year.ends(Date::MAX, Date::MAX), [Date::MAX]);
    }
}
