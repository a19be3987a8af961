//! A cell: one value of one row, with the kinds of value that every format can hold.

use std::borrow::Cow;

use jiff::civil::Date;
use serde_json::{Number, Value};

/// The kind of value that a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    Bool,
    /// Several texts; joined by `; ` where a format has no lists.
    List,
}

/// One value. Empty is not zero: nothing is known, or nothing was said.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Bool(bool),
    /// Several texts.
    List(Vec<String>),
}

impl Cell {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.is_empty(),
            Cell::List(list) => list.is_empty(),
            _ => false,
        }
    }

    /// The value as plain text, `None` where there is none.
    pub fn plain(&self) -> Option<Cow<'_, str>> {
        if self.is_empty() {
            return None;
        }
        Some(match self {
            Cell::Empty => return None,
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Int(number) => Cow::Owned(number.to_string()),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Day(day) => Cow::Owned(day.to_string()),
            Cell::Bool(true) => Cow::Borrowed("true"),
            Cell::Bool(false) => Cow::Borrowed("false"),
            Cell::List(list) => Cow::Owned(joined(list)),
        })
    }

    /// The value as JSON.
    pub fn json(&self) -> Value {
        match self {
            cell if cell.is_empty() && !matches!(cell, Cell::List(_)) => Value::Null,
            Cell::Empty => Value::Null,
            Cell::Text(text) => Value::String(text.clone()),
            Cell::Int(number) => Value::Number((*number).into()),
            Cell::Number(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
            Cell::Day(day) => Value::String(day.to_string()),
            Cell::Bool(yes) => Value::Bool(*yes),
            Cell::List(list) => list.iter().cloned().map(Value::String).collect(),
        }
    }

    /// The number in it.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Int(number) => Some(*number as f64),
            _ => None,
        }
    }
}

/// A list as one text; what separates its items stands in none of them.
fn joined(list: &[String]) -> String {
    let mut text = String::new();
    for item in list {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.extend(item.chars().map(|c| if c == ';' { ',' } else { c }));
    }
    text
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        if number.is_finite() { Cell::Number(number) } else { Cell::Empty }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Int(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Int(number.into())
    }
}

impl From<u8> for Cell {
    fn from(number: u8) -> Cell {
        Cell::Int(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Int(number as i64)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Cell {
        Cell::Bool(yes)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Cell {
        Cell::Day(day)
    }
}

impl From<Vec<String>> for Cell {
    fn from(list: Vec<String>) -> Cell {
        Cell::List(list)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_is_not_zero() {
        assert_eq!(Cell::from(0_u32).plain().as_deref(), Some("0"));
        assert_eq!(Cell::from(None::<u32>).plain(), None);
        assert_eq!(Cell::from(None::<u32>).json(), Value::Null);
        assert_eq!(Cell::from(f64::NAN), Cell::Empty);
    }

    #[test]
    fn lists_can_be_taken_apart_again() {
        let list = Cell::from(vec!["one; two".to_owned(), "three".to_owned()]);
        assert_eq!(list.plain().as_deref(), Some("one, two; three"));
    }
}
