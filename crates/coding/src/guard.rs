//! Guards: sentences that use war's words for sport, elections, markets, shows or weather.

use dateline_actor::Kind;

use crate::matcher::Match;
use crate::ontology::Ontology;
use crate::ontology::file::ActorNeed;
use crate::scene::Scene;

/// Whether a match is somebody else's story.
///
/// Words of another subject in the sentence silence a type that only armed bodies do, unless the
/// registry knows one of the bodies in it as one that bears arms. A government alone is no proof:
/// states play football and hold elections.
pub fn forbids(scene: &Scene<'_>, ontology: &Ontology, found: &Match) -> bool {
    let frame = &ontology.frames[found.frame];
    let file = &ontology.type_of(frame).file;
    let needs_arms = file.actors == ActorNeed::Armed;
    if !needs_arms && !file.states {
        return false;
    }
    let armed = found.by.iter().chain(&found.against).chain(&found.holder).any(|actor| {
        actor
            .id
            .as_deref()
            .and_then(|id| scene.registry.get(id))
            .is_some_and(|entry| entry.kind.is_armed() && entry.kind != Kind::Police)
    });
    let a = scene.arcs.analysis;
    let sentence = a.sentences()[a.sentence_of(found.trigger)].clone();
    let text =
        a.span_of(sentence.start as usize..sentence.end as usize).of(a.source()).to_lowercase();
    if !armed && found.by.is_empty() && has_score(&text) {
        return true;
    }
    // Parties that bear arms stand for election too: "won half the seats, taking the town".
    if armed {
        let mut guards = ontology.lexicon.guards.values();
        return guards.any(|guard| guard.always.iter().any(|words| text.contains(words.as_str())));
    }
    // A league or union of states is no sport.
    let named = |token: u32| {
        scene.mentions.iter().any(|m| m.actor.id.is_some() && m.tokens.contains(&token))
    };
    // "the hospital's director said": who tells of it says nothing of what it is
    let speaks = |token: u32| {
        let a = scene.arcs.analysis;
        let mut at = token as usize;
        for _ in 0..6 {
            let head = a.head(at);
            if a.dep(at) == "nsubj" {
                return scene.arcs.lexicon.reporting.verbs.contains(&scene.lemma(head));
            }
            if head == at || scene.arcs.is_verb(at) {
                return false;
            }
            at = head;
        }
        false
    };
    let lemmas: Vec<(String, bool)> = sentence
        .filter(|&t| !named(t) && !speaks(t))
        .map(|t| (scene.lemma(t as usize), a.pos(t as usize) == "VERB"))
        .collect();
    // "an air strike on a theatre"
    let family = ontology.type_of(frame).family.as_str();
    let hits = match family {
        "strike" | "bombing" => frame.file.confidence.unwrap_or(0.9) >= 0.75,
        // "gunmen attacked a restaurant", where a war is on
        "civilians" => scene.is_of_war(&ontology.counts),
        _ => false,
    };
    let guards = ontology.lexicon.guards.values().filter(|guard| needs_arms || guard.states);
    guards.into_iter().any(|guard| {
        let sites = guard.sites.iter().filter(|_| !hits);
        let words = guard.strong.iter().chain(sites).filter(|word| {
            if word.contains(' ') {
                text.contains(word.as_str())
            } else {
                let noun = guard.nouns.contains(word.as_str());
                lemmas.iter().any(|(lemma, verb)| lemma == *word && !(*verb && noun))
            }
        });
        let (weak, strong): (Vec<&String>, Vec<&String>) =
            words.partition(|word| guard.weak.contains(*word));
        !strong.is_empty() || weak.len() > usize::from(!needs_arms)
    })
}

/// "lost 2-1", "a 3-0 win": the result of a match.
fn has_score(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().map(|w| w.trim_matches([',', '.', ')', '('])).collect();
    let score = |word: &&str| {
        word.split_once(['-', '–']).is_some_and(|(us, them)| {
            let goals =
                |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
            goals(us) && goals(them)
        })
    };
    let result = |word: &&str| {
        matches!(
            *word,
            "won"
                | "win"
                | "lost"
                | "lose"
                | "beat"
                | "draw"
                | "drew"
                | "victory"
                | "defeat"
                | "defeated"
                | "beaten"
        )
    };
    words.iter().any(score) && words.iter().any(result)
}

/// Whether a strike is told of only as something that is brought to an end: "halted its air strikes", "agreed to stop
/// the shelling of the town". On the day that is told of, none fell.
pub fn ended(scene: &Scene<'_>, ontology: &Ontology, found: &Match) -> bool {
    let frame = &ontology.frames[found.frame];
    let family = ontology.type_of(frame).family.as_str();
    let Some(endings) = scene.arcs.lexicon.classes.get("endings") else { return false };
    let a = scene.arcs.analysis;
    let trigger = found.trigger;
    // "halted its offensive", where "halted the offensive" is what others did to it
    let own =
        || a.children(trigger).any(|c| a.dep(c) == "poss" && matches!(a.lemma(c), "its" | "their"));
    if !(matches!(family, "strike" | "bombing") || family == "battle" && own()) {
        return false;
    }
    let verb = a.head(trigger);
    let gerund = a.tag(trigger) == "VBG" && matches!(a.dep(trigger), "xcomp" | "ccomp" | "dobj");
    // "halted an attack": one that was thrown back. "halted the bombing": all of it.
    let one = a.children(trigger).any(|c| {
        a.dep(c) == "det" && matches!(scene.lemma(c).as_str(), "a" | "an" | "another" | "this")
    });
    let told = a.children(trigger).any(|c| a.dep(c) == "relcl");
    let noun = matches!(a.dep(trigger), "dobj" | "nsubjpass") && !one && !told;
    verb != trigger && (gerund || noun) && endings.contains(&scene.lemma(verb))
}
