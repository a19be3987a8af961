//! What a nationality, an allegiance or a people makes of a role noun.

use super::chunk::Chunk;
use super::describe::Verdict;
use super::hits::Hit;
use super::reader::{Body, Reader, Who};
use crate::actor::MentionKind;
use crate::kind::Kind;
use crate::lexicon::PhraseKind;
use crate::roles::{Alone, Role};

impl<'s> Reader<'s> {
    /// "Bosnian Serb forces" are neither Bosnia's nor Serbia's: the country, where two
    /// nationalities of different states stand together.
    pub fn two_nationalities(&self, chunk: &Chunk) -> Option<String> {
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

    /// "Iraqi" + "forces", "Hezbollah" + "fighters".
    pub fn owned_by(&self, hit: &Hit, role: &Role) -> Verdict {
        let registry = self.scene.registry;
        let entry = registry.entry(hit.actor);
        let how = MentionKind::Description;
        if entry.governs().is_none() {
            let reason = format!("described by the name of \"{}\"", entry.name);
            return Verdict::entry(hit.actor, how, reason);
        }
        // "Ruritanian commanders" where the Ruritanians of another country fight
        if role.person
            && hit.kind == PhraseKind::Demonym
            && let Some(actor) = self.people_here(hit)
        {
            let name = &registry.entry(actor).name;
            return Verdict::entry(actor, how, format!("\"{name}\" is that people here"));
        }
        let civil = role.civil && hit.kind == PhraseKind::Demonym;
        if (role.slot.is_empty() || civil) && !role.person && !role.kinds.is_empty() {
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
    pub fn group_of_country(&self, hit: &Hit, role: &Role) -> Verdict {
        let registry = self.scene.registry;
        let country = registry.entry(hit.actor).governs().unwrap_or_default().to_owned();
        if let Some((actor, reason)) =
            self.in_play(hit.tokens.end, role, &[], &[], Some(&country), true)
            && !self.fights_for_another(actor, &country)
        {
            return Verdict::entry(actor, MentionKind::Description, reason);
        }
        // Where nobody else of that nation fights, its fighters are its army's side.
        if hit.kind == PhraseKind::Demonym
            && role.alone == Alone::Group
            && !role.slot.is_empty()
            && self.alone_in_arms(&country)
        {
            let actor = self.slot(hit.actor, role);
            let name = &registry.entry(hit.actor).name;
            let reason = format!("nobody else of that nation is in arms: those of \"{name}\"");
            return Verdict::entry(actor, MentionKind::Description, reason);
        }
        let end = (hit.tokens.end..self.scene.sentence_end(hit.tokens.start))
            .find(|token| self.scene.role(*token).is_some())
            .unwrap_or(hit.tokens.end.saturating_sub(1));
        let analysis = self.scene.analysis;
        // "Ruritanian rebels" are those whom Ruritania calls the rebels
        let noun = analysis.text(end).to_lowercase();
        if noun == "rebels"
            && self.country_here(end).as_ref() == Some(&country)
            && let Some((actor, reason)) = self.usually(end, vec![noun])
        {
            return Verdict::entry(actor, MentionKind::Description, reason);
        }
        let name = analysis.span_of(hit.tokens.start..end + 1).of(analysis.source());
        let body = Body { name: name.to_owned(), countries: vec![country], ..Body::default() };
        Verdict {
            who: Who::Body(body),
            how: MentionKind::Unknown,
            reason: "a group of that country which the report does not name".to_owned(),
        }
    }

    /// Whether a body fights for the government of another country: none of those that a nationality means.
    fn fights_for_another(&self, actor: u32, country: &str) -> bool {
        let registry = self.scene.registry;
        let party = registry.party_of(&registry.entry(actor).id, self.scene.published);
        let governed = registry.get(&party.id).and_then(|entry| entry.governs());
        governed.is_some_and(|other| other != country)
    }

    /// Whether no armed group of a country fights for itself on the report's day.
    fn alone_in_arms(&self, country: &str) -> bool {
        let registry = self.scene.registry;
        let of = |code: &String| code == country;
        !registry.entries().iter().any(|entry| {
            matches!(entry.kind, Kind::Rebel | Kind::Jihadist | Kind::Militia)
                && entry.countries.first().is_some_and(of)
                && self.scene.published.is_none_or(|day| entry.active.hold(day))
                && registry.party_of(&entry.id, self.scene.published).id == entry.id
        })
    }

    /// "gunmen", "unidentified fighters".
    pub fn nobody_known(&self, chunk: &Chunk, reason: &str) -> Verdict {
        let countries = self.country_here(chunk.noun).into_iter().collect();
        let body = Body { name: self.bare_text(chunk), countries, ..Body::default() };
        Verdict { who: Who::Body(body), how: MentionKind::Unknown, reason: reason.to_owned() }
    }

    pub fn bare_text(&self, chunk: &Chunk) -> String {
        let analysis = self.scene.analysis;
        analysis.span_of(chunk.bare(&self.scene)).of(analysis.source()).to_owned()
    }

    /// "Syrian protesters", "residents": people who do not fight.
    pub fn people_phrase(&self, chunk: &Chunk, hit: Option<&Hit>) -> Verdict {
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
    pub fn state_words(&self, chunk: &Chunk<'s>, token: usize) -> Option<Verdict> {
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
    pub fn on_the_side_of(&self, chunk: &Chunk<'s>, actor: u32) -> Verdict {
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

    pub fn backed(&self, chunk: &Chunk<'s>, backer: u32) -> Verdict {
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
    pub fn people_in_arms(
        &self,
        chunk: &Chunk<'s>,
        hit: &Hit,
        ideologies: &[&str],
    ) -> Option<Verdict> {
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
}
