//! Names that the gazetteer does not have but that the context calls a place.

use std::ops::Range;

use crate::kind::Kind;

use super::mention::{ENOUGH, Finder, Label, Mention};
use super::words;

/// What the words beside an unknown name say.
#[derive(Clone, Copy, Debug, Default)]
struct Surroundings {
    kinds: &'static [Kind],
    near: bool,
    stands: bool,
    evidence: f32,
}

impl Finder<'_, '_> {
    /// A name that the gazetteer does not have but that the context calls a place.
    pub(super) fn unknown(&self, at: usize, sentence: &Range<usize>) -> Option<Mention> {
        let analysis = self.analysis;
        let cover = self.cover.name(at);
        let label = self.cover.label(at);
        let mut end = at + 1;
        if let Some(cover) = cover
            && label.is_place()
        {
            let tokens = &analysis.names()[cover].tokens;
            let first = (tokens.start as usize..tokens.end as usize).find(|&token| {
                self.begins(token, sentence.end) && !matches!(self.word(token), "The" | "A" | "An")
            })?;
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
        let context = self.unknown_context(at, end, sentence);
        let (kinds, near) = (context.kinds, context.near);
        let argument = self.argument(&(at..end), label);
        let titled = self
            .before(at)
            .filter(|&earlier| earlier >= sentence.start)
            .is_some_and(|earlier| words::is_title(self.word(earlier)));
        let plain_words = (at..end).all(|token| self.word(token).len() > 1);
        let evidence = context.evidence
            // A bare name that stands where a taken town stands.
            + if titled || !plain_words || self.is_surname(&(at..end)) {
                0.0
            } else if end == at + 1 || label != Label::Person {
                argument.min(2.5)
            } else {
                0.5 * argument
            }
            + match label {
                Label::Gpe => 2.2,
                Label::Loc => 2.0,
                Label::Fac => 0.8,
                Label::Person | Label::Org => -0.5,
                // "killed in Dahyan": no people has a singular name behind "in"
                Label::Norp if self.is_befallen(&(at..end)) => -0.5,
                Label::Norp | Label::Other => -5.0,
                Label::None => 0.0,
            };
        if words::is_everyday(&crate::fold::plain(self.text(at..end))) || self.is_victim(end - 1) {
            return None;
        }
        // "By Saturday they": a small word in capitals, and a day.
        let dated = |token: usize| self.cover.label(token) == Label::Other;
        let small = at == sentence.start
            && matches!(analysis.pos(at), "ADP" | "SCONJ" | "CCONJ" | "ADV" | "DET" | "PRON");
        if !label.is_place() && end > at + 1 && (small || (at..end).any(dated)) {
            return None;
        }
        // "Bombs fell", "Rebels burst": a plural that begins a sentence is no name.
        if end == at + 1 && at == sentence.start && matches!(analysis.tag(at), "NNS" | "CD") {
            return None;
        }
        let evidence = evidence + self.unlisted_argument(&(at..end), label);
        // With less to speak for it, it may still stand in a list of towns.
        let listable = !titled
            && plain_words
            && end <= at + 3
            && label != Label::Other
            && (at > sentence.start || label != Label::None)
            && self.analysis.pos(end - 1) == "PROPN";
        (evidence >= ENOUGH || listable).then(|| Mention {
            tokens: at..end,
            name: at..end,
            candidates: Vec::new(),
            kinds,
            near,
            evidence,
            argument,
            label,
            site: false,
            container: None,
            inside: false,
            everyday: false,
            listed: false,
            stands: context.stands,
            titled,
        })
    }

    /// A name of two words of which the first begins many names.
    pub(super) fn unlisted(
        &self,
        at: usize,
        end: usize,
        sentence: &Range<usize>,
    ) -> Option<Mention> {
        let label = self.cover.label(at);
        if matches!(label, Label::Norp | Label::Other) {
            return None;
        }
        let context = self.unknown_context(at, end, sentence);
        let (kinds, near) = (context.kinds, context.near);
        // "entered Ain Issa": a person to the recogniser, and nobody's first name
        let said = match label {
            Label::Person => (self.argument(&(at..end), label) - 0.3).clamp(0.0, 2.0),
            label if label.is_place() => 1.5,
            _ => 0.7,
        };
        let evidence = context.evidence + said;
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
            stands: context.stands,
            titled: false,
        })
    }

    /// What the arcs say of a name that no gazetteer has: it stands where towns stand that are taken,
    /// besieged or left, and not where people do.
    pub(super) fn unlisted_argument(&self, name: &Range<usize>, label: Label) -> f32 {
        let analysis = self.analysis;
        let last = name.end - 1;
        let called = analysis
            .children(last)
            .any(|child| analysis.dep(child) == "appos" && self.is_place_noun(child));
        let befallen = self.is_befallen(name);
        let person = label == Label::Person && name.len() > 1 && !called && !befallen;
        let people = label == Label::Norp && !befallen;
        if person || people || analysis.pos(last) != "PROPN" || self.speaks(name) {
            return 0.0;
        }
        let head = analysis.head(last);
        if analysis.dep(last) == "compound" && head > last {
            return 0.0;
        }
        let argument = self.argument(name, label);
        let verb = analysis.lemma(head).to_lowercase();
        // "took Hadrut and nine villages": a town stands in line with towns.
        let called = called
            || analysis
                .children(last)
                .any(|child| analysis.dep(child) == "conj" && self.is_place_noun(child));
        let of_people =
            analysis.dep(last) != "pobj" && verb != "take" && words::is_of_people(&verb);
        match label {
            Label::Org if argument < 3.0 && !befallen => 0.0,
            Label::Person | Label::Org if of_people && !called => 0.0,
            _ if argument >= 1.6 => argument + 1.0,
            _ => 0.0,
        }
    }

    /// "killing Ripley, Hurst and Dole": those to whom something is done that is done to people only.
    fn is_victim(&self, last: usize) -> bool {
        let analysis = self.analysis;
        let mut first = last;
        while analysis.dep(first) == "conj" && analysis.head(first) < first {
            first = analysis.head(first);
        }
        matches!(analysis.dep(first), "dobj" | "nsubjpass")
            && words::is_to_people(&analysis.lemma(analysis.head(first)).to_lowercase())
    }

    /// "were killed in Dahyan": a name right behind "in" or "at" where something befalls people.
    fn is_befallen(&self, name: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let last = name.end - 1;
        let preposition = analysis.head(last);
        analysis.dep(last) == "pobj"
            && analysis.tag(last) == "NNP"
            && preposition + 1 == name.start
            && matches!(analysis.lemma(preposition).to_lowercase().as_str(), "in" | "at")
            && self.befalls_in(preposition)
    }

    fn unknown_context(&self, at: usize, end: usize, sentence: &Range<usize>) -> Surroundings {
        let mut around = Surroundings::default();
        let Some(of) = self.before(at).filter(|&p| p >= sentence.start) else {
            return around;
        };
        let mut of = of;
        if matches!(self.lower(of).as_str(), "the" | "-" | "al")
            && let Some(earlier) = self.before(of)
        {
            of = earlier;
        }
        let word = self.lower(of);
        around.stands = words::is_locative(&word);
        around.evidence = if around.stands { 0.8 } else { 0.0 };
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
            around.kinds = feature.kinds;
            around.stands = true;
            around.evidence += 3.0;
        }
        if end < sentence.end
            && let Some((feature, _)) = words::feature(
                &self.lower(end),
                (end + 1 < sentence.end).then(|| self.lower(end + 1)).as_deref(),
            )
            && (feature.kinds[0] <= Kind::Neighbourhood)
            && !matches!(self.lower(end).as_str(), "state" | "city" | "department" | "division")
        {
            around.kinds = feature.kinds;
            around.evidence += 1.5;
        }
        around.near = matches!(word.as_str(), "near" | "outside");
        around
    }
}
