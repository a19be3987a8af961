//! People of a country: who acts by nationality or by where they are, and is no body of the registry:
//! "Ruritanian farmers", "villagers in Ruritania", "thousands of Ruritanians".
//!
//! They stand for no government and have no side; the record says which country they are of.

use dateline_actor::Actor;
use dateline_place::ToponymRole;
use dateline_report::Span;

use crate::scene::Scene;

impl Scene<'_> {
    /// The people that an argument names with their country; none where nothing says of which.
    pub fn folk_of(&self, token: usize) -> Vec<Actor> {
        let a = self.arcs.analysis;
        let counted = self.counted(token);
        if !counted.is_empty() {
            return counted.into_iter().flat_map(|inner| self.folk(inner)).collect();
        }
        let mut found: Vec<Actor> = self.folk(token).into_iter().collect();
        if found.is_empty() {
            found.extend(self.many_states(token));
        }
        // "a member of the Ruritanian minority", "a crowd of Ruritanians"
        if found.is_empty() && a.pos(token) == "NOUN" && self.is_folk(token) {
            found.extend(self.arcs.obliques(token, "of").into_iter().filter_map(|t| self.folk(t)));
        }
        found
    }

    /// "Western powers", "Arab leaders": many states at once, which have no one country and no one side.
    fn many_states(&self, token: usize) -> Option<Actor> {
        let a = self.arcs.analysis;
        let is = |class: &str, word: &str| {
            self.arcs
                .lexicon
                .classes
                .get(class)
                .is_some_and(|words| words.iter().any(|w| w == word))
        };
        if a.tag(token) != "NNS" || !is("power", &self.lemma(token)) {
            return None;
        }
        let first = self
            .arcs
            .modifiers(token)
            .into_iter()
            .filter(|&modifier| modifier < token)
            .find(|&modifier| is("bloc", &a.text(modifier).to_lowercase()))?;
        Some(self.described(first, token, None))
    }

    /// The record of those whom a noun with its modifiers describes.
    fn described(&self, first: usize, last: usize, country: Option<String>) -> Actor {
        let a = self.arcs.analysis;
        // "at least 82 protesters": how many is no part of the name
        let counts = |t: usize| {
            matches!(a.pos(t), "NUM" | "ADV" | "ADP") || matches!(a.tag(t), "JJR" | "JJS" | "CD")
        };
        let first = (first..last).find(|&t| !counts(t)).unwrap_or(last);
        let span = Span { start: a.span(first).start, end: a.span(last).end };
        let text = span.of(a.source()).to_owned();
        Actor { id: None, name: text.clone(), side: None, country, text, span }
    }

    /// A nationality before an event ("Ruritanian riots"): people of that country.
    pub fn nation_of(&self, token: usize) -> Option<Actor> {
        let toponym = self.toponym(token)?;
        let country = toponym.place.country.clone()?;
        matches!(toponym.role, ToponymRole::Demonym)
            .then(|| self.described(token, token, Some(country)))
    }

    fn folk(&self, token: usize) -> Option<Actor> {
        let a = self.arcs.analysis;
        let nation = |token: usize| {
            let toponym = self.toponym(token)?;
            matches!(toponym.role, ToponymRole::Demonym)
                .then(|| toponym.place.country.clone())
                .flatten()
        };
        // "the Ruritanians": a people's name in the plural
        let own = nation(token).filter(|_| matches!(a.tag(token), "NNS" | "NNPS"));
        let noun = own.is_none() && a.pos(token) == "NOUN" && self.is_folk(token);
        if own.is_none() && !noun {
            return None;
        }
        let modifiers = self.arcs.modifiers(token);
        let before = || modifiers.iter().find_map(|&modifier| nation(modifier));
        let around = || {
            ["in", "of", "from", "throughout", "across", "at"].iter().find_map(|preposition| {
                self.arcs
                    .obliques(token, preposition)
                    .into_iter()
                    .find_map(|place| self.toponym(place)?.place.country.clone())
            })
        };
        let country = own.or_else(before).or_else(around)?;
        let first = modifiers.iter().copied().filter(|&m| m < token).min().unwrap_or(token);
        Some(self.described(first, token, Some(country)))
    }

    /// A noun of people, whether they are counted as civilians or march.
    fn is_folk(&self, token: usize) -> bool {
        let lemma = self.lemma(token);
        let text = self.arcs.analysis.text(token).to_lowercase();
        ["people", "crowd", "folk"].iter().any(|class| {
            let words = self.arcs.lexicon.classes.get(*class);
            words.is_some_and(|words| words.contains(&lemma) || words.contains(&text))
        })
    }
}
