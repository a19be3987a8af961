//! A row's place: what the ledger says of it, and what the gazetteer adds.
//!
//! Invariant: every coordinate is a gazetteer's. A place without an entry has none.

use std::collections::HashMap;
use std::sync::OnceLock;

use dateline_coding::Claim;
use dateline_control::PlaceRecord;
use dateline_ledger::place_key;
use dateline_place::{Gazetteer, Place, PlacePrecision};

use crate::cell::{Cell, Kind};
use crate::column::Column;
use crate::country::{Country, country};
use crate::data;
use crate::words::word;

/// A place as rows have it.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// The key under which the ledger keeps it.
    pub key: String,
    /// Gazetteer id, where an entry fits.
    pub id: Option<String>,
    pub name: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub admin2: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub kind: String,
    pub precision: Option<PlacePrecision>,
    pub within: Option<String>,
    /// Its P-code, where the gazetteer has one.
    pub pcode: Option<String>,
    /// The P-code of the first-level division.
    pub admin1_pcode: Option<String>,
    /// The words of a report.
    pub text: Option<String>,
}

impl Spot {
    /// The place of a claim.
    pub fn of(place: &Place) -> Spot {
        let record = PlaceRecord::from(place);
        let text = (!place.text.is_empty()).then(|| place.text.clone());
        Spot { text, ..Spot::new(place_key(place), record) }
    }

    /// The first place of some claims that has this key.
    pub fn among(claims: &[Claim], key: &str) -> Option<Spot> {
        let all = claims.iter().flat_map(|claim| &claim.places);
        all.filter(|place| place_key(place) == key)
            .min_by(|a, b| (&a.name, &a.text).cmp(&(&b.name, &b.text)))
            .map(Spot::of)
    }

    /// A place with its key.
    pub fn new(key: String, record: PlaceRecord) -> Spot {
        let gazetteer = Gazetteer::embedded();
        let found = record.id.as_deref().and_then(|id| gazetteer.find(id));
        let entry = found.and_then(|id| gazetteer.entry(id));
        let said = record.id.as_ref().and(record.lat.zip(record.lon));
        let at = entry.as_ref().and_then(|entry| entry.at()).or(said);
        let division = entry.as_ref().and_then(|entry| gazetteer.entry(entry.admin1()?));
        let listed = || {
            let own = record.kind == "admin1";
            let name = if own { Some(&record.name) } else { record.admin1.as_ref() };
            pcode(record.country.as_deref()?, name?)
        };
        let own_pcode = entry.as_ref().and_then(|entry| entry.pcode());
        Spot {
            pcode: own_pcode.map(str::to_owned),
            admin1_pcode: (division.and_then(|division| division.pcode()).or_else(listed))
                .map(str::to_owned),
            admin2: entry.as_ref().and_then(|entry| entry.admin2_name()).map(str::to_owned),
            key,
            id: record.id,
            name: record.name,
            country: record.country,
            admin1: record.admin1,
            lat: at.map(|(lat, _)| lat),
            lon: at.map(|(_, lon)| lon),
            kind: record.kind,
            precision: record.precision,
            within: record.within,
            text: None,
        }
    }

    /// Its number in GeoNames.
    pub fn geonames(&self) -> Option<i64> {
        self.id.as_deref()?.strip_prefix("geonames:")?.parse().ok()
    }

    /// The codes of its country.
    pub fn codes(&self) -> Option<Country> {
        country(self.country.as_deref()?)
    }

    /// Its coordinates, or for a place that none are known of, a middle of its country.
    pub fn at_or_country(&self) -> Option<(f64, f64)> {
        self.lat.zip(self.lon).or_else(|| {
            let gazetteer = Gazetteer::embedded();
            gazetteer.entry(gazetteer.country(self.country.as_deref()?)?)?.at()
        })
    }

    /// How finely the place is known, in UCDP's numbers; nothing where no entry fits and no country
    /// is known.
    pub fn where_prec(&self) -> Option<u8> {
        match self.precision {
            Some(PlacePrecision::Exact) if self.id.is_some() => Some(1),
            Some(PlacePrecision::Near) if self.id.is_some() => Some(2),
            Some(PlacePrecision::Admin2) => Some(3),
            Some(PlacePrecision::Admin1) => Some(4),
            Some(PlacePrecision::Feature) => Some(5),
            Some(PlacePrecision::Country) => Some(6),
            _ => self.country.is_some().then_some(6),
        }
    }
}

/// The P-code of a first-level division, where it is known (`data/pcodes.tsv`).
fn pcode(country: &str, division: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<String, &str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let rows = data::rows(include_str!("../data/pcodes.tsv")).into_iter();
        rows.map(|(code, row)| (format!("{} {}", row[1], row[2]), code)).collect()
    });
    table.get(&format!("{country} {division}")).copied()
}

/// A row that is somewhere.
pub(crate) trait AtPlace {
    /// Where.
    fn spot(&self) -> Option<&Spot>;
}

/// Columns of the place, in the order of the control data's long form.
pub(crate) fn place_columns<R: AtPlace>(name: &'static str) -> Vec<Column<R>> {
    use Kind::*;
    fn of<R: AtPlace, T: Into<Cell>>(row: &R, get: impl Fn(&Spot) -> T) -> Cell {
        row.spot().map(|spot| get(spot).into()).into()
    }
    vec![
        Column::new(
            "place_id",
            Text,
            "The place: its gazetteer id (`geonames:170794`); `near` before it for a point near the place; \
             `name …` for a name that no gazetteer entry fits",
            |row: &R| of(row, |spot| spot.key.clone()),
        )
        .hxl("#loc+code"),
        Column::new("geonames_id", Int, "Number of the place in GeoNames", |row: &R| {
            of(row, Spot::geonames)
        })
        .hxl("#loc+code+v_geonames"),
        Column::new(
            name,
            Text,
            "The gazetteer's usual English name of the place, or the name as the report writes it",
            |row: &R| of(row, |spot| spot.name.clone()),
        )
        .hxl("#loc+name"),
        Column::new(
            "lat",
            Number,
            "Degrees north (WGS 84), always the gazetteer's; empty where no entry fits",
            |row: &R| of(row, |spot| spot.lat),
        )
        .hxl("#geo+lat"),
        Column::new("lon", Number, "Degrees east (WGS 84), as `lat`", |row: &R| {
            of(row, |spot| spot.lon)
        })
        .hxl("#geo+lon"),
        Column::new("admin1", Text, "First-level division that the place lies in", |row: &R| {
            of(row, |spot| spot.admin1.clone())
        })
        .hxl("#adm1+name"),
        Column::new("admin2", Text, "Second-level division that the place lies in", |row: &R| {
            of(row, |spot| spot.admin2.clone())
        })
        .hxl("#adm2+name"),
        Column::new("country", Text, "Country, ISO 3166-1 alpha-2", |row: &R| {
            of(row, |spot| spot.country.clone())
        })
        .hxl("#country+code+v_iso2"),
    ]
}

/// More columns of the place, which stand further back.
pub(crate) fn more_place_columns<R: AtPlace>() -> Vec<Column<R>> {
    use Kind::*;
    vec![
        Column::new("country_iso3", Text, "Country, ISO 3166-1 alpha-3", |row: &R| {
            row.spot().and_then(Spot::codes).map(|codes| codes.iso3).into()
        })
        .hxl("#country+code+v_iso3"),
        Column::new(
            "admin1_pcode",
            Text,
            "OCHA P-code of the first-level division, where known; for the others join on `admin1` and `country`",
            |row: &R| row.spot().and_then(|spot| spot.admin1_pcode.clone()).into(),
        )
        .hxl("#adm1+code+v_pcode"),
        Column::new("place_pcode", Text, "P-code of the place itself, where the gazetteer has one", |row: &R| {
            row.spot().and_then(|spot| spot.pcode.clone()).into()
        })
        .hxl("#loc+code+v_pcode"),
        Column::new("place_kind", Text, "What sort of place: `town`, `airport`, `river`, …", |row: &R| {
            row.spot().map(|spot| spot.kind.clone()).into()
        })
        .hxl("#loc+type"),
        Column::new(
            "place_precision",
            Text,
            "How finely the place is known: the place itself, a named point near it, a division, a river, region \
             or road, a country; empty where no entry fits",
            |row: &R| row.spot().and_then(|spot| spot.precision).map(|known| word(&known)).into(),
        )
        .one_of(&["exact", "near", "admin2", "admin1", "feature", "country"])
        .hxl("#geo+precision"),
    ]
}
