//! Web archives: WARC, whose pages are read as web pages are, and WET, whose text is kept as it is.
//! The address comes from the archive; the day of the crawl is not the day of publication.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use crate::charset::{charset_in, decode};
use crate::lines::{Line, read_line};
use crate::reader::MAX_REPORT;
use crate::text::too_long;
use crate::trouble::{Item, Items, Trouble};
use crate::{Report, html};

/// No header line is longer.
const MAX_HEADER: usize = 64 << 10;

/// Reads the pages and texts of an archive; images, requests and the like are passed over.
pub(crate) fn read(reader: Box<dyn BufRead + Send>) -> Items {
    Box::new(Records { reader, number: 0, ready: VecDeque::new(), ended: false })
}

struct Records {
    reader: Box<dyn BufRead + Send>,
    /// Records begun.
    number: u64,
    ready: VecDeque<Item>,
    ended: bool,
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.record() {
                self.ended = true;
                let trouble = Trouble::stopped(None, &error);
                let message = format!("record {}: {}", self.number, trouble.message);
                return Some(Err(Trouble::new(message)));
            }
        }
    }
}

impl Records {
    /// Reads one record, or what stands before the next.
    fn record(&mut self) -> io::Result<()> {
        let mut buffer = vec![];
        match read_line(&mut *self.reader, MAX_HEADER, &mut buffer)? {
            Line::End => {
                self.ended = true;
                return Ok(());
            }
            Line::Read if buffer.trim_ascii().is_empty() => return Ok(()),
            Line::Read if buffer.starts_with(b"WARC/") => self.number += 1,
            _ => return self.resynchronise(),
        }
        let headers = Headers::read(&mut *self.reader)?;
        let Some(length) =
            headers.get("content-length").and_then(|value| value.parse::<u64>().ok())
        else {
            return self.resynchronise();
        };
        let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
            return self.pass_over(length);
        }
        if length > MAX_REPORT as u64 {
            let message = format!("record {}: {}", self.number, too_long("the page"));
            self.ready.push_back(Err(Trouble::new(message)));
            return self.pass_over(length);
        }
        let mut block = vec![];
        (&mut self.reader).take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let url = headers.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let content_type = headers.get("content-type").unwrap_or_default().to_owned();
        let report = match kind.as_str() {
            "response" if content_type.starts_with("application/http") => http(&block),
            _ => payload(block, &content_type),
        };
        if let Some(report) = report {
            self.ready.push_back(Ok(Report { url: report.url.or(url), ..report }));
        }
        Ok(())
    }

    fn pass_over(&mut self, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
        if passed < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    /// Goes on to the next record after a broken one.
    fn resynchronise(&mut self) -> io::Result<()> {
        let message = format!("broken record after record {}; skipped to the next", self.number);
        self.ready.push_back(Err(Trouble::new(message)));
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                self.ended = true;
                return Ok(());
            }
            if available.starts_with(b"WARC/") {
                return Ok(());
            }
            // To the end of this line, or of what is at hand.
            let end = available.iter().position(|&b| b == b'\n').map(|at| at + 1);
            let taken = end.unwrap_or(available.len());
            self.reader.consume(taken);
        }
    }
}

/// Header fields, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads up to and with the empty line.
    fn read(reader: &mut dyn BufRead) -> io::Result<Headers> {
        let mut fields = vec![];
        let mut buffer = vec![];
        loop {
            match read_line(reader, MAX_HEADER, &mut buffer)? {
                Line::Read if !buffer.trim_ascii().is_empty() => {
                    let line = String::from_utf8_lossy(&buffer);
                    if let Some((name, value)) = line.split_once(':') {
                        fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                    }
                }
                Line::TooLong(_) => {}
                Line::Read | Line::End => return Ok(Headers(fields)),
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The report in an HTTP response, if it was a success.
fn http(block: &[u8]) -> Option<Report> {
    let mut rest = block;
    let mut status = vec![];
    read_line(&mut rest, MAX_HEADER, &mut status).ok()?;
    if status.split(|&b| b == b' ').nth(1)? != b"200" {
        return None;
    }
    let headers = Headers::read(&mut rest).ok()?;
    let chunked =
        headers.get("transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    // Many archives take the chunks apart and leave the header.
    let body = match chunked.then(|| join_chunks(rest)).flatten() {
        Some(body) => body,
        None => rest.to_vec(),
    };
    let body = match headers.get("content-encoding").unwrap_or_default() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            let mut unpacked = vec![];
            let packed = flate2::bufread::MultiGzDecoder::new(&*body);
            packed.take(MAX_REPORT as u64).read_to_end(&mut unpacked).ok()?;
            unpacked
        }
        "br" | "zstd" | "deflate" if std::str::from_utf8(&body).is_err() => return None,
        _ => body,
    };
    payload(body, headers.get("content-type").unwrap_or_default())
}

/// Joins the chunks of a chunked body; `None` where it is not chunked.
fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = vec![];
    loop {
        let end = rest.iter().position(|&b| b == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        rest = &rest[end + 1..];
        body.extend_from_slice(rest.get(..size)?);
        rest = rest[size..].strip_prefix(b"\r\n").or(rest[size..].strip_prefix(b"\n"))?;
    }
}

/// The report in a page or text. What is neither is no trouble: archives are full of images.
fn payload(body: Vec<u8>, content_type: &str) -> Option<Report> {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let declared = charset_in(content_type);
    match media.as_str() {
        "text/html" | "application/xhtml+xml" => html::page(body, declared.as_deref()).0,
        "text/plain" => {
            let text = decode(body, declared.as_deref()).text;
            (!text.trim().is_empty()).then(|| Report { text, ..Report::default() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, content_type: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\n\
             Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn items(archive: String) -> Vec<Item> {
        read(Box::new(io::Cursor::new(archive.into_bytes()))).collect()
    }

    #[test]
    fn pages_and_texts() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
                    Transfer-Encoding: chunked\r\n\r\n1b\r\n<p>The rebels took Kidal.</\r\n2\r\np>\r\n0\r\n\r\n";
        let found = items(
            record("warcinfo", "application/warc-fields", "software: x")
                + &record("request", "application/http", "GET / HTTP/1.1\r\n\r\n")
                + &record("response", "application/http; msgtype=response", page)
                + &record("response", "application/http", "HTTP/1.1 404 No\r\n\r\nnothing")
                + &record("conversion", "text/plain", "Line one\nЛінія два"),
        );
        let reports: Vec<_> = found.into_iter().map(|item| item.expect("no trouble")).collect();
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].text, "The rebels took Kidal.");
        assert_eq!(reports[0].url.as_deref(), Some("https://example.org/a"));
        assert_eq!(reports[1].text, "Line one\nЛінія два");
    }

    #[test]
    fn broken_and_cut_short() {
        let archive = record("conversion", "text/plain", "one")
            + "garbage\r\nmore of it\r\n"
            + &record("conversion", "text/plain", "two")
            + &record("conversion", "text/plain", "three and more");
        let found = items(archive[..archive.len() - 12].to_owned());
        let texts: Vec<_> =
            found.iter().map(|i| i.as_ref().ok().map(|r| r.text.as_str())).collect();
        assert_eq!(texts, [Some("one"), None, Some("two"), None]);
    }
}
