//! People: whom a quantity counts, what they are and whose they are.

use dateline_actor::{Kind, Party};

use super::quantity::Quantity;
use super::words::CountWords;
use crate::interest::party;
use crate::scene::Scene;

/// The people that a quantity counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The token whose arc says what befell them: the noun, or the number that stands alone.
    pub anchor: usize,
    /// The noun that says who they are.
    pub noun: Option<usize>,
    /// "them", "whom", "the dead": people counted before.
    pub pronoun: Option<usize>,
    /// One past the last token of the words.
    pub end: usize,
}

/// Finds whom a quantity counts; `None` where it counts something else.
pub fn of(scene: &Scene<'_>, words: &CountWords, quantity: &Quantity) -> Option<People> {
    let a = scene.arcs.analysis;
    let core = quantity.core.clone();
    let head_token = core
        .clone()
        .find(|&t| !core.contains(&a.head(t)) || a.head(t) == t)
        .unwrap_or(core.end - 1);
    let sentence_end = a.sentences().get(a.sentence_of(core.start))?.end as usize;
    // "three of its soldiers", "dozens of civilians", "a couple of policemen"
    let mut next = core.end;
    while next < sentence_end
        && matches!(a.text(next).to_lowercase().as_str(), "more" | "others" | "other")
    {
        next += 1;
    }
    if next < sentence_end && a.text(next).eq_ignore_ascii_case("of") {
        return of_object(scene, words, head_token, next, sentence_end, quantity);
    }
    if let Some(people) = noun_of(scene, words, quantity, head_token, sentence_end) {
        return people;
    }
    if quantity.article && !a.text(core.start).eq_ignore_ascii_case("one") {
        return None;
    }
    // "a family of five": who they are is said before.
    if let Some(group) = collective(scene, words, head_token) {
        return Some(People { anchor: group, noun: Some(group), pronoun: None, end: core.end });
    }
    Some(People { anchor: head_token, noun: None, pronoun: None, end: next.max(core.end) })
}

fn of_object(
    scene: &Scene<'_>,
    words: &CountWords,
    head_token: usize,
    of: usize,
    end: usize,
    quantity: &Quantity,
) -> Option<People> {
    let a = scene.arcs.analysis;
    if quantity.article
        && !matches!(a.text(quantity.core.start), "one" | "One" | "ONE" | "another" | "Another")
    {
        return None;
    }
    let object = a.child(of, "pobj").or_else(|| (of + 1 < end).then_some(of + 1))?;
    let text = a.text(object).to_lowercase();
    let lemma = scene.lemma(object);
    let people = |noun, pronoun, end| Some(People { anchor: head_token, noun, pronoun, end });
    if text == "them" || text == "whom" {
        return people(None, Some(object), object + 1);
    }
    let definite = (of + 1..object)
        .any(|t| a.text(t).eq_ignore_ascii_case("the") || a.text(t).eq_ignore_ascii_case("those"));
    if words.telling.pronouns.contains(&lemma) && (definite || lemma == "those") {
        return people(None, Some(object), object + 1);
    }
    // "hundreds of wounded"
    if words.outcome(|o| &o.said, &text).is_some() {
        return Some(People { anchor: object, noun: None, pronoun: None, end: object + 1 });
    }
    let noun = noun_run(scene, words, object, end).unwrap_or(object);
    if is_people(scene, words, noun) || text == "us" {
        return people((text != "us").then_some(noun), None, noun + 1);
    }
    None
}

/// The noun after the number. The outer `None`: there is none, the number stands alone; the inner:
/// the noun is no people.
fn noun_of(
    scene: &Scene<'_>,
    words: &CountWords,
    quantity: &Quantity,
    head_token: usize,
    end: usize,
) -> Option<Option<People>> {
    let a = scene.arcs.analysis;
    let core_end = quantity.core.end;
    let head = a.head(head_token);
    let attached = head >= core_end
        && head < end
        && matches!(
            a.dep(head_token),
            "nummod"
                | "amod"
                | "compound"
                | "nmod"
                | "det"
                | "quantmod"
                | "poss"
                | "predet"
                | "dep"
        );
    let mut noun = None;
    if attached {
        let mut at = head;
        for _ in 0..4 {
            let up = a.head(at);
            if words.telling.taken.contains_key(&scene.lemma(up)) && is_people(scene, words, at) {
                break;
            }
            let modifies = matches!(a.dep(at), "compound" | "nmod" | "amod");
            if !(modifies && up > at && up < end && up <= at + 4) {
                break;
            }
            at = up;
        }
        noun = Some(at);
    }
    let run = noun_run(scene, words, core_end, end);
    let chosen = match (noun, run) {
        // "took 40 soldiers prisoner"
        (Some(state), Some(run))
            if run < state
                && words.telling.taken.contains_key(&scene.lemma(state))
                && is_people(scene, words, run) =>
        {
            Some(run)
        }
        (Some(noun), _) if is_people(scene, words, noun) => Some(noun),
        (_, Some(run)) if is_people(scene, words, run) => Some(run),
        (noun, _) => noun,
    };
    let noun = chosen?;
    // "killed more than 300 Tutsi": a people's name without a plural
    if is_people_by_name(scene, words, quantity, noun) {
        return Some(Some(People { anchor: noun, noun: Some(noun), pronoun: None, end: noun + 1 }));
    }
    let lemma = scene.lemma(noun);
    let text = a.text(noun).to_lowercase();
    let one = quantity.best == Some(1) && quantity.high == Some(1);
    if is_people(scene, words, noun) {
        if quantity.article {
            // "…, a figure that residents doubted"
            let singular =
                matches!(a.tag(noun), "NN" | "NNP" | "JJ") && one && a.dep(noun) != "npadvmod";
            // "…, killing five people, a doctor said"
            let speaks = scene.arcs.analysis.dep(noun) == "nsubj"
                && scene
                    .arcs
                    .lexicon
                    .reporting
                    .verbs
                    .contains(&scene.lemma(scene.arcs.analysis.head(noun)));
            if !singular || speaks || words.generic.collectives.contains(&lemma) {
                return Some(None);
            }
        }
        // "four boys from one family" are four
        if quantity.best == Some(1)
            && words.generic.collectives.contains(&lemma)
            && a.dep(noun) == "pobj"
            && matches!(a.lemma(a.head(noun)), "from" | "of")
        {
            return Some(None);
        }
        let anchor = collective(scene, words, noun).unwrap_or(noun);
        return Some(Some(People { anchor, noun: Some(noun), pronoun: None, end: noun + 1 }));
    }
    // "12 dead", "30 wounded": the state stands in for the noun.
    if words.outcome(|o| &o.said, &text).is_some() && !quantity.article {
        return Some(Some(People { anchor: noun, noun: None, pronoun: None, end: noun + 1 }));
    }
    if words.telling.counted.contains(&lemma) && !quantity.article {
        return Some(Some(People { anchor: noun, noun: None, pronoun: None, end: noun + 1 }));
    }
    // A number that the parser hung on a verb or an adjective stands alone.
    let nominal = matches!(a.pos(noun), "NOUN" | "PROPN" | "SYM");
    if nominal || quantity.article { Some(None) } else { None }
}

/// Whether several of a name that is no place's are done to what is done to people only.
fn is_people_by_name(
    scene: &Scene<'_>,
    words: &CountWords,
    quantity: &Quantity,
    noun: usize,
) -> bool {
    let a = scene.arcs.analysis;
    let verb = a.head(noun);
    let lemma = scene.lemma(verb);
    a.tag(noun) == "NNP"
        && quantity.core.end == noun
        && quantity.low.or(quantity.best).is_some_and(|n| n > 1)
        && matches!(a.dep(noun), "dobj" | "nsubjpass")
        && scene.location(noun).is_none()
        && scene.arcs.is_verb(verb)
        && [&words.killed, &words.wounded, &words.abducted]
            .iter()
            .any(|outcome| outcome.object.contains(&lemma))
}

/// "a group of 12 pilgrims", "a total of 41 people": what befell them is said of the group.
fn collective(scene: &Scene<'_>, words: &CountWords, noun: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    let preposition = a.head(noun);
    let group = a.head(preposition);
    (a.dep(noun) == "pobj"
        && a.lemma(preposition) == "of"
        && words.generic.collectives.contains(&scene.lemma(group)))
    .then_some(group)
}

/// The last noun of the run of adjectives and nouns that begins here.
fn noun_run(scene: &Scene<'_>, words: &CountWords, start: usize, end: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    let mut last = None;
    for at in start..end.min(start + 8) {
        match a.tag(at) {
            "NN" | "NNS" | "NNP" | "NNPS" => {
                // "took 40 soldiers prisoner"
                if last.is_some()
                    && a.tag(at) == "NN"
                    && words.telling.taken.contains_key(&scene.lemma(at))
                {
                    break;
                }
                last = Some(at);
            }
            // "68 IS fighters": an acronym that the tagger read as a verb
            _ if last.is_none()
                && at + 1 < end
                && is_acronym(a.text(at))
                && a.tag(at + 1) == "NNS" => {}
            "HYPH" | ":" => {
                let glued = at > start && a.span(at - 1).end == a.span(at).start;
                let glued_on = at + 1 < end && a.span(at).end == a.span(at + 1).start;
                if !(glued && glued_on) {
                    break;
                }
            }
            "JJ" | "JJR" | "AFX" | "PRP$" | "DT" | "CD" | "POS" => {
                // "12 dead", "12 Taliban dead"
                if words.outcome(|o| &o.said, &a.text(at).to_lowercase()).is_some()
                    && last.is_some()
                {
                    break;
                }
            }
            "VBN" | "VBG" | "RB"
                if a.dep(at) == "amod" || a.dep(at) == "advmod" && a.head(at) > at =>
            {
                if last.is_some() {
                    break;
                }
            }
            _ => break,
        }
    }
    last
}

fn is_acronym(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether a noun means people.
pub fn is_people(scene: &Scene<'_>, words: &CountWords, noun: usize) -> bool {
    let a = scene.arcs.analysis;
    let lemma = scene.lemma(noun);
    if !matches!(a.pos(noun), "NOUN" | "PROPN" | "ADJ" | "PRON" | "VERB") {
        return false;
    }
    if words.who(&lemma).is_some() || words.who(&a.text(noun).to_lowercase()).is_some() {
        return !matches!(lemma.as_str(), "dead" | "wounded");
    }
    if matches!(lemma.as_str(), "force") {
        return false;
    }
    // "12 Taliban", "five Palestinians", "two Americans"
    if let Some(kind) = kind_of(scene, noun)
        && matches!(
            kind,
            Kind::Rebel
                | Kind::Jihadist
                | Kind::Militia
                | Kind::Gang
                | Kind::People
                | Kind::Civilians
        )
        && matches!(a.tag(noun), "NNS" | "NNPS" | "NNP")
    {
        return true;
    }
    // "ten peshmerga": a word for the men of a body, not "the army"
    if kind_of(scene, noun) == Some(Kind::Military)
        && matches!(a.tag(noun), "NNS" | "NNP" | "NN")
        && scene.mention(noun).is_some_and(|m| !m.actor.text.contains(' '))
        && !matches!(lemma.as_str(), "army" | "military" | "force" | "navy" | "unit")
        && !scene.arcs.lexicon.nouns.own_voice.contains(&lemma)
    {
        return true;
    }
    a.names().iter().any(|name| name.tokens.contains(&(noun as u32)) && a.label(name) == "NORP")
        && matches!(a.tag(noun), "NNS" | "NNPS")
        || matches!(a.tag(noun), "NNS" | "NNPS")
            && scene.toponym(noun).is_some_and(|t| t.place.kind == "demonym")
        || matches!(a.tag(noun), "NNPS") && a.text(noun).ends_with("ans")
}

fn kind_of(scene: &Scene<'_>, token: usize) -> Option<Kind> {
    let mention = scene.mention(token)?;
    let id = mention.actor.id.as_deref()?;
    Some(scene.registry.get(id)?.kind)
}

/// The value of `who`.
pub fn who(scene: &Scene<'_>, words: &CountWords, people: &People) -> String {
    let a = scene.arcs.analysis;
    let counted = words.telling.counted.contains(&scene.lemma(people.anchor));
    let noun = match people.noun {
        Some(noun) => noun,
        // "12 civilian deaths"
        None if counted => people.anchor,
        None => return "unknown".to_owned(),
    };
    let lemma = scene.lemma(noun);
    let said = words.who(&lemma).or_else(|| words.who(&a.text(noun).to_lowercase()));
    if said.is_none() || words.generic.nouns.contains(&lemma) {
        let mut beside: Vec<String> = a
            .children(noun)
            .filter(|&c| c < noun && matches!(a.dep(c), "compound" | "amod" | "nmod" | "poss"))
            .flat_map(|c| [scene.lemma(c), a.text(c).to_lowercase()])
            .collect();
        if noun > 0 {
            beside.push(scene.lemma(noun - 1));
        }
        for object in scene.arcs.obliques(noun, "of") {
            beside.push(scene.lemma(object));
            beside.extend(
                a.children(object).filter(|&c| a.dep(c) == "compound").map(|c| scene.lemma(c)),
            );
        }
        let kinds = std::iter::once(noun)
            .chain(scene.arcs.obliques(noun, "of"))
            .chain(
                a.children(noun)
                    .filter(|&c| matches!(a.dep(c), "poss" | "compound" | "amod" | "nmod")),
            )
            .filter(|&t| lemma != "people" || t == noun || a.dep(t) != "amod")
            .find_map(|t| kind_of(scene, t));
        let by_kind = match kind_of(scene, noun).or(kinds) {
            Some(Kind::Rebel | Kind::Jihadist | Kind::Gang | Kind::Militia) => Some("fighters"),
            Some(Kind::Military) => Some("soldiers"),
            Some(Kind::Police) => Some("police"),
            Some(Kind::Civilians) => Some("civilians"),
            _ => None,
        };
        let plain = said.is_none_or(|said| said == "unknown" || said == "men");
        if let (Some(who), true) = (by_kind, plain && lemma != "people" && lemma != "person") {
            return who.to_owned();
        }
        for (who, modifiers) in &words.by_modifier {
            if beside.iter().any(|word| modifiers.contains(word)) {
                return who.clone();
            }
        }
    }
    said.unwrap_or("unknown").to_owned()
}

/// The party that the people belonged to, where the words say so.
pub fn side(scene: &Scene<'_>, who: &str, people: &People) -> Option<Party> {
    let noun = people.noun?;
    let a = scene.arcs.analysis;
    // "three of his relatives" are a person's, not a party's.
    let kin = a.children(noun).any(|c| {
        a.dep(c) == "poss" && matches!(a.text(c).to_lowercase().as_str(), "his" | "her" | "my")
    });
    (bears_arms(who) && !(kin && who == "unknown")).then(|| party_of(scene, noun)).flatten()
}

/// Whether people of this kind belong to a party.
pub fn bears_arms(who: &str) -> bool {
    !matches!(
        who,
        "civilians" | "children" | "women" | "journalists" | "aid-workers" | "peacekeepers"
    )
}

/// The party of whoever puts his own losses at a number: "put its own dead at 55".
pub fn own_losses(
    scene: &Scene<'_>,
    trigger: usize,
    tokens: &std::ops::Range<usize>,
) -> Option<Party> {
    let a = scene.arcs.analysis;
    let verb = scene.arcs.clause(trigger);
    let own = |noun: usize| {
        let possessed = a.children(noun).any(|c| a.tag(c) == "PRP$" || a.dep(c) == "poss");
        possessed && a.children(noun).any(|c| a.lemma(c) == "own")
    };
    let noun = scene.arcs.objects(verb).into_iter().find(|&t| t < tokens.start && own(t))?;
    let subject = scene.arcs.own_subject(verb).filter(|&s| s < noun)?;
    party_of(scene, subject)
}

/// The party of the one armed body or state that a token names or belongs to.
pub fn party_of(scene: &Scene<'_>, token: usize) -> Option<Party> {
    scene
        .actors_of(token)
        .actors
        .iter()
        .find(|actor| {
            actor
                .id
                .as_deref()
                .and_then(|id| scene.registry.get(id))
                .is_some_and(|entry| entry.kind.is_armed() || entry.kind.is_state())
        })
        .map(party)
}
