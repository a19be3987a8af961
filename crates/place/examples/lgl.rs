//! Measures detection and resolution on a corpus in the LGL format:
//! `cargo run --release -p dateline-place --example lgl -- FILE [--errors] [--anonymous]`

#![allow(clippy::print_stdout, clippy::expect_used)]

use std::collections::{HashMap, HashSet};

use dateline_place::{Gazetteer, PlaceContext, resolve};
use dateline_syntax::Pipeline;

struct Gold {
    start: usize,
    end: usize,
    phrase: String,
    id: Option<String>,
    at: Option<(f64, f64)>,
    what: String,
}

struct Article {
    domain: String,
    text: String,
    gold: Vec<Gold>,
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let start = text.find(open)? + open.len();
    let end = text[start..].find(close)? + start;
    Some(&text[start..end])
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn read(xml: &str) -> Vec<Article> {
    let mut articles = Vec::new();
    for part in xml.split("<article ").skip(1) {
        let body = between(part, "<text>", "</text>").unwrap_or("");
        let text = match between(body, "<![CDATA[", "]]>") {
            Some(text) => text.to_owned(),
            None => unescape(body),
        };
        let mut gold = Vec::new();
        for part in part.split("<toponym>").skip(1) {
            let number = |tag: &str| {
                between(part, &format!("<{tag}>"), "<").and_then(|n| n.parse::<f64>().ok())
            };
            let lat = number("lat");
            let lon = number("lon");
            gold.push(Gold {
                start: number("start").unwrap_or(0.0) as usize,
                end: number("end").unwrap_or(0.0) as usize,
                phrase: unescape(between(part, "<phrase>", "<").unwrap_or("")),
                id: between(part, "<gaztag geonameid=\"", "\"").map(str::to_owned),
                at: lat.zip(lon),
                what: format!(
                    "{} {} {}",
                    between(part, "<name>", "<").unwrap_or(""),
                    between(part, "<fcode>", "<").unwrap_or(""),
                    between(part.split("<admin1").nth(1).unwrap_or(""), ">", "<").unwrap_or("")
                ),
            });
        }
        articles.push(Article {
            domain: between(part, "<domain>", "<").unwrap_or("").to_owned(),
            text,
            gold,
        });
    }
    articles
}

fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (a, b) = (one.0.to_radians(), other.0.to_radians());
    let half = ((b - a) / 2.0).sin().powi(2)
        + a.cos() * b.cos() * ((other.1 - one.1).to_radians() / 2.0).sin().powi(2);
    12742.0 * half.sqrt().min(1.0).asin()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Without the newspapers' names, to see what the reports alone say.
    let anonymous = arguments.iter().any(|argument| argument == "--anonymous");
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let xml = std::fs::read_to_string(&arguments[0]).expect("readable corpus");
    let articles = read(&xml);
    let (pipeline, gazetteer) = (Pipeline::embedded(), Gazetteer::embedded());

    let (mut gold_count, mut found_count, mut hits) = (0, 0, 0);
    let (mut exact, mut exact_of, mut near, mut near_of) = (0, 0, 0, 0);
    let mut distances = Vec::new();
    let (mut given_exact, mut given_near, mut given_of) = (0, 0, 0);
    let mut given_near_of = 0;
    let mut given_unresolved = 0;
    let mut spent = std::time::Duration::ZERO;
    let mut missed: HashMap<String, usize> = HashMap::new();
    let mut extra: HashMap<String, usize> = HashMap::new();
    let mut wrong: HashMap<String, usize> = HashMap::new();
    let mut wrong_given: HashMap<String, usize> = HashMap::new();
    for article in &articles {
        let analysis = pipeline.analyse(&article.text);
        let domain = (!anonymous).then(|| article.domain.clone());
        let context = PlaceContext { domain, ..PlaceContext::default() };
        let started = std::time::Instant::now();
        let (toponyms, _) = resolve(&analysis, &context, gazetteer);
        spent += started.elapsed();
        let points: Vec<usize> =
            article.text.char_indices().map(|(at, _)| at).chain([article.text.len()]).collect();
        let byte = |point: usize| points.get(point).copied().unwrap_or(article.text.len());
        found_count += toponyms.len();
        gold_count += article.gold.len();
        let mut used = HashSet::new();
        for gold in &article.gold {
            let (start, end) = (byte(gold.start) as u32, byte(gold.end) as u32);
            let overlap = |one: &&dateline_place::Toponym| {
                one.place.span.start < end && start < one.place.span.end
            };
            let Some(found) = toponyms.iter().find(overlap) else {
                let around = |at: usize, by: isize| byte(at.saturating_add_signed(by));
                let before = &article.text[around(gold.start, -40)..byte(gold.start)];
                let after = &article.text[byte(gold.end)..around(gold.end, 30)];
                let names: Vec<String> = analysis
                    .names()
                    .iter()
                    .filter(|name| name.span.start < end && start < name.span.end)
                    .map(|name| format!("{}:{}", name.span.of(&article.text), analysis.label(name)))
                    .collect();
                *missed
                    .entry(format!(
                        "{} ({}) {names:?} …{}[{}]{}…",
                        gold.phrase,
                        gold.what,
                        before.replace('\n', " "),
                        gold.phrase,
                        after.replace('\n', " ")
                    ))
                    .or_default() += 1;
                continue;
            };
            if used.insert(found.place.span) {
                hits += 1;
            }
            let Some(id) = &gold.id else { continue };
            let own = gazetteer.find(&format!("geonames:{id}")).is_some();
            let right = found.place.id.as_deref() == Some(&format!("geonames:{id}"));
            if own {
                exact_of += 1;
                exact += usize::from(right);
            }
            let distance =
                gold.at.zip(found.place.lat.zip(found.place.lon)).map(|(a, b)| kilometres(a, b));
            near_of += 1;
            if let Some(distance) = distance {
                distances.push(distance);
                near += usize::from(distance <= 161.0);
            }
            if (own && !right) || distance.is_none_or(|distance| distance > 161.0) {
                *wrong
                    .entry(format!(
                        "{} → {} {:?} {:?} | gold {} | {} | {} {:.0} km",
                        found.place.text,
                        found.place.name,
                        found.place.admin1,
                        found.place.kind,
                        gold.what,
                        found.reason,
                        if own { "" } else { "(not in gazetteer)" },
                        distance.unwrap_or(-1.0)
                    ))
                    .or_default() += 1;
            }
        }
        for found in &toponyms {
            if !used.contains(&found.place.span) {
                *extra
                    .entry(format!("{} → {}", found.place.text, found.place.name))
                    .or_default() += 1;
            }
        }
        // The same with the toponyms given.
        let given: Vec<_> = article
            .gold
            .iter()
            .map(|gold| dateline_report::Span::new(byte(gold.start), byte(gold.end)))
            .collect();
        let toponyms = dateline_place::resolve_given(&analysis, &given, &context, gazetteer);
        for (gold, found) in article.gold.iter().zip(&toponyms) {
            let Some(id) = &gold.id else { continue };
            let own = gazetteer.find(&format!("geonames:{id}")).is_some();
            let right = found.place.id.as_deref() == Some(&format!("geonames:{id}"));
            given_unresolved += usize::from(found.place.id.is_none());
            if own {
                given_of += 1;
                given_exact += usize::from(right);
            }
            given_near_of += 1;
            let distance =
                gold.at.zip(found.place.lat.zip(found.place.lon)).map(|(a, b)| kilometres(a, b));
            given_near += usize::from(distance.is_some_and(|distance| distance <= 161.0));
            if (own && !right) || distance.is_none_or(|distance| distance > 161.0) {
                *wrong_given
                    .entry(format!(
                        "[{}] {} → {} {:?} {:?} | gold {} {} | {} | {:?} {:.0} km {:?}",
                        article.domain,
                        gold.phrase,
                        found.place.name,
                        found.place.admin1,
                        found.place.kind,
                        gold.what,
                        if own { "" } else { "(NOT IN)" },
                        found.reason,
                        found.candidates,
                        distance.unwrap_or(-1.0),
                        found.place.id,
                    ))
                    .or_default() += 1;
            }
        }
    }
    if errors {
        for (title, table) in
            [("missed", missed), ("extra", extra), ("wrong", wrong), ("given", wrong_given)]
        {
            let mut rows: Vec<_> = table.into_iter().collect();
            rows.sort_by_key(|(row, count)| (std::cmp::Reverse(*count), row.clone()));
            for (row, count) in rows {
                println!("{title}\t{count}\t{row}");
            }
        }
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    let (precision, recall) = (share(hits, found_count), share(hits, gold_count));
    println!("toponyms: gold {gold_count}, found {found_count}, hit {hits}");
    println!(
        "detection: precision {precision:.1} recall {recall:.1} F1 {:.1}",
        2.0 * precision * recall / (precision + recall)
    );
    println!(
        "end to end: exact {:.1} % of {exact_of}; within 161 km {:.1} % of {near_of}",
        share(exact, exact_of),
        share(near, near_of)
    );
    distances.sort_by(f64::total_cmp);
    println!("median error {:.1} km", distances.get(distances.len() / 2).unwrap_or(&0.0));
    println!(
        "given: exact {:.1} % of {given_of}; within 161 km {:.1} % of {given_near_of}; unresolved {given_unresolved}",
        share(given_exact, given_of),
        share(given_near, given_near_of)
    );
    println!("resolving took {:.1} µs a toponym", spent.as_secs_f64() * 1e6 / found_count as f64);
}
