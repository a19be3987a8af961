//! Values as bytes and back. Numbers are LEB128, signed ones zigzag, days the distance from the one before.

use crate::day::Day;

/// Writes bytes.
#[derive(Default)]
pub(crate) struct Writer(pub Vec<u8>);

impl Writer {
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    pub fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    pub fn float(&mut self, float: f64) {
        self.0.extend_from_slice(&float.to_le_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Bytes that are read, or passed by, in one piece.
    pub fn blob(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub fn maybe(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        text.into_iter().for_each(|text| self.text(text));
    }

    pub fn day(&mut self, day: Option<Day>) {
        self.flag(day.is_some());
        day.into_iter().for_each(|day| self.signed(day.into()));
    }

    pub fn since(&mut self, before: &mut Day, day: Day) {
        self.signed(i64::from(day) - i64::from(*before));
        *before = day;
    }

    /// Place in the list; one past its end is none.
    pub fn index<T: PartialEq>(&mut self, list: &[T], value: Option<T>) {
        let index = value.and_then(|value| list.iter().position(|one| *one == value));
        self.0.push(index.unwrap_or(list.len()) as u8);
    }
}

/// Reads them; `None` where they are not what they should be.
pub(crate) struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    pub fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.bytes()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub fn signed(&mut self) -> Option<Day> {
        Day::try_from(self.zigzag()?).ok()
    }

    pub fn zigzag(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub fn flag(&mut self) -> Option<bool> {
        match self.bytes()? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    pub fn float(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes()?))
    }

    pub fn text(&mut self) -> Option<String> {
        self.words().map(str::to_owned)
    }

    /// A text where it lies.
    pub fn words(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.blob()?).ok()
    }

    pub fn blob(&mut self) -> Option<&'b [u8]> {
        let length = self.size()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub fn maybe(&mut self) -> Option<Option<&'b str>> {
        Some(match self.flag()? {
            true => Some(self.words()?),
            false => None,
        })
    }

    pub fn degrees(&mut self) -> Option<Option<f64>> {
        Some(match self.flag()? {
            true => Some(self.float()?),
            false => None,
        })
    }

    pub fn day(&mut self) -> Option<Option<Day>> {
        Some(match self.flag()? {
            true => Some(self.signed()?),
            false => None,
        })
    }

    pub fn since(&mut self, before: &mut Day) -> Option<Day> {
        *before = Day::try_from(i64::from(*before).checked_add(self.zigzag()?)?).ok()?;
        Some(*before)
    }

    pub fn index<T: Copy>(&mut self, list: &[T]) -> Option<Option<T>> {
        let [index] = self.bytes()?;
        let index = usize::from(index);
        (index <= list.len()).then(|| list.get(index).copied())
    }

    pub fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = usize::try_from(self.number()?).ok()?;
        // A length that the bytes cannot hold is not believed.
        let mut list = Vec::with_capacity(length.min(self.0.len()));
        for _ in 0..length {
            list.push(one(self)?);
        }
        Some(list)
    }

    /// A list of which nothing is kept, or little.
    pub fn pass(&mut self, mut one: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        (0..self.number()?).try_for_each(|_| one(self))
    }
}
