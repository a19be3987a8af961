//! What one sentence says in two ways is one claim.

use dateline_report::Span;

use super::turns::{entries, losers};
use super::{Draft, is_change};
use crate::claim::{Claim, Modality};
use crate::interest::party;
use crate::scene::Scene;

/// What one sentence says in two ways is one claim: a fight that is the means of a change of control, an
/// entry into a town that its defenders have left, a withdrawal that loses the place, a state in the
/// past tense that is the taking.
pub fn subsume(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    entries(scene, drafts);
    losers(drafts);
    let changes: Vec<(usize, Span, Claim)> = drafts
        .iter()
        .filter(|d| is_change(&d.claim.kind))
        .map(|d| (d.trigger, d.claim.quote.span, d.claim.clone()))
        .collect();
    let there = |a: &Claim, b: &Claim| match (a.places.first(), b.places.first()) {
        (Some(one), Some(two)) => crate::places::same_place(one, two),
        (None, _) => true,
        _ => false,
    };
    let present = |trigger: usize| {
        let a = scene.arcs.analysis;
        let now = |c: usize| matches!(a.tag(c), "VBZ" | "VBP");
        let by_aux = |dep: &'static str| a.children(trigger).filter(move |&c| a.dep(c) == dep);
        // "is occupied", "has been occupied since": a state as well
        let attribute = a.dep(trigger) == "amod";
        let is_done = attribute || by_aux("auxpass").any(now) && by_aux("aux").next().is_none();
        let since = a.children(trigger).any(|c| a.lemma(c) == "since");
        let has_been = since && by_aux("aux").any(|c| now(c) && a.lemma(c) == "have");
        // "still occupied the town", "continued to occupy it": nothing new
        let still = by_aux("advmod").any(|c| a.lemma(c) == "still")
            || a.dep(trigger) == "xcomp" && a.lemma(a.head(trigger)) == "continue";
        is_done || has_been || still || now(trigger) && by_aux("aux").next().is_none()
    };
    // "seized the port after days of clashes with marines": a fight of its own
    let is_before = |trigger: usize| {
        let a = scene.arcs.analysis;
        let mut at = trigger;
        for _ in 0..6 {
            if matches!(
                a.text(at).to_lowercase().as_str(),
                "after" | "following" | "despite" | "amid"
            ) {
                return true;
            }
            if a.head(at) == at || scene.arcs.is_verb(at) && at != trigger {
                return false;
            }
            at = a.head(at);
        }
        false
    };
    // "the first city to fall since the invasion began"
    let is_since = |trigger: usize| {
        let a = scene.arcs.analysis;
        let clause = scene.arcs.clause(trigger);
        a.dep(clause) == "advcl"
            && a.children(clause).any(|c| a.dep(c) == "mark" && a.lemma(c) == "since")
    };
    // "broke the siege": what is over is told by its end
    let broken: Vec<(usize, Claim)> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.siege-broken")
        .map(|d| (d.trigger, d.claim.clone()))
        .collect();
    // A flag raised says that a town is taken, and tells of no second deed.
    let is_sign = |trigger: usize| {
        scene
            .arcs
            .objects(trigger)
            .iter()
            .any(|&t| matches!(scene.lemma(t).as_str(), "flag" | "banner"))
    };
    // "occupy" in the present tense is a state, in any other the taking.
    let stated: Vec<usize> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.hold" && present(d.trigger))
        .map(|d| d.trigger)
        .collect();
    // "marched into the town, a week into a new offensive": nobody's offensive is theirs
    let acted: Vec<Draft> = drafts
        .iter()
        .filter(|d| {
            !d.claim.by.is_empty()
                && (d.claim.control.is_some() || d.claim.kind.starts_with("battle."))
        })
        .cloned()
        .collect();
    // "repelled an attack on the town": told by its end
    let repelled: Vec<(usize, Claim)> = drafts
        .iter()
        .filter(|d| d.claim.kind == "battle.repel")
        .map(|d| (d.trigger, d.claim.clone()))
        .collect();
    // "fought in the streets of": a clash inside
    let contested: Vec<usize> =
        drafts.iter().filter(|d| d.claim.kind == "control.contest").map(|d| d.trigger).collect();
    // What is promised has its own type where there is one: "agreed to withdraw", "will send monitors".
    let intended: Vec<Claim> = drafts
        .iter()
        .filter(|d| !d.claim.kind.starts_with("words."))
        .filter(|d| matches!(d.claim.modality, Modality::Planned | Modality::Denied))
        .map(|d| d.claim.clone())
        .collect();
    // "urged it to withdraw from the town": a demand, and no plan of its own
    let demanded: Vec<Claim> =
        drafts.iter().filter(|d| d.claim.kind == "words.demand").map(|d| d.claim.clone()).collect();
    let is_demanded = |claim: &Claim| {
        claim.modality == Modality::Planned
            && demanded.iter().any(|demand| {
                demand.quote.span == claim.quote.span
                    && demand.against.iter().any(|a| claim.by.iter().any(|b| party(a) == party(b)))
            })
    };
    // "attacked a hotel, killing 29 people": an attack on those inside, and no advance
    let killings: Vec<Claim> = drafts
        .iter()
        .filter(|d| d.claim.kind == "civilians.attack" && d.claim.modality == Modality::Asserted)
        .map(|d| d.claim.clone())
        .collect();
    let on_site = |trigger: usize| {
        let objects = scene.arcs.objects(trigger);
        objects.iter().any(|&t| scene.arcs.lexicon.nouns.civil_site.contains(&scene.lemma(t)))
    };
    // "agreed to a ceasefire after four days of fighting": what it put an end to
    let ended: Vec<Span> = drafts
        .iter()
        .filter(|d| {
            matches!(d.claim.kind.as_str(), "truce.agreed" | "agreement.signed" | "talks.held")
        })
        .map(|d| d.claim.quote.span)
        .collect();
    drafts.retain(|draft| {
        let claim = &draft.claim;
        let twin = |trigger: usize| trigger == draft.trigger;
        let leaves = matches!(claim.kind.as_str(), "control.loss" | "forces.withdrawn");
        if leaves && is_demanded(claim) {
            return false;
        }
        match claim.kind.as_str() {
            "words.promise" => !intended.iter().any(|other| {
                other.by.iter().any(|a| claim.by.iter().any(|b| party(a) == party(b)))
            }),
            kind if kind.starts_with("battle.")
                && (is_recalled(scene, draft)
                    || ended.contains(&claim.quote.span) && is_before(draft.trigger))
                && is_bare(claim) =>
            {
                false
            }
            kind if kind.starts_with("battle.") => {
                let verb = crate::paths::governing_verb(&scene.arcs, draft.trigger);
                !changes.iter().any(|(trigger, sentence, change)| {
                    let before = is_before(draft.trigger)
                        && !(claim.by.is_empty() && claim.against.is_empty());
                    // "drove them out in three days of fighting that killed 40": with its dead
                    let means = Some(*trigger) == verb && !before && claim.counts.is_empty()
                        || twin(*trigger);
                    // "entered the town unopposed", "and planted their flag": the entry is the taking
                    let entered = kind == "battle.advance"
                        && (change.kind == "control.transfer" || is_sign(*trigger))
                        && *sentence == claim.quote.span
                        && change.by == claim.by
                        && change.modality == claim.modality
                        && !claim.by.is_empty();
                    // "was stormed and captured by rebels"
                    let passive = kind == "battle.advance"
                        && claim.by.is_empty()
                        && scene.arcs.analysis.head(*trigger) == draft.trigger
                        && scene.arcs.analysis.dep(*trigger) == "conj";
                    (means || entered || passive) && there(claim, change)
                }) && !(kind == "battle.advance"
                    && on_site(draft.trigger)
                    && killings.iter().any(|k| {
                        k.quote.span == claim.quote.span && k.by == claim.by && is_there(k, claim)
                    }))
                    && !(kind == "battle.clash" && contested.contains(&draft.trigger))
                    && !(kind == "battle.advance"
                        && repelled.iter().any(|(trigger, repel)| {
                            Some(*trigger) == verb
                                && *trigger != draft.trigger
                                && repel.modality.happened() == claim.modality.happened()
                                && there(claim, repel)
                        }))
                    && !(claim.by.is_empty()
                        && claim.against.is_empty()
                        // "took the town after a day of fighting that killed 40": its dead are told of
                        && claim.counts.is_empty()
                        // "but fighting continues": told for its own sake; "since the invasion began" is not
                        && (!matches!(scene.arcs.analysis.dep(draft.trigger), "nsubj" | "ROOT")
                            || is_since(draft.trigger))
                        && acted.iter().any(|deed| {
                            deed.trigger != draft.trigger
                                && deed.claim.quote.span == claim.quote.span
                                && (is_there(&deed.claim, claim) || lies_in(&deed.claim, claim))
                        }))
            }
            "control.siege" => !broken.iter().any(|(trigger, end)| {
                Some(*trigger) == crate::paths::governing_verb(&scene.arcs, draft.trigger)
                    && is_there(end, claim)
            }),
            // "abandoned their posts in the town": the town, and not the posts as well
            "control.loss" => !changes.iter().any(|(trigger, _, change)| {
                twin(*trigger)
                    && change.kind == "control.loss"
                    && change.by == claim.by
                    && is_within(claim, change)
                    && claim.places.first().is_some_and(|place| {
                        matches!(place.kind.as_str(), "post" | "position" | "outpost")
                    })
            }),
            // "captured the works, ending the siege": by capture, and nobody was relieved
            "control.siege-broken" => !changes.iter().any(|(_, sentence, change)| {
                *sentence == claim.quote.span
                    && change.kind == "control.gain"
                    && change.by != claim.by
                    && (there(claim, change) || is_within(change, claim))
            }),
            "forces.withdrawn" => !changes.iter().any(|(trigger, sentence, change)| {
                // "fled the town, leaving the provincial capital to them"
                let same = *sentence == claim.quote.span && change.by == claim.by;
                let town = change.places.first().is_some_and(|p| {
                    crate::places::is_settlement(&p.kind) || crate::places::is_site(&p.kind)
                });
                (twin(*trigger) || same)
                    && change.kind == "control.loss"
                    && town
                    && there(claim, change)
            }),
            "control.hold" => {
                present(draft.trigger)
                    || !changes
                        .iter()
                        .any(|(trigger, _, change)| twin(*trigger) && there(claim, change))
            }
            // "raising the flag over the main building of the town": the sign of what was taken
            "control.gain" => {
                // "took the station and raised a flag there"
                let points = claim.places.first().is_some_and(|place| {
                    matches!(place.text.to_lowercase().as_str(), "there" | "it" | "them")
                });
                let sign = is_sign(draft.trigger)
                    && changes.iter().any(|(trigger, sentence, change)| {
                        *trigger != draft.trigger
                            && *sentence == claim.quote.span
                            && change.by == claim.by
                            && change.kind != "control.loss"
                            && (points
                                || is_within(claim, change)
                                || change.kind == "control.transfer" && is_there(claim, change))
                    });
                !stated.contains(&draft.trigger) && !sign
            }
            // "took it without a fight": taken, not handed over
            "control.transfer" => !changes.iter().any(|(trigger, _, change)| {
                let verb = scene.arcs.analysis.head(draft.trigger);
                (twin(*trigger) || *trigger == verb)
                    && change.kind == "control.gain"
                    && there(claim, change)
            }),
            _ => true,
        }
    });
}

/// "lost his leg during the fighting in the town", "visited it after the clashes": a fight that only says when, and
/// of which nobody and nothing is told.
fn is_recalled(scene: &Scene<'_>, draft: &Draft) -> bool {
    let a = scene.arcs.analysis;
    let noun = draft.trigger;
    let preposition = a.head(noun);
    let definite = a
        .children(noun)
        .any(|c| c < noun && matches!(a.tag(c), "DT" | "PRP$") && a.lemma(c) != "a");
    a.dep(noun) == "pobj"
        && definite
        && matches!(
            a.text(preposition).to_lowercase().as_str(),
            "during" | "after" | "before" | "since" | "following" | "in"
        )
        && (a.text(preposition) != "in"
            || scene.arcs.is_verb(a.head(preposition)) && !is_deadly(scene, preposition))
}

/// A claim of which nobody and no dead are told.
fn is_bare(claim: &Claim) -> bool {
    claim.by.is_empty() && claim.against.is_empty() && claim.counts.is_empty()
}

/// "were killed in the fighting": what the fight did.
fn is_deadly(scene: &Scene<'_>, preposition: usize) -> bool {
    let verb = scene.lemma(scene.arcs.analysis.head(preposition));
    let harms = scene.arcs.lexicon.classes.get("harms");
    harms.is_some_and(|words| words.contains(&verb)) || matches!(verb.as_str(), "die" | "injure")
}

/// Whether two claims name one place.
pub(super) fn is_there(one: &Claim, other: &Claim) -> bool {
    matches!((one.places.first(), other.places.first()), (Some(a), Some(b)) if crate::places::same_place(a, b))
}

/// Whether the place of a claim lies in the country or province that another gives.
fn lies_in(one: &Claim, area: &Claim) -> bool {
    matches!((one.places.first(), area.places.first()), (Some(town), Some(area)) if match area.kind.as_str() {
        "country" => town.country == area.country && town.kind != "country",
        "admin1" => town.admin1.as_ref() == Some(&area.name) && town.kind != "admin1",
        _ => false,
    })
}

/// Whether the place of a claim is a site in the place of another.
fn is_within(one: &Claim, other: &Claim) -> bool {
    let town = other.places.first().and_then(|place| place.id.as_ref());
    town.is_some() && one.places.first().and_then(|place| place.within.as_ref()) == town
}
