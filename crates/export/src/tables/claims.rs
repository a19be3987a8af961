//! Claims: a row a sentence's assertion, with who says so.

use dateline_actor::Actor;
use dateline_coding::{Claim, Count};
use dateline_ledger::Ledger;

use super::Rows;
use crate::cell::{Cell, Kind};
use crate::column::{Column, Filled};
use crate::place::{AtPlace, Spot, more_place_columns, place_columns};
use crate::request::Request;
use crate::walk::Walk;
use crate::words::{beginning, short, word};
use crate::{Result, VERSION};
use dateline_desk::AskedActor;

/// A claim with its place.
pub(super) struct Row {
    pub claim: Claim,
    spot: Option<Spot>,
}

impl Row {
    pub fn new(claim: Claim) -> Row {
        let spot = claim.places.first().map(Spot::of);
        Row { claim, spot }
    }
}

impl AtPlace for Row {
    fn spot(&self) -> Option<&Spot> {
        self.spot.as_ref()
    }
}

pub(super) fn rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = filled();
    let walk = Walk { ledger, request };
    walk.claims(&request.kinds, |claim| {
        if !admits(request, &claim) {
            return Ok(());
        }
        let row = Row::new(shortened(claim));
        if out.claim(&row.claim)? {
            return Ok(());
        }
        out.row(&filled.cells(&row))
    })
}

/// Whether a claim is among those asked for.
pub(super) fn admits(request: &Request, claim: &Claim) -> bool {
    let when = &claim.when.interval;
    let meant = |asked: &AskedActor| {
        let control = claim.control.iter();
        let mut bodies = claim.by.iter().chain(&claim.against).chain(&claim.with);
        let mut parties =
            control.flat_map(|c| c.holder.iter().chain(&c.lost_by).chain(&c.besieged_by));
        bodies.any(|actor| asked.is_actor(actor)) || parties.any(|party| asked.is_party(party))
    };
    request.admits_days(when.first.or(when.last), when.last.or(when.first))
        && request.actor.as_ref().is_none_or(meant)
}

/// The claim with its quotation cut to what may leave; the quotation still is what stands there.
fn shortened(mut claim: Claim) -> Claim {
    let (text, length) = beginning(&claim.quote.text);
    if text.len() < claim.quote.text.len() {
        claim.quote.text = text.to_owned();
        claim.quote.span.end = claim.quote.span.start + length as u32;
    }
    claim
}

pub(super) fn filled() -> Filled<Row> {
    Filled::new(
        "claims",
        "Claims",
        "A row is one sentence's assertion about one happening or one state, at one place: what was reported, by whom, \
         according to whom. Rows come by id. Plans, denials and hedged words are claims too: look at `modality` first.",
        &["claim", "report"],
        columns(),
    )
}

fn columns() -> Vec<Column<Row>> {
    use Kind::*;
    let mut all: Vec<Column<Row>> = vec![
        Column::new("claim", Text, "Id of the claim, stable over codings of the same words", |row: &Row| {
            (&row.claim.claim).into()
        })
        .required()
        .hxl("#meta+id"),
        Column::new("report", Text, "Id of the report that it stands in", |row: &Row| (&row.claim.report).into())
            .required()
            .hxl("#meta+id+report"),
        Column::new("published", Day, "Day on which the report was published", |row: &Row| row.claim.published.into())
            .hxl("#date+published"),
        Column::new("publisher", Text, "Publisher of the report", |row: &Row| row.claim.publisher.clone().into())
            .hxl("#meta+source"),
        Column::new("url", Text, "Address of the report", |row: &Row| row.claim.url.clone().into()).hxl("#meta+url"),
        Column::new("type", Text, "Type of the claim, such as `control.gain`; the part before the point is its family", |row: &Row| {
            (&row.claim.kind).into()
        })
        .required()
        .hxl("#event+type"),
        Column::new(
            "modality",
            Text,
            "`asserted` the report or its source says that it happened; `claimed` only a party says so about its own \
             success; `denied`; `planned`; `possible` hedged or conditional; `attempted` tried, failed or not finished",
            |row: &Row| word(&row.claim.modality),
        )
        .one_of(&["asserted", "claimed", "denied", "planned", "possible", "attempted"])
        .required()
        .hxl("#event+modality"),
        Column::new("interest", Text, "What the innermost source has at stake in what it says", |row: &Row| {
            word(&row.claim.interest)
        })
        .one_of(&["self_serving", "neutral", "against", "unknown"])
        .required(),
        Column::new(
            "context",
            Text,
            "Where it stands in the telling: `main`; `summary` of claims made in the same report; `background` that is \
             recalled; `aggregate` totals over time or places",
            |row: &Row| word(&row.claim.context),
        )
        .one_of(&["main", "summary", "background", "aggregate"])
        .required(),
    ];
    all.extend(place_columns("place"));
    all.extend(vec![
        Column::new("place_text", Text, "The place in the report's words", |row: &Row| {
            row.claim.places.first().map(|place| &place.text).into()
        }),
        Column::new("within", Text, "Id of the place that this one is a site or a part of", |row: &Row| {
            row.spot.as_ref().and_then(|spot| spot.within.clone()).into()
        }),
        Column::new("other_places", List, "Further places, on types that are no place's own (talks)", |row: &Row| {
            row.claim.places.iter().skip(1).map(|place| place.name.clone()).collect::<Vec<_>>().into()
        }),
        Column::new("first", Day, "First day on which it may have happened, or held", |row: &Row| {
            row.claim.when.interval.first.into()
        })
        .hxl("#date+start"),
        Column::new("last", Day, "Last such day, inclusive", |row: &Row| row.claim.when.interval.last.into())
            .hxl("#date+end"),
        Column::new(
            "date_bound",
            Text,
            "`on` the whole happening lies in these days; `within` it happened on one of them; `by` at the latest on \
             `last`; `since`; `throughout` a state",
            |row: &Row| word(&row.claim.when.interval.bound),
        )
        .one_of(&["on", "within", "by", "since", "throughout"])
        .required(),
        Column::new("date_precision", Text, "The grain at which the report dates it", |row: &Row| {
            word(&row.claim.when.interval.precision)
        })
        .one_of(&["day", "week", "month", "season", "year", "range", "unknown"])
        .required()
        .hxl("#date+precision"),
        Column::new(
            "date_basis",
            Text,
            "What the days rest on: `text` said; `announcement` the day of the announcement stands in; `inherited` from \
             another sentence; `published` the publication day stands in; `none`",
            |row: &Row| word(&row.claim.when.interval.basis),
        )
        .one_of(&["text", "announcement", "inherited", "published", "none"])
        .required(),
        Column::new("date_text", Text, "The report's words for the time", |row: &Row| row.claim.when.text.clone().into()),
    ]);
    all.extend(vec![
        Column::new("by", List, "Who acts: the bodies named or described", |row: &Row| names(&row.claim.by)),
        Column::new("by_id", List, "Their ids in the registry of actors; `?` for a body that it does not know", |row: &Row| {
            ids(&row.claim.by)
        }),
        Column::new("by_side", List, "The sides that they fight for on that day", |row: &Row| sides(&row.claim.by))
            .hxl("#actor+by"),
        Column::new("against", List, "Against whom", |row: &Row| names(&row.claim.against)),
        Column::new("against_id", List, "Their ids, as `by_id`", |row: &Row| ids(&row.claim.against)),
        Column::new("against_side", List, "Their sides", |row: &Row| sides(&row.claim.against)).hxl("#actor+against"),
        Column::new("together_with", List, "Together with, or backed by, whom", |row: &Row| names(&row.claim.with)),
        Column::new("together_with_id", List, "Their ids, as `by_id`", |row: &Row| ids(&row.claim.with)),
        Column::new("control_status", Text, "On `control.*` claims: how the place stands afterwards", |row: &Row| {
            row.claim.control.as_ref().map(|control| word(&control.status)).into()
        })
        .one_of(&["held", "contested", "besieged", "presence", "lost"]),
        Column::new("holder", Text, "On `control.*` claims: the party that holds it (in a siege, the party inside)", |row: &Row| {
            row.claim.control.as_ref().and_then(|c| c.holder.as_ref()).map(|party| &party.name).into()
        })
        .hxl("#actor+holder"),
        Column::new("holder_id", Text, "Its id", |row: &Row| {
            row.claim.control.as_ref().and_then(|c| c.holder.as_ref()).map(|party| &party.id).into()
        }),
        Column::new("lost_by", Text, "On `control.*` claims: the party that no longer holds it", |row: &Row| {
            row.claim.control.as_ref().and_then(|c| c.lost_by.as_ref()).map(|party| &party.name).into()
        }),
        Column::new("lost_by_id", Text, "Its id", |row: &Row| {
            row.claim.control.as_ref().and_then(|c| c.lost_by.as_ref()).map(|party| &party.id).into()
        }),
        Column::new("besieged_by", Text, "On `control.siege`: the party outside", |row: &Row| {
            row.claim.control.as_ref().and_then(|c| c.besieged_by.as_ref()).map(|party| &party.name).into()
        }),
        Column::new("extent", Text, "On `control.*` claims: all of the place, or a part", |row: &Row| {
            row.claim.control.as_ref().map(|control| word(&control.extent)).into()
        })
        .one_of(&["whole", "part"]),
        Column::new("part", Text, "The part, in the report's words", |row: &Row| {
            row.claim.control.as_ref().and_then(|control| control.part.clone()).into()
        }),
        Column::new(
            "killed_low",
            Int,
            "Lowest number of people killed that the words allow (\"dozens\" is 24); empty where nobody counts them, \
             which is not zero. Parts of another count are not added.",
            |row: &Row| counted(&row.claim, "killed", |count| count.low.or(count.best)),
        )
        .hxl("#affected+killed+min"),
        Column::new("killed_best", Int, "The number, where the words give one", |row: &Row| {
            counted(&row.claim, "killed", |count| count.best)
        })
        .hxl("#affected+killed"),
        Column::new("killed_high", Int, "Highest number that the words allow", |row: &Row| {
            counted(&row.claim, "killed", |count| count.high)
        })
        .hxl("#affected+killed+max"),
        Column::new("wounded_best", Int, "People wounded, as `killed_best`", |row: &Row| {
            counted(&row.claim, "wounded", |count| count.best)
        })
        .hxl("#affected+injured"),
        Column::new("displaced_best", Int, "People displaced, as `killed_best`", |row: &Row| {
            counted(&row.claim, "displaced", |count| count.best)
        })
        .hxl("#affected+displaced"),
        Column::new("counts", Text, "All people counted, as JSON: `what`, `who`, `side`, `low`, `best`, `high`, `scope`, `of`, `text`", |row: &Row| {
            if row.claim.counts.is_empty() {
                return Cell::Empty;
            }
            serde_json::to_string(&row.claim.counts).ok().into()
        }),
        Column::new("according_to", List, "The chain of sources, innermost first, as the report names them", |row: &Row| {
            row.claim.according_to.iter().map(|source| source.name.clone()).collect::<Vec<_>>().into()
        })
        .hxl("#meta+source+according"),
        Column::new(
            "according_to_kind",
            List,
            "What each of them is: `belligerent`, `state-media`, `agency`, `media`, `monitor`, `official`, `witness`, `unnamed`",
            |row: &Row| {
                let kinds = row.claim.according_to.iter().filter_map(|source| match word(&source.kind) {
                    Cell::Text(kind) => Some(kind),
                    _ => None,
                });
                kinds.collect::<Vec<_>>().into()
            },
        ),
        Column::new("quote", Text, "The evidence: verbatim words of the report, 300 characters at most, on one line", |row: &Row| {
            short(&row.claim.quote.text).into()
        })
        .required(),
        Column::new("quote_start", Int, "Where they begin in the report's text, in Unicode code points", |row: &Row| {
            row.claim.quote.span.start.into()
        })
        .required(),
        Column::new("quote_end", Int, "Where they end", |row: &Row| row.claim.quote.span.end.into()).required(),
        Column::new("confidence", Number, "0 to 1: how sure the coder is of its reading; no probability that it happened", |row: &Row| {
            row.claim.confidence.into()
        })
        .required()
        .hxl("#meta+confidence"),
        Column::new("inferred", Bool, "Presupposed, not said (\"to retake the town from X\": X held it)", |row: &Row| {
            row.claim.inferred.into()
        })
        .required(),
        Column::new("coder", Text, "Program and ontology that read the report", |row: &Row| (&row.claim.coder).into()).required(),
    ]);
    all.extend(more_place_columns());
    all.push(
        Column::new(
            "dateline_version",
            Text,
            "Version of the program that wrote this file",
            |_: &Row| VERSION.into(),
        )
        .required(),
    );
    all
}

fn names(actors: &[Actor]) -> Cell {
    actors.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>().into()
}

fn ids(actors: &[Actor]) -> Cell {
    actors
        .iter()
        .map(|actor| actor.id.clone().unwrap_or_else(|| "?".to_owned()))
        .collect::<Vec<_>>()
        .into()
}

fn sides(actors: &[Actor]) -> Cell {
    let mut sides: Vec<String> = vec![];
    for side in actors.iter().filter_map(|actor| actor.side.as_ref()) {
        if !sides.contains(&side.name) {
            sides.push(side.name.clone());
        }
    }
    sides.into()
}

/// The sum of a claim's counts of a kind, parts of others left out; empty where one of them is.
fn counted(claim: &Claim, what: &str, number: impl Fn(&Count) -> Option<u32>) -> Cell {
    let mut counts =
        claim.counts.iter().filter(|count| count.what == what && count.of.is_none()).peekable();
    if counts.peek().is_none() {
        return Cell::Empty;
    }
    counts.try_fold(0_u32, |sum, count| Some(sum.saturating_add(number(count)?))).into()
}
