//! Modality: whether the text says that it happened, by climbing from the trigger to the root.
//!
//! Each step up asks what the governing word makes of the clause below it: a plan, an attempt, a
//! possibility, a denial, or nothing. The innermost reading stands unless something above denies it.

use crate::arcs::Arcs;
use crate::claim::Modality;

/// The modality with what decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the text makes of the happening.
    pub modality: Modality,
    /// Which word decided, for `explain`; empty for plain assertion.
    pub why: Option<String>,
    /// The happening is what somebody is after: its object is presupposed to be in other hands.
    pub purpose: bool,
}

impl Reading {
    fn merge(&mut self, modality: Modality, word: &str) {
        let replaces = match (self.modality, modality) {
            (Modality::Asserted, _) => true,
            // "does not plan to", "denied that it would": the denial wins over the plan
            (Modality::Planned | Modality::Possible | Modality::Attempted, Modality::Denied) => {
                true
            }
            _ => false,
        };
        if replaces && modality != Modality::Asserted {
            self.modality = modality;
            self.why = Some(format!("“{word}”"));
        }
    }
}

/// Reads the modality of a trigger.
pub fn read(arcs: &Arcs<'_>, trigger: usize) -> Reading {
    let a = arcs.analysis;
    let mut reading = Reading { modality: Modality::Asserted, why: None, purpose: false };
    question(arcs, trigger, &mut reading);
    if arcs.is_verb(trigger) {
        own_words(arcs, trigger, &mut reading);
    } else {
        noun_words(arcs, trigger, &mut reading);
        // "with no sign of a deployment"
        let of = a.head(trigger);
        let sign = a.head(of);
        let signs = arcs.lexicon.classes.get("signs");
        let none = a.dep(trigger) == "pobj"
            && a.text(of) == "of"
            && signs.is_some_and(|words| words.iter().any(|word| word == a.lemma(sign)))
            && a.children(sign).any(|c| a.dep(c) == "det" && a.lemma(c) == "no");
        if none {
            reading.merge(Modality::Denied, "no sign of");
        }
    }
    let mut at = trigger;
    for _ in 0..32 {
        let head = a.head(at);
        if head == at {
            break;
        }
        if !climb(arcs, at, head, &mut reading) {
            break;
        }
        at = head;
    }
    reading
}

/// Negation, modal verbs and adverbs of a verb's own clause.
fn own_words(arcs: &Arcs<'_>, verb: usize, reading: &mut Reading) {
    let a = arcs.analysis;
    let lexicon = arcs.lexicon;
    let perfect = a.children(verb).any(|c| a.dep(c) == "aux" && a.lemma(c) == "have");
    if verb > 1 && a.text(verb - 1) == "but" && a.text(verb - 2).eq_ignore_ascii_case("all") {
        reading.merge(Modality::Attempted, "all but");
    }
    for child in a.children(verb) {
        let (dep, lemma, text) =
            (a.dep(child), a.lemma(child).to_lowercase(), a.text(child).to_lowercase());
        // "all but captured": two words that are one, either of which the parser may hang on the verb
        let two = |first: usize| {
            (first + 1 < a.len())
                .then(|| format!("{} {}", a.text(first), a.text(first + 1)).to_lowercase())
        };
        let pairs = [child.checked_sub(1).and_then(two), two(child)];
        let is = |words: &crate::lexicon::Words| {
            words.contains(&lemma)
                || words.contains(&text)
                || pairs.iter().flatten().any(|pair| words.contains(pair))
        };
        match dep {
            "neg" => reading.merge(Modality::Denied, &text),
            "aux" if a.tag(child) == "MD" => {
                if is(&lexicon.planned.auxiliaries) {
                    reading.merge(Modality::Planned, &text);
                } else if text == "would" && has_condition(arcs, verb) {
                    // "would take it within a day if they crossed the border": nobody's plan
                    reading.merge(Modality::Possible, &text);
                } else if text == "would" && !perfect && is_reported(arcs, verb) {
                    // "said that the assault would begin": a plan, told in the past
                    reading.merge(Modality::Planned, &text);
                } else if is(&lexicon.possible.auxiliaries) {
                    // "could enter for the first time" stays possible: silence beats a guess
                    reading.merge(Modality::Possible, &text);
                }
            }
            // "no longer hold"
            "advmod"
                if text == "longer"
                    && child > 0
                    && a.text(child - 1).eq_ignore_ascii_case("no") =>
            {
                reading.merge(Modality::Denied, "no longer");
            }
            // "neither town is held by the rebels"
            "nsubj" | "nsubjpass" | "dobj"
                if a.children(child)
                    .any(|c| c < child && a.text(c).eq_ignore_ascii_case("neither")) =>
            {
                reading.merge(Modality::Denied, "neither");
            }
            "advmod" | "npadvmod" | "nsubj" | "det" => {
                if dep == "advmod" && is(&lexicon.denied.adverbs) {
                    reading.merge(Modality::Denied, &text);
                } else if dep == "advmod"
                    && child < verb
                    && is(&lexicon.attempted.adverbs)
                    && !counts_something(arcs, child)
                {
                    reading.merge(Modality::Attempted, &text);
                } else if dep == "advmod" && is(&lexicon.possible.adverbs) {
                    reading.merge(Modality::Possible, &text);
                } else if dep == "nsubj"
                    && matches!(text.as_str(), "nobody" | "none" | "neither" | "nothing")
                {
                    reading.merge(Modality::Denied, &text);
                }
                // "no rebels entered the town"
                if dep == "nsubj"
                    && a.children(child).any(|c| a.dep(c) == "det" && a.lemma(c) == "no")
                {
                    reading.merge(Modality::Denied, "no");
                }
            }
            // "has neither entered the town nor surrounded it"
            "preconj" if text == "neither" => reading.merge(Modality::Denied, "neither"),
            "mark" if is(&lexicon.possible.markers) => {
                reading.merge(Modality::Possible, &text);
            }
            _ => {}
        }
    }
    // "was the largest city not under their control"
    let attribute = a.children(verb).find(|&c| a.dep(c) == "attr");
    let beside = attribute.into_iter().flat_map(|noun| a.children(noun));
    for preposition in beside.chain(a.children(verb)).filter(|&c| a.dep(c) == "prep" && c > verb) {
        if a.children(preposition).any(|c| a.dep(c) == "neg") {
            reading.merge(Modality::Denied, "not");
        }
    }
    // "Had the rebels attacked the town, hundreds would have died"
    let inverted = a.dep(verb) == "advcl"
        && a.children(verb).any(|c| {
            matches!(a.dep(c), "aux" | "auxpass")
                && matches!(a.text(c).to_lowercase().as_str(), "had" | "should" | "were")
                && arcs.own_subject(verb).is_some_and(|subject| c < subject)
        });
    // the same with "had" for the verb: "Had troops loyal to him taken the town, …"
    let had = a.head(verb);
    let first = a.sentences()[a.sentence_of(verb)].start as usize;
    let wished = a.dep(verb) == "ccomp"
        && had == first
        && a.dep(had) == "advcl"
        && a.lemma(had) == "have"
        && a.tag(verb) == "VBN";
    if inverted || wished {
        reading.merge(Modality::Possible, "had");
    }
    // "it was only a matter of time before they retook the town"
    let before = a.children(verb).any(|c| a.dep(c) == "mark" && a.text(c) == "before");
    let matter = |t: usize| {
        a.text(t) == "time" && t > 1 && matches!(a.lemma(t - 2), "matter" | "question" | "issue")
    };
    let start = a.sentences()[a.sentence_of(verb)].start as usize;
    if before && (start..verb).any(matter) {
        reading.merge(Modality::Possible, "matter of time");
    }
    // "if the town is not retaken": neither so nor otherwise
    let conditional = a
        .children(verb)
        .find(|&c| a.dep(c) == "mark" && lexicon.possible.markers.contains(a.lemma(c)));
    if let Some(mark) = conditional.filter(|_| reading.modality == Modality::Denied) {
        reading.modality = Modality::Possible;
        reading.why = Some(format!("“{}”", a.text(mark)));
    }
    let joined = a.dep(verb) == "conj"
        && a.children(a.head(verb))
            .any(|c| a.dep(c) == "cc" && a.text(c).eq_ignore_ascii_case("nor"));
    if joined {
        reading.merge(Modality::Denied, "nor");
    }
    // "has yet to fall"
    let infinitive =
        a.children(verb).any(|c| a.dep(c) == "aux" && a.text(c).eq_ignore_ascii_case("to"));
    if infinitive && verb >= 2 && a.text(verb - 2).eq_ignore_ascii_case("yet") {
        reading.merge(Modality::Denied, "yet to");
    }
}

/// Whether a clause hangs on an "if" of its own.
fn has_condition(arcs: &Arcs<'_>, verb: usize) -> bool {
    let a = arcs.analysis;
    a.children(verb).any(|clause| {
        a.dep(clause) == "advcl"
            && a.children(clause).any(|c| {
                a.dep(c) == "mark"
                    && arcs.lexicon.possible.markers.contains(&a.text(c).to_lowercase())
            })
    })
}

/// Whether a clause is what somebody is said to have said.
fn is_reported(arcs: &Arcs<'_>, verb: usize) -> bool {
    let a = arcs.analysis;
    let head = a.head(verb);
    head != verb
        && a.dep(verb) == "ccomp"
        && arcs.lexicon.reporting.verbs.contains(&a.lemma(head).to_lowercase())
}

/// "nearly 200 houses": the adverb counts, it does not hedge the verb.
fn counts_something(arcs: &Arcs<'_>, adverb: usize) -> bool {
    let a = arcs.analysis;
    adverb + 1 < a.len() && a.pos(adverb + 1) == "NUM"
}

/// Determiners and adjectives of an event noun, and the verb that it is an argument of.
fn noun_words(arcs: &Arcs<'_>, noun: usize, reading: &mut Reading) {
    let a = arcs.analysis;
    let lexicon = arcs.lexicon;
    for child in a.children(noun) {
        if child > noun {
            continue;
        }
        let lemma = a.lemma(child).to_lowercase();
        let text = a.text(child).to_lowercase();
        if a.dep(child) == "det" && lemma == "no" || a.dep(child) == "neg" {
            reading.merge(Modality::Denied, &text);
        }
        for (words, modality) in [
            (&lexicon.planned.adjectives, Modality::Planned),
            (&lexicon.attempted.adjectives, Modality::Attempted),
            (&lexicon.possible.adjectives, Modality::Possible),
            (&lexicon.denied.adjectives, Modality::Denied),
        ] {
            if matches!(a.dep(child), "amod" | "compound" | "nmod")
                && (words.contains(&lemma) || words.contains(&text))
            {
                reading.merge(modality, &text);
            }
        }
    }
}

fn question(arcs: &Arcs<'_>, trigger: usize, reading: &mut Reading) {
    let a = arcs.analysis;
    let sentence = a.sentences()[a.sentence_of(trigger)].clone();
    let asks = (sentence.start..sentence.end)
        .rev()
        .map(|t| t as usize)
        .find(|&t| {
            !matches!(a.text(t), "”" | "\"" | "'" | "’" | ")") && !a.text(t).trim().is_empty()
        })
        .is_some_and(|t| a.text(t) == "?");
    if asks {
        reading.merge(Modality::Possible, "?");
    }
}

/// What the governor makes of the clause below. Returns whether to climb on.
fn climb(arcs: &Arcs<'_>, at: usize, head: usize, reading: &mut Reading) -> bool {
    let a = arcs.analysis;
    let lexicon = arcs.lexicon;
    let dep = a.dep(at);
    let lemma = a.lemma(head).to_lowercase();
    let text = a.text(head).to_owned();
    let infinitive =
        a.children(at).any(|c| a.dep(c) == "aux" && a.text(c).eq_ignore_ascii_case("to"));
    // "Reports that the town had fallen were false": nothing of what they say happened
    if matches!(dep, "acl" | "ccomp" | "relcl")
        && a.pos(head) == "NOUN"
        && let Some(word) = refuted(arcs, head)
    {
        reading.merge(Modality::Denied, &word);
        return true;
    }
    // "Ruritania claims the town; its neighbour denies": what stands before the semicolon is denied by one
    // of them, and said by the other
    if dep == "ccomp" && at < head && (at..head).any(|t| a.text(t) == ";") {
        return false;
    }
    match dep {
        // A relative clause or participle is presupposed, whatever becomes of the main clause.
        "relcl" if !infinitive => false,
        "acl" if !infinitive => {
            // "reports saying", "claims that the town fell" are `acl` with a marker
            if a.children(at).any(|c| a.dep(c) == "mark") {
                if let Some(word) = left_open(arcs, head) {
                    reading.merge(Modality::Possible, a.text(word));
                    return false;
                }
                content_of_noun(arcs, head, &lemma, &text, reading);
                return true;
            }
            false
        }
        "amod" | "compound" | "nmod" | "poss" | "npadvmod"
            if arcs.is_verb(at)
                || !arcs.lexicon.nouns.event.contains(&a.lemma(at).to_lowercase()) =>
        {
            // "rebel-held": a state that the phrase presupposes
            false
        }
        "acl" | "relcl" => {
            if matches!(lemma.as_str(), "first" | "last" | "only" | "one")
                || has_ordinal(arcs, head)
            {
                return true;
            }
            if lexicon.attempted.nouns.contains(&lemma) {
                reading.merge(Modality::Attempted, &text);
            } else if lexicon.purpose_nouns.contains(&lemma) {
                reading.purpose = true;
                reading.merge(Modality::Planned, &text);
            } else {
                reading.merge(Modality::Planned, &text);
            }
            true
        }
        "pobj" | "pcomp" => preposition(arcs, at, head, reading),
        "prep" | "agent" => {
            // The preposition hangs on `head`: what that word makes of it is asked of the preposition's
            // own step above for nouns; verbs of planning and preventing govern by preposition too.
            let word = a.text(at).to_lowercase();
            // "came under attack": the noun says what the verb does, and what stands above the verb is asked of it
            let predicate = arcs.is_verb(head)
                && matches!(lemma.as_str(), "be" | "remain" | "stay" | "come" | "fall" | "lie");
            if predicate {
                // "is not under their control": the copula's own words
                own_words(arcs, head, reading);
            }
            if arcs.is_verb(head) {
                // "aim at capturing", "prevented them from entering", "plans for the recapture"
                if lexicon.planned.verbs.contains(&lemma)
                    && matches!(word.as_str(), "at" | "on" | "for" | "to" | "of" | "with")
                {
                    let complement = a
                        .children(at)
                        .any(|c| a.dep(c) == "pcomp" || a.dep(c) == "pobj" && is_event(arcs, c));
                    if complement {
                        reading.merge(Modality::Planned, &text);
                    }
                }
                if lexicon.denied.verbs.contains(&lemma) && word == "from" {
                    reading.merge(Modality::Denied, &text);
                }
                if lexicon.attempted.verbs.contains(&lemma)
                    && matches!(word.as_str(), "in" | "at")
                    && a.children(at).any(|c| a.dep(c) == "pcomp")
                {
                    reading.merge(Modality::Attempted, &text);
                }
            } else {
                let of = matches!(
                    word.as_str(),
                    "of" | "at" | "for" | "to" | "about" | "on" | "in" | "against"
                );
                let complement = a
                    .children(at)
                    .any(|c| a.dep(c) == "pcomp" || a.dep(c) == "pobj" && is_event(arcs, c));
                if of && complement {
                    content_of_noun(arcs, head, &lemma, &text, reading);
                }
            }
            // An adjunct does not take over the main clause's modality ("will hold talks after the
            // fall of X" leaves the fall asserted), but the object of a noun does.
            matches!(a.pos(head), "NOUN" | "PROPN")
                || predicate && word == "under"
                || lexicon.planned.verbs.contains(&lemma) && is_complement(&word)
        }
        "xcomp" | "ccomp" | "advcl" | "oprd" | "dep" | "parataxis"
            if arcs.is_verb(head) || a.pos(head) == "ADJ" || a.pos(head) == "NOUN" =>
        {
            clause_of_verb(arcs, at, head, dep, infinitive, reading)
        }
        "csubj" | "nsubj" | "nsubjpass" | "csubjpass" if arcs.is_verb(head) => {
            // "an assault is planned", "the capture was denied", "an attack failed"
            subject_event(arcs, at, head, &lemma, &text, reading);
            // "capturing the town would only be a symbolic victory"
            if arcs.is_verb(at) && a.children(head).any(|c| a.dep(c) == "aux" && a.tag(c) == "MD") {
                reading.merge(Modality::Possible, &text);
            }
            true
        }
        "dobj" | "attr" | "dative" if arcs.is_verb(head) => {
            object_event(arcs, at, head, &lemma, &text, reading);
            true
        }
        "conj" => {
            if arcs.is_verb(at) && arcs.is_verb(head) {
                let own_subject = arcs.own_subject(at).is_some();
                let own_aux = a.children(at).any(|c| matches!(a.dep(c), "aux" | "auxpass"));
                let bare = matches!(a.tag(at), "VB" | "VBN" | "VBG") && !own_aux;
                if !own_subject && bare && a.tag(at) == a.tag(head) {
                    own_words(arcs, head, reading);
                    return true;
                }
                // A finite conjunct shares what stands above the first one, not its modal.
                return !own_subject || a.dep(head) == "ccomp";
            }
            true
        }
        "appos" => !arcs.is_verb(at),
        // "would be able to", "was not ready to": the copula's own words
        "acomp" if arcs.is_verb(head) => {
            let lemma = a.lemma(at).to_lowercase();
            let leads = lexicon.able.contains(&lemma)
                || lexicon.planned.adjectives.contains(&lemma)
                || lexicon.attempted.adjectives.contains(&lemma);
            if leads {
                own_words(arcs, head, reading);
            }
            true
        }
        _ => true,
    }
}

/// "it is not clear that": open, and not denied.
fn is_unsettled(arcs: &Arcs<'_>, copula: usize) -> bool {
    let a = arcs.analysis;
    let words = arcs.lexicon.classes.get("settled");
    a.children(copula).any(|c| {
        a.dep(c) == "acomp" && words.is_some_and(|w| w.contains(&a.lemma(c).to_lowercase()))
    })
}

/// "it was too early to say that".
fn is_unripe(arcs: &Arcs<'_>, saying: usize) -> bool {
    let a = arcs.analysis;
    let words = arcs.lexicon.classes.get("unripe");
    let above = a.head(saying);
    matches!(a.dep(saying), "xcomp" | "ccomp" | "advcl")
        && a.pos(above) == "ADJ"
        && words.is_some_and(|w| w.contains(&a.lemma(above).to_lowercase()))
}

/// Whether an adverb of a class stands with a verb: "falsely claimed".
fn with_adverb(arcs: &Arcs<'_>, verb: usize, class: &str) -> bool {
    let a = arcs.analysis;
    let words = arcs.lexicon.classes.get(class);
    a.children(verb).any(|c| {
        a.dep(c) == "advmod" && words.is_some_and(|w| w.contains(&a.text(c).to_lowercase()))
    })
}

/// Whether a copula tells of what was.
fn was(arcs: &Arcs<'_>, copula: usize) -> bool {
    let a = arcs.analysis;
    let past = |t: usize| matches!(a.tag(t), "VBD" | "VBN");
    let mut aux = a.children(copula).filter(|&c| a.dep(c) == "aux");
    past(copula) && aux.all(|c| a.tag(c) != "MD" && a.tag(c) != "TO")
}

/// What says that a report, a claim or a rumour is not so: "claims were false", "no truth in reports".
fn refuted(arcs: &Arcs<'_>, noun: usize) -> Option<String> {
    let a = arcs.analysis;
    let denied = &arcs.lexicon.denied;
    let governor = a.head(noun);
    if matches!(a.dep(noun), "nsubj" | "nsubjpass") && a.lemma(governor) == "be" {
        let says = |c: usize| {
            let lemma = a.lemma(c).to_lowercase();
            matches!(a.dep(c), "acomp" | "attr" | "oprd")
                && (denied.predicates.contains(&lemma) || denied.nouns.contains(&lemma))
        };
        let negated = a.children(governor).any(|c| a.dep(c) == "neg");
        let word = a.children(governor).find(|&c| says(c)).filter(|_| !negated)?;
        return Some(a.text(word).to_owned());
    }
    // "reports that the town had fallen were denied"
    let denial = a.dep(noun) == "nsubjpass"
        && arcs.lexicon.denial_saying.contains(&a.lemma(governor).to_lowercase())
        && !a.children(governor).any(|c| a.dep(c) == "neg");
    if denial {
        return Some(a.text(governor).to_owned());
    }
    // "no truth in", "no evidence for"
    let what = a.head(governor);
    let none = a.dep(noun) == "pobj"
        && denied.grounds.contains(&a.lemma(what).to_lowercase())
        && a.children(what).any(|c| a.dep(c) == "det" && a.lemma(c) == "no");
    none.then(|| format!("no {}", a.text(what)))
}

/// "did not comment on claims that", "was investigating reports that", "could not verify reports that": an
/// accusation by nobody that is named, which the sentence leaves open; the word that does.
pub(crate) fn left_open(arcs: &Arcs<'_>, noun: usize) -> Option<usize> {
    let a = arcs.analysis;
    let is = |class: &str, token: usize| {
        let words = arcs.lexicon.classes.get(class);
        words.is_some_and(|words| words.contains(&a.lemma(token).to_lowercase()))
    };
    let owned = a.children(noun).any(|c| matches!(a.dep(c), "poss" | "compound"))
        || ["by", "from", "of"].iter().any(|by| !arcs.obliques(noun, by).is_empty());
    let governor = match a.dep(noun) {
        "dobj" => a.head(noun),
        "pobj" => a.head(a.head(noun)),
        _ => return None,
    };
    let negated =
        a.children(governor).any(|c| a.dep(c) == "neg" || a.dep(c) == "det" && a.lemma(c) == "no");
    let open = is("noncommittal", governor) || negated && is("unconfirmed", governor);
    (is("allegation", noun) && !owned && open).then_some(governor)
}

fn is_complement(preposition: &str) -> bool {
    matches!(preposition, "at" | "on" | "for" | "to")
}

fn has_ordinal(arcs: &Arcs<'_>, noun: usize) -> bool {
    let a = arcs.analysis;
    a.children(noun).any(|c| {
        let word = a.lemma(c).to_lowercase();
        a.dep(c) == "amod"
            && (a.tag(c) == "JJS"
                || matches!(
                    word.as_str(),
                    "first" | "last" | "second" | "third" | "only" | "latest" | "next"
                )
                // "the tenth town to fall", "the 10th"
                || word.ends_with("th") && a.tag(c) == "JJ" && is_count(&word))
    })
}

/// Whether a word that ends like an ordinal is one: "seventh", "21st", not "north".
fn is_count(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || ["four", "fif", "six", "seven", "eigh", "nin", "ten", "eleven", "twel", "thirteen"]
            .iter()
            .any(|number| word.starts_with(number))
        || word.ends_with("teenth")
        || word.ends_with("tieth")
}

fn is_event(arcs: &Arcs<'_>, token: usize) -> bool {
    arcs.lexicon.nouns.event.contains(&arcs.analysis.lemma(token).to_lowercase())
        || matches!(
            arcs.analysis.lemma(token),
            "capture"
                | "recapture"
                | "seizure"
                | "fall"
                | "liberation"
                | "loss"
                | "conquest"
                | "control"
        )
}

/// What a noun makes of its content: "plan to", "attempt at", "no evidence that".
fn content_of_noun(arcs: &Arcs<'_>, noun: usize, lemma: &str, text: &str, reading: &mut Reading) {
    let a = arcs.analysis;
    let lexicon = arcs.lexicon;
    if a.children(noun).any(|c| a.dep(c) == "det" && a.lemma(c) == "no" || a.dep(c) == "neg") {
        // "no sign that", "no evidence of"
        reading.merge(Modality::Denied, "no");
    }
    for (words, modality) in [
        (&lexicon.attempted.nouns, Modality::Attempted),
        (&lexicon.planned.nouns, Modality::Planned),
        (&lexicon.possible.nouns, Modality::Possible),
        (&lexicon.denied.nouns, Modality::Denied),
    ] {
        if words.contains(lemma) {
            reading.merge(modality, text);
            return;
        }
    }
}

/// The prepositions that say something themselves: "without", "instead of", "close to", "despite".
fn preposition(arcs: &Arcs<'_>, at: usize, preposition: usize, reading: &mut Reading) -> bool {
    let a = arcs.analysis;
    let word = a.text(preposition).to_lowercase();
    let governor = a.head(preposition);
    let governor_lemma = a.lemma(governor).to_lowercase();
    // "cities not under their control"
    let negated = a.children(preposition).any(|c| a.dep(c) == "neg")
        || preposition > 0 && a.text(preposition - 1).eq_ignore_ascii_case("not");
    if negated {
        reading.merge(Modality::Denied, "not");
    }
    match word.as_str() {
        "without" => reading.merge(Modality::Denied, &word),
        "of" if governor_lemma == "instead" || governor_lemma == "short" => {
            reading.merge(Modality::Denied, &governor_lemma);
        }
        "of" if matches!(
            governor_lemma.as_str(),
            "verge" | "brink" | "cusp" | "edge" | "point"
        ) =>
        {
            reading.merge(Modality::Possible, &governor_lemma);
        }
        "to" if matches!(governor_lemma.as_str(), "close" | "closer" | "near")
            && arcs.is_verb(at) =>
        {
            reading.merge(Modality::Attempted, &governor_lemma);
        }
        "for"
            if arcs.is_verb(governor)
                && matches!(
                    governor_lemma.as_str(),
                    "prepare" | "brace" | "ready" | "wait" | "plan" | "call" | "aim" | "push"
                ) =>
        {
            reading.merge(Modality::Planned, &governor_lemma);
        }
        _ => {}
    }
    true
}

/// What a verb makes of a clause below it.
fn clause_of_verb(
    arcs: &Arcs<'_>,
    at: usize,
    head: usize,
    dep: &str,
    infinitive: bool,
    reading: &mut Reading,
) -> bool {
    let a = arcs.analysis;
    let lexicon = arcs.lexicon;
    let lemma = a.lemma(head).to_lowercase();
    let text = a.text(head).to_owned();
    let negated = a.children(head).any(|c| a.dep(c) == "neg");
    if dep == "advcl" {
        // "became the first city to fall": the infinitive is the noun's
        let is_one_that = matches!(lemma.as_str(), "be" | "become" | "remain")
            && a.children(head).any(|c| a.dep(c) == "attr" && c < at && has_ordinal(arcs, c));
        if infinitive && is_one_that {
            return true;
        }
        // "took the town, only to be driven out again": what came of it
        let outcome = a.children(at).any(|c| {
            a.text(c).eq_ignore_ascii_case("only")
                && a.children(at).any(|to| a.tag(to) == "TO" && to == c + 1)
        });
        if infinitive && outcome {
            return true;
        }
        if infinitive && !lexicon.implicative.contains(&lemma) {
            // "advanced to capture": the purpose, not the outcome
            if lexicon.attempted.verbs.contains(&lemma) {
                reading.merge(Modality::Attempted, &text);
            } else {
                reading.merge(Modality::Planned, &text);
            }
            reading.purpose = true;
        }
        // A finite adverbial clause stands on its own feet: its marker has been asked.
        return infinitive;
    }
    let says = lexicon.reporting.verbs.contains(&lemma);
    if lexicon.denial_saying.contains(&lemma) {
        reading.merge(if negated { Modality::Possible } else { Modality::Denied }, &text);
    } else if lexicon.denied.verbs.contains(&lemma) {
        reading.merge(Modality::Denied, &text);
    } else if lexicon.attempted.verbs.contains(&lemma) && (infinitive || dep == "xcomp") {
        reading.merge(Modality::Attempted, &text);
    } else if lexicon.planned.verbs.contains(&lemma) && infinitive || mandates(arcs, at, head) {
        reading.merge(Modality::Planned, &text);
    } else if lexicon.possible.verbs.contains(&lemma) {
        reading.merge(Modality::Possible, &text);
    } else if infinitive && a.pos(head) == "ADJ" {
        if lexicon.planned.adjectives.contains(&lemma) {
            reading.merge(Modality::Planned, &text);
        } else if lexicon.attempted.adjectives.contains(&lemma) {
            // "was unable to take the town"
            reading.merge(Modality::Attempted, &text);
        } else if lexicon.possible.adjectives.contains(&lemma) {
            reading.merge(Modality::Possible, &text);
        } else if lexicon.able.contains(&lemma) && !was(arcs, a.head(head)) {
            // "were able to enter" tells of what they did, "are able to" of what they could
            reading.merge(Modality::Possible, &text);
        }
    } else if infinitive && says && lexicon.object_control.contains(&lemma) {
        // "told the fighters to stop"
        reading.merge(Modality::Planned, &text);
    } else if infinitive && !says && !lexicon.implicative.contains(&lemma) && lemma != "be" {
        reading.merge(Modality::Planned, &text);
    } else if infinitive && lemma == "be" && a.dep(at) == "xcomp" {
        // "are to withdraw"
        reading.merge(Modality::Planned, &text);
    }
    if negated && is_unsettled(arcs, head) {
        reading.merge(Modality::Possible, "not");
        return false;
    }
    if negated && !lexicon.denial_saying.contains(&lemma) {
        // "did not say that", "could not confirm that": open; "did not manage to": denied
        let open = says
            || lexicon.possible.verbs.contains(&lemma)
            || matches!(lemma.as_str(), "know" | "clear" | "verify");
        reading.merge(if open { Modality::Possible } else { Modality::Denied }, "not");
    } else if says && is_unripe(arcs, head) {
        reading.merge(Modality::Possible, &text);
    } else if says && with_adverb(arcs, head, "untruly") {
        reading.merge(Modality::Denied, &text);
    } else if says {
        let unsure = a
            .children(at)
            .any(|c| a.dep(c) == "mark" && lexicon.possible.markers.contains(a.lemma(c)));
        if unsure {
            reading.merge(Modality::Possible, "whether");
        }
    }
    if !says {
        // The verb's own modal: "would try to", "may have managed to".
        own_words(arcs, head, reading);
        return true;
    }
    // What is above a report of speech is about the speech.
    false
}

/// "demanded that the rebels leave", "a call that it be opened": the clause in the subjunctive says what is
/// to be. After "insist" and the like only a past verb tells the two apart ("insisted that they leave").
fn mandates(arcs: &Arcs<'_>, clause: usize, governor: usize) -> bool {
    let a = arcs.analysis;
    let lemma = a.lemma(governor).to_lowercase();
    let is = |class: &str| arcs.lexicon.classes.get(class).is_some_and(|w| w.contains(&lemma));
    let bare = matches!(a.tag(clause), "VB" | "VBP")
        && a.children(clause).all(|c| a.dep(c) != "aux" || a.lemma(c) == "should")
        || a.children(clause).any(|c| a.dep(c) == "auxpass" && a.tag(c) == "VB");
    bare && (is("mandative")
        || is("insisting") && (a.tag(governor) != "VBZ" && a.tag(governor) != "VBP"))
}

fn subject_event(
    arcs: &Arcs<'_>,
    event: usize,
    verb: usize,
    lemma: &str,
    text: &str,
    reading: &mut Reading,
) {
    let lexicon = arcs.lexicon;
    let passive = arcs.is_passive(verb);
    if arcs.is_verb(event) {
        return;
    }
    if passive && lexicon.denied.verbs.contains(lemma) {
        reading.merge(Modality::Denied, text);
    } else if passive && lexicon.planned.verbs.contains(lemma) {
        reading.merge(Modality::Planned, text);
    } else if passive && lexicon.possible.verbs.contains(lemma) {
        reading.merge(Modality::Possible, text);
    } else if !passive && matches!(lemma, "fail" | "stall" | "falter" | "collapse" | "founder") {
        reading.merge(Modality::Attempted, text);
    }
    own_words(arcs, verb, reading);
}

fn object_event(
    arcs: &Arcs<'_>,
    event: usize,
    verb: usize,
    lemma: &str,
    text: &str,
    reading: &mut Reading,
) {
    let lexicon = arcs.lexicon;
    if arcs.is_verb(event) {
        return;
    }
    if lexicon.denied.verbs.contains(lemma) {
        reading.merge(Modality::Denied, text);
    } else if lexicon.planned.objects.contains(lemma)
        || lexicon.planned.objects.contains(&with_particle(arcs, verb, lemma))
    {
        reading.merge(Modality::Planned, text);
    } else if lexicon.possible.verbs.contains(lemma) && !lexicon.reporting.verbs.contains(lemma) {
        reading.merge(Modality::Possible, text);
    } else if lexicon.attempted.verbs.contains(lemma) && !matches!(lemma, "fight" | "battle") {
        reading.merge(Modality::Attempted, text);
    }
    own_words(arcs, verb, reading);
    // "launched an assault" under "planned to": climbing goes on from the verb
}

/// "sets out", with the particle that makes it another verb.
fn with_particle(arcs: &Arcs<'_>, verb: usize, lemma: &str) -> String {
    let particle = arcs.analysis.children(verb).find(|&c| arcs.analysis.dep(c) == "prt");
    particle
        .map_or_else(String::new, |c| format!("{lemma} {}", arcs.analysis.text(c).to_lowercase()))
}
