//! Filling the place role: from a token to the places that it names, with how much of each.

use dateline_place::{Place, PlacePrecision, Toponym, ToponymRole};

use crate::claim::Extent;
use crate::scene::Scene;

/// A place as the frame's argument gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceArgument {
    /// The place.
    pub place: Place,
    /// How much of it.
    pub extent: Extent,
    /// The part, in the report's words.
    pub part: Option<String>,
    /// Index of the token that names it (or refers to it).
    pub token: usize,
    /// Named here, and not taken from what went before.
    pub named: bool,
    /// Why, where it took a step to get there.
    pub why: Option<String>,
}

impl PlaceArgument {
    /// What a name stands for that no gazetteer entry fits: its words, and the country where one is known.
    pub(crate) fn unlisted(
        scene: &Scene<'_>,
        words: std::ops::Range<usize>,
        token: usize,
        country: Option<String>,
    ) -> PlaceArgument {
        let a = scene.arcs.analysis;
        let span = a.span_of(words);
        let text = span.of(a.source()).to_owned();
        PlaceArgument {
            place: Place {
                id: None,
                name: text.clone(),
                country,
                admin1: None,
                lat: None,
                lon: None,
                kind: "place".to_owned(),
                precision: None,
                within: None,
                pcode: None,
                text,
                span,
            },
            extent: Extent::Whole,
            part: None,
            token,
            named: true,
            why: Some("no gazetteer entry has the name".to_owned()),
        }
    }
}

/// References ("the city") that would need a longer chain than this are left alone.
const DEPTH: usize = 6;

impl Scene<'_> {
    /// The places that an argument names or refers to.
    pub fn places_of(&self, token: usize) -> Vec<PlaceArgument> {
        let mut found = Vec::new();
        self.collect_places(token, 0, &mut found);
        if let Some(words) = self.part_above(token) {
            for argument in &mut found {
                argument.extent = Extent::Part;
                argument.part.get_or_insert_with(|| words.clone());
            }
        }
        let mut kept: Vec<PlaceArgument> = Vec::new();
        for argument in found {
            if !kept.iter().any(|k| same_place(&k.place, &argument.place)) {
                kept.push(argument);
            }
        }
        kept
    }

    fn collect_places(&self, token: usize, depth: usize, found: &mut Vec<PlaceArgument>) {
        if depth > DEPTH {
            return;
        }
        if let Some(toponym) = self.location(token) {
            // "the Monrovia suburb of Sinkor": the quarter, and not the town that it belongs to
            let within = token > toponym.tokens.start as usize
                && self.arcs.analysis.tag(token) == "NN"
                && self.arcs.lexicon.nouns.quarters.contains(&self.lemma(token));
            if within && let Some(&named) = self.arcs.obliques(token, "of").first() {
                if self.location(named).is_some() {
                    self.collect_places(named, depth + 1, found);
                } else if self.arcs.analysis.pos(named) == "PROPN" {
                    found.push(self.unknown_place(named));
                }
                return;
            }
            self.push_toponym(token, toponym, found);
            self.collect_listed(token, depth, found);
            return;
        }
        let a = self.arcs.analysis;
        let lemma = self.lemma(token);
        let nouns = &self.arcs.lexicon.nouns;
        if matches!(lemma.as_str(), "it" | "there" | "here" | "which" | "where") {
            if (self.mention(token).is_none() || self.is_taken(token))
                && let Some(argument) = self.antecedent(token, "place")
            {
                found.push(argument);
            }
            return;
        }
        if nouns.facility.contains(&lemma)
            && a.dep(token) == "appos"
            && self.location(a.head(token)).is_some()
        {
            // "Izium, their chief base": the town under another name
            return;
        }
        if nouns.facility.contains(&lemma) {
            let sites = self.sites_before(token, &lemma);
            if !sites.is_empty() {
                found.extend(sites);
                return;
            }
        }
        if nouns.facility.contains(&lemma)
            && let Some(site) = a
                .children(token)
                .find(|&c| c < token && self.location(c).is_some_and(|t| is_site(&t.place.kind)))
        {
            // "the Chernobyl nuclear power plant", where the name ends before the noun
            self.collect_places(site, depth + 1, found);
            return;
        }
        if nouns.facility.contains(&lemma)
            && let Some(town) = a.children(token).find(|&c| {
                a.dep(c) == "appos"
                    && self.location(c).is_some_and(|t| is_settlement(&t.place.kind))
            })
        {
            // "their biggest base, Baidoa"
            self.collect_places(town, depth + 1, found);
            return;
        }
        let rooms = self.arcs.lexicon.classes.get("town_offices");
        let office = rooms.is_some_and(|words| words.contains(&lemma)) && self.is_officials(token);
        if nouns.facility.contains(&lemma) || office || self.is_harbour(token, &lemma) {
            // "the border post of Husaybah": the name is the site's own
            let is_own =
                |&t: &usize| self.location(t).is_some_and(|toponym| is_site(&toponym.place.kind));
            let named = self.arcs.obliques(token, "of").into_iter().filter(is_own);
            // "the oil terminals of A and B": each of them
            let several = if a.tag(token) == "NNS" { usize::MAX } else { 1 };
            let named: Vec<usize> = named.take(several).collect();
            if !named.is_empty() {
                named.into_iter().for_each(|t| self.collect_places(t, depth + 1, found));
                return;
            }
            found.extend(self.facility(token, &lemma));
            return;
        }
        // "fled west": a direction, unless it is a part of something
        if matches!(lemma.as_str(), "east" | "west" | "north" | "south" | "end")
            && self.arcs.obliques(token, "of").is_empty()
        {
            found.extend(self.other_part(token));
            return;
        }
        let quantity = a.pos(token) == "NUM" || nouns.part_quantifiers.contains(&lemma);
        let known = nouns.place.contains(&lemma)
            || nouns.part.contains(&lemma)
            || quantity
            || nouns.whole.contains(&lemma)
            || matches!(
                lemma.as_str(),
                "all" | "both" | "each" | "one" | "control" | "rest" | "remainder"
            );
        if let Some(site) = self.site_by_name(token) {
            found.push(site);
            return;
        }
        if !known {
            return;
        }
        let before = found.len();
        let mut inner: Vec<usize> = self.arcs.obliques(token, "of");
        inner.extend(a.children(token).filter(|&c| {
            matches!(a.dep(c), "appos")
                || (matches!(a.dep(c), "compound" | "nmod" | "poss" | "npadvmod" | "amod")
                    && self.location(c).is_some())
        }));
        // "the capital Yamoussoukro and the port of San Pedro": hung on the first one's name
        let beside_name: Vec<usize> = inner
            .iter()
            .filter(|&&c| a.dep(c) == "appos" && self.location(c).is_some())
            .flat_map(|&c| a.children(c).filter(move |&m| m > c && a.dep(m) == "conj"))
            .filter(|&c| self.location(c).is_none() && nouns.place.contains(&self.lemma(c)))
            .collect();
        inner.extend(beside_name);
        if matches!(a.dep(token), "compound" | "nmod") && a.head(token) > token {
            inner.push(a.head(token));
        }
        // "his capital Raqa": the name stands right behind, whatever the arcs say
        if token + 1 < a.len()
            && self.location(token + 1).is_some()
            && !inner.contains(&(token + 1))
        {
            inner.push(token + 1);
        }
        // "a town called X", "the area known as X"
        for child in a.children(token) {
            if a.dep(child) == "acl" && matches!(a.lemma(child), "call" | "name" | "know" | "dub") {
                inner.extend(a.children(child).filter(|&c| a.dep(c) == "oprd"));
                inner.extend(self.arcs.obliques(child, "as"));
            }
        }
        // "the city, 150 km south-west of the capital": "of" says where it lies
        let beside = |next: usize| {
            let of = a.head(next);
            a.dep(next) == "pobj"
                && of > token + 1
                && nouns.part_adjectives.contains(&self.lemma(of - 1))
                && !nouns.part_adjectives.contains(&lemma)
        };
        for next in inner {
            if next != token && !beside(next) {
                self.collect_places(next, depth + 1, found);
            }
        }
        // "the Monrovia suburb of Sinkor": a name that no gazetteer has, and not the town before it
        if found[before..].iter().all(|f| f.token < token)
            && found.len() > before
            && let Some(named) = self.named_unknown(token, &lemma)
        {
            found.truncate(before);
            found.push(named);
            return;
        }
        self.leave_smallest(token, before, found);
        self.seat_of(token, &lemma, before, found);
        self.enumerated(token, before, found);
        if found.len() == before {
            // "Foua and Kefraya, two villages surrounded by rebels": those
            let named = a.head(token);
            if a.dep(token) == "appos" && self.location(named).is_some() {
                let list = if a.dep(named) == "conj" { a.head(named) } else { named };
                for member in self.arcs.conjuncts(list) {
                    if let Some(toponym) = self.location(member) {
                        self.push_toponym(member, toponym, found);
                    }
                }
                return;
            }
            if let Some(pair) = self.pair_before(token, &lemma) {
                found.extend(pair);
                return;
            }
            if self.is_definite(token) {
                found.extend(self.antecedent(token, &lemma));
                // "the district" behind a district of a town: never the whole town
                if nouns.quarters.contains(&lemma) {
                    for argument in &mut found[before..] {
                        if is_settlement(&argument.place.kind) && argument.extent == Extent::Whole {
                            argument.extent = Extent::Part;
                            argument.part = Some(a.text(token).to_owned());
                        }
                    }
                }
            }
            if found.len() == before
                && let Some(named) = self.named_unknown(token, &lemma)
            {
                found.push(named);
            }
            if found.len() == before && depth <= 2 {
                self.unnamed_in(token, found);
            }
        } else if self.is_short_of_all(token, &lemma)
            || self.is_held_rest(token, &lemma)
            || nouns.part.contains(&lemma) && !self.is_whole_area(token, &lemma)
            || (quantity && !self.is_partition_of_many(token))
        {
            let words = self.part_words(token);
            for argument in &mut found[before..] {
                argument.extent = Extent::Part;
                argument.part = Some(words.clone());
            }
        }
        for argument in &mut found[before..] {
            // "the northern city of Kunduz" lies in the north; "the old city of Aleppo" is a part of it.
            let settlement = nouns.settlements.contains(&lemma);
            if let Some(words) = self.directional(token)
                && (nouns.part.contains(&lemma) && !settlement
                    || settlement && matches!(words.as_str(), "old" | "inner" | "outer"))
            {
                argument.extent = Extent::Part;
                argument.part = Some(words);
            }
        }
    }

    /// "held the rest of the town": without what another holds, where "took the rest" makes it whole.
    fn is_held_rest(&self, token: usize, lemma: &str) -> bool {
        let a = self.arcs.analysis;
        let governor = if a.dep(token) == "pobj" { a.head(a.head(token)) } else { a.head(token) };
        matches!(lemma, "rest" | "remainder")
            && matches!(self.lemma(governor).as_str(), "hold" | "control" | "keep" | "retain")
            && a.tag(governor) != "VBG"
    }

    /// "hold the eastern half of the town, while the army holds the west": the other part of what the sentence
    /// has parted.
    fn other_part(&self, token: usize) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let definite = a.children(token).any(|c| c < token && self.lemma(c) == "the");
        if a.dep(token) != "dobj" || !definite {
            return None;
        }
        let sentence = a.sentences()[a.sentence_of(token)].start;
        let parted = self.toponyms.iter().rev().find(|t| {
            t.tokens.end as usize <= token
                && t.tokens.start >= sentence
                && t.role == ToponymRole::Location
                && is_settlement(&t.place.kind)
                && self.part_above(self.head_of(t)).is_some()
        })?;
        Some(PlaceArgument {
            why: Some(format!("a part of {}, of which another was named", parted.place.text)),
            place: Place {
                text: a.text(token).to_owned(),
                span: a.span(token),
                ..parted.place.clone()
            },
            extent: Extent::Part,
            part: Some(a.text(token).to_owned()),
            token,
            named: false,
        })
    }

    /// "two years after it was captured", "which had abandoned it": what places are done to, though a
    /// body may be meant by the pronoun elsewhere.
    fn is_taken(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        let verb = a.head(token);
        let nouns = &self.arcs.lexicon.nouns;
        let falls = || {
            a.dep(token) == "nsubj"
                && self.lemma(verb) == "fall"
                && a.children(verb).any(|c| c > verb && matches!(a.lemma(c), "to" | "into"))
        };
        let done = || {
            matches!(a.dep(token), "dobj" | "nsubjpass")
                && (nouns.taking.contains(&self.lemma(verb))
                    || nouns.departing.contains(&self.lemma(verb)))
        };
        // "were driven out of it", "withdrew from it": no body has an inside
        let left = || {
            let mut prep = verb;
            if a.dep(token) != "pobj" || !matches!(a.lemma(prep), "of" | "from" | "into") {
                return false;
            }
            let out = a.lemma(prep) != "of" || a.lemma(a.head(prep)) == "out";
            while a.dep(prep) == "prep" && a.pos(a.head(prep)) == "ADP" {
                prep = a.head(prep);
            }
            let verb = self.lemma(a.head(prep));
            out && (nouns.departing.contains(&verb)
                || nouns.entering.contains(&verb)
                || nouns.expelling.contains(&verb))
        };
        self.lemma(token) == "it" && (done() || falls() || left())
    }

    /// "Russia's Kursk region", "the Baba Amr district of Homs", "the Damascus suburb of Douma": one noun
    /// means one place, and the larger say where it lies.
    fn leave_smallest(&self, token: usize, before: usize, found: &mut Vec<PlaceArgument>) {
        let a = self.arcs.analysis;
        let many = matches!(a.tag(token), "NNS" | "NNPS")
            || a.children(token).any(|c| a.dep(c) == "appos")
            || found[before..].iter().any(|f| f.token != token && a.dep(f.token) == "conj");
        if many || found.len() < before + 2 {
            return;
        }
        let size = |argument: &PlaceArgument| match argument.place.kind.as_str() {
            kind if is_settlement(kind) => 1,
            "admin2" => 2,
            // "the Red Sea town of Zenda"
            "sea" | "ocean" | "lake" | "river" | "desert" | "valley" | "mountain" => 3,
            "admin1" | "region" => 3,
            "country" => 4,
            "continent" => 5,
            _ => 0,
        };
        let smallest = found[before..].iter().map(size).min().unwrap_or(0);
        // Of two towns the one behind "of" is meant.
        let behind = found[before..].iter().any(|f| size(f) == smallest && f.token > token);
        let mut at = 0;
        found.retain(|argument| {
            at += 1;
            at <= before || size(argument) == smallest && (!behind || argument.token > token)
        });
    }

    /// "the capital of Gezira state": the town that is its seat, where the report names it.
    fn seat_of(&self, token: usize, lemma: &str, before: usize, found: &mut Vec<PlaceArgument>) {
        if !matches!(lemma, "capital" | "seat") || found.len() != before + 1 {
            return;
        }
        let area = &found[before].place;
        if !matches!(area.kind.as_str(), "admin1" | "admin2" | "region" | "country") {
            return;
        }
        let start = self.arcs.analysis.span(token).start;
        let of_area = |t: &&Toponym| {
            let place = &t.place;
            let within = area.kind == "country" || place.admin1.as_deref() == Some(&area.name);
            is_settlement(&place.kind)
                && place.country == area.country
                && within
                && self.is_capital(t)
        };
        let mut seats = self.toponyms.iter().filter(of_area);
        let Some(seat) =
            seats.clone().filter(|t| t.place.span.start < start).last().or(seats.next())
        else {
            return;
        };
        let a = self.arcs.analysis;
        found[before] = PlaceArgument {
            why: Some(format!("the seat of {}", area.name)),
            place: Place {
                text: a.text(token).to_owned(),
                span: a.span(token),
                ..seat.place.clone()
            },
            extent: Extent::Whole,
            part: None,
            token,
            named: false,
        };
    }

    /// "the provincial capitals of A, B and C", where the parser let the list fall apart.
    fn enumerated(&self, token: usize, before: usize, found: &mut Vec<PlaceArgument>) {
        let a = self.arcs.analysis;
        if a.tag(token) != "NNS" || !self.arcs.lexicon.nouns.place.contains(&self.lemma(token)) {
            return;
        }
        let Some(last) = found[before..].iter().rfind(|f| f.named && is_settlement(&f.place.kind))
        else {
            return;
        };
        let at = self.toponyms.iter().position(|t| t.tokens.contains(&(last.token as u32)));
        let Some(at) = at else { return };
        let mut listed = Vec::new();
        let mut closed = false;
        for pair in self.toponyms[at..].windows(2) {
            let gap: Vec<&str> =
                (pair[0].tokens.end..pair[1].tokens.start).map(|t| a.text(t as usize)).collect();
            let and = matches!(gap[..], ["and"] | [",", "and"]);
            if closed || !(and || gap == [","]) || !is_settlement(&pair[1].place.kind) {
                break;
            }
            closed = and;
            listed.push(&pair[1]);
        }
        if closed {
            for toponym in listed {
                self.push_toponym(toponym.tokens.start as usize, toponym, found);
            }
        }
    }

    /// "six villages, among them A and B", "cities including A": those of the many that have a name.
    pub fn members_of(&self, token: usize) -> Vec<PlaceArgument> {
        let a = self.arcs.analysis;
        let mut found: Vec<PlaceArgument> = Vec::new();
        if a.tag(token) != "NNS" || !self.arcs.lexicon.nouns.place.contains(&self.lemma(token)) {
            return found;
        }
        let end = a.sentences()[a.sentence_of(token)].end as usize;
        let opens = |t: usize| {
            let word = a.text(t).to_lowercase();
            word == "including"
                || matches!(word.as_str(), "among" | "amongst")
                    && t + 1 < end
                    && matches!(self.lemma(t + 1).as_str(), "they" | "these" | "those")
        };
        let Some(opening) = (token + 1..end.min(token + 14)).find(|&t| opens(t)) else {
            return found;
        };
        // Another verb in between has its own objects.
        if (token + 1..opening).any(|t| self.arcs.is_verb(t) && a.dep(t) != "acl") {
            return found;
        }
        let settlements = self.arcs.lexicon.nouns.settlements.contains(&self.lemma(token));
        let is_town = |t: usize| self.location(t).is_some_and(|t| is_settlement(&t.place.kind));
        // "six villages, among them A", which no gazetteer has
        let is_new = |t: usize| {
            settlements
                && matches!(a.pos(t), "PROPN" | "NOUN")
                && a.text(t).starts_with(char::is_uppercase)
                && self.toponym(t).is_none()
                && self.mention(t).is_none()
        };
        let first = opening + 1..end.min(opening + 10);
        let first = first.take_while(|&t| !self.arcs.is_verb(t)).find(|&t| is_town(t) || is_new(t));
        let Some(first) = first else { return found };
        let named = self.location(first).map_or(first, |toponym| self.head_of(toponym));
        let named = if is_new(named) && is_new(a.head(named)) { a.head(named) } else { named };
        for member in self.arcs.conjuncts(named) {
            if is_new(member) {
                found.push(self.unknown_place(member));
                continue;
            }
            let places = self.places_of(member).into_iter();
            found.extend(places.filter(|p| p.named && is_settlement(&p.place.kind)));
        }
        for argument in &mut found {
            argument.extent = Extent::Whole;
            argument.part = None;
        }
        found
    }

    /// "the safe area of X" is X itself; "areas of X" and "the port area of X" are parts.
    fn is_whole_area(&self, token: usize, lemma: &str) -> bool {
        let a = self.arcs.analysis;
        let compound = |c: usize| a.dep(c) == "compound" && a.pos(c) == "NOUN";
        lemma == "area"
            && a.tag(token) == "NN"
            && self.is_definite(token)
            && !a.children(token).any(compound)
    }

    /// "Pec, the village of Decani and the border post at Morina": a list that the parser took for another
    /// name of its first member.
    fn collect_listed(&self, token: usize, depth: usize, found: &mut Vec<PlaceArgument>) {
        let a = self.arcs.analysis;
        for noun in a.children(token).filter(|&c| a.dep(c) == "appos" && c > token) {
            let lemma = self.lemma(noun);
            let a_town = matches!(lemma.as_str(), "town" | "village" | "city" | "hamlet");
            let other = self.arcs.obliques(noun, "of").into_iter().any(|t| {
                self.location(t).is_some_and(|toponym| is_settlement(&toponym.place.kind))
            });
            if a_town && other {
                for member in self.arcs.conjuncts(noun) {
                    self.collect_places(member, depth + 1, found);
                }
                // hung on the name: "the village of Decani and the border post"
                for named in self.arcs.obliques(noun, "of") {
                    for member in self.arcs.conjuncts(named).into_iter().filter(|&m| m != named) {
                        self.collect_places(member, depth + 1, found);
                    }
                }
            }
        }
    }

    /// "nearly all of Darfur" is a part of it.
    fn is_short_of_all(&self, token: usize, lemma: &str) -> bool {
        let a = self.arcs.analysis;
        let adverbs = &self.arcs.lexicon.attempted.adverbs;
        let hedged = |c: usize| c < token && adverbs.contains(&self.lemma(c));
        // "all of the town except the steelworks"
        let spared = |c: usize| c > token && a.dep(c) == "prep" && a.lemma(c) == "except";
        self.arcs.lexicon.nouns.whole.contains(lemma)
            && (a.children(token).any(|c| hedged(c) || spared(c))
                || a.children(a.head(token)).any(spared))
    }

    /// "parts of" above the noun that was reached from below ("parts of the capital controlled by").
    fn part_above(&self, token: usize) -> Option<String> {
        let a = self.arcs.analysis;
        let of = a.head(token);
        if a.dep(token) != "pobj" || a.lemma(of) != "of" {
            return None;
        }
        let whole = a.head(of);
        let lemma = self.lemma(whole);
        let nouns = &self.arcs.lexicon.nouns;
        let is_part = nouns.part.contains(&lemma) || nouns.part_quantifiers.contains(&lemma);
        (whole != of && is_part).then(|| self.part_words(whole))
    }

    /// "the village of Rais, south of the capital": a name that no gazetteer has is the place, and not
    /// the town that it lies by.
    fn named_unknown(&self, token: usize, lemma: &str) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let settlement = self.arcs.lexicon.nouns.settlements.contains(lemma);
        if !settlement && !self.arcs.lexicon.nouns.quarters.contains(lemma) || a.tag(token) != "NN"
        {
            return None;
        }
        let name = self.arcs.obliques(token, "of").into_iter().find(|&t| {
            a.pos(t) == "PROPN" && self.toponym(t).is_none() && self.mention(t).is_none()
        })?;
        Some(self.unknown_place(name))
    }

    /// The place that a name stands for which no gazetteer entry fits: its words and nothing else.
    /// "Camp Abubakar", "Tiger Hill": a name that no gazetteer has, and of which one word says what it is.
    fn site_by_name(&self, token: usize) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        if a.pos(token) != "PROPN" || self.toponym(token).is_some() || self.mention(token).is_some()
        {
            return None;
        }
        let part = |&c: &usize| {
            c < token && a.dep(c) == "compound" && a.text(c).starts_with(char::is_uppercase)
        };
        let listed = |t: usize| self.toponym(t).is_some_and(|toponym| toponym.place.id.is_some());
        let first = a.children(token).filter(part).min()?;
        let says =
            |t: usize| self.arcs.lexicon.nouns.site_names.contains(&a.text(t).to_lowercase());
        let named = (says(first) != says(token))
            && (first..token).all(|t| !listed(t) && self.mention(t).is_none());
        named.then(|| PlaceArgument::unlisted(self, first..token + 1, token, None))
    }

    fn unknown_place(&self, name: usize) -> PlaceArgument {
        let a = self.arcs.analysis;
        let first = a
            .children(name)
            .filter(|&c| c < name && matches!(a.dep(c), "compound" | "nmod") && a.pos(c) == "PROPN")
            .min()
            .unwrap_or(name);
        PlaceArgument::unlisted(self, first..name + 1, name, None)
    }

    /// Areas that hold places which the report does not name: "two cities in Syria and Iraq", "a
    /// village near Mayadin". The area stands in, as a part of it.
    fn unnamed_in(&self, token: usize, found: &mut Vec<PlaceArgument>) {
        let a = self.arcs.analysis;
        let range = a.subtree(token);
        let words = self.part_words(token);
        let members = self.members_of(token);
        let listed = !members.is_empty();
        for toponym in self.toponyms.iter().filter(|t| range.contains(&(t.tokens.start as usize))) {
            if !matches!(toponym.role, ToponymRole::Location | ToponymRole::Container)
                || toponym.place.id.is_none()
            {
                continue;
            }
            // A clause inside the phrase tells another story.
            let head = self.head_of(toponym);
            if self.arcs.clause(head) != self.arcs.clause(token) {
                continue;
            }
            // "five towns, among them A": A itself, and not five in it
            if members.iter().any(|member| member.token == head) {
                continue;
            }
            // "five villages near Kharkiv, including A": none of them a part of the town, and one has its name
            let near =
                listed && matches!(a.lemma(a.head(head)), "near" | "outside" | "around" | "beyond");
            if near && a.dep(head) == "pobj" && is_settlement(&toponym.place.kind) {
                continue;
            }
            // "all of its crossings with Ruritania": on this side of the border
            let across = matches!(a.lemma(a.head(head)), "with" | "to" | "into");
            if across && a.dep(head) == "pobj" && toponym.place.kind == "country" {
                continue;
            }
            // "a town near the Chad border": on one side of it, and not said on which
            if matches!(a.dep(head), "compound" | "amod" | "poss")
                && self.lemma(a.head(head)) == "border"
            {
                continue;
            }
            found.push(PlaceArgument {
                place: toponym.place.clone(),
                extent: Extent::Part,
                part: Some(words.clone()),
                token: head,
                named: true,
                why: Some(format!("“{words}” is not named: {} stands in", toponym.place.text)),
            });
        }
    }

    /// "on the road between A and B": somewhere near the first of them, since it cannot be at both.
    pub(crate) fn between_towns(&self, token: usize) -> Option<PlaceArgument> {
        let ends = self.arcs.obliques(token, "between");
        let places: Vec<PlaceArgument> =
            ends.into_iter().flat_map(|end| self.places_of(end)).collect();
        let first = places.first()?;
        let towns = places.iter().all(|p| is_settlement(&p.place.kind) && p.place.id.is_some());
        let two = places.iter().any(|p| !same_place(&p.place, &first.place));
        let mut town = first.clone();
        town.place.precision = Some(PlacePrecision::Near);
        (towns && two).then_some(town)
    }

    /// The toponym and its neighbours in the same list.
    fn push_toponym(&self, token: usize, toponym: &Toponym, found: &mut Vec<PlaceArgument>) {
        let part =
            self.directional(toponym.tokens.start as usize).or_else(|| self.directional(token));
        let (extent, part) = match part {
            // "Eastern Ghouta": its own name
            Some(words) if toponym.place.name.to_lowercase().starts_with(&words.to_lowercase()) => {
                (Extent::Whole, None)
            }
            // "eastern Aleppo" is a part of the town; "eastern Syria" says where, not how much
            Some(words) => (Extent::Part, Some(words)),
            None => match self.exception(toponym) {
                Some(words) => (Extent::Part, Some(words)),
                None => (Extent::Whole, None),
            },
        };
        found.push(PlaceArgument {
            place: toponym.place.clone(),
            extent,
            part,
            token,
            named: true,
            why: None,
        });
        for other in self.listed_with(toponym) {
            found.push(PlaceArgument {
                place: other.place.clone(),
                extent: Extent::Whole,
                part: None,
                token: other.tokens.start as usize,
                named: true,
                why: None,
            });
        }
    }

    /// "captured the town except for its airport", "apart from two districts": what is left out of it.
    fn exception(&self, toponym: &Toponym) -> Option<String> {
        let a = self.arcs.analysis;
        let mut at = toponym.tokens.end as usize;
        if at < a.len() && a.text(at) == "," {
            at += 1;
        }
        let words = |n: usize| -> String {
            (at..(at + n).min(a.len()))
                .map(|t| a.text(t).to_lowercase())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let all = self.arcs.lexicon.classes.get("except")?;
        let length = (1..=4).find(|&n| all.contains(&words(n)))?;
        let behind = at + length;
        let noun = (behind..(behind + 6).min(a.len())).find(|&t| {
            matches!(a.tag(t), "NN" | "NNS") && !matches!(a.dep(t), "compound" | "nmod")
        })?;
        let nouns = &self.arcs.lexicon.nouns;
        let part = nouns.part.contains(&self.lemma(noun))
            || nouns.quarters.contains(&self.lemma(noun))
            || nouns.facility.contains(&self.lemma(noun))
            || nouns.place.contains(&self.lemma(noun));
        part.then(|| a.span_of(at..noun + 1).of(a.source()).to_owned())
    }

    /// Towns that stand in one list with this one, where the parser hung them on the container in
    /// between: "Deir Ezzor in eastern Syria and Al-Qaim in western Iraq".
    fn listed_with(&self, toponym: &Toponym) -> Vec<&Toponym> {
        let a = self.arcs.analysis;
        let mut listed = Vec::new();
        let Some(at) = self.toponyms.iter().position(|t| std::ptr::eq(t, toponym)) else {
            return listed;
        };
        if !is_settlement(&toponym.place.kind) {
            return listed;
        }
        let sentence = a.sentence_of(toponym.tokens.start as usize);
        let mut container = None;
        for next in &self.toponyms[at + 1..] {
            let first = next.tokens.start as usize;
            if a.sentence_of(first) != sentence {
                break;
            }
            if is_settlement(&next.place.kind) {
                let head = self.head_of(next);
                let hung_on_container = container.is_some_and(|c: &Toponym| {
                    a.dep(head) == "conj" && c.tokens.contains(&(a.head(head) as u32))
                });
                if !hung_on_container {
                    break;
                }
                listed.push(next);
            } else {
                container = Some(next);
            }
        }
        listed
    }

    /// "from a school in Chibok, in Nigeria's Borno state", "near Habarana in central Sri Lanka": an area
    /// right behind a smaller place in it says where that lies, whatever the parser hung it on.
    pub fn named_in(&self, area: &PlaceArgument) -> Option<Vec<PlaceArgument>> {
        let size = |kind: &str| match kind {
            "admin2" => 2,
            "admin1" | "region" => 3,
            "country" => 4,
            _ => 1,
        };
        let a = self.arcs.analysis;
        let own = self.toponym(area.token)?;
        if size(&own.place.kind) == 1 || !area.named {
            return None;
        }
        let start = own.tokens.start as usize;
        if let Some(unknown) = self.unknown_in(own, start) {
            return Some(vec![unknown]);
        }
        let smaller = self.toponyms.iter().rev().find(|t| {
            (t.tokens.end as usize) < start
                && a.sentence_of(t.tokens.start as usize) == a.sentence_of(start)
                && t.role == ToponymRole::Location
        })?;
        let within = smaller.place.country.is_some()
            && smaller.place.country == own.place.country
            && size(&smaller.place.kind) < size(&own.place.kind);
        let nouns = &self.arcs.lexicon.nouns;
        let mut links = false;
        let says_where = (smaller.tokens.end as usize..start).all(|t| {
            links |= a.text(t) == "in";
            matches!(a.text(t), "," | "in" | "the" | "'s" | "’s" | "far" | "restive")
                || nouns.part_adjectives.contains(&self.lemma(t))
                || matches!(a.pos(t), "NOUN" | "PROPN")
                    && (nouns.place.contains(&self.lemma(t)) || self.toponym(t).is_some())
        });
        if !(within && says_where && links) {
            return None;
        }
        let found = self.places_of(self.head_of(smaller));
        (!found.is_empty()).then_some(found)
    }

    /// "in Dubrava in Ruritanian Zenda": a town that no gazetteer has, right before the area it lies in.
    fn unknown_in(&self, area: &Toponym, start: usize) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let adjectives = &self.arcs.lexicon.nouns.part_adjectives;
        let mut at = start.checked_sub(1)?;
        while adjectives.contains(&self.lemma(at))
            || matches!(a.text(at), "the" | "'s" | "’s")
            || self.toponym(at).is_some()
        {
            at = at.checked_sub(1)?;
        }
        let mut end = at.checked_sub(1).filter(|_| a.text(at) == "in")?;
        if a.text(end) == "," {
            end = end.checked_sub(1)?;
        }
        let named = a.names().iter().find(|n| {
            n.tokens.end as usize == end + 1
                && matches!(a.label(n), "GPE" | "LOC" | "FAC" | "PERSON" | "PRODUCT")
        })?;
        let unknown = a.dep(end) == "pobj"
            && a.pos(end) == "PROPN"
            && matches!(a.lemma(a.head(end)), "in" | "at" | "near" | "outside" | "of")
            && named
                .tokens
                .clone()
                .all(|t| self.toponym(t as usize).is_none() && self.mention(t as usize).is_none());
        if !unknown {
            return None;
        }
        let country = area.place.country.clone();
        Some(PlaceArgument::unlisted(self, named.tokens.start as usize..end + 1, end, country))
    }

    /// The token of a toponym that its arc to the outside starts from.
    pub fn head_of(&self, toponym: &Toponym) -> usize {
        let a = self.arcs.analysis;
        let range = toponym.tokens.start as usize..toponym.tokens.end as usize;
        range
            .clone()
            .find(|&t| !range.contains(&a.head(t)) || a.head(t) == t)
            .unwrap_or(range.end.saturating_sub(1))
    }

    /// "eastern", "northwestern" before a name or noun.
    fn directional(&self, token: usize) -> Option<String> {
        let a = self.arcs.analysis;
        let adjectives = &self.arcs.lexicon.nouns.part_adjectives;
        let is_part = |t: usize| adjectives.contains(&self.lemma(t));
        let child = a.children(token).find(|&c| c < token && is_part(c));
        let before = (token > 0 && is_part(token - 1)).then(|| token - 1);
        child.or(before).map(|t| a.text(t).to_owned())
    }

    /// "two of the cities", "several of the towns": some of many, not a part of one.
    fn is_partition_of_many(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        a.pos(token) == "NUM"
            && self.arcs.obliques(token, "of").iter().any(|&t| matches!(a.tag(t), "NNS" | "NNPS"))
    }

    /// The words that name a part: the noun with what stands before it.
    fn part_words(&self, token: usize) -> String {
        let a = self.arcs.analysis;
        let first = a
            .children(token)
            .filter(|&c| {
                c < token
                    && matches!(
                        a.dep(c),
                        "amod" | "compound" | "nummod" | "quantmod" | "det" | "advmod"
                    )
            })
            .map(|c| a.subtree(c).start)
            .min()
            .unwrap_or(token);
        let skipped =
            |t: usize| a.pos(t) == "DET" || matches!(a.lemma(t), "only" | "just" | "still" | "now");
        let first = (first..token).find(|&t| !skipped(t)).unwrap_or(token);
        a.span_of(first..token + 1).of(a.source()).to_owned()
    }

    /// Whether the noun phrase points at something known: "the city", "this town", "that area".
    fn is_definite(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        a.children(token).any(|c| {
            c < token
                && (a.dep(c) == "det"
                    && matches!(
                        self.lemma(c).as_str(),
                        "the" | "this" | "that" | "these" | "those"
                    )
                    // "entered the town and control its outskirts"
                    || a.dep(c) == "poss"
                        && a.lemma(c) == "its"
                        && self.arcs.lexicon.nouns.part.contains(&self.lemma(token))
                    // "Somalia's third city"
                    || a.dep(c) == "poss"
                        && a.tag(token) == "NN"
                        && self.location(c).is_some_and(|t| !is_settlement(&t.place.kind)))
        })
    }

    /// "Either town", "both cities", "the two towns": the two that were named together last.
    fn pair_before(&self, token: usize, lemma: &str) -> Option<Vec<PlaceArgument>> {
        let a = self.arcs.analysis;
        if !self.arcs.lexicon.nouns.settlements.contains(lemma) {
            return None;
        }
        let two = a.children(token).any(|c| {
            let word = self.lemma(c);
            c < token
                && (matches!(word.as_str(), "either" | "neither" | "both")
                    || word == "two" && self.is_definite(token))
        });
        let start = a.span(token).start;
        let mut towns: Vec<usize> = Vec::new();
        let named = |t: &&Toponym| {
            is_settlement(&t.place.kind)
                && t.role == ToponymRole::Location
                && t.place.span.end <= start
        };
        let last = self.toponyms.iter().rfind(named).filter(|_| two)?;
        let last = self.head_of(last);
        let first = if a.dep(last) == "conj" { a.head(last) } else { return None };
        towns.extend(self.arcs.conjuncts(first));
        let places = towns.iter().filter_map(|&t| self.location(t).map(|found| (t, found)));
        let pair: Vec<PlaceArgument> = places
            .map(|(_, toponym)| PlaceArgument {
                place: Place {
                    text: a.text(token).to_owned(),
                    span: a.span(token),
                    ..toponym.place.clone()
                },
                extent: Extent::Whole,
                part: None,
                token,
                named: false,
                why: Some("the two named together before".to_owned()),
            })
            .collect();
        (pair.len() == 2 && towns.len() == 2).then_some(pair)
    }

    /// The place that the report is titled with: its sentences are about it where they name none.
    pub fn titled(&self, token: usize) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let topic = self.topic.clone()?;
        Some(PlaceArgument {
            why: Some(format!("the report's title names {}", topic.name)),
            place: Place { text: a.text(token).to_owned(), span: a.span(token), ..topic },
            extent: Extent::Whole,
            part: None,
            token,
            named: false,
        })
    }

    /// The site that a town's name is said of: "the airport *of X*", "*X's* main police station".
    fn site_above(&self, toponym: &Toponym) -> Option<usize> {
        let a = self.arcs.analysis;
        let mut token = self.head_of(toponym);
        for _ in 0..4 {
            let head = a.head(token);
            token = match a.dep(token) {
                // "stormed the palace in the town", the phrase hung on the verb
                "pobj"
                    if matches!(a.lemma(head), "in" | "at") && self.arcs.is_verb(a.head(head)) =>
                {
                    a.child(a.head(head), "dobj").filter(|&object| object + 1 == head)?
                }
                "pobj" if matches!(a.lemma(head), "of" | "in" | "at") => a.head(head),
                "poss" | "compound" | "nmod" => head,
                _ => return None,
            };
            if a.tag(token) == "NN" && self.arcs.lexicon.nouns.facility.contains(&self.lemma(token))
            {
                return Some(token);
            }
        }
        None
    }

    /// What "the city", "there" or "it" points back at: the nearest place before it of that sort.
    pub fn antecedent(&self, token: usize, lemma: &str) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let nouns = &self.arcs.lexicon.nouns;
        let plural = matches!(a.tag(token), "NNS" | "NNPS");
        let start = a.span(token).start;
        let wanted = |kind: &str| match lemma {
            "it" | "place" | "there" | "here" | "which" | "where" => {
                is_settlement(kind) || is_site(kind) || kind == "island"
            }
            "province" | "governorate" | "oblast" | "department" | "state" | "county"
            | "prefecture" => {
                matches!(kind, "admin1" | "admin2" | "region")
            }
            "region" => matches!(kind, "admin1" | "region"),
            "country" => kind == "country",
            _ if nouns.settlements.contains(lemma) => is_settlement(kind),
            "enclave" | "pocket" | "stronghold" | "bastion" | "hub" | "garrison" | "outskirts"
            | "outskirt" | "centre" | "center" | "part" | "side" | "half" | "district"
            | "neighbourhood" | "neighborhood" | "suburb" | "quarter" | "rest" | "remainder"
            | "section" | "area" | "edge" | "heart" => is_settlement(kind),
            _ => kind == lemma || kind.ends_with(lemma),
        };
        if plural && (nouns.settlements.contains(lemma) || lemma == "area") {
            return None;
        }
        // "left Heglig … had retaken the town": what the gazetteer lists as the site that the town is known for
        let site = |kind: &str| {
            matches!(kind, "oil-field" | "camp" | "base" | "border-post" | "port" | "neighbourhood")
        };
        let sites = nouns.settlements.contains(lemma).then_some(site);
        let known =
            self.in_focus(start, lemma, wanted).or_else(|| self.in_focus(start, lemma, sites?));
        let Some(toponym) = known else {
            return self
                .titled(token)
                .filter(|argument| argument.place.id.is_some() && wanted(&argument.place.kind));
        };
        let words = a.text(token);
        // "entered the airport of X … still in control of it": the site, and not the town behind it
        if a.lemma(token) == "it"
            && let Some(site) = self.site_above(toponym)
            && let Some(mut argument) = self.facility(site, &self.lemma(site))
        {
            argument.why = Some(format!("“{words}” points back at {}", argument.place.text));
            argument.place.text = words.to_owned();
            argument.place.span = a.span(token);
            argument.token = token;
            argument.named = false;
            return Some(argument);
        }
        // "the district", "the area" mean the one spoken of; "the centre", "the outskirts" a part of it.
        let whole = matches!(
            lemma,
            "district"
                | "area"
                | "sector"
                | "pocket"
                | "neighbourhood"
                | "neighborhood"
                | "quarter"
        );
        let is_part = nouns.part.contains(lemma) && !nouns.settlements.contains(lemma) && !whole;
        let mut place = toponym.place.clone();
        place.text = words.to_owned();
        place.span = a.span(token);
        Some(PlaceArgument {
            why: Some(format!("“{words}” points back at {}", toponym.place.text)),
            place,
            extent: if is_part { Extent::Part } else { Extent::Whole },
            part: is_part.then(|| self.part_words(token)),
            token,
            named: false,
        })
    }
}

/// Whether a kind is a town, city or village.
pub fn is_settlement(kind: &str) -> bool {
    matches!(kind, "town" | "city" | "village" | "settlement" | "place")
}

/// Whether a kind is a site or a part of a town.
pub fn is_site(kind: &str) -> bool {
    !is_settlement(kind)
        && !matches!(
            kind,
            "country"
                | "admin1"
                | "admin2"
                | "region"
                | "continent"
                | "river"
                | "lake"
                | "sea"
                | "valley"
                | "desert"
                | "demonym"
                | "mountain"
                | "island"
        )
}

/// Whether two places are one: by id, else by name and country.
pub fn same_place(a: &Place, b: &Place) -> bool {
    match (&a.id, &b.id) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.name == b.name && a.country == b.country,
        _ => false,
    }
}
