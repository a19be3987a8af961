use super::*;

fn unicode() -> Unicode {
    let set = |ranges: &[(char, char)]| {
        CharSet::new(ranges.iter().map(|&(a, b)| (a as u32, b as u32)).collect())
    };
    let letters = [('a', 'z'), ('A', 'Z')];
    Unicode {
        alpha: set(&letters),
        upper: set(&letters[1..]),
        digit: set(&[('0', '9')]),
        decimal: set(&[('0', '9')]),
        word: set(&[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]),
    }
}

fn find(pattern: &str, text: &str) -> Option<String> {
    let text: Vec<char> = text.chars().collect();
    let (start, end) = Pattern::new(pattern, &unicode()).unwrap().find_from(&text, 0)?;
    Some(text[start..end].iter().collect())
}

#[test]
fn finds_what_python_finds() {
    let cases = [
        (r"^\+(?![0-9])", "+x", Some("+")),
        (r"^\+(?![0-9])", "+1", None),
        (r"(?<=[0-9])\+$", "12+", Some("+")),
        (r"(?<=[0-9])\+$", "x+", None),
        (r"\.\.+$", "so...", Some("...")),
        (r"a|ab", "ab", Some("a")),
        (r"(?:a|ab)$", "ab", Some("ab")),
        (r"[A-Za-z]{2,3}", "abcd", Some("abc")),
        (r"[^\s\d]+", "12ab 3", Some("ab")),
        (r"(?<=[a-z])(?:-|--)(?=[a-z])", "a--b", Some("--")),
        (r"x{2", "x{2", Some("x{2")),
        (r"(?:(?:a{0,2}b)?c\.)+", "abc.aabc.", Some("abc.aabc.")),
        (r"^(?:\S+(?::\S*)?@)?b$", "a:x@b", Some("a:x@b")),
        (r"a*?b", "aab", Some("aab")),
        (r"[\]\-x]+", "-]x", Some("-]x")),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(find(pattern, text).as_deref(), expected, "{pattern} in {text}");
    }
}

#[test]
fn a_costly_pattern_gives_up() {
    assert_eq!(find("^(?:a+)+$", &format!("{}b", "a".repeat(64))), None);
}

#[test]
fn says_what_it_cannot_read() {
    for pattern in ["(", "a)", "*", r"\p", "(?P<n>a)", "(?<=a+)b", "[z-a]", "[a"] {
        assert!(Pattern::new(pattern, &unicode()).is_err(), "{pattern}");
    }
}
