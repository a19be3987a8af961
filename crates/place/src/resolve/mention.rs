//! Finding toponyms: what in the text may be the name of a place, and what speaks for it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dateline_report::Span;
use dateline_syntax::Analysis;

use crate::fold::Folder;
use crate::gazetteer::{Candidate, Gazetteer};
use crate::kind::Kind;

use super::ships::ships;
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
    /// Behind a preposition of place, or what a noun says is a place ("the town of").
    pub stands: bool,
    /// Behind a title: a person.
    pub titled: bool,
}

/// Whether the words between two names make them a list.
pub(super) fn is_joint(gap: &[&str]) -> bool {
    matches!(gap, ["," | "and" | "or" | "&"] | [",", "and" | "or"])
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
            let mut label = Label::of(analysis.label(name));
            let mut tokens = name.tokens.clone();
            // "Near Tal Afar, one strike": the sentence's first word is no part of a person's name.
            let first = analysis.text(tokens.start as usize).to_lowercase();
            if tokens.len() > 1 && words::is_locative(&first) {
                tokens.start += 1;
                if label == Label::Person {
                    label = Label::None;
                }
            }
            labels.push(label);
            for token in tokens {
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
        // "Near Raqqah" at a sentence's head is no person.
        let headed = words.first().is_some_and(|word| words::is_locative(&word.to_lowercase()));
        if label == Label::Person && words.len() > 1 && !headed {
            surnames.insert(*last);
        }
        let titled = start > 0 && words::is_title(analysis.text(start - 1));
        if words.len() == 1 {
            *votes.entry(last).or_default() += match label {
                _ if titled => 2,
                // "in Palmyra", "regained Palmyra": the recogniser calls towns of wars persons
                Label::Person if stands_as_place(analysis, start) => -2,
                Label::Person => 1,
                Label::Gpe | Label::Loc => -1,
                _ => 0,
            };
        }
    }
    // Wherever the word stands as places do, whatever the recogniser calls it there, is a vote against.
    for token in 0..analysis.len() {
        if let Some(votes) = votes.get_mut(analysis.text(token))
            && stands_as_place(analysis, token)
        {
            *votes -= 1;
        }
    }
    // One vote is the recogniser's slip as likely as not.
    surnames.extend(votes.into_iter().filter(|(_, votes)| *votes > 1).map(|(word, _)| word));
    surnames
}

/// Whether a single word stands where places stand: behind a preposition of place, or as the object of
/// a verb of taking.
fn stands_as_place(analysis: &Analysis<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map(|t| analysis.text(t).to_lowercase());
    let head = analysis.head(token);
    before.is_some_and(|word| {
        matches!(
            word.as_str(),
            "in" | "near" | "at" | "outside" | "inside" | "into" | "around" | "towards"
        )
    }) || matches!(analysis.dep(token), "dobj" | "nsubjpass")
        && words::is_taken(&analysis.lemma(head).to_lowercase())
        || is_of_place(analysis, token)
        // "had withdrawn from Lyman"
        || analysis.dep(token) == "pobj"
            && matches!(analysis.lemma(head), "from" | "of")
            && is_left(analysis, head)
}

/// Whether a preposition hangs on a verb of leaving or being driven from places.
fn is_left(analysis: &Analysis<'_>, preposition: usize) -> bool {
    let mut governor = analysis.head(preposition);
    if analysis.lemma(governor) == "out" {
        governor = analysis.head(governor);
    }
    words::is_about_place(&analysis.lemma(governor).to_lowercase())
}

/// "the battle of X", "20 km north of X", "the outskirts of X".
fn is_of_place(analysis: &Analysis<'_>, token: usize) -> bool {
    token >= 2
        && analysis.text(token - 1).eq_ignore_ascii_case("of")
        && words::is_of_places(&analysis.text(token - 2).to_lowercase())
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
    pub(super) surnames: HashSet<&'t str>,
    /// Words of the ships' names of the report.
    pub(super) ships: HashSet<&'t str>,
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
            ships: ships(analysis),
        }
    }

    /// The tokens of the recogniser's name that begins where these do; these, where none does.
    pub fn whole_name(&self, name: &Range<usize>) -> Range<usize> {
        let whole = self.cover.name(name.start).and_then(|at| self.analysis.names().get(at));
        let whole = whole.map(|whole| whole.tokens.start as usize..whole.tokens.end as usize);
        whole.filter(|w| w.start == name.start && w.end > name.end).unwrap_or_else(|| name.clone())
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
        self.drop_strangers(&mut mentions);
        self.link(&mut mentions);
        mentions
    }

    /// Names that nobody knows, with little to speak for them, stay only in lists.
    fn drop_strangers(&self, mentions: &mut Vec<Mention>) {
        let joined = |one: &Mention, other: &Mention| {
            let gap: Vec<String> =
                (one.tokens.end..other.tokens.start).map(|token| self.lower(token)).collect();
            let gap: Vec<&str> = gap.iter().map(String::as_str).collect();
            is_joint(&gap)
        };
        let stays: Vec<bool> = (0..mentions.len())
            .map(|at| {
                let mention = &mentions[at];
                !mention.candidates.is_empty()
                    || mention.evidence >= ENOUGH
                    || at > 0 && joined(&mentions[at - 1], mention)
                    || mentions.get(at + 1).is_some_and(|next| joined(mention, next))
            })
            .collect();
        let mut at = 0;
        mentions.retain(|_| {
            at += 1;
            stays[at - 1]
        });
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
                stands: false,
                titled: false,
            });
            mentions.push(mention);
        }
        self.link(&mut mentions);
        mentions
    }

    pub(super) fn word(&self, token: usize) -> &'t str {
        let span = self.analysis.tokens().get(token).map_or_else(Span::default, |one| one.span);
        span.of(self.analysis.source())
    }

    pub(super) fn lower(&self, token: usize) -> String {
        self.word(token).to_lowercase()
    }

    /// The previous token of the sentence that is not a space.
    pub fn before(&self, token: usize) -> Option<usize> {
        (0..token).rev().find(|&earlier| !self.word(earlier).trim().is_empty())
    }

    pub(super) fn text(&self, tokens: Range<usize>) -> &'t str {
        self.analysis.span_of(tokens).of(self.analysis.source())
    }

    pub(super) fn is_capital(&self, token: usize) -> bool {
        let first = self.word(token).chars().next();
        first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    }

    /// Whether a name may begin here.
    pub(super) fn begins(&self, at: usize, end: usize) -> bool {
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
        // "The Syrian" is "Syrian": the name begins with the next word, for "The Hague" as well.
        if !self.begins(at, sentence.end) || matches!(self.word(at), "The" | "A" | "An") {
            return None;
        }
        // "Near Tal Afar" at a sentence's head: its capital is the sentence's.
        if at == sentence.start && words::is_locative(&self.lower(at)) {
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
                let careless = end > at
                    && words::is_name_element(self.word(end - 1))
                    && !words::is_locative(word);
                if !(glued || careless) || !word.chars().all(char::is_alphabetic) {
                    break;
                }
                ends[count] = end + 1;
                count += 1;
            }
            end += 1;
        }
        // "Urem al-Kubra" is one name, and not "Urem"
        let goes_on = at + 3 < sentence.end
            && words::is_lower_article(self.word(at + 1))
            && matches!(self.word(at + 2), "-" | "–" | "‑")
            && self.is_capital(at + 3);
        for &end in ends[..count].iter().rev() {
            if goes_on && end < at + 4 {
                return self.unlisted(at, at + 4, sentence).or_else(|| self.unknown(at, sentence));
            }
            let text = self.text(at..end);
            if text.contains('\n') || text.len() > 90 {
                continue;
            }
            let mut found = std::mem::take(&mut self.found);
            found.clear();
            // "the Kyiv region": some areas are listed under the name with its noun, and the bare name
            // is another's.
            let noun = if end < sentence.end { self.word(end) } else { "" };
            if matches!(noun, "region" | "oblast" | "province" | "governorate" | "state") {
                let named = self.text(at..end + 1);
                self.gazetteer.lookup_into(named, &mut self.folder, &mut found);
                found.retain(|one| one.exact && !one.demonym);
            }
            if found.is_empty() {
                self.gazetteer.lookup_into(text, &mut self.folder, &mut found);
            }
            // "Kafr Dael" is a village that nobody lists, and neither "Kafr" nor "Dael".
            // So is "Bab al-Aziziya", a part of a town.
            let stump = end == at + 1
                && words::is_name_element(self.word(at))
                && end < sentence.end
                && self.begins(end, sentence.end)
                && !shouting;
            let mention = if stump {
                self.found = found;
                let last = (end..sentence.end).find(|&token| self.is_capital(token));
                let stop = last.filter(|last| *last < end + 3).unwrap_or(end) + 1;
                return self.unlisted(at, stop, sentence).or_else(|| self.unknown(at, sentence));
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

    /// Bytes of a mention.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        self.analysis.span_of(tokens.clone())
    }
}
