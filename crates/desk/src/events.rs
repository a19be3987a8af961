//! Events of the ledger, filtered.

use dateline_control::{Event, EventSettings};
use dateline_ledger::{Filter, Ledger};
use jiff::civil::Date;

use crate::asked::AskedActor;
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

/// The events asked for, by first day.
///
/// # Errors
/// Where the ledger cannot be read, or the page begins after an event that is not in the list.
pub fn events(ledger: &Ledger, asked: &EventQuestion) -> Result<Reply<Paged<Event>>> {
    let mut told = true;
    let mut claims = match &asked.place {
        None => ledger.claims(&Filter::default())?,
        Some(place) => match lookup::find(ledger, place, &Filter::default())? {
            Found::Told { claims, .. } => claims,
            Found::Untold(_) => {
                told = false;
                vec![]
            }
            Found::Several(several) => return Ok(Reply::Several(several)),
        },
    };
    let settings = rules::settings(ledger, &claims)?;
    asked.evidence.sift(&mut claims);
    if let Some(as_of) = asked.as_of {
        claims.retain(|claim| claim.published.is_some_and(|day| day <= as_of));
    }
    let actor = asked.actor.as_deref().map(AskedActor::named);
    let mut thresholds = ties::thresholds(ledger, asked.thresholds.clone())?;
    thresholds.as_of = asked.as_of;
    let mut events = dateline_control::events(&claims, &settings, &thresholds);
    events.retain(|event| {
        asked.admits(event)
            && actor.as_ref().is_none_or(|actor| {
                event.by.iter().chain(&event.against).any(|party| actor.is_party(party))
            })
    });
    let page = asked.page.of(events, |event| event.event.clone())?;
    Ok(if told { Reply::Told(page) } else { Reply::Untold(page) })
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
