//! Tallies: right, produced and expected, and what follows from them.

/// How often something was right, produced and expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Produced and expected.
    pub right: u32,
    /// Produced, where it was judged.
    pub produced: u32,
    /// Expected.
    pub expected: u32,
}

impl Tally {
    /// Counts one thing expected, and what was produced for it.
    pub fn note(&mut self, right: bool, produced: bool, expected: bool) {
        self.right += u32::from(right);
        self.produced += u32::from(produced);
        self.expected += u32::from(expected);
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.produced += other.produced;
        self.expected += other.expected;
    }

    /// Share of the produced that was right; `None` where nothing was produced.
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.produced)
    }

    /// Share of the expected that was found; `None` where nothing was expected.
    pub fn recall(self) -> Option<f64> {
        ratio(self.right, self.expected)
    }

    /// Their harmonic mean; zero where something was expected and nothing was right.
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.right, self.produced + self.expected)
    }
}

fn ratio(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_harmonic_mean() {
        let tally = Tally { right: 6, produced: 8, expected: 12 };
        let (p, r) = (tally.precision().unwrap(), tally.recall().unwrap());
        assert!((tally.f1().unwrap() - 2.0 * p * r / (p + r)).abs() < 1e-12);
        assert_eq!(Tally::default().f1(), None);
    }
}
