//! Offsets count code points of the text as it was given: `text[start:end]` is what the item says.

use serde_json::{Value, json};

use crate::{Folder, run, run_with};

const TEXT: &str = "\u{feff}🔥🇺🇦 Донецьк — “café” naïve e\u{301}\r\n\r\nRussian forces captured Bakhmut on 20 May 2023, \
    Wagner’s founder said. 🕊 Ukraine denied that Bakhmut had fallen; twelve soldiers were killed near Soledar.\r\n";

fn check(text: &[char], item: &Value) {
    let at = |key: &str| item[key].as_u64().unwrap() as usize;
    let found: String = text[at("start")..at("end")].iter().collect();
    assert_eq!(found, item["text"].as_str().unwrap());
}

#[test]
fn layers() {
    let text: Vec<char> = TEXT.chars().collect();
    let folder = Folder::new();
    let as_text = folder.file("a.txt", TEXT);
    let as_json = json!({"text": TEXT, "published": "2023-05-21"}).to_string();
    for layer in [
        "sentences",
        "tokens",
        "names",
        "syntax",
        "times",
        "places",
        "actors",
        "counts",
        "attributions",
    ] {
        let from_text = run([
            "inspect",
            "--layer",
            layer,
            "--published",
            "2023-05-21",
            as_text.to_str().unwrap(),
        ]);
        let from_json = run_with(as_json.as_bytes(), ["inspect", "--layer", layer]);
        assert_eq!((from_text.status, from_json.status), (0, 0), "{}", from_text.stderr);
        assert_eq!(from_text.stdout, from_json.stdout, "{layer}");
        let page = &from_json.json()[0];
        assert_eq!(page["layer"], layer);
        for key in ["items", "names"] {
            for item in page[key].as_array().into_iter().flatten() {
                check(&text, item);
            }
        }
    }
}

#[test]
fn claims() {
    let text: Vec<char> = TEXT.chars().collect();
    let as_json = json!({"text": TEXT, "published": "2023-05-21"}).to_string();
    let run = run_with(as_json.as_bytes(), ["code"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for claim in run.json() {
        check(&text, &claim["quote"]);
        for key in ["by", "against", "with", "where", "counts"] {
            claim[key].as_array().unwrap().iter().for_each(|item| check(&text, item));
        }
    }
}
