//! The kernels: affine, maxout, normalisation, and the scores of a parser state.

use super::lanes::{Lanes, Plain};
use super::whole::{MOST, Whole};
use super::{Affine, Maxout, Norm, PIECES, TILE};

/// The kernels for one kind of machine. Safe to call: they were chosen for this machine, and check
/// the sizes that they are given.
#[derive(Clone, Copy)]
pub(crate) struct Kernels {
    /// Floats in a vector; packed weights depend on it.
    pub lanes: usize,
    /// The instructions used, for people.
    pub name: &'static str,
    affine: unsafe fn(&Affine, &[f32], usize, usize, &mut [f32]),
    maxout: unsafe fn(&Maxout, &[f32], usize, usize, &mut [f32]),
    norm: unsafe fn(&Norm, &mut [f32], Option<&[f32]>),
    window: unsafe fn(&[f32], &[&[f32]], &mut [f32]),
    hidden: unsafe fn(&[f32], &[&[f32]], &mut [f32]),
    most: unsafe fn(&[f32]) -> usize,
    round: unsafe fn(&[f32], f32, &mut [i16]),
    whole_affine: unsafe fn(&Whole, &[i16], &[f32], &mut [f32]),
    whole_maxout: unsafe fn(&Whole, &[i16], usize, usize, &mut [f32]),
}

impl std::fmt::Debug for Kernels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

macro_rules! kernels {
    ($module:ident, $lanes:ty, $name:literal, $affine_rows:literal, $maxout_rows:literal, $whole_rows:literal $(, $feature:literal)?) => {
        mod $module {
            use super::*;
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn affine(layer: &Affine, x: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
                unsafe { super::affine::<$lanes, $affine_rows>(layer, x, stride, rows, out) }
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn maxout(layer: &Maxout, x: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
                unsafe { super::maxout::<$lanes, $maxout_rows>(layer, x, stride, rows, out) }
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn norm(layer: &Norm, x: &mut [f32], residual: Option<&[f32]>) {
                unsafe { super::norm::<$lanes>(layer, x, residual) }
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn window(bias: &[f32], parts: &[&[f32]], out: &mut [f32]) {
                unsafe { super::sum_and_max::<$lanes, 3>(bias, parts, out) }
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn hidden(bias: &[f32], parts: &[&[f32]], out: &mut [f32]) {
                unsafe { super::sum_and_max::<$lanes, 2>(bias, parts, out) }
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn most(row: &[f32]) -> usize {
                super::most(row)
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn round(x: &[f32], scale: f32, out: &mut [i16]) {
                super::round(x, scale, out)
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn whole_affine(layer: &Whole, x: &[i16], units: &[f32], out: &mut [f32]) {
                let (x, stride, out) = (x.as_ptr(), layer.inputs, out.as_mut_ptr());
                let rows = Rows { layer, x, stride, units, out };
                unsafe { rows.run::<$lanes, $whole_rows>(units.len()) }
            }
            $(#[target_feature(enable = $feature)])?
            pub(super) unsafe fn whole_maxout(layer: &Whole, x: &[i16], stride: usize, rows: usize, out: &mut [f32]) {
                let (x, units, out) = (x.as_ptr(), &[], out.as_mut_ptr());
                unsafe { Rows { layer, x, stride, units, out }.run::<$lanes, $whole_rows>(rows) }
            }
            pub(super) const KERNELS: Kernels = Kernels {
                lanes: <$lanes>::LANES,
                name: $name,
                affine,
                maxout,
                norm,
                window,
                hidden,
                most,
                round,
                whole_affine,
                whole_maxout,
            };
        }
    };
}

kernels!(plain, Plain, "portable", 2, 1, 1);
#[cfg(target_arch = "x86_64")]
kernels!(avx2, crate::matrix::lanes::x86::Avx2, "avx2", 3, 4, 3, "avx2,fma");
#[cfg(target_arch = "x86_64")]
kernels!(avx512, crate::matrix::lanes::x86::Avx512, "avx512", 6, 8, 6, "avx512f,avx512bw,avx2,fma");
#[cfg(target_arch = "x86_64")]
kernels!(
    avx512_vnni,
    crate::matrix::lanes::x86::Avx512Vnni,
    "avx512 vnni",
    6,
    8,
    8,
    "avx512f,avx512bw,avx512vnni,avx2,fma"
);

impl Kernels {
    /// The best kernels for this machine.
    pub(crate) fn detect() -> Self {
        Self::all().pop().unwrap_or(plain::KERNELS)
    }

    /// All kernels that this machine can run, the best last.
    pub(crate) fn all() -> Vec<Self> {
        #[allow(unused_mut, reason = "other machines have one kind only")]
        let mut all = vec![plain::KERNELS];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            all.push(avx2::KERNELS);
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") {
                all.push(avx512::KERNELS);
                if is_x86_feature_detected!("avx512vnni") {
                    all.push(avx512_vnni::KERNELS);
                }
            }
        }
        all
    }

    /// `out[row] = weights · x[row] + bias`; rows of `x` begin `stride` floats apart and may overlap.
    pub(crate) fn affine(
        &self,
        layer: &Affine,
        x: &[f32],
        stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        check_rows(x, stride, rows, layer.inputs);
        assert!(out.len() >= rows * layer.outputs && layer.outputs.is_multiple_of(self.lanes));
        // SAFETY: sizes are checked, and these kernels are for this machine.
        unsafe { (self.affine)(layer, x, stride, rows, out) }
    }

    /// The same with the greatest of three pieces for each output.
    pub(crate) fn maxout(
        &self,
        layer: &Maxout,
        x: &[f32],
        stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        check_rows(x, stride, rows, layer.inputs);
        assert!(out.len() >= rows * layer.outputs && layer.outputs.is_multiple_of(self.lanes));
        // SAFETY: as above.
        unsafe { (self.maxout)(layer, x, stride, rows, out) }
    }

    /// The nearest whole numbers of what `scale` makes of the values; what does not fit is cut off.
    pub(crate) fn round(&self, x: &[f32], scale: f32, out: &mut [i16]) {
        assert!(x.len() == out.len());
        // SAFETY: these kernels are for this machine.
        unsafe { (self.round)(x, scale, out) }
    }

    /// An affine layer in whole numbers; the row has a unit for each of `units`.
    pub(crate) fn whole_affine(&self, layer: &Whole, x: &[i16], units: &[f32], out: &mut [f32]) {
        assert!(x.len() == units.len() * layer.inputs && layer.inputs.is_multiple_of(2));
        assert!(out.len() >= units.len() * layer.outputs);
        self.check_whole(layer);
        // SAFETY: sizes are checked, and these kernels are for this machine.
        unsafe { (self.whole_affine)(layer, x, units, out) }
    }

    /// A maxout layer in whole numbers; rows of `x` begin `stride` numbers apart and may overlap.
    pub(crate) fn whole_maxout(
        &self,
        layer: &Whole,
        x: &[i16],
        stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        assert!(rows == 0 || x.len() >= (rows - 1) * stride + layer.inputs);
        assert!(out.len() >= rows * layer.outputs && layer.inputs.is_multiple_of(2));
        assert!(layer.worth.len() == layer.outputs * PIECES);
        self.check_whole(layer);
        // SAFETY: as above.
        unsafe { (self.whole_maxout)(layer, x, stride, rows, out) }
    }

    /// Outputs in whole vectors, and whole tiles of them.
    fn check_whole(&self, layer: &Whole) {
        let places = layer.worth.len();
        assert!(layer.outputs.is_multiple_of(self.lanes) && layer.outputs <= places);
        assert!(places.is_multiple_of(PIECES * self.lanes) && layer.bias.len() == places);
        assert!(layer.weights.len() == places * layer.inputs);
    }

    /// Normalises every row in place, scales, shifts, and adds the residual.
    pub(crate) fn norm(&self, layer: &Norm, x: &mut [f32], residual: Option<&[f32]>) {
        let width = layer.scale.len();
        assert!(layer.shift.len() == width && width > 0 && width.is_multiple_of(self.lanes));
        assert!(x.len().is_multiple_of(width) && residual.is_none_or(|r| r.len() == x.len()));
        // SAFETY: as above.
        unsafe { (self.norm)(layer, x, residual) }
    }

    /// Sums the parts and the bias, then takes the greatest of three thirds.
    pub(crate) fn window(&self, bias: &[f32], parts: &[&[f32]], out: &mut [f32]) {
        self.check_parts(bias, parts, out, 3);
        // SAFETY: as above.
        unsafe { (self.window)(bias, parts, out) }
    }

    /// Sums the parts and the bias, then takes the greater of two halves.
    pub(crate) fn hidden(&self, bias: &[f32], parts: &[&[f32]], out: &mut [f32]) {
        self.check_parts(bias, parts, out, 2);
        // SAFETY: as above.
        unsafe { (self.hidden)(bias, parts, out) }
    }

    fn check_parts(&self, bias: &[f32], parts: &[&[f32]], out: &[f32], pieces: usize) {
        assert!(bias.len() == out.len() * pieces && out.len().is_multiple_of(self.lanes));
        assert!(parts.iter().all(|part| part.len() == bias.len()));
    }

    /// Index of the greatest value; the first of equals.
    pub(crate) fn most(&self, row: &[f32]) -> usize {
        // SAFETY: these kernels are for this machine.
        unsafe { (self.most)(row) }
    }
}

fn check_rows(x: &[f32], stride: usize, rows: usize, inputs: usize) {
    assert!(rows == 0 || x.len() >= (rows - 1) * stride + inputs);
}

/// Adds the products of `R` rows with a tile of `V` vectors of outputs to the sums.
#[inline(always)]
unsafe fn tile<L: Lanes, const R: usize, const V: usize>(
    mut sums: [[L; V]; R],
    inputs: usize,
    x: *const f32,
    stride: usize,
    weights: *const f32,
) -> [[L; V]; R] {
    // SAFETY: the caller checked that the rows and the tile are there.
    unsafe {
        let mut weights = weights;
        for input in 0..inputs {
            let tile: [L; V] = vectors(weights);
            weights = weights.add(V * L::LANES);
            for (row, sums) in sums.iter_mut().enumerate() {
                let value = L::splat(*x.add(row * stride + input));
                for (sum, tile) in sums.iter_mut().zip(tile) {
                    *sum = sum.fma(value, tile);
                }
            }
        }
        sums
    }
}

/// The vectors of a tile that lie in a row.
///
/// A loop and no closure, here as in the other kernels: a closure does not have the instructions of the
/// function around it, so that every vector in it would become a call.
#[inline(always)]
unsafe fn vectors<L: Lanes, const V: usize>(from: *const f32) -> [L; V] {
    // SAFETY: the caller gives a row of `V` vectors.
    unsafe {
        let mut row = [L::splat(0.0); V];
        for (v, vector) in row.iter_mut().enumerate() {
            *vector = L::load(from.add(v * L::LANES));
        }
        row
    }
}

#[inline(always)]
unsafe fn affine<L: Lanes, const R: usize>(
    layer: &Affine,
    x: &[f32],
    stride: usize,
    rows: usize,
    out: &mut [f32],
) {
    let mut from = 0;
    // A row alone would wait for its own sums; two tiles at a time keep the machine busy.
    let pair = 2 * TILE * L::LANES;
    while rows == 1 && from + pair <= layer.outputs {
        // SAFETY: both tiles lie inside of the layer.
        unsafe { two_tiles::<L>(layer, x.as_ptr(), from, out.as_mut_ptr()) };
        from += pair;
    }
    while from < layer.outputs {
        let vectors = ((layer.outputs - from) / L::LANES).min(TILE);
        // SAFETY: the layer's tiles cover its outputs; `Kernels` checked the rows.
        unsafe {
            let weights = layer.weights.as_ptr().add(from * layer.inputs);
            let bias = layer.bias.as_ptr().add(from);
            let place = (x.as_ptr(), stride, rows, out.as_mut_ptr().add(from), layer.outputs);
            match vectors {
                1 => columns::<L, R, 1>(layer.inputs, weights, bias, place),
                2 => columns::<L, R, 2>(layer.inputs, weights, bias, place),
                3 => columns::<L, R, 3>(layer.inputs, weights, bias, place),
                _ => columns::<L, R, TILE>(layer.inputs, weights, bias, place),
            }
        }
        from += vectors * L::LANES;
    }
}

/// One row with two full tiles, each sum added up in the same order as by [`tile`].
#[inline(always)]
unsafe fn two_tiles<L: Lanes>(layer: &Affine, x: *const f32, from: usize, out: *mut f32) {
    // SAFETY: passed on from the caller.
    unsafe {
        let size = TILE * L::LANES;
        let mut first = layer.weights.as_ptr().add(from * layer.inputs);
        let mut second = first.add(size * layer.inputs);
        let bias = layer.bias.as_ptr().add(from);
        let mut sums: [[L; TILE]; 2] = [vectors(bias), vectors(bias.add(size))];
        for input in 0..layer.inputs {
            let value = L::splat(*x.add(input));
            let tiles: [[L; TILE]; 2] = [vectors(first), vectors(second)];
            for (sums, tile) in sums.iter_mut().zip(tiles) {
                for (sum, weights) in sums.iter_mut().zip(tile) {
                    *sum = sum.fma(value, weights);
                }
            }
            first = first.add(size);
            second = second.add(size);
        }
        for (at, sums) in sums.into_iter().enumerate() {
            for (v, sum) in sums.into_iter().enumerate() {
                sum.store(out.add(from + at * size + v * L::LANES));
            }
        }
    }
}

/// Rows in, their stride, their number, where results go, and their stride.
type Place = (*const f32, usize, usize, *mut f32, usize);

#[inline(always)]
unsafe fn columns<L: Lanes, const R: usize, const V: usize>(
    inputs: usize,
    weights: *const f32,
    bias: *const f32,
    (x, stride, rows, out, out_stride): Place,
) {
    // SAFETY: passed on from the caller.
    unsafe {
        let mut row = 0;
        while row + R <= rows {
            let sums = [vectors(bias); R];
            let sums = tile::<L, R, V>(sums, inputs, x.add(row * stride), stride, weights);
            for (r, sums) in sums.into_iter().enumerate() {
                for (v, sum) in sums.into_iter().enumerate() {
                    sum.store(out.add((row + r) * out_stride + v * L::LANES));
                }
            }
            row += R;
        }
        while row < rows {
            let sums = [vectors(bias)];
            let [sums] = tile::<L, 1, V>(sums, inputs, x.add(row * stride), stride, weights);
            for (v, sum) in sums.into_iter().enumerate() {
                sum.store(out.add(row * out_stride + v * L::LANES));
            }
            row += 1;
        }
    }
}

/// Rows and inputs that are worked on together: their part of the weights, the rows and the sums stay
/// in the nearest cache (32 kB).
const ROWS: usize = 32;
const INPUTS: usize = 72;

#[inline(always)]
unsafe fn maxout<L: Lanes, const R: usize>(
    layer: &Maxout,
    x: &[f32],
    stride: usize,
    rows: usize,
    out: &mut [f32],
) {
    // SAFETY: `Kernels` checked the rows; the layer's tiles cover its outputs.
    unsafe {
        let tile_size = PIECES * L::LANES;
        for block in (0..rows).step_by(ROWS) {
            let x = x.as_ptr().add(block * stride);
            let rows = ROWS.min(rows - block);
            for at in 0..layer.outputs / L::LANES {
                let part = Part {
                    layer,
                    x,
                    stride,
                    weights: layer.weights.as_ptr().add(at * tile_size * layer.inputs),
                    bias: layer.bias.as_ptr().add(at * tile_size),
                    out: out.as_mut_ptr().add(block * layer.outputs + at * L::LANES),
                };
                part.run::<L, R>(rows);
            }
        }
    }
}

/// One tile of a maxout layer, for a block of rows.
struct Part<'l> {
    layer: &'l Maxout,
    x: *const f32,
    stride: usize,
    weights: *const f32,
    bias: *const f32,
    out: *mut f32,
}

impl Part<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes, const R: usize>(&self, rows: usize) {
        // Sums that wait for their next inputs; 16 lanes at most.
        let mut sums = [0f32; ROWS * PIECES * 16];
        let mut from = 0;
        // SAFETY: passed on from the caller.
        unsafe {
            while from < self.layer.inputs {
                let to = self.layer.inputs.min(from + INPUTS);
                let mut row = 0;
                while row + R <= rows {
                    self.step::<L, R>(row, from, to, sums.as_mut_ptr());
                    row += R;
                }
                while row < rows {
                    self.step::<L, 1>(row, from, to, sums.as_mut_ptr());
                    row += 1;
                }
                from = to;
            }
        }
    }

    /// Some inputs of some rows. The first inputs go on top of the bias; the last give the result.
    #[inline(always)]
    unsafe fn step<L: Lanes, const R: usize>(
        &self,
        row: usize,
        from: usize,
        to: usize,
        sums: *mut f32,
    ) {
        let size = PIECES * L::LANES;
        // SAFETY: passed on from the caller.
        unsafe {
            let kept = sums.add(row * size);
            let mut start: [[L; PIECES]; R] = [vectors(self.bias); R];
            if from > 0 {
                for (r, start) in start.iter_mut().enumerate() {
                    *start = vectors(kept.add(r * size));
                }
            }
            let x = self.x.add(row * self.stride + from);
            let done = tile(start, to - from, x, self.stride, self.weights.add(from * size));
            for (r, row_sums) in done.into_iter().enumerate() {
                let [a, b, c] = row_sums;
                if to == self.layer.inputs {
                    a.max(b).max(c).store(self.out.add((row + r) * self.layer.outputs));
                } else {
                    for (v, sum) in row_sums.into_iter().enumerate() {
                        sum.store(kept.add(r * size + v * L::LANES));
                    }
                }
            }
        }
    }
}

/// A float that pushes the fraction of what is added to it out of its last bit: nearest, ties to even.
const PUSH: f32 = 12_582_912.0;

#[inline(always)]
fn round(x: &[f32], scale: f32, out: &mut [i16]) {
    for (value, out) in x.iter().zip(out) {
        let pushed = (value * scale).clamp(-MOST, MOST) + PUSH;
        *out = pushed.to_bits().wrapping_sub(PUSH.to_bits()) as i16;
    }
}

/// Rows that are worked on together in whole numbers: they and a tile's weights stay in the nearest cache.
const WHOLE_ROWS: usize = 48;

/// The sums of `R` rows with a tile of outputs, in floats.
#[expect(clippy::needless_range_loop, reason = "over iterators the sums go to memory at each step")]
#[inline(always)]
unsafe fn whole_tile<L: Lanes, const R: usize>(
    layer: &Whole,
    x: *const i16,
    stride: usize,
    at: usize,
) -> [[L; PIECES]; R] {
    // SAFETY: the caller checked that the rows and the tile are there.
    unsafe {
        let mut weights = layer.weights.as_ptr().add(at * layer.inputs);
        let mut sums = [[L::nothing(); PIECES]; R];
        for input in (0..layer.inputs).step_by(2) {
            let mut tile = [L::nothing(); PIECES];
            for v in 0..PIECES {
                tile[v] = L::pairs(weights.add(v * 2 * L::LANES));
            }
            for row in 0..R {
                let both = L::both(x.add(row * stride + input));
                for v in 0..PIECES {
                    sums[row][v] = L::products(sums[row][v], both, tile[v]);
                }
            }
            weights = weights.add(PIECES * 2 * L::LANES);
        }
        let worth: [L; PIECES] = vectors(layer.worth.as_ptr().add(at));
        let mut done = [[L::splat(0.0); PIECES]; R];
        for row in 0..R {
            for v in 0..PIECES {
                done[row][v] = L::floats(sums[row][v]).mul(worth[v]);
            }
        }
        done
    }
}

/// Rows in whole numbers, how far apart they begin, and where results go.
struct Rows<'l> {
    layer: &'l Whole,
    x: *const i16,
    stride: usize,
    /// What a row's numbers are worth; nothing where the weights say it.
    units: &'l [f32],
    out: *mut f32,
}

impl Rows<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes, const R: usize>(&self, rows: usize) {
        // SAFETY: `Kernels` checked the rows; the layer's tiles cover its outputs.
        unsafe {
            for block in (0..rows).step_by(WHOLE_ROWS) {
                let end = rows.min(block + WHOLE_ROWS);
                for at in (0..self.layer.worth.len()).step_by(PIECES * L::LANES) {
                    let mut row = block;
                    while row + R <= end {
                        self.step::<L, R>(row, at);
                        row += R;
                    }
                    while row < end {
                        self.step::<L, 1>(row, at);
                        row += 1;
                    }
                }
            }
        }
    }

    #[inline(always)]
    unsafe fn step<L: Lanes, const R: usize>(&self, row: usize, at: usize) {
        // SAFETY: passed on from the caller.
        unsafe {
            let x = self.x.add(row * self.stride);
            let done = whole_tile::<L, R>(self.layer, x, self.stride, at);
            let bias: [L; PIECES] = vectors(self.layer.bias.as_ptr().add(at));
            for (row, sums) in (row..).zip(done) {
                let out = self.out.add(row * self.layer.outputs);
                let [a, b, c] = sums;
                if self.units.is_empty() {
                    let (a, b, c) = (a.add(bias[0]), b.add(bias[1]), c.add(bias[2]));
                    a.max(b).max(c).store(out.add(at / PIECES));
                    continue;
                }
                let unit = L::splat(*self.units.get_unchecked(row));
                for (v, sum) in [a, b, c].into_iter().enumerate() {
                    if at + v * L::LANES < self.layer.outputs {
                        sum.mul(unit).add(bias[v]).store(out.add(at + v * L::LANES));
                    }
                }
            }
        }
    }
}

#[inline(always)]
unsafe fn norm<L: Lanes>(layer: &Norm, x: &mut [f32], residual: Option<&[f32]>) {
    let width = layer.scale.len();
    let count = width as f32;
    // SAFETY: `Kernels` checked that rows are whole vectors and that the residual fits.
    unsafe {
        for (at, row) in x.chunks_exact_mut(width).enumerate() {
            let row = row.as_mut_ptr();
            let vectors = || (0..width).step_by(L::LANES);
            let mut sum = L::splat(0.0);
            for i in vectors() {
                sum = sum.add(L::load(row.add(i)));
            }
            let mean = L::splat(sum.sum() / count);
            let mut squares = L::splat(0.0);
            for i in vectors() {
                let off = L::load(row.add(i)).sub(mean);
                squares = squares.fma(off, off);
            }
            let factor = L::splat(1.0 / (squares.sum() / count + 1e-8).sqrt());
            for i in vectors() {
                let normal = L::load(row.add(i)).sub(mean).mul(factor);
                let scale = L::load(layer.scale.as_ptr().add(i));
                let mut value = L::load(layer.shift.as_ptr().add(i)).fma(normal, scale);
                if let Some(residual) = residual {
                    value = value.add(L::load(residual.as_ptr().add(at * width + i)));
                }
                value.store(row.add(i));
            }
        }
    }
}

#[inline(always)]
unsafe fn sum_and_max<L: Lanes, const P: usize>(bias: &[f32], parts: &[&[f32]], out: &mut [f32]) {
    let width = out.len();
    for i in (0..width).step_by(L::LANES) {
        // SAFETY: `Kernels` checked that every part is `P` times as wide as the result.
        unsafe {
            let mut best = L::splat(f32::NEG_INFINITY);
            for piece in 0..P {
                let at = piece * width + i;
                let mut sum = L::load(bias.as_ptr().add(at));
                for part in parts {
                    sum = sum.add(L::load(part.as_ptr().add(at)));
                }
                best = best.max(sum);
            }
            best.store(out.as_mut_ptr().add(i));
        }
    }
}

#[inline(always)]
fn most(row: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in row.iter().enumerate() {
        if *value > row[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests;
