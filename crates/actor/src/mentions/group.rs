//! Whose the army is, who the group is: role nouns that only the rest of the report explains.

use super::chunk::{Chunk, hit_at};
use super::describe::Verdict;
use super::hits::Hit;
use super::reader::{Draft, Reader, Who};
use crate::actor::MentionKind;
use crate::entry::Entry;
use crate::fold::{self, Case};
use crate::kind::Kind;
use crate::lexicon::PhraseKind;
use crate::roles::{Alone, Number, Role, WordClass};

/// How far back, in sentences, a country's army may have been named to be "the army".
const REACH: u32 = 6;

/// Words that say that some are meant, and not the ones known.
fn says_some(word: &str) -> bool {
    matches!(word, "a" | "an" | "another" | "some" | "several" | "other" | "many")
}

impl<'s> Reader<'s> {
    /// The government of the country that a place of the text speaks of, and why.
    pub fn state_here(&self, chunk: &Chunk<'s>) -> Option<(u32, String)> {
        let scene = &self.scene;
        let registry = scene.registry;
        if let Some((government, words)) = self.shared_owner(chunk) {
            return Some((government, format!("it goes with \"{words}\"")));
        }
        // "the army" is the last army named, near enough.
        let here = scene.sentence(chunk.noun);
        let same_body = |draft: &&Draft| {
            let Who::Entry(actor) = draft.who else { return false };
            let entry = registry.entry(actor);
            // "Tehran" and "Iran" name no government that "the government" could go back to.
            let seat = entry.governs().is_some() && draft.how == MentionKind::Name;
            here.saturating_sub(scene.sentence(draft.head)) <= REACH
                && draft.how != MentionKind::Reference
                && !seat
                && (chunk
                    .role
                    .slot
                    .iter()
                    .any(|slot| entry.id.split_once('.').is_some_and(|(_, own)| own == slot))
                    || chunk.role.slot.is_empty() && entry.governs().is_some())
        };
        if let Some(draft) = self.recent().iter().rev().find(same_body)
            && let Who::Entry(actor) = draft.who
            && let Some(country) = registry.entry(actor).countries.first()
            && let Some(government) = self.government(country)
            && self.country_scores(chunk.noun).first().is_none_or(|(top, _)| top == country)
        {
            let words = scene.analysis.span_of(draft.tokens.clone());
            let words = words.of(scene.analysis.source());
            return Some((government, format!("the last one named is \"{words}\"")));
        }
        // "The soldiers" in an invaded country: the invader's, named last, or its own?
        let plural = scene.analysis.tag(chunk.noun) == "NNS" && chunk.is_definite(scene);
        let invader = |draft: &&Draft| same_body(draft) && here - scene.sentence(draft.head) <= 3;
        if plural && self.recent().iter().rev().any(|draft| invader(&draft)) {
            return None;
        }
        let country = self.country_here(chunk.noun)?;
        let government = self.government(&country)?;
        Some((government, format!("the report speaks of {country} here")))
    }

    /// "The Jordanian army and intelligence", "Russia deployed marines": whose the neighbour is.
    fn shared_owner(&self, chunk: &Chunk<'s>) -> Option<(u32, &'s str)> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        if chunk.tokens.start != chunk.noun_start {
            return None;
        }
        let neighbour = match analysis.dep(chunk.noun) {
            "conj" => Some(analysis.head(chunk.noun)),
            "dobj" | "pobj" => {
                // "thousands of marines": the number stands between.
                let mut at = chunk.noun;
                while matches!(analysis.dep(at), "pobj" | "prep") {
                    at = analysis.head(at);
                }
                let verb = analysis.head(at);
                (analysis.dep(at) == "dobj" && scene.verb_class(verb).is(WordClass::OWN_VERB))
                    .then(|| analysis.child(verb, "nsubj"))?
            }
            _ => None,
        }?;
        let draft = self.draft_at(neighbour)?;
        let Who::Entry(actor) = draft.who else { return None };
        let country = scene.registry.entry(actor).countries.first()?;
        let state = scene.registry.entry(actor).kind.is_state();
        let government = self.government(country).filter(|_| state)?;
        Some((government, analysis.span_of(draft.tokens.clone()).of(analysis.source())))
    }

    fn government(&self, country: &str) -> Option<u32> {
        self.scene.registry.index(&format!("{}.government", country.to_ascii_lowercase()))
    }

    /// "the army", "the police", "the government".
    pub fn state_of_here(&self, chunk: &Chunk<'s>) -> Option<Verdict> {
        // "A government", "no army": none that there is.
        let first = self.scene.folded(chunk.tokens.start);
        if matches!(first, "a" | "an" | "any" | "no" | "another") {
            return None;
        }
        let Some((government, whose)) = self.state_here(chunk) else {
            return Some(self.nobody_known(chunk, "nothing in the report says whose"));
        };
        let actor = self.slot(government, chunk.role);
        Some(Verdict::entry(actor, MentionKind::Reference, whose))
    }

    /// The country that a place of the text speaks of: by its sentence, the sentence before and
    /// the whole report; `None` where two are nearly as likely.
    pub fn country_here(&self, token: usize) -> Option<String> {
        let scores = self.country_scores(token);
        let (top, weight) = scores.first()?;
        let second = scores.get(1).map_or(0.0, |(_, weight)| *weight);
        (*weight >= second + 0.1 && *weight >= 1.3 * second).then(|| top.clone())
    }

    fn country_scores(&self, token: usize) -> Vec<(String, f32)> {
        let evidence = &self.scene.evidence;
        let sentence = self.scene.sentence(token);
        let mut scores: Vec<(String, f32)> = vec![];
        let mut add = |country: &str, weight: f32| match scores
            .iter_mut()
            .find(|(known, _)| known == country)
        {
            Some((_, sum)) => *sum += weight,
            None => scores.push((country.to_owned(), weight)),
        };
        let all = evidence.soil_of_report();
        let total: f32 = all.iter().map(|(_, weight)| *weight).sum();
        for (country, weight) in evidence.soil_of_sentence(sentence) {
            add(country, weight);
        }
        if let Some(before) = sentence.checked_sub(1) {
            for (country, weight) in evidence.soil_of_sentence(before) {
                add(country, 0.5 * weight);
            }
        }
        for (country, weight) in all {
            add(country, weight / total.max(1.0));
        }
        // "Ruritania's government and rebels signed in Zenda": the rebels of Ruritania
        let analysis = self.scene.analysis;
        let first = analysis.head(token);
        let beside = analysis.dep(token) == "conj"
            && matches!(analysis.lemma(first), "government" | "regime" | "junta");
        if beside {
            let whose = analysis
                .children(first)
                .filter(|&c| c < first && matches!(analysis.dep(c), "poss" | "amod"))
                .filter_map(|c| self.scene.toponym(c))
                .find_map(|toponym| toponym.place.country.clone());
            if let Some(country) = whose {
                add(&country, 4.0);
            }
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        scores
    }

    /// "the rebels", "jihadist fighters", "the group".
    pub fn group(&self, chunk: &Chunk<'s>, ideologies: &[&str], kinds: &[Kind]) -> Option<Verdict> {
        if let Some(verdict) = self.named_body(chunk) {
            return Some(verdict);
        }
        let how = MentionKind::Reference;
        let scene = &self.scene;
        let definite = chunk.is_definite(scene);
        // "A militant group", "two gunmen", "armed groups": new to the report, or many.
        let first = scene.folded(chunk.tokens.start);
        let new = says_some(first)
            || !definite
                && scene.analysis.tag(chunk.noun) == "NNS"
                && chunk.role.number == Number::Either;
        // "Turkmen gunmen", "local fighters": who knows whether they are those named.
        let roles = scene.registry.roles();
        let strangers = !definite
            && (chunk.tokens.start..chunk.noun_start).any(|token| {
                let word = scene.folded(token);
                !word.is_empty()
                    && scene.analysis.tag(token) != "CD"
                    && hit_at(&self.hits, token).is_none()
                    && roles.ideology(word).is_none()
                    && roles.class(word) == WordClass::default()
                    && roles.role(word).is_none()
            });
        if strangers {
            return Some(self.nobody_known(chunk, "nothing in the report says which group"));
        }
        // A bare plural, "Paramilitaries killed …", means those whom the country calls so, if any.
        let bare = new && scene.analysis.tag(chunk.noun) == "NNS" && !says_some(first);
        if bare
            && ideologies.is_empty()
            && chunk.tokens.len() == 1
            && let Some((actor, reason)) = self.usual(chunk)
        {
            return Some(Verdict::entry(actor, how, reason));
        }
        if new && ideologies.is_empty() && kinds.is_empty() {
            let reason = "some group that the report does not name";
            return Some(self.nobody_known(chunk, reason));
        }
        // "the Coalition", written as a name: what it is in that country.
        let word = scene.words_of(chunk.noun).first();
        let as_name = word.is_some_and(|word| word.case == Case::Title)
            && chunk.tokens.start > scene.sentence_start(chunk.noun)
            && !scene.shouted(chunk.noun);
        if as_name && let Some((actor, reason)) = self.usual(chunk) {
            return Some(Verdict::entry(actor, how, reason));
        }
        let role_kinds: &[Kind] = if kinds.is_empty() { &chunk.role.kinds } else { kinds };
        let found = self.in_play(chunk.noun, chunk.role, ideologies, role_kinds, None, definite);
        if let Some((actor, reason)) = found {
            return Some(Verdict::entry(actor, how, reason));
        }
        if let Some((actor, reason)) = self.usual(chunk) {
            return Some(Verdict::entry(actor, how, reason));
        }
        let generic = chunk.role.person || chunk.role.kinds.is_empty();
        let is_body =
            !ideologies.is_empty() || chunk.role.alone == Alone::Group || !kinds.is_empty();
        (is_body && !generic)
            .then(|| self.nobody_known(chunk, "nothing in the report says which group"))
    }

    /// "the brigade" after "the Free Idlib Brigade"; "the army" after "the X National Army"; "the
    /// group" after an unknown body's name.
    pub fn named_body(&self, chunk: &Chunk<'s>) -> Option<Verdict> {
        if !chunk.is_definite(&self.scene) {
            return None;
        }
        let analysis = self.scene.analysis;
        let noun = self.scene.folded(chunk.noun);
        let here = self.scene.sentence(chunk.noun);
        if chunk.noun_start != chunk.tokens.start + 1 {
            return None;
        }
        // Whichever body so called was mentioned last.
        let called_so = |draft: &&Draft| {
            here - self.scene.sentence(draft.head) <= REACH
                && match &draft.who {
                    Who::Body(body) => {
                        body.named && fold::folded(&body.name).iter().any(|word| word == noun)
                    }
                    Who::Entry(actor) => {
                        let entry = self.scene.registry.entry(*actor);
                        let words = analysis.span_of(draft.tokens.clone()).of(analysis.source());
                        let called = if entry.kind.is_state() { words } else { &entry.name };
                        // "Free Foolandish Army rebels" are rebels, and "the army" behind them another's; so
                        // it is behind the name alone of a body that fights an army
                        let last = draft.tokens.end.saturating_sub(1);
                        let fights = matches!(entry.kind, Kind::Rebel | Kind::Jihadist);
                        let rebels = !chunk.role.slot.is_empty()
                            && !entry.kind.is_state()
                            && (fights || self.scene.folded(last) != noun);
                        draft.how != MentionKind::Reference
                            && !rebels
                            && fold::folded(called).iter().any(|word| word == noun)
                    }
                    Who::Private => false,
                }
        };
        let is_it = |draft: &&Draft| called_so(draft) && !draft.person;
        let latest_group = self.recent().iter().rev().find(|draft| match &draft.who {
            Who::Body(body) => body.named && here - self.scene.sentence(draft.head) <= 2,
            Who::Entry(actor) => !self.scene.registry.entry(*actor).kind.is_state(),
            Who::Private => false,
        });
        let is_group =
            chunk.role.alone == Alone::Group && chunk.noun_start == chunk.tokens.start + 1;
        let draft = self.recent().iter().rev().find(is_it).or_else(|| {
            latest_group.filter(|draft| is_group && matches!(draft.who, Who::Body(_)))
        })?;
        let words = analysis.span_of(draft.tokens.clone()).of(analysis.source());
        let reason = format!("\"{words}\" was named before");
        Some(Verdict { who: draft.who.clone(), how: MentionKind::Reference, reason })
    }

    /// The actor of the report that a role noun fits, and why.
    pub fn in_play(
        &self,
        token: usize,
        role: &Role,
        ideologies: &[&str],
        kinds: &[Kind],
        country: Option<&str>,
        definite: bool,
    ) -> Option<(u32, String)> {
        let scene = &self.scene;
        let registry = scene.registry;
        let kinds = if kinds.is_empty() { &role.kinds } else { kinds };
        let fits = |actor: u32| {
            let entry = registry.entry(actor);
            fits(entry, role, kinds, ideologies)
                && country.is_none_or(|country| entry.acts_in(country))
        };
        let here = scene.sentence(token);
        let rival = self.same_clause_rival(token);
        let side = |actor: u32| registry.party_of(&registry.entry(actor).id, scene.published).id;
        let theirs = rival.and_then(|head| {
            let draft = self.recent().iter().rev().find(|draft| draft.head == head)?;
            let Who::Entry(actor) = draft.who else { return None };
            Some(side(actor))
        });
        let mut scores: Vec<(u32, f32)> = vec![];
        for draft in self.recent() {
            let Who::Entry(actor) = draft.who else { continue };
            if !fits(actor) || theirs.as_ref().is_some_and(|theirs| *theirs == side(actor)) {
                continue;
            }
            let distance = here.saturating_sub(scene.sentence(draft.head)) as f32;
            let mut score = 1.0 / (1.0 + distance);
            if scene.is_subject(draft.head) {
                score += 0.3 / (1.0 + distance);
            }
            score += 0.05;
            match scores.iter_mut().find(|(known, _)| *known == actor) {
                Some((_, best)) => *best = best.max(score) + 0.05,
                None => scores.push((actor, score)),
            }
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let Some(&(actor, score)) = scores.first() {
            // "Militants attacked …": known ones only where the report knows of no others.
            let score = if definite { score } else { 0.0 };
            let party = registry.party_of(&registry.entry(actor).id, scene.published);
            let close = scores.iter().skip(1).find(|(other, weight)| {
                let other = registry.party_of(&registry.entry(*other).id, scene.published);
                other.id != party.id && weight + 0.15 > score
            });
            if close.is_some() {
                return None;
            }
            let name = &registry.entry(actor).name;
            return Some((actor, format!("the last that fits of those mentioned is \"{name}\"")));
        }
        // Named only later (a headline before its story): one that fits, no other.
        let mut later: Vec<u32> = self
            .hits_near(token)
            .iter()
            .filter(|hit| hit.kind == PhraseKind::Name && hit.tokens.start > token)
            .filter(|hit| fits(hit.actor) && scene.sentence(hit.tokens.start) != here)
            .filter(|hit| !self.is_laid_at(hit.tokens.clone()))
            .map(|hit| hit.actor)
            .collect();
        later.sort_unstable();
        later.dedup();
        match later[..] {
            [actor] => {
                let name = &registry.entry(actor).name;
                Some((actor, format!("the only one of the report that fits is \"{name}\"")))
            }
            _ => None,
        }
    }

    /// The head of a mention that acts on this very noun, and so is somebody else.
    fn same_clause_rival(&self, token: usize) -> Option<usize> {
        let analysis = self.scene.analysis;
        let mut at = token;
        for _ in 0..4 {
            match analysis.dep(at) {
                "dobj" | "pobj" | "prep" | "agent" | "conj" | "compound" => at = analysis.head(at),
                _ => break,
            }
        }
        // "The Ruritanians cut a road between towns that the group holds": the subject of a relative clause
        // is not the main clause's, for which a pronoun would do
        if analysis.dep(at) == "nsubj" && analysis.dep(analysis.head(at)) == "relcl" {
            at = analysis.head(analysis.head(at));
            for _ in 0..8 {
                if analysis.pos(at) == "VERB" || analysis.head(at) == at {
                    break;
                }
                at = analysis.head(at);
            }
        }
        let verb = if analysis.pos(at) == "VERB" { at } else { return None };
        let subject =
            analysis.child(verb, "nsubj").or_else(|| analysis.child(verb, "nsubjpass"))?;
        (subject != token).then_some(subject)
    }

    /// "The Kurds" after "Kurdish forces": those of that people who were mentioned last.
    pub fn people_in_play(&self, people: &Entry) -> Option<(u32, String)> {
        let registry = self.scene.registry;
        // "Kurds", "kurdish".
        let stem = people.name.to_lowercase().trim_end_matches('s').to_owned();
        let of_people = |entry: &Entry| {
            entry.kind.is_armed()
                && !entry.kind.is_state()
                && entry
                    .ideology
                    .iter()
                    .map(String::as_str)
                    .chain(entry.names.iter().chain(&entry.descriptions).map(|n| n.name.as_str()))
                    .any(|own| !stem.is_empty() && own.to_lowercase().starts_with(&stem))
        };
        let actor = self.recent().iter().rev().find_map(|draft| match draft.who {
            Who::Entry(actor) if of_people(registry.entry(actor)) => Some(actor),
            _ => None,
        })?;
        let name = &registry.entry(actor).name;
        Some((actor, format!("the last of that people mentioned is \"{name}\"")))
    }

    /// "The government blamed the front", "laid the attack at the front's door": who is only accused of a deed is not
    /// said to have done it, and neither is who denies it.
    fn is_laid_at(&self, name: std::ops::Range<usize>) -> bool {
        let analysis = self.scene.analysis;
        let outside = |t: &usize| !name.contains(&analysis.head(*t));
        let Some(head) = name.clone().find(outside) else { return false };
        let mut above = analysis.head(head);
        match analysis.dep(head) {
            "dobj" | "nsubjpass" => {}
            "pobj" => {
                above = analysis.head(above);
                // "blamed the attack on the front"
                if analysis.dep(above) == "dobj" {
                    above = analysis.head(above);
                }
            }
            "nsubj" => return analysis.lemma(above) == "deny",
            _ => return false,
        }
        self.scene.verb_class(above).is(WordClass::ADDRESS_VERB)
    }

    /// What the word usually means in the country spoken of ("rebels" in a country where the
    /// registry has just one side that is so called).
    fn usual(&self, chunk: &Chunk<'s>) -> Option<(u32, String)> {
        let bare = self.bare_text(chunk);
        let mut texts = vec![bare.clone()];
        if self.scene.analysis.tag(chunk.noun) != "NNS" {
            texts.push(format!("{bare}s"));
        }
        // "the last rebels", "the remaining rebels"
        let rest = |word: &&str| matches!(*word, "last" | "remaining" | "final");
        if let Some((_, noun)) = bare.split_once(' ').filter(|(first, _)| rest(first)) {
            texts.push(noun.to_owned());
        }
        self.usually(chunk.noun, texts)
    }

    /// "a rebel commander": of those whom the country calls rebels, if they are one body.
    pub fn usual_rebels(&self, chunk: &Chunk<'s>) -> Option<Verdict> {
        let (actor, reason) = self.usually(chunk.noun, vec!["rebels".to_owned()])?;
        Some(Verdict::entry(actor, MentionKind::Reference, reason))
    }

    pub fn usually(&self, noun: usize, mut texts: Vec<String>) -> Option<(u32, String)> {
        let scene = &self.scene;
        let registry = scene.registry;
        let country = self.country_here(noun)?;
        let holds = |phrase: &&crate::lexicon::Phrase| {
            let entry = registry.entry(phrase.actor);
            matches!(phrase.kind, PhraseKind::Name | PhraseKind::Description)
                && entry.acts_in(&country)
                && scene
                    .published
                    .is_none_or(|day| phrase.dates.hold(day) && entry.active.hold(day))
        };
        if let Some(government) = registry.government_of(&country) {
            let plain = texts.clone();
            texts.extend(government.demonyms.iter().flat_map(|demonym| {
                plain.iter().map(move |text| format!("{} {text}", demonym.name))
            }));
        }
        for text in texts {
            let mut actors: Vec<u32> =
                registry.lexicon.phrases(&text).iter().filter(holds).map(|p| p.actor).collect();
            actors.dedup();
            if let [actor] = actors[..] {
                let name = &registry.entry(actor).name;
                return Some((actor, format!("in {country} it usually means \"{name}\"")));
            }
        }
        None
    }

    /// Whose the forces of a people are in a country, by the words that name or describe them there:
    /// "Ruritanian" where "Ruritanian forces" or "Ruritanian fighters" are one body's.
    pub fn forces_called(&self, country: &str, words: &str) -> Option<u32> {
        let scene = &self.scene;
        let registry = scene.registry;
        let of_state = |id: &str| {
            let party = registry.party_of(id, scene.published);
            registry.get(&party.id).is_some_and(|party| party.governs().is_some())
        };
        let holds = |phrase: &&crate::lexicon::Phrase| {
            let entry = registry.entry(phrase.actor);
            matches!(phrase.kind, PhraseKind::Name | PhraseKind::Description)
                && !of_state(&entry.id)
                && entry.acts_in(country)
                && scene
                    .published
                    .is_none_or(|day| phrase.dates.hold(day) && entry.active.hold(day))
        };
        let plural = if words.ends_with('s') { "" } else { "s" };
        let texts = [
            format!("{words}{plural}"),
            format!("{words} forces"),
            format!("{words} fighters"),
            format!("{words} rebels"),
        ];
        // The first phrase that is anybody's decides, if it is one body's.
        let mut called = texts.iter().map(|text| {
            let mut actors: Vec<u32> =
                registry.lexicon.phrases(text).iter().filter(holds).map(|p| p.actor).collect();
            actors.dedup();
            actors
        });
        let actors = called.find(|actors| !actors.is_empty())?;
        <[u32; 1]>::try_from(actors).ok().map(|[actor]| actor)
    }

    /// "Ruritanian rebel commanders": not the state's, but those of its rebels whom the words name.
    pub fn rebels_of(&self, chunk: &Chunk<'s>, hit: &Hit) -> Verdict {
        let analysis = self.scene.analysis;
        let registry = self.scene.registry;
        let words = analysis.span_of(hit.tokens.clone()).of(analysis.source());
        let country = registry.entry(hit.actor).governs().unwrap_or_default();
        let kinds = [Kind::Rebel, Kind::Jihadist, Kind::Militia];
        let known = self
            .people_here(hit)
            .or_else(|| self.forces_called(country, &format!("{words} rebel")))
            .map(|actor| (actor, "the rebels of that people or country".to_owned()))
            .or_else(|| self.in_play(chunk.noun, chunk.role, &[], &kinds, Some(country), true));
        match known {
            Some((actor, reason)) => Verdict::entry(actor, MentionKind::Description, reason),
            None => self.nobody_known(chunk, "rebels of that country whom nothing names"),
        }
    }

    /// "Ruritanian commanders", where no state but one body's forces are called so.
    pub fn of_forces(&self, chunk: &Chunk<'s>) -> Option<Verdict> {
        let scene = &self.scene;
        let word = chunk.noun_start.checked_sub(1).filter(|&word| word >= chunk.tokens.start)?;
        let title = scene.words_of(word).first().is_some_and(|w| w.case == Case::Title);
        if !title || !chunk.role.person || !scene.analysis.tag(chunk.noun).starts_with("NN") {
            return None;
        }
        let country = self.country_here(chunk.noun)?;
        let actor = self.forces_called(&country, scene.analysis.text(word))?;
        let name = &scene.registry.entry(actor).name;
        let reason = format!("those of \"{name}\" are called so");
        Some(Verdict::entry(actor, MentionKind::Description, reason))
    }

    /// A group in play, else one of the registry alone, that an actor backs.
    pub fn in_play_backed(&self, chunk: &Chunk<'s>, backer: u32) -> Option<(u32, String)> {
        let scene = &self.scene;
        let registry = scene.registry;
        let backer_id = &registry.entry(backer).id;
        let backs = |actor: u32| {
            registry
                .backers(&registry.entry(actor).id, scene.published)
                .iter()
                .any(|entry| &entry.id == backer_id)
        };
        let in_play: Vec<u32> = self
            .recent()
            .iter()
            .rev()
            .filter_map(|draft| match draft.who {
                Who::Entry(actor) => Some(actor),
                _ => None,
            })
            .chain(
                self.hits_near(chunk.noun)
                    .iter()
                    .filter(|h| h.kind == PhraseKind::Name)
                    .map(|h| h.actor),
            )
            .filter(|actor| *actor != backer && backs(*actor))
            .filter(|actor| fits(registry.entry(*actor), chunk.role, &chunk.role.kinds, &[]))
            .collect();
        let first = *in_play.first()?;
        let party = |actor: u32| registry.party_of(&registry.entry(actor).id, scene.published).id;
        in_play.iter().all(|actor| party(*actor) == party(first)).then(|| {
            let reason = format!(
                "\"{}\" is the one of the report that \"{}\" backs",
                registry.entry(first).name,
                registry.entry(backer).name
            );
            (first, reason)
        })
    }
}

/// Whether an entry can be what a role noun calls it.
fn fits(entry: &Entry, role: &Role, kinds: &[Kind], ideologies: &[&str]) -> bool {
    let has = |ideology: &str| {
        entry.ideology.iter().any(|own| own == ideology)
            || ideology == "jihadist" && entry.kind == Kind::Jihadist
            || ideology == "islamist" && entry.kind == Kind::Jihadist
    };
    let right_kind = if kinds.is_empty() {
        entry.kind.is_armed() && !entry.kind.is_state()
    } else {
        kinds.contains(&entry.kind)
    };
    right_kind
        && ideologies.iter().all(|ideology| has(ideology))
        && (role.ideology.is_empty() || role.ideology.iter().any(|ideology| has(ideology)))
}
