//! Patterns: the part of Python's `re` that tokenizers use, lookaround included.
//!
//! A backtracking matcher over the characters of one word. Words are short (the tokenizer cuts long
//! ones), every search has a step budget, and results are kept per word, so simplicity wins over
//! automata; leftmost-first choice is then exactly Python's.

use std::cell::Cell;

use crate::unicode::{CharSet, Unicode, is_space};

mod parse;

/// Steps that one attempt may take before it counts as no match.
const BUDGET: u32 = 100_000;

#[derive(Clone, Debug)]
enum Node {
    One(Set),
    Start,
    End,
    All(Vec<Node>),
    Any(Vec<Node>),
    Repeat { node: Box<Node>, least: u32, most: u32, greedy: bool },
    Look { ahead: bool, wanted: bool, node: Box<Node> },
}

#[derive(Clone, Debug)]
struct Set {
    set: CharSet,
    negated: bool,
}

impl Set {
    fn contains(&self, c: char) -> bool {
        self.set.contains(c) != self.negated
    }
}

/// What a node can begin with.
#[derive(Clone, Copy, Default)]
struct First {
    ascii: u128,
    other: bool,
    /// May match without taking a character.
    empty: bool,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    branches: Vec<Node>,
    /// Branches worth trying by first character: one list for each ASCII character, then one for all
    /// others, then one for the end of the text.
    by_first: Vec<Vec<u16>>,
    /// Only the start of the text can match.
    anchored: bool,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("pattern not understood at character {at}: {what}")]
pub struct PatternError {
    /// Character offset in the pattern.
    pub at: usize,
    /// What was found there.
    pub what: String,
}

impl Pattern {
    /// Compiles a pattern in Python's notation.
    pub(crate) fn new(pattern: &str, unicode: &Unicode) -> Result<Self, PatternError> {
        let node = parse::parse(pattern, unicode)?;
        let branches = match node {
            Node::Any(branches) if branches.len() < usize::from(u16::MAX) => branches,
            other => vec![other],
        };
        let firsts: Vec<First> = branches.iter().map(first).collect();
        let listed = |test: &dyn Fn(&First) -> bool| {
            let fits = firsts.iter().enumerate().filter(|(_, f)| f.empty || test(f));
            fits.map(|(i, _)| i as u16).collect::<Vec<u16>>()
        };
        let mut by_first: Vec<Vec<u16>> =
            (0..128).map(|c| listed(&|f: &First| f.ascii >> c & 1 == 1)).collect();
        by_first.push(listed(&|f: &First| f.other));
        by_first.push(listed(&|_: &First| false));
        let anchored = branches.iter().all(starts_anchored);
        Ok(Pattern { branches, by_first, anchored })
    }

    /// The leftmost match at or after `from`.
    pub(crate) fn find_from(&self, text: &[char], from: usize) -> Option<(usize, usize)> {
        let last = if self.anchored { 0 } else { text.len() };
        (from..=last).find_map(|at| self.match_at(text, at).map(|end| (at, end)))
    }

    /// The end of a match at the start of the text.
    pub(crate) fn match_start(&self, text: &[char]) -> Option<usize> {
        self.match_at(text, 0)
    }

    fn match_at(&self, text: &[char], at: usize) -> Option<usize> {
        let list = match text.get(at) {
            Some(&c) if (c as u32) < 128 => c as usize,
            Some(_) => 128,
            None => 129,
        };
        let candidates = &self.by_first[list];
        if candidates.is_empty() {
            return None;
        }
        let run = Run { text, left: Cell::new(BUDGET) };
        let mut found = None;
        for &branch in candidates {
            let matched = run.step(&self.branches[usize::from(branch)], at, &mut |end| {
                found = Some(end);
                true
            });
            if matched {
                break;
            }
        }
        found
    }
}

struct Run<'t> {
    text: &'t [char],
    left: Cell<u32>,
}

type Next<'n> = &'n mut dyn FnMut(usize) -> bool;

impl Run<'_> {
    fn step(&self, node: &Node, at: usize, next: Next) -> bool {
        let Some(left) = self.left.get().checked_sub(1) else { return false };
        self.left.set(left);
        match node {
            Node::One(set) => self.text.get(at).is_some_and(|&c| set.contains(c)) && next(at + 1),
            Node::Start => at == 0 && next(at),
            Node::End => {
                let rest = &self.text[at..];
                (rest.is_empty() || rest == ['\n']) && next(at)
            }
            Node::All(nodes) => self.all(nodes, at, next),
            Node::Any(nodes) => nodes.iter().any(|node| self.step(node, at, next)),
            Node::Repeat { node, least, most, greedy } => match &**node {
                Node::One(set) => self.repeat_one(set, (*least, *most, *greedy), at, next),
                node => self.repeat(node, (*least, *most, *greedy), 0, at, next),
            },
            Node::Look { ahead, wanted, node } => {
                let found = if *ahead {
                    self.step(node, at, &mut |_| true)
                } else {
                    let width = width(node).unwrap_or(usize::MAX);
                    at.checked_sub(width)
                        .is_some_and(|from| self.step(node, from, &mut |end| end == at))
                };
                found == *wanted && next(at)
            }
        }
    }

    fn all(&self, nodes: &[Node], at: usize, next: Next) -> bool {
        match nodes.split_first() {
            None => next(at),
            Some((node, rest)) => self.step(node, at, &mut |at| self.all(rest, at, next)),
        }
    }

    /// A repeated single character needs no recursion: count, then give back.
    fn repeat_one(
        &self,
        set: &Set,
        (least, most, greedy): (u32, u32, bool),
        at: usize,
        next: Next,
    ) -> bool {
        let least = least as usize;
        let most = (most as usize).min(self.text.len() - at);
        let run = self.text[at..at + most].iter().take_while(|&&c| set.contains(c)).count();
        if run < least {
            return false;
        }
        if greedy {
            (least..=run).rev().any(|count| next(at + count))
        } else {
            (least..=run).any(|count| next(at + count))
        }
    }

    fn repeat(
        &self,
        node: &Node,
        bounds: (u32, u32, bool),
        done: u32,
        at: usize,
        next: Next,
    ) -> bool {
        let (least, most, greedy) = bounds;
        if self.left.get() == 0 {
            return false;
        }
        if done >= least && !greedy && next(at) {
            return true;
        }
        let again = done < most
            && self.step(node, at, &mut |end| {
                // A round that takes nothing would go on for ever.
                (end > at || done < least) && self.repeat(node, bounds, done + 1, end, next)
            });
        again || (done >= least && greedy && next(at))
    }
}

/// The fixed number of characters that a node takes, as lookbehind needs it.
fn width(node: &Node) -> Option<usize> {
    match node {
        Node::One(_) => Some(1),
        Node::Start | Node::End | Node::Look { .. } => Some(0),
        Node::All(nodes) => nodes.iter().map(width).sum(),
        Node::Any(nodes) => {
            let mut widths = nodes.iter().map(width);
            let one = widths.next()??;
            widths.all(|other| other == Some(one)).then_some(one)
        }
        Node::Repeat { node, least, most, .. } => {
            (least == most).then(|| width(node).map(|w| w * *least as usize))?
        }
    }
}

fn first(node: &Node) -> First {
    match node {
        Node::One(set) => {
            let ascii = set.set.ascii();
            First { ascii: if set.negated { !ascii } else { ascii }, other: true, empty: false }
        }
        Node::Start | Node::End | Node::Look { .. } => First { empty: true, ..First::default() },
        Node::All(nodes) => {
            let mut sum = First { empty: true, ..First::default() };
            for node in nodes {
                let one = first(node);
                sum.ascii |= one.ascii;
                sum.other |= one.other;
                if !one.empty {
                    sum.empty = false;
                    break;
                }
            }
            sum
        }
        Node::Any(nodes) => nodes.iter().map(first).fold(First::default(), |a, b| First {
            ascii: a.ascii | b.ascii,
            other: a.other || b.other,
            empty: a.empty || b.empty,
        }),
        Node::Repeat { node, least, .. } => {
            let one = first(node);
            First { empty: one.empty || *least == 0, ..one }
        }
    }
}

fn starts_anchored(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::All(nodes) => nodes.first().is_some_and(starts_anchored),
        Node::Any(nodes) => nodes.iter().all(starts_anchored),
        _ => false,
    }
}

/// Python's `\s` and `\S` ask `str.isspace`.
fn space_set() -> CharSet {
    let spaces = (0..=0xffff).filter_map(char::from_u32).filter(|&c| is_space(c));
    CharSet::new(spaces.map(|c| (c as u32, c as u32)).collect())
}

#[cfg(test)]
mod tests;
