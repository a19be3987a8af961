//! Events of the ledger, filtered.

use std::collections::BTreeSet;

use dateline_coding::Claim;
use dateline_control::{Event, EventSettings};
use dateline_ledger::{Filter, Ledger, place_key};
use jiff::civil::Date;

use crate::asked::AskedActor;
use crate::explain::claims_with_id;
use crate::gather::Gather;
use crate::lookup::{self, Found};
use crate::place::Reply;
use crate::{Evidence, Page, Paged, Result, rules, ties};

/// Which events are asked for. The default is all.
#[derive(Clone, Debug, Default)]
pub struct EventQuestion {
    /// Of this type or family (`strike`, `control.gain`).
    pub kind: Option<String>,
    /// At this place, however it is called.
    pub place: Option<String>,
    /// With this actor on either side.
    pub actor: Option<String>,
    /// On or after this day.
    pub from: Option<Date>,
    /// On or before this day.
    pub to: Option<Date>,
    /// Reports published after this day are left out.
    pub as_of: Option<Date>,
    /// How claims are gathered into events, and the dead counted.
    pub thresholds: EventSettings,
    /// Which claims count.
    pub evidence: Evidence,
    /// Which part of the list.
    pub page: Page,
}

/// The events asked for, by first day. Claims are read place by place, and only the page is held.
///
/// # Errors
/// Where the ledger cannot be read, or the page begins after an event that is not in the list.
pub fn events(ledger: &Ledger, asked: &EventQuestion) -> Result<Reply<Paged<Event>>> {
    let mut thresholds = ties::thresholds(ledger, asked.thresholds.clone())?;
    thresholds.as_of = asked.as_of;
    let actor = asked.actor.as_deref().map(AskedActor::named);
    let list = List { ledger, asked, actor, thresholds };
    if let Some(place) = &asked.place {
        return Ok(match lookup::find(ledger, place, &Filter::default())? {
            Found::Told { claims, .. } => {
                let events = list.of(claims)?;
                Reply::Told(asked.page.of(events, |event| event.event.clone())?)
            }
            Found::Untold(_) => Reply::Untold(asked.page.of(vec![], |_: &Event| String::new())?),
            Found::Several(several) => Reply::Several(several),
        });
    }
    // Claims that people tied together may be told of different places: these are read at once.
    let tied = list.tied()?;
    let after = match &asked.page.after {
        Some(after) => Some(list.key_of(after, &tied)?),
        None => None,
    };
    let mut gather = Gather::new(&asked.page, after);
    let mut add = |events: Vec<Event>| {
        for event in events {
            gather.push(key(&event), || event);
        }
    };
    add(list.at(&tied)?);
    for place in ledger.place_keys()?.into_iter().filter(|place| !tied.contains(place)) {
        add(list.at(&BTreeSet::from([place]))?);
    }
    if !tied.contains(NOWHERE) {
        add(list.at(&BTreeSet::from([NOWHERE.to_owned()]))?);
    }
    Ok(Reply::Told(gather.paged(|event| event.event.clone())))
}

/// The key of claims that are about no place.
const NOWHERE: &str = "";

/// By first day, then by id.
type Key = (Option<Date>, String);

fn key(event: &Event) -> Key {
    (event.first, event.event.clone())
}

/// The list in the making.
struct List<'q> {
    ledger: &'q Ledger,
    asked: &'q EventQuestion,
    actor: Option<AskedActor>,
    thresholds: EventSettings,
}

impl List<'_> {
    /// The events that some claims tell of, as far as they are asked for.
    fn of(&self, mut claims: Vec<Claim>) -> Result<Vec<Event>> {
        let settings = rules::settings(self.ledger, &claims)?;
        self.asked.evidence.sift(&mut claims);
        if let Some(as_of) = self.asked.as_of {
            claims.retain(|claim| claim.published.is_some_and(|day| day <= as_of));
        }
        let mut events = dateline_control::events(&claims, &settings, &self.thresholds);
        events.retain(|event| {
            self.asked.admits(event)
                && self.actor.as_ref().is_none_or(|actor| {
                    event.by.iter().chain(&event.against).any(|party| actor.is_party(party))
                })
        });
        Ok(events)
    }

    /// The events at some places: those of claims of which these are the first place.
    fn at(&self, places: &BTreeSet<String>) -> Result<Vec<Event>> {
        let mut claims = vec![];
        for place in places {
            if place == NOWHERE {
                self.ledger.for_each_claim(&Filter::default(), |claim| -> Result<()> {
                    if claim.places.is_empty() {
                        claims.push(claim);
                    }
                    Ok(())
                })?;
                continue;
            }
            let here = self.ledger.claims(&Filter::place(&**place))?;
            claims.extend(here.into_iter().filter(|claim| first_place(claim) == *place));
        }
        self.of(claims)
    }

    /// The places of claims that people tied together.
    fn tied(&self) -> Result<BTreeSet<String>> {
        let mut places = BTreeSet::new();
        for id in self.thresholds.ties.joined() {
            places.extend(claims_with_id(self.ledger, id)?.iter().map(first_place));
        }
        Ok(places)
    }

    /// Where the event stands in the list that the page begins after.
    fn key_of(&self, after: &str, tied: &BTreeSet<String>) -> Result<Key> {
        let lost = || Page::lost(after);
        let anchor = after.strip_prefix('e').ok_or_else(lost)?;
        for claim in claims_with_id(self.ledger, anchor)? {
            let place = first_place(&claim);
            let events = match tied.contains(&place) {
                true => self.at(tied)?,
                false => self.at(&BTreeSet::from([place]))?,
            };
            if let Some(event) = events.iter().find(|event| event.event == after) {
                return Ok(key(event));
            }
        }
        Err(lost())
    }
}

fn first_place(claim: &Claim) -> String {
    claim.places.first().map(place_key).unwrap_or_default()
}

impl EventQuestion {
    fn admits(&self, event: &Event) -> bool {
        let family = |kind: &str| {
            self.kind.as_deref().is_none_or(|asked| {
                kind.strip_prefix(asked)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        (family(&event.kind) || event.claims.iter().any(|joined| family(&joined.kind)))
            && self.from.is_none_or(|from| event.last.is_some_and(|last| last >= from))
            && self.to.is_none_or(|to| event.first.is_some_and(|first| first <= to))
    }
}
