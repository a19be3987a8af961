//! Filling the actor roles: from a token to the bodies that it names or stands for.

use dateline_actor::Actor;

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
        if let Some(mention) = self.mention(token) {
            push(&mut found.actors, mention.actor.clone());
            // "French and Malian soldiers": the head is the last one's
            for modifier in self.arcs.modifiers(token) {
                let listed =
                    a.dep(modifier) == "amod" && a.children(modifier).any(|c| a.dep(c) == "conj");
                if let Some(other) =
                    self.mention(modifier).filter(|m| listed && m.actor.id != mention.actor.id)
                {
                    push(&mut found.actors, other.actor.clone());
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
            for child in a.children(token) {
                if a.dep(child) == "appos" && self.mention(child).is_some() {
                    self.collect_actors(child, depth + 1, found);
                }
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
                if a.dep(child) == "appos" && self.mention(child).is_some() {
                    self.collect_actors(child, depth + 1, found);
                }
            }
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
