//! Hashes of what is entered. Parts are length-prefixed, so that no part can run into the next.

use sha2::{Digest, Sha256};

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// Collects parts into one hash.
#[derive(Default)]
pub(crate) struct Hasher(Sha256);

impl Hasher {
    pub(crate) fn part(mut self, part: impl AsRef<[u8]>) -> Hasher {
        let part = part.as_ref();
        // Absent and empty differ: an absent part is a zero length, an empty one is a one.
        self.0.update((part.len() as u64 + 1).to_le_bytes());
        self.0.update(part);
        self
    }

    pub(crate) fn maybe(mut self, part: Option<impl AsRef<[u8]>>) -> Hasher {
        match part {
            Some(part) => self.part(part),
            None => {
                self.0.update(0u64.to_le_bytes());
                self
            }
        }
    }

    pub(crate) fn done(self) -> Hash {
        self.0.finalize().into()
    }
}

/// The hash of bytes as they are.
pub(crate) fn digest(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// In hex.
pub(crate) fn hex(hash: &Hash) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * hash.len());
    for byte in hash {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The hash of an entry of the chain.
pub(crate) fn link(before: &str, kind: &str, item: i64, content: &str) -> String {
    hex(&Hasher::default().part(before).part(kind).part(item.to_le_bytes()).part(content).done())
}
