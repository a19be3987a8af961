//! `dateline rule`: what words mean in a feed, laid down once for all its reports.

use anyhow::Result;
use clap::{Args, Subcommand};
use dateline_desk::{Rule, Signed, drop_rule, horizons, lay_down, rules, set_horizon};
use dateline_ledger::{Access, Ledger};

use crate::args::{FormatArg, LedgerArg};
use crate::asking::{signature, today};
use crate::output::{Out, Status, say};
use crate::table::Table;

/// Lays down what words mean: "in this feed Al-Bab is that town"
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline rule add \"Al-Bab\" --where geonames:172408 --publisher \"Wire\" --why \"their Aleppo desk\" --ledger war.db
  dateline rule add \"the Brigade\" --actor lna --url https://example.org/libya/ --why \"as they use it\" --ledger war.db
  dateline rule horizon 30 --country UA --why \"the front is told of daily\" --ledger war.db
  dateline rule list --ledger war.db
  dateline rule drop 3 --why \"the feed changed\" --ledger war.db

A rule is one entry of the ledger, not a thousand corrections. It is applied to every report read from now
on, and to the ones in the ledger by `dateline recode`; `explain` names the rules that changed a claim.")]
pub struct RuleCommand {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Lays a rule down
    Add {
        /// The words, as reports write them
        #[arg(value_name = "WORDS")]
        words: String,
        /// Id of the place that they mean
        #[arg(long = "where", value_name = "ID")]
        place: Option<String>,
        /// Id of the actor that they mean
        #[arg(long, value_name = "ID", conflicts_with = "place")]
        actor: Option<String>,
        /// Only in reports of this publisher
        #[arg(long, value_name = "NAME")]
        publisher: Option<String>,
        /// Only in reports whose address begins so
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        #[command(flatten)]
        sign: Sign,
    },
    /// Sets after how many days without word what is known is old: 120 where nothing is set
    Horizon {
        /// So many days; `none` drops what was set. Without it, what was set is listed
        #[arg(value_name = "DAYS", value_parser = days)]
        days: Option<Days>,
        /// Only in these countries, those of one war (UA, or SY,IQ)
        #[arg(long, value_name = "CC", value_delimiter = ',')]
        country: Vec<String>,
        #[command(flatten)]
        sign: SignIfSet,
    },
    /// Lists the rules in force
    List {
        #[command(flatten)]
        ledger: LedgerArg,
        #[command(flatten)]
        format: FormatArg,
    },
    /// Drops a rule; what it did stays until a recoding
    Drop {
        /// Its number
        #[arg(value_name = "NUMBER")]
        number: u64,
        #[command(flatten)]
        sign: Sign,
    },
}

#[derive(Debug, Args)]
struct SignIfSet {
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,

    /// Who [default: the user's name]
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    #[command(flatten)]
    ledger: LedgerArg,
}

/// A number of days, or none.
#[derive(Clone, Copy, Debug)]
struct Days(Option<i32>);

fn days(text: &str) -> Result<Days, String> {
    match text {
        "none" => Ok(Days(None)),
        text => match text.parse() {
            Ok(days) => Ok(Days(Some(days))),
            Err(_) => Err("a number of days, or none".to_owned()),
        },
    }
}

#[derive(Debug, Args)]
struct Sign {
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,

    /// Who [default: the user's name]
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    #[command(flatten)]
    ledger: LedgerArg,
}

impl RuleCommand {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        match self.deed {
            Deed::Add { words, place, actor, publisher, url, sign } => {
                let mut ledger = Ledger::open(&sign.ledger.ledger, Access::Write)?;
                let who = signature(sign.who.as_deref());
                let signed = Signed { who: &who, why: &sign.why, on: today() };
                let rule = Rule { words, place, actor, publisher, url };
                let number = lay_down(&mut ledger, &rule, signed)?;
                if let Some(laid) = rules(&ledger)?.iter().find(|laid| laid.rule == number) {
                    out.json(laid)?;
                }
                say(format_args!(
                    "dateline: rule {number} holds for reports read from now on; `dateline recode` applies it to the others"
                ));
            }
            Deed::Horizon { days, country, sign } => {
                if let Some(Days(days)) = days {
                    let mut ledger = Ledger::open(&sign.ledger.ledger, Access::Write)?;
                    let who = signature(sign.who.as_deref());
                    let why = sign.why.unwrap_or_default();
                    let signed = Signed { who: &who, why: &why, on: today() };
                    set_horizon(&mut ledger, &country, days, signed)?;
                }
                let ledger = Ledger::open(&sign.ledger.ledger, Access::Read)?;
                for (country, horizon) in horizons(&ledger)? {
                    let mut record = serde_json::to_value(&horizon)?;
                    record["country"] = country.into();
                    out.json(&record)?;
                }
            }
            Deed::List { ledger, format } => {
                let ledger = Ledger::open(&ledger.ledger, Access::Read)?;
                let as_table = format.table(out);
                let mut table = Table::new(&[
                    ("rule", 4),
                    ("words", 24),
                    ("mean", 24),
                    ("in", 30),
                    ("who", 12),
                    ("on", 10),
                    ("why", 30),
                ]);
                for laid in rules(&ledger)? {
                    if !as_table {
                        out.json(&laid)?;
                        continue;
                    }
                    let says = &laid.says;
                    let mean = says.place.as_ref().or(says.actor.as_ref());
                    let scope = says.publisher.as_ref().or(says.url.as_ref());
                    table.row(
                        out,
                        &[
                            laid.rule.to_string().into(),
                            says.words.as_str().into(),
                            mean.map_or("", String::as_str).into(),
                            scope.map_or("every report", String::as_str).into(),
                            laid.who.as_str().into(),
                            laid.on.to_string().into(),
                            laid.why.as_str().into(),
                        ],
                    )?;
                }
            }
            Deed::Drop { number, sign } => {
                let mut ledger = Ledger::open(&sign.ledger.ledger, Access::Write)?;
                let who = signature(sign.who.as_deref());
                let signed = Signed { who: &who, why: &sign.why, on: today() };
                drop_rule(&mut ledger, number, signed)?;
                say(format_args!("dateline: rule {number} is dropped"));
            }
        }
        Ok(Status::Done)
    }
}
