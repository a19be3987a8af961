//! Names and whole texts: folding is idempotent, spans lie in the text, nothing panics.
#![no_main]

use dateline_place::{Gazetteer, PlaceContext, fold, read_places, resolve};
use dateline_syntax::Pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let once = fold(text);
    assert_eq!(fold(&once), once);
    let gazetteer = Gazetteer::embedded();
    let _ = gazetteer.lookup(text);
    let _ = read_places(text, gazetteer);
    let analysis = Pipeline::embedded().analyse(text);
    let context = PlaceContext { publisher: Some(text.to_owned()), ..PlaceContext::default() };
    for toponym in resolve(&analysis, &context, gazetteer).0 {
        assert_eq!(toponym.place.span.of(text), toponym.place.text);
    }
});
