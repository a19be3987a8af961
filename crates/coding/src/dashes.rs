//! Dates that run into one another: "between 28 August–1 September". The tokenizer leaves a dash between a
//! word and a number alone, and the day and the month before it would be one strange word.

/// Months, whole and short, in small letters.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// A long dash, and a mark of as many bytes that the tokenizer always parts from its neighbours.
const DASH: &str = "–";
const APART: &str = "…";

/// The text with its months and the days behind them apart; nothing where none touch.
pub fn apart(text: &str) -> Option<String> {
    let mut printed: Option<String> = None;
    for (at, dash) in text.match_indices(DASH) {
        let day = text[at + dash.len()..].starts_with(|c: char| c.is_ascii_digit());
        let letters = text[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let month = text[at - letters..at].to_ascii_lowercase();
        if day && MONTHS.contains(&month.as_str()) {
            let text = printed.get_or_insert_with(|| text.to_owned());
            text.replace_range(at..at + dash.len(), APART);
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn only_days_behind_months_come_apart() {
        assert_eq!(
            apart("between 28 August–1 September").as_deref(),
            Some("between 28 August…1 September")
        );
        for text in ["Mi–8 and Covid–19", "April–May", "16–27 April", "28 August – 1 September"]
        {
            assert_eq!(apart(text), None);
        }
    }
}
