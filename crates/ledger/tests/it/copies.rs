//! Copies and rewrites of one story are found.

use dateline_ledger::Coded;
use dateline_report::Report;

use crate::sample::{CODER, everywhere};

#[test]
fn a_wire_story_in_two_papers_is_one_family() {
    everywhere(|mut ledger| {
        let story = "Troops entered the town of Arda on Tuesday after three weeks of shelling, the \
            ministry said, while residents fled across the river on boats and rafts. The mayor asked both \
            sides to let food and medicine through, and said that the hospital had no power.";
        let other = "Traders in the capital said on Tuesday that the price of bread had doubled in three \
            weeks, while the ministry blamed hoarding and promised to open its own stores for grain in \
            every province before the rains begin.";
        let report = |id: &str, text: &str| {
            let mut report = Report::new(text);
            report.id = id.to_owned();
            report
        };
        let reports = [
            report("b", &format!("ARDA (Wire) - {story}")),
            report("a", &format!("{story} With reporting by the desk.")),
            report("c", other),
            report("d", "Arda falls"),
        ];
        let batch: Vec<Coded<'_>> = reports
            .iter()
            .map(|report| Coded { report, bytes_sha256: None, claims: &[] })
            .collect();
        ledger.enter(&batch, CODER).unwrap();
        let copies = ledger.copies(["a", "b", "c", "d", "none"]).unwrap();
        let pairs: Vec<(&str, &str)> =
            copies.iter().map(|(report, family)| (report.as_str(), family.as_str())).collect();
        assert_eq!(pairs, [("a", "a"), ("b", "a")]);
    });
}
