//! The pages of `docs/codebook/` are made from the columns' one definition, and these tests hold them
//! to it. `UPDATE=1 cargo test -p dateline-export --test codebook` writes them anew.

use std::path::PathBuf;

use dateline_export::{Dataset, Kind, claim_schema, codebook, codebook_json, schema, table};
use serde_json::Value;

fn compare(name: &str, made: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/codebook");
    let path = folder.join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/codebook/{name} is not what the columns say; UPDATE=1 writes it anew, and the diff is the review"
    );
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

#[test]
fn pages_say_what_the_columns_are() {
    for dataset in Dataset::ALL {
        let table = table(*dataset);
        compare(&format!("{}.md", table.name), &codebook(&table));
        compare(&format!("{}.json", table.name), &pretty(&codebook_json(&table)));
        compare(&format!("{}.schema.json", table.name), &pretty(&schema(&table)));
    }
    compare("claim.schema.json", &pretty(&claim_schema()));
}

#[test]
fn tables_are_whole() {
    for dataset in Dataset::ALL {
        let table = table(*dataset);
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len(), "{} names a column twice", table.name);
        for key in table.key {
            assert!(names.contains(key), "{}: no column {key}", table.name);
        }
        assert!(table.point.is_some(), "{} has no coordinates", table.name);
        for column in &table.columns {
            assert!(
                !column.meaning.is_empty() && !column.meaning.ends_with('.')
                    || column.meaning.contains(". "),
                "{}: {}",
                table.name,
                column.name
            );
            assert!(column.values.is_empty() || column.kind == Kind::Text, "{}", column.name);
            let tag = column.hxl;
            assert!(tag.is_empty() || tag.starts_with('#') && !tag.contains(' '), "{tag}");
        }
    }
}

/// The headers as users' scripts read them.
#[test]
fn columns_given_from_outside_are_kept() {
    let columns =
        |dataset| -> Vec<&str> { table(dataset).columns.iter().map(|c| c.name).collect() };
    let ged = "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name, \
               dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b, \
               number_of_sources, source_article, source_office, source_date, source_headline, source_original, where_prec, \
               where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country, country_id, \
               region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, \
               high, low, gwnoa, gwnob";
    assert_eq!(columns(Dataset::Ged).join(", "), ged);
    assert_eq!(columns(Dataset::Ged).len(), 49);
    let acled = "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, \
                 assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1, \
                 admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities, tags, timestamp";
    assert_eq!(columns(Dataset::Acled).join(", "), acled);
    let polecat = "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, \
                   Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, \
                   Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, \
                   Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw \
                   Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, Language, \
                   Version";
    assert_eq!(columns(Dataset::Polecat).join(", "), polecat);
    assert_eq!(columns(Dataset::Polecat).len(), 40);
    let control = "place_id, geonames_id, name, lat, lon, admin1, admin2, country, status, holder, other_actors, valid_from, \
                   valid_to, valid_from_prec, basis, confidence, n_claims, n_independent_sources, last_evidence_date, claim_ids, \
                   recorded_at, dateline_version";
    assert!(columns(Dataset::Control).join(", ").starts_with(control));
    let kind = |dataset, name: &str| {
        table(dataset).columns.iter().find(|c| c.name == name).map(|c| c.kind)
    };
    for name in ["id", "year", "where_prec", "best", "priogrid_gid", "country_id", "gwnoa"] {
        assert_eq!(kind(Dataset::Ged, name), Some(Kind::Int), "{name}");
    }
    assert_eq!(kind(Dataset::Ged, "date_start"), Some(Kind::Day));
    assert_eq!(kind(Dataset::Acled, "fatalities"), Some(Kind::Int));
}
