//! Matrix arithmetic for the layers: packed weights, and kernels chosen for the machine when the
//! pipeline is loaded.
//!
//! Invariant: a row's result does not depend on the rows beside it. Every output element adds its
//! products in the same order whatever the size of the batch, so batching never changes an analysis.

mod kernel;
mod lanes;
mod whole;

pub(crate) use kernel::Kernels;
pub(crate) use whole::{MOST as MOST_WHOLE, Whole};

/// Weights of an affine layer, in the order in which a kernel reads them.
#[derive(Debug)]
pub(crate) struct Affine {
    /// Tiles of `vectors` vectors of outputs: for each input, the weights of the tile's outputs.
    weights: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    /// Outputs, rounded up to whole vectors.
    outputs: usize,
}

/// Weights of a maxout layer with three pieces: outputs are grouped so that the pieces of one output
/// meet in registers.
#[derive(Debug)]
pub(crate) struct Maxout {
    weights: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

/// Scale and shift after normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

/// Pieces that the kernels know.
pub(crate) const PIECES: usize = 3;

/// Vectors in a full tile of an affine layer.
const TILE: usize = 4;

impl Affine {
    /// From `weights[output][input]`.
    pub(crate) fn new(kernels: &Kernels, weights: &[f32], bias: &[f32], inputs: usize) -> Self {
        let lanes = kernels.lanes;
        let real = bias.len();
        let outputs = real.next_multiple_of(lanes);
        let mut packed = Vec::with_capacity(outputs * inputs);
        let mut from = 0;
        while from < outputs {
            let to = outputs.min(from + TILE * lanes);
            for input in 0..inputs {
                packed.extend((from..to).map(|out| {
                    if out < real {
                        weights.get(out * inputs + input).copied().unwrap_or(0.0)
                    } else {
                        0.0
                    }
                }));
            }
            from = to;
        }
        let mut bias = bias.to_vec();
        bias.resize(outputs, 0.0);
        Affine { weights: packed, bias, inputs, outputs }
    }

    /// Multiply-adds a row.
    pub(crate) fn multiply_adds(&self) -> usize {
        self.weights.len()
    }

    /// Width of a row of results.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }
}

impl Maxout {
    /// From `weights[output][piece][input]` and `bias[output][piece]`.
    pub(crate) fn new(kernels: &Kernels, weights: &[f32], bias: &[f32], inputs: usize) -> Self {
        let lanes = kernels.lanes;
        let outputs = bias.len() / PIECES;
        let mut packed = Vec::with_capacity(weights.len());
        let mut packed_bias = Vec::with_capacity(bias.len());
        for from in (0..outputs).step_by(lanes) {
            let order = || {
                (0..PIECES).flat_map(move |piece| {
                    (from..from + lanes).map(move |out| out * PIECES + piece)
                })
            };
            packed_bias.extend(order().map(|row| bias.get(row).copied().unwrap_or(f32::MIN)));
            for input in 0..inputs {
                packed.extend(
                    order().map(|row| weights.get(row * inputs + input).copied().unwrap_or(0.0)),
                );
            }
        }
        Maxout { weights: packed, bias: packed_bias, inputs, outputs }
    }
}

impl Norm {
    pub(crate) fn new(scale: Vec<f32>, shift: Vec<f32>) -> Self {
        Norm { scale, shift }
    }

    /// Adds how far from nothing a result may lie, and how long a row of results may be.
    ///
    /// Of `n` values with mean 0 and variance 1 none is greater than the root of `n - 1`.
    pub(crate) fn widen(&self, (most, longest): &mut (f32, f32)) {
        let count = self.scale.len() as f32;
        let greatest = (count - 1.0).max(0.0).sqrt();
        let values = self.scale.iter().zip(&self.shift);
        *most += values
            .fold(0f32, |most, (scale, shift)| most.max(greatest * scale.abs() + shift.abs()));
        let steepest = self.scale.iter().fold(0f32, |most, scale| most.max(scale.abs()));
        let shift = self.shift.iter().map(|shift| shift * shift).sum::<f32>().sqrt();
        *longest += count.sqrt() * steepest + shift;
    }
}
