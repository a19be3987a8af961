//! The pipeline: a model and what it takes to run it.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use dateline_report::Span;

use crate::analysis::{Analysis, Strings, Symbol};
use crate::encoder::Encoder;
use crate::labels::{Label, Labels};
use crate::lemmatizer::Lemmatizer;
use crate::lexeme::Lexicon;
use crate::matrix::{Affine, Kernels, Whole};
use crate::model::{Model, ModelError};
use crate::names::Names;
use crate::paragraph::paragraphs;
use crate::parser::Parser;
use crate::ruler::{Ruler, Vocabularies};
use crate::session::Session;
use crate::tokenizer::{Tokenizer, Words};
use crate::tree::decorations;

mod run;

/// A pipeline: text in, [`Analysis`] out. Shared freely between threads; what a thread learns on the
/// way (words it has seen) is kept in sessions that are handed out and taken back.
#[derive(Debug)]
pub struct Pipeline {
    kernels: Kernels,
    lexicon: Lexicon,
    tokenizer: Tokenizer,
    encoder: Encoder,
    tagger: Affine,
    tags: usize,
    parser: Parser,
    name_encoder: Encoder,
    names: Names,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    vocabularies: Vocabularies,
    decorations: Vec<Option<(Label, Label)>>,
    /// Strings that every analysis begins with, and where in them each vocabulary lies.
    strings: Strings,
    symbols: Symbols,
    name: String,
    idle: Mutex<Vec<Session>>,
}

/// A form that is read in the place of a token: a commoner name for one that the model has never seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn<'f> {
    /// The token's bytes.
    pub span: Span,
    /// What is read instead.
    pub form: &'f str,
}

/// Labels to symbols.
#[derive(Debug, Default)]
struct Symbols {
    tags: Vec<Symbol>,
    deps: Vec<Symbol>,
    pos: Vec<Symbol>,
    names: Vec<Symbol>,
}

impl Pipeline {
    /// spaCy's `en_core_web_sm`, as `cargo xtask model` packs it.
    pub const EMBEDDED: &[u8] = include_bytes!("../../../models/en_core_web_sm.dlm");

    /// The English pipeline that is part of the program. The first call loads it.
    pub fn embedded() -> &'static Pipeline {
        static PIPELINE: LazyLock<Pipeline> =
            LazyLock::new(|| match Pipeline::from_bytes(Pipeline::EMBEDDED) {
                Ok(pipeline) => pipeline,
                // The file is part of the program and a test loads it.
                Err(error) => unreachable!("{error}"),
            });
        &PIPELINE
    }

    /// Loads a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Pipeline, ModelError> {
        Self::load(bytes, Kernels::detect())
    }

    /// The kinds of instructions that this machine has kernels for; the last is the one used.
    pub fn machines() -> Vec<&'static str> {
        Kernels::all().iter().map(|kernels| kernels.name).collect()
    }

    /// Loads a model file for one of the [`Pipeline::machines`], to compare them.
    pub fn from_bytes_for(bytes: &[u8], machine: &str) -> Result<Pipeline, ModelError> {
        let kernels = Kernels::all().into_iter().find(|kernels| kernels.name == machine);
        let kernels =
            kernels.ok_or_else(|| ModelError::Unsupported(format!("machine {machine}")))?;
        Self::load(bytes, kernels)
    }

    fn load(bytes: &[u8], kernels: Kernels) -> Result<Pipeline, ModelError> {
        let mut model = Model::open(bytes)?;
        let width = model.header.tok2vec.width;
        let mut vocabularies = Vocabularies::default();
        let tags = model.header.tagger.labels.len();
        // Tags keep the tagger's numbers, one up: 0 is none.
        for label in &model.header.tagger.labels {
            vocabularies.tags.add(label);
        }
        if tags == 0 || vocabularies.tags.len() != tags + 1 {
            return Err(ModelError::Unsupported(
                "a tagger without labels, or with one twice".to_owned(),
            ));
        }
        let parser = Parser::new(&model, &kernels, width, &mut vocabularies.deps)?;
        let ner = model.header.ner.encoder.clone();
        let names = Names::new(&model, &kernels, ner.width, &mut vocabularies.names)?;
        let ruler = Ruler::new(&model.header, &mut vocabularies)?;
        let encoder = Encoder::new(&model, &kernels, "tok2vec", &model.header.tok2vec)?;
        let name_encoder = Encoder::new(&model, &kernels, "ner", &ner)?;
        let weights = model.tensor("tagger.W", &[tags, width])?;
        let bias = model.tensor("tagger.b", &[tags])?;
        let tokenizer = Tokenizer::new(&mut model.header)?;
        let lexicon = Lexicon::new(&mut model.header);
        let lemmatizer = Lemmatizer::new(&mut model)?;
        let mut strings = Strings::default();
        let mut symbols = |labels: &Labels| -> Vec<Symbol> {
            labels
                .iter()
                .map(|text| strings.find(text).unwrap_or_else(|| strings.push(text)))
                .collect()
        };
        let symbols = Symbols {
            tags: symbols(&vocabularies.tags),
            deps: symbols(&vocabularies.deps),
            pos: symbols(&vocabularies.pos),
            names: symbols(&vocabularies.names),
        };
        Ok(Pipeline {
            tagger: Affine::new(&kernels, &weights, &bias, width),
            decorations: decorations(&vocabularies.deps),
            name: format!("{} {}", model.header.name, model.header.version),
            kernels,
            lexicon,
            tokenizer,
            encoder,
            tags,
            parser,
            name_encoder,
            names,
            ruler,
            lemmatizer,
            vocabularies,
            strings,
            symbols,
            idle: Mutex::default(),
        })
    }

    /// Name and version of the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instructions that the kernels use on this machine.
    pub fn machine(&self) -> &'static str {
        self.kernels.name
    }

    /// Analyses a text.
    pub fn analyse<'t>(&self, text: &'t str) -> Analysis<'t> {
        self.analyse_where(text, |_| true)
    }

    /// Analyses the paragraphs of a text that `keep` wants; the others have no tokens.
    pub fn analyse_where<'t>(
        &self,
        text: &'t str,
        mut keep: impl FnMut(&str) -> bool,
    ) -> Analysis<'t> {
        let mut all = self.run(&[text], |_, paragraph| keep(paragraph), |_| Vec::new(), &[]);
        all.pop().unwrap_or_default()
    }

    /// Analyses a text whose paragraphs are cut further, at the offsets that `cuts` finds in each: for
    /// sentences that run into one another. The layers see `stand_ins`, in the order of their spans, in the
    /// place of the tokens whose spans they have; the analysis is of the text's own words.
    pub fn analyse_cut<'t>(
        &self,
        text: &'t str,
        cuts: impl Fn(&str) -> Vec<usize>,
        stand_ins: &[StandIn<'_>],
    ) -> Analysis<'t> {
        let mut all = self.run(&[text], |_, _| true, cuts, stand_ins);
        all.pop().unwrap_or_default()
    }

    /// Analyses several texts, batching their paragraphs together: the results are the same, and short
    /// texts are done sooner.
    pub fn analyse_batch<'t>(&self, texts: &[&'t str]) -> Vec<Analysis<'t>> {
        self.run(texts, |_, _| true, |_| Vec::new(), &[])
    }

    /// [`Pipeline::analyse_batch`] with a say over each paragraph: `keep` gets the text's index.
    pub fn analyse_batch_where<'t>(
        &self,
        texts: &[&'t str],
        keep: impl FnMut(usize, &str) -> bool,
    ) -> Vec<Analysis<'t>> {
        self.run(texts, keep, |_| Vec::new(), &[])
    }

    /// The paragraphs of a text, as analyses have them.
    pub fn paragraphs(text: &str) -> Vec<Span> {
        paragraphs(text)
    }

    /// Whether the lemmatizer's lists have a form, given in small letters, as a word of the language.
    pub fn knows_word(&self, word: &str) -> bool {
        self.lemmatizer.knows(word, &["noun", "verb", "adj", "adv"])
    }

    /// The same, as a verb, adjective or adverb: what else than a noun it may be.
    pub fn knows_verb(&self, word: &str) -> bool {
        self.lemmatizer.knows(word, &["verb", "adj", "adv"])
    }

    /// Every form in small letters that analyses may give one of these lemmas, with the lemma. Lemmas that
    /// rules on arcs and tags give out too are not traced back: [`Pipeline::rules_lemma`] tells them.
    pub fn forms<'l>(&self, lemmas: &HashSet<&'l str>) -> Vec<(String, &'l str)> {
        self.lemmatizer.forms(lemmas)
    }

    /// Whether a rule gives this lemma to words by their tags or arcs, whatever their form.
    pub fn rules_lemma(&self, lemma: &str) -> bool {
        self.vocabularies.lemmas.iter().any(|own| own.eq_ignore_ascii_case(lemma))
    }

    /// The tokens of a text without any syntax: cheap.
    pub fn tokenize(&self, text: &str) -> Vec<Span> {
        self.with_session(|session| {
            let mut spans = Vec::new();
            for paragraph in paragraphs(text) {
                let mut tokens = Vec::new();
                let mut from = paragraph.start as usize;
                while from < paragraph.end as usize {
                    let range = (from, paragraph.end as usize);
                    let learned = (&mut session.forms, &mut session.chunks);
                    from = self.tokenizer.tokenize(
                        text,
                        range,
                        run::LONGEST_UNIT,
                        self.words(),
                        learned,
                        &mut tokens,
                    );
                    spans.extend(tokens.drain(..).map(|token| token.span));
                    session.tidy();
                }
            }
            spans
        })
    }

    /// Multiply-adds that the matrices take for a token whose form is known: two encoders' windows after
    /// the first, the tagger, the features, and about two moves of the parser and one of the names.
    pub fn multiply_adds_per_token(&self) -> f64 {
        let encoders = self.encoder.multiply_adds() + self.name_encoder.multiply_adds();
        let moves = self.parser.network().multiply_adds(2) + self.names.network().multiply_adds(1);
        (encoders + moves + self.tagger.multiply_adds()) as f64
    }

    /// Calls `work` with a product of matrices in whole numbers that stay in the nearest cache, and says how
    /// many multiply-adds each call takes: what the kernels reach at best on this machine.
    pub fn best_case(&self) -> (impl FnMut() + '_, usize) {
        const SIDE: usize = 96;
        const ROWS: usize = 48;
        let longest = (SIDE as f64).sqrt();
        let (weights, bias) = ([0.5; SIDE * SIDE], [0.0; SIDE]);
        let layer = Whole::affine(&self.kernels, &weights, &bias, SIDE, longest);
        let (x, mut out) = (vec![1; ROWS * SIDE], vec![0.0; ROWS * SIDE]);
        (move || self.kernels.whole_affine(&layer, &x, &[1.0; ROWS], &mut out), ROWS * SIDE * SIDE)
    }

    fn words(&self) -> Words<'_> {
        Words { lexicon: &self.lexicon, ruler: &self.ruler }
    }

    /// Runs with an idle session, or a new one.
    fn with_session<T>(&self, work: impl FnOnce(&mut Session) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut session = idle().pop().unwrap_or_default();
        let result = work(&mut session);
        idle().push(session);
        result
    }
}
