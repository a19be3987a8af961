//! What became of reports: replaced by a newer version of their page, taken back by their publisher,
//! or withdrawn by a person. Their claims stay, and no longer count.
//!
//! All of it follows from the reports and corrections alone, and not from the order of reading. Of two
//! texts at one address published on one day, or on no known day, nobody can say which is the newer:
//! both stand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::engine::{Row, Value as Bound, values};
use crate::notice::{Target, folded};
use crate::read::date_of;
use crate::several::several;
use crate::{Ledger, RETRACTED, Result, Search, Signature};

/// Share of equal slots from which two texts at one address are one page.
const ONE_PAGE: f64 = 0.1;

/// A report of this id, published on this day: versions of one page may have one id.
pub type ReportKey = (String, Option<Date>);

/// What became of reports.
pub type Fates = BTreeMap<ReportKey, Vec<Fate>>;

/// Why a report's claims no longer count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "fate", rename_all = "lowercase")]
pub enum Fate {
    /// Its page was changed: a newer version stands.
    Replaced {
        /// When the newer version was published.
        on: Date,
        /// Id of the newer version.
        by: String,
    },
    /// Its publisher took it back.
    Retracted {
        /// When the notice was published, where it says so.
        on: Option<Date>,
        /// Id of the notice.
        by: String,
    },
    /// A person withdrew it.
    Withdrawn {
        /// On which day.
        on: Date,
        /// Who.
        who: String,
        /// Why.
        why: String,
    },
    /// It is itself a notice that takes another report back.
    Notice,
}

impl Fate {
    /// Whether it had come about by a day: by today, without one. What people say holds for all days.
    pub fn had_come(&self, as_of: Option<Date>) -> bool {
        let Some(as_of) = as_of else { return true };
        match self {
            Fate::Replaced { on, .. } => *on <= as_of,
            Fate::Retracted { on, .. } => on.is_some_and(|on| on <= as_of),
            Fate::Withdrawn { .. } | Fate::Notice => true,
        }
    }
}

impl std::fmt::Display for Fate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fate::Replaced { on, by } => {
                write!(f, "its page was changed: report {by} of {on} is the newer version")
            }
            Fate::Retracted { by, .. } => write!(f, "its publisher took it back: report {by}"),
            Fate::Withdrawn { on, who, why } => {
                write!(f, "the report was withdrawn by {who} on {on}: {why}")
            }
            Fate::Notice => write!(f, "the report takes another one back and says nothing itself"),
        }
    }
}

/// A version of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Version {
    /// When it was published.
    pub published: Option<Date>,
    /// The report's id.
    pub report: String,
    /// Its headline.
    pub title: Option<String>,
}

/// A report of which a fate is looked for.
#[derive(Clone, Debug)]
struct Side {
    id: String,
    published: Option<Date>,
    publisher: Option<String>,
    title: Option<String>,
}

impl Side {
    const COLUMNS: usize = 4;

    fn read(row: &Row<'_>, at: usize) -> Result<Side> {
        Ok(Side {
            id: row.get(at)?,
            published: date_of(row.get(at + 1)?),
            publisher: row.get(at + 2)?,
            title: row.get(at + 3)?,
        })
    }

    fn key(&self) -> ReportKey {
        (self.id.clone(), self.published)
    }

    /// Whether the publisher is the same, or one of them is not known.
    fn shares_publisher(&self, other: &Side) -> bool {
        match (&self.publisher, &other.publisher) {
            (Some(one), Some(other)) => folded(one) == folded(other),
            _ => true,
        }
    }
}

impl Ledger {
    /// What became of these reports, and perhaps of others.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn fates<'i>(&self, reports: impl IntoIterator<Item = &'i str>) -> Result<Fates> {
        let reports: BTreeSet<&str> = reports.into_iter().collect();
        let mut fates = Fates::new();
        if reports.is_empty() {
            return Ok(fates);
        }
        let reports: Vec<&str> = reports.into_iter().collect();
        several(&reports, |marks, values| {
            self.replaced(&format!("old.id IN ({marks})"), values, &mut fates)
        })?;
        self.retracted(&mut fates)?;
        self.withdrawn(&mut fates)?;
        for list in fates.values_mut() {
            list.sort();
            list.dedup();
        }
        Ok(fates)
    }

    /// The versions of a report's page, oldest first; empty where there is only the one.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn versions(&self, report: &str) -> Result<Vec<Version>> {
        let pairs = self.pairs("(old.id = ?1 OR new.id = ?1)", values![report])?;
        let version = |Side { id, published, title, .. }| Version { published, report: id, title };
        let all = pairs.into_iter().flat_map(|(old, new)| [version(old), version(new)]);
        Ok(BTreeSet::from_iter(all).into_iter().collect())
    }

    fn replaced(&self, which: &str, values: &[Bound<'_>], fates: &mut Fates) -> Result<()> {
        for (old, new) in self.pairs(which, values)? {
            if let Some(on) = new.published {
                fates.entry(old.key()).or_default().push(Fate::Replaced { on, by: new.id });
            }
        }
        Ok(())
    }

    /// Two versions of one page, the older one first.
    fn pairs(&self, which: &str, values: &[Bound<'_>]) -> Result<Vec<(Side, Side)>> {
        let sql = format!(
            "SELECT old.id, old.published, old.publisher, old.title,
               new.id, new.published, new.publisher, new.title, before.signature, after.signature,
               old.url
             FROM reports AS old JOIN reports AS new ON new.url = old.url
             LEFT JOIN signatures AS before ON before.report = old.seq
             LEFT JOIN signatures AS after ON after.report = new.seq
             WHERE old.url IS NOT NULL AND new.url IS NOT NULL AND new.published > old.published
               AND new.text <> old.text AND {which}"
        );
        let pairs = self.engine.rows(&sql, values, |row| {
            let (old, new) = (Side::read(row, 0)?, Side::read(row, Side::COLUMNS)?);
            let signature = |at| -> Result<Option<Signature>> {
                let bytes: Option<Vec<u8>> = row.get(at)?;
                Ok(bytes.and_then(|bytes| Signature::from_bytes(&bytes)))
            };
            let texts = signature(8)?.zip(signature(9)?);
            let url: String = row.get(10)?;
            Ok((old, new, texts, url))
        })?;
        let headline = |side: &Side| side.title.as_deref().map(folded);
        let one_page =
            |(old, new, texts, url): &(Side, Side, Option<(Signature, Signature)>, String)| {
                names_a_page(url)
                    && old.shares_publisher(new)
                    && (headline(old).is_some() && headline(old) == headline(new)
                    // Texts too short to tell are taken for one page: their address says so.
                    || texts.as_ref().is_none_or(|(old, new)| old.share(new) >= ONE_PAGE))
            };
        Ok((pairs.into_iter().filter(one_page)).map(|(old, new, ..)| (old, new)).collect())
    }

    fn retracted(&self, fates: &mut Fates) -> Result<()> {
        let sql = "SELECT reports.id, published, publisher, title, url, kind, target FROM notices
             JOIN reports ON reports.seq = notices.report ORDER BY notices.report";
        let notices = self.engine.rows(sql, values![], |row| {
            let target: String = row.get(6)?;
            let target = match row.get::<String>(5)?.as_str() {
                "url" => Target::Url(target),
                "headline" => Target::Headline(target),
                _ => Target::Page,
            };
            Ok((Side::read(row, 0)?, row.get::<Option<String>>(4)?, target))
        })?;
        for (notice, url, target) in notices {
            fates.entry(notice.key()).or_default().push(Fate::Notice);
            for report in self.meant(&notice, url, &target)? {
                let earlier = match (report.published, notice.published) {
                    (Some(report), Some(notice)) => report <= notice,
                    _ => true,
                };
                if report.key() != notice.key() && earlier && report.shares_publisher(&notice) {
                    let by = notice.id.clone();
                    let fate = Fate::Retracted { on: notice.published, by };
                    fates.entry(report.key()).or_default().push(fate);
                }
            }
        }
        Ok(())
    }

    /// The reports that a notice means, by whomever.
    fn meant(&self, notice: &Side, url: Option<String>, target: &Target) -> Result<Vec<Side>> {
        let columns = "SELECT id, published, publisher, title FROM reports";
        let url = match target {
            Target::Url(url) => Some(url.clone()),
            Target::Page => url,
            Target::Headline(headline) => {
                // A headline is nobody's own: only its publisher's.
                let Some(publisher) = notice.publisher.clone() else { return Ok(vec![]) };
                let words = format!("\"{headline}\"");
                let search = Search { words, publisher: Some(publisher), ..Search::default() };
                let mut meant = vec![];
                for (seq, _) in self.search_reports(&search)? {
                    let sql = format!("{columns} WHERE seq = ?");
                    meant.extend(self.engine.row(&sql, values![seq], |row| Side::read(row, 0))?);
                }
                let says = |side: &Side| side.title.as_deref().map(folded);
                meant.retain(|side| says(side).as_ref() == Some(headline));
                return Ok(meant);
            }
        };
        let Some(url) = url.filter(|url| names_a_page(url)) else { return Ok(vec![]) };
        let sql = format!("{columns} WHERE url = ?");
        self.engine.rows(&sql, values![&url], |row| Side::read(row, 0))
    }

    fn withdrawn(&self, fates: &mut Fates) -> Result<()> {
        let said = self.engine.rows(
            "SELECT reports.id, published, publisher, title, after, why, who, made_on
             FROM corrections JOIN reports ON reports.sha256 = corrections.report
             WHERE field = ? ORDER BY corrections.seq",
            values![RETRACTED],
            |row| {
                let on = date_of(row.get(7)?).unwrap_or_default();
                let fate = Fate::Withdrawn { on, who: row.get(6)?, why: row.get(5)? };
                Ok((Side::read(row, 0)?.key(), row.get::<String>(4)?, fate))
            },
        )?;
        let mut newest = BTreeMap::new();
        for (report, after, fate) in said {
            let holds = after == "true";
            newest.insert(report, holds.then_some(fate));
        }
        for (report, fate) in newest {
            if let Some(fate) = fate {
                fates.entry(report).or_default().push(fate);
            }
        }
        Ok(())
    }
}

/// Whether an address is one page's, and not a site's or a feed's.
fn names_a_page(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    !path.trim_matches('/').is_empty()
}
