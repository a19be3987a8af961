//! Evidence: what one claim says about the control of one place, on which days, and what it is
//! worth.

use std::collections::BTreeMap;

use dateline_actor::{Actor, Party};
use dateline_coding::{Claim, Context, ControlStatus, Extent, Interest, Modality, SourceKind};
use dateline_ledger::{fold_name, place_key};
use dateline_place::PlacePrecision;
use dateline_time::{Basis, Bound};

use crate::Settings;
use crate::day::{Day, number};
use crate::holdings::UNDATED;

/// What a claim says about a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Says {
    /// A party holds all of it; `change` where it came to do so.
    Whole { holder: Party, lost_by: Option<Party>, change: bool },
    /// A party holds some of it.
    Part { holder: Party, change: bool },
    /// A party no longer holds it, or a part of it, and nobody is said to have come.
    Lost { by: Party, whole: bool, to: Vec<Party> },
    /// Fighting inside.
    Contest { parties: Vec<Party> },
    /// A party enters or pushes in.
    Advance { by: Vec<Party>, against: Vec<Party> },
    /// A party inside, another around.
    Siege { inner: Option<Party>, outer: Option<Party>, part: bool },
    /// The siege is over, the party inside still there.
    SiegeBroken { inner: Option<Party> },
    /// A party is there without holding it.
    Presence { party: Party },
}

impl Says {
    /// Whether it says that something happened, rather than how things stood.
    pub(crate) fn is_change(&self) -> bool {
        match self {
            Says::Whole { change, .. } | Says::Part { change, .. } => *change,
            Says::Lost { .. } | Says::Advance { .. } | Says::SiegeBroken { .. } => true,
            Says::Contest { .. } | Says::Siege { .. } | Says::Presence { .. } => false,
        }
    }

    /// Whether it is about all of the place.
    fn is_of_the_whole(&self) -> bool {
        matches!(self, Says::Whole { .. } | Says::Lost { whole: true, .. })
    }

    /// The party that all of the place went to, or stood with.
    pub(crate) fn whole_holder(&self) -> Option<&Party> {
        match self {
            Says::Whole { holder, .. } => Some(holder),
            _ => None,
        }
    }

    /// The party that is said to have held the place until then.
    pub(crate) fn loser(&self) -> Option<&Party> {
        match self {
            Says::Whole { lost_by, change: true, .. } => lost_by.as_ref(),
            Says::Lost { by, whole: true, .. } => Some(by),
            _ => None,
        }
    }

    /// Order of application among evidence of one day: states as they were, then fighting, then the
    /// ends of sieges, then what settled it.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Says::Whole { change: false, .. } | Says::Presence { .. } => 0,
            Says::Siege { .. } => 1,
            Says::Part { change: false, .. } => 2,
            Says::Part { change: true, .. } | Says::Contest { .. } | Says::Advance { .. } => 3,
            Says::SiegeBroken { .. } => 4,
            Says::Lost { .. } => 5,
            Says::Whole { change: true, .. } => 6,
        }
    }
}

/// One claim's word on one place.
#[derive(Clone, Debug)]
pub(crate) struct Evidence<'c> {
    pub claim: &'c Claim,
    pub says: Says,
    /// Denied: it may contradict, but never moves anything.
    pub denied: bool,
    /// First and last day; of a change, it is certain from the last on.
    pub first: Day,
    pub last: Day,
    pub interest: Interest,
    pub weight: f64,
    pub kind: SourceKind,
    /// Who says so, innermost; the same for everything that the same source says.
    pub source: String,
    /// Whether the report says so in its own voice.
    pub own_voice: bool,
    /// The story that the report is a copy of, where there are copies.
    pub story: Option<String>,
    /// The words, folded: the same in copies of one wire story.
    pub words: String,
}

impl Evidence<'_> {
    /// Whether only a party to the fight says so, about its own success.
    pub(crate) fn self_serving(&self) -> bool {
        self.interest == Interest::SelfServing
    }

    /// Whether it is a party's word about itself, or may be: an official who denies a loss.
    pub(crate) fn is_partial(&self) -> bool {
        self.self_serving()
            || self.denied && matches!(self.kind, SourceKind::Official | SourceKind::Belligerent)
    }

    /// The day on which the evidence takes effect: of a change the last of its days, of a state
    /// that held throughout them the first.
    pub(crate) fn day(&self) -> Day {
        match (self.says.is_change(), self.claim.when.interval.bound) {
            (false, Bound::Throughout | Bound::Since) => self.first,
            _ => self.last,
        }
    }

    /// Whether the change may have happened on any of several days.
    pub(crate) fn is_window(&self) -> bool {
        self.first < self.day()
    }

    /// Order that does not depend on the order of reading.
    pub(crate) fn order(&self) -> (Day, u8, &str, &str, &str) {
        (self.day(), self.says.rank(), &self.claim.claim, &self.claim.report, &self.words)
    }
}

/// Why a claim about the control of a place says nothing that the rules use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unused {
    /// Its report was replaced, taken back or withdrawn.
    Report(String),
    /// Planned, possible or attempted.
    Modality,
    /// No date.
    Undated,
    /// A total over time or places.
    Aggregate,
    /// No party can be told.
    NoParty,
    /// About some of a country, region or river.
    Area,
}

impl Unused {
    pub(crate) fn why(&self) -> &str {
        match self {
            Unused::Report(fate) => fate,
            Unused::Modality => "not said to have happened",
            Unused::Undated => "no date",
            Unused::Aggregate => "a total over time or places",
            Unused::NoParty => "names no party",
            Unused::Area => "about some part of a country or region",
        }
    }
}

/// Whether claims of this type can say something about control.
pub fn concerns_control(kind: &str) -> bool {
    kind.starts_with("control.") || kind == "battle.advance"
}

/// What the claims say about the place, in an order of its own; and the claims not used. With
/// `timeless`, claims without a date are all put on one day.
pub(crate) fn gather<'c>(
    claims: impl IntoIterator<Item = &'c Claim>,
    place: &str,
    settings: &Settings,
    timeless: bool,
) -> (Vec<Evidence<'c>>, Vec<(&'c Claim, Unused)>) {
    let mut unused = vec![];
    let mut evidence: Vec<Evidence<'c>> = vec![];
    for claim in claims {
        let Some(at) = claim.places.iter().find(|at| place_key(at) == place) else { continue };
        if !concerns_control(&claim.kind)
            || (claim.kind == "battle.advance"
                && !matches!(at.precision, Some(PlacePrecision::Exact) | None))
        {
            continue;
        }
        let area = matches!(at.precision, Some(PlacePrecision::Country | PlacePrecision::Feature));
        match one(claim, settings, timeless) {
            // A town lost somewhere in it makes no country or region contested.
            Ok(one) if area && !one.says.is_of_the_whole() => unused.push((claim, Unused::Area)),
            Ok(one) => evidence.push(one),
            Err(why) => unused.push((claim, why)),
        }
    }
    canonical_parties(&mut evidence);
    told_in_order(&mut evidence);
    evidence.sort_by(|a, b| a.order().cmp(&b.order()));
    // The same claim entered twice is one claim.
    evidence.dedup_by(|a, b| a.claim.claim == b.claim.claim && a.claim.report == b.claim.report);
    unused.sort_by(|a, b| (&a.0.claim, &a.0.report).cmp(&(&b.0.claim, &b.0.report)));
    (evidence, unused)
}

/// A report tells in the order of time where its dates allow it: "Captured by A in 2022. Recaptured by B on
/// 3 October 2022." puts the first before the second, although "in 2022" goes on. Without this the wider
/// interval, certain only from its end, would undo what came after it.
fn told_in_order(evidence: &mut [Evidence<'_>]) {
    let whole =
        |one: &Evidence<'_>| one.says.is_change() && one.says.is_of_the_whole() && !one.denied;
    for at in 0..evidence.len() {
        let wide = &evidence[at];
        if !whole(wide) || wide.first == wide.last {
            continue;
        }
        let (mut first, mut last) = (wide.first, wide.last);
        let start = wide.claim.quote.span;
        for other in evidence.iter().filter(|other| {
            other.claim.report == wide.claim.report
                && whole(other)
                && other.says.whole_holder() != wide.says.whole_holder()
                && wide.first <= other.first
                && other.last <= wide.last
                && other.last - other.first <= wide.last - wide.first
        }) {
            let told = other.claim.quote.span;
            let same = (other.first, other.last) == (wide.first, wide.last);
            if start.end <= told.start {
                // "Captured by A in 2022. Recaptured by B in 2022.": the second comes last.
                last = last.min(if same { other.last } else { other.first } - 1);
            } else if same {
                continue;
            } else if told.end <= start.start {
                first = first.max(other.last + 1);
            }
        }
        let last = last.max(wide.first);
        (evidence[at].first, evidence[at].last) = (first.min(last), last);
    }
}

fn one<'c>(claim: &'c Claim, settings: &Settings, timeless: bool) -> Result<Evidence<'c>, Unused> {
    let denied = match claim.modality {
        Modality::Asserted | Modality::Claimed => false,
        Modality::Denied => true,
        Modality::Planned | Modality::Possible | Modality::Attempted => {
            return Err(Unused::Modality);
        }
    };
    if claim.context == Context::Aggregate {
        return Err(Unused::Aggregate);
    }
    let says = says(claim).ok_or(Unused::NoParty)?;
    let interval = &claim.when.interval;
    let published = claim.published.map(number);
    let known = |day: Option<_>| day.map(number).filter(|_| interval.basis != Basis::None);
    let (first, last) = match (known(interval.first), known(interval.last)) {
        (Some(first), Some(last)) => (first, last),
        (None, Some(last)) => (last, last),
        (Some(first), None) => (first, published.unwrap_or(first).max(first)),
        (None, None) if timeless => (UNDATED, UNDATED),
        (None, None) => return Err(Unused::Undated),
    };
    // Nobody reports what has not happened yet: "in October", said on the 17th, ends there.
    let last = published.map_or(last, |published| last.min(published));
    let first = first.min(last);
    let (source, kind, own_voice) = source(claim, settings);
    let interest = interest(claim, &says, own_voice, settings);
    let factors = settings.weights.factors;
    let weight = settings.weights.of(kind, interest)
        * if claim.inferred { factors.inferred } else { 1.0 }
        * match claim.context {
            Context::Main | Context::Aggregate => 1.0,
            Context::Summary => factors.summary,
            Context::Background => factors.background,
        };
    let words = fold_name(&claim.quote.text);
    let story = settings.copies.get(&claim.report).cloned();
    Ok(Evidence {
        claim,
        says,
        denied,
        first,
        last,
        interest,
        weight,
        kind,
        source,
        own_voice,
        story,
        words,
    })
}

/// What the claim says, from its type and its `control` record.
fn says(claim: &Claim) -> Option<Says> {
    let by = parties(&claim.by);
    let against = parties(&claim.against);
    if claim.kind == "battle.advance" {
        let by: Vec<Party> = by.into_iter().filter(is_named).collect();
        return (!by.is_empty()).then_some(Says::Advance { by, against });
    }
    let control = claim.control.as_ref()?;
    let part = control.extent == Extent::Part;
    // A body of the registry that takes a place holds it; "fighters" of nobody do not.
    let holder = || {
        let known = || by.iter().find(|party| !party.id.starts_with("name:")).cloned();
        control.holder.clone().or_else(known)
    };
    let siege = || {
        let outer = control.besieged_by.clone().or_else(|| by.first().cloned());
        let inner = control.holder.clone().filter(|inner| Some(inner) != outer.as_ref());
        (inner.is_some() || outer.is_some()).then_some(Says::Siege { inner, outer, part })
    };
    let contest = || {
        let mut parties: Vec<Party> = by.iter().chain(&against).cloned().collect();
        parties.extend(control.holder.clone());
        parties.retain(is_named);
        parties.sort();
        parties.dedup();
        Says::Contest { parties }
    };
    let hold = |change: bool| {
        let Some(holder) = holder() else {
            // "Was liberated from Y": nobody is said to have come, but Y is gone.
            let by = control.lost_by.clone().filter(|_| change)?;
            return Some(Says::Lost { by, whole: !part, to: vec![] });
        };
        Some(if part {
            Says::Part { holder, change }
        } else {
            let lost_by = control.lost_by.clone().filter(|loser| loser.id != holder.id);
            Says::Whole { holder, lost_by, change }
        })
    };
    match claim.kind.as_str() {
        "control.gain" | "control.transfer" => match control.status {
            ControlStatus::Presence => Some(Says::Presence { party: holder()? }),
            ControlStatus::Contested if !part => Some(contest()),
            _ => hold(true),
        },
        "control.loss" => match (&control.holder, &control.lost_by) {
            (Some(holder), lost_by) if lost_by.as_ref() != Some(holder) => hold(true),
            (_, Some(loser)) => {
                let to = by.iter().filter(|party| party.id != loser.id).cloned().collect();
                Some(Says::Lost { by: loser.clone(), whole: !part, to })
            }
            _ => None,
        },
        "control.hold" => match control.status {
            ControlStatus::Held => hold(false),
            ControlStatus::Presence => Some(Says::Presence { party: holder()? }),
            ControlStatus::Contested => Some(contest()),
            ControlStatus::Besieged => siege(),
            ControlStatus::Lost => {
                let by = control.lost_by.clone()?;
                Some(Says::Lost { by, whole: !part, to: vec![] })
            }
        },
        "control.contest" => Some(contest()),
        "control.siege" => siege(),
        "control.siege-broken" => Some(Says::SiegeBroken { inner: control.holder.clone() }),
        _ => None,
    }
}

/// The sides of the actors; an actor of no known side is its own.
pub(crate) fn parties(actors: &[Actor]) -> Vec<Party> {
    let mut parties: Vec<Party> = actors.iter().map(party).collect();
    parties.sort();
    parties.dedup();
    parties
}

/// Whether the party is one, and no mere description ("armed men", "a resident"): who they fight for
/// is not known, so they are no proof that another party is there.
fn is_named(party: &Party) -> bool {
    !party.id.starts_with("name:") || party.name.chars().next().is_none_or(|c| !c.is_lowercase())
}

fn party(actor: &Actor) -> Party {
    actor.side.clone().unwrap_or_else(|| Party {
        id: actor.id.clone().unwrap_or_else(|| format!("name:{}", actor.name)),
        name: actor.name.clone(),
    })
}

/// The innermost source: a key for counting, its kind, and whether it is the report's own voice.
pub(crate) fn source(claim: &Claim, settings: &Settings) -> (String, SourceKind, bool) {
    let publisher = claim.publisher.as_deref().map(fold_name).filter(|name| !name.is_empty());
    let known = publisher.as_ref().and_then(|name| settings.publishers.get(name));
    let own_name = match (known, &publisher) {
        (Some(known), _) => fold_name(&known.name),
        (None, Some(name)) => name.clone(),
        (None, None) => format!("report {}", claim.report),
    };
    let Some(innermost) = claim.according_to.first() else {
        return (own_name, known.map_or(SourceKind::Media, |known| known.kind), true);
    };
    let folded = fold_name(&innermost.name);
    let key = match (&innermost.actor, innermost.kind) {
        (Some(actor), _) => actor.clone(),
        // "sources said": as many as there are publishers who say so, at most.
        (None, SourceKind::Unnamed) => format!("unnamed via {own_name}"),
        (None, SourceKind::Witness) => format!("{folded} via {own_name}"),
        (None, _) => match settings.publishers.get(&folded) {
            Some(known) => fold_name(&known.name),
            None => folded,
        },
    };
    (key, innermost.kind, false)
}

/// The source's stake; a publisher that leans to a side speaks for it in its own voice.
fn interest(claim: &Claim, says: &Says, own_voice: bool, settings: &Settings) -> Interest {
    if claim.modality == Modality::Claimed {
        return Interest::SelfServing;
    }
    if !own_voice || claim.interest == Interest::SelfServing || claim.interest == Interest::Against
    {
        return claim.interest;
    }
    let leans: &[String] = claim
        .publisher
        .as_deref()
        .and_then(|name| settings.publishers.get(&fold_name(name)))
        .map_or(&[], |publisher| &publisher.leans_to);
    let leans_to = |party: &Party| leans.contains(&party.id);
    let (winner, loser) = match says {
        Says::Whole { holder, lost_by, .. } => (Some(holder), lost_by.as_ref()),
        Says::Part { holder, .. } => (Some(holder), None),
        Says::Lost { by, to, .. } => (to.first(), Some(by)),
        Says::Advance { by, against } => (by.first(), against.first()),
        Says::SiegeBroken { inner } => (inner.as_ref(), None),
        Says::Contest { .. } | Says::Siege { .. } | Says::Presence { .. } => (None, None),
    };
    if loser.is_some_and(leans_to) {
        Interest::Against
    } else if winner.is_some_and(leans_to) {
        Interest::SelfServing
    } else {
        claim.interest
    }
}

/// One spelling of each party's name, whichever claim comes first.
fn canonical_parties(evidence: &mut [Evidence<'_>]) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for one in evidence.iter_mut() {
        one.says.for_each_party(|party| {
            let name = names.entry(party.id.clone()).or_insert_with(|| party.name.clone());
            if party.name < *name {
                name.clone_from(&party.name);
            }
        });
    }
    for one in evidence.iter_mut() {
        one.says.for_each_party(|party| {
            if let Some(name) = names.get(&party.id) {
                party.name.clone_from(name);
            }
        });
    }
}

impl Says {
    fn for_each_party(&mut self, mut each: impl FnMut(&mut Party)) {
        match self {
            Says::Whole { holder, lost_by, .. } => {
                each(holder);
                lost_by.iter_mut().for_each(each);
            }
            Says::Part { holder, .. } => each(holder),
            Says::Lost { by, to, .. } => {
                each(by);
                to.iter_mut().for_each(each);
            }
            Says::Contest { parties } => parties.iter_mut().for_each(each),
            Says::Advance { by, against } => by.iter_mut().chain(against).for_each(each),
            Says::Siege { inner, outer, .. } => inner.iter_mut().chain(outer).for_each(each),
            Says::SiegeBroken { inner } => inner.iter_mut().for_each(each),
            Says::Presence { party } => each(party),
        }
    }
}
