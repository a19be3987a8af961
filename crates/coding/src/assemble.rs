//! Assembling claims: a match with its modality, sources, date, place and control, one place each.

use dateline_actor::Party;
use dateline_place::ToponymRole;
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
    /// The drafts of one match: one a place.
    pub fn drafts(&self, found: &Match) -> Vec<Draft> {
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
            "control" => self.is_over(found.trigger),
            "strike" => self.has_ceased(found.trigger),
            "battle" => self.is_ended(found.trigger),
            _ => false,
        };
        if over {
            return Vec::new();
        }
        let mut dated = scene.date(found.trigger, &chain, event_type.file.state, carried);
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
        let mut drafts = Vec::new();
        // "is no longer under their control": a state that is over is a loss.
        let over = event_type.kind == "control.hold"
            && modality == Modality::Denied
            && reading.why.as_deref().is_some_and(|why| why.contains("no longer"));
        if over {
            modality = Modality::Asserted;
        }
        for argument in arguments {
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
            let interest = scene.interest(&chain, &stakes, self.report.publisher.as_deref());
            if modality == Modality::Asserted && interest == Interest::SelfServing {
                modality = Modality::Claimed;
            }
            let mut why = why.clone();
            if let Some(reason) = argument.as_ref().and_then(|p| p.why.clone()) {
                why.push(format!("place: {reason}"));
            }
            let confidence = confidence(frame, argument.as_ref(), &dated.when, modality);
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
                    when: dated.when.clone(),
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
        let ceases = |verb: usize| {
            matches!(
                self.scene.lemma(verb).as_str(),
                "stop" | "cease" | "end" | "subside" | "abate"
            )
        };
        let verb = arcs.analysis.head(trigger);
        let subject = matches!(arcs.analysis.dep(trigger), "nsubj" | "nsubjpass" | "csubj");
        subject && arcs.is_verb(verb) && ceases(verb)
    }

    /// "expelled them from the town, ending a four-month battle for it": what is over is told by its end.
    fn is_ended(&self, trigger: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let verb = a.head(trigger);
        a.dep(trigger) == "dobj"
            && matches!(self.scene.lemma(verb).as_str(), "end" | "conclude" | "finish")
            && a.dep(verb) == "advcl"
            && a.tag(verb) == "VBG"
    }

    /// "a spokesman said", "its commanders said": the body whose deed they tell of.
    fn own_voice(&self, found: &Match, chain: &mut Attribution) {
        let scene = self.scene;
        let a = scene.arcs.analysis;
        let Some(actor) = found.by.first().or(found.against.first()) else { return };
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
    fn taker(&self, found: &Match, chain: &Attribution) -> Option<dateline_actor::Actor> {
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

    fn places(&self, found: &Match, need: PlaceNeed, why: &mut Vec<String>) -> Vec<PlaceArgument> {
        if !found.places.is_empty() {
            let family = &self.ontology.type_of(&self.ontology.frames[found.frame]).family;
            let in_town = |place: &PlaceArgument| self.scene.town_of_site(place);
            // "A and B signed a deal to reopen the ports": who signs is not where
            let acts =
                |place: &PlaceArgument| found.by.iter().any(|actor| actor.span == place.place.span);
            let own: Vec<PlaceArgument> = found
                .places
                .iter()
                .filter(|place| family == "control" || !acts(place))
                .map(|place| {
                    in_town(place).filter(|_| family != "control").unwrap_or_else(|| place.clone())
                })
                .collect();
            if !own.is_empty() {
                return own;
            }
        }
        if matches!(need, PlaceNeed::None | PlaceNeed::Required) {
            return Vec::new();
        }
        let frame = &self.ontology.frames[found.frame];
        let kind = self.ontology.type_of(frame).kind.as_str();
        let moves = matches!(kind, "harm.displacement" | "forces.withdrawn");
        // "Tehran fired drones", "Moscow evacuated the border": who acts is not where
        let apart = |argument: &PlaceArgument| {
            let place = &argument.place;
            !found
                .by
                .iter()
                .chain(&found.against)
                .any(|actor| actor.span == place.span || actor.text == place.name)
        };
        let mut clause = self.clause_places(found.trigger, moves);
        clause.retain(apart);
        if !clause.is_empty() {
            why.push("place: said in the clause".to_owned());
            return clause;
        }
        // "Hamas freed 24 people at the crossing, and Israel released 39": not said where
        let alone = need == PlaceNeed::Optional && self.joined_with_own_subject(found.trigger);
        let told = |_: &PlaceArgument| !alone;
        if let Some(place) = self.sentence_place(found.trigger, moves).filter(apart).filter(told) {
            why.push("place: said in the sentence".to_owned());
            return vec![place];
        }
        let elsewhere = self.names_elsewhere(found.trigger).filter(|_| !moves);
        if let Some(token) = elsewhere {
            // "in Minova", which nobody knows: what befell it did not befall the town before.
            let unknown = self.unknown_place(token, found.trigger);
            if unknown.is_some() {
                why.push("place: a name that the gazetteer does not have".to_owned());
            }
            return unknown.into_iter().collect();
        }
        if let Some(place) = self.sentence_country(found.trigger) {
            why.push("place: the country said in the sentence".to_owned());
            return vec![place];
        }
        if self.is_heading(found.trigger) {
            // "Air strike on market" above an item of a live blog: its text says where.
            return Vec::new();
        }
        if self.recalls(self.scene.arcs.clause(found.trigger)) {
            return Vec::new();
        }
        // "The police dispersed them with tear gas": where the march was that the sentence before told of
        let deed = matches!(kind, "protest.crackdown" | "protest.riot")
            || kind.starts_with("civilians.") && kind != "civilians.execution";
        if (need == PlaceNeed::Inherited || deed)
            && let Some(mut place) = self.scene.antecedent(found.trigger, "place")
            && apart(&place)
        {
            place.place.text = place.place.name.clone();
            why.push("place: inherited from what went before".to_owned());
            return vec![place];
        }
        if need == PlaceNeed::Inherited
            && let Some(place) = self.scene_before(found)
        {
            why.push("place: where the sentence before was".to_owned());
            return vec![place];
        }
        if need == PlaceNeed::Inherited
            && let Some(place) = self.country(found)
        {
            why.push("place: the country that the report is about".to_owned());
            return vec![place];
        }
        Vec::new()
    }

    /// Whether the trigger's sentence is a short paragraph without a stop.
    fn is_heading(&self, trigger: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let within = |p: &&dateline_syntax::Paragraph| p.tokens.contains(&(trigger as u32));
        let text = a.paragraphs().iter().find(within).map_or("", |p| p.span.of(a.source()).trim());
        text.len() < HEADING && is_headline(text)
    }

    /// "three churches in Sri Lanka": the one country that the sentence puts something in.
    fn sentence_country(&self, trigger: usize) -> Option<PlaceArgument> {
        let scene = self.scene;
        let a = scene.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let is_building = |noun: usize| {
            let class = scene.arcs.lexicon.classes.get("building");
            let lemma = scene.lemma(noun);
            class.is_some_and(|class| class.iter().any(|word| *word == lemma))
        };
        let mut located = scene.toponyms.iter().filter(|t| {
            let head = scene.head_of(t);
            sentence.contains(&t.tokens.start)
                && t.role == ToponymRole::Location
                && t.place.kind == "country"
                && (a.dep(head) == "pobj"
                    && matches!(a.lemma(a.head(head)), "in" | "across" | "throughout")
                    // "stormed the country's national museum"
                    || a.dep(head) == "poss" && is_building(a.head(head)))
                && self.shares_scene(trigger, head)
        });
        let first = located.next()?;
        let alone = located.all(|t| crate::places::same_place(&t.place, &first.place));
        if alone { scene.places_of(first.tokens.start as usize).into_iter().next() } else { None }
    }

    /// The region of which the sentence before tells, the only place that it names: for the dead and
    /// the displaced of whom the next one tells.
    fn scene_before(&self, found: &Match) -> Option<PlaceArgument> {
        let scene = self.scene;
        let family = &self.ontology.type_of(&self.ontology.frames[found.frame]).family;
        if family != "harm" || (self.counts)(found.trigger).is_empty() {
            return None;
        }
        let a = scene.arcs.analysis;
        let before = a.sentences().get(a.sentence_of(found.trigger).checked_sub(1)?)?.clone();
        let mut located = scene.toponyms.iter().filter(|t| {
            before.contains(&t.tokens.start)
                && t.role == ToponymRole::Location
                && matches!(a.dep(scene.head_of(t)), "pobj" | "dobj" | "compound" | "nmod")
                && t.place.kind != "country"
        });
        let first = located.next()?;
        if located.any(|t| !crate::places::same_place(&t.place, &first.place)) {
            return None;
        }
        scene.places_of(first.tokens.start as usize).into_iter().next()
    }

    /// The country of which a report tells that names no place in it: for the dead and the displaced of
    /// a whole war.
    fn country(&self, found: &Match) -> Option<PlaceArgument> {
        let family = &self.ontology.type_of(&self.ontology.frames[found.frame]).family;
        if family != "harm" || (self.counts)(found.trigger).is_empty() {
            return None;
        }
        let a = self.scene.arcs.analysis;
        let mut named: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for toponym in self.scene.toponyms {
            let head = self.scene.head_of(toponym);
            let modifies = matches!(a.dep(head), "compound" | "amod" | "nmod");
            let says = toponym.role == ToponymRole::Location
                || toponym.role != ToponymRole::Demonym && toponym.place.kind == "country";
            if let Some(country) = toponym.place.country.as_deref().filter(|_| says && !modifies) {
                *named.entry(country).or_default() += 1;
            }
        }
        let most = named.values().max()?;
        let mut first = named.iter().filter(|(_, times)| *times == most);
        let (country, _) = first.next()?;
        if first.next().is_some() {
            return None;
        }
        let entry = self.scene.gazetteer.entry(self.scene.gazetteer.country(country)?)?;
        let (lat, lon) = entry.at().unzip();
        let place = dateline_place::Place {
            id: Some(entry.id()),
            name: entry.name().to_owned(),
            country: entry.country().map(str::to_owned),
            admin1: None,
            lat,
            lon,
            kind: entry.kind().as_str().to_owned(),
            precision: Some(dateline_place::PlacePrecision::Country),
            within: None,
            pcode: None,
            text: entry.name().to_owned(),
            span: a.span(found.trigger),
        };
        Some(PlaceArgument {
            place,
            extent: Extent::Whole,
            part: None,
            token: found.trigger,
            named: false,
            why: Some("the country that the report names most".to_owned()),
        })
    }

    /// Places that hang on the trigger, its verb or its arguments by a preposition of place.
    /// Of people who flee, where they go is not the place.
    fn clause_places(&self, trigger: usize, moves: bool) -> Vec<PlaceArgument> {
        let scene = self.scene;
        let arcs = &scene.arcs;
        let mut anchors = vec![trigger];
        anchors.extend(crate::paths::governing_verb(arcs, trigger));
        let clause = arcs.clause(trigger);
        if !anchors.contains(&clause)
            && !arcs.lexicon.reporting.verbs.contains(&scene.lemma(clause))
        {
            anchors.push(clause);
        }
        for anchor in anchors {
            let mut arguments: Vec<usize> = vec![anchor];
            if arcs.is_verb(anchor) {
                arguments.extend(arcs.objects(anchor));
                arguments.extend(arcs.subjects(anchor));
            }
            for argument in arguments {
                for preposition in [
                    "in",
                    "at",
                    "inside",
                    "near",
                    "around",
                    "outside",
                    "on",
                    "across",
                    "over",
                    "along",
                    "throughout",
                    "of",
                    "from",
                    "towards",
                    "toward",
                    "into",
                ] {
                    let goal = matches!(preposition, "towards" | "toward" | "into");
                    if preposition == "of" && argument == anchor && arcs.is_verb(anchor)
                        || moves && goal
                    {
                        continue;
                    }
                    let tokens = arcs.obliques(argument, preposition);
                    let mut found: Vec<PlaceArgument> =
                        tokens.iter().flat_map(|&token| scene.places_of(token)).collect();
                    if found.is_empty() && matches!(preposition, "in" | "at" | "on" | "near") {
                        // "in a market at the town"
                        let within = ["in", "at", "of", "near"].iter();
                        let inner = within.flat_map(|p| {
                            tokens.iter().flat_map(move |&token| arcs.obliques(token, p))
                        });
                        found.extend(inner.flat_map(|token| scene.places_of(token)));
                    }
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        Vec::new()
    }

    /// The one town that the sentence names.
    fn sentence_place(&self, trigger: usize, moves: bool) -> Option<PlaceArgument> {
        let a = self.scene.arcs.analysis;
        let goal =
            |head: usize| matches!(a.lemma(a.head(head)), "to" | "towards" | "toward" | "into");
        // "Ruritania's capital accused the rebels": a government that speaks
        let speaks = |head: usize| {
            a.dep(head) == "nsubj"
                && self.scene.arcs.lexicon.reporting.verbs.contains(&self.scene.lemma(a.head(head)))
        };
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        let mut named = self.scene.toponyms.iter().filter(|t| {
            sentence.contains(&t.tokens.start)
                && t.role == ToponymRole::Location
                && t.place.kind != "country"
                && !self.scene.is_seat_of_office(t)
                && !speaks(self.scene.head_of(t))
                && !self.gives_reason(self.scene.head_of(t))
                && !(moves && goal(self.scene.head_of(t)))
                && self.shares_scene(trigger, self.scene.head_of(t))
        });
        let first = named.next()?;
        if named.any(|t| !crate::places::same_place(&t.place, &first.place)) {
            return None;
        }
        self.scene.places_of(first.tokens.start as usize).into_iter().next()
    }

    /// "…, and Israel released 39 prisoners": a verb joined to another, with a subject of its own.
    fn joined_with_own_subject(&self, trigger: usize) -> bool {
        let arcs = &self.scene.arcs;
        let clause = arcs.clause(trigger);
        arcs.analysis.dep(clause) == "conj"
            && arcs.is_verb(arcs.analysis.head(clause))
            && arcs.own_subject(clause).is_some()
    }

    /// "called up reservists in response to the seizure of the island": why, and not where.
    fn gives_reason(&self, place: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let mut at = place;
        for _ in 0..8 {
            let head = a.head(at);
            if head == at || self.scene.arcs.is_verb(at) {
                return false;
            }
            if self.scene.gives_occasion(at) && a.dep(at) == "pobj" {
                return true;
            }
            at = head;
        }
        false
    }

    /// Whether the sentence puts it at a name that is no known place: behind a preposition of place.
    fn names_elsewhere(&self, trigger: usize) -> Option<usize> {
        let scene = self.scene;
        let a = scene.arcs.analysis;
        let sentence = a.sentences()[a.sentence_of(trigger)].clone();
        sentence.map(|t| t as usize).find(|&t| {
            a.dep(t) == "pobj"
                && a.pos(t) == "PROPN"
                && self.is_behind_place(a.head(t))
                && scene.toponym(t).is_none()
                && scene.mention(t).is_none()
                && !scene.times.iter().any(|e| e.tokens.contains(&(t as u32)))
        })
    }

    /// "in", "near", or the "of" of "the town of".
    fn is_behind_place(&self, preposition: usize) -> bool {
        let a = self.scene.arcs.analysis;
        match self.scene.lemma(preposition).as_str() {
            "in" | "at" | "near" | "around" | "outside" => true,
            "of" => {
                let settlements = &self.scene.arcs.lexicon.nouns.settlements;
                settlements.contains(&self.scene.lemma(a.head(preposition)))
            }
            _ => false,
        }
    }

    /// The name as it is written, where the recogniser too takes it for a place's.
    fn unknown_place(&self, token: usize, trigger: usize) -> Option<PlaceArgument> {
        let a = self.scene.arcs.analysis;
        let named = a.names().iter().find(|n| {
            n.tokens.contains(&(token as u32)) && matches!(a.label(n), "GPE" | "LOC" | "FAC")
        });
        let called = a.lemma(a.head(token)) == "of";
        let tokens = match named {
            Some(name) => name.tokens.start as usize..name.tokens.end as usize,
            // "the town of": whatever the recogniser takes it for
            None if called => a.subtree(token).start.max(a.head(token) + 1)..token + 1,
            None => return None,
        };
        if !self.shares_scene(trigger, token) {
            return None;
        }
        let first = tokens.clone().find(|&t| a.pos(t) != "DET").unwrap_or(tokens.start);
        Some(PlaceArgument::unlisted(self.scene, first..tokens.end, token, None))
    }

    /// "signed in Oslo a deal to end a war that has killed 40,000": the war was elsewhere.
    fn recalls(&self, clause: usize) -> bool {
        let a = self.scene.arcs.analysis;
        a.dep(clause) == "relcl"
            && self.ontology.counts.telling.periods.contains(&self.scene.lemma(a.head(clause)))
    }

    /// Whether a place in the sentence can be the trigger's: it stands in the same clause, or in one
    /// that the trigger's clause is a part of without a time or condition of its own.
    fn shares_scene(&self, trigger: usize, place: usize) -> bool {
        let a = self.scene.arcs.analysis;
        let arcs = &self.scene.arcs;
        // "killed 95 and wounded 158 in the capital": one scene
        let mut theirs = arcs.clause(place);
        while a.dep(theirs) == "conj"
            && arcs.is_verb(a.head(theirs))
            && arcs.own_subject(theirs).is_none()
        {
            theirs = a.head(theirs);
        }
        let mut ours = arcs.clause(trigger);
        // "Three people were killed when a shell hit a bus in the town": at one time, in one place
        let together = |clause: usize| {
            a.dep(clause) == "advcl"
                && a.children(clause).any(|c| {
                    matches!(a.dep(c), "mark" | "advmod")
                        && matches!(a.text(c).to_lowercase().as_str(), "when" | "as" | "while")
                })
        };
        if together(theirs) && arcs.clause(a.head(theirs)) == ours {
            return true;
        }
        // "crowds watching a match in the town"; and the "killed" of "an attack killed 58 people in the
        // town", which the parser hung on the attack
        // and "who were queuing in the town", at the time
        let below = (a.dep(theirs) == "acl" || a.dep(theirs) == "relcl" && a.tag(theirs) == "VBG")
            && arcs.clause(a.head(theirs)) == ours;
        let purpose = self.scene.is_purpose(theirs);
        if purpose && arcs.clause(a.head(theirs)) == ours && ours != theirs {
            return true;
        }
        if below && (a.tag(theirs) == "VBG" || !arcs.is_verb(ours)) {
            return true;
        }
        for _ in 0..8 {
            if ours == theirs {
                return true;
            }
            let head = a.head(ours);
            let marked = a.children(ours).any(|c| a.dep(c) == "mark");
            if self.recalls(ours) {
                return false;
            }
            if head == ours || a.dep(ours) == "advcl" && marked {
                return false;
            }
            ours = arcs.clause(head);
        }
        false
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
            actors.iter().find(|actor| self.is_somebody(actor)).map(party)
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
    fn is_somebody(&self, actor: &dateline_actor::Actor) -> bool {
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

/// Once all parties of the report are known: a source that speaks for one of them is a belligerent.
pub fn settle_sources(drafts: &mut [Draft]) {
    let mut parties: Vec<Party> = Vec::new();
    for draft in drafts.iter() {
        let claim = &draft.claim;
        let fights = claim.control.is_some()
            || claim.kind.starts_with("battle.")
            || claim.kind.starts_with("strike.");
        if fights {
            for actor in claim.by.iter().chain(&claim.against) {
                let party = party(actor);
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
        }
    }
    for draft in drafts {
        for (link, source) in draft.chain.links.iter().zip(&mut draft.claim.according_to) {
            if source.kind == SourceKind::Official
                && let Some(actor) = &link.actor
                && parties.contains(&party(actor))
            {
                source.kind = SourceKind::Belligerent;
            }
        }
    }
}

/// Whether a type says that control changed.
pub fn is_change(kind: &str) -> bool {
    matches!(kind, "control.gain" | "control.loss" | "control.transfer")
}

/// How many claims on a headline or lead may be told again.
const AGAIN: usize = 1000;

/// Marks headline, lead and wrap-up claims that the report makes again, and what it only recalls.
pub fn settle_context(report: &Report, scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    let body: Vec<_> =
        a.paragraphs().iter().filter(|p| !p.span.of(a.source()).trim().is_empty()).collect();
    let headline = body.first().filter(|p| is_headline(p.span.of(a.source())));
    let lead = if headline.is_some() { body.get(1) } else { body.first() };
    let within = |draft: &Draft, paragraph: Option<&&dateline_syntax::Paragraph>| {
        paragraph.is_some_and(|p| p.tokens.contains(&(draft.trigger as u32)))
    };
    let marks: Vec<Context> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| {
            if draft.claim.context != Context::Main {
                return draft.claim.context;
            }
            let early = within(draft, headline) || within(draft, lead);
            let again =
                drafts.iter().enumerate().skip(index).take(AGAIN).any(|(other_index, other)| {
                    other_index != index
                        && other.trigger > draft.trigger
                        && !within(other, headline)
                        && (!within(other, lead) || within(draft, headline))
                        && restates(&draft.claim, &other.claim, draft.unnamed_place)
                });
            if early && (again || draft.unnamed_place && body.len() > 2) {
                return Context::Summary;
            }
            if is_recalled(report, &draft.claim) { Context::Background } else { Context::Main }
        })
        .collect();
    for (draft, context) in drafts.iter_mut().zip(marks) {
        draft.claim.context = context;
    }
}

/// Letters of the longest heading.
const HEADING: usize = 60;

/// Days before publication after which a report recalls rather than reports.
const RECALLED_AFTER: i32 = 30;

fn is_recalled(report: &Report, claim: &Claim) -> bool {
    let (Some(published), Some(last)) = (report.published, claim.when.interval.last) else {
        return false;
    };
    claim.when.interval.basis != Basis::Published
        && last.until(published).is_ok_and(|span| span.get_days() > RECALLED_AFTER)
}

fn is_headline(paragraph: &str) -> bool {
    let text = paragraph.trim();
    text.len() < 160 && !text.ends_with(['.', '!', '?', '”', '"', ':'])
}

fn restates(claim: &Claim, other: &Claim, unnamed: bool) -> bool {
    let same_type = claim.kind == other.kind || is_change(&claim.kind) && is_change(&other.kind);
    let same_place = match (claim.places.first(), other.places.first()) {
        (Some(one), Some(two)) => unnamed || crate::places::same_place(one, two),
        (None, _) => true,
        _ => false,
    };
    same_type && same_place
}

/// What one sentence says in two ways is one claim: a fight that is the means of a change of control, an
/// entry into a town that its defenders have left, a withdrawal that loses the place, a state in the
/// past tense that is the taking.
pub fn subsume(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    entries(scene, drafts);
    losers(drafts);
    let changes: Vec<(usize, Span, Claim)> = drafts
        .iter()
        .filter(|d| is_change(&d.claim.kind))
        .map(|d| (d.trigger, d.claim.quote.span, d.claim.clone()))
        .collect();
    let there = |a: &Claim, b: &Claim| match (a.places.first(), b.places.first()) {
        (Some(one), Some(two)) => crate::places::same_place(one, two),
        (None, _) => true,
        _ => false,
    };
    let present = |trigger: usize| {
        let a = scene.arcs.analysis;
        let now = |c: usize| matches!(a.tag(c), "VBZ" | "VBP");
        let by_aux = |dep: &'static str| a.children(trigger).filter(move |&c| a.dep(c) == dep);
        // "is occupied", "has been occupied since": a state as well
        let attribute = a.dep(trigger) == "amod";
        let is_done = attribute || by_aux("auxpass").any(now) && by_aux("aux").next().is_none();
        let since = a.children(trigger).any(|c| a.lemma(c) == "since");
        let has_been = since && by_aux("aux").any(|c| now(c) && a.lemma(c) == "have");
        // "still occupied the town", "continued to occupy it": nothing new
        let still = by_aux("advmod").any(|c| a.lemma(c) == "still")
            || a.dep(trigger) == "xcomp" && a.lemma(a.head(trigger)) == "continue";
        is_done || has_been || still || now(trigger) && by_aux("aux").next().is_none()
    };
    // "seized the port after days of clashes with marines": a fight of its own
    let is_before = |trigger: usize| {
        let a = scene.arcs.analysis;
        let mut at = trigger;
        for _ in 0..6 {
            if matches!(
                a.text(at).to_lowercase().as_str(),
                "after" | "following" | "despite" | "amid"
            ) {
                return true;
            }
            if a.head(at) == at || scene.arcs.is_verb(at) && at != trigger {
                return false;
            }
            at = a.head(at);
        }
        false
    };
    // A flag raised says that a town is taken, and tells of no second deed.
    let is_sign = |trigger: usize| {
        scene
            .arcs
            .objects(trigger)
            .iter()
            .any(|&t| matches!(scene.lemma(t).as_str(), "flag" | "banner"))
    };
    // "occupy" in the present tense is a state, in any other the taking.
    let stated: Vec<usize> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.hold" && present(d.trigger))
        .map(|d| d.trigger)
        .collect();
    // "marched into the town, a week into a new offensive": nobody's offensive is theirs
    let acted: Vec<Draft> = drafts
        .iter()
        .filter(|d| {
            !d.claim.by.is_empty()
                && (d.claim.control.is_some() || d.claim.kind.starts_with("battle."))
        })
        .cloned()
        .collect();
    // "fought in the streets of": a clash inside
    let contested: Vec<usize> =
        drafts.iter().filter(|d| d.claim.kind == "control.contest").map(|d| d.trigger).collect();
    // What is promised has its own type where there is one: "agreed to withdraw", "will send monitors".
    let intended: Vec<Claim> = drafts
        .iter()
        .filter(|d| !d.claim.kind.starts_with("words."))
        .filter(|d| matches!(d.claim.modality, Modality::Planned | Modality::Denied))
        .map(|d| d.claim.clone())
        .collect();
    // "urged it to withdraw from the town": a demand, and no plan of its own
    let demanded: Vec<Claim> =
        drafts.iter().filter(|d| d.claim.kind == "words.demand").map(|d| d.claim.clone()).collect();
    let is_demanded = |claim: &Claim| {
        claim.modality == Modality::Planned
            && demanded.iter().any(|demand| {
                demand.quote.span == claim.quote.span
                    && demand.against.iter().any(|a| claim.by.iter().any(|b| party(a) == party(b)))
            })
    };
    // "attacked a hotel, killing 29 people": an attack on those inside, and no advance
    let killings: Vec<Claim> = drafts
        .iter()
        .filter(|d| d.claim.kind == "civilians.attack" && d.claim.modality == Modality::Asserted)
        .map(|d| d.claim.clone())
        .collect();
    let on_site = |trigger: usize| {
        let objects = scene.arcs.objects(trigger);
        objects.iter().any(|&t| scene.arcs.lexicon.nouns.civil_site.contains(&scene.lemma(t)))
    };
    drafts.retain(|draft| {
        let claim = &draft.claim;
        let twin = |trigger: usize| trigger == draft.trigger;
        let leaves = matches!(claim.kind.as_str(), "control.loss" | "forces.withdrawn");
        if leaves && is_demanded(claim) {
            return false;
        }
        match claim.kind.as_str() {
            "words.promise" => !intended.iter().any(|other| {
                other.by.iter().any(|a| claim.by.iter().any(|b| party(a) == party(b)))
            }),
            kind if kind.starts_with("battle.") => {
                let verb = crate::paths::governing_verb(&scene.arcs, draft.trigger);
                !changes.iter().any(|(trigger, sentence, change)| {
                    let before = is_before(draft.trigger)
                        && !(claim.by.is_empty() && claim.against.is_empty());
                    let means = Some(*trigger) == verb && !before || twin(*trigger);
                    // "entered the town unopposed", "and planted their flag": the entry is the taking
                    let entered = kind == "battle.advance"
                        && (change.kind == "control.transfer" || is_sign(*trigger))
                        && *sentence == claim.quote.span
                        && change.by == claim.by
                        && change.modality == claim.modality
                        && !claim.by.is_empty();
                    (means || entered) && there(claim, change)
                }) && !(kind == "battle.advance"
                    && on_site(draft.trigger)
                    && killings.iter().any(|k| {
                        k.quote.span == claim.quote.span && k.by == claim.by && is_there(k, claim)
                    }))
                    && !(kind == "battle.clash" && contested.contains(&draft.trigger))
                    && !(claim.by.is_empty()
                        && claim.against.is_empty()
                        // "but fighting continues": told for its own sake
                        && !matches!(scene.arcs.analysis.dep(draft.trigger), "nsubj" | "ROOT")
                        && acted.iter().any(|deed| {
                            deed.trigger != draft.trigger
                                && deed.claim.quote.span == claim.quote.span
                                && (is_there(&deed.claim, claim) || lies_in(&deed.claim, claim))
                        }))
            }
            // "captured the works, ending the siege": by capture, and nobody was relieved
            "control.siege-broken" => !changes.iter().any(|(_, sentence, change)| {
                *sentence == claim.quote.span
                    && change.kind == "control.gain"
                    && change.by != claim.by
                    && (there(claim, change) || is_within(change, claim))
            }),
            "forces.withdrawn" => !changes.iter().any(|(trigger, sentence, change)| {
                // "fled the town, leaving the provincial capital to them"
                let same = *sentence == claim.quote.span && change.by == claim.by;
                let town = change
                    .places
                    .first()
                    .is_some_and(|p| crate::places::is_settlement(&p.kind) || p.within.is_some());
                (twin(*trigger) || same)
                    && change.kind == "control.loss"
                    && town
                    && there(claim, change)
            }),
            "control.hold" => {
                present(draft.trigger)
                    || !changes
                        .iter()
                        .any(|(trigger, _, change)| twin(*trigger) && there(claim, change))
            }
            // "raising the flag over the main building of the town": the sign of what was taken
            "control.gain" => {
                let sign = is_sign(draft.trigger)
                    && changes.iter().any(|(trigger, sentence, change)| {
                        *trigger != draft.trigger
                            && *sentence == claim.quote.span
                            && change.by == claim.by
                            && change.kind != "control.loss"
                            && (is_within(claim, change)
                                || change.kind == "control.transfer" && is_there(claim, change))
                    });
                !stated.contains(&draft.trigger) && !sign
            }
            // "took it without a fight": taken, not handed over
            "control.transfer" => !changes.iter().any(|(trigger, _, change)| {
                let verb = scene.arcs.analysis.head(draft.trigger);
                (twin(*trigger) || *trigger == verb)
                    && change.kind == "control.gain"
                    && there(claim, change)
            }),
            _ => true,
        }
    });
}

/// Whether two claims name one place.
fn is_there(one: &Claim, other: &Claim) -> bool {
    matches!((one.places.first(), other.places.first()), (Some(a), Some(b)) if crate::places::same_place(a, b))
}

/// Whether the place of a claim lies in the country or province that another gives.
fn lies_in(one: &Claim, area: &Claim) -> bool {
    matches!((one.places.first(), area.places.first()), (Some(town), Some(area)) if match area.kind.as_str() {
        "country" => town.country == area.country && town.kind != "country",
        "admin1" => town.admin1.as_ref() == Some(&area.name) && town.kind != "admin1",
        _ => false,
    })
}

/// Whether the place of a claim is a site in the place of another.
fn is_within(one: &Claim, other: &Claim) -> bool {
    let town = other.places.first().and_then(|place| place.id.as_ref());
    town.is_some() && one.places.first().and_then(|place| place.within.as_ref()) == town
}

/// "took the town after the army had pulled out": who left it is who lost it.
fn losers(drafts: &mut [Draft]) {
    let happened = |claim: &Claim| matches!(claim.modality, Modality::Asserted | Modality::Claimed);
    let lost: Vec<Claim> = drafts
        .iter()
        .filter(|d| d.claim.kind == "control.loss" && happened(&d.claim))
        .map(|d| d.claim.clone())
        .collect();
    for draft in drafts.iter_mut() {
        let claim = &mut draft.claim;
        if !matches!(claim.kind.as_str(), "control.gain" | "control.transfer") || !happened(claim) {
            continue;
        }
        let loser = lost
            .iter()
            .filter(|loss| is_there(loss, claim))
            .find_map(|loss| loss.control.as_ref().and_then(|c| c.lost_by.clone()));
        if let Some(control) = &mut claim.control
            && control.lost_by.is_none()
            && control.holder.is_some()
            && control.holder != loser
        {
            control.lost_by = loser;
        }
    }
}

/// "entered the town after the garrison had fled": an entry is a gain where the defenders have left.
fn entries(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let left: Vec<Claim> = drafts
        .iter()
        .filter(|d| {
            d.claim.kind == "control.loss"
                && matches!(d.claim.modality, Modality::Asserted | Modality::Claimed)
        })
        .map(|d| d.claim.clone())
        .collect();
    // "entered the town after the garrison had fled, and took it": said already
    let taken: Vec<Claim> = drafts
        .iter()
        .filter(|d| matches!(d.claim.kind.as_str(), "control.gain" | "control.transfer"))
        .map(|d| d.claim.clone())
        .collect();
    for draft in drafts.iter_mut().filter(|d| d.claim.kind == "battle.advance") {
        if taken.iter().any(|t| t.by == draft.claim.by && is_there(t, &draft.claim)) {
            continue;
        }
        let lemma = scene.lemma(draft.trigger);
        if !scene.arcs.lexicon.nouns.entering.contains(&lemma)
            || !matches!(draft.claim.modality, Modality::Asserted | Modality::Claimed)
        {
            continue;
        }
        let Some(ours) = draft.claim.by.first().map(party) else { continue };
        let gone = left.iter().find(|loss| {
            loss.quote.span == draft.claim.quote.span
                && matches!((loss.places.first(), draft.claim.places.first()), (Some(a), Some(b)) if crate::places::same_place(a, b))
                && loss.control.as_ref().is_some_and(|c| {
                    c.lost_by.as_ref() != Some(&ours) && c.extent == Extent::Whole
                })
        });
        let Some(gone) = gone else { continue };
        draft.claim.kind = "control.gain".to_owned();
        draft.claim.control = Some(Control {
            holder: Some(ours),
            lost_by: gone.control.as_ref().and_then(|c| c.lost_by.clone()),
            besieged_by: None,
            status: ControlStatus::Held,
            extent: Extent::Whole,
            part: None,
        });
        draft.claim.why.push("entered after those who held it had left".to_owned());
    }
}

/// "the rebel-held town was captured", "took Kilinochchi, the capital of the Tigers": the state that
/// the phrase names is the one that ended, so its holder is who lost the place. A phrase of its own
/// ("the last bastion of …") presupposes that the state lasted till then; an attribute only says whose
/// the place was.
pub fn fold_states(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let holds: Vec<(usize, Claim)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.claim.kind == "control.hold")
        .map(|(index, d)| (index, d.claim.clone()))
        .collect();
    let by_noun: Vec<bool> = drafts
        .iter()
        .map(|d| {
            scene.arcs.analysis.pos(d.trigger) == "NOUN" && scene.lemma(d.trigger) != "control"
        })
        .collect();
    let mut own: Vec<usize> = Vec::new();
    let mut ended: Vec<(usize, Option<jiff::civil::Date>)> = Vec::new();
    for (index, hold) in holds {
        let Some(holder) = hold.control.as_ref().and_then(|c| c.holder.clone()) else { continue };
        let denied = |d: &Draft| d.claim.modality == Modality::Denied;
        for draft in drafts.iter_mut().filter(|d| is_change(&d.claim.kind) && !denied(d)) {
            let claim = &mut draft.claim;
            let same = claim.quote.span == hold.quote.span
                && matches!((claim.places.first(), hold.places.first()), (Some(a), Some(b)) if crate::places::same_place(a, b));
            let Some(control) = claim.control.as_mut().filter(|_| same) else { continue };
            if control.holder.as_ref() == Some(&holder) {
                // "captured the town, the opposition's last stronghold": nobody takes his own
                let noun = by_noun.get(index).is_some_and(|noun| *noun);
                if noun && hold.when.interval.basis != Basis::Text {
                    own.push(index);
                }
                continue;
            }
            // "The rebels now hold the town, which the army abandoned": the state that came of it.
            if control.lost_by.as_ref().is_some_and(|loser| *loser != holder) {
                if control.status == ControlStatus::Lost && control.holder.is_none() {
                    control.holder = Some(holder.clone());
                }
                continue;
            }
            // "is theirs again after gunmen had left": who left is somebody else, though without a name
            let left = claim.kind == "control.loss" && control.lost_by.is_none();
            let who = || claim.by.iter().chain(&claim.against);
            if left && who().next().is_some() && who().all(|actor| party(actor) != holder) {
                continue;
            }
            control.lost_by.get_or_insert_with(|| holder.clone());
            let days = |when: &When| (when.interval.first, when.interval.last);
            let happened = matches!(claim.modality, Modality::Asserted | Modality::Claimed);
            // "The army said it had retaken it, but the rebels insisted they were still in control"
            let source = |claim: &Claim| claim.according_to.first().map(|s| s.name.clone());
            let gainsaid = source(claim).is_some()
                && source(&hold).is_some()
                && source(claim) != source(&hold);
            if happened
                && !gainsaid
                && (hold.when.interval.basis != Basis::Text
                    || days(&hold.when) == days(&claim.when))
            {
                ended.push((index, claim.when.interval.first));
            }
        }
    }
    let mut dropped = own;
    for (index, change) in ended {
        let Some(draft) = drafts.get_mut(index) else { continue };
        let attribute = scene.arcs.analysis.dep(draft.trigger) == "amod";
        let eve = change.and_then(|day| day.yesterday().ok());
        let Some(eve) = eve.filter(|_| !attribute) else {
            dropped.push(index);
            continue;
        };
        draft.claim.inferred = true;
        let interval = &mut draft.claim.when.interval;
        (interval.first, interval.last) = (Some(eve), Some(eve));
        interval.precision = dateline_time::Precision::Day;
        interval.bound = dateline_time::Bound::Throughout;
        interval.basis = Basis::Inherited;
        draft.claim.when.text = None;
        draft.claim.why.push("held until the change that the sentence tells of".to_owned());
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !dropped.contains(&(at - 1))
    });
}

/// "walked into the town on Tuesday. The militants had left it days before": an entry is a gain where the
/// sentence beside it says that those who held the place have left.
pub fn left_before(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    // Told in the pluperfect: before the entry.
    let earlier = |trigger: usize| {
        a.tag(trigger) == "VBN"
            && a.children(trigger)
                .any(|c| a.dep(c) == "aux" && a.lemma(c) == "have" && a.tag(c) == "VBD")
    };
    let left: Vec<(usize, Claim)> = drafts
        .iter()
        .filter(|d| {
            d.claim.kind == "control.loss"
                && d.claim.modality == Modality::Asserted
                && earlier(d.trigger)
        })
        .map(|d| (a.sentence_of(d.trigger), d.claim.clone()))
        .collect();
    for draft in drafts.iter_mut().filter(|d| d.claim.kind == "battle.advance") {
        let sentence = a.sentence_of(draft.trigger);
        let enters = scene.arcs.lexicon.nouns.entering.contains(&scene.lemma(draft.trigger))
            && matches!(draft.claim.modality, Modality::Asserted | Modality::Claimed);
        let Some(ours) = draft.claim.by.first().map(party).filter(|_| enters) else { continue };
        let gone = left.iter().find(|(other, loss)| {
            *other == sentence + 1
                && is_there(loss, &draft.claim)
                && loss.control.as_ref().is_some_and(|c| {
                    c.extent == Extent::Whole
                        && c.lost_by.is_some()
                        && c.lost_by.as_ref() != Some(&ours)
                })
        });
        let Some((_, loss)) = gone else { continue };
        draft.claim.kind = "control.gain".to_owned();
        draft.claim.control = Some(Control {
            holder: Some(ours),
            lost_by: loss.control.as_ref().and_then(|c| c.lost_by.clone()),
            besieged_by: None,
            status: ControlStatus::Held,
            extent: Extent::Whole,
            part: None,
        });
        draft.claim.why.push("entered after those who held it had left".to_owned());
    }
}

/// "The rebels took the town. The army confirmed that its men had pulled out": who withdraws without a word of
/// where, right after somebody else is said to have taken a town, has left that town.
pub fn gave_up(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let a = scene.arcs.analysis;
    let happened = |claim: &Claim| matches!(claim.modality, Modality::Asserted | Modality::Claimed);
    for at in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let Some(draft) = rest.first_mut() else { continue };
        let claim = &draft.claim;
        let sentence = a.sentence_of(draft.trigger);
        let tokens = a.sentences()[sentence].clone();
        let elsewhere = scene.toponyms.iter().any(|t| {
            tokens.contains(&t.tokens.start)
                && t.role == ToponymRole::Location
                && t.place.kind != "country"
        });
        let Some(ours) = claim.by.first().map(party) else { continue };
        // "confirmed that its men had pulled out"
        let conceded = scene.arcs.is_verb(draft.trigger)
            && a.dep(draft.trigger) == "ccomp"
            && scene.arcs.lexicon.nouns.departing.contains(&scene.lemma(draft.trigger))
            && scene.arcs.lexicon.reporting.verbs.contains(&scene.lemma(a.head(draft.trigger)));
        if claim.kind != "forces.withdrawn"
            || !conceded
            || !claim.places.is_empty()
            || !happened(claim)
            || elsewhere
        {
            continue;
        }
        let taken = before.iter_mut().rev().find(|other| {
            let taking = matches!(other.claim.kind.as_str(), "control.gain" | "control.transfer");
            let near = a.sentence_of(other.trigger) + 1 == sentence;
            let theirs = other.claim.control.as_ref().and_then(|c| c.holder.as_ref());
            let town = other.claim.places.first();
            taking
                && near
                && happened(&other.claim)
                && theirs.is_some_and(|holder| *holder != ours)
                && town.is_some_and(|place| crate::places::is_settlement(&place.kind))
        });
        let Some(taken) = taken else { continue };
        if let Some(control) = &mut taken.claim.control
            && control.lost_by.is_none()
        {
            control.lost_by = Some(ours.clone());
        }
        let claim = &mut draft.claim;
        claim.kind = "control.loss".to_owned();
        claim.places.clone_from(&taken.claim.places);
        claim.control = Some(Control {
            holder: None,
            lost_by: Some(ours.clone()),
            besieged_by: None,
            status: ControlStatus::Lost,
            extent: Extent::Whole,
            part: None,
        });
        let speaker = draft.chain.links.first().and_then(|link| scene.party_behind(link));
        if speaker.as_ref() == Some(&ours) {
            claim.interest = Interest::Against;
        }
        claim.modality = Modality::Asserted;
        claim.why.push("who withdrew had held the town that was taken".to_owned());
    }
}

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
    if !scene.arcs.lexicon.reporting.verbs.contains(&scene.lemma(saying)) {
        return None;
    }
    let clause = a.children(saying).find(|&c| a.dep(c) == "ccomp" && a.lemma(c) == "be")?;
    let predicate = a.children(clause).find(|&c| matches!(a.dep(c), "attr" | "acomp"))?;
    let negated = !scene.arcs.negations(clause).is_empty();
    let untrue = scene.arcs.lexicon.denied.predicates.contains(&scene.lemma(predicate));
    let subject = a.child(clause, "nsubj")?;
    (untrue && !negated && points_back(&scene.lemma(subject))).then_some(subject)
}

/// Whether a type is a deed that somebody can be accused of.
fn is_deed(kind: &str) -> bool {
    let family = kind.split('.').next().unwrap_or(kind);
    matches!(family, "strike" | "bombing" | "civilians" | "harm" | "mines")
        || kind == "truce.breached"
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
        if belied.is_none() && !scene.arcs.lexicon.denial_saying.contains(&scene.lemma(token)) {
            continue;
        }
        // One that says what it denies has been read already.
        let clause = a
            .children(token)
            .filter(|_| belied.is_none())
            .find(|&c| c > token && matches!(a.dep(c), "ccomp" | "xcomp"));
        let mut object = belied.or_else(|| scene.arcs.objects(token).into_iter().next());
        // "denied carrying out the attack", "that it was behind the blast": which one, the report has said
        let deed = clause.and_then(|verb| scene.deed_disowned(verb));
        if deed.is_some() {
            object = deed;
        }
        let says_what = clause.is_some() && deed.is_none();
        let points_back = object.is_some_and(|o| points_back(&scene.lemma(o)));
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
        let denied = |d: &Draft| {
            let claim = &d.claim;
            let told = d.trigger < token
                && token - d.trigger < 120
                && matches!(claim.modality, Modality::Asserted | Modality::Claimed);
            let of = |actors: &[dateline_actor::Actor]| {
                who.is_some() && actors.iter().any(|actor| Some(party(actor)) == who)
            };
            // "The rebels said that they were in control. The government denied this."
            let held = claim.kind == "control.hold" && claim.modality == Modality::Claimed;
            let change = (is_change(&claim.kind) || held)
                && d.chain.links.first().and_then(|l| scene.party_behind(l)) != who;
            let deed = is_deed(&claim.kind) && (of(&claim.by) || points_back && of(&claim.against))
                || disowns && is_deed(&claim.kind) && claim.by.is_empty() && who.is_some();
            told && (points_back && change || deed)
        };
        let Some(before) = drafts.iter().rev().find(|d| denied(d)) else { continue };
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
