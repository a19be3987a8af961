//! What is typed to ask a ledger: the flags that several questions share.

use clap::Args;
use dateline_coding::Modality;
use dateline_control::PlaceRecord;
use dateline_desk::{Candidate, Evidence, Page, WhenPrecision, WherePrecision, title};
use dateline_ledger::{Access, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, say};

/// The ledger asked, as it was known on a day, and how to print.
#[derive(Debug, Args)]
pub struct Asked {
    /// Leave out every report published after this day
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,

    #[command(flatten)]
    pub ledger: LedgerArg,

    #[command(flatten)]
    pub format: FormatArg,
}

impl Asked {
    /// Opens the ledger to read it.
    pub fn open(&self) -> anyhow::Result<Ledger> {
        Ok(Ledger::open(&self.ledger.ledger, Access::Read)?)
    }
}

/// Which claims count.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which claims count")]
pub struct EvidenceArgs {
    /// Only what this publisher, spokesman, actor or kind of source says (AFP, sy.government, monitor)
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Only claims of this modality: asserted, claimed, denied, planned, possible, attempted
    #[arg(long, value_name = "MODALITY", value_parser = modality, value_delimiter = ',')]
    modality: Vec<Modality>,

    /// Only claims at least so sure, 0 to 1
    #[arg(long, value_name = "NUMBER")]
    min_confidence: Option<f64>,

    /// Only places known so finely or finer: exact, near, admin2, admin1, feature, country (or 1 to 6)
    #[arg(long, value_name = "PRECISION")]
    where_prec: Option<WherePrecision>,

    /// Only days known so finely or finer: day, days, week, month, year (or 1 to 5)
    #[arg(long, value_name = "PRECISION")]
    when_prec: Option<WhenPrecision>,
}

impl EvidenceArgs {
    /// The filter.
    pub fn evidence(&self) -> Evidence {
        Evidence {
            source: self.source.clone(),
            modality: self.modality.clone(),
            min_confidence: self.min_confidence,
            where_prec: self.where_prec,
            when_prec: self.when_prec,
        }
    }
}

fn modality(word: &str) -> Result<Modality, String> {
    serde_json::from_value(serde_json::Value::from(word))
        .map_err(|_| "one of asserted, claimed, denied, planned, possible, attempted".to_owned())
}

/// Which part of a list.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// At most so many
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,

    /// Those after the one with this id (the last of the page before)
    #[arg(long, value_name = "ID")]
    after: Option<String>,
}

impl PageArgs {
    /// The page.
    pub fn page(&self) -> Page {
        Page { limit: self.limit, after: self.after.clone() }
    }
}

/// Says on stderr that more comes after a page.
pub fn more(next: Option<&str>, shown: usize, total: usize) {
    if let Some(next) = next {
        say(format_args!("dateline: {shown} of {total}; the next: --after {next}"));
    }
}

/// Lists the places that a name may mean.
pub fn candidates(out: &mut Out, table: bool, several: &[Candidate]) -> anyhow::Result<()> {
    let name = several.first().map_or("", |one| one.asked.as_str());
    say(format_args!(
        "dateline: \"{name}\" may be any of {} places; say which by its id, or as \"Name, CC\"",
        several.len()
    ));
    for one in several {
        if table {
            let PlaceRecord { id, .. } = &one.candidate;
            let id = id.as_deref().unwrap_or("-");
            out.line(format_args!("{id:20} {}, {} claims", title(&one.candidate), one.claims))?;
        } else {
            out.json(one)?;
        }
    }
    Ok(())
}

/// The name of whoever works on the ledger: as said, else the user's.
pub fn signature(said: Option<&str>) -> String {
    let user = || {
        let names = ["USER", "USERNAME", "LOGNAME"];
        names
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|name| !name.trim().is_empty())
    };
    said.map(str::to_owned).or_else(user).unwrap_or_else(|| "unsigned".to_owned())
}

/// Today, in UTC.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
