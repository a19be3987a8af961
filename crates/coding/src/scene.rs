//! The scene: one report's layers with the indexes that the matcher asks of them.

use std::cell::OnceCell;

use dateline_actor::{Mention, MentionKind, Registry};
use dateline_place::{Gazetteer, Place, Toponym, ToponymRole};
use dateline_time::Expression;
use jiff::civil::Date;

use crate::arcs::Arcs;
use crate::topic;

const NONE: u32 = u32::MAX;

/// One report's layers, indexed by token.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Arcs and words.
    pub arcs: Arcs<'a>,
    /// Toponyms in text order.
    pub toponyms: &'a [Toponym],
    /// Mentions of actors in text order.
    pub mentions: &'a [Mention],
    /// Expressions of time in text order.
    pub times: &'a [Expression],
    /// Who the actors are.
    pub registry: &'a Registry,
    /// Where places are.
    pub gazetteer: &'a Gazetteer,
    /// Day of publication.
    pub published: Option<Date>,
    /// The place that the report is titled with.
    pub topic: Option<Place>,
    /// Whether the report is of a war, once asked.
    pub(crate) war: OnceCell<bool>,
    place_at: Vec<u32>,
    mention_at: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// Indexes the layers.
    pub fn new(
        arcs: Arcs<'a>,
        toponyms: &'a [Toponym],
        mentions: &'a [Mention],
        times: &'a [Expression],
        registry: &'a Registry,
        gazetteer: &'a Gazetteer,
        published: Option<Date>,
    ) -> Self {
        let len = arcs.analysis.len();
        let mut place_at = vec![NONE; len];
        for (index, toponym) in toponyms.iter().enumerate() {
            for token in toponym.tokens.clone() {
                if let Some(slot) = place_at.get_mut(token as usize) {
                    *slot = index as u32;
                }
            }
        }
        let mut mention_at = vec![NONE; len];
        for (index, mention) in mentions.iter().enumerate() {
            if let Some(slot) = mention_at.get_mut(mention.head as usize) {
                *slot = index as u32;
            }
        }
        // "ex-Seleka", "the National Congress for Defence": a name that the parser took apart is reached by each
        // of the pieces that hang on something outside it
        for (index, mention) in
            mentions.iter().enumerate().filter(|(_, m)| m.how == MentionKind::Name)
        {
            let words = mention.tokens.start as usize..(mention.tokens.end as usize).min(len);
            for token in words.clone() {
                let a = arcs.analysis;
                let outside = !words.contains(&a.head(token)) || a.head(token) == token;
                if outside
                    && matches!(a.pos(token), "NOUN" | "PROPN" | "ADJ" | "X")
                    && mention_at[token] == NONE
                {
                    mention_at[token] = index as u32;
                }
            }
        }
        Scene {
            arcs,
            toponyms,
            mentions,
            times,
            registry,
            gazetteer,
            published,
            topic: None,
            war: OnceCell::new(),
            place_at,
            mention_at,
        }
    }

    /// Takes the report's title for its topic, where it is a place's name and nothing else.
    pub fn with_title(mut self, title: Option<&str>) -> Self {
        self.topic = title.and_then(|title| topic::of_title(&self, title));
        self
    }

    /// The toponym that covers a token.
    pub fn toponym(&self, token: usize) -> Option<&'a Toponym> {
        self.toponyms.get(*self.place_at.get(token)? as usize)
    }

    /// The toponym that covers a token and can be the place of something.
    pub fn location(&self, token: usize) -> Option<&'a Toponym> {
        self.toponym(token).filter(|t| !matches!(t.role, ToponymRole::Demonym))
    }

    /// The mention whose phrase has this head.
    pub fn mention(&self, head: usize) -> Option<&'a Mention> {
        self.mentions.get(*self.mention_at.get(head)? as usize)
    }

    /// The lower-case lemma.
    pub fn lemma(&self, token: usize) -> String {
        let a = self.arcs.analysis;
        let lemma = a.lemma(token).to_lowercase();
        // "reoccupie": what the lemmatizer makes of a verb in -y that it does not know
        if lemma.ends_with("ie")
            && a.pos(token) == "VERB"
            && let Some(meant) = self.arcs.lexicon.verb_of(&a.text(token).to_lowercase())
        {
            return meant.to_owned();
        }
        if matches!(a.pos(token), "VERB")
            && lemma.len() > 2
            && a.text(token).eq_ignore_ascii_case(&lemma)
        {
            let lexicon = self.arcs.lexicon;
            let regular = || {
                let known = lexicon.verbs.contains(&lemma);
                if known { None } else { lexicon.verb_of(&lemma) }
            };
            if let Some(meant) = lexicon.regular(&lemma).or_else(regular) {
                return meant.to_owned();
            }
        }
        // "Mobs attacked": a plain plural that begins the sentence, read as a name
        if a.pos(token) == "PROPN"
            && self.toponym(token).is_none()
            && a.sentences()[a.sentence_of(token)].start as usize == token
            && let Some(singular) = lemma.strip_suffix('s')
            && self.arcs.lexicon.is_noun(singular)
        {
            return singular.to_owned();
        }
        lemma
    }
}
