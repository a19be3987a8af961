//! `dateline sources`: what became of the words of each spokesman and publisher.

use clap::Args;
use dateline_desk::{ScoreQuestion, sources};
use dateline_ledger::{Access, Ledger};

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};
use crate::table::Table;

/// Scores each spokesman and publisher: how much of what they said was borne out by others
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline sources --ledger war.db
  dateline sources --within 60 --at-least 10 --ledger war.db
  dateline sources --claims --format jsonl --ledger war.db | jq 'select(.source == \"AFP\").fates[]'

Counted are claims that somebody holds a place, took it or left it, all of it. A word is settled by
others only: not by the same source, not by a copy of its story, not by a party about its own success.
Borne out: another says within the window that the same party holds it, took it, or lost it later.
Contradicted: another says that somebody else holds it, or denies it. A spokesman is whom a report
names; a publisher is scored for what it says in its own voice.")]
pub struct Sources {
    /// Days within which another must say so
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(i32).range(0..))]
    within: i32,

    /// Leave out sources with fewer claims
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    at_least: usize,

    /// List every claim, with what became of it
    #[arg(long)]
    claims: bool,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Sources {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let asked =
            ScoreQuestion { window: self.within, at_least: self.at_least, fates: self.claims };
        let as_table = self.format.table(out);
        let mut table = Table::new(&[
            ("source", 34),
            ("role", 9),
            ("claims", 6),
            ("borne out", 9),
            ("contradicted", 12),
            ("unsettled", 9),
            ("share", 5),
            ("days", 4),
            ("of own success", 14),
        ]);
        for score in sources(&ledger, asked)? {
            if !as_table {
                out.json(&score)?;
                continue;
            }
            let share = score.share.map_or_else(|| "-".to_owned(), |share| format!("{share:.2}"));
            table.row(
                out,
                &[
                    score.source.as_str().into(),
                    score.role.into(),
                    score.claims.to_string().into(),
                    score.borne_out.to_string().into(),
                    score.contradicted.to_string().into(),
                    score.unsettled.to_string().into(),
                    share.into(),
                    score.days.map_or_else(|| "-".to_owned(), |days| days.to_string()).into(),
                    score.self_serving.to_string().into(),
                ],
            )?;
            for fate in &score.fates {
                let by = fate.by.as_deref().map_or_else(String::new, |by| format!(" by {by}"));
                out.line(format_args!(
                    "    {}{by}: {}  “{}”",
                    fate.outcome, fate.claim, fate.quote
                ))?;
            }
        }
        Ok(Status::Done)
    }
}
