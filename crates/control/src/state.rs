//! The state of one place, and what each piece of evidence does to it.

use std::collections::{BTreeMap, BTreeSet};

use dateline_actor::Party;

use crate::day::Day;
use crate::evidence::{Evidence, Says};
use crate::status::{Standing, Status};

/// Who is where in a place, as far as the evidence up to a day says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    /// Holds the whole; in a siege, is inside.
    pub holder: Option<Party>,
    /// Each holds a part, in these words where there are any.
    parts: BTreeMap<Party, Option<String>>,
    /// Fight inside.
    fighters: BTreeSet<Party>,
    contested: bool,
    /// Held the whole before the fighting began.
    defender: Option<Party>,
    /// Are each said to hold the whole, against each other.
    disputing: BTreeSet<Party>,
    /// Newest day with word of fighting.
    fought: Option<Day>,
    besieged: bool,
    /// Stands around the place, where the besieger is named.
    outer: Option<Party>,
    /// Are there without holding it.
    present: BTreeSet<Party>,
    /// Left, and nobody is said to have come.
    left: BTreeSet<Party>,
}

impl State {
    /// What is left of a state that is over: who had to do with it.
    pub(crate) fn over(parties: impl IntoIterator<Item = Party>) -> State {
        State { left: parties.into_iter().collect(), ..State::default() }
    }

    /// The status that the state amounts to.
    pub(crate) fn standing(&self) -> Standing {
        let (status, holder, others): (_, _, BTreeSet<&Party>) = if self.contested {
            let others = self.fighters.iter().chain(self.parts.keys()).collect();
            (Status::Contested, None, others)
        } else if self.besieged {
            (Status::Besieged, self.holder.clone(), self.outer.iter().collect())
        } else if self.holder.is_some() {
            (Status::Held, self.holder.clone(), self.present.iter().collect())
        } else if self.parts.len() > 1 {
            (Status::Divided, None, self.parts.keys().collect())
        } else if !self.parts.is_empty() {
            (Status::Contested, None, self.parts.keys().chain(&self.present).collect())
        } else if !self.present.is_empty() {
            (Status::Presence, None, self.present.iter().collect())
        } else {
            (Status::Unknown, None, self.left.iter().collect())
        };
        let others = others.into_iter().filter(|p| Some(*p) != holder.as_ref()).cloned().collect();
        let parts = (self.parts.iter())
            .filter_map(|(party, part)| Some((party.clone(), part.clone()?)))
            .collect();
        Standing { status, holder, others, parts }
    }

    /// Whether the evidence speaks for the state as it is.
    pub(crate) fn is_supported_by(&self, evidence: &Evidence<'_>) -> bool {
        if evidence.denied {
            return false;
        }
        let inside =
            |party: &Party| self.fighters.contains(party) || self.parts.contains_key(party);
        match (self.standing().status, &evidence.says) {
            (Status::Held, says) => match says {
                Says::Whole { holder, .. } | Says::SiegeBroken { inner: Some(holder) } => {
                    self.holder.as_ref() == Some(holder)
                }
                Says::Lost { by, to, .. } => match &self.holder {
                    Some(holder) => by != holder && (to.is_empty() || to.contains(holder)),
                    None => false,
                },
                Says::SiegeBroken { inner: None } => true,
                _ => false,
            },
            (Status::Contested, says) => match says {
                Says::Contest { .. } => true,
                Says::Advance { by, .. } => by.iter().any(inside),
                Says::Part { holder, .. } => inside(holder),
                Says::Whole { holder, .. } => {
                    inside(holder) && (self.fighters.len() > 1 || self.disputing.contains(holder))
                }
                Says::Lost { by, whole, .. } => !whole && inside(by),
                Says::SiegeBroken { .. } => true,
                _ => false,
            },
            (Status::Besieged, says) => match says {
                Says::Siege { .. } => true,
                Says::Whole { holder, .. } | Says::Part { holder, .. } => {
                    self.holder.as_ref() == Some(holder)
                }
                _ => false,
            },
            (Status::Divided, Says::Part { holder, .. }) => inside(holder),
            (Status::Presence, Says::Presence { party }) => self.present.contains(party),
            (Status::Presence, Says::Advance { by, .. }) => {
                by.iter().any(|party| self.present.contains(party))
            }
            (Status::Unknown, Says::Lost { by, .. }) => self.left.contains(by),
            _ => false,
        }
    }

    /// Whether a state mention does not settle the fighting: its holder held the place before, and
    /// "rebel-held" is said of a town long after the first soldier entered; or the mention is one
    /// side of the contradiction itself.
    pub(crate) fn is_stale_mention(&self, holder: &Party, day: Day, within: i32) -> bool {
        self.contested
            && (self.defender.as_ref() == Some(holder) || self.disputing.contains(holder))
            && self.fought.is_some_and(|fought| day - fought <= within)
    }

    /// Fighting between parties that each are said to hold the whole.
    pub(crate) fn dispute(&mut self, parties: impl IntoIterator<Item = Party>, day: Day) {
        self.disputing.extend(parties);
        let defender = self.holder.clone();
        self.fight(self.disputing.clone(), defender, day);
    }

    /// What the evidence does to the state.
    pub(crate) fn apply(&mut self, evidence: &Evidence<'_>, day: Day) {
        let part = || evidence.claim.control.as_ref().and_then(|control| control.part.clone());
        match &evidence.says {
            Says::Whole { holder, change, .. } => self.whole(holder, *change),
            Says::Part { holder, change } => self.part(holder, *change, part(), day),
            Says::Lost { by, whole: true, .. } => self.lost(by),
            Says::Lost { by, whole: false, to } => {
                if self.holder.as_ref() == Some(by) {
                    self.parts.insert(by.clone(), None);
                    self.fight(std::iter::once(by).chain(to).cloned(), Some(by.clone()), day);
                }
            }
            Says::Contest { parties } => {
                let holder = self.holder.clone();
                let inside = self.parts.keys().chain(&self.fighters).cloned();
                let mut all: BTreeSet<Party> = parties.iter().cloned().collect();
                if all.len() < 2 {
                    all.extend(inside);
                    all.extend(holder.clone());
                }
                self.fight(all, holder, day);
            }
            Says::Advance { by, against } => self.advance(by, against, day),
            Says::Siege { inner, outer, part } => self.siege(inner, outer, *part, day),
            Says::SiegeBroken { inner } => self.siege_broken(inner, day),
            Says::Presence { party } => {
                if self.holder.as_ref() != Some(party) {
                    self.present.insert(party.clone());
                }
            }
        }
    }

    fn whole(&mut self, holder: &Party, change: bool) {
        // "Rebel-held" is also said of a besieged town; only a change ends the siege.
        let besieged = !change
            && self.besieged
            && self.outer.as_ref() != Some(holder)
            && self.holder.as_ref().is_none_or(|inner| inner == holder);
        let outer = self.outer.take().filter(|_| besieged);
        *self = State { holder: Some(holder.clone()), besieged, outer, ..State::default() };
    }

    fn part(&mut self, holder: &Party, change: bool, part: Option<String>, day: Day) {
        // Who holds the whole also holds each part, but a besieged town's "held parts" are all
        // that its holder has.
        if self.holder.as_ref() == Some(holder) && !self.contested {
            if self.besieged {
                self.parts.insert(holder.clone(), part);
            }
            return;
        }
        if !change && self.outer.as_ref() == Some(holder) && !self.contested {
            self.parts.insert(holder.clone(), part);
            return;
        }
        if !change && self.besieged && self.holder.is_none() && !self.contested {
            self.holder = Some(holder.clone());
            self.parts.insert(holder.clone(), part);
            return;
        }
        self.parts.insert(holder.clone(), part);
        if self.contested || self.holder.is_some() || change && self.besieged {
            let defender = self.holder.clone();
            self.fight(defender.iter().chain([holder]).cloned().collect::<Vec<_>>(), defender, day);
        } else if change && self.parts.len() > 1 {
            let parties: Vec<Party> = self.parts.keys().cloned().collect();
            self.fight(parties, None, day);
        }
    }

    fn lost(&mut self, by: &Party) {
        if self.outer.as_ref() == Some(by)
            && self.holder.as_ref() != Some(by)
            && !self.parts.contains_key(by)
            && !self.contested
        {
            // The besieger gives up.
            let mut left = std::mem::take(&mut self.left);
            left.insert(by.clone());
            *self = match self.holder.take() {
                Some(holder) => State { holder: Some(holder), ..State::default() },
                None => State { left, ..State::default() },
            };
            return;
        }
        let mut inside: BTreeSet<Party> = self.fighters.clone();
        inside.extend(self.parts.keys().cloned());
        inside.extend(self.holder.clone());
        let was_inside = inside.remove(by) || inside.is_empty();
        if !was_inside {
            return;
        }
        let mut remaining = inside.into_iter();
        match (remaining.next(), remaining.next()) {
            (Some(only), None) => {
                *self = State { holder: Some(only), ..State::default() };
            }
            (None, _) => {
                let mut left = std::mem::take(&mut self.left);
                left.insert(by.clone());
                *self = State { left, ..State::default() };
            }
            (Some(_), Some(_)) => {
                self.fighters.remove(by);
                self.parts.remove(by);
                self.defender = self.defender.take().filter(|defender| defender != by);
            }
        }
    }

    fn advance(&mut self, by: &[Party], against: &[Party], day: Day) {
        if let Some(holder) = self.holder.clone() {
            let own = by.contains(&holder);
            if own && self.besieged && self.parts.contains_key(&holder) {
                // Relief enters a town of which the besieged hold only a part.
                let outer = self.outer.clone();
                self.fight(outer.into_iter().chain([holder.clone()]), Some(holder), day);
            } else if !own {
                self.fight(by.iter().cloned().chain([holder.clone()]), Some(holder), day);
            }
            return;
        }
        let mut others: BTreeSet<Party> =
            self.parts.keys().chain(&self.fighters).cloned().collect();
        if others.iter().all(|party| by.contains(party)) {
            others.extend(against.iter().cloned());
        }
        if others.iter().all(|party| by.contains(party)) {
            if !self.contested && self.parts.is_empty() {
                self.present.extend(by.iter().cloned());
            } else {
                self.fought = self.fought.max(Some(day));
            }
            return;
        }
        let defender = self.defender.clone();
        self.fight(by.iter().cloned().chain(others), defender, day);
    }

    fn siege(&mut self, inner: &Option<Party>, outer: &Option<Party>, part: bool, day: Day) {
        const FRESH: Day = 14;
        if self.contested && self.fought.is_some_and(|fought| day - fought <= FRESH) {
            // Fighting inside says more than a ring around.
            self.besieged = true;
            self.outer = outer.clone().or(self.outer.take());
            return;
        }
        let holder = (inner.clone())
            .or_else(|| self.holder.take().or(self.defender.take()))
            .filter(|holder| Some(holder) != outer.as_ref());
        let mut parts: BTreeMap<Party, Option<String>> = BTreeMap::new();
        if let Some(holder) = &holder
            && (part || self.parts.contains_key(holder))
        {
            parts.insert(holder.clone(), self.parts.get(holder).cloned().flatten());
        }
        let outer = outer.clone().or_else(|| self.outer.take());
        *self = State { holder, besieged: true, outer, parts, ..State::default() };
    }

    fn siege_broken(&mut self, inner: &Option<Party>, day: Day) {
        let outer = self.outer.take();
        if !std::mem::take(&mut self.besieged) {
            if self.standing().status == Status::Unknown
                && let Some(inner) = inner
            {
                *self = State { holder: Some(inner.clone()), ..State::default() };
            }
            return;
        }
        if self.contested {
            return;
        }
        if self.holder.is_none() {
            self.holder.clone_from(inner);
        }
        if let Some(holder) = self.holder.clone()
            && !self.parts.is_empty()
        {
            // Of the rest of the town nobody has said that it is free.
            self.fight(outer.into_iter().chain([holder.clone()]), Some(holder), day);
        }
    }

    fn fight(
        &mut self,
        parties: impl IntoIterator<Item = Party>,
        defender: Option<Party>,
        day: Day,
    ) {
        self.contested = true;
        self.fighters.extend(parties);
        self.fighters.extend(self.holder.take());
        if self.defender.is_none() {
            self.defender = defender;
        }
        self.fought = self.fought.max(Some(day));
        self.present.clear();
        self.left.clear();
    }
}
