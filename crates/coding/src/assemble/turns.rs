//! Claims on control that are read off one another: who left is who lost, who came in after them holds the
//! place, and a state that ended names its loser.

use dateline_actor::Party;
use dateline_place::ToponymRole;
use dateline_time::{Basis, Bound};

use super::subsume::is_there;
use super::{Draft, is_change};
use crate::claim::{Claim, Control, ControlStatus, Extent, Interest, Modality, When};
use crate::interest::party;
use crate::scene::Scene;

/// "took the town after the army had pulled out": who left it is who lost it.
pub(super) fn losers(drafts: &mut [Draft]) {
    let lost: Vec<Claim> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.loss" && d.claim.modality.happened())
        .map(|d| d.claim.clone())
        .collect();
    for draft in drafts.iter_mut() {
        let claim = &mut draft.claim;
        if !matches!(claim.kind.as_str(), "control.gain" | "control.transfer")
            || !claim.modality.happened()
        {
            continue;
        }
        let loser = lost
            .iter()
            .filter(|loss| is_there(loss, claim))
            .find_map(|loss| loss.control.as_ref().and_then(|c| c.lost_by.clone()));
        if let Some(control) = &mut claim.control
            && control.lost_by.is_none()
            && control.holder.is_some()
            && control.holder != loser
        {
            control.lost_by = loser;
        }
    }
}

impl Scene<'_> {
    /// Whether a verb is told in the pluperfect: it was over before.
    fn is_over(&self, verb: usize) -> bool {
        let a = self.arcs.analysis;
        let had = |c: usize| a.dep(c) == "aux" && a.lemma(c) == "have" && a.tag(c) == "VBD";
        a.tag(verb) == "VBN" && a.children(verb).any(had)
    }
}

/// Who goes in, where a draft tells of an entry that came to pass.
fn who_enters(scene: &Scene<'_>, draft: &Draft) -> Option<Party> {
    let enters = draft.claim.kind == "battle.advance"
        && scene.arcs.lexicon.nouns.entering.contains(&scene.lemma(draft.trigger));
    // "left the town as the army advanced": on it, and not yet in it
    let nears = matches!(scene.lemma(draft.trigger).as_str(), "advance" | "push")
        && ["into", "to", "through"]
            .iter()
            .all(|word| scene.arcs.obliques(draft.trigger, word).is_empty());
    let enters = enters && !nears;
    draft.claim.by.first().map(party).filter(|_| enters && draft.claim.modality.happened())
}

/// Makes a gain of an entry into what others had left.
fn hold(entry: &mut Claim, ours: Party, loss: &Claim) {
    entry.kind = "control.gain".to_owned();
    entry.control = Some(Control {
        holder: Some(ours),
        lost_by: loss.control.as_ref().and_then(|c| c.lost_by.clone()),
        besieged_by: None,
        status: ControlStatus::Held,
        extent: Extent::Whole,
        part: None,
    });
    entry.why.push("entered after those who held it had left".to_owned());
}

/// "entered the town after the garrison had fled": an entry is a gain where the defenders have left.
pub(super) fn entries(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let left: Vec<Claim> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.loss" && d.claim.modality.happened())
        .map(|d| d.claim.clone())
        .collect();
    // "entered the town after the garrison had fled, and took it": said already
    let taken: Vec<Claim> = drafts
        .iter()
        .filter(|d| matches!(d.claim.kind.as_str(), "control.gain" | "control.transfer"))
        .map(|d| d.claim.clone())
        .collect();
    for draft in drafts {
        let Some(ours) = who_enters(scene, draft) else { continue };
        if taken.iter().any(|t| t.by == draft.claim.by && is_there(t, &draft.claim)) {
            continue;
        }
        let mut here = left.iter().filter(|loss| {
            loss.quote.span == draft.claim.quote.span && is_there(loss, &draft.claim)
        });
        let part = |loss: &Claim| loss.control.as_ref().is_some_and(|c| c.extent == Extent::Part);
        // "abandoned positions around the town and rebels moved in": nobody has left the town
        let partly = here.clone().any(part);
        let gone = here.find(|loss| {
            loss.control
                .as_ref()
                .is_some_and(|c| c.lost_by.as_ref() != Some(&ours) && c.extent == Extent::Whole)
        });
        let Some(gone) = gone.filter(|_| !partly) else { continue };
        hold(&mut draft.claim, ours, gone);
    }
}

/// "the rebel-held town was captured", "took Kilinochchi, the capital of the Tigers": the state that
/// the phrase names is the one that ended, so its holder is who lost the place. A phrase of its own
/// ("the last bastion of …") presupposes that the state lasted till then; an attribute only says whose
/// the place was.
pub fn fold_states(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let holds: Vec<(usize, Claim)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.claim.kind == "control.hold")
        .map(|(index, d)| (index, d.claim.clone()))
        .collect();
    let by_noun: Vec<bool> = drafts
        .iter()
        .map(|d| {
            scene.arcs.analysis.pos(d.trigger) == "NOUN" && scene.lemma(d.trigger) != "control"
        })
        .collect();
    let mut own: Vec<usize> = Vec::new();
    let mut ended: Vec<(usize, Option<jiff::civil::Date>)> = Vec::new();
    for (index, hold) in holds {
        let Some(holder) = hold.control.as_ref().and_then(|c| c.holder.clone()) else { continue };
        let denied = |d: &Draft| d.claim.modality == Modality::Denied;
        for draft in drafts.iter_mut().filter(|d| is_change(&d.claim.kind) && !denied(d)) {
            let claim = &mut draft.claim;
            let same = claim.quote.span == hold.quote.span
                && matches!((claim.places.first(), hold.places.first()), (Some(a), Some(b)) if crate::places::same_place(a, b));
            let Some(control) = claim.control.as_mut().filter(|_| same) else { continue };
            if control.holder.as_ref() == Some(&holder) {
                // "captured the town, the opposition's last stronghold": nobody takes his own
                let noun = by_noun.get(index).is_some_and(|noun| *noun);
                if noun && hold.when.interval.basis != Basis::Text {
                    own.push(index);
                }
                continue;
            }
            // "The rebels now hold the town, which the army abandoned": the state that came of it.
            if control.lost_by.as_ref().is_some_and(|loser| *loser != holder) {
                if control.status == ControlStatus::Lost && control.holder.is_none() {
                    control.holder = Some(holder.clone());
                }
                continue;
            }
            // "is theirs again after gunmen had left": who left is somebody else, though without a name
            let left = claim.kind == "control.loss" && control.lost_by.is_none();
            let who = || claim.by.iter().chain(&claim.against);
            if left && who().next().is_some() && who().all(|actor| party(actor) != holder) {
                continue;
            }
            control.lost_by.get_or_insert_with(|| holder.clone());
            let days = |when: &When| (when.interval.first, when.interval.last);
            let happened = claim.modality.happened();
            // "The army said it had retaken it, but the rebels insisted they were still in control"
            let source = |claim: &Claim| claim.according_to.first().map(|s| s.name.clone());
            // and "rebels seized it, but the army insisted that it was still in its hands"
            let gainsaid = source(&hold).is_some()
                && source(claim) != source(&hold)
                && (source(claim).is_some() || hold.modality == Modality::Claimed);
            if happened
                && !gainsaid
                && (hold.when.interval.basis != Basis::Text
                    || days(&hold.when) == days(&claim.when))
            {
                ended.push((index, claim.when.interval.first));
            }
        }
    }
    let mut dropped = own;
    for (index, change) in ended {
        let Some(draft) = drafts.get_mut(index) else { continue };
        let attribute = scene.arcs.analysis.dep(draft.trigger) == "amod";
        let eve = change.and_then(|day| day.yesterday().ok());
        let Some(eve) = eve.filter(|_| !attribute) else {
            dropped.push(index);
            continue;
        };
        draft.claim.inferred = true;
        let interval = &mut draft.claim.when.interval;
        (interval.first, interval.last) = (Some(eve), Some(eve));
        interval.precision = dateline_time::Precision::Day;
        interval.bound = Bound::Throughout;
        interval.basis = Basis::Inherited;
        draft.claim.when.text = None;
        draft.claim.why.push("held until the change that the sentence tells of".to_owned());
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !dropped.contains(&(at - 1))
    });
}

/// "walked into the town on Tuesday. The militants had left it days before": an entry is a gain where the
/// sentence beside it says that those who held the place have left.
pub fn left_before(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    let left: Vec<(usize, Claim)> = drafts
        .iter()
        .filter(|d| {
            d.claim.kind == "control.loss"
                && d.claim.modality == Modality::Asserted
                && scene.is_over(d.trigger)
        })
        .map(|d| (a.sentence_of(d.trigger), d.claim.clone()))
        .collect();
    for draft in drafts {
        let sentence = a.sentence_of(draft.trigger);
        let Some(ours) = who_enters(scene, draft) else { continue };
        let gone = left.iter().find(|(other, loss)| {
            *other == sentence + 1
                && is_there(loss, &draft.claim)
                && loss.control.as_ref().is_some_and(|c| {
                    c.extent == Extent::Whole
                        && c.lost_by.is_some()
                        && c.lost_by.as_ref() != Some(&ours)
                })
        });
        let Some((_, loss)) = gone else { continue };
        hold(&mut draft.claim, ours, loss);
    }
}

/// How far behind a taking its taking back is told.
const TAKEN_BACK: usize = 3;

/// "Captured by the rebels. Recaptured by the army on 6 July": what was taken back on a day had been taken by
/// then, whatever the day of the report.
pub fn taken_before(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    let gained = |d: &Draft| {
        matches!(d.claim.kind.as_str(), "control.gain" | "control.transfer")
            && d.claim.modality.happened()
    };
    let words = scene.arcs.lexicon.classes.get("takes_back");
    let back: Vec<(usize, When, Claim)> = drafts
        .iter()
        .filter(|d| {
            gained(d)
                && d.claim.when.interval.basis == Basis::Text
                && words.is_some_and(|words| words.contains(&scene.lemma(d.trigger)))
        })
        .map(|d| (a.sentence_of(d.trigger), d.claim.when.clone(), d.claim.clone()))
        .collect();
    for draft in drafts.iter_mut().filter(|d| gained(d)) {
        if draft.claim.when.interval.basis != Basis::Published {
            continue;
        }
        let sentence = a.sentence_of(draft.trigger);
        let holder = |claim: &Claim| claim.control.as_ref().and_then(|c| c.holder.clone());
        let Some(ours) = holder(&draft.claim) else { continue };
        let found = back.iter().find(|(at, _, claim)| {
            (sentence + 1..=sentence + TAKEN_BACK).contains(at)
                && is_there(claim, &draft.claim)
                && holder(claim).is_some_and(|theirs| theirs != ours)
        });
        let Some((_, when, _)) = found.filter(|(_, when, _)| when.interval.last.is_some()) else {
            continue;
        };
        let interval = &mut draft.claim.when.interval;
        (interval.first, interval.last) = (when.interval.last, when.interval.last);
        (interval.bound, interval.basis) = (Bound::By, Basis::Inherited);
        interval.precision = when.interval.precision;
        draft.claim.why.push("taken by the day on which it was taken back".to_owned());
    }
}

/// "The rebels took the town. The army confirmed that its men had pulled out": who withdraws without a word of
/// where, right after somebody else is said to have taken a town, has left that town.
pub fn gave_up(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    for at in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let Some(draft) = rest.first_mut() else { continue };
        let claim = &draft.claim;
        let sentence = a.sentence_of(draft.trigger);
        let tokens = a.sentences()[sentence].clone();
        let elsewhere = scene.toponyms.iter().any(|t| {
            tokens.contains(&t.tokens.start)
                && t.role == ToponymRole::Location
                && t.place.kind != "country"
        });
        let Some(ours) = claim.by.first().map(party) else { continue };
        let departs = scene.arcs.is_verb(draft.trigger)
            && scene.arcs.lexicon.nouns.departing.contains(&scene.lemma(draft.trigger));
        // "confirmed that its men had pulled out"
        let conceded = departs
            && a.dep(draft.trigger) == "ccomp"
            && scene.arcs.lexicon.reporting.verbs.contains(&scene.lemma(a.head(draft.trigger)));
        let over = scene.is_over(draft.trigger);
        // "Government forces pulled out overnight."
        let plain = departs
            && a.dep(draft.trigger) == "ROOT"
            && (over || a.tag(draft.trigger) == "VBD")
            && scene.arcs.obliques(draft.trigger, "from").is_empty();
        if claim.kind != "forces.withdrawn"
            || !(conceded || plain)
            || !claim.modality.happened()
            || elsewhere
        {
            continue;
        }
        let taken = before.iter_mut().rev().find(|other| {
            let taking = matches!(other.claim.kind.as_str(), "control.gain" | "control.transfer");
            let near = a.sentence_of(other.trigger) + 1 == sentence;
            // "entered the town on Friday. The army had withdrawn"
            let enters = who_enters(scene, other).filter(|_| conceded || over);
            let theirs = other.claim.control.as_ref().and_then(|c| c.holder.clone()).or(enters);
            let town = other.claim.places.first();
            let here = claim.places.is_empty() || is_there(&other.claim, claim);
            (taking || theirs.is_some())
                && here
                && near
                && other.claim.modality.happened()
                && theirs.is_some_and(|holder| holder != ours)
                && town.is_some_and(|place| crate::places::is_settlement(&place.kind))
        });
        let Some(taken) = taken else { continue };
        if let Some(control) = &mut taken.claim.control
            && control.lost_by.is_none()
        {
            control.lost_by = Some(ours.clone());
        }
        let claim = &mut draft.claim;
        claim.kind = "control.loss".to_owned();
        claim.places.clone_from(&taken.claim.places);
        claim.control = Some(Control {
            holder: None,
            lost_by: Some(ours.clone()),
            besieged_by: None,
            status: ControlStatus::Lost,
            extent: Extent::Whole,
            part: None,
        });
        let speaker = draft.chain.links.first().and_then(|link| scene.party_behind(link));
        if speaker.as_ref() == Some(&ours) {
            claim.interest = Interest::Against;
        }
        claim.modality = Modality::Asserted;
        claim.why.push("who withdrew had held the town that was taken".to_owned());
    }
}

/// "took Aybak. It was the sixth capital to fall": the sentence beside it says again that the town fell, to nobody
/// else.
pub fn said_again(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let a = scene.arcs.analysis;
    let full: Vec<(usize, Claim)> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.gain" && !d.claim.by.is_empty())
        .map(|d| (a.sentence_of(d.trigger), d.claim.clone()))
        .collect();
    drafts.retain(|draft| {
        let claim = &draft.claim;
        let unheld = claim.control.as_ref().is_some_and(|c| c.holder.is_none());
        // or to the same: "It is the first city to fall completely into rebel hands"
        let same = full.iter().any(|(other, gain)| {
            other + 1 == a.sentence_of(draft.trigger)
                && gain.control.as_ref().map(|c| &c.holder)
                    == claim.control.as_ref().map(|c| &c.holder)
        });
        let bare = claim.kind == "control.gain"
            && (claim.by.is_empty() && unheld || same)
            && claim.according_to.is_empty();
        // "to fall", "the sixth that fell", "the fall of the town left thousands homeless"
        let counted = matches!(a.dep(draft.trigger), "acl" | "relcl" | "advcl" | "xcomp")
            || a.pos(draft.trigger) == "NOUN"
                && claim.places.first().is_some_and(|place| {
                    place.text.split_whitespace().all(|w| w.starts_with(char::is_lowercase))
                });
        let bare = bare && counted;
        let sentence = a.sentence_of(draft.trigger);
        let told = |(other, gain): &(usize, Claim)| {
            other + 1 == sentence && is_there(gain, claim) && gain.modality.happened()
        };
        !(bare && claim.modality == Modality::Asserted && full.iter().any(told))
    });
}
