//! `dateline claim`: a person's claim, from a marked sentence.

use anyhow::Result;
use clap::{Args, Subcommand};
use dateline_coding::{Interest, Modality};
use dateline_desk::{Draft, Signed, claim_types, draft};
use dateline_ledger::{Access, Ledger};
use dateline_time::Bound;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::args::{FormatArg, LedgerArg};
use crate::asking::{signature, today};
use crate::output::{Out, Status};

/// Adds a claim that the machine missed, from a marked sentence
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline claim add --report 5f2a91 --quote \"seized the town of Arda\" --type control.gain \\
      --where \"Arda, SY\" --by \"Islamic State\" --first 2017-11-03 --why \"missed: 'seized'\" --ledger war.db
  dateline claim add --report 5f2a91 --quote \"12 civilians were killed\" --type harm.casualties \\
      --where geonames:170794 --count \"killed 12 civilians\" --according-to \"the Observatory [monitor]\" --ledger war.db
  dateline claim types                                   the types that there are")]
pub struct ClaimCommand {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Adds a claim; the quotation must stand in the report
    #[command(after_help = "\
Example:
  dateline claim add --report 5f2a91 --quote \"seized the town of Arda\" --type control.gain \\
      --where \"Arda, SY\" --by \"Islamic State\" --first 2017-11-03 --why \"missed: 'seized'\" --ledger war.db

The claim counts at once, stands in the review queue like the rest, and survives every recoding. Its
coder is your role, not the machine.")]
    Add(Box<Add>),
    /// Lists the types of claims
    Types,
}

#[derive(Debug, Args)]
struct Add {
    /// Id of the report
    #[arg(long, value_name = "ID")]
    report: String,

    /// Words of the report, verbatim, one sentence at most
    #[arg(long, value_name = "TEXT")]
    quote: String,

    /// Where the words stand, in code points, where they stand there twice
    #[arg(long, value_name = "NUMBER")]
    start: Option<u32>,

    /// The type, such as control.gain (see `dateline claim types`)
    #[arg(long = "type", value_name = "TYPE")]
    kind: String,

    /// The place: its name, "Name, CC", or an id
    #[arg(long = "where", value_name = "PLACE")]
    places: Vec<String>,

    /// Who acts: a name, or an id of the registry
    #[arg(long, value_name = "ACTOR")]
    by: Vec<String>,

    /// Against whom
    #[arg(long, value_name = "ACTOR")]
    against: Vec<String>,

    /// Together with whom
    #[arg(long, value_name = "ACTOR")]
    with: Vec<String>,

    /// First day
    #[arg(long, value_name = "DATE")]
    first: Option<Date>,

    /// Last day [default: the first]
    #[arg(long, value_name = "DATE")]
    last: Option<Date>,

    /// How the days bound it: on, within, by, since, throughout [default: on]
    #[arg(long, value_name = "BOUND", value_parser = word::<Bound>)]
    bound: Option<Bound>,

    /// asserted, claimed, denied, planned, possible, attempted [default: asserted]
    #[arg(long, value_name = "MODALITY", value_parser = word::<Modality>)]
    modality: Option<Modality>,

    /// What the source has at stake: self_serving, neutral, against, unknown
    #[arg(long, value_name = "INTEREST", value_parser = word::<Interest>)]
    interest: Option<Interest>,

    /// Who holds the place afterwards [default: who acts]
    #[arg(long, value_name = "PARTY")]
    holder: Option<String>,

    /// Who held it before and no longer does
    #[arg(long, value_name = "PARTY")]
    lost_by: Option<String>,

    /// Who stands around it, in a siege
    #[arg(long, value_name = "PARTY")]
    besieged_by: Option<String>,

    /// The part of the place, in the report's words [default: all of it]
    #[arg(long, value_name = "TEXT")]
    part: Option<String>,

    /// People counted: "killed 12 civilians", "wounded 24+"
    #[arg(long = "count", value_name = "TEXT")]
    counts: Vec<String>,

    /// Who says so, innermost first: "Syrian army [belligerent]"
    #[arg(long, value_name = "SOURCE")]
    according_to: Vec<String>,

    /// How sure, 0 to 1 [default: 1]
    #[arg(long, value_name = "NUMBER")]
    confidence: Option<f64>,

    /// Your role, which stands where the machine's name would [default: analyst]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,

    /// Who [default: the user's name]
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl ClaimCommand {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        match self.deed {
            Deed::Add(add) => add.run(out),
            Deed::Types => {
                for kind in claim_types() {
                    out.line(kind)?;
                }
                Ok(Status::Done)
            }
        }
    }
}

impl Add {
    fn run(self, out: &mut Out) -> Result<Status> {
        let mut ledger = Ledger::open(&self.ledger.ledger, Access::Write)?;
        let who = signature(self.who.as_deref());
        let table = self.format.table(out);
        let signed = Signed { who: &who, why: &self.why, on: today() };
        let said = Draft {
            report: self.report,
            quote: self.quote,
            start: self.start,
            kind: self.kind,
            places: self.places,
            by: self.by,
            against: self.against,
            with: self.with,
            first: self.first,
            last: self.last,
            bound: self.bound,
            modality: self.modality,
            interest: self.interest,
            holder: self.holder,
            lost_by: self.lost_by,
            besieged_by: self.besieged_by,
            part: self.part,
            counts: self.counts,
            according_to: self.according_to,
            confidence: self.confidence,
            role: self.role,
        };
        let added = draft(&ledger, &said, signed)?;
        dateline_desk::correct(&mut ledger, std::slice::from_ref(&added))?;
        if table {
            out.line(format_args!("{}  {}  “{}”", added.claim, added.kind, added.quote))?;
        } else {
            out.json(&added.after)?;
        }
        Ok(Status::Done)
    }
}

/// A word of the contract.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}
