//! Whether two claims tell of one occurrence.

use dateline_coding::Claim;
use dateline_time::Basis;

use super::{EventSettings, days, happened};
use crate::evidence::parties;

/// Types that tell of one occurrence in different words; any other type is a family of its own.
pub(super) fn family(kind: &str) -> &str {
    match kind {
        "control.gain" | "control.loss" | "control.transfer" => "change of control",
        "battle.clash" | "control.contest" => "fighting",
        "control.siege" | "control.siege-broken" => "siege",
        other => other,
    }
}

/// How well two claims of one family at one place fit together, with the reasons; `None` where they
/// cannot be about one occurrence.
pub(super) fn score(a: &Claim, b: &Claim, settings: &EventSettings) -> Option<(f64, Vec<String>)> {
    let mut score = 0.4;
    let mut why = vec!["same place".to_owned()];
    let mut add = |points: f64, reason: &str| {
        score += points;
        why.push(reason.to_owned());
    };
    if family(&a.kind) == "siege" && a.kind != b.kind {
        return None;
    }
    if a.kind == b.kind {
        add(0.1, "same type");
    }
    match gap(a, b, settings)? {
        Days::Same => add(0.2, "same days"),
        Days::Overlap => add(0.1, "days overlap"),
        Days::Near => add(0.05, "days next to each other, one of them only a report's"),
    }
    match (winner(a), winner(b)) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(_), Some(_)) => add(0.3, "same holder afterwards"),
        _ => {}
    }
    for (one, other, reason) in [
        (parties(&a.by), parties(&b.by), "same party acts"),
        (parties(&a.against), parties(&b.against), "same party acted against"),
    ] {
        if one.is_empty() || other.is_empty() {
            continue;
        }
        if one.iter().any(|party| other.iter().any(|p| p.id == party.id)) {
            add(0.15, reason);
        } else if reason == "same party acts" && !family(&a.kind).starts_with("fighting") {
            return None;
        } else {
            add(-0.15, "different parties");
        }
    }
    match (killed(a), killed(b)) {
        (Some(one), Some(other)) if one.max(other) > 2 * one.min(other).max(1) => {
            add(-0.25, "counts of the dead far apart");
        }
        (Some(_), Some(_)) => add(0.1, "counts of the dead alike"),
        _ => {}
    }
    if a.report == b.report && happened(a) && happened(b) {
        add(0.05, "same report");
    }
    Some((score, why))
}

enum Days {
    Same,
    Overlap,
    Near,
}

fn gap(a: &Claim, b: &Claim, settings: &EventSettings) -> Option<Days> {
    let ((a_first, a_last), (b_first, b_last)) = match (days(a), days(b)) {
        (Some(a), Some(b)) => (a, b),
        // Without dates, only one report's own retelling is one occurrence.
        (None, None) if a.report == b.report => return Some(Days::Same),
        _ => return None,
    };
    if (a_first, a_last) == (b_first, b_last) {
        return Some(Days::Same);
    }
    let gap = a_first.max(b_first) - a_last.min(b_last);
    if gap <= 0 {
        return Some(Days::Overlap);
    }
    // A day that was said is that day; a day of announcement or publication may be the next one.
    let said = |claim: &Claim| claim.when.interval.basis == Basis::Text;
    let tolerance = if said(a) && said(b) { 0 } else { settings.days };
    (gap <= tolerance).then_some(Days::Near)
}

fn winner(claim: &Claim) -> Option<&str> {
    claim.control.as_ref()?.holder.as_ref().map(|party| party.id.as_str())
}

fn killed(claim: &Claim) -> Option<u32> {
    let counts = claim.counts.iter().filter(|c| c.what == "killed" && c.of.is_none());
    counts.filter_map(|c| c.best.or(c.low)).max()
}
