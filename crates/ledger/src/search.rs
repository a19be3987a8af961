//! Full-text search over the reports, with filters on publisher and day.

pub(crate) mod words;

use jiff::civil::Date;
use serde::Serialize;

use crate::engine::values;
use crate::read::date_of;
use crate::{Ledger, Result};

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words, all of which occur; `"a phrase"` in quotes, `word*` for any word that begins so.
    pub words: String,
    /// Only of this publisher.
    pub publisher: Option<String>,
    /// Only published on or after this day.
    pub from: Option<Date>,
    /// Only published on or before this day.
    pub to: Option<Date>,
}

/// A report found, best match first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The report's id.
    pub report: String,
    /// Its headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Words around the match, the words found between `»` and `«`.
    pub snippet: String,
    /// Number of claims of its newest coding.
    pub claims: u64,
}

/// A word or phrase that is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Term<'t> {
    words: &'t str,
    any_ending: bool,
}

impl Ledger {
    /// Ids of the reports found, with their rows, best match first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn search_reports(&self, search: &Search) -> Result<Vec<(i64, String)>> {
        let Some(query) = self.query(&search.words) else { return Ok(vec![]) };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let sql = self.engine.dialect(
            "SELECT reports.seq, reports.id FROM reports_fts
             JOIN reports ON reports.seq = reports_fts.rowid
             WHERE reports_fts MATCH ?1
               AND (?2 IS NULL OR lower(publisher) = lower(?2))
               AND (?3 IS NULL OR published >= ?3) AND (?4 IS NULL OR published <= ?4)
             ORDER BY rank, reports.id",
            "SELECT reports.seq, reports.id FROM report_words
             JOIN reports ON reports.seq = report_words.report
             WHERE words @@ ?1::tsquery
               AND (?2::text IS NULL OR lower(publisher) = lower(?2 COLLATE \"C\"))
               AND (?3::text IS NULL OR published >= ?3) AND (?4::text IS NULL OR published <= ?4)
             ORDER BY ts_rank_cd(words, ?1::tsquery, 1) DESC, reports.id",
        );
        let (from, to) = (day(search.from), day(search.to));
        let values = values![&query, &search.publisher, &from, &to];
        self.engine.rows(sql, values, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Full-text search over the reports: their ids, best match first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<String>> {
        let search = Search { words: words.to_owned(), ..Search::default() };
        let found = self.search_reports(&search)?;
        Ok(found.into_iter().map(|(_, id)| id).take(limit).collect())
    }

    /// A report found, with the words around the match.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn hit(&self, row: i64, search: &Search) -> Result<Option<Hit>> {
        let Some(query) = self.query(&search.words) else { return Ok(None) };
        let sql = self.engine.dialect(
            "SELECT reports.id, reports.title, published, publisher, url,
               snippet(reports_fts, -1, '»', '«', '…', 24),
               (SELECT claims FROM codings WHERE report = reports.seq ORDER BY seq DESC LIMIT 1)
             FROM reports_fts JOIN reports ON reports.seq = reports_fts.rowid
             WHERE reports_fts MATCH ?1 AND reports_fts.rowid = ?2",
            "SELECT reports.id, reports.title, published, publisher, url,
               ts_headline('simple', reports.text, ?1::tsquery,
                 'StartSel=»,StopSel=«,MaxFragments=1,MaxWords=24,MinWords=12,FragmentDelimiter=…'),
               (SELECT claims FROM codings WHERE report = reports.seq ORDER BY seq DESC LIMIT 1)
             FROM report_words JOIN reports ON reports.seq = report_words.report
             WHERE words @@ ?1::tsquery AND report_words.report = ?2",
        );
        self.engine.row(sql, values![&query, row], |row| {
            Ok(Hit {
                report: row.get(0)?,
                title: row.get(1)?,
                published: date_of(row.get(2)?),
                publisher: row.get(3)?,
                url: row.get(4)?,
                snippet: row.get(5)?,
                claims: row.get::<Option<i64>>(6)?.unwrap_or(0).max(0) as u64,
            })
        })
    }

    fn query(&self, typed: &str) -> Option<String> {
        let terms = terms(typed);
        let write: fn(&[Term<'_>]) -> Option<String> = self.engine.dialect(fts5, words::query);
        write(&terms)
    }
}

/// The words and phrases that somebody types.
fn terms(typed: &str) -> Vec<Term<'_>> {
    let mut terms = vec![];
    for (index, part) in typed.split('"').enumerate() {
        let part = part.trim();
        if index % 2 == 1 && !part.is_empty() {
            terms.push(Term { words: part, any_ending: false });
            continue;
        }
        for word in part.split_whitespace() {
            let (word, any_ending) = match word.strip_suffix('*') {
                Some(stem) => (stem, true),
                None => (word, false),
            };
            // A word of signs alone holds no token and would match nothing.
            if word.chars().any(char::is_alphanumeric) {
                terms.push(Term { words: word, any_ending });
            }
        }
    }
    terms
}

/// An FTS5 query: every word quoted, so that none is taken for an operator.
fn fts5(terms: &[Term<'_>]) -> Option<String> {
    let quoted = |term: &Term<'_>| {
        format!("\"{}\"{}", term.words.replace('"', ""), if term.any_ending { "*" } else { "" })
    };
    (!terms.is_empty()).then(|| terms.iter().map(quoted).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::{fts5, terms};

    #[test]
    fn what_is_typed_is_words() {
        let query = |typed| fts5(&terms(typed));
        assert_eq!(query("took  town*").as_deref(), Some("\"took\" \"town\"*"));
        assert_eq!(query("\"the old town\" NOT").as_deref(), Some("\"the old town\" \"NOT\""));
        assert_eq!(query(" - \" "), None);
    }
}
