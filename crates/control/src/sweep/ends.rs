//! Ends: a state that is told of with its first and its last day is over after the last.
//!
//! "Red held the town from 2012 to 2016", told in 2020, says nothing of 2017 in Red's favour, and fighting "from 3 to
//! 20 February", told in March, is no fighting in March. Who holds the place then is not said.

use std::collections::BTreeSet;

use dateline_coding::OWN_DATE;
use dateline_time::{Bound, Precision};

use super::{Span, Walk, Why};
use crate::day::{Day, number};
use crate::dispute::Verdict;
use crate::evidence::{Evidence, Says};
use crate::state::State;
use crate::status::{Standing, Status};

/// Days after a state's last one within which a report may not know more: who writes on Thursday of fighting "from
/// Monday to Wednesday" does not say that it is over.
const KNOWN: Day = 1;

/// Whether the state was said to have had these days. "Rebels controlling the town blocked aid from 3 to 20
/// February" gives the aid its days: the rebels held the town through them, and nobody says no longer. What a
/// person or another collection enters gives no reason for its date.
fn has_own_days(why: &[String]) -> bool {
    let mut dates = why.iter().filter_map(|why| why.strip_prefix("date: ")).peekable();
    dates.peek().is_none() || dates.any(|why| why == OWN_DATE)
}

/// The first day after a state, where its end was said.
fn end(one: &Evidence<'_>) -> Option<Day> {
    let interval = &one.claim.when.interval;
    let said = interval.bound == Bound::Throughout
        && interval.precision == Precision::Range
        && interval.first.is_some()
        && interval.last.is_some_and(|last| number(last) == one.last);
    let state = matches!(
        one.says,
        Says::Whole { change: false, .. } | Says::Contest { .. } | Says::Siege { .. }
    );
    let later = one.claim.published.is_some_and(|day| number(day) - one.last > KNOWN);
    let own = has_own_days(&one.claim.why) && !one.claim.inferred;
    (said && state && later && own).then(|| one.last + 1)
}

/// Whether the status is the one whose end was said.
fn is_of(one: &Evidence<'_>, standing: &Standing) -> bool {
    match (&one.says, standing.status) {
        (Says::Whole { holder, .. }, Status::Held) => standing.holder.as_ref() == Some(holder),
        (Says::Contest { .. }, Status::Contested) | (Says::Siege { .. }, Status::Besieged) => true,
        _ => false,
    }
}

impl Walk<'_, '_> {
    /// Days on which states are said to be over, in order, each with the evidence.
    pub(super) fn all_ends(&self) -> Vec<(Day, Vec<usize>)> {
        let mut ends: Vec<(Day, usize)> = (0..self.evidence.len())
            .filter(|index| self.verdicts[*index] == Verdict::Counts)
            .filter_map(|index| Some((end(&self.evidence[index])?, index)))
            .collect();
        ends.sort_unstable();
        ends.chunk_by(|a, b| a.0 == b.0)
            .map(|day| (day[0].0, day.iter().map(|(_, index)| *index).collect()))
            .collect()
    }

    /// Ends what is said to have ended by this day, unless other word reaches beyond it.
    pub(super) fn end(&mut self, day: Day, told: &[usize]) {
        let standing = self.state.standing();
        let Some(current) = self.track.spans.last() else { return };
        let aside = |index: &usize| self.track.aside.iter().any(|(aside, _)| aside == index);
        let over: BTreeSet<usize> = (told.iter().copied())
            .filter(|index| is_of(&self.evidence[*index], &standing) && !aside(index))
            .collect();
        if over.is_empty() || current.supports.iter().any(|one| self.evidence[*one].last >= day) {
            return;
        }
        self.state = State::over(standing.holder.into_iter().chain(standing.others));
        self.track.spans.push(Span {
            from: day,
            standing: self.state.standing(),
            since: (Some(day), Some(day)),
            supports: over,
            why: Some(Why::Over),
        });
    }
}
