//! Lines of bounded length: a line that is too long is passed over without being held in memory.

use std::io::{self, BufRead};

/// One line read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// It is in the buffer, line end included.
    Read,
    /// It was longer than the limit, by this many bytes in all, and was passed over.
    TooLong(u64),
    /// There is none.
    End,
}

/// Reads one line into `buffer`, which is cleared first.
pub(crate) fn read_line(
    reader: &mut dyn BufRead,
    limit: usize,
    buffer: &mut Vec<u8>,
) -> io::Result<Line> {
    buffer.clear();
    let mut passed = 0u64;
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(match (passed, buffer.is_empty()) {
                (0, true) => Line::End,
                (0, false) => Line::Read,
                (passed, _) => Line::TooLong(passed),
            });
        }
        let end = available.iter().position(|&b| b == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(available.len());
        if passed > 0 || buffer.len() + taken > limit {
            passed += (buffer.len() + taken) as u64;
            buffer.clear();
        } else {
            buffer.extend_from_slice(&available[..taken]);
        }
        reader.consume(taken);
        if end.is_some() {
            return Ok(if passed > 0 { Line::TooLong(passed) } else { Line::Read });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over() {
        let mut reader = io::BufReader::with_capacity(4, &b"ab\nabcdefghijkl\r\ncd"[..]);
        let mut buffer = vec![];
        let mut next = || read_line(&mut reader, 8, &mut buffer).map(|line| (line, buffer.clone()));
        assert_eq!(next().unwrap(), (Line::Read, b"ab\n".to_vec()));
        assert_eq!(next().unwrap(), (Line::TooLong(14), vec![]));
        assert_eq!(next().unwrap(), (Line::Read, b"cd".to_vec()));
        assert_eq!(next().unwrap().0, Line::End);
    }
}
