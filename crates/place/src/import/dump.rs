//! GeoNames' country dumps, in their own format: 19 columns, no header.

use crate::additions::MoreNames;
use crate::builder::{Record, RecordName};
use crate::kind::Kind;

use super::{ImportContext, Imported, degrees};

/// Reads the lines of a dump.
pub(super) fn read(imported: &mut Imported, text: &str, context: &ImportContext<'_>) {
    for (number, line) in imported.numbered(text) {
        let fields: Vec<&str> = line.split('\t').collect();
        let Some([id, name, ascii, names, lat, lon, class, code, country]) =
            fields.get(..9).and_then(|head| <[&str; 9]>::try_from(head).ok())
        else {
            imported.refuse(number, "19 columns expected");
            continue;
        };
        if !context.countries.is_empty() && !context.countries.contains(country) {
            imported.passed_over += 1;
            continue;
        }
        let field = |at: usize| fields.get(at).copied().unwrap_or("").trim();
        let Ok(id) = id.parse::<u32>() else {
            imported.refuse(number, format_args!("\"{id}\" is no GeoNames number"));
            continue;
        };
        if name.trim().is_empty() {
            imported.refuse(number, "no name");
            continue;
        }
        let others: Vec<RecordName> = std::iter::once(ascii)
            .chain(names.split(','))
            .filter(|other| !other.is_empty() && *other != name)
            .map(RecordName::new)
            .collect();
        let (first, second) = (field(10), field(11));
        // A division is there already; the dump knows more names of it.
        if let Some(division) = division(class, code, country, first, second, context) {
            let main = RecordName::new(name);
            let names = std::iter::once(main).chain(others).collect();
            imported.names.push(MoreNames { id: division, names, pcode: String::new() });
            continue;
        }
        let Some(kind) = kind_of(class, code) else {
            imported.passed_over += 1;
            continue;
        };
        let (Some(lat), Some(lon)) = (degrees(lat, 90.0), degrees(lon, 180.0)) else {
            imported.refuse(number, format_args!("\"{lat}\", \"{lon}\" are no coordinates"));
            continue;
        };
        imported.places.push(Record {
            id: format!("geonames:{id}"),
            name: name.to_owned(),
            kind: Some(kind),
            country: country.to_owned(),
            admin1: first.to_owned(),
            admin2: second.to_owned(),
            at: Some((lat, lon)),
            population: field(14).parse().unwrap_or(0),
            capital: code == "PPLC",
            seat: matches!(code, "PPLA" | "PPLC"),
            names: others,
            ..Record::default()
        });
    }
}

/// The id of the country or division that a row is.
fn division(
    class: &str,
    code: &str,
    country: &str,
    first: &str,
    second: &str,
    context: &ImportContext<'_>,
) -> Option<String> {
    let below = context.below;
    let entry = match (class, code) {
        ("A", "PCLI" | "PCLD" | "PCLS" | "TERR") => below.country(country)?,
        ("A", "ADM1") => below.admin1(&format!("{country}.{first}"))?,
        ("A", "ADM2") => below.admin2(&format!("{country}.{first}.{second}"))?,
        _ => return None,
    };
    Some(below.entry(entry)?.id())
}

/// What a GeoNames feature is; `None` for what no report names.
pub(super) fn kind_of(class: &str, code: &str) -> Option<Kind> {
    Some(match (class, code) {
        ("P", "PPLX") => Kind::Neighbourhood,
        ("P", _) => Kind::Town,
        ("A", "ADM3" | "ADM4" | "ADMD") => Kind::Region,
        ("L", "RGN" | "AREA" | "PPLR" | "RGNH") => Kind::Region,
        ("L", "OILF" | "GASF") => Kind::OilField,
        ("L", "MILB") => Kind::Base,
        ("L", "PRT") => Kind::Port,
        ("L", "CMP" | "CMPRF" | "RFGE") => Kind::Camp,
        ("S", "AIRP" | "AIRF") => Kind::Airport,
        ("S", "AIRB") => Kind::AirBase,
        ("S", "CSTM" | "PSTB") => Kind::BorderPost,
        ("S", "DAM") => Kind::Dam,
        ("S", "OILR" | "OILT") => Kind::Refinery,
        ("S", "PS" | "PSH" | "PSN") => Kind::PowerPlant,
        ("S", "CMP" | "CMPRF") => Kind::Camp,
        ("S", "BDG") => Kind::Bridge,
        ("S", "PRN") => Kind::Prison,
        ("S", "HSP") => Kind::Hospital,
        ("S", "INSM" | "FT") => Kind::Base,
        ("T", "ISL" | "ISLS") => Kind::Island,
        ("T", "MT" | "MTS" | "HLL" | "HLLS" | "PASS" | "RDGE") => Kind::Mountain,
        ("T", "VAL" | "PLN") => Kind::Valley,
        ("T", "DSRT") => Kind::Desert,
        ("H", "STM" | "STMI" | "CNL" | "WAD") => Kind::River,
        ("H", "LK" | "LKS" | "RSV") => Kind::Lake,
        ("H", "SEA" | "GULF" | "STRT" | "BAY") => Kind::Sea,
        ("R", "RD" | "RDJCT") => Kind::Road,
        _ => return None,
    })
}
