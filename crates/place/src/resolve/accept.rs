//! Which of the names found are places: what speaks for each, and what its neighbours in a list are.

use std::collections::HashMap;

use crate::fold::fold;
use crate::gazetteer::Gazetteer;
use crate::kind::Kind;

use super::PlaceContext;
use super::abroad::are_neighbours;
use super::home::Home;
use super::mention::{ENOUGH, Finder, Label, Mention};

/// What a name's lying in a country weighs in which a body of the report acts: more than the
/// recogniser's word for a person against it.
const FOUGHT_OVER: f32 = 3.6;

/// What the arcs must say of a name that no entry fits.
const UNLISTED: f32 = 2.6;

/// Drops what is no place; a name accepted once is accepted wherever it stands alone.
///
/// A name that stands where a taken town stands is accepted more readily in a country that the report
/// speaks of: the recogniser has seen few towns of wars and calls them persons.
pub(super) fn accept(
    mentions: &mut Vec<Mention>,
    finder: &Finder<'_, '_>,
    context: &PlaceContext,
    home: &Home,
    gazetteer: &Gazetteer,
) {
    let spoken = countries_spoken_of(mentions, context, gazetteer);
    let mut known: HashMap<Vec<u32>, f32> = HashMap::new();
    let key = |mention: &Mention| -> Vec<u32> {
        mention.candidates.iter().take(4).map(|one| one.entry.number()).collect()
    };
    for mention in mentions.iter() {
        let best = known.entry(key(mention)).or_insert(f32::MIN);
        *best = best.max(mention.evidence);
    }
    let mut fitting = vec![false; mentions.len()];
    let beside = |country: &str| spoken.iter().any(|code| are_neighbours(code, country));
    let mut keep: Vec<bool> = mentions
        .iter()
        .enumerate()
        .map(|(at, mention)| {
            let elsewhere = known.get(&key(mention)).copied().unwrap_or(0.0);
            if finder.is_ship(&mention.name) {
                return false;
            }
            let person = finder.is_surname(&mention.name);
            let known = elsewhere >= 3.0 && !person;
            let mut lift = if known { if mention.inside { 1.5 } else { 2.5 } } else { 0.0 };
            if !person && !home.names.is_empty() {
                let name = fold(finder.span(&mention.name).of(finder.analysis.source()));
                if home.names.contains(&name) {
                    lift += 2.0;
                }
            }
            if !mention.inside && !person && !mention.everyday {
                let fits = mention.candidates.iter().find(|one| {
                    let Some(entry) = gazetteer.entry(one.entry) else { return false };
                    let known =
                        one.exact || (entry.population() > 20_000 && (one.main || one.hand));
                    let country = entry.country().unwrap_or("");
                    known && !one.demonym && spoken.iter().any(|code| code == country)
                });
                fitting[at] = fits.is_some();
                let near = fits.is_none()
                    && mention.candidates.iter().any(|one| {
                        let Some(entry) = gazetteer.entry(one.entry) else { return false };
                        // of some towns that wars are fought over nobody counts the inhabitants
                        let town = entry.kind() == Kind::Town
                            && (entry.population() > 1_000 || one.hand && entry.population() == 0);
                        let main = one.main || one.hand || entry.population() > 5_000;
                        let known = one.exact && main && !one.demonym;
                        known && town && entry.country().is_some_and(beside)
                    });
                // A town where a war is on, where towns stand, in a report that says nothing of countries.
                let fought = fits.is_none()
                    && spoken.is_empty()
                    && (mention.stands || mention.argument >= 1.0)
                    && mention.candidates.iter().any(|one| {
                        let Some(entry) = gazetteer.entry(one.entry) else { return false };
                        let own = one.exact && (one.main || one.hand) && !one.demonym;
                        own && entry.kind() == Kind::Town
                            && entry.country().is_some_and(|country| {
                                context.at_war.iter().any(|code| code == country)
                            })
                    });
                if fought {
                    lift += 1.2;
                }
                // "Russia took Avdiivka": what neighbours fight over.
                if near && (mention.argument >= 1.0 || mention.stands) {
                    fitting[at] = true;
                    if mention.argument >= 1.0 {
                        lift += 2.2;
                    }
                }
                // No person bears the name elsewhere in the report, and a town of it is where it is
                // told of.
                if mention.label == Label::Person && mention.argument >= 1.0 && fitting[at] {
                    lift += 0.8;
                }
                if let Some(one) = fits {
                    // A body that fights there speaks louder than a country's name: in such a report
                    // the recogniser's persons and organisations are towns that it has never seen.
                    let country = gazetteer.entry(one.entry).and_then(|entry| entry.country());
                    let acted =
                        context.countries.iter().any(|(code, _)| Some(code.as_str()) == country);
                    let own = one.main || one.hand || one.exact;
                    lift += match mention.label {
                        _ if acted && own && !finder.speaks(&mention.name) => FOUGHT_OVER,
                        _ if mention.site || !mention.kinds.is_empty() => 3.0,
                        _ if mention.argument > 0.0 => 2.2,
                        Label::Person | Label::Org | Label::Other => 1.1,
                        _ => 1.5,
                    };
                    // Two words in a row are seldom a town's name by chance.
                    if mention.name.len() > 1 && (one.main || one.hand) {
                        lift += 1.0;
                    }
                }
            }
            mention.evidence + lift >= ENOUGH - 1e-3
        })
        .collect();
    // A town that its verb calls one and no entry here fits is a town that the gazetteer lacks.
    for (at, mention) in mentions.iter_mut().enumerate() {
        if !keep[at]
            && !mention.inside
            && !mention.everyday
            && !finder.is_surname(&mention.name)
            && !finder.is_ship(&mention.name)
            && finder.unlisted_argument(&mention.name, mention.label) >= UNLISTED
        {
            mention.candidates.clear();
            // "Camp Abubakar": the recogniser's whole name, of which a piece was looked up
            if mention.label.is_place() && !mention.site {
                let whole = finder.whole_name(&mention.name);
                (mention.name, mention.tokens) = (whole.clone(), whole);
            }
            keep[at] = true;
        }
    }
    // "A, B and C": what stands between two places is one.
    for at in 1..mentions.len().saturating_sub(1) {
        let joined = mentions[at].listed && mentions[at + 1].listed;
        if joined && keep[at - 1] && keep[at + 1] && fitting[at] {
            keep[at] = true;
        }
    }
    let here = |mention: &Mention| {
        let mut entries = mention.candidates.iter().filter_map(|one| gazetteer.entry(one.entry));
        entries.any(|entry| {
            entry
                .country()
                .is_some_and(|country| spoken.iter().any(|code| code == country) || beside(country))
        })
    };
    let loosely: Vec<bool> = mentions.iter().map(here).collect();
    lists(mentions, finder, gazetteer, [&fitting, &loosely], &mut keep);
    let mut renumbered = vec![None; mentions.len()];
    let mut next = 0;
    for (at, kept) in keep.iter().enumerate() {
        if *kept {
            renumbered[at] = Some(next);
            next += 1;
        }
    }
    let mut at = 0;
    mentions.retain(|_| {
        at += 1;
        keep[at - 1]
    });
    for mention in mentions {
        mention.container = mention.container.and_then(|area| renumbered[area]);
    }
}

/// Names listed with towns, where towns stand, are towns: the recogniser knows few of those that wars
/// are fought over, and the gazetteer not all.
fn lists(
    mentions: &[Mention],
    finder: &Finder<'_, '_>,
    gazetteer: &Gazetteer,
    [fitting, loosely]: [&[bool]; 2],
    keep: &mut [bool],
) {
    let mut start = 0;
    while start < mentions.len() {
        let mut end = start + 1;
        while end < mentions.len() && mentions[end].listed {
            end += 1;
        }
        let list = start..end;
        start = end;
        if list.len() < 2 {
            continue;
        }
        let stands = list.clone().any(|at| mentions[at].stands || mentions[at].argument >= 1.0);
        let towns =
            list.clone().filter(|&at| keep[at] && is_town(&mentions[at], gazetteer)).count();
        // Names that nobody knows stand beside towns only where towns stand.
        let sure = towns > 0 && (stands || towns > 1);
        for at in list {
            let mention = &mentions[at];
            let shut = mention.label == Label::Norp && mention.candidates.is_empty() && towns < 2
                || mention.titled
                || mention.inside
                || mention.everyday
                || finder.is_surname(&mention.name)
                || finder.is_ship(&mention.name);
            if keep[at] || shut {
                continue;
            }
            let known = mention.candidates.iter().any(|one| one.exact && !one.demonym);
            keep[at] = sure
                && (fitting[at] || loosely[at] || known && stands || mention.candidates.is_empty())
                || towns == 0 && stands && fitting[at] && mention.label != Label::Other;
        }
    }
}

/// Whether a mention is of a town, a part of one, or a name that nobody knows.
fn is_town(mention: &Mention, gazetteer: &Gazetteer) -> bool {
    let settled = |kind: Kind| matches!(kind, Kind::Town | Kind::Neighbourhood | Kind::Admin2);
    let first = mention.candidates.first();
    first.is_none_or(|one| {
        let entry = gazetteer.entry(one.entry);
        !one.demonym && entry.is_some_and(|entry| settled(entry.kind()))
    })
}

/// Countries that the report names, by their names or their people's.
fn countries_spoken_of(
    mentions: &[Mention],
    context: &PlaceContext,
    gazetteer: &Gazetteer,
) -> Vec<String> {
    let mut spoken: Vec<String> = mentions
        .iter()
        .filter(|mention| mention.evidence >= ENOUGH)
        .flat_map(|mention| mention.candidates.iter().take(2))
        .filter_map(|one| gazetteer.entry(one.entry))
        .filter(|entry| entry.kind() == Kind::Country)
        .filter_map(|entry| entry.country().map(str::to_owned))
        .chain(context.countries.iter().map(|(code, _)| code.clone()))
        .collect();
    spoken.sort();
    spoken.dedup();
    spoken
}
