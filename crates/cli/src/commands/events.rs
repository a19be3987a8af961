//! `dateline events`: events, each with the claims that it rests on.

use clap::{Args, ValueEnum};
use dateline_actor::Registry;
use dateline_control::{DeathPolicy, Event, EventSettings, events};
use dateline_ledger::{Access, Filter, Ledger, fold_name};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::lookup::{self, Found};
use crate::output::{Out, Status};
use crate::rules;
use crate::table::Table;

/// Events, each with the claims that it rests on
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline events --type strike --from 2017-09-01 --to 2017-09-30 --ledger war.db
  dateline events --place Palmyra --actor \"Islamic State\" --ledger war.db")]
pub struct Events {
    /// Only this type, or this family (strike, control.gain)
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,

    /// Only at this place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// Only with this actor on either side
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,

    /// Only on or after this day
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// Only on or before this day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,

    /// Which of several reports' figures of the dead is the best one
    #[arg(long, value_name = "POLICY", default_value = "median")]
    deaths: Deaths,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

/// A policy on the dead.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deaths {
    /// The lowest.
    Min,
    /// The one in the middle.
    Median,
    /// The newest report's.
    Latest,
}

impl Events {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let as_table = self.format.table(out);
        let claims = match &self.place {
            None => ledger.claims(&Filter::default())?,
            Some(place) => match lookup::find(&ledger, place, &Filter::default())? {
                Found::Told { claims, .. } => claims,
                Found::Untold(_) => vec![],
                Found::Several(several) => {
                    lookup::list(out, as_table, place, &several)?;
                    return Ok(Status::Incomplete);
                }
            },
        };
        let thresholds = EventSettings {
            deaths: match self.deaths {
                Deaths::Min => DeathPolicy::Min,
                Deaths::Median => DeathPolicy::Median,
                Deaths::Latest => DeathPolicy::Latest,
            },
            ..EventSettings::default()
        };
        let actors = self.actor.as_deref().map(actor);
        let mut table = Table::new(&[
            ("first", 10),
            ("last", 10),
            ("type", 20),
            ("where", 24),
            ("deaths", 6),
            ("claims", 6),
            ("quote", 40),
        ]);
        for event in events(&claims, &rules::settings(&ledger, &claims)?, &thresholds) {
            if !self.admits(&event) || !actors.as_ref().is_none_or(|actors| actors.admit(&event)) {
                continue;
            }
            if !as_table {
                out.json(&event)?;
                continue;
            }
            let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let deaths = event.deaths.map_or_else(String::new, |deaths| match deaths.all.best {
                Some(best) => best.to_string(),
                None => format!("{}+", deaths.all.low.unwrap_or_default()),
            });
            let quote = event.claims.first().map_or("", |joined| joined.quote.as_str());
            let place = event.places.first().map_or("", |place| place.name.as_str());
            table.row(
                out,
                &[
                    day(event.first).into(),
                    day(event.last).into(),
                    event.kind.as_str().into(),
                    place.into(),
                    deaths.into(),
                    event.claims.len().to_string().into(),
                    quote.into(),
                ],
            )?;
        }
        Ok(Status::Done)
    }

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

/// The actor asked for: ids, and the folded name for bodies that the registry does not know.
struct Actors {
    ids: Vec<String>,
    name: String,
}

fn actor(name: &str) -> Actors {
    let registry = Registry::embedded();
    let mut ids: Vec<String> = registry.search(name).iter().map(|entry| entry.id.clone()).collect();
    if registry.get(name).is_some() {
        ids.push(name.to_owned());
    }
    let sides: Vec<String> = ids.iter().map(|id| registry.party_of(id, None).id).collect();
    ids.extend(sides);
    Actors { ids, name: fold_name(name) }
}

impl Actors {
    fn admit(&self, event: &Event) -> bool {
        event.by.iter().chain(&event.against).any(|party| {
            self.ids.contains(&party.id)
                || !self.name.is_empty() && fold_name(&party.name) == self.name
        })
    }
}
