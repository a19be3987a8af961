//! `dateline review`: the queue of claims that somebody should look at, and what reviewers do.

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use dateline_desk::{
    Act, Item, Reply, ReviewQuestion, Signed, State, act, agreement, merge, queue, split,
};
use dateline_ledger::{Access, Correction, Ledger};

use crate::args::{FormatArg, LedgerArg};
use crate::asking::{self, EvidenceArgs, PageArgs, signature, today};
use crate::output::{Out, Status, Usage, say};
use crate::table::Table;

/// The review queue, by doubt times consequence: accept, reject, edit, merge, split
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  dateline review --ledger war.db                                  the queue, most urgent first
  dateline review --next --who ana --ledger war.db                 the next claim that ana has not judged
  dateline review accept c7f0a1 --who ana --ledger war.db
  dateline review reject c7f0a1 --why \"a film, no war\" --who ana --ledger war.db
  dateline review edit c7f0a1 --set modality=claimed --why \"only the army says so\" --who ana --ledger war.db
  dateline review merge ec7f0a1 e9b21c0 --why \"one battle\" --who ana --ledger war.db
  dateline review split ec7f0a1 c99d02 --why \"the day after\" --who ana --ledger war.db
  dateline review --second --blind --next --who ben --ledger war.db    the second check, not knowing the first
  dateline review --agreement --ledger war.db                      Cohen's kappa of every two reviewers, per field
  dateline review --orphaned --ledger war.db                       corrections whose claim a recoding lost

A claim is `machine` until somebody judges it, then `checked`, `second-checked` once two agree, `disputed`
where they do not, or `rejected`. Verdicts are corrections: signed, dated, never overwritten, undone by
`review undo`; they survive a recoding as long as the report still says so."
)]
pub struct Review {
    #[command(subcommand)]
    act: Option<Deed>,

    /// Only the most urgent claim, with its sentences
    #[arg(long)]
    next: bool,

    /// Only what one other person has checked: the second check
    #[arg(long)]
    second: bool,

    /// Show claims as they were coded, without what others made of them
    #[arg(long)]
    blind: bool,

    /// Only claims in this state [default: machine and disputed]
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    state: Vec<StateArg>,

    /// Only this type, or this family
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,

    /// Only at this place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// Who reviews: what they judged is left out
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    /// How reviewers agree: Cohen's kappa, per field
    #[arg(long, conflicts_with_all = ["next", "second", "blind", "state", "kind", "place"])]
    agreement: bool,

    /// Corrections that no claim of the newest coding answers to
    #[arg(long, conflicts_with_all = ["next", "second", "blind", "state", "kind", "place", "agreement"])]
    orphaned: bool,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

/// How far people have looked.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum StateArg {
    /// Nobody has looked.
    Machine,
    /// One person keeps it.
    Checked,
    /// Two agree.
    SecondChecked,
    /// Two do not agree.
    Disputed,
    /// Withdrawn.
    Rejected,
}

/// What a reviewer does.
#[derive(Debug, Subcommand)]
enum Deed {
    /// The claim is right as it reads
    Accept {
        /// Ids of claims, or of events for all their claims
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// It is right as it was coded, whatever others made of it (a blind second check)
        #[arg(long)]
        as_coded: bool,
        #[command(flatten)]
        signed: Sign,
    },
    /// It is no claim: it counts no more
    Reject {
        /// Ids of claims, or of events for all their claims
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        #[command(flatten)]
        signed: Sign,
    },
    /// It should say something else
    Edit {
        /// Id of the claim, or of an event for all its claims
        #[arg(value_name = "ID")]
        id: String,
        /// What it should say (see `dateline correct --help`)
        #[arg(long, value_name = "FIELD=VALUE", required = true)]
        set: Vec<String>,
        #[command(flatten)]
        signed: Sign,
    },
    /// These events, or claims, are one occurrence
    Merge {
        /// Ids of events or claims
        #[arg(value_name = "ID", required = true, num_args = 2..)]
        ids: Vec<String>,
        #[command(flatten)]
        signed: Sign,
    },
    /// These claims are not of this event
    Split {
        /// Id of the event
        #[arg(value_name = "EVENT")]
        event: String,
        /// Ids of the claims to take out
        #[arg(value_name = "CLAIM", required = true)]
        claims: Vec<String>,
        #[command(flatten)]
        signed: Sign,
    },
    /// Takes back what you last did about a claim
    Undo {
        /// Ids of claims
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        #[command(flatten)]
        signed: Sign,
    },
}

/// Who does it, and why.
#[derive(Debug, Args)]
struct Sign {
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

impl Review {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        if let Some(deed) = self.act {
            return deed.run(out);
        }
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let table = self.format.table(out);
        if self.agreement {
            return agree(out, &ledger, table);
        }
        if self.orphaned {
            return orphans(out, &ledger, table);
        }
        let mut page = self.page.page();
        if self.next {
            page.limit = Some(1);
        }
        let asked = ReviewQuestion {
            who: self.who,
            second: self.second,
            blind: self.blind,
            states: self.state.into_iter().map(state).collect(),
            kind: self.kind,
            place: self.place,
            evidence: self.evidence.evidence(),
            page,
        };
        let queue = match queue(&ledger, &asked)? {
            Reply::Told(queue) | Reply::Untold(queue) => queue,
            Reply::Several(several) => {
                asking::candidates(out, table, &several)?;
                return Ok(Status::Incomplete);
            }
        };
        if queue.total == 0 {
            say(format_args!("dateline: nothing is left to review here"));
        }
        match (table, self.next) {
            (false, _) => queue.items.iter().try_for_each(|item| out.json(item))?,
            (true, true) => queue.items.iter().try_for_each(|item| card(out, &ledger, item))?,
            (true, false) => rows(out, &queue.items)?,
        }
        asking::more(queue.next.as_deref(), queue.items.len(), queue.total);
        Ok(Status::Done)
    }
}

impl Deed {
    fn run(self, out: &mut Out) -> Result<Status> {
        let signed = match &self {
            Deed::Accept { signed, .. }
            | Deed::Reject { signed, .. }
            | Deed::Edit { signed, .. }
            | Deed::Merge { signed, .. }
            | Deed::Split { signed, .. }
            | Deed::Undo { signed, .. } => signed,
        };
        let mut ledger = Ledger::open(&signed.ledger.ledger, Access::Write)?;
        let who = signature(signed.who.as_deref());
        let table = signed.format.table(out);
        let sign = Signed { who: &who, why: &signed.why, on: today() };
        let each = |ids: &[String], what: Act| -> Result<Vec<Correction>> {
            let mut all = vec![];
            for id in ids {
                all.extend(act(&ledger, id, what, sign)?);
            }
            Ok(all)
        };
        let planned = match &self {
            Deed::Accept { ids, as_coded: true, .. } => each(ids, Act::AcceptAsCoded)?,
            Deed::Accept { ids, .. } => each(ids, Act::Accept)?,
            Deed::Reject { ids, .. } => each(ids, Act::Reject)?,
            Deed::Undo { ids, .. } => each(ids, Act::Undo)?,
            Deed::Merge { ids, .. } => merge(&ledger, ids, sign)?,
            Deed::Split { event, claims, .. } => split(&ledger, event, claims, sign)?,
            Deed::Edit { id, set, .. } => {
                let pairs = set.iter().map(|set| match set.split_once('=') {
                    Some((field, value)) => Ok((field.to_owned(), value.to_owned())),
                    None => Err(Usage(format!("--set {set}: expected FIELD=VALUE"))),
                });
                let pairs: Vec<(String, String)> = pairs.collect::<Result<_, _>>()?;
                dateline_desk::plan(&ledger, id, &pairs, sign.why, sign.who, sign.on)?
            }
        };
        dateline_desk::correct(&mut ledger, &planned)?;
        for correction in &planned {
            if table {
                let Correction { claim, field, after, .. } = correction;
                out.line(format_args!("{claim}: {field} = {after}"))?;
            } else {
                out.json(correction)?;
            }
        }
        Ok(Status::Done)
    }
}

fn state(state: StateArg) -> State {
    match state {
        StateArg::Machine => State::Machine,
        StateArg::Checked => State::Checked,
        StateArg::SecondChecked => State::SecondChecked,
        StateArg::Disputed => State::Disputed,
        StateArg::Rejected => State::Rejected,
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Machine => "machine",
        State::Checked => "checked",
        State::SecondChecked => "second-checked",
        State::Disputed => "disputed",
        State::Rejected => "rejected",
    }
}

fn rows(out: &mut Out, items: &[Item]) -> Result<()> {
    let mut table = Table::new(&[
        ("claim", 16),
        ("urgent", 6),
        ("state", 14),
        ("type", 18),
        ("where", 20),
        ("quote", 40),
    ]);
    for item in items {
        let place = item.claim.places.first().map_or("", |place| place.name.as_str());
        table.row(
            out,
            &[
                item.id.as_str().into(),
                format!("{:.3}", item.priority).into(),
                word(item.state).into(),
                item.claim.kind.as_str().into(),
                place.into(),
                item.claim.quote.text.as_str().into(),
            ],
        )?;
    }
    Ok(())
}

/// One claim as a reviewer wants it: the sentence, what was made of it, why it is in the queue.
fn card(out: &mut Out, ledger: &Ledger, item: &Item) -> Result<()> {
    let claim = &item.claim;
    out.line(format_args!(
        "{}  {}, {:?}  ({}; doubt {}, consequence {})",
        item.id,
        claim.kind,
        claim.modality,
        word(item.state),
        item.doubt,
        item.consequence
    ))?;
    for reason in &item.reasons {
        out.line(format_args!("  why here: {reason}"))?;
    }
    let published = claim.published.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let publisher = claim.publisher.as_deref().unwrap_or("no publisher");
    out.line(format_args!("  report {}: {publisher}, {published}", claim.report))?;
    if let Some((report, _)) = ledger.report(&claim.report)? {
        let context = dateline_desk::context(&report.text, claim);
        out.line(format_args!("  {}»{}«{}", context.before, claim.quote.text, context.after))?;
    }
    let names = |actors: &[dateline_actor::Actor]| {
        actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    for (role, actors) in [("by", &claim.by), ("against", &claim.against), ("with", &claim.with)] {
        if !actors.is_empty() {
            out.line(format_args!("  {role}: {}", names(actors)))?;
        }
    }
    for place in &claim.places {
        let id = place.id.as_deref().unwrap_or("no id");
        out.line(format_args!("  where: {} ({id}), “{}”", place.name, place.text))?;
    }
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or_else(|| "no date".to_owned(), |day| day.to_string())
    };
    let interval = &claim.when.interval;
    out.line(format_args!("  when: {} to {}", day(interval.first), day(interval.last)))?;
    if let Some(control) = &claim.control {
        let holder = control.holder.as_ref().map_or("nobody said", |party| party.name.as_str());
        out.line(format_args!("  control: {:?}, holder {holder}", control.status))?;
    }
    for source in &claim.according_to {
        out.line(format_args!("  according to: {} ({:?})", source.name, source.kind))?;
    }
    for verdict in &item.verdicts {
        let field = verdict.field.as_deref().map_or_else(String::new, |field| format!(" {field}"));
        let (who, on, did, why) = (&verdict.who, verdict.on, verdict.did, &verdict.why);
        out.line(format_args!("  {on} {who}: {did}{field}  {why}"))?;
    }
    Ok(())
}

fn agree(out: &mut Out, ledger: &Ledger, as_table: bool) -> Result<Status> {
    let found = agreement(ledger)?;
    let mut table = Table::new(&[
        ("reviewers", 30),
        ("field", 10),
        ("claims", 6),
        ("agreed", 6),
        ("share", 5),
        ("kappa", 6),
    ]);
    for one in &found {
        if !as_table {
            out.json(one)?;
            continue;
        }
        table.row(
            out,
            &[
                one.reviewers.join(", ").into(),
                one.field.into(),
                one.claims.to_string().into(),
                one.agreed.to_string().into(),
                format!("{:.2}", one.share).into(),
                one.kappa.map_or_else(|| "-".to_owned(), |kappa| format!("{kappa:.2}")).into(),
            ],
        )?;
    }
    if found.is_empty() {
        say(format_args!("dateline: no claim was judged by two reviewers yet"));
    }
    Ok(Status::done_if(!found.is_empty()))
}

fn orphans(out: &mut Out, ledger: &Ledger, as_table: bool) -> Result<Status> {
    let mut bound = ledger.bound_corrections()?;
    bound.retain(|one| one.trouble.is_some());
    for one in &bound {
        if !as_table {
            out.json(one)?;
            continue;
        }
        let Correction { claim, field, after, who, on, why, quote, .. } = &one.correction;
        out.line(format_args!("{claim}: {field} = {after}, by {who} on {on}: {why}"))?;
        out.line(format_args!("    “{quote}”"))?;
        out.line(format_args!("    {}", one.trouble.as_deref().unwrap_or_default()))?;
    }
    if bound.is_empty() {
        say(format_args!("dateline: every correction has its claim"));
    }
    Ok(Status::Done)
}
