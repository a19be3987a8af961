//! Why a claim, an event or a status reads as it does.

use dateline_coding::Claim;
use dateline_control::{Answer, Event, EventSettings, Holdings, concerns_control, events};
use dateline_ledger::{Correction, Fate, Filter, Ledger, Version, place_key};
use jiff::civil::Date;
use serde::Serialize;

use crate::{Result, rules, ties, verdict};

/// What an id stands for, explained.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "explains", rename_all = "lowercase")]
pub enum Explained {
    /// A claim.
    Claim {
        /// The claim, corrected.
        claim: Box<Claim>,
        /// The rule that fired and what it rested on.
        rule: Vec<String>,
        /// The words of the report before and after the quotation.
        context: Option<Context>,
        /// The report's title.
        title: Option<String>,
        /// What people changed.
        corrections: Vec<Correction>,
        /// The event that it belongs to.
        event: Option<String>,
        /// How many claims the event has.
        #[serde(skip)]
        joined: usize,
        /// What came of it for the control of its place.
        control: Option<Box<Answer>>,
        /// Why its report no longer counts, where that is so.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fates: Vec<Fate>,
        /// The versions of its report's page, oldest first, where there are several.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        versions: Vec<Version>,
    },
    /// An event.
    Event {
        /// The event.
        event: Box<Event>,
    },
    /// How a place stood on a day.
    Status {
        /// The answer.
        status: Box<Answer>,
    },
    /// The id begins those of several claims.
    Several {
        /// The claims.
        claims: Vec<Claim>,
    },
    /// Nothing has this id.
    Nothing,
}

/// The words around a quotation, to the ends of its paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Context {
    /// Before it.
    pub before: String,
    /// After it.
    pub after: String,
}

/// Explains a claim, an event (`e` and a claim's id) or a status (`KEY@DAY`).
///
/// # Errors
/// Where the ledger cannot be read.
pub fn explain(ledger: &Ledger, id: &str) -> Result<Explained> {
    if let Some((key, day)) = id.rsplit_once('@')
        && let Ok(day) = day.parse::<Date>()
    {
        return Ok(match status(ledger, key, day)? {
            Some(status) => Explained::Status { status: Box::new(status) },
            None => Explained::Nothing,
        });
    }
    let mut claims = claims_with_id(ledger, id)?;
    if claims.is_empty()
        && let Some(anchor) = id.strip_prefix('e')
        && let Some(event) = event_of(ledger, anchor)?
    {
        return Ok(Explained::Event { event: Box::new(event) });
    }
    match (claims.len(), claims.pop()) {
        (1, Some(claim)) => explain_claim(ledger, claim),
        (_, Some(last)) => {
            claims.push(last);
            Ok(Explained::Several { claims })
        }
        (_, None) => match verdict::withdrawn(ledger, id)? {
            Some(claim) => explain_claim(ledger, claim),
            None => Ok(Explained::Nothing),
        },
    }
}

/// The claims that an id may mean; a whole id is one claim.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn claims_with_id(ledger: &Ledger, id: &str) -> Result<Vec<Claim>> {
    let mut found = ledger.claims(&Filter { id: Some(id.to_owned()), ..Filter::default() })?;
    if found.iter().any(|claim| claim.claim == id) {
        found.retain(|claim| claim.claim == id);
    }
    Ok(found)
}

/// The event with this id (its first claim's): clustered anew from the claims of its place.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn event_of(ledger: &Ledger, id: &str) -> Result<Option<Event>> {
    // One day of an event that was counted by days is the event.
    let id = id.split_once('.').map_or(id, |(event, _)| event);
    let Some(anchor) = claims_with_id(ledger, id)?.into_iter().next() else { return Ok(None) };
    let around = match anchor.places.first() {
        Some(place) => ledger.claims(&Filter::place(place_key(place)))?,
        None => {
            ledger.claims(&Filter { report: Some(anchor.report.clone()), ..Filter::default() })?
        }
    };
    let settings = rules::settings(ledger, &around)?;
    let thresholds = ties::thresholds(ledger, EventSettings::default())?;
    let events = events(&around, &settings, &thresholds);
    let mut all = events.into_iter();
    Ok(all.find(|event| {
        let mut told = event.claims.iter().chain(&event.set_aside);
        told.any(|one| one.claim == anchor.claim)
    }))
}

fn status(ledger: &Ledger, key: &str, day: Date) -> Result<Option<Answer>> {
    let claims = ledger.claims(&Filter::place(key))?;
    let settings = rules::settings(ledger, &claims)?;
    let holdings = Holdings::of(&claims, key, None, &settings);
    Ok(holdings.map(|holdings| holdings.on(Some(day))))
}

fn explain_claim(ledger: &Ledger, claim: Claim) -> Result<Explained> {
    let report = ledger.report(&claim.report)?;
    let corrections: Vec<Correction> = (ledger.bound_corrections()?.into_iter())
        .filter(|bound| bound.now.as_ref() == Some(&claim.claim))
        .map(|bound| bound.correction)
        .collect();
    let event = event_of(ledger, &claim.claim)?;
    let mut control = None;
    if concerns_control(&claim.kind)
        && let (Some(place), Some(last)) = (claim.places.first(), claim.when.interval.last)
    {
        control = status(ledger, &place_key(place), last)?;
    }
    let mut fates = ledger.fates([claim.report.as_str()])?;
    Ok(Explained::Claim {
        fates: fates.remove(&(claim.report.clone(), claim.published)).unwrap_or_default(),
        versions: ledger.versions(&claim.report)?,
        rule: claim.why.clone(),
        context: report.as_ref().map(|(report, _)| context(&report.text, &claim)),
        title: report.and_then(|(report, _)| report.title),
        corrections,
        joined: event.as_ref().map_or(0, |event| event.claims.len()),
        event: event.map(|event| event.event),
        control: control.map(Box::new),
        claim: Box::new(claim),
    })
}

/// The words of the report before and after the quotation, to the ends of its paragraph.
pub fn context(text: &str, claim: &Claim) -> Context {
    let at =
        |point: u32| text.char_indices().nth(point as usize).map_or(text.len(), |(byte, _)| byte);
    let span = claim.quote.span;
    let (start, end) = (at(span.start), at(span.end));
    let before = text.get(..start).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
    let after = text.get(end..).and_then(|text| text.split('\n').next()).unwrap_or_default();
    Context { before: before.to_owned(), after: after.to_owned() }
}
