//! Denials of what was said before.

use dateline_actor::Party;
use dateline_report::Span;
use dateline_time::Basis;

use super::{Assembly, Draft, is_change};
use crate::attribution::Attribution;
use crate::claim::{Context, Interest, Modality};
use crate::interest::party;
use crate::scene::Scene;

/// Nouns and pronouns that stand for what somebody else said.
fn points_back(lemma: &str) -> bool {
    matches!(
        lemma,
        "claim"
            | "report"
            | "it"
            | "this"
            | "that"
            | "allegation"
            | "accusation"
            | "charge"
            | "statement"
            | "account"
            | "announcement"
            | "loss"
            | "news"
            | "assertion"
    )
}

/// What a verb of saying calls false: the "it" of "said that it was a lie".
fn called_false(scene: &Scene<'_>, saying: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    // "called the reports a fabrication", "described the claim as false"
    if matches!(scene.lemma(saying).as_str(), "call" | "describe" | "brand" | "label" | "dub") {
        let untrue = |t: usize| scene.arcs.lexicon.denied.predicates.contains(&scene.lemma(t));
        let named = a.children(saying).filter(|&c| c > saying).any(|c| {
            matches!(a.dep(c), "oprd" | "attr" | "acomp" | "dobj" | "xcomp" | "ccomp") && untrue(c)
                || a.dep(c) == "prep" && a.lemma(c) == "as" && a.subtree(c).any(untrue)
        });
        let told = a.children(saying).chain(a.children(saying).flat_map(|c| a.children(c)));
        return told.filter(|&t| t > saying && points_back(&scene.lemma(t))).find(|_| named);
    }
    if !scene.arcs.lexicon.reporting.verbs.contains(&scene.lemma(saying)) {
        return None;
    }
    let clause = a.children(saying).find(|&c| a.dep(c) == "ccomp" && a.lemma(c) == "be")?;
    let predicate = a.children(clause).find(|&c| matches!(a.dep(c), "attr" | "acomp"))?;
    let negated = !scene.arcs.negations(clause).is_empty();
    let denied = &scene.arcs.lexicon.denied;
    let lemma = scene.lemma(predicate);
    let untrue = match negated {
        true => denied.truths.contains(&lemma),
        false => denied.predicates.contains(&lemma),
    };
    let subject = a.child(clause, "nsubj")?;
    (untrue && points_back(&scene.lemma(subject))).then_some(subject)
}

/// What somebody says that he had no part in: "said that its planes were not involved", "that it had nothing
/// to do with the attack", and what he denies that he had one in.
fn disclaims(scene: &Scene<'_>, saying: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    let lemma = scene.lemma(saying);
    let denies = scene.arcs.lexicon.denial_saying.contains(&lemma);
    if !denies && !scene.arcs.lexicon.reporting.verbs.contains(&lemma) {
        return None;
    }
    let clause = a.children(saying).find(|&c| matches!(a.dep(c), "ccomp" | "xcomp"))?;
    // Whoever speaks speaks of himself.
    let own = scene.arcs.own_subject(clause).is_some_and(|subject| {
        matches!(a.lemma(subject).to_lowercase().as_str(), "it" | "they" | "we")
            || a.children(subject)
                .any(|c| matches!(a.text(c).to_lowercase().as_str(), "its" | "their"))
    });
    let part = |t: usize| scene.arcs.lexicon.denied.parts.contains(&scene.lemma(t));
    // "was not responsible for defending the town": no deed
    let task = |t: usize| a.subtree(t).any(|c| a.dep(c) == "pcomp");
    let complements =
        a.children(clause).filter(|&c| matches!(a.dep(c), "acomp" | "attr" | "oprd" | "prep"));
    let predicate = std::iter::once(clause).chain(complements).find(|&t| part(t) && !task(t));
    let negated = !scene.arcs.negations(clause).is_empty();
    let says = |word: &str| a.subtree(clause).any(|t| a.lemma(t) == word);
    let nothing = a.lemma(clause) == "have" && says("nothing") && says("do") && !denies;
    if !own {
        return None;
    }
    predicate.filter(|_| negated != denies).or(nothing.then_some(clause))
}

/// "denied that its troops were in the town": whoever is not there has not taken it.
fn denies_presence(scene: &Scene<'_>, saying: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    if !scene.arcs.lexicon.denial_saying.contains(&scene.lemma(saying)) {
        return None;
    }
    let clause = a.children(saying).find(|&c| a.dep(c) == "ccomp" && a.lemma(c) == "be")?;
    let subject = scene.arcs.own_subject(clause)?;
    let own = a.subtree(subject).any(|t| matches!(a.text(t), "its" | "their" | "it" | "they"))
        || scene.is_force(subject) && a.children(subject).any(|c| a.dep(c) == "amod");
    let there = a.children(clause).any(|c| {
        a.lemma(c) == "there"
            || matches!(a.lemma(c), "in" | "inside")
                && a.child(c, "pobj").is_some_and(|town| !scene.places_of(town).is_empty())
    });
    (own && there && scene.arcs.negations(clause).is_empty()).then_some(clause)
}

/// "denied that the siege had been lifted": of which town, the report has said.
fn denies_relief(scene: &Scene<'_>, saying: usize) -> bool {
    let a = scene.arcs.analysis;
    let clause = a.children(saying).find(|&c| a.dep(c) == "ccomp" && scene.arcs.is_passive(c));
    let broken = |verb: &usize| {
        matches!(scene.lemma(*verb).as_str(), "lift" | "break" | "end" | "breach")
            && scene.arcs.negations(*verb).is_empty()
    };
    scene.arcs.lexicon.denial_saying.contains(&scene.lemma(saying))
        && clause.filter(broken).is_some_and(|verb| {
            scene.arcs.objects(verb).into_iter().any(|siege| {
                matches!(scene.lemma(siege).as_str(), "siege" | "blockade" | "encirclement")
                    && scene.arcs.obliques(siege, "of").is_empty()
            })
        })
}

/// Whether a sentence tells something of its own before a verb of denying: a clause with a subject, closed by a
/// stop or joined by "but".
fn told_before(scene: &Scene<'_>, before: std::ops::Range<usize>) -> bool {
    let a = scene.arcs.analysis;
    let closed = before.clone().rev().find(|&t| {
        a.text(t) == ";" || a.text(t) == "," && t + 1 < before.end && a.dep(t + 1) == "cc"
    });
    closed.is_some_and(|end| {
        (before.start..end).any(|verb| {
            scene.arcs.is_verb(verb)
                && scene.arcs.own_subject(verb).is_some()
                && !scene.arcs.lexicon.reporting.verbs.contains(&scene.lemma(verb))
        })
    })
}

/// Whether a type is a deed that somebody can be accused of.
fn is_deed(kind: &str) -> bool {
    let family = kind.split('.').next().unwrap_or(kind);
    matches!(family, "strike" | "bombing" | "civilians" | "harm" | "mines")
        || matches!(kind, "truce.breached" | "protest.crackdown" | "aid.blocked")
        || is_move(kind)
}

/// Whether a type is a move of forces, which another's word is needed for before it can be denied: who tells of
/// his own advance does not deny it.
fn is_move(kind: &str) -> bool {
    matches!(kind, "battle.advance" | "forces.mobilised" | "arms.supplied")
}

/// Denials of what was said before: "Armenia denied the claim." A party's denial is a claim of its
/// own, about the change that another source reported.
pub fn denials(assembly: &Assembly<'_>, drafts: &mut Vec<Draft>) {
    let scene = assembly.scene;
    let a = scene.arcs.analysis;
    let mut found = Vec::new();
    let mut disowned: Vec<(Span, Option<Party>)> = Vec::new();
    for token in 0..a.len() {
        if !scene.arcs.is_verb(token) {
            continue;
        }
        // "said that it was a lie"
        let belied = called_false(scene, token);
        // "said that its planes were not involved"
        let disclaimed = disclaims(scene, token);
        let denies = scene.arcs.lexicon.denial_saying.contains(&scene.lemma(token));
        if belied.is_none() && disclaimed.is_none() && !denies {
            continue;
        }
        // One that says what it denies has been read already.
        let clause = a
            .children(token)
            .filter(|_| belied.is_none())
            .find(|&c| c > token && matches!(a.dep(c), "ccomp" | "xcomp"));
        // "…, a claim the army denied"
        let told = Some(a.head(token)).filter(|&noun| {
            a.dep(token) == "relcl" && a.dep(noun) == "appos" && points_back(&scene.lemma(noun))
        });
        let mut object =
            belied.or_else(|| told.or_else(|| scene.arcs.objects(token).into_iter().next()));
        // "denied carrying out the attack", "that it was behind the blast": which one, the report has said
        let relief = denies_relief(scene, token);
        let disowned_deed = || clause.and_then(|verb| scene.deed_disowned(verb));
        let deed = disclaimed.or_else(disowned_deed).filter(|_| !relief);
        if deed.is_some() {
            object = deed;
        }
        // "dismissed reports that they would leave": the noun's own clause says it
        let of_noun = object.is_some_and(|noun| {
            let mut clauses = a.children(noun).filter(|&c| c > noun && a.dep(c) == "acl");
            clauses.any(|c| a.children(c).any(|m| a.dep(m) == "mark"))
        });
        let absent = denies_presence(scene, token).is_some();
        let says_what = clause.is_some() && deed.is_none() && !absent && !relief || of_noun;
        let points_back = absent || relief || object.is_some_and(|o| points_back(&scene.lemma(o)));
        // "denied responsibility": it happened, and was another's doing
        let disowns = deed.is_some()
            || object.is_some_and(|o| {
                matches!(
                    scene.lemma(o).as_str(),
                    "responsibility" | "involvement" | "role" | "part"
                )
            });
        let voice = assembly.voices.get(a.sentence_of(token)).cloned().unwrap_or_default();
        let chain = scene.denier(token, &voice);
        if says_what || !(points_back || disowns) || chain.is_empty() {
            continue;
        }
        let who = chain.links.first().and_then(|l| scene.party_behind(l));
        // "…, reportedly causing losses; this has been denied": what the sentence itself says, and nothing before it
        let start = a.sentences()[a.sentence_of(token)].start as usize;
        let pronoun = object.is_some_and(|o| matches!(a.pos(o), "PRON" | "DET"));
        let near = pronoun && told_before(scene, start..token);
        // "Zaire accused Rwanda of sending troops. Kigali denied it", "… denied any role": that, and nothing before it
        let last = drafts.iter().filter(|d| d.trigger < token).max_by_key(|d| d.trigger);
        let accused = last.map(|d| d.claim.quote.span).filter(|span| {
            drafts.iter().any(|d| {
                d.claim.kind == "words.accusation"
                    && d.claim.quote.span == *span
                    && who.is_some()
                    && d.claim.against.iter().any(|actor| Some(party(actor)) == who)
            })
        });
        let denied = |d: &Draft| {
            let claim = &d.claim;
            let told = d.trigger < token
                && token - d.trigger < 120
                && (!near || d.trigger >= start)
                && claim.modality.happened();
            let of = |actors: &[dateline_actor::Actor]| {
                who.is_some() && actors.iter().any(|actor| Some(party(actor)) == who)
            };
            // "The rebels said that they were in control. The government denied this."
            let held = claim.kind == "control.hold" && claim.modality == Modality::Claimed;
            let siege = matches!(claim.kind.as_str(), "control.siege" | "control.siege-broken");
            let change = (is_change(&claim.kind) || held || siege)
                && (!absent || of(&claim.by))
                && (!relief || claim.kind == "control.siege-broken")
                && d.chain.links.first().and_then(|l| scene.party_behind(l)) != who;
            let own_word = || d.chain.links.first().and_then(|l| scene.party_behind(l)) == who;
            let deed = is_deed(&claim.kind)
                && !(is_move(&claim.kind) && (disowns || own_word()))
                && (of(&claim.by) || points_back && (of(&claim.against) || is_move(&claim.kind)))
                || (disowns || belied.is_some())
                    && is_deed(&claim.kind)
                    && (claim.by.is_empty() || disowns && !is_move(&claim.kind))
                    && who.is_some();
            match accused.filter(|_| points_back || disowns) {
                Some(span) => {
                    let words = claim.kind.starts_with("words.");
                    told && !words && claim.quote.span == span && of(&claim.by)
                }
                None => told && (points_back && change || deed),
            }
        };
        let Some(before) = drafts.iter().rev().find(|d| denied(d)) else { continue };
        // "denied that its aircraft had carried out the strike" may have been read as it stands.
        let read = drafts.iter().any(|d| {
            d.claim.kind == before.claim.kind
                && d.claim.modality == Modality::Denied
                && clause.is_some_and(|verb| a.subtree(verb).contains(&d.trigger))
        });
        if read {
            continue;
        }
        let sentence = before.claim.quote.span;
        if disowns {
            disowned.push((sentence, who.clone()));
        }
        for draft in drafts.iter().filter(|d| d.claim.quote.span == sentence && denied(d)) {
            let mut denial = draft.clone();
            let dated = scene.date(token, &Attribution::default(), false, None);
            denial.claim.modality = Modality::Denied;
            if disowns && let Some(link) = chain.links.first() {
                denial.claim.by = link.actor.iter().cloned().collect();
                denial.claim.counts.clear();
            }
            denial.claim.according_to = chain.links.iter().map(|l| l.source.clone()).collect();
            denial.claim.quote = assembly.quote(token);
            denial.claim.interest = Interest::SelfServing;
            denial.claim.context = Context::Main;
            denial.claim.why.push(format!("“{}” denies what was said before", a.text(token)));
            if dated.when.text.is_some() {
                denial.claim.when = dated.when;
                denial.claim.when.interval.basis = Basis::Announcement;
                denial.claim.when.interval.bound = dateline_time::Bound::By;
            }
            denial.chain = chain.clone();
            denial.trigger = token;
            found.push(denial);
        }
    }
    for draft in drafts.iter_mut() {
        // "Gunmen opened fire. The rebels denied involvement": then nothing says whose men they were.
        let sentence = draft.claim.quote.span;
        if draft.claim.modality == Modality::Denied {
            continue;
        }
        for actor in draft.claim.by.iter_mut().filter(|actor| !names(actor)) {
            let side = Some(party(actor));
            if disowned.iter().any(|(told, who)| *told == sentence && *who == side) {
                (actor.id, actor.side) = (None, None);
                actor.name.clone_from(&actor.text);
            }
        }
    }
    drafts.extend(found);
}

impl Scene<'_> {
    /// The deed that a denial's clause points at and does not tell: "carrying out the attack", "that it
    /// was behind the blast".
    fn deed_disowned(&self, clause: usize) -> Option<usize> {
        let a = self.arcs.analysis;
        let deeds = self.arcs.lexicon.classes.get("deeds")?;
        a.subtree(clause).find(|&noun| {
            let pointed = a
                .children(noun)
                .any(|c| a.dep(c) == "det" && matches!(a.lemma(c), "the" | "this" | "that"));
            // "the attack on the town": a deed of its own, told here
            let told = a.children(noun).any(|c| c > noun && a.dep(c) == "prep");
            // "that his forces had fired it": the shell that the report has told of
            let weapon = a.pos(noun) == "PRON"
                && matches!(self.lemma(noun).as_str(), "it" | "they")
                && a.dep(noun) == "dobj"
                && matches!(
                    self.lemma(a.head(noun)).as_str(),
                    "fire" | "launch" | "plant" | "drop"
                );
            weapon || a.pos(noun) == "NOUN" && pointed && !told && deeds.contains(&self.lemma(noun))
        })
    }
}

/// Whether the words of an actor say its name, and not only what it is.
fn names(actor: &dateline_actor::Actor) -> bool {
    actor.id.is_none()
        || actor.text.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase))
        || actor.name.to_lowercase().contains(&actor.text.to_lowercase())
}
