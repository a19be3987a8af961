//! The walk through a place's days: evidence in, spans of days with one status out.

use std::collections::BTreeSet;

use dateline_actor::Party;

use crate::Settings;
use crate::day::Day;
use crate::dispute::Verdict;
use crate::evidence::{Evidence, Says};
use crate::state::State;
use crate::status::{Standing, Status};

mod ends;

/// Days with one status, from `from` up to the next span's `from`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    pub from: Day,
    pub standing: Standing,
    /// When the status began: at the earliest, where that is known, and at the latest.
    pub since: (Option<Day>, Option<Day>),
    /// Evidence that speaks for it, by index.
    pub supports: BTreeSet<usize>,
    /// Why, where the evidence does not speak for itself.
    pub why: Option<Why>,
}

/// How a status follows from evidence that does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// A change happened on one of these days.
    Window,
    /// Who lost the place had it before.
    Presupposed,
    /// What stood before is told of up to the day before, and no further.
    Over,
}

/// A party's word that the assessed status does not follow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Beside {
    pub from: Day,
    pub until: Day,
    pub holder: Party,
    pub evidence: usize,
}

/// The days of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Track {
    pub spans: Vec<Span>,
    pub beside: Vec<Beside>,
    /// Evidence set aside, with the reason.
    pub aside: Vec<(usize, String)>,
}

/// Walks through the days. `evidence` is in its own order.
pub(crate) fn sweep(
    evidence: &[Evidence<'_>],
    verdicts: &[Verdict],
    settings: &Settings,
    horizon: Day,
) -> Track {
    let mut walk = Walk {
        evidence,
        verdicts,
        settings,
        horizon,
        state: State::default(),
        changed: None,
        track: Track::default(),
    };
    walk.track.spans.push(Span {
        from: Day::MIN,
        standing: Standing::unknown(),
        since: (None, None),
        supports: BTreeSet::new(),
        why: None,
    });
    // By day of effect; the dates may have been narrowed since the evidence was put in order.
    let mut order: Vec<usize> = (0..evidence.len()).collect();
    order.sort_by(|a, b| evidence[*a].order().cmp(&evidence[*b].order()));
    let mut ends = walk.all_ends().into_iter().peekable();
    for day in order.chunk_by(|a, b| evidence[*a].day() == evidence[*b].day()) {
        let begin = day.first().map_or(Day::MAX, |one| evidence[*one].day());
        while let Some((end, told)) = ends.next_if(|(end, _)| *end <= begin) {
            walk.end(end, &told);
        }
        walk.day(day);
    }
    for (end, told) in ends {
        walk.end(end, &told);
    }
    let windows: Vec<usize> = order.into_iter().filter(|one| walk.is_open(*one)).collect();
    let mut track = walk.track;
    for window in windows {
        overlay(&mut track.spans, evidence, window);
    }
    presuppose(&mut track.spans, evidence, verdicts, settings);
    track
}

struct Walk<'e, 'c> {
    evidence: &'e [Evidence<'c>],
    verdicts: &'e [Verdict],
    settings: &'e Settings,
    horizon: Day,
    state: State,
    /// Day of the newest change of the whole.
    changed: Option<Day>,
    track: Track,
}

impl Walk<'_, '_> {
    fn is_open(&self, index: usize) -> bool {
        let one = &self.evidence[index];
        self.verdicts[index] == Verdict::Counts && one.says.is_change() && one.is_window()
    }

    fn day(&mut self, indices: &[usize]) {
        let Some(first) = indices.first() else { return };
        let day = self.evidence[*first].day();
        let before = self.state.standing();
        let mut set_aside: BTreeSet<usize> = BTreeSet::new();
        let losers = self.conflict(indices);
        for index in indices.iter().copied() {
            let one = &self.evidence[index];
            let why = match &self.verdicts[index] {
                Verdict::Aside(why) => Some(why.clone()),
                Verdict::ClaimedBeside(why) => {
                    self.beside(index, day);
                    Some(why.clone())
                }
                Verdict::Contested(parties) => {
                    let mut parties: BTreeSet<Party> = parties.iter().cloned().collect();
                    if parties.len() < 2 {
                        parties.extend(self.state.holder.clone());
                    }
                    // Who is said to have lost a place, and not to have, is contested by nobody.
                    if parties.len() < 2 || one.says.whole_holder().is_none() {
                        Some("contradicted, and nobody else is said to be there".to_owned())
                    } else {
                        self.state.apply(one, day);
                        self.state.dispute(parties, day);
                        None
                    }
                }
                Verdict::Counts => match losers.iter().find(|(loser, _)| *loser == index) {
                    Some((_, why)) => {
                        if one.self_serving() {
                            self.beside(index, day);
                        }
                        Some(why.clone())
                    }
                    None => self.count(index, day),
                },
            };
            if let Some(why) = why {
                set_aside.insert(index);
                self.track.aside.push((index, why));
            }
        }
        self.close(indices, &set_aside, &before, day);
    }

    /// Applies evidence that counts; says why where it moves nothing after all.
    fn count(&mut self, index: usize, day: Day) -> Option<String> {
        let one = &self.evidence[index];
        if let Says::Whole { holder, change: false, .. } = &one.says
            && let Some(why) = self.state_mention(index, holder, day)
        {
            return Some(why);
        }
        self.state.apply(one, day);
        if one.says.is_change() && one.says.whole_holder().is_some() {
            self.changed = Some(day);
            // What was claimed before the place changed hands is settled.
            for beside in self.track.beside.iter_mut().filter(|beside| beside.from < day) {
                beside.until = beside.until.min(day);
            }
        }
        None
    }

    /// "Rebel-held X": a state mention counts like a change, unless it contradicts fresher or
    /// stronger word.
    fn state_mention(&mut self, index: usize, holder: &Party, day: Day) -> Option<String> {
        let one = &self.evidence[index];
        let standing = self.state.standing();
        let span = self.track.spans.last()?;
        let newest = span.supports.iter().map(|s| self.evidence[*s].last.min(day)).max();
        let fresh = newest.is_some_and(|newest| day - newest <= self.horizon);
        let independent = span.supports.iter().any(|s| !self.evidence[*s].self_serving());
        match standing.status {
            Status::Held | Status::Besieged if standing.holder.as_ref() != Some(holder) => {
                if !fresh || standing.holder.is_none() {
                    None
                } else if one.self_serving() && independent {
                    self.beside(index, day);
                    Some("a party's word about itself, against independent word".to_owned())
                } else if one.claim.inferred {
                    Some("presupposed only, against what was said".to_owned())
                } else if independent
                    && self
                        .changed
                        .is_some_and(|changed| day - changed <= self.settings.contradiction)
                {
                    let holders = standing.holder.into_iter().chain([holder.clone()]);
                    self.state.dispute(holders, day);
                    Some("holds against a change reported shortly before: both are kept".to_owned())
                } else {
                    None
                }
            }
            Status::Contested => {
                let within = self.settings.contradiction;
                if self.state.is_stale_mention(holder, day, within) {
                    Some("said of the town before the fighting too".to_owned())
                } else if one.claim.inferred {
                    Some("presupposed only, against word of fighting".to_owned())
                } else if one.self_serving()
                    && newest.is_some_and(|newest| day - newest <= within)
                    && independent
                {
                    self.beside(index, day);
                    Some("a party's word about itself, against word of fighting".to_owned())
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// Changes of one day to different holders: those that lose, with the reason. Where none can be
    /// told to be later or stronger, all are kept, and the place is contested.
    fn conflict(&mut self, indices: &[usize]) -> Vec<(usize, String)> {
        let changes: Vec<usize> = (indices.iter().copied())
            .filter(|index| {
                let one = &self.evidence[*index];
                self.verdicts[*index] == Verdict::Counts
                    && one.says.is_change()
                    && one.says.whole_holder().is_some()
            })
            .collect();
        let holders: BTreeSet<&Party> =
            changes.iter().filter_map(|c| self.evidence[*c].says.whole_holder()).collect();
        if holders.len() < 2 {
            return vec![];
        }
        let of = |holder: &Party| -> Vec<&Evidence<'_>> {
            changes
                .iter()
                .map(|c| &self.evidence[*c])
                .filter(|c| c.says.whole_holder() == Some(holder))
                .collect()
        };
        let took_from = |winner: &Party, loser: &Party| {
            of(winner).iter().any(|c| c.says.loser() == Some(loser))
        };
        let strength = |holder: &Party| {
            of(holder).iter().filter(|c| !c.self_serving()).map(|c| c.weight).fold(0.0, f64::max)
        };
        // Later on the same day: took it from all the others, and none of them took it from it.
        let last = holders.iter().find(|holder| {
            holders.iter().all(|other| {
                other == *holder || took_from(holder, other) && !took_from(other, holder)
            })
        });
        let strongest = holders.iter().find(|holder| {
            holders
                .iter()
                .all(|other| other == *holder || strength(holder) > 0.0 && strength(other) == 0.0)
        });
        let losing = |winner: &Party, why: &str| -> Vec<(usize, String)> {
            changes
                .iter()
                .filter(|c| self.evidence[**c].says.whole_holder() != Some(winner))
                .map(|c| (*c, why.to_owned()))
                .collect()
        };
        if let Some(winner) = last {
            return losing(winner, "the place changed hands again on the same day");
        }
        if let Some(winner) = strongest {
            return losing(
                winner,
                "a party's word about its own success, against independent word",
            );
        }
        let why = "on one day several parties are said to have taken the place: all are kept";
        let (parties, day): (Vec<Party>, Day) =
            (holders.into_iter().cloned().collect(), self.evidence[changes[0]].day());
        self.state.dispute(parties, day);
        changes.into_iter().map(|change| (change, why.to_owned())).collect()
    }

    fn beside(&mut self, index: usize, day: Day) {
        if let Some(holder) = self.evidence[index].says.whole_holder() {
            let until = day.saturating_add(self.horizon);
            let holder = holder.clone();
            self.track.beside.push(Beside { from: day, until, holder, evidence: index });
        }
    }

    /// Ends the day: opens a span where the status changed, else adds to what speaks for it.
    fn close(
        &mut self,
        indices: &[usize],
        set_aside: &BTreeSet<usize>,
        before: &Standing,
        day: Day,
    ) {
        let standing = self.state.standing();
        let speaks = |index: &usize| {
            let one = &self.evidence[*index];
            // Contradictory evidence speaks for the contest that it makes.
            let kept = !set_aside.contains(index)
                || standing.status == Status::Contested
                    && self.verdicts[*index] == Verdict::Counts
                    && before.status != Status::Contested;
            kept && self.state.is_supported_by(one)
        };
        let supports: BTreeSet<usize> = indices.iter().copied().filter(speaks).collect();
        let Some(current) = self.track.spans.last_mut() else { return };
        if standing == *before {
            current.supports.extend(supports);
            return;
        }
        let same = standing.status == before.status && standing.holder == before.holder;
        let since = if same {
            current.since
        } else {
            let settled = supports.iter().map(|s| &self.evidence[*s]);
            let change = settled.clone().filter(|one| one.says.is_change());
            match change.min_by_key(|one| (one.last - one.first, one.first)) {
                Some(change) => (Some(change.first), Some(day)),
                // A state is known to have begun by the first day on which it is told of.
                None => {
                    (settled.filter(|one| one.first < day).map(|one| one.first).min(), Some(day))
                }
            }
        };
        let mut all = supports;
        if same {
            all.extend(current.supports.iter().copied());
        }
        let span = Span { from: day, standing, since, supports: all, why: None };
        if current.from == day {
            *current = span;
        } else {
            self.track.spans.push(span);
        }
    }
}

/// The days inside a window, before the change is certain: contested where another party was there,
/// else unknown.
fn overlay(spans: &mut Vec<Span>, evidence: &[Evidence<'_>], window: usize) {
    let one = &evidence[window];
    let (mut winners, mut losers): (Vec<Party>, Vec<Party>) = (vec![], vec![]);
    match &one.says {
        Says::Whole { holder, lost_by, .. } => {
            winners.push(holder.clone());
            losers.extend(lost_by.clone());
        }
        Says::Part { holder, .. } => winners.push(holder.clone()),
        Says::Lost { by, to, .. } => {
            losers.push(by.clone());
            winners.extend(to.iter().cloned());
        }
        Says::Advance { by, against } => {
            winners.extend(by.iter().cloned());
            losers.extend(against.iter().cloned());
        }
        Says::SiegeBroken { inner } => winners.extend(inner.clone()),
        Says::Contest { .. } | Says::Siege { .. } | Says::Presence { .. } => return,
    }
    let breaks_siege = matches!(one.says, Says::SiegeBroken { .. });
    cut(spans, one.first);
    cut(spans, one.day());
    for span in spans.iter_mut().filter(|span| span.from >= one.first && span.from < one.day()) {
        let base = &span.standing;
        let there: BTreeSet<Party> =
            base.holder.iter().chain(&base.others).chain(&losers).cloned().collect();
        let settled = base.status == Status::Held
            && base.holder.as_ref().is_some_and(|holder| {
                winners.contains(holder)
                    || !losers.is_empty() && winners.is_empty() && !losers.contains(holder)
            });
        if settled || breaks_siege && base.status != Status::Besieged {
            continue;
        }
        let another = !winners.is_empty() && there.iter().any(|party| !winners.contains(party));
        let status = if another || base.status == Status::Contested {
            Status::Contested
        } else {
            Status::Unknown
        };
        let others: BTreeSet<Party> = there.into_iter().chain(winners.iter().cloned()).collect();
        let parts = base.parts.clone();
        if span.why != Some(Why::Window) && base.status != Status::Contested {
            span.supports.clear();
            span.since = (Some(one.first), Some(one.day()));
        }
        span.standing =
            Standing { status, holder: None, others: others.into_iter().collect(), parts };
        span.supports.insert(window);
        span.why = Some(Why::Window);
    }
}

/// Splits the span that the day lies in, so that one begins on that day.
fn cut(spans: &mut Vec<Span>, day: Day) {
    let after = spans.partition_point(|span| span.from <= day);
    if after > 0 && spans[after - 1].from != day {
        let mut span = spans[after - 1].clone();
        span.from = day;
        spans.insert(after, span);
    }
}

/// Who is said to have lost a place held it before: where nothing else is known, for some days back.
fn presuppose(
    spans: &mut Vec<Span>,
    evidence: &[Evidence<'_>],
    verdicts: &[Verdict],
    settings: &Settings,
) {
    // Only the days before all evidence are empty of it.
    let Some(begin) = spans.get(1).map(|span| span.from) else { return };
    let telling: BTreeSet<usize> = (0..evidence.len())
        .filter(|index| {
            let one = &evidence[*index];
            verdicts[*index] == Verdict::Counts && one.first == begin && one.says.loser().is_some()
        })
        .collect();
    let losers: BTreeSet<&Party> =
        telling.iter().filter_map(|index| evidence[*index].says.loser()).collect();
    let mut losers = losers.into_iter();
    if let (Some(loser), None) = (losers.next(), losers.next()) {
        let standing = Standing {
            status: Status::Held,
            holder: Some(loser.clone()),
            others: vec![],
            parts: vec![],
        };
        spans.insert(
            1,
            Span {
                from: begin.saturating_sub(settings.presupposed),
                standing,
                since: (None, None),
                supports: telling,
                why: Some(Why::Presupposed),
            },
        );
    }
}
