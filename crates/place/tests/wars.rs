//! Towns of some fifty wars in sentences of our own (`eval/places/sentences.tsv`): each comes out in its
//! country or unresolved, and none in another country.

use dateline_place::{Gazetteer, PlaceContext, resolve};
use dateline_syntax::Pipeline;

const SPELLINGS: &str = include_str!("../../../eval/places/spellings.tsv");
const SENTENCES: &str = include_str!("../../../eval/places/sentences.tsv");

#[test]
fn towns_of_wars_come_out_in_their_countries() {
    let (mut towns, mut right, mut unresolved) = (0, 0, 0);
    let (mut unfound, mut abroad) = (Vec::new(), Vec::new());
    let lines = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let (text, expected) = line.split_once('\t').expect("sentence and towns");
        let analysis = Pipeline::embedded().analyse(text);
        let (found, _) = resolve(&analysis, &PlaceContext::default(), Gazetteer::embedded());
        for town in expected.split(" ; ") {
            let (name, country) = town.split_once('=').expect("name=country");
            towns += 1;
            let hit = found.iter().find(|one| {
                let words = &one.place.text;
                one.place.kind != "demonym" && (words.contains(name) || name.contains(&**words))
            });
            match hit {
                None => unfound.push(format!("{name} in \"{text}\"")),
                Some(one) if one.place.id.is_none() => unresolved += 1,
                Some(one) if one.place.country.as_deref() == Some(country) => right += 1,
                Some(one) => abroad.push(format!(
                    "{name} → {} {:?} ({}) in \"{text}\"",
                    one.place.name, one.place.country, one.reason
                )),
            }
        }
    }
    println!("{towns} towns: {right} right, {unresolved} unresolved, {} not found", unfound.len());
    println!("not found:\n{}", unfound.join("\n"));
    assert!(abroad.is_empty(), "abroad:\n{}", abroad.join("\n"));
    assert!(towns >= 480 && right * 100 >= towns * 94, "{right} of {towns}");
}

/// A hundred towns in all the spellings that real reports were found to have of them.
#[test]
fn towns_are_found_in_all_their_spellings() {
    let gazetteer = Gazetteer::embedded();
    let (mut towns, mut spellings, mut misses) = (0, 0, Vec::new());
    for line in SPELLINGS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, name, _, list] = fields[..] else { panic!("{line}") };
        towns += 1;
        for spelling in list.split('|') {
            spellings += 1;
            let found = gazetteer.lookup(spelling);
            let ids = found.iter().filter_map(|one| gazetteer.entry(one.entry));
            if !ids.into_iter().any(|entry| entry.id() == id) {
                misses.push(format!("{spelling} for {name}"));
            }
        }
    }
    assert!(towns >= 100 && spellings >= 250, "{towns} towns, {spellings} spellings");
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

/// "The cruiser Moskva": she bears a town's name, and the report means her by it.
#[test]
fn ships_are_no_towns() {
    let places = |text: &str| -> Vec<String> {
        let analysis = Pipeline::embedded().analyse(text);
        let (found, _) = resolve(&analysis, &PlaceContext::default(), Gazetteer::embedded());
        let told = found.into_iter().filter(|one| one.place.kind != "demonym");
        told.map(|one| one.place.text).collect()
    };
    let text = "Missiles hit the Russian cruiser Moskva off Odesa. The Moskva sank under tow to Sevastopol.";
    assert_eq!(places(text), ["Odesa", "Sevastopol"]);
    // In italics, and told of again without her kind.
    let text =
        "The landing ship *Saratov* burned in Berdiansk. Two crews left the *Saratov* in time.";
    assert_eq!(places(text), ["Berdiansk"]);
    // The town of that name, where only a town can stand.
    let text = "The frigate Kyiv was scuttled in Mykolaiv. Shells fell in Kyiv on Monday.";
    assert_eq!(places(text), ["Mykolaiv", "Kyiv"]);
    // The word behind a ship may begin a clause of its own.
    let text = "The ship Israel seized on Monday was bound for Gaza.";
    assert_eq!(places(text), ["Israel", "Gaza"]);
}
