//! What is asked for: which rows, in which format.

use std::str::FromStr;

use dateline_control::EventSettings;
use dateline_desk::Evidence;
use jiff::civil::Date;

use crate::ExportError;
use dateline_desk::AskedActor;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = ExportError;

            fn from_str(word: &str) -> Result<Self, ExportError> {
                let found = $name::ALL.iter().copied().find(|one| one.as_str() == word);
                found.ok_or_else(|| {
                    let words: Vec<&str> = $name::ALL.iter().map(|one| one.as_str()).collect();
                    ExportError::Usage(format!("\"{word}\" is none of {}", words.join(", ")))
                })
            }
        }
    };
}

words! {
    /// How rows are written.
    Format {
        /// Comma-separated values.
        Csv "csv",
        /// A JSON object a line.
        Jsonl "jsonl",
        /// Apache Parquet.
        Parquet "parquet",
        /// GeoJSON, RFC 7946.
        Geojson "geojson",
        /// GeoParquet 1.1.
        Geoparquet "geoparquet",
        /// OGC GeoPackage.
        Gpkg "gpkg",
        /// KML with time spans.
        Kml "kml",
        /// Comma-separated values under UCDP GED's columns.
        Ged "ged",
        /// Comma-separated values under ACLED's columns.
        Acled "acled",
        /// Tab-separated values under POLECAT's columns.
        Polecat "polecat",
        /// Comma-separated values with a row of HXL hashtags.
        Hxl "hxl",
    }
}

words! {
    /// What rows tell of.
    Subject {
        /// Claims.
        Claims "claims",
        /// Events.
        Events "events",
        /// Who held what.
        Control "control",
    }
}

words! {
    /// How control is laid out in rows.
    Shape {
        /// A row a stretch of days with one status.
        Intervals "intervals",
        /// A row a place and period.
        Panel "panel",
        /// A row a place, on one date.
        Snapshots "snapshots",
    }
}

words! {
    /// The period of a panel, or the step between snapshots.
    Step {
        /// A day.
        Day "day",
        /// A week, Monday to Sunday.
        Week "week",
        /// A month.
        Month "month",
        /// A year.
        Year "year",
    }
}

words! {
    /// What one row is.
    Dataset {
        /// A claim.
        Claims "claims",
        /// An event.
        Events "events",
        /// A place through a stretch of days with one status.
        Control "control",
        /// A place in a period.
        Panel "control-panel",
        /// A place on a date.
        Snapshot "control-on",
        /// An event with a death, in UCDP GED's columns.
        Ged "ged",
        /// An event in ACLED's columns.
        Acled "acled",
        /// A claim in POLECAT's columns.
        Polecat "polecat",
    }
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Csv | Format::Ged | Format::Acled => "csv",
            Format::Hxl => "hxl.csv",
            Format::Polecat => "tsv",
            Format::Geoparquet => "parquet",
            other => other.as_str(),
        }
    }

    /// Whether it is text, so that it may go to a terminal.
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Parquet | Format::Geoparquet | Format::Gpkg)
    }

    /// What its rows tell of, where nothing else is said.
    pub fn usual_subject(self) -> Subject {
        match self {
            Format::Csv | Format::Jsonl | Format::Parquet | Format::Polecat => Subject::Claims,
            Format::Ged | Format::Acled => Subject::Events,
            _ => Subject::Control,
        }
    }

    /// The only thing that its rows can tell of, where its columns are given from outside.
    pub fn only_subject(self) -> Option<Subject> {
        match self {
            Format::Ged | Format::Acled => Some(Subject::Events),
            Format::Polecat => Some(Subject::Claims),
            _ => None,
        }
    }

    /// What one row is.
    ///
    /// # Errors
    /// Where the format cannot tell of this.
    pub fn dataset(self, subject: Subject, shape: Shape) -> Result<Dataset, ExportError> {
        if let Some(only) = self.only_subject().filter(|only| *only != subject) {
            return Err(ExportError::Usage(format!(
                "--to {} writes {} and nothing else; leave out --what, or use --to csv",
                self.as_str(),
                only.as_str()
            )));
        }
        Ok(match (self, subject, shape) {
            (Format::Ged, ..) => Dataset::Ged,
            (Format::Acled, ..) => Dataset::Acled,
            (Format::Polecat, ..) => Dataset::Polecat,
            (_, Subject::Claims, _) => Dataset::Claims,
            (_, Subject::Events, _) => Dataset::Events,
            (_, Subject::Control, Shape::Intervals) => Dataset::Control,
            (_, Subject::Control, Shape::Panel) => Dataset::Panel,
            (_, Subject::Control, Shape::Snapshots) => Dataset::Snapshot,
        })
    }
}

/// Which rows. The default is all.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// At the place with this key only.
    pub place: Option<String>,
    /// Of these types or families only; empty is any. Not for control.
    pub kinds: Vec<String>,
    /// On or after this day.
    pub from: Option<Date>,
    /// On or before this day.
    pub to: Option<Date>,
    /// With one of these actors.
    pub actor: Option<AskedActor>,
    /// Which claims count.
    pub evidence: Evidence,
    /// Reports published later, and those of no known date, are left out.
    pub as_of: Option<Date>,
    /// Nothing that is dated later leaves, nor anything published later.
    pub embargo: Option<Date>,
    /// How claims are gathered into events, and the dead counted.
    pub events: EventSettings,
    /// Whether GED's rows may count the dead of whom only their enemy tells.
    pub boasts: bool,
    /// The period of a panel.
    pub step: Option<Step>,
    /// The day of a snapshot.
    pub on: Option<Date>,
}

impl Request {
    /// The last day on which a report may have been published.
    pub fn known_by(&self) -> Option<Date> {
        match (self.as_of, self.embargo) {
            (Some(as_of), Some(embargo)) => Some(as_of.min(embargo)),
            (as_of, embargo) => as_of.or(embargo),
        }
    }

    /// The last day that a row may speak of.
    pub fn last_day(&self) -> Option<Date> {
        match (self.to, self.embargo) {
            (Some(to), Some(embargo)) => Some(to.min(embargo)),
            (to, embargo) => to.or(embargo),
        }
    }

    /// Whether days lie in the days asked for.
    pub(crate) fn admits_days(&self, first: Option<Date>, last: Option<Date>) -> bool {
        self.from.is_none_or(|from| last.is_some_and(|last| last >= from))
            && self.to.is_none_or(|to| first.is_some_and(|first| first <= to))
            && self.embargo.is_none_or(|end| last.or(first).is_none_or(|last| last <= end))
    }
}
