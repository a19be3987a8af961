//! Dating: which expression of time belongs to a trigger, and what stands in where none does.

use dateline_time::{Basis, Bound, Expression, ExpressionKind, Interval, Precision, Relation};
use jiff::civil::Date;

use crate::attribution::Attribution;
use crate::claim::When;
use crate::paths::governing_verb;
use crate::places::PlaceArgument;
use crate::scene::Scene;

/// Why a claim has a date that stands in its own clause, and is no other deed's. What weighs a claim may ask for it.
pub const OWN_DATE: &str = "said in the clause";

/// Where the date of a claim came from, for inheritance and for `explain`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The interval and its words.
    pub when: When,
    /// Why this one.
    pub why: String,
}

impl Scene<'_> {
    /// Dates a trigger. `before` is the date said last in the same paragraph, to be inherited.
    pub fn date(
        &self,
        trigger: usize,
        attribution: &Attribution,
        state: bool,
        before: Option<&When>,
    ) -> Dated {
        // "It is now held by": today, whatever the sentence before was about
        let before = before.filter(|_| !self.says_now(trigger));
        let own = self.expressions_of(trigger, None).next().is_some();
        if !own && let Some(dated) = self.counted_from_main(trigger, attribution, state) {
            return dated;
        }
        let a = self.arcs.analysis;
        let ended = state && !own && a.dep(trigger) == "acl" && a.tag(trigger) == "VBN";
        if let Some(expression) = ended.then(|| self.length_of(trigger)).flatten() {
            // "besieged for 18 months, fell on Sunday"
            return self.lasting(trigger, expression);
        }
        if state
            && !own
            && let Some(dated) = self.till(trigger)
        {
            return dated;
        }
        if !own && let Some(dated) = self.days_before(trigger, attribution) {
            return dated;
        }
        if let Some(expression) = self.said_of_announcing(trigger).filter(|_| !state) {
            return announced(expression, self.words(expression), state);
        }
        if !own && self.is_of_untold_days(trigger) {
            return untold("in days that the report does not name");
        }
        if let Some((expression, why)) = self.own_expression(trigger, attribution) {
            let mut interval = expression.interval.clone();
            // "since Friday, when the rebels attacked": on that day, whatever has gone on since
            if !state && self.before_when(trigger).is_some_and(|when| when == expression) {
                interval = expression.named.clone();
            }
            if state {
                let since = interval.bound == Bound::Since;
                self.with_listed(expression, &mut interval);
                // "was in rebel hands for six months in 2015": some of them, and not all
                let within = interval.bound == Bound::Within && self.length_of(trigger).is_some();
                interval = self.as_state(interval);
                if within {
                    interval.bound = Bound::Within;
                }
                let end = self.end_of(trigger).filter(|_| since).and_then(|e| e.interval.last);
                if end.is_some_and(|end| Some(end) < self.published && interval.first <= Some(end))
                {
                    // "occupied it from January 2014 until it was driven out in March 2016"
                    (interval.last, interval.bound) = (end, Bound::Throughout);
                }
                let end = self.eve_of_main(trigger, attribution);
                if let Some(eve) = end.filter(|eve| since && interval.first <= Some(*eve)) {
                    interval.last = Some(eve);
                }
            }
            let mut words = self.words(expression);
            if let Some(second) = self.day_joined(expression).filter(|_| !state) {
                interval.last = second.interval.last;
                interval.precision = Precision::Range;
                interval.bound = Bound::Within;
                let (first, last) = (expression.tokens.start, second.tokens.end);
                let a = self.arcs.analysis;
                words = a.span_of(first as usize..last as usize).of(a.source()).to_owned();
            }
            return Dated { when: said(interval, words), why };
        }
        if let Some(dated) = self.beside_main(trigger, attribution).filter(|_| !state) {
            return dated;
        }
        if let Some(seen) = &attribution.seen {
            let mut when = seen.clone();
            if attribution.continued && when.interval.last.is_some() {
                when.interval.basis = Basis::Inherited;
            }
            when.interval.bound = if state { Bound::Throughout } else { Bound::By };
            return Dated { when, why: "the day on which the witness saw it".to_owned() };
        }
        if let Some(verb) = attribution.verb
            && let Some(expression) = self.expressions_of(verb, Some(trigger)).next()
        {
            return announced(expression, self.words(expression), state);
        }
        if let Some(expression) = state.then(|| self.length_of(trigger)).flatten() {
            return self.lasting(trigger, expression);
        }
        if let Some(before) = before.filter(|b| b.interval.last.is_some()) {
            let mut when = before.clone();
            when.interval.basis = Basis::Inherited;
            if state {
                when.interval = self.as_state(when.interval);
            } else if when.interval.bound != Bound::By {
                when.interval.bound = Bound::Within;
            }
            return Dated { when, why: "the date of the sentence before".to_owned() };
        }
        self.published_stands_in(state)
    }

    /// "on Thursday and Friday": the day that is joined to another, and follows it.
    fn day_joined(&self, first: &Expression) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let and = first.tokens.end as usize;
        let day = |e: &Expression| {
            e.kind == ExpressionKind::Day && e.interval.first == e.interval.last && is_date(e)
        };
        if and + 1 >= a.len() || a.lemma(and) != "and" || !day(first) {
            return None;
        }
        // "captured A on Thursday and on Friday B" tells of two deeds
        let second = self.times.iter().find(|e| e.tokens.start as usize == and + 1)?;
        let beyond = second.tokens.end as usize;
        let goes_on =
            beyond < a.len() && matches!(a.pos(beyond), "VERB" | "AUX" | "NOUN" | "PROPN");
        (day(second) && !goes_on && second.interval.first > first.interval.first).then_some(second)
    }

    /// "controlled the town until 2016": over by then, and since when is not said. One that lasted until
    /// something that has no date ("until the offensive", "before the war") has no days.
    fn till(&self, trigger: usize) -> Option<Dated> {
        let a = self.arcs.analysis;
        let aux = |tag: &str| {
            a.children(trigger).any(|c| matches!(a.dep(c), "aux" | "auxpass") && a.tag(c) == tag)
        };
        let past = match a.tag(trigger) {
            "VBD" => true,
            "VBN" => aux("VBD") || a.dep(trigger) == "acl" && !aux("VBZ") && !aux("VBP"),
            _ => false,
        };
        if !past {
            return None;
        }
        let ends = |e: &&Expression| matches!(e.relation, Relation::Until | Relation::Before);
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let said = self.times.iter().filter(ends).find(|e| {
            sentence.contains(&e.tokens.start)
                && e.interval.last.is_some()
                && self.predicate_of(e, trigger, None) == Some(trigger)
        });
        if let Some(expression) = said {
            let named = &expression.named;
            let last = match expression.relation {
                Relation::Before => named.first.and_then(|first| first.yesterday().ok()),
                _ => named.last,
            };
            let last = last.filter(|last| self.published.is_none_or(|day| *last < day))?;
            let mut interval =
                Interval { last: Some(last), bound: Bound::Throughout, ..named.clone() };
            (interval.first, interval.basis) = (None, Basis::Text);
            let when = When { interval, text: Some(self.words(expression)) };
            return Some(Dated { when, why: "until then, and since when is not said".to_owned() });
        }
        let undated = a.children(trigger).any(|c| {
            let phrase = a.subtree(c);
            c > trigger
                && a.dep(c) == "prep"
                && matches!(self.lemma(c).as_str(), "until" | "till" | "before")
                && !self.times.iter().any(|e| phrase.contains(&(e.tokens.start as usize)))
        });
        undated.then(|| untold("until what has no date"))
    }

    /// The time of a clause that says until when: "until it was driven out in March 2016".
    fn end_of(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let clause = a
            .children(trigger)
            .find(|&c| a.dep(c) == "advcl" && self.has_mark(c, &["until", "till"]).is_some())?;
        self.expressions_of(clause, None).next()
    }

    /// "in 2015 and 2016", "in March and April": times that follow on one another are one.
    fn with_listed(&self, expression: &Expression, interval: &mut Interval) {
        let a = self.arcs.analysis;
        let mut end = expression.tokens.end as usize;
        while end + 1 < a.len()
            && a.text(end) == "and"
            && let Some(next) = self.times.iter().find(|e| e.tokens.start as usize == end + 1)
            && next.interval.precision == interval.precision
            && interval.last.and_then(|last| last.tomorrow().ok()) == next.named.first
            && next.named.first.is_some()
        {
            interval.last = next.named.last;
            end = next.tokens.end as usize;
        }
    }

    /// "during the Battle of Gorazde", "in the first days of the war": a time that is told, and of which
    /// nothing says when it was.
    fn is_of_untold_days(&self, trigger: usize) -> bool {
        let a = self.arcs.analysis;
        let classes = &self.arcs.lexicon.classes;
        let war = |t: usize| {
            classes.get("wars").is_some_and(|words| words.contains(&self.lemma(t).to_lowercase()))
        };
        let named = |t: usize| {
            let lower = a.text(t).to_lowercase();
            matches!(a.tag(t), "NNP" | "NNPS")
                && (war(t) || self.arcs.lexicon.nouns.event.contains(&lower))
        };
        a.children(trigger).filter(|&c| c > trigger && a.dep(c) == "prep").any(|c| {
            let Some(noun) = a.child(c, "pobj") else { return false };
            let of_war = || {
                classes.get("stages").is_some_and(|words| words.contains(&self.lemma(noun)))
                    && a.children(noun)
                        .filter(|&of| a.text(of) == "of")
                        .filter_map(|of| a.child(of, "pobj"))
                        .any(|t| war(t) || named(t))
            };
            match a.lemma(c) {
                "during" => named(noun) || of_war(),
                "in" | "at" | "from" => of_war(),
                _ => false,
            }
        })
    }

    /// Whether a fight is told with the days that it lasted: "between 3 and 20 February", "for two weeks".
    pub fn lasts(&self, trigger: usize, attribution: &Attribution) -> bool {
        match self.own_expression(trigger, attribution) {
            Some((e, _)) => {
                e.length.is_none() && matches!(e.relation, Relation::Between | Relation::Throughout)
            }
            None => self.length_of(trigger).is_some(),
        }
    }

    /// "took the town three days after rebels had overrun it", "a day after the fall of Gao": the days
    /// are counted from the main clause's date.
    fn counted_from_main(
        &self,
        trigger: usize,
        attribution: &Attribution,
        state: bool,
    ) -> Option<Dated> {
        let a = self.arcs.analysis;
        // From the trigger up to the word "after" or "before" that its clause or phrase hangs on.
        let mut at = trigger;
        let mut link = None;
        for _ in 0..12 {
            let mark = a.children(at).find(|&c| {
                a.dep(c) == "mark" && matches!(self.lemma(c).as_str(), "after" | "before")
            });
            if let Some(mark) = mark {
                link = Some((mark, at));
                break;
            }
            // "a day after 98 people were killed", with the word hung on the length
            let hung = a.children(at).filter(|&c| a.dep(c) == "npadvmod").find_map(|c| {
                a.children(c)
                    .find(|&w| w == c + 1 && matches!(self.lemma(w).as_str(), "after" | "before"))
            });
            if let Some(word) = hung {
                link = Some((word, at));
                break;
            }
            let head = a.head(at);
            if head == at {
                return None;
            }
            if matches!(self.lemma(head).as_str(), "after" | "before")
                && matches!(a.dep(at), "pobj" | "pcomp")
            {
                link = Some((head, head));
                break;
            }
            at = head;
        }
        let (word, top) = link?;
        let count = self.times.iter().find(|e| {
            let (start, end) = (e.tokens.start as usize, e.tokens.end as usize);
            e.length.is_some() && (end == word || (start..end).contains(&word))
        })?;
        let length = count.length.filter(|l| l.most == Some(l.least))?;
        // "for the first time in five years after": how long it had not been so
        let start = count.tokens.start as usize;
        let first_time = (start.saturating_sub(3)..start)
            .any(|t| self.lemma(t) == "time" && t > 0 && self.lemma(t - 1) == "first");
        if first_time {
            return None;
        }
        // The main clause: above the clause, or above the noun that the phrase hangs on.
        let mut main = a.head(top);
        for _ in 0..6 {
            if self.arcs.is_verb(main) && !self.arcs.dominates(top, main) && main != top {
                break;
            }
            if a.head(main) == main {
                break;
            }
            main = a.head(main);
        }
        let said = self.own_expression(main, attribution);
        let day = match &said {
            Some((expression, _)) => {
                let interval = &expression.interval;
                interval.last.filter(|_| interval.first == interval.last)?
            }
            // Without a day of its own the main clause is of the day of the report at the latest.
            None => self.published.filter(|_| self.lemma(word) == "after" && main != trigger)?,
        };
        let after = self.lemma(word) == "after";
        let interval = match after {
            true => dateline_time::ending_at(length, day),
            false => dateline_time::starting_at(length, day),
        };
        let on = if after { interval.first } else { interval.last };
        let mut interval = Interval { first: on, last: on, ..interval };
        interval.bound = if state { Bound::Throughout } else { Bound::On };
        interval.precision = Precision::Day;
        interval.basis = Basis::Text;
        if said.is_none() {
            interval.basis = Basis::Published;
            interval.bound = if state { Bound::Throughout } else { Bound::By };
        }
        Some(Dated {
            when: When { interval, text: Some(self.words(count)) },
            why: format!("counted from the day of “{}”", a.text(main)),
        })
    }

    /// The day of the clause above: "took the town on Friday as the army pulled out" tells of that day, "on
    /// Monday after the army had pulled out" of that day at the latest.
    fn beside_main(&self, trigger: usize, attribution: &Attribution) -> Option<Dated> {
        let a = self.arcs.analysis;
        let clause = self.arcs.clause(trigger);
        let over = self.has_mark(clause, &["after"]).is_some();
        let along = clause == trigger
            && matches!(a.tag(clause), "VBD" | "VBN")
            && self.has_mark(clause, &["as", "while"]).is_some();
        // "fighting raged on Monday around the town, where the rebels attacked": on that day
        let where_it = clause == trigger
            && a.dep(clause) == "relcl"
            && matches!(a.tag(clause), "VBD" | "VBN")
            && a.children(clause).any(|c| a.dep(c) == "advmod" && a.lemma(c) == "where")
            && !a.children(clause).any(|c| a.dep(c) == "aux");
        let main = if where_it { self.arcs.clause(a.head(clause)) } else { a.head(clause) };
        if a.dep(clause) != "advcl" && !where_it
            || !(over || along || where_it)
            || !self.arcs.is_verb(main)
            || self.is_reporting(main)
            || Some(main) == attribution.verb
        {
            return None;
        }
        let (expression, _) = self.own_expression(main, attribution)?;
        let mut interval = expression.interval.clone();
        let last = interval.last.filter(|_| over || interval.first == interval.last)?;
        if over {
            (interval.first, interval.bound) = (Some(last), Bound::By);
        }
        interval.basis = Basis::Inherited;
        let when = When { interval, text: Some(self.words(expression)) };
        let by = if over { "over by the day" } else { "the day" };
        Some(Dated { when, why: format!("{by} of “{}”", a.text(main)) })
    }

    /// "retaken on Friday after being under occupation since May": the day before the one that ended it.
    fn eve_of_main(&self, trigger: usize, attribution: &Attribution) -> Option<Date> {
        let a = self.arcs.analysis;
        let after = |t: usize| self.lemma(t) == "after";
        let mut at = trigger;
        for _ in 0..8 {
            let head = a.head(at);
            if head == at {
                return None;
            }
            let marked = a.dep(at) == "advcl" && self.has_mark(at, &["after"]).is_some();
            if marked || after(at) && a.dep(at) == "prep" {
                let main = if self.arcs.is_verb(head) { head } else { self.arcs.clause(head) };
                let (expression, _) = self.own_expression(main, attribution)?;
                let day = expression.interval.last;
                return day.filter(|_| expression.interval.first == day)?.yesterday().ok();
            }
            at = head;
        }
        None
    }

    /// "took the town on Friday after two days of fighting": the days before it, and that day.
    fn days_before(&self, trigger: usize, attribution: &Attribution) -> Option<Dated> {
        let a = self.arcs.analysis;
        let of = a.head(trigger);
        let days = a.head(of);
        let after = a.head(days);
        let counted = a.dep(trigger) == "pobj"
            && a.text(of) == "of"
            && a.dep(of) == "prep"
            && a.dep(days) == "pobj"
            && matches!(self.lemma(after).as_str(), "after" | "in" | "following")
            && matches!(self.lemma(days).as_str(), "day" | "week" | "month");
        let main = a.head(after);
        if !counted || !self.arcs.is_verb(main) {
            return None;
        }
        let tokens =
            |e: &&Expression| (e.tokens.start as usize..e.tokens.end as usize).contains(&days);
        let count = self.times.iter().find(tokens)?;
        let length = count.length.filter(|l| l.most == Some(l.least))?;
        let (expression, _) = self.own_expression(main, attribution)?;
        let day = expression
            .interval
            .last
            .filter(|_| expression.interval.first == expression.interval.last)?;
        let mut interval = dateline_time::ending_at(length, day);
        interval.bound = Bound::Within;
        interval.basis = Basis::Text;
        let when = When { interval, text: Some(self.words(count)) };
        Some(Dated { when, why: format!("up to the day of “{}”", a.text(main)) })
    }

    /// "captured Gao on Friday and Timbuktu a day later": the day said behind a town that is not the first, where
    /// it is another than that of the whole. The towns listed right before it share it.
    pub fn days_of_each(
        &self,
        places: &[Option<PlaceArgument>],
        whole: &When,
    ) -> Vec<Option<When>> {
        if places.len() < 2 {
            return vec![None; places.len()];
        }
        let a = self.arcs.analysis;
        let mut days: Vec<Option<When>> = Vec::with_capacity(places.len());
        for (at, place) in places.iter().enumerate() {
            let day = place.as_ref().and_then(|place| self.day_behind(place));
            let other = day.filter(|day| at > 0 || day.interval.first != whole.interval.first);
            days.push(other);
        }
        if days.iter().skip(1).flatten().all(|day| day.interval.first == whole.interval.first)
            && days.first().is_none_or(Option::is_none)
        {
            return vec![None; places.len()];
        }
        for at in (0..days.len().saturating_sub(1)).rev() {
            let (Some(one), Some(next)) = (&places[at], &places[at + 1]) else { continue };
            let listed = one.token < next.token
                && (one.token + 1..next.token)
                    .all(|t| matches!(a.pos(t), "PROPN" | "CCONJ" | "PUNCT" | "DET"));
            if days[at].is_none() && listed {
                days[at] = days[at + 1].clone();
            }
        }
        days
    }

    /// The day that stands right behind a town's name.
    fn day_behind(&self, place: &PlaceArgument) -> Option<When> {
        let a = self.arcs.analysis;
        let toponym = self.toponym(place.token).filter(|_| place.named)?;
        let behind = toponym.tokens.end as usize;
        let linked = behind < a.len() && matches!(a.text(behind), "on" | "in");
        let from = if linked { behind + 1 } else { behind };
        let expression = self.times.iter().find(|e| {
            let start = e.tokens.start as usize;
            (start == from || start == behind) && is_date(e) && self.can_date(e)
        })?;
        let day = expression.interval.first?;
        (expression.interval.last == Some(day))
            .then(|| said(expression.interval.clone(), self.words(expression)))
    }

    /// The publication date stands in; without one nothing is invented.
    pub fn published_stands_in(&self, state: bool) -> Dated {
        let bound = if state { Bound::Throughout } else { Bound::By };
        let interval = match self.published {
            Some(day) => Interval {
                first: Some(day),
                last: Some(day),
                bound,
                precision: Precision::Day,
                basis: Basis::Published,
            },
            None => Interval { bound, ..Interval::default() },
        };
        Dated {
            when: When { interval, text: None },
            why: "no date is said: the publication date stands in".to_owned(),
        }
    }

    /// "for three years" beside a verb of state.
    fn length_of(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        self.times.iter().find(|e| {
            e.kind == ExpressionKind::Duration
                && sentence.contains(&e.tokens.start)
                && self.predicate_of(e, trigger, None) == Some(trigger)
                && !self.is_of_another(e, trigger)
        })
    }

    /// "still hold the town despite two days of shelling": the length of something else.
    fn is_of_another(&self, expression: &Expression, trigger: usize) -> bool {
        let a = self.arcs.analysis;
        let mut at = expression.tokens.start as usize;
        for _ in 0..8 {
            if at == trigger || a.head(at) == at {
                return false;
            }
            if matches!(a.lemma(at), "despite" | "after" | "before" | "following" | "amid") {
                return true;
            }
            at = a.head(at);
        }
        false
    }

    /// A state with a length: up to publication where it lasts ("has held it for three years"), and
    /// without days where it is over and nothing says when.
    fn lasting(&self, trigger: usize, expression: &Expression) -> Dated {
        let a = self.arcs.analysis;
        // "have had the town encircled for a year"
        let kept = a.dep(trigger) == "ccomp" && a.lemma(a.head(trigger)) == "have";
        let bearer = if kept { a.head(trigger) } else { trigger };
        let lasts = a.children(bearer).any(|c| {
            a.dep(c) == "aux" && a.lemma(c) == "have" && matches!(a.tag(c), "VBZ" | "VBP")
        });
        // "left the town, surrounded for days by rebels"
        if a.dep(trigger) == "acl" && a.tag(trigger) == "VBN" && expression.length.is_none() {
            return self.published_stands_in(true);
        }
        let text = Some(self.words(expression));
        let mut interval = Interval { bound: Bound::Throughout, ..Interval::default() };
        if let (true, Some(length), Some(published)) = (lasts, expression.length, self.published) {
            interval = dateline_time::ending_at(length, published);
            interval.bound = Bound::Throughout;
            interval.basis = Basis::Text;
        }
        // "retook the town on Monday, which they had held for a week": till then
        let had = a.dep(trigger) == "relcl"
            && a.children(trigger)
                .any(|c| a.dep(c) == "aux" && a.lemma(c) == "have" && a.tag(c) == "VBD");
        let over = had || a.dep(trigger) == "acl" && a.tag(trigger) == "VBN";
        let main = self.arcs.clause(a.head(trigger));
        let end = over
            .then(|| self.expressions_of(main, None).find(|e| is_date(e)))
            .flatten()
            .and_then(|e| e.interval.last);
        if let (Some(end), Some(length)) = (end, expression.length) {
            interval = dateline_time::ending_at(length, end);
            interval.bound = Bound::Throughout;
            interval.basis = Basis::Text;
        }
        Dated { when: When { interval, text }, why: "a length without an end".to_owned() }
    }

    /// The day on which a witness saw: said of the seeing, or of the witness ("who was inside the
    /// city on Thursday").
    pub fn day_seen(&self, verb: usize) -> Option<When> {
        let subjects = self.arcs.subjects(verb);
        let expression = self.expressions_of(verb, None).next().or_else(|| {
            self.times
                .iter()
                .filter(|e| is_date(e))
                .find(|e| subjects.iter().any(|&s| self.arcs.dominates(s, e.tokens.start as usize)))
        })?;
        Some(said(expression.interval.clone(), self.words(expression)))
    }

    fn as_state(&self, mut interval: Interval) -> Interval {
        match interval.bound {
            Bound::Since => {
                // Since X: until publication, as far as the report can tell.
                if interval.last.is_none() || interval.last == interval.first {
                    interval.last =
                        self.published.filter(|day| interval.first.is_none_or(|f| f <= *day));
                }
            }
            Bound::By => {}
            _ => interval.bound = Bound::Throughout,
        }
        interval
    }

    fn words(&self, expression: &Expression) -> String {
        expression.span.of(self.arcs.analysis.source()).to_owned()
    }

    /// The expression in the trigger's own clause, else in a clause that it shares its time with.
    fn own_expression(
        &self,
        trigger: usize,
        attribution: &Attribution,
    ) -> Option<(&Expression, String)> {
        let a = self.arcs.analysis;
        if let Some(expression) = self.expressions_of(trigger, None).next() {
            return Some((expression, OWN_DATE.to_owned()));
        }
        if let Some(expression) = self.before_when(trigger) {
            return Some((expression, "the time that “when” stands for".to_owned()));
        }
        if let Some(expression) = self.expression_behind(trigger) {
            return Some((expression, "said behind the clause".to_owned()));
        }
        if let Some(expression) = self.said_of_both(trigger) {
            return Some((expression, "said of two verbs".to_owned()));
        }
        if let Some(expression) = self.before_saying(trigger, attribution) {
            return Some((expression, "said at the end of what is said".to_owned()));
        }
        if let Some(expression) = self.said_when(trigger) {
            return Some((expression, "said of what happened at the same time".to_owned()));
        }
        if let Some(expression) = self.said_below(trigger) {
            return Some((expression, "said in a clause that tells more of it".to_owned()));
        }
        if let Some(expression) = self.said_of_hindered(trigger) {
            return Some((expression, "said of what it was kept from".to_owned()));
        }
        if let Some(expression) = self.said_of_assault(trigger) {
            return Some((expression, "said of what it was done in".to_owned()));
        }
        let mut at = trigger;
        // "Fighting killed 20 people on Sunday": a gerund that is a verb's subject is a noun
        let gerund =
            a.tag(trigger) == "VBG" && matches!(a.dep(trigger), "nsubj" | "nsubjpass" | "csubj");
        if gerund || !self.arcs.is_verb(trigger) {
            let subject = (a.dep(trigger) == "csubj").then(|| a.head(trigger));
            let carrier =
                subject.or_else(|| governing_verb(&self.arcs, trigger)).or_else(|| {
                    let clause = self.arcs.clause(trigger);
                    (clause != trigger).then_some(clause)
                })?;
            // "after the capture of X, the army said on Friday": not the capture's day
            if !self.is_reporting(carrier) {
                let own = self.expressions_of(carrier, Some(trigger)).next();
                let behind =
                    || self.expression_behind(carrier).or_else(|| self.said_of_both(carrier));
                if let Some(expression) = own.or_else(behind) {
                    return Some((expression, format!("said of “{}”", a.text(carrier))));
                }
            } else if Some(carrier) == attribution.verb {
                return None;
            }
            at = carrier;
        }
        // "drove them out last week and now hold the town": not of last week
        if self.says_now(at) {
            return None;
        }
        // Clauses that share their time: coordination, participles, infinitives, "that has left …".
        for _ in 0..6 {
            let head = a.head(at);
            if head == at {
                return None;
            }
            let shares = match a.dep(at) {
                "conj" => self.arcs.is_verb(head),
                "advcl" => {
                    a.tag(at) == "VBG"
                        || self.has_mark(at, &["while", "as", "after", "before"]).is_none()
                }
                "xcomp" | "acl" => true,
                // "fighting ended on Monday, with the army retaking the town"
                "pcomp" => a.lemma(head) == "with" && self.arcs.is_verb(a.head(head)),
                // "became on Friday the first town to fall"
                "relcl" => a.children(at).any(|c| a.tag(c) == "TO"),
                "ccomp" => !self.is_reporting(head),
                _ => false,
            };
            if !shares {
                return None;
            }
            let next = if self.arcs.is_verb(head) { head } else { self.arcs.clause(head) };
            if next == at || self.is_reporting(next) {
                return None;
            }
            if let Some(expression) = self.expressions_of(next, Some(trigger)).next() {
                // A later conjunct's own place in the sentence: "On Friday X took A and shelled B".
                let shared = a.dep(at) != "conj" || (expression.tokens.start as usize) < at;
                if shared {
                    return Some((expression, format!("shared with “{}”", a.text(next))));
                }
            }
            // "tried to take the town on Thursday but were beaten back"
            let infinitive = a
                .children(next)
                .find(|&c| c > next && c < at && a.dep(c) == "xcomp" && self.arcs.is_verb(c))
                .filter(|_| a.dep(at) == "conj");
            if let Some(expression) = infinitive.and_then(|c| self.expressions_of(c, None).next())
                && (expression.tokens.start as usize) < at
            {
                return Some((expression, format!("shared with “{}”", a.text(next))));
            }
            at = next;
        }
        None
    }

    /// "… were killed in the west of the country this month, the ministry said": the parser hung the month on the
    /// saying, but it stands before the comma.
    fn before_saying(&self, trigger: usize, attribution: &Attribution) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let saying =
            attribution.verb.filter(|&verb| verb > trigger && self.arcs.is_verb(trigger))?;
        let speaker = self.arcs.own_subject(saying).filter(|&s| s > trigger && s < saying)?;
        let comma = a.subtree(speaker).start.checked_sub(1).filter(|&c| a.text(c) == ",")?;
        self.times.iter().find(|e| {
            let start = e.tokens.start as usize;
            e.tokens.end as usize == comma
                && start > trigger
                && is_date(e)
                && self.can_date(e)
                && e.interval.last.is_some()
                && !(trigger + 1..start).any(|t| {
                    matches!(a.pos(t), "VERB" | "AUX") && a.dep(t) != "amod"
                        || matches!(a.text(t), "," | ";" | ":")
                })
        })
    }

    /// "were killed when troops stormed the school on Friday": at that time.
    fn said_when(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        if !self.arcs.is_verb(trigger) {
            return None;
        }
        let clause = a.children(trigger).find(|&c| {
            c > trigger
                && a.dep(c) == "advcl"
                && self.arcs.is_verb(c)
                && matches!(a.tag(c), "VBD" | "VBN")
                && self.has_mark(c, &["when", "as"]).is_some()
        })?;
        // "were beaten back when they tried to enter the town on Tuesday"
        let tried = self.arcs.lexicon.attempted.verbs.contains(&self.lemma(clause));
        let deed = a.children(clause).find(|&c| a.dep(c) == "xcomp" && self.arcs.is_verb(c));
        self.expressions_of(clause, None)
            .next()
            .or_else(|| self.expressions_of(deed.filter(|_| tried)?, None).next())
    }

    /// "a bombing outside the airport that killed 13 people on Thursday", "rescued people trapped in the
    /// town on Friday": the day hung on a clause that says what the deed did, or in what state those
    /// were whom it befell.
    fn said_below(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let classes = &self.arcs.lexicon.classes;
        let is = |class: &str, t: usize| {
            classes.get(class).is_some_and(|words| words.contains(&self.lemma(t)))
        };
        let verb = self.arcs.is_verb(trigger);
        let tells = |t: usize| {
            t > trigger
                && self.arcs.is_verb(t)
                && if verb {
                    a.dep(t) == "acl" && a.tag(t) == "VBN" && is("kept", t)
                } else {
                    a.dep(t) == "relcl" && is("harms", t)
                }
        };
        let below = a.subtree(trigger).find(|&t| {
            tells(t)
                && self.arcs.clause(a.head(t)) == {
                    if verb { trigger } else { self.arcs.clause(trigger) }
                }
        })?;
        let expression = self.expressions_of(below, None).next()?;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let end = expression.tokens.end;
        let last = end >= sentence.end || matches!(a.text(end as usize), "." | "," | ";");
        (!verb || last).then_some(expression)
    }

    /// "until late June, when the army withdrew": the time that a relative "when" stands for.
    fn before_when(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let clause = if self.arcs.is_verb(trigger) { trigger } else { self.arcs.clause(trigger) };
        let when = a
            .children(clause)
            .find(|&c| c < clause && a.tag(c) == "WRB" && a.text(c).eq_ignore_ascii_case("when"))?;
        let end = if a.text(when.checked_sub(1)?) == "," { when - 1 } else { when };
        self.times.iter().find(|e| {
            e.tokens.end as usize == end
                && e.interval.last.is_some()
                && !matches!(e.kind, ExpressionKind::Duration | ExpressionKind::Recurring)
        })
    }

    /// "blocked a convoy from entering the town on Friday": the day on which it was kept out.
    fn said_of_hindered(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let from = a.children(trigger).find(|&c| c > trigger && a.text(c) == "from")?;
        let gerund = a.child(from, "pcomp").filter(|&g| a.tag(g) == "VBG")?;
        self.expressions_of(gerund, None).next()
    }

    /// "captured the town, a border post, in an assault on Friday": the day of the assault.
    fn said_of_assault(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let event =
            a.children(trigger).filter(|&c| c > trigger && a.dep(c) == "prep").find_map(|c| {
                let noun = a.child(c, "pobj")?;
                let event = self.arcs.lexicon.nouns.event.contains(&self.lemma(noun));
                (matches!(a.text(c), "in" | "during") && event).then_some(noun)
            })?;
        let phrase = a.subtree(event);
        self.times.iter().find(|e| {
            is_date(e)
                && self.can_date(e)
                && e.tokens.start as usize > event
                && phrase.contains(&(e.tokens.start as usize))
                && e.tokens
                    .start
                    .checked_sub(1)
                    .is_some_and(|on| a.text(on as usize) == "on" && a.head(on as usize) == event)
        })
    }

    /// "the first village to fall since June": how long there had been none.
    fn counts_from(&self, expression: &Expression, predicate: usize) -> bool {
        let a = self.arcs.analysis;
        let start = expression.tokens.start as usize;
        let first_time = (start.saturating_sub(2)..start)
            .any(|time| time > 0 && self.lemma(time) == "time" && self.lemma(time - 1) == "first");
        expression.interval.bound == Bound::Since && first_time
            || expression.interval.bound == Bound::Since
                && matches!(a.dep(predicate), "relcl" | "acl" | "xcomp")
                && a.subtree(a.head(predicate)).take(12).any(|t| {
                    matches!(
                        self.lemma(t).as_str(),
                        "first" | "last" | "biggest" | "largest" | "worst"
                    )
                })
    }

    /// "withdrew from Gori on Friday and Georgian police …": hung on the wrong side by the parser, but no
    /// other verb stands between.
    fn expression_behind(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        if !self.arcs.is_verb(trigger) {
            return None;
        }
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let dates = |e: &&Expression| {
            is_date(e) && self.can_date(e) && !e.attributive && !self.counts_from(e, trigger)
        };
        self.times.iter().filter(dates).find(|e| {
            let start = e.tokens.start as usize;
            let preposition =
                start.checked_sub(1).is_some_and(|p| matches!(a.text(p), "on" | "in" | "since"));
            sentence.contains(&e.tokens.start)
                && trigger < start
                && preposition
                && !(trigger + 1..start).any(|t| {
                    // "hit a bus carrying children on Thursday": no time of its own; nor has "the
                    // Ruritanian-held part" one
                    let told = a.tag(t) == "VBG" && a.dep(t) == "acl"
                        || a.dep(t) == "amod"
                        // "launched an offensive to retake the town on Friday"
                        || self.is_purpose(t);
                    matches!(a.pos(t), "VERB" | "AUX") && !told
                        || matches!(a.text(t), "," | ";" | ":" | "and" | "that" | "which" | "who")
                })
        })
    }

    /// "launched an offensive to retake the town", "used batons to stop voters": what it was done for, and
    /// no story of its own.
    pub fn is_purpose(&self, verb: usize) -> bool {
        let a = self.arcs.analysis;
        let head = a.head(verb);
        let lexicon = self.arcs.lexicon;
        let free = || {
            a.child(head, "dobj").is_some()
                && !lexicon.object_control.contains(&self.lemma(head))
                && !lexicon.planned.verbs.contains(&self.lemma(head))
        };
        a.tag(verb) == "VB"
            && a.children(verb).any(|c| a.tag(c) == "TO")
            && self.arcs.own_subject(verb).is_none()
            && (matches!(a.dep(verb), "acl" | "advcl") || a.dep(verb) == "xcomp" && free())
    }

    /// "killed 20 people and wounded 50 in the town on Sunday": one subject, one time, said at the end.
    fn said_of_both(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        if !self.arcs.is_verb(trigger) {
            return None;
        }
        let second = a.children(trigger).find(|&c| {
            c > trigger
                && a.dep(c) == "conj"
                && self.arcs.is_verb(c)
                && a.tag(c) == a.tag(trigger)
                // "were killed and five wounded on Friday"
                && self.arcs.own_subject(c).is_none_or(|s| a.pos(s) == "NUM" && s + 1 == c)
        })?;
        let apart = |t: usize| {
            matches!(a.text(t), ";" | "but" | "later" | "before" | "after")
                // "were hacked, shot or burned to death on Friday": only verbs stand in such a list
                || a.text(t) == "," && a.pos(t + 1) != "VERB"
        };
        if (trigger..second).any(apart) {
            return None;
        }
        let own =
            self.expressions_of(second, None).next().filter(|e| e.tokens.start as usize > second);
        own.or_else(|| self.said_of_both(second))
    }

    /// "proclaimed the liberation of the town on Thursday", "claimed control of it on Monday": the day of the
    /// announcing.
    fn said_of_announcing(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let claiming = |verb: usize| {
            self.arcs.is_verb(verb)
                && self.arcs.lexicon.reporting.claiming.contains(&self.lemma(verb))
        };
        let of_control = |noun: usize| self.arcs.lexicon.nouns.changes.contains(&self.lemma(noun));
        if self.arcs.is_verb(trigger) {
            let control = self.arcs.objects(trigger).into_iter().any(of_control);
            return self
                .expressions_of(trigger, None)
                .next()
                .filter(|_| control && claiming(trigger));
        }
        let verb = a.head(trigger);
        // "the fall of the town was announced on Tuesday" too
        let told =
            matches!(a.dep(trigger), "dobj" | "nsubjpass") && claiming(verb) && of_control(trigger);
        // "on Tuesday" behind the noun may be of either, and "by" holds for both
        let own = self.expressions_of(trigger, None).next();
        own.or_else(|| self.expressions_of(verb, Some(trigger)).next()).filter(|_| told)
    }

    fn has_mark(&self, clause: usize, words: &[&str]) -> Option<usize> {
        let a = self.arcs.analysis;
        a.children(clause).find(|&c| {
            matches!(a.dep(c), "mark" | "advmod") && words.contains(&self.lemma(c).as_str())
        })
    }

    fn is_reporting(&self, token: usize) -> bool {
        self.arcs.lexicon.reporting.verbs.contains(&self.lemma(token))
            && self.arcs.is_verb(token)
            && self
                .arcs
                .analysis
                .children(token)
                .any(|c| matches!(self.arcs.analysis.dep(c), "ccomp" | "xcomp" | "parataxis"))
    }

    /// Datable expressions whose nearest predicate is the one given, best first.
    fn expressions_of(
        &self,
        predicate: usize,
        trigger: Option<usize>,
    ) -> impl Iterator<Item = &Expression> {
        let a = self.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(predicate)].clone();
        let mut found: Vec<&Expression> = self
            .times
            .iter()
            .filter(move |e| sentence.contains(&e.tokens.start))
            .filter(|e| is_date(e) && self.can_date(e))
            .filter(|e| self.predicate_of(e, predicate, trigger) == Some(predicate))
            .filter(|e| !self.counts_from(e, predicate))
            .collect();
        // The finest wins; among equals the nearest.
        found.sort_by_key(|e| {
            let unresolved = e.interval.last.is_none() && e.interval.first.is_none();
            let distance = (e.tokens.start as usize).abs_diff(predicate);
            (unresolved, e.interval.precision, self.dates_another_town(e, predicate), distance)
        });
        found.into_iter()
    }

    fn says_now(&self, trigger: usize) -> bool {
        let a = self.arcs.analysis;
        a.children(trigger)
            .any(|c| a.dep(c) == "advmod" && matches!(a.lemma(c), "now" | "currently"))
    }

    /// "After Kidal on Friday and Gao on Saturday, Timbuktu fell on Sunday": the day of a town that is no
    /// part of what the predicate says.
    fn dates_another_town(&self, expression: &Expression, predicate: usize) -> bool {
        let a = self.arcs.analysis;
        let start = expression.tokens.start as usize;
        let Some(town) = start.checked_sub(2).filter(|_| matches!(a.text(start - 1), "on" | "in"))
        else {
            return false;
        };
        start < predicate && self.location(town).is_some() && a.head(town) != predicate
    }

    /// The nearest predicate above an expression: the one asked about, or a verb.
    fn predicate_of(
        &self,
        expression: &Expression,
        asked: usize,
        trigger: Option<usize>,
    ) -> Option<usize> {
        let a = self.arcs.analysis;
        let range = expression.tokens.start as usize..expression.tokens.end as usize;
        let mut at = range
            .clone()
            .find(|&t| !range.contains(&a.head(t)) || a.head(t) == t)
            .unwrap_or(range.start);
        // "the 2015 nuclear deal": of the deal, whatever is done to it now
        let names = matches!(a.dep(at), "compound" | "nummod" | "amod" | "nmod")
            && expression.interval.precision == Precision::Year
            && a.head(at) > at
            && a.pos(a.head(at)) == "NOUN"
            && !self.arcs.lexicon.nouns.event.contains(&self.lemma(a.head(at)));
        if names {
            return None;
        }
        for _ in 0..32 {
            if let Some(verb) = self.hung_too_low(at, range.start) {
                return Some(verb);
            }
            if at == asked {
                return Some(asked);
            }
            if Some(at) == trigger {
                return None;
            }
            let outside = !range.contains(&at);
            if outside
                && self.arcs.is_verb(at)
                && !self.is_manner(at)
                && !matches!(a.dep(at), "aux" | "auxpass" | "amod" | "compound")
            {
                return Some(at);
            }
            // A participle or event noun in between has the time for itself.
            if outside
                && self.arcs.lexicon.nouns.event.contains(&self.lemma(at))
                && range.start > at
                && a.dep(at) != "dobj"
            {
                return Some(at);
            }
            let head = a.head(at);
            if head == at {
                return None;
            }
            at = head;
        }
        None
    }

    /// "seized the town unopposed on Sunday": a participle that only says how.
    fn is_manner(&self, verb: usize) -> bool {
        let a = self.arcs.analysis;
        let head = a.head(verb);
        matches!(a.tag(verb), "VBD" | "VBN")
            && matches!(a.dep(verb), "advcl" | "oprd" | "acl")
            && head < verb
            && a.lemma(verb).starts_with("un")
            && a.children(verb).all(|c| matches!(a.dep(c), "prep" | "npadvmod" | "punct"))
    }

    /// "said on Monday they had taken": the parser hangs the day on the clause reported, but it stands
    /// beside the reporting verb and before the clause's subject.
    fn hung_too_low(&self, clause: usize, expression: usize) -> Option<usize> {
        let a = self.arcs.analysis;
        let verb = a.head(clause);
        let low = a.dep(clause) == "ccomp"
            && verb < expression
            && expression <= verb + 2
            && self.arcs.is_verb(verb)
            && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(verb))
            && a.children(clause)
                .any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass") && c > expression);
        low.then_some(verb)
    }

    /// An expression that hangs on an earlier date that is not there ("two days after it had fallen")
    /// says nothing where the publication date can stand in.
    fn can_date(&self, expression: &Expression) -> bool {
        use dateline_time::Unresolved::{AntecedentTooCoarse, NoAntecedent, Vague};
        // "hold 60 per cent of the town, up from a third in the spring": of what was before
        let a = self.arcs.analysis;
        let mut at = expression.tokens.start as usize;
        for _ in 0..4 {
            let compares = matches!(a.text(at), "up" | "down")
                && at + 1 < a.len()
                && a.text(at + 1) == "from"
                && at < expression.tokens.start as usize;
            if compares {
                return false;
            }
            at = a.head(at);
        }
        self.published.is_none()
            || !matches!(expression.reason, Some(AntecedentTooCoarse | NoAntecedent | Vague))
    }

    /// A duration that belongs to the trigger ("a siege of nearly three years").
    pub fn duration_of(&self, trigger: usize) -> Option<&Expression> {
        let a = self.arcs.analysis;
        let range = a.subtree(trigger);
        self.times.iter().find(|e| {
            e.length.is_some()
                && e.kind == ExpressionKind::Duration
                && range.contains(&(e.tokens.start as usize))
                && {
                    let tokens = e.tokens.start as usize..e.tokens.end as usize;
                    let mut at = tokens
                        .clone()
                        .find(|&t| !tokens.contains(&a.head(t)))
                        .unwrap_or(tokens.start);
                    let mut steps = 0;
                    while at != trigger && a.head(at) != at && steps < 4 && !self.arcs.is_verb(at) {
                        at = a.head(at);
                        steps += 1;
                    }
                    at == trigger
                }
        })
    }
}

/// No days: something is said of the time, but nothing that can be reckoned.
fn untold(why: &str) -> Dated {
    Dated { when: When { interval: Interval::default(), text: None }, why: why.to_owned() }
}

/// The announcement stands in: the happening was over by its last day.
fn announced(expression: &Expression, words: String, state: bool) -> Dated {
    let mut interval = expression.interval.clone();
    interval.basis = if interval.last.is_some() { Basis::Announcement } else { Basis::None };
    interval.bound = if state { Bound::Throughout } else { Bound::By };
    interval.first = interval.last;
    let when = When { interval, text: Some(words) };
    Dated { when, why: "the announcement's day stands in".to_owned() }
}

/// An interval said in the text; one that could not be resolved rests on nothing.
fn said(mut interval: Interval, text: String) -> When {
    interval.basis =
        if interval.first.is_none() && interval.last.is_none() { Basis::None } else { Basis::Text };
    When { interval, text: Some(text) }
}

/// Whether an expression can date a happening: it names days (resolved or not) in or from which it
/// happened, and is no length, no habit and no day that it came before.
fn is_date(expression: &Expression) -> bool {
    !matches!(expression.kind, ExpressionKind::Duration | ExpressionKind::Recurring)
        && !matches!(expression.relation, Relation::Before | Relation::Until)
}
