//! What no input may do: bytes and texts changed at random are read or refused, and never cause a panic.

use std::sync::OnceLock;

use dateline_place::{
    Additions, Gazetteer, PlaceContext, Record, RecordName, fold, read_places, resolve,
};
use dateline_syntax::Pipeline;
use proptest::prelude::*;

const DUMP: &str = "999000001\tTestabad\tTestabad\tTeztabad,تستاباد\t35.5\t40.1\tP\tPPL\tSY\t\t07\t\t\t\t1200\t\t210\tAsia/Damascus\t2020-01-01\n\
    999000002\tNahr\tNahr\t\t35.5\t40.1\tH\tSTM\tSY\t\t07\t\t\t\t0\t\t210\tAsia/Damascus\t2020-01-01\n";
const TABLE: &str = "name,country,lat,lon,names,pcode\n#loc+name,#country+code,#geo+lat,#geo+lon,,#loc+code\n\
    \"Zur, bazanga\",BF,13.1,-1.2,Zour|Zurba,BF01\nB,Burkina Faso,\"13,4\",1,,\n";
const NAMES: &str =
    "1\t170794\ten\tZorville\t\t\t\t1\t1920\t1946\n2\t170794\tlink\thttps://example.org\n";
const CODES: &str = "SY.07\tDeir ez-Zor\tDeir ez-Zor\t170793\nXX.01\tNowhere\tNowhere\t1\n";
const TEXT: &str = "BEIRUT, Nov 3 (AFP) — The Syrian army said it had captured Deir Ezzor, Mayadin and the \
    al-Omar oil field from Islamic State, 20 km east of Abu Kamal in Syria’s Deir ez-Zor province.";

/// Changes a text: at each place given, a character comes in, goes, or is doubled.
fn changed(text: &str, changes: &[(usize, u8, char)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, what, letter) in changes {
        let at = at % (letters.len() + 1);
        match what % 4 {
            0 => letters.insert(at, *letter),
            1 if at < letters.len() => {
                letters.remove(at);
            }
            2 if at < letters.len() => letters[at] = *letter,
            _ => letters.truncate(letters.len().max(8) - at % 8),
        }
    }
    letters.into_iter().collect()
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, char)>> {
    let letter = prop_oneof![
        Just('\t'),
        Just('\n'),
        Just('"'),
        Just(','),
        Just(';'),
        Just('#'),
        Just('\r'),
        Just('-'),
        any::<char>()
    ];
    prop::collection::vec((any::<usize>(), any::<u8>(), letter), 0..12)
}

/// A small layer of added places.
fn layer() -> &'static [u8] {
    static LAYER: OnceLock<Vec<u8>> = OnceLock::new();
    LAYER.get_or_init(|| {
        let record = |number: u32| Record {
            id: format!("geonames:{}", 999_000_000 + number),
            name: format!("Testabad {number}"),
            country: "SY".to_owned(),
            admin1: "07".to_owned(),
            at: Some((35.0, 40.0)),
            names: vec![RecordName {
                years: Some((1920, 1946)),
                ..RecordName::new("Old Testabad")
            }],
            within: vec!["geonames:170794".to_owned()],
            pcode: format!("SY{number}"),
            ..Record::default()
        };
        let laid = Gazetteer::own_embedded().with_added((0..20).map(record)).expect("places");
        laid.added_layer().expect("a layer").to_vec()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn files_of_places_are_read_or_refused(which in 0usize..4, changes in changes()) {
        let text = changed([DUMP, TABLE, NAMES, CODES][which], &changes);
        let imported = read_places(&text, Gazetteer::embedded());
        let mut added = Additions::default();
        added.merge(imported);
        for record in added.records(Gazetteer::embedded()) {
            if let Some((lat, lon)) = record.at {
                prop_assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0);
            }
            prop_assert!(!record.name.trim().is_empty());
        }
        let (again, notes) = Additions::read(&added.write());
        prop_assert!(notes.is_empty());
        prop_assert_eq!(again, added);
    }

    #[test]
    fn lines_of_added_places_are_read_or_refused(changes in changes()) {
        let mut added = Additions::default();
        added.merge(read_places(DUMP, Gazetteer::embedded()));
        added.merge(read_places(NAMES, Gazetteer::embedded()));
        let _ = Additions::read(&changed(&added.write(), &changes));
    }

    #[test]
    fn broken_layers_are_opened_or_refused(
        bytes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..24),
        cut in prop::option::of(any::<usize>()),
    ) {
        let mut layer = layer().to_vec();
        for (at, byte) in bytes {
            let at = at % layer.len();
            layer[at] = byte;
        }
        if let Some(cut) = cut {
            layer.truncate(cut % (layer.len() + 1));
        }
        if let Ok(gazetteer) = Gazetteer::own_embedded().with_layer(layer) {
            for name in ["Testabad 3", "Old Testabad", "Deir ez-Zor"] {
                for one in gazetteer.lookup(name) {
                    let _ = gazetteer.entry(one.entry).map(|entry| {
                        (entry.id(), entry.name().len(), entry.admin1_name(), entry.pcode(), entry.within())
                    });
                    let _ = gazetteer.children(one.entry);
                }
            }
            let _ = gazetteer.search("Testa", 5);
            let _ = gazetteer.find("geonames:999000003");
        }
    }

    #[test]
    fn toponyms_stand_in_the_text(changes in changes()) {
        let text = changed(TEXT, &changes);
        let analysis = Pipeline::embedded().analyse(&text);
        let context = PlaceContext { publisher: Some(text.clone()), ..PlaceContext::default() };
        let mut end = 0;
        for toponym in resolve(&analysis, &context, Gazetteer::embedded()).0 {
            prop_assert_eq!(toponym.place.span.of(&text), &toponym.place.text);
            prop_assert!(toponym.place.span.start >= end);
            end = toponym.place.span.end;
            prop_assert!(toponym.place.id.is_some() || toponym.place.lat.is_none());
        }
    }

    #[test]
    fn folding_twice_is_folding_once(changes in changes()) {
        let once = fold(&changed(TEXT, &changes));
        prop_assert_eq!(fold(&once), once);
    }
}
