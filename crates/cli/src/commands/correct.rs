//! `dateline correct`: adds a correction; nothing is overwritten.

use anyhow::Result;
use clap::Args;
use dateline_ledger::{Access, Ledger};
use serde_json::Value;

use crate::args::{FormatArg, LedgerArg};
use crate::asking::{signature, today};
use crate::output::{Out, Status, Usage};

/// Adds a correction; nothing is overwritten
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline correct c7f0a1 --set when.first=2017-11-02 --why \"the statement was dated the 2nd\" --ledger war.db
  dateline correct c7f0a1 --set where=geonames:173576 --why \"the town in Aleppo province\" --ledger war.db
  dateline correct c7f0a1 --set control.holder=sy.government --why \"its militia\" --ledger war.db
  dateline correct ec7f0a1 --set merge=e9b21c0 --why \"one battle, told by its two sides\" --ledger war.db
  dateline correct c7f0a1 --set rejected=true --why \"a film, no war\" --ledger war.db
  dateline correct 5f2a90c1b3d4e6f7 --set retracted=true --why \"the agency told us by telephone\" --ledger war.db

FIELD is a path into the claim's record (when.first, where.0.id, modality, control.extent, …);
VALUE is JSON, or a bare word. An event's id corrects all its claims; of the event itself, --set
split=CLAIM[,CLAIM] takes claims out of it and --set merge=EVENT joins another one to it. --set
retracted=true withdraws a whole report, by its id, with all its claims; retracted=false takes that back.")]
pub struct Correct {
    /// Id of the claim, event or report that is wrong
    #[arg(value_name = "ID")]
    id: String,

    /// What it should say (may be given several times)
    #[arg(long, value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,

    /// Who corrects [default: the user's name]
    #[arg(long, alias = "who", value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Correct {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        let set: Vec<(String, String)> = (self.set.iter())
            .map(|set| match set.split_once('=') {
                Some((field, value)) => Ok((field.to_owned(), value.to_owned())),
                None => Err(Usage(format!("--set {set}: expected FIELD=VALUE"))),
            })
            .collect::<Result<_, _>>()?;
        let mut ledger = Ledger::open(&self.ledger.ledger, Access::Write)?;
        let who = signature(self.by.as_deref());
        let planned = dateline_desk::plan(&ledger, &self.id, &set, &self.why, &who, today())?;
        dateline_desk::correct(&mut ledger, &planned)?;
        let table = self.format.table(out);
        for correction in &planned {
            if table {
                let report = correction.claim.is_empty();
                out.line(format_args!(
                    "{}: {} = {} (was {})",
                    if report { &self.id } else { &correction.claim },
                    correction.field,
                    correction.after,
                    correction.before.as_ref().unwrap_or(&Value::Null)
                ))?;
            } else {
                out.json(correction)?;
            }
        }
        Ok(Status::Done)
    }
}
