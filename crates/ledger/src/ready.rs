//! What can be told of a report without the ledger, worked out before it is entered: on another core while the
//! reports before it are written.

use std::sync::mpsc;
use std::thread;

use dateline_coding::Claim;
use dateline_report::Report;
use jiff::civil::Date;

use crate::hash::{Hash, Hasher};
use crate::key::place_key;
use crate::notice::{self, Target};
use crate::{Coded, LedgerError, Result, Signature};

/// Reports that are made ready at a time.
const AHEAD: usize = 128;

/// A report with all that can be told of it without the ledger.
pub(crate) struct Ready<'a> {
    pub coded: &'a Coded<'a>,
    pub sha256: String,
    pub published: Option<String>,
    pub hash: Hash,
    pub signature: Option<Vec<u8>>,
    pub notice: Option<Vec<Target>>,
    pub claims: Vec<ReadyClaim<'a>>,
}

/// A claim as it will be written.
pub(crate) struct ReadyClaim<'a> {
    pub claim: &'a Claim,
    pub record: String,
    pub columns: Columns,
    /// Keys of its places after the first.
    pub further: Vec<String>,
    pub hash: Hash,
}

impl<'a> Ready<'a> {
    fn of(coded: &'a Coded<'a>) -> Result<Ready<'a>> {
        let report = coded.report;
        let claims: Result<Vec<_>> = coded.claims.iter().map(ReadyClaim::of).collect();
        let sha256 = report.sha256();
        Ok(Ready {
            coded,
            published: report.published.map(|day| day.to_string()),
            hash: report_hash(report, &sha256, coded.bytes_sha256),
            signature: Signature::of(&report.text).map(|signature| signature.to_bytes()),
            notice: notice::targets(report.title.as_deref(), &report.text),
            claims: claims?,
            sha256,
        })
    }

    /// About how much is written of it.
    pub fn bytes(&self) -> usize {
        self.coded.report.text.len() + self.claims.iter().map(|one| one.record.len()).sum::<usize>()
    }
}

impl<'a> ReadyClaim<'a> {
    pub fn of(claim: &'a Claim) -> Result<ReadyClaim<'a>> {
        let record = serde_json::to_string(claim)
            .map_err(|error| LedgerError::Correction(error.to_string()))?;
        let hash = claim_hash(&claim.claim, &record);
        let further = claim.places.iter().skip(1).map(place_key).collect();
        Ok(ReadyClaim { claim, record, columns: Columns::of(claim), further, hash })
    }
}

/// Makes reports ready, in their order, and enters them some at a time; many of them are made ready beside the
/// entering of those before, on another core where there is one.
pub(crate) fn each_ready<'b>(
    batch: &'b [Coded<'b>],
    mut enter: impl FnMut(&[Ready<'b>]) -> Result<()>,
) -> Result<()> {
    let made = |some: &'b [Coded<'b>]| some.iter().map(Ready::of).collect::<Result<Vec<_>>>();
    if batch.len() <= AHEAD {
        return enter(&made(batch)?);
    }
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(4);
        scope.spawn(move || {
            for some in batch.chunks(AHEAD) {
                // Nobody waits for it any more where something went wrong.
                if send.send(made(some)).is_err() {
                    break;
                }
            }
        });
        receive.iter().try_for_each(|ready| enter(&ready?))
    })
}

/// Columns that repeat what the record says.
pub(crate) struct Columns {
    pub modality: String,
    pub place: Option<String>,
    pub first: Option<String>,
    pub last: Option<String>,
    pub published: Option<String>,
    pub holder: Option<String>,
}

impl Columns {
    pub(crate) fn of(claim: &Claim) -> Columns {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        Columns {
            modality: format!("{:?}", claim.modality).to_lowercase(),
            place: claim.places.first().map(place_key),
            first: day(claim.when.interval.first),
            last: day(claim.when.interval.last),
            published: day(claim.published),
            holder: (claim.control.as_ref())
                .and_then(|control| control.holder.as_ref())
                .map(|party| party.id.clone()),
        }
    }
}

pub(crate) fn report_hash(report: &Report, sha256: &str, bytes: Option<&str>) -> Hash {
    // `sha256` covers text, title, date, publisher and address.
    Hasher::default()
        .part(&report.id)
        .part(sha256)
        .maybe(bytes)
        .maybe(report.language.as_ref())
        .done()
}

pub(crate) fn claim_hash(id: &str, record: &str) -> Hash {
    Hasher::default().part(id).part(record).done()
}
