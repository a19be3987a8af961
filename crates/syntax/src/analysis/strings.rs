//! The strings of an analysis, in one allocation.

use super::Symbol;

#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(crate) fn push(&mut self, string: &str) -> Symbol {
        self.text.push_str(string);
        self.ends.push(self.text.len() as u32);
        (self.ends.len() - 1) as Symbol
    }

    pub(crate) fn get(&self, symbol: Symbol) -> &str {
        let at = symbol as usize;
        let Some(&end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..end as usize]
    }

    pub(crate) fn find(&self, string: &str) -> Option<Symbol> {
        (0..self.ends.len() as Symbol).find(|&symbol| self.get(symbol) == string)
    }
}
