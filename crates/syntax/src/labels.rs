//! Small closed vocabularies: tags, parts of speech, arc labels, name labels, morphologies.

use std::collections::HashMap;

/// Index into a [`Labels`].
pub(crate) type Label = u16;

/// Distinct strings with numbers; number 0 is the empty string.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    list: Vec<Box<str>>,
    index: HashMap<Box<str>, Label>,
}

impl Default for Labels {
    fn default() -> Self {
        let mut labels = Labels { list: Vec::new(), index: HashMap::new() };
        labels.add("");
        labels
    }
}

impl Labels {
    pub(crate) fn add(&mut self, text: &str) -> Label {
        if let Some(&label) = self.index.get(text) {
            return label;
        }
        let label = self.list.len() as Label;
        self.list.push(text.into());
        self.index.insert(text.into(), label);
        label
    }

    pub(crate) fn get(&self, text: &str) -> Option<Label> {
        self.index.get(text).copied()
    }

    pub(crate) fn text(&self, label: Label) -> &str {
        self.list.get(usize::from(label)).map_or("", |text| text)
    }

    /// How many there are, the empty one among them.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|text| &**text)
    }
}
