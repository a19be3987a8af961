//! Descriptions: what a role noun with its modifiers means ("Iraqi security forces", "forces loyal
//! to General Haftar", "Russian air strikes").

use std::ops::Range;

use super::chunk::{Bond, Chunk, bond, hit_at};
use super::hits::Hit;
use super::reader::{Draft, Reader, Who};
use crate::actor::MentionKind;
use crate::kind::Kind;
use crate::lexicon::PhraseKind;
use crate::roles::{Alone, Number, WordClass};

/// What a phrase means, and why.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub who: Who,
    pub how: MentionKind,
    pub reason: String,
}

impl Verdict {
    pub fn entry(actor: u32, how: MentionKind, reason: impl Into<String>) -> Self {
        Verdict { who: Who::Entry(actor), how, reason: reason.into() }
    }
}

/// How deep "the leader of the group of the …" is followed.
pub(super) const DEPTH: usize = 3;

impl<'s> Reader<'s> {
    /// Reads one chunk and adds its mention, or mentions.
    pub fn describe(&mut self, chunk: &Chunk<'s>) {
        if chunk.role.deed {
            return self.deed(chunk);
        }
        let coordinated = self.coordinated(chunk);
        for (index, hit) in coordinated.iter().enumerate() {
            if index + 1 == coordinated.len() {
                break;
            }
            let head = self.scene.root_of(hit.tokens.clone());
            let verdict = self.owned_by(hit, chunk.role);
            self.add(hit.tokens.clone(), head, verdict, chunk, Some(chunk.noun));
        }
        let Some(verdict) = self.classify(chunk, DEPTH) else {
            if chunk.role.person {
                self.add_private(chunk.tokens.clone(), chunk.noun);
            }
            return;
        };
        let (tokens, head) = self.extent(chunk);
        if chunk.role.person {
            self.remember_person(chunk, &verdict);
        }
        self.add(tokens, head, verdict, chunk, None);
    }

    pub fn add(
        &mut self,
        tokens: Range<usize>,
        head: usize,
        verdict: Verdict,
        chunk: &Chunk,
        shares: Option<usize>,
    ) {
        let plural = matches!(self.scene.analysis.tag(chunk.noun), "NNS" | "NNPS");
        let number = match chunk.role.number {
            _ if plural => Number::Plural,
            Number::Plural => Number::Plural,
            own => own,
        };
        self.push(Draft {
            tokens,
            head,
            who: verdict.who,
            how: verdict.how,
            reason: verdict.reason,
            number,
            person: chunk.role.person,
            shares,
            backers: vec![],
        });
    }

    /// Coordinated nationalities before one noun, in order; empty where there is at most one.
    fn coordinated(&self, chunk: &Chunk) -> Vec<Hit> {
        let hits: Vec<Hit> = self.hits_before(chunk).cloned().collect();
        let joined = |a: &Hit, b: &Hit| {
            (a.tokens.end..b.tokens.start)
                .any(|token| matches!(self.scene.analysis.tag(token), "CC" | ","))
        };
        let plain = |hit: &Hit| bond(&self.scene, hit, chunk.noun) == Bond::Plain;
        let mut out: Vec<Hit> = vec![];
        for pair in hits.windows(2) {
            if joined(&pair[0], &pair[1]) && plain(&pair[0]) && plain(&pair[1]) {
                if out.is_empty() {
                    out.push(pair[0].clone());
                }
                out.push(pair[1].clone());
            }
        }
        out
    }

    pub fn hits_before<'r>(&'r self, chunk: &Chunk) -> impl Iterator<Item = &'r Hit> {
        let first = self.hits.partition_point(|hit| hit.tokens.start < chunk.tokens.start);
        let end = chunk.noun_start;
        let own = |hit: &&Hit| !self.says_make(hit);
        self.hits[first..].iter().take_while(move |hit| hit.tokens.start < end).filter(own)
    }

    /// "Ruritanian-built jets", "Ruritanian-era tanks": who made them, and not whose they are.
    fn says_make(&self, hit: &Hit) -> bool {
        let next = hit.tokens.end;
        let len = self.scene.analysis.len();
        next + 1 < len
            && self.scene.is_hyphen(next)
            && self.scene.class(next + 1).is(WordClass::MADE)
    }

    /// What the phrase means; `None` where it says nothing of an actor.
    pub fn classify(&self, chunk: &Chunk<'s>, depth: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let role = chunk.role;
        if let Some(verdict) = self.by_name_beside(chunk) {
            return Some(verdict);
        }
        let mut mods = chunk.tokens.start..chunk.noun_start;
        let (mut own, mut backs, mut pro, mut anti) = (None, None, None, false);
        for hit in self.hits_before(chunk) {
            match bond(scene, hit, chunk.noun) {
                Bond::Plain | Bond::Possessive => own = Some(hit),
                Bond::Backing => backs = Some(hit),
                Bond::Pro => pro = Some(hit),
                Bond::Anti => anti = true,
            }
        }
        let classes: Vec<WordClass> = mods.clone().map(|token| scene.class(token)).collect();
        let has = |class| classes.iter().any(|found| found.is(class));
        let ideologies: Vec<&str> = mods
            .clone()
            .chain(std::iter::once(chunk.noun))
            .filter_map(|token| scene.registry.roles().ideology(scene.folded(token)))
            .collect();
        if has(WordClass::RENEGADE) {
            if role.person {
                return None;
            }
            let mut verdict = self.nobody_known(chunk, "they have left whom they served");
            if let (Who::Body(body), Some(hit)) = (&mut verdict.who, own) {
                body.countries = scene.registry.entry(hit.actor).countries.clone();
            }
            return Some(verdict);
        }
        // "an opposition leader": a politician, as far as anybody says
        if has(WordClass::OPPOSITION)
            && role.person
            && !scene.class(chunk.noun).is(WordClass::FIELD)
        {
            return Some(self.nobody_known(chunk, "an opposition need not bear arms"));
        }
        if let Some(hit) = own {
            if let Some(country) = self.two_nationalities(chunk) {
                let mut verdict = self
                    .nobody_known(chunk, "a people in another country, which the registry lacks");
                if let Who::Body(body) = &mut verdict.who {
                    body.countries = vec![country];
                }
                return Some(verdict);
            }
            let people = scene.registry.entry(hit.actor).kind == Kind::People;
            if !people && role.alone != Alone::People {
                let state = scene.registry.entry(hit.actor).governs().is_some();
                if state && has(WordClass::REBEL) && hit.kind == PhraseKind::Demonym {
                    return Some(self.rebels_of(chunk, hit));
                }
                return Some(self.owned_by(hit, role));
            }
        }
        if has(WordClass::UNKNOWN) && role.person {
            return None;
        }
        if has(WordClass::UNKNOWN) && role.alone != Alone::People {
            return Some(self.nobody_known(chunk, "the report says that they are unknown"));
        }
        if role.alone == Alone::People {
            return Some(self.people_phrase(chunk, own));
        }
        if let Some(token) = mods.find(|token| scene.class(*token).is(WordClass::STATE))
            && !has(WordClass::AGAINST)
        {
            return self.state_words(chunk, token);
        }
        if has(WordClass::AGAINST) && !anti {
            // "anti-government fighters": some rebels.
            return self.group(chunk, &ideologies, &[Kind::Rebel, Kind::Jihadist]);
        }
        if has(WordClass::REBEL) {
            let group = self.group(chunk, &ideologies, &[Kind::Rebel]);
            let known = group.as_ref().is_some_and(|v| matches!(v.who, Who::Entry(_)));
            // "rebel soldiers", whose rebels the country knows
            let bare = scene.analysis.tag(chunk.noun) == "NNS"
                && !role.slot.is_empty()
                && chunk.tokens.len() == 2;
            if (role.person || bare)
                && !known
                && let Some(usual) = self.usual_rebels(chunk)
            {
                return Some(usual);
            }
            return group;
        }
        if let Some(hit) = pro {
            return Some(self.on_the_side_of(chunk, hit.actor));
        }
        if own.is_none()
            && let Some(inner) = self.inner(chunk)
        {
            let mut verdict = self.classify(&inner, depth.checked_sub(1)?)?;
            if let Who::Body(body) = &mut verdict.who
                && !body.named
            {
                body.name = self.bare_text(chunk);
            }
            return Some(verdict);
        }
        if let Some(verdict) = self.whose_pronoun(chunk) {
            return verdict;
        }
        if let Some(verdict) = self.after(chunk, depth) {
            return Some(verdict);
        }
        if let Some(hit) = own {
            return self.people_in_arms(chunk, hit, &ideologies);
        }
        if let Some(hit) = backs {
            return Some(self.backed(chunk, hit.actor));
        }
        if own.is_none()
            && let Some(verdict) = self.named_by_capitals(chunk)
        {
            return Some(verdict);
        }
        match role.alone {
            Alone::State => self.named_body(chunk).or_else(|| self.state_of_here(chunk)),
            Alone::Group => self.group(chunk, &ideologies, &[]),
            Alone::People => Some(self.people_phrase(chunk, None)),
            Alone::No if !ideologies.is_empty() => {
                self.group(chunk, &ideologies, &[]).or_else(|| self.of_forces(chunk))
            }
            Alone::No => self.of_forces(chunk),
        }
    }

    /// A role noun inside the modifiers: "army spokesman", "rebel group leader".
    pub fn inner(&self, chunk: &Chunk<'s>) -> Option<Chunk<'s>> {
        let scene = &self.scene;
        let mods = chunk.tokens.start..chunk.noun_start;
        let (noun, (role, noun_start)) = mods
            .rev()
            .filter(|token| hit_at(&self.hits, *token).is_none())
            .filter_map(|token| scene.role(token).map(|found| (token, found)))
            // "A military operation": an adjective that says how, not whose.
            .find(|(token, (role, _))| {
                !(role.alone == Alone::State && scene.analysis.tag(*token).starts_with("JJ"))
            })
            .filter(|(_, (role, _))| !role.deed && role.alone != Alone::People)?;
        // The article of "an army convoy" is the convoy's.
        let det = chunk.role.deed && scene.analysis.tag(chunk.tokens.start) == "DT";
        let start = (chunk.tokens.start + usize::from(det)).min(noun_start);
        Some(Chunk { tokens: start..noun + 1, noun, noun_start, role })
    }
}
