//! Where a match happened, when its own words leave that to the clause, the sentence or the one before.

use dateline_place::ToponymRole;

use super::Assembly;
use super::settle::{HEADING, is_headline};
use crate::claim::Extent;
use crate::matcher::Match;
use crate::ontology::file::PlaceNeed;
use crate::places::PlaceArgument;

impl Assembly<'_> {
    /// The places of a match, as its type needs them.
    pub(super) fn places(
        &self,
        found: &Match,
        need: PlaceNeed,
        why: &mut Vec<String>,
    ) -> Vec<PlaceArgument> {
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
        // "retaliated with air strikes": not where the rockets fell before
        if self.retaliates(found.trigger) {
            return Vec::new();
        }
        if self.is_heading(found.trigger) {
            // "Air strike on market" above an item of a live blog: its text says where.
            return Vec::new();
        }
        if self.recalls(self.scene.arcs.clause(found.trigger)) {
            return Vec::new();
        }
        if need == PlaceNeed::Inherited && self.is_somewhere(found.trigger) {
            why.push("place: an area that is not named".to_owned());
            return self.country(found).into_iter().collect();
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

    /// "fled the region", "were brought out of villages along the front": somewhere that nothing names, and not the
    /// town that was told of before.
    fn is_somewhere(&self, trigger: usize) -> bool {
        let scene = self.scene;
        let a = scene.arcs.analysis;
        let nouns = &scene.arcs.lexicon.nouns;
        let of_place = |noun: usize| {
            let lemma = scene.lemma(noun);
            let area = nouns.place.contains(&lemma) && !nouns.settlements.contains(&lemma);
            let several = nouns.settlements.contains(&lemma) && a.tag(noun) == "NNS";
            // "abandoned their positions": theirs in the place told of
            let own = a.children(noun).any(|c| a.dep(c) == "poss");
            (area || several) && !own && a.pos(noun) == "NOUN" && scene.places_of(noun).is_empty()
        };
        let from = ["from", "out"].into_iter().flat_map(|word| scene.arcs.obliques(trigger, word));
        scene.arcs.is_verb(trigger)
            && scene.arcs.objects(trigger).into_iter().chain(from).any(of_place)
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
            class.is_some_and(|class| class.contains(&lemma))
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

    /// Whether a deed answers another: "retaliated with air strikes", "bombed targets in response".
    fn retaliates(&self, trigger: usize) -> bool {
        let arcs = &self.scene.arcs;
        let classes = &arcs.lexicon.classes;
        let is = |class: &str, word: &str| {
            classes.get(class).is_some_and(|words| words.iter().any(|w| w == word))
        };
        let clause = arcs.clause(trigger);
        let verb = self.scene.lemma(clause);
        let particle = arcs.analysis.children(clause).find(|&c| arcs.analysis.dep(c) == "advmod");
        let phrase = particle.map(|c| format!("{verb} {}", self.scene.lemma(c)));
        trigger != clause
            && (is("retaliates", &verb) || phrase.is_some_and(|phrase| is("retaliates", &phrase)))
            || arcs.obliques(clause, "in").into_iter().any(|t| is("occasion", &self.scene.lemma(t)))
    }

    /// The region of which the sentence before tells, the only place that it names: for the dead and
    /// the displaced of whom the next one tells, and for what is fired and done there.
    fn scene_before(&self, found: &Match) -> Option<PlaceArgument> {
        let scene = self.scene;
        let family = &self.ontology.type_of(&self.ontology.frames[found.frame]).family;
        let harm = family == "harm" && !(self.counts)(found.trigger).is_empty();
        if !harm && !matches!(family.as_str(), "strike" | "bombing") {
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
            // "a ceasefire brokered by the United States": who acts is not where
            let agent = a.dep(head) == "pobj" && a.dep(a.head(head)) == "agent";
            let modifies = modifies || agent;
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
                    if found.is_empty()
                        && matches!(preposition, "in" | "at" | "on" | "near" | "along" | "across")
                    {
                        // "in a market at the town"
                        let within = ["in", "at", "of", "near"].iter();
                        let inner = within.flat_map(|p| {
                            tokens.iter().flat_map(move |&token| arcs.obliques(token, p))
                        });
                        found.extend(inner.flat_map(|token| scene.places_of(token)));
                        if found.is_empty() {
                            found.extend(tokens.iter().find_map(|&road| scene.between_towns(road)));
                        }
                    }
                    // "took the town in the country's east after a day of shelling": in the town
                    let area = |p: &PlaceArgument| {
                        matches!(p.place.kind.as_str(), "country" | "admin1" | "region")
                    };
                    if !found.is_empty()
                        && argument == anchor
                        && arcs.is_verb(anchor)
                        && anchor != trigger
                        && found.iter().all(area)
                    {
                        let towns = self.object_towns(anchor, &found);
                        if !towns.is_empty() {
                            return towns;
                        }
                    }
                    // "peacekeepers from Spain": whose they are, and not where
                    if preposition == "from" && argument != anchor && found.iter().all(area) {
                        continue;
                    }
                    if !found.is_empty() {
                        crate::matcher::drop_containers(scene, &mut found);
                        return found;
                    }
                }
                if let Some(town) = scene.between_towns(argument) {
                    return vec![town];
                }
            }
        }
        Vec::new()
    }

    /// The towns of these areas' countries that a verb has for its objects.
    fn object_towns(&self, verb: usize, areas: &[PlaceArgument]) -> Vec<PlaceArgument> {
        let scene = self.scene;
        let towns = scene.arcs.objects(verb).into_iter().flat_map(|token| scene.places_of(token));
        towns
            .filter(|town| {
                crate::places::is_settlement(&town.place.kind)
                    && town.place.id.is_some()
                    && areas.iter().any(|area| area.place.country == town.place.country)
            })
            .collect()
    }

    /// The one town that the sentence names.
    fn sentence_place(&self, trigger: usize, moves: bool) -> Option<PlaceArgument> {
        let a = self.scene.arcs.analysis;
        // "to Goma", "to the east bank of the Drina"
        let goal = |head: usize| {
            let mut preposition = a.head(head);
            while a.lemma(preposition) == "of" && a.dep(a.head(preposition)) == "pobj" {
                preposition = a.head(a.head(preposition));
            }
            matches!(a.lemma(preposition), "to" | "towards" | "toward" | "into")
        };
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
                && !self.is_where_told(trigger, self.scene.head_of(t))
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

    /// "…, the minister said in the capital on Friday": where it was told, and not where it was.
    fn is_where_told(&self, trigger: usize, place: usize) -> bool {
        let arcs = &self.scene.arcs;
        let a = arcs.analysis;
        let verb = a.head(a.head(place));
        a.dep(place) == "pobj"
            && a.dep(a.head(place)) == "prep"
            && matches!(a.lemma(a.head(place)), "in" | "at")
            && arcs.is_verb(verb)
            && arcs.lexicon.reporting.verbs.contains(&self.scene.lemma(verb))
            && arcs.clause(trigger) != verb
            && a.children(verb).any(|c| {
                matches!(a.dep(c), "ccomp" | "parataxis") && a.subtree(c).contains(&trigger)
            })
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
        // "were repelled when they tried to enter the town"
        let tries = |verb: usize| arcs.lexicon.attempted.verbs.contains(&self.scene.lemma(verb));
        if a.dep(theirs) == "xcomp" && tries(a.head(theirs)) {
            theirs = a.head(theirs);
        }
        while a.dep(theirs) == "conj"
            && arcs.is_verb(a.head(theirs))
            && arcs.own_subject(theirs).is_none()
        {
            theirs = a.head(theirs);
        }
        // "when soldiers fired on women marching in the town"
        if a.dep(theirs) == "acl" && a.tag(theirs) == "VBG" {
            let above = arcs.clause(a.head(theirs));
            if a.dep(above) == "advcl" && above != theirs {
                theirs = above;
            }
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
        // "who had taken refuge in the town": where they still were
        let below = (a.dep(theirs) == "acl"
            || a.dep(theirs) == "relcl"
                && (a.tag(theirs) == "VBG" || crate::mending::is_stay(a, arcs.lexicon, theirs)))
            && arcs.clause(a.head(theirs)) == ours;
        let purpose = self.scene.is_purpose(theirs);
        if purpose && arcs.clause(a.head(theirs)) == ours && ours != theirs {
            return true;
        }
        // "bombed positions held by rebels near the town": the place of what was hit
        let situated = self.scene.arcs.lexicon.classes.get("situated");
        let lies = a.tag(theirs) == "VBN"
            && a.dep(a.head(theirs)) == "dobj"
            && arcs.is_verb(ours)
            && situated.is_some_and(|words| words.contains(&self.scene.lemma(theirs)));
        if below && lies {
            return true;
        }
        // "were among five people killed in the town"
        let harmed = self.ontology.counts.killed.object.contains(&self.scene.lemma(theirs))
            || self.ontology.counts.wounded.object.contains(&self.scene.lemma(theirs));
        let stays = crate::mending::is_stay(a, arcs.lexicon, theirs);
        if below && (a.tag(theirs) == "VBG" || stays || !arcs.is_verb(ours) || harmed) {
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
}
