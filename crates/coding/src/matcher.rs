//! The matcher: finds triggers, checks a frame's conditions and fills its roles.

use dateline_actor::{Actor, Kind, MentionKind};
use dateline_place::ToponymRole;

use crate::claim::Extent;
use crate::ontology::file::{ActorNeed, PlaceNeed, Role, Voice};
use crate::ontology::{Frame, Ontology, Path, Step};
use crate::paths::follow;
use crate::places::{PlaceArgument, is_settlement as is_town};
use crate::scene::Scene;

/// A frame that fired, with its roles filled.
#[derive(Clone, Debug)]
pub struct Match {
    /// Index of the frame.
    pub frame: usize,
    /// The trigger token.
    pub trigger: usize,
    /// Who acts.
    pub by: Vec<Actor>,
    /// Against whom.
    pub against: Vec<Actor>,
    /// Beside whom, backers among them.
    pub with: Vec<Actor>,
    /// Who holds the place then, where the frame says it apart.
    pub holder: Vec<Actor>,
    /// Where.
    pub places: Vec<PlaceArgument>,
}

/// All matches of a report in text order.
pub fn find(scene: &Scene<'_>, ontology: &Ontology) -> Vec<Match> {
    let mut matches = Vec::new();
    for token in 0..scene.arcs.analysis.len() {
        for frame in triggered(scene, ontology, token) {
            if let Some(found) = fill(scene, ontology, frame, token) {
                matches.push(found);
            }
        }
    }
    matches
}

/// Frames whose trigger word this is.
fn triggered(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> Vec<usize> {
    let a = scene.arcs.analysis;
    let pos = a.pos(token);
    if matches!(pos, "SPACE" | "PUNCT" | "DET" | "ADP" | "PRON" | "NUM" | "SYM") {
        return Vec::new();
    }
    let lemma = scene.lemma(token);
    let mut found = Vec::new();
    let mut take = |table: &std::collections::HashMap<String, Vec<(usize, Option<String>)>>,
                    lemma: &str| {
        for (frame, particle) in table.get(lemma).into_iter().flatten() {
            if particle.as_deref().is_none_or(|particle| has_particle(scene, token, particle))
                && !found.contains(frame)
            {
                found.push(*frame);
            }
        }
    };
    let tag = a.tag(token);
    match pos {
        "VERB" | "AUX" => {
            take(&ontology.verbs, &lemma);
            if a.dep(token) == "amod" {
                take(&ontology.adjectives, &lemma);
                take(&ontology.adjectives, &a.text(token).to_lowercase());
            }
            // "the shelling of X" read as a gerund
            if tag == "VBG" {
                take(&ontology.nouns, &a.text(token).to_lowercase());
            }
        }
        // A name is no event: "March 2015", "Operation Storm" (a headline's capitals are not names).
        "PROPN" if scene.is_name(token) => {}
        "NOUN" if scene.arcs.is_verb(token) => take(&ontology.verbs, &lemma),
        "NOUN" | "PROPN" => {
            take(&ontology.nouns, &lemma);
            if scene.arcs.is_misread_infinitive(token) {
                take(&ontology.verbs, &lemma);
            }
        }
        "ADJ" | "ADV" => {
            take(&ontology.adjectives, &lemma);
            take(&ontology.adjectives, &a.text(token).to_lowercase());
            if scene.arcs.is_misread_infinitive(token) {
                take(&ontology.verbs, &lemma);
            }
        }
        _ => take(&ontology.nouns, &lemma),
    }
    found
}

fn has_particle(scene: &Scene<'_>, token: usize, particle: &str) -> bool {
    let a = scene.arcs.analysis;
    let mut words = particle.split(' ');
    let Some(first) = words.next() else { return true };
    let child = a.children(token).find(|&c| {
        c > token
            && matches!(a.dep(c), "prt" | "advmod" | "prep" | "npadvmod" | "acomp")
            && a.text(c).eq_ignore_ascii_case(first)
    });
    // "shot dead three policemen": read as "dead policemen"
    let before = token + 1;
    let dead = (before < a.len()
        && a.dep(before) == "amod"
        && a.dep(a.head(before)) == "dobj"
        && a.head(a.head(before)) == token
        && a.text(before).eq_ignore_ascii_case(first))
    .then_some(before);
    let Some(mut at) = child.or(dead) else { return false };
    for word in words {
        if at + 1 < a.len() && a.text(at + 1).eq_ignore_ascii_case(word) {
            at += 1;
        } else {
            return false;
        }
    }
    true
}

/// The frame's match at a trigger, where its conditions hold there.
pub(crate) fn fill(
    scene: &Scene<'_>,
    ontology: &Ontology,
    index: usize,
    trigger: usize,
) -> Option<Match> {
    let frame = &ontology.frames[index];
    let event_type = ontology.type_of(frame);
    let conditions = |conditions: &[(Path, Vec<String>)], wanted: bool| {
        conditions.iter().all(|(path, words)| {
            let tokens = follow(&scene.arcs, trigger, path);
            let meets = tokens.iter().any(|&t| {
                (wanted || !scene.is_institution(t))
                    && (meets(scene, t, words)
                        || scene.counted(t).iter().any(|&t| meets(scene, t, words)))
            }) || tokens.is_empty()
                && wanted
                && words.iter().any(|word| word == "?place")
                && !topic(scene, trigger, std::slice::from_ref(path)).is_empty();
            meets == wanted
        })
    };
    if !conditions(&frame.require, true) || !conditions(&frame.forbid, false) {
        return None;
    }
    if frame.file.war && !scene.at_war() && !scene.is_of_war(&ontology.counts) {
        return None;
    }
    if let Some(voice) = frame.file.voice
        && scene.arcs.is_passive(trigger) != (voice == Voice::Passive)
    {
        return None;
    }
    if event_type.file.state && (out_of(scene, trigger) || was_once(scene, trigger)) {
        return None;
    }
    if event_type.kind == "control.loss" && scene.is_share(trigger) {
        return None;
    }
    let mut found = Match {
        frame: index,
        trigger,
        by: Vec::new(),
        against: Vec::new(),
        with: Vec::new(),
        holder: Vec::new(),
        places: places(scene, trigger, &frame.place),
    };
    let mut backers = Vec::new();
    let stands = match event_type.file.states {
        true => Stands::States,
        false if event_type.family == "protest" => Stands::People,
        false if frame.file.states => Stands::Governments,
        false => Stands::Bodies,
    };
    found.by = actors(scene, trigger, &frame.by, stands, &mut backers);
    found.with = backers.clone();
    found.against = actors(scene, trigger, &frame.against, stands, &mut Vec::new());
    if found.against.is_empty() && event_type.family == "civilians" {
        // "arrested 100 Ruritanians", "beat up Ruritanian detainees": a people's name says whose they were
        found.against = actors(scene, trigger, &frame.against, Stands::People, &mut Vec::new());
        found.against.retain(|actor| actor.text.contains(char::is_uppercase));
    }
    let allies = actors(scene, trigger, &frame.with, stands, &mut Vec::new());
    found.with.extend(
        allies.into_iter().filter(|a| !found.by.iter().any(|b| b.id == a.id && a.id.is_some())),
    );
    found.holder = actors(scene, trigger, &frame.holder, stands, &mut Vec::new());
    found.by.retain(|actor| !scene.is_weapon(actor));
    // "Tens of thousands of Ruritanians fled the town": people, who held nothing
    let people = |actor: &Actor| {
        let entry = actor.id.as_deref().and_then(|id| scene.registry.get(id));
        entry.is_some_and(|entry| entry.kind == Kind::People)
    };
    let flight = matches!(scene.lemma(trigger).as_str(), "flee" | "escape");
    let fled = !found.by.is_empty() && found.by.iter().all(people) || scene.some_only(trigger);
    if event_type.kind == "control.loss" && flight && fled {
        return None;
    }
    if event_type.kind == "control.loss"
        && scene.arcs.lexicon.nouns.departing.contains(&scene.lemma(trigger))
        && scene.leaves_region(trigger, &found.places)
    {
        return None;
    }
    if event_type.family == "strike" {
        let make: Vec<bool> =
            found.by.iter().map(|actor| scene.says_make(trigger, actor, &found.places)).collect();
        let mut at = 0;
        found.by.retain(|_| {
            at += 1;
            !make[at - 1]
        });
    }
    if event_type.kind == "protest.demonstration"
        && found.by.iter().any(|actor| fights(scene, actor))
    {
        // "on their march to the capital": an army's
        return None;
    }
    if matches!(event_type.family.as_str(), "harm" | "strike" | "bombing" | "mines") {
        // "14 civilians wounded", where the parser made them the subject
        found.by.retain(|actor| !scene.is_unarmed(actor));
    }
    reciprocal(frame, &mut found);
    found.against.retain(|a| !found.by.iter().any(|b| b == a));
    // "were killed when rebels ambushed their patrol": not their own
    if matches!(event_type.family.as_str(), "battle" | "strike" | "bombing" | "mines") {
        let of_pronoun = |actor: &Actor| {
            let first = actor.text.split_whitespace().next().unwrap_or("");
            matches!(
                first.to_lowercase().as_str(),
                "their" | "its" | "his" | "them" | "they" | "it"
            )
        };
        found.against.retain(|a| {
            !(of_pronoun(a) && a.id.is_some() && found.by.iter().any(|b| b.id == a.id))
        });
    }
    // "stormed the ambassador's residence": whose house it is
    if event_type.family == "battle" {
        let abroad = scene.arcs.lexicon.classes.get("offices_abroad");
        found.against.retain(|actor| {
            !scene.mentions.iter().any(|m| {
                m.actor.span == actor.span
                    && abroad.is_some_and(|words| words.contains(&scene.lemma(m.head as usize)))
            })
        });
    }
    // "killing 180 people": whom it befell is a count, and no body, unless the words say whose they were.
    if !matches!(event_type.family.as_str(), "words" | "protest") {
        let says_whose = |actor: &Actor| {
            actor.text.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase))
        };
        found.against.retain(|actor| says_whose(actor) || !scene.is_unarmed(actor));
    }

    if event_type.family == "control" {
        // "SAN SALVADOR, 13 NOV -- guerrillas are holding": a town's name at its own place is no government.
        let places = std::mem::take(&mut found.places);
        for actors in [&mut found.by, &mut found.against, &mut found.holder] {
            actors.retain(|actor| {
                !scene.toponyms.iter().any(|t| {
                    t.place.span.overlaps(actor.span)
                        && is_town(&t.place.kind)
                        && actor.text.trim() == t.place.text.trim()
                        && places.iter().any(|p| crate::places::same_place(&p.place, &t.place))
                })
            });
        }
        found.places = places;
        // Nobody holds the sea that a town lies on.
        found
            .places
            .retain(|p| !matches!(p.place.kind.as_str(), "sea" | "lake" | "river" | "ocean"));
        // "under Moscow's control": a name that stands for who holds it is not what is held.
        let bodies = found.by.iter().chain(&found.holder).map(|actor| actor.span);
        let bodies: Vec<dateline_report::Span> = bodies.collect();
        found.places.retain(|p| !(p.named && bodies.contains(&p.place.span)));
        // A country as a whole is not taken like a town; an unnamed part of it may be.
        found.places.retain(|p| p.place.kind != "country" || p.extent == Extent::Part);
    }
    let required = event_type.file.place == PlaceNeed::Required && !frame.file.inherits;
    if required && found.places.is_empty() {
        return None;
    }
    // An armed body must be in it, or the place in the sentence: "the offensives" alone says nothing.
    let bare = found.by.is_empty() && found.against.is_empty() && found.holder.is_empty();
    if bare && event_type.family == "battle" && !scene.names_town(trigger) {
        return None;
    }
    // A fight in a place that was named long before needs a force that fights it; strikes are states'.
    let strikes = event_type.family == "strike";
    if (strikes || event_type.family == "battle")
        && found.places.is_empty()
        && !(scene.names_town(trigger) || strikes && scene.has_town())
        && !found
            .by
            .iter()
            .chain(&found.against)
            .any(|a| fights(scene, a) || strikes && scene.at_war())
    {
        return None;
    }
    if frame.file.several
        && found.by.len() + found.with.len() < 2
        && scene.arcs.subjects(trigger).len() < 2
    {
        return None;
    }
    for need in &frame.file.needs {
        let filled = match need {
            Role::By => !found.by.is_empty(),
            Role::Against => !found.against.is_empty(),
            Role::With => !found.with.is_empty(),
            Role::Holder => !found.holder.is_empty(),
        };
        if !filled {
            return None;
        }
    }
    if event_type.file.actors == ActorNeed::Armed {
        for list in [&mut found.by, &mut found.against, &mut found.with, &mut found.holder] {
            list.retain(|actor| !scene.is_unarmed(actor));
        }
        if !armed(scene, ontology, frame, &found, &event_type.family) {
            return None;
        }
    }
    [&mut found.by, &mut found.against].into_iter().flatten().for_each(without_number);
    Some(found)
}

/// "outside government control", "beyond the state's grip": what is named is not there.
fn out_of(scene: &Scene<'_>, trigger: usize) -> bool {
    let a = scene.arcs.analysis;
    let preposition = a.head(trigger);
    a.dep(trigger) == "pobj"
        && (matches!(
            a.lemma(preposition),
            "outside" | "beyond" | "without" | "off" | "into" | "to"
        ) || a.lemma(preposition) == "of"
            && matches!(a.lemma(a.head(preposition)), "out" | "outside"))
}

/// "what used to be rebel-held territory", "what was once the army's base": a state of another time.
fn was_once(scene: &Scene<'_>, trigger: usize) -> bool {
    let a = scene.arcs.analysis;
    let clause = scene.arcs.clause(trigger);
    let used = a.dep(clause) == "xcomp"
        && a.lemma(a.head(clause)) == "use"
        && a.children(clause).any(|c| a.tag(c) == "TO");
    let once = a.tag(clause) == "VBD"
        && a.lemma(clause) == "be"
        && a.children(clause).any(|c| {
            matches!(a.lemma(c), "once" | "formerly" | "previously") && a.dep(c) == "advmod"
        });
    used || once
}

/// "clashes between A and B": one path leads to both sides. The first named, and those of its party,
/// stand on one side, the rest on the other.
fn reciprocal(frame: &Frame, found: &mut Match) {
    if frame.file.by.0 != frame.file.against.0 {
        return;
    }
    found.against.clear();
    let Some(first) = found.by.first().cloned() else { return };
    let all = std::mem::take(&mut found.by);
    let ours = |actor: &Actor| *actor == first || first.side.is_some() && actor.side == first.side;
    (found.by, found.against) = all.into_iter().partition(ours);
}

/// Whether a token meets a condition: a lemma, `*` for anything, `?place`, `?town`, `?actor`, `?time`.
fn meets(scene: &Scene<'_>, token: usize, words: &[String]) -> bool {
    let lemma = scene.lemma(token);
    let text = scene.arcs.analysis.text(token).to_lowercase();
    words.iter().any(|word| match word.as_str() {
        "*" => true,
        "?place" => !scene.places_of(token).is_empty() || !scene.members_of(token).is_empty(),
        "?town" => scene.places_of(token).iter().any(|p| p.place.kind != "country"),
        // "the liberation of its airport": whose it is, and no body
        "?actor" => {
            !scene.actors_of(token).actors.is_empty()
                && (scene.mention(token).is_some() || scene.places_of(token).is_empty())
        }
        "?state" => !scene.states_of(token).is_empty() || scene.state_word(token).is_some(),
        "?time" => scene.times.iter().any(|e| e.tokens.contains(&(token as u32))),
        "?people" => scene.is_people(token),
        "?army" => scene.is_army(token),
        "?armed" => scene.is_armed(token),
        word => word == lemma || word == text,
    })
}

/// The first path that leads to a place.
fn places(scene: &Scene<'_>, trigger: usize, paths: &[Path]) -> Vec<PlaceArgument> {
    for path in paths {
        let mut found: Vec<PlaceArgument> = Vec::new();
        for token in follow(&scene.arcs, trigger, path) {
            let mut arguments = scene.places_of(token);
            arguments.extend(scene.members_of(token));
            // "a string of towns, among them A and B"
            for counted in scene.counted(token) {
                arguments.extend(scene.members_of(counted));
            }
            // "air strikes against targets in A and B": where what was hit lies
            let aimed = matches!(path.0.last(), Some(Step::Preposition(p)) if matches!(p.as_str(), "on" | "against" | "at"));
            let thing = scene.arcs.analysis.pos(token) == "NOUN" && scene.toponym(token).is_none();
            if arguments.is_empty() && aimed && thing {
                let inner = ["in", "near", "around", "outside"].iter();
                let inner = inner.flat_map(|p| scene.arcs.obliques(token, p));
                arguments.extend(inner.flat_map(|t| scene.places_of(t)));
            }
            for argument in arguments {
                if !found.iter().any(|f| crate::places::same_place(&f.place, &argument.place)) {
                    found.push(argument);
                }
            }
        }
        // "Izium, their chief base": the town under another name, and no site in it
        let towns: Vec<Option<String>> = found.iter().map(|f| f.place.id.clone()).collect();
        found.retain(|f| {
            f.place.id.is_some()
                || f.named
                || scene.arcs.analysis.dep(f.token) == "conj"
                || f.place.within.is_none()
                || !towns.contains(&f.place.within)
        });
        drop_containers(scene, &mut found);
        if let [area] = found.as_slice()
            && let Some(nearer) = scene.named_in(area)
        {
            found = nearer;
        } else if found.len() > 1 {
            let within = |area: &PlaceArgument, nearer: &[PlaceArgument]| {
                nearer.iter().any(|n| n.place.id != area.place.id)
                    && found.iter().any(|f| {
                        nearer.iter().any(|n| crate::places::same_place(&f.place, &n.place))
                    })
            };
            let stays: Vec<bool> = found
                .iter()
                .map(|area| !scene.named_in(area).is_some_and(|nearer| within(area, &nearer)))
                .collect();
            let mut at = 0;
            found.retain(|_| {
                at += 1;
                stays[at - 1]
            });
        }
        if !found.is_empty() {
            return inside(scene, trigger, paths, found);
        }
    }
    topic(scene, trigger, paths)
}

/// "at the airport in Asmara", "in the Musa Qala bazaar": of a town and the one site in it that the
/// clause names, the site.
fn inside(
    scene: &Scene<'_>,
    trigger: usize,
    paths: &[Path],
    found: Vec<PlaceArgument>,
) -> Vec<PlaceArgument> {
    let [town] = found.as_slice() else { return found };
    if !is_town(&town.place.kind) || town.place.id.is_none() {
        return found;
    }
    let sites = paths.iter().filter(|path| {
        matches!(path.0.last(), Some(Step::Preposition(p)) if matches!(p.as_str(), "at" | "in" | "inside" | "on"))
    });
    let site = sites
        .flat_map(|path| follow(&scene.arcs, trigger, path))
        .flat_map(|token| scene.places_of(token))
        .find(|site| site.place.within == town.place.id);
    site.map_or(found, |site| vec![site])
}

/// "captured A, Luhansk Oblast and B": what stands behind a town's comma says where the town lies, and is
/// not taken with it.
pub(crate) fn drop_containers(scene: &Scene<'_>, found: &mut Vec<PlaceArgument>) {
    let source = scene.arcs.analysis.source();
    let area = |p: &PlaceArgument| matches!(p.place.kind.as_str(), "admin1" | "admin2" | "country");
    // "in Ruritania's Zenda state": whose it is, and no second place
    let owns = |one: &PlaceArgument, other: &PlaceArgument| {
        let gap = one.place.span.end as usize..other.place.span.start as usize;
        one.place.kind == "country"
            && other.place.kind != "country"
            && one.place.country == other.place.country
            && source.get(gap).is_some_and(|gap| {
                (gap.starts_with("'s ") || gap.starts_with("’s "))
                    && !gap.contains([',', '.', ';'])
                    && !gap.contains(" and ")
            })
    };
    let behind: Vec<bool> = found
        .iter()
        .map(|one| {
            area(one)
                && found.iter().any(|other| {
                    let gap = other.place.span.end as usize..one.place.span.start as usize;
                    let smaller = !area(other)
                        || one.place.kind == "country"
                            && other.place.kind != "country"
                            && other.place.country == one.place.country;
                    smaller
                        && source.get(gap).is_some_and(|gap| {
                            // "in A province, B"
                            let nouns = &scene.arcs.lexicon.nouns.place;
                            let gap = gap.trim();
                            let gap = gap
                                .split_once(',')
                                .filter(|(noun, rest)| {
                                    rest.is_empty() && nouns.contains(noun.trim())
                                })
                                .map_or(gap, |_| ",");
                            // "in A in northern B"
                            let inside = gap.trim_start().starts_with("in ")
                                && !gap.contains(',')
                                && !gap.contains(" and ")
                                && other.place.country == one.place.country;
                            gap.trim() == "," || inside
                        })
                })
                || found.iter().any(|other| owns(one, other))
        })
        .collect();
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !behind[at - 1]
    });
}

/// "Captured by Ukraine on 13 September": a note without a subject is about the report's own place.
fn topic(scene: &Scene<'_>, trigger: usize, paths: &[Path]) -> Vec<PlaceArgument> {
    let a = scene.arcs.analysis;
    let bare = a.tag(trigger) == "VBN"
        && a.dep(trigger) == "ROOT"
        && paths.iter().any(|path| path.0 == [Step::Object])
        && scene.arcs.objects(trigger).is_empty();
    if !bare {
        return Vec::new();
    }
    // "See Battle of X. Captured by Y on Monday." is still about the town in the title.
    let titled = scene.titled(trigger);
    titled.or_else(|| scene.antecedent(trigger, "place")).into_iter().collect()
}

/// Who may stand in a type's roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Bodies that the registry or their own words make one.
    Bodies,
    /// Governments by the names of their countries too.
    Governments,
    /// People by their nationality too: they march, strike and riot.
    People,
    /// All of them.
    States,
}

/// "captured by the army/the militia", "by the army/ militia": the first of two bodies with a slash between.
fn slashed(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    let parted = |c: usize| {
        a.text(c).len() > 1 && a.text(c).ends_with('/') && c + 1 == token
            || c + 2 == token && a.text(c + 1) == "/"
    };
    a.children(token).find(|&c| a.pos(c) == "PROPN" && parted(c))
}

/// The first path that leads to an actor.
fn actors(
    scene: &Scene<'_>,
    trigger: usize,
    paths: &[Path],
    stands: Stands,
    backers: &mut Vec<Actor>,
) -> Vec<Actor> {
    for path in paths {
        let mut found: Vec<Actor> = Vec::new();
        let tokens = follow(&scene.arcs, trigger, path).into_iter();
        for token in tokens.flat_map(|token| [slashed(scene, token), Some(token)]).flatten() {
            let mut argument = scene.actors_of(token);
            if matches!(stands, Stands::People | Stands::States) && argument.actors.is_empty() {
                argument.actors = scene.folk_of(token);
            }
            if stands == Stands::People && argument.actors.is_empty() {
                argument.actors.extend(scene.nation_of(token));
            }
            if matches!(stands, Stands::Governments | Stands::States) && argument.actors.is_empty()
            {
                argument.actors = scene.states_of(token);
                if argument.actors.is_empty() {
                    argument.actors = scene.speaker_of(token);
                }
            }
            for actor in argument.actors {
                if !found.iter().any(|f| f.id == actor.id && f.name == actor.name) {
                    found.push(actor);
                }
            }
            backers.extend(argument.backers);
        }
        if !found.is_empty() {
            backers.retain(|b| !found.iter().any(|f| f.id == b.id && f.id.is_some()));
            return found;
        }
    }
    Vec::new()
}

/// "shot dead 45 protesters", "at least 82 protesters": how many, and in what state, is no part of who.
fn without_number(actor: &mut Actor) {
    let counts = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                word,
                "dead"
                    | "least"
                    | "most"
                    | "than"
                    | "more"
                    | "some"
                    | "about"
                    | "last"
                    | "remaining"
            )
    };
    while actor.id.is_none() && actor.name == actor.text {
        let Some((first, rest)) = actor.text.split_once(' ').filter(|(first, _)| counts(first))
        else {
            return;
        };
        actor.span.start += (first.len() + 1) as u32;
        actor.text = rest.to_owned();
        actor.name.clone_from(&actor.text);
    }
}

/// Whether a body fights wars, rather than governs or polices.
fn fights(scene: &Scene<'_>, actor: &Actor) -> bool {
    match actor.id.as_deref().and_then(|id| scene.registry.get(id)) {
        Some(entry) => entry.kind.is_armed() && entry.kind != Kind::Police,
        None => scene.sounds_armed(&actor.text) || scene.sounds_armed(&actor.name),
    }
}

/// Whether who acts bears arms: a body of the registry that does, a state, or a body that the
/// registry does not know but the text treats as one. A subject that is no body at all is somebody
/// else's story ("The striker captured", "Voters abandoned").
fn armed(
    scene: &Scene<'_>,
    ontology: &Ontology,
    frame: &Frame,
    found: &Match,
    family: &str,
) -> bool {
    let strikes = family == "strike";
    let acts: Vec<&Actor> = found.by.iter().chain(&found.against).chain(&found.holder).collect();
    let entry = |actor: &Actor| actor.id.as_deref().and_then(|id| scene.registry.get(id));
    // Strikes on a place are war, whoever is named.
    let placed = !found.places.is_empty() || scene.has_town() || scene.names_town(found.trigger);
    // "Fighting went on in the town", with no word of who fights: in a country at war
    let fighting = family == "battle"
        && scene.lemma(found.trigger) == "fighting"
        && (scene.names_town(found.trigger) || !found.places.is_empty());
    let at_war = strikes && placed
        || scene.at_war()
        || family == "control" && frame.file.war
        || fighting && (scene.lies_in_war() || scene.names_government())
        || family == "civilians" && scene.is_of_war(&ontology.counts);
    // A body that the registry does not know has to call itself an armed one.
    let may_fight = |actor: &&Actor| match entry(actor) {
        // "the Kurds", "the Serbs": a people stands for its fighters where there is a war
        Some(entry) => {
            entry.kind.is_armed()
                || entry.kind.is_state()
                || entry.kind == Kind::People
                // "African Union soldiers"
                || scene.sounds_armed(&actor.text)
        }
        None => scene.sounds_armed(&actor.text) || scene.sounds_armed(&actor.name),
    };
    // "an aid convoy of the Red Cross was hit by air strikes": whom it befell need not bear arms
    let victims_only = found.by.is_empty()
        && found.holder.is_empty()
        && (strikes
            || matches!(family, "bombing" | "civilians")
            || family == "battle" && scene.arcs.is_passive(found.trigger))
        && !acts.iter().any(may_fight);
    let at_war = at_war || victims_only && scene.is_of_war(&ontology.counts);
    // "Ten people died in clashes in the town", where groups fight in the country and nobody demonstrates
    let at_war = at_war
        || family == "battle"
            && acts.is_empty()
            && (!scene.arcs.is_verb(found.trigger)
                || scene.arcs.analysis.tag(found.trigger) == "VBG")
            && !found.places.is_empty()
            && scene.lies_among(1)
            && !scene.has_crowd();
    if !acts.is_empty() && !victims_only {
        // A government or its police alone may campaign, raid homes and hold rallies: some force must
        // be on stage.
        // A state that takes or loses a town does it by arms, though none are named.
        let towns = family == "control"
            && found.places.iter().any(|p| is_town(&p.place.kind) || p.place.within.is_some());
        // and a province where a war is on
        let kind = ontology.type_of(frame).kind.as_str();
        let state = |actor: &Actor| entry(actor).is_some_and(|entry| entry.kind.is_state());
        // "controls part of the province" of another state: no office and no election there
        let abroad = |p: &PlaceArgument| {
            let ours = |actor: &Actor| actor.country == p.place.country;
            !found.by.is_empty() && p.place.country.is_some() && !found.by.iter().any(ours)
        };
        let area =
            |p: &PlaceArgument| matches!(p.place.kind.as_str(), "admin1" | "admin2" | "region");
        let areas = matches!(kind, "control.gain" | "control.hold")
            && found.by.iter().all(state)
            && (found.places.iter().any(|p| area(p) && abroad(p))
                || kind == "control.gain"
                    && found.places.iter().any(|p| p.place.kind != "region" && area(p))
                    && scene.is_of_war(&ontology.counts));
        // "Turkey launched an offensive in northern Syria"
        let invades = family == "battle"
            && found.by.iter().all(state)
            && found.places.iter().any(abroad)
            && (ontology.lexicon.classes.get("invasion"))
                .is_some_and(|words| words.contains(&scene.lemma(found.trigger)));
        // "Ruritania launched an attack on Zenda", a town that others hold
        let assaults = family == "battle"
            && !scene.arcs.is_verb(found.trigger)
            && !found.by.is_empty()
            && found.by.iter().all(state)
            && scene.arcs.obliques(found.trigger, "on").into_iter().any(|token| {
                scene
                    .places_of(token)
                    .iter()
                    .any(|p| is_town(&p.place.kind) && p.place.id.is_some())
            });
        // "the army and allied groups": one that bears arms is enough
        return (found.by.is_empty() || found.by.iter().any(|a| may_fight(&a)))
            && acts.iter().any(may_fight)
            && (acts.iter().any(|a| fights(scene, a))
                || at_war
                || towns
                || areas
                || invades
                || assaults);
    }
    // "the besieged towns of A and B" is war without any name.
    let besieged = scene.arcs.analysis.dep(found.trigger) == "amod"
        && family == "control"
        && found.places.iter().any(|p| is_town(&p.place.kind));
    // "Lysychansk has been liberated": nothing else is done so to a town.
    let of_places = family == "control"
        && scene.arcs.lexicon.nouns.of_places.contains(&scene.lemma(found.trigger))
        && found.places.iter().all(|p| {
            p.named && (p.place.id.is_some() && is_town(&p.place.kind) || p.place.within.is_some())
        });
    // "Bakhmut has fallen": a town's fall, where a war is on
    let falls = family == "control"
        && scene.lemma(found.trigger) == "fall"
        && found.places.iter().all(|p| p.place.id.is_some() && is_town(&p.place.kind))
        && scene.is_of_war(&ontology.counts);
    if !at_war && !besieged && !of_places && !falls {
        return false;
    }
    // Nobody resolved. A passive or a bare noun may go without; a subject or agent that is no body
    // may not.
    let subject_acts = frame.by.iter().chain(&frame.against).any(|path| path.0 == [Step::Subject]);
    if !scene.arcs.is_verb(found.trigger) || !subject_acts {
        return true;
    }
    // "it was recovered": a pronoun for a place needs somebody who takes it.
    if found.places.iter().all(|p| !p.named && p.place.text.eq_ignore_ascii_case("it")) {
        let nouns = &scene.arcs.lexicon.nouns;
        let lemma = scene.lemma(found.trigger);
        // "denied that it had been taken": who denies it says that it is a place that was taken
        let taken = nouns.seized.contains(&lemma) || lemma == "fall";
        return nouns.of_places.contains(&lemma) || taken && scene.is_denied(found.trigger);
    }
    scene.arcs.subjects(found.trigger).iter().all(|&token| {
        // "they", "fighters", "troops": a body that the report does not name
        scene.lemma(token) == "they"
            || scene.arcs.analysis.tag(token) == "NNS" && scene.is_force(token)
            || strikes
                && scene.is_weapon_word(&scene.lemma(token))
                && scene.is_of_war(&ontology.counts)
            || scene.arcs.lexicon.nouns.event.contains(&scene.lemma(token))
    })
}

impl Scene<'_> {
    /// People who do not fight ("residents", "refugees"): a mention that describes them and no body.
    fn is_unarmed(&self, actor: &Actor) -> bool {
        actor.id.is_none()
            && self
                .mentions
                .iter()
                .any(|m| m.actor.span == actor.span && m.how == MentionKind::Description)
    }

    /// "Warplanes", taken for a name at the head of a sentence: a weapon is no body.
    fn is_weapon(&self, actor: &Actor) -> bool {
        let last = actor.text.rsplit(' ').next().unwrap_or("").to_lowercase();
        let singular = last.strip_suffix('s').unwrap_or(&last);
        actor.id.is_none() && (self.is_weapon_word(&last) || self.is_weapon_word(singular))
    }

    pub(crate) fn is_weapon_word(&self, lemma: &str) -> bool {
        let classes = &self.arcs.lexicon.classes;
        ["aircraft", "shells", "explosives", "flying"]
            .iter()
            .any(|class| classes.get(*class).into_iter().flatten().any(|word| word == lemma))
    }

    /// "a Ruritanian drone killed nine people" far from Ruritania: who built it, which is not who flew it.
    fn says_make(&self, trigger: usize, actor: &Actor, places: &[PlaceArgument]) -> bool {
        let a = self.arcs.analysis;
        let flying = self.arcs.lexicon.classes.get("flying");
        let made = self.arcs.subjects(trigger).into_iter().any(|noun| {
            flying.is_some_and(|words| words.contains(&self.lemma(noun)))
                && a.children(noun).any(|c| {
                    a.dep(c) == "amod" && a.tag(c) == "JJ" && actor.span.overlaps(a.span(c))
                })
        });
        let entry = |id: &str| self.registry.get(id);
        let state = actor
            .side
            .as_ref()
            .and_then(|side| entry(&side.id))
            .or_else(|| entry(actor.id.as_deref()?))
            .filter(|state| made && state.kind.is_state() && !state.afar);
        let Some(home) = state.and_then(|state| state.countries.first()) else { return false };
        let located = self.toponyms.iter().filter(|t| t.role == ToponymRole::Location);
        let countries: Vec<&str> = match places {
            [] => located.filter_map(|t| t.place.country.as_deref()).collect(),
            places => places.iter().filter_map(|p| p.place.country.as_deref()).collect(),
        };
        !countries.is_empty()
            && countries
                .iter()
                .all(|there| there != home && !dateline_place::are_neighbours(home, there))
    }

    /// Whether the trigger's sentence names a place.
    fn names_town(&self, trigger: usize) -> bool {
        let a = self.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        self.toponyms.iter().any(|t| {
            sentence.contains(&t.tokens.start)
                && t.role == ToponymRole::Location
                && t.place.kind != "country"
        })
    }

    /// Whether the token is a part of a name, a toponym or an expression of time.
    fn is_name(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        let within = |range: &std::ops::Range<u32>| range.contains(&(token as u32));
        self.toponym(token).is_some()
            || self.times.iter().any(|t| within(&t.tokens))
            || a.names().iter().any(|n| within(&n.tokens) && n.tokens.len() > 1)
    }

    /// Whether the words of an unknown body are those of an armed one: "Free Idlib Brigade", "gunmen".
    fn sounds_armed(&self, text: &str) -> bool {
        let force = &self.arcs.lexicon.nouns.force;
        text.split(|c: char| !c.is_alphanumeric()).any(|word| {
            let word = word.to_lowercase();
            word == "armed" || force.contains(&word) || force.contains(word.trim_end_matches('s'))
        })
    }

    /// "Several hundred fighters fled the town": some of those who hold it, and the rest may hold it yet.
    fn some_only(&self, verb: usize) -> bool {
        let a = self.arcs.analysis;
        let some = self.arcs.lexicon.classes.get("some_of");
        self.arcs.subjects(verb).into_iter().any(|subject| {
            let last = a.children(subject).any(|c| {
                self.arcs.lexicon.nouns.last.contains(&self.lemma(c)) || a.lemma(c) == "all"
            });
            let counted = a.children(subject).any(|c| {
                c < subject
                    && (a.dep(c) == "nummod"
                        || some.is_some_and(|words| words.contains(&self.lemma(c))))
            });
            let many = some.is_some_and(|words| words.contains(&self.lemma(subject)));
            !last && (counted || many)
        })
    }

    /// "withdrew its forces from the region": they were there, which is not to have held all of it.
    fn leaves_region(&self, verb: usize, places: &[PlaceArgument]) -> bool {
        let area =
            |p: &PlaceArgument| matches!(p.place.kind.as_str(), "admin1" | "region" | "country");
        !self.arcs.objects(verb).is_empty() && !places.is_empty() && places.iter().all(area)
    }

    /// Whether a verb of denial has the verb for its content.
    fn is_denied(&self, verb: usize) -> bool {
        let a = self.arcs.analysis;
        a.dep(verb) == "ccomp"
            && self.arcs.lexicon.denial_saying.contains(&self.lemma(a.head(verb)))
    }

    /// Whether people who demonstrate are on stage in the report.
    fn has_crowd(&self) -> bool {
        let class = self.arcs.lexicon.classes.get("crowd");
        class.is_some_and(|words| {
            (0..self.arcs.analysis.len()).any(|t| words.iter().any(|w| *w == self.lemma(t)))
        })
    }

    /// Whether a government is on stage in the report.
    fn names_government(&self) -> bool {
        self.mentions.iter().any(|mention| {
            let entry = mention.actor.id.as_deref().and_then(|id| self.registry.get(id));
            entry.is_some_and(|entry| entry.kind.is_state())
        })
    }

    /// Whether armed bodies are on stage in the report.
    fn at_war(&self) -> bool {
        self.mentions.iter().any(|mention| {
            let entry = mention.actor.id.as_deref().and_then(|id| self.registry.get(id));
            match entry {
                Some(entry) => {
                    entry.kind.is_armed()
                        && !matches!(entry.kind, Kind::Police | Kind::Company | Kind::Intelligence)
                }
                None => {
                    mention.how == MentionKind::Unknown && self.sounds_armed(&mention.actor.text)
                }
            }
        })
    }

    /// Whether a word stands for people: a number alone, a noun of people, a people's name.
    fn is_people(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        let class = self.arcs.lexicon.classes.get("people");
        // "the Red Guards" are no people
        // "220,000 Hutus": a number says that they are many, whatever the tagger makes of a rare name
        let many = || {
            a.tag(token) == "NNP"
                && a.text(token).ends_with('s')
                && a.children(token).any(|c| a.dep(c) == "nummod")
        };
        let plural_name = (a.tag(token) == "NNPS" || many())
            && self.location(token).is_none()
            && !self.is_armed(token);
        a.pos(token) == "NUM"
            || plural_name
            || class.is_some_and(|words| {
                let (lemma, text) = (self.lemma(token), a.text(token).to_lowercase());
                words.iter().any(|word| *word == lemma || *word == text)
            })
    }

    /// Whether the report names a town anywhere.
    fn has_town(&self) -> bool {
        self.toponyms
            .iter()
            .any(|t| t.role == ToponymRole::Location && crate::places::is_settlement(&t.place.kind))
    }

    /// "Most of the soldiers left the town": a part of them, and the rest stayed.
    fn is_share(&self, trigger: usize) -> bool {
        let a = self.arcs.analysis;
        let words = self.arcs.lexicon.classes.get("share");
        let part = |t: usize| words.is_some_and(|words| words.contains(&self.lemma(t)));
        self.arcs.is_verb(trigger)
            && a.children(trigger).any(|c| {
                matches!(a.dep(c), "nsubj" | "nsubjpass")
                    && (part(c) && !self.arcs.obliques(c, "of").is_empty()
                        || a.children(c).any(|m| m < c && a.dep(m) == "amod" && part(m)))
            })
    }

    /// A body that the registry knows by a name with a civil word in it: the council of the united
    /// nations is no town's council.
    fn is_institution(&self, token: usize) -> bool {
        let words = self.arcs.lexicon.classes.get("institution");
        words.is_some_and(|words| words.contains(&self.lemma(token)))
            && self
                .mention(token)
                .is_some_and(|m| m.how == MentionKind::Name && m.actor.id.is_some())
    }

    /// What a quantity counts: "thousands of demonstrators", "a group of soldiers".
    pub(crate) fn counted(&self, token: usize) -> Vec<usize> {
        let quantity = self.arcs.analysis.pos(token) == "NUM"
            || self
                .arcs
                .lexicon
                .classes
                .get("quantity")
                .is_some_and(|words| words.contains(&self.lemma(token)));
        if quantity { self.arcs.obliques(token, "of") } else { Vec::new() }
    }

    /// Whether a word names a state or its forces, also by nationality.
    fn is_army(&self, token: usize) -> bool {
        let of_state = |actor: &Actor| {
            let party = actor.side.as_ref().map(|side| side.id.as_str()).or(actor.id.as_deref());
            let entry = party.and_then(|id| self.registry.get(id));
            entry.is_some_and(|entry| entry.kind.is_state() || entry.kind == Kind::Coalition)
        };
        self.actors_of(token).actors.iter().any(of_state)
            || !self.states_of(token).is_empty()
            || self.state_word(token).is_some()
    }

    /// A body that the registry knows and that bears arms, no state and no people.
    fn is_armed(&self, token: usize) -> bool {
        self.actors_of(token).actors.iter().any(|actor| {
            let entry = actor.id.as_deref().and_then(|id| self.registry.get(id));
            entry.is_some_and(|entry| entry.kind.is_armed())
        })
    }

    /// A plural noun of people who bear arms, by the registry's role nouns.
    pub(crate) fn is_force(&self, token: usize) -> bool {
        self.arcs.lexicon.nouns.force.contains(&self.lemma(token))
    }
}
