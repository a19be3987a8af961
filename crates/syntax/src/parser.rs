//! The dependency parser: arc-eager moves, greedy, non-monotonic, with sentence breaks.

use crate::labels::{Label, Labels};
use crate::matrix::Kernels;
use crate::model::{Model, ModelError};
use crate::transition::{Network, Run, Scratch, runs};

/// Features of a state.
const FEATURES: usize = 8;

/// No token.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

#[derive(Debug)]
pub(crate) struct Parser {
    network: Network,
    /// Arc label of every move; projective labels may still be decorated (`prep||nsubj`).
    labels: Vec<Label>,
    runs: Vec<Run<Move>>,
    root: Label,
}

/// The state of a parse; belongs to a session. Arrays are by token.
#[derive(Debug, Default)]
pub(crate) struct State {
    len: u32,
    stack: Vec<u32>,
    /// Tokens put back on the buffer; the last comes first.
    returned: Vec<u32>,
    next: u32,
    pub heads: Vec<u32>,
    pub labels: Vec<Label>,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
    /// Latest child on each side, and the one before each child on its side.
    left: Vec<u32>,
    right: Vec<u32>,
    earlier: Vec<u32>,
}

impl Parser {
    pub(crate) fn new(
        model: &Model,
        kernels: &Kernels,
        width: usize,
        deps: &mut Labels,
    ) -> Result<Self, ModelError> {
        let data = &model.header.parser;
        let network = Network::new(model, kernels, "parser", data, width)?;
        if network.features() != FEATURES {
            return Err(ModelError::Unsupported(format!("a parser of {} features", data.features)));
        }
        let mut labels = Vec::new();
        let mut kinds = Vec::new();
        for name in &data.moves {
            let (kind, label) = name.split_once('-').unwrap_or((name, ""));
            kinds.push(match kind {
                "S" => Move::Shift,
                "D" => Move::Reduce,
                "L" => Move::Left,
                "R" => Move::Right,
                "B" => Move::Break,
                other => return Err(ModelError::Unsupported(format!("parser move {other}"))),
            });
            labels.push(deps.add(label));
            for part in label.split("||") {
                deps.add(part);
            }
        }
        Ok(Parser { network, labels, runs: runs(kinds.into_iter()), root: deps.add("ROOT") })
    }

    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// Parses a paragraph: afterwards `state.heads` and `state.labels` hold the projective tree.
    pub(crate) fn parse(
        &self,
        kernels: &Kernels,
        vectors: &[f32],
        scratch: &mut Scratch,
        state: &mut State,
        len: usize,
    ) {
        self.network.prepare(kernels, vectors, scratch);
        state.reset(len);
        // Each token is pushed, returned and popped a bounded number of times; this is only a guard.
        let mut left = len * 16 + 16;
        while !state.is_final() && left > 0 {
            left -= 1;
            self.network.score(kernels, state.features(), scratch);
            let allowed = state.allowed();
            let mut best: Option<(usize, f32, Move)> = None;
            for run in &self.runs {
                if !allowed[run.kind as usize] {
                    continue;
                }
                let scores = &scratch.scores[run.from..run.to];
                let at = if scores.len() > 1 { kernels.most(scores) } else { 0 };
                if best.is_none_or(|(_, score, _)| scores[at] > score) {
                    best = Some((run.from + at, scores[at], run.kind));
                }
            }
            let Some((number, _, kind)) = best else { break };
            state.apply(kind, self.labels[number]);
        }
        for token in 0..len {
            if state.heads[token] == NONE {
                state.heads[token] = token as u32;
                state.labels[token] = self.root;
            }
        }
    }
}

impl State {
    fn reset(&mut self, len: usize) {
        self.len = len as u32;
        self.next = 0;
        self.stack.clear();
        self.returned.clear();
        for list in [&mut self.heads, &mut self.left, &mut self.right, &mut self.earlier] {
            list.clear();
            list.resize(len, NONE);
        }
        for list in [&mut self.unshiftable, &mut self.starts] {
            list.clear();
            list.resize(len, false);
        }
        self.labels.clear();
        self.labels.resize(len, 0);
        // The first token is a sentence start from the outset.
        if let Some(first) = self.starts.first_mut() {
            *first = true;
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.waiting() == 0
    }

    /// Tokens in the buffer.
    fn waiting(&self) -> usize {
        (self.len - self.next) as usize + self.returned.len()
    }

    fn buffer(&self, i: usize) -> Option<u32> {
        if let Some(back) = self.returned.len().checked_sub(i + 1) {
            return Some(self.returned[back]);
        }
        let at = self.next as usize + i - self.returned.len();
        (at < self.len as usize).then_some(at as u32)
    }

    fn stacked(&self, i: usize) -> Option<u32> {
        self.stack.len().checked_sub(i + 1).map(|at| self.stack[at])
    }

    fn features(&self) -> [Option<u32>; FEATURES] {
        let child = |of: Option<u32>, side: &[u32]| {
            of.map(|head| side[head as usize]).filter(|&child| child != NONE)
        };
        let (b0, s0) = (self.buffer(0), self.stacked(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            child(b0, &self.left),
            child(s0, &self.left),
            child(s0, &self.right),
        ]
    }

    /// Which kinds of moves are allowed, by [`Move`].
    fn allowed(&self) -> [bool; 5] {
        let waiting = self.waiting();
        let first = self.buffer(0);
        let starts = |token: Option<u32>| token.is_some_and(|token| self.starts[token as usize]);
        let held = first.is_some_and(|token| self.unshiftable[token as usize]);
        let stacked = !self.stack.is_empty();
        let arc = stacked && waiting > 0 && !starts(first);
        let second = self.buffer(1);
        let in_order = first.is_some_and(|token| second == Some(token + 1));
        [
            !stacked || (waiting >= 2 && !starts(first) && !held),
            stacked,
            arc,
            arc,
            waiting >= 2 && in_order && !starts(second),
        ]
    }

    fn apply(&mut self, kind: Move, label: Label) {
        let (first, top) = (self.buffer(0), self.stacked(0));
        match (kind, first, top) {
            (Move::Shift, Some(_), _) => self.push(),
            (Move::Reduce, _, Some(top)) => {
                self.stack.pop();
                if self.heads[top as usize] == NONE && !self.stack.is_empty() {
                    // It still needs a head, and may yet find one on the right.
                    self.unshiftable[top as usize] = true;
                    self.returned.push(top);
                }
            }
            (Move::Left, Some(first), Some(top)) => {
                self.attach(top, first, label);
                self.unshiftable[first as usize] = false;
                self.stack.pop();
            }
            (Move::Right, Some(first), Some(top)) => {
                self.attach(first, top, label);
                self.push();
            }
            (Move::Break, _, _) => {
                if let Some(second) = self.buffer(1) {
                    self.starts[second as usize] = true;
                }
            }
            _ => {
                // Not allowed, so never chosen; ending the parse is the only safe answer.
                self.stack.clear();
                self.returned.clear();
                self.next = self.len;
            }
        }
    }

    fn push(&mut self) {
        let first = match self.returned.pop() {
            Some(token) => token,
            None => {
                self.next += 1;
                self.next - 1
            }
        };
        self.stack.push(first);
    }

    fn attach(&mut self, child: u32, head: u32, label: Label) {
        let old = self.heads[child as usize];
        if old != NONE {
            let side = if old > child { &mut self.left } else { &mut self.right };
            if side[old as usize] == child {
                side[old as usize] = self.earlier[child as usize];
            }
        }
        let side = if head > child { &mut self.left } else { &mut self.right };
        self.earlier[child as usize] = side[head as usize];
        side[head as usize] = child;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }
}
