//! Places that a user added, as they are kept beside a ledger: JSON, one place a line.
//!
//! What is kept is what the user's files said, not what was built from it: a newer program with a newer
//! gazetteer builds its own layer from the same lines ([`Additions::records`]).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline_report::Note;
use serde::{Deserialize, Serialize};

use crate::builder::{Record, RecordName};
use crate::gazetteer::Gazetteer;
use crate::import::Imported;
use crate::kind::Kind;

/// More names, and perhaps a P-code, of a place that is there already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoreNames {
    /// The place.
    pub id: String,
    /// The names.
    pub names: Vec<RecordName>,
    /// The P-code; empty where none is given.
    pub pcode: String,
}

/// Places, and names of places, that a user added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Additions {
    by_id: BTreeMap<String, Addition>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Addition {
    place: Option<Record>,
    names: Vec<RecordName>,
    pcode: String,
}

/// What an import changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Places that were not there.
    pub new: usize,
    /// Places that were there and said something else.
    pub updated: usize,
    /// Places that were there word for word.
    pub same: usize,
    /// Names that were not there.
    pub names: usize,
}

/// Degrees to a millionth, ten centimetres: what is written and read again is then the same number.
fn micro(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    country: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    admin1: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    admin2: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    population: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    capital: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    seat: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    within: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pcode: String,
    /// Names of the place's own file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<NameLine>,
    /// Names of files of names, and a P-code that came so: they outlive the place's next version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    more: Vec<NameLine>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    more_pcode: String,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A name: its text, or its text with what is known of it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum NameLine {
    Text(String),
    Known {
        name: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        hand: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<i16>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<i16>,
    },
}

impl NameLine {
    fn of(name: &RecordName) -> NameLine {
        if !name.hand && name.years.is_none() {
            return NameLine::Text(name.text.clone());
        }
        let year = |year: i16| (year != i16::MIN && year != i16::MAX).then_some(year);
        NameLine::Known {
            name: name.text.clone(),
            hand: name.hand,
            from: name.years.and_then(|years| year(years.0)),
            to: name.years.and_then(|years| year(years.1)),
        }
    }

    fn into_name(self) -> RecordName {
        match self {
            NameLine::Text(text) => RecordName::new(text),
            NameLine::Known { name, hand, from, to } => RecordName {
                hand,
                years: (from.is_some() || to.is_some())
                    .then(|| (from.unwrap_or(i16::MIN), to.unwrap_or(i16::MAX))),
                ..RecordName::new(name)
            },
        }
    }
}

impl Additions {
    /// Reads the lines of a file; what cannot be read is noted by its line.
    pub fn read(text: &str) -> (Additions, Vec<Note>) {
        let mut additions = Additions::default();
        let mut notes = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match serde_json::from_str::<Line>(line) {
                Ok(line) => additions.add_line(line),
                Err(error) => {
                    notes
                        .push(Note::new("D016", format!("line {}: {error}; left out", number + 1)));
                }
            }
        }
        (additions, notes)
    }

    fn add_line(&mut self, line: Line) {
        let names = |names: Vec<NameLine>| names.into_iter().map(NameLine::into_name).collect();
        let slot = self.by_id.entry(line.id.clone()).or_default();
        slot.names = names(line.more);
        slot.pcode = line.more_pcode;
        if let Some(name) = line.name {
            slot.place = Some(Record {
                id: line.id,
                name,
                kind: Some(Kind::from_word(&line.kind).unwrap_or(Kind::Town)),
                country: line.country,
                admin1: line.admin1,
                admin2: line.admin2,
                at: line.lat.zip(line.lon).map(|(lat, lon)| (micro(lat), micro(lon))),
                population: line.population,
                capital: line.capital,
                seat: line.seat,
                names: names(line.names),
                within: line.within,
                pcode: line.pcode,
                ..Record::default()
            });
        }
    }

    /// The lines of a file, in the order of the ids.
    pub fn write(&self) -> String {
        let names = |names: &[RecordName]| names.iter().map(NameLine::of).collect();
        let mut text = String::new();
        for (id, addition) in &self.by_id {
            let bare = Record::default();
            let place = addition.place.as_ref().unwrap_or(&bare);
            let line = Line {
                id: id.clone(),
                name: addition.place.as_ref().map(|place| place.name.clone()),
                kind: place.kind.map_or("", Kind::as_str).to_owned(),
                country: place.country.clone(),
                admin1: place.admin1.clone(),
                admin2: place.admin2.clone(),
                lat: place.at.map(|at| at.0),
                lon: place.at.map(|at| at.1),
                population: place.population,
                capital: place.capital,
                seat: place.seat,
                within: place.within.clone(),
                pcode: place.pcode.clone(),
                names: names(&place.names),
                more: names(&addition.names),
                more_pcode: addition.pcode.clone(),
            };
            // A struct of strings and numbers is always JSON.
            let _ = writeln!(text, "{}", serde_json::to_string(&line).unwrap_or_default());
        }
        text
    }

    /// Takes in what a file says. A place that is there by its id is replaced; names are added.
    pub fn merge(&mut self, imported: Imported) -> Change {
        let mut change = Change::default();
        for mut place in imported.places {
            place.at = place.at.map(|(lat, lon)| (micro(lat), micro(lon)));
            let slot = self.by_id.entry(place.id.clone()).or_default();
            match &slot.place {
                None => change.new += 1,
                Some(old) if *old == place => change.same += 1,
                Some(_) => change.updated += 1,
            }
            slot.place = Some(place);
        }
        for more in imported.names {
            let slot = self.by_id.entry(more.id).or_default();
            for name in more.names {
                if !slot.names.contains(&name) {
                    slot.names.push(name);
                    change.names += 1;
                }
            }
            if !more.pcode.is_empty() && slot.pcode != more.pcode {
                slot.pcode = more.pcode;
                change.updated += 1;
            }
        }
        change
    }

    /// An added place by its id.
    pub fn place(&self, id: &str) -> Option<&Record> {
        self.by_id.get(id)?.place.as_ref()
    }

    /// How many places have something added.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The records of a layer over this gazetteer: added places, and copies of those that have only
    /// more names.
    pub fn records(&self, below: &Gazetteer) -> Vec<Record> {
        let of = |(id, addition): (&String, &Addition)| {
            let mut record = match &addition.place {
                Some(place) => place.clone(),
                None => below.record(id)?,
            };
            record.names.extend(addition.names.iter().cloned());
            if !addition.pcode.is_empty() {
                record.pcode.clone_from(&addition.pcode);
            }
            Some(record)
        };
        self.by_id.iter().filter_map(of).collect()
    }
}
