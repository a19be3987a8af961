//! Grammatical functions read off the arcs: who is the deep subject of a verb, what is its object,
//! what hangs on it by which preposition.
//!
//! A predicate's arguments stand in many surface forms (active, passive, relative clause, participle,
//! infinitive, coordination, nominalisation). The functions here undo the form, so that an ontology
//! frame says `subject` once and holds in all of them. Labels are those of spaCy's English pipelines
//! (ClearNLP dependencies).

use dateline_syntax::Analysis;

use crate::lexicon::Lexicon;

/// Coordination and control chains longer than this are garbled text.
const DEPTH: usize = 12;

/// Reads grammatical functions off one analysis.
#[derive(Clone, Copy, Debug)]
pub struct Arcs<'a> {
    /// The analysis.
    pub analysis: &'a Analysis<'a>,
    /// Word classes that decide who controls an infinitive.
    pub lexicon: &'a Lexicon,
}

impl<'a> Arcs<'a> {
    /// Whether the token is used as a verb.
    pub fn is_verb(&self, token: usize) -> bool {
        let a = self.analysis;
        matches!(a.pos(token), "VERB" | "AUX")
            // "was overrun" read as a noun
            || a.pos(token) == "NOUN" && a.children(token).any(|c| matches!(a.dep(c), "auxpass" | "nsubjpass"))
    }

    /// Whether the token is a noun or stands for one.
    pub fn is_nominal(&self, token: usize) -> bool {
        matches!(self.analysis.pos(token), "NOUN" | "PROPN" | "PRON" | "NUM")
            || self.analysis.dep(token) == "pobj"
    }

    /// "Troops on Friday morning captured Gwoza", where the parser hangs the town on the preposition of
    /// the date, and the verb on the town: who acts.
    fn acts_on_day(&self, verb: usize) -> Option<usize> {
        let a = self.analysis;
        let town = a.head(verb);
        if a.dep(verb) != "amod"
            || town <= verb
            || !matches!(a.tag(verb), "VBN" | "VBD")
            || a.pos(town) != "PROPN"
            || a.dep(town) != "pobj"
        {
            return None;
        }
        let preposition = a.head(town);
        let day =
            a.children(preposition).find(|&c| a.dep(c) == "pobj" && c > preposition && c < verb)?;
        let subject = a.head(preposition);
        (day + 1 == verb && subject < preposition && self.is_nominal(subject)).then_some(subject)
    }

    /// Whether a verb is passive in this clause.
    pub fn is_passive(&self, verb: usize) -> bool {
        let a = self.analysis;
        if self.acts_on_day(verb).is_some() {
            return false;
        }
        if a.children(verb).any(|c| matches!(a.dep(c), "auxpass" | "nsubjpass" | "csubjpass")) {
            return true;
        }
        // "have the town surrounded", with a subject of its own to the parser
        let held_so = a.tag(verb) == "VBD"
            && a.dep(verb) == "ccomp"
            && leaves_so(a.lemma(a.head(verb)))
            && a.head(verb) < verb
            && a.child(verb, "dobj").is_none()
            && a.children(verb).all(|c| !matches!(a.dep(c), "aux" | "mark"));
        if held_so {
            return true;
        }
        if a.tag(verb) != "VBN" {
            return false;
        }
        match a.dep(verb) {
            // "the town captured by", "captured neighbourhoods"
            "acl" | "amod" => true,
            // "was declared liberated"
            "oprd" => self.is_verb(a.head(verb)) && leaves_so(a.lemma(a.head(verb))),
            "advcl" | "conj" | "ROOT" | "dep" | "ccomp" => {
                // "Backed by Russia, …"; "was captured and destroyed"; a headline's "Town captured".
                let has_aux = a.children(verb).any(|c| a.dep(c) == "aux" && a.lemma(c) == "have");
                let has_object = a.children(verb).any(|c| a.dep(c) == "dobj");
                let has_subject = a.children(verb).any(|c| a.dep(c) == "nsubj");
                // "declared the city liberated", "left the town surrounded"
                let left_so = a.dep(verb) == "ccomp"
                    && !has_aux
                    && !has_object
                    && leaves_so(a.lemma(a.head(verb)));
                if left_so && has_subject {
                    return true;
                }
                if has_aux || has_object || has_subject {
                    return false;
                }
                if a.dep(verb) == "conj" {
                    let first = a.head(verb);
                    return first != verb && self.is_passive(first);
                }
                true
            }
            _ => false,
        }
    }

    /// The noun that a relative pronoun stands for, else the token itself.
    fn through_relative(&self, token: usize, verb: usize) -> usize {
        let a = self.analysis;
        if !matches!(a.tag(token), "WDT" | "WP" | "WP$")
            && !a.lemma(token).eq_ignore_ascii_case("that")
        {
            return token;
        }
        let mut clause = verb;
        for _ in 0..DEPTH {
            if a.dep(clause) == "relcl" {
                return a.head(clause);
            }
            if a.head(clause) == clause {
                break;
            }
            clause = a.head(clause);
        }
        token
    }

    /// The token and what is coordinated with it, in text order.
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let a = self.analysis;
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() && all.len() < 64 {
            let next = all[at];
            for child in a.children(next) {
                let joins =
                    a.dep(child) == "conj" && (self.is_nominal(child) || a.pos(child) == "ADJ");
                // "A, B and C" is often read as an apposition chain: A ← B ← C.
                let lists = a.dep(child) == "appos"
                    && a.children(child).any(|c| a.dep(c) == "conj")
                    && a.pos(child) == a.pos(next)
                    && (a.pos(child) == "PROPN" || self.lists_sites(next, child));
                if (joins || lists) && !all.contains(&child) {
                    all.push(child);
                }
            }
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// "the city hall, a hospital and the jail": sites of which each has its article.
    fn lists_sites(&self, first: usize, second: usize) -> bool {
        let a = self.analysis;
        let sites = &self.lexicon.nouns.facility;
        let site = |t: usize| {
            sites.contains(&a.lemma(t).to_lowercase())
                && a.children(t).any(|c| a.dep(c) == "det" && c < t)
        };
        let joined = a.children(second).find(|&c| a.dep(c) == "conj");
        site(first) && site(second) && joined.is_some_and(site)
    }

    /// Deep subjects: who does it. Passive agents, antecedents of relative clauses, controllers of
    /// infinitives and participles, shared subjects of coordinated verbs.
    pub fn subjects(&self, verb: usize) -> Vec<usize> {
        self.deep_subject(verb, 0).map(|s| self.conjuncts(s)).unwrap_or_default()
    }

    /// Whether the clause has a grammatical subject of its own.
    pub fn own_subject(&self, verb: usize) -> Option<usize> {
        let a = self.analysis;
        let subjects = || a.children(verb).filter(|&c| matches!(a.dep(c), "nsubj" | "nsubjpass"));
        // "claims that the town had been captured": a "that" read as a second subject
        let that = |&c: &usize| a.tag(c) == "WDT" && a.lemma(c) == "that";
        let own = subjects().find(|c| !that(c) || subjects().nth(1).is_none());
        own.map(|s| self.through_relative(s, verb))
    }

    /// "to clean mines" read as preposition, adjective and noun: an infinitive that the tagger missed.
    pub fn is_misread_infinitive(&self, token: usize) -> bool {
        let a = self.analysis;
        token > 0
            && a.text(token - 1).eq_ignore_ascii_case("to")
            && !self.is_verb(token)
            && matches!(a.dep(token), "amod" | "compound" | "nmod")
            && a.head(token) > token
    }

    /// The words that negate a verb.
    pub fn negations(&self, verb: usize) -> Vec<usize> {
        let a = self.analysis;
        let negates = |&child: &usize| {
            a.dep(child) == "neg"
                || a.dep(child) == "advmod"
                    && (a.text(child).eq_ignore_ascii_case("never")
                        || a.text(child).eq_ignore_ascii_case("longer")
                            && child > 0
                            && a.text(child - 1).eq_ignore_ascii_case("no"))
        };
        a.children(verb).filter(negates).collect()
    }

    fn agent(&self, verb: usize) -> Option<usize> {
        let a = self.analysis;
        let by = a
            .children(verb)
            .find(|&c| a.dep(c) == "agent" || (a.dep(c) == "prep" && a.lemma(c) == "by"))?;
        a.child(by, "pobj")
    }

    fn deep_subject(&self, verb: usize, depth: usize) -> Option<usize> {
        if depth > DEPTH {
            return None;
        }
        let a = self.analysis;
        if let Some(subject) = self.acts_on_day(verb) {
            return Some(subject);
        }
        if self.is_misread_infinitive(verb) {
            let governor = a.head(verb - 1);
            return if governor == verb - 1 {
                None
            } else {
                self.deep_subject(self.clause(governor), depth + 1)
            };
        }
        if self.is_passive(verb) {
            if let Some(agent) = self.agent(verb) {
                return Some(agent);
            }
            // "rebel-held", "IS-controlled"
            let compound = a.children(verb).find(|&c| {
                c < verb && matches!(a.dep(c), "npadvmod" | "compound" | "amod" | "nmod" | "nsubj")
            });
            if compound.is_some() && matches!(a.dep(verb), "amod" | "acl" | "compound") {
                return compound;
            }
            // "was captured and destroyed by rebels": the last conjunct carries the agent.
            return a
                .children(verb)
                .filter(|&c| a.dep(c) == "conj" && self.is_verb(c))
                .find_map(|c| self.agent(c));
        }
        // Of several pieces of one name ("Haider al-Abadi") the last is its head.
        if let Some(first) = a.child(verb, "nsubj") {
            let had = self.had_done(verb);
            let last =
                a.children(verb).rfind(|&c| a.dep(c) == "nsubj" && c < verb && Some(c) != had);
            // and of "Jaish-e-Mohammed" with hyphens
            let hyphen = |t: usize| t < a.len() && a.text(t) == "-";
            let pieces = |&last: &usize| {
                (first..last).all(|t| {
                    a.pos(t) == "PROPN"
                        || hyphen(t)
                        || hyphen(t + 1) && t + 1 < last && a.span(t).end == a.span(t + 1).start
                })
            };
            let subject = last.filter(pieces).unwrap_or(first);
            return Some(self.through_relative(subject, verb));
        }
        if let Some(behind) = self.subject_behind_day(verb) {
            return Some(behind);
        }
        self.surface_subject(verb, depth)
    }

    /// "have the town surrounded": what stands between "have" and the participle is done to.
    fn had_done(&self, verb: usize) -> Option<usize> {
        let a = self.analysis;
        let have =
            a.children(verb).find(|&c| c < verb && a.dep(c) == "aux" && a.lemma(c) == "have")?;
        let subject = a.children(verb).find(|&c| c < have && a.dep(c) == "nsubj")?;
        let object = a.children(verb).find(|&c| c > have && c < verb && a.dep(c) == "nsubj")?;
        (a.tag(verb) == "VBN" && subject != object).then_some(object)
    }

    /// "On Tuesday shells hit the town": the parser made "Tuesday shells" of it.
    fn subject_behind_day(&self, verb: usize) -> Option<usize> {
        let a = self.analysis;
        let noun = verb.checked_sub(1)?;
        let on = a.head(noun);
        let glued = a.dep(noun) == "pobj"
            && a.dep(on) == "prep"
            && a.head(on) == verb
            && matches!(a.tag(noun), "NNS" | "NN");
        let day = a.children(noun).any(|c| {
            c < noun
                && a.dep(c) == "compound"
                && self
                    .lexicon
                    .classes
                    .get("calendar")
                    .is_some_and(|days| days.contains(&a.text(c).to_lowercase()))
        });
        (glued && day).then_some(noun)
    }

    /// Whose claim a noun of report is, where a word before it says so.
    fn claimant(&self, noun: usize) -> Option<usize> {
        let a = self.analysis;
        let reports = &self.lexicon.reporting.documents;
        let owner = a
            .children(noun)
            .rfind(|&c| c < noun && matches!(a.dep(c), "compound" | "poss") && a.pos(c) != "PRON");
        owner.filter(|_| reports.contains(&a.lemma(noun).to_lowercase()))
    }

    /// The understood grammatical subject of a clause without one of its own.
    fn surface_subject(&self, verb: usize, depth: usize) -> Option<usize> {
        if depth > DEPTH {
            return None;
        }
        let a = self.analysis;
        if let Some(own) = self.own_subject(verb) {
            return Some(own);
        }
        let head = a.head(verb);
        if head == verb {
            return None;
        }
        // "a patrol was ambushed, killing four": not the patrol's doing
        let harms = |lemma: &str| {
            let class = self.lexicon.classes.get("harms");
            class.is_some_and(|words| words.iter().any(|word| word == lemma))
        };
        if a.dep(verb) == "advcl"
            && a.tag(verb) == "VBG"
            && verb > head
            && self.is_verb(head)
            && self.is_passive(head)
            && harms(a.lemma(verb))
        {
            return self.agent(head);
        }
        match a.dep(verb) {
            "conj" if self.is_verb(head) => self.surface_subject(head, depth + 1),
            "xcomp" | "ccomp" | "advcl" if self.is_verb(head) => {
                let object = a.child(head, "dobj");
                match object {
                    // "forced them to leave", "helped the army capture"
                    Some(object)
                        if a.dep(verb) != "advcl"
                            && self.lexicon.object_control.contains(a.lemma(head)) =>
                    {
                        Some(object)
                    }
                    _ => self.surface_subject(head, depth + 1),
                }
            }
            "xcomp" | "ccomp" | "advcl" if a.pos(head) == "ADJ" => {
                self.surface_subject(head, depth + 1)
            }
            // "were able to enter": of the copula
            "acomp" if self.is_verb(head) => self.surface_subject(head, depth + 1),
            "acl" if a.tag(verb) == "VBG" => Some(head),
            "relcl" => Some(head),
            // "Taliban claims to have taken the town", "an operation to retake the town"
            "acl" => Some(self.claimant(head).unwrap_or(head)),
            "pcomp" => {
                let governor = a.head(head);
                if governor == head {
                    return None;
                }
                if self.is_verb(governor) {
                    // "accused the rebels of shelling"
                    let object = a.child(governor, "dobj");
                    // and "blocked convoys from entering the town"
                    if matches!(a.lemma(head), "of" | "from") && object.is_some() {
                        return object;
                    }
                    return self.surface_subject(governor, depth + 1);
                }
                // "a day after capturing the town": the main clause's
                let main = a.head(governor);
                if a.dep(governor) == "npadvmod" && self.is_verb(main) {
                    return self.surface_subject(main, depth + 1);
                }
                Some(governor)
            }
            "amod" if a.tag(verb) == "VBG" => Some(head),
            _ => None,
        }
    }

    /// Deep objects: what it is done to.
    pub fn objects(&self, verb: usize) -> Vec<usize> {
        let a = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        if self.is_misread_infinitive(verb) || self.acts_on_day(verb).is_some() {
            return self.conjuncts(a.head(verb));
        }
        if self.is_passive(verb) {
            let subject = self.own_subject(verb).or_else(|| match a.dep(verb) {
                "acl" | "amod" | "relcl" => Some(a.head(verb)),
                "oprd" => self.objects(a.head(verb)).into_iter().find(|&o| o != verb),
                "conj" | "xcomp" | "advcl" | "pcomp" => self.surface_subject(verb, 0),
                _ => None,
            });
            found.extend(subject);
            // "was stripped of the town": a retained object
            found.extend(a.children(verb).filter(|&c| a.dep(c) == "dobj" || a.dep(c) == "oprd"));
        } else {
            found.extend(
                a.children(verb)
                    .filter(|&c| {
                        c > verb && matches!(a.dep(c), "dobj" | "oprd" | "attr" | "dative")
                    })
                    .map(|c| self.through_relative(c, verb)),
            );
            // "hit IS again": an acronym that the tagger read as a verb
            found.extend(a.children(verb).filter(|&c| {
                c == verb + 1
                    && (matches!(a.dep(c), "ccomp" | "xcomp" | "dep" | "acomp") && is_acronym(a.text(c))
                        // "captured Bakhmut from": a name read as an adverb
                        || matches!(a.dep(c), "advmod" | "npadvmod")
                            && a.text(c).chars().next().is_some_and(char::is_uppercase))
            }));
            found.extend(self.had_done(verb));
            if let Some(relative) = a.children(verb).find(|&c| c < verb && a.dep(c) == "dobj") {
                found.push(self.through_relative(relative, verb));
            }
            if found.is_empty() && a.dep(verb) == "relcl" {
                // "the town rebels seized on Monday"
                let antecedent = a.head(verb);
                if self.own_subject(verb).is_some_and(|s| s != antecedent) {
                    found.push(antecedent);
                }
            }
            if found.is_empty() {
                // "captured and burned the town": the object stands after the last conjunct.
                let shared = a
                    .children(verb)
                    .filter(|&c| a.dep(c) == "conj" && self.is_verb(c))
                    .filter(|&c| self.own_subject(c).is_none() && c <= verb + 3)
                    .flat_map(|c| a.children(c).filter(|&o| a.dep(o) == "dobj").collect::<Vec<_>>())
                    .next();
                found.extend(shared);
            }
        }
        if found.is_empty() {
            found.extend(self.object_astray(verb));
        }
        let mut all: Vec<usize> = Vec::new();
        for object in found {
            for token in self.conjuncts(object) {
                if !all.contains(&token) {
                    all.push(token);
                }
            }
        }
        all
    }

    /// Whether a token that the parser made a subject is the object of the verb before it.
    pub fn is_astray(&self, token: usize) -> bool {
        let a = self.analysis;
        let reach = token.saturating_sub(8);
        let verb = (reach..token).rev().find(|&t| self.is_verb(t) && a.pos(t) != "AUX");
        verb.is_some_and(|verb| {
            a.child(verb, "dobj").is_none() && self.object_astray(verb) == Some(token)
        })
    }

    /// The object that the parser took for something else: "seized Kelbajar, the president told the
    /// nation" (the subject of the telling), "control about a fifth of the capital" (behind a preposition).
    fn object_astray(&self, verb: usize) -> Option<usize> {
        let a = self.analysis;
        if !self.is_verb(verb) || self.is_passive(verb) {
            return None;
        }
        let about = a.children(verb).find(|&c| {
            c == verb + 1 && a.dep(c) == "prep" && matches!(a.lemma(c), "about" | "around" | "over")
        });
        if let Some(amount) = about.and_then(|c| a.child(c, "pobj"))
            && !self.obliques(amount, "of").is_empty()
        {
            return Some(amount);
        }
        let mut last = None;
        for token in verb + 1..a.len() {
            let inside = matches!(a.pos(token), "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PART")
                || matches!(a.text(token), "than" | "-");
            if !inside {
                break;
            }
            last = matches!(a.pos(token), "NOUN" | "PROPN" | "NUM").then_some(token).or(last);
        }
        let object = last?;
        let teller = a.head(object);
        if !matches!(a.dep(object), "nsubj" | "nsubjpass")
            || teller <= object
            || !self.lexicon.reporting.verbs.contains(a.lemma(teller))
        {
            return None;
        }
        // The speaker stands between a comma and the verb of saying.
        let comma = (object + 1..teller).rev().find(|&t| a.text(t) == ",")?;
        // "said officials": behind it
        let inverted = comma + 1 == teller
            && teller + 1 < a.len()
            && (self.is_nominal(teller + 1) || a.pos(teller + 1) == "DET");
        (comma + 1 < teller || inverted).then_some(object)
    }

    /// What hangs on a token by one of these prepositions (`out of` counts as `out of` and as
    /// `of`), coordination expanded. Prepositions that follow the object are tried too, since
    /// attachment is the parser's weakest point.
    pub fn obliques(&self, token: usize, preposition: &str) -> Vec<usize> {
        let mut found = Vec::new();
        self.collect_obliques(token, preposition, &mut found);
        // "sold the country 14 helicopters"
        if found.is_empty() && self.is_verb(token) && preposition == "to" {
            let a = self.analysis;
            let whom = a.children(token).find(|&c| {
                c > token && a.dep(c) == "dative" && self.is_nominal(c) && a.pos(c) != "ADP"
            });
            found.extend(whom.map(|c| self.conjuncts(c)).unwrap_or_default());
        }
        if found.is_empty() && self.is_verb(token) && preposition == "in" {
            // "are surrounded there": in that place
            let a = self.analysis;
            found.extend(a.children(token).filter(|&c| {
                c > token && a.dep(c) == "advmod" && matches!(a.lemma(c), "there" | "here")
            }));
        }
        // "arresting and torturing critics in the town": of both
        if found.is_empty() && self.is_verb(token) && self.analysis.child(token, "dobj").is_none() {
            let a = self.analysis;
            let joined = a.children(token).find(|&c| {
                c > token
                    && (c <= token + 3 || c <= token + 5 && a.child(token, "nsubjpass").is_some())
                    && a.dep(c) == "conj"
                    && a.tag(c) == a.tag(token)
                    && (a.child(c, "dobj").is_some()
                        // "were killed and five wounded in the town"
                        || a.child(token, "nsubjpass").is_some()
                            && a.child(c, "nsubjpass").is_some()
                            && a.children(c).all(|aux| a.dep(aux) != "auxpass"))
            });
            if let Some(joined) = joined {
                return self.obliques(joined, preposition);
            }
        }
        if found.is_empty() && self.is_verb(token) {
            let a = self.analysis;
            let mut next: Vec<usize> = a
                .children(token)
                .filter(|&c| {
                    c > token
                        && matches!(
                            a.dep(c),
                            "dobj" | "attr" | "oprd" | "prep" | "advmod" | "prt" | "acomp"
                        )
                })
                .collect();
            if self.is_passive(token) && matches!(a.dep(token), "conj" | "acl") {
                next.push(token);
            }
            for child in next {
                if preposition != "of" {
                    self.collect_obliques(child, preposition, &mut found);
                    if let Some(object) = a.child(child, "pobj") {
                        self.collect_obliques(object, preposition, &mut found);
                    }
                }
            }
        }
        found
    }

    fn collect_obliques(&self, token: usize, preposition: &str, found: &mut Vec<usize>) {
        let a = self.analysis;
        let (outer, inner) = match preposition.split_once(' ') {
            Some((outer, inner)) => (outer, Some(inner)),
            None => (preposition, None),
        };
        // "are outside its control and in their hands": the second of two
        let joined = |child: usize| {
            a.dep(child) == "conj"
                && a.pos(child) == "ADP"
                && a.text(child).eq_ignore_ascii_case(outer)
                && !a.text(a.head(child)).eq_ignore_ascii_case(outer)
        };
        let seconds: Vec<usize> = a
            .children(token)
            .filter(|&c| matches!(a.dep(c), "prep" | "advmod"))
            .chain(self.is_verb(token).then_some(token))
            .flat_map(|c| a.children(c).filter(|&c| joined(c)))
            .collect();
        for child in a.children(token).chain(seconds.iter().copied()) {
            if !matches!(
                a.dep(child),
                "prep" | "agent" | "dative" | "advmod" | "prt" | "mark" | "pcomp"
            ) && !seconds.contains(&child)
                || !a.text(child).eq_ignore_ascii_case(outer)
            {
                continue;
            }
            let heads: Vec<usize> = match inner {
                None => std::iter::once(child)
                    .chain(a.children(child).filter(|&c| {
                        a.dep(c) == "conj"
                            && a.pos(c) == "ADP"
                            && a.text(c).eq_ignore_ascii_case(outer)
                    }))
                    .collect(),
                Some(inner) => a
                    .children(child)
                    .filter(|&c| a.dep(c) == "prep" && a.text(c).eq_ignore_ascii_case(inner))
                    .collect(),
            };
            for head in heads {
                if let Some(object) =
                    a.children(head).find(|&c| matches!(a.dep(c), "pobj" | "pcomp"))
                {
                    let object = self.through_relative(object, token);
                    let mut all = self.conjuncts(object);
                    all.extend(self.second_side(object, preposition, all.len()));
                    for conjunct in all {
                        if !found.contains(&conjunct) {
                            found.push(conjunct);
                        }
                    }
                } else if let Some(relative) = self.stranded(head, token) {
                    found.push(relative);
                }
            }
        }
    }

    /// "between soldiers loyal to the president and fighters of the front": the second side, which the parser hung on
    /// a name inside the first.
    fn second_side(&self, object: usize, preposition: &str, sides: usize) -> Option<usize> {
        let a = self.analysis;
        if preposition != "between" || sides > 1 {
            return None;
        }
        a.subtree(object).find(|&t| {
            t > object
                && a.dep(t) == "conj"
                && a.tag(t) == "NNS"
                && a.tag(a.head(t)).starts_with("NNP")
                && self.lexicon.nouns.force.contains(&a.lemma(t).to_lowercase())
        })
    }

    /// The antecedent of a stranded or fronted relative ("the town in which").
    fn stranded(&self, _preposition: usize, verb: usize) -> Option<usize> {
        let a = self.analysis;
        (a.dep(verb) == "relcl").then(|| a.head(verb))
    }

    /// Nouns that a noun is said to be or called by: subject of its copula, apposition, the object
    /// that it is predicated of ("leaving Kobani as the last stronghold").
    pub fn equated(&self, noun: usize) -> Vec<usize> {
        let a = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        let head = a.head(noun);
        // "entered the town unopposed", "the town fell silent": what is said of who or what does it
        found.extend(a.children(noun).filter(|&c| a.dep(c) == "acomp"));
        match a.dep(noun) {
            "attr" if head != noun => {
                found.extend(self.own_subject(head).or_else(|| self.surface_subject(head, 0)));
            }
            "appos" => found.push(head),
            "conj" if head != noun => {
                return self.equated(head).into_iter().filter(|&t| t != noun).collect();
            }
            "oprd" if head != noun => {
                found.extend(self.objects(head).into_iter().filter(|&t| t != noun));
            }
            "pobj" if a.lemma(head) == "as" => {
                let verb = a.head(head);
                if self.is_verb(verb) {
                    found.extend(self.objects(verb));
                } else if verb != head {
                    found.push(verb);
                }
            }
            _ => {}
        }
        found.extend(a.children(noun).filter(|&c| a.dep(c) == "appos"));
        // "the rebel stronghold Idlib", "the IS bastion of Raqqa" (the latter is an `of` path)
        found.extend(
            a.children(noun).filter(|&c| c > noun && matches!(a.dep(c), "nmod" | "compound")),
        );
        if matches!(a.dep(noun), "compound" | "nmod" | "amod") && head > noun {
            found.push(head);
        }
        let mut all = Vec::new();
        for token in found {
            for conjunct in self.conjuncts(token) {
                if conjunct != noun && !all.contains(&conjunct) {
                    all.push(conjunct);
                }
            }
        }
        all
    }

    /// Premodifiers and possessors of a noun: "Russian air strikes", "Russia's strikes", "IS siege".
    pub fn modifiers(&self, noun: usize) -> Vec<usize> {
        let a = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        for child in a.children(noun) {
            let dep = a.dep(child);
            if child < noun && matches!(dep, "poss" | "compound" | "amod" | "nmod" | "npadvmod") {
                found.extend(self.conjuncts(child).into_iter().filter(|&c| c < noun));
                // "Iraqi security forces offensive": modifiers of modifiers
                found.extend(
                    a.children(child)
                        .filter(|&c| matches!(a.dep(c), "compound" | "amod" | "poss" | "nmod")),
                );
            }
        }
        // "met no resistance", "leaving only the capital in government hands"
        found.extend(a.children(noun).filter(|&c| {
            a.dep(c) == "det" && a.lemma(c) == "no"
                || a.dep(c) == "advmod" && matches!(a.lemma(c), "only" | "just")
        }));
        // "Russian and Syrian strikes", and the second of "Russian air strikes and shelling"
        if a.dep(noun) == "conj"
            && found.iter().all(|&c| a.dep(c) == "det")
            && a.head(noun) < noun
            && self.is_nominal(a.head(noun))
        {
            let first = a.head(noun);
            found.extend(a.children(first).filter(|&c| {
                c < first && matches!(a.dep(c), "poss" | "amod" | "compound" | "nmod")
            }));
        }
        // "Iranian-made drones": whose make they are, and not who flies them
        found.retain(|&c| {
            let made = c + 2 < a.len()
                && a.text(c + 1) == "-"
                && matches!(
                    a.text(c + 2),
                    "made"
                        | "built"
                        | "supplied"
                        | "designed"
                        | "donated"
                        | "manufactured"
                        | "provided"
                        | "era"
                        | "run"
                        | "owned"
                        | "operated"
                        | "funded"
                        | "financed"
                );
            !made
        });
        found
    }

    /// The verb or noun of which the token is an argument, through prepositions and coordination.
    pub fn governor(&self, token: usize) -> Option<usize> {
        let a = self.analysis;
        let mut at = token;
        for _ in 0..DEPTH {
            let head = a.head(at);
            if head == at || a.dep(at) == "appos" {
                return None;
            }
            if a.dep(at) == "conj"
                || matches!(a.pos(head), "ADP" | "SCONJ")
                || a.dep(head) == "prep"
            {
                at = head;
                continue;
            }
            return Some(head);
        }
        None
    }

    /// The verb of the clause in which the token stands (the token itself if it is one).
    pub fn clause(&self, token: usize) -> usize {
        let a = self.analysis;
        let mut at = token;
        for _ in 0..64 {
            if self.is_verb(at) && !matches!(a.dep(at), "aux" | "auxpass" | "amod" | "compound") {
                return at;
            }
            let head = a.head(at);
            if head == at {
                return at;
            }
            at = head;
        }
        at
    }

    /// Whether `ancestor` dominates `token` (or is it).
    pub fn dominates(&self, ancestor: usize, token: usize) -> bool {
        let a = self.analysis;
        let mut at = token;
        for _ in 0..256 {
            if at == ancestor {
                return true;
            }
            let head = a.head(at);
            if head == at {
                return false;
            }
            at = head;
        }
        false
    }
}

/// Verbs that put what the participle under their object says into being: "left the town surrounded".
fn leaves_so(lemma: &str) -> bool {
    matches!(lemma, "declare" | "proclaim" | "pronounce" | "leave" | "keep" | "see" | "have")
}

fn is_acronym(text: &str) -> bool {
    text.len() >= 2 && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}
