//! Before the days are walked through: imprecise dates are narrowed by precise ones, and a change
//! that another source contradicts is found out.

use dateline_actor::Party;

use crate::Settings;
use crate::day::Day;
use crate::evidence::{Evidence, Says};

/// What becomes of a piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// It counts.
    Counts,
    /// A change that independent sources contradict as well as report: both parties are there.
    Contested(Vec<Party>),
    /// Only its own party says so, and another source contradicts it: shown beside, moves nothing.
    ClaimedBeside(String),
    /// It is set aside, for this reason.
    Aside(String),
}

/// Days in which word of fighting inside contradicts a party's claim to have taken all of a place.
const SETTLING: Day = 3;
/// Share of the stronger side's weight from which the weaker side's contradiction is as good.
const COMPARABLE: f64 = 0.75;

/// Narrows windows and finds contradictions. Depends on the set of evidence only, not its order.
pub(crate) fn settle(evidence: &mut [Evidence<'_>], settings: &Settings) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Counts; evidence.len()];
    for (one, verdict) in evidence.iter().zip(&mut verdicts) {
        if one.denied {
            *verdict = Verdict::Aside("denied: it can contradict, but moves nothing".to_owned());
        }
    }
    recalled(evidence, &mut verdicts);
    narrow(evidence, &mut verdicts);
    for index in 0..evidence.len() {
        dispute(evidence, index, settings, &mut verdicts);
    }
    verdicts
}

/// What a report recalls without a date of its own is older than what the report tells.
fn recalled(evidence: &[Evidence<'_>], verdicts: &mut [Verdict]) {
    use dateline_coding::Context;
    use dateline_time::Basis;
    for (index, one) in evidence.iter().enumerate() {
        let undated = one.claim.when.interval.basis == Basis::Published;
        if verdicts[index] != Verdict::Counts
            || one.claim.context != Context::Background
            || !undated
        {
            continue;
        }
        let told = evidence.iter().any(|other| {
            other.claim.report == one.claim.report
                && other.claim.context == Context::Main
                && !other.denied
                && other.says.is_change()
                && other.says.whole_holder() != one.says.whole_holder()
        });
        if told {
            verdicts[index] =
                Verdict::Aside("recalled without a date in a report of newer news".to_owned());
        }
    }
}

/// Dates of one change, told coarsely by one report and finely by another, are one date.
fn narrow(evidence: &mut [Evidence<'_>], verdicts: &mut [Verdict]) {
    let narrowed: Vec<Option<Result<(Day, Day), String>>> = (0..evidence.len())
        .map(|index| {
            let wide = &evidence[index];
            if verdicts[index] != Verdict::Counts || !wide.says.is_change() || !wide.is_window() {
                return None;
            }
            let fits = |fine: &&Evidence<'_>| {
                !fine.denied
                    && fine.says.is_change()
                    && fine.first >= wide.first
                    && fine.last <= wide.last
                    && fine.last - fine.first < wide.last - wide.first
            };
            let finest = (evidence.iter().filter(fits))
                .filter(|fine| same_change(&wide.says, &fine.says))
                .min_by_key(|fine| (fine.last - fine.first, fine.last));
            match finest {
                Some(fine) => Some(Ok((fine.first, fine.last))),
                None => around_others(wide, evidence),
            }
        })
        .collect();
    for (index, dates) in narrowed.into_iter().enumerate() {
        match dates {
            Some(Ok((first, last))) => {
                evidence[index].first = first;
                evidence[index].last = last;
            }
            Some(Err(why)) => verdicts[index] = Verdict::Aside(why),
            None => {}
        }
    }
}

/// A change of hands dated to several days, with another party's precise word inside them.
fn around_others(
    wide: &Evidence<'_>,
    evidence: &[Evidence<'_>],
) -> Option<Result<(Day, Day), String>> {
    let Says::Whole { holder, lost_by, .. } = &wide.says else { return None };
    let (mut first, mut last) = (wide.first, wide.last);
    for other in evidence {
        let Says::Whole { holder: theirs, lost_by: from, change } = &other.says else { continue };
        let day = other.day();
        if other.denied
            || theirs == holder
            || other.is_window()
            || day < wide.first
            || day > wide.last
        {
            continue;
        }
        if *change && from.as_ref() == Some(holder) {
            last = last.min(day - 1);
        } else if !change || lost_by.as_ref() == Some(theirs) {
            first = first.max(day);
        } else {
            return Some(Err(format!(
                "dated to several days; {} took the place on one of them, and the order is unknown",
                theirs.name
            )));
        }
    }
    if (first, last) == (wide.first, wide.last) {
        None
    } else if first > last {
        Some(Err("dated to several days, with another holder on some of them".to_owned()))
    } else {
        Some(Ok((first, last)))
    }
}

fn same_change(wide: &Says, fine: &Says) -> bool {
    match (wide, fine) {
        (Says::Whole { holder, .. }, Says::Whole { holder: other, .. }) => holder == other,
        (Says::Lost { by, whole: true, .. }, Says::Lost { by: other, whole: true, .. }) => {
            by == other
        }
        (Says::Lost { by, whole: true, .. }, Says::Whole { lost_by, .. }) => {
            lost_by.as_ref() == Some(by)
        }
        (Says::Part { holder, .. }, Says::Part { holder: other, .. }) => holder == other,
        (Says::Advance { by, .. }, Says::Advance { by: other, .. }) => {
            by.iter().any(|party| other.contains(party))
        }
        (Says::SiegeBroken { .. }, Says::SiegeBroken { .. }) => true,
        _ => false,
    }
}

/// Finds what contradicts a change, and weighs both sides.
fn dispute(evidence: &[Evidence<'_>], index: usize, settings: &Settings, verdicts: &mut [Verdict]) {
    let change = &evidence[index];
    let settles = change.says.whole_holder().is_some() || change.says.loser().is_some();
    if verdicts[index] != Verdict::Counts || !change.says.is_change() || !settles {
        return;
    }
    let mut rivals: Vec<usize> = (0..evidence.len())
        .filter(|rival| contradicts(&evidence[*rival], change, evidence, settings))
        .collect();
    if rivals.is_empty() {
        return;
    }
    let until = change.day() + settings.contradiction;
    let backing = evidence.iter().filter(|other| {
        !other.denied
            && other.day() >= change.first
            && other.day() <= until
            && speaks_for(&other.says, &change.says)
    });
    let independent = |list: &mut dyn Iterator<Item = &Evidence<'_>>| -> f64 {
        list.filter(|one| !one.is_partial()).map(|one| one.weight).fold(0.0, f64::max)
    };
    let support = independent(&mut backing.into_iter());
    if support > 0.0 {
        // Fighting after a change that others report too is a new turn, no contradiction.
        rivals.retain(|rival| !matches!(evidence[*rival].says, Says::Contest { .. }));
    }
    if rivals.is_empty() {
        return;
    }
    let against = independent(&mut rivals.iter().map(|rival| &evidence[*rival]));
    let who = || {
        let mut who: Vec<&str> = rivals.iter().map(|rival| evidence[*rival].speaker()).collect();
        who.sort_unstable();
        who.dedup();
        who.join(", ")
    };
    if support == 0.0 {
        verdicts[index] = Verdict::ClaimedBeside(format!(
            "a party's word about its own success, contradicted by {}",
            who()
        ));
    } else if against >= COMPARABLE * support {
        let mut parties: Vec<Party> = (rivals.iter())
            .filter_map(|rival| match &evidence[*rival] {
                denial if denial.denied => change.says.loser().cloned(),
                other => other.says.whole_holder().cloned(),
            })
            .chain(change.says.whole_holder().cloned())
            .collect();
        parties.sort();
        parties.dedup();
        verdicts[index] = Verdict::Contested(parties);
    } else {
        for rival in rivals {
            if verdicts[rival] == Verdict::Counts
                && evidence[rival].self_serving()
                && evidence[rival].says.whole_holder().is_some()
            {
                let why = "a party's word about itself, against independent word".to_owned();
                verdicts[rival] = Verdict::ClaimedBeside(why);
            }
        }
    }
}

/// Whether one says the same outcome as the other, or what follows from it.
fn speaks_for(says: &Says, change: &Says) -> bool {
    match (says, change) {
        (Says::Whole { holder, .. }, Says::Whole { holder: other, .. }) => holder == other,
        (Says::Lost { by, whole: true, .. }, Says::Whole { holder, .. }) => by != holder,
        (Says::Lost { by, whole: true, .. }, Says::Lost { by: other, .. }) => by == other,
        (Says::Whole { holder, .. }, Says::Lost { by, .. }) => holder != by,
        _ => false,
    }
}

/// Whether the rival's word cannot be true beside the change.
fn contradicts(
    rival: &Evidence<'_>,
    change: &Evidence<'_>,
    evidence: &[Evidence<'_>],
    settings: &Settings,
) -> bool {
    if rival.source == change.source {
        return false;
    }
    let day = change.day();
    let near = rival.last >= change.first - settings.contradiction
        && rival.first <= day + settings.contradiction;
    if rival.denied {
        return near && denies(&rival.says, &change.says);
    }
    if rival.claim.report == change.claim.report || rival.claim.inferred {
        return false;
    }
    match &rival.says {
        // "Still in the hands of …", said after the change, and no change back was told.
        Says::Whole { holder, change: false, .. } => {
            let other = match (change.says.whole_holder(), change.says.loser()) {
                (Some(winner), _) => winner != holder,
                (None, Some(loser)) => loser == holder,
                (None, None) => false,
            };
            let same_day = rival.day() == day && change.self_serving() && !rival.self_serving();
            let later = rival.day() > day && rival.day() <= day + settings.contradiction;
            other
                && (same_day || later)
                && !evidence.iter().any(|back| {
                    !back.denied
                        && back.says.is_change()
                        && back.says.whole_holder() == Some(holder)
                        && (back.day() > day || back.day() == day && back.says != change.says)
                        && back.day() <= rival.day()
                })
        }
        Says::Contest { .. } => {
            change.self_serving()
                && change.says.whole_holder().is_some()
                && !rival.self_serving()
                && rival.day() >= day
                && rival.day() <= day + SETTLING
        }
        _ => false,
    }
}

/// Whether a denied assertion is the change itself, or its other face.
fn denies(denied: &Says, change: &Says) -> bool {
    let winner = change.whole_holder();
    let loser = change.loser();
    match denied {
        Says::Whole { holder, .. } | Says::Part { holder, .. } => winner == Some(holder),
        Says::Lost { by, .. } => loser == Some(by) || loser.is_none() && winner != Some(by),
        Says::Advance { by, .. } => winner.is_some_and(|winner| by.contains(winner)),
        _ => false,
    }
}
