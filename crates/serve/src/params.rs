//! What a question's address says after the `?`. Names that the question does not know are refused, since
//! a filter that is silently left out gives a wrong answer.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::http::Uri;
use jiff::civil::Date;

use crate::fault::Fault;

/// Longest value.
const LONGEST: usize = 1_000;

/// Names and values.
#[derive(Debug)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    /// The values of an address; `known` lists the names that the question has.
    pub fn of(uri: &Uri, known: &[&str]) -> Result<Params, Fault> {
        let mut values = BTreeMap::new();
        for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            if !known.contains(&name.as_str()) {
                let message = format!("there is no \"{}\" to ask for here", clip(&name));
                return Err(Fault::bad(message).hint(match known {
                    [] => "this address takes nothing after the ?".to_owned(),
                    known => format!("there is: {}", known.join(", ")),
                }));
            }
            if value.chars().count() > LONGEST {
                return Err(Fault::bad(format!("{name} is longer than {LONGEST} characters")));
            }
            // A field of a form that was left empty asks for nothing.
            if !value.trim().is_empty() && values.insert(name.clone(), value).is_some() {
                return Err(Fault::bad(format!("{name} is said twice"))
                    .hint("several values are separated by commas"));
            }
        }
        Ok(Params(values))
    }

    /// A value as it is.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A value that the question cannot do without.
    pub fn needed(&self, name: &str) -> Result<&str, Fault> {
        let missing = || Fault::bad(format!("{name} is missing"));
        self.text(name).ok_or_else(|| missing().hint(format!("ask with ?{name}=…")))
    }

    /// A day.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Fault> {
        self.parsed(name, "a day, written as 2017-11-05")
    }

    /// A value of another type.
    pub fn parsed<T: FromStr>(&self, name: &str, what: &str) -> Result<Option<T>, Fault> {
        let parse = |text: &str| {
            text.trim()
                .parse()
                .map_err(|_| Fault::bad(format!("{name}={}: expected {what}", clip(text))))
        };
        self.text(name).map(parse).transpose()
    }

    /// Values separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        let list = self.text(name).unwrap_or_default().split(',').map(str::trim);
        list.filter(|one| !one.is_empty()).map(str::to_owned).collect()
    }

    /// One of some words.
    pub fn word<'w>(&self, name: &str, words: &[&'w str]) -> Result<Option<&'w str>, Fault> {
        let Some(said) = self.text(name) else { return Ok(None) };
        match words.iter().find(|word| **word == said) {
            Some(word) => Ok(Some(word)),
            None => Err(Fault::bad(format!(
                "{name}={}: expected one of {}",
                clip(said),
                words.join(", ")
            ))),
        }
    }

    /// How many items are wanted at most.
    pub fn limit(&self, usual: usize, most: usize) -> Result<usize, Fault> {
        Ok(self.parsed("limit", "a number")?.unwrap_or(usual).clamp(1, most))
    }
}

fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Text with its `%41` and `+` undone.
pub fn decoded(text: &str) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                match (digit(high), digit(low)) {
                    (Some(high), Some(low)) => (high << 4 | low) as u8,
                    _ => return Err(Fault::bad("the address has a % without two digits after it")),
                }
            }
            (b'%', _) => return Err(Fault::bad("the address has a % without two digits after it")),
            (other, _) => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| Fault::bad("the address is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: &str, known: &[&str]) -> Result<Params, Fault> {
        Params::of(&format!("/x?{query}").parse().unwrap(), known)
    }

    #[test]
    fn values_are_read() {
        let read = params("on=2017-11-05&place=Deir%20ez-Zor%2C+SY&q=", &["on", "place", "q"]);
        let read = read.unwrap();
        assert_eq!(read.day("on").unwrap(), Some(jiff::civil::date(2017, 11, 5)));
        assert_eq!(read.text("place"), Some("Deir ez-Zor, SY"));
        assert_eq!(read.text("q"), None);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        assert!(params("onn=2017-11-05", &["on"]).is_err());
        assert!(params("on=1&on=2", &["on"]).is_err());
        assert!(params("on=%ff", &["on"]).is_err());
        assert!(params("on=%f", &["on"]).is_err());
        assert!(params(&format!("on={}", "x".repeat(1_001)), &["on"]).is_err());
        assert!(params("on=2017-02-30", &["on"]).unwrap().day("on").is_err());
    }
}
