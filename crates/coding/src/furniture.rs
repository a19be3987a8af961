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
    // Under "Related stories" come other reports' headlines, until something is a sentence again.
    let mut listed = false;
    for paragraph in a.paragraphs() {
        let text = paragraph.span.of(a.source()).trim();
        if text.is_empty() {
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
}
