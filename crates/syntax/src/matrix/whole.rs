//! Layers in whole numbers of 16 bits: two products a lane and step, twice as many as in floats.
//!
//! Sums of whole numbers have no rounding and no order, so a layer gives the same on every machine. What
//! is lost lies in the rounding of weights and inputs; `cargo xtask parity` counts the tokens that it turns.
//! No sum can overflow: each output's weights are scaled so that the longest input there can be stays below
//! 2³¹ (Cauchy and Schwarz).

use super::{Kernels, PIECES};

/// The largest whole number that stands for an input or a weight.
pub(crate) const MOST: f32 = 32_767.0;

/// Weights of a layer in whole numbers, in the order in which a kernel reads them.
#[derive(Debug)]
pub(crate) struct Whole {
    /// Tiles of three vectors of outputs: for each two inputs, both weights of each output side by side.
    pub(super) weights: Vec<i16>,
    /// What one of an output's sums is worth.
    pub(super) worth: Vec<f32>,
    pub(super) bias: Vec<f32>,
    pub(super) inputs: usize,
    /// Results of a row.
    pub(super) outputs: usize,
}

impl Whole {
    /// A maxout layer from `weights[output][piece][input]` and `bias[output][piece]`. Its inputs are whole
    /// numbers of which `unit` is one, and in rows of a length (the root of the sum of squares, in whole
    /// numbers) of `longest` at most.
    pub(crate) fn maxout(
        kernels: &Kernels,
        weights: &[f32],
        bias: &[f32],
        inputs: usize,
        (unit, longest): (f32, f64),
    ) -> Self {
        let lanes = kernels.lanes;
        let outputs = bias.len() / PIECES;
        let order = (0..outputs).step_by(lanes).flat_map(|from| {
            (0..PIECES).flat_map(move |piece| {
                (from..from + lanes).map(move |out| (out < outputs).then_some(out * PIECES + piece))
            })
        });
        let mut layer = Self::pack(lanes, weights, bias, inputs, order.collect(), longest);
        layer.worth.iter_mut().for_each(|worth| *worth *= unit);
        layer.outputs = outputs;
        layer
    }

    /// An affine layer from `weights[output][input]`, for rows that each have a unit of their own.
    pub(crate) fn affine(
        kernels: &Kernels,
        weights: &[f32],
        bias: &[f32],
        inputs: usize,
        longest: f64,
    ) -> Self {
        let order = (0..bias.len().next_multiple_of(PIECES * kernels.lanes))
            .map(|out| (out < bias.len()).then_some(out));
        let mut layer = Self::pack(kernels.lanes, weights, bias, inputs, order.collect(), longest);
        layer.outputs = bias.len().next_multiple_of(kernels.lanes);
        layer
    }

    /// `order` says which of the rows of `weights` stands at each place of the tiles.
    fn pack(
        lanes: usize,
        weights: &[f32],
        bias: &[f32],
        inputs: usize,
        order: Vec<Option<usize>>,
        longest: f64,
    ) -> Self {
        let weight = |row: usize, input: usize| match input < inputs {
            true => weights.get(row * inputs + input).copied().unwrap_or(0.0),
            false => 0.0,
        };
        let scale = |row: usize| scale_of((0..inputs).map(|input| weight(row, input)), longest);
        let scales: Vec<Option<f32>> = order.iter().map(|row| row.map(scale)).collect();
        let even = inputs.next_multiple_of(2);
        let mut packed = Vec::with_capacity(order.len() * even);
        let tile = PIECES * lanes;
        for (rows, scales) in order.chunks(tile).zip(scales.chunks(tile)) {
            for input in (0..even).step_by(2) {
                for (row, scale) in rows.iter().zip(scales) {
                    let (Some(row), Some(scale)) = (row, scale) else {
                        packed.extend([0, 0]);
                        continue;
                    };
                    let whole = |input| (weight(*row, input) * scale).round() as i16;
                    packed.extend([whole(input), whole(input + 1)]);
                }
            }
        }
        let worth = |scale: &Option<f32>| scale.map_or(0.0, |scale| 1.0 / scale);
        let bias = |row: &Option<usize>| row.and_then(|row| bias.get(row).copied()).unwrap_or(0.0);
        Whole {
            weights: packed,
            worth: scales.iter().map(worth).collect(),
            bias: order.iter().map(bias).collect(),
            inputs: even,
            outputs: 0,
        }
    }

    /// Multiply-adds a row.
    pub(crate) fn multiply_adds(&self) -> usize {
        self.weights.len()
    }
}

/// What an output's weights are multiplied by: as much as 16 bits hold, and as the sums allow.
fn scale_of(weights: impl Iterator<Item = f32> + Clone, longest: f64) -> f32 {
    let most = weights.clone().fold(0f32, |most, weight| most.max(weight.abs()));
    let (count, squares) = weights.fold((0u32, 0f64), |(count, squares), weight| {
        (count + 1, squares + f64::from(weight) * f64::from(weight))
    });
    // Rounding makes a weight longer by a half at most.
    let room = f64::from(i32::MAX) / longest - f64::from(count).sqrt() / 2.0;
    let allowed = (room.max(1.0) / squares.sqrt()) as f32;
    let scale = (MOST / most).min(allowed);
    if scale.is_finite() && scale > 0.0 { scale } else { 1.0 }
}
