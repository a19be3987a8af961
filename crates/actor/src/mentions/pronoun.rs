//! Pronouns: "it", "they", "he", "its", and "we" in a quotation.

use super::chunk::Chunk;
use super::describe::Verdict;
use super::reader::{Draft, Reader, Who};
use crate::Kind;
use crate::actor::MentionKind;
use crate::roles::{Alone, Number, Role, WordClass};

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Thing,
    Many,
    /// Many, or one body of many.
    Body,
    Person,
}

/// How far back, in sentences, a person may have been named for "he" to mean that person.
const PERSON_REACH: u32 = 4;

impl<'s> Reader<'s> {
    /// Adds the mention of a pronoun, where its antecedent is an actor.
    pub fn pronoun(&mut self, token: usize) {
        let asks = match self.scene.folded(token) {
            "it" | "its" | "itself" => Asks::Thing,
            "they" | "their" | "them" | "theirs" => Asks::Many,
            "he" | "his" | "him" | "she" | "her" => Asks::Person,
            _ => return,
        };
        let Some((index, reason)) = self.antecedent(token, asks) else { return };
        let draft = &self.drafts[index];
        let (who, person) = (draft.who.clone(), draft.person && asks == Asks::Person);
        self.push(Draft {
            tokens: token..token + 1,
            head: token,
            who,
            how: MentionKind::Reference,
            reason,
            number: Number::Either,
            person,
            shares: None,
            backers: vec![],
        });
    }

    /// "its forces", "their fighters": `Some(None)` where the owner cannot be told.
    pub fn whose_pronoun(&self, chunk: &Chunk<'s>) -> Option<Option<Verdict>> {
        let first = chunk.tokens.start;
        if self.scene.analysis.tag(first) != "PRP$" {
            return None;
        }
        if matches!(chunk.role.alone, Alone::People) {
            return Some(None);
        }
        let Some(draft) = self.draft_at(first) else { return Some(None) };
        Some(match &draft.who {
            Who::Entry(actor) => {
                let actor = self.fighters_of(self.slot(*actor, chunk.role), chunk.role);
                let words = self.words(draft);
                let reason = format!("\"{words}\": {}", draft.reason);
                Some(Verdict::entry(actor, MentionKind::Reference, reason))
            }
            Who::Body(_) => Some(Verdict {
                who: draft.who.clone(),
                how: MentionKind::Reference,
                reason: draft.reason.clone(),
            }),
            Who::Private => None,
        })
    }

    /// "the coalition said its fighters": those of the side that a political body speaks for.
    fn fighters_of(&self, actor: u32, role: &Role) -> u32 {
        let registry = self.scene.registry;
        let entry = registry.entry(actor);
        if entry.kind != Kind::Political || !role.kinds.contains(&Kind::Rebel) {
            return actor;
        }
        let party = registry.party_of(&entry.id, self.scene.published);
        let armed = |index: &u32| registry.entry(*index).kind.is_armed();
        registry.index(&party.id).filter(armed).unwrap_or(actor)
    }

    fn words(&self, draft: &Draft) -> &'s str {
        let analysis = self.scene.analysis;
        analysis.span_of(draft.tokens.clone()).of(analysis.source())
    }

    fn antecedent(&self, token: usize, asks: Asks) -> Option<(usize, String)> {
        if asks == Asks::Person {
            match self.last_person(token) {
                Some(index) => {
                    let draft = &self.drafts[index];
                    let reason = format!("the last person named is \"{}\"", self.words(draft));
                    return (draft.who != Who::Private).then_some((index, reason));
                }
                // A woman or a man is meant, if not named; only "he" is what translations put
                // for a group.
                None if matches!(self.scene.folded(token), "she" | "her") => return None,
                None => {}
            }
        }
        if self.is_empty_it(token) {
            return None;
        }
        let subject = self.governing_subject(token);
        match subject {
            Subject::At(head) => {
                let many = asks == Asks::Many && self.acts_as_body(token, head);
                let asks = if many { Asks::Body } else { asks };
                let governed = self.accept(head, asks, "the subject of the clause that governs it");
                // "Moscow said that they were being driven out": those spoken of before
                let done_to = self.scene.analysis.dep(token) == "nsubjpass";
                let (index, reason) = match governed {
                    None if done_to && asks == Asks::Many => {
                        let (before, why) = self.subject_before(token)?;
                        self.accept(before, asks, why)?
                    }
                    None => self.spoken_for(token, head)?,
                    other => other?,
                };
                // "Y said his forces met them": they are not Y's.
                let own = self.own_subject(token).and_then(|own| self.draft_at(own));
                let same = own.is_some_and(|own| {
                    self.party_id(&own.who) == self.party_id(&self.drafts[index].who)
                });
                (!same).then_some((index, reason))
            }
            Subject::SentenceBefore => {
                let (head, why) = self.subject_before(token)?;
                self.accept(head, asks, why)
            }
            Subject::Nobody => None,
        }
    }

    /// "A spokesman for the front said they had taken the town": those that he speaks for, unless the sentence
    /// before was about others.
    fn spoken_for(&self, token: usize, speaker: usize) -> Option<(usize, String)> {
        let analysis = self.scene.analysis;
        let says = self.scene.verb_class(analysis.head(speaker)).is(WordClass::WORD_VERB);
        let index = *self.by_head.get(&speaker)?;
        let draft = &self.drafts[index];
        let body = matches!(draft.who, Who::Entry(_)) && draft.person;
        if !says || !body || !matches!(self.scene.folded(token), "they" | "their") {
            return None;
        }
        let party = self.party_id(&draft.who);
        let others = self
            .subject_before(token)
            .and_then(|(head, _)| self.by_head.get(&head))
            .is_some_and(|&at| self.party_id(&self.drafts[at].who) != party);
        (!others).then(|| (index, format!("\"{}\" speaks for them", self.words(draft))))
    }

    /// "The ministry announced that they had taken it": a body that speaks is many. But "the ministry
    /// insisted that they did" is of whoever was spoken of before.
    fn acts_as_body(&self, token: usize, subject: usize) -> bool {
        let analysis = self.scene.analysis;
        let body = self.by_head.get(&subject).is_some_and(|&at| !self.drafts[at].person);
        // nor of one to whom it was done: "the neighbours claimed they had been driven out"
        let deed = !matches!(analysis.lemma(analysis.head(token)), "do" | "be" | "have" | "can")
            && analysis.dep(token) != "nsubjpass";
        body && deed && self.scene.folded(token) == "they"
    }

    fn accept(&self, head: usize, asks: Asks, why: &str) -> Option<(usize, String)> {
        let index = *self.by_head.get(&head)?;
        let draft = &self.drafts[index];
        if draft.who == Who::Private {
            return None;
        }
        let agrees = match asks {
            // "Iraqi forces … it": never. A spokesman's "it" is the body that he speaks for.
            // "The Rapid Support Forces said it": one body by its name
            Asks::Thing => {
                draft.number != Number::Plural
                    || draft.how == MentionKind::Name
                        && matches!(draft.who, Who::Entry(_))
                        && !draft.person
                        && self.scene.analysis.text(head).starts_with(char::is_uppercase)
            }
            Asks::Many => draft.number != Number::Singular || self.is_joined(head),
            Asks::Body => !draft.person,
            // A translation's "he" for "it".
            Asks::Person => !draft.person && draft.number != Number::Plural,
        };
        agrees.then(|| (index, format!("\"{}\" is {why}", self.words(draft))))
    }

    /// "Taliban claims that they had seized it": whose claims they are.
    fn claimant(&self, clause: usize, noun: usize) -> Option<usize> {
        let analysis = self.scene.analysis;
        let content = analysis.children(clause).any(|c| analysis.dep(c) == "mark");
        let owner = |c: &usize| {
            *c < noun
                && matches!(analysis.dep(*c), "compound" | "poss")
                && self.by_head.contains_key(c)
        };
        analysis.children(noun).rfind(owner).filter(|_| content)
    }

    /// "The state and its ally said their forces": several of one side, for whom the first stands.
    fn is_joined(&self, head: usize) -> bool {
        let analysis = self.scene.analysis;
        let side = |head: usize| {
            let index = self.by_head.get(&head)?;
            self.party_id(&self.drafts[*index].who)
        };
        let mut others = analysis.children(head).filter(|c| analysis.dep(*c) == "conj").peekable();
        others.peek().is_some()
            && others.all(|other| side(other).is_some_and(|id| side(head) == Some(id)))
    }

    fn last_person(&self, token: usize) -> Option<usize> {
        let here = self.scene.sentence(token);
        let first = self.drafts.len() - self.recent().len();
        (first..self.drafts.len())
            .filter(|index| {
                let draft = &self.drafts[*index];
                // The name recogniser calls many a town a person: one that does nothing is not
                // remembered for long.
                let passive = draft.who == Who::Private
                    && !self.scene.is_subject(draft.head)
                    && here - self.scene.sentence(draft.head) > 1;
                draft.person
                    && !passive
                    && draft.number != Number::Plural
                    && draft.head < token
                    && here - self.scene.sentence(draft.head) <= PERSON_REACH
            })
            .max_by_key(|index| {
                let head = self.drafts[*index].head;
                // Of one sentence's persons the one who speaks or acts.
                let analysis = self.scene.analysis;
                let verb = analysis.head(head);
                let leads = self.scene.is_subject(head) && analysis.head(verb) == verb;
                (self.scene.sentence(head), leads, head)
            })
    }

    /// The subject of the verb whose object the pronoun is.
    fn own_subject(&self, token: usize) -> Option<usize> {
        let analysis = self.scene.analysis;
        let mut at = token;
        if !matches!(analysis.dep(at), "dobj" | "pobj" | "dative") {
            return None;
        }
        while matches!(analysis.dep(at), "dobj" | "pobj" | "dative" | "prep" | "agent") {
            at = analysis.head(at);
        }
        analysis.child(at, "nsubj").filter(|subject| *subject != token)
    }

    fn party_id(&self, who: &Who) -> Option<String> {
        let registry = self.scene.registry;
        match who {
            Who::Entry(actor) => {
                Some(registry.party_of(&registry.entry(*actor).id, self.scene.published).id)
            }
            Who::Body(body) if body.named => Some(body.name.clone()),
            _ => None,
        }
    }

    /// "It is clear that", "it rained", "it was captured": nobody is meant.
    fn is_empty_it(&self, token: usize) -> bool {
        let analysis = self.scene.analysis;
        if self.scene.folded(token) != "it" {
            return false;
        }
        if analysis.dep(token) == "expl" {
            return true;
        }
        let verb = analysis.head(token);
        // "Kyiv denied it": what was said.
        if analysis.dep(token) == "dobj" && self.scene.verb_class(verb).is(WordClass::WORD_VERB) {
            return true;
        }
        // "The Houthis denied that it had been captured", "… had fallen": a place
        let taken = match analysis.dep(token) {
            "nsubjpass" => true,
            "nsubj" => analysis.lemma(verb) == "fall",
            _ => false,
        };
        if taken && self.scene.verb_class(verb).is(WordClass::TAKING_VERB) {
            return true;
        }
        analysis.dep(token) == "nsubj"
            && analysis.lemma(verb) == "be"
            && analysis
                .children(verb)
                .any(|child| matches!(analysis.dep(child), "acomp" | "ccomp" | "csubj"))
    }

    /// Whether a pronoun says in whose hands or under whose control it is what a clause is about.
    fn is_held_by(&self, token: usize, verb: usize) -> bool {
        let analysis = self.scene.analysis;
        analysis.dep(token) == "poss"
            && self.scene.verb_class(analysis.head(token)).is(WordClass::HOLDING)
            && matches!(analysis.lemma(verb), "be" | "remain" | "stay" | "lie" | "come" | "pass")
    }

    /// Where the subject stands that a pronoun in this position looks at first.
    fn governing_subject(&self, token: usize) -> Subject {
        let analysis = self.scene.analysis;
        // "its last stronghold": the possessed noun's place counts.
        let mut at = token;
        if analysis.dep(at) == "poss" {
            at = analysis.head(at);
        }
        let mut steps = 0;
        let mut below_subject = self.scene.is_subject(at);
        // "The army attacked it": an object is not its own clause's subject.
        let mut own_clause = at == token && !below_subject;
        loop {
            steps += 1;
            let head = analysis.head(at);
            if steps > 24 {
                return Subject::Nobody;
            }
            if head == at {
                return if own_clause { Subject::Nobody } else { Subject::SentenceBefore };
            }
            let dep = analysis.dep(at);
            // A verb above: its own subject is the antecedent, unless the pronoun is (in) that subject.
            let is_verb = matches!(analysis.pos(head), "VERB" | "AUX");
            if is_verb && !below_subject {
                let is_subject =
                    |child: &usize| matches!(analysis.dep(*child), "nsubj" | "nsubjpass");
                // "Sudan's paramilitary Rapid Support Forces said": two subjects to the parser
                let subject = (analysis.children(head).filter(is_subject))
                    .find(|child| self.by_head.contains_key(child))
                    .or_else(|| analysis.children(head).find(is_subject));
                if own_clause && (subject.is_some() || dep == "ccomp") {
                    own_clause = false;
                    if subject.is_none() || head == analysis.head(head) {
                        return Subject::Nobody;
                    }
                    at = head;
                    continue;
                }
                // "accused Russia of mining it": the one accused does it.
                if subject.is_none()
                    && let Some(object) = self.understood_subject(head)
                    && object < token
                {
                    return Subject::At(object);
                }
                if let Some(subject) = subject
                    && subject != token
                {
                    // "who", "which": the noun that the clause describes.
                    if analysis.tag(subject).starts_with('W') && analysis.dep(head) == "relcl" {
                        return Subject::At(analysis.head(head));
                    }
                    // "Rebels said the town was still in their hands": not the town's
                    let many = matches!(self.scene.folded(token), "their" | "them" | "they")
                        && analysis.dep(head) == "ccomp";
                    if (many || self.is_held_by(token, head))
                        && !self.by_head.contains_key(&subject)
                        && matches!(analysis.tag(subject), "NN" | "NNP")
                        && self.is_place(subject)
                    {
                        if analysis.head(head) == head {
                            return Subject::SentenceBefore;
                        }
                        at = head;
                        continue;
                    }
                    // "The town is in their hands, the rebels said": whoever says it
                    if subject > token && dep == "ccomp" && self.is_held_by(token, at) {
                        return self.forward(subject);
                    }
                    // "it … it": the same as before.
                    if subject < token {
                        return Subject::At(subject);
                    }
                    // "After it captured X, the army …": the subject follows.
                    if matches!(dep, "advcl" | "prep" | "pcomp")
                        && !analysis.tag(subject).starts_with("PRP")
                    {
                        return self.forward(subject);
                    }
                    return Subject::SentenceBefore;
                }
            }
            if is_verb {
                below_subject = false;
            } else if let Some(owner) = self.claimant(at, head).filter(|_| dep == "acl") {
                return Subject::At(owner);
            } else if matches!(dep, "relcl" | "acl") {
                // "a city that it held": goes on above the noun.
                below_subject = self.scene.is_subject(head);
                at = head;
                continue;
            }
            if !is_verb && self.scene.is_subject(head) {
                below_subject = true;
            }
            at = head;
        }
    }

    /// The understood subject of "mining" in "accused Russia of mining", of "leave" in "told the army to
    /// leave", of the recipient's gain in "handing Moscow its biggest gain".
    fn understood_subject(&self, verb: usize) -> Option<usize> {
        let analysis = self.scene.analysis;
        if let Some(recipient) = analysis.child(verb, "dative") {
            return Some(recipient);
        }
        let (governor, through) = match analysis.dep(verb) {
            "pcomp" => (analysis.head(analysis.head(verb)), true),
            "xcomp" | "ccomp" => (analysis.head(verb), false),
            _ => return None,
        };
        let object = analysis.child(governor, "dobj")?;
        let lemma = analysis.lemma(governor).to_lowercase();
        let moved = matches!(
            lemma.as_str(),
            "accuse"
                | "blame"
                | "suspect"
                | "urge"
                | "tell"
                | "order"
                | "ask"
                | "force"
                | "allow"
                | "warn"
                | "want"
                | "help"
                | "enable"
                | "push"
                | "pressure"
                | "call"
        );
        (moved || through && lemma == "stop").then_some(object)
    }

    /// Whether a subject is a place, by its name or by the name behind "of".
    fn is_place(&self, subject: usize) -> bool {
        let analysis = self.scene.analysis;
        let range = analysis.subtree(subject);
        let settled = |token: usize| self.scene.toponym(token).is_some();
        range.into_iter().any(settled)
            || matches!(
                self.scene.folded(subject),
                "town" | "city" | "village" | "capital" | "base" | "airport" | "area" | "province"
            )
    }

    /// A subject that stands behind the pronoun is not read yet.
    fn forward(&self, subject: usize) -> Subject {
        if self.by_head.contains_key(&subject) { Subject::At(subject) } else { Subject::Nobody }
    }

    /// The subject of the main clause of the sentence before, or of the verb of saying's content.
    fn subject_before(&self, token: usize) -> Option<(usize, &'static str)> {
        let scene = &self.scene;
        let analysis = scene.analysis;
        let here = scene.sentence(token);
        let mut sentence = here.checked_sub(1)?;
        // Blank sentences (line ends) do not count.
        while scene.sentence_range(sentence).all(|token| scene.folded(token).is_empty()) {
            sentence = sentence.checked_sub(1)?;
        }
        let range = scene.sentence_range(sentence);
        let root = range.clone().find(|token| analysis.head(*token) == *token)?;
        let subject_of = |verb: usize| {
            analysis.children(verb).find(|child| {
                matches!(analysis.dep(*child), "nsubj" | "nsubjpass") && *child < range.end
            })
        };
        let main = subject_of(root);
        // "Officials said IS had lost the town. It …": the content's subject first, where it is an
        // actor and what it says is not by the speaker.
        if scene.verb_class(root).is(WordClass::WORD_VERB) {
            let content = analysis
                .children(root)
                .find(|child| analysis.dep(*child) == "ccomp")
                .and_then(subject_of);
            if let Some(subject) = content
                && self.by_head.get(&subject).is_some_and(|i| !self.drafts[*i].person)
                && !analysis.tag(subject).starts_with("PRP")
                && main
                    .and_then(|main| self.by_head.get(&main))
                    .is_none_or(|i| self.drafts[*i].person)
            {
                return Some((subject, "the subject of what was said before"));
            }
        }
        if let Some(main) = main {
            return Some((main, "the subject of the sentence before"));
        }
        None
    }

    /// "We", "our forces" in a quotation: the speaker.
    pub fn speakers(&mut self) {
        for token in 0..self.scene.analysis.len() {
            if !matches!(self.scene.folded(token), "we" | "our" | "us" | "ours")
                || !self.scene.analysis.tag(token).starts_with("PRP")
                || self.scene.analysis.text(token) == "US"
            {
                continue;
            }
            let Some(index) = self.speaker_of(token) else { continue };
            let draft = &self.drafts[index];
            let reason = format!("\"{}\" is the speaker", self.words(draft));
            let who = draft.who.clone();
            self.push(Draft {
                tokens: token..token + 1,
                head: token,
                who,
                how: MentionKind::Reference,
                reason,
                number: Number::Plural,
                person: false,
                shares: None,
                backers: vec![],
            });
        }
    }

    fn speaker_of(&self, token: usize) -> Option<usize> {
        let analysis = self.scene.analysis;
        let mut at = token;
        for _ in 0..24 {
            let head = analysis.head(at);
            if self.scene.verb_class(head).is(WordClass::WORD_VERB) && head != at {
                let subject = analysis
                    .children(head)
                    .find(|child| analysis.dep(*child) == "nsubj" && *child != token);
                if let Some(index) = subject.and_then(|subject| self.by_head.get(&subject))
                    && self.drafts[*index].who != Who::Private
                {
                    return Some(*index);
                }
            }
            if head == at {
                return None;
            }
            at = head;
        }
        None
    }
}

enum Subject {
    /// This token.
    At(usize),
    /// None in the sentence: look at the one before.
    SentenceBefore,
    /// One that cannot be an actor, or none that could be told.
    Nobody,
}
