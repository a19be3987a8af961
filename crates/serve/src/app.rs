//! What all requests share: the options, the open ledgers, the newest views, and the room for work that
//! takes long.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::civil::Date;
use serde::Serialize;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::audits::Audits;
use crate::error::ServeError;
use crate::fault::Fault;
use crate::options::Options;
use crate::pool::{Desk, Pool};
use crate::reply::Json;
use crate::view::{View, Views};

/// Questions that may be worked on at a time.
const AT_WORK: usize = 8;
/// How long a question waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// What all requests share.
pub struct App {
    pub options: Options,
    pub pool: Pool,
    /// Data sets that were held against the ledger, and files that were opened for it.
    pub audits: Audits,
    views: RwLock<Arc<Views>>,
    /// One looks at the ledger anew at a time.
    looking: Mutex<()>,
    turns: Semaphore,
    /// When the server began, so that no answer of another one is taken for ours.
    start: u64,
}

/// Today, on which an embargo counts its days.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

impl App {
    /// Opens the ledger.
    pub fn open(options: Options) -> Result<App, ServeError> {
        let pool = Pool::new(options.ledger.clone());
        // A ledger that cannot be read is told of in its own words, before anything else is done.
        let ledger = dateline_ledger::Ledger::open(&options.ledger, dateline_ledger::Access::Read)?;
        let sequence = ledger.newest_entry()?;
        drop(ledger);
        let start = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let start = start.as_micros() as u64;
        let until = until(&options);
        let views = Views::of(&pool, sequence, until, start, None).map_err(|fault| {
            ServeError::System(std::io::Error::other(format!("the ledger: {fault:?}")))
        })?;
        Ok(App {
            options,
            pool,
            audits: Audits::default(),
            views: RwLock::new(Arc::new(views)),
            looking: Mutex::default(),
            turns: Semaphore::new(AT_WORK),
            start,
        })
    }

    /// The newest views.
    pub fn views(&self) -> Arc<Views> {
        Arc::clone(&self.views.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks whether the ledger has grown or the embargo moved, and takes the new views.
    pub async fn look(self: &Arc<Self>) -> Result<(), Fault> {
        let _turn = self.looking.lock().await;
        let app = Arc::clone(self);
        let looked = spawn_blocking(move || -> Result<(), Fault> {
            let now = app.views();
            let sequence =
                app.pool.with(now.all.sequence, |desk| Ok(desk.ledger.newest_entry()?))?;
            let until = until(&app.options);
            if sequence == now.all.sequence && until == now.public.until {
                return Ok(());
            }
            let views = Views::of(&app.pool, sequence, until, app.start, Some(&now))?;
            // The map is drawn before anybody has to wait for it.
            views.public.atlas(&app.pool, None)?;
            *app.views.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(views);
            Ok(())
        });
        looked.await.unwrap_or_else(|_| Err(Fault::internal("the ledger could not be looked at")))
    }

    /// Does work that takes long, in its turn, beside the requests that do not.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = timeout(PATIENCE, self.turns.acquire()).await;
        let Ok(Ok(turn)) = turn else { return Err(Fault::busy()) };
        let app = Arc::clone(self);
        let worked = spawn_blocking(move || work(&app)).await;
        drop(turn);
        worked.unwrap_or_else(|_| Err(Fault::internal("the answer could not be made")))
    }

    /// Asks the ledger something, and writes the answer as JSON.
    pub async fn ask<T: Serialize>(
        self: &Arc<Self>,
        view: &Arc<View>,
        question: impl FnOnce(&mut Desk, &View) -> Result<T, Fault> + Send + 'static,
    ) -> Result<Json, Fault> {
        let view = Arc::clone(view);
        self.work(move |app| app.pool.with(view.sequence, |desk| Json::of(&question(desk, &view)?)))
            .await
    }
}

/// The newest day of publication that is not under embargo.
fn until(options: &Options) -> Option<Date> {
    let days = options.embargo?;
    let span = jiff::Span::new().try_days(i64::from(days)).ok()?;
    today().checked_sub(span).ok()
}
