//! Gazetteer files with any bytes: opened or refused, and looked into without a panic.
#![no_main]

use dateline_place::Gazetteer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(gazetteer) = Gazetteer::from_bytes(bytes.to_vec()) {
        for one in gazetteer.lookup("Tripoli") {
            let _ = gazetteer.entry(one.entry).map(|entry| (entry.id(), entry.admin1_name()));
        }
        let _ = gazetteer.search("a", 5);
        let _ = gazetteer.find("geonames:1");
    }
});
