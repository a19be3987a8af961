//! Holdings: who held one place, through all the days that the claims tell of.

use std::collections::BTreeMap;

use dateline_coding::Claim;
use dateline_ledger::place_key;
use jiff::civil::Date;

use crate::Settings;
use crate::answer::{Answer, Claimed, PartHeld, PlaceRecord, Reason, Since, Stretch};
use crate::basis::Scales;
use crate::day::{Day, date_of, number};
use crate::dispute::settle;
use crate::evidence::{Evidence, Unused, concerns_control, gather};
use crate::status::{EvidenceBasis, Standing, Status};
use crate::sweep::{Beside, Span, Track, Why, sweep};

mod phases;

pub use phases::{Aged, Phase};

/// Who held a place, through time.
#[derive(Clone, Debug)]
pub struct Holdings<'c> {
    key: String,
    place: PlaceRecord,
    as_of: Option<Date>,
    evidence: Vec<Evidence<'c>>,
    unused: Vec<(&'c Claim, Unused)>,
    track: Track,
    scales: Scales,
    horizon: Day,
    dated: bool,
}

impl<'c> Holdings<'c> {
    /// The holdings of the place with this key (see [`place_key`]); `None` where no claim is about
    /// it. Reports published after `as_of`, and those of no known date, are left out under it.
    pub fn of(
        claims: impl IntoIterator<Item = &'c Claim>,
        key: &str,
        as_of: Option<Date>,
        settings: &Settings,
    ) -> Option<Holdings<'c>> {
        let claims: Vec<&Claim> = claims
            .into_iter()
            .filter(|claim| claim.places.iter().any(|place| place_key(place) == key))
            .filter(|claim| {
                as_of.is_none_or(|as_of| claim.published.is_some_and(|day| day <= as_of))
            })
            .collect();
        let (claims, gone): (Vec<&Claim>, Vec<&Claim>) =
            claims.into_iter().partition(|claim| settings.fate_of(claim, as_of).is_none());
        let place = (claims.iter().chain(&gone))
            .flat_map(|claim| &claim.places)
            .filter(|place| place_key(place) == key)
            .min_by(|a, b| (&a.name, &a.text, &a.kind).cmp(&(&b.name, &b.text, &b.kind)))?;
        let (mut evidence, mut unused) = gather(claims.iter().copied(), key, settings, false);
        for claim in gone.into_iter().filter(|claim| concerns_control(&claim.kind)) {
            let why = settings.fate_of(claim, as_of).map(ToString::to_string).unwrap_or_default();
            unused.push((claim, Unused::Report(why)));
        }
        unused.sort_by(|a, b| (&a.0.claim, &a.0.report).cmp(&(&b.0.claim, &b.0.report)));
        unused.dedup();
        // Where no claim has a date, the place still stands some way, on no known day.
        let dated = !evidence.is_empty();
        if !dated && as_of.is_none() {
            evidence = gather(claims.iter().copied(), key, settings, true).0;
        }
        let verdicts = settle(&mut evidence, settings);
        let horizon = settings.horizon_of(place.country.as_deref());
        let track = sweep(&evidence, &verdicts, settings, horizon);
        let scales = Scales::of(&evidence);
        Some(Holdings {
            key: key.to_owned(),
            place: PlaceRecord::from(place),
            as_of,
            evidence,
            unused,
            track,
            scales,
            horizon,
            dated,
        })
    }

    /// All places that the claims tell of, by key.
    pub fn all(
        claims: &'c [Claim],
        as_of: Option<Date>,
        settings: &Settings,
    ) -> BTreeMap<String, Holdings<'c>> {
        let mut by_place: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| concerns_control(&claim.kind)) {
            for place in &claim.places {
                by_place.entry(place_key(place)).or_default().push(claim);
            }
        }
        by_place
            .into_iter()
            .filter_map(|(key, claims)| {
                let holdings = Holdings::of(claims, &key, as_of, settings)?;
                (!holdings.evidence.is_empty()).then_some((key, holdings))
            })
            .collect()
    }

    /// The place.
    pub fn place(&self) -> &PlaceRecord {
        &self.place
    }

    /// The place's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Days after which evidence about the place is old.
    pub fn horizon(&self) -> i32 {
        self.horizon
    }

    /// The day of the newest evidence.
    pub fn newest(&self) -> Option<Date> {
        let newest = self.evidence.iter().filter(|_| self.dated).map(|one| one.last).max();
        newest.map(date_of)
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.track.spans
    }

    /// What parties claim beside, with the reasons.
    pub(crate) fn beside(&self) -> impl Iterator<Item = (&Beside, Reason)> {
        let reason = |beside: &Beside| reason(&self.evidence[beside.evidence], "");
        self.track.beside.iter().map(move |beside| (beside, reason(beside)))
    }

    /// Weight and claim of a piece of evidence, with its first day.
    pub(crate) fn weight_of(&self, evidence: usize) -> (f64, &'c Claim, Day) {
        let one = &self.evidence[evidence];
        (rounded(one.weight), one.claim, one.first)
    }

    /// The evidence that speaks for a span, weightiest first.
    pub(crate) fn in_order(&self, span: &Span) -> Vec<usize> {
        let mut order: Vec<usize> = span.supports.iter().copied().collect();
        order.sort_by(|a, b| {
            let ((a, one, _), (b, other, _)) = (self.weight_of(*a), self.weight_of(*b));
            b.total_cmp(&a).then_with(|| one.claim.cmp(&other.claim))
        });
        order
    }

    pub(crate) fn evidence(&self) -> &[Evidence<'c>] {
        &self.evidence
    }

    /// Evidence set aside, with the reason.
    pub(crate) fn aside(&self) -> &[(usize, String)] {
        &self.track.aside
    }

    pub(crate) fn unused(&self) -> &[(&'c Claim, Unused)] {
        &self.unused
    }

    pub(crate) fn unused_reason(claim: &Claim, why: &Unused) -> Reason {
        Reason {
            claim: claim.claim.clone(),
            weight: 0.0,
            why: format!("{}; set aside: {}", claim.kind, why.why()),
            quote: claim.quote.text.clone(),
            report: claim.report.clone(),
        }
    }

    pub(crate) fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    pub(crate) fn is_dated(&self) -> bool {
        self.dated
    }

    /// The newest day of all evidence, also where none is dated.
    pub(crate) fn last_day(&self) -> Option<Day> {
        self.evidence.iter().map(|one| one.last).max()
    }

    /// Whether any claim tells of the place's control.
    pub fn is_told_of(&self) -> bool {
        !self.evidence.is_empty() || !self.unused.is_empty()
    }

    /// How the place stood on a day; without one, on the day of the newest evidence.
    pub fn on(&self, day: Option<Date>) -> Answer {
        let day = match day {
            Some(day) => Some(number(day)),
            None => self.last_day(),
        };
        let Some(day) = day else { return self.nothing(None) };
        let index = self.track.spans.partition_point(|span| span.from <= day);
        match self.track.spans.get(index.wrapping_sub(1)) {
            // On days that nothing is dated to, undated word has no say.
            Some(span) if self.dated || day == UNDATED => self.answer(span, day),
            _ => self.nothing(Some(day)),
        }
    }

    /// Every stretch of days with one status, oldest first.
    pub fn timeline(&self) -> Vec<Stretch> {
        let mut spans = self.track.spans.iter().peekable();
        let mut stretches: Vec<Stretch> = vec![];
        while let Some(span) = spans.next() {
            if span.standing == Standing::unknown() && stretches.is_empty() || !self.dated {
                continue;
            }
            let end = spans.peek().map(|next| next.from - 1);
            let told = (span.supports.iter())
                .map(|one| self.evidence[*one].last)
                .chain([span.from])
                .max()
                .unwrap_or(span.from);
            let day = end.map_or(told, |end| told.min(end)).max(span.from);
            let answer = self.answer(span, day);
            let (from, to) = (date_of(span.from), end.map(date_of));
            match stretches.last_mut() {
                Some(last) if last.answer.is_same_status(&answer) => {
                    last.to = to;
                    let since = last.answer.since;
                    last.answer = Answer { since, ..answer };
                }
                _ => stretches.push(Stretch { from, to, answer }),
            }
        }
        stretches
    }

    fn answer(&self, span: &Span, day: Day) -> Answer {
        let supports = self.speaking(span, day);
        let last = supports.iter().map(|one| self.evidence[*one].last.min(day)).max();
        let (mut basis, mut confidence) = match self.scales.amount(&supports) {
            Some((basis, confidence)) => (Some(basis), confidence),
            None => (None, 0.0),
        };
        let age = last.map(|last| day - last);
        if let Some(age) = age.filter(|age| *age > self.horizon) {
            basis = Some(EvidenceBasis::CarriedForward);
            // Halved with every horizon that passes without word.
            confidence *= 0.5_f64.powf(f64::from(age) / f64::from(self.horizon.max(1)));
        }
        if span.why.is_some() {
            confidence *= 0.5;
        }
        let note = note_of(span.why);
        let mut because: Vec<Reason> =
            supports.iter().map(|one| reason(&self.evidence[*one], note)).collect();
        because.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.claim.cmp(&b.claim)));
        let standing = &span.standing;
        let since = (standing.status != Status::Unknown || !because.is_empty()).then(|| Since {
            first: span.since.0.map(|day| self.date(day)).unwrap_or_default(),
            last: span.since.1.map(|day| self.date(day)).unwrap_or_default(),
        });
        Answer {
            place: self.place.clone(),
            on: self.date(day),
            as_of: self.as_of,
            status: standing.status,
            holder: standing.holder.clone(),
            others: standing.others.clone(),
            basis,
            confidence: rounded(confidence),
            since,
            last_evidence: last.and_then(|last| self.date(last)),
            age: age.filter(|_| self.dated),
            because,
            claimed: self.claimed(standing, day),
            parts: (standing.parts.iter().cloned())
                .map(|(holder, part)| PartHeld { holder, part })
                .collect(),
            set_aside: self.set_aside(day),
            id: self.id(day),
        }
    }

    /// What parties say of the day beside the assessed status.
    fn claimed(&self, standing: &Standing, day: Day) -> Option<Claimed> {
        let beside: Vec<_> = (self.track.beside.iter())
            .filter(|beside| beside.from <= day && day < beside.until)
            .filter(|beside| standing.holder.as_ref() != Some(&beside.holder))
            .collect();
        let newest = beside.iter().max_by_key(|beside| (beside.from, &beside.holder))?;
        let because = (beside.iter())
            .filter(|other| other.holder == newest.holder)
            .map(|other| reason(&self.evidence[other.evidence], ""))
            .collect();
        Some(Claimed { status: Status::Held, holder: Some(newest.holder.clone()), because })
    }

    /// What was weighed and not followed, of the last days up to this one.
    fn set_aside(&self, day: Day) -> Vec<Reason> {
        let weighed = (self.track.aside.iter()).filter_map(|(index, why)| {
            let one = &self.evidence[*index];
            let near = one.first <= day && day.saturating_sub(one.last) <= self.horizon;
            near.then(|| reason(one, &format!("; set aside: {why}")))
        });
        let unused = self.unused.iter().filter_map(|(claim, why)| {
            let first = claim.when.interval.first.map(number);
            let near =
                first.is_none_or(|first| first <= day && day.saturating_sub(first) <= self.horizon);
            // Where nothing is left that counts, no day is asked for either.
            let shown = match why {
                Unused::Report(_) => near || day == Day::MAX,
                _ => near && self.dated,
            };
            shown.then(|| Self::unused_reason(claim, why))
        });
        let mut all: Vec<Reason> = weighed.chain(unused).collect();
        all.sort_by(|a, b| (&a.claim, &a.report).cmp(&(&b.claim, &b.report)));
        all
    }

    fn nothing(&self, day: Option<Day>) -> Answer {
        Answer {
            set_aside: self.set_aside(day.unwrap_or(Day::MAX)),
            id: day.map_or_else(|| self.key.clone(), |day| self.id(day)),
            ..Answer::unknown(self.place.clone(), day.map(date_of), self.as_of)
        }
    }

    fn date(&self, day: Day) -> Option<Date> {
        self.dated.then(|| date_of(day))
    }

    fn id(&self, day: Day) -> String {
        match self.date(day) {
            Some(date) => format!("{}@{date}", self.key),
            None => self.key.clone(),
        }
    }
}

impl Answer {
    /// The answer about a place that no report tells of.
    pub fn unknown(place: PlaceRecord, on: Option<Date>, as_of: Option<Date>) -> Answer {
        let id = place.id.clone().unwrap_or_else(|| place.name.clone());
        let id = on.map_or_else(|| id.clone(), |on| format!("{id}@{on}"));
        Answer {
            place,
            on,
            as_of,
            status: Status::Unknown,
            holder: None,
            others: vec![],
            basis: None,
            confidence: 0.0,
            since: None,
            last_evidence: None,
            age: None,
            because: vec![],
            claimed: None,
            parts: vec![],
            set_aside: vec![],
            id,
        }
    }

    /// Whether the place stands the same way in both.
    pub fn is_same_status(&self, other: &Answer) -> bool {
        (self.status, &self.holder, &self.others) == (other.status, &other.holder, &other.others)
    }
}

/// The day that undated evidence is put on, where there is no other.
pub(crate) const UNDATED: Day = 0;

/// What is said beside of a reason that does not speak for itself.
pub(crate) fn note_of(why: Option<Why>) -> &'static str {
    match why {
        Some(Why::Window) => "; the day is not known, so until the last of them it is open",
        Some(Why::Presupposed) => "; so it held the place before",
        Some(Why::Over) => "; of later days it does not say so",
        None => "",
    }
}

pub(crate) fn reason(evidence: &Evidence<'_>, note: &str) -> Reason {
    Reason {
        claim: evidence.claim.claim.clone(),
        weight: rounded(evidence.weight),
        why: format!("{}{note}", evidence.describe()),
        quote: evidence.claim.quote.text.clone(),
        report: evidence.claim.report.clone(),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
