//! Feeds, RSS and Atom: each entry is a report, with the feed as its publisher.

use std::io::BufRead;

use jiff::civil::Date;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::Report;
use crate::charset::decode;
use crate::html::fragment_text;
use crate::published::day;
use crate::text::{Input, read_all};
use crate::trouble::{Item, Trouble};

/// Reads a feed's entries, in order; troubles come before them.
pub(crate) fn read(reader: Box<dyn BufRead + Send>) -> impl Iterator<Item = Item> + Send {
    let mut reader = Some(reader);
    std::iter::from_fn(move || Some(read_now(reader.take()?))).flatten()
}

fn read_now(reader: Box<dyn BufRead + Send>) -> Vec<Item> {
    let Input { bytes, troubles } = match read_all(reader) {
        Ok(input) => input,
        Err(trouble) => return vec![Err(trouble)],
    };
    let declared = declared_in_xml(&bytes);
    let decoded = decode(bytes, declared.as_deref());
    let mut items: Vec<Item> = troubles.into_iter().chain(decoded.remark).map(Err).collect();
    items.extend(entries(&decoded.text));
    if items.is_empty() {
        items.push(Err(Trouble::new("no entries in this feed")));
    }
    items
}

/// The encoding that an XML declaration names.
fn declared_in_xml(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration =
        head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding=")?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// What a feed says of itself.
#[derive(Default)]
struct Channel {
    title: Option<String>,
    language: Option<String>,
}

/// An entry while it is read.
#[derive(Default)]
struct Entry {
    title: Option<String>,
    /// Every telling of the story, as HTML or text.
    bodies: Vec<String>,
    published: Option<Date>,
    updated: Option<Date>,
    url: Option<String>,
    publisher: Option<String>,
}

impl Entry {
    fn report(self, channel: &Channel) -> Option<Report> {
        let body = self.bodies.iter().map(|body| fragment_text(body)).max_by_key(String::len);
        let (title, text) = match body.filter(|text| !text.is_empty()) {
            Some(text) => (self.title, text),
            // A feed of headlines: the headline is all the text there is.
            None => (None, self.title?),
        };
        Some(Report {
            text,
            title,
            published: self.published.or(self.updated),
            publisher: self.publisher.or_else(|| channel.title.clone()),
            url: self.url,
            language: channel.language.clone(),
            ..Report::default()
        })
    }
}

fn entries(xml: &str) -> Vec<Item> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let mut items = vec![];
    let mut channel = Channel::default();
    let mut entry: Option<Entry> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => match start.name().as_ref() {
                "item" | "entry" => entry = Some(Entry::default()),
                "rss" | "rdf:RDF" | "RDF" | "channel" => {}
                "feed" => channel.language = attribute(&start, "xml:lang"),
                "image" | "textInput" | "textinput" => {
                    let _ = content(&mut reader);
                }
                name => {
                    let Ok(value) = content(&mut reader) else { continue };
                    match &mut entry {
                        Some(entry) => field(entry, name, &start, value),
                        None if name == "title" => channel.title = line(&value),
                        None if name == "language" => channel.language = line(&value),
                        None => {}
                    }
                }
            },
            Ok(Event::Empty(empty)) => {
                if let (Some(entry), "link") = (&mut entry, empty.name().as_ref()) {
                    field(entry, "link", &empty, String::new());
                }
            }
            Ok(Event::End(end)) => {
                if matches!(end.name().as_ref(), "item" | "entry")
                    && let Some(report) = entry.take().and_then(|entry| entry.report(&channel))
                {
                    items.push(Ok(report));
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let before = xml.as_bytes().iter().take(reader.error_position() as usize);
                let number = 1 + before.filter(|&&b| b == b'\n').count() as u64;
                let message = format!("broken XML: {error}; the entries before it are read");
                items.push(Err(Trouble::at(number, message)));
                break;
            }
        }
    }
    if entry.is_some() && items.last().is_none_or(Result::is_ok) {
        items.push(Err(Trouble::new("ends inside an entry; the entries before it are read")));
    }
    items
}

/// Puts an element's content where it belongs in the entry.
fn field(entry: &mut Entry, name: &str, start: &BytesStart<'_>, value: String) {
    match name {
        "title" if entry.title.is_none() => entry.title = line(&fragment_text(&value)),
        "description" | "content:encoded" | "content" | "summary" => {
            let plain = name == "summary" || name == "content";
            let kind = attribute(start, "type");
            let kind = kind.as_deref().unwrap_or("text");
            entry.bodies.push(match plain && matches!(kind, "text" | "text/plain") {
                true => value.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>"),
                false => value,
            });
        }
        "pubDate" | "published" | "issued" | "dc:date" => {
            entry.published = entry.published.or_else(|| day(&value));
        }
        "updated" | "modified" | "dcterms:modified" => entry.updated = day(&value),
        "source" => {
            // Atom's source is a feed in small; RSS's is the name.
            let value = value.split_once("<title>").map_or(value.as_str(), |(_, rest)| {
                rest.split_once("</title>").map_or(rest, |(title, _)| title)
            });
            entry.publisher = line(value);
        }
        "dc:publisher" => entry.publisher = entry.publisher.take().or_else(|| line(&value)),
        "link" => {
            let relation = attribute(start, "rel");
            if relation.is_none_or(|relation| relation == "alternate") {
                let url = line(&value).or_else(|| attribute(start, "href"));
                entry.url = entry.url.take().or(url);
            }
        }
        _ => {}
    }
}

/// The content of the element just begun, up to its end: text unescaped once, elements inside as
/// they are.
fn content(reader: &mut Reader<&[u8]>) -> quick_xml::Result<String> {
    let mut content = String::new();
    let mut depth = 0;
    loop {
        match reader.read_event()? {
            Event::Start(start) => {
                depth += 1;
                content.push_str(&format!("<{}>", start.name().as_ref()));
            }
            Event::Empty(empty) => content.push_str(&format!("<{}/>", empty.name().as_ref())),
            Event::End(_) if depth == 0 => return Ok(content),
            Event::End(end) => {
                depth -= 1;
                content.push_str(&format!("</{}>", end.name().as_ref()));
            }
            Event::Text(text) => content.push_str(&text),
            Event::CData(data) => content.push_str(&data),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                // Escaped markup inside elements stays escaped.
                _ if depth > 0 => content.push_str(&format!("&{};", &*reference)),
                Ok(Some(character)) => content.push(character),
                _ => match resolve_xml_entity(&reference)
                    .or_else(|| resolve_html5_entity(&reference))
                {
                    Some(text) => content.push_str(text),
                    None => content.push_str(&format!("&{};", &*reference)),
                },
            },
            Event::Eof => return Ok(content),
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    line(&found.normalized_value(XmlVersion::Implicit1_0).ok()?)
}

/// One line, if there is anything on it.
fn line(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn reports(xml: &str) -> Vec<Report> {
        read_now(Box::new(std::io::Cursor::new(xml.to_owned().into_bytes())))
            .into_iter()
            .map(|item| item.expect("no trouble"))
            .collect()
    }

    #[test]
    fn rss() {
        let found = reports(
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='x'><channel><title>The Wire</title>
             <image><title>Logo</title></image><language>en-gb</language><item>
             <title>Town falls &amp; rises</title><link>https://example.org/1?a=1&amp;b=2</link>
             <description>Short &#8211; story</description>
             <content:encoded><![CDATA[<p>Troops took <b>the town</b>.</p><p>It fell&nbsp;at noon.</p>]]></content:encoded>
             <pubDate>Fri, 03 Nov 2017 10:00:00 GMT</pubDate></item>
             <item><title>Only a headline</title></item></channel></rss>",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].text, "Troops took the town.\n\nIt fell at noon.");
        assert_eq!(found[0].title.as_deref(), Some("Town falls & rises"));
        assert_eq!(found[0].publisher.as_deref(), Some("The Wire"));
        assert_eq!(found[0].published, Some(date(2017, 11, 3)));
        assert_eq!(found[0].url.as_deref(), Some("https://example.org/1?a=1&b=2"));
        assert_eq!(found[1].text, "Only a headline");
    }

    #[test]
    fn atom() {
        let found = reports(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Desk</title><entry>
             <title type='html'>A &lt;i&gt;town&lt;/i&gt;</title><link rel='self' href='x'/>
             <link href='https://example.org/2'/><published>2022-09-11T08:00:00Z</published>
             <content type='xhtml'><div><p>They &lt;left&gt; it.</p><p>So it goes.</p></div></content>
             </entry></feed>",
        );
        assert_eq!(found[0].text, "They <left> it.\n\nSo it goes.");
        assert_eq!(found[0].title.as_deref(), Some("A town"));
        assert_eq!(found[0].url.as_deref(), Some("https://example.org/2"));
        assert_eq!(found[0].published, Some(date(2022, 9, 11)));
        assert_eq!(found[0].language.as_deref(), Some("en"));
    }

    #[test]
    fn cut_short() {
        let items = entries("<rss><channel><item><title>One</title></item><item><title>Tw");
        assert_eq!(items.len(), 2);
        assert!(items[0].is_ok() && items[1].is_err());
    }
}
