//! A person's claim: what the machine missed, added from a marked sentence, and reviewed like the rest.

use dateline_actor::Actor;
use dateline_coding::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, Source,
    SourceKind, When,
};
use dateline_ledger::{ADDED, Correction, Filter, Ledger, place_key};
use dateline_report::{CodePoints, Report, Span};
use dateline_time::{Basis, Bound, Interval, Precision};
use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::naming::{self, claim_types};
use crate::verdict::Signed;
use crate::{DeskError, Result};

/// What a person says that a sentence says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Id of the report.
    pub report: String,
    /// Its words, verbatim.
    pub quote: String,
    /// Where they stand, in code points; needed where they stand there twice.
    pub start: Option<u32>,
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Places, by name, `Name, CC` or id.
    #[serde(rename = "where")]
    pub places: Vec<String>,
    /// Who acts, by name or id.
    pub by: Vec<String>,
    /// Against whom.
    pub against: Vec<String>,
    /// With whom.
    pub with: Vec<String>,
    /// First day.
    pub first: Option<Date>,
    /// Last day; the first where it is not said.
    pub last: Option<Date>,
    /// How the days bound it.
    pub bound: Option<Bound>,
    /// Whether the report says that it happened; `asserted` where it is not said.
    pub modality: Option<Modality>,
    /// What the source has at stake.
    pub interest: Option<Interest>,
    /// Who holds the place afterwards; who acts, where it is not said.
    pub holder: Option<String>,
    /// Who held it before.
    pub lost_by: Option<String>,
    /// Who stands around it.
    pub besieged_by: Option<String>,
    /// The part of the place, in the report's words; all of it where it is not said.
    pub part: Option<String>,
    /// People counted: `killed 12 civilians`.
    pub counts: Vec<String>,
    /// Who says so, innermost first: `name [kind]`.
    pub according_to: Vec<String>,
    /// How sure, 0 to 1; 1 where it is not said.
    pub confidence: Option<f64>,
    /// The person's role, which stands where a machine's name would; `analyst` where it is not said.
    pub role: Option<String>,
}

/// The entry that adds the claim.
///
/// # Errors
/// Where the report is not in the ledger or does not have these words, the type is none of the
/// ontology's, a place may be several, or a claim of the ledger says so already.
pub fn draft(ledger: &Ledger, draft: &Draft, signed: Signed<'_>) -> Result<Correction> {
    let (report, sha256) = (ledger.report(&draft.report)?).ok_or_else(|| {
        DeskError::NotFound(format!("no report in the ledger has the id {}", draft.report))
    })?;
    let claim = claim(&report, &sha256, draft, signed)?;
    let filter = Filter { report: Some(report.id), ..Filter::default() };
    for known in ledger.claims(&filter)? {
        let place = |claim: &Claim| claim.places.first().map(place_key);
        let (a, b) = (known.quote.span, claim.quote.span);
        let meet = a.start < b.end && b.start < a.end;
        if known.kind == claim.kind && meet && place(&known) == place(&claim) {
            return Err(DeskError::Input(format!(
                "claim {} says so already; accept or correct it instead",
                known.claim
            )));
        }
    }
    Ok(Correction {
        claim: claim.claim.clone(),
        report: sha256,
        kind: claim.kind.clone(),
        quote: claim.quote.text.clone(),
        start: claim.quote.span.start,
        field: ADDED.to_owned(),
        before: None,
        after: serde_json::to_value(&claim)
            .map_err(|error| DeskError::Input(format!("the claim cannot be written: {error}")))?,
        why: signed.why.to_owned(),
        who: signed.who.to_owned(),
        on: signed.on,
    })
}

fn claim(report: &Report, sha256: &str, draft: &Draft, signed: Signed<'_>) -> Result<Claim> {
    let types = claim_types();
    if !types.contains(&draft.kind) {
        let family = draft.kind.split('.').next().unwrap_or_default();
        let near: Vec<&str> =
            types.iter().map(String::as_str).filter(|kind| kind.starts_with(family)).collect();
        let near = if near.is_empty() { types.iter().map(String::as_str).collect() } else { near };
        return Err(DeskError::Usage(format!(
            "\"{}\" is no type of claim; there are {}",
            draft.kind,
            near.join(", ")
        )));
    }
    let words = Words::of(report, draft)?;
    let first = draft.first.or(draft.last);
    let last = draft.last.or(draft.first);
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        return Err(DeskError::Usage(format!("--first {first} is after --last {last}")));
    }
    let happened = !matches!(draft.modality, Some(Modality::Planned | Modality::Possible));
    if let (Some(published), Some(first)) = (report.published, first)
        && happened
        && first > published
    {
        return Err(DeskError::Usage(format!(
            "the report is of {published} and cannot tell what happened on {first}"
        )));
    }
    let mut places = vec![];
    for name in &draft.places {
        let mut place = naming::place(name)?;
        place.span = words.find(&[&place.name, crate::lookup::split(name).0]);
        place.text = words.at(place.span);
        places.push(place);
    }
    let talks = ["talks", "agreement", "words", "relations", "sanctions", "truce", "protest"];
    let family = draft.kind.split('.').next().unwrap_or_default();
    if places.is_empty() && !talks.contains(&family) {
        return Err(DeskError::Usage(format!("a {} is somewhere: --where PLACE", draft.kind)));
    }
    let actors = |names: &[String]| -> Vec<Actor> {
        let actor = |name: &String| {
            let mut actor = naming::actor(name, last);
            actor.span = words.find(&[&actor.name, name]);
            actor.text = words.at(actor.span);
            actor
        };
        names.iter().map(actor).collect()
    };
    let (by, against, with) = (actors(&draft.by), actors(&draft.against), actors(&draft.with));
    let control = control(draft, &by, last)?;
    let modality = draft.modality.unwrap_or(Modality::Asserted);
    let interest = draft.interest.unwrap_or(match (modality, draft.according_to.is_empty()) {
        (Modality::Claimed, _) => Interest::SelfServing,
        (_, true) => Interest::Neutral,
        (_, false) => Interest::Unknown,
    });
    let according_to =
        draft.according_to.iter().map(|text| source(text, last)).collect::<Result<_>>()?;
    let counts: Vec<Count> =
        draft.counts.iter().map(|text| count(text, &words)).collect::<Result<_>>()?;
    let precision = match (first, last) {
        (None, _) | (_, None) => Precision::Unknown,
        (first, last) if first == last => Precision::Day,
        _ => Precision::Range,
    };
    let confidence = draft.confidence.unwrap_or(1.0);
    if !(0.0..=1.0).contains(&confidence) {
        return Err(DeskError::Usage("--confidence is a number from 0 to 1".to_owned()));
    }
    let role = draft.role.as_deref().unwrap_or("analyst").trim();
    let reason = if signed.why.is_empty() { "" } else { ": " };
    let mut claim = Claim {
        claim: String::new(),
        report: report.id.clone(),
        published: report.published,
        publisher: report.publisher.clone(),
        url: report.url.clone(),
        kind: draft.kind.clone(),
        modality,
        interest,
        context: Context::Main,
        by,
        against,
        with,
        places,
        when: When {
            interval: Interval {
                first,
                last,
                bound: draft.bound.unwrap_or_default(),
                precision,
                basis: if first.is_some() { Basis::Text } else { Basis::None },
            },
            text: None,
        },
        counts,
        control,
        according_to,
        quote: Quote { text: draft.quote.clone(), span: words.span },
        confidence,
        coder: role.to_owned(),
        inferred: false,
        why: vec![format!("added by {} on {}{reason}{}", signed.who, signed.on, signed.why)],
    };
    claim.claim = identity(sha256, &claim, signed.who);
    Ok(claim)
}

fn control(draft: &Draft, by: &[Actor], day: Option<Date>) -> Result<Option<Control>> {
    let named = draft.holder.is_some() || draft.lost_by.is_some() || draft.besieged_by.is_some();
    let status = match draft.kind.as_str() {
        "control.gain" | "control.transfer" | "control.hold" | "control.siege-broken" => {
            ControlStatus::Held
        }
        "control.loss" => ControlStatus::Lost,
        "control.contest" => ControlStatus::Contested,
        "control.siege" => ControlStatus::Besieged,
        kind if named => {
            let message =
                format!("--holder and the like say who controls a place; {kind} does not");
            return Err(DeskError::Usage(message));
        }
        _ => return Ok(None),
    };
    let party = |name: &Option<String>| name.as_deref().map(|name| naming::party(name, day));
    let actor = by.first().and_then(|actor| actor.side.clone());
    let takes = ["control.gain", "control.transfer", "control.hold"].contains(&draft.kind.as_str());
    let holder = party(&draft.holder).or_else(|| actor.clone().filter(|_| takes));
    let lost_by = party(&draft.lost_by)
        .or_else(|| actor.filter(|_| draft.kind == "control.loss" && draft.holder.is_none()));
    if takes && holder.is_none() {
        return Err(DeskError::Usage(format!("a {} has a holder: --holder or --by", draft.kind)));
    }
    Ok(Some(Control {
        holder,
        lost_by,
        besieged_by: party(&draft.besieged_by),
        status,
        extent: if draft.part.is_some() { Extent::Part } else { Extent::Whole },
        part: draft.part.clone(),
    }))
}

/// `killed 12 civilians`, `wounded 24+`.
fn count(text: &str, words: &Words<'_>) -> Result<Count> {
    const WHAT: [&str; 6] = ["killed", "wounded", "missing", "captured", "displaced", "abducted"];
    let bad = || {
        DeskError::Usage(format!(
            "--count {text}: written like \"killed 12 civilians\" or \"wounded 24+\"; first one of {}",
            WHAT.join(", ")
        ))
    };
    let mut parts = text.split_whitespace();
    let what = parts.next().filter(|what| WHAT.contains(what)).ok_or_else(bad)?;
    let number = parts.next().ok_or_else(bad)?;
    let (digits, open) = match number.strip_suffix('+') {
        Some(digits) => (digits, true),
        None => (number, false),
    };
    let low: u32 = digits.parse().map_err(|_| bad())?;
    let who = parts.next().unwrap_or("unknown");
    let span = words.find(&[digits]);
    Ok(Count {
        what: what.to_owned(),
        who: who.to_owned(),
        side: None,
        low: Some(low),
        best: (!open).then_some(low),
        high: None,
        scope: "incident".to_owned(),
        of: None,
        text: words.at(span),
        span,
    })
}

/// `Syrian army [belligerent]`.
fn source(text: &str, day: Option<Date>) -> Result<Source> {
    let (name, kind) = match text.trim().strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some((name, kind)) => (name.trim(), Some(kind.trim())),
        None => (text.trim(), None),
    };
    let kind = match kind {
        None => SourceKind::Unnamed,
        Some(kind) => serde_json::from_value(kind.into()).map_err(|_| {
            DeskError::Usage(format!(
                "--according-to {text}: the kind is one of belligerent, state-media, agency, media, \
                 monitor, official, witness, unnamed"
            ))
        })?,
    };
    let actor = naming::actor(name, day).id;
    Ok(Source { name: name.to_owned(), actor, kind, cue: None })
}

/// The marked words in their report; spans are code points.
struct Words<'r> {
    text: &'r str,
    points: CodePoints,
    /// Of the quotation.
    span: Span,
    /// The quotation's bytes.
    bytes: std::ops::Range<usize>,
}

impl<'r> Words<'r> {
    fn of(report: &'r Report, draft: &Draft) -> Result<Words<'r>> {
        let (text, quote) = (report.text.as_str(), draft.quote.as_str());
        if quote.trim().is_empty() {
            return Err(DeskError::Usage("--quote is empty".to_owned()));
        }
        if quote.contains("\n\n") {
            let message = "--quote runs over a paragraph; a claim is one sentence's at most";
            return Err(DeskError::Usage(message.to_owned()));
        }
        let points = CodePoints::of(text);
        let at = |byte: usize| points.at(text, u32::try_from(byte).unwrap_or(u32::MAX));
        let found: Vec<usize> = text.match_indices(quote).map(|(byte, _)| byte).collect();
        let byte = match (draft.start, found.as_slice()) {
            (_, []) => {
                return Err(DeskError::NotFound(format!(
                    "report {} does not have the words \"{quote}\"",
                    report.id
                )));
            }
            (None, [one]) => *one,
            (None, several) => {
                let places: Vec<String> =
                    several.iter().map(|byte| at(*byte).to_string()).collect();
                return Err(DeskError::Usage(format!(
                    "report {} has these words {} times; say which by --start: {}",
                    report.id,
                    several.len(),
                    places.join(", ")
                )));
            }
            (Some(start), several) => {
                let here = several.iter().find(|byte| at(**byte) == start);
                *here.ok_or_else(|| {
                    DeskError::NotFound(format!("the words do not stand at {start}"))
                })?
            }
        };
        let bytes = byte..byte + quote.len();
        let span = Span { start: at(bytes.start), end: at(bytes.end) };
        Ok(Words { text, points, span, bytes })
    }

    /// Where the first of these words that occurs stands: in the quotation, else nearest before it. An
    /// empty span at its beginning where none does.
    fn find(&self, words: &[&str]) -> Span {
        let quote = &self.text[self.bytes.clone()];
        let before = &self.text[..self.bytes.start];
        for word in words.iter().filter(|word| !word.is_empty()) {
            let inside = quote.find(word).map(|at| self.bytes.start + at);
            if let Some(byte) = inside.or_else(|| before.rfind(word)) {
                let point = |byte: usize| {
                    self.points.at(self.text, u32::try_from(byte).unwrap_or(u32::MAX))
                };
                return Span { start: point(byte), end: point(byte + word.len()) };
            }
        }
        Span { start: self.span.start, end: self.span.start }
    }

    fn at(&self, span: Span) -> String {
        let length = span.end.saturating_sub(span.start) as usize;
        self.text.chars().skip(span.start as usize).take(length).collect()
    }
}

/// A stable id over what makes the assertion, and who makes it.
fn identity(sha256: &str, claim: &Claim, who: &str) -> String {
    let mut hash = Sha256::new();
    let span = format!("{}-{}", claim.quote.span.start, claim.quote.span.end);
    let places: Vec<String> = claim.places.iter().map(place_key).collect();
    for part in [sha256, &claim.kind, &span, &places.join(" "), who] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..16].to_owned()
}
