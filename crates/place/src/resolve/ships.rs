//! Ships: many bear a town's name. In a report that tells of "the cruiser Moskva" the word means her, and not
//! the town, unless it stands where only a town can.

use std::collections::HashSet;
use std::ops::Range;

use dateline_syntax::Analysis;

use super::mention::Finder;
use super::words;

/// Words that are ships' names in this report: those behind a noun for a ship.
pub(super) fn ships<'t>(analysis: &Analysis<'t>) -> HashSet<&'t str> {
    let mut ships = HashSet::new();
    for noun in 0..analysis.len() {
        if !words::is_ship(&analysis.lemma(noun).to_lowercase()) {
            continue;
        }
        let sentence = analysis.sentences()[analysis.sentence_of(noun)].end as usize;
        let marked = (noun + 1..sentence).take_while(|&t| is_mark(analysis.text(t))).count();
        let start = noun + 1 + marked;
        let capital = |t: usize| analysis.text(t).starts_with(char::is_uppercase);
        let name =
            start..(start..sentence).take_while(|&t| capital(t)).last().map_or(start, |t| t + 1);
        // "the ship Ruritania had seized": the next word may begin a clause of its own
        let joined =
            |last: usize| analysis.head(last) == noun || analysis.head(noun) == last || marked > 0;
        if name.clone().last().is_some_and(joined) {
            ships.extend(name.map(|t| analysis.text(t)));
        }
    }
    ships
}

/// Marks that set a ship's name off: quotation marks, and the stars of a text that was set in italics.
fn is_mark(text: &str) -> bool {
    matches!(text, "*" | "_" | "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''" | "«")
}

impl Finder<'_, '_> {
    /// Whether the words are a ship's name in this report.
    pub fn is_ship(&self, name: &Range<usize>) -> bool {
        let a = self.analysis;
        let before = (0..name.start).rev().map(|t| a.text(t)).find(|text| !is_mark(text));
        let there = before.is_some_and(|word| words::is_locative(&word.to_lowercase()));
        !there
            && !name.is_empty()
            && name.clone().all(|token| self.ships.contains(self.word(token)))
    }
}
