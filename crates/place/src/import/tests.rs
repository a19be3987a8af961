//! Files of places, read and laid over the gazetteer.

use super::*;
use crate::kind::Kind;

fn laid(imported: Imported) -> Gazetteer {
    let below = Gazetteer::embedded();
    let mut added = Additions::default();
    added.merge(imported);
    Gazetteer::own_embedded().with_added(added.records(below)).unwrap()
}

#[test]
fn a_table_becomes_places_that_are_found() {
    let text = "name,country,lat,lon,names\nZurbazanga,BF,13.1,-1.2,Zour Bazanga|Zurba\nbad,XX,,\n";
    let imported = read_places(text, Gazetteer::embedded());
    assert_eq!((imported.places.len(), imported.refused), (1, 1));
    assert!(imported.notes[0].message.starts_with("line 3:"), "{:?}", imported.notes);
    let gazetteer = laid(imported);
    let found = gazetteer.lookup("Zour Bazanga");
    let entry = gazetteer.entry(found[0].entry).unwrap();
    assert_eq!(entry.name(), "Zurbazanga");
    assert_eq!(entry.country(), Some("BF"));
    assert!(Gazetteer::embedded().lookup("Zurbazanga").is_empty());
}

#[test]
fn a_country_dump_is_read_in_its_own_format() {
    let line = "999000001\tTestabad\tTestabad\tTeztabad,تستاباد\t35.5\t40.1\tP\tPPL\tSY\t\t07\t\t\t\t1200\t\t210\tAsia/Damascus\t2020-01-01";
    let imported = read_places(line, Gazetteer::embedded());
    assert!(imported.notes.is_empty());
    let gazetteer = laid(imported);
    let entry = gazetteer.entry(gazetteer.find("geonames:999000001").unwrap()).unwrap();
    assert_eq!(entry.admin1_name(), Some("Deir ez-Zor"));
    assert_eq!(gazetteer.lookup("Teztabad").len(), 1);
}

#[test]
fn alternate_names_reach_the_place_that_they_name() {
    let line = "1\t170794\ten\tZorville\t\t\t\t1\t1920\t1946";
    let gazetteer = laid(read_places(line, Gazetteer::embedded()));
    let found = gazetteer.lookup("Zorville");
    assert_eq!(gazetteer.entry(found[0].entry).unwrap().id(), "geonames:170794");
    assert_eq!(found[0].years, Some((1920, 1946)));
    let town = |name: &str| {
        let ids = gazetteer.lookup(name).into_iter();
        ids.filter_map(|one| gazetteer.entry(one.entry))
            .filter(|entry| entry.id() == "geonames:170794")
            .count()
    };
    // The place is there once, under old and new names alike.
    assert_eq!(town("Deir ez-Zor"), 1);
    let names = gazetteer.lookup("Deir ez-Zor");
    assert!(names.iter().any(|one| one.entry == found[0].entry));
}

#[test]
fn hashtags_say_what_columns_are() {
    let text = "Upazila,Code,Land\n#loc+name,#loc+code,#country+code,#geo+lat,#geo+lon\nZurbazanga,BF0101,BF,13.1,-1.2\n";
    let imported = read_places(text, Gazetteer::embedded());
    assert!(imported.notes.is_empty(), "{:?}", imported.notes);
    let gazetteer = laid(imported);
    let entry = gazetteer.entry(gazetteer.find("pcode:BF0101").unwrap()).unwrap();
    assert_eq!((entry.name(), entry.pcode()), ("Zurbazanga", Some("BF0101")));
}

#[test]
fn a_division_gets_its_code_and_stays_one() {
    let text = "#country+code,#adm1+name,#adm1+code\nSYR,Deir-ez-Zor,SY09\nSY,Nowhere,SY99\n";
    let imported = read_places(text, Gazetteer::embedded());
    assert_eq!(imported.refused, 1);
    assert!(imported.notes[0].message.contains("Nowhere"));
    let gazetteer = laid(imported);
    let id = gazetteer.admin1("SY.07").and_then(|id| Some(gazetteer.entry(id)?.id())).unwrap();
    let entry = gazetteer.entry(gazetteer.find(&id).unwrap()).unwrap();
    assert_eq!((entry.pcode(), entry.kind()), (Some("SY09"), Kind::Admin1));
}

#[test]
fn what_is_refused_says_why() {
    for (row, why) in [
        (",SY,35,40", "no name"),
        ("A,Ruritania,35,40", "no country's code or name"),
        ("A,SY,95,40", "no coordinates in degrees"),
        ("A,SY,x,40", "no coordinates in degrees"),
        ("A,SY,,", "no coordinates"),
    ] {
        let imported =
            read_places(&format!("name,country,lat,lon\n{row}\n"), Gazetteer::embedded());
        assert_eq!((imported.places.len(), imported.refused), (0, 1), "{row}");
        assert!(imported.notes[0].message.contains(why), "{:?}", imported.notes);
    }
    let imported = read_places("what,ever\n1,2\n", Gazetteer::embedded());
    assert!(imported.notes[0].message.contains("header"));
}

#[test]
fn what_is_kept_comes_back() {
    let text = "name;country;lat;lon;names;pcode\nZurbazanga;Burkina Faso;13,1;-1,2;Zurba;BF9\n";
    let mut added = Additions::default();
    let change = added.merge(read_places(text, Gazetteer::embedded()));
    assert_eq!((change.new, change.updated), (1, 0));
    let change = added.merge(read_places(text, Gazetteer::embedded()));
    assert_eq!((change.new, change.same), (0, 1));
    let moved = text.replace("13,1", "13,2");
    let change = added.merge(read_places(&moved, Gazetteer::embedded()));
    assert_eq!((change.new, change.updated, added.len()), (0, 1, 1));
    added.merge(read_places("1\t170794\ten\tZorville\t\t\t\t1\t1920\t", Gazetteer::embedded()));
    let (again, notes) = Additions::read(&added.write());
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(again, added);
    let (_, notes) = Additions::read("{\"id\": 5}\nnonsense\n");
    assert_eq!(notes.len(), 2);
    assert!(notes[1].message.starts_with("line 2:"));
}
