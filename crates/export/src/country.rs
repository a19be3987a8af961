//! Countries in the numbers and words of other collections (`data/countries.tsv`).

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::data;

/// A country's codes; empty or `None` where a scheme does not list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-3.
    pub iso3: &'static str,
    /// ISO 3166-1 numeric.
    pub iso_number: Option<u32>,
    /// Gleditsch and Ward.
    pub gw: Option<u32>,
    /// Correlates of War.
    pub cow: Option<u32>,
    /// Its name in UCDP GED.
    pub ged_name: &'static str,
    /// Its region in UCDP GED.
    pub ged_region: &'static str,
    /// Its region in ACLED.
    pub acled_region: &'static str,
}

/// The country with this ISO 3166-1 alpha-2 code.
pub(crate) fn country(code: &str) -> Option<Country> {
    static COUNTRIES: OnceLock<HashMap<&str, Vec<&str>>> = OnceLock::new();
    let countries = COUNTRIES.get_or_init(|| data::rows(include_str!("../data/countries.tsv")));
    let row = countries.get(code)?;
    let number = |at: usize| row[at].parse().ok();
    Some(Country {
        iso3: row[1],
        iso_number: number(2),
        gw: number(3),
        cow: number(4),
        ged_name: row[6],
        ged_region: row[7],
        acled_region: row[8],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_reads() {
        let text = include_str!("../data/countries.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 9, "{line}");
            let found = country(cells[0]).expect(line);
            assert_eq!(found.iso3.len(), 3, "{line}");
            assert!(!found.ged_name.is_empty(), "{line}");
            for number in &cells[2..5] {
                assert!(number.is_empty() || number.parse::<u32>().is_ok(), "{line}");
            }
        }
        assert_eq!(country("SY").and_then(|found| found.gw), Some(652));
        assert_eq!(country("QQ"), None);
    }
}
