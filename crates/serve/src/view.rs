//! A view: the ledger at one entry as one kind of reader may see it, with all that is kept in memory of it.
//! It never changes; when the ledger grows, a new view takes its place.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderValue;
use dateline_ledger::{Summary, Touched};
use jiff::civil::Date;

use crate::atlas::Atlas;
use crate::cache::Cache;
use crate::fault::Fault;
use crate::overview::Overview;
use crate::pool::{Desk, Pool};
use crate::standing::{Standing, Standings};

/// Atlases kept beside the newest: a reader who moves the clock of what was known moves it to and fro.
const ATLASES: usize = 6;

type Slot = Arc<Mutex<Option<Arc<Atlas>>>>;

/// The ledger at one entry, for one kind of reader.
pub struct View {
    /// Number of the newest entry.
    pub sequence: u64,
    /// Newest day of publication that may be shown; all of them where there is no embargo.
    pub until: Option<Date>,
    pub overview: Arc<Overview>,
    /// How much there is.
    pub summary: Summary,
    /// Changes whenever an answer may.
    pub tag: HeaderValue,
    /// Answers given.
    pub answers: Cache,
    standings: Standings,
    atlases: Mutex<Vec<(Option<Date>, Slot)>>,
}

impl View {
    /// Looks at the ledger. Of an earlier view, what is not touched since is taken over.
    pub fn of(
        pool: &Pool,
        sequence: u64,
        until: Option<Date>,
        start: u64,
        earlier: Option<(&View, &Touched)>,
    ) -> Result<View, Fault> {
        let earlier = earlier.filter(|(view, _)| view.until == until);
        let overview = match earlier {
            Some((view, touched)) if !touched.beyond_corrections => Arc::clone(&view.overview),
            _ => Arc::new(pool.with(sequence, |desk| Overview::read(&desk.ledger, until))?),
        };
        let mut summary = pool.with(sequence, |desk| Ok(desk.ledger.summary()?))?;
        if until.is_some() {
            summary.reports = overview.reports.len() as u64;
            summary.claims = overview.claims() as u64;
        }
        let seen = until.map_or_else(|| "all".to_owned(), |until| until.to_string());
        let tag = HeaderValue::from_str(&format!("W/\"{start:x}-{sequence}-{seen}\""))
            .unwrap_or(HeaderValue::from_static("W/\"0\""));
        let mut atlases = vec![];
        if let Some((view, touched)) = earlier
            && !touched.everything
            && let Some(atlas) = view.drawn(None)
        {
            let earlier = Some((&*atlas, &touched.places));
            let atlas = Arc::new(Atlas::draw(pool, sequence, until, earlier)?);
            atlases.push((until, Arc::new(Mutex::new(Some(atlas)))));
        }
        Ok(View {
            sequence,
            until,
            overview,
            summary,
            tag,
            answers: Cache::default(),
            standings: Standings::default(),
            atlases: Mutex::new(atlases),
        })
    }

    /// The day whose later reports are left out, where one is asked for or an embargo holds.
    pub fn as_of(&self, asked: Option<Date>) -> Option<Date> {
        [asked, self.until].into_iter().flatten().min()
    }

    /// Whether what was published on this day may be shown.
    pub fn shows(&self, published: Option<Date>) -> bool {
        self.until.is_none_or(|until| published.is_some_and(|day| day <= until))
    }

    /// The atlas as of a day, where it is drawn already.
    pub fn drawn(&self, asked: Option<Date>) -> Option<Arc<Atlas>> {
        let slot = self.slot(self.as_of(asked));
        let drawn = slot.try_lock().ok()?;
        drawn.clone()
    }

    /// The atlas as of a day. Who comes while it is being drawn waits for it.
    pub fn atlas(&self, pool: &Pool, asked: Option<Date>) -> Result<Arc<Atlas>, Fault> {
        let as_of = self.as_of(asked);
        let slot = self.slot(as_of);
        let mut drawn = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(atlas) = &*drawn {
            return Ok(Arc::clone(atlas));
        }
        let atlas = Arc::new(Atlas::draw(pool, self.sequence, as_of, None)?);
        *drawn = Some(Arc::clone(&atlas));
        Ok(atlas)
    }

    fn slot(&self, as_of: Option<Date>) -> Slot {
        let mut atlases = self.atlases.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = atlases.iter().position(|(day, _)| *day == as_of) {
            let found = atlases.remove(at);
            let slot = Arc::clone(&found.1);
            atlases.push(found);
            return slot;
        }
        let slot = Slot::default();
        atlases.push((as_of, Arc::clone(&slot)));
        // The one that everybody asks for is never given away.
        if atlases.len() > ATLASES
            && let Some(oldest) = atlases.iter().position(|(day, _)| *day != self.until)
        {
            atlases.remove(oldest);
        }
        slot
    }

    /// A place's standing, where it is ready.
    pub fn ready(&self, key: &str, asked: Option<Date>) -> Option<Arc<Standing>> {
        self.standings.get(&(key.to_owned(), self.as_of(asked)))
    }

    /// A place's standing.
    pub fn standing(
        &self,
        desk: &mut Desk,
        key: &str,
        asked: Option<Date>,
    ) -> Result<Arc<Standing>, Fault> {
        if let Some(standing) = self.ready(key, asked) {
            return Ok(standing);
        }
        let as_of = self.as_of(asked);
        let standing = Arc::new(Standing::read(desk, key, as_of)?);
        self.standings.keep((key.to_owned(), as_of), &standing);
        Ok(standing)
    }
}

/// Views of one entry: of those who see everything, and of those under the embargo.
pub struct Views {
    pub all: Arc<View>,
    pub public: Arc<View>,
}

impl Views {
    /// Looks at the ledger as everybody may see it.
    pub fn of(
        pool: &Pool,
        sequence: u64,
        until: Option<Date>,
        start: u64,
        earlier: Option<&Views>,
    ) -> Result<Views, Fault> {
        let touched = match earlier {
            Some(views) => {
                pool.with(sequence, |desk| Ok(desk.ledger.touched_since(views.all.sequence)?))?
            }
            None => Touched::default(),
        };
        let before = earlier.map(|views| (&*views.all, &touched));
        let all = Arc::new(View::of(pool, sequence, None, start, before)?);
        let before = earlier.map(|views| (&*views.public, &touched));
        let public = match until {
            None => Arc::clone(&all),
            Some(_) => Arc::new(View::of(pool, sequence, until, start, before)?),
        };
        Ok(Views { all, public })
    }
}
