//! After the parse: arcs that crossed are put back, and sentences are read off the roots.

use crate::labels::{Label, Labels};

/// What separates an arc's own label from that of the head it belongs to.
const DECORATION: &str = "||";

/// For decorated labels, the arc's own label and the label of the head to look for.
pub(crate) fn decorations(labels: &Labels) -> Vec<Option<(Label, Label)>> {
    let parts = labels.iter().map(|text| {
        let (own, head) = text.split_once(DECORATION)?;
        Some((labels.get(own)?, labels.get(head)?))
    });
    parts.collect()
}

/// Edges of subtrees, as spaCy keeps them; belongs to a session.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    left: Vec<u32>,
    right: Vec<u32>,
    /// Whether a sentence starts at the token.
    pub starts: Vec<bool>,
}

impl Tree {
    /// Undoes the decoration of labels (Nivre and Nilsson 2005, scheme HEAD), then finds the sentences.
    pub(crate) fn finish(
        &mut self,
        heads: &mut [u32],
        labels: &mut [Label],
        decorations: &[Option<(Label, Label)>],
        is_space: impl Fn(usize) -> bool,
    ) {
        let decoration = |label: Label| decorations.get(usize::from(label)).copied().flatten();
        if labels.iter().any(|&label| decoration(label).is_some()) {
            self.edges(heads);
            for token in 0..heads.len() {
                let Some((own, wanted)) = decoration(labels[token]) else { continue };
                heads[token] = self.new_head(token, wanted, heads, labels, &is_space);
                labels[token] = own;
            }
        }
        self.edges(heads);
        self.mark_starts(heads);
    }

    /// Breadth first below the present head, left to right: the first token with the wanted label.
    fn new_head(
        &self,
        token: usize,
        wanted: Label,
        heads: &[u32],
        labels: &[Label],
        is_space: impl Fn(usize) -> bool,
    ) -> u32 {
        let mut queue = vec![heads[token] as usize];
        let mut at = 0;
        while let Some(&parent) = queue.get(at) {
            at += 1;
            for child in self.left[parent] as usize..=self.right[parent] as usize {
                if child == parent
                    || heads[child] as usize != parent
                    || is_space(child)
                    || child == token
                {
                    continue;
                }
                if labels[child] == wanted {
                    return child as u32;
                }
                // A tree gives each token once; anything longer would be a circle.
                if queue.len() <= heads.len() {
                    queue.push(child);
                }
            }
        }
        heads[token]
    }

    /// Leftmost and rightmost token below each token. Trees that are not projective take several
    /// rounds; spaCy stops after a dozen, and so do we.
    fn edges(&mut self, heads: &[u32]) {
        self.left.clear();
        self.left.extend(0..heads.len() as u32);
        self.right.clear();
        self.right.extend(0..heads.len() as u32);
        const ROUNDS: usize = 12;
        for _ in 0..ROUNDS {
            for (child, &head) in heads.iter().enumerate() {
                self.widen(child, head as usize);
            }
            for (child, &head) in heads.iter().enumerate().rev() {
                self.widen(child, head as usize);
            }
            if self.heads_stay_inside(heads) {
                break;
            }
        }
    }

    fn widen(&mut self, child: usize, head: usize) {
        self.left[head] = self.left[head].min(self.left[child]);
        self.right[head] = self.right[head].max(self.right[child]);
    }

    /// A sentence begins at the left edge of each root.
    fn mark_starts(&mut self, heads: &[u32]) {
        self.starts.clear();
        self.starts.resize(heads.len(), false);
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                self.starts[self.left[token] as usize] = true;
            }
        }
    }

    /// Whether every head lies in its own sentence, by the sentence starts as they are now.
    fn heads_stay_inside(&mut self, heads: &[u32]) -> bool {
        let len = heads.len();
        self.mark_starts(heads);
        let mut from = 0;
        for to in 0..len {
            if !(to > 0 && self.starts[to]) && to + 1 != len {
                continue;
            }
            if heads[from..to].iter().any(|&head| (head as usize) < from || head as usize > to) {
                return false;
            }
            from = to;
        }
        true
    }
}
