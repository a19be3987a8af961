//! The ontology's examples as tests: what a type's sentences ought to give, held against what they do.

use std::collections::BTreeMap;

use dateline_actor::{Actor, Party};
use dateline_report::Report;
use jiff::civil::Date;

use crate::claim::Claim;
use crate::coder::Coder;
use crate::ontology::file::Example;
use crate::ontology::{EventType, OntologyError};

/// What came of an ontology's examples.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// How many examples were coded.
    pub examples: usize,
    /// What came out otherwise than its file says.
    pub faults: Vec<OntologyError>,
}

/// Codes the examples of the types that `wanted` picks, and says what came out otherwise.
pub fn examine(coder: &Coder, mut wanted: impl FnMut(&EventType) -> bool) -> Examined {
    let mut examined = Examined::default();
    for event_type in coder.ontology.types.iter().filter(|kind| wanted(kind)) {
        for (example, line) in event_type.examples() {
            examined.examples += 1;
            let fault = |message: String| OntologyError {
                file: event_type.path.clone(),
                line,
                message: format!("“{}”: {message}", example.text),
            };
            let claims = code(coder, event_type, example);
            let mut left: Vec<&Claim> = claims.iter().collect();
            for expected in &example.claims {
                if let Some(field) = expected.keys().find(|field| !FIELDS.contains(&field.as_str()))
                {
                    let known = FIELDS.join(" ");
                    examined
                        .faults
                        .push(fault(format!("`{field}` is no field of an example: use {known}")));
                } else if let Some(at) = left.iter().position(|claim| meets(claim, expected)) {
                    left.remove(at);
                } else {
                    let told: Vec<String> = claims.iter().map(told).collect();
                    examined
                        .faults
                        .push(fault(format!("expected {expected:?}, got {}", told.join(" and "))));
                }
            }
            for extra in left {
                examined.faults.push(fault(format!("one claim too many: {}", told(extra))));
            }
        }
    }
    examined
}

/// The claims of this type that an example gives.
fn code(coder: &Coder, event_type: &EventType, example: &Example) -> Vec<Claim> {
    let mut report = Report::new(example.text.as_str());
    report.published = example.published.as_ref().and_then(|day| day.parse().ok());
    let (mut claims, _) = coder.code(&report);
    claims.retain(|claim| claim.kind == event_type.kind);
    claims
}

/// Fields that an example may name.
const FIELDS: [&str; 17] = [
    "by",
    "against",
    "with",
    "where",
    "country",
    "first",
    "last",
    "modality",
    "context",
    "interest",
    "holder",
    "lost_by",
    "besieged_by",
    "status",
    "extent",
    "according_to",
    "killed",
];

/// A field of a claim, as an example would write it.
fn field(claim: &Claim, name: &str) -> String {
    let names = |actors: &[Actor]| {
        actors.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let party = |party: Option<&Party>| party.map(|p| p.name.clone()).unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let control = claim.control.as_ref();
    match name {
        "by" => names(&claim.by),
        "against" => names(&claim.against),
        "with" => names(&claim.with),
        "where" => claim.places.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", "),
        "country" => {
            claim.places.iter().filter_map(|p| p.country.clone()).collect::<Vec<_>>().join(", ")
        }
        "first" => day(claim.when.interval.first),
        "last" => day(claim.when.interval.last),
        "modality" => lower(&claim.modality),
        "context" => lower(&claim.context),
        "interest" => lower(&claim.interest),
        "holder" => party(control.and_then(|c| c.holder.as_ref())),
        "lost_by" => party(control.and_then(|c| c.lost_by.as_ref())),
        "besieged_by" => party(control.and_then(|c| c.besieged_by.as_ref())),
        "status" => control.map(|c| lower(&c.status)).unwrap_or_default(),
        "extent" => control.map(|c| lower(&c.extent)).unwrap_or_default(),
        "according_to" => {
            claim.according_to.iter().map(|s| s.name.clone()).collect::<Vec<_>>().join(", ")
        }
        "killed" => {
            let killed = claim.counts.iter().filter(|count| count.what == "killed");
            killed
                .filter_map(|count| count.best.or(count.low))
                .map(|number| number.to_string())
                .collect::<Vec<_>>()
                .join(", ")
        }
        _ => String::new(),
    }
}

fn meets(claim: &Claim, expected: &BTreeMap<String, String>) -> bool {
    expected.iter().all(|(name, value)| field(claim, name) == *value)
}

/// A claim in the words of an example, empty fields left out.
fn told(claim: &Claim) -> String {
    let said = FIELDS.iter().map(|name| (name, field(claim, name)));
    let said: Vec<String> = said
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name} = {value:?}"))
        .collect();
    format!("{{ {} }}", said.join(", "))
}

fn lower(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}
