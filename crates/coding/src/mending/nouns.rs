//! Nouns that the tagger took for verbs, and verbs of headlines that it took for nouns.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "Missile strikes on the town killed five people", "Shelling killed nine": a deed that is the subject, tagged as
/// a verb.
pub(super) fn deed(a: &Analysis<'_>, lexicon: &Lexicon, token: usize) -> Vec<Mend> {
    let form = a.text(token).to_lowercase();
    let singular = form.strip_suffix('s').unwrap_or(&form);
    let known = lexicon.nouns.event.contains(&form) || lexicon.nouns.event.contains(singular);
    let start = a.sentences()[a.sentence_of(token)].start as usize;
    let headed = token > start
        && a.head(token - 1) == token
        && matches!(a.dep(token - 1), "compound" | "amod" | "det" | "nmod" | "poss");
    let fits = known
        && a.pos(token) == "VERB"
        && matches!(a.tag(token), "VBZ" | "VBG" | "NNS" | "NN")
        && matches!(a.dep(token), "nsubj" | "nsubjpass" | "csubj")
        && (headed || token == start)
        && !a.children(token).any(|c| {
            matches!(a.dep(c), "nsubj" | "nsubjpass" | "dobj" | "aux" | "auxpass" | "mark")
        });
    if !fits {
        return Vec::new();
    }
    let plural = form.ends_with('s');
    let text = |text: &str| Some(text.to_owned());
    let dep = if a.dep(token) == "csubj" { "nsubj" } else { a.dep(token) };
    vec![Mend {
        token,
        pos: text("NOUN"),
        tag: text(if plural { "NNS" } else { "NN" }),
        dep: text(dep),
        lemma: text(if plural { singular } else { &form }),
        ..Mend::default()
    }]
}

/// "Air strikes pound Zenda, 12 dead": a headline's verb behind a plural and before a name, taken for a noun.
pub(super) fn headline_verb(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let form = a.text(verb).to_lowercase();
    let Some(subject) = verb.checked_sub(1) else { return Vec::new() };
    let object = verb + 1;
    let class = lexicon.classes.get("headline_deeds");
    let strikes = matches!(a.tag(verb), "NN" | "NNP" | "JJ" | "VB" | "VBP")
        && class.is_some_and(|words| words.contains(&form))
        && matches!(a.tag(subject), "NNS" | "VBZ")
        && a.head(subject) == verb
        && matches!(a.dep(subject), "compound" | "nmod" | "amod")
        && object < a.len()
        && a.tag(object).starts_with("NNP");
    let below = strikes && a.head(object) == verb && a.head(verb) == verb;
    let above = strikes
        && a.head(verb) == object
        && a.head(object) == object
        && matches!(a.dep(verb), "compound" | "nmod" | "amod");
    if !below && !above {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    let mut mends = vec![
        Mend {
            token: verb,
            head: Some(verb),
            dep: text("ROOT"),
            pos: text("VERB"),
            tag: text("VBP"),
            lemma: Some(form),
        },
        Mend {
            pos: text("NOUN"),
            tag: text("NNS"),
            lemma: a.text(subject).strip_suffix('s').map(str::to_lowercase),
            ..arc(subject, verb, "nsubj")
        },
        arc(object, verb, "dobj"),
    ];
    if above {
        let others = a.children(object).filter(|&c| c > object);
        mends.extend(others.map(|token| Mend { token, head: Some(verb), ..Mend::default() }));
    }
    mends
}
