//! Tables for people: columns of fixed width, printed row by row as results come.

use std::borrow::Cow;

use crate::output::Out;

/// A table: the header is printed before the first row.
pub struct Table {
    columns: Vec<(&'static str, usize)>,
    begun: bool,
}

impl Table {
    /// Columns with their widths; the last takes what is left of the terminal's width.
    pub fn new(columns: &[(&'static str, usize)]) -> Table {
        Table { columns: columns.to_vec(), begun: false }
    }

    /// Prints a row.
    pub fn row(&mut self, out: &mut Out, cells: &[Cow<'_, str>]) -> anyhow::Result<()> {
        if !self.begun {
            self.begun = true;
            let names: Vec<Cow<'_, str>> =
                self.columns.iter().map(|(name, _)| name.to_uppercase().into()).collect();
            out.line(self.draw(&names))?;
        }
        out.line(self.draw(cells))
    }

    fn draw(&self, cells: &[Cow<'_, str>]) -> String {
        let mut line = String::new();
        let mut left = terminal_width();
        for (index, (cell, (_, width))) in cells.iter().zip(&self.columns).enumerate() {
            let last = index + 1 == self.columns.len();
            let width = if last { left.max(*width) } else { *width };
            let cell = fit(cell, width);
            line.push_str(&cell);
            if !last {
                let pad = width + 2 - cell.chars().count();
                line.extend(std::iter::repeat_n(' ', pad));
                left = left.saturating_sub(width + 2);
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// The text on one line, cut to a width.
pub fn fit(text: &str, width: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word.chars().count();
        if length > width {
            let keep: String = line.chars().take(width.saturating_sub(1)).collect();
            return keep + "…";
        }
    }
    line
}

/// The terminal's width, where the shell says it.
fn terminal_width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.filter(|&width| width >= 40).unwrap_or(140)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting() {
        assert_eq!(fit("The  army\nentered", 20), "The army entered");
        assert_eq!(fit("Армія увійшла до міста", 10), "Армія уві…");
    }
}
