//! The telling: what carries over from sentence to sentence, the voice that speaks and the date.

use dateline_report::Span;

use crate::attribution::Attribution;
use crate::claim::When;
use crate::scene::Scene;

/// What is in force before each sentence.
#[derive(Debug, Default)]
pub struct Telling {
    /// The chain of sources of the last sentence that had one, in this paragraph or the one before.
    pub voices: Vec<Attribution>,
    /// The date said last in the same paragraph.
    pub dates: Vec<Option<When>>,
}

impl Telling {
    /// Reads the report once, sentence by sentence.
    pub fn of(scene: &Scene<'_>) -> Telling {
        let a = scene.arcs.analysis;
        let mut telling = Telling::default();
        let mut voice = Attribution::default();
        let mut age = 0;
        let mut date: Option<When> = None;
        let mut paragraph = usize::MAX;
        for sentence in a.sentences() {
            let here = a.paragraphs().partition_point(|p| p.tokens.end <= sentence.start);
            if here != paragraph {
                // A paragraph starts its own time; a voice carries over once.
                date = None;
                age += 1;
                paragraph = here;
            }
            if age > 2 {
                voice = Attribution::default();
            }
            telling.voices.push(voice.clone());
            telling.dates.push(date.clone());
            let said = scene.speakers(sentence.clone(), &voice);
            if !said.is_empty() {
                voice = said;
                age = 0;
            }
            date = scene.date_said(sentence.clone()).or(date);
        }
        telling
    }
}

/// One report of speech: who, by which word, what. Spans in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// The source's words.
    pub source: Span,
    /// The word that reports.
    pub cue: Span,
    /// What is reported.
    pub content: Span,
}

/// All reports of speech of a report, in text order.
pub fn attributions(scene: &Scene<'_>, telling: &Telling) -> Vec<Attributed> {
    let a = scene.arcs.analysis;
    let mut found: Vec<Attributed> = Vec::new();
    for (number, sentence) in a.sentences().iter().enumerate() {
        let silent = Attribution::default();
        let last = telling.voices.get(number).unwrap_or(&silent);
        for token in sentence.start as usize..sentence.end as usize {
            let according = a.text(token).eq_ignore_ascii_case("according");
            let reporting = &scene.arcs.lexicon.reporting;
            let says = scene.arcs.is_verb(token) && reporting.verbs.contains(&scene.lemma(token));
            let content = if according {
                (a.head(token) != token).then(|| a.head(token))
            } else if says {
                a.children(token).find(|&c| matches!(a.dep(c), "ccomp" | "xcomp"))
            } else {
                None
            };
            let Some(content) = content else { continue };
            let chain = scene.attribution(content, last);
            let Some(link) = chain.links.iter().find(|l| l.cue == Some(token)) else { continue };
            found.push(Attributed {
                source: a.span_of(link.tokens.clone()),
                cue: a.span(token),
                content: a.span_of(a.subtree(content)),
            });
        }
    }
    found
}

impl Scene<'_> {
    /// The chain of the sentence's own reporting verb, whatever it reports.
    fn speakers(&self, sentence: std::ops::Range<u32>, last: &Attribution) -> Attribution {
        let a = self.arcs.analysis;
        for token in sentence {
            let token = token as usize;
            let content = a
                .children(token)
                .filter(|&c| {
                    matches!(
                        a.dep(c),
                        "ccomp" | "xcomp" | "dobj" | "advcl" | "relcl" | "conj" | "nsubj"
                    )
                })
                .max_by_key(|&c| (a.dep(c) == "ccomp", a.dep(c) == "dobj"));
            let says = self.arcs.is_verb(token)
                && (self.arcs.lexicon.reporting.verbs.contains(&self.lemma(token))
                    || self.arcs.lexicon.reporting.perception.contains(&self.lemma(token)));
            if !says {
                continue;
            }
            if let Some(content) = content {
                let chain = self.attribution(content, last);
                if !chain.is_empty() && !chain.continued {
                    return chain;
                }
            }
        }
        Attribution::default()
    }

    /// The last date said in the sentence's main clause.
    fn date_said(&self, sentence: std::ops::Range<u32>) -> Option<When> {
        let a = self.arcs.analysis;
        let root = sentence.map(|t| t as usize).find(|&t| a.head(t) == t && a.pos(t) != "SPACE")?;
        let silent = Attribution::default();
        let mut dated = self.date(root, &silent, false, None);
        // "took the town on Tuesday, the army said": the day of what is said, where the saying has none
        let says = self.arcs.lexicon.reporting.verbs.contains(&self.lemma(root));
        let content = || a.children(root).find(|&c| a.dep(c) == "ccomp" && self.arcs.is_verb(c));
        if dated.when.text.is_none()
            && let Some(content) = says.then(content).flatten()
        {
            dated = self.date(content, &silent, false, None);
        }
        (dated.when.text.is_some() && dated.when.interval.last.is_some()).then_some(dated.when)
    }
}
