//! Corpora of expressions of time: sentences with what each expression must resolve to, and how well
//! they come out.
//!
//! One sentence a line, tab-separated: day of publication (or `-`), the sentence with each expression
//! in `[brackets]`, and for the expressions in order, ` ; ` between them: first day, last day,
//! precision, bound. `-`: no day. A sentence without brackets is a trap: nothing may be found in it.

use jiff::civil::Date;

use crate::expression::Expression;

/// One line of a corpus: the sentence without its brackets, and what each must come to.
#[derive(Clone, Debug)]
pub struct Line {
    /// Day of publication.
    pub published: Option<Date>,
    /// The sentence.
    pub text: String,
    /// What its expressions must come to; none in a trap.
    pub expected: Vec<Expected>,
}

/// What one expression must come to.
#[derive(Clone, Debug)]
pub struct Expected {
    start: u32,
    end: u32,
    first: Option<Date>,
    last: Option<Date>,
    precision: String,
    bound: String,
}

/// Reads a corpus; what is not of its format is named by its line.
pub fn read(text: &str) -> Result<Vec<Line>, String> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .map(|(at, text)| line(text).map_err(|why| format!("line {}: {why}", at + 1)))
        .collect()
}

fn line(line: &str) -> Result<Line, &'static str> {
    let mut columns = line.split('\t');
    let published = columns.next().ok_or("no day of publication")?;
    let published = match published {
        "-" => None,
        day => Some(day.parse().map_err(|_| "the first column is no day and no \"-\"")?),
    };
    let sentence = columns.next().ok_or("no sentence")?;
    let columns: Vec<Vec<&str>> = columns.map(|column| column.split(" ; ").collect()).collect();
    let cell = |column: usize, at: usize| -> Result<&str, &'static str> {
        let cell = columns.get(column).and_then(|column| column.get(at));
        cell.copied().ok_or("an expression lacks its first day, last day, precision or bound")
    };
    let day = |cell: &str| -> Result<Option<Date>, &'static str> {
        if cell == "-" { Ok(None) } else { cell.parse().map(Some).map_err(|_| "a day is no day") }
    };
    let (mut text, mut expected, mut open) = (String::new(), Vec::new(), 0);
    for character in sentence.chars() {
        match character {
            '[' => open = text.len() as u32,
            ']' => {
                let at = expected.len();
                expected.push(Expected {
                    start: open,
                    end: text.len() as u32,
                    first: day(cell(0, at)?)?,
                    last: day(cell(1, at)?)?,
                    precision: cell(2, at)?.to_owned(),
                    bound: cell(3, at)?.to_owned(),
                });
            }
            _ => text.push(character),
        }
    }
    Ok(Line { published, text, expected })
}

/// How a corpus came out.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Expressions expected.
    pub expressions: usize,
    /// With both ends right.
    pub ends: usize,
    /// And the precision.
    pub precision: usize,
    /// Both ends and the bound right.
    pub bound: usize,
    /// Found with just these words.
    pub exact_span: usize,
    /// Found where none is expected, beside those that are.
    pub extra: usize,
    /// Sentences without an expression.
    pub traps: usize,
    /// Traps fallen into.
    pub fallen: usize,
    /// Given days where none follow.
    pub groundless: usize,
    /// What went wrong, in words.
    pub misses: Vec<String>,
}

impl Score {
    /// Counts what was found in one sentence.
    pub fn add(&mut self, line: &Line, found: &[Expression]) {
        if line.expected.is_empty() {
            self.traps += 1;
            if let Some(first) = found.first() {
                self.fallen += 1;
                let words = first.span.of(&line.text);
                self.misses.push(format!("TRAP  {} → “{words}”", line.text));
            }
            return;
        }
        let mut used = vec![false; found.len()];
        for wanted in &line.expected {
            self.expressions += 1;
            let name = &line.text[wanted.start as usize..wanted.end as usize];
            let overlaps =
                |found: &Expression| found.span.start < wanted.end && wanted.start < found.span.end;
            let Some(hit) = found.iter().position(overlaps) else {
                self.misses.push(format!("MISS  {} · [{name}] not found", line.text));
                continue;
            };
            used[hit] = true;
            self.judge(line, wanted, name, &found[hit]);
        }
        for (found, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            self.extra += 1;
            self.misses.push(format!("EXTRA {} → “{}”", line.text, found.span.of(&line.text)));
        }
    }

    fn judge(&mut self, line: &Line, wanted: &Expected, name: &str, found: &Expression) {
        let interval = &found.interval;
        let precision = format!("{:?}", interval.precision).to_lowercase();
        let bound = format!("{:?}", interval.bound).to_lowercase();
        let exact = found.span.start == wanted.start && found.span.end == wanted.end;
        self.exact_span += usize::from(exact);
        let ends = interval.first == wanted.first && interval.last == wanted.last;
        self.ends += usize::from(ends);
        if wanted.first.is_none() && wanted.last.is_none() && interval.is_known() {
            self.groundless += 1;
        }
        let grain = precision == wanted.precision;
        self.precision += usize::from(ends && grain);
        let bounds = wanted.bound == "-" || bound == wanted.bound;
        self.bound += usize::from(ends && bounds);
        if !(ends && grain && bounds) {
            let show = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
            self.misses.push(format!(
                "{} {} · [{name}] {}..{} {} {} ← {}..{} {precision} {bound} {:?}",
                if ends { "grain" } else { "WRONG" },
                line.text,
                show(wanted.first),
                show(wanted.last),
                wanted.precision,
                wanted.bound,
                show(interval.first),
                show(interval.last),
                found.reason,
            ));
        }
    }

    /// A row of the table.
    pub fn row(&self, name: &str) -> String {
        let share = |part: usize| match self.expressions {
            0 => "–".to_owned(),
            whole => format!("{:.1} %", 100.0 * part as f64 / whole as f64),
        };
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} of {} | {} |",
            self.expressions,
            share(self.ends),
            share(self.precision),
            share(self.bound),
            share(self.exact_span),
            self.extra,
            self.fallen,
            self.traps,
            self.groundless,
        )
    }

    /// The head of the table.
    pub fn head() -> &'static str {
        "| | expressions | both ends | and grain | and bound | exact span | extra | traps fallen into | groundless |\n\
         |---|---|---|---|---|---|---|---|---|"
    }
}
