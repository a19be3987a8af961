//! Descriptions: what a role noun with its modifiers means ("Iraqi security forces", "forces loyal
//! to General Haftar", "Russian air strikes").

use std::ops::Range;

use super::chunk::{Bond, Chunk, bond, chunk_at, hit_at};
use super::hits::{self, Hit};
use super::introduce::Local;
use super::reader::{Body, Draft, Reader, Who};
use crate::actor::MentionKind;
use crate::kind::Kind;
use crate::lexicon::PhraseKind;
use crate::roles::{Alone, Number, Role, WordClass};

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
const DEPTH: usize = 3;

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

    fn add(
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

    /// The whole phrase and its head: "the rebel group M23", "Ukrainian President Volodymyr
    /// Zelensky" hang on the name where the parser says so.
    fn extent(&self, chunk: &Chunk) -> (Range<usize>, usize) {
        let end = match self.name_after(chunk).or_else(|| self.capitals_after(chunk)) {
            Some(range) => range.end,
            None => return (chunk.tokens.clone(), chunk.noun),
        };
        let analysis = self.scene.analysis;
        // Arcs that meet the whole phrase meet its one word that hangs on a word outside.
        let outside = |token: &usize| {
            let head = analysis.head(*token);
            head == *token || !(chunk.tokens.start..end).contains(&head)
        };
        let head = if outside(&chunk.noun) && analysis.tag(chunk.noun).starts_with("NN") {
            chunk.noun
        } else {
            self.scene.root_of(chunk.noun..end)
        };
        (chunk.tokens.start..end, head)
    }

    /// A name right behind the noun, without a comma: a hit, a person, or capitals.
    pub fn name_after(&self, chunk: &Chunk) -> Option<Range<usize>> {
        let next = chunk.noun + 1;
        if next >= self.scene.sentence_end(chunk.noun) {
            return None;
        }
        if let Some(hit) = hit_at(&self.hits, next) {
            let fits = match hit.kind {
                PhraseKind::Name => !chunk.role.person,
                PhraseKind::Leader => chunk.role.person,
                _ => false,
            };
            return (fits && hit.tokens.start == next).then(|| hit.tokens.clone());
        }
        if chunk.role.person {
            let (label, range) = self.scene.name_label(next)?;
            return (label == "PERSON" && range.end <= self.scene.sentence_end(next))
                .then_some(next..range.end);
        }
        None
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

    fn hits_before<'r>(&'r self, chunk: &Chunk) -> impl Iterator<Item = &'r Hit> {
        let first = self.hits.partition_point(|hit| hit.tokens.start < chunk.tokens.start);
        let end = chunk.noun_start;
        self.hits[first..].iter().take_while(move |hit| hit.tokens.start < end)
    }

    /// What the phrase means; `None` where it says nothing of an actor.
    pub fn classify(&self, chunk: &Chunk<'s>, depth: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let role = chunk.role;
        if let Some(verdict) = self.by_name_beside(chunk) {
            return Some(verdict);
        }
        let mods = chunk.tokens.start..chunk.noun_start;
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
            if !people {
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
        if let Some(token) = mods.clone().find(|token| scene.class(*token).is(WordClass::STATE))
            && !has(WordClass::AGAINST)
        {
            return self.state_words(chunk, token);
        }
        if has(WordClass::AGAINST) && !anti {
            // "anti-government fighters": some rebels.
            return self.group(chunk, &ideologies, &[Kind::Rebel, Kind::Jihadist]);
        }
        if has(WordClass::REBEL) {
            return self.group(chunk, &ideologies, &[Kind::Rebel]);
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
            Alone::No if !ideologies.is_empty() => self.group(chunk, &ideologies, &[]),
            Alone::No => None,
        }
    }

    /// "rebel group M23", "M23, a rebel group": the name beside the noun.
    fn by_name_beside(&self, chunk: &Chunk) -> Option<Verdict> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        if let Some(range) = self.name_after(chunk) {
            if let Some(hit) = hit_at(&self.hits, range.start) {
                let name = &scene.registry.entry(hit.actor).name;
                let reason = format!("named as \"{name}\"");
                return Some(Verdict::entry(hit.actor, MentionKind::Name, reason));
            }
        } else if let Some(range) = self.capitals_after(chunk) {
            let name = analysis.span_of(range).of(analysis.source()).to_owned();
            let reason = format!("named as \"{name}\", which is not in the registry");
            let body = Body { name, named: true, ..Body::default() };
            return Some(Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason });
        }
        if chunk.role.person {
            return None;
        }
        let introduced = matches!(analysis.tag(chunk.tokens.start), "DT" | "CD");
        if analysis.dep(chunk.noun) == "appos"
            && introduced
            && let Some(draft) = self.draft_at(analysis.head(chunk.noun))
            && !draft.person
            && draft.who != Who::Private
        {
            let words = analysis.span_of(draft.tokens.clone()).of(analysis.source());
            let reason = format!("in apposition to \"{words}\"");
            return Some(Verdict { who: draft.who.clone(), how: draft.how, reason });
        }
        if !introduced {
            return None;
        }
        let child = analysis
            .children(chunk.noun)
            .filter(|child| *child > chunk.noun && analysis.dep(*child) == "appos")
            .find_map(|child| hit_at(&self.hits, child))?;
        matches!(child.kind, PhraseKind::Name).then(|| {
            let name = &scene.registry.entry(child.actor).name;
            let reason = format!("in apposition to \"{name}\"");
            Verdict::entry(child.actor, MentionKind::Description, reason)
        })
    }

    /// "the militant group Jaysh al-X": capitals right behind a word for a group.
    fn capitals_after(&self, chunk: &Chunk) -> Option<Range<usize>> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        if chunk.role.alone != Alone::Group
            || chunk.role.person
            || analysis.tag(chunk.noun) != "NN"
            || scene.shouted(chunk.noun)
        {
            return None;
        }
        let (start, mut end) = (chunk.noun + 1, chunk.noun + 1);
        while end < scene.sentence_end(chunk.noun) {
            let dated = matches!(scene.name_label(end), Some(("DATE" | "TIME", _)));
            let placed = scene.toponym(end).is_some() && end == start;
            let word = analysis.tag(end).starts_with("NNP") && !dated && !placed;
            let glue = end > start && scene.is_hyphen(end);
            if !word && !glue {
                break;
            }
            end += 1;
        }
        (end > start && hit_at(&self.hits, start).is_none()).then_some(start..end)
    }

    /// "Bosnian Serb forces" are neither Bosnia's nor Serbia's: the country, where two
    /// nationalities of different states stand together.
    fn two_nationalities(&self, chunk: &Chunk) -> Option<String> {
        let registry = self.scene.registry;
        let mut demonyms =
            self.hits_before(chunk).filter(|hit| hit.kind == PhraseKind::Demonym).peekable();
        while let Some(hit) = demonyms.next() {
            let next = demonyms.peek()?;
            let country = registry.entry(hit.actor).governs();
            if hit.tokens.end == next.tokens.start
                && hit.actor != next.actor
                && let Some(country) = country
                && registry.entry(next.actor).governs().is_some()
            {
                return Some(country.to_owned());
            }
        }
        None
    }

    /// "Xyz fighters", where Xyz is a name that the registry does not know.
    fn named_by_capitals(&self, chunk: &Chunk) -> Option<Verdict> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        if chunk.role.person && chunk.role.slot.is_empty() || scene.shouted(chunk.noun) {
            return None;
        }
        // "MLB fighters", MLB having been introduced.
        let local = (chunk.tokens.start..chunk.noun_start).rev().find_map(|token| {
            self.locals
                .iter()
                .any(|(range, _)| range.start == token)
                .then(|| self.unknown_at(token))?
        });
        if let Some(body) = local {
            let reason = format!("described by the name of \"{}\"", body.name);
            return Some(Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason });
        }
        let is_name = |token: usize| {
            analysis.tag(token).starts_with("NNP")
                && scene.toponym(token).is_none()
                && hit_at(&self.hits, token).is_none()
                && scene.role(token).is_none()
                && matches!(scene.name_label(token), Some(("ORG" | "NORP" | "PERSON", _)))
                && scene.registry.roles().ideology(scene.folded(token)).is_none()
        };
        let mut start = chunk.noun_start;
        while start > chunk.tokens.start
            && (is_name(start - 1) || start < chunk.noun_start && scene.is_hyphen(start - 1))
        {
            start -= 1;
        }
        if start == chunk.noun_start {
            return None;
        }
        let name = analysis.span_of(start..chunk.noun_start).of(analysis.source());
        let body = Body {
            name: name.to_owned(),
            named: true,
            party: None,
            countries: self.country_here(chunk.noun).into_iter().collect(),
        };
        let reason = "named by a word that the registry does not know".to_owned();
        Some(Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason })
    }

    /// "Iraqi" + "forces", "Hezbollah" + "fighters".
    fn owned_by(&self, hit: &Hit, role: &Role) -> Verdict {
        let registry = self.scene.registry;
        let entry = registry.entry(hit.actor);
        let how = MentionKind::Description;
        if entry.governs().is_none() {
            let reason = format!("described by the name of \"{}\"", entry.name);
            return Verdict::entry(hit.actor, how, reason);
        }
        if role.slot.is_empty() && !role.person && !role.kinds.is_empty() {
            return self.group_of_country(hit, role);
        }
        let actor = self.slot(hit.actor, role);
        let reason = format!("forces or officials of \"{}\" by nationality and role", entry.name);
        Verdict::entry(actor, how, reason)
    }

    /// The body of a state that a role means; the actor itself where it is no state.
    pub fn slot(&self, actor: u32, role: &Role) -> u32 {
        let registry = self.scene.registry;
        let Some(country) = registry.entry(actor).governs() else { return actor };
        let country = country.to_ascii_lowercase();
        role.slot
            .iter()
            .filter_map(|slot| registry.index(&format!("{country}.{slot}")))
            .find(|index| {
                let active = registry.entry(*index).active;
                self.scene.published.is_none_or(|day| active.hold(day))
            })
            .unwrap_or(actor)
    }

    /// "Syrian rebels" where the registry has no such name: a group of that country in play.
    fn group_of_country(&self, hit: &Hit, role: &Role) -> Verdict {
        let registry = self.scene.registry;
        let country = registry.entry(hit.actor).governs().unwrap_or_default().to_owned();
        if let Some((actor, reason)) =
            self.in_play(hit.tokens.end, role, &[], &[], Some(&country), true)
        {
            return Verdict::entry(actor, MentionKind::Description, reason);
        }
        let end = (hit.tokens.end..self.scene.sentence_end(hit.tokens.start))
            .find(|token| self.scene.role(*token).is_some())
            .unwrap_or(hit.tokens.end.saturating_sub(1));
        let analysis = self.scene.analysis;
        let name = analysis.span_of(hit.tokens.start..end + 1).of(analysis.source());
        let body = Body { name: name.to_owned(), countries: vec![country], ..Body::default() };
        Verdict {
            who: Who::Body(body),
            how: MentionKind::Unknown,
            reason: "a group of that country which the report does not name".to_owned(),
        }
    }

    /// "gunmen", "unidentified fighters".
    pub fn nobody_known(&self, chunk: &Chunk, reason: &str) -> Verdict {
        let body = Body { name: self.bare_text(chunk), ..Body::default() };
        Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason: reason.to_owned() }
    }

    pub fn bare_text(&self, chunk: &Chunk) -> String {
        let analysis = self.scene.analysis;
        analysis.span_of(chunk.bare(&self.scene)).of(analysis.source()).to_owned()
    }

    /// "Syrian protesters", "residents": people who do not fight.
    fn people_phrase(&self, chunk: &Chunk, hit: Option<&Hit>) -> Verdict {
        let registry = self.scene.registry;
        let countries = match hit {
            Some(hit) => registry.entry(hit.actor).countries.iter().take(1).cloned().collect(),
            None => self.country_here(chunk.noun).into_iter().collect(),
        };
        let body = Body { name: self.bare_text(chunk), countries, ..Body::default() };
        Verdict {
            who: Who::Body(body),
            how: MentionKind::Description,
            reason: "people who do not fight".to_owned(),
        }
    }

    /// "government forces", "regime warplanes", "pro-government militia".
    fn state_words(&self, chunk: &Chunk<'s>, token: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let Some((government, whose)) = self.state_here(chunk) else {
            return Some(self.nobody_known(chunk, "nothing in the report says whose"));
        };
        let before = token.checked_sub(1).filter(|before| scene.is_hyphen(*before));
        let pro = before.is_some() || scene.words_of(token).len() > 1;
        let country = scene.registry.entry(government).governs().unwrap_or_default().to_owned();
        if pro && chunk.role.alone != Alone::State || scene.folded(token) == "backed" {
            let body = Body {
                name: self.bare_text(chunk),
                named: false,
                party: Some(government),
                countries: vec![country],
            };
            let reason = format!("fights on the government's side; {whose}");
            return Some(Verdict { who: Who::Body(body), how: MentionKind::Description, reason });
        }
        let actor = self.slot(government, chunk.role);
        let reason = format!("the state's by \"{}\"; {whose}", scene.analysis.text(token));
        Some(Verdict::entry(actor, MentionKind::Description, reason))
    }

    /// "pro-Russian fighters": not Russia's own, but on its side.
    fn on_the_side_of(&self, chunk: &Chunk<'s>, actor: u32) -> Verdict {
        let registry = self.scene.registry;
        // A group in play that this actor backs is meant first.
        let backed = self.in_play_backed(chunk, actor);
        if let Some((found, reason)) = backed {
            return Verdict::entry(found, MentionKind::Description, reason);
        }
        let body = Body {
            name: self.bare_text(chunk),
            named: false,
            party: None,
            countries: self.country_here(chunk.noun).into_iter().collect(),
        };
        let reason = format!("on the side of \"{}\"; nobody named", registry.entry(actor).name);
        Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason }
    }

    fn backed(&self, chunk: &Chunk<'s>, backer: u32) -> Verdict {
        if let Some((actor, reason)) = self.in_play_backed(chunk, backer) {
            return Verdict::entry(actor, MentionKind::Description, reason);
        }
        let reason =
            format!("backed by \"{}\"; nobody named", self.scene.registry.entry(backer).name);
        let mut verdict = self.nobody_known(chunk, &reason);
        if let Who::Body(body) = &mut verdict.who {
            body.countries = self.country_here(chunk.noun).into_iter().collect();
        }
        verdict
    }

    /// "Kurdish fighters", "Tuareg rebels": a group of that people in play, else the people.
    fn people_in_arms(&self, chunk: &Chunk<'s>, hit: &Hit, ideologies: &[&str]) -> Option<Verdict> {
        let entry = self.scene.registry.entry(hit.actor);
        let mut wanted: Vec<&str> = ideologies.to_vec();
        wanted.extend(entry.ideology.iter().map(String::as_str));
        wanted.sort_unstable();
        wanted.dedup();
        if !wanted.is_empty()
            && let Some((actor, reason)) =
                self.in_play(chunk.noun, chunk.role, &wanted, &[], None, true)
        {
            return Some(Verdict::entry(actor, MentionKind::Description, reason));
        }
        let reason = format!("described as \"{}\"", entry.name);
        Some(Verdict::entry(hit.actor, MentionKind::Description, reason))
    }

    /// A role noun inside the modifiers: "army spokesman", "rebel group leader".
    fn inner(&self, chunk: &Chunk<'s>) -> Option<Chunk<'s>> {
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
        Some(Chunk { tokens: chunk.tokens.start..noun + 1, noun, noun_start, role })
    }

    /// "fighters of the Islamic State", "forces loyal to Haftar", "a spokesman for the army".
    fn after(&self, chunk: &Chunk<'s>, depth: usize) -> Option<Verdict> {
        let depth = depth.checked_sub(1)?;
        let scene = &self.scene;
        let analysis = scene.analysis;
        let end = scene.sentence_end(chunk.noun);
        let mut at = chunk.noun + 1;
        if at < end && analysis.text(at) == "," {
            at += 1;
        }
        if at >= end {
            return None;
        }
        let loyal = scene.class(at).is(WordClass::LOYAL);
        let preposition = if loyal { at + 1 } else { at };
        if preposition >= end || (!loyal && at != chunk.noun + 1) {
            return None;
        }
        let fits = match analysis.text(preposition).to_ascii_lowercase().as_str() {
            "of" | "from" => !loyal || analysis.text(preposition) == "of",
            "for" => chunk.role.person,
            "to" | "with" => loyal,
            "in" | "at" => false,
            _ => false,
        };
        if !fits {
            return None;
        }
        if let Some(verdict) = self.unknown_after(preposition + 1, end) {
            return Some(verdict);
        }
        let target = self.target(preposition + 1, end)?;
        let verdict = match target {
            Target::Hit(hit) => {
                let entry = scene.registry.entry(hit.actor);
                if loyal && hit.kind == PhraseKind::Metonym && entry.governs().is_none() {
                    return None;
                }
                if entry.kind == Kind::People {
                    return None;
                }
                if hit.kind == PhraseKind::Demonym {
                    return None;
                }
                if chunk.role.alone == Alone::Group && entry.kind.is_state() {
                    // "a faction of the army" is no longer the army.
                    return Some(self.nobody_known(chunk, "a part that may act for itself"));
                }
                // "troops from Aleppo" come from there; "from Rwanda", they are Rwanda's.
                let mut verdict = self.owned_by(&hit, chunk.role);
                verdict.reason = format!(
                    "by \"{}\" behind it; {}",
                    analysis.span_of(preposition..hit.tokens.end).of(analysis.source()),
                    verdict.reason
                );
                verdict
            }
            Target::Chunk(inner) => {
                let mut verdict = self.classify(&inner, depth)?;
                if chunk.role.person || !inner.role.person {
                    if let Who::Entry(actor) = verdict.who {
                        // "members of the government" in arms do not exist; officials do.
                        let actor =
                            if chunk.role.person { actor } else { self.slot(actor, chunk.role) };
                        verdict.who = Who::Entry(actor);
                    }
                } else {
                    return None;
                }
                verdict.reason = format!(
                    "by \"{}\" behind it; {}",
                    analysis.span_of(preposition..inner.tokens.end).of(analysis.source()),
                    verdict.reason
                );
                verdict
            }
        };
        Some(verdict)
    }

    /// "fighters of the Manbij Lions Brigade": a name that the registry does not know.
    fn unknown_after(&self, start: usize, end: usize) -> Option<Verdict> {
        let scene = &self.scene;
        let start = (start..end).find(|token| scene.analysis.tag(*token) != "DT")?;
        let body = self.unknown_at(start)?;
        let reason = format!("by \"{}\" behind it", body.name);
        Some(Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason })
    }

    /// The unknown body whose name, or introduced abbreviation, begins at a token.
    pub fn unknown_at(&self, token: usize) -> Option<Body> {
        let analysis = self.scene.analysis;
        let name = if let Some(range) = self.unknowns.iter().find(|range| range.start == token) {
            analysis.span_of(range.clone()).of(analysis.source()).to_owned()
        } else {
            let (_, local) = self.locals.iter().find(|(range, _)| range.start == token)?;
            match local {
                Local::Body(name) => name.clone(),
                Local::Entry(_) => return None,
            }
        };
        let countries = self.country_here(token).into_iter().collect();
        Some(Body { name, named: true, party: None, countries })
    }

    /// The first hit or role noun of a noun phrase that begins here.
    fn target(&self, start: usize, end: usize) -> Option<Target<'s>> {
        let scene = &self.scene;
        let mut found = None;
        let mut at = start;
        while at < end {
            if let Some(hit) = hit_at(&self.hits, at) {
                found = Some(Target::Hit(hit.clone()));
                at = hit.tokens.end;
                continue;
            }
            let tag = scene.analysis.tag(at);
            if let Some(chunk) = chunk_at(scene, &self.hits, at)
                && !chunk.role.deed
            {
                // "the Syrian army command": the noun takes over from its modifiers.
                found = Some(Target::Chunk(chunk));
            } else if !matches!(
                tag,
                "DT" | "JJ"
                    | "JJR"
                    | "JJS"
                    | "NN"
                    | "NNP"
                    | "NNPS"
                    | "NNS"
                    | "PRP$"
                    | "POS"
                    | "CD"
                    | "HYPH"
                    | "VBN"
                    | "AFX"
            ) {
                break;
            } else if tag == "NNS" {
                // A plural ends the phrase: "leaders of countries".
                break;
            }
            at += 1;
        }
        // "the mayor of the town of X" has no target: the noun in between rules it out.
        match found {
            Some(Target::Hit(hit)) if at > hit.tokens.end => {
                let between = hit.tokens.end..at;
                let followed_by_noun =
                    between.clone().any(|token| matches!(scene.analysis.tag(token), "NN" | "NNS"));
                (!followed_by_noun).then_some(Target::Hit(hit))
            }
            other => other,
        }
    }

    /// "Russian air strikes", "an army offensive": the modifier is the actor.
    fn deed(&mut self, chunk: &Chunk<'s>) {
        let mods = chunk.tokens.start..chunk.noun_start;
        let hits: Vec<Hit> = self.hits_before(chunk).cloned().collect();
        let mut last_hit_end = mods.start;
        for hit in &hits {
            last_hit_end = last_hit_end.max(hit.tokens.end);
            if matches!(bond(&self.scene, hit, chunk.noun), Bond::Anti | Bond::Backing | Bond::Pro)
            {
                continue;
            }
            // "Syrian army artillery": the army is inside the hit or follows it.
            let inner = self.inner(chunk).filter(|inner| inner.noun >= hit.tokens.end);
            if let Some(inner) = inner {
                let verdict = self.owned_by(hit, inner.role);
                let tokens = hit.tokens.start..inner.noun + 1;
                self.add(self.with_determiner(tokens), inner.noun, verdict, &inner, None);
                continue;
            }
            let head = self.scene.root_of(hit.tokens.clone());
            let entry = self.scene.registry.entry(hit.actor);
            match hit.kind {
                PhraseKind::Metonym if !hits::acts(&self.scene, hit) => continue,
                PhraseKind::Demonym | PhraseKind::Metonym => {
                    let actor = self.slot(hit.actor, chunk.role);
                    let reason = format!(
                        "\"{}\" as the nationality of the deed",
                        self.scene
                            .analysis
                            .span_of(hit.tokens.clone())
                            .of(self.scene.analysis.source())
                    );
                    let verdict = Verdict::entry(actor, MentionKind::Description, reason);
                    self.add(hit.tokens.clone(), head, verdict, chunk, None);
                }
                _ => {
                    let reason = format!("a name of \"{}\"", entry.name);
                    let verdict = Verdict::entry(hit.actor, MentionKind::Name, reason);
                    self.add(self.with_determiner(hit.tokens.clone()), head, verdict, chunk, None);
                }
            }
        }
        if !hits.is_empty() {
            return;
        }
        if let Some(inner) = self.inner(chunk)
            && let Some(verdict) = self.classify(&inner, DEPTH)
        {
            let (tokens, head) = (inner.tokens.clone(), inner.noun);
            self.add(tokens, head, verdict, &inner, None);
        }
    }
}

enum Target<'s> {
    Hit(Hit),
    Chunk(Chunk<'s>),
}

impl Reader<'_> {
    /// A bare nationality that acts ("the Russians advanced", "Russian-occupied"): whose, and why.
    pub fn people_who_act(&self, hit: &Hit, root: usize) -> Option<(u32, String)> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        let after = hit.tokens.end;
        let held = |token: usize| token < analysis.len() && scene.class(token).is(WordClass::HELD);
        if held(after - 1) || after < analysis.len() && scene.is_hyphen(after) && held(after + 1) {
            return Some((hit.actor, "the nationality of those who hold it".to_owned()));
        }
        let verb = analysis.head(root);
        let the =
            hit.tokens.start > 0 && analysis.text(hit.tokens.start - 1).eq_ignore_ascii_case("the");
        let class = if the { WordClass::FORCE_VERB } else { WordClass::BATTLE_VERB };
        let acts = match analysis.dep(root) {
            "nsubj" => scene.verb_class(verb).is(class),
            "pobj" => {
                analysis.text(verb).eq_ignore_ascii_case("by")
                    && scene.verb_class(analysis.head(verb)).is(WordClass::BATTLE_VERB)
            }
            "poss" => scene.role(verb).is_some_and(|(role, _)| role.deed),
            _ => false,
        };
        let plural = the || matches!(analysis.tag(root), "NNS" | "NNPS");
        if !(plural && acts) {
            return None;
        }
        // "The Serbs" after "Bosnian Serb forces" are those.
        let word = scene.folded(hit.tokens.end - 1).trim_end_matches('s');
        let narrower = self.drafts.iter().rev().find_map(|draft| match draft.who {
            Who::Entry(actor)
                if actor != hit.actor && !scene.registry.entry(actor).kind.is_state() =>
            {
                let said = draft.tokens.clone().any(|token| scene.folded(token) == word);
                said.then_some(actor)
            }
            _ => None,
        });
        Some(match narrower {
            Some(actor) => (actor, "the ones of that people named before".to_owned()),
            None => (hit.actor, "a people named for its forces".to_owned()),
        })
    }
}
