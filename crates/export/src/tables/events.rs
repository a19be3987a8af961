//! Events: a row an occurrence, with the claims that it rests on.

use std::collections::{BTreeMap, BTreeSet};

use dateline_actor::{Party, Registry};
use dateline_coding::Claim;
use dateline_control::{Deaths, Event, EventSettings, events};
use dateline_ledger::{Ledger, place_key};

use super::Rows;
use crate::cell::{Cell, Kind};
use crate::codes::codes;
use crate::column::{Column, Filled};
use crate::place::{AtPlace, Spot, more_place_columns, place_columns};
use crate::request::Request;
use crate::walk::{Rules, Walk};
use crate::words::{short, word};
use crate::{Result, VERSION};

/// An event with its claims and its place.
pub(crate) struct Row {
    pub event: Event,
    /// Those that it rests on, in its order.
    pub claims: Vec<Claim>,
    pub spot: Option<Spot>,
}

impl AtPlace for Row {
    fn spot(&self) -> Option<&Spot> {
        self.spot.as_ref()
    }
}

impl Row {
    /// The claims that tell that it happened.
    pub fn telling(&self) -> impl Iterator<Item = &Claim> {
        let ids: BTreeSet<&str> = (self.event.claims.iter())
            .filter(|joined| joined.modality != dateline_coding::Modality::Denied)
            .map(|joined| joined.claim.as_str())
            .collect();
        self.claims.iter().filter(move |claim| ids.contains(claim.claim.as_str()))
    }

    /// Publishers of the telling claims, each once, in their order.
    pub fn publishers(&self) -> Vec<String> {
        let mut all: Vec<String> = vec![];
        for publisher in self.telling().filter_map(|claim| claim.publisher.as_ref()) {
            if !all.contains(publisher) {
                all.push(publisher.clone());
            }
        }
        all
    }

    /// Whether those acted against are people hit rather than a party: nobody that the registry
    /// lists, and no battle.
    pub fn victims(&self) -> bool {
        let battle = codes(&self.event.kind).is_some_and(|codes| codes.acled == "Battles");
        let unlisted = |party: &Party| Registry::embedded().get(&party.id).is_none();
        let against = &self.event.against;
        !battle && !against.is_empty() && against.iter().all(unlisted)
    }

    fn reports(&self) -> BTreeSet<&str> {
        self.telling().map(|claim| claim.report.as_str()).collect()
    }
}

pub(super) fn rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = filled();
    each(ledger, request, |row| out.row(&filled.cells(&row)))
}

/// Calls `each` with every event asked for, place by place.
pub(super) fn each(
    ledger: &Ledger,
    request: &Request,
    mut each: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    let walk = Walk { ledger, request };
    let mut rules = Rules::of(ledger)?;
    let settings = dateline_desk::thresholds(ledger, request.events.clone())?;
    if !settings.ties.is_empty() {
        // What people joined may lie at two places: then all is one piece of work.
        let mut claims = vec![];
        walk.claims(&[], |claim| {
            claims.push(claim);
            Ok(())
        })?;
        return of(ledger, (request, &settings), &mut rules, claims, &mut each);
    }
    let places = walk.places(&[])?;
    for key in &places.keys {
        let mut claims = walk.at(key, &[])?;
        // A claim that has several places is counted where its event is: at the first of them.
        claims.retain(|claim| claim.places.first().is_some_and(|place| place_key(place) == *key));
        of(ledger, (request, &settings), &mut rules, claims, &mut each)?;
    }
    for kind in &places.nowhere {
        of(ledger, (request, &settings), &mut rules, walk.nowhere(kind)?, &mut each)?;
    }
    Ok(())
}

fn of(
    ledger: &Ledger,
    (request, how): (&Request, &EventSettings),
    rules: &mut Rules,
    claims: Vec<Claim>,
    each: &mut impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    let mut all = events(&claims, rules.settings(ledger, &claims)?, how);
    let mut by_id: BTreeMap<(String, String), Claim> = claims
        .into_iter()
        .map(|claim| ((claim.claim.clone(), claim.report.clone()), claim))
        .collect();
    all.sort_by_cached_key(|event| {
        let first = event.claims.first();
        let claim = first.and_then(|one| by_id.get(&(one.claim.clone(), one.report.clone())));
        let key = claim.and_then(|claim| claim.places.first()).map(place_key);
        (key.is_none(), key)
    });
    for event in all {
        if !admits(request, &event) {
            continue;
        }
        let ids = event.claims.iter().map(|joined| (joined.claim.clone(), joined.report.clone()));
        let claims: Vec<Claim> = ids.filter_map(|id| by_id.remove(&id)).collect();
        let spot = claims.iter().find_map(|claim| claim.places.first()).map(Spot::of);
        each(Row { event, claims, spot })?;
    }
    Ok(())
}

fn admits(request: &Request, event: &Event) -> bool {
    let family = |kind: &str| {
        request.kinds.is_empty()
            || request.kinds.iter().any(|asked| {
                kind.strip_prefix(asked.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
    };
    let mut parties = event.by.iter().chain(&event.against);
    (family(&event.kind) || event.claims.iter().any(|joined| family(&joined.kind)))
        && request.admits_days(event.first, event.last)
        && (request.actor.as_ref()).is_none_or(|asked| parties.any(|party| asked.is_party(party)))
}

pub(super) fn filled() -> Filled<Row> {
    Filled::new(
        "events",
        "Events",
        "A row is one occurrence: the claims that tell of it, gathered by the rules of docs/control.md. Rows come place by \
         place, and by first day. Plans, states and totals are no events.",
        &["event"],
        columns(),
    )
}

fn columns() -> Vec<Column<Row>> {
    use Kind::*;
    let mut all: Vec<Column<Row>> = vec![
        Column::new("event", Text, "Id of the event: of its first claim, with an `e` before it", |row: &Row| {
            (&row.event.event).into()
        })
        .required()
        .hxl("#event+id"),
        Column::new("type", Text, "The type that most of its claims say, such as `strike.air`", |row: &Row| {
            (&row.event.kind).into()
        })
        .required()
        .hxl("#event+type"),
        Column::new(
            "modality",
            Text,
            "`asserted` where anybody but a party about its own success says so; `claimed` where nobody else does; \
             `attempted` tried, failed or not finished",
            |row: &Row| word(&row.event.modality),
        )
        .one_of(&["asserted", "claimed", "attempted", "denied"])
        .required()
        .hxl("#event+modality"),
        Column::new("first", Day, "First day, by the finest date that is said", |row: &Row| row.event.first.into())
            .hxl("#date+start"),
        Column::new("last", Day, "Last day, inclusive", |row: &Row| row.event.last.into()).hxl("#date+end"),
    ];
    all.extend(place_columns("place"));
    all.extend(vec![
        Column::new("by", List, "The parties that act", |row: &Row| names(&row.event.by)).hxl("#actor+by"),
        Column::new("by_id", List, "Their ids in the registry of actors", |row: &Row| ids(&row.event.by)),
        Column::new("against", List, "The parties acted against", |row: &Row| names(&row.event.against))
            .hxl("#actor+against"),
        Column::new("against_id", List, "Their ids", |row: &Row| ids(&row.event.against)),
        Column::new("n_claims", Int, "How many claims tell of it, denials among them", |row: &Row| {
            row.event.claims.len().into()
        })
        .required(),
        Column::new("n_reports", Int, "In how many reports", |row: &Row| row.reports().len().into()).required(),
        Column::new("n_independent_sources", Int, "How many independent sources say so: innermost sources, copies of one story once", |row: &Row| {
            row.event.sources.into()
        })
        .required(),
        Column::new(
            "deaths_low",
            Int,
            "People killed, at least (\"dozens\" is 24); empty where nobody counts them, which is not zero",
            |row: &Row| figure(row, |deaths| deaths.all.low),
        )
        .hxl("#affected+killed+min"),
        Column::new(
            "deaths_best",
            Int,
            "People killed, best figure by `deaths_policy`; empty where only words are given, or only a party counts \
             its enemy's dead",
            |row: &Row| figure(row, |deaths| deaths.all.best),
        )
        .hxl("#affected+killed"),
        Column::new("deaths_high", Int, "People killed, at most; empty where it is open", |row: &Row| {
            figure(row, |deaths| deaths.all.high)
        })
        .hxl("#affected+killed+max"),
        Column::new("deaths_by", Int, "Best figure of the dead of those who act", |row: &Row| {
            figure(row, |deaths| deaths.side_a.best)
        }),
        Column::new("deaths_against", Int, "Best figure of the dead of those acted against", |row: &Row| {
            figure(row, |deaths| deaths.side_b.best)
        }),
        Column::new("deaths_civilians", Int, "Best figure of the civilians killed", |row: &Row| {
            figure(row, |deaths| deaths.civilians.best)
        })
        .hxl("#affected+killed+civilians"),
        Column::new("deaths_unknown", Int, "Best figure of the dead of whom nothing else is said", |row: &Row| {
            figure(row, |deaths| deaths.unknown.best)
        }),
        Column::new("deaths_policy", Text, "Which of several reports' figures is the best one", |row: &Row| {
            row.event.deaths.map(|deaths| word(&deaths.policy)).into()
        })
        .one_of(&["min", "median", "latest"]),
        Column::new("deaths_text", List, "The reports' own words for the dead", |row: &Row| {
            let mut words: Vec<String> = vec![];
            for count in row.telling().flat_map(|claim| &claim.counts) {
                if count.what == "killed" && !words.contains(&count.text) {
                    words.push(count.text.clone());
                }
            }
            words.into()
        }),
        Column::new("publishers", List, "Who published it", |row: &Row| row.publishers().into()).hxl("#meta+source"),
        Column::new("claim_ids", List, "Ids of its claims, denials among them", |row: &Row| {
            row.event.claims.iter().map(|joined| joined.claim.clone()).collect::<Vec<_>>().into()
        })
        .required(),
        Column::new("quote", Text, "Words of its first claim, 300 characters at most, on one line", |row: &Row| {
            row.event.claims.first().map(|joined| short(&joined.quote)).into()
        }),
        Column::new("plover", Text, "PLOVER event type", |row: &Row| code(row, |codes| &codes.plover)),
        Column::new("plover_mode", Text, "PLOVER mode", |row: &Row| code(row, |codes| &codes.plover_mode)),
        Column::new("cameo", Text, "CAMEO code; leading zeros matter", |row: &Row| code(row, |codes| &codes.cameo)),
        Column::new("acled_event_type", Text, "ACLED event type", |row: &Row| code(row, |codes| &codes.acled)),
        Column::new("acled_sub_event_type", Text, "ACLED sub-event type", |row: &Row| code(row, |codes| &codes.acled_sub)),
        Column::new("ucdp_type_of_violence", Int, "UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided", |row: &Row| {
            codes(&row.event.kind).map(|codes| codes.ucdp).filter(|code| *code > 0).into()
        }),
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

fn code(
    row: &Row,
    get: impl Fn(&'static dateline_coding::ontology::file::Codes) -> &'static String,
) -> Cell {
    codes(&row.event.kind).map(get).filter(|code| !code.is_empty()).into()
}

fn figure(row: &Row, get: impl Fn(&Deaths) -> Option<u32>) -> Cell {
    row.event.deaths.as_ref().and_then(get).into()
}

fn names(parties: &[Party]) -> Cell {
    parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>().into()
}

fn ids(parties: &[Party]) -> Cell {
    parties.iter().map(|party| party.id.clone()).collect::<Vec<_>>().into()
}
