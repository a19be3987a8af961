//! How a text goes through the layers: cut into units, batched, encoded, parsed, put together.

use dateline_report::{Note, Span};

use super::{Pipeline, StandIn};
use crate::analysis::{Analysis, Name, Paragraph, Token};
use crate::encoder::Row;
use crate::form::Forms;
use crate::paragraph::paragraphs;
use crate::ruler::Seen;
use crate::session::{Batch, Session, Unit, Verdict};
use crate::tokenizer::RawToken;
use crate::unicode::floor;

/// Tokens that are parsed as one at most. Longer paragraphs are read in pieces.
pub(super) const LONGEST_UNIT: usize = 4096;

/// How far back from there to look for the end of a sentence.
const LOOK_BACK: usize = 1024;

/// Tokens that make a batch worth running.
const BATCH: usize = 768;

impl Pipeline {
    pub(super) fn run<'t>(
        &self,
        texts: &[&'t str],
        mut keep: impl FnMut(usize, &str) -> bool,
        cuts: impl Fn(&str) -> Vec<usize>,
        stand_ins: &[StandIn<'_>],
    ) -> Vec<Analysis<'t>> {
        self.with_session(|session| {
            let mut done: Vec<Analysis<'t>> = Vec::with_capacity(texts.len());
            // Index of the report that still has tokens in the batch.
            for (report, text) in texts.iter().enumerate() {
                let mut analysis =
                    Analysis { text, strings: self.strings.clone(), ..Analysis::default() };
                let mut text = *text;
                if u32::try_from(text.len()).is_err() {
                    text = &text[..floor(text, u32::MAX as usize)];
                    analysis.notes.push(Note::new(
                        "D102",
                        "the text is longer than 4 GiB; the rest is not read",
                    ));
                }
                done.push(analysis);
                let whole = paragraphs(text).into_iter();
                for paragraph in whole.flat_map(|span| span_cut(text, span, &cuts)) {
                    let before: usize = pending(&session.batch, report);
                    let first = (done[report].tokens.len() + before) as u32;
                    done[report]
                        .paragraphs
                        .push(Paragraph { span: paragraph, tokens: first..first });
                    if keep(report, paragraph.of(text)) {
                        self.read_paragraph(text, paragraph, report, stand_ins, session, &mut done);
                    }
                    let last = done[report].tokens.len() + pending(&session.batch, report);
                    if let Some(paragraph) = done[report].paragraphs.last_mut() {
                        paragraph.tokens.end = last as u32;
                    }
                }
            }
            self.flush(session, &mut done);
            for analysis in &mut done {
                analysis.link();
            }
            done
        })
    }

    /// Tokenizes a paragraph into units, running the batch whenever it is full.
    fn read_paragraph(
        &self,
        text: &str,
        paragraph: Span,
        report: usize,
        stand_ins: &[StandIn<'_>],
        session: &mut Session,
        done: &mut [Analysis],
    ) {
        let (mut from, end) = (paragraph.start as usize, paragraph.end as usize);
        let mut pieces = 0;
        while from < end {
            let Session { forms, chunks, batch, .. } = session;
            let first = batch.tokens.len();
            let words = self.words();
            let mut stopped = self.tokenizer.tokenize(
                text,
                (from, end),
                LONGEST_UNIT,
                words,
                (forms, chunks),
                &mut batch.tokens,
            );
            if stopped < end {
                let cut = sentence_end(text, &batch.tokens[first..]);
                if let Some(last) = cut.and_then(|cut| batch.tokens.get(first + cut)) {
                    stopped = last.span.end as usize + usize::from(last.spaced);
                    batch.tokens.truncate(first + cut.unwrap_or(0) + 1);
                }
            }
            self.put_in(stand_ins, forms, &mut batch.tokens[first..]);
            from = stopped;
            pieces += 1;
            let to = batch.tokens.len();
            if first < to {
                batch.units.push(Unit { report, from: first, to });
            }
            if to >= BATCH {
                self.flush(session, done);
            }
        }
        if pieces > 1 {
            let message =
                format!("a paragraph of {} bytes was read in {pieces} pieces", paragraph.len());
            done[report].notes.push(Note::new("D101", message));
        }
    }

    /// Lets the encoders see other forms in the place of some tokens.
    fn put_in(&self, stand_ins: &[StandIn<'_>], forms: &mut Forms, tokens: &mut [RawToken]) {
        let Some(start) = tokens.first().map(|token| token.span.start) else { return };
        let mut next = stand_ins.partition_point(|stand_in| stand_in.span.start < start);
        for token in tokens {
            while stand_ins.get(next).is_some_and(|s| s.span.start < token.span.start) {
                next += 1;
            }
            if let Some(stand_in) = stand_ins.get(next).filter(|s| s.span == token.span) {
                token.seen = self.tokenizer.form(stand_in.form, 0, self.words(), forms);
            }
        }
    }

    /// Runs the batch through all layers and appends the results.
    fn flush(&self, session: &mut Session, done: &mut [Analysis]) {
        let mut batch = std::mem::take(&mut session.batch);
        if !batch.tokens.is_empty() {
            self.encode_and_parse(session, &mut batch);
            self.find_names(session, &mut batch);
            for at in 0..batch.units.len() {
                let unit = batch.units[at];
                self.append(session, &mut batch, unit, &mut done[unit.report]);
            }
        }
        batch.tokens.clear();
        batch.units.clear();
        batch.names.clear();
        session.batch = batch;
        session.tidy();
    }

    fn encode_and_parse(&self, session: &mut Session, batch: &mut Batch) {
        let Session { forms, syntax, scratch, state, tree, .. } = session;
        let kernels = &self.kernels;
        let count = batch.tokens.len();
        let padding = || std::iter::repeat_n(Row::Pad, self.encoder.padding);
        batch.rows.clear();
        batch.rows.extend(padding());
        for unit in &batch.units {
            let tokens = batch.tokens[unit.from..unit.to].iter();
            batch.rows.extend(tokens.map(|t| Row::Token { form: t.seen, spaced: t.spaced }));
            batch.rows.extend(padding());
        }
        let width = self.encoder.width();
        let vectors = self.encoder.encode(kernels, &batch.rows, forms, syntax);
        batch.tags.clear();
        batch.heads.clear();
        batch.deps.clear();
        batch.starts.clear();
        let mut row = self.encoder.padding;
        for unit in &batch.units {
            let len = unit.to - unit.from;
            let vectors = &vectors[row * width..(row + len) * width];
            row += len + self.encoder.padding;
            let outputs = self.tagger.outputs();
            batch.tag_scores.resize(batch.tag_scores.len().max(len * outputs), 0.0);
            kernels.affine(&self.tagger, vectors, width, len, &mut batch.tag_scores);
            let rows = batch.tag_scores.chunks_exact(outputs).take(len);
            batch.tags.extend(rows.map(|row| kernels.most(&row[..self.tags]) as u16 + 1));
            self.parser.parse(kernels, vectors, scratch, state, len);
            let tokens = &batch.tokens[unit.from..unit.to];
            let is_space = |at: usize| forms.get(tokens[at].form).lexeme.is_space;
            tree.finish(&mut state.heads, &mut state.labels, &self.decorations, is_space);
            batch.heads.extend(&state.heads);
            batch.deps.extend(&state.labels);
            batch.starts.extend(&tree.starts);
        }
        debug_assert_eq!(count, batch.heads.len());
    }

    fn find_names(&self, session: &mut Session, batch: &mut Batch) {
        let Session { forms, names, scratch, .. } = session;
        let kernels = &self.kernels;
        let width = self.name_encoder.width();
        let vectors = self.name_encoder.encode(kernels, &batch.rows, forms, names);
        let mut row = self.name_encoder.padding;
        for unit in &batch.units {
            let len = unit.to - unit.from;
            let vectors = &vectors[row * width..(row + len) * width];
            row += len + self.name_encoder.padding;
            let tokens = &batch.tokens[unit.from..unit.to];
            let is_space = |at: usize| forms.get(tokens[at].form).lexeme.is_space;
            let starts = &batch.starts[unit.from..unit.to];
            let first = batch.names.len();
            self.names.find(kernels, vectors, scratch, starts, is_space, &mut batch.names);
            for (tokens, _) in &mut batch.names[first..] {
                *tokens = tokens.start + unit.from as u32..tokens.end + unit.from as u32;
            }
        }
    }

    /// Appends a unit's tokens, sentences and names to its analysis.
    fn append(
        &self,
        session: &mut Session,
        batch: &mut Batch,
        unit: Unit,
        analysis: &mut Analysis,
    ) {
        let base = analysis.tokens.len() as u32;
        let text = analysis.text;
        let seen = |at: usize| Seen {
            text: batch.tokens[at].span.of(text),
            tag: batch.tags[at],
            dep: batch.deps[at],
        };
        batch.sequences.clear();
        for at in unit.from..unit.to {
            if session.forms.get(batch.tokens[at].form).in_sequence {
                let found = &mut batch.sequences;
                let len = unit.to - unit.from;
                self.ruler.sequences(at - unit.from, len, |i| seen(unit.from + i), found);
            }
        }
        if session.verdicts.stamp == 0 || base == 0 {
            session.verdicts.stamp += 1;
        }
        for at in unit.from..unit.to {
            let raw = batch.tokens[at];
            let sequenced = batch.sequences.iter().any(|&(token, _)| token == at - unit.from);
            let known = session.verdicts.find(raw.form, batch.tags[at], batch.deps[at]);
            let verdict = match known.filter(|_| !sequenced) {
                Some(verdict) => verdict,
                None => {
                    let mut rules: Vec<usize> = batch
                        .sequences
                        .iter()
                        .filter(|s| s.0 == at - unit.from)
                        .map(|s| s.1)
                        .collect();
                    rules.sort_unstable();
                    let verdict = self.verdict(session, raw.form, seen(at), &rules);
                    if !sequenced {
                        session.verdicts.keep(verdict);
                    }
                    verdict
                }
            };
            let verdicts = &mut session.verdicts;
            let symbol = &mut verdicts.symbols[verdict.lemma as usize];
            if symbol.0 != verdicts.stamp {
                *symbol = (
                    verdicts.stamp,
                    analysis.strings.push(&verdicts.lemmas[verdict.lemma as usize]),
                );
            }
            if batch.starts[at] || at == unit.from {
                if let Some(last) = analysis.sentences.last_mut().filter(|_| at > unit.from) {
                    last.end = analysis.tokens.len() as u32;
                }
                let here = analysis.tokens.len() as u32;
                analysis.sentences.push(here..here);
            }
            analysis.tokens.push(Token {
                span: raw.span,
                lemma: symbol.1,
                pos: self.symbols.pos[usize::from(verdict.pos)],
                tag: self.symbols.tags[usize::from(verdict.final_tag)],
                dep: self.symbols.deps[usize::from(verdict.final_dep)],
                head: base + batch.heads[at],
            });
        }
        if let Some(last) = analysis.sentences.last_mut() {
            last.end = analysis.tokens.len() as u32;
        }
        let inside = |name: &&(std::ops::Range<u32>, u16)| {
            (unit.from as u32..unit.to as u32).contains(&name.0.start)
        };
        for (tokens, label) in batch.names.iter().filter(inside) {
            let shift = |token: u32| token - unit.from as u32 + base;
            let tokens = shift(tokens.start)..shift(tokens.end);
            let span = analysis.span_of(tokens.start as usize..tokens.end as usize);
            analysis.names.push(Name {
                span,
                tokens,
                label: self.symbols.names[usize::from(*label)],
            });
        }
    }

    fn verdict(&self, session: &mut Session, form: u32, seen: Seen, rules: &[usize]) -> Verdict {
        let attributes = self.ruler.apply(seen, rules);
        let lemma = if attributes.lemma > 0 {
            session.verdicts.lemma(self.vocabularies.lemmas.text(attributes.lemma))
        } else {
            let pos = self.vocabularies.pos.text(attributes.pos);
            let morph = self.vocabularies.morphs.text(attributes.morph);
            let lemma = self.lemmatizer.lemma(seen.text, pos, morph, &self.lexicon.unicode);
            session.verdicts.lemma(&lemma)
        };
        Verdict {
            form,
            tag: seen.tag,
            dep: seen.dep,
            final_tag: attributes.tag,
            final_dep: attributes.dep,
            pos: attributes.pos,
            lemma,
        }
    }
}

/// Tokens of a report that wait in the batch.
fn pending(batch: &Batch, report: usize) -> usize {
    batch.units.iter().filter(|unit| unit.report == report).map(|unit| unit.to - unit.from).sum()
}

/// The last token, not too far back, that looks like the end of a sentence or a line.
fn sentence_end(text: &str, tokens: &[RawToken]) -> Option<usize> {
    let from = tokens.len().saturating_sub(LOOK_BACK);
    (from..tokens.len()).rev().find(|&at| {
        let word = tokens[at].span.of(text);
        word.contains('\n')
            || (tokens[at].spaced && matches!(word, "." | "!" | "?" | "…" | "\"" | "”"))
    })
}

/// A paragraph in the pieces that end at the offsets given, relative to its start.
fn span_cut(text: &str, paragraph: Span, cuts: &impl Fn(&str) -> Vec<usize>) -> Vec<Span> {
    let words = paragraph.of(text);
    let mut from = 0;
    let mut pieces = Vec::new();
    for cut in cuts(words).into_iter().chain([words.len()]) {
        if cut > from && cut <= words.len() && words.is_char_boundary(cut) {
            let start = paragraph.start as usize;
            pieces.push(Span::new(start + from, start + cut));
            from = cut;
        }
    }
    pieces
}
