//! Facilities: sites that are places of their own inside or beside a town. What befalls them does not
//! befall the town.

use dateline_place::{Place, PlacePrecision, Toponym, ToponymRole};

use crate::claim::Extent;
use crate::places::{PlaceArgument, is_settlement};
use crate::scene::Scene;

impl Scene<'_> {
    /// The site that a noun names: "the railway station of Gudermes", "the airport". It is looked up
    /// under its town's name; one that the gazetteer does not have keeps its words and its town.
    pub fn facility(&self, token: usize, lemma: &str) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let plural = matches!(a.tag(token), "NNS" | "NNPS");
        // "the Ouagadougou hall in Sirte" is named after a town abroad.
        let own = self.town_of(token).or_else(|| self.town_beside_it(token)).filter(|town| {
            let mut others = self.toponyms.iter().filter(|t| {
                is_settlement(&t.place.kind) && t.place.id.is_some() && t.place.id != town.place.id
            });
            let abroad = |t: &Toponym| t.place.country != town.place.country;
            let after = town.place.span.start > a.span(token).start;
            after || others.clone().next().is_none() || !others.all(abroad)
        });
        // "the departure hall of Zaventem airport": a part of the site
        let whole = ["of", "at"]
            .iter()
            .flat_map(|p| self.arcs.obliques(token, p))
            .find(|&t| t > token && self.arcs.lexicon.nouns.facility.contains(&self.lemma(t)));
        if let Some(whole) = whole.filter(|_| own.is_none()) {
            let lemma = self.lemma(whole);
            return self
                .places_of(whole)
                .into_iter()
                .next()
                .or_else(|| self.facility(whole, &lemma));
        }
        if own.is_none()
            && let Some(name) = self.unknown_name(token)
        {
            return Some(name);
        }
        let as_listed = |toponym: &Toponym, named: bool, why: &str| PlaceArgument {
            place: toponym.place.clone(),
            extent: Extent::Whole,
            part: None,
            token,
            named,
            why: Some(why.to_owned()),
        };
        // "the army base at Elephant Pass": a site at what is no town
        if own.is_none()
            && let Some(spot) = self.spot_of(token)
        {
            return Some(as_listed(spot, true, "a site at a place that is no town"));
        }
        if own.is_none() && (plural || !self.is_known(token)) {
            return None;
        }
        let noun = self.site_words(token);
        let named = a.children(token).any(|c| {
            c < token && a.dep(c) == "compound" && a.pos(c) == "PROPN" && self.toponym(c).is_none()
        });
        if named && own.is_none() {
            // "the Habbaniya base": a name of its own that no entry fits
            let place = Place {
                id: None,
                name: noun.clone(),
                country: None,
                admin1: None,
                lat: None,
                lon: None,
                kind: lemma.to_owned(),
                precision: None,
                within: None,
                pcode: None,
                text: noun,
                span: a.span(token),
            };
            return Some(PlaceArgument {
                place,
                extent: Extent::Whole,
                part: None,
                token,
                named: true,
                why: None,
            });
        }
        // "the Rafah crossing … the crossing": the one that was told of last
        if own.is_none()
            && let Some(told) = self.site_before(token)
        {
            return Some(as_listed(told, false, "the site of that kind that was named last"));
        }
        let town = own.or_else(|| self.in_focus(a.span(token).start, "place", is_settlement))?;
        Some(self.site_at(town, token, lemma, own.is_some()))
    }

    /// The last site before a bare noun whose name ends in it.
    fn site_before(&self, token: usize) -> Option<&Toponym> {
        let bare = !self.arcs.analysis.children(token).any(|c| {
            c < token && matches!(self.arcs.analysis.dep(c), "compound" | "amod" | "poss" | "nmod")
        });
        let lemma = self.lemma(token);
        self.toponyms.iter().rev().filter(|_| bare).find(|t| {
            let last = (t.tokens.end as usize).wrapping_sub(1);
            last < token
                && t.tokens.len() > 1
                && t.role == ToponymRole::Location
                && self.lemma(last) == lemma
        })
    }

    /// The site of a town that a noun means: the listed one, else one that keeps its words.
    fn site_at(&self, town: &Toponym, token: usize, lemma: &str, named: bool) -> PlaceArgument {
        let a = self.arcs.analysis;
        let noun = self.site_words(token);
        let place = self.listed_site(town, &noun, lemma).unwrap_or_else(|| Place {
            id: None,
            name: if named { format!("{noun} of {}", town.place.name) } else { noun.clone() },
            country: town.place.country.clone(),
            admin1: town.place.admin1.clone(),
            lat: None,
            lon: None,
            kind: lemma.to_owned(),
            precision: Some(PlacePrecision::Near),
            within: town.place.id.clone(),
            pcode: None,
            text: noun.clone(),
            span: a.span(token),
        });
        let span = a.span(token);
        PlaceArgument {
            place: Place { text: a.text(token).to_owned(), span, ..place },
            extent: Extent::Whole,
            part: None,
            token,
            named,
            why: Some(format!("a site in or beside {}", town.place.name)),
        }
    }

    /// "the Bab al-Hawa and Jarablus crossings": the sites of which each has its name before the noun.
    pub fn sites_before(&self, token: usize, lemma: &str) -> Vec<PlaceArgument> {
        let a = self.arcs.analysis;
        if a.tag(token) != "NNS" {
            return Vec::new();
        }
        let mut names: Vec<usize> = Vec::new();
        for child in a.children(token).filter(|&c| c < token && self.location(c).is_some()) {
            let listed = self.arcs.conjuncts(child).into_iter();
            let listed = listed.filter(|&t| t < token && self.location(t).is_some());
            names.extend(listed.filter(|t| !names.contains(t)).collect::<Vec<_>>());
        }
        let mut found: Vec<PlaceArgument> = Vec::new();
        for toponym in names.iter().filter_map(|&t| self.location(t)) {
            let place = &toponym.place;
            let site = if is_settlement(&place.kind) {
                let mut site = self.site_at(toponym, token, lemma, true);
                if site.place.id.is_none() {
                    site.place.name = format!("{lemma} of {}", place.name);
                }
                site
            } else if crate::places::is_site(&place.kind) {
                let place = place.clone();
                let extent = Extent::Whole;
                PlaceArgument { place, extent, part: None, token, named: true, why: None }
            } else {
                continue;
            };
            if !found.iter().any(|f| f.place.name == site.place.name) {
                found.push(site);
            }
        }
        if found.len() < 2 { Vec::new() } else { found }
    }

    /// "the palace, the bank and the port": a harbour among sites, and no town.
    pub fn is_harbour(&self, token: usize, lemma: &str) -> bool {
        let a = self.arcs.analysis;
        if lemma != "port" || !self.arcs.obliques(token, "of").is_empty() {
            return false;
        }
        let mut first = token;
        while a.dep(first) == "conj" && a.head(first) < first {
            first = a.head(first);
        }
        let sites = &self.arcs.lexicon.nouns.facility;
        self.arcs.conjuncts(first).iter().any(|&t| t != token && sites.contains(&self.lemma(t)))
    }

    /// The town of a site that has no name of its own and that nobody holds: "a hotel in the capital".
    /// What befalls the people there befell them in the town.
    pub fn town_of_site(&self, site: &PlaceArgument) -> Option<PlaceArgument> {
        let place = &site.place;
        let town = place.within.as_ref().filter(|_| place.id.is_none())?;
        if !self.arcs.lexicon.nouns.civil_site.contains(&place.kind) {
            return None;
        }
        let named = |t: &&Toponym| t.place.id.as_ref() == Some(town);
        let before =
            self.toponyms.iter().rfind(|t| named(t) && t.place.span.start < place.span.start);
        let after =
            self.toponyms.iter().find(|t| named(t) && t.place.span.start > place.span.start);
        let town = if site.named { after.or(before) } else { before.or(after) }?;
        Some(PlaceArgument {
            place: town.place.clone(),
            extent: Extent::Whole,
            part: None,
            token: site.token,
            named: site.named,
            why: Some(format!("a {} in {}", place.kind, town.place.name)),
        })
    }

    /// "the border post of Holmec", where no gazetteer has a Holmec: the site keeps its words.
    fn unknown_name(&self, token: usize) -> Option<PlaceArgument> {
        let a = self.arcs.analysis;
        let name = ["of", "at"]
            .iter()
            .flat_map(|preposition| self.arcs.obliques(token, preposition))
            .find(|&t| {
                a.pos(t) == "PROPN" && self.toponym(t).is_none() && self.mention(t).is_none()
            })?;
        let span = a.span_of(token..name + 1);
        let words = span.of(a.source()).to_owned();
        let place = Place {
            id: None,
            name: words.clone(),
            country: None,
            admin1: None,
            lat: None,
            lon: None,
            kind: self.lemma(token),
            precision: None,
            within: None,
            pcode: None,
            text: words,
            span,
        };
        let why = Some("a site whose name no gazetteer entry fits".to_owned());
        Some(PlaceArgument { place, extent: Extent::Whole, part: None, token, named: true, why })
    }

    /// The pass, hill or island that the noun phrase puts a site at.
    fn spot_of(&self, token: usize) -> Option<&Toponym> {
        ["of", "at", "on"]
            .iter()
            .flat_map(|preposition| self.arcs.obliques(token, preposition))
            .filter_map(|t| self.location(t))
            .find(|t| {
                matches!(
                    t.place.kind.as_str(),
                    "road" | "mountain" | "island" | "valley" | "feature"
                ) || t.place.kind.ends_with(&self.lemma(token))
            })
    }

    /// The town in the noun phrase: "of X", "at X", "X's", "X airport"; of a list's last member for
    /// the earlier ones.
    fn town_of(&self, token: usize) -> Option<&Toponym> {
        let mut siblings = vec![token];
        siblings.extend(
            self.arcs.conjuncts(token).into_iter().filter(|&t| {
                t > token && self.arcs.lexicon.nouns.facility.contains(&self.lemma(t))
            }),
        );
        for sibling in siblings {
            let mut around: Vec<usize> = ["of", "at", "in", "near", "outside"]
                .iter()
                .flat_map(|preposition| self.arcs.obliques(sibling, preposition))
                .collect();
            around.extend(self.arcs.modifiers(sibling));
            // "the headquarters of the police in Khartoum"
            let of = self.arcs.obliques(sibling, "of").into_iter();
            around.extend(of.flat_map(|owner| self.arcs.obliques(owner, "in")));
            if !self.arcs.lexicon.nouns.house.contains(&self.lemma(sibling)) {
                around.extend(self.town_beside(sibling));
            }
            let town = around
                .into_iter()
                .filter_map(|t| self.toponym(t))
                .find(|t| t.role != ToponymRole::Demonym && is_settlement(&t.place.kind));
            if town.is_some() {
                return town;
            }
        }
        // "stormed the airport in Grozny": the parser may hang the town on the verb. What befalls a
        // house ("hit a hospital in Aleppo") befalls the town as well, unless it is taken.
        let verb = self.arcs.governor(token).unwrap_or(token);
        let nouns = &self.arcs.lexicon.nouns;
        if nouns.house.contains(&self.lemma(token)) && !nouns.taking.contains(&self.lemma(verb)) {
            return None;
        }
        let near = ["in", "at", "near", "outside"].iter();
        near.flat_map(|preposition| self.arcs.obliques(verb, preposition))
            .chain(self.town_beside(verb))
            .filter(|&t| self.arcs.is_verb(verb) && t > token)
            .filter_map(|t| self.location(t))
            .find(|t| is_settlement(&t.place.kind))
    }

    /// "the town and its airport": whose it is stands before it.
    fn town_beside_it(&self, token: usize) -> Option<&Toponym> {
        let a = self.arcs.analysis;
        let its = a.children(token).any(|c| c < token && a.lemma(c) == "its");
        let first = a.head(token);
        let town = self.location(first).filter(|_| its && a.dep(token) == "conj" && first < token);
        town.filter(|t| is_settlement(&t.place.kind))
    }

    /// "on the edge of the town", "at its outskirts".
    fn town_beside(&self, token: usize) -> Vec<usize> {
        let edges = ["on", "at"].iter().flat_map(|p| self.arcs.obliques(token, p));
        edges
            .filter(|&t| matches!(self.lemma(t).as_str(), "edge" | "outskirt" | "outskirts"))
            .flat_map(|t| self.arcs.obliques(t, "of"))
            .collect()
    }

    /// Whether the phrase points at a site that the report has on stage: "the airport", "its base".
    fn is_known(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        a.children(token).any(|c| {
            c < token
                && (a.dep(c) == "det" && matches!(a.lemma(c), "the" | "this" | "that")
                    || a.tag(c) == "PRP$"
                    // "the city's airport"
                    || a.dep(c) == "poss"
                        && self.arcs.lexicon.nouns.settlements.contains(&self.lemma(c)))
        }) || self.is_officials(token)
    }

    /// "the governor's compound", "the mayor's office": a town has one of it.
    pub(crate) fn is_officials(&self, token: usize) -> bool {
        let a = self.arcs.analysis;
        a.children(token).any(|c| {
            c < token
                && a.dep(c) == "poss"
                && a.tag(c) == "NN"
                && self
                    .arcs
                    .lexicon
                    .classes
                    .get("town_officials")
                    .is_some_and(|words| words.contains(&self.lemma(c)))
        })
    }

    /// The noun with its compounds, towns left out: "railway station".
    fn site_words(&self, token: usize) -> String {
        let a = self.arcs.analysis;
        // "the governor's compound": whose it is belongs to the name
        if self.is_officials(token)
            && let Some(owner) = a.children(token).find(|&c| a.dep(c) == "poss")
        {
            return a.span_of(owner..token + 1).of(a.source()).to_owned();
        }
        let pieces: Vec<usize> = a
            .children(token)
            .filter(|&c| c < token && matches!(a.dep(c), "compound" | "amod" | "punct"))
            .collect();
        // "Bab al-Aziziya compound": one name as it is written, hyphens and all
        let first = pieces.first().copied().unwrap_or(token);
        let whole = (first..token).all(|t| {
            self.toponym(t).is_none()
                && (pieces.contains(&t) || pieces.contains(&a.head(t)))
                && matches!(a.pos(t), "PROPN" | "PUNCT" | "NOUN" | "PART")
        });
        if whole && (first..token).any(|t| a.text(t) == "-") {
            return a.span_of(first..token + 1).of(a.source()).to_owned();
        }
        // "an African Union base": a body's name is whole
        let body = self.mentions.iter().find(|m| {
            let tokens = m.tokens.start as usize..m.tokens.end as usize;
            tokens.end == token
                && tokens.len() > 1
                && m.actor.id.is_some()
                && pieces.iter().any(|p| tokens.contains(p))
        });
        if let Some(body) = body {
            let first = (body.tokens.start as usize..token).find(|&t| a.pos(t) != "DET");
            return a.span_of(first.unwrap_or(token)..token + 1).of(a.source()).to_owned();
        }
        let mut words: Vec<&str> = a
            .children(token)
            .filter(|&c| {
                c < token && matches!(a.dep(c), "compound" | "amod") && self.toponym(c).is_none()
            })
            .filter(|&c| a.pos(c) != "VERB")
            .map(|c| a.text(c))
            .collect();
        words.push(a.text(token));
        words.join(" ")
    }

    fn listed_site(&self, town: &Toponym, noun: &str, lemma: &str) -> Option<Place> {
        let tries = [
            format!("{} {noun}", town.place.text),
            format!("{} {noun}", town.place.name),
            format!("{} {lemma}", town.place.name),
        ];
        let entry = tries.iter().find_map(|name| {
            self.gazetteer
                .lookup(name)
                .into_iter()
                .filter_map(|candidate| self.gazetteer.entry(candidate.entry))
                .find(|entry| {
                    entry.kind().is_facility() && entry.country() == town.place.country.as_deref()
                })
        })?;
        let (lat, lon) = entry.at().unzip();
        Some(Place {
            id: Some(entry.id()),
            name: entry.name().to_owned(),
            country: entry.country().map(str::to_owned),
            admin1: entry.admin1_name().map(str::to_owned),
            lat,
            lon,
            kind: entry.kind().as_str().to_owned(),
            precision: Some(if entry.is_nearby() {
                PlacePrecision::Near
            } else {
                PlacePrecision::Exact
            }),
            within: town.place.id.clone(),
            pcode: None,
            text: String::new(),
            span: town.place.span,
        })
    }
}
