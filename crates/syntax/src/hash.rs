//! Hashes: the two of the model (strings to ids, ids to table rows) and a quick one for our tables.

use std::hash::{BuildHasherDefault, Hasher};

/// MurmurHash64A with spaCy's seed: the id of a string that is not a symbol.
pub(crate) fn string_hash(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> R)).wrapping_mul(M);
    hash ^ (hash >> R)
}

/// The four rows (before the remainder) that a hash embedding adds up for an id: MurmurHash3
/// x64/128 of the eight bytes.
pub(crate) fn embedding_rows(id: u64, seed: u32) -> [u32; 4] {
    let mix = |mut h: u64| {
        h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    };
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    h1 = h1.wrapping_mul(0x4cf5_ad43_2745_937f) ^ u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

/// A multiplicative hasher. The tables are caches of bounded size that are rebuilt, so crafted
/// collisions cost time in one report and nothing else.
#[derive(Clone, Copy, Default)]
pub(crate) struct Quick(u64);

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn add(&mut self, word: u64) {
        let product = u128::from(self.0.rotate_left(23) ^ word) * u128::from(SPREAD);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (blocks, tail) = bytes.as_chunks::<8>();
        for block in blocks {
            self.add(u64::from_le_bytes(*block));
        }
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        self.add(u64::from_le_bytes(last) ^ ((bytes.len() as u64) << 56));
    }
    fn write_u8(&mut self, _terminator: u8) {}
    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }
    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// For the standard maps.
pub(crate) type QuickBuild = BuildHasherDefault<Quick>;

/// The quick hash of a text and a small number beside it.
pub(crate) fn quick(text: &str, beside: u32) -> u64 {
    let mut hasher = Quick(u64::from(beside));
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_original() {
        // Taken from spaCy's `get_string_id` and thinc's `ops.hash`.
        assert_eq!(string_hash(b"apple"), 8_566_208_034_543_834_098);
        assert_eq!(string_hash(b"recaptured"), 8_890_129_075_136_856_877);
        assert_eq!(string_hash(b"a"), 11_901_859_001_352_538_922);
        assert_eq!(
            embedding_rows(8_566_208_034_543_834_098, 8),
            [2_653_853_934, 3_922_826_080, 3_980_780_901, 3_736_755_472]
        );
    }
}
