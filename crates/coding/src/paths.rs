//! Walking a frame's paths over the arcs: from the trigger to the tokens that fill a role.

use crate::arcs::Arcs;
use crate::happening::APART;
use crate::ontology::{Path, Step};

/// The tokens at the end of a path, in the order found, without repeats.
pub fn follow(arcs: &Arcs<'_>, trigger: usize, path: &Path) -> Vec<usize> {
    let mut here = vec![trigger];
    for step in &path.0 {
        let mut next: Vec<usize> = Vec::new();
        for &token in &here {
            for found in take(arcs, token, step) {
                if !next.contains(&found) {
                    next.push(found);
                }
            }
        }
        if next.is_empty() {
            return next;
        }
        here = next;
    }
    here
}

fn take(arcs: &Arcs<'_>, token: usize, step: &Step) -> Vec<usize> {
    match step {
        Step::Own => vec![token],
        Step::Negation => arcs.negations(token),
        Step::Subject => arcs.subjects(token),
        Step::Object => arcs.objects(token),
        Step::Doer => doers(arcs, token),
        Step::Modifier => arcs.modifiers(token),
        Step::Equated => arcs.equated(token),
        Step::Governor => arcs.governor(token).map(|g| arcs.conjuncts(g)).unwrap_or_default(),
        Step::Verb => governing_verb(arcs, token).into_iter().collect(),
        Step::Outer => {
            let clause = arcs.clause(token);
            let head = arcs.analysis.head(clause);
            if head == clause {
                return Vec::new();
            }
            // "swept into the town, raising flags as they pulled out": beside both verbs
            let a = arcs.analysis;
            let beside = arcs.clause(head);
            let main = a.head(beside);
            let hung = a.dep(clause) == "advcl"
                && a.children(clause).any(|c| a.dep(c) == "mark")
                && a.dep(beside) == "advcl"
                && a.tag(beside) == "VBG"
                && main < beside
                && arcs.is_verb(main);
            if hung {
                return vec![beside, main];
            }
            // "overran the town, looted shops and left", "… and burned houses before leaving": beside each
            let mut all = vec![beside];
            while a.dep(all[all.len() - 1]) == "conj" && all.len() < 4 {
                let before = a.head(all[all.len() - 1]);
                if !arcs.is_verb(before) {
                    break;
                }
                all.push(before);
            }
            all
        }
        Step::Complement => complements(arcs, token),
        Step::Clause => clauses(arcs, token),
        Step::Modified => {
            let head = arcs.analysis.head(token);
            if head == token { Vec::new() } else { arcs.conjuncts(head) }
        }
        Step::Preposition(preposition) => arcs.obliques(token, preposition),
    }
}

/// The verbs of the clauses that complete a verb or noun: "threatened to break ties and expel", "its
/// demand that they leave".
fn complements(arcs: &Arcs<'_>, token: usize) -> Vec<usize> {
    let a = arcs.analysis;
    let completes = |child: usize| {
        matches!(a.dep(child), "xcomp" | "ccomp")
            || a.dep(child) == "acl" && !arcs.is_verb(token)
            || a.dep(child) == "advcl" && a.children(child).any(|c| a.tag(c) == "TO")
    };
    let mut found: Vec<usize> =
        a.children(token).filter(|&c| c > token && arcs.is_verb(c) && completes(c)).collect();
    // "asked Ruritania to leave": hung on the object
    for object in a.children(token).filter(|&c| c > token && a.dep(c) == "dobj") {
        let below = a.children(object).filter(|&c| a.dep(c) == "acl" && arcs.is_verb(c));
        found.extend(below);
    }
    let mut at = 0;
    while at < found.len() && found.len() < 8 {
        let joined = a
            .children(found[at])
            .filter(|&c| arcs.is_verb(c) && (a.dep(c) == "conj" || a.dep(c) == "xcomp"));
        let joined: Vec<usize> = joined.filter(|c| !found.contains(c)).collect();
        found.extend(joined);
        at += 1;
    }
    found
}

/// The verbs of the clauses that hang on a noun, or on what it counts: "thousands of civilians trapped in
/// the town", "women whom the rebels held".
fn clauses(arcs: &Arcs<'_>, noun: usize) -> Vec<usize> {
    let a = arcs.analysis;
    let nouns = std::iter::once(noun).chain(arcs.obliques(noun, "of"));
    let hangs = |&c: &usize| matches!(a.dep(c), "acl" | "relcl") && arcs.is_verb(c);
    nouns.flat_map(|noun| a.children(noun).filter(hangs).collect::<Vec<usize>>()).collect()
}

/// The verb that an event noun is an argument of: its light verb, the verb it is the subject of,
/// through "of" chains ("a wave of attacks") and conjunction.
pub fn governing_verb(arcs: &Arcs<'_>, noun: usize) -> Option<usize> {
    let a = arcs.analysis;
    let mut at = noun;
    for _ in 0..8 {
        let head = a.head(at);
        if head == at {
            return None;
        }
        if arcs.is_verb(head)
            && matches!(a.dep(at), "dobj" | "nsubj" | "nsubjpass" | "attr" | "oprd" | "conj")
        {
            return Some(head);
        }
        match a.dep(at) {
            "conj" => at = head,
            "compound" | "nmod" | "appos" => at = head,
            // "a series of strikes", "in an attack", "with strikes"
            "pobj" => {
                if matches!(a.lemma(head), "after" | "before" | "following" | "despite") {
                    return None;
                }
                let governor = a.head(head);
                if governor == head {
                    return None;
                }
                if a.lemma(head) == "of" && arcs.is_nominal(governor) {
                    at = governor;
                } else {
                    return arcs.is_verb(governor).then_some(governor);
                }
            }
            _ => return None,
        }
    }
    None
}

/// "Following the capture of the town, the army launched …": whether a preposition between them sets the noun
/// apart from the verb as a happening of its own.
fn stands_apart(arcs: &Arcs<'_>, noun: usize, verb: usize) -> bool {
    let a = arcs.analysis;
    let mut at = noun;
    while at != verb && a.head(at) != at {
        if a.dep(at) == "prep" && APART.contains(&a.text(at).to_lowercase().as_str()) {
            return true;
        }
        at = a.head(at);
    }
    false
}

/// "The capture of Shatoi, the last town held by the separatists": what is said of another name of the town.
fn below_apposition(arcs: &Arcs<'_>, token: usize, noun: usize) -> bool {
    let a = arcs.analysis;
    let mut at = token;
    while at != noun && a.head(at) != at {
        if a.dep(at) == "appos" {
            return true;
        }
        at = a.head(at);
    }
    false
}

/// Who does what an event noun names.
pub fn doers(arcs: &Arcs<'_>, noun: usize) -> Vec<usize> {
    let a = arcs.analysis;
    let mut found = arcs.obliques(noun, "by");
    // "an assault carried out by the alliance", also where it is hung on a noun in between
    let range = a.subtree(noun);
    for token in range {
        if token > noun
            && matches!(a.dep(token), "acl" | "relcl")
            && arcs.is_verb(token)
            && arcs.lexicon.light.contains(a.lemma(token))
            && !below_apposition(arcs, token, noun)
        {
            let passive_agent =
                if arcs.is_passive(token) { arcs.subjects(token) } else { Vec::new() };
            found.extend(passive_agent);
        }
    }
    // "accused the neighbours of an invasion", "blamed the rebels for the blast"
    let preposition = a.head(noun);
    let accuser = a.head(preposition);
    if found.is_empty()
        && a.dep(noun) == "pobj"
        && matches!(a.lemma(preposition), "of" | "for")
        && arcs.is_verb(accuser)
        && arcs.lexicon.reporting.of_verbs.contains(a.lemma(accuser))
    {
        found.extend(arcs.objects(accuser));
    }
    // "the country's deadliest attack", "the city's third bombing": where it was, and not whose
    let ranked = a.children(noun).any(|c| {
        c < noun
            && (a.tag(c) == "JJS"
                || a.children(c).any(|m| a.tag(m) == "RBS")
                || matches!(
                    a.lemma(c),
                    "first" | "second" | "third" | "fourth" | "fifth" | "latest"
                ))
    });
    for modifier in arcs.modifiers(noun) {
        let place = ranked && a.dep(modifier) == "poss" && a.head(modifier) == noun;
        if !found.contains(&modifier) && !place {
            found.push(modifier);
        }
    }
    if (found.is_empty() || !found.iter().any(|&t| a.pos(t) == "PROPN" || a.pos(t) == "PRON"))
        && let Some(verb) =
            governing_verb(arcs, noun).filter(|&verb| !stands_apart(arcs, noun, verb))
    {
        let is_object = arcs.objects(verb).contains(&noun)
            || a.dep(noun) == "pobj" && !arcs.objects(verb).is_empty();
        // "killed the commander in a raid": theirs
        let means = a.dep(noun) == "pobj"
            && matches!(a.lemma(a.head(noun)), "in" | "with" | "during")
            && arcs
                .lexicon
                .classes
                .get("harms")
                .is_some_and(|words| words.iter().any(|w| w == a.lemma(verb)))
            && !arcs.is_passive(verb);
        // "answered with air strikes"
        let answers = a.dep(noun) == "pobj"
            && a.lemma(a.head(noun)) == "with"
            && !arcs.is_passive(verb)
            && arcs
                .lexicon
                .classes
                .get("retaliates")
                .is_some_and(|words| words.iter().any(|w| w == a.lemma(verb)));
        if answers || is_object && (means || arcs.lexicon.light.contains(a.lemma(verb))) {
            for subject in arcs.subjects(verb) {
                if subject != noun && !found.contains(&subject) {
                    found.push(subject);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use dateline_syntax::Pipeline;

    use super::*;
    use crate::embedded;

    /// Who does what an event noun of a sentence names.
    fn who(text: &str, noun: &str) -> Vec<String> {
        let analysis = Pipeline::embedded().analyse(text);
        let arcs = Arcs { analysis: &analysis, lexicon: &embedded::ontology().lexicon };
        let at = (0..analysis.len()).find(|&t| analysis.text(t) == noun).expect("the noun");
        doers(&arcs, at).into_iter().map(|t| analysis.text(t).to_owned()).collect()
    }

    #[test]
    fn what_a_thing_follows_is_not_done_by_who_acts_then() {
        let after =
            "Following the capture of Mosul, Iraq launched an offensive against the militants.";
        assert_eq!(who(after, "capture"), Vec::<String>::new());
        assert_eq!(who(after, "offensive"), ["Iraq"]);
        assert_eq!(who("The army launched an assault on Tikrit.", "assault"), ["army"]);
    }
}
