//! The layout of a page as text: a blank line between blocks, single spaces inside them.

use dom_query::{Document, NodeRef};

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];
/// Elements whose text no reader sees, or that are no part of what a page says.
const SILENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "embed", "form", "head", "iframe", "input", "map",
    "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
];

/// How big a page is.
pub(super) struct Shape {
    pub depth: usize,
    pub elements: usize,
}

impl Shape {
    pub fn of(document: &Document) -> Shape {
        let mut shape = Shape { depth: 0, elements: 0 };
        let mut depth = 0;
        walk(&document.root(), |step| {
            match step {
                Step::Enter(_) => depth += 1,
                Step::Leave(_) => depth -= 1,
            }
            shape.depth = shape.depth.max(depth);
            shape.elements += 1;
            true
        });
        shape.elements /= 2;
        shape
    }
}

enum Step<'n, 'a> {
    Enter(&'n NodeRef<'a>),
    Leave(&'n NodeRef<'a>),
}

/// Goes through a tree in document order without recursion: pages may nest as deep as they like.
/// A node whose `Enter` answers false is not gone into.
fn walk(root: &NodeRef<'_>, mut visit: impl FnMut(Step<'_, '_>) -> bool) {
    let mut node = *root;
    'down: loop {
        if visit(Step::Enter(&node))
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            visit(Step::Leave(&node));
            if node.id == root.id {
                break 'down;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                continue 'down;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'down,
            }
        }
    }
}

/// The text under a node.
pub(super) fn text(root: &NodeRef<'_>) -> String {
    let mut layout = Layout::default();
    walk(root, |step| {
        match step {
            Step::Enter(node) if node.is_text() => layout.words(&node.text()),
            Step::Enter(node) if node.is_comment() || node.is_doctype() => return false,
            Step::Enter(node) | Step::Leave(node) => {
                let Some(name) = node.node_name() else { return true };
                let name = &*name;
                if SILENT.contains(&name) && node.id != root.id {
                    return false;
                }
                match name {
                    "br" if matches!(step, Step::Enter(_)) => layout.gap = layout.gap.broken(),
                    "td" | "th" => layout.gap = layout.gap.max(Gap::Cell),
                    _ if BLOCKS.contains(&name) => layout.gap = Gap::Paragraph,
                    _ => {}
                }
            }
        }
        true
    });
    layout.text
}

/// What stands between the words before and the words to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

impl Gap {
    /// One more line break: two make a paragraph.
    fn broken(self) -> Gap {
        if self >= Gap::Line { Gap::Paragraph } else { Gap::Line }
    }
}

#[derive(Default)]
struct Layout {
    text: String,
    gap: Gap,
}

impl Layout {
    fn words(&mut self, text: &str) {
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{ad}';
        for word in text.split_inclusive(blank) {
            let bare = word.trim_end_matches(blank);
            if !bare.is_empty() {
                if !self.text.is_empty() {
                    self.text.push_str(match self.gap {
                        Gap::None => "",
                        Gap::Space => " ",
                        Gap::Cell => "\t",
                        Gap::Line => "\n",
                        Gap::Paragraph => "\n\n",
                    });
                }
                self.gap = Gap::None;
                self.text.push_str(bare);
            }
            // A soft hyphen is no space.
            if word.len() > bare.len() && !word.ends_with('\u{ad}') {
                self.gap = self.gap.max(Gap::Space);
            }
        }
    }
}
