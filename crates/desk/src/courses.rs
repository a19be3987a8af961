//! The courses of all places: worked out from the claims place by place, and kept on a shelf beside a large
//! ledger, so that only places that the ledger has new word of are worked out anew.
//!
//! Invariant: whatever lies on the shelf, the answers are those of a ledger without one.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;

use dateline_coding::Claim;
use dateline_control::{Course, Holdings, Settings, Stretch, Weights, grounds};
use dateline_ledger::{Access, Filter, Ledger, LedgerError, Location, Shelf, Unusable, Work};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::{DeskError, Evidence, Result, rules};

/// Entries from which on a ledger gets a shelf: a smaller one is worked out as fast as it is read.
const WORTH_KEEPING: u64 = 20_000;

/// Places from which on several cores work them out.
const WORTH_SHARING: usize = 32;
/// Cores that work places out at most: each holds all claims of one place.
const MOST_HANDS: usize = 4;

/// Where courses may be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// On a shelf where the ledger is large.
    #[default]
    WhereWorthIt,
    /// On a shelf, however small the ledger.
    Always,
    /// Nowhere: everything is worked out.
    Never,
}

/// Which courses are asked for. The default is those of all claims.
#[derive(Clone, Copy, Debug, Default)]
pub struct CourseQuestion<'e> {
    /// Reports published after this day are left out.
    pub as_of: Option<Date>,
    /// Which claims count; all where there is none.
    pub evidence: Option<&'e Evidence>,
    /// Where courses may be kept.
    pub keep: Keep,
}

/// Calls `each` with the course of every place that the ledger tells the control of, in no order.
///
/// # Errors
/// Where the ledger cannot be read, or `each` fails.
pub fn for_each_course<E: From<DeskError>>(
    ledger: &Ledger,
    asked: CourseQuestion<'_>,
    mut each: impl FnMut(Course) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let places = Places::of(ledger, asked);
    let mut given = BTreeSet::new();
    if let Some(shelf) = places.shelf().map_err(E::from)? {
        match kept(&places, shelf, &mut each)? {
            Read::All => return Ok(()),
            Read::Given(some) => given = some,
        }
    }
    let keys = ledger.place_keys().map_err(DeskError::from)?;
    for key in keys.difference(&given) {
        if let Some(course) = places.course(key).map_err(E::from)? {
            each(course)?;
        }
    }
    Ok(())
}

/// Calls `each` with the courses of some places, those of them that the ledger tells the control of.
///
/// # Errors
/// Where the ledger cannot be read, or `each` fails.
pub fn for_courses_of<E: From<DeskError>>(
    ledger: &Ledger,
    keys: &BTreeSet<String>,
    mut each: impl FnMut(Course) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let places = Places::of(ledger, CourseQuestion::default());
    let mut shelf = places.shelf().map_err(E::from)?;
    if let Some(open) = &mut shelf {
        match places.update(open) {
            Ok(()) => {}
            Err(Trouble::Desk(error)) => return Err(error.into()),
            Err(Trouble::Shelf) => shelf = None,
        }
    }
    for key in keys {
        let kept = shelf.as_ref().map(|shelf| shelf.get(key));
        let course = match kept {
            Some(Ok(None)) => None,
            Some(Ok(Some(bytes))) => match Course::from_bytes(&bytes) {
                None => places.course(key).map_err(E::from)?,
                course => course,
            },
            Some(Err(_)) | None => places.course(key).map_err(E::from)?,
        };
        course.into_iter().try_for_each(&mut each)?;
    }
    Ok(())
}

/// The places of a ledger, worked out one by one.
pub(crate) struct Places<'l> {
    ledger: &'l Ledger,
    asked: CourseQuestion<'l>,
}

impl<'l> Places<'l> {
    pub fn of(ledger: &'l Ledger, asked: CourseQuestion<'l>) -> Places<'l> {
        Places { ledger, asked }
    }

    pub fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// What the claims on a place's control come to; nothing where none is evidence of it.
    pub fn holdings<T>(
        &self,
        key: &str,
        then: impl FnOnce(&Holdings<'_>, &[Claim]) -> T,
    ) -> Result<Option<T>> {
        let mut claims = self.ledger.claims(&Filter::control().at(key))?;
        if claims.is_empty() {
            return Ok(None);
        }
        let settings = rules::settings(self.ledger, &claims)?;
        if let Some(evidence) = self.asked.evidence {
            evidence.sift(&mut claims);
        }
        let holdings = Holdings::of(&claims, key, self.asked.as_of, &settings);
        let holdings = holdings.filter(Holdings::has_evidence);
        Ok(holdings.map(|holdings| then(&holdings, &claims)))
    }

    /// The claims on a place's control, with what they come to.
    pub fn claims<T>(
        &self,
        key: &str,
        then: impl FnOnce(Vec<Claim>, Option<(Vec<Stretch>, i32)>) -> T,
    ) -> Result<T> {
        let claims = self.ledger.claims(&Filter::control().at(key))?;
        let settings = rules::settings(self.ledger, &claims)?;
        let holdings = Holdings::of(&claims, key, self.asked.as_of, &settings);
        let timeline = holdings.map(|holdings| (holdings.timeline(), holdings.horizon()));
        Ok(then(claims, timeline))
    }

    pub fn course(&self, key: &str) -> Result<Option<Course>> {
        self.holdings(key, Course::of)
    }

    /// The shelf beside the ledger, where there is one or ought to be.
    pub fn shelf(&self) -> Result<Option<Shelf>> {
        let CourseQuestion { as_of, evidence, keep } = self.asked;
        // What only some claims say is asked for once.
        if as_of.is_some() || evidence.is_some_and(|evidence| !evidence.is_all()) {
            return Ok(None);
        }
        let Some(path) = shelf_path(self.ledger) else { return Ok(None) };
        let wanted = match keep {
            Keep::Never => false,
            Keep::Always => true,
            // One that somebody made is worth it.
            Keep::WhereWorthIt => path.exists() || self.ledger.newest_entry()? >= WORTH_KEEPING,
        };
        match wanted {
            true => Ok(Shelf::open(&path, &maker(self.ledger)?)),
            false => Ok(None),
        }
    }

    /// Works out what the shelf lacks.
    pub fn update(&self, shelf: &mut Shelf) -> std::result::Result<(), Trouble> {
        let entry = self.ledger.newest_entry()?;
        let hash = self.ledger.entry_hash(entry)?.unwrap_or_default();
        // Of another ledger, or of an older state of this one, nothing can be taken over.
        let known = match shelf.upto()? {
            Some((known, its)) if self.ledger.entry_hash(known)?.unwrap_or_default() == its => {
                Some(known)
            }
            _ => None,
        };
        if known == Some(entry) {
            return Ok(());
        }
        let touched = known.map(|known| self.ledger.touched_since(known)).transpose()?;
        let touched = touched.filter(|touched| !touched.everything).map(|touched| touched.places);
        let anew = touched.is_none();
        let keys = match touched {
            Some(touched) => touched,
            None => self.ledger.place_keys()?,
        };
        let keys: Vec<String> = keys.into_iter().collect();
        let hands = opened_for_each(self.ledger, keys.len());
        if hands.is_empty() {
            let work = || shelf.put((entry, &hash), anew, keys.iter().map(|key| self.work(key)));
            return self.ledger.still(work);
        }
        // Places need nothing of each other: each core takes the next one.
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel(2 * hands.len());
            for ledger in hands {
                let (send, keys, next, asked) = (send.clone(), &keys, &next, self.asked);
                scope.spawn(move || {
                    let places = Places::of(&ledger, asked);
                    let work = || {
                        while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                            // Nobody waits for it any more where something went wrong.
                            if send.send(places.work(key)).is_err() {
                                break;
                            }
                        }
                        Ok::<_, LedgerError>(())
                    };
                    if let Err(error) = ledger.still(work) {
                        let _ = send.send(Err(error.into()));
                    }
                });
            }
            drop(send);
            shelf.put((entry, &hash), anew, receive)
        })
    }

    /// What is kept of a place.
    fn work(&self, key: &str) -> std::result::Result<(String, Option<Work>), Trouble> {
        let work = self.holdings(key, |holdings, claims| Work {
            bytes: Course::of(holdings, claims).to_bytes(),
            parts: grounds(holdings),
        })?;
        Ok((key.to_owned(), work))
    }
}

/// Cores that work side by side, at most.
pub(crate) fn hands() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST_HANDS)
}

/// The ledger opened once more for each core, where there are several and enough to do; else none.
fn opened_for_each(ledger: &Ledger, places: usize) -> Vec<Ledger> {
    let cores = hands();
    if cores < 2 || places < WORTH_SHARING {
        return vec![];
    }
    let open = || Ledger::open(ledger.location().clone(), Access::Read);
    let hands: std::result::Result<Vec<Ledger>, LedgerError> = (0..cores).map(|_| open()).collect();
    hands.unwrap_or_default()
}

/// How far the shelf was read.
enum Read {
    All,
    /// It broke off: what was given out by then.
    Given(BTreeSet<String>),
}

/// Brings the shelf up to date and gives out what is on it.
fn kept<E: From<DeskError>>(
    places: &Places<'_>,
    mut shelf: Shelf,
    each: &mut impl FnMut(Course) -> std::result::Result<(), E>,
) -> std::result::Result<Read, E> {
    match places.update(&mut shelf) {
        Ok(()) => {}
        Err(Trouble::Desk(error)) => return Err(error.into()),
        Err(Trouble::Shelf) => return Ok(Read::Given(BTreeSet::new())),
    }
    let mut given = BTreeSet::new();
    let mut failed = None;
    let mut whole = true;
    let read = shelf.for_each(|bytes| {
        let Some(course) = Course::from_bytes(bytes) else {
            whole = false;
            return false;
        };
        given.insert(course.key().to_owned());
        failed = each(course).err();
        failed.is_none()
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if read.is_ok() && whole {
        return Ok(Read::All);
    }
    // Somebody damaged it. Nothing is lost: it is made again.
    shelf.discard();
    Ok(Read::Given(given))
}

/// The shelf's file; none beside a ledger that is no file.
pub(crate) fn shelf_path(ledger: &Ledger) -> Option<std::path::PathBuf> {
    let Location::File(path) = ledger.location() else { return None };
    let file = path.canonicalize().ok().filter(|file| file.is_file())?;
    let mut name = file.file_name()?.to_owned();
    name.push(".shelf");
    Some(file.with_file_name(name))
}

/// What decides how a place stands beside the claims: the rules' own program text and the settings.
pub(crate) fn maker(ledger: &Ledger) -> Result<String> {
    // What the program carries is always the same, and long.
    static CARRIED: OnceLock<String> = OnceLock::new();
    let carried = CARRIED.get_or_init(|| {
        let (publishers, weights) = (rules::publishers(), Weights::shipped());
        hashed(&format!("{} {publishers:?} {weights:?}", env!("DATELINE_RULES")))
    });
    let settings: Settings = rules::settings(ledger, &[])?;
    let Settings { horizon, horizons, contradiction, presupposed, .. } = settings;
    Ok(hashed(&format!("{carried} {horizon} {horizons:?} {contradiction} {presupposed}")))
}

fn hashed(text: &str) -> String {
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Why work with the shelf broke off.
pub(crate) enum Trouble {
    Desk(DeskError),
    /// The shelf cannot be used; one does without.
    Shelf,
}

impl From<Unusable> for Trouble {
    fn from(_: Unusable) -> Trouble {
        Trouble::Shelf
    }
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Trouble {
        Trouble::Desk(error)
    }
}

impl From<LedgerError> for Trouble {
    fn from(error: LedgerError) -> Trouble {
        Trouble::Desk(error.into())
    }
}
