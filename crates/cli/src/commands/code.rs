//! `dateline code`: codes reports, keeps nothing, prints their claims.

use std::borrow::Cow;

use clap::Args;
use dateline_coding::{Claim, Modality};
use dateline_report::{Note, Report};

use crate::args::FormatArg;
use crate::commands::ontology::OntologyArg;
use crate::input::InputArgs;
use crate::output::{Out, Status, say};
use crate::table::Table;

/// Codes reports and prints their claims, one JSON object a line; keeps nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline code report.txt --published 2017-11-03 --publisher AFP
  dateline code archive/ --threads 4 > claims.jsonl
  zcat wires.jsonl.gz | dateline code - --format table
  dateline code crawl.warc.gz | jq -r 'select(.type == \"control.gain\") | .quote.text'

Offsets count Unicode code points of the report's text, so that text[start:end] is the quotation.")]
pub struct Code {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    ontology: OntologyArg,

    #[command(flatten)]
    format: FormatArg,

    /// Also say, on stderr, what the analysis is in doubt about
    #[arg(long)]
    notes: bool,
}

impl Code {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let coder = self.ontology.coder()?;
        let as_table = self.format.table(out);
        let mut table = claims_table();
        self.input.each_report(
            |report| {
                let (claims, notes) = coder.code(&report);
                let lines = if as_table { Ok(vec![]) } else { lines(&claims) };
                (report, claims, notes, lines)
            },
            |(report, claims, notes, lines)| {
                if self.notes {
                    say_notes(&report, &notes);
                }
                if as_table {
                    for claim in &claims {
                        table.row(out, &row(claim))?;
                    }
                } else {
                    out.bytes(&lines?)?;
                }
                out.show()
            },
        )
    }
}

/// The claims as JSON lines: written where the claims are made, on as many threads.
fn lines(claims: &[Claim]) -> serde_json::Result<Vec<u8>> {
    let mut lines = vec![];
    for claim in claims {
        serde_json::to_writer(&mut lines, claim)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// Says what the analysis was in doubt about.
pub fn say_notes(report: &Report, notes: &[Note]) {
    for note in notes {
        say(format_args!("dateline: report {}: {} {}", report.id, note.code, note.message));
    }
}

/// The table of claims.
pub fn claims_table() -> Table {
    Table::new(&[("when", 15), ("type", 22), ("where", 20), ("who", 34), ("words", 30)])
}

/// A claim's row in it.
pub fn row(claim: &Claim) -> [Cow<'_, str>; 5] {
    let modality = match claim.modality {
        Modality::Asserted => "",
        Modality::Claimed => " (claimed)",
        Modality::Denied => " (denied)",
        Modality::Planned => " (planned)",
        Modality::Possible => " (possible)",
        Modality::Attempted => " (attempted)",
    };
    let places: Vec<_> = claim.places.iter().map(|place| place.name.as_str()).collect();
    [
        when(claim).into(),
        claim.kind.as_str().into(),
        places.join(", ").into(),
        (who(claim) + modality).into(),
        claim.quote.text.as_str().into(),
    ]
}

/// The day or days, shortened to what a column holds.
fn when(claim: &Claim) -> String {
    let interval = &claim.when.interval;
    match (interval.first, interval.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => {
            let (first, last) = (first.to_string(), last.to_string());
            // 2017-10-01…31, else 2014-12…2017-09.
            match first[..8] == last[..8] {
                true => format!("{first}…{}", &last[8..]),
                false => format!("{}…{}", &first[..7], &last[..7]),
            }
        }
        (Some(first), None) => format!("{first}…"),
        (None, Some(last)) => format!("…{last}"),
        (None, None) => String::new(),
    }
}

/// Who did it to whom, or who holds it.
fn who(claim: &Claim) -> String {
    let names = |actors: &[dateline_actor::Actor]| {
        actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (by, against) = (names(&claim.by), names(&claim.against));
    let holder = claim.control.as_ref().and_then(|control| control.holder.as_ref());
    match (by.is_empty(), against.is_empty()) {
        (false, false) => format!("{by} → {against}"),
        (false, true) => by,
        (true, false) => format!("→ {against}"),
        (true, true) => holder.map(|party| party.name.clone()).unwrap_or_default(),
    }
}
