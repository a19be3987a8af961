//! Names beside a role noun: "the rebel group M23", "M23, a rebel group", "Xyz fighters".

use std::ops::Range;

use super::chunk::{Chunk, hit_at};
use super::describe::Verdict;
use super::introduce::Local;
use super::reader::{Body, Reader, Who, starting_at};
use crate::actor::MentionKind;
use crate::lexicon::PhraseKind;
use crate::roles::Alone;

impl<'s> Reader<'s> {
    /// The whole phrase and its head: "the rebel group M23", "Ukrainian President Volodymyr
    /// Zelensky" hang on the name where the parser says so.
    pub fn extent(&self, chunk: &Chunk) -> (Range<usize>, usize) {
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
                PhraseKind::Leader | PhraseKind::Surname => chunk.role.person,
                _ => false,
            };
            return (fits && hit.tokens.start == next).then(|| hit.tokens.clone());
        }
        if chunk.role.person {
            let end = self.scene.sentence_end(next);
            if let Some(("PERSON", range)) = self.scene.name_label(next) {
                return (range.end <= end).then_some(next..range.end);
            }
            // A name that the recogniser missed: capitals right behind the office.
            let is_name = |token: &usize| {
                self.scene.analysis.tag(*token).starts_with("NNP")
                    && self.scene.toponym(*token).is_none()
                    && hit_at(&self.hits, *token).is_none()
            };
            let length = (next..end).take(4).take_while(is_name).count();
            return (length > 0 && !self.scene.shouted(next)).then_some(next..next + length);
        }
        None
    }

    /// "rebel group M23", "M23, a rebel group": the name beside the noun.
    pub fn by_name_beside(&self, chunk: &Chunk) -> Option<Verdict> {
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
    pub fn capitals_after(&self, chunk: &Chunk) -> Option<Range<usize>> {
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

    /// "Xyz fighters", where Xyz is a name that the registry does not know.
    pub fn named_by_capitals(&self, chunk: &Chunk) -> Option<Verdict> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        if chunk.role.person && chunk.role.slot.is_empty() || scene.shouted(chunk.noun) {
            return None;
        }
        // "MLB fighters", MLB having been introduced.
        let local = (chunk.tokens.start..chunk.noun_start).rev().find_map(|token| {
            starting_at(&self.locals, token, |(range, _)| range.start)
                .and_then(|_| self.unknown_at(token))
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

    /// The unknown body whose name, or introduced abbreviation, begins at a token.
    pub fn unknown_at(&self, token: usize) -> Option<Body> {
        let analysis = self.scene.analysis;
        let name = if let Some(range) = starting_at(&self.unknowns, token, |range| range.start) {
            analysis.span_of(range.clone()).of(analysis.source()).to_owned()
        } else {
            let (_, local) = starting_at(&self.locals, token, |(range, _)| range.start)?;
            match local {
                Local::Body(name) => name.clone(),
                Local::Entry(_) => return None,
            }
        };
        let countries = self.country_here(token).into_iter().collect();
        Some(Body { name, named: true, party: None, countries })
    }
}
