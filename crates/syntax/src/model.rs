//! The model file: one compact container of a header (JSON) and tensors, made by `cargo xtask model`.
//!
//! Layout: the magic, then one zstd frame that holds the header's length, the header, the strings of
//! the lemma index, and the tensors. Large tensors are 16-bit integers with one scale a row: ten times
//! as exact as half floats, at the same size.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::pattern::PatternError;
use crate::unicode::Unicode;

mod tensor;

pub(crate) use tensor::Tensor;
pub use tensor::{Stored, pack};

/// First bytes of every model file; the last one is the format's version.
pub const MAGIC: &[u8; 8] = b"DATELIN\x01";

/// Bounds what a crafted file can make us allocate.
const LARGEST: usize = 1 << 30;

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not a model file, or of another version of the format.
    #[error("not a model file of this version")]
    Magic,
    /// The compressed part is damaged.
    #[error("the model file is damaged: {0}")]
    Damaged(String),
    /// The header is not what this version expects.
    #[error("the model's header cannot be read: {0}")]
    Header(#[from] serde_json::Error),
    /// A pattern of the tokenizer or the attribute ruler uses something unsupported.
    #[error("pattern `{name}`: {error}")]
    Pattern {
        /// Which pattern.
        name: String,
        /// What is wrong with it.
        error: PatternError,
    },
    /// A tensor is missing or has another shape.
    #[error("tensor `{0}` is missing or has an unexpected shape")]
    Tensor(String),
    /// The pipeline has a part that this runtime does not know.
    #[error("unsupported: {0}")]
    Unsupported(String),
}

/// Header and tensors of an opened file.
pub(crate) struct Model {
    pub header: Header,
    body: Vec<u8>,
}

impl Model {
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(ModelError::Magic)?;
        let damaged = |what: &str| ModelError::Damaged(what.to_owned());
        let (size, frame) = rest.split_first_chunk::<8>().ok_or_else(|| damaged("too short"))?;
        let size = u64::from_le_bytes(*size) as usize;
        if size > LARGEST {
            return Err(damaged("too large"));
        }
        let mut body = zstd::bulk::decompress(frame, size)
            .map_err(|error| ModelError::Damaged(error.to_string()))?;
        let length = body.first_chunk::<8>().ok_or_else(|| damaged("no header"))?;
        let end = usize::try_from(u64::from_le_bytes(*length)).ok().and_then(|n| n.checked_add(8));
        let header = end.and_then(|end| body.get(8..end)).ok_or_else(|| damaged("no header"))?;
        let header_end = 8 + header.len();
        let header = serde_json::from_slice(header)?;
        body.drain(..header_end);
        Ok(Model { header, body })
    }

    /// The tensor of this name, which must have this shape.
    pub(crate) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor, ModelError> {
        let missing = || ModelError::Tensor(name.to_owned());
        let stored = self.header.tensors.get(name).ok_or_else(missing)?;
        if stored.shape != shape {
            return Err(missing());
        }
        stored.read(&self.body).ok_or_else(missing)
    }

    /// A text kept beside the tensors.
    pub(crate) fn text(&self, place: (usize, usize)) -> Result<&str, ModelError> {
        let bytes = place.0.checked_add(place.1).and_then(|end| self.body.get(place.0..end));
        let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.ok_or_else(|| ModelError::Damaged("a word list is cut".to_owned()))
    }
}

/// What the model's file says about itself; the field names are those of the export script.
#[derive(Deserialize)]
pub(crate) struct Header {
    pub name: String,
    pub version: String,
    pub symbols: BTreeMap<String, u64>,
    pub unicode: Unicode,
    pub tokenizer: TokenizerData,
    pub norms: NormData,
    pub tok2vec: EncoderData,
    pub tagger: TaggerData,
    pub parser: TransitionData,
    pub ner: NerData,
    pub ruler: Vec<RuleData>,
    pub lemmatizer: Option<LemmatizerData>,
    pub tensors: BTreeMap<String, Stored>,
}

#[derive(Deserialize)]
pub(crate) struct TokenizerData {
    pub prefix: Option<String>,
    pub suffix: Option<String>,
    pub infix: Option<String>,
    pub token_match: Option<String>,
    pub url_match: Option<String>,
    pub rules: Vec<Exception>,
    /// Rules with affixes inside, as the bare patterns would cut them.
    pub phrases: Vec<Vec<String>>,
}

/// A chunk, and its tokens with the norms that they are given.
pub(crate) type Exception = (String, Vec<(String, Option<String>)>);

#[derive(Deserialize)]
pub(crate) struct NormData {
    pub base: BTreeMap<String, String>,
    /// By string id.
    pub table: Vec<(u64, String)>,
}

#[derive(Clone, Deserialize)]
pub(crate) struct EncoderData {
    pub attributes: Vec<String>,
    pub rows: Vec<usize>,
    pub seeds: Vec<u32>,
    pub width: usize,
    pub pieces: usize,
    pub depth: usize,
    pub window: usize,
}

#[derive(Deserialize)]
pub(crate) struct TaggerData {
    pub labels: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct TransitionData {
    pub moves: Vec<String>,
    pub features: usize,
    pub hidden: usize,
    pub pieces: usize,
}

#[derive(Deserialize)]
pub(crate) struct NerData {
    #[serde(flatten)]
    pub transitions: TransitionData,
    pub encoder: EncoderData,
}

#[derive(Deserialize)]
pub(crate) struct RuleData {
    pub patterns: Vec<Vec<BTreeMap<String, Condition>>>,
    pub attrs: BTreeMap<String, String>,
    pub index: i64,
}

/// What one attribute of one token of a rule must be.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Condition {
    Flag(bool),
    Is(String),
    Among(BTreeMap<String, Among>),
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Among {
    Pattern(String),
    List(Vec<String>),
}

#[derive(Deserialize)]
pub(crate) struct LemmatizerData {
    pub mode: String,
    pub base_forms: Vec<BaseForm>,
    pub rules: BTreeMap<String, Vec<(String, String)>>,
    pub exceptions: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Part of speech → where its sorted word list lies, as (offset, length).
    pub index: BTreeMap<String, (usize, usize)>,
}

/// A form with these features is its own lemma.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct BaseForm {
    #[serde(default)]
    pub pos: Option<String>,
    #[serde(default)]
    pub has: BTreeMap<String, String>,
    #[serde(default)]
    pub lacks: Vec<String>,
}
