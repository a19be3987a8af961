//! Floors: scores below which a change may not fall, as `eval/floors.toml` has them.

use std::collections::BTreeMap;

use super::{Field, Half, Scores};

/// F1 that each field must reach, and the shares of clean and of faultless reports and of rows answered.
#[derive(Debug, Default)]
pub struct Floors {
    /// Half of the corpus → name → floor.
    halves: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Floors {
    /// Reads the file's text: tables `[first]` and `[after]` of `name = number`.
    pub fn parse(text: &str) -> Result<Floors, String> {
        let mut floors = Floors::default();
        let mut half = None;
        for (line, number) in text.lines().zip(1..) {
            let line = line.split('#').next().unwrap_or("").trim();
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                half = Some(floors.halves.entry(name.to_owned()).or_default());
            } else if let Some((name, value)) = line.split_once('=') {
                let Ok(value) = value.trim().parse() else {
                    return Err(format!("line {number}: not a number"));
                };
                match &mut half {
                    Some(half) => half.insert(name.trim().to_owned(), value),
                    None => return Err(format!("line {number}: before any [half]")),
                };
            } else if !line.is_empty() {
                return Err(format!("line {number}: not understood"));
            }
        }
        Ok(floors)
    }
}

/// The scores of a half by the names that floors use.
pub fn named(half: &Half) -> BTreeMap<&'static str, f64> {
    let mut scores = BTreeMap::new();
    for field in Field::ALL {
        let tally = half.fields.get(&field).copied().unwrap_or_default();
        scores.insert(field.name(), tally.f1().unwrap_or(0.0));
    }
    let family = half.families.get("control").copied().unwrap_or_default();
    scores.insert("control-claims", family.f1().unwrap_or(0.0));
    scores.insert("clean", f64::from(half.clean) / f64::from(half.reports.max(1)));
    scores.insert("faultless", f64::from(half.faultless) / f64::from(half.reports.max(1)));
    scores.insert("rows", half.rows.recall().unwrap_or(0.0));
    scores
}

/// What lies below its floor, in words.
pub fn check(floors: &Floors, scores: &Scores) -> Vec<String> {
    let mut falls = Vec::new();
    for (name, half) in [("first", &scores.first), ("after", &scores.after)] {
        let found = named(half);
        for (field, floor) in floors.halves.get(name).into_iter().flatten() {
            match found.get(field.as_str()) {
                Some(score) if score < floor => {
                    falls.push(format!("{name}: {field} is {score:.3}, its floor is {floor:.3}"));
                }
                Some(_) => {}
                None => falls.push(format!("{name}: nothing is scored as {field}")),
            }
        }
    }
    falls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_below_its_floor_is_told() {
        let floors = Floors::parse("# why\n[first]\nclaim = 0.5\nclean = 0.0\n").unwrap();
        let falls = check(&floors, &Scores::default());
        assert_eq!(falls, ["first: claim is 0.000, its floor is 0.500"]);
        assert!(Floors::parse("claim = 1").is_err());
    }
}
