//! What a page says of itself: headline, publisher, day, address and language, from JSON-LD and
//! meta tags, the most deliberate first.

use dom_query::Document;
use jiff::civil::Date;
use serde_json::Value;

use crate::Report;
use crate::published::day;

const TITLES: &[&str] =
    &["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline"];
const PUBLISHERS: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
    "application-name",
];
const DAYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
];

/// A report without its text.
pub(super) fn of(document: &Document) -> Report {
    let linked = Linked::of(document);
    let tags = Tags::of(document);
    let text = |selector: &str| {
        let found = document.select(selector);
        // Two headings of the first rank are no headline.
        (found.length() == 1).then(|| tidy(&found.text())).flatten()
    };
    let attribute = |selector: &str, name: &str| {
        document.select(selector).iter().find_map(|found| found.attr(name).and_then(|v| tidy(&v)))
    };
    let time = || {
        let written = attribute("time[pubdate], time[itemprop='datePublished']", "datetime")
            .or_else(|| attribute("[itemprop='datePublished']", "content"))
            .or_else(|| attribute("article time[datetime], main time[datetime]", "datetime"));
        written.and_then(|value| day(&value))
    };
    let address = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    Report {
        title: linked
            .headline
            .or_else(|| tags.first(TITLES))
            .or_else(|| text("h1"))
            .or_else(|| document.select("head title").iter().next().and_then(|t| tidy(&t.text()))),
        published: linked.published.or_else(|| tags.all(DAYS).find_map(day)).or_else(time),
        publisher: linked.publisher.or_else(|| tags.first(PUBLISHERS)),
        url: attribute("link[rel='canonical']", "href")
            .filter(address)
            .or_else(|| tags.first(&["og:url"]).filter(address))
            .or_else(|| linked.url.filter(address)),
        language: attribute("html[lang]", "lang"),
        ..Report::default()
    }
}

/// One line, without the blanks of the page's source.
fn tidy(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The page's meta tags, names in lower case.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(document: &Document) -> Tags {
        let metas = document.select("meta[content]");
        let pairs = metas.iter().filter_map(|meta| {
            let name = ["property", "name", "itemprop"].iter().find_map(|key| meta.attr(key))?;
            Some((name.to_ascii_lowercase(), tidy(&meta.attr("content")?)?))
        });
        Tags(pairs.collect())
    }

    /// The values under the names, in the order of the names.
    fn all<'t>(&'t self, names: &'t [&str]) -> impl Iterator<Item = &'t str> {
        names.iter().flat_map(|name| {
            self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
        })
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().map(str::to_owned)
    }
}

/// What JSON-LD says.
#[derive(Default)]
struct Linked {
    headline: Option<String>,
    published: Option<Date>,
    publisher: Option<String>,
    url: Option<String>,
}

impl Linked {
    fn of(document: &Document) -> Linked {
        let scripts = document.select("script[type='application/ld+json']");
        scripts
            .iter()
            .filter_map(|script| serde_json::from_str::<Value>(script.text().trim()).ok())
            .find_map(|value| Linked::in_value(&value))
            .unwrap_or_default()
    }

    /// The first article of a value: the value itself, an element of it, or one of its graph.
    fn in_value(value: &Value) -> Option<Linked> {
        if let Value::Array(values) = value {
            return values.iter().find_map(Linked::in_value);
        }
        if !is_article(&value["@type"]) {
            return value.get("@graph").and_then(Linked::in_value);
        }
        let string = |value: &Value| value.as_str().and_then(tidy);
        let name = |value: &Value| match value {
            Value::Array(values) => values.first().and_then(|first| string(&first["name"])),
            _ => string(value).or_else(|| string(&value["name"])),
        };
        Some(Linked {
            headline: string(&value["headline"]).or_else(|| string(&value["name"])),
            published: string(&value["datePublished"]).and_then(|value| day(&value)),
            publisher: name(&value["publisher"]),
            url: string(&value["url"]),
        })
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}
