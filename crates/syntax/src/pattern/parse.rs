//! From Python's notation to nodes.

use super::{CharSet, Node, PatternError, Set, Unicode, space_set, width};

pub(super) fn parse(pattern: &str, unicode: &Unicode) -> Result<Node, PatternError> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut parser = Parser { chars: &chars, at: 0, unicode, spaces: space_set(), depth: 0 };
    let node = parser.alternatives()?;
    if parser.at < chars.len() {
        return parser.fail("a parenthesis without its partner");
    }
    Ok(node)
}

struct Parser<'p> {
    chars: &'p [char],
    at: usize,
    unicode: &'p Unicode,
    spaces: CharSet,
    depth: u32,
}

type Parsed<T> = Result<T, PatternError>;

impl Parser<'_> {
    fn fail<T>(&self, what: &str) -> Parsed<T> {
        Err(PatternError { at: self.at, what: what.to_owned() })
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn take_str(&mut self, s: &str) -> bool {
        let found = s.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        if found {
            self.at += s.chars().count();
        }
        found
    }

    fn next(&mut self) -> Parsed<char> {
        let Some(c) = self.peek() else { return self.fail("the pattern ends too early") };
        self.at += 1;
        Ok(c)
    }

    fn alternatives(&mut self) -> Parsed<Node> {
        let mut branches = vec![self.sequence()?];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Any(branches) })
    }

    fn sequence(&mut self) -> Parsed<Node> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let Some(node) = self.atom()? else { continue };
            nodes.push(self.quantified(node)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::All(nodes) })
    }

    fn atom(&mut self) -> Parsed<Option<Node>> {
        let c = self.next()?;
        Ok(Some(match c {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::One(Set { set: single('\n'), negated: true }),
            '[' => Node::One(self.class()?),
            '(' => return self.group(),
            '\\' => Node::One(self.escape()?),
            '*' | '+' | '?' => return self.fail("nothing to repeat"),
            c => Node::One(Set { set: single(c), negated: false }),
        }))
    }

    fn group(&mut self) -> Parsed<Option<Node>> {
        let mut look = None;
        if self.take('?') {
            if self.take_str("<=") || self.take_str("<!") {
                look = Some((false, self.chars[self.at - 1] == '='));
            } else if self.take('=') || self.take('!') {
                look = Some((true, self.chars[self.at - 1] == '='));
            } else if self.take_str("u)") {
                return Ok(None);
            } else if !self.take(':') {
                return self.fail("a kind of group that is not supported");
            }
        }
        self.depth += 1;
        if self.depth > 100 {
            return self.fail("groups nested too deeply");
        }
        let node = self.alternatives()?;
        self.depth -= 1;
        if !self.take(')') {
            return self.fail("a parenthesis without its partner");
        }
        Ok(Some(match look {
            None => node,
            Some((ahead, wanted)) => {
                if !ahead && width(&node).is_none() {
                    return self.fail("lookbehind of no fixed width");
                }
                Node::Look { ahead, wanted, node: Box::new(node) }
            }
        }))
    }

    fn quantified(&mut self, node: Node) -> Parsed<Node> {
        let (least, most) = match self.peek() {
            Some('*') => (0, u32::MAX),
            Some('+') => (1, u32::MAX),
            Some('?') => (0, 1),
            Some('{') => match self.bounds() {
                Some((least, most, end)) => {
                    self.at = end - 1;
                    (least, most)
                }
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        self.at += 1;
        let greedy = !self.take('?');
        Ok(Node::Repeat { node: Box::new(node), least, most, greedy })
    }

    /// `{2}`, `{2,}`, `{,5}`, `{2,5}` and where they end; anything else is text.
    fn bounds(&self) -> Option<(u32, u32, usize)> {
        let close = self.chars[self.at..].iter().position(|&c| c == '}')? + self.at;
        let inside: String = self.chars[self.at + 1..close].iter().collect();
        let number = |s: &str, none: u32| if s.is_empty() { Some(none) } else { s.parse().ok() };
        let (least, most) = match inside.split_once(',') {
            Some((least, most)) => (number(least, 0)?, number(most, u32::MAX)?),
            None => {
                let exact = inside.parse().ok()?;
                (exact, exact)
            }
        };
        Some((least, most, close + 1))
    }

    fn class(&mut self) -> Parsed<Set> {
        let negated = self.take('^');
        let mut ranges = Vec::new();
        let mut begun = false;
        loop {
            let c = self.next()?;
            if c == ']' && begun {
                break;
            }
            begun = true;
            let low = if c == '\\' {
                let escaped = self.escape()?;
                let mut members = escaped.set.all_ranges();
                match (members.next(), members.next(), escaped.negated) {
                    (Some((low, high)), None, false) if low == high => low,
                    (_, _, false) => {
                        ranges.extend(escaped.set.all_ranges());
                        continue;
                    }
                    _ => return self.fail("a negated class inside a class"),
                }
            } else {
                c as u32
            };
            let ranged =
                self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|&c| c != ']');
            if !ranged {
                ranges.push((low, low));
                continue;
            }
            self.at += 1;
            let c = self.next()?;
            let high = if c == '\\' {
                self.escape()?.set.all_ranges().next().map_or(low, |(high, _)| high)
            } else {
                c as u32
            };
            if high < low {
                return self.fail("a range that runs backwards");
            }
            ranges.push((low, high));
        }
        Ok(Set { set: CharSet::new(ranges), negated })
    }

    fn escape(&mut self) -> Parsed<Set> {
        let c = self.next()?;
        let (set, negated) = match c {
            'd' | 'D' => (self.unicode.decimal.clone(), c == 'D'),
            'w' | 'W' => (self.unicode.word.clone(), c == 'W'),
            's' | 'S' => (self.spaces.clone(), c == 'S'),
            'n' => (single('\n'), false),
            't' => (single('\t'), false),
            'r' => (single('\r'), false),
            'x' => (self.code(2)?, false),
            'u' => (self.code(4)?, false),
            'U' => (self.code(8)?, false),
            c if c.is_ascii_alphanumeric() => return self.fail("an escape that is not supported"),
            c => (single(c), false),
        };
        Ok(Set { set, negated })
    }

    fn code(&mut self, digits: usize) -> Parsed<CharSet> {
        let hex: String = self.chars.iter().skip(self.at).take(digits).collect();
        let Ok(code) = u32::from_str_radix(&hex, 16) else { return self.fail("not a code point") };
        self.at += digits;
        Ok(CharSet::new(vec![(code, code)]))
    }
}

fn single(c: char) -> CharSet {
    CharSet::new(vec![(c as u32, c as u32)])
}
