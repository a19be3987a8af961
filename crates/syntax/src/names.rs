//! The name recogniser: BILUO moves over the tokens, with an encoder of its own.

use std::ops::Range;

use crate::labels::{Label, Labels};
use crate::matrix::Kernels;
use crate::model::{Model, ModelError};
use crate::transition::{Network, Run, Scratch, runs};

/// Features of a state: the token, the first of the open name, and the one before.
const FEATURES: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin,
    In,
    Last,
    Unit,
    Out,
    /// Never allowed: the move without a label.
    Never,
}

#[derive(Debug)]
pub(crate) struct Names {
    network: Network,
    moves: Vec<(Move, Label)>,
    runs: Vec<Run<Move>>,
}

impl Names {
    pub(crate) fn new(
        model: &Model,
        kernels: &Kernels,
        width: usize,
        labels: &mut Labels,
    ) -> Result<Self, ModelError> {
        let data = &model.header.ner.transitions;
        let network = Network::new(model, kernels, "ner", data, width)?;
        if network.features() != FEATURES {
            return Err(ModelError::Unsupported(format!("names of {} features", data.features)));
        }
        let mut moves = Vec::new();
        for name in &data.moves {
            let (kind, label) = name.split_once('-').unwrap_or((name, ""));
            let kind = match kind {
                "O" => Move::Out,
                _ if label.is_empty() => Move::Never,
                "B" => Move::Begin,
                "I" => Move::In,
                "L" => Move::Last,
                "U" => Move::Unit,
                other => return Err(ModelError::Unsupported(format!("name move {other}"))),
            };
            moves.push((kind, labels.add(label)));
        }
        let runs = runs(moves.iter().map(|&(kind, _)| kind));
        Ok(Names { network, moves, runs })
    }

    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// Finds the names of a paragraph. `starts` marks the sentences' first tokens.
    pub(crate) fn find(
        &self,
        kernels: &Kernels,
        vectors: &[f32],
        scratch: &mut Scratch,
        starts: &[bool],
        is_space: impl Fn(usize) -> bool,
        out: &mut Vec<(Range<u32>, Label)>,
    ) {
        self.network.prepare(kernels, vectors, scratch);
        let len = starts.len();
        let mut open: Option<(u32, Label)> = None;
        for token in 0..len {
            let at = token as u32;
            let tokens = [Some(at), open.map(|(first, _)| first), open.map(|_| at - 1)];
            self.network.score(kernels, tokens, scratch);
            let goes_on = token + 1 < len && !starts[token + 1];
            let space = is_space(token);
            let mut best: Option<(usize, f32)> = None;
            for run in &self.runs {
                let allowed = match run.kind {
                    Move::Begin => open.is_none() && goes_on && !space,
                    Move::Unit => open.is_none() && !space,
                    Move::Out => open.is_none(),
                    Move::In => open.is_some() && goes_on,
                    Move::Last => open.is_some(),
                    Move::Never => false,
                };
                if !allowed {
                    continue;
                }
                // Inside a name only the moves with its label count.
                let scores = &scratch.scores[run.from..run.to];
                let at = match open {
                    None => Some(kernels.most(scores)),
                    Some((_, label)) => {
                        self.moves[run.from..run.to].iter().position(|m| m.1 == label)
                    }
                };
                let Some(at) = at else { continue };
                if best.is_none_or(|(_, score)| scores[at] > score) {
                    best = Some((run.from + at, scores[at]));
                }
            }
            let Some((number, _)) = best else { break };
            let (kind, label) = self.moves[number];
            match (kind, open) {
                (Move::Begin, _) => open = Some((at, label)),
                (Move::Unit, _) => out.push((at..at + 1, label)),
                (Move::Last, Some((first, label))) => {
                    out.push((first..at + 1, label));
                    open = None;
                }
                _ => {}
            }
        }
    }
}
