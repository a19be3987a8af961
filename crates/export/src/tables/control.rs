//! Control as intervals: a row a place through a stretch of days with one status.

use dateline_actor::Party;
use dateline_coding::Claim;
use dateline_control::{Answer, Holdings, Settings, Stretch, concerns_control};
use dateline_ledger::{Filter, Ledger};
use jiff::civil::Date;

use super::Rows;
use crate::cell::{Cell, Kind};
use crate::column::{Column, Filled};
use crate::place::{AtPlace, Spot, more_place_columns, place_columns};
use crate::request::Request;
use crate::sources::independent;
use crate::walk::{Rules, Walk};
use crate::words::{short, word};
use crate::{Result, VERSION};

pub(super) const STATUSES: &[&str] =
    &["held", "divided", "contested", "besieged", "presence", "unknown"];
pub(super) const BASES: &[&str] = &["reported", "corroborated", "claimed_only", "carried_forward"];

/// A stretch of days at a place.
pub(super) struct Row {
    from: Date,
    to: Option<Date>,
    answer: Answer,
    spot: Spot,
    support: Support,
}

impl AtPlace for Row {
    fn spot(&self) -> Option<&Spot> {
        Some(&self.spot)
    }
}

/// What an answer rests on, counted.
#[derive(Clone)]
pub(super) struct Support {
    /// Independent sources.
    pub sources: usize,
    /// Day by which all its reports were published.
    pub known: Option<Date>,
}

impl Support {
    pub fn of(answer: &Answer, claims: &[Claim], settings: &Settings) -> Support {
        let because: Vec<&Claim> = (claims.iter())
            .filter(|claim| {
                let stands = |reason: &&dateline_control::Reason| {
                    reason.claim == claim.claim && reason.report == claim.report
                };
                answer.because.iter().any(|reason| stands(&reason))
            })
            .collect();
        Support {
            sources: independent(&because, settings),
            known: because.iter().filter_map(|claim| claim.published).max(),
        }
    }
}

pub(super) fn rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = filled();
    each_place(ledger, request, |place| {
        for Stretch { from, to, answer } in place.holdings.timeline() {
            let first = from.max(request.from.unwrap_or(from));
            let asked = request.last_day().is_none_or(|last| first <= last)
                && to.is_none_or(|to| first <= to)
                && admits(request, &answer);
            if !asked {
                continue;
            }
            let support = Support::of(&answer, place.claims, place.settings);
            let row = Row { from, to, answer, spot: place.spot.clone(), support };
            out.row(&filled.cells(&row))?;
        }
        Ok(())
    })
}

/// Whether the actor asked for has to do with how a place stands.
pub(super) fn admits(request: &Request, answer: &Answer) -> bool {
    let mut parties = answer.holder.iter().chain(&answer.others);
    request.actor.as_ref().is_none_or(|asked| parties.any(|party| asked.is_party(party)))
}

/// One place with what is known of it.
pub(super) struct OnePlace<'p> {
    pub holdings: Holdings<'p>,
    pub claims: &'p [Claim],
    pub settings: &'p Settings,
    pub spot: Spot,
}

/// Calls `each` with every place that somebody tells of who holds it, by key.
pub(super) fn each_place(
    ledger: &Ledger,
    request: &Request,
    mut each: impl FnMut(OnePlace<'_>) -> Result<()>,
) -> Result<()> {
    let walk = Walk { ledger, request };
    let mut rules = Rules::of(ledger)?;
    let kinds = Filter::control().kinds;
    for key in &walk.places(&kinds)?.keys {
        let mut claims = walk.at(key, &kinds)?;
        claims.retain(|claim| concerns_control(&claim.kind));
        let settings = rules.settings(ledger, &claims)?;
        let Some(holdings) = Holdings::of(&claims, key, request.known_by(), settings) else {
            continue;
        };
        if let Some(spot) = Spot::among(&claims, key) {
            each(OnePlace { holdings, claims: &claims, settings, spot })?;
        }
    }
    Ok(())
}

pub(super) fn filled() -> Filled<Row> {
    Filled::new(
        "control",
        "Control of places, as intervals",
        "A row is one place through a stretch of days with one status, by the rules of docs/control.md: what was reported, \
         never what is thought to have happened. Rows come by place and first day. Days before a place's first row are \
         unknown; a row without `valid_to` still stands. Silence is no change of hands: look at `basis` and \
         `last_evidence_date`.",
        &["place_id", "valid_from"],
        columns(),
    )
}

fn columns() -> Vec<Column<Row>> {
    use Kind::*;
    let mut all: Vec<Column<Row>> = place_columns("name");
    all.extend(vec![
        status(|row: &Row| word(&row.answer.status)),
        holder(|row: &Row| party(row.answer.holder.as_ref())),
        others(|row: &Row| parties(&row.answer.others)),
        Column::new("valid_from", Day, "First day of the stretch", |row: &Row| row.from.into())
            .required()
            .hxl("#date+start"),
        Column::new("valid_to", Day, "Last day of the stretch, inclusive; empty where it still stands", |row: &Row| row.to.into())
            .hxl("#date+end"),
        Column::new(
            "valid_from_prec",
            Text,
            "How well the first day is known: `day` it began on that day; `range` between `since_first` and \
             `since_last`; `open` a state that was mentioned, begun on no known day",
            |row: &Row| match row.answer.since.map(|since| (since.first, since.last)) {
                Some((Some(first), Some(last))) if first == last => "day".into(),
                Some((Some(_), Some(_))) => "range".into(),
                _ => "open".into(),
            },
        )
        .one_of(&["day", "range", "open"])
        .required()
        .hxl("#date+start+precision"),
        basis(|row: &Row| row.answer.basis.map(|basis| word(&basis)).into()),
        Column::new("confidence", Number, "0 to 1, by the weight of its sources; it orders rows and is no probability", |row: &Row| {
            row.answer.confidence.into()
        })
        .required()
        .hxl("#meta+confidence"),
        Column::new("n_claims", Int, "How many claims it rests on", |row: &Row| row.answer.because.len().into())
            .required()
            .hxl("#meta+count+claims"),
        Column::new(
            "n_independent_sources",
            Int,
            "How many independent sources stand behind them: innermost sources, copies of one story once, parties about \
             their own success not at all",
            |row: &Row| row.support.sources.into(),
        )
        .required()
        .hxl("#meta+count+sources"),
        last_evidence(|row: &Row| row.answer.last_evidence.into()),
        Column::new("claim_ids", List, "Ids of the claims that it rests on, strongest first", |row: &Row| {
            row.answer.because.iter().map(|reason| reason.claim.clone()).collect::<Vec<_>>().into()
        }),
        Column::new("recorded_at", Day, "Day by which all reports that it rests on were published", |row: &Row| {
            row.support.known.into()
        })
        .hxl("#date+published"),
        Column::new("dateline_version", Text, "Version of the program that wrote this file", |_: &Row| VERSION.into())
            .required()
            .hxl("#meta+version"),
        Column::new("holder_id", Text, "Id of the holder in the registry of actors", |row: &Row| {
            row.answer.holder.as_ref().map(|party| &party.id).into()
        }),
        Column::new("other_actor_ids", List, "Ids of the other parties", |row: &Row| {
            row.answer.others.iter().map(|party| party.id.clone()).collect::<Vec<_>>().into()
        }),
        Column::new("since_first", Day, "Earliest day on which this status may have begun; empty where nothing says so", |row: &Row| {
            row.answer.since.and_then(|since| since.first).into()
        }),
        Column::new("since_last", Day, "Latest such day", |row: &Row| row.answer.since.and_then(|since| since.last).into()),
        claimed(|row: &Row| row.answer.claimed.as_ref().and_then(|claimed| claimed.holder.as_ref()).map(|p| &p.name).into()),
        Column::new("parts", List, "Which part who holds, in the reports' words", |row: &Row| {
            let parts = row.answer.parts.iter();
            parts.map(|part| format!("{}: {}", part.holder.name, part.part)).collect::<Vec<_>>().into()
        }),
        Column::new("because", Text, "Why: the strongest claim, what it says and who says so", |row: &Row| {
            row.answer.because.first().map(|reason| short(&reason.why)).into()
        }),
        Column::new("quote", Text, "Words of the strongest claim, 300 characters at most, on one line", |row: &Row| {
            row.answer.because.first().map(|reason| short(&reason.quote)).into()
        })
        .hxl("#meta+quote"),
    ]);
    all.extend(more_place_columns());
    all
}

pub(super) fn status<R>(fill: fn(&R) -> Cell) -> Column<R> {
    let meaning = "`held` one party holds it; `divided` two or more each hold a part, no fighting inside said; `contested` \
                   fought over inside, or held in part; `besieged` one party inside (the holder), another around; \
                   `presence` somebody is there, nobody is said to hold it; `unknown`";
    Column::new("status", Kind::Text, meaning, fill).one_of(STATUSES).required().hxl("#status")
}

pub(super) fn holder<R>(fill: fn(&R) -> Cell) -> Column<R> {
    let meaning =
        "The party that holds it (in a siege, the party inside), by its usual English news name";
    Column::new("holder", Kind::Text, meaning, fill).hxl("#actor+holder")
}

pub(super) fn others<R>(fill: fn(&R) -> Cell) -> Column<R> {
    let meaning = "Parties that are also there, around it, fight for it, or left it";
    Column::new("other_actors", Kind::List, meaning, fill).hxl("#actor+other")
}

pub(super) fn basis<R>(fill: fn(&R) -> Cell) -> Column<R> {
    let meaning = "What the status rests on: `reported` one independent source; `corroborated` two or more, or one against \
                   its own interest; `claimed_only` a party about its own success; `carried_forward` nothing newer than \
                   the horizon of 120 days";
    Column::new("basis", Kind::Text, meaning, fill).one_of(BASES).hxl("#meta+basis")
}

pub(super) fn last_evidence<R>(fill: fn(&R) -> Cell) -> Column<R> {
    let meaning = "Newest day that the evidence for this status speaks of";
    Column::new("last_evidence_date", Kind::Day, meaning, fill).hxl("#date+evidence")
}

pub(super) fn claimed<R>(fill: fn(&R) -> Cell) -> Column<R> {
    let meaning =
        "A party that claims to hold it, against the assessed status; never mixed into `holder`";
    Column::new("claimed_holder", Kind::Text, meaning, fill)
}

pub(super) fn party(party: Option<&Party>) -> Cell {
    party.map(|party| &party.name).into()
}

pub(super) fn parties(parties: &[Party]) -> Cell {
    parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>().into()
}
