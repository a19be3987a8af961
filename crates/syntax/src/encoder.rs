//! The encoder: forms to vectors that know their neighbourhood (hash embedding, then convolutions).
//!
//! Everything up to the first window depends on the form alone, and the first window is linear in its
//! three tokens; so the embedding and its three shares in the first window are kept per form.

use crate::form::{FormId, Forms};
use crate::hash::embedding_rows;
use crate::lexeme::Lexeme;
use crate::matrix::{Affine, Kernels, MOST_WHOLE, Maxout, Norm, PIECES, Whole};
use crate::model::{EncoderData, Model, ModelError};

/// Forms kept; each takes 3.8 kB.
const KEPT: usize = 6144;

/// Forms whose embedding is remembered when the rest is forgotten; each takes 0.4 kB. The embedding is two
/// thirds of the work on a new form, and the news use three times the words that are kept.
const REMEMBERED: usize = 18_432;

/// No published pipeline comes near; it bounds what a crafted file can make us allocate.
const WIDEST: usize = 4096;

/// Neighbours in a window, the token itself among them.
const WINDOW: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Lower,
    Orth,
    Spaced,
    IsSpace,
}

/// One token of a batch, or the padding that stands between paragraphs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Row {
    Pad,
    Token { form: FormId, spaced: bool },
}

#[derive(Debug)]
pub(crate) struct Encoder {
    attributes: Vec<(Attribute, u32)>,
    /// Rows of `width` floats for each attribute.
    tables: Vec<Vec<f32>>,
    width: usize,
    mix: (Maxout, Norm),
    /// Shares of a token in the first window of its right neighbour, its own, its left neighbour's.
    shares: Affine,
    first: (Vec<f32>, Norm),
    rest: Vec<Layer>,
    spaced_matters: bool,
    pub padding: usize,
}

/// A window over whole vectors.
#[derive(Debug)]
struct Layer {
    maxout: Whole,
    norm: Norm,
    /// What its inputs are multiplied by to be whole numbers.
    scale: f32,
}

/// Embeddings and shares by form, and the buffers of the layers; belongs to a session.
#[derive(Debug, Default)]
pub(crate) struct EncoderCache {
    /// By form, and by whether a space follows: where it lies; 0 is nowhere.
    places: Vec<u32>,
    embeddings: Vec<f32>,
    shares: Vec<f32>,
    /// By form and space as well: one more than where its embedding lies in `memory`; 0 is nowhere.
    remembered: Vec<u32>,
    memory: Vec<f32>,
    fresh: Vec<(FormId, bool)>,
    /// Which of the fresh nobody remembers.
    unseen: Vec<usize>,
    embedded: Vec<f32>,
    rows: Vec<u32>,
    mixed: Vec<f32>,
    now: Vec<f32>,
    next: Vec<f32>,
    whole: Vec<i16>,
}

impl EncoderCache {
    pub(crate) fn clear(&mut self) {
        self.forget();
        self.remembered.clear();
        self.memory.clear();
    }

    /// Forgets what is near, and keeps what is remembered.
    fn forget(&mut self) {
        self.places.clear();
        self.embeddings.clear();
        self.shares.clear();
    }
}

impl Encoder {
    pub(crate) fn new(
        model: &Model,
        kernels: &Kernels,
        prefix: &str,
        data: &EncoderData,
    ) -> Result<Self, ModelError> {
        let width = data.width;
        if data.pieces != PIECES || data.window != 1 || data.depth == 0 {
            return Err(ModelError::Unsupported("an encoder of another build".to_owned()));
        }
        let sizes = [data.attributes.len(), data.rows.len(), data.seeds.len()];
        let uniform = sizes.iter().all(|&size| size == sizes[0] && size > 0);
        if width == 0 || !width.is_multiple_of(kernels.lanes) || !uniform || width > WIDEST {
            return Err(ModelError::Unsupported(format!("an encoder of width {width}")));
        }
        let attribute = |name: &String| match name.as_str() {
            "NORM" => Ok(Attribute::Norm),
            "PREFIX" => Ok(Attribute::Prefix),
            "SUFFIX" => Ok(Attribute::Suffix),
            "SHAPE" => Ok(Attribute::Shape),
            "LOWER" => Ok(Attribute::Lower),
            "ORTH" => Ok(Attribute::Orth),
            "SPACY" => Ok(Attribute::Spaced),
            "IS_SPACE" => Ok(Attribute::IsSpace),
            other => Err(ModelError::Unsupported(format!("attribute {other}"))),
        };
        let attributes = data.attributes.iter().map(attribute).collect::<Result<Vec<_>, _>>()?;
        let tables = data
            .rows
            .iter()
            .enumerate()
            .map(|(i, &rows)| model.tensor(&format!("{prefix}.table.{i}"), &[rows, width]));
        let tables = tables.collect::<Result<Vec<_>, _>>()?;
        let layer = |i: usize, inputs: usize| -> Result<_, ModelError> {
            let weights =
                model.tensor(&format!("{prefix}.maxout.{i}.W"), &[width, PIECES, inputs])?;
            let bias = model.tensor(&format!("{prefix}.maxout.{i}.b"), &[width, PIECES])?;
            let scale = model.tensor(&format!("{prefix}.norm.{i}.G"), &[width])?;
            let shift = model.tensor(&format!("{prefix}.norm.{i}.b"), &[width])?;
            Ok((weights, bias, Norm::new(scale, shift)))
        };
        // How far from nothing the values of a vector may lie, and how long it may be.
        let mut reach = (0f32, 0f32);
        let (weights, bias, norm) = layer(0, width * attributes.len())?;
        norm.widen(&mut reach);
        let mix = (Maxout::new(kernels, &weights, &bias, width * attributes.len()), norm);
        let (weights, bias, norm) = layer(1, width * WINDOW)?;
        let (shares, first_bias) = split_window(kernels, &weights, &bias, width);
        norm.widen(&mut reach);
        let first = (first_bias, norm);
        let mut rest = Vec::new();
        for i in 2..=data.depth {
            let (weights, bias, norm) = layer(i, width * WINDOW)?;
            let (scale, longest) = whole_inputs(reach, width);
            let inputs = (1.0 / scale, longest);
            let maxout = Whole::maxout(kernels, &weights, &bias, width * WINDOW, inputs);
            norm.widen(&mut reach);
            rest.push(Layer { maxout, norm, scale });
        }
        let spaced_matters = attributes.contains(&Attribute::Spaced);
        let attributes = attributes.into_iter().zip(data.seeds.iter().copied()).collect();
        Ok(Encoder {
            attributes,
            tables,
            width,
            mix,
            shares,
            first,
            rest,
            spaced_matters,
            padding: data.depth,
        })
    }

    /// Multiply-adds for a token whose form is known.
    pub(crate) fn multiply_adds(&self) -> usize {
        self.rest.iter().map(|layer| layer.maxout.multiply_adds()).sum()
    }

    /// Floats in a token's vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Encodes a batch. Row `i` of the result is `encoded(i)`.
    pub(crate) fn encode<'c>(
        &self,
        kernels: &Kernels,
        rows: &[Row],
        forms: &Forms,
        cache: &'c mut EncoderCache,
    ) -> &'c [f32] {
        self.embed(kernels, rows, forms, cache);
        let width = self.width;
        let share = width * PIECES;
        // One row of zeros before and after stands for what is outside.
        let size = (rows.len() + 2) * width;
        for layer in [&mut cache.now, &mut cache.next] {
            // The layers write every row between.
            layer.resize(size, 0.0);
            layer[..width].fill(0.0);
            layer[size - width..].fill(0.0);
        }
        let place = |i: usize| cache.rows.get(i).copied().unwrap_or(0) as usize;
        for (i, out) in cache.now[width..size - width].chunks_exact_mut(width).enumerate() {
            let neighbours = [i.checked_sub(1).map_or(0, place), place(i), place(i + 1)];
            let mut parts: [&[f32]; WINDOW] = [&[]; WINDOW];
            let mut used = 0;
            for (side, at) in neighbours.into_iter().enumerate() {
                if at > 0 {
                    parts[used] = &cache.shares[(at * WINDOW + side) * share..][..share];
                    used += 1;
                }
            }
            kernels.window(&self.first.0, &parts[..used], out);
            let embedding = &cache.embeddings[place(i) * width..][..width];
            kernels.norm(&self.first.1, out, Some(embedding));
        }
        cache.whole.resize(size, 0);
        for layer in &self.rest {
            let inner = &mut cache.next[width..size - width];
            kernels.round(&cache.now, layer.scale, &mut cache.whole);
            kernels.whole_maxout(&layer.maxout, &cache.whole, width, rows.len(), inner);
            kernels.norm(&layer.norm, inner, Some(&cache.now[width..size - width]));
            std::mem::swap(&mut cache.now, &mut cache.next);
        }
        &cache.now[width..size - width]
    }

    /// Finds the place of every row's form, computing what is new.
    fn embed(&self, kernels: &Kernels, rows: &[Row], forms: &Forms, cache: &mut EncoderCache) {
        let width = self.width;
        let stride = width * PIECES * WINDOW;
        loop {
            if cache.embeddings.is_empty() {
                cache.embeddings.resize(width, 0.0);
                cache.shares.resize(stride, 0.0);
            }
            let known = cache.embeddings.len() / width;
            cache.places.resize(cache.places.len().max(forms.len() * 2), 0);
            cache.rows.clear();
            cache.fresh.clear();
            for row in rows {
                let &Row::Token { form, spaced } = row else {
                    cache.rows.push(0);
                    continue;
                };
                let spaced = spaced && self.spaced_matters;
                let place = &mut cache.places[form as usize * 2 + usize::from(spaced)];
                if *place == 0 {
                    *place = (known + cache.fresh.len()) as u32;
                    cache.fresh.push((form, spaced));
                }
                cache.rows.push(*place);
            }
            if known == 1 || known + cache.fresh.len() <= KEPT {
                break;
            }
            cache.forget();
        }
        let fresh = cache.fresh.len();
        if fresh == 0 {
            return;
        }
        let at = cache.embeddings.len();
        cache.embeddings.resize(at + fresh * width, 0.0);
        self.recall(forms, cache, at);
        self.embed_unseen(kernels, forms, cache, at);
        let embedded = &cache.embeddings[at..];
        let at = cache.shares.len();
        cache.shares.resize(at + fresh * stride, 0.0);
        kernels.affine(&self.shares, embedded, width, fresh, &mut cache.shares[at..]);
    }

    /// Takes the embeddings of fresh forms from memory, as far as it has them.
    fn recall(&self, forms: &Forms, cache: &mut EncoderCache, at: usize) {
        let width = self.width;
        cache.remembered.resize(cache.remembered.len().max(forms.len() * 2), 0);
        cache.unseen.clear();
        for (number, &(form, spaced)) in cache.fresh.iter().enumerate() {
            match cache.remembered[form as usize * 2 + usize::from(spaced)].checked_sub(1) {
                Some(place) => {
                    let memory = &cache.memory[place as usize * width..][..width];
                    cache.embeddings[at + number * width..][..width].copy_from_slice(memory);
                }
                None => cache.unseen.push(number),
            }
        }
    }

    /// Computes the embeddings of the others, and remembers them while there is room.
    fn embed_unseen(&self, kernels: &Kernels, forms: &Forms, cache: &mut EncoderCache, at: usize) {
        let width = self.width;
        let unseen = cache.unseen.len();
        let inputs = width * self.attributes.len();
        cache.mixed.clear();
        cache.mixed.resize(unseen * inputs, 0.0);
        for (&number, out) in cache.unseen.iter().zip(cache.mixed.chunks_exact_mut(inputs)) {
            let (form, spaced) = cache.fresh[number];
            self.features(&forms.get(form).lexeme, spaced, out);
        }
        cache.embedded.clear();
        cache.embedded.resize(unseen * width, 0.0);
        kernels.maxout(&self.mix.0, &cache.mixed, inputs, unseen, &mut cache.embedded);
        kernels.norm(&self.mix.1, &mut cache.embedded, None);
        for (&number, embedding) in cache.unseen.iter().zip(cache.embedded.chunks_exact(width)) {
            cache.embeddings[at + number * width..][..width].copy_from_slice(embedding);
            let known = cache.memory.len() / width;
            if known < REMEMBERED {
                let (form, spaced) = cache.fresh[number];
                cache.memory.extend_from_slice(embedding);
                cache.remembered[form as usize * 2 + usize::from(spaced)] = known as u32 + 1;
            }
        }
    }

    /// Sums four table rows for each attribute.
    fn features(&self, lexeme: &Lexeme, spaced: bool, out: &mut [f32]) {
        let tables = self.attributes.iter().zip(&self.tables).zip(out.chunks_exact_mut(self.width));
        for ((&(attribute, seed), table), out) in tables {
            let id = match attribute {
                Attribute::Norm => lexeme.norm,
                Attribute::Prefix => lexeme.prefix,
                Attribute::Suffix => lexeme.suffix,
                Attribute::Shape => lexeme.shape,
                Attribute::Lower => lexeme.lower,
                Attribute::Orth => lexeme.orth,
                Attribute::Spaced => u64::from(spaced),
                Attribute::IsSpace => u64::from(lexeme.is_space),
            };
            let count = table.len() / self.width;
            if count == 0 {
                continue;
            }
            for row in embedding_rows(id, seed) {
                let at = row as usize % count * self.width;
                for (sum, value) in out.iter_mut().zip(&table[at..at + self.width]) {
                    *sum += value;
                }
            }
        }
    }
}

/// What vectors that reach so far are multiplied by to be whole numbers of 16 bits, and how long a window
/// of three can be then.
fn whole_inputs((most, longest): (f32, f32), width: usize) -> (f32, f64) {
    let scale = MOST_WHOLE / most;
    let rounded = f64::from(longest * scale) + (width as f64).sqrt() / 2.0;
    (scale, rounded * (WINDOW as f64).sqrt())
}

/// Cuts the weights of a window into the shares of its three tokens, pieces outermost.
fn split_window(
    kernels: &Kernels,
    weights: &[f32],
    bias: &[f32],
    width: usize,
) -> (Affine, Vec<f32>) {
    let inputs = width * WINDOW;
    let mut shares = Vec::with_capacity(weights.len());
    // A token is the left part of its right neighbour's window, and so on.
    for side in 0..WINDOW {
        for piece in 0..PIECES {
            for out in 0..width {
                let from = (out * PIECES + piece) * inputs + side * width;
                shares.extend(&weights[from..from + width]);
            }
        }
    }
    let zeros = vec![0.0; width * PIECES * WINDOW];
    let bias = (0..PIECES).flat_map(|p| (0..width).map(move |o| bias[o * PIECES + p])).collect();
    (Affine::new(kernels, &shares, &zeros, width), bias)
}
