//! Any UTF-8 text gives an analysis whose spans lie on characters, in order.
#![no_main]

use dateline_syntax::Pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let analysis = Pipeline::embedded().analyse(text);
    let mut end = 0;
    for (at, token) in analysis.tokens().iter().enumerate() {
        assert!(end <= token.span.start && token.span.start < token.span.end);
        assert!(text.get(token.span.start as usize..token.span.end as usize).is_some());
        assert!(analysis.head(at) < analysis.len());
        end = token.span.end;
    }
    let last = analysis.sentences().last().map_or(0, |sentence| sentence.end as usize);
    assert_eq!(last, analysis.len());
});
