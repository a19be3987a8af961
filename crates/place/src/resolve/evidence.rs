//! What speaks for a name's being a place, and against it: the recogniser's label, the words beside it,
//! the arcs, how well known the place is.

use std::ops::Range;

use crate::gazetteer::Candidate;
use crate::kind::Kind;

use super::mention::{Finder, Label, Mention};
use super::words;

impl Finder<'_, '_> {
    /// Context of a match: what speaks for and against its being a place.
    pub(super) fn weigh(
        &self,
        name: Range<usize>,
        found: &[Candidate],
        sentence: &Range<usize>,
        shouting: bool,
    ) -> Option<Mention> {
        let analysis = self.analysis;
        let text = self.text(name.clone());
        let plain = crate::fold::plain(text);
        let label = self.cover.label(name.start);
        let covering = self.cover.name(name.start);
        let same_cover = (name.start..name.end).all(|token| self.cover.name(token) == covering);
        let cover_tokens = covering.map(|cover| {
            let tokens = &analysis.names()[cover].tokens;
            let mut start = tokens.start as usize;
            let mut end = tokens.end as usize;
            // "Near Raqqah" is what the recogniser makes of a sentence's head.
            while start < end
                && (self.lower(start) == "the" || words::is_locative(&self.lower(start)))
            {
                start += 1;
            }
            while end > start && matches!(self.word(end - 1), "'s" | "’s" | "'" | "’") {
                end -= 1;
            }
            start..end
        });

        let best = found.iter().map(|one| self.prominence(one)).fold(0.0, f32::max);
        let demonym = found.iter().any(|one| one.demonym);
        let exact = found.iter().any(|one| one.exact);
        let mut kinds: &'static [Kind] = &[];
        let mut tokens = name.clone();
        let mut evidence = 0.0;
        let mut site = false;
        let mut inside = false;

        // The name recogniser.
        match label {
            Label::Gpe => evidence += 3.0,
            Label::Loc | Label::Fac => evidence += 2.5,
            Label::Norp => evidence += if demonym { 3.0 } else { 0.0 },
            Label::Other => evidence -= 1.6,
            Label::Person => evidence -= 2.0,
            Label::Org => evidence -= 0.8,
            Label::None => {}
        }
        if let Some(cover) = &cover_tokens
            && same_cover
            && (cover.start < name.start || cover.end > name.end)
        {
            // Only a piece of the name: what is the rest?
            let rest = (cover.start..name.start).chain(name.end..cover.end);
            let strange = rest
                .filter(|&token| self.is_capital(token))
                .filter(|&token| {
                    let word = self.lower(token);
                    !words::is_direction(&word) && words::feature(&word, None).is_none()
                })
                .count();
            let proper = words::feature(&self.lower(name.end - 1), None).is_some();
            let office = (name.end..cover.end).any(|token| words::is_institution(self.word(token)));
            let leads =
                name.start == cover.start || name.start > 0 && self.word(name.start - 1) == "of";
            // "West Timor", "North Kivu": the wind is no place of its own.
            let wind = name.len() == 1 && words::is_direction(&self.lower(name.start));
            if wind && strange > 0 {
                return None;
            }
            match label {
                Label::Person
                    if strange > 0
                        && !(office
                            || self.is_list(cover, &name)
                            || (proper && name.len() > 1)) =>
                {
                    return None;
                }
                // Two towns that the recogniser took for one name.
                Label::Org | Label::Person | Label::Other if self.is_list(cover, &name) => {
                    evidence += 1.5;
                }
                Label::Person if strange > 0 => {
                    inside = true;
                    evidence += 1.0;
                }
                // "Arlington Chamber of Commerce", "University of Georgia".
                Label::Org => {
                    inside = true;
                    evidence += if leads { 1.0 } else { -0.7 };
                }
                Label::Gpe | Label::Loc | Label::Fac if office => {
                    inside = true;
                }
                Label::Gpe | Label::Loc | Label::Fac if strange > 0 => {
                    // A list or an address keeps its towns apart with commas.
                    let comma = (cover.start..cover.end).any(|token| self.word(token) == ",");
                    if !comma {
                        evidence -= 3.0;
                        inside = true;
                    }
                }
                _ => {}
            }
        }

        // Feature words after the name: "Anbar province", "Mosul airport".
        let next = name.end;
        if next < sentence.end {
            let first = self.lower(next);
            let second = (next + 1 < sentence.end).then(|| self.lower(next + 1));
            // "Georgia's governor": countries have presidents, divisions governors.
            if matches!(first.as_str(), "'s" | "’s")
                && matches!(second.as_deref(), Some("governor" | "legislature" | "lieutenant"))
                && let Some((feature, _)) = words::feature("province", None)
            {
                kinds = feature.kinds;
            }
            if let Some((feature, length)) = words::feature(&first, second.as_deref())
                && !found.iter().all(|one| one.demonym)
                // "the Somali port of Kismayo", "the Black Sea port of Zenda": the port is another's
                // and "the Ruritanian village of Zenda"
                && !((demonym && feature.kinds[0].is_facility()
                    || matches!(feature.kinds[0], Kind::Town | Kind::Port))
                    && next + length + 1 < sentence.end
                    && self.lower(next + length) == "of"
                    && self.is_capital(next + length + 1))
            {
                let proper = self.is_capital(next);
                let area = feature.kinds[0] <= Kind::Admin2 || feature.kinds[0] == Kind::Region;
                kinds = feature.kinds;
                evidence += if area { 2.0 } else { 1.0 };
                let the = name.start > sentence.start && self.lower(name.start - 1) == "the";
                if kinds[0] == Kind::Facility && !proper && !the {
                    // "a Springfield school": the town is what it names.
                    kinds = &[];
                } else if kinds[0].is_facility() {
                    // "the Rafah crossing" has nobody's name.
                    if the && label == Label::Person {
                        evidence += 1.2;
                    }
                    site = true;
                    tokens.end = next + length;
                } else if proper && !shouting {
                    tokens.end = next + length;
                }
            } else if words::is_surroundings(&first) {
                evidence += 1.5;
            } else if matches!(first.as_str(), "-" | "–") && next + 1 < sentence.end {
                let second = self.lower(next + 1);
                if words::is_backing(&second)
                    || matches!(second.as_str(), "based" | "held" | "born" | "controlled" | "area")
                {
                    evidence += 1.5;
                }
            } else if self.is_capital(next)
                && !shouting
                && !label.is_place()
                && !demonym
                && self.analysis.span(next).start <= self.analysis.span(next - 1).end + 1
            {
                // "Paris Hilton", "Madison Avenue": the name goes on.
                evidence -= 1.5;
                inside = true;
            }
        }

        // Words before the name.
        let (mut near, mut stands, mut titled) = (false, false, false);
        if let Some(mut previous) = self.before(name.start).filter(|&p| p >= sentence.start) {
            if self.is_capital(previous)
                && !shouting
                && previous > sentence.start
                && !label.is_place()
                && !words::is_direction(self.word(previous))
                && !demonym
                && analysis.pos(previous) == "PROPN"
                && self.cover.label(previous) != Label::Gpe
                && words::feature(&self.lower(previous), None).is_none()
            {
                evidence -= 1.5;
                inside = true;
            }
            if words::is_title(self.word(previous)) && label != Label::Gpe {
                evidence -= 3.0;
                titled = true;
            }
            while words::is_direction(self.word(previous)) || self.lower(previous) == "the" {
                if words::is_direction(self.word(previous)) {
                    evidence += 0.7;
                }
                match self.before(previous).filter(|&p| p >= sentence.start) {
                    Some(earlier) => previous = earlier,
                    None => break,
                }
            }
            let word = self.lower(previous);
            // "air strikes on Khan Shaykhun": what is struck is no person
            let struck = word == "on"
                && previous > sentence.start
                && words::is_strike(&analysis.lemma(previous - 1).to_lowercase());
            if words::is_locative(&word) || struck {
                stands = true;
                evidence +=
                    if struck || matches!(word.as_str(), "in" | "near" | "outside" | "inside") {
                        1.6
                    } else {
                        0.9
                    };
                // "in Dakar", "at Kiryat Shmona": nobody is in a person, and two words in a row are
                // seldom a town's by chance.
                let main = found.iter().any(|one| one.exact && (one.main || one.hand));
                if matches!(label, Label::Person | Label::Other | Label::Org)
                    && main
                    && same_cover
                    && !self.surnames.contains(text)
                    && (name.len() > 1
                        || struck
                        || matches!(
                            word.as_str(),
                            "in" | "near" | "outside" | "inside" | "into" | "around"
                        ))
                {
                    evidence += 1.2;
                }
            } else if word == "on" {
                evidence += 0.4;
            }
            if matches!(word.as_str(), "near" | "outside" | "around") {
                near = true;
            }
            if matches!(word.as_str(), "of" | "from") {
                if let Some(noun) = self.before(previous).filter(|&p| p >= sentence.start) {
                    let noun_word = self.lower(noun);
                    if words::is_nearness_noun(&noun_word) {
                        near = true;
                        evidence += 1.5;
                    }
                    let earlier = (noun > sentence.start).then(|| self.lower(noun - 1));
                    let two = earlier
                        .as_deref()
                        .and_then(|earlier| words::feature(earlier, Some(&noun_word)));
                    let feature = two
                        .filter(|(_, length)| *length == 2)
                        .or_else(|| words::feature(&noun_word, None));
                    // "the village of Qaim", but "the airport of Mosul" names the town.
                    // In "the Hamidiya district of Deir Ezzor" the district is Hamidiya.
                    let owned = noun > sentence.start
                        && self.is_capital(noun - 1)
                        && self.cover.label(noun - 1) != Label::Norp
                        && analysis.pos(noun - 1) != "ADJ";
                    // "the Ruritanian village of Zenda": the village is Zenda
                    let owned = owned && feature.is_none_or(|(f, _)| f.kinds[0] != Kind::Town);
                    if owned && feature.is_some() {
                        evidence += 1.5;
                    } else if let Some((feature, _)) = feature
                        && kinds.is_empty()
                        && word == "of"
                    {
                        let part = feature.kinds[0].is_facility()
                            && feature.kinds[0] != Kind::Neighbourhood
                            && feature.kinds[0] != Kind::BorderPost;
                        // "the neighbourhoods of Aleppo" are not Aleppo's name.
                        let many = noun_word.ends_with('s') && feature.kinds[0] != Kind::Mountain;
                        if !part && !many && !matches!(noun_word.as_str(), "capital" | "area") {
                            kinds = feature.kinds;
                            stands = true;
                        }
                        // A name that is known is no less a town than one that is not.
                        let town =
                            feature.kinds[0] == Kind::Town && !many && noun_word != "capital";
                        evidence += if town { 4.2 } else { 3.0 };
                    }
                }
            } else if let Some((feature, 1)) = words::feature(&word, None)
                && kinds.is_empty()
                && !matches!(word.as_str(), "state" | "area" | "country" | "base" | "division")
            {
                // "the town Husaybah", "River Jordan", "Lake Chad".
                let before = self.is_capital(previous);
                if matches!(
                    feature.kinds[0],
                    Kind::River | Kind::Lake | Kind::Mountain | Kind::Camp
                ) || !before
                {
                    evidence += 0.8;
                    if feature.kinds[0] == Kind::Town {
                        kinds = feature.kinds;
                    }
                }
            }
            if word == "," && previous > sentence.start {
                // "Athens, Ga.": the link is judged later.
                evidence += 0.4;
            }
        }
        if name.end < sentence.end {
            let after = self.lower(name.end);
            near |= words::is_surroundings(&after) || after == "area";
        }

        let argument = self.argument(&name, label);
        evidence += argument;
        // "the battle for Stalingrad": battles are for places.
        if label == Label::Person
            && argument >= 1.6
            && !stands
            && same_cover
            && !self.surnames.contains(text)
            && found.iter().any(|one| one.exact && (one.main || one.hand))
        {
            evidence += 1.2;
        }

        if self.is_dateline(&name, sentence) {
            evidence += 2.5;
            inside = false;
        }

        // Prominence, and the marks of an everyday word.
        evidence += best;
        let single = name.len() == 1;
        let pos = analysis.pos(name.start);
        // "the western town of Man"
        let called = stands && kinds.first() == Some(&Kind::Town);
        let everyday = single && words::is_everyday(&plain) && !label.is_place() && !called;
        if everyday {
            evidence -= 4.0;
        }
        if single && !matches!(pos, "PROPN") && !demonym {
            evidence -= 1.8;
        }
        if name.start == sentence.start
            && single
            && label == Label::None
            && best < 2.0
            && argument < 1.6
        {
            evidence -= 0.8;
        }
        if !exact {
            evidence -= 0.8;
        }
        if demonym && !label.is_place() && matches!(pos, "ADJ" | "PROPN" | "NOUN") {
            evidence += 1.0;
        }
        // Two or three capital letters: a state after a comma, or a well-known country.
        if text.len() <= 3 && text.bytes().all(|b| b.is_ascii_uppercase()) && best < 2.0 {
            evidence -= 2.0;
        }
        if shouting && !label.is_place() {
            evidence -= 0.8;
        }
        // "the Old City of Homs" is a part of Homs.
        let of = name.end < sentence.end && self.word(name.end) == "of";
        if of && matches!(plain.as_str(), "old city" | "old town" | "green zone" | "city centre") {
            evidence -= 6.0;
        }
        if single && self.surnames.contains(text) {
            evidence -= 2.5;
        }

        Some(Mention {
            tokens,
            name,
            candidates: found.to_vec(),
            kinds,
            near,
            evidence,
            argument,
            label,
            site,
            container: None,
            inside,
            everyday,
            listed: false,
            stands,
            titled,
        })
    }

    pub(super) fn is_place_noun(&self, token: usize) -> bool {
        matches!(
            self.analysis.lemma(token).to_lowercase().as_str(),
            "city"
                | "town"
                | "village"
                | "port"
                | "capital"
                | "suburb"
                | "settlement"
                | "stronghold"
                | "bastion"
                | "birthplace"
                | "hometown"
                | "outpost"
                | "post"
                | "junction"
                | "crossroads"
                | "hub"
                | "hamlet"
                | "base"
                | "enclave"
        )
    }

    /// What the arcs say: the object of "capture", the subject of "fall", "withdrew from", "on" an
    /// assault. Names of towns that the recogniser has never seen stand there.
    pub(super) fn argument(&self, name: &Range<usize>, label: Label) -> f32 {
        let analysis = self.analysis;
        let last = name.end - 1;
        let head = analysis.head(last);
        if head == last || analysis.pos(last) != "PROPN" && !self.is_capital(last) {
            return 0.0;
        }
        // "captured A and B": the second stands where the first does.
        let (mut at, mut governor) = (last, head);
        let mut steps = 0;
        while matches!(analysis.dep(at), "conj" | "appos" | "compound") && steps < 6 {
            at = governor;
            governor = analysis.head(at);
            steps += 1;
            if governor == at {
                break;
            }
        }
        // "held the town's northern suburbs", "seized its airport": what owns a part stands where that does
        let owner = analysis.dep(at) == "poss" && words::is_of_town(&self.lower(governor));
        if owner {
            (at, governor) = (governor, analysis.head(governor));
        }
        let verb = analysis.lemma(governor).to_lowercase();
        let found: f32 = match analysis.dep(at) {
            "dobj" if words::is_taken(&verb) && self.is_by_force(governor) => 3.2,
            "dobj" | "nsubjpass" if words::is_taken(&verb) => {
                if words::is_of_people(&verb) {
                    2.0
                } else {
                    3.0
                }
            }
            // a name that the tagger took for an adverb: "captured Bakhmut from"
            "advmod" | "npadvmod" if last == head + 1 && words::is_taken(&verb) => 3.0,
            "nsubj" if verb == "fall" && analysis.child(governor, "prep").is_some() => 2.6,
            "nsubj" if self.in_hands(governor) => 3.0,
            // "Gao captured by rebels", as a headline has it
            "nsubj" if words::is_taken(&verb) && self.is_done_by_force(governor) => 3.2,
            "nsubj" | "nsubjpass" | "dobj" if self.passes_to(governor) => 2.6,
            // "declared Gao liberated"
            "nsubj" if words::is_taken(&verb) && self.is_declared(governor) => 3.0,
            "nsubj" if matches!(verb.as_str(), "fall" | "remain" | "stay" | "lie") => 1.6,
            // "Kunduz is the only city still in …"
            "nsubj" | "nsubjpass"
                if analysis.child(governor, "attr").is_some_and(|c| self.is_place_noun(c)) =>
            {
                1.6
            }
            "pobj" => {
                let above = analysis.head(governor);
                let word = analysis.lemma(above).to_lowercase();
                // "fought their way into N'Djamena", "seeks control of Bentiu"
                let entered = verb == "into" && self.is_by_force(above);
                // "laid siege to Popasna", "hoisted their flag over it", "gained control over it"
                let done = analysis.children(above).any(|noun| {
                    analysis.dep(noun) == "dobj"
                        && noun < governor
                        && (words::is_about_place(&analysis.lemma(noun).to_lowercase())
                            || matches!(analysis.lemma(noun), "flag" | "banner" | "tricolour"))
                });
                let held = verb == "of"
                    && matches!(
                        word.as_str(),
                        "control"
                            | "centre"
                            | "center"
                            | "outskirt"
                            | "street"
                            | "resident"
                            | "inhabitant"
                            | "mayor"
                            | "villager"
                    );
                if entered || held && matches!(label, Label::Person | Label::Org) {
                    2.6
                } else if words::is_taken(&word)
                    || words::is_about_place(&word)
                    || words::is_share(&word)
                    || done
                    || matches!(verb.as_str(), "through" | "throughout")
                    || verb == "of" && words::is_of_places(&word)
                    || self.lower(name.start) != "operation" && self.befalls_in(governor)
                {
                    1.6
                } else {
                    0.0
                }
            }
            _ => 0.0,
        };
        let found = if owner { found.max(1.6) } else { found };
        // "Gao, the largest town in the north"
        let called = analysis
            .children(last)
            .any(|child| analysis.dep(child) == "appos" && self.is_place_noun(child));
        let found = if called { found.max(2.2) } else { found };
        // "Dubrovnik, besieged by the army"
        let befallen = analysis.children(last).any(|child| {
            analysis.dep(child) == "acl"
                && analysis.tag(child) == "VBN"
                && words::is_taken(&analysis.lemma(child).to_lowercase())
        });
        let found = if befallen { found.max(3.0) } else { found };
        // A person can be captured too, but not besieged.
        // "left Srebrenica for Tuzla"
        let departed = verb == "leave"
            && analysis.children(governor).any(|child| {
                analysis.lemma(child) == "for"
                    && analysis.child(child, "pobj").is_some_and(|c| self.cover.label(c).is_place())
            });
        let forced = analysis.dep(at) == "dobj" && (departed || self.is_by_force(governor));
        let person = label == Label::Person && words::is_of_people(&verb) && !called && !forced;
        if person { found * 0.5 } else { found }
    }

    /// "killed in Houla", "hit a school in Houla": whether something befalls people where a preposition says.
    pub(super) fn befalls_in(&self, preposition: usize) -> bool {
        let analysis = self.analysis;
        if !matches!(
            analysis.lemma(preposition).to_lowercase().as_str(),
            "in" | "near" | "outside" | "at"
        ) {
            return false;
        }
        let mut at = analysis.head(preposition);
        for _ in 0..4 {
            if words::befalls(&analysis.lemma(at).to_lowercase()) {
                return true;
            }
            // "opened fire at", "left nine people dead in"
            let done = analysis.child(at, "dobj").or_else(|| analysis.child(at, "oprd"));
            if done.is_some_and(|noun| words::befalls(&analysis.lemma(noun).to_lowercase())) {
                return true;
            }
            let argument = matches!(
                analysis.dep(at),
                "dobj" | "pobj" | "nsubj" | "nsubjpass" | "prep" | "conj" | "appos" | "compound"
            );
            if !argument {
                return false;
            }
            at = analysis.head(at);
        }
        false
    }

    /// Whether the name is the subject of a verb of saying or doing that only persons have, or has a
    /// title before it: "Nkunda said".
    pub(super) fn speaks(&self, name: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let last = name.end - 1;
        let verb = analysis.lemma(analysis.head(last)).to_lowercase();
        let titled = name.start > 0 && words::is_title(self.word(name.start - 1));
        titled || analysis.dep(last) == "nsubj" && words::is_spoken(&verb)
    }

    /// "Islamic State", of which the recogniser knows the first word only.
    fn is_body(&self, noun: usize) -> bool {
        let analysis = self.analysis;
        analysis.pos(noun) == "PROPN"
            && analysis.children(noun).any(|child| {
                analysis.dep(child) == "compound" && self.cover.label(child) == Label::Norp
            })
    }

    /// "troops", "rebels" as the subject of a verb.
    fn is_by_force(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        analysis.children(verb).any(|child| {
            analysis.dep(child) == "nsubj"
                && (words::is_force(&analysis.lemma(child).to_lowercase())
                    || self.cover.label(child) == Label::Org
                    || self.is_body(child))
        })
    }

    /// "captured by rebels".
    fn is_done_by_force(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        analysis.child(verb, "agent").and_then(|by| analysis.child(by, "pobj")).is_some_and(
            |noun| {
                words::is_force(&analysis.lemma(noun).to_lowercase())
                    || self.cover.label(noun) == Label::Org
                    || self.is_body(noun)
            },
        )
    }

    /// "declared the town liberated".
    fn is_declared(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        analysis.tag(verb) == "VBN"
            && analysis.dep(verb) == "ccomp"
            && matches!(analysis.lemma(analysis.head(verb)), "declare" | "proclaim")
    }

    /// "passed into the hands of", "returned to the control of", "surrendered to".
    fn passes_to(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        // "gave up Taiz"
        let given = analysis.lemma(verb) == "give"
            && analysis.child(verb, "prt").is_some_and(|up| analysis.text(up) == "up");
        given
            || analysis.children(verb).any(|child| {
                matches!(analysis.lemma(child), "to" | "into" | "under")
                    && analysis.child(child, "pobj").is_some_and(|noun| {
                        matches!(analysis.lemma(noun), "hand" | "control" | "rule" | "possession")
                            || matches!(
                                analysis.lemma(verb),
                                "surrender" | "hand" | "turn" | "yield"
                            ) && (words::is_force(&analysis.lemma(noun).to_lowercase())
                                || self.is_body(noun))
                    })
            })
    }

    /// "is now in the hands of", "remains under the control of", "came under fire".
    fn in_hands(&self, verb: usize) -> bool {
        let analysis = self.analysis;
        analysis.children(verb).any(|child| {
            let held = matches!(analysis.lemma(child), "in" | "under")
                && analysis.child(child, "pobj").is_some_and(|noun| {
                    matches!(
                        analysis.lemma(noun),
                        "hand"
                            | "control"
                            | "siege"
                            | "rule"
                            | "occupation"
                            | "fire"
                            | "attack"
                            | "bombardment"
                    )
                });
            held || analysis.dep(child) == "advmod"
                && analysis.children(child).any(|c| matches!(analysis.lemma(c), "in" | "under"))
        })
    }

    /// "Hasakah and Daraa" taken for one name: this one stands alone between separators.
    pub(super) fn is_list(&self, cover: &Range<usize>, name: &Range<usize>) -> bool {
        let parts = |token: usize| matches!(self.word(token), "and" | "," | "&" | "/" | "–" | "to");
        cover.clone().any(parts)
            && (name.start <= cover.start || parts(name.start - 1))
            && (name.end >= cover.end || parts(name.end))
    }

    /// "BEIRUT (AP) —", "COLUMBUS -- The": a name at the head of a line, before a dash.
    pub(super) fn is_dateline(&self, name: &Range<usize>, sentence: &Range<usize>) -> bool {
        let source = self.analysis.source();
        let start = self.analysis.span(name.start).start as usize;
        let head = source[..start].trim_end_matches(' ');
        let first = head.is_empty()
            || head.ends_with(['\n', '.', '!', '?', '"', '”'])
            || name.start == sentence.start;
        let end = self.analysis.span(name.end - 1).end as usize;
        let rest = source[end..].trim_start_matches(' ');
        let after = rest.chars().next();
        let dash = |c: Option<char>| matches!(c, Some('—' | '–'));
        let loud = self.text(name.clone()).bytes().all(|byte| !byte.is_ascii_lowercase());
        first
            && (dash(after)
                || rest.starts_with("--")
                || rest.starts_with("- ")
                || (loud && matches!(after, Some(':' | '(')))
                // "BEIRUT, Lebanon (AP) —", "DAMASCUS, Nov 3 (AFP) -".
                || (loud
                    && after == Some(',')
                    && rest.chars().take(60).any(|c| matches!(c, '—' | '–' | '('))))
    }

    /// How well known a candidate is: 0 for a hamlet, 2 and more for countries and metropolises.
    pub(super) fn prominence(&self, candidate: &Candidate) -> f32 {
        let Some(entry) = self.gazetteer.entry(candidate.entry) else { return 0.0 };
        let population = entry.population();
        let known = match entry.kind() {
            Kind::Country => 2.4,
            Kind::Continent => 1.8,
            Kind::Admin1 if candidate.main || candidate.hand => 1.6,
            Kind::Admin1 => 0.8,
            Kind::Admin2 => 0.3,
            Kind::Town if population > 1_000_000 => 1.8,
            Kind::Town if population > 200_000 => 1.4,
            Kind::Town if population > 50_000 => 0.9,
            Kind::Town if population > 10_000 => 0.5,
            Kind::Town => 0.2,
            _ if candidate.hand || candidate.main => 1.5,
            _ => 0.3,
        };
        let known =
            if candidate.main || candidate.hand || candidate.demonym { known } else { known * 0.7 };
        if candidate.exact { known } else { known * 0.5 }
    }
}
