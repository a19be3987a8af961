//! Lines: bullet lists, live blogs with times, tables, and headings set right above their text. Each
//! line of these is a sentence of its own, and what marks it (a bullet, "14:35 –") is no part of it.
//!
//! A text wrapped by hand breaks its lines where the next word would not have fitted; a break that leaves
//! room for it is meant.

/// Room that a wrapped line may leave beyond the word that did not fit.
const SLACK: usize = 8;

/// Marks that begin an item of a list.
const BULLETS: &[char] = &['-', '*', '•', '–', '—', '·', '‣', '▪', '●', '○', '►', '»'];

/// What follows a time of day: halves of the day and zones.
const ZONES: &[&str] =
    &["am", "pm", "a.m.", "p.m.", "GMT", "UTC", "BST", "CET", "CEST", "EST", "ET", "local time"];

/// The offsets at which a line begins a sentence of its own, and those at which its text begins behind a
/// bullet or a time.
pub fn cuts(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    for block in text.split("\n\n") {
        let lines: Vec<(usize, &str)> =
            starts(block).map(|(from, line)| (at + from, line)).collect();
        // Headlines one below the other, none of them a sentence.
        let titles = lines.iter().all(|(_, line)| is_title(line));
        let widest = lines.iter().map(|(_, line)| line.trim().chars().count()).max().unwrap_or(0);
        for (index, (from, line)) in lines.iter().enumerate() {
            let marked = mark(line);
            let before = index.checked_sub(1).and_then(|before| lines.get(before));
            let apart = before.is_some_and(|(_, before)| {
                titles
                    || marked > 0
                    || is_row(line)
                    || is_row(before)
                    || is_meant(before, line, widest)
            });
            if apart {
                found.push(*from);
            }
            if marked > 0 && marked < line.len() {
                found.push(from + marked);
            }
        }
        at += block.len() + 2;
    }
    found
}

/// The lines of a block with their offsets in it.
fn starts(block: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    block.split('\n').map(move |line| {
        let from = at;
        at += line.len() + 1;
        (from, line)
    })
}

/// Bytes of the bullet, number or time at the head of a line.
fn mark(line: &str) -> usize {
    let indent = line.len() - line.trim_start().len();
    let rest = &line[indent..];
    let bullet = rest.chars().next().filter(|c| BULLETS.contains(c)).map(char::len_utf8);
    let length = bullet
        .filter(|&n| rest[n..].starts_with(' '))
        .or_else(|| numbered(rest))
        .or_else(|| stamp(rest));
    let Some(length) = length else { return 0 };
    // A time behind a bullet, a dash behind a time.
    let behind = rest[length..].trim_start();
    let blank = rest.len() - length - behind.len();
    let more = if bullet.is_some() { stamp(behind).unwrap_or(0) } else { 0 };
    let behind_both = behind[more..].trim_start();
    indent + length + blank + more + (behind.len() - more - behind_both.len())
}

/// "1. ", "12) " before a capital or a figure.
fn numbered(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let close = rest[digits..].starts_with(['.', ')']) && rest[digits + 1..].starts_with(' ');
    let text = rest.get(digits + 2..)?.chars().next()?;
    ((1..=2).contains(&digits) && close && (text.is_uppercase() || text.is_ascii_digit()))
        .then_some(digits + 1)
}

/// "14:35 – ", "[09:15] ", "2.10pm", "16:05 GMT: ", "12h20".
fn stamp(rest: &str) -> Option<usize> {
    let open = usize::from(rest.starts_with(['[', '(']));
    let body = &rest[open..];
    let hour = body.bytes().take_while(u8::is_ascii_digit).count();
    let between = body[hour..].chars().next()?;
    let minute = body.get(hour + 1..hour + 3)?;
    let clock = (1..=2).contains(&hour)
        && matches!(between, ':' | '.' | 'h')
        && minute.bytes().all(|b| b.is_ascii_digit())
        && minute < "60";
    let mut end = open + hour + 3;
    for _ in 0..2 {
        let behind = rest.get(end..)?;
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        let zone = ZONES.iter().find(|zone| {
            let text = behind.get(blank..blank + zone.len()).unwrap_or("");
            let goes_on = behind.get(blank + zone.len()..).unwrap_or("");
            text.eq_ignore_ascii_case(zone) && !goes_on.starts_with(char::is_alphanumeric)
        });
        let Some(zone) = zone else { break };
        end += blank + zone.len();
    }
    if open == 1 {
        rest.get(end..).filter(|behind| behind.starts_with([']', ')']))?;
        end += 1;
    }
    let behind = rest.get(end..)?;
    let blank = behind.len() - behind.trim_start_matches(' ').len();
    let dash = behind[blank..].chars().next().filter(|c| matches!(c, '-' | '–' | '—' | ':' | '|'));
    if let Some(dash) = dash {
        end += blank + dash.len_utf8();
    }
    let behind = rest[end..].trim_start_matches(' ');
    let starts = behind.is_empty()
        || behind.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘')
        });
    // "3.50 metres" is no time, and "14:35" in running text stands behind a blank.
    let parted = dash.is_some() || behind.is_empty() || rest[end..].starts_with(' ');
    (clock && starts && parted).then_some(end)
}

/// A line that begins like a sentence and does not end like one.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    let begins = line
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '[' | '('));
    line.is_empty() || begins && !line.ends_with(['.', '!', '?', '"', '”', ',', ';'])
}

/// A row of a table.
fn is_row(line: &str) -> bool {
    line.contains('\t') || line.trim_start().starts_with('|')
}

/// Whether the break before `line` was meant: its first word would have fitted above.
fn is_meant(before: &str, line: &str, widest: usize) -> bool {
    let before = before.trim();
    let first = line.split_whitespace().next().unwrap_or("");
    let begins = first.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '[')
    });
    let room = before.chars().count() + 1 + first.chars().count() + SLACK < widest;
    begins && room && !before.is_empty() && !before.ends_with([',', ';', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut from = 0;
        let mut pieces = Vec::new();
        for at in cuts(text).into_iter().chain([text.len()]) {
            if !text[from..at].trim().is_empty() {
                pieces.push(text[from..at].trim());
            }
            from = at;
        }
        pieces
    }

    #[test]
    fn items_of_a_list_come_apart() {
        assert_eq!(
            pieces(
                "Overnight:\n- Shells hit the port\n• Two dead\n1. The army left\n2) Rebels came"
            ),
            [
                "Overnight:",
                "-",
                "Shells hit the port",
                "•",
                "Two dead",
                "1.",
                "The army left",
                "2)",
                "Rebels came"
            ]
        );
    }

    #[test]
    fn times_of_a_live_blog_stand_apart() {
        assert_eq!(
            pieces("17:42 – Rebels withdraw\n16:05 GMT: Air strike on market\n2.10pm Army attacks"),
            [
                "17:42 –",
                "Rebels withdraw",
                "16:05 GMT:",
                "Air strike on market",
                "2.10pm",
                "Army attacks"
            ]
        );
        assert_eq!(pieces("[09:15] Good morning"), ["[09:15]", "Good morning"]);
        assert_eq!(pieces("2:10pm\nArmy attacks the town"), ["2:10pm", "Army attacks the town"]);
        assert_eq!(pieces("3.50 metres of snow fell"), ["3.50 metres of snow fell"]);
    }

    #[test]
    fn a_heading_stands_above_its_text() {
        assert_eq!(
            pieces(
                "Shelling kills five\nFive people were killed when shells hit a bus station on Monday."
            ),
            [
                "Shelling kills five",
                "Five people were killed when shells hit a bus station on Monday."
            ]
        );
    }

    #[test]
    fn wrapped_lines_stay_together() {
        let wrapped = "The army said on Monday that it had driven the rebels out of the city of\nHoms and \
                       that its men were combing the streets for mines left behind in\nApril.";
        assert_eq!(pieces(wrapped).len(), 1);
    }
}
