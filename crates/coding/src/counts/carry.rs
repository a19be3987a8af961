//! Carrying: which claim a count belongs to.

use std::collections::HashMap;

use super::words::CountWords;
use super::{Counted, people};
use crate::claim::Count;
use crate::lexicon::Words;
use crate::matcher::Match;
use crate::ontology::Ontology;
use crate::places::same_place;
use crate::scene::Scene;

/// The type of claims that carry what no other claim of the sentence does.
const CASUALTIES: &str = "harm.casualties";

/// Counts by the trigger of the claims that carry them.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    by_trigger: HashMap<usize, Vec<usize>>,
    counts: Vec<Counted>,
}

impl Carried {
    /// Hands every count to the match that it belongs to, and drops the casualty matches that have
    /// nothing to say beside the others, or that are of no war.
    pub fn of(
        scene: &Scene<'_>,
        ontology: &Ontology,
        counts: Vec<Counted>,
        matches: &mut Vec<Match>,
    ) -> Carried {
        let kind = |found: &Match| ontology.type_of(&ontology.frames[found.frame]).kind.as_str();
        let mut by_trigger: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut told_elsewhere: Vec<usize> = Vec::new();
        for (index, counted) in counts.iter().enumerate() {
            let carriers = matches.iter().filter(|m| {
                carries(kind(m), &counted.count.what)
                    && same_sentence(scene, m.trigger, counted.trigger)
            });
            let (casualties, others): (Vec<&Match>, Vec<&Match>) =
                carriers.partition(|m| kind(m) == CASUALTIES);
            // A truce is broken by the deed that kills.
            let deeds = others.iter().any(|m| kind(m) != "truce.breached");
            let others: Vec<&Match> =
                others.into_iter().filter(|m| !deeds || kind(m) != "truce.breached").collect();
            let nearest = others
                .iter()
                .filter_map(|m| Some((distance(scene, m.trigger, counted.trigger)?, m.trigger)))
                .min();
            let nearest = nearest
                .map(|(_, trigger)| trigger)
                .or_else(|| before_semicolon(scene, &others, counted));
            told_elsewhere.extend(nearest.map(|_| counted.trigger));
            // "killing 20 soldiers and capturing 60": told with the dead
            let beside = || {
                let a = scene.arcs.analysis;
                let joined =
                    |one: usize, other: usize| a.dep(one) == "conj" && a.head(one) == other;
                let trigger = counted.trigger;
                let mut dead = matches.iter().filter(|m| kind(m) == CASUALTIES).map(|m| m.trigger);
                dead.find(|&t| {
                    counted.count.what == "captured" && (joined(trigger, t) || joined(t, trigger))
                })
            };
            let trigger = nearest
                .or_else(beside)
                .or_else(|| casualties.iter().map(|m| m.trigger).find(|&t| t == counted.trigger));
            if let Some(trigger) = trigger {
                by_trigger.entry(trigger).or_default().push(index);
            }
        }
        let told: Vec<usize> = matches
            .iter()
            .filter(|m| kind(m) != CASUALTIES && carries(kind(m), "killed"))
            .map(|m| m.trigger)
            .collect();
        let counts_at = |trigger: &usize| {
            let carried = by_trigger.get(trigger).into_iter().flatten();
            carried.into_iter().any(|&index| carries(CASUALTIES, &counts[index].count.what))
        };
        // A deed of arms that the report tells of makes it one of war, whatever its words.
        let deeds: Vec<usize> = matches
            .iter()
            .filter(|m| {
                let family = ontology.type_of(&ontology.frames[m.frame]).family.as_str();
                matches!(family, "battle" | "strike" | "bombing" | "control" | "mines")
                    || matches!(
                        kind(m),
                        "civilians.attack"
                            | "civilians.execution"
                            | "protest.crackdown"
                            | "protest.riot"
                    )
            })
            .map(|m| scene.arcs.analysis.sentence_of(m.trigger))
            .collect();
        let war = !deeds.is_empty() || scene.is_of_war(&ontology.counts);
        let beside_deed = |found: &Match| {
            let sentence = scene.arcs.analysis.sentence_of(found.trigger);
            let near = deeds.iter().any(|&deed| deed <= sentence && sentence <= deed + 2);
            near && !speaks_of(scene, sentence, &ontology.counts.context.accident)
        };
        matches.retain(|found| {
            kind(found) != CASUALTIES
                || (war
                    || is_killed_by_forces(scene, found, &counts, &by_trigger)
                    || is_massacre(scene, found, &counts, &by_trigger))
                    && (of_violence(scene, &ontology.counts, found)
                        || beside_deed(found)
                        || is_death_in_war(scene, ontology, found, &counts, &by_trigger))
                    && (counts_at(&found.trigger) && !told.contains(&found.trigger)
                        || is_verb_of_harm(scene, &ontology.counts, found)
                            && !told_elsewhere.contains(&found.trigger)
                            && !told.iter().any(|&other| {
                                same_sentence(scene, other, found.trigger)
                                    && distance(scene, other, found.trigger).is_some()
                            }))
        });
        Carried { by_trigger, counts }
    }

    /// The counts of the claim with this trigger, `of` an index into them.
    pub fn at(&self, trigger: usize) -> Vec<Count> {
        let Some(indices) = self.by_trigger.get(&trigger) else { return Vec::new() };
        indices
            .iter()
            .map(|&index| {
                let mut count = self.counts[index].count.clone();
                count.of = count.of.and_then(|of| indices.iter().position(|&i| i == of));
                count
            })
            .collect()
    }
}

/// Adds the matches of frames that fire on a count, for those counts that no match of the sentence
/// carries.
pub fn told(scene: &Scene<'_>, ontology: &Ontology, counts: &[Counted], matches: &mut Vec<Match>) {
    let kind = |frame: usize| ontology.type_of(&ontology.frames[frame]).kind.as_str();
    let frames = ontology.frames.iter().enumerate();
    for (index, frame) in frames.filter(|(_, frame)| !frame.file.counted.0.is_empty()) {
        for counted in counts {
            let (count, trigger) = (&counted.count, counted.trigger);
            if count.of.is_some() || !frame.file.counted.0.contains(&count.what) {
                continue;
            }
            let carried = matches.iter().any(|m| {
                carries(kind(m.frame), &count.what)
                    && same_sentence(scene, m.trigger, trigger)
                    && distance(scene, m.trigger, trigger).is_some()
                    && (kind(m.frame) != CASUALTIES || m.trigger == trigger)
            });
            if !carried {
                matches.extend(crate::matcher::fill(scene, ontology, index, trigger));
            }
        }
    }
    matches.sort_by_key(|found| found.trigger);
}

/// "A bomb went off in the market; 31 people were killed": the deed before it, where the dead have no
/// place of their own.
fn before_semicolon(scene: &Scene<'_>, deeds: &[&Match], counted: &Counted) -> Option<usize> {
    let a = scene.arcs.analysis;
    let deed = deeds.iter().rev().find(|deed| deed.trigger < counted.tokens.start)?;
    let between = deed.trigger..counted.tokens.start.max(deed.trigger);
    // "…; 31 people were killed", "…, and five people were killed"
    let parts = |t: usize| {
        a.text(t) == ";" || a.text(t) == "," && t + 1 < a.len() && a.text(t + 1) == "and"
    };
    let parted = between.clone().any(parts);
    let sentence = a.sentences().get(a.sentence_of(counted.trigger))?.end as usize;
    let from = between.into_iter().find(|&t| parts(t))?;
    if is_reckoning(scene, deed.trigger, counted.trigger) {
        return None;
    }
    // A place of its own is another story.
    let placed = (from..sentence).any(|t| scene.location(t).is_some());
    (parted && !placed && counted.count.scope == "incident").then_some(deed.trigger)
}

/// The counts of two claims that are one assertion.
pub fn merge(into: &mut Vec<Count>, more: &[Count]) {
    let place: Vec<usize> = more
        .iter()
        .map(|count| {
            let same = |c: &Count| c.span == count.span && c.what == count.what;
            into.iter().position(same).unwrap_or_else(|| {
                into.push(Count { of: None, ..count.clone() });
                into.len() - 1
            })
        })
        .collect();
    for (count, &at) in more.iter().zip(&place) {
        if into[at].of.is_none() {
            into[at].of = count.of.and_then(|of| place.get(of).copied());
        }
    }
}

/// Without a count only a verb with people for its object says enough: "civilians were killed".
fn is_verb_of_harm(scene: &Scene<'_>, words: &CountWords, found: &Match) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let verb = found.trigger;
    let harms = arcs.is_verb(verb)
        && (words.killed.object.contains(&scene.lemma(verb))
            || words.wounded.object.contains(&scene.lemma(verb)));
    harms
        && arcs.objects(verb).into_iter().any(|object| {
            let none = a.children(object).any(|c| matches!(a.text(c), "no" | "No" | "NO"));
            matches!(a.tag(object), "NNS" | "NNPS")
                && people::is_people(scene, words, object)
                && !none
        })
}

fn same_sentence(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let analysis = scene.arcs.analysis;
    analysis.sentence_of(a) == analysis.sentence_of(b)
}

/// Whether claims of this type say what befell people in this way.
pub fn carries(kind: &str, what: &str) -> bool {
    let (family, name) = kind.split_once('.').unwrap_or((kind, ""));
    let violent = matches!(family, "strike" | "bombing" | "battle")
        || matches!(
            kind,
            "civilians.attack"
                | "civilians.execution"
                | "mines.exploded"
                | "protest.riot"
                | "protest.crackdown"
        );
    match what {
        "killed" | "wounded" => {
            violent || kind == CASUALTIES || matches!(name, "sexual-violence" | "breached")
        }
        "missing" => violent || kind == CASUALTIES,
        "abducted" => kind == "civilians.abduction",
        "captured" => {
            kind == CASUALTIES
                || matches!(
                    kind,
                    "civilians.arrest" | "battle.clash" | "battle.repel" | "battle.advance"
                )
                || kind == "prisoners.captured"
        }
        "displaced" => matches!(kind, "harm.displacement" | "evacuation" | "evacuation.evacuation"),
        _ => false,
    }
}

/// "…, but the ministry put the death toll at 150": another's word on it, which is a claim of its own.
fn is_reckoning(scene: &Scene<'_>, claim: usize, count: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let verb = arcs.clause(count);
    let reckons = matches!(scene.lemma(verb).as_str(), "put" | "place")
        && a.children(verb).any(|c| a.dep(c) == "prep" && a.lemma(c) == "at")
        && arcs.own_subject(verb).is_some();
    let parted = claim < verb && (claim..verb).any(|t| a.text(t) == ";");
    reckons && arcs.clause(claim) != verb && (parted || !arcs.dominates(verb, claim))
}

/// "fired rockets after a raid killed three of its men": the dead of the raid, and not of the rockets.
fn is_earlier(scene: &Scene<'_>, claim: usize, count: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let clause = arcs.clause(count);
    a.dep(clause) == "advcl"
        && arcs.own_subject(clause).is_some()
        && !arcs.dominates(clause, claim)
        && a.children(clause).any(|c| {
            a.dep(c) == "mark" && matches!(a.lemma(c).to_lowercase().as_str(), "after" | "because")
        })
}

/// "killed 107 militants who had attacked the posts": what the dead had done did not kill them.
fn is_doing_of_victims(scene: &Scene<'_>, claim: usize, count: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let mut at = claim;
    for _ in 0..16 {
        let head = a.head(at);
        if head == at || at == count {
            return false;
        }
        let victims = a.dep(at) == "relcl"
            && arcs.own_subject(at).is_some()
            && !arcs.is_passive(at)
            && arcs.objects(count).contains(&head)
            && matches!(a.tag(head), "NNS" | "NNPS" | "NN")
            && a.children(at).any(|c| a.dep(c) == "nsubj" && a.lemma(c) == "who");
        if victims {
            return true;
        }
        at = head;
    }
    false
}

/// How far apart in the sentence two triggers stand, where one is a part of what the other tells.
fn distance(scene: &Scene<'_>, claim: usize, count: usize) -> Option<usize> {
    let arcs = &scene.arcs;
    if claim == count {
        return Some(0);
    }
    if is_reckoning(scene, claim, count)
        || is_earlier(scene, claim, count)
        || is_elsewhere(scene, claim, count)
    {
        return None;
    }
    let steps = |ancestor: usize, token: usize| -> Option<usize> {
        let a = arcs.analysis;
        let mut at = token;
        for step in 1..64 {
            let head = a.head(at);
            if head == at {
                return None;
            }
            // What somebody says, or a finite clause joined on, is a story of its own.
            if a.dep(at) == "conj"
                && arcs.is_verb(at)
                && arcs.is_verb(head)
                && arcs.own_subject(at).is_some()
                && ancestor == head
            {
                return Some(step + 4);
            }
            at = head;
            if at == ancestor {
                return Some(step);
            }
        }
        None
    };
    if is_doing_of_victims(scene, claim, count) {
        return None;
    }
    if let Some(n) = steps(claim, count).or_else(|| steps(count, claim)) {
        return Some(n);
    }
    let (ours, theirs) = (arcs.clause(claim), arcs.clause(count));
    if ours == theirs {
        return Some(8);
    }
    // "Clashes erupted in the town, killing 12": both under one verb
    if arcs.dominates(ours, theirs) || arcs.dominates(theirs, ours) {
        return Some(12);
    }
    None
}

/// "…, and gunmen shot dead a policeman in the next town": a joined clause with a place of its own, where the
/// clause before it has another.
fn is_elsewhere(scene: &Scene<'_>, claim: usize, count: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let joined = arcs.clause(count);
    let apart = a.dep(joined) == "conj"
        && arcs.is_verb(joined)
        && arcs.is_verb(a.head(joined))
        && arcs.own_subject(joined).is_some()
        && !arcs.dominates(joined, claim);
    if !apart {
        return false;
    }
    let placed = |range: std::ops::Range<usize>| -> Vec<&dateline_place::Toponym> {
        range
            .filter(|&t| matches!(a.dep(t), "pobj" | "dobj" | "appos" | "conj"))
            .filter_map(|t| scene.location(t))
            .collect()
    };
    let own = a.subtree(joined);
    let start = a.sentences()[a.sentence_of(joined)].start as usize;
    let ours = placed(start..own.start.max(start));
    let theirs = placed(own);
    !theirs.is_empty()
        && !ours.is_empty()
        && theirs.iter().all(|t| ours.iter().all(|o| !same_place(&t.place, &o.place)))
}

/// "Nineteen people were killed in Homs", with no word of how: where armed groups fight in the country on
/// that day, people who are killed in numbers are killed by the war. Who merely died needs a report that
/// speaks of violence somewhere.
fn is_death_in_war(
    scene: &Scene<'_>,
    ontology: &Ontology,
    found: &Match,
    counts: &[Counted],
    by_trigger: &HashMap<usize, Vec<usize>>,
) -> bool {
    let words = &ontology.counts;
    let a = scene.arcs.analysis;
    let several = by_trigger.get(&found.trigger).into_iter().flatten().any(|&index| {
        let count = &counts[index].count;
        count.what == "killed" && count.low.or(count.best).is_some_and(|n| n > 1)
    });
    let says = |class: &Words| (0..a.sentences().len()).any(|s| speaks_of(scene, s, class));
    let crime = |range: std::ops::Range<usize>| {
        let strong = ontology.lexicon.guards.get("crime").map(|guard| &guard.strong);
        strong.is_some_and(|strong| {
            range.into_iter().any(|t| strong.iter().any(|word| *word == scene.lemma(t)))
        })
    };
    let Some(sentence) = a.sentences().get(a.sentence_of(found.trigger)) else { return false };
    let sentence = sentence.start as usize..sentence.end as usize;
    let killed = words.killed.object.contains(&scene.lemma(found.trigger))
        && scene.arcs.is_verb(found.trigger)
        // "found the bodies of 45 people"
        || words.telling.bodies.contains(&scene.lemma(found.trigger));
    // "A warehouse blew up, killing 78": the clause above says of what
    let tells = a.dep(found.trigger) != "advcl";
    several
        && tells
        && !says(&words.context.accident)
        && !crime(sentence)
        && (scene.lies_in_war() || is_massacre(scene, found, counts, by_trigger))
        && (killed || says(&words.context.violence))
}

/// Dead from which on a state's forces that killed them waged a war, where a group fights it.
const MANY: u32 = 5;

/// Dead from which on people were killed by a war, where even one group fights it and nothing is said of how.
const MASSACRE: u32 = 20;

/// Whether the trigger's counts tell of so many killed.
fn kills(
    found: &Match,
    counts: &[Counted],
    by_trigger: &HashMap<usize, Vec<usize>>,
    least: u32,
) -> bool {
    by_trigger.get(&found.trigger).into_iter().flatten().any(|&index| {
        let count = &counts[index].count;
        count.what == "killed" && count.low.or(count.best).is_some_and(|n| n >= least)
    })
}

/// "More than 800 people were killed in the town this week": so many, killed and not merely dead, where at least
/// one armed group fought on that day.
fn is_massacre(
    scene: &Scene<'_>,
    found: &Match,
    counts: &[Counted],
    by_trigger: &HashMap<usize, Vec<usize>>,
) -> bool {
    let many = kills(found, counts, by_trigger, MASSACRE);
    // Fires, floods and falling buildings kill as well: they are the subject then.
    let by_nobody = !scene.arcs.is_verb(found.trigger)
        || scene.arcs.is_passive(found.trigger) && scene.arcs.subjects(found.trigger).is_empty();
    many && by_nobody && scene.lies_among(1)
}

/// "Ruritanian police killed 45 people in the village": a state's forces and many dead, where at least one
/// armed group fought on that day.
fn is_killed_by_forces(
    scene: &Scene<'_>,
    found: &Match,
    counts: &[Counted],
    by_trigger: &HashMap<usize, Vec<usize>>,
) -> bool {
    let many = kills(found, counts, by_trigger, MANY);
    let forces = found.by.iter().any(|actor| {
        let entry = actor.id.as_deref().and_then(|id| scene.registry.get(id));
        entry.is_some_and(|entry| entry.kind.is_armed())
    });
    many && forces && scene.lies_among(1)
}

/// Whether a word of the class stands in the sentence.
fn speaks_of(scene: &Scene<'_>, sentence: usize, class: &Words) -> bool {
    let a = scene.arcs.analysis;
    a.sentences()
        .get(sentence)
        .is_some_and(|range| range.clone().any(|t| scene.says(t as usize, class)))
}

/// A sentence with words of violence, or right after one; and with no words of an accident.
fn of_violence(scene: &Scene<'_>, words: &CountWords, found: &Match) -> bool {
    let sentence = scene.arcs.analysis.sentence_of(found.trigger);
    let has = |sentence: usize, class: &Words| speaks_of(scene, sentence, class);
    if has(sentence, &words.context.accident) {
        return false;
    }
    let armed = found.by.iter().chain(&found.against).any(|actor| {
        actor
            .id
            .as_deref()
            .and_then(|id| scene.registry.get(id))
            .is_some_and(|entry| entry.kind.is_armed())
    });
    armed
        || has(sentence, &words.context.violence)
        || (1..=2).any(|back| {
            sentence.checked_sub(back).is_some_and(|s| {
                has(s, &words.context.violence) && !has(s, &words.context.accident)
            })
        })
}
