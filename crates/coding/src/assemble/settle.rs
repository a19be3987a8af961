//! What can be told of a claim only when the whole report is known: whether its source is a party, and what the
//! claim is in the report.

use dateline_actor::Party;
use dateline_report::Report;
use dateline_time::Basis;

use super::Draft;
use crate::claim::{Claim, Context, SourceKind};
use crate::interest::party;
use crate::scene::Scene;

/// Once all parties of the report are known: a source that speaks for one of them is a belligerent.
pub fn settle_sources(drafts: &mut [Draft]) {
    let mut parties: Vec<Party> = Vec::new();
    for draft in drafts.iter() {
        let claim = &draft.claim;
        let fights = claim.control.is_some()
            || claim.kind.starts_with("battle.")
            || claim.kind.starts_with("strike.");
        if fights {
            for actor in claim.by.iter().chain(&claim.against) {
                let party = party(actor);
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
        }
    }
    for draft in drafts {
        for (link, source) in draft.chain.links.iter().zip(&mut draft.claim.according_to) {
            if source.kind == SourceKind::Official
                && let Some(actor) = &link.actor
                && parties.contains(&party(actor))
            {
                source.kind = SourceKind::Belligerent;
            }
        }
    }
}

/// Whether a type says that control changed.
pub fn is_change(kind: &str) -> bool {
    matches!(kind, "control.gain" | "control.loss" | "control.transfer")
}

/// How many claims on a headline or lead may be told again.
const AGAIN: usize = 1000;

/// Marks headline, lead and wrap-up claims that the report makes again, and what it only recalls.
pub fn settle_context(report: &Report, scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    let body: Vec<_> =
        a.paragraphs().iter().filter(|p| !p.span.of(a.source()).trim().is_empty()).collect();
    let headline = body.first().filter(|p| is_headline(p.span.of(a.source())));
    let lead = if headline.is_some() { body.get(1) } else { body.first() };
    let within = |draft: &Draft, paragraph: Option<&&dateline_syntax::Paragraph>| {
        paragraph.is_some_and(|p| p.tokens.contains(&(draft.trigger as u32)))
    };
    let marks: Vec<Context> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| {
            if draft.claim.context != Context::Main {
                return draft.claim.context;
            }
            let early = within(draft, headline) || within(draft, lead);
            let again =
                drafts.iter().enumerate().skip(index).take(AGAIN).any(|(other_index, other)| {
                    other_index != index
                        && other.trigger > draft.trigger
                        && !within(other, headline)
                        && (!within(other, lead) || within(draft, headline))
                        && restates(&draft.claim, &other.claim, draft.unnamed_place)
                });
            if early && (again || draft.unnamed_place && body.len() > 2) {
                return Context::Summary;
            }
            if is_recalled(report, &draft.claim) { Context::Background } else { Context::Main }
        })
        .collect();
    for (draft, context) in drafts.iter_mut().zip(marks) {
        draft.claim.context = context;
    }
}

/// Letters of the longest heading.
pub(super) const HEADING: usize = 60;

/// Days before publication after which a report recalls rather than reports.
const RECALLED_AFTER: i32 = 30;

fn is_recalled(report: &Report, claim: &Claim) -> bool {
    let (Some(published), Some(last)) = (report.published, claim.when.interval.last) else {
        return false;
    };
    claim.when.interval.basis != Basis::Published
        && last.until(published).is_ok_and(|span| span.get_days() > RECALLED_AFTER)
}

pub(super) fn is_headline(paragraph: &str) -> bool {
    let text = paragraph.trim();
    text.len() < 160 && !text.ends_with(['.', '!', '?', '”', '"', ':'])
}

fn restates(claim: &Claim, other: &Claim, unnamed: bool) -> bool {
    let same_type = claim.kind == other.kind || is_change(&claim.kind) && is_change(&other.kind);
    let same_place = match (claim.places.first(), other.places.first()) {
        (Some(one), Some(two)) => unnamed || crate::places::same_place(one, two),
        (None, _) => true,
        _ => false,
    };
    same_type && same_place
}
