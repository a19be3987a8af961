//! Full-text search over the reports, with filters on publisher and day.

use jiff::civil::Date;
use rusqlite::params;
use serde::Serialize;

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

impl Ledger {
    /// Ids of the reports found, with their rows, best match first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn search_reports(&self, search: &Search) -> Result<Vec<(i64, String)>> {
        let Some(query) = query(&search.words) else { return Ok(vec![]) };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "SELECT reports.seq, reports.id FROM reports_fts
             JOIN reports ON reports.seq = reports_fts.rowid
             WHERE reports_fts MATCH ?1
               AND (?2 IS NULL OR publisher = ?2 COLLATE NOCASE)
               AND (?3 IS NULL OR published >= ?3) AND (?4 IS NULL OR published <= ?4)
             ORDER BY rank, reports.id",
        ))?;
        let values = params![query, search.publisher, day(search.from), day(search.to)];
        let rows =
            self.sqlite(statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?))))?;
        self.sqlite(rows.collect())
    }

    /// A report found, with the words around the match.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn hit(&self, row: i64, search: &Search) -> Result<Option<Hit>> {
        let Some(query) = query(&search.words) else { return Ok(None) };
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "SELECT reports.id, reports.title, published, publisher, url,
               snippet(reports_fts, -1, '»', '«', '…', 24),
               (SELECT claims FROM codings WHERE report = reports.seq ORDER BY seq DESC LIMIT 1)
             FROM reports_fts JOIN reports ON reports.seq = reports_fts.rowid
             WHERE reports_fts MATCH ?1 AND reports_fts.rowid = ?2",
        ))?;
        let mut rows = self.sqlite(statement.query_map(params![query, row], |row| {
            Ok(Hit {
                report: row.get(0)?,
                title: row.get(1)?,
                published: date_of(row.get(2)?),
                publisher: row.get(3)?,
                url: row.get(4)?,
                snippet: row.get(5)?,
                claims: row.get::<_, Option<i64>>(6)?.unwrap_or(0).max(0) as u64,
            })
        }))?;
        self.sqlite(rows.next().transpose())
    }
}

/// What a reader types as an FTS5 query: every word quoted, so that none is taken for an operator.
fn query(words: &str) -> Option<String> {
    let mut terms: Vec<String> = vec![];
    for (index, part) in words.split('"').enumerate() {
        let part = part.trim();
        if index % 2 == 1 && !part.is_empty() {
            terms.push(format!("\"{part}\""));
            continue;
        }
        for word in part.split_whitespace() {
            let (word, any) = match word.strip_suffix('*') {
                Some(stem) => (stem, "*"),
                None => (word, ""),
            };
            // A word of signs alone holds no token and would match nothing.
            if word.chars().any(char::is_alphanumeric) {
                terms.push(format!("\"{word}\"{any}"));
            }
        }
    }
    (!terms.is_empty()).then(|| terms.join(" "))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn what_is_typed_is_words() {
        assert_eq!(query("took  town*").as_deref(), Some("\"took\" \"town\"*"));
        assert_eq!(query("\"the old town\" NOT").as_deref(), Some("\"the old town\" \"NOT\""));
        assert_eq!(query(" - \" "), None);
    }
}
