//! One report of the corpus: front matter, headline, text, expected claims, rows of control.

use dateline_report::{CodePoints, Report, Span};
use jiff::civil::Date;

use super::expected::{self, Expected, PlaceName};
use super::{Fault, expected::ActorNames};

/// A report with what is expected of it.
#[derive(Debug)]
pub struct Entry {
    /// Its file, below the corpus folder.
    pub name: String,
    /// The report as the coder gets it.
    pub report: Report,
    /// Whether text and claims were decided before any rule was tested on them.
    pub first: bool,
    /// Families of claims of which nothing may come out beyond what is expected.
    pub complete: Complete,
    /// The claims expected.
    pub expected: Vec<Expected>,
    /// What the ledger of this one report must answer.
    pub control: Vec<ControlRow>,
}

/// The families of which a report's expectations are complete.
#[derive(Debug, PartialEq, Eq)]
pub enum Complete {
    /// Every family.
    All,
    /// These.
    Families(Vec<String>),
}

impl Complete {
    /// Whether a claim of this type beyond the expected ones is a false one.
    pub fn covers(&self, kind: &str) -> bool {
        match self {
            Complete::All => true,
            Complete::Families(families) => families.iter().any(|family| family == family_of(kind)),
        }
    }
}

/// `control` of `control.gain`.
pub fn family_of(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}

/// A place's state on a day, as this report alone tells it.
#[derive(Debug)]
pub struct ControlRow {
    /// The place.
    pub place: PlaceName,
    /// The day asked about.
    pub on: Date,
    /// The status expected; more with `/` between them in the file.
    pub status: Vec<String>,
    /// The holder expected.
    pub holder: ActorNames,
}

impl Entry {
    /// Reads a corpus file's text.
    pub fn parse(name: &str, file: &str) -> Result<Entry, Fault> {
        let lines: Vec<&str> = file.lines().collect();
        let closing = lines.iter().skip(1).position(|line| *line == "---").map(|at| at + 1);
        let (Some(&"---"), Some(closing)) = (lines.first(), closing) else {
            return Err(Fault::new(1, "front matter between two lines of --- is missing"));
        };
        let mut matter = Matter::default();
        for (at, line) in lines.iter().enumerate().take(closing).skip(1) {
            matter.line(at + 1, line)?;
        }
        let heading = |wanted: &str| lines.iter().position(|line| *line == wanted);
        let claims = heading("## Claims").ok_or_else(|| Fault::new(lines.len(), "no ## Claims"))?;
        let control = heading("## Control").unwrap_or(lines.len());
        let title = lines
            .get(closing + 1)
            .and_then(|line| line.strip_prefix("# "))
            .ok_or_else(|| Fault::new(closing + 2, "the headline (# …) is missing"))?;
        let text = lines[closing + 2..claims].join("\n").trim_matches('\n').to_owned();

        let mut report = Report::new(text);
        report.title = Some(title.to_owned());
        report.published = matter.published;
        report.publisher = matter.publisher;
        report.derive_id();
        let points = CodePoints::of(&report.text);
        let find = |line: usize, quote: &str| -> Result<Span, Fault> {
            let mut hits = report.text.match_indices(quote);
            let Some((start, _)) = hits.next() else {
                return Err(Fault::new(line, format!("the text has no {quote:?}")));
            };
            if hits.next().is_some() {
                return Err(Fault::new(line, format!("the text has {quote:?} more than once")));
            }
            let (start, end) = points.span(&report.text, Span::new(start, start + quote.len()));
            Ok(Span { start, end })
        };
        let expected = expected::parse(&lines[claims + 1..control], claims + 2, &find)?;
        let mut rows = Vec::new();
        for (at, line) in lines.iter().enumerate().skip(control + 1) {
            if !line.trim().is_empty() {
                rows.push(row(at + 1, line)?);
            }
        }
        Ok(Entry {
            name: name.to_owned(),
            report,
            first: matter.first,
            complete: matter.complete.unwrap_or(Complete::Families(Vec::new())),
            expected,
            control: rows,
        })
    }
}

#[derive(Default)]
struct Matter {
    published: Option<Date>,
    publisher: Option<String>,
    first: bool,
    complete: Option<Complete>,
}

impl Matter {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        let Some((key, value)) = line.split_once(':') else {
            return Err(Fault::new(number, "front matter is written key: value"));
        };
        let value = value.trim();
        match key {
            "published" => self.published = Some(date(number, value)?),
            "publisher" => self.publisher = Some(value.to_owned()),
            // For people: the folder says it too.
            "war" => {}
            "written" if value == "first" || value == "after" => self.first = value == "first",
            "complete" if value == "all" => self.complete = Some(Complete::All),
            "complete" => {
                let families = value.split(',').map(|family| family.trim().to_owned());
                self.complete = Some(Complete::Families(families.collect()));
            }
            _ => return Err(Fault::new(number, format!("not understood: {line:?}"))),
        }
        Ok(())
    }
}

fn date(line: usize, text: &str) -> Result<Date, Fault> {
    text.parse().map_err(|_| Fault::new(line, format!("not a date: {text:?}")))
}

fn row(number: usize, line: &str) -> Result<ControlRow, Fault> {
    let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [place, on, status, holder] = cells[..] else {
        return Err(Fault::new(number, "a row is written: Place, CC | day | status | holder"));
    };
    Ok(ControlRow {
        place: PlaceName::parse(number, place)?,
        on: date(number, on)?,
        status: status.split('/').map(str::to_owned).collect(),
        holder: ActorNames::parse(holder),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\npublished: 2016-03-27\nwar: syria\nwritten: first\ncomplete: all\n---\n\
        # Army takes town\n\nThe “army” captured Palmyra.\n\n## Claims\n\ncontrol.gain\n  \
        quote: captured Palmyra\n  by: Syrian Arab Army\n  where: Palmyra, SY\n\n## Control\n\
        Palmyra, SY | 2016-03-28 | held | Government of Syria\n";

    #[test]
    fn a_report_is_read_with_spans_in_code_points() {
        let entry = Entry::parse("x.md", FILE).unwrap();
        assert_eq!(entry.report.text, "The “army” captured Palmyra.");
        assert_eq!(entry.report.title.as_deref(), Some("Army takes town"));
        assert_eq!(entry.expected[0].quote, Span { start: 11, end: 27 });
        assert_eq!(entry.control[0].status, ["held"]);
        assert!(entry.first && entry.complete.covers("strike.air"));
    }

    #[test]
    fn faults_name_their_line() {
        let fault = Entry::parse("x.md", &FILE.replace("  by:", "  bye:")).unwrap_err();
        assert_eq!(fault.line, 15);
        let fault = Entry::parse("x.md", &FILE.replace("quote: capt", "quote: rapt")).unwrap_err();
        assert_eq!(fault.line, 14);
    }
}
