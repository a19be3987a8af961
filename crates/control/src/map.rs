//! The map of a day as GeoJSON features, and what differs between two days.

use dateline_actor::Party;
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::{Answer, PlaceRecord, Reason};
use crate::status::{EvidenceBasis, Status};

/// One place's answer as a GeoJSON feature. Coordinates are the gazetteer's; a place that it does
/// not know has no geometry.
pub fn feature(key: &str, answer: &Answer) -> Value {
    let geometry = match (answer.place.lon, answer.place.lat) {
        (Some(lon), Some(lat)) => json!({"type": "Point", "coordinates": [lon, lat]}),
        _ => Value::Null,
    };
    let mut properties = serde_json::to_value(answer).unwrap_or_default();
    if let Some(properties) = properties.as_object_mut() {
        properties.insert("name".to_owned(), json!(answer.place.name));
        // Reasons are told by `who` and `explain`; a map names the claims.
        let claims: Vec<&str> = answer.because.iter().map(|reason| reason.claim.as_str()).collect();
        properties.insert("because".to_owned(), json!(claims));
        properties.remove("set_aside");
    }
    json!({"type": "Feature", "id": key, "geometry": geometry, "properties": properties})
}

/// How a place stood on one of two days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// How it stood.
    pub status: Status,
    /// Who held it.
    pub holder: Option<Party>,
    /// Who else was there.
    pub others: Vec<Party>,
    /// What that rests on.
    pub basis: Option<EvidenceBasis>,
}

/// A place whose status or holder differs between two days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The place.
    pub place: PlaceRecord,
    /// On the first day.
    pub from: Side,
    /// On the second day.
    pub to: Side,
    /// Why it stands as on the second day.
    pub because: Vec<Reason>,
}

/// What differs between two answers about one place, where its status or holder does.
pub fn difference(from: &Answer, to: Answer) -> Option<Difference> {
    let side = |answer: &Answer| Side {
        status: answer.status,
        holder: answer.holder.clone(),
        others: answer.others.clone(),
        basis: answer.basis,
    };
    ((from.status, &from.holder) != (to.status, &to.holder)).then(|| Difference {
        from: side(from),
        to: side(&to),
        place: to.place,
        because: to.because,
    })
}
