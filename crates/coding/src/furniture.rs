//! Furniture: what stands on a page beside the report ("Read more: …", "Related stories", "We use
//! cookies"). Nothing is claimed by it.

use std::ops::Range;

use crate::scene::Scene;

/// The token ranges of paragraphs that are no part of the report.
pub fn of(scene: &Scene<'_>) -> Vec<Range<u32>> {
    let a = scene.arcs.analysis;
    let class = |name: &str| scene.arcs.lexicon.classes.get(name).map_or(&[][..], Vec::as_slice);
    let (headings, openings) = (class("furniture_headings"), class("furniture_openings"));
    let mut found = Vec::new();
    let matter = front_matter(a.source());
    // Under "Related stories" come other reports' headlines, until something is a sentence again.
    let mut listed = false;
    for paragraph in a.paragraphs() {
        let text = paragraph.span.of(a.source()).trim();
        if text.is_empty() {
            continue;
        }
        if (paragraph.span.start as usize) < matter {
            found.push(paragraph.tokens.clone());
            continue;
        }
        let small = text.trim_start_matches(['#', '[', '(', '*', '•', '-', ' ']).to_lowercase();
        let heading = small.trim_end_matches([':', '…', '.', ' ']);
        let is_heading = headings.iter().any(|known| known == heading);
        if !is_heading && text.ends_with(['.', '!', '?', '”', '"']) {
            listed = false;
        }
        if is_heading || listed || openings.iter().any(|known| small.starts_with(known.as_str())) {
            found.push(paragraph.tokens.clone());
        }
        listed |= is_heading;
    }
    found
}

/// Where the fields that Markdown files begin with end, between two lines of dashes: bytes from the start.
fn front_matter(text: &str) -> usize {
    let fence = |line: &str| line.trim_end() == "---";
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').take(FIELDS).enumerate() {
        at += line.len();
        match (number, fence(line)) {
            (0, false) => return 0,
            (1.., true) => return at,
            _ => {}
        }
    }
    0
}

/// Lines of the longest front matter.
const FIELDS: usize = 200;

#[cfg(test)]
mod tests {
    use crate::coder::Coder;
    use dateline_report::Report;

    #[test]
    fn nothing_is_claimed_beside_the_report() {
        let mut report = Report::new(
            "Rebels captured Bunia on Monday, the army said.\n\nRead more: Rebels capture Goma \
             after siege\n\nRelated stories\n\nRebels shell Bukavu, killing 12\n\nArmy retakes Uvira\n\n\
             ## See also\n * Battle of Goma\n\n## Further reading\n\nThe fall of Uvira",
        );
        report.published = "2025-02-20".parse().ok();
        let (claims, _) = Coder::embedded().code(&report);
        assert!(!claims.is_empty());
        assert!(claims.iter().all(|c| c.quote.text.contains("Bunia")), "{claims:#?}");
    }

    #[test]
    fn the_fields_of_a_markdown_file_are_no_report() {
        let report = "Rebels captured Bunia on Monday, the army said.\n";
        let fields =
            "---\nsubject: Battle of Goma\ndescription: >\n  Rebels captured Goma.\n---\n\n";
        assert_eq!(super::front_matter(&format!("{fields}{report}")), fields.len() - 1);
        assert_eq!(super::front_matter(report), 0);
        assert_eq!(super::front_matter("---\nRebels captured Goma.\n"), 0);
        let mut report = Report::new(format!("{fields}{report}"));
        report.published = "2025-02-20".parse().ok();
        let (claims, _) = Coder::embedded().code(&report);
        assert!(!claims.is_empty());
        assert!(claims.iter().all(|c| c.quote.text.contains("Bunia")), "{claims:#?}");
    }
}
