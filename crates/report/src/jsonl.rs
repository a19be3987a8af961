//! JSON Lines: one object a line, each a report; a broken line costs that line only.

use std::collections::VecDeque;
use std::fmt;
use std::io::BufRead;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::lines::{Line, read_line};
use crate::reader::MAX_REPORT;
use crate::record::{Loose, Record};
use crate::text::{read_all, too_long};
use crate::trouble::{Item, Items, Trouble};

/// Reads reports from JSON Lines, or from one JSON document that spreads over several lines.
pub(crate) fn read(reader: Box<dyn BufRead + Send>) -> Items {
    Box::new(Lines { reader, number: 0, buffer: vec![], ready: VecDeque::new(), ended: false })
}

struct Lines {
    reader: Box<dyn BufRead + Send>,
    number: u64,
    buffer: Vec<u8>,
    /// Items of the line read last.
    ready: VecDeque<Item>,
    ended: bool,
}

impl Iterator for Lines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if self.ended {
                return None;
            }
            self.read_line();
        }
    }
}

impl Lines {
    fn read_line(&mut self) {
        self.number += 1;
        match read_line(&mut *self.reader, MAX_REPORT, &mut self.buffer) {
            Ok(Line::Read) => {
                let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
                let line = line.trim_ascii();
                if self.number == 1 && (line == b"{" || line.starts_with(b"[")) {
                    self.read_document();
                } else if !line.is_empty() {
                    self.ready.extend(parse(line, self.number));
                }
            }
            Ok(Line::TooLong(_)) => {
                self.ready.push_back(Err(Trouble::at(self.number, too_long("the line"))));
            }
            Ok(Line::End) => self.ended = true,
            Err(error) => {
                self.ended = true;
                self.ready.push_back(Err(Trouble::stopped(Some(self.number), &error)));
            }
        }
    }

    /// The first line only opens: no JSON Lines, but one object, or an array of them.
    fn read_document(&mut self) {
        self.ended = true;
        let mut bytes = std::mem::take(&mut self.buffer);
        match read_all(&mut self.reader) {
            Ok(input) => {
                bytes.extend(input.bytes);
                self.ready.extend(input.troubles.into_iter().map(Err));
                self.ready.extend(parse(&bytes, 1));
            }
            Err(trouble) => self.ready.push_back(Err(trouble)),
        }
    }
}

/// The reports of a line: one, as a rule.
fn parse(bytes: &[u8], line: u64) -> Vec<Item> {
    let mut items = vec![];
    let lossy;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => {
            lossy = String::from_utf8_lossy(bytes);
            let message = "not valid UTF-8; broken characters replaced by �";
            items.push(Err(Trouble::at(line, message)));
            &lossy
        }
    };
    // Old line ends (a lone carriage return) leave several objects on a line.
    for value in serde_json::Deserializer::from_str(text).into_iter::<OneOrMany>() {
        match value {
            Ok(OneOrMany::One(record)) => items.extend(record.report(line)),
            Ok(OneOrMany::Many(records)) => {
                items.extend(records.into_iter().flat_map(|record| record.report(line)));
            }
            Err(error) => items.push(Err(broken(&error, line))),
        }
    }
    items
}

fn broken(error: &serde_json::Error, line: u64) -> Trouble {
    let line = line + (error.line() as u64).saturating_sub(1);
    // The position stands in front already, and serde_json counts lines from the line's start.
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    let what = if error.is_data() { "not a report" } else { "broken JSON" };
    Trouble::at(line, format!("{what}: {words} (column {}); skipped", error.column()))
}

enum OneOrMany {
    One(Box<Record>),
    Many(Vec<Record>),
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = OneOrMany;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a \"text\"")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrMany, A::Error> {
        record(map).map(|record| OneOrMany::One(Box::new(record)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
        let mut records = vec![];
        while let Some(item) = seq.next_element::<OneOrMany>()? {
            match item {
                OneOrMany::One(record) => records.push(*record),
                OneOrMany::Many(_) => return Err(de::Error::custom("an array inside an array")),
            }
        }
        Ok(OneOrMany::Many(records))
    }
}

/// The fields of a report; other fields are passed over, and of a field given twice the last counts.
fn record<'de, A: MapAccess<'de>>(mut map: A) -> Result<Record, A::Error> {
    let mut record = Record::default();
    while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
        match record.field(&key) {
            Some(field) => *field = map.next_value()?,
            None => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(record)
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Loose, E> {
        Ok(Loose::Text(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Loose, E> {
        Ok(Loose::None)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose::Number(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Loose, E> {
        Ok(Loose::Number(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Loose, E> {
        Ok(Loose::Number(value.to_string()))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose::Other)
    }
}
