//! The audit as a page to hand on: Markdown, or HTML without scripts.

use std::fmt::Write;

use jiff::civil::Date;

use super::{Audit, AuditQuestion, Finding, Outcome};

/// What the page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// Findings of one kind on a page; the rest is in the JSON.
const MOST: usize = 200;

/// The page. `file` names the data set, `on` is today.
pub fn page(audit: &Audit, asked: AuditQuestion, file: &str, on: Date, form: Form) -> String {
    let mut page = Page { form, text: String::new() };
    page.title(&format!("Audit of {file}"));
    let summary = audit.summary;
    page.paragraph(&format!(
        "Held against the reports of a ledger on {on}. A row is matched where reports tell of the same \
         place, within {} km, and the same days, give or take {}; contradicted where they then give \
         other dead or other sides, or another holder; missed by us where no report says so. Missed by \
         them is what reports tell, in the countries and days of the data set, and no row has. What a \
         report says need not be what happened.",
        asked.km, asked.days
    ));
    let share = |part: usize| match summary.rows {
        0 => String::new(),
        rows => format!("{:.0} %", 100.0 * part as f64 / rows as f64),
    };
    page.table(
        &["", "rows", "share"],
        &[
            vec!["rows".to_owned(), summary.rows.to_string(), String::new()],
            vec!["matched".to_owned(), summary.matched.to_string(), share(summary.matched)],
            vec![
                "contradicted".to_owned(),
                summary.contradicted.to_string(),
                share(summary.contradicted),
            ],
            vec![
                "missed by us".to_owned(),
                summary.missed_by_us.to_string(),
                share(summary.missed_by_us),
            ],
            vec![
                "  of these, no report in the ledger tells of the place then".to_owned(),
                summary.silent.to_string(),
                share(summary.silent),
            ],
            vec!["missed by them".to_owned(), summary.missed_by_them.to_string(), String::new()],
        ],
    );
    for (outcome, heading) in [
        (Outcome::Contradicted, "Contradicted"),
        (Outcome::MissedByThem, "Missed by them"),
        (Outcome::MissedByUs, "Missed by us"),
        (Outcome::Matched, "Matched"),
    ] {
        let all: Vec<&Finding> =
            audit.findings.iter().filter(|finding| finding.outcome == outcome).collect();
        if all.is_empty() {
            continue;
        }
        page.heading(&format!("{heading} ({})", all.len()));
        if all.len() > MOST {
            page.paragraph(&format!("The first {MOST}; all of them are in the JSON."));
        }
        for finding in all.into_iter().take(MOST) {
            page.finding(finding);
        }
    }
    page.end()
}

struct Page {
    form: Form,
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn title(&mut self, title: &str) {
        let title = self.safe(title);
        match self.form {
            Form::Markdown => self.line(&format!("# {title}\n")),
            Form::Html => self.line(&format!(
                "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
                 <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}}\
                 table{{border-collapse:collapse}}td,th{{padding:.2rem .8rem;border-bottom:1px solid #ccc;text-align:left}}\
                 blockquote{{margin:.3rem 1rem;border-left:3px solid #999;padding-left:.8rem}}</style></head><body>\n\
                 <h1>{title}</h1>"
            )),
        }
    }

    fn heading(&mut self, heading: &str) {
        match self.form {
            Form::Markdown => self.line(&format!("\n## {heading}\n")),
            Form::Html => self.line(&format!("<h2>{heading}</h2>")),
        }
    }

    fn paragraph(&mut self, text: &str) {
        let text = self.safe(text);
        match self.form {
            Form::Markdown => self.line(&format!("{text}\n")),
            Form::Html => self.line(&format!("<p>{text}</p>")),
        }
    }

    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        match self.form {
            Form::Markdown => {
                self.line(&format!("| {} |", head.join(" | ")));
                self.line(&format!("|{}", "---|".repeat(head.len())));
                for row in rows {
                    self.line(&format!("| {} |", row.join(" | ")));
                }
            }
            Form::Html => {
                let cells = |tag: &str, row: &[String]| {
                    row.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>()
                };
                let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
                self.line(&format!("<table><tr>{}</tr>", cells("th", &head)));
                for row in rows {
                    self.line(&format!("<tr>{}</tr>", cells("td", row)));
                }
                self.line("</table>");
            }
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let days = |first: Option<Date>, last: Option<Date>| match first == last {
            true => day(first),
            false => format!("{} to {}", day(first), day(last)),
        };
        let mut head = String::new();
        if let Some(row) = &finding.row {
            let place = row.place.as_ref().map_or("-", |place| place.name.as_str());
            let sides: Vec<&str> =
                row.side_a.iter().chain(&row.side_b).map(String::as_str).collect();
            let _ = write!(
                head,
                "line {}, {}: {place}, {}; {}",
                row.line,
                row.id,
                days(row.first, row.last),
                sides.join(" – ")
            );
            if let Some(best) = row.deaths.best {
                let _ = write!(head, "; {best} dead");
            }
        } else if let Some(ours) = &finding.ours {
            let place = ours.place.as_ref().map_or("-", |place| place.name.as_str());
            let _ = write!(head, "{place}, {}; {}", days(ours.first, ours.last), ours.says);
            let sides: Vec<&str> =
                ours.by.iter().chain(&ours.against).map(String::as_str).collect();
            if !sides.is_empty() {
                let _ = write!(head, "; {}", sides.join(" – "));
            }
        }
        let mut notes: Vec<String> = finding.why.clone();
        if let Some(ours) = finding.ours.as_ref() {
            notes.push(ours.id.clone());
        }
        match finding.heard {
            Some(0) => {
                notes.push("no report in the ledger tells of the place around then".to_owned());
            }
            Some(heard) => {
                notes.push(format!("{heard} reports around then tell of the place, none of this"));
            }
            None => {}
        }
        let (head, notes) = (self.safe(&head), self.safe(&notes.join("; ")));
        let words = finding.row.as_ref().and_then(|row| row.words.clone());
        let words = words.map(|words| self.safe(&short(&words)));
        match self.form {
            Form::Markdown => {
                self.line(&format!("- **{head}**  \n  {notes}"));
                if let Some(words) = words {
                    self.line(&format!("  - they quote: {words}"));
                }
            }
            Form::Html => {
                self.line(&format!("<p><b>{head}</b><br>{notes}"));
                if let Some(words) = words {
                    self.line(&format!("<br>they quote: {words}"));
                }
                self.line("</p>");
            }
        }
        for sentence in finding.sentences.iter().take(5) {
            let quote = self.safe(&short(&sentence.quote));
            let publisher = self.safe(sentence.publisher.as_deref().unwrap_or("no publisher"));
            let from =
                format!("{publisher}, {}, claim {}", day(sentence.published), sentence.claim);
            match self.form {
                Form::Markdown => self.line(&format!("  > “{quote}” — {from}\n")),
                Form::Html => {
                    self.line(&format!("<blockquote>“{quote}” — {from}</blockquote>"));
                }
            }
        }
    }

    /// Nothing in a report or a row may be taken for markup.
    fn safe(&self, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.form {
            Form::Html => text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;"),
            Form::Markdown => {
                let mut safe = String::with_capacity(text.len());
                for c in text.chars() {
                    if ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '#'].contains(&c) {
                        safe.push('\\');
                    }
                    safe.push(c);
                }
                safe
            }
        }
    }

    fn end(mut self) -> String {
        if self.form == Form::Html {
            self.line("</body></html>");
        }
        self.text
    }
}

/// Quotations stay short.
fn short(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}
