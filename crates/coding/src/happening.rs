//! One happening, one claim: a sentence that tells of a deed by its means and its victims ("gunmen
//! stormed a house and shot 12") says it once. What was destroyed is a claim of its own.
//!
//! Types that can be faces of one deed stand in groups, the one that says most first. Two matches are
//! one happening where one's trigger hangs on the other's with nothing between that makes it another
//! story (an "after", a clause with a subject of its own, a report of speech), and neither place nor
//! doer differs.

use dateline_actor::Actor;

use crate::matcher::Match;
use crate::ontology::Ontology;
use crate::places::{PlaceArgument, same_place};
use crate::scene::Scene;

/// Faces of one deed of violence, the most telling first.
const DEEDS: &[&str] = &[
    "bombing.suicide",
    "strike.chemical",
    "strike.drone",
    "strike.missile",
    "mines.exploded",
    "strike.air",
    "strike.shelling",
    "bombing.ied",
    "civilians.execution",
    "protest.crackdown",
    "protest.riot",
    "civilians.attack",
];

/// Faces of one raid: "stormed the town, killing 70 people".
const RAIDS: &[&str] = &["protest.crackdown", "civilians.attack", "battle.advance"];

/// Faces of one accord.
const ACCORDS: &[&str] = &["truce.agreed", "prisoners.exchanged", "agreement.signed", "talks.held"];

/// Faces of one exchange of captives.
const CAPTIVES: &[&str] = &["prisoners.exchanged", "prisoners.released"];

/// Faces of one rescue: "rescued villagers trapped in the town".
const RESCUES: &[&str] = &["evacuation", "prisoners.released"];

/// Faces of one move of people.
const MOVES: &[&str] = &["evacuation", "harm.displacement"];

/// Faces of one word against somebody, or of one deed against a state.
const WORDS: &[&str] = &["sanctions.imposed", "relations.reduced"];

/// Who says that a deed was his.
const RESPONSIBILITY: &str = "words.responsibility-claimed";

const GROUPS: &[&[&str]] = &[DEEDS, RAIDS, ACCORDS, CAPTIVES, RESCUES, MOVES, WORDS];

/// Words that set what they introduce apart in time or as a cause.
pub(crate) const APART: &[&str] = &[
    "after",
    "before",
    "since",
    "until",
    "because",
    "although",
    "though",
    "following",
    "despite",
    "once",
    "over",
    "against",
    "amid",
    "besides",
    "without",
    "unless",
    "if",
];

/// Words between two tellings of one happening, at most.
const REACH: usize = 600;

/// Leaves one match of every happening.
pub fn fold(scene: &Scene<'_>, ontology: &Ontology, matches: &mut Vec<Match>) {
    let kind = |found: &Match| ontology.type_of(&ontology.frames[found.frame]).kind.as_str();
    // "claimed the attack in the capital": an attack of whatever sort, and no advance on the town.
    let owned: Vec<usize> = matches
        .iter()
        .filter(|found| kind(found) == RESPONSIBILITY)
        .map(|found| found.trigger)
        .collect();
    matches.retain(|found| {
        let verb = crate::paths::governing_verb(&scene.arcs, found.trigger);
        !(kind(found).starts_with("battle.") && verb.is_some_and(|verb| owned.contains(&verb)))
    });
    drop_shadows(scene, ontology, matches);
    let mut at = 0;
    while at < matches.len() {
        let mut other = at + 1;
        while other < matches.len() {
            let (a, b) = (&matches[at], &matches[other]);
            if b.trigger > a.trigger + REACH {
                break;
            }
            let (one, two) = (kind(a), kind(b));
            let accord = ACCORDS.contains(&one) && ACCORDS.contains(&two);
            let swap = one != two && (one == "prisoners.exchanged" || two == "prisoners.exchanged");
            let strikes = one.starts_with("strike.") && two.starts_with("strike.");
            let joined = share_group(one, two)
                .filter(|_| !at_a_riot(scene, one, two, a, b))
                .filter(|_| is_one(scene, one == two, accord, strikes, swap, a, b));
            let Some(rank) = joined else {
                other += 1;
                continue;
            };
            let dropped = matches.remove(other);
            let kept = &mut matches[at];
            let exchange = ontology.type_of(&ontology.frames[dropped.frame]).kind.as_str()
                == "prisoners.exchanged";
            join(scene, kept, dropped, rank, exchange);
        }
        at += 1;
    }
    own_deeds(scene, ontology, matches);
}

/// Sentences back, at most, to what a frame follows on.
const BACK: usize = 2;

/// Leaves those whose frame follows on another type only where that is told of before: "They were freed later".
pub fn drop_unprepared(scene: &Scene<'_>, ontology: &Ontology, matches: &mut Vec<Match>) {
    let a = scene.arcs.analysis;
    let kind = |found: &Match| ontology.type_of(&ontology.frames[found.frame]).kind.as_str();
    let told: Vec<(String, usize)> =
        matches.iter().map(|found| (kind(found).to_owned(), found.trigger)).collect();
    matches.retain(|found| {
        let after = &ontology.frames[found.frame].file.after;
        let sentence = a.sentence_of(found.trigger);
        after.is_empty()
            || told.iter().any(|(other, trigger)| {
                *trigger < found.trigger
                    && sentence - a.sentence_of(*trigger) <= BACK
                    && after.contains(other)
            })
    });
}

/// "claimed responsibility for a bombing in the capital": theirs.
fn own_deeds(scene: &Scene<'_>, ontology: &Ontology, matches: &mut [Match]) {
    let kind = |found: &Match| ontology.type_of(&ontology.frames[found.frame]).kind.as_str();
    let owners: Vec<(usize, Vec<Actor>)> = matches
        .iter()
        .filter(|found| kind(found) == RESPONSIBILITY && !found.by.is_empty())
        .map(|found| (found.trigger, found.by.clone()))
        .collect();
    for index in 0..matches.len() {
        let deed = &matches[index];
        if !DEEDS.contains(&kind(deed)) || !deed.by.is_empty() || scene.arcs.is_verb(deed.trigger) {
            continue;
        }
        let owner = owners.iter().find(|(trigger, _)| hangs_on(scene, deed.trigger, *trigger));
        if let Some((_, by)) = owner {
            matches[index].by.clone_from(by);
        }
    }
}

/// A promise of what has a type of its own, a withdrawal that is a loss of the place: said once, by the
/// type that says more.
fn drop_shadows(scene: &Scene<'_>, ontology: &Ontology, matches: &mut Vec<Match>) {
    let kind = |found: &Match| ontology.type_of(&ontology.frames[found.frame]).kind.clone();
    let others: Vec<(String, usize)> = matches.iter().map(|m| (kind(m), m.trigger)).collect();
    matches.retain(|found| {
        let shadowed = |by: &dyn Fn(&str, usize) -> bool| {
            others.iter().any(|(other, trigger)| by(other, *trigger))
        };
        match kind(found).as_str() {
            "words.promise" => !shadowed(&|other, trigger| {
                trigger == found.trigger && other.starts_with("agreement.")
                    || !other.starts_with("words.")
                        && trigger != found.trigger
                        && hangs_on(scene, trigger, found.trigger)
            }),
            "forces.withdrawn" => !shadowed(&|other, trigger| {
                trigger == found.trigger
                    && (scene.arcs.objects(trigger).is_empty()
                        || matches!(scene.lemma(trigger).as_str(), "leave" | "quit" | "depart"))
                    && matches!(other, "control.loss" | "control.transfer" | "control.gain")
            }),
            // "shot down a helicopter, killing its crew of three": what came of it
            "civilians.attack"
                if shadowed(&|other, trigger| {
                    other == "battle.clash" && is_outcome(scene, found.trigger, trigger)
                }) =>
            {
                false
            }
            // "freed the soldiers held hostage in the town"
            "civilians.abduction"
                if shadowed(&|other, trigger| {
                    other.starts_with("prisoners.")
                        && trigger != found.trigger
                        && scene.arcs.analysis.dep(found.trigger) == "acl"
                        && hangs_on(scene, found.trigger, trigger)
                }) =>
            {
                false
            }
            // "killed hundreds of civilians as they fled the town": those civilians
            "control.loss"
                if scene.arcs.analysis.dep(found.trigger) == "advcl"
                    && matches!(
                        scene.lemma(found.trigger).as_str(),
                        "flee" | "escape" | "leave"
                    )
                    && scene
                        .arcs
                        .own_subject(found.trigger)
                        .is_some_and(|s| scene.arcs.analysis.pos(s) == "PRON")
                    && shadowed(&|other, trigger| {
                        (DEEDS.contains(&other) || other == "harm.casualties")
                            && scene.arcs.analysis.head(found.trigger) == trigger
                    }) =>
            {
                false
            }
            // "sent troops to the town to stop the rebels": what they were sent for
            "battle.repel" | "battle.clash"
                if shadowed(&|other, trigger| {
                    other == "forces.mobilised"
                        && trigger != found.trigger
                        && scene.is_purpose(found.trigger)
                        && hangs_on(scene, found.trigger, trigger)
                }) =>
            {
                false
            }
            // "ambushed a convoy of people fleeing the town": who they were
            "harm.displacement" | "evacuation"
                if scene.arcs.analysis.dep(found.trigger) == "acl"
                    && scene.arcs.analysis.tag(found.trigger) == "VBG"
                    && !is_sent(scene, found.trigger)
                    && shadowed(&|other, trigger| {
                        trigger != found.trigger
                            && (DEEDS.contains(&other) || other.starts_with("battle."))
                            && hangs_on(scene, found.trigger, trigger)
                    }) =>
            {
                false
            }
            "civilians.attack" | "harm.displacement" => !shadowed(&|other, trigger| {
                trigger == found.trigger && other.starts_with("control.")
                    // "stormed the camp, driving protesters from the square"
                    || kind(found) == "harm.displacement"
                        && other == "protest.crackdown"
                        && (trigger == found.trigger || hangs_on(scene, found.trigger, trigger))
            }),
            // "marched to demand his release": what a march is for is no word beside it
            "words.demand" | "words.condemnation" | "words.support" => {
                !shadowed(&|other, trigger| {
                    other == "protest.demonstration"
                        && trigger != found.trigger
                        && hangs_on(scene, found.trigger, trigger)
                })
            }
            // "will send tanks to Ruritania"
            "forces.mobilised" => {
                !shadowed(&|other, trigger| trigger == found.trigger && other == "arms.supplied")
            }
            // "gunmen stormed a school": an attack on those inside, and no ground taken
            "battle.advance" => {
                !shadowed(&|other, trigger| {
                    trigger == found.trigger
                        && (other == "civilians.attack" || other.starts_with("strike."))
                        // "killed 12 in the country's deadliest attack": of the bomb that it tells of
                        || found.by.is_empty()
                            && found.places.is_empty()
                            && DEEDS.contains(&other)
                            && trigger != found.trigger
                            && hangs_on(scene, found.trigger, trigger)
                        // "left the country, crossing into the next": on their way out
                        || matches!(other, "forces.withdrawn" | "control.loss")
                            && is_outcome(scene, found.trigger, trigger)
                })
            }
            // "cut off food to the enclave"
            "relations.reduced" => {
                !shadowed(&|other, trigger| trigger == found.trigger && other == "aid.blocked")
            }
            // "sealed off the camp"
            "access.closed" => {
                !shadowed(&|other, trigger| trigger == found.trigger && other == "control.siege")
            }
            // "are blocking aid to the region"
            "sanctions.imposed"
                if shadowed(&|other, trigger| {
                    other == "aid.blocked" && trigger == found.trigger
                }) =>
            {
                false
            }
            // "threatened to impose sanctions": a threat, and no plan beside it
            "sanctions.imposed" => !shadowed(&|other, trigger| {
                other == "words.threat"
                    && trigger != found.trigger
                    && hangs_on(scene, found.trigger, trigger)
            }),
            // "aid was kept from reaching the town"
            "aid.delivered" => !shadowed(&|other, trigger| {
                other == "aid.blocked"
                    && trigger != found.trigger
                    && hangs_on(scene, found.trigger, trigger)
            }),
            // "detonated a bomb on the border, killing a soldier"
            "mines.cleared" => !shadowed(&|other, trigger| {
                trigger == found.trigger && other.starts_with("bombing.")
            }),
            // "cleared two protest camps": no ground taken in a war
            "control.gain" => !shadowed(&|other, trigger| {
                trigger == found.trigger && other == "protest.crackdown"
            }),
            // "declared the ceasefire over"
            "truce.agreed" => {
                !shadowed(&|other, trigger| trigger == found.trigger && other == "truce.breached")
            }
            // "called on states not to recognise it": theirs to refuse
            "words.refusal"
                if shadowed(&|other, trigger| {
                    other == "words.demand"
                        && trigger != found.trigger
                        && scene.arcs.analysis.tag(found.trigger) == "VB"
                        && hangs_on(scene, found.trigger, trigger)
                }) =>
            {
                false
            }
            // "pulled out of the grain deal": less, and not a refusal beside it
            "words.refusal" => !shadowed(&|other, trigger| {
                trigger == found.trigger && other == "relations.reduced"
            }),
            _ => true,
        }
    });
}

/// Whether two types can be faces of one thing, and whether the second says more than the first.
fn share_group(a: &str, b: &str) -> Option<bool> {
    if a == b {
        // Two battles in one sentence may be two battles, and counts look for their own trigger.
        let apart = a.starts_with("control.") || a.starts_with("battle.") || a == "harm.casualties";
        return (!apart).then_some(false);
    }
    GROUPS.iter().find_map(|group| {
        let rank = |kind: &str| group.iter().position(|member| *member == kind);
        Some(rank(b)? < rank(a)?)
    })
}

/// "shot dead a boy during clashes with youths": whoever shoots at a riot does not riot.
fn at_a_riot(scene: &Scene<'_>, one: &str, two: &str, a: &Match, b: &Match) -> bool {
    let analysis = scene.arcs.analysis;
    let riot = match (one, two) {
        ("protest.riot", "civilians.attack") => a,
        ("civilians.attack", "protest.riot") => b,
        _ => return false,
    };
    let mut at = riot.trigger;
    for _ in 0..6 {
        let head = analysis.head(at);
        if analysis.dep(at) == "prep" {
            if analysis.lemma(at) == "during" {
                return true;
            }
        } else if head == at || scene.arcs.is_verb(at) && at != riot.trigger {
            return false;
        }
        at = head;
    }
    false
}

/// Whether a verb names two weapons side by side: "fired rockets and drones", "jets and artillery hit".
fn two_means(scene: &Scene<'_>, verb: usize) -> bool {
    let arcs = &scene.arcs;
    let of = |nouns: Vec<usize>| -> usize {
        let inner: Vec<usize> = nouns.iter().flat_map(|&t| arcs.obliques(t, "of")).collect();
        nouns.into_iter().chain(inner).filter(|&t| scene.is_weapon_word(&scene.lemma(t))).count()
    };
    arcs.is_verb(verb) && (of(arcs.objects(verb)) > 1 || of(arcs.subjects(verb)) > 1)
}

fn is_one(
    scene: &Scene<'_>,
    same_kind: bool,
    accord: bool,
    strikes: bool,
    swap: bool,
    a: &Match,
    b: &Match,
) -> bool {
    let analysis = scene.arcs.analysis;
    if analysis.sentence_of(a.trigger) != analysis.sentence_of(b.trigger) {
        return false;
    }
    // "have fled the town and crossed into the country next to it": one flight, from the town
    let flight = same_kind && !strikes && !accord && !swap && both_flee(scene, a, b);
    if flight {
        return true;
    }
    // Several roles of one frame ("accused A and B") are settled by the matcher.
    if same_kind && a.trigger == b.trigger {
        return places_agree(a, b);
    }
    // "a bomb wrecked the office, killing its head": the noun stands for the verb that it is the subject of
    // and "carried out an air strike, killing eight civilians", the noun for the verb that carries it
    let carried = |verb: usize| scene.arcs.lexicon.light.contains(&scene.lemma(verb));
    let verb = |found: &Match| {
        crate::paths::governing_verb(&scene.arcs, found.trigger)
            .filter(|&verb| same_kind || !scene.arcs.is_verb(found.trigger) && carried(verb))
    };
    let linked = |a: &Match, b: &Match| {
        linked(scene, a.trigger, b.trigger)
            || verb(a).is_some_and(|verb| is_outcome(scene, b.trigger, verb))
            || verb(b).is_some_and(|verb| is_outcome(scene, a.trigger, verb))
    };
    // "signed a ceasefire and agreed to swap prisoners": two things agreed
    let verbs_joined = |low: usize, high: usize| {
        let mut at = low;
        for _ in 0..6 {
            if at == high || analysis.head(at) == at {
                break;
            }
            if analysis.dep(at) == "conj" && scene.arcs.is_verb(at) {
                return true;
            }
            at = analysis.head(at);
        }
        false
    };
    if swap && (verbs_joined(a.trigger, b.trigger) || verbs_joined(b.trigger, a.trigger)) {
        return false;
    }
    // "warplanes and artillery struck the town": by two means, and two happenings
    if !same_kind && a.trigger == b.trigger && two_means(scene, a.trigger) && strikes {
        return false;
    }
    (a.trigger == b.trigger || linked(a, b))
        && places_agree(a, b)
        // Who brokers an accord is no other accord's party.
        && (accord || doers_agree(&a.by, &b.by))
}

/// "sending thousands of people fleeing": what somebody made them do, and not who they were.
fn is_sent(scene: &Scene<'_>, participle: usize) -> bool {
    let a = scene.arcs.analysis;
    let mut noun = a.head(participle);
    while a.dep(noun) == "pobj" && a.lemma(a.head(noun)) == "of" {
        noun = a.head(a.head(noun));
    }
    let verb = scene.lemma(a.head(noun));
    a.dep(noun) == "dobj"
        && (scene.arcs.lexicon.object_control.contains(&verb)
            || matches!(verb.as_str(), "send" | "set" | "leave" | "see" | "put"))
}

/// Whether a second verb of going follows on one of flight, with the same people for its subject.
fn both_flee(scene: &Scene<'_>, a: &Match, b: &Match) -> bool {
    let arcs = &scene.arcs;
    let goes = |verb: usize| {
        matches!(
            scene.lemma(verb).as_str(),
            "cross" | "pour" | "stream" | "arrive" | "flood" | "spill"
        )
    };
    // "arrived in the camp, fleeing the fighting"
    let arrived = arcs.is_verb(a.trigger)
        && goes(a.trigger)
        && scene.lemma(b.trigger) == "flee"
        && is_outcome(scene, b.trigger, a.trigger);
    if arrived {
        return true;
    }
    arcs.is_verb(a.trigger)
        && scene.lemma(a.trigger) == "flee"
        && goes(b.trigger)
        && arcs.analysis.dep(b.trigger) == "conj"
        && arcs.analysis.head(b.trigger) == a.trigger
        && arcs.own_subject(b.trigger).is_none()
}

fn places_agree(a: &Match, b: &Match) -> bool {
    let within = |one: &Match, two: &Match| {
        one.places.iter().any(|p| {
            two.places.iter().any(|q| {
                same_place(&p.place, &q.place)
                    || p.place.within.is_some() && p.place.within == q.place.id
                    || p.place.admin1.is_some()
                        && q.place.kind.starts_with("admin")
                        && p.place.country == q.place.country
                    // "in Chibok in north-eastern Nigeria"
                    || p.place.country.is_some()
                        && q.place.kind == "country"
                        && p.place.country == q.place.country
            })
        })
    };
    a.places.is_empty() || b.places.is_empty() || within(a, b) || within(b, a)
}

fn doers_agree(a: &[Actor], b: &[Actor]) -> bool {
    a.is_empty()
        || b.is_empty()
        || a.iter().any(|x| {
            b.iter().any(|y| x.id == y.id && x.id.is_some() || x.name == y.name || x.side == y.side)
        })
}

/// Whether one trigger hangs on the other with nothing between that makes it a story of its own.
fn linked(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    hangs_on(scene, a, b) || hangs_on(scene, b, a)
}

/// "…, killing 12": what came of the verb above.
fn is_outcome(scene: &Scene<'_>, participle: usize, verb: usize) -> bool {
    let a = scene.arcs.analysis;
    // "…, killing 12 and wounding 30"
    let mut participle = participle;
    while a.tag(participle) == "VBG"
        && a.dep(participle) == "conj"
        && a.tag(a.head(participle)) == "VBG"
        && a.head(participle) < participle
    {
        participle = a.head(participle);
    }
    a.tag(participle) == "VBG"
        && a.dep(participle) == "advcl"
        && a.head(participle) == verb
        && !sets_apart(scene, participle)
}

fn hangs_on(scene: &Scene<'_>, low: usize, high: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let mut at = low;
    for _ in 0..12 {
        let head = a.head(at);
        if at == high {
            return true;
        }
        if head == at || sets_apart(scene, at) || is_of_another_day(scene, at) {
            return false;
        }
        let clause = matches!(a.dep(at), "ccomp" | "advcl" | "conj" | "parataxis");
        if clause && arcs.is_verb(head) {
            let said = arcs.lexicon.reporting.verbs.contains(&scene.lemma(head));
            let joined = a.dep(at) == "conj" && arcs.own_subject(at).is_some();
            if joined || said && a.dep(at) == "ccomp" {
                return false;
            }
        }
        if a.dep(at) == "conj" && !arcs.is_verb(at) {
            return false;
        }
        at = head;
    }
    false
}

/// "bombs fell on Zenda, where the rebels killed 30 people in 2015": a relative clause with a date of its own.
fn is_of_another_day(scene: &Scene<'_>, clause: usize) -> bool {
    let a = scene.arcs.analysis;
    a.dep(clause) == "relcl"
        && scene.arcs.is_verb(clause)
        && a.children(clause).any(|c| a.dep(c) == "advmod" && a.lemma(c) == "where")
        && scene.times.iter().any(|time| {
            let first = time.tokens.start as usize;
            time.interval.first.is_some()
                && time.length.is_none()
                && first > clause
                && a.subtree(clause).contains(&first)
        })
}

impl Scene<'_> {
    /// "in retaliation for …": whether a noun gives the occasion of one happening in another.
    pub(crate) fn gives_occasion(&self, noun: usize) -> bool {
        let words = self.arcs.lexicon.classes.get("occasion");
        !self.arcs.is_verb(noun) && words.is_some_and(|words| words.contains(&self.lemma(noun)))
    }
}

/// "after …", "in retaliation for …": what hangs below is another happening.
fn sets_apart(scene: &Scene<'_>, token: usize) -> bool {
    let a = scene.arcs.analysis;
    let is_apart = |t: usize| APART.contains(&a.text(t).to_lowercase().as_str());
    let marked = a.children(token).any(|c| matches!(a.dep(c), "mark" | "advmod") && is_apart(c));
    marked || scene.gives_occasion(token) || matches!(a.dep(token), "prep") && is_apart(token)
}

/// Puts what the dropped match knows into the one that stays; `more` where the dropped one's type says
/// more, and gives the type. An exchange of captives is not made by agreeing to it.
fn join(scene: &Scene<'_>, kept: &mut Match, dropped: Match, more: bool, exchange: bool) {
    let mut dropped = dropped;
    if more {
        // The deed happened as its governing verb says, and is of the sort that says most.
        std::mem::swap(kept, &mut dropped);
        if hangs_on(scene, kept.trigger, dropped.trigger)
            && is_accomplished(scene, &dropped)
            && !(exchange && scene.arcs.analysis.tag(kept.trigger) == "VB")
        {
            kept.trigger = dropped.trigger;
        }
    }
    for (own, other) in [
        (&mut kept.by, dropped.by),
        (&mut kept.against, dropped.against),
        (&mut kept.with, dropped.with),
    ] {
        if own.is_empty() {
            *own = other;
        }
    }
    kept.against.retain(|actor| !kept.by.contains(actor));
    // "in Chibok in north-eastern Nigeria": the town and not the country around it
    let broad = |places: &[PlaceArgument]| places.iter().all(|p| p.place.kind == "country");
    if broad(&kept.places) && !broad(&dropped.places) {
        kept.places = dropped.places;
    }
}

/// "signed an agreement to cease fire": signed, whatever the infinitive says is planned.
fn is_accomplished(scene: &Scene<'_>, found: &Match) -> bool {
    scene.arcs.is_verb(found.trigger)
        && !matches!(scene.arcs.analysis.tag(found.trigger), "VB" | "VBG")
}
