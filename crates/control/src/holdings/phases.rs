//! Phases: a place's days in pieces in which nothing but the age of the evidence changes, for who
//! draws many days and does not want to ask for each.

use std::collections::BTreeSet;

use dateline_actor::Party;

use crate::Holdings;
use crate::answer::Reason;
use crate::day::{Day, number};
use crate::status::{EvidenceBasis, Status};
use crate::sweep::{Span, Why};

/// Days from `from` up to the next phase's `from`, through which a place stands the same way on the
/// same evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// First day, in days since 1970-01-01.
    pub from: i32,
    /// How it stands.
    pub status: Status,
    /// Who holds it.
    pub holder: Option<Party>,
    /// Who else is there.
    pub others: Vec<Party>,
    /// What the status rests on while the evidence is fresh; see [`Phase::on`].
    pub basis: Option<EvidenceBasis>,
    /// How sure that is while the evidence is fresh.
    pub confidence: f64,
    /// Newest day that the evidence speaks of, in days since 1970-01-01; it may lie ahead.
    pub last: Option<i32>,
    /// What a party claims beside: status and holder.
    pub claimed: Option<(Status, Party)>,
}

/// What a phase's evidence comes to on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aged {
    /// What the status rests on.
    pub basis: Option<EvidenceBasis>,
    /// 0 to 1.
    pub confidence: f64,
    /// Days from the last evidence to the day.
    pub age: Option<i32>,
}

impl Phase {
    /// What the evidence comes to on a day of the phase, under a horizon in days: the same as
    /// [`Holdings::on`] says.
    pub fn on(&self, day: i32, horizon: i32) -> Aged {
        let age = self.last.map(|last| (day - last).max(0));
        let (mut basis, mut confidence) = (self.basis, self.confidence);
        if let Some(age) = age.filter(|age| *age > horizon) {
            basis = Some(EvidenceBasis::CarriedForward);
            confidence *= 0.5_f64.powf(f64::from(age) / f64::from(horizon.max(1)));
        }
        Aged { basis, confidence: (confidence * 1000.0).round() / 1000.0, age }
    }

    fn differs_only_in_from(&self, other: &Phase) -> bool {
        Phase { from: other.from, ..self.clone() } == *other
    }

    /// Puts the phase behind others, unless it says nothing that they do not.
    pub(crate) fn follow(self, phases: &mut Vec<Phase>) {
        let nothing = self.status == Status::Unknown
            && self.others.is_empty()
            && self.claimed.is_none()
            && self.basis.is_none();
        let same = phases.last().is_some_and(|last| last.differs_only_in_from(&self));
        if !same && !(nothing && phases.is_empty()) {
            phases.push(self);
        }
    }
}

impl Holdings<'_> {
    /// The phases of the place, oldest first; before the first nothing is known. Empty where no
    /// evidence is dated.
    pub fn phases(&self) -> Vec<Phase> {
        if self.dated { self.every_phase() } else { vec![] }
    }

    /// The phases also of a place of which nothing is dated.
    pub(crate) fn every_phase(&self) -> Vec<Phase> {
        let mut days: BTreeSet<Day> = BTreeSet::new();
        let spans = &self.track.spans;
        for (index, span) in spans.iter().enumerate() {
            let end = spans.get(index + 1).map_or(Day::MAX, |next| next.from);
            days.insert(span.from);
            let begins = span.supports.iter().map(|one| self.evidence[*one].first);
            days.extend(begins.filter(|first| (span.from..end).contains(first)));
        }
        for beside in &self.track.beside {
            days.extend([beside.from, beside.until]);
        }
        let mut phases: Vec<Phase> = vec![];
        for day in days {
            let index = spans.partition_point(|span| span.from <= day);
            let Some(span) = spans.get(index.wrapping_sub(1)) else { continue };
            self.phase(span, day).follow(&mut phases);
        }
        phases
    }

    /// Whether any claim, dated or not, is evidence of how the place stood.
    pub fn has_evidence(&self) -> bool {
        !self.evidence.is_empty()
    }

    /// How many independent sources speak for how the place stood on a day.
    pub fn sources(&self, day: jiff::civil::Date) -> usize {
        let day = number(day);
        let index = self.track.spans.partition_point(|span| span.from <= day);
        let Some(span) = self.track.spans.get(index.wrapping_sub(1)) else { return 0 };
        self.scales.independent(&self.speaking(span, day))
    }

    /// Everything that was weighed, whatever came of it, with its weight.
    pub fn weighed(&self) -> Vec<Reason> {
        self.evidence
            .iter()
            .map(|one| Reason {
                claim: one.claim.claim.clone(),
                weight: (one.weight * 1000.0).round() / 1000.0,
                why: one.describe(),
                quote: one.claim.quote.text.clone(),
                report: one.claim.report.clone(),
            })
            .collect()
    }

    /// The evidence that speaks for a span by a day.
    pub(super) fn speaking(&self, span: &Span, day: Day) -> Vec<usize> {
        let presupposed = span.why == Some(Why::Presupposed);
        let speaks = |index: &usize| presupposed || self.evidence[*index].first <= day;
        span.supports.iter().copied().filter(speaks).collect()
    }

    fn phase(&self, span: &Span, day: Day) -> Phase {
        let supports = self.speaking(span, day);
        let (basis, confidence) = match self.scales.amount(&supports) {
            Some((basis, confidence)) => (Some(basis), confidence),
            None => (None, 0.0),
        };
        let standing = &span.standing;
        let claimed = (self.track.beside.iter())
            .filter(|beside| beside.from <= day && day < beside.until)
            .filter(|beside| standing.holder.as_ref() != Some(&beside.holder))
            .max_by_key(|beside| (beside.from, &beside.holder))
            .map(|beside| (Status::Held, beside.holder.clone()));
        Phase {
            from: day,
            status: standing.status,
            holder: standing.holder.clone(),
            others: standing.others.clone(),
            basis,
            confidence: if span.why.is_some() { confidence * 0.5 } else { confidence },
            last: supports.iter().map(|one| self.evidence[*one].last).max(),
            claimed,
        }
    }
}
