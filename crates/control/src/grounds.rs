//! Grounds: the claims that a course rests on, in words, so that a place can be answered for in full without
//! weighing anything anew. They are kept in parts, of which an answer reads those that it names.
//!
//! Invariant: [`answer`] says of any day what [`Holdings::on`] says.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::answer::{Answer, Reason};
use crate::course::wire::{Reader, Writer};
use crate::day::{Day, number};
use crate::evidence::Unused;
use crate::holdings::{UNDATED, note_of, reason};
use crate::sweep::Why;
use crate::{Course, Holdings};

/// Reasons of one part: a place's reasons lie in the order of their days, so that those of one answer are
/// in few parts.
const PART: usize = 48;

const WHYS: [Why; 3] = [Why::Window, Why::Presupposed, Why::Over];

/// What was set aside: from when to when it is told of, and which reason it is.
struct Aside {
    first: Option<Day>,
    last: Day,
    /// Whether it is shown only where anything is dated.
    dated: bool,
    reason: usize,
    /// What is said of it beside, by number.
    why: Option<usize>,
}

/// The grounds of a place as bytes: the head first, then the parts.
pub fn grounds(holdings: &Holdings<'_>) -> Vec<Vec<u8>> {
    let mut out = Writer::default();
    out.number(holdings.spans().len() as u64);
    for span in holdings.spans() {
        let mut body = Writer::default();
        body.index(&WHYS, span.why);
        let supports = holdings.in_order(span);
        body.number(supports.len() as u64);
        let mut day = 0;
        for index in supports {
            body.number(index as u64);
            body.since(&mut day, holdings.weight_of(index).2);
        }
        out.blob(&body.0);
    }
    let mut reasons: Vec<Reason> = holdings.evidence().iter().map(|one| reason(one, "")).collect();
    let mut whys: Vec<&str> = vec![];
    let mut asides: Vec<Aside> = vec![];
    for (index, why) in holdings.aside() {
        let one = &holdings.evidence()[*index];
        let at = whys.iter().position(|known| *known == why).unwrap_or_else(|| {
            whys.push(why);
            whys.len() - 1
        });
        let (first, last) = (Some(one.first), one.last);
        asides.push(Aside { first, last, dated: false, reason: *index, why: Some(at) });
    }
    let mut unused: Vec<_> = (holdings.unused().iter())
        .map(|(claim, why)| (claim.when.interval.first.map(number), claim, why))
        .collect();
    unused.sort_by_key(|(first, ..)| *first);
    for (first, claim, why) in unused {
        let dated = !matches!(why, Unused::Report(_));
        let last = first.unwrap_or_default();
        asides.push(Aside { first, last, dated, reason: reasons.len(), why: None });
        reasons.push(Holdings::unused_reason(claim, why));
    }
    out.number(whys.len() as u64);
    whys.iter().for_each(|why| out.text(why));
    out.number(asides.len() as u64);
    let mut day = 0;
    for aside in &asides {
        out.flag(aside.first.is_some());
        if let Some(first) = aside.first {
            out.since(&mut day, first);
            out.since(&mut day, aside.last);
        }
        out.flag(aside.dated);
        out.number(aside.reason as u64);
        out.number(aside.why.map_or(0, |why| why as u64 + 1));
    }
    let mut parts = vec![out.0];
    parts.extend(reasons.chunks(PART).map(part));
    parts
}

/// The place's answer on a day, as [`Holdings::on`] gives it, from its course, the head of its grounds, and
/// the parts that the answer needs, by number from 1 on. `None` where the bytes are not what they should be.
///
/// # Errors
/// Where a part cannot be read.
pub fn answer<E>(
    course: &Course,
    head: &[u8],
    on: Option<Date>,
    mut part: impl FnMut(usize) -> Result<Option<Vec<u8>>, E>,
) -> Result<Option<Answer>, E> {
    let Some(day) = on.map(number).or(course.last) else { return Ok(None) };
    let brief = course.on(on);
    let Some(needed) = needed(course, head, day) else { return Ok(None) };
    let mut parts: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    let all = needed.because.iter().copied().chain(needed.aside.iter().map(|(index, _)| *index));
    for index in all {
        let number = index / PART + 1;
        if let std::collections::btree_map::Entry::Vacant(e) = parts.entry(number) {
            let Some(bytes) = part(number)? else { return Ok(None) };
            e.insert(bytes);
        }
    }
    let read = |index: usize| read(parts.get(&(index / PART + 1))?, index % PART);
    let because: Option<Vec<Reason>> = (needed.because.iter())
        .map(|index| {
            let mut reason = read(*index)?;
            reason.why.push_str(note_of(needed.why));
            Some(reason)
        })
        .collect();
    let aside: Option<Vec<Reason>> = (needed.aside.into_iter())
        .map(|(index, why)| {
            let mut reason = read(index)?;
            if let Some(why) = why {
                reason.why.push_str("; set aside: ");
                reason.why.push_str(&why);
            }
            Some(reason)
        })
        .collect();
    let (Some(because), Some(mut set_aside)) = (because, aside) else { return Ok(None) };
    set_aside.sort_by(|a, b| (&a.claim, &a.report).cmp(&(&b.claim, &b.report)));
    Ok(Some(Answer {
        place: brief.place,
        on: brief.on,
        as_of: brief.as_of,
        status: brief.status,
        holder: brief.holder,
        others: brief.others,
        basis: brief.basis,
        confidence: brief.confidence,
        since: brief.since,
        last_evidence: brief.last_evidence,
        age: brief.age,
        because,
        claimed: brief.claimed,
        parts: brief.parts,
        set_aside,
        id: brief.id,
    }))
}

/// The reasons that an answer names, by number.
#[derive(Default)]
struct Needed {
    because: Vec<usize>,
    why: Option<Why>,
    aside: Vec<(usize, Option<String>)>,
}

fn needed(course: &Course, head: &[u8], day: Day) -> Option<Needed> {
    let mut read = Reader(head);
    let mut needed = Needed::default();
    let spans = read.size()?;
    let wanted = course.piece_at(day).filter(|_| course.dated || day == UNDATED);
    for span in 0..spans {
        let body = read.blob()?;
        if wanted == Some(span) {
            let mut read = Reader(body);
            needed.why = read.index(&WHYS)?;
            let mut first = 0;
            for _ in 0..read.size()? {
                let (index, first) = (read.size()?, read.since(&mut first)?);
                // What is presupposed is told from its first day on.
                if first <= day || needed.why == Some(Why::Presupposed) {
                    needed.because.push(index);
                }
            }
        }
    }
    let whys = read.list(Reader::text)?;
    let mut near_day = 0;
    for _ in 0..read.size()? {
        let days = match read.flag()? {
            true => Some((read.since(&mut near_day)?, read.since(&mut near_day)?)),
            false => None,
        };
        let (dated, index, why) = (read.flag()?, read.size()?, read.size()?);
        let near = days
            .is_none_or(|(first, last)| first <= day && day.saturating_sub(last) <= course.horizon);
        if near && (course.dated || !dated) {
            let why = match why {
                0 => None,
                why => Some(whys.get(why - 1)?.clone()),
            };
            needed.aside.push((index, why));
        }
    }
    read.0.is_empty().then_some(needed)
}

/// Some reasons: how long each is, then all of them.
fn part(reasons: &[Reason]) -> Vec<u8> {
    let mut out = Writer::default();
    let mut bodies = Writer::default();
    out.number(reasons.len() as u64);
    for reason in reasons {
        let from = bodies.0.len();
        bodies.float(reason.weight);
        for words in [&reason.claim, &reason.why, &reason.quote, &reason.report] {
            bodies.text(words);
        }
        out.number((bodies.0.len() - from) as u64);
    }
    out.0.extend_from_slice(&bodies.0);
    out.0
}

/// One of the reasons of a part.
fn read(part: &[u8], at: usize) -> Option<Reason> {
    let mut read = Reader(part);
    let count = read.size()?;
    let (mut before, mut length) = (0_usize, None);
    for index in 0..count {
        let size = read.size()?;
        if index < at {
            before = before.checked_add(size)?;
        } else if index == at {
            length = Some(size);
        }
    }
    let body = read.0.get(before..before.checked_add(length?)?)?;
    let mut read = Reader(body);
    let weight = read.float()?;
    let (claim, why) = (read.text()?, read.text()?);
    let (quote, report) = (read.text()?, read.text()?);
    read.0.is_empty().then_some(Reason { claim, weight, why, quote, report })
}
