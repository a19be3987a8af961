//! `dateline map`: control of every known place on a date, as GeoJSON.

use std::io::Write;

use clap::Args;
use dateline_control::Brief;
use dateline_desk::{Clocks, DayMap, features, map, title};
use jiff::civil::Date;

use crate::args::Format;
use crate::asking::{Asked, EvidenceArgs};
use crate::output::{Out, Status, say};
use crate::table::Table;
use crate::telling;

/// Control of every known place on a date, as GeoJSON
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline map --on 2017-11-05 --ledger war.db > control.geojson
  dateline map --on 2017-11-05 --ledger war.db --format table
  dateline map --on 2017-11-05 --where-prec exact --min-confidence 0.5 --ledger war.db")]
pub struct Map {
    /// The day asked about [default: the day of the newest evidence]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    #[command(flatten)]
    asked: Asked,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

impl Map {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = self.asked.open()?;
        let clocks = Clocks { on: self.on, as_of: self.asked.as_of };
        let evidence = self.evidence.evidence();
        if self.asked.format.format == Some(Format::Table) {
            let map = map(&ledger, clocks, &evidence)?;
            tell_nothing(&map);
            return table(out, map.places.iter().map(|(_, brief)| brief));
        }
        let map = features(&ledger, clocks, &evidence)?;
        tell_nothing(&map);
        out.write_all(br#"{"type":"FeatureCollection","features":["#)?;
        let mut between: &[u8] = b"\n";
        for (_, feature) in &map.places {
            out.write_all(between)?;
            out.write_all(feature)?;
            between = b",\n";
        }
        let on = serde_json::to_string(&map.on)?;
        let as_of = serde_json::to_string(&map.as_of)?;
        out.line(format_args!("\n],\"on\":{on},\"as_of\":{as_of}}}"))?;
        Ok(Status::Done)
    }
}

fn tell_nothing<T>(map: &DayMap<T>) {
    if map.places.is_empty() {
        say(format_args!("dateline: no report in the ledger tells who holds any place"));
    }
}

fn table<'a>(out: &mut Out, briefs: impl Iterator<Item = &'a Brief>) -> anyhow::Result<Status> {
    let mut table = Table::new(&[
        ("place", 36),
        ("status", 48),
        ("basis", 15),
        ("since", 10),
        ("last evidence", 13),
    ]);
    for brief in briefs {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        table.row(
            out,
            &[
                title(&brief.place).into(),
                telling::standing(brief.status, brief.holder.as_ref(), &brief.others).into(),
                telling::basis(brief.basis).into(),
                day(brief.since.and_then(|since| since.last)).into(),
                day(brief.last_evidence).into(),
            ],
        )?;
    }
    Ok(Status::Done)
}
