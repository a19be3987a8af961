//! `dateline map`: control of every known place on a date, as GeoJSON.

use std::io::Write;

use clap::Args;
use dateline_control::{Answer, Holdings, feature};
use dateline_ledger::{Access, Filter, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::lookup;
use crate::output::{Out, Status, say};
use crate::table::Table;
use crate::{rules, telling};

/// Control of every known place on a date, as GeoJSON
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline map --on 2017-11-05 --ledger war.db > control.geojson
  dateline map --on 2017-11-05 --ledger war.db --format table")]
pub struct Map {
    /// The day asked about [default: the day of the newest evidence]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    /// Leave out every report published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Map {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let claims = ledger.claims(&Filter::control())?;
        let settings = rules::settings(&ledger, &claims)?;
        let all = Holdings::all(&claims, self.as_of, &settings);
        let on = self.on.or_else(|| all.values().filter_map(Holdings::newest).max());
        let answers = all.iter().map(|(key, holdings)| (key, holdings.on(on)));
        if self.format.format == Some(crate::args::Format::Table) {
            return table(out, answers.map(|(_, answer)| answer));
        }
        out.write_all(br#"{"type":"FeatureCollection","features":["#)?;
        for (index, (key, answer)) in answers.enumerate() {
            out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &feature(key, &answer))
                .map_err(std::io::Error::from)?;
        }
        let on = serde_json::to_string(&on)?;
        let as_of = serde_json::to_string(&self.as_of)?;
        out.line(format_args!("\n],\"on\":{on},\"as_of\":{as_of}}}"))?;
        if all.is_empty() {
            say(format_args!("dateline: no report in the ledger tells who holds any place"));
        }
        Ok(Status::Done)
    }
}

fn table(out: &mut Out, answers: impl Iterator<Item = Answer>) -> anyhow::Result<Status> {
    let mut table = Table::new(&[
        ("place", 36),
        ("status", 48),
        ("basis", 15),
        ("since", 10),
        ("last evidence", 13),
    ]);
    for answer in answers {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        table.row(
            out,
            &[
                lookup::title(&answer.place).into(),
                telling::standing(answer.status, answer.holder.as_ref(), &answer.others).into(),
                telling::basis(answer.basis).into(),
                day(answer.since.and_then(|since| since.last)).into(),
                day(answer.last_evidence).into(),
            ],
        )?;
    }
    Ok(Status::Done)
}
