//! Toponyms in sentences written for this project: what is found, and what it means.
//!
//! Each case is a text and lines `words = id-or-mark`. The mark is a GeoNames or own id, `CC:Name` for
//! the entry's country and name, `null` for a name that no entry fits, `demonym`, `metonym`, `near` or
//! `-` for words that must not be a place.

use dateline_place::{Gazetteer, PlaceContext, PlacePrecision, ToponymRole, resolve};
use dateline_syntax::Pipeline;

#[track_caller]
fn check(text: &str, expected: &str) {
    check_in(text, &PlaceContext::default(), expected);
}

#[track_caller]
fn check_in(text: &str, context: &PlaceContext, expected: &str) {
    let analysis = Pipeline::embedded().analyse(text);
    let (toponyms, _) = resolve(&analysis, context, Gazetteer::embedded());
    let mut failures = Vec::new();
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (words, mark) = line.rsplit_once('=').expect("words = mark");
        let (words, mark) = (words.trim(), mark.trim());
        let found: Vec<_> = toponyms.iter().filter(|one| one.place.text == words).collect();
        let fits = |one: &&dateline_place::Toponym| match mark {
            "null" => one.place.id.is_none(),
            "demonym" => one.role == ToponymRole::Demonym,
            "metonym" => one.role == ToponymRole::Metonym,
            "near" => one.place.precision == Some(PlacePrecision::Near),
            _ => {
                one.place.id.as_deref() == Some(mark)
                    || mark.split_once(':').is_some_and(|(country, name)| {
                        one.place.country.as_deref() == Some(country) && one.place.name == name
                    })
                    || mark.strip_prefix("in ").is_some_and(|area| {
                        one.place.country.as_deref() == Some(area)
                            || one.place.admin1.as_deref() == Some(area)
                    })
                    || mark.strip_prefix("kind ").is_some_and(|kind| one.place.kind == kind)
            }
        };
        let good = if mark == "-" {
            !toponyms
                .iter()
                .any(|one| one.place.text == words && !matches!(one.role, ToponymRole::Metonym))
        } else {
            !found.is_empty() && found.iter().all(fits)
        };
        if !good {
            failures.push(format!(
                "{words} should be {mark}, is {:?}",
                found
                    .iter()
                    .map(|one| {
                        (
                            &one.place.id,
                            &one.place.name,
                            &one.place.country,
                            &one.place.admin1,
                            &one.place.kind,
                            one.role,
                            &one.reason,
                        )
                    })
                    .collect::<Vec<_>>()
            ));
        }
    }
    assert!(failures.is_empty(), "in \"{text}\":\n{}", failures.join("\n"));
}

#[test]
fn towns_of_wars_in_their_spellings() {
    check(
        "Militants seized Hawija and Tal'afar in northern Iraq after overrunning Mosul.",
        "Hawija = in IQ
         Tal'afar = IQ:Tal Afar
         Mosul = geonames:99072",
    );
    check(
        "The army retook Bukamal, Mayadeen and Deir ezzor in eastern Syria.",
        "Bukamal = SY:Abu Kamal
         Mayadeen = SY:Mayadin
         Deir ezzor = geonames:170794",
    );
    check(
        "Shelling hit Izium, Severodonetsk and Artemivsk in eastern Ukraine.",
        "Izium = in UA
         Severodonetsk = in UA
         Artemivsk = in UA",
    );
    check(
        "Rebels from the north captured Kindu and marched on Kisangani, Congolese officials said.",
        "Kisangani = in CD
         Congolese = demonym",
    );
}

#[test]
fn the_town_goes_before_the_province() {
    check("Rebels entered Idlib after weeks of fighting in Syria.", "Idlib = kind town");
    check("Rebels advanced across Idlib province in Syria.", "Idlib = kind admin1");
    check(
        "Fighting spread through Anbar province after Ramadi fell.",
        "Anbar = kind admin1
         Ramadi = IQ:Ramadi",
    );
}

#[test]
fn the_same_name_in_different_company() {
    check("A court in Paris, Texas, sentenced the man on Monday.", "Paris = US:Paris");
    check(
        "Ministers met in Paris on Monday, the French presidency said.",
        "Paris = geonames:2988507",
    );
    check(
        "Clashes between militias closed the port of Tripoli in western Libya.",
        "Tripoli = in LY",
    );
    check(
        "Gunmen clashed with the Lebanese army in the northern city of Tripoli.",
        "Tripoli = in LB",
    );
    check("Police in Lebanon, Pennsylvania, arrested two men.", "Lebanon = US:Lebanon");
    check("Israeli jets struck southern Lebanon on Tuesday.", "Lebanon = geonames:272103");
    check(
        "Georgia's governor signed the bill in Atlanta after visits to Savannah and Macon.",
        "Georgia = kind admin1
         Atlanta = in US",
    );
    check(
        "Russian troops entered Georgia and took Gori, threatening Tbilisi.",
        "Georgia = kind country
         Gori = in GE
         Tbilisi = in GE",
    );
    check(
        "A bus from San José to Alajuela overturned, Costa Rican police said.",
        "San José = in CR",
    );
    check(
        "Ships of the Canadian navy left Victoria for Vancouver, British Columbia.",
        "Victoria = in CA",
    );
}

#[test]
fn containers_tell_where() {
    check("Troops took Al-Qaim in western Iraq.", "Al-Qaim = IQ:Al-Qaim");
    check(
        "The village of Ghazaniya in Hama province was shelled, Syrian activists said.",
        "Hama = kind admin1",
    );
    check("Government forces captured the Syrian town of Salamiyah.", "Salamiyah = in SY");
    check(
        "Fighters withdrew from Ukraine's Kherson across the Dnipro River.",
        "Kherson = in UA
         Dnipro River = kind river",
    );
}

#[test]
fn persons_bodies_and_words_are_not_places() {
    check("Paris Hilton and Jordan Smith attended the gala.", "Paris = -\nJordan = -");
    check("Mr. Hama said that he was reading a nice book.", "Hama = -\nreading = -\nnice = -");
    check("Most of the men said the battle was over.", "Most = -\nBattle = -");
    check(
        "The Islamic State of Iraq and Syria claimed the attack in Kabul.",
        "Iraq = -
         Syria = -
         Kabul = in AF",
    );
    check("The Syrian Democratic Forces took the town.", "Syrian = demonym");
    check("Daesh lost the town of Raqqa in Syria.", "Daesh = -\nRaqqa = in SY");
}

#[test]
fn governments_are_metonyms() {
    check("Moscow said it had shot down the drone.", "Moscow = metonym");
    check("Washington-backed fighters entered Raqqa in Syria.", "Washington = metonym");
    check("Drones hit Moscow on Tuesday.", "Moscow = in RU");
    check("The rebels, backed by Ankara, entered Afrin in Syria.", "Ankara = metonym");
}

#[test]
fn sites_are_places_of_their_own() {
    check(
        "Iraqi forces captured the border post of Husaybah.",
        "Husaybah = dateline:husaybah-border-post",
    );
    check("The army stormed Mosul airport in northern Iraq.", "Mosul airport = kind airport");
    check(
        "Separatists shelled Donetsk airport in eastern Ukraine.",
        "Donetsk airport = kind airport",
    );
    check(
        "The Nova Kakhovka dam in southern Ukraine was blown up.",
        "Nova Kakhovka dam = kind dam",
    );
    check(
        "Mortar bombs fell on the Hamidiya district of Deir Ezzor in Syria.",
        "Deir Ezzor = geonames:170794",
    );
}

#[test]
fn near_is_not_in() {
    check("An air strike hit a convoy near Mayadin in eastern Syria.", "Mayadin = near");
    check("Tanks massed 20 km east of Benghazi in Libya.", "Benghazi = near");
    check("Fighting raged on the outskirts of Baidoa in Somalia.", "Baidoa = near");
    check("Shells fell in the Aleppo countryside in Syria.", "Aleppo = near");
}

#[test]
fn unknown_villages_keep_their_words() {
    check(
        "Gunmen attacked the village of Zurbazanga in northern Burkina Faso.",
        "Zurbazanga = null",
    );
}

#[test]
fn a_folder_of_local_news_leaves_the_report_alone() {
    let context =
        PlaceContext { domain: Some("palestineherald.com".to_owned()), ..PlaceContext::default() };
    check_in(
        "Police in Palestine arrested a man from Elkhart in Anderson County.",
        &context,
        "Palestine = in Texas",
    );
    check_in(
        "Iraqi forces captured Al-Qaim near the Syrian border, while Syrian troops took Raqa.",
        &context,
        "Al-Qaim = in IQ
         Raqa = in SY",
    );
}

#[test]
fn historic_names_hold_in_their_years() {
    let at = |year| PlaceContext {
        published: Some(jiff::civil::date(year, 6, 1)),
        ..PlaceContext::default()
    };
    check_in("The Ukrainian army held Artemivsk.", &at(2015), "Artemivsk = UA:Bakhmut");
}

#[test]
fn odd_text_is_no_trouble() {
    for text in [
        "",
        " ",
        "\n\n",
        "al-",
        "The The The",
        "-",
        "U.S.",
        "’s",
        "،",
        "🙂 in 🙂",
        "In",
        "near",
        "of , of",
    ] {
        let analysis = Pipeline::embedded().analyse(text);
        let _ = resolve(&analysis, &PlaceContext::default(), Gazetteer::embedded());
    }
}
