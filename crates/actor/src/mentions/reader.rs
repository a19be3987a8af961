//! The reader: goes through a report once, in order, and keeps what was mentioned so far.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dateline_report::Note;

use super::chunk::{self, Chunk, hit_at};
use super::describe::Verdict;
use super::hits::{self, Hit};
use super::introduce::{self, Local};
use super::scene::Scene;
use super::{backing, unknown};
use crate::actor::{Actor, Mention, MentionKind, Party};
use crate::kind::Kind;
use crate::lexicon::PhraseKind;
use crate::roles::{Number, Role};

/// Whom a mention means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Who {
    /// An entry of the registry.
    Entry(u32),
    /// A body that the registry does not know.
    Body(Body),
    /// A person who stands for no body: never printed, but "he" may mean that person.
    Private,
}

/// A body without an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Body {
    /// As written, without the article.
    pub name: String,
    /// Whether it is a proper name.
    pub named: bool,
    /// The side that the words tell ("pro-government militia").
    pub party: Option<u32>,
    /// Countries that the words tell.
    pub countries: Vec<String>,
}

/// A mention in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub tokens: Range<usize>,
    pub head: usize,
    pub who: Who,
    pub how: MentionKind,
    pub reason: String,
    pub number: Number,
    pub person: bool,
    pub shares: Option<usize>,
    pub backers: Vec<(u32, Range<usize>)>,
}

/// How many mentions back and ahead are looked at: more than any report of one story has.
const WINDOW: usize = 300;

/// The item of a sorted list that starts at a token.
pub(super) fn starting_at<T>(items: &[T], token: usize, start: impl Fn(&T) -> usize) -> Option<&T> {
    items.binary_search_by_key(&token, start).ok().and_then(|index| items.get(index))
}

/// What happens at a place of the text.
enum Anchor<'s> {
    Chunk(Chunk<'s>),
    Hit(usize),
    Local(Range<usize>, Local),
    Person(Range<usize>),
    Unknown(Range<usize>),
    Pronoun(usize),
}

pub(super) struct Reader<'s> {
    pub scene: Scene<'s>,
    pub hits: Vec<Hit>,
    pub drafts: Vec<Draft>,
    /// Draft of a head token.
    pub by_head: HashMap<usize, usize>,
    /// Surname, folded → whom the person stands for.
    pub people: HashMap<String, Who>,
    /// Abbreviations that the report introduced, wherever they stand.
    pub locals: Vec<(Range<usize>, Local)>,
    /// Names of bodies that the registry does not know.
    pub unknowns: Vec<Range<usize>>,
    notes: Vec<Note>,
}

impl<'s> Reader<'s> {
    pub fn new(mut scene: Scene<'s>) -> Self {
        let (mut hits, doubts) = hits::find(&mut scene);
        let mut locals = introduce::find(&scene, &hits);
        // An abbreviation of a known name is as good as one.
        let mut short: Vec<Hit> = vec![];
        for (range, local) in &locals {
            if let Local::Entry(actor) = local
                && hit_at(&hits, range.start).is_none()
            {
                short.push(Hit {
                    tokens: range.clone(),
                    actor: *actor,
                    kind: PhraseKind::Name,
                    reason: Some("introduced in this report as its abbreviation".to_owned()),
                    inside: vec![],
                });
            }
        }
        hits.append(&mut short);
        hits.sort_by_key(|hit| hit.tokens.start);
        locals.retain(|(_, local)| matches!(local, Local::Body(_)));
        let mut notes = vec![];
        for doubt in doubts {
            let message = format!("several actors are called \"{doubt}\", and nothing says which");
            notes.push(Note::new("D050", message));
        }
        Reader {
            scene,
            hits,
            drafts: vec![],
            by_head: HashMap::new(),
            people: HashMap::new(),
            locals,
            unknowns: vec![],
            notes,
        }
    }

    pub fn read(mut self) -> (Vec<Mention>, Vec<Note>) {
        for (_, anchor) in self.anchors() {
            match anchor {
                Anchor::Chunk(chunk) => self.describe(&chunk),
                Anchor::Hit(index) => self.name(index),
                Anchor::Local(range, local) => self.local(range, &local),
                Anchor::Person(range) => self.person(range),
                Anchor::Unknown(range) => self.unknown(range),
                Anchor::Pronoun(token) => self.pronoun(token),
            }
        }
        self.speakers();
        backing::attach(&mut self);
        self.finish()
    }

    /// Everything that may be a mention, in the order of the text, none twice.
    fn anchors(&mut self) -> Vec<(usize, Anchor<'s>)> {
        let scene = &self.scene;
        let mut locals = self.locals.clone();
        let chunks = chunk::find(scene, &self.hits);
        let mut taken = vec![false; scene.analysis.len()];
        let mut anchors: Vec<(usize, Anchor<'s>)> = vec![];
        let take = |range: Range<usize>, taken: &mut Vec<bool>| {
            taken[range].iter_mut().for_each(|slot| *slot = true);
        };
        for chunk in chunks {
            take(chunk.tokens.clone(), &mut taken);
            anchors.push((chunk.tokens.start, Anchor::Chunk(chunk)));
        }
        for (index, hit) in self.hits.iter().enumerate() {
            if !taken[hit.tokens.start] {
                anchors.push((hit.tokens.start, Anchor::Hit(index)));
            }
            take(hit.tokens.clone(), &mut taken);
        }
        locals.retain(|(range, _)| !taken[range.start]);
        for (range, local) in locals {
            take(range.clone(), &mut taken);
            anchors.push((range.start, Anchor::Local(range, local)));
        }
        for range in unknown::find(scene, &taken) {
            self.unknowns.push(range.clone());
            take(range.clone(), &mut taken);
            anchors.push((range.start, Anchor::Unknown(range)));
        }
        for name in scene.analysis.names() {
            let range = name.tokens.start as usize..name.tokens.end as usize;
            let free = range.clone().all(|token| !taken[token]);
            if free
                && scene.analysis.label(name) == "PERSON"
                && scene.toponym(range.start).is_none()
            {
                take(range.clone(), &mut taken);
                anchors.push((range.start, Anchor::Person(range)));
            }
        }
        for token in 0..scene.analysis.len() {
            if scene.analysis.tag(token).starts_with("PRP") {
                anchors.push((token, Anchor::Pronoun(token)));
            }
        }
        anchors.sort_by_key(|(start, anchor)| (*start, !matches!(anchor, Anchor::Pronoun(_))));
        anchors
    }

    /// A name or nationality that stands by itself.
    fn name(&mut self, index: usize) {
        let hit = self.hits[index].clone();
        if backing::is_prefix(&self.scene, &hit) {
            return;
        }
        let root = self.scene.root_of(hit.tokens.clone());
        if let Some((noun, role)) = self.noun_shared(&hit) {
            let verdict = match self.people_here(&hit) {
                Some(actor) => {
                    let reason = "the forces of that people here".to_owned();
                    Verdict::entry(actor, MentionKind::Description, reason)
                }
                None => self.owned_by(&hit, role),
            };
            self.push(Draft {
                tokens: hit.tokens,
                head: root,
                who: verdict.who,
                how: verdict.how,
                reason: verdict.reason,
                number: Number::Plural,
                person: false,
                shares: Some(noun),
                backers: vec![],
            });
            return;
        }
        let entry = self.scene.registry.entry(hit.actor);
        let mut actor = hit.actor;
        let (how, number, mut reason, person) = match hit.kind {
            PhraseKind::Name | PhraseKind::Description => {
                let plural = matches!(self.scene.analysis.tag(root), "NNS" | "NNPS");
                let number = if plural { Number::Plural } else { Number::Either };
                if hit.kind == PhraseKind::Name {
                    let reason = format!("a name of \"{}\"", entry.name);
                    (MentionKind::Name, number, reason, false)
                } else {
                    let reason = format!("a phrase that means \"{}\" in its countries", entry.name);
                    (MentionKind::Description, number, reason, false)
                }
            }
            PhraseKind::Metonym => {
                if !hits::acts(&self.scene, &hit) {
                    return;
                }
                let reason = format!("stands for \"{}\"", entry.name);
                (MentionKind::Name, Number::Singular, reason, false)
            }
            PhraseKind::Leader | PhraseKind::Surname => {
                // From here on the surname alone means the same person.
                let surname = self.surname(&hit.tokens);
                self.people.insert(surname, Who::Entry(actor));
                let reason = format!("an office-holder of \"{}\"", entry.name);
                (MentionKind::Reference, Number::Singular, reason, true)
            }
            PhraseKind::Demonym => {
                let Some((whose, reason)) = self.people_who_act(&hit, root) else { return };
                actor = whose;
                (MentionKind::Description, Number::Plural, reason, false)
            }
        };
        if entry.kind == Kind::People
            && let Some((narrower, why)) = self.people_in_play(entry)
        {
            actor = narrower;
            reason = why;
        }
        if let Some(choice) = &hit.reason {
            reason = format!("{reason}; {choice}");
        }
        self.push(Draft {
            tokens: self.with_determiner(hit.tokens),
            head: root,
            who: Who::Entry(actor),
            how,
            reason,
            number,
            person,
            shares: None,
            backers: vec![],
        });
    }

    /// "Ruritanian and Foolandish government forces", where the second is a name of the registry: the
    /// noun that the first shares with it.
    fn noun_shared(&self, hit: &Hit) -> Option<(usize, &'s Role)> {
        let scene = &self.scene;
        let and = hit.tokens.end;
        // "U.S. and Ruritanian forces": a country's short name stands as its adjective
        let words = scene.analysis.span_of(hit.tokens.clone()).of(scene.analysis.source());
        let entry = scene.registry.entry(hit.actor);
        let adjective = match hit.kind {
            PhraseKind::Demonym => true,
            PhraseKind::Metonym => entry.demonyms.iter().any(|demonym| demonym.name == words),
            _ => false,
        };
        let joined = adjective
            && and + 1 < scene.analysis.len()
            && scene.analysis.tag(and) == "CC"
            && matches!(scene.analysis.tag(hit.tokens.start), "JJ" | "NNP");
        let next = hit_at(&self.hits, and + 1).filter(|next| {
            joined && matches!(next.kind, PhraseKind::Name | PhraseKind::Description)
        })?;
        let noun = next.tokens.end - 1;
        let (role, _) = scene.role(noun)?;
        (next.tokens.len() > 1 && !role.person && !role.deed).then_some((noun, role))
    }

    fn local(&mut self, range: Range<usize>, local: &Local) {
        let head = self.scene.root_of(range.clone());
        let (who, how, reason) = match local {
            Local::Entry(actor) => (
                Who::Entry(*actor),
                MentionKind::Name,
                format!(
                    "introduced in this report as short for \"{}\"",
                    self.scene.registry.entry(*actor).name
                ),
            ),
            Local::Body(name) => (
                Who::Body(Body { name: name.clone(), named: true, ..Body::default() }),
                MentionKind::Unknown,
                format!("introduced in this report as short for \"{name}\", not in the registry"),
            ),
        };
        self.push(Draft {
            tokens: self.with_determiner(range),
            head,
            who,
            how,
            reason,
            number: Number::Either,
            person: false,
            shares: None,
            backers: vec![],
        });
    }

    /// The range with the article and the adjectives before it, where they are its own ("the
    /// Kurdish-led alliance", not "an army siege").
    pub fn with_determiner(&self, range: Range<usize>) -> Range<usize> {
        let analysis = self.scene.analysis;
        let root = self.scene.root_of(range.clone());
        if matches!(analysis.dep(root), "compound" | "amod" | "nmod" | "npadvmod") {
            return range;
        }
        let mut start = range.start;
        for child in analysis.children(root).filter(|child| *child < range.start) {
            if matches!(analysis.dep(child), "det" | "amod" | "compound" | "nmod" | "predet") {
                start = start.min(analysis.subtree(child).start);
            }
        }
        let near = range.start - start <= 6 && start >= self.scene.sentence_start(range.start);
        let plain = (start..range.start).all(|token| {
            !matches!(
                analysis.tag(token),
                "," | "IN" | "." | ":" | "``" | "''" | "CC" | "-LRB-" | "-RRB-"
            )
        });
        let has = range.start > self.scene.sentence_start(range.start)
            && analysis.tag(range.start - 1) == "DT";
        if near && plain { start..range.end } else { range.start - usize::from(has)..range.end }
    }

    /// Adds a draft. A head that has one keeps the earlier, unless that was a private person.
    pub fn push(&mut self, draft: Draft) {
        match self.by_head.get(&draft.head) {
            Some(&index) if self.drafts[index].who == Who::Private => self.drafts[index] = draft,
            Some(_) => {}
            None => {
                self.by_head.insert(draft.head, self.drafts.len());
                self.drafts.push(draft);
            }
        }
    }

    /// The drafts that anything may still refer to: a bound on the work for endless texts.
    pub fn recent(&self) -> &[Draft] {
        &self.drafts[self.drafts.len().saturating_sub(WINDOW)..]
    }

    /// The hits around a token, likewise.
    pub fn hits_near(&self, token: usize) -> &[Hit] {
        let at = self.hits.partition_point(|hit| hit.tokens.end <= token);
        &self.hits[at.saturating_sub(WINDOW)..(at + WINDOW).min(self.hits.len())]
    }

    pub fn draft_at(&self, head: usize) -> Option<&Draft> {
        self.by_head.get(&head).map(|&index| &self.drafts[index])
    }

    fn finish(self) -> (Vec<Mention>, Vec<Note>) {
        let Reader { scene, drafts, mut notes, .. } = self;
        let mut mentions: Vec<Mention> = vec![];
        let mut noted = HashSet::new();
        for draft in drafts {
            let countries = match &draft.who {
                Who::Private => continue,
                Who::Entry(actor) => scene.registry.entry(*actor).countries.clone(),
                Who::Body(body) => body.countries.clone(),
            };
            let Some(actor) = actor_of(&scene, &draft.who, draft.tokens.clone()) else { continue };
            if draft.how == MentionKind::Unknown
                && matches!(&draft.who, Who::Body(body) if body.named)
            {
                let message = format!("\"{}\" is not in the registry", actor.name);
                if noted.insert(actor.name.clone()) {
                    notes.push(Note::new("D051", message));
                }
            }
            let backed_by = draft
                .backers
                .iter()
                .filter_map(|(backer, tokens)| {
                    actor_of(&scene, &Who::Entry(*backer), tokens.clone())
                })
                .collect();
            mentions.push(Mention {
                tokens: draft.tokens.start as u32..draft.tokens.end as u32,
                head: draft.head as u32,
                actor,
                how: draft.how,
                reason: draft.reason,
                backed_by,
                shares_head: draft.shares.map(|head| head as u32),
                countries,
                person: draft.person,
            });
        }
        mentions.sort_by_key(|mention| mention.head);
        (mentions, notes)
    }
}

/// The record of an actor as the report's words mean it.
fn actor_of(scene: &Scene, who: &Who, tokens: Range<usize>) -> Option<Actor> {
    let span = scene.analysis.span_of(tokens);
    let text = span.of(scene.analysis.source()).to_owned();
    let registry = scene.registry;
    Some(match who {
        Who::Private => return None,
        Who::Entry(actor) => {
            let entry = registry.entry(*actor);
            let name = registry.name_on(&entry.id, scene.published).unwrap_or(&entry.name);
            Actor {
                id: Some(entry.id.clone()),
                name: name.to_owned(),
                side: Some(registry.party_of(&entry.id, scene.published)),
                country: registry.country_of(&entry.id, scene.published).map(str::to_owned),
                text,
                span,
            }
        }
        Who::Body(body) => {
            let side = match body.party {
                Some(party) => Some(registry.party_of(&registry.entry(party).id, scene.published)),
                None if body.named => {
                    Some(Party { id: format!("name:{}", body.name), name: body.name.clone() })
                }
                None => None,
            };
            let country = body.countries.first().cloned();
            Actor { id: None, name: body.name.clone(), side, country, text, span }
        }
    })
}
