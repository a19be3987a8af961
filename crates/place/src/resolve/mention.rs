//! Finding toponyms: what in the text may be the name of a place, and what speaks for it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dateline_report::Span;
use dateline_syntax::Analysis;

use crate::fold::Folder;
use crate::gazetteer::{Candidate, Gazetteer};
use crate::kind::Kind;

use super::words;

/// What the name recogniser calls the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Countries, towns, divisions.
    Gpe,
    /// Other places.
    Loc,
    /// Buildings and sites.
    Fac,
    /// Nationalities and groups.
    Norp,
    /// Organisations.
    Org,
    /// Persons.
    Person,
    /// Dates, amounts, works, laws.
    Other,
    /// No name.
    None,
}

impl Label {
    fn of(label: &str) -> Label {
        match label {
            "GPE" => Label::Gpe,
            "LOC" => Label::Loc,
            "FAC" => Label::Fac,
            "NORP" => Label::Norp,
            "ORG" => Label::Org,
            "PERSON" => Label::Person,
            _ => Label::Other,
        }
    }

    pub fn is_place(self) -> bool {
        matches!(self, Label::Gpe | Label::Loc | Label::Fac)
    }
}

/// A name that may be a place.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Tokens of the toponym, feature words that belong to it included.
    pub tokens: Range<usize>,
    /// Tokens that were looked up.
    pub name: Range<usize>,
    pub candidates: Vec<Candidate>,
    /// Kinds that the words beside it ask for.
    pub kinds: &'static [Kind],
    /// Something near it is meant.
    pub near: bool,
    /// What speaks for its being a place.
    pub evidence: f32,
    /// The part of it that the arcs gave.
    pub argument: f32,
    pub label: Label,
    /// A site named after the place: "Mosul airport".
    pub site: bool,
    /// The mention that says where this one lies.
    pub container: Option<usize>,
    /// Inside a longer name ("University of Georgia").
    pub inside: bool,
    /// An everyday word that the recogniser does not call a place.
    pub everyday: bool,
    /// Joined to the mention before it by a comma or "and".
    pub listed: bool,
}

/// Evidence from which on a name is taken for a place.
pub(super) const ENOUGH: f32 = 2.0;

/// Per token: the name that covers it, by index.
pub(super) struct Cover {
    names: Vec<u32>,
    labels: Vec<Label>,
}

const NO_NAME: u32 = u32::MAX;

impl Cover {
    pub fn of(analysis: &Analysis<'_>) -> Cover {
        let mut names = vec![NO_NAME; analysis.len()];
        let mut labels = Vec::new();
        for (number, name) in analysis.names().iter().enumerate() {
            labels.push(Label::of(analysis.label(name)));
            for token in name.tokens.clone() {
                if let Some(slot) = names.get_mut(token as usize) {
                    *slot = number as u32;
                }
            }
        }
        Cover { names, labels }
    }

    pub fn name(&self, token: usize) -> Option<usize> {
        self.names.get(token).filter(|name| **name != NO_NAME).map(|name| *name as usize)
    }

    pub fn label(&self, token: usize) -> Label {
        self.name(token).map_or(Label::None, |name| self.labels[name])
    }
}

/// Words that are persons' names in this report: last words of full names ("John Ripley"), names
/// after titles, words that the recogniser calls a person more often than a place.
fn surnames<'t>(analysis: &Analysis<'t>) -> HashSet<&'t str> {
    let mut surnames = HashSet::new();
    let mut votes: HashMap<&'t str, i32> = HashMap::new();
    for name in analysis.names() {
        let label = Label::of(analysis.label(name));
        let (start, end) = (name.tokens.start as usize, name.tokens.end as usize);
        let words: Vec<&'t str> = (start..end)
            .map(|token| analysis.text(token))
            .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
            .collect();
        let Some(last) = words.last().filter(|word| word.len() > 2) else { continue };
        if label == Label::Person && words.len() > 1 {
            surnames.insert(*last);
        }
        let titled = start > 0 && words::is_title(analysis.text(start - 1));
        if words.len() == 1 {
            *votes.entry(last).or_default() += match label {
                _ if titled => 2,
                Label::Person => 1,
                Label::Gpe | Label::Loc => -1,
                _ => 0,
            };
        }
    }
    // One vote is the recogniser's slip as likely as not.
    surnames.extend(votes.into_iter().filter(|(_, votes)| *votes > 1).map(|(word, _)| word));
    surnames
}

/// The searcher and its buffers.
pub(super) struct Finder<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub gazetteer: &'a Gazetteer,
    pub cover: Cover,
    folder: Folder,
    found: Vec<Candidate>,
    /// Sentences written in capitals, where capitals say nothing.
    shouting: Vec<bool>,
    /// Last words of the persons' names of the report: "Ripley" is then no town.
    surnames: HashSet<&'t str>,
}

impl<'a, 't> Finder<'a, 't> {
    pub fn new(analysis: &'a Analysis<'t>, gazetteer: &'a Gazetteer) -> Self {
        let shouting = analysis
            .sentences()
            .iter()
            .map(|sentence| {
                let text = analysis.span_of(sentence.start as usize..sentence.end as usize);
                let text = text.of(analysis.source());
                let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
                let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
                upper > 12 && upper > 4 * lower
            })
            .collect();
        Finder {
            analysis,
            gazetteer,
            cover: Cover::of(analysis),
            folder: Folder::default(),
            found: Vec::new(),
            shouting,
            surnames: surnames(analysis),
        }
    }

    /// Whether the words are a person's in this report.
    pub fn is_surname(&self, name: &Range<usize>) -> bool {
        name.len() == 1 && self.surnames.contains(self.word(name.start))
    }

    /// All mentions worth weighing, in the order of the text.
    pub fn find(&mut self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        for (number, sentence) in self.analysis.sentences().iter().enumerate() {
            let range = sentence.start as usize..sentence.end as usize;
            let shouting = self.shouting.get(number).copied().unwrap_or(false);
            let mut at = range.start;
            while at < range.end {
                match self.mention_at(at, &range, shouting) {
                    Some(mention) => {
                        at = mention.tokens.end.max(at + 1);
                        mentions.push(mention);
                    }
                    None => at += 1,
                }
            }
        }
        self.link(&mut mentions);
        mentions
    }

    /// Mentions for spans that are known to be toponyms.
    pub fn given(&mut self, spans: &[Span]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        for span in spans {
            let tokens = self.analysis.tokens();
            let start = tokens.partition_point(|token| token.span.end <= span.start);
            let end = tokens.partition_point(|token| token.span.start < span.end);
            let start = start.min(tokens.len() - 1);
            let name = start..end.max(start + 1);
            let sentence = self.analysis.sentences().get(self.analysis.sentence_of(start));
            let sentence = sentence.map_or(name.clone(), |s| s.start as usize..s.end as usize);
            let sentence = sentence.start..sentence.end.max(name.end);
            let text = span.of(self.analysis.source());
            let mut found = self.gazetteer.lookup(text);
            let mut inner = name.clone();
            // "Rapides Parish", "the Mosul airport": the last words may say what it is.
            while found.is_empty() && inner.len() > 1 {
                let first = self.lower(inner.start);
                let last = self.lower(inner.end - 1);
                if words::is_direction(&first) || first == "the" {
                    inner.start += 1;
                } else if words::feature(&last, None).is_some()
                    || matches!(last.as_str(), "'s" | "’s" | ".")
                {
                    inner.end -= 1;
                } else {
                    break;
                }
                found = self.gazetteer.lookup(self.text(inner.clone()));
            }
            let weighed = self.weigh(inner.clone(), &found, &sentence, false).map(|mut mention| {
                // What the span leaves out is not meant.
                if mention.site && mention.tokens.end > name.end {
                    mention.site = false;
                    mention.kinds = &[];
                }
                mention.tokens = name.clone();
                mention
            });
            let mention = weighed.unwrap_or(Mention {
                tokens: name.clone(),
                name: inner,
                candidates: found,
                kinds: &[],
                near: false,
                evidence: 0.0,
                argument: 0.0,
                label: Label::None,
                site: false,
                container: None,
                inside: false,
                everyday: false,
                listed: false,
            });
            mentions.push(mention);
        }
        self.link(&mut mentions);
        mentions
    }

    fn word(&self, token: usize) -> &'t str {
        let span = self.analysis.tokens().get(token).map_or_else(Span::default, |one| one.span);
        span.of(self.analysis.source())
    }

    fn lower(&self, token: usize) -> String {
        self.word(token).to_lowercase()
    }

    /// The previous token of the sentence that is not a space.
    pub fn before(&self, token: usize) -> Option<usize> {
        (0..token).rev().find(|&earlier| !self.word(earlier).trim().is_empty())
    }

    fn text(&self, tokens: Range<usize>) -> &'t str {
        self.analysis.span_of(tokens).of(self.analysis.source())
    }

    fn is_capital(&self, token: usize) -> bool {
        let first = self.word(token).chars().next();
        first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    }

    /// Whether a name may begin here.
    fn begins(&self, at: usize, end: usize) -> bool {
        if self.is_capital(at) {
            return true;
        }
        let word = self.word(at);
        // "al-Bab": article, hyphen, capital.
        (words::is_lower_article(word)
            && at + 2 < end
            && matches!(self.word(at + 1), "-" | "–" | "‑")
            && self.is_capital(at + 2))
            || (word.len() > 3
                && word.split_once('-').is_some_and(|(article, rest)| {
                    words::is_lower_article(article)
                        && rest.chars().next().is_some_and(char::is_uppercase)
                }))
    }

    fn mention_at(
        &mut self,
        at: usize,
        sentence: &Range<usize>,
        shouting: bool,
    ) -> Option<Mention> {
        if !self.begins(at, sentence.end) {
            return None;
        }
        // Candidate ends: the longest run of words that one name can be made of.
        let mut ends: [usize; 8] = [0; 8];
        let mut count = 0;
        let mut end = at;
        while end < sentence.end && end < at + 8 {
            let word = self.word(end);
            let joins = matches!(word, "-" | "–" | "‑" | "'" | "’" | "." | "`");
            if self.is_capital(end) || (end > at && word.bytes().all(|b| b.is_ascii_digit())) {
                ends[count] = end + 1;
                count += 1;
            } else if !(joins || words::is_particle(word)) {
                // "Ma'arrat al-Numan" may come apart into lower-case pieces after an apostrophe.
                let glued =
                    end > at && self.analysis.span(end - 1).end == self.analysis.span(end).start;
                // "Deir ezzor" as careless writers have it.
                let careless = end > at && words::is_name_element(self.word(end - 1));
                if !(glued || careless) || !word.chars().all(char::is_alphabetic) {
                    break;
                }
                ends[count] = end + 1;
                count += 1;
            }
            end += 1;
        }
        for &end in ends[..count].iter().rev() {
            let text = self.text(at..end);
            if text.contains('\n') || text.len() > 90 {
                continue;
            }
            let mut found = std::mem::take(&mut self.found);
            self.gazetteer.lookup_into(text, &mut self.folder, &mut found);
            // "Kafr Dael" is a village that nobody lists, and neither "Kafr" nor "Dael".
            let stump = end == at + 1
                && words::is_name_element(self.word(at))
                && end < sentence.end
                && self.is_capital(end)
                && !shouting;
            // "The Syrian" is "Syrian", but "The Hague" is itself.
            if end > at + 1
                && matches!(self.word(at), "The" | "A" | "An")
                && !found.iter().any(|one| one.exact)
            {
                self.found = found;
                continue;
            }
            let mention = if stump {
                self.found = found;
                return self.unlisted(at, at + 2, sentence);
            } else if found.is_empty() {
                None
            } else {
                self.weigh(at..end, &found, sentence, shouting)
            };
            self.found = found;
            if let Some(mention) = mention {
                return Some(mention);
            }
            if end == at + 1 && count > 1 {
                break;
            }
        }
        self.unknown(at, sentence)
    }

    /// Context of a match: what speaks for and against its being a place.
    fn weigh(
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
            while start < end && matches!(self.word(start), "the" | "The") {
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
            Label::Other => evidence -= 1.8,
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
                Label::Org | Label::Person if self.is_list(cover, &name) => evidence += 1.5,
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
            if let Some((feature, length)) = words::feature(&first, second.as_deref())
                && !found.iter().all(|one| one.demonym)
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
        let mut near = false;
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
            if words::is_locative(&word) {
                evidence += if matches!(word.as_str(), "in" | "near" | "outside" | "inside") {
                    1.6
                } else {
                    0.9
                };
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
                    let owned = noun > sentence.start && self.is_capital(noun - 1);
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
                        }
                        evidence += 3.0;
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

        if self.is_dateline(&name, sentence) {
            evidence += 2.5;
            inside = false;
        }

        // Prominence, and the marks of an everyday word.
        evidence += best;
        let single = name.len() == 1;
        let pos = analysis.pos(name.start);
        let everyday = single && words::is_everyday(&plain) && !label.is_place();
        if everyday {
            evidence -= 4.0;
        }
        if single && !matches!(pos, "PROPN") && !demonym {
            evidence -= 1.8;
        }
        if name.start == sentence.start && single && label == Label::None && best < 2.0 {
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
        })
    }

    /// What the arcs say: the object of "capture", the subject of "fall", "withdrew from", "on" an
    /// assault. Names of towns that the recogniser has never seen stand there.
    fn argument(&self, name: &Range<usize>, label: Label) -> f32 {
        let analysis = self.analysis;
        let last = name.end - 1;
        let head = analysis.head(last);
        if head == last || analysis.pos(last) != "PROPN" {
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
        let verb = analysis.lemma(governor).to_lowercase();
        let found: f32 = match analysis.dep(at) {
            "dobj" | "nsubjpass" if words::is_taken(&verb) => 2.0,
            "nsubj" if matches!(verb.as_str(), "fall") => 1.6,
            "pobj" => {
                let above = analysis.head(governor);
                let word = analysis.lemma(above).to_lowercase();
                if words::is_taken(&word) || words::is_about_place(&word) { 1.6 } else { 0.0 }
            }
            _ => 0.0,
        };
        // A person can be captured too, but not besieged.
        if label == Label::Person && words::is_of_people(&verb) { found * 0.5 } else { found }
    }

    /// "Hasakah and Daraa" taken for one name: this one stands alone between separators.
    fn is_list(&self, cover: &Range<usize>, name: &Range<usize>) -> bool {
        let parts = |token: usize| matches!(self.word(token), "and" | "," | "&" | "/" | "–");
        cover.clone().any(parts)
            && (name.start <= cover.start || parts(name.start - 1))
            && (name.end >= cover.end || parts(name.end))
    }

    /// "BEIRUT (AP) —", "COLUMBUS -- The": a name at the head of a line, before a dash.
    fn is_dateline(&self, name: &Range<usize>, sentence: &Range<usize>) -> bool {
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
    fn prominence(&self, candidate: &Candidate) -> f32 {
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

    /// A name that the gazetteer does not have but that the context calls a place.
    fn unknown(&self, at: usize, sentence: &Range<usize>) -> Option<Mention> {
        let analysis = self.analysis;
        let cover = self.cover.name(at);
        let label = self.cover.label(at);
        let mut end = at + 1;
        if let Some(cover) = cover
            && label.is_place()
        {
            let tokens = &analysis.names()[cover].tokens;
            let first = (tokens.start as usize..tokens.end as usize)
                .find(|&token| self.begins(token, sentence.end))?;
            if first != at {
                return None;
            }
            end = tokens.end as usize;
            while end > at + 1 && !self.is_capital(end - 1) {
                end -= 1;
            }
        } else {
            while end < sentence.end
                && (self.is_capital(end)
                    || (matches!(self.word(end), "-" | "–")
                        && end + 1 < sentence.end
                        && self.is_capital(end + 1)))
            {
                end += 1;
            }
        }
        let (kinds, near, evidence) = self.unknown_context(at, end, sentence);
        let evidence = evidence
            + match label {
                Label::Gpe => 2.2,
                Label::Loc => 2.0,
                Label::Fac => 0.8,
                Label::Person | Label::Org => -0.5,
                Label::Norp | Label::Other => -5.0,
                Label::None => 0.0,
            };
        if words::is_everyday(&crate::fold::plain(self.text(at..end))) {
            return None;
        }
        (evidence >= ENOUGH).then(|| Mention {
            tokens: at..end,
            name: at..end,
            candidates: Vec::new(),
            kinds,
            near,
            evidence,
            argument: 0.0,
            label,
            site: false,
            container: None,
            inside: false,
            everyday: false,
            listed: false,
        })
    }

    /// A name of two words of which the first begins many names.
    fn unlisted(&self, at: usize, end: usize, sentence: &Range<usize>) -> Option<Mention> {
        let label = self.cover.label(at);
        if matches!(label, Label::Person | Label::Norp | Label::Other) {
            return None;
        }
        let (kinds, near, evidence) = self.unknown_context(at, end, sentence);
        let evidence = evidence + if label.is_place() { 1.5 } else { 0.7 };
        (evidence >= 1.5).then(|| Mention {
            tokens: at..end,
            name: at..end,
            candidates: Vec::new(),
            kinds,
            near,
            evidence: evidence.max(ENOUGH),
            argument: 0.0,
            label,
            site: false,
            container: None,
            inside: false,
            everyday: false,
            listed: false,
        })
    }

    fn unknown_context(
        &self,
        at: usize,
        end: usize,
        sentence: &Range<usize>,
    ) -> (&'static [Kind], bool, f32) {
        let Some(of) = self.before(at).filter(|&p| p >= sentence.start) else {
            return (&[], false, 0.0);
        };
        let mut of = of;
        if matches!(self.lower(of).as_str(), "the" | "-" | "al")
            && let Some(earlier) = self.before(of)
        {
            of = earlier;
        }
        let word = self.lower(of);
        let mut kinds: &'static [Kind] = &[];
        let mut evidence = if words::is_locative(&word) { 0.8 } else { 0.0 };
        if word == "of"
            && let Some(noun) = self.before(of).filter(|&p| p >= sentence.start)
            && let Some((feature, _)) = words::feature(&self.lower(noun), None)
            && matches!(
                feature.kinds[0],
                Kind::Town | Kind::Neighbourhood | Kind::Admin1 | Kind::Admin2 | Kind::BorderPost
            )
            && !matches!(
                self.lower(noun).as_str(),
                "state" | "area" | "capital" | "division" | "department"
            )
        {
            kinds = feature.kinds;
            evidence += 2.5;
        }
        if end < sentence.end
            && let Some((feature, _)) = words::feature(
                &self.lower(end),
                (end + 1 < sentence.end).then(|| self.lower(end + 1)).as_deref(),
            )
            && (feature.kinds[0] <= Kind::Neighbourhood)
            && !matches!(self.lower(end).as_str(), "state" | "city" | "department" | "division")
        {
            kinds = feature.kinds;
            evidence += 1.5;
        }
        (kinds, matches!(word.as_str(), "near" | "outside"), evidence)
    }

    /// Links between neighbours: containers, lists, possessives, demonyms before towns.
    fn link(&self, mentions: &mut [Mention]) {
        for at in 1..mentions.len() {
            let (earlier, later) = (at - 1, at);
            let (end, start) = (mentions[earlier].tokens.end, mentions[later].tokens.start);
            if start < end || start - end > 8 {
                continue;
            }
            let gap: Vec<String> = (end..start).map(|token| self.lower(token)).collect();
            let gap: Vec<&str> =
                gap.iter().map(String::as_str).filter(|word| !word.trim().is_empty()).collect();
            let first_is_demonym =
                mentions[earlier].candidates.first().is_some_and(|one| one.demonym);
            let area = self.may_be_area(&mentions[later]);
            mentions[later].listed =
                matches!(gap.as_slice(), ["," | "and" | "or" | "&"] | [",", "and" | "or"]);
            match gap.as_slice() {
                // "Paris, Texas", "Al-Qaim (Iraq)".
                ["," | "("] if area && !first_is_demonym => {
                    if self.holds(&mentions[later], &mentions[earlier]) {
                        mentions[earlier].container = Some(later);
                        mentions[earlier].evidence += 2.5;
                        mentions[later].evidence += 2.5;
                    }
                }
                // "Al-Qaim in western Iraq", "in Syria's Raqqa".
                ["in" | "of", rest @ ..]
                    if area
                        && rest.len() <= 3
                        && rest.iter().all(|word| {
                            words::is_direction(word) || matches!(*word, "the" | "-")
                        })
                        && !first_is_demonym =>
                {
                    let site =
                        mentions[earlier].kinds.first().is_some_and(|kind| kind.is_facility());
                    if self.holds(&mentions[later], &mentions[earlier])
                        || site
                        || mentions[earlier].candidates.is_empty()
                    {
                        mentions[earlier].container = Some(later);
                        mentions[earlier].evidence += 1.2;
                        mentions[later].evidence += 0.8;
                    }
                }
                [",", "in", rest @ ..]
                    if area
                        && rest.len() <= 3
                        && rest.iter().all(|word| words::is_direction(word) || *word == "the") =>
                {
                    if self.holds(&mentions[later], &mentions[earlier]) {
                        mentions[earlier].container = Some(later);
                    }
                }
                ["'s" | "’s", rest @ ..]
                    if rest.len() <= 3 && self.may_be_area(&mentions[earlier]) =>
                {
                    if self.holds(&mentions[earlier], &mentions[later]) {
                        mentions[later].container = Some(earlier);
                        mentions[later].evidence += 1.6;
                    }
                }
                // "the Syrian city of Raqqa", "Iraqi border town Husaybah".
                rest if first_is_demonym
                    && rest.len() <= 4
                    && rest.iter().any(|word| words::feature(word, None).is_some()) =>
                {
                    if self.holds(&mentions[earlier], &mentions[later]) {
                        mentions[later].container = Some(earlier);
                        mentions[later].evidence += 1.0;
                    }
                }
                // Lists.
                ["," | "and" | "or" | "&"] | [",", "and" | "or"] => {
                    let (one, two) = (mentions[earlier].evidence, mentions[later].evidence);
                    if one >= 3.0 && !mentions[later].inside {
                        mentions[later].evidence += 1.2;
                    }
                    if two >= 3.0 && !mentions[earlier].inside {
                        mentions[earlier].evidence += 1.0;
                    }
                }
                _ => {}
            }
        }
    }

    fn may_be_area(&self, mention: &Mention) -> bool {
        mention.candidates.iter().any(|one| {
            self.gazetteer.entry(one.entry).is_some_and(|entry| {
                entry.kind().is_area()
                    || (entry.kind() == Kind::Town && entry.population() > 20_000)
            })
        })
    }

    /// Whether some candidate of `area` holds some candidate of `inner`.
    fn holds(&self, area: &Mention, inner: &Mention) -> bool {
        use super::choose::{choice, lies_in};
        let areas: Vec<_> = area
            .candidates
            .iter()
            .take(30)
            .filter_map(|one| choice(self.gazetteer, *one))
            .filter(|one| one.kind.is_area() || (one.kind == Kind::Town && one.population > 20_000))
            .collect();
        inner.candidates.iter().take(60).filter_map(|one| choice(self.gazetteer, *one)).any(|one| {
            areas.iter().any(|area| {
                area.kind != Kind::Town && lies_in(&one, area)
                    || (area.kind == Kind::Town
                        && one.kind == Kind::Neighbourhood
                        && lies_in(&one, area))
            })
        })
    }

    /// Bytes of a mention.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        self.analysis.span_of(tokens.clone())
    }
}
