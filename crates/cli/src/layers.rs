//! The layers of an analysis as JSON: spans become code points here, and nowhere later.

use dateline_actor::Actor;
use dateline_coding::{Coder, Count, Reading};
use dateline_place::Place;
use dateline_report::{CodePoints, Report, Span};
use dateline_syntax::Analysis;
use dateline_time::{Expression, ExpressionKind, Interval, Unresolved};
use serde::Serialize;

use crate::commands::inspect::Layer;

/// One report's layer, as a line of JSON.
pub fn print(coder: &Coder, layer: Layer, report: &Report) -> serde_json::Result<Vec<u8>> {
    let rim = Rim { text: &report.text, points: CodePoints::of(&report.text) };
    let mut line = match layer {
        Layer::Sentences | Layer::Tokens | Layer::Names | Layer::Syntax => {
            syntax(&rim, layer, report, &coder.pipeline.analyse(&report.text))
        }
        _ => meaning(&rim, layer, report, &coder.read(report)),
    }?;
    line.push(b'\n');
    Ok(line)
}

/// The layers that syntax alone gives.
fn syntax<'a>(
    rim: &Rim<'a>,
    layer: Layer,
    report: &Report,
    analysis: &Analysis<'a>,
) -> serde_json::Result<Vec<u8>> {
    match layer {
        Layer::Sentences => rim.page(report, layer, rim.sentences(analysis)),
        Layer::Names => rim.page(report, layer, rim.names(analysis)),
        Layer::Tokens => rim.page(report, layer, rim.tokens(analysis)),
        _ => serde_json::to_vec(&Page {
            report: &report.id,
            layer: layer.name(),
            items: rim.tokens(analysis),
            names: Some(rim.names(analysis)),
        }),
    }
}

/// The layers that take the world's data.
fn meaning<'a>(
    rim: &Rim<'a>,
    layer: Layer,
    report: &Report,
    reading: &Reading<'a>,
) -> serde_json::Result<Vec<u8>> {
    match layer {
        Layer::Times => rim.page(report, layer, rim.times(reading)),
        Layer::Places => rim.page(report, layer, rim.places(reading)),
        Layer::Actors => rim.page(report, layer, rim.actors(reading)),
        Layer::Counts => rim.page(report, layer, rim.counts(reading)),
        _ => rim.page(report, layer, rim.attributions(reading)),
    }
}

impl Layer {
    fn name(self) -> &'static str {
        match self {
            Layer::Sentences => "sentences",
            Layer::Tokens => "tokens",
            Layer::Names => "names",
            Layer::Syntax => "syntax",
            Layer::Times => "times",
            Layer::Places => "places",
            Layer::Actors => "actors",
            Layer::Counts => "counts",
            Layer::Attributions => "attributions",
        }
    }
}

/// One report's layer.
#[derive(Serialize)]
struct Page<'a, T> {
    report: &'a str,
    layer: &'static str,
    items: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Vec<NameItem<'a>>>,
}

/// Words of the report: what every item begins with.
#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct TokenItem<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    lemma: &'a str,
    pos: &'a str,
    tag: &'a str,
    dep: &'a str,
    head: usize,
}

#[derive(Serialize)]
struct NameItem<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct TimeItem<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    /// The days that the phrase dates.
    #[serde(flatten)]
    interval: &'a Interval,
    /// The days that the words name, where the preposition makes a difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<&'a Interval>,
    kind: ExpressionKind,
    /// Why there are no days.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Unresolved>,
}

#[derive(Serialize)]
struct PlaceItem<'a> {
    #[serde(flatten)]
    place: Place,
    reason: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    candidates: &'a [String],
}

#[derive(Serialize)]
struct ActorItem<'a> {
    #[serde(flatten)]
    actor: Actor,
    reason: &'a str,
}

#[derive(Serialize)]
struct AttributionItem<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    source: Words<'a>,
    cue: Words<'a>,
    content: Words<'a>,
}

/// The rim of the program for one report: bytes inside, code points outside.
struct Rim<'a> {
    text: &'a str,
    points: CodePoints,
}

impl<'a> Rim<'a> {
    fn page<T: Serialize>(
        &self,
        report: &Report,
        layer: Layer,
        items: Vec<T>,
    ) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&Page { report: &report.id, layer: layer.name(), items, names: None })
    }

    fn words(&self, span: Span) -> Words<'a> {
        let (start, end) = self.points.span(self.text, span);
        Words { text: span.of(self.text), start, end }
    }

    fn outside(&self, span: Span) -> Span {
        let (start, end) = self.points.span(self.text, span);
        Span { start, end }
    }

    fn sentences(&self, analysis: &Analysis<'a>) -> Vec<Words<'a>> {
        let range = |s: &std::ops::Range<u32>| s.start as usize..s.end as usize;
        analysis.sentences().iter().map(|s| self.words(analysis.span_of(range(s)))).collect()
    }

    fn tokens<'r>(&self, analysis: &'r Analysis<'a>) -> Vec<TokenItem<'r>>
    where
        'a: 'r,
    {
        (0..analysis.len())
            .map(|token| TokenItem {
                words: self.words(analysis.span(token)),
                lemma: analysis.lemma(token),
                pos: analysis.pos(token),
                tag: analysis.tag(token),
                dep: analysis.dep(token),
                head: analysis.head(token),
            })
            .collect()
    }

    fn names<'r>(&self, analysis: &'r Analysis<'a>) -> Vec<NameItem<'r>>
    where
        'a: 'r,
    {
        let item = |name: &'r dateline_syntax::Name| NameItem {
            words: self.words(name.span),
            label: analysis.label(name),
        };
        analysis.names().iter().map(item).collect()
    }

    fn times<'r>(&self, reading: &'r Reading<'a>) -> Vec<TimeItem<'r>>
    where
        'a: 'r,
    {
        let item = |time: &'r Expression| TimeItem {
            words: self.words(time.span),
            interval: &time.interval,
            named: (time.named != time.interval).then_some(&time.named),
            kind: time.kind,
            reason: time.reason,
        };
        reading.times.iter().map(item).collect()
    }

    fn places<'r>(&self, reading: &'r Reading<'a>) -> Vec<PlaceItem<'r>> {
        let item = |toponym: &'r dateline_place::Toponym| PlaceItem {
            place: Place { span: self.outside(toponym.place.span), ..toponym.place.clone() },
            reason: &toponym.reason,
            candidates: &toponym.candidates,
        };
        reading.toponyms.iter().map(item).collect()
    }

    fn actors<'r>(&self, reading: &'r Reading<'a>) -> Vec<ActorItem<'r>> {
        let item = |mention: &'r dateline_actor::Mention| ActorItem {
            actor: Actor { span: self.outside(mention.actor.span), ..mention.actor.clone() },
            reason: &mention.reason,
        };
        reading.mentions.iter().map(item).collect()
    }

    fn counts(&self, reading: &Reading<'a>) -> Vec<Count> {
        let item = |count: &Count| Count { span: self.outside(count.span), ..count.clone() };
        reading.counts.iter().map(item).collect()
    }

    fn attributions(&self, reading: &Reading<'a>) -> Vec<AttributionItem<'a>> {
        let item = |attributed: &dateline_coding::Attributed| AttributionItem {
            words: self.words(attributed.source.cover(attributed.cue).cover(attributed.content)),
            source: self.words(attributed.source),
            cue: self.words(attributed.cue),
            content: self.words(attributed.content),
        };
        reading.attributions.iter().map(item).collect()
    }
}
