//! Mentions: every actor of a report, by name, by description and by reference.
//!
//! One pass in the order of the text. The lexicon's hits come first; role nouns with what stands
//! before and after them make descriptions ("Iraqi security forces", "fighters of the Islamic
//! State"); what is left are pronouns and definite phrases ("the group"), which look back at what
//! was mentioned so far. What cannot be told is left out or kept without an id: never guessed.

mod backing;
mod behind;
mod chunk;
mod deed;
mod describe;
mod group;
mod hits;
mod introduce;
mod meaning;
mod named;
mod person;
mod pronoun;
mod reader;
mod scene;
mod unknown;

use dateline_place::Toponym;
use dateline_report::Note;
use dateline_syntax::Analysis;
use jiff::civil::Date;

use crate::actor::Mention;
use crate::registry::Registry;

/// Finds all mentions of actors, sorted by head, one for each head of a noun phrase.
pub fn mentions(
    analysis: &Analysis<'_>,
    toponyms: &[Toponym],
    registry: &Registry,
    published: Option<Date>,
) -> (Vec<Mention>, Vec<Note>) {
    if analysis.is_empty() {
        return (vec![], vec![]);
    }
    let scene = scene::Scene::new(analysis, toponyms, registry, published);
    reader::Reader::new(scene).read()
}

/// The mention whose head is this token.
pub fn mention_at(mentions: &[Mention], head: usize) -> Option<&Mention> {
    let index = mentions.binary_search_by_key(&(head as u32), |mention| mention.head).ok()?;
    mentions.get(index)
}

/// The mention whose head is this token, and those that share it ("Syrian and Iraqi forces").
pub fn mentions_at(mentions: &[Mention], head: usize) -> impl Iterator<Item = &Mention> {
    let head = head as u32;
    near(mentions, head).iter().filter(move |m| m.head == head || m.shares_head == Some(head))
}

/// The narrowest mention whose words hold this token.
pub fn covering(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let token = token as u32;
    near(mentions, token)
        .iter()
        .filter(|mention| mention.tokens.contains(&token))
        .min_by_key(|mention| mention.tokens.len())
}

/// The mentions with heads around a token; no phrase is longer.
fn near(mentions: &[Mention], token: u32) -> &[Mention] {
    const REACH: u32 = 40;
    let first = mentions.partition_point(|mention| mention.head + REACH < token);
    let last = mentions.partition_point(|mention| mention.head <= token + REACH);
    &mentions[first..last]
}
