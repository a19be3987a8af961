//! Datelines: the head of a wire story that gives its place, its day and its agency, such as
//! "BEIRUT, Nov 3 (AFP) —" or "SAN SALVADOR, 3 JAN 90 -- [TEXT]".

use dateline_report::Span;
use jiff::civil::Date;

use crate::calendar;
use crate::grammar::Grammar;
use crate::lexer::{Atom, Case, atoms};
use crate::meaning::{Meaning, Year};
use crate::vocabulary::Word;

/// How far into a text a dateline is looked for, in bytes and in lines.
const HEAD: usize = 1_200;
const LINES: usize = 8;
/// The longest dateline, in atoms.
const LONGEST: usize = 36;

/// The head of a wire story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole, without the dash.
    pub span: Span,
    /// The place as written; empty where there is only an agency.
    pub place: Span,
    /// The day.
    pub date: Option<DatelineDate>,
    /// The agency, without its brackets.
    pub agency: Option<Span>,
}

/// A day whose year may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatelineDate {
    /// The year, where the line says one.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
}

impl DatelineDate {
    /// The date, where the year is said.
    pub fn full(self) -> Option<Date> {
        calendar::date(self.year?, self.month, self.day)
    }
}

/// The dateline of a text, at its head or after its title lines.
///
/// ```
/// let line = dateline_time::dateline("BEIRUT, Nov 3 (AFP) — Troops entered the town.").unwrap();
/// assert_eq!(line.date.unwrap().day, 3);
/// ```
pub fn dateline(text: &str) -> Option<Dateline> {
    let mut cut = text.len().min(HEAD);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let head = &text[..cut];
    let atoms = atoms(head);
    let grammar = Grammar { atoms: &atoms, text: head };
    let starts = atoms.iter().enumerate().filter(|(_, atom)| atom.line || atom.start == 0);
    starts
        .filter(|(_, atom)| atom.word != Word::Break)
        .take(LINES)
        .find_map(|(at, _)| read(&grammar, at))
}

/// The dateline that begins at this atom, up to its dash.
fn read(grammar: &Grammar<'_>, start: usize) -> Option<Dateline> {
    let dash = (start..grammar.atoms.len().min(start + LONGEST)).find(|at| ends(grammar, *at))?;
    let body = start..dash;
    if body.clone().any(|at| matches!(grammar.word(at), Word::Break)) {
        return None;
    }
    let agency = agency(grammar, body.clone());
    let (date_at, date_end, date) = match date(grammar, body) {
        Some((from, to, date)) => (from, to, Some(date)),
        None => (dash, dash, None),
    };
    let agency_at = agency.map_or(dash, |(open, _)| open);
    let place_end = date_at.min(agency_at);
    let place = place(grammar, start, place_end)?;
    let capitals = (start..place_end)
        .take_while(|at| !matches!(grammar.word(*at), Word::Comma | Word::Open))
        .all(|at| grammar.atom(at).case == Case::Upper || !is_word(grammar.atom(at)));
    let named = !place.is_empty();
    // Two signs of three, or a place in capitals that is no whole title.
    let signs = usize::from(named && capitals)
        + usize::from(date.is_some())
        + usize::from(agency.is_some());
    let short = place_end - start <= 8 && grammar.atom(dash + 1).case != Case::Upper;
    let first = start == 0 || date.is_some() || agency.is_some() || grammar.atom(start).line;
    if signs < 2 && !(named && capitals && short && first) && (agency.is_none() || named) {
        return None;
    }
    // What follows the date and the agency must be little: the rest of the line is no sentence.
    let rest = (date_end..dash).filter(|at| is_word(grammar.atom(*at))).count();
    if date.is_some() && rest > 12 {
        return None;
    }
    Some(Dateline {
        span: grammar.atom(start).span().cover(grammar.atom(dash - 1).span()),
        place,
        date,
        agency: agency.map(|(_, span)| span),
    })
}

fn is_word(atom: &Atom) -> bool {
    atom.span().len() > 1
        && !matches!(atom.word, Word::Dash | Word::Hyphen | Word::Comma | Word::Dot | Word::Mark)
}

/// A dash, or a hyphen with space about it.
fn ends(grammar: &Grammar<'_>, at: usize) -> bool {
    let spaced = !grammar.atom(at).glued && !grammar.atom(at + 1).glued;
    match grammar.word(at) {
        Word::Dash => true,
        Word::Hyphen => spaced,
        _ => false,
    }
}

/// The agency in brackets: the opening bracket's place, and the name.
fn agency(grammar: &Grammar<'_>, body: std::ops::Range<usize>) -> Option<(usize, Span)> {
    let mut found = None;
    let mut at = body.start;
    while at < body.end {
        if grammar.word(at) == Word::Open {
            let close = (at + 1..body.end.min(at + 8)).find(|c| grammar.word(*c) == Word::Close)?;
            if close > at + 1 && grammar.is_capital(at + 1) {
                let span = grammar.atom(at + 1).span().cover(grammar.atom(close - 1).span());
                found = Some((at, span));
            }
            at = close;
        }
        at += 1;
    }
    // "BOGOTA (COLOMBIA), 3 JAN 90 --": brackets before a comma are part of the place.
    found.filter(|(open, _)| {
        let close = (*open..body.end).find(|at| grammar.word(*at) == Word::Close);
        close.is_some_and(|close| grammar.word(close + 1) != Word::Comma)
    })
}

/// The first date of the line: where it begins and ends, and the date.
fn date(
    grammar: &Grammar<'_>,
    body: std::ops::Range<usize>,
) -> Option<(usize, usize, DatelineDate)> {
    body.clone().find_map(|at| {
        let (meaning, end) = grammar.dated(at)?;
        let Meaning::Day { year, month, day, .. } = meaning else { return None };
        let year = match year {
            Year::Said(year) => Some(year),
            _ => None,
        };
        (end <= body.end).then_some((at, end, DatelineDate { year, month, day }))
    })
}

/// The place: capitalised words, commas, brackets; empty where the line begins with the agency.
fn place(grammar: &Grammar<'_>, start: usize, end: usize) -> Option<Span> {
    let mut last = None;
    let mut words = 0;
    for at in start..end {
        let atom = grammar.atom(at);
        match atom.word {
            Word::Comma | Word::Open | Word::Close | Word::Hyphen | Word::Dot | Word::Slash => {}
            Word::Apostrophe | Word::Possessive => {}
            _ if atom.case != Case::Lower => {
                words += 1;
                last = Some(at);
            }
            Word::Of | Word::And | Word::The => {}
            _ => return None,
        }
    }
    let Some(last) = last else {
        return (end == start)
            .then(|| Span { start: grammar.atom(start).start, end: grammar.atom(start).start });
    };
    let closes = grammar.word(last + 1) == Word::Close;
    let last = last + usize::from(closes && last + 1 < end);
    (words <= 9).then(|| grammar.atom(start).span().cover(grammar.atom(last).span()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, Option<DatelineDate>, Option<String>)> {
        dateline(text).map(|line| {
            let agency = line.agency.map(|span| span.of(text).to_owned());
            (line.place.of(text).to_owned(), line.date, agency)
        })
    }

    fn on(year: Option<i16>, month: i8, day: i8) -> Option<DatelineDate> {
        Some(DatelineDate { year, month, day })
    }

    #[test]
    fn heads_of_wires_are_read() {
        let cases = [
            ("BEIRUT, Nov 3 (AFP) — Troops", "BEIRUT", on(None, 11, 3), Some("AFP")),
            ("SAN SALVADOR, 3 JAN 90 -- [TEXT] THE", "SAN SALVADOR", on(Some(1990), 1, 3), None),
            ("MOSUL, Iraq (Reuters) - Iraqi forces", "MOSUL, Iraq", None, Some("Reuters")),
            ("(AP) — Fighting resumed", "", None, Some("AP")),
            (
                "Rebels lose town\n\nGOMA, Oct. 2, 2013 (Reuters) – The",
                "GOMA",
                on(Some(2013), 10, 2),
                Some("Reuters"),
            ),
            ("KYIV - The army said", "KYIV", None, None),
            (
                "BOGOTA (COLOMBIA), 3 JAN 90 (RADIO) -- [REPORT]",
                "BOGOTA (COLOMBIA)",
                on(Some(1990), 1, 3),
                Some("RADIO"),
            ),
            (
                "Aleppo (Syria), 12 December 2016 (ICRC) – Aid",
                "Aleppo (Syria)",
                on(Some(2016), 12, 12),
                Some("ICRC"),
            ),
        ];
        for (text, place, date, agency) in cases {
            let expected = Some((place.to_owned(), date, agency.map(str::to_owned)));
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "The army entered the town - the first in years.",
            "Troops — backed by planes — entered.",
            "On 3 May 2016 rebels took the town – the second in a week.",
            "",
            "-",
            "—",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
