//! Filling the actor roles: from a token to the bodies that it names or stands for.

use dateline_actor::{Actor, MentionKind};

use crate::paths::doers;
use crate::scene::Scene;

const DEPTH: usize = 5;

/// The bodies behind an argument.
#[derive(Clone, Debug, Default)]
pub struct ActorArgument {
    /// Who.
    pub actors: Vec<Actor>,
    /// Who backs them, where the phrase says so ("US-backed", "backed by Russia").
    pub backers: Vec<Actor>,
}

impl Scene<'_> {
    /// The bodies that an argument names, describes or refers to.
    pub fn actors_of(&self, token: usize) -> ActorArgument {
        let mut found = ActorArgument::default();
        self.collect_actors(token, 0, &mut found);
        found
    }

    fn collect_actors(&self, token: usize, depth: usize, found: &mut ActorArgument) {
        if depth > DEPTH {
            return;
        }
        let a = self.arcs.analysis;
        // "the group, whose fighters had left": the group's
        if let Some(whose) = a.children(token).find(|&c| a.tag(c) == "WP$") {
            let clause = self.arcs.clause(whose);
            if a.dep(clause) == "relcl" {
                self.collect_actors(a.head(clause), depth + 1, found);
                if !found.actors.is_empty() {
                    return;
                }
            }
        }
        // "Ruritanian rebels of the Red Front": the name says whose
        let unnamed = self.mention(token).is_none_or(|mention| mention.actor.id.is_none());
        let named = |of: &usize| {
            let mention = self.mention(*of).filter(|m| m.how == MentionKind::Name);
            mention.is_some_and(|m| m.actor.id.is_some())
        };
        let of_body = self.arcs.obliques(token, "of").into_iter().find(named);
        let relation = self.arcs.lexicon.nouns.relation.contains(&self.lemma(token));
        // and "its allies of the Red Front", who are those
        let own = relation && a.children(token).any(|c| a.dep(c) == "poss");
        let force = self.arcs.lexicon.nouns.force.contains(&self.lemma(token));
        if let Some(body) = of_body.filter(|_| unnamed && (own || force)) {
            self.collect_actors(body, depth + 1, found);
            return;
        }
        if let Some(mention) = self.mention(token) {
            push(&mut found.actors, mention.actor.clone());
            // "they" who are two: whoever stood beside the one that it points back at
            if a.pos(token) == "PRON"
                && matches!(self.lemma(token).as_str(), "they" | "their")
                && let Some(first) = self.mentions.iter().rev().find(|m| {
                    (m.head as usize) < token
                        && m.actor.id == mention.actor.id
                        && m.actor.name == mention.actor.name
                        && a.pos(m.head as usize) != "PRON"
                })
                && a.sentence_of(first.head as usize) == a.sentence_of(token)
            {
                self.collect_actors(first.head as usize, depth + 1, found);
            }
            self.collect_joined(token, found);
            // "French and Malian soldiers": the head is the last one's
            for modifier in self.arcs.modifiers(token) {
                let before = |t: usize| matches!(a.dep(t), "amod" | "nmod" | "compound");
                // "French, Malian and Chadian soldiers"
                let comma = before(modifier)
                    && a.dep(modifier) == "amod"
                    && modifier + 1 < a.len()
                    && a.text(modifier + 1) == ",";
                let listed = comma
                    || before(modifier) && a.children(modifier).any(|c| a.dep(c) == "conj")
                    || a.dep(modifier) == "conj" && before(a.head(modifier));
                let named = self.mention(modifier).map(|other| other.actor.clone());
                // "Iraqi and Kurdish forces": two sides of one country
                let sides = named.as_ref().is_some_and(|other| {
                    other.side.is_some()
                        && mention.actor.side.is_some()
                        && other.side != mention.actor.side
                });
                // a nationality alone stands for its state
                let other = named.or_else(|| self.state_word(modifier)).filter(|other| {
                    let abroad = other.country.is_none() || other.country != mention.actor.country;
                    listed && other.id != mention.actor.id && (abroad || sides)
                });
                if let Some(other) = other {
                    push(&mut found.actors, other);
                }
            }
            // "Al-Shabaab and clan militias": one phrase to the parser
            for child in a.children(token).filter(|&c| c < token) {
                let joined = matches!(a.dep(child), "nmod" | "compound")
                    && a.children(child).any(|c| a.dep(c) == "cc");
                if let Some(other) =
                    self.mention(child).filter(|m| joined && m.actor.id != mention.actor.id)
                {
                    found.actors.insert(0, other.actor.clone());
                }
            }
            for backer in &mention.backed_by {
                push(&mut found.backers, backer.clone());
            }
            return;
        }
        let lemma = self.lemma(token);
        let before = found.actors.len();
        if self.arcs.lexicon.nouns.event.contains(&lemma) {
            // "its assault, backed by Russia, had recaptured"
            for doer in doers(&self.arcs, token) {
                if doer != token {
                    self.collect_actors(doer, depth + 1, found);
                }
            }
            self.collect_backers(token, found);
            return;
        }
        // "its rival, the KDP": not the one whose rival it is
        if self.arcs.lexicon.nouns.relation.contains(&lemma) {
            // and "its Hezbollah allies", by the name that stands before them
            for child in a.children(token) {
                let names = a.dep(child) == "appos" || a.dep(child) == "compound";
                if names && self.mention(child).is_some() {
                    self.collect_actors(child, depth + 1, found);
                }
                // "the rebels and their Rwandan allies", but a state's allies abroad may be anyone
                let armed = self.mention(a.head(token)).is_some_and(|first| {
                    let side = first.actor.side.as_ref();
                    side.is_some_and(|s| {
                        self.registry.get(&s.id).is_some_and(|e| e.kind.is_armed())
                    })
                });
                let theirs = armed && a.dep(token) == "conj" && a.dep(child) == "amod";
                let state = self.state_word(child).filter(|_| theirs && a.tag(token) == "NNS");
                state.into_iter().for_each(|state| push(&mut found.actors, state));
            }
            return;
        }
        // "fighters of the group", "thousands of rebels", "a convoy of soldiers"
        for inner in
            self.arcs.obliques(token, "of").into_iter().chain(self.arcs.obliques(token, "from"))
        {
            self.collect_actors(inner, depth + 1, found);
        }
        if found.actors.len() == before {
            for modifier in self.arcs.modifiers(token) {
                if self.mention(modifier).is_some() {
                    self.collect_actors(modifier, depth + 1, found);
                }
            }
        }
        if found.actors.len() == before {
            for child in a.children(token) {
                // "41 people, ten of them attackers": not the 41
                let partly = a.subtree(child).any(|t| matches!(a.text(t), "them" | "whom"));
                if a.dep(child) == "appos" && !partly && self.mention(child).is_some() {
                    self.collect_actors(child, depth + 1, found);
                }
            }
        }
    }

    /// "the presidents of A and B", "the government of A and the B movement": hung on the name
    /// inside the phrase.
    fn collect_joined(&self, token: usize, found: &mut ActorArgument) {
        let a = self.arcs.analysis;
        for of in a.children(token).filter(|&c| c > token && a.lemma(c) == "of") {
            let Some(name) = a.child(of, "pobj") else { continue };
            for other in self.arcs.conjuncts(name).into_iter().filter(|&other| other != name) {
                match self.mention(other) {
                    Some(mention) => push(&mut found.actors, mention.actor.clone()),
                    None => {
                        let states = self.state_named(other);
                        states.into_iter().for_each(|state| push(&mut found.actors, state));
                    }
                }
            }
        }
    }

    /// The governments that names of countries and capitals stand for, where a role of a political
    /// type asks who: "an ultimatum to Ruritania", "his Ruritanian counterpart", "ministers of A and B".
    pub fn states_of(&self, token: usize) -> Vec<Actor> {
        let a = self.arcs.analysis;
        let mut found: Vec<Actor> = self.state_named(token).into_iter().collect();
        if !found.is_empty() || self.toponym(token).is_some() {
            return found;
        }
        // "Ruritania's warring sides": all of them, and the state for none
        if self.are_rivals(token) {
            return Vec::new();
        }
        for modifier in self.arcs.modifiers(token) {
            for state in
                self.arcs.conjuncts(modifier).into_iter().filter_map(|m| self.state_word(m))
            {
                push(&mut found, state);
            }
        }
        if found.is_empty() && self.arcs.lexicon.reporting.spokespeople.contains(&self.lemma(token))
        {
            for inner in self.arcs.obliques(token, "of") {
                self.state_named(inner).into_iter().for_each(|state| push(&mut found, state));
            }
        }
        // "the foreign ministries in A and B" and the like stay silent
        found.retain(|_| a.pos(token) != "VERB");
        found
    }

    /// "warring sides", "rival governments": several that are against each other.
    pub(crate) fn are_rivals(&self, token: usize) -> bool {
        let rivals = self.arcs.lexicon.classes.get("rivals");
        let a = self.arcs.analysis;
        matches!(a.tag(token), "NNS" | "NNPS")
            && a.children(token).filter(|&c| c < token).any(|c| {
                let (lemma, text) = (self.lemma(c), a.text(c).to_lowercase());
                rivals.is_some_and(|words| words.iter().any(|word| *word == lemma || *word == text))
            })
    }

    /// "Ruritania said it was ready": a pronoun that nobody resolved, under a verb of saying.
    pub fn speaker_of(&self, token: usize) -> Vec<Actor> {
        let a = self.arcs.analysis;
        if !matches!(self.lemma(token).as_str(), "it" | "they" | "he" | "she") {
            return Vec::new();
        }
        let clause = self.arcs.clause(token);
        let saying = a.head(clause);
        let said = a.dep(clause) == "ccomp"
            && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(saying));
        if !said {
            return Vec::new();
        }
        let mut found = Vec::new();
        for subject in self.arcs.subjects(saying) {
            let actors = self.actors_of(subject).actors;
            let actors = if actors.is_empty() { self.states_of(subject) } else { actors };
            actors.into_iter().for_each(|actor| push(&mut found, actor));
        }
        found
    }

    /// The government of a country that is named, or of one whose capital is.
    pub(crate) fn state_named(&self, token: usize) -> Option<Actor> {
        let toponym = self.location(token)?;
        let place = &toponym.place;
        let entry = self.registry.government_of(place.country.as_deref()?)?;
        let stands = |name: &str| entry.names.iter().any(|n| n.metonym && n.name == name);
        (place.kind == "country" || stands(&place.name) || stands(&place.text))
            .then(|| self.state(entry, token))
    }

    /// The same for a nationality or a possessor before a noun.
    pub(crate) fn state_word(&self, token: usize) -> Option<Actor> {
        let toponym = self.toponym(token)?;
        let place = &toponym.place;
        let demonym = matches!(toponym.role, dateline_place::ToponymRole::Demonym);
        if !demonym {
            return self.state_named(token);
        }
        // "ethnic Albanian leaders" are leaders at home
        if token > 0 && self.lemma(token - 1) == "ethnic" {
            return None;
        }
        let entry = self.registry.government_of(place.country.as_deref()?)?;
        Some(self.state(entry, token))
    }

    fn state(&self, entry: &dateline_actor::Entry, token: usize) -> Actor {
        let a = self.arcs.analysis;
        let name = self.registry.name_on(&entry.id, self.published).unwrap_or(&entry.name);
        Actor {
            id: Some(entry.id.clone()),
            name: name.to_owned(),
            side: Some(self.registry.party_of(&entry.id, self.published)),
            country: self.registry.country_of(&entry.id, self.published).map(str::to_owned),
            text: a.text(token).to_owned(),
            span: a.span(token),
        }
    }

    /// "backed by Russia", "supported by US air strikes" on an event noun.
    fn collect_backers(&self, token: usize, found: &mut ActorArgument) {
        let a = self.arcs.analysis;
        for child in a.children(token) {
            let backs = matches!(a.lemma(child), "back" | "support" | "aid" | "assist");
            if backs && self.arcs.is_verb(child) && self.arcs.is_passive(child) {
                for backer in self.arcs.subjects(child) {
                    let mut inner = ActorArgument::default();
                    self.collect_actors(backer, 1, &mut inner);
                    inner.actors.into_iter().for_each(|actor| push(&mut found.backers, actor));
                }
            }
        }
    }
}

fn push(list: &mut Vec<Actor>, actor: Actor) {
    let same = |other: &Actor| match (&other.id, &actor.id) {
        (Some(a), Some(b)) => a == b,
        (None, None) => other.name == actor.name,
        _ => false,
    };
    if !list.iter().any(same) {
        list.push(actor);
    }
}
