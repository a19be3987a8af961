//! A record: a report as tables and JSON have it, its fields not yet looked at.

use crate::Report;
use crate::published;
use crate::reader::MAX_REPORT;
use crate::text::too_long;
use crate::trouble::{Item, Trouble};

/// The fields as they stand; whatever is of the wrong type is told, and left out.
#[derive(Default)]
pub(crate) struct Record {
    pub text: Loose,
    pub id: Loose,
    pub title: Loose,
    pub published: Loose,
    pub publisher: Loose,
    pub url: Loose,
    pub language: Loose,
}

impl Record {
    /// The field of a name, where reports have one.
    pub fn field(&mut self, name: &str) -> Option<&mut Loose> {
        Some(match name {
            "text" => &mut self.text,
            "id" => &mut self.id,
            "title" => &mut self.title,
            "published" => &mut self.published,
            "publisher" => &mut self.publisher,
            "url" => &mut self.url,
            "language" => &mut self.language,
            _ => return None,
        })
    }

    /// The report at this line or row, with what is wrong with it before it.
    pub fn report(self, line: u64) -> Vec<Item> {
        let mut items = vec![];
        let text = match self.text {
            Loose::Text(text) if !text.trim().is_empty() => text,
            Loose::Text(_) => return vec![Err(Trouble::at(line, "\"text\" is empty; skipped"))],
            Loose::None => return vec![Err(Trouble::at(line, "no \"text\"; skipped"))],
            _ => return vec![Err(Trouble::at(line, "\"text\" is not a string; skipped"))],
        };
        if text.len() > MAX_REPORT {
            return vec![Err(Trouble::at(line, too_long("the text")))];
        }
        let mut string = |name: &str, value: Loose| match value {
            Loose::Text(text) if text.trim().is_empty() => None,
            Loose::Text(text) => Some(text),
            Loose::None => None,
            Loose::Number(number) if name == "id" => Some(number),
            _ => {
                let message = format!("\"{name}\" is not a string; left out");
                items.push(Err(Trouble::at(line, message)));
                None
            }
        };
        let mut report = Report {
            id: string("id", self.id).unwrap_or_default(),
            text,
            title: string("title", self.title),
            published: None,
            publisher: string("publisher", self.publisher),
            url: string("url", self.url),
            language: string("language", self.language),
        };
        if let Some(value) = string("published", self.published) {
            report.published = published::day(&value);
            if report.published.is_none() {
                let message = format!("\"published\" is no date: \"{value}\"; left out");
                items.push(Err(Trouble::at(line, message)));
            }
        }
        items.push(Ok(report));
        items
    }
}

/// A value that should be a string.
#[derive(Default)]
pub(crate) enum Loose {
    #[default]
    None,
    Text(String),
    Number(String),
    Other,
}
