//! Names that the gazetteer does not have but that the context calls a place.

use std::ops::Range;

use crate::kind::Kind;

use super::mention::{ENOUGH, Finder, Label, Mention};
use super::words;

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
        let argument = self.unlisted_argument(&(at..end), label);
        let evidence = evidence + argument;
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
    pub(super) fn unlisted(
        &self,
        at: usize,
        end: usize,
        sentence: &Range<usize>,
    ) -> Option<Mention> {
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

    /// What the arcs say of a name that no gazetteer has: it stands where towns stand that are taken,
    /// besieged or left, and not where people do.
    pub(super) fn unlisted_argument(&self, name: &Range<usize>, label: Label) -> f32 {
        let analysis = self.analysis;
        let last = name.end - 1;
        let called = analysis
            .children(last)
            .any(|child| analysis.dep(child) == "appos" && self.is_place_noun(child));
        let person = label == Label::Person && name.len() > 1 && !called;
        if person || label == Label::Norp || analysis.pos(last) != "PROPN" || self.speaks(name) {
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
            Label::Org if argument < 3.0 => 0.0,
            Label::Person | Label::Org if of_people && !called => 0.0,
            _ if argument >= 1.6 => argument + 1.0,
            _ => 0.0,
        }
    }

    pub(super) fn unknown_context(
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
}
