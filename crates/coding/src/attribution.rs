//! Attribution: who says it, by climbing from the trigger through verbs of saying and seeing.

use std::ops::Range;

use dateline_actor::{Actor, Kind};

use crate::claim::{Source, SourceKind, When};
use crate::scene::Scene;

/// Words of the longest speaker that is read along the line.
const LONGEST_SPEAKER: usize = 16;

/// Words of the longest speaker before a colon, and the colon.
const LONGEST_LABEL: usize = 9;

/// One source as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Tokens of the source's noun phrase.
    pub tokens: Range<usize>,
    /// Head of the phrase.
    pub head: usize,
    /// Token of the reporting word.
    pub cue: Option<usize>,
    /// The body that speaks, where it is one.
    pub actor: Option<Actor>,
    /// As a claim prints it; its kind is settled when all parties of the report are known.
    pub source: Source,
}

/// The chain from the innermost source outwards, and the word that reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// Sources, innermost first.
    pub links: Vec<Link>,
    /// The reporting verb whose date stands in for an announcement's.
    pub verb: Option<usize>,
    /// The source was carried over from a sentence before.
    pub continued: bool,
    /// The day on which a witness saw it.
    pub seen: Option<When>,
}

impl Attribution {
    /// Nobody is named.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }
}

impl Scene<'_> {
    /// The sources of what the trigger says. `last` is the chain of the sentence before, for "he
    /// added" and for quotations that run on.
    pub fn attribution(&self, trigger: usize, last: &Attribution) -> Attribution {
        let a = self.arcs.analysis;
        let mut chain = Attribution::default();
        let mut at = trigger;
        let mut contrasted = false;
        for _ in 0..64 {
            self.according_to(at, &mut chain);
            let head = a.head(at);
            if head == at {
                break;
            }
            // "The army announced that A, while others did B": B is the report's own word, unless the
            // subject is the same.
            if a.dep(at) == "advcl" && self.is_contrast(at) {
                contrasted = true;
            }
            if let Some(verb) = self.reports(at, head).filter(|&v| !self.parted(trigger, v)) {
                let perceives = self.arcs.lexicon.reporting.perception.contains(&self.lemma(verb));
                if !contrasted || perceives {
                    // "denied the army's claim that": the word is the denier's
                    let speaks = self.denies(verb).unwrap_or(verb);
                    self.add_speaker(speaks, last, &mut chain);
                    if chain.verb.is_none() {
                        chain.verb = Some(verb);
                    }
                    if perceives && chain.seen.is_none() {
                        chain.seen = self.day_seen(verb);
                    }
                } else if chain.verb.is_none() {
                    chain.verb = Some(verb);
                }
                contrasted = false;
            }
            at = head;
        }
        self.parenthetical(trigger, last, &mut chain);
        if chain.links.is_empty() && self.runs_on(trigger, last) {
            chain = last.clone();
            chain.continued = true;
            chain.verb = None;
        }
        chain
    }

    /// The chain of a verb that both says and tells: "the Taliban claimed complete control".
    pub fn own_claim(&self, verb: usize, last: &Attribution) -> Option<Attribution> {
        let claims = self.arcs.is_verb(verb)
            && self.arcs.lexicon.reporting.claiming.contains(&self.lemma(verb))
            && self.arcs.own_subject(verb).is_some();
        claims.then(|| self.denier(verb, last))
    }

    /// The chain of a verb of denial that says nothing of what it denies.
    pub fn denier(&self, verb: usize, last: &Attribution) -> Attribution {
        let mut chain = Attribution::default();
        self.add_speaker(verb, last, &mut chain);
        chain.verb = Some(verb);
        chain
    }

    /// Whether `head` reports what `at` says; the verb that does.
    fn reports(&self, at: usize, head: usize) -> Option<usize> {
        let a = self.arcs.analysis;
        let reporting = &self.arcs.lexicon.reporting;
        let lemma = self.lemma(head);
        let dep = a.dep(at);
        if self.arcs.is_verb(head) {
            if reporting.verbs.contains(&lemma)
                || dep == "prep" && reporting.of_verbs.contains(&lemma)
            {
                let content = matches!(dep, "ccomp" | "xcomp" | "dep" | "oprd" | "pcomp")
                    || dep == "dobj" && !self.is_document(at)
                    || dep == "prep" && reporting.of_verbs.contains(&lemma)
                    || dep == "nsubjpass"
                        && a.children(head).any(|c| a.dep(c) == "agent" || self.lemma(c) == "by");
                // "…, the army said; the ministry put the dead at 83": another's word
                let between = head.min(at)..head.max(at);
                let parted = between.clone().any(|t| a.text(t) == ";")
                    && (head < at
                        || self.arcs.own_subject(head).is_some_and(|s| between.contains(&s)));
                return (content && !parted).then_some(head);
            }
            if reporting.perception.contains(&lemma)
                && matches!(dep, "ccomp" | "dobj" | "xcomp" | "advcl")
            {
                return self.witness_subject(head).map(|_| head);
            }
            return None;
        }
        // "reports from residents that", "the army's claim that"
        if a.dep(at) == "acl"
            && self.is_document(head)
            && a.children(at).any(|c| a.dep(c) == "mark")
        {
            return Some(head);
        }
        None
    }

    /// The verb of denial whose object a noun of report is.
    fn denies(&self, noun: usize) -> Option<usize> {
        let verb = self.arcs.analysis.head(noun);
        let denied = !self.arcs.is_verb(noun)
            && self.arcs.is_verb(verb)
            && self.arcs.lexicon.denial_saying.contains(&self.lemma(verb))
            && self.arcs.objects(verb).contains(&noun);
        denied.then_some(verb)
    }

    fn is_document(&self, token: usize) -> bool {
        self.arcs.lexicon.reporting.documents.contains(&self.lemma(token))
    }

    fn witness_subject(&self, verb: usize) -> Option<usize> {
        self.arcs
            .subjects(verb)
            .into_iter()
            .find(|&s| self.arcs.lexicon.reporting.witnesses.contains(&self.lemma(s)))
    }

    /// "while", "whereas", "although" with a subject of its own.
    fn is_contrast(&self, clause: usize) -> bool {
        let a = self.arcs.analysis;
        a.children(clause).any(|c| {
            a.dep(c) == "mark"
                && matches!(
                    self.lemma(c).as_str(),
                    "while" | "whereas" | "whilst" | "as" | "although" | "though"
                )
        }) && a.child(clause, "nsubj").is_some()
    }

    /// "according to X", "in the words of X" hung on this token.
    fn according_to(&self, token: usize, chain: &mut Attribution) {
        let a = self.arcs.analysis;
        for child in a.children(token) {
            if !a.text(child).eq_ignore_ascii_case("according") {
                continue;
            }
            let to = a.children(child).find(|&c| a.text(c).eq_ignore_ascii_case("to"));
            if let Some(object) =
                to.and_then(|to| a.child(to, "pobj")).or_else(|| a.child(child, "pobj"))
            {
                self.push_link(object, Some(child), chain);
            }
        }
        // "citing the army", "quoting residents": the inner source
        for child in a.children(token) {
            if matches!(a.lemma(child), "cite" | "quote")
                && a.tag(child) == "VBG"
                && let Some(object) = a.child(child, "dobj")
            {
                self.push_link(object, Some(child), chain);
            }
        }
    }

    fn add_speaker(&self, verb: usize, last: &Attribution, chain: &mut Attribution) {
        let a = self.arcs.analysis;
        if !self.arcs.is_verb(verb) {
            // a noun of report: "the army's claim that", "reports by residents that"
            let mut speakers = self.arcs.obliques(verb, "by");
            speakers.extend(self.arcs.obliques(verb, "from"));
            speakers.extend(self.arcs.obliques(verb, "of"));
            speakers.extend(self.arcs.modifiers(verb));
            match speakers
                .into_iter()
                .find(|&s| self.mention(s).is_some() || a.pos(s) == "PROPN" || a.pos(s) == "NOUN")
            {
                Some(speaker) => self.push_link(speaker, Some(verb), chain),
                None if crate::modality::left_open(&self.arcs, verb).is_some() => {}
                None => self.push_link(verb, Some(verb), chain),
            }
            return;
        }
        // "state media quoted the ministry as saying that"
        if a.dep(verb) == "pcomp" {
            let governor = a.head(a.head(verb));
            if matches!(a.lemma(governor), "quote" | "cite") {
                for object in self.arcs.objects(governor) {
                    self.push_link(object, Some(governor), chain);
                }
                for subject in self.arcs.subjects(governor) {
                    self.push_link(subject, Some(governor), chain);
                }
                return;
            }
        }
        // "citing the army, state television said": the cited one is the inner source
        self.according_to(verb, chain);
        let mut any = false;
        for subject in self.speakers_of(verb) {
            if self.arcs.is_astray(subject) {
                continue;
            }
            any = true;
            if matches!(a.pos(subject), "PRON") && self.mention(subject).is_none() {
                let personal = matches!(
                    self.lemma(subject).as_str(),
                    "he" | "she" | "they" | "it" | "i" | "we"
                );
                if personal && !last.links.is_empty() {
                    for link in &last.links {
                        let mut link = link.clone();
                        link.cue = Some(verb);
                        link.source.cue = Some(a.text(verb).to_owned());
                        chain.links.push(link);
                    }
                    continue;
                }
            }
            // "the statement added": whose statement it is was said before
            if self.is_document(subject)
                && self.medium_kind(subject).is_none()
                && self.actors_of(subject).actors.is_empty()
                && !last.links.is_empty()
            {
                chain.links.extend(last.links.iter().cloned());
                continue;
            }
            self.push_link(subject, Some(verb), chain);
        }
        if !any && !self.arcs.is_passive(verb) && a.dep(verb) == "ROOT" && !last.links.is_empty() {
            chain.links.extend(last.links.iter().cloned());
        }
        if !any
            && self.arcs.is_passive(verb)
            && !a.children(verb).any(|c| {
                a.dep(c) == "nsubjpass"
                    && !self.arcs.is_verb(c)
                    && self.arcs.lexicon.nouns.event.contains(&self.lemma(c))
            })
        {
            // "is reported to have fallen": nobody that can be told
            chain.links.push(self.unnamed(verb));
        }
        self.outer_links(verb, chain);
    }

    /// Who a verb of saying has for its speaker: its subject. "The governor said that troops had entered
    /// the town but denied …": the denial is the governor's, though the parser joins it to the entry.
    fn speakers_of(&self, verb: usize) -> Vec<usize> {
        let a = self.arcs.analysis;
        let joined = a.head(verb);
        let astray = a.dep(verb) == "conj"
            && self.arcs.own_subject(verb).is_none()
            && self.arcs.is_verb(joined)
            && a.dep(joined) == "ccomp"
            && !self.arcs.lexicon.reporting.verbs.contains(&self.lemma(joined))
            && !a.children(verb).any(|c| matches!(a.dep(c), "aux" | "auxpass"));
        let above = a.head(joined);
        let says = self.arcs.is_verb(above)
            && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(above))
            && a.tag(above) == a.tag(verb);
        self.arcs.subjects(if astray && says { above } else { verb })
    }

    /// Through whom it reached the report: "in a statement broadcast on state television", "told AFP".
    fn outer_links(&self, verb: usize, chain: &mut Attribution) {
        let a = self.arcs.analysis;
        let reporting = &self.arcs.lexicon.reporting;
        if self.lemma(verb) == "tell" {
            for object in a.children(verb).filter(|&c| matches!(a.dep(c), "dobj" | "dative")) {
                if self.medium_kind(object).is_some() {
                    self.push_link(object, Some(verb), chain);
                }
            }
        }
        for preposition in ["in", "on", "via", "through", "by", "to"] {
            for object in self.arcs.obliques(verb, preposition) {
                if preposition != "to" && reporting.documents.contains(&self.lemma(object)) {
                    self.carriers(object, chain);
                    for medium in self
                        .arcs
                        .obliques(object, "to")
                        .into_iter()
                        .chain(self.arcs.obliques(object, "on"))
                    {
                        if self.medium_kind(medium).is_some() {
                            self.push_link(medium, Some(verb), chain);
                        }
                    }
                }
                if self.medium_kind(object).is_some() {
                    self.push_link(object, Some(verb), chain);
                }
            }
        }
    }

    /// "a statement broadcast live on state television", "a video posted by Amaq": who carried it. Read
    /// along the line of words, since such participles are often hung wrongly.
    fn carriers(&self, document: usize, chain: &mut Attribution) {
        let a = self.arcs.analysis;
        let end = a.sentences()[a.sentence_of(document)].end as usize;
        let mut carried = None;
        for token in document + 1..end {
            let carries = matches!(
                a.lemma(token),
                "broadcast"
                    | "carry"
                    | "publish"
                    | "quote"
                    | "air"
                    | "post"
                    | "release"
                    | "issue"
                    | "relay"
                    | "cite"
                    | "read"
                    | "distribute"
                    | "circulate"
                    | "share"
                    | "print"
                    | "televise"
            );
            if carries && carried.is_none() {
                carried = Some(token);
            }
            let Some(cue) = carried else { continue };
            let by = a.head(token);
            let led = a.dep(token) == "pobj"
                && matches!(self.lemma(by).as_str(), "by" | "on" | "in" | "through" | "via");
            if led
                && (self.medium_kind(token).is_some()
                    || a.pos(token) == "PROPN" && !self.is_document(token))
            {
                self.push_link(token, Some(cue), chain);
                return;
            }
        }
    }

    /// "…, the army said." where the parser made the content the root, or hung the saying beside it.
    fn parenthetical(&self, trigger: usize, last: &Attribution, chain: &mut Attribution) {
        if !chain.links.is_empty() {
            return;
        }
        let a = self.arcs.analysis;
        let mut at = trigger;
        for _ in 0..64 {
            for child in a.children(at) {
                let beside = matches!(a.dep(child), "parataxis" | "ccomp" | "advcl" | "dep");
                let says = self.arcs.is_verb(child)
                    && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(child));
                let has_own_content =
                    a.children(child).any(|c| matches!(a.dep(c), "ccomp" | "dobj" | "xcomp"));
                let as_said = a.dep(child) == "advcl"
                    && a.children(child).any(|c| a.dep(c) == "mark" && a.lemma(c) == "as");
                if beside
                    && says
                    && !has_own_content
                    && (a.dep(child) != "advcl" || as_said)
                    && !self.arcs.dominates(child, trigger)
                    && self.arcs.own_subject(child).is_some()
                {
                    self.add_speaker(child, last, chain);
                    chain.verb = chain.verb.or(Some(child));
                    return;
                }
            }
            let head = a.head(at);
            if head == at {
                break;
            }
            at = head;
        }
        if let Some((speaker, verb)) = self.said_behind(trigger) {
            self.push_link(speaker, Some(verb), chain);
            chain.verb = chain.verb.or(Some(verb));
            self.outer_links(verb, chain);
            return;
        }
        if let Some((speaker, colon)) = self.labelled(trigger) {
            self.push_link(speaker, Some(colon), chain);
            return;
        }
        // A quotation whose saying the parser cut off: "…," he said.
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        if self.in_quotation(trigger) {
            for token in sentence {
                let token = token as usize;
                if self.arcs.is_verb(token)
                    && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(token))
                    && !self.in_quotation(token)
                    && self.arcs.own_subject(token).is_some()
                {
                    self.add_speaker(token, last, chain);
                    chain.verb = chain.verb.or(Some(token));
                    return;
                }
            }
        }
    }

    /// "OCHA: some 35,000 people have fled": who says it, before a colon at the sentence's head.
    fn labelled(&self, trigger: usize) -> Option<(usize, usize)> {
        let a = self.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let start = sentence.start as usize;
        let end = (start + LONGEST_LABEL).min(trigger);
        let colon = (start..end).find(|&t| a.text(t) == ":")?;
        let label = start..colon;
        let named = label.clone().all(|t| {
            matches!(
                a.pos(t),
                "PROPN" | "NOUN" | "ADJ" | "DET" | "ADP" | "PUNCT" | "PART" | "SPACE"
            )
        });
        let head = label.rev().find(|&t| matches!(a.pos(t), "PROPN" | "NOUN"))?;
        let speaks = self.mention(head).is_some_and(|m| m.actor.id.is_some())
            || self.medium_kind(head).is_some()
            || self.arcs.lexicon.reporting.spokespeople.contains(&self.lemma(head))
            || self.arcs.lexicon.reporting.witnesses.contains(&self.lemma(head));
        (named && speaks && self.location(head).is_none()).then_some((head, colon))
    }

    /// Whether a semicolon stands between what is told and a saying behind it: "A took the town; B
    /// has fled, the army said".
    fn parted(&self, trigger: usize, verb: usize) -> bool {
        let a = self.arcs.analysis;
        trigger < verb && (trigger..verb).any(|t| a.text(t) == ";") && !self.in_quotation(trigger)
    }

    /// "…, the chief of staff announced on Friday." read along the line of words, where the parser hung
    /// the speaker on a name before it: who speaks, and the verb.
    fn said_behind(&self, trigger: usize) -> Option<(usize, usize)> {
        let a = self.arcs.analysis;
        let end = a.sentences()[a.sentence_of(trigger)].end as usize;
        let verb = (trigger + 2..end).find(|&t| {
            matches!(a.tag(t), "VBD" | "VBN" | "VBZ")
                && self.arcs.lexicon.reporting.verbs.contains(&self.lemma(t))
                && self.arcs.own_subject(t).is_none_or(|s| s < t)
                && self.is_closing(t + 1, end)
                // "…, a claim the army denied"
                && !(a.dep(t) == "relcl" && self.is_document(a.head(t)))
        })?;
        let comma = (trigger..verb).rev().find(|&t| matches!(a.text(t), "," | "”" | "\"" | ";"))?;
        if a.text(comma) == ";" || verb - comma > LONGEST_SPEAKER || self.parted(trigger, verb) {
            return None;
        }
        let phrase = comma + 1..verb;
        let head = phrase.clone().find(|&t| {
            matches!(a.pos(t), "NOUN" | "PROPN" | "PRON")
                && (!phrase.contains(&a.head(t)) || a.head(t) == verb)
        })?;
        // "the town, captured by rebels, said": a speaker speaks or is a body
        let speaks = self.mention(head).is_some()
            || self.medium_kind(head).is_some()
            || self.arcs.lexicon.reporting.spokespeople.contains(&self.lemma(head))
            || self.arcs.lexicon.reporting.witnesses.contains(&self.lemma(head))
            || self.is_person(head)
            || a.pos(head) == "NOUN" && self.location(head).is_none();
        speaks.then_some((head, verb))
    }

    /// Whether a sentence's saying ends here: a stop, a comma, a time, "in a statement", "to".
    fn is_closing(&self, next: usize, end: usize) -> bool {
        let a = self.arcs.analysis;
        if next >= end {
            return true;
        }
        a.text(next) == ";"
            || self.arcs.lexicon.ends_saying(a.text(next))
            || self.times.iter().any(|e| e.tokens.contains(&(next as u32)))
    }

    /// Whether a token stands between quotation marks of its paragraph.
    pub fn in_quotation(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        let Some(paragraph) = a
            .paragraphs()
            .iter()
            .find(|p| p.tokens.start as usize <= token && token < p.tokens.end as usize)
        else {
            return false;
        };
        let mut open = false;
        for t in paragraph.tokens.start as usize..token {
            match a.text(t) {
                "“" | "„" | "«" => open = true,
                "”" | "»" => open = false,
                "\"" | "``" | "''" => open = !open,
                _ => {}
            }
        }
        open
    }

    /// Whether a sentence without a source goes on in the voice of the one before: inside a quotation
    /// that runs on, or what a witness sees.
    fn runs_on(&self, trigger: usize, last: &Attribution) -> bool {
        if last.links.is_empty() {
            return false;
        }
        let a = self.arcs.analysis;
        if self.in_quotation(trigger) && self.quotation_is_long(trigger) {
            return true;
        }
        let witness = last.links.iter().any(|l| l.source.kind == SourceKind::Witness);
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        witness
            && sentence.into_iter().any(|t| {
                matches!(
                    a.lemma(t as usize),
                    "visible" | "seen" | "scatter" | "litter" | "smell" | "audible"
                )
            })
    }

    /// A quotation of a clause or more, not a scare-quoted word.
    fn quotation_is_long(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(token)].clone();
        let quoted = sentence.clone().filter(|&t| self.in_quotation(t as usize)).count();
        quoted * 2 >= sentence.len()
    }

    fn unnamed(&self, cue: usize) -> Link {
        let a = self.arcs.analysis;
        Link {
            tokens: cue..cue + 1,
            head: cue,
            cue: Some(cue),
            actor: None,
            source: Source {
                name: "unnamed".to_owned(),
                actor: None,
                kind: SourceKind::Unnamed,
                cue: Some(a.text(cue).to_owned()),
            },
        }
    }

    fn push_link(&self, head: usize, cue: Option<usize>, chain: &mut Attribution) {
        let a = self.arcs.analysis;
        // "said Russian air strikes and artillery were aimed": a deed says nothing, nor does "that".
        let mute = matches!(a.tag(head), "WDT" | "WP" | "IN" | "DT")
            || a.pos(head) == "NOUN"
                && self.arcs.lexicon.nouns.event.contains(&self.lemma(head))
                && !self.is_document(head);
        // "the last day that fighting was reported": no day reports
        let period = self.arcs.lexicon.classes.get("periods");
        let mute = mute || period.is_some_and(|words| words.contains(&self.lemma(head)));
        if mute || chain.links.iter().any(|l| l.head == head) {
            return;
        }
        let mut tokens = self.source_phrase(head);
        // "the Islamic State in Iraq and the Levant said": a name with an "and" in it
        if let Some(mention) = self.mention(head).filter(|m| m.actor.id.is_some()) {
            let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
            let longer = start <= head && end > tokens.end && a.text(start.max(end - 1)) != ",";
            if longer && mention.how == dateline_actor::MentionKind::Name {
                tokens.end = end;
            }
        }
        let mut name = a.span_of(tokens.clone()).of(a.source()).trim().to_owned();
        let blogger = self.arcs.lexicon.reporting.bloggers.contains(&self.lemma(head));
        let actor = self
            .mention(head)
            .map(|m| m.actor.clone())
            .or_else(|| self.actors_of(head).actors.into_iter().next())
            .or_else(|| {
                // "their press office", "its commander"
                let owner = a.children(head).find(|&c| a.tag(c) == "PRP$")?;
                self.mention(owner).map(|m| m.actor.clone())
            })
            .or_else(|| {
                // "Col. X, a spokesman for the army": the apposition names the body
                a.children(head).filter(|&c| a.dep(c) == "appos").find_map(|c| {
                    self.mention(c)
                        .map(|m| m.actor.clone())
                        .or_else(|| self.actors_of(c).actors.into_iter().next())
                })
            })
            .filter(|_| !blogger);
        let kind = self.source_kind(head, &tokens, actor.as_ref());
        // "they claimed": the body that the word stands for.
        if let Some(actor) = actor.as_ref().filter(|_| a.pos(head) == "PRON") {
            name.clone_from(&actor.name);
        }
        // Private persons are not named (ETHICS); who holds an office speaks for it.
        let titled =
            tokens.clone().chain(a.children(head).filter(|&c| a.dep(c) == "appos")).any(|t| {
                let reporting = &self.arcs.lexicon.reporting;
                let lemma = self.lemma(t).to_lowercase();
                reporting.spokespeople.contains(&lemma) || reporting.ranks.contains(&lemma)
            });
        // "the Observatory": nobody's name has an article
        let article = a.children(head).any(|c| c < head && a.lemma(c) == "the");
        let nobody = titled || article || self.medium_kind(head).is_some();
        if self.is_person(head) && actor.is_none() && !nobody {
            name = "a named person".to_owned();
        }
        chain.links.push(Link {
            source: Source {
                name,
                actor: actor.as_ref().and_then(|a| a.id.clone()),
                kind,
                cue: cue.map(|c| a.text(c).to_owned()),
            },
            tokens,
            head,
            cue,
            actor,
        });
    }

    /// A monitor or rights group by its name, which is a voice and no party.
    pub(crate) fn watcher(&self, head: usize) -> Option<Actor> {
        let a = self.arcs.analysis;
        let kind = self.medium_kind(head)?;
        if !matches!(kind, SourceKind::Monitor) || a.pos(head) != "PROPN" {
            return None;
        }
        let span = a.span_of(self.source_phrase(head));
        let name = span.of(a.source()).trim().to_owned();
        Some(Actor { id: None, name: name.clone(), side: None, country: None, text: name, span })
    }

    /// Whether a token is a person's name.
    pub fn is_person(&self, head: usize) -> bool {
        let a = self.arcs.analysis;
        a.pos(head) == "PROPN"
            && a.names().iter().any(|n| {
                a.label(n) == "PERSON"
                    && n.tokens.start as usize <= head
                    && head < n.tokens.end as usize
            })
    }

    /// The noun phrase of a source: with "for the army command", without clauses and appositions.
    pub fn source_phrase(&self, head: usize) -> Range<usize> {
        let a = self.arcs.analysis;
        let (mut first, mut last) = (head, head + 1);
        for child in a.children(head) {
            match a.dep(child) {
                "det" | "predet" => {}
                "compound" | "amod" | "nmod" | "poss" | "nummod" | "case" if child < head => {
                    first = first.min(a.subtree(child).start);
                }
                "prep"
                    if matches!(
                        self.lemma(child).as_str(),
                        "for" | "of" | "from" | "in" | "with" | "at"
                    ) && child == last =>
                {
                    if let Some(object) = a.child(child, "pobj") {
                        last = last.max(self.source_phrase(object).end);
                    }
                }
                _ => {}
            }
        }
        while first < head && (a.pos(first) == "DET" || a.pos(first) == "PUNCT") {
            first += 1;
        }
        first..last
    }

    /// What kind of medium a noun phrase names, if it names one.
    fn medium_kind(&self, head: usize) -> Option<SourceKind> {
        let a = self.arcs.analysis;
        let tokens = self.source_phrase(head);
        let text = a.span_of(tokens).of(a.source()).to_lowercase();
        let reporting = &self.arcs.lexicon.reporting;
        if a.pos(head) == "PROPN"
            && let Some(source) = self.registry.sources().by_name(text.trim())
        {
            return Some(kind_of(source.kind));
        }
        if reporting.state_media.iter().any(|phrase| text.contains(phrase.as_str())) {
            return Some(SourceKind::StateMedia);
        }
        let has =
            |words: &crate::lexicon::Words| text.split_whitespace().any(|w| words.contains(w));
        if has(&reporting.agency_words) && text.contains("news") {
            return Some(SourceKind::Agency);
        }
        has(&reporting.media_words).then_some(SourceKind::Media)
    }

    /// Whether a source is an officer of whom nothing says whose: a name with a rank, or a commander.
    pub(crate) fn is_officer(&self, head: usize, tokens: &Range<usize>) -> bool {
        let reporting = &self.arcs.lexicon.reporting;
        let ranked = |t: usize| reporting.ranks.contains(&self.lemma(t).to_lowercase());
        // "an army general": whose he is is said
        let told = tokens.clone().any(|t| {
            let lemma = self.lemma(t).to_lowercase();
            let voices = [&reporting.state_voice, &reporting.forces_voice, &reporting.rebel_voice];
            !ranked(t) && voices.iter().any(|words| words.contains(&lemma))
        });
        if told {
            return false;
        }
        ranked(head) && self.arcs.analysis.tag(head) == "NN"
            || self.arcs.analysis.pos(head) == "PROPN" && tokens.clone().any(ranked)
    }

    fn source_kind(&self, head: usize, tokens: &Range<usize>, actor: Option<&Actor>) -> SourceKind {
        let a = self.arcs.analysis;
        let reporting = &self.arcs.lexicon.reporting;
        let lemma = self.lemma(head);
        if reporting.bloggers.contains(&lemma) {
            return SourceKind::Media;
        }
        let text = a.span_of(tokens.clone()).of(a.source()).to_lowercase();
        if let Some(kind) =
            self.medium_kind(head).filter(|k| *k != SourceKind::Media || actor.is_none())
        {
            return kind;
        }
        if reporting.monitor_words.iter().any(|phrase| text.contains(phrase.as_str()))
            && actor.is_none()
        {
            return SourceKind::Monitor;
        }
        if reporting.witnesses.contains(&lemma) {
            return SourceKind::Witness;
        }
        match actor.and_then(|actor| actor.id.as_deref()).and_then(|id| self.registry.get(id)) {
            Some(entry) if entry.kind.is_armed() => return SourceKind::Belligerent,
            Some(entry) if entry.kind == Kind::Government || entry.kind == Kind::Political => {
                return SourceKind::Official;
            }
            Some(entry) if entry.kind == Kind::International => {
                return if reporting
                    .monitor_words
                    .iter()
                    .any(|phrase| text.contains(phrase.as_str()))
                {
                    SourceKind::Monitor
                } else {
                    SourceKind::Official
                };
            }
            Some(_) => return SourceKind::Official,
            None => {}
        }
        // "Lieutenant General X declared", "the commander of the operation said"
        if self.is_officer(head, tokens) {
            return SourceKind::Belligerent;
        }
        if reporting.spokespeople.contains(&lemma)
            || reporting.spokespeople.iter().any(|w| text.split_whitespace().any(|t| t == w))
        {
            let anonymous = matches!(lemma.as_str(), "source" | "official") && tokens.len() <= 2;
            return if anonymous { SourceKind::Unnamed } else { SourceKind::Official };
        }
        SourceKind::Unnamed
    }
}

/// The registry's kinds of source as a claim prints them.
pub fn kind_of(kind: dateline_actor::SourceKind) -> SourceKind {
    use dateline_actor::SourceKind as Registry;
    match kind {
        Registry::Agency => SourceKind::Agency,
        Registry::Media => SourceKind::Media,
        Registry::StateMedia => SourceKind::StateMedia,
        Registry::Monitor => SourceKind::Monitor,
        Registry::Official => SourceKind::Official,
        Registry::Belligerent => SourceKind::Belligerent,
        Registry::Witness => SourceKind::Witness,
    }
}
