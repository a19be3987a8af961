//! Links between neighbouring names: what lies in what, what is listed with what.

use crate::kind::Kind;

use super::mention::{Finder, Mention, is_joint};
use super::words;

impl Finder<'_, '_> {
    /// Links between neighbours: containers, lists, possessives, demonyms before towns.
    pub(super) fn link(&self, mentions: &mut [Mention]) {
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
            mentions[later].listed = is_joint(&gap);
            match gap.as_slice() {
                // "Paris, Texas", "Al-Qaim (Iraq)".
                ["," | "("]
                    if area
                        && !first_is_demonym
                        && self.holds(&mentions[later], &mentions[earlier]) =>
                {
                    mentions[earlier].container = Some(later);
                    mentions[earlier].evidence += 2.5;
                    mentions[later].evidence += 2.5;
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
                    // "Mosul airport in", "the Old City of".
                    let site =
                        mentions[earlier].kinds.first().is_some_and(|kind| kind.is_facility())
                            || self.may_be_quarter(&mentions[earlier]);
                    if self.holds(&mentions[later], &mentions[earlier])
                        || site
                        || mentions[earlier].candidates.is_empty()
                    {
                        mentions[earlier].container = Some(later);
                        mentions[earlier].evidence += 1.2;
                        mentions[later].evidence += 0.8;
                    }
                }
                // "the Hamidiya district of Deir Ezzor" lies in Deir Ezzor, whatever else is called so.
                [part, "of" | "in"] | [part, "of" | "in", "the"]
                    if area && !first_is_demonym && words::is_part(part) =>
                {
                    mentions[earlier].container = Some(later);
                    mentions[earlier].evidence += 1.2;
                    mentions[later].evidence += 1.2;
                }
                // "the village of Zurbazanga near Djibo": nobody lists it, and Djibo is where it is near.
                ["near" | "outside"] | ["close", "to"]
                    if mentions[earlier].candidates.is_empty() =>
                {
                    mentions[earlier].container = Some(later);
                }
                [",", "in", rest @ ..]
                    if area
                        && rest.len() <= 3
                        && rest.iter().all(|word| words::is_direction(word) || *word == "the")
                        && self.holds(&mentions[later], &mentions[earlier]) =>
                {
                    mentions[earlier].container = Some(later);
                }
                ["'s" | "’s", rest @ ..]
                    if rest.len() <= 3
                        && self.may_be_area(&mentions[earlier])
                        && self.holds(&mentions[earlier], &mentions[later]) =>
                {
                    mentions[later].container = Some(earlier);
                    mentions[later].evidence += 1.6;
                }
                // "the Syrian city of Raqqa", "Iraqi border town Husaybah".
                rest if first_is_demonym
                    && rest.len() <= 4
                    && rest.iter().any(|word| words::feature(word, None).is_some())
                    && self.holds(&mentions[earlier], &mentions[later]) =>
                {
                    mentions[later].container = Some(earlier);
                    mentions[later].evidence += 1.0;
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

    /// Whether the name is, before all, one of a part of a town.
    fn may_be_quarter(&self, mention: &Mention) -> bool {
        let first = mention.candidates.first().and_then(|one| self.gazetteer.entry(one.entry));
        first.is_some_and(|entry| entry.kind() == Kind::Neighbourhood)
    }

    pub(super) fn may_be_area(&self, mention: &Mention) -> bool {
        mention.candidates.iter().any(|one| {
            self.gazetteer.entry(one.entry).is_some_and(|entry| {
                entry.kind().is_area()
                    || (entry.kind() == Kind::Town && entry.population() > 20_000)
            })
        })
    }

    /// Whether some candidate of `area` holds some candidate of `inner`.
    pub(super) fn holds(&self, area: &Mention, inner: &Mention) -> bool {
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
}
