//! Signatures of texts: how alike two reports are can be told from their signatures alone, so that
//! copies and rewrites of one wire story are recognised.
//!
//! MinHash (Broder 1997) over shingles of five words: the share of equal slots estimates the share
//! of shingles that two texts have in common.

use std::collections::BTreeMap;

use crate::hash::digest;

/// Slots of a signature; the estimate is good to about 1 / sqrt(SLOTS).
const SLOTS: usize = 64;
/// Words of a shingle.
const WORDS: usize = 5;
/// Share of equal slots from which two reports are one story.
const ALIKE: f64 = 0.5;

/// The signature of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u32; SLOTS]);

impl Signature {
    /// The signature of a text; `None` where it is too short to tell.
    pub fn of(text: &str) -> Option<Signature> {
        let (parts, starts) = parts(text);
        // A headline alone is like many others.
        if starts.len() <= 4 * WORDS {
            return None;
        }
        let mut slots = [u32::MAX; SLOTS];
        for shingle in starts.windows(WORDS + 1) {
            let hash = digest(&parts[shingle[0]..shingle[WORDS]]);
            let mut seed = u64::from_le_bytes([
                hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7],
            ]);
            for slot in &mut slots {
                // SplitMix64: one good hash gives as many as there are slots.
                seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                *slot = (*slot).min((mixed >> 32) as u32);
            }
        }
        Some(Signature(slots))
    }

    /// Whether the two texts are copies or rewrites of one.
    pub fn is_like(&self, other: &Signature) -> bool {
        self.share(other) >= ALIKE
    }

    /// The share of shingles that the two texts have in common, as far as it can be told.
    pub(crate) fn share(&self, other: &Signature) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 / SLOTS as f64
    }

    /// Pairs of slots: texts that are alike share at least one, all but surely, and others seldom do.
    fn bands(&self) -> &[[u32; 2]] {
        self.0.as_chunks::<2>().0
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Signature> {
        let mut slots = [0; SLOTS];
        let (chunks, rest) = bytes.as_chunks::<4>();
        if chunks.len() != SLOTS || !rest.is_empty() {
            return None;
        }
        for (slot, chunk) in slots.iter_mut().zip(chunks) {
            *slot = u32::from_le_bytes(*chunk);
        }
        Some(Signature(slots))
    }
}

/// Which of these reports, in the order of their ids, are copies or rewrites of one story: each report's id, with
/// the least id of its family. Each joins the family of the first one that it is like.
pub(crate) fn families(known: &[(&str, Signature)]) -> BTreeMap<String, String> {
    // Of each band the reports by what they have there: those that have the same lie beside each other.
    let mut bands: Vec<Vec<([u32; 2], u32)>> =
        (0..SLOTS / 2).map(|_| Vec::with_capacity(known.len())).collect();
    for (number, (_, signature)) in (0..).zip(known) {
        for (sorted, band) in bands.iter_mut().zip(signature.bands()) {
            sorted.push((*band, number));
        }
    }
    bands.iter_mut().for_each(|sorted| sorted.sort_unstable());
    let mut copies: BTreeMap<String, String> = BTreeMap::new();
    let mut near = vec![];
    for (number, (report, signature)) in (0..).zip(known) {
        near.clear();
        for (sorted, band) in bands.iter().zip(signature.bands()) {
            let at = sorted.partition_point(|one| *one < (*band, number));
            let same = sorted[..at].iter().rev().take_while(|(other, _)| other == band);
            near.extend(same.map(|(_, number)| *number as usize));
        }
        near.sort_unstable();
        near.dedup();
        let first = near.iter().map(|at| &known[*at]).find(|(_, one)| one.is_like(signature));
        if let Some((first, _)) = first {
            let family =
                copies.entry((*first).to_owned()).or_insert_with(|| (*first).to_owned()).clone();
            copies.insert((*report).to_owned(), family);
        }
    }
    copies
}

/// The words one after another, each as [`Hasher::part`](crate::hash::Hasher::part) takes it in, and where
/// each begins, with the end: what is hashed of a shingle lies in one piece.
fn parts(text: &str) -> (Vec<u8>, Vec<usize>) {
    let mut parts = Vec::with_capacity(2 * text.len());
    let mut starts = vec![0];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let at = parts.len();
        parts.extend_from_slice(&[0; 8]);
        match word.is_ascii() {
            true => parts.extend(word.bytes().map(|byte| byte.to_ascii_lowercase())),
            false => parts.extend_from_slice(word.to_lowercase().as_bytes()),
        }
        let length = (parts.len() - at - 8) as u64 + 1;
        parts[at..at + 8].copy_from_slice(&length.to_le_bytes());
        starts.push(parts.len());
    }
    (parts, starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Hasher;

    /// Signatures are kept, so that the words must for ever be hashed in the same way.
    #[test]
    fn shingles_are_hashed_word_by_word() {
        let text = format!("{STORY} Wörter, ΛΌΓΟΣ und İzmir’de: naïve; 1,5 Straße");
        let (parts, starts) = parts(&text);
        let words: Vec<String> = (text.split(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        assert_eq!(starts.len(), words.len() + 1);
        for (at, shingle) in words.windows(WORDS).enumerate() {
            let hash = shingle.iter().fold(Hasher::default(), Hasher::part).done();
            assert_eq!(digest(&parts[starts[at]..starts[at + WORDS]]), hash);
        }
    }

    const STORY: &str = "Troops entered the town of Arda on Tuesday after three weeks of shelling, \
        the ministry said, while residents fled across the river on boats and rafts. The mayor asked \
        both sides to let food and medicine through, and said that the hospital had no power.";

    #[test]
    fn copies_are_alike_and_stories_are_not() {
        let story = Signature::of(STORY).unwrap();
        let copy = format!("ARDA (Wire) - {STORY} (Reporting by the desk)");
        assert!(story.is_like(&Signature::of(&copy).unwrap()));
        let other = "Traders in the capital said on Tuesday that the price of bread had doubled in \
            three weeks, while the ministry blamed hoarding and promised to open its own stores for \
            grain in every province before the rains begin.";
        assert!(!story.is_like(&Signature::of(other).unwrap()));
        assert_eq!(Signature::of("Arda falls to rebels"), None);
    }

    /// As the rule is worded, each held against each.
    #[test]
    fn families_are_those_of_all_pairs() {
        let mut seed = 7_u32;
        let mut below = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % most
        };
        let mut known: Vec<(String, Signature)> = vec![];
        for number in 0..400 {
            let mut slots = [0; SLOTS];
            slots.fill_with(|| below(1 << 20));
            // Most are made of an earlier one, more or less of it.
            if number > 0 && below(4) > 0 {
                let earlier = &known[below(number) as usize].1;
                let share = below(SLOTS as u32 + 1) as usize;
                slots[..share].copy_from_slice(&earlier.0[..share]);
            }
            known.push((format!("{number:03}"), Signature(slots)));
        }
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        for (at, (report, signature)) in known.iter().enumerate() {
            let shares =
                |one: &Signature| one.bands().iter().zip(signature.bands()).any(|(a, b)| a == b);
            let first = known[..at].iter().find(|(_, one)| shares(one) && one.is_like(signature));
            if let Some((first, _)) = first {
                let family = expected.entry(first.clone()).or_insert_with(|| first.clone()).clone();
                expected.insert(report.clone(), family);
            }
        }
        let known: Vec<(&str, Signature)> =
            known.iter().map(|(report, signature)| (report.as_str(), signature.clone())).collect();
        assert!(expected.len() > 100);
        assert_eq!(families(&known), expected);
    }

    #[test]
    fn signatures_survive_storage() {
        let story = Signature::of(STORY).unwrap();
        assert_eq!(Signature::from_bytes(&story.to_bytes()), Some(story));
        assert_eq!(Signature::from_bytes(b"short"), None);
    }
}
