//! All expressions of time of a report: read by the grammar, then resolved in the order of telling.

use std::ops::Range;

use dateline_report::{Note, Span};
use dateline_syntax::Analysis;

use crate::calendar::{self, Part};
use crate::dateline::{Dateline, dateline};
use crate::expression::{Anchor, Expression, ExpressionKind, Relation, TimeContext, Unresolved};
use crate::grammar::{Grammar, Hit};
use crate::interval::{Basis, Bound, Interval, Precision};
use crate::length::{Length, ending_at};
use crate::lexer::{Atom, atoms};
use crate::meaning::{Meaning, Pick, Year};
use crate::telling::{Focus, Named, Telling};
use crate::tense::{Tense, tense};
use crate::vocabulary::Word;

/// How far a dateline's day may lie before publication and still be the report's "today".
const WIRE_DAYS: i32 = 7;

/// All expressions of time of the analysed report, in order.
pub fn find(analysis: &Analysis<'_>, context: &TimeContext) -> (Vec<Expression>, Vec<Note>) {
    Finder::new(analysis.source(), Some(analysis), context).run()
}

/// The same from the text alone: tense is then guessed from the words around each expression.
///
/// ```
/// use dateline_time::{TimeContext, find_in_text};
/// let context = TimeContext { published: Some("2017-11-03".parse().unwrap()) };
/// let (found, _) = find_in_text("Troops entered the town on Friday.", &context);
/// assert_eq!(found[0].interval.first, context.published);
/// ```
pub fn find_in_text(text: &str, context: &TimeContext) -> (Vec<Expression>, Vec<Note>) {
    Finder::new(text, None, context).run()
}

/// The day from which the report tells: its dateline's, where it says a whole date or lies within a
/// week before publication, else the day of publication. The anchor says which.
///
/// ```
/// use dateline_time::{Anchor, TimeContext, day_of_report};
/// let wire = "SAN SALVADOR, 3 JAN 90 -- [TEXT] A PATROL FOUND THE CAMP YESTERDAY.";
/// let (day, anchor) = day_of_report(wire, &TimeContext::default()).unwrap();
/// assert_eq!((day.to_string().as_str(), anchor), ("1990-01-03", Anchor::Dateline));
/// ```
pub fn day_of_report(text: &str, context: &TimeContext) -> Option<(jiff::civil::Date, Anchor)> {
    let mut finder = Finder::new(text, None, context);
    let atoms = std::mem::take(&mut finder.atoms);
    let grammar = Grammar { atoms: &atoms, text };
    finder.survey(&grammar, &grammar.hits());
    finder.telling.today
}

struct Finder<'a> {
    text: &'a str,
    analysis: Option<&'a Analysis<'a>>,
    atoms: Vec<Atom>,
    dateline: Option<Dateline>,
    telling: Telling,
    notes: Vec<Note>,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str, analysis: Option<&'a Analysis<'a>>, context: &TimeContext) -> Self {
        let atoms = atoms(text);
        let mut finder = Finder {
            text,
            analysis,
            atoms,
            dateline: dateline(text),
            telling: Telling::default(),
            notes: Vec::new(),
        };
        finder.telling.today = context.published.map(|day| (day, Anchor::Published));
        finder
    }

    fn run(mut self) -> (Vec<Expression>, Vec<Note>) {
        let atoms = std::mem::take(&mut self.atoms);
        let grammar = Grammar { atoms: &atoms, text: self.text };
        let hits = grammar.hits();
        self.survey(&grammar, &hits);
        let mut expressions = Vec::with_capacity(hits.len());
        let mut read = 0;
        for hit in &hits {
            if atoms[read..hit.start].iter().any(|atom| atom.word == Word::Break) {
                self.telling.end_paragraph();
            }
            read = hit.start;
            expressions.push(self.expression(&grammar, hit));
        }
        (expressions, self.notes)
    }

    /// What the report as a whole says of its time: its day, its style, the order of its slashes.
    fn survey(&mut self, grammar: &Grammar<'_>, hits: &[Hit]) {
        let (mut deictic, mut outright) = (0usize, 0usize);
        let mut years = Vec::new();
        let mut days = Vec::new();
        for hit in hits {
            match hit.meaning {
                Meaning::Weekday { pick: Pick::Bare | Pick::Last | Pick::Next, .. }
                | Meaning::FromToday(_)
                | Meaning::Unit { .. }
                | Meaning::RestOf { .. }
                | Meaning::Ago { .. } => deictic += 1,
                _ => {}
            }
            outright += usize::from(hit.meaning.is_outright());
            if let Meaning::Day { year: Year::Said(year), month, day, .. } = hit.meaning {
                years.push(year);
                days.extend(calendar::date(year, month, day));
                if self.telling.day_first.is_none() && day > 12 {
                    self.telling.day_first = slashed_day_first(grammar, hit, day);
                }
            }
        }
        self.telling.narrative =
            self.dateline.is_none() && (deictic == 0 || outright >= 4 * deictic);
        self.telling.dated = outright >= 3;
        let same = years.first().filter(|first| years.iter().all(|year| year == *first));
        self.telling.only_year = same.copied();
        self.settle_today(&days);
    }

    /// The day that "today" means: the dateline's, if it is full or near publication, else the day
    /// of publication.
    fn settle_today(&mut self, full: &[jiff::civil::Date]) {
        let Some(date) = self.dateline.as_ref().and_then(|line| line.date) else { return };
        let published = self.telling.today.map(|(day, _)| day);
        let found = match (date.year, published) {
            (Some(_), _) => date.full(),
            (None, Some(published)) => (-1..=1).find_map(|offset| {
                let day = calendar::date(published.year() + offset, date.month, date.day)?;
                (-1..=WIRE_DAYS).contains(&(published - day).get_days()).then_some(day)
            }),
            // No year: a full date of the report within the six weeks before says which.
            (None, None) => full.iter().max().and_then(|latest| {
                (0..=1).find_map(|offset| {
                    let day = calendar::date(latest.year() + offset, date.month, date.day)?;
                    (0..=45).contains(&(day - *latest).get_days()).then_some(day)
                })
            }),
        };
        let Some(found) = found else { return };
        match published {
            Some(published) if (published - found).get_days().abs() > WIRE_DAYS => {
                self.notes.push(Note::new(
                    "T002",
                    format!("the dateline says {found}, the report was published on {published}"),
                ));
            }
            _ => self.telling.today = Some((found, Anchor::Dateline)),
        }
    }

    fn expression(&mut self, grammar: &Grammar<'_>, hit: &Hit) -> Expression {
        let span = grammar.atom(hit.start).span().cover(grammar.atom(hit.end - 1).span());
        let tokens = self.tokens(span);
        let range = tokens.start as usize..tokens.end as usize;
        let tense = tense(grammar, (hit.start, hit.end), self.analysis, range);
        let attributive = attributive(grammar, hit);
        let relation = relation(grammar, hit, attributive);
        let mut meaning = hit.meaning.clone();
        if let (Meaning::Length(length), Tense::Future) = (&meaning, tense) {
            match grammar.governor(hit.start).0 {
                Word::In => meaning = Meaning::Ago { length: *length, forward: true },
                Word::Within => meaning = Meaning::Stretch { length: *length, forward: true },
                _ => {}
            }
        }
        self.telling.byte = span.start;
        self.telling.joined = self.joined(grammar, hit);
        self.telling.apart = self.telling.thread().is_some_and(|spine| {
            let (start, end) = spine.sentence;
            let before = |at: &usize| grammar.atom(*at).start < spine.byte;
            (start..end).contains(&hit.start)
                && (start..end).take_while(before).any(|at| is_relative(grammar, at))
        });
        self.telling.tense = Some(tense);
        let resolved = match &meaning {
            Meaning::StepFrom { from: None, event, .. } if !self.is_last_dated(grammar, *event) => {
                Err(Unresolved::NoAntecedent)
            }
            meaning => self.telling.resolve(meaning),
        };
        let weekday = match meaning {
            Meaning::Day { weekday, .. } => weekday,
            _ => None,
        };
        if let (Some(weekday), Ok(named)) = (weekday, &resolved)
            && named.first.weekday().to_monday_one_offset() != weekday
        {
            self.notes.push(Note::new(
                "T001",
                format!("“{}” is no such weekday: {}", span.of(self.text), named.first),
            ));
        }
        let length = length_of(&meaning);
        let named = resolved.as_ref().map_or_else(|_| Interval::unknown(), plain);
        let mut interval = self.bounded(&meaning, &named, relation, tense);
        if !attributive && (self.telling.frame.is_none() || meaning.is_outright()) {
            self.set_frame(grammar, hit, &meaning);
        }
        let mut reason = resolved.as_ref().err().copied();
        if let (Meaning::Length(length), Tense::Perfect, Relation::Throughout, Some((today, _))) =
            (&meaning, tense, relation, self.telling.today)
        {
            interval = ending_at(*length, today);
            reason = None;
        }
        if let Ok(named) = &resolved {
            self.refocus(grammar, hit, &meaning, named, relation, span);
        }
        let anchor = match (&resolved, &meaning) {
            (Ok(named), _) => named.anchor,
            (Err(_), _) if interval.is_known() => {
                self.telling.today.map_or(Anchor::Said, |(_, anchor)| anchor)
            }
            _ => Anchor::Said,
        };
        let kind = kind(&meaning, &named);
        Expression {
            span,
            tokens,
            interval,
            named,
            kind,
            relation,
            anchor,
            length,
            attributive,
            reason,
        }
    }

    /// "entered on 20 November 2012 and left on 1 December": the date with a year that this one goes
    /// on from. Past a relative clause nothing goes on.
    fn joined(&self, grammar: &Grammar<'_>, hit: &Hit) -> Option<jiff::civil::Date> {
        let spine = self.telling.thread().filter(|spine| spine.precision == Precision::Day)?;
        let (start, end) = spine.sentence;
        if !(start..end).contains(&hit.start) {
            return None;
        }
        let between = |at: &usize| grammar.atom(*at).start > spine.byte;
        let goes_on = (start..hit.start)
            .filter(between)
            .any(|at| grammar.word(at) == Word::And || ["but", "then"].contains(&grammar.str(at)));
        let relative = (start..hit.start).any(|at| is_relative(grammar, at));
        let day = matches!(hit.meaning, Meaning::Day { year: Year::Pick(Pick::Bare), .. });
        (day && goes_on && !relative).then_some(spine.days.0)
    }

    /// The tokens that the span covers.
    fn tokens(&self, span: Span) -> Range<u32> {
        let Some(analysis) = self.analysis else { return 0..0 };
        let tokens = analysis.tokens();
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let last = tokens.partition_point(|token| token.span.start < span.end);
        if first >= last { first as u32..first as u32 } else { first as u32..last as u32 }
    }

    /// The named days with what the preposition makes of them.
    fn bounded(
        &self,
        meaning: &Meaning,
        named: &Interval,
        relation: Relation,
        tense: Tense,
    ) -> Interval {
        let bound = match (relation, meaning) {
            (_, Meaning::Length(_)) => Bound::Throughout,
            (Relation::Since | Relation::After, _) => Bound::Since,
            (Relation::By | Relation::Until | Relation::Before, _) => Bound::By,
            (Relation::Throughout, _) => Bound::Throughout,
            (Relation::Between, _) => Bound::Within,
            (Relation::In, Meaning::Range(..)) => Bound::Throughout,
            (Relation::In, _) if named.precision == Precision::Day => Bound::On,
            (Relation::In, _) => Bound::Within,
        };
        let mut interval = named.clone().with_bound(bound);
        if !named.is_known() {
            return interval;
        }
        match bound {
            Bound::Since => {
                let today = self.telling.today.map(|(today, _)| today);
                let open = tense == Tense::Future && relation == Relation::After;
                interval.last = today.filter(|today| !open && named.first <= Some(*today));
            }
            // "by the end of the year": its last day.
            Bound::By if ends_with_the_whole(meaning) => interval.first = interval.last,
            _ => {}
        }
        interval
    }

    /// "In 2014, …" gives the year to what its paragraph dates after it.
    fn set_frame(&mut self, grammar: &Grammar<'_>, hit: &Hit, meaning: &Meaning) {
        let Some(Year::Said(year)) = meaning.year() else { return };
        let fronted = (0..=2).any(|back| {
            hit.start.checked_sub(back).is_some_and(|at| {
                grammar.is_sentence_start(at)
                    && (at..hit.start).all(|at| {
                        matches!(grammar.word(at), Word::In | Word::On | Word::During | Word::The)
                    })
            })
        });
        if fronted {
            self.telling.frame = Some((year, self.telling.byte));
        }
    }

    /// The date that "the next day" will be counted from.
    fn refocus(
        &mut self,
        grammar: &Grammar<'_>,
        hit: &Hit,
        meaning: &Meaning,
        named: &Named,
        relation: Relation,
        span: Span,
    ) {
        let dates = !matches!(
            meaning,
            Meaning::Recent(_) | Meaning::Stretch { .. } | Meaning::RestOf { .. } | Meaning::Then
        );
        let Some(last) = named.last.filter(|_| dates && relation != Relation::Since) else {
            return;
        };
        let (days, precision) = match meaning {
            // A range leaves the telling at its end.
            Meaning::Range(_, second) if matches!(**second, Meaning::Day { .. }) => {
                ((last, last), Precision::Day)
            }
            Meaning::Range(_, second) if matches!(**second, Meaning::Month { .. }) => {
                ((last.first_of_month(), last), Precision::Month)
            }
            Meaning::Overnight => ((last, last), Precision::Day),
            _ => ((named.first, last), named.precision),
        };
        let outright = match named.anchor {
            Anchor::Said => true,
            Anchor::Telling => self.telling.focus.is_none_or(|focus| focus.outright),
            _ => false,
        };
        let sentence = grammar.sentence(hit.start);
        let focus = Focus { days, precision, byte: span.start, sentence, outright };
        self.telling.focus = Some(focus);
        if outright && matches!(precision, Precision::Day | Precision::Month) {
            self.telling.take_up(focus, named.anchor == Anchor::Said);
        }
    }

    /// Whether the event that "two days after …" names is the one of the sentence last dated: the
    /// two share a word of substance.
    fn is_last_dated(&self, grammar: &Grammar<'_>, event: (usize, usize)) -> bool {
        let Some(focus) = self.telling.focus else { return false };
        // "shelled Zenda on Thursday, a day after shells had hit it": counted back from what the sentence tells
        if (focus.sentence.0..focus.sentence.1).contains(&event.0) {
            return false;
        }
        let stem = |at: usize| {
            let text = grammar.str(at).to_lowercase();
            (text.chars().count() >= 4).then(|| text.chars().take(5).collect::<String>())
        };
        let substance = |at: &usize| matches!(grammar.word(*at), Word::Other | Word::Lasting);
        let told: Vec<String> = (focus.sentence.0..focus.sentence.1.min(event.0))
            .filter(substance)
            .filter_map(stem)
            .collect();
        (event.0..event.1)
            .filter(substance)
            .filter(|at| !COMMON.contains(&grammar.str(*at)))
            .filter_map(stem)
            .any(|stem| told.contains(&stem))
    }
}

/// Words of four letters and more that two sentences share without speaking of one event.
const COMMON: &[&str] = &[
    "their", "they", "that", "this", "with", "were", "have", "been", "which", "from", "said",
    "forces",
];

/// "which", "who", "whose": a clause about a noun of the sentence.
fn is_relative(grammar: &Grammar<'_>, at: usize) -> bool {
    grammar.word(at) == Word::Other && ["which", "who", "whose", "where"].contains(&grammar.str(at))
}

/// Whether a date with slashes, whose day can only be a day, has it first.
fn slashed_day_first(grammar: &Grammar<'_>, hit: &Hit, day: i8) -> Option<bool> {
    let slashed = hit.end - hit.start == 5 && grammar.word(hit.start + 1) == Word::Slash;
    let short = grammar.atom(hit.start).digits <= 2;
    (slashed && short).then(|| grammar.word(hit.start) == Word::Number(day as u32))
}

/// Whether the time belongs to a noun beside it: "Monday's attack", "the 2014 offensive".
fn attributive(grammar: &Grammar<'_>, hit: &Hit) -> bool {
    match grammar.word(hit.end) {
        Word::Possessive => true,
        Word::Lasting => !grammar.atom(hit.end).line,
        Word::Other => {
            let determined = matches!(
                grammar.before(hit.start),
                Word::The | Word::A | Word::This | Word::That | Word::Possessive
            );
            determined && !matches!(grammar.word(hit.start), Word::The)
        }
        _ => false,
    }
}

/// The sense of the preposition before the time.
fn relation(grammar: &Grammar<'_>, hit: &Hit, attributive: bool) -> Relation {
    let (governor, at) = grammar.governor(hit.start);
    let ranged = matches!(hit.meaning, Meaning::Range(..));
    match governor {
        Word::From if ranged => Relation::Throughout,
        Word::Between if ranged => Relation::Between,
        // "on 6 or 8 June": on one of the days
        _ if ranged && (hit.start..hit.end).any(|at| grammar.word(at) == Word::Or) => {
            Relation::Between
        }
        Word::Since => Relation::Since,
        // What is "from the 1990s" is of them.
        Word::From if matches!(hit.meaning, Meaning::Decade { .. } | Meaning::Century { .. }) => {
            Relation::In
        }
        Word::From if !attributive => Relation::Since,
        Word::By if !attributive => Relation::By,
        // "it was not until 1 November that": on that day.
        Word::Until if at > 0 && grammar.str(at - 1).eq_ignore_ascii_case("not") => Relation::In,
        Word::Until if !attributive => Relation::Until,
        // "up to March 2016"
        Word::To if at > 0 && !attributive && grammar.str(at - 1).eq_ignore_ascii_case("up") => {
            Relation::Until
        }
        Word::Before if !attributive => Relation::Before,
        Word::Of if at > 0 && grammar.str(at - 1).eq_ignore_ascii_case("ahead") && !attributive => {
            Relation::Before
        }
        Word::After if !attributive && !matches!(hit.meaning, Meaning::Length(_)) => {
            Relation::After
        }
        Word::For if matches!(hit.meaning, Meaning::Length(_) | Meaning::Stretch { .. }) => {
            Relation::Throughout
        }
        Word::Throughout => Relation::Throughout,
        Word::Within => Relation::Between,
        _ => Relation::In,
    }
}

fn ends_with_the_whole(meaning: &Meaning) -> bool {
    let end = Some(Part::End);
    match meaning {
        Meaning::Month { part, .. }
        | Meaning::Year { part, .. }
        | Meaning::Season { part, .. }
        | Meaning::Decade { part, .. }
        | Meaning::Unit { part, .. }
        | Meaning::Current { part, .. }
        | Meaning::Same { part, .. } => *part == end,
        _ => false,
    }
}

fn length_of(meaning: &Meaning) -> Option<Length> {
    match meaning {
        Meaning::Length(length)
        | Meaning::Stretch { length, .. }
        | Meaning::Ago { length, .. }
        | Meaning::Step { length, .. }
        | Meaning::StepFrom { length, .. } => Some(*length),
        _ => None,
    }
}

fn kind(meaning: &Meaning, named: &Interval) -> ExpressionKind {
    match meaning {
        Meaning::Length(_) => ExpressionKind::Duration,
        Meaning::Recurring => ExpressionKind::Recurring,
        Meaning::Same { .. } | Meaning::Step { .. } | Meaning::Then => ExpressionKind::Anaphoric,
        Meaning::StepFrom { .. } => ExpressionKind::Anaphoric,
        Meaning::Weekday { pick: Pick::Following | Pick::Previous | Pick::Same, .. } => {
            ExpressionKind::Anaphoric
        }
        Meaning::Day { .. }
        | Meaning::DayOfMonth(_)
        | Meaning::Slashed { .. }
        | Meaning::Weekday { .. }
        | Meaning::WeekdayOf { .. }
        | Meaning::FromToday(_) => ExpressionKind::Day,
        _ if named.precision == Precision::Day => ExpressionKind::Day,
        _ => ExpressionKind::Span,
    }
}

fn plain(named: &Named) -> Interval {
    Interval {
        first: Some(named.first),
        last: named.last,
        bound: if named.precision == Precision::Day { Bound::On } else { Bound::Within },
        precision: named.precision,
        basis: Basis::Text,
    }
}
