//! Tensors as they lie in the file, and the packing of a file.

use serde::{Deserialize, Serialize};

use super::{MAGIC, ModelError};

/// Where and how a tensor is stored.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Stored {
    /// Lengths of its axes.
    pub shape: Vec<usize>,
    /// Offset in bytes.
    pub offset: usize,
    /// Sixteen bits with a scale for each row of the last axis, else plain 32-bit floats.
    #[serde(default)]
    pub quantised: bool,
}

/// A tensor in memory; the caller knows its shape.
pub(crate) type Tensor = Vec<f32>;

/// Tensors smaller than this stay exact: they cost nothing.
const SMALL: usize = 4096;

impl Stored {
    fn size(&self) -> Option<(usize, usize)> {
        let values = self.shape.iter().try_fold(1usize, |product, &n| product.checked_mul(n))?;
        let row = *self.shape.last()?;
        (row > 0).then_some((values / row, row))
    }

    /// Reads the tensor from the body of the file.
    pub(crate) fn read(&self, body: &[u8]) -> Option<Tensor> {
        let (rows, row) = self.size()?;
        let values = rows.checked_mul(row)?;
        let body = body.get(self.offset..)?;
        let floats = |bytes: &[u8]| {
            bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect::<Vec<f32>>()
        };
        if !self.quantised {
            return Some(floats(body.get(..values.checked_mul(4)?)?));
        }
        let scales = floats(body.get(..rows.checked_mul(4)?)?);
        let bytes = body.get(rows * 4..)?.get(..values.checked_mul(2)?)?;
        let mut out = Vec::with_capacity(values);
        for (scale, row) in scales.iter().zip(bytes.chunks_exact(row * 2)) {
            let row = row.as_chunks::<2>().0.iter();
            out.extend(row.map(|b| f32::from(i16::from_le_bytes(*b)) * scale));
        }
        Some(out)
    }

    /// Appends the values to a body and says where they went.
    pub fn write(shape: &[usize], values: &[f32], body: &mut Vec<u8>) -> Self {
        let quantised = values.len() >= SMALL && shape.len() > 1;
        let stored = Stored { shape: shape.to_vec(), offset: body.len(), quantised };
        if !quantised {
            body.extend(values.iter().flat_map(|v| v.to_le_bytes()));
            return stored;
        }
        let row = shape.last().copied().unwrap_or(1).max(1);
        let scale = |row: &[f32]| {
            let most = row.iter().fold(0f32, |most, v| most.max(v.abs()));
            if most > 0.0 { most / f32::from(i16::MAX) } else { 1.0 }
        };
        body.extend(values.chunks(row).flat_map(|row| scale(row).to_le_bytes()));
        for row in values.chunks(row) {
            let scale = scale(row);
            body.extend(row.iter().flat_map(|v| ((v / scale).round() as i16).to_le_bytes()));
        }
        stored
    }
}

/// Makes a model file of a header and a body; the inverse of opening one.
pub fn pack(header: &serde_json::Value, body: &[u8], level: i32) -> Result<Vec<u8>, ModelError> {
    let header = serde_json::to_vec(header)?;
    let mut whole = (header.len() as u64).to_le_bytes().to_vec();
    whole.extend(&header);
    whole.extend(body);
    let frame = zstd::bulk::compress(&whole, level);
    let frame = frame.map_err(|error| ModelError::Damaged(error.to_string()))?;
    let mut file = MAGIC.to_vec();
    file.extend((whole.len() as u64).to_le_bytes());
    file.extend(frame);
    Ok(file)
}
