//! Quantities: the numbers of a sentence as words say them, with the bounds that the words allow.

use std::ops::Range;

use super::words::CountWords;
use crate::scene::Scene;

/// A number in words or digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Token indices of the number alone.
    pub core: Range<usize>,
    /// With the hedges around it.
    pub tokens: Range<usize>,
    /// Lowest number that the words allow.
    pub low: Option<u32>,
    /// The number, where the words give one.
    pub best: Option<u32>,
    /// Highest number that the words allow.
    pub high: Option<u32>,
    /// "a", "an", "one": a number only before a noun in the singular.
    pub article: bool,
}

/// Numbers above this count no people in one happening or one war.
const MOST: f64 = 100_000_000.0;

/// All quantities of a report in text order; ages, dates, units and labels are left out.
pub fn find(scene: &Scene<'_>, words: &CountWords) -> Vec<Quantity> {
    let reader = Reader { scene, words };
    let mut found = Vec::new();
    for sentence in scene.arcs.analysis.sentences() {
        let end = sentence.end as usize;
        let mut at = sentence.start as usize;
        while at < end {
            match reader.read(at, end) {
                Some(quantity) => {
                    at = quantity.tokens.end.max(at + 1);
                    if !reader.is_other(&quantity, sentence.start as usize, end) {
                        found.push(reader.hedged(quantity, sentence.start as usize, end));
                    }
                }
                None => at += 1,
            }
        }
    }
    found
}

struct Reader<'a, 's> {
    scene: &'a Scene<'s>,
    words: &'a CountWords,
}

impl Reader<'_, '_> {
    fn word(&self, token: usize) -> String {
        self.scene.arcs.analysis.text(token).to_lowercase()
    }

    fn read(&self, at: usize, end: usize) -> Option<Quantity> {
        let (first, next) = self.one(at, end)?;
        let (low, best, high) = first;
        let mut quantity =
            Quantity { core: at..next, tokens: at..next, low, best, high, article: false };
        quantity.article = next == at + 1
            && self.words.numbers.articles.contains(&self.word(at))
            && !self.words.numbers.cardinals.contains_key(&self.word(at));
        // "12 to 15", "12-15", "12 or 15", "between 12 and 15"
        if next + 1 < end && best.is_some() && !quantity.article {
            let joins = match self.word(next).as_str() {
                // "rose from 17 to 22", but "from 12 to 15 people"
                "to" if at > 0 && self.word(at - 1) == "from" => self.counts_after(next + 1, end),
                "to" | "-" | "–" | "—" | "or" => true,
                "and" => at > 0 && self.word(at - 1) == "between",
                _ => false,
            };
            if joins
                && let Some(((_, Some(upper), _), after)) = self.one(next + 1, end)
                && best.is_some_and(|lower| lower < upper)
                && self.word(next + 1) != "a"
            {
                quantity.core.end = after;
                quantity.tokens.end = after;
                quantity.best = None;
                quantity.high = Some(upper);
                if self.word(next) == "and" {
                    quantity.tokens.start -= 1;
                }
            }
        }
        Some(quantity)
    }

    /// Whether the number that begins here counts people.
    fn counts_after(&self, at: usize, end: usize) -> bool {
        self.one(at, end).is_some_and(|(_, after)| {
            after < end && self.words.who(&self.scene.lemma(after)).is_some()
        })
    }

    /// One number: low, best, high and the token after it.
    #[allow(clippy::type_complexity)]
    fn one(
        &self,
        at: usize,
        end: usize,
    ) -> Option<((Option<u32>, Option<u32>, Option<u32>), usize)> {
        let numbers = &self.words.numbers;
        let word = self.word(at);
        // "tens of thousands", "hundreds of thousands"
        let of_plural = |next: usize| -> Option<u32> {
            (next + 1 < end && self.word(next) == "of")
                .then(|| numbers.vague.get(&self.word(next + 1)).copied())
                .flatten()
                .filter(|&n| n >= 200)
        };
        if word == "tens" {
            let plural = of_plural(at + 1)?;
            return Some(((Some(plural / 2 * 20), None, None), at + 3));
        }
        if let Some(&low) = numbers.vague.get(&word) {
            if let Some(plural) = of_plural(at + 1) {
                let product = low.saturating_mul(plural / 2);
                return Some(((Some(product), None, None), at + 3));
            }
            if word == "scores" && self.scene.arcs.analysis.pos(at) == "VERB" {
                return None;
            }
            return Some(((Some(low), None, None), at + 1));
        }
        if word == "half"
            && at + 2 < end
            && self.word(at + 1) == "a"
            && let Some(&times) = numbers.multipliers.get(&self.word(at + 2))
        {
            let n = Some(times / 2);
            return Some(((n, n, n), at + 3));
        }
        let mut next = at;
        // "a few hundred", "a dozen", "a couple of dozen", "a hundred"
        let leading_article = matches!(word.as_str(), "a" | "an") && at + 1 < end;
        let key = if leading_article { self.word(at + 1) } else { word.clone() };
        let after = if leading_article { at + 2 } else { at + 1 };
        if let Some(&low) = numbers.some.get(&key) {
            if key == "few" && !leading_article {
                return None;
            }
            let (times, next) = self.multiplier(after, end);
            return Some(((Some(low.saturating_mul(times)), None, None), next));
        }
        if let Some(&pair) = numbers.pairs.get(&key) {
            let of = usize::from(after < end && self.word(after) == "of");
            let (times, next) = self.multiplier(after + of, end);
            let next = if times == 1 { after } else { next };
            let n = Some(pair.saturating_mul(times));
            return Some(((n, n, n), next));
        }
        let mut value: Option<f64> = None;
        if leading_article {
            if let Some(&times) = numbers.multipliers.get(&key) {
                value = Some(f64::from(times));
                next = after;
            } else {
                return Some(((Some(1), Some(1), Some(1)), at + 1));
            }
        } else if numbers.articles.contains(&word) {
            let (times, after) = self.multiplier(at + 1, end);
            let n = Some(times);
            return Some(((n, n, n), after));
        } else if let Some(number) = digits(self.scene.arcs.analysis.text(at)) {
            value = Some(number);
            next = at + 1;
        } else if let Some(&number) = numbers.cardinals.get(&word) {
            value = Some(f64::from(number));
            next = at + 1;
            // "twenty-five"
            if number >= 20 {
                let hyphen = usize::from(next < end && self.word(next) == "-");
                let unit = (next + hyphen < end)
                    .then(|| numbers.cardinals.get(&self.word(next + hyphen)))
                    .flatten()
                    .filter(|&&unit| unit < 10);
                if let Some(&unit) = unit {
                    value = Some(f64::from(number + unit));
                    next += hyphen + 1;
                }
            }
        } else if let Some((tens, unit)) = word.split_once('-') {
            let of = |part: &str| numbers.cardinals.get(part).copied();
            value = Some(f64::from(of(tens)?.checked_add(of(unit)?)?));
            next = at + 1;
        } else if numbers.multipliers.contains_key(&word) && at > 0 && word != "million" {
            // a headline's "hundred killed"
            return None;
        }
        let mut value = value?;
        loop {
            let (times, after) = self.multiplier(next, end);
            if after == next {
                break;
            }
            value *= f64::from(times);
            next = after;
            // "one hundred and twenty", "two thousand five hundred"
            let and = usize::from(next < end && self.word(next) == "and");
            if next + and < end
                && times >= 100
                && let Some(&rest) = numbers.cardinals.get(&self.word(next + and))
            {
                let ends_here = next + and + 1 >= end
                    || !numbers.multipliers.contains_key(&self.word(next + and + 1));
                if ends_here && f64::from(rest) < f64::from(times) {
                    value += f64::from(rest);
                    next += and + 1;
                }
            }
        }
        if !(1.0..=MOST).contains(&value) || value.fract() != 0.0 {
            return None;
        }
        let n = Some(value as u32);
        Some(((n, n, n), next))
    }

    fn multiplier(&self, at: usize, end: usize) -> (u32, usize) {
        // "two-dozen"
        let hyphen = usize::from(at + 1 < end && self.word(at) == "-");
        if at + hyphen < end
            && let Some(&times) = self.words.numbers.multipliers.get(&self.word(at + hyphen))
        {
            return (times, at + hyphen + 1);
        }
        (1, at)
    }

    /// Whether the number is an age, a date, a share, a measure, a label or a part of a name.
    fn is_other(&self, quantity: &Quantity, start: usize, end: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let Range { start: first, end: next } = quantity.core;
        let before = (first > start).then(|| self.word(first - 1));
        let after = (next < end).then(|| self.word(next));
        let glued_before = first > start && a.span(first - 1).end == a.span(first).start;
        let glued_after = next < end && a.span(next - 1).end == a.span(next).start;
        let word = self.word(first);
        if before.as_deref().is_some_and(|w| matches!(w, "not" | "no" | "nor" | "every" | "each"))
            || word == "one"
                && before
                    .as_deref()
                    .is_some_and(|w| matches!(w, "this" | "that" | "which" | "any" | "number"))
            || word == "one" && after.as_deref() == Some("another")
        {
            return true;
        }
        if quantity.article {
            // "a 12-year-old boy" is one boy; "one of", "one another", "a.m." are no numbers
            return after.as_deref().is_none_or(|w| matches!(w, "another" | "." | "-"));
        }
        let digits = a.text(first).starts_with(|c: char| c.is_ascii_digit());
        if let Some(before) = &before {
            if self.words.units.before.contains(before) && (digits || before == "aged") {
                // "killed on Route 9" but "the group killed 9": the noun's own number stands alone
                let verbal = self.scene.arcs.is_verb(first - 1);
                if !verbal {
                    return true;
                }
            }
            if glued_before
                && !matches!(before.as_str(), "(" | "\"" | "“" | "‘" | "'" | "—" | "–" | "[")
            {
                return true;
            }
        }
        if let Some(after) = &after {
            if self.words.units.after.contains(after)
                || glued_after
                    && matches!(after.as_str(), "-" | "/" | ":" | "'s" | "’s" | "s" | "°" | "x")
            {
                return true;
            }
            if self.is_age(first, start, before.as_deref(), after) {
                return true;
            }
            // "rose from 17 to 22": the old figure
            if after == "to"
                && before.as_deref() == Some("from")
                && self.one(next + 1, end).is_some()
                && !self.counts_after(next + 1, end)
            {
                return true;
            }
        }
        // "Brigade 93", "Resolution 2254": a number behind its noun
        let head = a.head(first);
        if digits
            && head < first
            && a.pos(head) == "PROPN"
            && matches!(a.dep(first), "nummod" | "npadvmod" | "appos")
            && first == head + 1
        {
            return true;
        }
        let within = |range: &Range<u32>| {
            range.contains(&(first as u32)) && range.contains(&((next - 1) as u32))
        };
        // A date, unless a noun of people follows ("killed on Monday 12 people").
        let counts_people = next < end && self.words.who(&self.scene.lemma(next)).is_some();
        !counts_people
            && (self.scene.times.iter().any(|t| within(&t.tokens))
                || a.names().iter().any(|n| {
                    within(&n.tokens)
                        && matches!(
                            a.label(n),
                            "MONEY"
                                | "PERCENT"
                                | "TIME"
                                | "FAC"
                                | "LAW"
                                | "PRODUCT"
                                | "WORK_OF_ART"
                                | "EVENT"
                        )
                        && n.tokens.len() > 1
                }))
    }

    /// "Ahmed, 12, was killed", "a man, 62, and his wife", "a girl (9)", "aged between 4 and 12".
    fn is_age(&self, first: usize, start: usize, before: Option<&str>, after: &str) -> bool {
        let a = self.scene.arcs.analysis;
        let digits = a.text(first).starts_with(|c: char| c.is_ascii_digit());
        let set_off = matches!((before, after), (Some(","), "," | "." | "and") | (Some("("), ")"));
        if set_off && digits && first >= start + 2 {
            let owner = first - 2;
            let person = a.tag(owner) == "NN" && self.words.who(&self.scene.lemma(owner)).is_some();
            let named =
                a.pos(owner) == "PROPN" || a.head(first) < first && a.pos(a.head(first)) == "PROPN";
            if person || named && after != "and" {
                return true;
            }
        }
        let near = first.saturating_sub(4).max(start)..first;
        before.is_some_and(|word| matches!(word, "between" | "from" | "of" | "and" | "to" | "ages"))
            && near.into_iter().any(|t| matches!(self.word(t).as_str(), "aged" | "ages" | "age"))
    }

    /// Reads the hedges before and after.
    fn hedged(&self, mut quantity: Quantity, start: usize, end: usize) -> Quantity {
        let hedges = &self.words.hedges;
        let exact = quantity.best.is_some() && quantity.best == quantity.high;
        if quantity.article {
            return quantity;
        }
        for _ in 0..3 {
            let at = quantity.tokens.start;
            let longest = |list: &[String]| {
                list.iter().filter_map(|p| self.ends_with(p, start, at)).max().unwrap_or(0)
            };
            let lengths = [
                longest(&hedges.at_least),
                longest(&hedges.at_most),
                longest(&hedges.nearly),
                longest(&hedges.fewer),
                longest(&hedges.about),
                longest(&hedges.plain),
            ];
            let Some(&best) = lengths.iter().max().filter(|&&n| n > 0) else { break };
            quantity.tokens.start -= best;
            if exact || quantity.best.is_none() {
                let kind = lengths.iter().position(|&n| n == best);
                let n = quantity.best;
                match kind {
                    Some(0) => quantity.high = None,
                    Some(1) if exact => (quantity.low, quantity.high) = (None, n),
                    // The number that is given stands for the lowest, too: no other is said.
                    Some(2) if exact => quantity.high = n,
                    Some(3) if exact => {
                        (quantity.low, quantity.best, quantity.high) = (None, None, n);
                    }
                    Some(4) if exact => quantity.high = None,
                    _ => {}
                }
            }
        }
        for phrase in &hedges.or_more {
            let count = phrase.split(' ').count();
            let at = quantity.tokens.end;
            let said =
                phrase.split(' ').enumerate().all(|(i, w)| at + i < end && self.word(at + i) == w);
            if said && exact {
                quantity.high = None;
                quantity.tokens.end += count;
                break;
            }
        }
        quantity
    }

    /// How many tokens before `at` the phrase covers.
    fn ends_with(&self, phrase: &str, start: usize, at: usize) -> Option<usize> {
        let count = phrase.split(' ').count();
        let first = at.checked_sub(count).filter(|&first| first >= start)?;
        phrase.split(' ').enumerate().all(|(i, w)| self.word(first + i) == w).then_some(count)
    }
}

/// "12", "1,200", "2.5".
fn digits(text: &str) -> Option<f64> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) || text.len() > 12 {
        return None;
    }
    if text.len() > 1 && text.starts_with('0') && !text.starts_with("0.") {
        return None;
    }
    let groups: Vec<&str> = text.split(',').collect();
    if groups.len() > 1 && groups[1..].iter().any(|g| g.len() != 3) {
        return None;
    }
    groups.concat().parse().ok()
}
