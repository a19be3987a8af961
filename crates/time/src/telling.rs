//! The telling: what a report has dated so far, and the rules by which the next expression is
//! resolved against it, against the dateline or against the day of publication.

use jiff::civil::Date;

use crate::calendar::{self, Days};
use crate::expression::{Anchor, Unresolved};
use crate::interval::Precision;
use crate::length::{Hedge, Length, Unit};
use crate::meaning::{Meaning, Pick, Year};
use crate::tense::Tense;

/// How far back, in bytes, "the next day" may reach for its date.
const REACH: u32 = 1_500;

/// How many days ahead a verb in the present may date.
const SOON: i32 = 45;

/// Days that the words name, with their grain and what they were resolved against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub(crate) first: Date,
    /// Open where a range runs to a present that is not known.
    pub(crate) last: Option<Date>,
    pub(crate) precision: Precision,
    pub(crate) anchor: Anchor,
}

pub(crate) type Resolved = Result<Named, Unresolved>;

/// The last date that the report gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Focus {
    pub(crate) days: Days,
    pub(crate) precision: Precision,
    /// Where it stands.
    pub(crate) byte: u32,
    /// Its sentence, in atoms.
    pub(crate) sentence: (usize, usize),
    /// Whether its year was said, here or by what it was counted from.
    pub(crate) outright: bool,
}

/// What the report has said of time so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Telling {
    /// The day that "today" means.
    pub(crate) today: Option<(Date, Anchor)>,
    pub(crate) focus: Option<Focus>,
    /// The last date whose year was said, by day or month: what dates without a year run on from.
    pub(crate) spine: Option<Focus>,
    /// A date more than two years before the spine: it leads its paragraph and no further.
    pub(crate) aside: Option<Focus>,
    /// Where the spine stood before it leapt half a year ahead, in a paragraph that has ended.
    pub(crate) left_off: Option<Focus>,
    /// The same, in the paragraph at hand.
    pub(crate) leapt: Option<Focus>,
    /// The year of a sentence's opening ("In 2014, …"), which holds for its paragraph.
    pub(crate) frame: Option<(i16, u32)>,
    /// A date of the same sentence whose year was said and to which the one at hand is joined.
    pub(crate) joined: Option<Date>,
    /// The last year said stands in a relative clause of this sentence: nothing runs on from it.
    pub(crate) apart: bool,
    /// An account in the past with years said, not news of the day: years run on.
    pub(crate) narrative: bool,
    /// Many dates are said outright.
    pub(crate) dated: bool,
    /// The one year of all full dates of the report, where there is one.
    pub(crate) only_year: Option<i16>,
    /// Whether dates with slashes put the day first, where one of them shows it.
    pub(crate) day_first: Option<bool>,
    /// Byte of the expression at hand.
    pub(crate) byte: u32,
    pub(crate) tense: Option<Tense>,
}

impl Telling {
    pub(crate) fn resolve(&self, meaning: &Meaning) -> Resolved {
        match *meaning {
            Meaning::Day { year, month, day, weekday } => {
                // The 29th of February is there in some years only.
                if calendar::date(2000, month, day).is_none() {
                    return Err(Unresolved::NoSuchDay);
                }
                let of = |year| calendar::date(year, month, day).map(|day| (day, day));
                self.in_year(year, weekday, &of).map(|(days, by)| named(days, Precision::Day, by))
            }
            Meaning::DayOfMonth(day) => self.day_of_month(day),
            Meaning::Slashed { first, second, year } => self.slashed(first, second, year),
            Meaning::Month { year, month, part } => {
                let (days, by) = self.in_year(year, None, &|year| calendar::month(year, month))?;
                part_of(days, part).map(|days| named(days, part_grain(part, Precision::Month), by))
            }
            Meaning::Season { year, season, part } => {
                let (days, by) =
                    self.in_year(year, None, &|year| calendar::season(year, season))?;
                part_of(days, part).map(|days| named(days, Precision::Season, by))
            }
            Meaning::Quarter { year, number } => {
                let (days, by) =
                    self.in_year(year, None, &|year| calendar::quarter(year, number))?;
                Ok(named(days, Precision::Season, by))
            }
            Meaning::Year { year, part } => {
                let (days, by) = self.in_year(year, None, &calendar::year)?;
                part_of(days, part).map(|days| named(days, Precision::Year, by))
            }
            Meaning::Decade { first, part } => {
                let days = calendar::years(first, 10).ok_or(Unresolved::NoSuchDay)?;
                part_of(days, part).map(|days| named(days, Precision::Range, Anchor::Said))
            }
            Meaning::Century { number, part } => {
                let days = calendar::years((number - 1) * 100 + 1, 100);
                let days = part_of(days.ok_or(Unresolved::NoSuchDay)?, part)?;
                Ok(named(days, Precision::Range, Anchor::Said))
            }
            Meaning::Feast { feast, year } => {
                let (days, by) = self.in_year(year, None, &|year| calendar::feast(year, feast))?;
                let precision = match feast {
                    calendar::Feast::Ramadan => Precision::Month,
                    _ if days.0 == days.1 => Precision::Day,
                    _ => Precision::Range,
                };
                Ok(named(days, precision, by))
            }
            Meaning::Weekday { weekday, pick } => self.weekday(weekday, pick),
            Meaning::WeekdayOf { weekday, week } => {
                let (today, by) = self.today()?;
                day(
                    calendar::weekday_of_week(shift(today, i64::from(week), Unit::Week)?, weekday),
                    by,
                )
            }
            Meaning::Weekend(pick) => self.weekend(pick),
            Meaning::FromToday(days) => {
                let (today, by) = self.today()?;
                day(calendar::shift(today, days, Unit::Day), by)
            }
            Meaning::Overnight => {
                if let Some(focus) = self.told_day() {
                    let days = (focus, shift(focus, 1, Unit::Day)?);
                    return Ok(named(days, Precision::Range, Anchor::Telling));
                }
                let (today, by) = self.today()?;
                Ok(named((shift(today, -1, Unit::Day)?, today), Precision::Range, by))
            }
            Meaning::Unit { unit, offset, part } => {
                let (today, by) = self.today()?;
                let days = part_of(whole(shift(today, offset, unit)?, unit)?, part)?;
                Ok(named(days, part_grain(part, grain(unit)), by))
            }
            Meaning::Current { unit, part } => {
                let (today, by) = match self.told_day() {
                    Some(day) => (day, Anchor::Telling),
                    None => self.today()?,
                };
                Ok(named(part_of(whole(today, unit)?, part)?, grain(unit), by))
            }
            Meaning::RestOf { unit, later } => {
                let (today, by) = match self.told_day() {
                    Some(day) => (day, Anchor::Telling),
                    None => self.today()?,
                };
                let (first, last) = whole(today, unit)?;
                let days = if later { (today, last) } else { (first, today) };
                Ok(named(days, grain(unit), by))
            }
            Meaning::Stretch { length, forward } => self.stretch(length, forward),
            Meaning::Recent(unit) => {
                let (today, by) = self.today()?;
                let (count, unit) = recent(unit);
                Ok(named((shift(today, -count, unit)?, today), Precision::Range, by))
            }
            Meaning::Ago { length, forward } => {
                let (today, by) = self.today()?;
                counted(today, length, forward, by)
            }
            Meaning::Same { unit, part } => {
                let focus = self.near_focus()?;
                let days = whole(focus.days.0, unit)?;
                if days.1 < focus.days.1 {
                    return Err(Unresolved::AntecedentTooCoarse);
                }
                Ok(named(part_of(days, part)?, grain(unit), Anchor::Telling))
            }
            Meaning::Then => {
                let focus = self.near_focus()?;
                Ok(named(focus.days, focus.precision, Anchor::Telling))
            }
            Meaning::Step { length, forward } => self.step(length, forward),
            Meaning::StepFrom { length, forward, ref from, .. } => match from {
                Some(from) => {
                    let base = self.resolve(from)?;
                    if base.precision != Precision::Day && length.unit < Unit::Month {
                        return Err(Unresolved::AntecedentTooCoarse);
                    }
                    counted(base.first, length, forward, base.anchor)
                }
                // The caller has found that the event is the one last dated.
                None => self.step(length, forward),
            },
            Meaning::Portion { ref whole, length, last } => {
                let whole = self.resolve(whole)?;
                let (start, end) = (whole.first, whole.last.ok_or(Unresolved::Vague)?);
                let count = i64::from(length.most.unwrap_or(length.least));
                let days = if last {
                    let after = shift(end, 1, Unit::Day)?;
                    (shift(after, -count, length.unit)?.max(start), end)
                } else {
                    let after = shift(start, count, length.unit)?;
                    (start, shift(after, -1, Unit::Day)?.clamp(start, end))
                };
                Ok(named(days, Precision::Range, whole.anchor))
            }
            Meaning::Range(ref first, ref second) => self.range(first, second),
            Meaning::Now => {
                let (today, by) = self.today()?;
                day(Some(today), by)
            }
            Meaning::Length(_) => Err(Unresolved::Length),
            Meaning::Recurring => Err(Unresolved::Recurring),
            Meaning::Vague | Meaning::NotATime => Err(Unresolved::Vague),
        }
    }

    fn today(&self) -> Result<(Date, Anchor), Unresolved> {
        self.today.ok_or(Unresolved::NoPublication)
    }

    fn near_focus(&self) -> Result<Focus, Unresolved> {
        self.focus
            .filter(|focus| self.byte.saturating_sub(focus.byte) <= REACH)
            .ok_or(Unresolved::NoAntecedent)
    }

    /// The day that an account of the past has come to, for what news would count from today.
    fn told_day(&self) -> Option<Date> {
        let focus = self.near_focus().ok().filter(|_| self.narrative)?;
        (focus.outright && focus.precision == Precision::Day).then_some(focus.days.1)
    }

    fn is_future(&self) -> bool {
        self.tense == Some(Tense::Future)
    }

    /// The days of what falls once a year, in the year that the words or the telling give.
    fn in_year(
        &self,
        year: Year,
        weekday: Option<i8>,
        of: &dyn Fn(i16) -> Option<Days>,
    ) -> Result<(Days, Anchor), Unresolved> {
        let fits = |days: &Days| {
            weekday.is_none_or(|weekday| days.0.weekday().to_monday_one_offset() == weekday)
        };
        let pick = match year {
            Year::Said(year) => {
                return of(year).map(|days| (days, Anchor::Said)).ok_or(Unresolved::NoSuchDay);
            }
            Year::From(offset) => {
                let (today, by) = self.today()?;
                let year = i16::try_from(i32::from(today.year()) + offset).unwrap_or(i16::MAX);
                return of(year).map(|days| (days, by)).ok_or(Unresolved::NoSuchDay);
            }
            Year::Pick(pick) => pick,
        };
        if pick == Pick::Bare
            && let Some(year) = self.running_year(of)
            && let Some(days) = of(year)
        {
            return Ok((days, Anchor::Telling));
        }
        let telling = matches!(pick, Pick::Same | Pick::Following | Pick::Previous);
        let (from, by) = if telling {
            (self.near_focus()?.days, Anchor::Telling)
        } else {
            match self.today {
                Some((today, by)) => ((today, today), by),
                None => return self.only_year(of).ok_or(Unresolved::NoYear),
            }
        };
        let years = from.0.year().saturating_sub(9)..=from.0.year().saturating_add(9);
        let all: Vec<Days> = years.filter_map(of).collect();
        // A weekday beside the date narrows the years down, if one nearby fits it.
        let near: Vec<Days> = all
            .iter()
            .filter(|days| fits(days) && (days.0.year() - from.0.year()).abs() <= 1)
            .copied()
            .collect();
        let fitting = if weekday.is_some() && !near.is_empty() { near } else { all };
        let past = |by: Date| fitting.iter().rev().find(|days| days.0 <= by);
        let ahead = |by: Date| fitting.iter().find(|days| days.1 >= by);
        let found = match pick {
            Pick::Bare => match self.tense {
                Some(Tense::Future) => ahead(from.0),
                // "opens on 10 November"; but headlines tell the past in the present.
                Some(Tense::Present | Tense::Progressive) => {
                    let soon = |days: &&Days| (0..=SOON).contains(&(days.0 - from.0).get_days());
                    let near = |days: &&Days| (from.0 - days.1).get_days() <= SOON;
                    past(from.0).filter(near).or(fitting.iter().find(soon)).or(past(from.0))
                }
                // Past midnight somewhere: a day's grace.
                _ => past(shift(from.0, 1, Unit::Day)?),
            },
            Pick::Last => fitting.iter().rev().find(|days| days.1 < from.0),
            Pick::Next | Pick::Following => fitting.iter().find(|days| days.0 > from.1),
            Pick::Previous => fitting.iter().rev().find(|days| days.1 < from.0),
            Pick::This | Pick::Same => fitting.iter().find(|days| days.0.year() == from.0.year()),
        };
        found.or(past(from.0)).map(|days| (*days, by)).ok_or(Unresolved::NoYear)
    }

    /// The dated story that a date without a year goes on with.
    pub(crate) fn thread(&self) -> Option<Focus> {
        self.aside.or(self.spine)
    }

    /// Takes up a date whose year was said, or that was counted from one.
    pub(crate) fn take_up(&mut self, focus: Focus, said: bool) {
        let recalls = self.spine.is_some_and(|spine| {
            let back = (spine.days.0 - focus.days.0).get_days() > 730;
            back && (said || self.aside.is_some())
        });
        if recalls {
            self.aside = Some(focus);
        } else {
            let leaps = said
                && self.spine.is_some_and(|spine| (focus.days.0 - spine.days.0).get_days() > 183);
            if leaps {
                self.leapt = self.spine;
            } else if !said {
                self.left_off = None;
            }
            self.spine = Some(focus);
            self.aside = None;
        }
    }

    /// A blank line: what led the paragraph leads no more.
    pub(crate) fn end_paragraph(&mut self) {
        self.frame = None;
        self.aside = None;
        self.left_off = self.leapt.take().or(self.left_off);
    }

    /// The year in which the story left off, where a date fits on there and would lie behind what was
    /// told since: "One year later, in May 2023, … On 14 April" is of the year before.
    fn resumed_year(&self, spine: Focus, of: &dyn Fn(i16) -> Option<Days>) -> Option<i16> {
        let left = self.left_off?;
        let behind = of(spine.days.0.year())?.1 < spine.days.0;
        let resumes = (of(left.days.0.year())?.1 - left.days.0).get_days() >= 0;
        (behind && resumes).then_some(left.days.0.year())
    }

    /// The year that the telling has come to, for a date that says none.
    fn running_year(&self, of: &dyn Fn(i16) -> Option<Days>) -> Option<i16> {
        if let Some(joined) = self.joined {
            let behind = of(joined.year())?.1 < joined;
            return Some(joined.year() + i16::from(behind));
        }
        let focus = self.thread();
        let year = match self.frame {
            // Since the frame the story may have come to the next year.
            Some((year, byte)) => focus
                .filter(|focus| focus.byte > byte && focus.days.0.year() == year + 1)
                .map_or(year, |focus| focus.days.0.year()),
            None => {
                let focus = focus.filter(|_| !self.apart)?;
                if let Some(year) = self.resumed_year(focus, of).filter(|_| self.narrative) {
                    return Some(year);
                }
                let by_day = focus.precision == Precision::Day;
                let runs = if self.today.is_some() {
                    self.narrative && (self.dated || by_day)
                } else {
                    let near = self.byte.saturating_sub(focus.byte) <= REACH;
                    self.narrative || by_day && near
                };
                if !runs {
                    return None;
                }
                focus.days.0.year()
            }
        };
        let month = of(year)?.0.month();
        // Stories go on: after December comes January.
        let wraps = month <= 3
            && focus.is_some_and(|focus| {
                let months =
                    focus.precision == Precision::Day || focus.precision == Precision::Month;
                months && focus.days.0.year() == year && focus.days.0.month() >= 10
            });
        let year = year + i16::from(wraps);
        let late = self.today.is_some_and(|(today, _)| of(year).is_some_and(|d| d.0 > today));
        (!late || self.frame.is_some_and(|(frame, _)| frame == year)).then_some(year)
    }

    /// All full dates of the report are of one year, and the report is no news of a day.
    fn only_year(&self, of: &dyn Fn(i16) -> Option<Days>) -> Option<(Days, Anchor)> {
        let year = self.only_year.filter(|_| self.narrative)?;
        of(year).map(|days| (days, Anchor::Telling))
    }

    fn weekday(&self, weekday: i8, pick: Pick) -> Resolved {
        if matches!(pick, Pick::Same | Pick::Following | Pick::Previous) {
            let focus = self.near_focus()?;
            if !matches!(focus.precision, Precision::Day | Precision::Week | Precision::Range) {
                return Err(Unresolved::AntecedentTooCoarse);
            }
            let found = match pick {
                Pick::Following => {
                    calendar::weekday_on(shift(focus.days.1, 1, Unit::Day)?, weekday)
                }
                Pick::Previous => {
                    calendar::weekday_back(shift(focus.days.0, -1, Unit::Day)?, weekday)
                }
                _ => calendar::weekday_of_week(focus.days.0, weekday),
            };
            return day(found, Anchor::Telling);
        }
        let (today, by) = self.today()?;
        let is_today = today.weekday().to_monday_one_offset() == weekday;
        let ahead = match self.tense {
            Some(Tense::Future) => true,
            Some(Tense::Progressive) => !is_today,
            _ => false,
        };
        let found = match pick {
            Pick::Last => calendar::weekday_back(shift(today, -1, Unit::Day)?, weekday),
            Pick::Next => calendar::weekday_on(shift(today, 1, Unit::Day)?, weekday),
            Pick::This if ahead => calendar::weekday_on(today, weekday),
            Pick::This if self.tense == Some(Tense::Past) => calendar::weekday_back(today, weekday),
            Pick::This => calendar::weekday_of_week(today, weekday),
            _ if ahead => calendar::weekday_on(today, weekday),
            _ => calendar::weekday_back(today, weekday),
        };
        day(found, by)
    }

    fn weekend(&self, pick: Pick) -> Resolved {
        let span = |of: Option<Date>, by| {
            let days = of.and_then(calendar::weekend).ok_or(Unresolved::NoSuchDay)?;
            Ok(named(days, Precision::Range, by))
        };
        if matches!(pick, Pick::Same | Pick::Following | Pick::Previous) {
            let focus = self.near_focus()?;
            let offset = match pick {
                Pick::Following => i64::from(focus.days.0.weekday().to_monday_one_offset() > 5),
                Pick::Previous => -1,
                _ => 0,
            };
            return span(calendar::shift(focus.days.0, offset, Unit::Week), Anchor::Telling);
        }
        let (today, by) = self.today()?;
        let weekends = today.weekday().to_monday_one_offset() > 5;
        let of = match pick {
            Pick::Last => calendar::shift(today, -1, Unit::Week),
            Pick::Next => calendar::shift(today, 1, Unit::Week),
            Pick::This if !weekends && self.tense == Some(Tense::Past) => {
                calendar::shift(today, -1, Unit::Week)
            }
            Pick::This => Some(today),
            _ if self.is_future() => Some(today),
            _ => calendar::weekday_back(today, 6),
        };
        span(of, by)
    }

    fn day_of_month(&self, number: i8) -> Resolved {
        let in_month = |base: Date, by| day(calendar::date(base.year(), base.month(), number), by);
        match (self.today, self.near_focus()) {
            (Some((today, by)), focus) if !self.narrative || focus.is_err() => {
                let step = if self.is_future() { 1 } else { -1 };
                let fits = |found: Date| if step > 0 { found >= today } else { found <= today };
                (0..3)
                    .filter_map(|count| calendar::shift(today, step * count, Unit::Month))
                    .filter_map(|base| in_month(base, by).ok())
                    .find(|found| fits(found.first))
                    .ok_or(Unresolved::NoSuchDay)
            }
            (_, Ok(focus)) => in_month(focus.days.0, Anchor::Telling),
            (_, Err(reason)) => Err(reason),
        }
    }

    /// "3/4/2016": by the other dates of the report, or where one reading lies ahead of it.
    fn slashed(&self, first: i8, second: i8, year: i16) -> Resolved {
        let day_first = calendar::date(year, second, first);
        let month_first = calendar::date(year, first, second);
        let by_style = self.day_first.map(|style| if style { day_first } else { month_first });
        let found = match (by_style, self.today) {
            _ if first == second => day_first,
            (Some(found), _) => found,
            (None, Some((today, _))) => {
                let past = |found: Option<Date>| found.filter(|day| *day <= today);
                match (past(day_first), past(month_first)) {
                    (Some(found), None) | (None, Some(found)) if !self.is_future() => Some(found),
                    _ => return Err(Unresolved::AmbiguousOrder),
                }
            }
            _ => return Err(Unresolved::AmbiguousOrder),
        };
        day(found, Anchor::Said)
    }

    fn stretch(&self, length: Length, forward: bool) -> Resolved {
        let count = i64::from(length.most.unwrap_or(length.least));
        if forward && matches!(self.tense, None | Some(Tense::Past | Tense::Perfect)) {
            let focus = self.near_focus()?;
            if focus.precision != Precision::Day && length.unit < Unit::Month {
                return Err(Unresolved::AntecedentTooCoarse);
            }
            let days = (focus.days.1, shift(focus.days.1, count, length.unit)?);
            return Ok(named(days, Precision::Range, Anchor::Telling));
        }
        let (today, by) = match self.told_day() {
            Some(day) if !forward => (day, Anchor::Telling),
            _ => self.today()?,
        };
        let days = if forward {
            (today, shift(today, count, length.unit)?)
        } else {
            (shift(today, -count, length.unit)?, today)
        };
        Ok(named(days, Precision::Range, by))
    }

    fn step(&self, length: Length, forward: bool) -> Resolved {
        let focus = self.near_focus()?;
        let fine = match length.unit {
            Unit::Hour | Unit::Day => focus.precision == Precision::Day,
            Unit::Week | Unit::Fortnight => {
                matches!(focus.precision, Precision::Day | Precision::Week)
            }
            Unit::Month => {
                matches!(focus.precision, Precision::Day | Precision::Week | Precision::Month)
            }
            _ => true,
        };
        if !fine {
            return Err(Unresolved::AntecedentTooCoarse);
        }
        counted(focus.days.0, length, forward, Anchor::Telling)
    }

    fn range(&self, first: &Meaning, second: &Meaning) -> Resolved {
        let open = |meaning: &Meaning| {
            matches!(meaning.year(), Some(Year::Pick(Pick::Bare)))
                || matches!(meaning, Meaning::Weekday { pick: Pick::Bare, .. })
        };
        if *second == Meaning::Now {
            let start = self.resolve(first)?;
            let last = self.today.map(|(today, _)| today).filter(|today| *today >= start.first);
            return Ok(Named { last, precision: Precision::Range, ..start });
        }
        let (start, end) = if open(first) && open(second) {
            // Of two open ends the later one is placed by the tense, and the other beside it.
            let aside = |today: Date, tense| Telling {
                today: Some((today, Anchor::Telling)),
                focus: None,
                frame: None,
                narrative: false,
                tense: Some(tense),
                ..self.clone()
            };
            if self.is_future() {
                let start = self.resolve(first)?;
                let end = aside(start.first, Tense::Future).resolve(second)?;
                (start, Named { anchor: start.anchor, ..end })
            } else {
                let end = self.resolve(second)?;
                let start = aside(end.first, Tense::Past).resolve(first)?;
                (Named { anchor: end.anchor, ..start }, end)
            }
        } else {
            (self.resolve(first)?, self.resolve(second)?)
        };
        let last = end.last.unwrap_or(end.first);
        if start.first > last {
            return Err(Unresolved::NoSuchDay);
        }
        let anchor = if start.anchor == Anchor::Said { end.anchor } else { start.anchor };
        Ok(Named { first: start.first, last: Some(last), precision: Precision::Range, anchor })
    }
}

/// So many units before or after a day, at the unit's grain.
fn counted(from: Date, length: Length, forward: bool, by: Anchor) -> Resolved {
    let sign = if forward { 1 } else { -1 };
    let most = length.most.ok_or(Unresolved::Vague)?;
    let near = shift(from, sign * i64::from(length.least), length.unit)?;
    if most != length.least {
        let far = shift(from, sign * i64::from(most), length.unit)?;
        return Ok(named((near.min(far), near.max(far)), Precision::Range, by));
    }
    if length.hedge == Hedge::MoreThan {
        return Err(Unresolved::Vague);
    }
    Ok(named(whole(near, length.unit)?, grain(length.unit), by))
}

/// How long "recent" reaches back.
fn recent(unit: Unit) -> (i64, Unit) {
    match unit {
        Unit::Hour | Unit::Day => (7, Unit::Day),
        Unit::Week | Unit::Fortnight => (6, Unit::Week),
        Unit::Month => (6, Unit::Month),
        Unit::Year => (5, Unit::Year),
        Unit::Decade => (3, Unit::Decade),
    }
}

fn named((first, last): Days, precision: Precision, anchor: Anchor) -> Named {
    Named { first, last: Some(last), precision, anchor }
}

fn day(found: Option<Date>, by: Anchor) -> Resolved {
    let found = found.ok_or(Unresolved::NoSuchDay)?;
    Ok(named((found, found), Precision::Day, by))
}

fn shift(from: Date, count: i64, unit: Unit) -> Result<Date, Unresolved> {
    calendar::shift(from, count, unit).ok_or(Unresolved::NoSuchDay)
}

/// The calendar unit that holds the day; two weeks hence is a week.
fn whole(day: Date, unit: Unit) -> Result<Days, Unresolved> {
    let unit = if unit == Unit::Fortnight { Unit::Week } else { unit };
    calendar::unit(day, unit).ok_or(Unresolved::NoSuchDay)
}

fn part_of(days: Days, part: Option<calendar::Part>) -> Result<Days, Unresolved> {
    match part {
        Some(part) => calendar::part(days, part).ok_or(Unresolved::NoSuchDay),
        None => Ok(days),
    }
}

/// A week of a month is a week; other parts keep the grain of the whole.
fn part_grain(part: Option<calendar::Part>, whole: Precision) -> Precision {
    if matches!(part, Some(calendar::Part::Week(_))) { Precision::Week } else { whole }
}

fn grain(unit: Unit) -> Precision {
    match unit {
        Unit::Hour | Unit::Day => Precision::Day,
        Unit::Week | Unit::Fortnight => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Range,
    }
}
