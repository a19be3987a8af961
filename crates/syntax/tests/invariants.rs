//! What holds for every text.

use dateline_syntax::{Analysis, Pipeline};
use proptest::prelude::*;

/// Spans in bounds, on characters, in order and not overlapping; heads, sentences, names and
/// paragraphs that fit the tokens.
fn check(text: &str, analysis: &Analysis) {
    let len = analysis.len();
    let mut end = 0;
    for (i, token) in analysis.tokens().iter().enumerate() {
        let (start, stop) = (token.span.start as usize, token.span.end as usize);
        assert!(end <= start && start < stop && stop <= text.len());
        assert!(text.is_char_boundary(start) && text.is_char_boundary(stop));
        end = stop;
        assert!(analysis.head(i) < len);
        assert!(!analysis.tag(i).is_empty() && !analysis.dep(i).is_empty());
        assert!(analysis.children(i).all(|child| analysis.head(child) == i && child != i));
    }
    let mut next = 0;
    for sentence in analysis.sentences() {
        assert!(sentence.start == next && sentence.end > sentence.start);
        next = sentence.end;
    }
    assert_eq!(next as usize, len);
    let mut next = 0;
    for name in analysis.names() {
        assert!(next <= name.tokens.start && name.tokens.start < name.tokens.end);
        assert!(!analysis.label(name).is_empty());
        next = name.tokens.end;
    }
    assert!(next as usize <= len);
    let mut next = 0;
    for paragraph in analysis.paragraphs() {
        assert_eq!(paragraph.tokens.start, next);
        next = paragraph.tokens.end;
        let inside = analysis.tokens()[paragraph.tokens.start as usize..next as usize].iter();
        assert!(inside.into_iter().all(|token| paragraph.span.contains(token.span)));
    }
    assert_eq!(next as usize, len);
}

/// Text as news has it, and worse: words, marks, white space and other scripts in a jumble.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z]{1,9}",
        2 => "[ \t\n\r\u{a0}\u{2003}\u{1c}]{1,3}",
        2 => "[.,;:!?'\"()\\[\\]/<>=+*^_~#@%&$€£—–…’‘“”`-]{1,4}",
        1 => "[0-9.,:/-]{1,7}",
        1 => Just("don't U.S. http://a.b/c?d=e x@y.org a.m. I'm gonna 'Cause ".to_owned()),
        1 => "\\PC{1,4}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(""))
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn any_text_gives_a_sound_analysis(text in texts()) {
        let pipeline = Pipeline::embedded();
        let analysis = pipeline.analyse(&text);
        check(&text, &analysis);
        let covered: usize = analysis.tokens().iter().map(|t| t.span.len()).sum();
        prop_assert!(covered <= text.len());
        let spans: Vec<_> = analysis.tokens().iter().map(|t| t.span).collect();
        prop_assert_eq!(spans, pipeline.tokenize(&text));
    }
}

fn same(a: &Analysis, b: &Analysis) {
    assert_eq!(a.len(), b.len());
    for i in 0..a.len() {
        let of = |x: &Analysis| [x.lemma(i), x.pos(i), x.tag(i), x.dep(i)].map(str::to_owned);
        assert_eq!((a.span(i), a.head(i), of(a)), (b.span(i), b.head(i), of(b)));
    }
    assert_eq!(a.sentences(), b.sentences());
    assert_eq!(a.names().len(), b.names().len());
}

#[test]
fn batches_and_threads_change_nothing() {
    let texts: Vec<String> = serde_json::from_str(include_str!("golden/texts.json")).unwrap();
    let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
    let pipeline = Pipeline::embedded();
    let one_by_one: Vec<Analysis> = borrowed.iter().map(|text| pipeline.analyse(text)).collect();
    let together = pipeline.analyse_batch(&borrowed);
    for ((text, a), b) in borrowed.iter().zip(&one_by_one).zip(&together) {
        same(a, b);
        check(text, b);
    }
    let report = borrowed.join("\n\n");
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| pipeline.analyse(&report))).collect();
        let first = pipeline.analyse(&report);
        check(&report, &first);
        for run in runs {
            same(&first, &run.join().unwrap());
        }
    });
}

#[test]
fn skipped_paragraphs_have_no_tokens_and_change_nothing_else() {
    let text = "Rebels took the hill.\n\nPrices rose. So did rents.\n\nThe army left on Monday.";
    let pipeline = Pipeline::embedded();
    let analysis = pipeline.analyse_where(text, |paragraph| !paragraph.contains("Prices"));
    check(text, &analysis);
    assert_eq!(analysis.paragraphs().len(), 3);
    assert!(analysis.paragraphs()[1].tokens.is_empty());
    assert_eq!(analysis.sentences().len(), 2);
    let whole = pipeline.analyse(text);
    let last = analysis.paragraphs()[2].tokens.clone();
    let same = whole.paragraphs()[2].tokens.clone();
    for (a, b) in last.zip(same) {
        assert_eq!(analysis.dep(a as usize), whole.dep(b as usize));
        assert_eq!(analysis.span(a as usize), whole.span(b as usize));
    }
}

#[test]
fn hostile_texts_end_soon() {
    let pipeline = Pipeline::embedded();
    for text in [
        "(".repeat(20_000),
        "a.".repeat(20_000),
        "-a".repeat(20_000),
        "\u{300}".repeat(10_000),
        " ".repeat(50_000),
        "\n".repeat(50_000),
        "don't".repeat(5_000),
        "a@b".repeat(5_000),
        "http://".repeat(5_000),
        "word ".repeat(20_000),
        "\u{0}\u{feff}\u{fffe}".repeat(1_000),
    ] {
        check(&text, &pipeline.analyse(&text));
    }
}

#[test]
fn a_long_paragraph_is_read_in_pieces_and_says_so() {
    let text = "The convoy left the town on Monday. ".repeat(1500);
    let analysis = Pipeline::embedded().analyse(&text);
    check(&text, &analysis);
    assert_eq!(analysis.sentences().len(), 1500);
    assert_eq!(analysis.notes()[0].code, "D101");
}
