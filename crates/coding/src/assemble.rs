//! Assembling claims: a match with its modality, sources, date, place and control, one place each.

mod denials;
mod places;
mod settle;
mod subsume;
mod turns;

use dateline_actor::{Actor, Party};
use dateline_report::{Report, Span};
use dateline_time::Basis;

use crate::attribution::Attribution;
use crate::claim::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, SourceKind,
    When,
};
use crate::counts::carries;
use crate::interest::{party, stakes};
use crate::matcher::Match;
use crate::modality;
use crate::ontology::file::{PlaceNeed, Role};
use crate::ontology::{Frame, Ontology};
use crate::places::PlaceArgument;
use crate::scene::Scene;

pub use denials::denials;
pub use settle::{is_change, settle_context, settle_sources};
pub use subsume::subsume;
pub use turns::{fold_states, gave_up, left_before, said_again, taken_before};

/// Version of the coder, printed in every claim.
pub const CODER: &str = concat!("dateline ", env!("CARGO_PKG_VERSION"), ", ontology 1");

/// A claim on its way, with what later steps still ask of it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The claim, spans in bytes.
    pub claim: Claim,
    /// The trigger token.
    pub trigger: usize,
    /// The chain of sources with tokens and parties.
    pub chain: Attribution,
    /// Whether the place is an area standing in for places that are not named.
    pub unnamed_place: bool,
}

/// Context of one report that all its drafts share.
pub struct Assembly<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its layers.
    pub scene: &'a Scene<'a>,
    /// The ontology.
    pub ontology: &'a Ontology,
    /// The chain in force before each sentence.
    pub voices: &'a [Attribution],
    /// The date in force before each sentence.
    pub dates: &'a [Option<When>],
    /// Counts of people, by trigger.
    pub counts: &'a dyn Fn(usize) -> Vec<Count>,
}

impl Assembly<'_> {
    /// The drafts of one match: one a place, and one a rival where each says it of itself.
    pub fn drafts(&self, found: &Match) -> Vec<Draft> {
        match self.rival_claims(found) {
            None => self.drafts_of(found, None),
            Some(rivals) => {
                let of = |rival: &Actor| {
                    self.drafts_of(&Match { by: vec![rival.clone()], ..found.clone() }, Some(rival))
                };
                rivals.iter().flat_map(of).collect()
            }
        }
    }

    /// "The army and the rebels both claimed to control the town": two of different sides, who cannot both
    /// hold it.
    fn rival_claims(&self, found: &Match) -> Option<Vec<Actor>> {
        let a = self.scene.arcs.analysis;
        let kind = &self.ontology.type_of(&self.ontology.frames[found.frame]).kind;
        let [one, other] = found.by.as_slice() else { return None };
        let start = a.sentences()[a.sentence_of(found.trigger)].start as usize;
        let each = (start..found.trigger).any(|t| a.text(t).eq_ignore_ascii_case("both"));
        let rivals = matches!(kind.as_str(), "control.hold" | "control.gain")
            && each
            && party(one) != party(other)
            && (start..found.trigger).any(|t| {
                self.scene.arcs.is_verb(t)
                    && self.scene.arcs.lexicon.reporting.verbs.contains(&self.scene.lemma(t))
            });
        rivals.then(|| found.by.clone())
    }

    fn drafts_of(&self, found: &Match, rival: Option<&Actor>) -> Vec<Draft> {
        let frame = &self.ontology.frames[found.frame];
        let event_type = self.ontology.type_of(frame);
        let scene = self.scene;
        let found = &mut found.clone();
        let a = scene.arcs.analysis;
        let sentence = a.sentence_of(found.trigger);
        let reading = modality::read(&scene.arcs, found.trigger);
        let silent = Attribution::default();
        let mut chain =
            scene.attribution(found.trigger, self.voices.get(sentence).unwrap_or(&silent));
        let tells = matches!(event_type.family.as_str(), "control" | "battle" | "strike" | "harm");
        if chain.is_empty()
            && tells
            && let Some(own) =
                scene.own_claim(found.trigger, self.voices.get(sentence).unwrap_or(&silent))
        {
            chain = own;
        }
        if let Some(rival) = rival {
            // each of them speaks for itself
            chain.links.retain(|link| {
                self.scene.party_behind(link).is_none_or(|behind| behind == party(rival))
            });
        }
        self.own_voice(found, &mut chain);
        scene.settle_voices(found, &mut chain);
        if event_type.kind == "words.accusation"
            && found.by.is_empty()
            && let Some(speaker) = chain.links.first().and_then(|link| link.actor.clone())
            && !found.against.contains(&speaker)
        {
            // "The minister said that a bomb had killed two and blamed the rebels"
            found.by.push(speaker);
        }
        if event_type.kind == "words.accusation" && found.by.is_empty() {
            // "Human Rights Watch accused": a voice that is no party
            let subjects = scene.arcs.subjects(found.trigger);
            found.by.extend(subjects.into_iter().filter_map(|token| scene.watcher(token)));
        }
        // "They took A on Monday. They plan to march on B": what is to come is not of the day before.
        let carried = self.dates.get(sentence).and_then(Option::as_ref);
        let carried = carried.filter(|_| reading.modality != Modality::Planned);
        let over = match event_type.family.as_str() {
            "control" => self.is_over(found.trigger) || self.is_ended(found.trigger),
            "strike" => self.has_ceased(found.trigger),
            "battle" => self.is_ended(found.trigger),
            _ => false,
        };
        if over {
            return Vec::new();
        }
        // "contested between 3 and 20 February": a fight that is told with its length is a state
        let state = event_type.file.state
            || event_type.kind == "control.contest" && scene.lasts(found.trigger, &chain);
        let mut dated = scene.date(found.trigger, &chain, state, carried);
        if frame.file.ended {
            self.end_state(found.trigger, &mut dated.when);
        }
        self.sides_on(found, &dated.when);
        let taker = self.taker(found, &chain);
        found.holder.extend(taker);
        let mut why = vec![
            format!("rule {} “{}”", frame.location, frame.file.name),
            format!("“{}” is the trigger", a.text(found.trigger)),
            format!("date: {}", dated.why),
        ];
        let mut modality = frame.file.modality.unwrap_or(reading.modality);
        if let Some(word) = &reading.why {
            why.push(format!("modality: {word}"));
        }
        let need = if frame.file.inherits { PlaceNeed::Inherited } else { event_type.file.place };
        if event_type.kind == "harm.displacement" && self.leads_home(found.trigger) {
            return Vec::new();
        }
        let places = self.places(found, need, &mut why);
        if places.is_empty() && matches!(need, PlaceNeed::Required | PlaceNeed::Inherited) {
            return Vec::new();
        }
        let arguments: Vec<Option<PlaceArgument>> =
            if places.is_empty() { vec![None] } else { places.into_iter().map(Some).collect() };
        let days = scene.days_of_each(&arguments, &dated.when);
        let mut drafts = Vec::new();
        // "is no longer under their control": a state that is over is a loss.
        let over = event_type.kind == "control.hold"
            && modality == Modality::Denied
            && reading.why.as_deref().is_some_and(|why| why.contains("no longer"));
        if over {
            modality = Modality::Asserted;
        }
        for (argument, day) in arguments.into_iter().zip(days) {
            let when = day.filter(|_| !event_type.file.state).unwrap_or_else(|| dated.when.clone());
            let mut control = self.control(frame, found, argument.as_ref());
            if let Some(control) = control.as_mut().filter(|_| over) {
                control.lost_by = control.holder.take();
                control.status = ControlStatus::Lost;
            }
            let mut stakes = stakes(event_type, found, control.as_ref());
            if event_type.kind == "harm.casualties" && self.of_fighters(found.trigger) {
                // "said that it had killed 30 rebels": its own success, and no crime of its own
                std::mem::swap(&mut stakes.credit, &mut stakes.harm);
            }
            if event_type.kind == "battle.clash" && self.of_enemies(found) {
                // "said that they had killed 20 soldiers in an ambush"
                stakes.credit.extend(found.by.iter().map(party));
            }
            let interest = scene.interest(&chain, &stakes, self.report.publisher.as_deref());
            if modality == Modality::Asserted && interest == Interest::SelfServing {
                modality = Modality::Claimed;
            }
            let mut why = why.clone();
            if let Some(reason) = argument.as_ref().and_then(|p| p.why.clone()) {
                why.push(format!("place: {reason}"));
            }
            let confidence = confidence(frame, argument.as_ref(), &when, modality);
            let unnamed_place = argument.as_ref().is_some_and(|p| {
                p.extent == Extent::Part && !crate::places::is_settlement(&p.place.kind)
            });
            drafts.push(Draft {
                claim: Claim {
                    claim: String::new(),
                    report: self.report.id.clone(),
                    published: self.report.published,
                    publisher: self.report.publisher.clone(),
                    url: self.report.url.clone(),
                    kind: if over { "control.loss".to_owned() } else { event_type.kind.clone() },
                    modality,
                    interest,
                    context: frame.file.context.unwrap_or(Context::Main),
                    by: found.by.clone(),
                    against: found.against.clone(),
                    with: found.with.clone(),
                    places: argument.iter().map(|p| p.place.clone()).collect(),
                    when,
                    counts: (self.counts)(found.trigger)
                        .into_iter()
                        .filter(|count| carries(&event_type.kind, &count.what))
                        .collect(),
                    control,
                    according_to: chain.links.iter().map(|l| l.source.clone()).collect(),
                    quote: self.quote(found.trigger),
                    confidence,
                    coder: CODER.to_owned(),
                    inferred: frame.file.inferred,
                    why,
                },
                trigger: found.trigger,
                chain: chain.clone(),
                unnamed_place,
            });
        }
        drafts
    }

    /// "ending three years in which the city was split": what the clause tells of is over.
    fn is_over(&self, trigger: usize) -> bool {
        let arcs = &self.scene.arcs;
        let a = arcs.analysis;
        let clause = arcs.clause(trigger);
        let span = a.head(clause);
        let long =
            matches!(self.scene.lemma(span).as_str(), "year" | "month" | "week" | "day" | "decade");
        a.dep(clause) == "relcl"
            && long
            && matches!(self.scene.lemma(a.head(span)).as_str(), "end" | "conclude" | "close")
    }

    /// "crossed back into the province", "streamed home": who comes home is displaced no longer.
    fn leads_home(&self, trigger: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let home = |c: usize| {
            matches!(a.dep(c), "advmod" | "prt" | "prep")
                && matches!(a.text(c).to_lowercase().as_str(), "back" | "home" | "homewards")
        };
        self.scene.arcs.is_verb(trigger) && a.children(trigger).any(|c| c > trigger && home(c))
    }

    /// "The shelling has stopped", "air strikes on the city ended at dawn": no strike is told.
    fn has_ceased(&self, trigger: usize) -> bool {
        let arcs = &self.scene.arcs;
        let verb = arcs.analysis.head(trigger);
        let subject = matches!(arcs.analysis.dep(trigger), "nsubj" | "nsubjpass" | "csubj");
        subject && arcs.is_verb(verb) && self.ceases(verb)
    }

    fn ceases(&self, verb: usize) -> bool {
        let words = ["stop", "cease", "end", "subside", "abate", "suspend", "halt"];
        words.contains(&self.scene.lemma(verb).as_str())
    }

    /// "expelled them from the town, ending a four-month battle for it", "withdrew, ending a long occupation": what is
    /// over is told by its end.
    fn is_ended(&self, trigger: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let verb = a.head(trigger);
        // "promised to suspend their advance": one's own, which goes no further
        let own = a.children(trigger).any(|c| c < trigger && a.tag(c) == "PRP$");
        if own && a.dep(trigger) == "dobj" && self.ceases(verb) {
            return true;
        }
        a.dep(trigger) == "dobj"
            && matches!(self.scene.lemma(verb).as_str(), "end" | "conclude" | "finish")
            && a.dep(verb) == "advcl"
            && a.tag(verb) == "VBG"
    }

    /// "a spokesman said", "its commanders said": the body whose deed they tell of.
    fn own_voice(&self, found: &Match, chain: &mut Attribution) {
        let scene = self.scene;
        let a = scene.arcs.analysis;
        // "has been liberated from the militants, the commander said": not theirs
        let kind = &self.ontology.type_of(&self.ontology.frames[found.frame]).kind;
        let against = found.against.first().filter(|_| kind != "control.gain");
        let Some(actor) = found.by.first().or(against) else { return };
        for link in &mut chain.links {
            let alone = !a.children(link.head).any(|c| {
                matches!(a.dep(c), "compound" | "amod" | "appos")
                    || a.dep(c) == "prep" && !self.is_of_deed(c)
            });
            if link.actor.is_none()
                && alone
                && scene.arcs.lexicon.nouns.own_voice.contains(&scene.lemma(link.head))
            {
                link.actor = Some(actor.clone());
                link.source.actor.clone_from(&actor.id);
                link.source.kind = SourceKind::Belligerent;
            }
        }
    }

    /// "The town has been liberated, the army said": where nobody is said to have done it, a side that speaks of
    /// liberating and retaking speaks of its own men.
    fn taker(&self, found: &Match, chain: &Attribution) -> Option<Actor> {
        let scene = self.scene;
        let kind = &self.ontology.type_of(&self.ontology.frames[found.frame]).kind;
        let lemma = scene.lemma(found.trigger);
        let open = kind == "control.gain"
            && found.by.is_empty()
            && found.holder.is_empty()
            && (scene.arcs.is_passive(found.trigger) || scene.arcs.is_nominal(found.trigger))
            && scene.arcs.lexicon.nouns.own_taking.contains(&lemma);
        let link = chain.links.first().filter(|_| open)?;
        let speaker = link.actor.clone()?;
        let side = party(&speaker);
        let loser = found.against.iter().any(|actor| party(actor) == side);
        (!loser && scene.is_side(&side)).then_some(speaker)
    }

    /// Whether the dead whom a claim counts all bore arms.
    fn of_fighters(&self, trigger: usize) -> bool {
        let counts = (self.counts)(trigger);
        let armed = |c: &Count| matches!(c.who.as_str(), "fighters" | "soldiers" | "police");
        !counts.is_empty() && counts.iter().all(armed)
    }

    /// Whether those who were killed fought, and not for who acts.
    fn of_enemies(&self, found: &Match) -> bool {
        let counts = (self.counts)(found.trigger);
        let own = |count: &Count| {
            found.by.iter().any(|actor| count.side.as_ref().is_some_and(|s| *s == party(actor)))
        };
        self.of_fighters(found.trigger) && !counts.iter().any(own)
    }

    /// "the commander of the operation": of what is told, not of a body.
    fn is_of_deed(&self, preposition: usize) -> bool {
        let scene = self.scene;
        let object = scene.arcs.analysis.child(preposition, "pobj");
        object.is_some_and(|o| scene.arcs.lexicon.nouns.event.contains(&scene.lemma(o)))
    }

    /// The sides that the actors fought for when it happened, which need not be those of the day of
    /// publication.
    fn sides_on(&self, found: &mut Match, when: &When) {
        let Some(day) = when.interval.last.filter(|_| when.interval.basis != Basis::Published)
        else {
            return;
        };
        let registry = self.scene.registry;
        let lists = [&mut found.by, &mut found.against, &mut found.with, &mut found.holder];
        for actor in lists.into_iter().flatten() {
            if let Some(id) = actor.id.as_deref() {
                actor.side = Some(registry.party_of(id, Some(day)));
            }
        }
    }

    /// The sentence, without the white space and stray marks at its ends.
    pub fn quote(&self, trigger: usize) -> Quote {
        let a = self.scene.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let span = a.span_of(sentence.start as usize..sentence.end as usize);
        let text = span.of(a.source());
        let left = text.len() - text.trim_start().len();
        let trimmed = text.trim();
        let start = span.start as usize + left;
        Quote { text: trimmed.to_owned(), span: Span::new(start, start + trimmed.len()) }
    }

    fn control(
        &self,
        frame: &Frame,
        found: &Match,
        place: Option<&PlaceArgument>,
    ) -> Option<Control> {
        let template = self.ontology.type_of(frame).file.control.as_ref()?;
        let of = |role: Option<Role>| -> Option<Party> {
            let actors = match role? {
                Role::By => &found.by,
                Role::Against => &found.against,
                Role::With => &found.with,
                Role::Holder => &found.holder,
            };
            // "Emirati and Yemeni soldiers retook Mukalla": of several the state whose land it is
            let land = place.and_then(|p| p.place.country.as_deref());
            let at_home = actors.iter().find(|actor| {
                let entry = actor.id.as_deref().and_then(|id| self.scene.registry.get(id));
                land.is_some()
                    && actor.country.as_deref() == land
                    && entry.is_some_and(|entry| entry.kind.is_state())
            });
            let first = || actors.iter().find(|actor| self.is_somebody(actor));
            at_home.filter(|_| actors.len() > 1).or_else(first).map(party)
        };
        let mut holder = of(template.holder);
        if holder.is_none() || template.holder != Some(Role::Holder) {
            holder = found.holder.iter().find(|a| self.is_somebody(a)).map(party).or(holder);
        }
        let mut lost_by = of(template.lost_by);
        let driven = self.scene.arcs.is_passive(found.trigger) && !found.by.is_empty();
        if lost_by.is_none() && template.status == ControlStatus::Lost && !driven {
            // who withdraws, loses; who drives others out does not
            lost_by = of(Some(Role::By));
        }
        if lost_by.is_none() && template.holder == Some(Role::Holder) {
            // who hands it over, loses
            lost_by = of(Some(Role::By));
        }
        // "the U.N. safe area of X fell": whose it was called, and nobody who held it
        let international = |party: &Party| {
            let entry = self.scene.registry.get(&party.id);
            entry.is_some_and(|entry| entry.kind == dateline_actor::Kind::International)
        };
        if template.status == ControlStatus::Held && lost_by.as_ref().is_some_and(international) {
            lost_by = None;
        }
        if lost_by == holder {
            // Who lost it is what a loss is about; who took it, a gain.
            match template.status {
                ControlStatus::Lost => holder = None,
                _ => lost_by = None,
            }
        }
        let extent = frame.file.extent.or(place.map(|p| p.extent)).unwrap_or(Extent::Whole);
        let status = frame.file.status.unwrap_or(template.status);
        Some(Control {
            holder,
            lost_by,
            besieged_by: of(template.besieged_by),
            status,
            extent,
            part: if extent == Extent::Part { place.and_then(|p| p.part.clone()) } else { None },
        })
    }

    /// Whether a body can be a party: one of the registry, or one with a name. "Fighters" and "rebel
    /// troops" of nobody say that somebody took the place, and not who.
    fn is_somebody(&self, actor: &Actor) -> bool {
        let force = &self.scene.arcs.lexicon.nouns.force;
        actor.id.is_some()
            || !actor.name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(
                |word| {
                    let word = word.to_lowercase();
                    force.contains(&word)
                        || force.contains(word.trim_end_matches('s'))
                        || matches!(
                            word.as_str(),
                            "the"
                                | "government"
                                | "local"
                                | "armed"
                                | "group"
                                | "groups"
                                | "two"
                                | "other"
                                | "last"
                                | "remaining"
                                | "final"
                                | "foreign"
                                | "men"
                                | "man"
                                | "several"
                                | "some"
                                | "more"
                        )
                },
            )
    }

    /// A state that ended with the clause's event: a length said with it gives its beginning.
    fn end_state(&self, trigger: usize, when: &mut When) {
        let Some(last) = when.interval.last else { return };
        if let Some(expression) = self.scene.duration_of(trigger)
            && let Some(length) = expression.length
        {
            let basis = when.interval.basis;
            when.interval = dateline_time::ending_at(length, last);
            when.interval.basis = basis;
            when.text = Some(expression.span.of(self.scene.arcs.analysis.source()).to_owned());
        }
        when.interval.bound = dateline_time::Bound::Throughout;
    }
}

fn confidence(
    frame: &Frame,
    place: Option<&PlaceArgument>,
    when: &When,
    modality: Modality,
) -> f64 {
    let mut value = frame.file.confidence.unwrap_or(0.9);
    if place.is_some_and(|p| !p.named) {
        value -= 0.1;
    }
    if place.is_some_and(|p| p.place.id.is_none()) {
        value -= 0.05;
    }
    if matches!(when.interval.basis, Basis::Published | Basis::Inherited | Basis::None) {
        value -= 0.05;
    }
    if matches!(modality, Modality::Possible | Modality::Attempted) {
        value -= 0.05;
    }
    (value.clamp(0.05, 1.0) * 100.0).round() / 100.0
}
