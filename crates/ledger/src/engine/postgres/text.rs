//! Values in PostgreSQL's text format.

use std::borrow::Cow;

/// A character that no text is expected to hold, the last of them all.
const ESCAPE: char = '\u{10ffff}';

/// A text as it is stored. PostgreSQL's texts hold no zero; ours may.
pub(super) fn stored(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace(ESCAPE, "\u{10ffff}1").replace('\0', "\u{10ffff}0");
    Cow::Owned(escaped)
}

/// A text as it was before it was stored.
pub(in crate::engine) fn text(stored: &[u8]) -> Option<Cow<'_, str>> {
    let stored = std::str::from_utf8(stored).ok()?;
    if !stored.contains(ESCAPE) {
        return Some(Cow::Borrowed(stored));
    }
    let text = stored.replace("\u{10ffff}0", "\0").replace("\u{10ffff}1", "\u{10ffff}");
    Some(Cow::Owned(text))
}

/// Bytes as they are stored: `\x` and two digits a byte.
pub(super) fn hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    b"\\x".iter().copied().chain(digits.map(|digit| DIGITS[usize::from(digit)])).collect()
}

/// Bytes as they were before.
pub(in crate::engine) fn bytes(stored: &[u8]) -> Option<Vec<u8>> {
    let (pairs, rest) = stored.strip_prefix(b"\\x")?.as_chunks::<2>();
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8);
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

/// A statement with PostgreSQL's signs for values (`$1`) in place of SQLite's (`?`, `?1`).
pub(super) fn numbered(sql: &str) -> String {
    let (mut out, mut highest, mut quoted) = (String::with_capacity(sql.len() + 8), 0, false);
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        quoted ^= c == '\'';
        if c != '?' || quoted {
            out.push(c);
            continue;
        }
        let mut number = 0;
        while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
            number = number * 10 + digit;
            rest.next();
        }
        let number = if number == 0 { highest + 1 } else { number };
        highest = highest.max(number);
        out.push_str(&format!("${number}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_stored_comes_back() {
        for word in ["", "town", "a\0b", "\u{10ffff}", "\u{10ffff}0\0\u{10ffff}1", "0\0"] {
            let kept = stored(word);
            assert!(!kept.contains('\0'));
            assert_eq!(text(kept.as_bytes()).as_deref(), Some(word));
        }
        assert_eq!(bytes(&hex(&[0, 9, 255])), Some(vec![0, 9, 255]));
        assert_eq!(bytes(b"\\x0"), None);
        assert_eq!(bytes(b"00"), None);
    }

    #[test]
    fn values_are_numbered() {
        assert_eq!(numbered("a = ? AND b = ?"), "a = $1 AND b = $2");
        assert_eq!(numbered("a = ?1 OR b = ?1 AND c = ?"), "a = $1 OR b = $1 AND c = $2");
        assert_eq!(numbered("a = '?' AND b = ?"), "a = '?' AND b = $1");
    }
}
