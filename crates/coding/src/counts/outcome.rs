//! Outcomes: what befell the people, read off the arcs around them.

use super::people::People;
use super::quantity::Quantity;
use super::words::CountWords;
use crate::modality;
use crate::scene::Scene;

/// What befell people, and the word that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// `killed`, `wounded`, …
    pub what: &'static str,
    /// The verb, noun or adjective that says so.
    pub trigger: usize,
    /// Who lost them.
    pub lost_by: Option<usize>,
    /// A toll: the sum so far.
    pub total: bool,
}

impl Outcome {
    fn of(what: &'static str, trigger: usize) -> Self {
        Outcome { what, trigger, lost_by: None, total: false }
    }
}

/// Words back that "the figure" may reach.
const REACH: usize = 30;

/// Coordination chains longer than this are garbled text.
const DEPTH: usize = 8;

/// Reads outcomes off one scene.
#[derive(Clone, Copy)]
pub struct Outcomes<'a, 's> {
    /// The layers.
    pub scene: &'a Scene<'s>,
    /// The words.
    pub words: &'a CountWords,
}

impl Outcomes<'_, '_> {
    /// What befell these people, if the text says that it happened.
    pub fn find(&self, people: &People, quantity: &Quantity) -> Option<Outcome> {
        let other_arc = people.noun.filter(|&n| n != people.anchor && self.governs(n));
        let found = self
            .direct(people)
            .or_else(|| self.state_behind(people))
            .or_else(|| self.severely(people))
            .or_else(|| self.right_before(people, quantity.tokens.start))
            .or_else(|| self.of_argument(people.anchor, 0))
            .or_else(|| other_arc.and_then(|n| self.of_argument(n, 0)))
            .or_else(|| self.beside(people, quantity.tokens.end))
            .or_else(|| people.noun.and_then(|noun| self.premodified(noun)))?;
        // "lost 12" says nothing of people.
        let bare_loss = found.lost_by.is_some() && people.noun.is_none();
        (!bare_loss
            && !self.is_rate(people, quantity)
            && !self.either(found.trigger)
            && self.happened(found.trigger))
        .then_some(found)
    }

    /// "treats 300 wounded a year": how many there are in any such time, and in none that is told.
    fn is_rate(&self, people: &People, quantity: &Quantity) -> bool {
        let a = self.scene.arcs.analysis;
        let mut at = people.end.max(quantity.tokens.end);
        // "300 wounded a year"
        if at < a.len() && self.said(at).is_some() {
            at += 1;
        }
        at + 1 < a.len()
            && a.sentence_of(at + 1) == a.sentence_of(people.anchor)
            && matches!(self.text(at).as_str(), "a" | "per" | "every" | "each")
            && matches!(
                self.lemma(at + 1).as_str(),
                "day" | "week" | "month" | "year" | "hour" | "night"
            )
    }

    /// "injured scores", "kills two": the verb right before the number, which parsers take for an
    /// adjective or a noun in headlines and lists.
    fn right_before(&self, people: &People, start: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let before = start.checked_sub(1)?;
        if a.sentence_of(before) != a.sentence_of(start)
            || matches!(a.dep(people.anchor), "nsubj" | "nsubjpass")
            || self.scene.arcs.is_passive(before)
                && a.pos(before) == "VERB"
                && a.dep(before) != "conj"
        {
            return None;
        }
        // "the dead and wounded 12 …" is no verb; "and injured scores" is.
        let what = self
            .object_verb(before)
            .or_else(|| self.said(before).filter(|_| self.text(before).ends_with("ed")))?;
        let follows_noun = a.pos(before) == "NOUN" && a.tag(before) == "NN";
        (!follows_noun).then(|| Outcome::of(what, before))
    }

    /// "killed or wounded": how many of each is not said.
    fn either(&self, trigger: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let harm = |t: usize| {
            self.said(t)
                .or_else(|| self.object_verb(t))
                .filter(|w| matches!(*w, "killed" | "wounded"))
        };
        let Some(own) = harm(trigger) else { return false };
        let joined = a
            .children(trigger)
            .filter(|&c| a.dep(c) == "conj")
            .chain((a.dep(trigger) == "conj").then(|| a.head(trigger)));
        for other in joined {
            let (first, last) = (trigger.min(other), trigger.max(other));
            // Only a conjunction stands between them.
            let tight =
                (first + 1..last).all(|t| matches!(a.text(t), "or" | "and" | "either" | "/" | ","));
            if tight && harm(other).is_some_and(|what| what != own) {
                return true;
            }
        }
        false
    }

    fn lemma(&self, token: usize) -> String {
        self.scene.lemma(token)
    }

    fn text(&self, token: usize) -> String {
        self.scene.arcs.analysis.text(token).to_lowercase()
    }

    fn said(&self, token: usize) -> Option<&'static str> {
        self.words.outcome(|o| &o.said, &self.text(token))
    }

    /// An `of` object of a number keeps its own arc only where the number has none.
    fn governs(&self, noun: usize) -> bool {
        let a = self.scene.arcs.analysis;
        a.dep(noun) != "pobj" || a.lemma(a.head(noun)) != "of"
    }

    /// "12 dead", "12 deaths": the counted word is itself the outcome.
    fn direct(&self, people: &People) -> Option<Outcome> {
        if people.noun.is_some() {
            return None;
        }
        let a = self.scene.arcs.analysis;
        let anchor = people.anchor;
        if a.pos(anchor) == "NUM" {
            return None;
        }
        if let Some(what) = self.said(anchor) {
            return Some(Outcome::of(what, anchor));
        }
        let lemma = self.lemma(anchor);
        if self.words.telling.counted.contains(&lemma) {
            let what = self.words.outcome(|o| &o.nouns, &lemma)?;
            return Some(Outcome::of(what, anchor));
        }
        None
    }

    /// "14 bodies and 30 wounded", where the parser made a verb of the state.
    fn state_behind(&self, people: &People) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let state = people.end;
        let alone = people.noun.is_none() && a.dep(people.anchor) == "conj" && state < a.len();
        if !alone || a.children(state).any(|c| matches!(a.dep(c), "aux" | "auxpass" | "dobj")) {
            return None;
        }
        self.said(state).map(|what| Outcome::of(what, state))
    }

    /// "nine were injured, two critically"
    fn severely(&self, people: &People) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let adverb = people.end;
        let said = people.noun.is_none()
            && adverb < a.len()
            && self.words.telling.severity.contains(&self.text(adverb));
        let verb = a.head(people.anchor);
        (said && self.object_verb(verb) == Some("wounded")).then(|| Outcome::of("wounded", verb))
    }

    fn of_argument(&self, x: usize, depth: usize) -> Option<Outcome> {
        if depth > DEPTH {
            return None;
        }
        let a = self.scene.arcs.analysis;
        if let Some(found) = self.predicated(x) {
            return Some(found);
        }
        let head = a.head(x);
        if head == x {
            return None;
        }
        match a.dep(x) {
            // A subject hung on the auxiliary.
            "nsubj" | "nsubjpass" if matches!(a.dep(head), "auxpass" | "aux") => {
                let verb = a.head(head);
                if a.dep(head) == "auxpass" { self.suffered(verb, x) } else { self.acted(verb, x) }
            }
            "nsubjpass" => self.suffered(head, x),
            "nsubj" => self.acted(head, x),
            "dobj" | "oprd" | "attr" | "dative" | "npadvmod" => {
                self.done_to(head, x).or_else(|| self.toll_verb(head, x))
            }
            "pobj" => self.by_preposition(head, depth),
            "conj" | "appos" | "nmod" if !self.scene.arcs.is_verb(head) => {
                self.of_argument(head, depth + 1)
            }
            "ccomp" | "dep" | "xcomp" | "acomp" if self.scene.arcs.is_verb(head) => {
                self.done_to(head, x)
            }
            "amod" | "nummod" | "quantmod" | "compound" if a.pos(x) == "NUM" => {
                // "12 dead" read the other way round
                self.said(head).map(|what| Outcome::of(what, head))
            }
            _ => None,
        }
    }

    /// "12 people killed in", "12 dead", "12 people who died".
    fn predicated(&self, x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        for child in a.children(x).filter(|&c| c > x) {
            match a.dep(child) {
                "acl" | "amod" | "acomp" | "dep" | "ccomp" | "appos" | "advcl" | "oprd"
                | "conj" | "nmod" | "advmod" => {
                    let close = child <= x + 4;
                    let participle =
                        a.tag(child) == "VBN" || a.tag(child) == "VBD" || a.pos(child) == "ADJ";
                    let complete = a
                        .children(child)
                        .any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "dobj"));
                    if close && participle && !complete {
                        let what = self.said(child).or_else(|| self.object_verb(child));
                        // "three of them seriously injured" says it of them
                        let joined =
                            a.dep(child) == "conj" && a.pos(x) != "NUM" && a.tag(child) == "VBN";
                        if let (Some(what), false) = (what, joined) {
                            return Some(Outcome::of(what, child));
                        }
                    }
                    if matches!(a.dep(child), "acl")
                        && a.tag(child) == "VBN"
                        && let Some(found) = self.suffered(child, x)
                    {
                        return Some(found);
                    }
                }
                "relcl" => {
                    let found = if self.scene.arcs.is_passive(child) {
                        self.suffered(child, x)
                    } else if self.scene.arcs.own_subject(child) == Some(x) {
                        self.acted(child, x)
                    } else {
                        None
                    };
                    if found.is_some() {
                        return found;
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// "12 wounded soldiers".
    fn premodified(&self, noun: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        a.children(noun)
            .filter(|&c| c < noun && matches!(a.dep(c), "amod" | "nmod" | "compound"))
            .find_map(|c| self.said(c).map(|what| Outcome::of(what, c)))
    }

    /// The outcome of being the object of this verb.
    fn object_verb(&self, verb: usize) -> Option<&'static str> {
        let a = self.scene.arcs.analysis;
        let lemma = self.lemma(verb);
        if let Some(what) = self.words.outcome(|o| &o.object, &lemma) {
            return Some(what);
        }
        let particle =
            a.children(verb).find(|&c| matches!(a.dep(c), "prt" | "advmod") && c > verb)?;
        let phrase = format!("{lemma} {}", self.text(particle));
        self.words.outcome(|o| &o.object, &phrase)
    }

    /// The word of state that a verb puts on its object or passive subject: "shot dead", "feared
    /// dead", "reported missing", "taken hostage".
    fn complement(&self, verb: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let telling = &self.words.telling;
        let lemma = self.lemma(verb);
        let leaves = telling.leave.contains(&lemma) || telling.be.contains(&lemma);
        let takes = telling.take.contains(&lemma);
        for child in a.children(verb).filter(|&c| c > verb) {
            let dep = a.dep(child);
            let complements = matches!(
                dep,
                "oprd"
                    | "acomp"
                    | "xcomp"
                    | "ccomp"
                    | "attr"
                    | "dep"
                    | "advmod"
                    | "amod"
                    | "advcl"
                    | "acl"
                    | "npadvmod"
                    | "prt"
                    | "dobj"
                    | "conj"
            );
            if !complements {
                continue;
            }
            if leaves && !matches!(dep, "dobj" | "conj" | "npadvmod") {
                if let Some(what) = self.said(child) {
                    return Some(Outcome::of(what, child));
                }
                // "were confirmed to have been killed", "are believed to have died"
                if dep == "xcomp" {
                    let what = if self.scene.arcs.is_passive(child) {
                        self.object_verb(child)
                    } else {
                        self.words.outcome(|o| &o.subject, &self.lemma(child))
                    };
                    if let Some(what) = what {
                        return Some(Outcome::of(what, child));
                    }
                }
            }
            if takes && let Some(what) = telling.taken.get(&self.lemma(child)) {
                let what =
                    self.words.outcomes().into_iter().map(|(name, _)| name).find(|n| n == what)?;
                return Some(Outcome::of(what, child));
            }
        }
        None
    }

    /// People as passive subject.
    fn suffered(&self, verb: usize, x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        if let Some(found) = self.complement(verb) {
            return Some(found);
        }
        if let Some(what) = self.object_verb(verb) {
            return Some(Outcome::of(what, verb));
        }
        if self.to_death(verb) {
            return Some(Outcome::of("killed", verb));
        }
        let lemma = self.lemma(verb);
        let telling = &self.words.telling;
        if telling.lose.contains(&lemma) {
            return Some(Outcome::of("killed", verb));
        }
        if self.held_by_arms(verb, x) {
            return Some(Outcome::of("abducted", verb));
        }
        if telling.found.contains(&lemma) && self.are_bodies(x) {
            return Some(Outcome::of("killed", x));
        }
        if telling.drive.contains(&lemma) {
            let flees = a.children(verb).find(|&c| {
                matches!(a.dep(c), "xcomp" | "ccomp" | "advcl" | "prep") && self.flees(c)
            });
            if let Some(flees) = flees {
                return Some(Outcome::of("displaced", flees));
            }
            if self.from_home(verb) {
                return Some(Outcome::of("displaced", verb));
            }
        }
        self.coordinated(verb, x)
    }

    /// "were captured and executed" is told by the first verb; "were stopped and killed" by the second.
    fn coordinated(&self, verb: usize, _x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let next = a.children(verb).find(|&c| {
            a.dep(c) == "conj"
                && a.tag(c) == "VBN"
                && self.scene.arcs.own_subject(c).is_none()
                && a.child(c, "dobj").is_none()
        })?;
        self.object_verb(next).map(|what| Outcome::of(what, next))
    }

    /// "forced from their homes", "driven out of the town"
    fn from_home(&self, verb: usize) -> bool {
        let a = self.scene.arcs.analysis;
        ["from", "out of"].iter().any(|preposition| {
            self.scene.arcs.obliques(verb, preposition).into_iter().any(|home| {
                self.words.telling.homes.contains(&self.lemma(home))
                    && a.children(home).any(|c| a.dep(c) == "poss")
            })
        })
    }

    /// "crossed into the next country", "took refuge in the camp", "took to the road": people who leave
    /// their homes, where nothing says that they come to fight.
    fn crosses(&self, verb: usize) -> bool {
        let arcs = &self.scene.arcs;
        let telling = &self.words.telling;
        let lemma = self.lemma(verb);
        let line = |t: usize| {
            telling.borders.contains(&self.lemma(t))
                || self.scene.location(t).is_some_and(|t| t.place.kind == "country")
        };
        let over = ["across", "over", "into", "to"];
        let crossed = telling.cross.contains(&lemma)
            && (over.iter().flat_map(|p| arcs.obliques(verb, p)).any(line)
                || lemma == "cross" && arcs.objects(verb).into_iter().any(line));
        let on_road = telling.be.contains(&lemma)
            && arcs.obliques(verb, "on").into_iter().any(|t| telling.road.contains(&self.lemma(t)));
        let sought = telling.seek.contains(&lemma)
            && (arcs.objects(verb).into_iter().any(|t| telling.refuge.contains(&self.lemma(t)))
                || ["to", "on"]
                    .iter()
                    .flat_map(|p| arcs.obliques(verb, p))
                    .any(|t| telling.road.contains(&self.lemma(t)) && self.lemma(t) != "march"));
        crossed || sought || on_road
    }

    fn flees(&self, verb: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let lemma = self.lemma(verb);
        if lemma == "flee" {
            return true;
        }
        let home = |o: usize| {
            self.words.telling.homes.contains(&self.lemma(o))
                || self.scene.location(o).is_some()
                    && a.children(verb).any(|c| a.dep(c) == "aux" && a.lemma(c) == "have")
        };
        let object = a.child(verb, "dobj");
        self.words.telling.flee.contains(&lemma) && object.is_some_and(home)
    }

    /// "bodies", "hundreds of bodies".
    fn are_bodies(&self, x: usize) -> bool {
        let bodies = &self.words.telling.bodies;
        bodies.contains(&self.lemma(x))
            || self
                .scene
                .arcs
                .obliques(x, "of")
                .into_iter()
                .any(|t| bodies.contains(&self.lemma(t)))
    }

    /// People as active subject.
    fn acted(&self, verb: usize, x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let telling = &self.words.telling;
        let lemma = self.lemma(verb);
        // "dozens are missing, among them several foreigners", where the parser makes these an object
        let stative = a.tag(verb) == "VBG"
            && self.words.missing.said.contains(&self.text(verb))
            && a.children(verb).any(|c| a.dep(c) == "aux" && a.lemma(c) == "be");
        let inactive = a.pos(verb) != "VERB"
            || stative
            || a.tag(verb) == "VBG" && a.child(verb, "dobj").is_none();
        if let Some(what) = self.said(verb).filter(|_| inactive) {
            return Some(Outcome::of(what, verb));
        }
        let object = a.children(verb).any(|c| a.dep(c) == "dobj");
        if let Some(what) = self.words.outcome(|o| &o.subject, &lemma)
            && (what != "displaced"
                || !a
                    .children(verb)
                    .any(|c| a.dep(c) == "dobj" && !telling.homes.contains(&self.lemma(c))))
        {
            return Some(Outcome::of(what, verb));
        }
        // "12 people lost their lives"
        let lives = a.child(verb, "dobj").is_some_and(|o| telling.lives.contains(&self.lemma(o)));
        if telling.lose.contains(&lemma) && lives {
            return Some(Outcome::of("killed", verb));
        }
        // "2,000 refugees arrived in the camp"
        let comes = self.lemma(x) == "refugee" && telling.cross.contains(&lemma);
        if self.flees(verb) || self.crosses(verb) || comes {
            return Some(Outcome::of("displaced", verb));
        }
        if self.to_death(verb) {
            return Some(Outcome::of("killed", verb));
        }
        if telling.be.contains(&lemma)
            && let Some(found) = self.complement(verb)
        {
            return Some(found);
        }
        // "hundreds of bodies lay in the streets"
        if telling.found.contains(&lemma) && self.are_bodies(x) {
            return Some(Outcome::of("killed", x));
        }
        // A headline's passive: "12 killed in Baghdad", "12 feared dead".
        let bare = matches!(a.tag(verb), "VBN" | "VBD")
            && !object
            && !a.children(verb).any(|c| matches!(a.dep(c), "aux" | "auxpass"));
        if bare {
            if let Some(what) = self.object_verb(verb) {
                return Some(Outcome::of(what, verb));
            }
            if let Some(found) = self.complement(verb) {
                return Some(found);
            }
        }
        // "12 have been wounded" with the auxiliary hung elsewhere
        if a.tag(verb) == "VBN" && !object && a.children(verb).any(|c| a.dep(c) == "auxpass") {
            return self.suffered(verb, x);
        }
        None
    }

    /// People as object.
    fn done_to(&self, verb: usize, x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let telling = &self.words.telling;
        if !self.scene.arcs.is_verb(verb)
            && a.tag(verb) != "NNS"
            && a.tag(verb) != "NN"
            && a.tag(verb) != "NNP"
        {
            return None;
        }
        let lemma = self.lemma(verb);
        if let Some(found) = self
            .complement(verb)
            .filter(|f| f.trigger != x && self.nearest_object(verb, f.trigger, x))
        {
            return Some(found);
        }
        // "shot dead dozens of protesters", with the state hung on the people
        if telling.leave.contains(&lemma)
            && let Some(state) = a.children(x).find(|&c| c == verb + 1 && a.dep(c) == "amod")
            && let Some(what) = self.said(state)
        {
            return Some(Outcome::of(what, verb));
        }
        // "left three soldiers and five militants dead"
        if telling.leave.contains(&lemma)
            && let Some(state) = self.state_of_last(x)
        {
            return Some(state);
        }
        if let Some(what) = self.object_verb(verb) {
            return Some(Outcome::of(what, verb));
        }
        if self.to_death(verb) {
            return Some(Outcome::of("killed", verb));
        }
        if telling.take.contains(&lemma)
            && let Some(what) = telling.taken.get(&self.lemma(x)).or_else(|| {
                // "took dozens of hostages"
                let mut of = self.scene.arcs.obliques(x, "of").into_iter();
                of.find_map(|inner| telling.taken.get(&self.lemma(inner)))
            })
        {
            let what =
                self.words.outcomes().into_iter().map(|(name, _)| name).find(|n| n == what)?;
            return Some(Outcome::of(what, verb));
        }
        if self.held_by_arms(verb, x) {
            return Some(Outcome::of("abducted", verb));
        }
        if telling.cost.contains(&lemma) && telling.lives.contains(&self.lemma(x)) {
            return Some(Outcome::of("killed", verb));
        }
        if telling.lose.contains(&lemma) {
            let lost_by = self.scene.arcs.subjects(verb).into_iter().next().or(Some(verb));
            return Some(Outcome { lost_by, ..Outcome::of("killed", verb) });
        }
        if telling.found.contains(&lemma) && self.are_bodies(x) {
            return Some(Outcome::of("killed", x));
        }
        if telling.drive.contains(&lemma) {
            if self.from_home(verb) {
                return Some(Outcome::of("displaced", verb));
            }
            let flees = a
                .children(verb)
                .find(|&c| matches!(a.dep(c), "xcomp" | "ccomp") && self.flees(c))
                // "sending 2,000 people fleeing", hung on the people
                .or_else(|| a.children(x).find(|&c| a.tag(c) == "VBG" && self.flees(c)));
            if let Some(flees) = flees {
                return Some(Outcome::of("displaced", flees));
            }
            if self.sets_moving(verb) || self.drives_from(verb) {
                return Some(Outcome::of("displaced", verb));
            }
        }
        None
    }

    /// "rebels are holding 92 peacekeepers": in the power of men with arms, and no prison's inmates.
    fn held_by_arms(&self, verb: usize, x: usize) -> bool {
        let scene = self.scene;
        let telling = &self.words.telling;
        let kept = !telling.held.contains(&self.lemma(x))
            || telling.taken.contains_key(&self.lemma(x)) && self.lemma(x) != "prisoner";
        let armed = |token: usize| {
            let names = std::iter::once(token).chain(scene.arcs.obliques(token, "of"));
            self.words.who(&self.lemma(token)) == Some("fighters")
                || names.flat_map(|t| scene.actors_of(t).actors).any(|actor| {
                    let entry = actor.id.as_deref().and_then(|id| scene.registry.get(id));
                    entry.is_some_and(|entry| crate::war::is_armed_group(entry.kind))
                })
        };
        // "seized 12 soldiers" is of prisoners
        let unarmed = self.lemma(verb) == "hold"
            || !matches!(self.words.who(&self.lemma(x)), Some("soldiers" | "fighters" | "police"));
        telling.hold.contains(&self.lemma(verb))
            && kept
            && unarmed
            && scene.arcs.subjects(verb).into_iter().any(armed)
    }

    /// "set 40,000 people on the road", "sent thousands across the border".
    fn sets_moving(&self, verb: usize) -> bool {
        let arcs = &self.scene.arcs;
        let telling = &self.words.telling;
        let on = arcs.obliques(verb, "on");
        let over = ["across", "over"].iter().flat_map(|p| arcs.obliques(verb, p));
        on.into_iter().any(|t| telling.road.contains(&self.lemma(t)))
            || over.into_iter().any(|t| telling.borders.contains(&self.lemma(t)))
    }

    /// "driving thousands of villagers from the province into the hills".
    fn drives_from(&self, verb: usize) -> bool {
        let arcs = &self.scene.arcs;
        ["from", "out of"]
            .iter()
            .flat_map(|p| arcs.obliques(verb, p))
            .any(|t| self.scene.location(t).is_some())
    }

    /// The state that stands behind the last of several people.
    fn state_of_last(&self, x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let last = self.scene.arcs.conjuncts(x).into_iter().next_back().filter(|&last| last > x)?;
        let state = a.children(last).find(|&c| c == last + 1 && self.said(c).is_some())?;
        self.said(state).map(|what| Outcome::of(what, state))
    }

    /// "hacked to death", and the "choked to death" of those who did.
    fn to_death(&self, verb: usize) -> bool {
        let deaths = &self.words.telling.deaths;
        let to = |verb: usize| {
            self.scene
                .arcs
                .obliques(verb, "to")
                .into_iter()
                .any(|t| deaths.contains(&self.lemma(t)))
        };
        to(verb)
            // "hacked, shot or burned to death"
            || self.scene.arcs.analysis.children(verb).any(|c| {
                self.scene.arcs.analysis.dep(c) == "conj" && (to(c)
                    || self.scene.arcs.analysis.children(c).any(|d| self.scene.arcs.analysis.dep(d) == "conj" && to(d)))
            })
    }

    /// "left 12 dead and 30 wounded": the state after the people is theirs.
    fn nearest_object(&self, verb: usize, state: usize, x: usize) -> bool {
        state > x && state <= x + 6 || self.scene.arcs.analysis.child(verb, "dobj") == Some(x)
    }

    fn by_preposition(&self, preposition: usize, depth: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let telling = &self.words.telling;
        let governor = a.head(preposition);
        if governor == preposition {
            return None;
        }
        let lemma = self.lemma(governor);
        match self.text(preposition).as_str() {
            // "killed the mayor as well as two farmers"
            "as" if preposition > 0 && self.text(preposition - 1) == "well" => {
                if self.scene.arcs.is_verb(governor) {
                    self.object_verb(governor).map(|what| Outcome::of(what, governor))
                } else {
                    self.of_argument(governor, depth + 1)
                }
            }
            "of" => {
                // "slit the throats of 98 people"
                if telling.throats.contains(&lemma) {
                    let verb = crate::paths::governing_verb(&self.scene.arcs, governor)?;
                    let cut = telling.slit.contains(&self.lemma(verb));
                    return cut.then(|| Outcome::of("killed", verb));
                }
                if telling.lives.contains(&lemma) || telling.bodies.contains(&lemma) {
                    if telling.bodies.contains(&lemma) {
                        return Some(Outcome::of("killed", governor));
                    }
                    let verb = crate::paths::governing_verb(&self.scene.arcs, governor)?;
                    return telling
                        .cost
                        .contains(&self.lemma(verb))
                        .then(|| Outcome::of("killed", verb));
                }
                if let Some(what) = self.words.outcome(|o| &o.nouns, &lemma) {
                    return Some(Outcome::of(what, governor));
                }
                if a.tag(governor) == "VBG"
                    && let Some(what) = self.object_verb(governor)
                {
                    return Some(Outcome::of(what, governor));
                }
                if self.words.generic.collectives.contains(&lemma) {
                    return self.of_argument(governor, depth + 1);
                }
                let what = self.toll(governor)?;
                let indefinite =
                    a.children(governor).any(|c| matches!(self.text(c).as_str(), "a" | "an"));
                Some(Outcome { total: !indefinite, ..Outcome::of(what, governor) })
            }
            // "found a grave with 440 bodies"
            "with" => {
                let bodies = a.child(preposition, "pobj").filter(|&x| self.are_bodies(x))?;
                let found = telling.found.contains(&lemma)
                    || a.dep(governor) == "dobj"
                        && telling.found.contains(&self.lemma(a.head(governor)));
                found.then(|| Outcome::of("killed", bodies))
            }
            "to" | "at" | "above" | "past" | "beyond" | "from" | "over" => {
                self.toll_verb(governor, preposition).or_else(|| {
                    let what = self.toll(governor)?;
                    Some(Outcome { total: true, ..Outcome::of(what, governor) })
                })
            }
            _ => None,
        }
    }

    /// "the toll rose to 41", "put the number of dead at 45": the noun that the number is said of.
    fn toll_verb(&self, verb: usize, x: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        if !self.scene.arcs.is_verb(verb) {
            return None;
        }
        let nouns = a
            .children(verb)
            .filter(|&c| c < x && matches!(a.dep(c), "dobj" | "nsubj" | "nsubjpass"));
        let mut candidates: Vec<usize> = nouns.collect();
        candidates.reverse();
        // "brings to 212 the number of people killed"
        candidates.extend(a.child(verb, "dobj").filter(|&c| c > x));
        if candidates.is_empty() {
            candidates.extend(self.scene.arcs.own_subject(verb));
        }
        candidates.into_iter().find_map(|noun| {
            let what = self.toll(noun)?;
            Some(Outcome { total: true, ..Outcome::of(what, noun) })
        })
    }

    /// Of what a noun of number tells: "the death toll", "the number of wounded".
    fn toll(&self, noun: usize) -> Option<&'static str> {
        let a = self.scene.arcs.analysis;
        let lemma = self.lemma(noun);
        if !self.words.telling.tolls.contains(&lemma) {
            return None;
        }
        let mut near: Vec<usize> = a
            .children(noun)
            .filter(|&c| c < noun && matches!(a.dep(c), "compound" | "amod" | "nmod"))
            .collect();
        for object in self.scene.arcs.obliques(noun, "of") {
            near.push(object);
            near.extend(a.children(object).filter(|&c| matches!(a.dep(c), "amod" | "acl")));
        }
        let told = near.iter().find_map(|&t| {
            self.said(t).or_else(|| self.words.outcome(|o| &o.nouns, &self.lemma(t)))
        });
        told.or_else(|| self.words.outcome(|o| &o.nouns, &lemma))
            .or_else(|| self.words.telling.toll.contains(&lemma).then_some("killed"))
            .or_else(|| self.figure(noun))
    }

    /// "…, but the army put the figure at 150": of what was told last before it.
    fn figure(&self, noun: usize) -> Option<&'static str> {
        let a = self.scene.arcs.analysis;
        let definite = a.children(noun).any(|c| matches!(self.text(c).as_str(), "the" | "that"));
        let bare = !a.children(noun).any(|c| a.dep(c) == "prep");
        let reckoned = matches!(self.lemma(a.head(noun)).as_str(), "put" | "place" | "give");
        if !(definite
            && bare
            && reckoned
            && matches!(self.lemma(noun).as_str(), "figure" | "number"))
        {
            return None;
        }
        let before = (noun.saturating_sub(REACH)..noun).rev();
        before.filter(|&t| self.scene.arcs.is_verb(t)).find_map(|t| {
            self.object_verb(t).or_else(|| self.words.outcome(|o| &o.subject, &self.lemma(t)))
        })
    }

    /// What the neighbouring words say where the arcs say nothing: "12 people … were killed",
    /// "killing 12".
    fn beside(&self, people: &People, quantity_end: usize) -> Option<Outcome> {
        let a = self.scene.arcs.analysis;
        let end = a.sentences().get(a.sentence_of(people.anchor))?.end as usize;
        let from = people.end.max(quantity_end);
        let mut linked = false;
        for at in from..end.min(from + 5) {
            let text = self.text(at);
            if matches!(
                text.as_str(),
                "were"
                    | "was"
                    | "been"
                    | "are"
                    | "is"
                    | "have"
                    | "had"
                    | "has"
                    | "be"
                    | "also"
                    | "reportedly"
                    | "confirmed"
                    | "feared"
                    | "reported"
                    | "others"
                    | "more"
                    | "people"
                    | "others,"
                    | "left"
                    | "remain"
                    | "remained"
            ) {
                linked = true;
                continue;
            }
            let participle = matches!(a.tag(at), "VBN" | "VBD" | "JJ" | "NN");
            if participle && (linked || at == from) {
                let what = self.said(at).filter(|_| !matches!(a.dep(at), "amod" | "compound"));
                return what
                    .or_else(|| (a.tag(at) == "VBN").then(|| self.object_verb(at)).flatten())
                    .filter(|_| a.child(at, "dobj").is_none())
                    .map(|what| Outcome::of(what, at));
            }
            return None;
        }
        None
    }

    /// Whether the text says that it happened: no plan, no negation, nothing merely imaginable.
    fn happened(&self, trigger: usize) -> bool {
        let arcs = &self.scene.arcs;
        let a = arcs.analysis;
        let clause = arcs.clause(trigger);
        for verb in [trigger, clause] {
            let children = || a.children(verb);
            if children().any(|c| a.dep(c) == "neg") {
                return false;
            }
            let imagined = children().any(|c| {
                a.dep(c) == "aux"
                    && matches!(
                        self.text(c).as_str(),
                        "would" | "could" | "can" | "will" | "should" | "wo" | "'ll" | "’ll"
                    )
            });
            if imagined {
                return false;
            }
        }
        modality::read(arcs, trigger).modality != crate::claim::Modality::Planned
    }
}
