//! The gazetteer file: fixed-width entries, an FST of folded names, a pool of strings.
//!
//! The file is used in place: opening it reads the header and nothing else. All numbers are
//! little-endian. Sections, in order, each found through its offset in the header:
//!
//! | section | what |
//! |---|---|
//! | entries | 28 bytes each; countries first, then first-level, then second-level divisions |
//! | codes | pool offset of the administrative code of every division (`SY.07`) |
//! | postings | 6 bytes each: entry and flags (4), hash of the plain form (2) |
//! | within | pairs (child, parent), sorted by child; then the same by parent |
//! | years | (posting, first year, last year) of names that held for a time only |
//! | pool | strings: length byte(s) and UTF-8 |
//! | fst | folded name → index of its first posting |
//! | pcodes | (entry, pool offset) of places that bear a P-code, sorted by entry |

/// First bytes of every file; the number is the version of the layout.
pub(crate) const MAGIC: &[u8; 8] = b"DLGAZ\0\0\x03";
/// The version before it, which had no P-codes and is read all the same.
pub(crate) const MAGIC_2: &[u8; 8] = b"DLGAZ\0\0\x02";
/// Header: magic, counts and offsets.
pub(crate) const HEADER: usize = 64;
/// Bytes of an entry.
pub(crate) const ENTRY: usize = 28;
/// Bytes of a posting.
pub(crate) const POSTING: usize = 6;
/// Bytes of a (child, parent) pair.
pub(crate) const PAIR: usize = 8;
/// Bytes of an (entry, P-code) pair.
pub(crate) const PCODE: usize = 8;
/// Bytes of a dated name.
pub(crate) const YEARS: usize = 8;

/// No division, no coordinate, no code.
pub(crate) const NONE16: u16 = u16::MAX;
/// No coordinate.
pub(crate) const NONE32: i32 = i32::MIN;

/// Entry number in the low 20 bits of a posting.
pub(crate) const POSTING_ENTRY: u32 = (1 << 20) - 1;
/// The name is the entry's usual one.
pub(crate) const POSTING_MAIN: u32 = 1 << 20;
/// The name is a demonym or adjective.
pub(crate) const POSTING_DEMONYM: u32 = 1 << 21;
/// The name held for certain years.
pub(crate) const POSTING_DATED: u32 = 1 << 22;
/// The name was given by hand: it outranks the aliases of the data.
pub(crate) const POSTING_HAND: u32 = 1 << 23;
/// Last posting of its key.
pub(crate) const POSTING_LAST: u32 = 1 << 31;

/// The id is a string in the pool, not a GeoNames number.
pub(crate) const FLAG_OWN_ID: u8 = 1;
/// Capital of its country.
pub(crate) const FLAG_CAPITAL: u8 = 2;
/// Seat of its first-level division.
pub(crate) const FLAG_SEAT: u8 = 4;
/// The coordinates were computed from other entries.
pub(crate) const FLAG_COMPUTED: u8 = 8;
/// The coordinates are those of a place nearby.
pub(crate) const FLAG_NEARBY: u8 = 16;

/// A string's place in the pool is prefixed by its length: one byte, or 255 and two bytes.
pub(crate) fn pool_string(pool: &[u8], offset: u32) -> Option<&str> {
    let rest = pool.get(offset as usize..)?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first == 255 {
        let (bytes, rest) = rest.split_first_chunk::<2>()?;
        (u16::from_le_bytes(*bytes) as usize, rest)
    } else {
        (first as usize, rest)
    };
    std::str::from_utf8(rest.get(..length)?).ok()
}

/// A 16-bit hash of a plain name (FNV-1a, folded): tells exact matches from folded ones. Articles do
/// not count: "Raqqah" is spelt as "Ar Raqqah" is.
pub(crate) fn plain_hash(plain: &str) -> u16 {
    let mut hash = 0x811c_9dc5_u32;
    let mut words = plain.split(' ').peekable();
    while let Some(word) = words.next() {
        if words.peek().is_some() && crate::fold::is_article(word) {
            continue;
        }
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ byte as u32).wrapping_mul(0x0100_0193);
        }
    }
    (hash ^ (hash >> 16)) as u16
}

pub(crate) fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    bytes
        .get(offset..offset + 4)
        .and_then(|four| four.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

pub(crate) fn u16_at(bytes: &[u8], offset: usize) -> u16 {
    bytes.get(offset..offset + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
}
