//! What the parser and the name recogniser share: token vectors to features, states to scores.

use crate::matrix::{Affine, Kernels, Whole};
use crate::model::{Model, ModelError, TransitionData};

/// Pieces of the hidden layer's maxout.
const HALVES: usize = 2;

/// The greatest value of a row of whole numbers. Half of what 16 bits hold leaves the weights as much.
const GREATEST: f32 = 16_383.0;

/// The network of a transition system. Features of all tokens are computed beforehand, so that a state
/// costs one sum and one small product.
#[derive(Debug)]
pub(crate) struct Network {
    linear: Affine,
    lower: Whole,
    bias: Vec<f32>,
    /// What stands for a token that is not there, by feature.
    absent: Vec<f32>,
    upper: Affine,
    features: usize,
    hidden: usize,
    width: usize,
}

/// Features of one paragraph's tokens, and buffers; belongs to a session.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    reduced: Vec<f32>,
    whole: Vec<i16>,
    units: Vec<f32>,
    features: Vec<f32>,
    hidden: Vec<f32>,
    pub scores: Vec<f32>,
}

impl Network {
    pub(crate) fn new(
        model: &Model,
        kernels: &Kernels,
        prefix: &str,
        data: &TransitionData,
        width: usize,
    ) -> Result<Self, ModelError> {
        let &TransitionData { features, hidden, pieces, ref moves } = data;
        let fits = hidden > 0 && hidden.is_multiple_of(kernels.lanes) && features > 0;
        if pieces != HALVES || !fits || moves.is_empty() {
            return Err(ModelError::Unsupported(format!("{prefix}: a network of another build")));
        }
        let tensor = |name: &str, shape: &[usize]| model.tensor(&format!("{prefix}.{name}"), shape);
        let linear = tensor("linear.W", &[hidden, width])?;
        let linear_bias = tensor("linear.b", &[hidden])?;
        let lower = tensor("lower.W", &[features, hidden, HALVES, hidden])?;
        let bias = tensor("lower.b", &[hidden, HALVES])?;
        let absent = tensor("lower.pad", &[1, features, hidden, HALVES])?;
        let upper = tensor("upper.W", &[moves.len(), hidden])?;
        let upper_bias = tensor("upper.b", &[moves.len()])?;
        // Halves outermost: the two values to compare lie a whole layer apart.
        let halves = |row: &[f32], of: usize| -> Vec<f32> {
            let at = |half: usize| (0..hidden).map(move |o| (o * HALVES + half) * of);
            (0..HALVES).flat_map(at).flat_map(|at| row[at..at + of].to_vec()).collect()
        };
        let lower: Vec<f32> =
            lower.chunks_exact(hidden * HALVES * hidden).flat_map(|f| halves(f, hidden)).collect();
        let absent = absent.chunks_exact(hidden * HALVES).flat_map(|f| halves(f, 1)).collect();
        let zeros = vec![0.0; features * hidden * HALVES];
        let longest = f64::from(GREATEST + 0.5) * (hidden as f64).sqrt();
        Ok(Network {
            linear: Affine::new(kernels, &linear, &linear_bias, width),
            lower: Whole::affine(kernels, &lower, &zeros, hidden, longest),
            bias: halves(&bias, 1),
            absent,
            upper: Affine::new(kernels, &upper, &upper_bias, hidden),
            features,
            hidden,
            width,
        })
    }

    /// Multiply-adds for a token that takes so many moves.
    pub(crate) fn multiply_adds(&self, moves: usize) -> usize {
        self.linear.multiply_adds()
            + self.lower.multiply_adds()
            + moves * self.upper.multiply_adds()
    }

    /// Features that a state reads.
    pub(crate) fn features(&self) -> usize {
        self.features
    }

    /// Computes the features of a paragraph's token vectors.
    pub(crate) fn prepare(&self, kernels: &Kernels, vectors: &[f32], scratch: &mut Scratch) {
        let rows = vectors.len() / self.width;
        let stride = self.features * self.hidden * HALVES;
        scratch.reduced.resize(rows * self.hidden, 0.0);
        scratch.features.resize(rows * stride, 0.0);
        scratch.hidden.resize(self.hidden, 0.0);
        scratch.scores.resize(self.upper.outputs(), 0.0);
        kernels.affine(&self.linear, vectors, self.width, rows, &mut scratch.reduced);
        scratch.whole.resize(rows * self.hidden, 0);
        scratch.units.clear();
        let whole = scratch.whole.chunks_exact_mut(self.hidden);
        for (row, whole) in scratch.reduced.chunks_exact(self.hidden).zip(whole) {
            let greatest = row.iter().fold(f32::MIN_POSITIVE, |most, x| most.max(x.abs()));
            kernels.round(row, GREATEST / greatest, whole);
            scratch.units.push(greatest / GREATEST);
        }
        let Scratch { whole, units, features, .. } = scratch;
        kernels.whole_affine(&self.lower, whole, units, features);
    }

    /// Scores all moves for a state, given the tokens that its features look at.
    pub(crate) fn score<const F: usize>(
        &self,
        kernels: &Kernels,
        tokens: [Option<u32>; F],
        scratch: &mut Scratch,
    ) {
        let part = self.hidden * HALVES;
        let stride = self.features * part;
        let parts: [&[f32]; F] = std::array::from_fn(|feature| match tokens[feature] {
            Some(token) => &scratch.features[token as usize * stride + feature * part..][..part],
            None => &self.absent[feature * part..][..part],
        });
        kernels.hidden(&self.bias, &parts, &mut scratch.hidden);
        kernels.affine(&self.upper, &scratch.hidden, self.hidden, 1, &mut scratch.scores);
    }
}

/// Moves of one kind that lie side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<K> {
    pub kind: K,
    pub from: usize,
    pub to: usize,
}

/// Groups neighbouring moves of the same kind.
pub(crate) fn runs<K: Copy + PartialEq>(kinds: impl Iterator<Item = K>) -> Vec<Run<K>> {
    let mut runs: Vec<Run<K>> = Vec::new();
    for (at, kind) in kinds.enumerate() {
        match runs.last_mut() {
            Some(run) if run.kind == kind => run.to = at + 1,
            _ => runs.push(Run { kind, from: at, to: at + 1 }),
        }
    }
    runs
}
