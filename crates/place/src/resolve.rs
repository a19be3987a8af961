//! Resolution: the toponyms of a whole report, each with the entry that it means.
//!
//! Three steps: [`mention`] finds what may be a place and gathers the evidence beside it, [`choose`]
//! weighs the candidates of all names against each other, [`role`] says what each toponym does in
//! its sentence. What stays ambiguous keeps its candidates; what no entry fits keeps its words.

mod abroad;
mod accept;
mod choose;
mod evidence;
mod home;
mod link;
mod mention;
mod role;
mod ships;
mod unknown;
mod words;

use std::collections::HashMap;

use dateline_report::{Note, Span};
use dateline_syntax::Analysis;
use jiff::civil::Date;

use crate::fold::{fold, plain};
use crate::gazetteer::{EntryId, Gazetteer};
use crate::kind::Kind;
use crate::{Place, PlacePrecision, Toponym, ToponymRole};

pub use abroad::are_neighbours;
use accept::accept;
use choose::{Choice, Group, choice, kilometres, prune, settle};
use home::Home;
use mention::{Finder, Mention};

/// What it is worth that a site's name is all there, and not the town's alone.
const WHOLE_NAME: f32 = 6.0;

/// What is known of a report beside its words.
#[derive(Clone, Debug, Default)]
pub struct PlaceContext {
    /// Countries that the report is about, by its actors for one, with weights (1 is one mention).
    pub countries: Vec<(String, f32)>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// Internet domain of the publisher.
    pub domain: Option<String>,
    /// Countries in which armed groups fought then: a name that says nothing of its country is more
    /// likely theirs, in a report of war that gives no other sign.
    pub at_war: Vec<String>,
    /// Day of publication: names that held for a time only are judged by it.
    pub published: Option<Date>,
}

/// Finds and resolves all toponyms of a report.
pub fn resolve(
    analysis: &Analysis<'_>,
    context: &PlaceContext,
    gazetteer: &Gazetteer,
) -> (Vec<Toponym>, Vec<Note>) {
    Search::new(analysis, gazetteer).resolve(context)
}

/// What may be a place in a report, found once and resolved as often as more is known of the report.
pub struct Search<'a, 't> {
    finder: Finder<'a, 't>,
    mentions: Vec<Mention>,
}

impl<'a, 't> Search<'a, 't> {
    /// Looks up every name of a report.
    pub fn new(analysis: &'a Analysis<'t>, gazetteer: &'a Gazetteer) -> Search<'a, 't> {
        let mut finder = Finder::new(analysis, gazetteer);
        let mentions = if analysis.is_empty() { Vec::new() } else { finder.find() };
        Search { finder, mentions }
    }

    /// The toponyms by what is known of the report beside its words.
    pub fn resolve(&self, context: &PlaceContext) -> (Vec<Toponym>, Vec<Note>) {
        let gazetteer = self.finder.gazetteer;
        let mut mentions = self.mentions.clone();
        let home = Home::of(context, gazetteer);
        accept(&mut mentions, &self.finder, context, &home, gazetteer);
        resolve_mentions(&self.finder, &mentions, context, &home, gazetteer)
    }
}

impl std::fmt::Debug for Search<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search").field("mentions", &self.mentions).finish_non_exhaustive()
    }
}

fn resolve_mentions(
    finder: &Finder<'_, '_>,
    mentions: &[Mention],
    context: &PlaceContext,
    home: &Home,
    gazetteer: &Gazetteer,
) -> (Vec<Toponym>, Vec<Note>) {
    let source = finder.analysis.source();
    let (mut groups, of_mention) = group(finder, mentions, context, gazetteer);
    settle(&mut groups, context, home);

    let mut notes = Vec::new();
    let mut toponyms: Vec<Toponym> = Vec::new();
    let containers: Vec<usize> = mentions.iter().filter_map(|mention| mention.container).collect();
    for (number, mention) in mentions.iter().enumerate() {
        let group = &groups[of_mention[number]];
        let span = finder.span(&mention.tokens);
        let verdict = verdict(group, &groups, gazetteer);
        let within = mention.container.and_then(|area| groups[of_mention[area]].choices.first());
        let holds = containers.contains(&number);
        let toponym =
            toponym(finder, mention, group, &verdict, within, holds, gazetteer, span.of(source));
        if toponym.place.id.is_none() {
            notes.push(Note::new(
                "D014",
                format!("no gazetteer entry fits \"{}\": {}", toponym.place.text, toponym.reason),
            ));
        } else if !toponym.candidates.is_empty() {
            notes.push(Note::new(
                "D015",
                format!(
                    "\"{}\" stays ambiguous; taken for {}",
                    toponym.place.text, toponym.place.name
                ),
            ));
        }
        toponyms.push(toponym);
    }
    (toponyms, notes)
}

/// Resolves toponyms that are given, by their spans, instead of found: for measuring, and for
/// texts whose places a person has marked. One toponym comes out for every span, in order.
pub fn resolve_given(
    analysis: &Analysis<'_>,
    spans: &[Span],
    context: &PlaceContext,
    gazetteer: &Gazetteer,
) -> Vec<Toponym> {
    if analysis.is_empty() {
        return Vec::new();
    }
    let mut finder = Finder::new(analysis, gazetteer);
    let mentions = finder.given(spans);
    let home = Home::of(context, gazetteer);
    resolve_mentions(&finder, &mentions, context, &home, gazetteer).0
}

/// What a town's prior loses where the bare name is its area's.
const AREAS_OWN: f32 = 6.0;

/// Mentions of one name under the same circumstances form a group.
fn group(
    finder: &Finder<'_, '_>,
    mentions: &[Mention],
    context: &PlaceContext,
    gazetteer: &Gazetteer,
) -> (Vec<Group>, Vec<usize>) {
    let source = finder.analysis.source();
    let mut groups: Vec<Group> = Vec::new();
    let mut of_mention = Vec::with_capacity(mentions.len());
    let mut index: HashMap<(String, Option<Kind>, Option<String>), usize> = HashMap::new();
    let mut counts: Vec<f32> = Vec::new();
    let name = |mention: &Mention| plain(finder.span(&mention.name).of(source));
    for mention in mentions {
        let plain_name = name(mention);
        let area = mention.container.map(|area| name(&mentions[area]));
        let key = (plain_name.clone(), mention.kinds.first().copied(), area);
        let number = *index.entry(key).or_insert_with(|| {
            let mut choices: Vec<Choice> = mention
                .candidates
                .iter()
                .filter_map(|candidate| choice(gazetteer, *candidate))
                .collect();
            for one in &mut choices {
                one.prior += dated(one, context);
            }
            fought(gazetteer, &plain_name, context, &mut choices);
            if mention.site {
                named_sites(finder.span(&mention.tokens).of(source), gazetteer, &mut choices);
                site_choices(mention, gazetteer, &mut choices);
            }
            prune(&mut choices);
            if mention.kinds.is_empty() {
                leave_to_area(gazetteer, &plain_name, &mut choices);
            }
            for one in &mut choices {
                one.seat_of_affairs = one.kind == Kind::Town && abroad::is_seat(gazetteer, one);
                let entry = gazetteer.entry(one.candidate.entry);
                one.alike = entry.is_some_and(|entry| {
                    let own = abroad::consonants(&plain(entry.name()));
                    // "Taji" and "Taiji" have too few to tell
                    (one.candidate.exact || own.len() > 2) && own == abroad::consonants(&plain_name)
                });
            }
            groups.push(Group {
                plain: fold(&plain_name),
                demonym: choices.iter().all(|one| one.candidate.demonym) && !choices.is_empty(),
                choices,
                kinds: mention.kinds,
                container: None,
                weight: 0.0,
            });
            counts.push(0.0);
            groups.len() - 1
        });
        // "the Ruritanian embassy in Zenda": Zenda lies elsewhere
        let next = mention.tokens.end;
        let next = if finder.lower(next) == "'s" { next + 1 } else { next };
        counts[number] += if words::is_abroad(&finder.lower(next)) { 0.0 } else { 1.0 };
        of_mention.push(number);
    }
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(area) = mention.container {
            let (own, area) = (of_mention[at], of_mention[area]);
            if own != area {
                groups[own].container = Some(area);
            }
        }
    }
    for (group, count) in groups.iter_mut().zip(counts) {
        group.weight = f32::sqrt(count).min(4.0) * if group.demonym { 0.7 } else { 1.0 };
    }
    (groups, of_mention)
}

/// Names that held for a time only count less outside it.
fn dated(choice: &Choice, context: &PlaceContext) -> f32 {
    match (choice.candidate.years, context.published) {
        // Old names live on for a while, and then are other towns'.
        (Some((_, to)), Some(day)) if day.year() > to.saturating_add(20) => -4.0,
        (Some((from, to)), Some(day)) if !(from..=to).contains(&day.year()) => -2.0,
        _ => 0.0,
    }
}

/// What it is worth to lie where a war is on.
const AT_WAR: f32 = 3.4;

/// The same for a name that is not the one the place goes by.
const AT_WAR_ALIAS: f32 = 2.0;

/// Lifts the candidates in countries at war, all of one country alike: which of them is meant is told by
/// other signs.
fn fought(gazetteer: &Gazetteer, name: &str, context: &PlaceContext, choices: &mut [Choice]) {
    for code in &context.at_war {
        let here = |one: &Choice| {
            code.as_bytes() == one.country && one.kind != Kind::Country && one.candidate.exact
        };
        let own = choices.iter().filter(|one| here(one)).any(|one| {
            gazetteer.entry(one.candidate.entry).is_some_and(|entry| plain(entry.name()) == name)
        });
        for one in choices.iter_mut().filter(|one| here(one)) {
            one.prior += if own { AT_WAR } else { AT_WAR_ALIAS };
        }
    }
}

/// "in Gaza", "in Kuwait": where the town is "Kuwait City" to the news, the bare name is the area's.
fn leave_to_area(gazetteer: &Gazetteer, name: &str, choices: &mut [Choice]) {
    let city = format!("{name} city");
    let is_area = |one: &Choice| matches!(one.kind, Kind::Country | Kind::Admin1);
    if !choices.iter().any(is_area) {
        return;
    }
    for one in choices.iter_mut().filter(|one| one.kind == Kind::Town) {
        if gazetteer.entry(one.candidate.entry).is_some_and(|entry| plain(entry.name()) == city) {
            one.prior -= AREAS_OWN;
        }
    }
}

/// "Tishrin dam": sites that bear the whole name.
fn named_sites(name: &str, gazetteer: &Gazetteer, choices: &mut Vec<Choice>) {
    let found = gazetteer.lookup(name).into_iter().filter(|one| !one.demonym);
    for mut site in found.filter_map(|one| choice(gazetteer, one)) {
        if site.kind.is_facility() {
            site.prior += WHOLE_NAME;
            choices.retain(|have| have.candidate.entry != site.candidate.entry);
            choices.push(site);
        }
    }
}

/// "Mosul airport": the sites of the towns that the name may mean.
fn site_choices(mention: &Mention, gazetteer: &Gazetteer, choices: &mut Vec<Choice>) {
    let towns: Vec<Choice> = choices
        .iter()
        .filter(|one| one.kind == Kind::Town && !one.candidate.demonym)
        .cloned()
        .collect();
    for town in towns.iter().take(12) {
        for site in gazetteer.children(town.candidate.entry) {
            let mut candidate = town.candidate;
            candidate.entry = site;
            let Some(mut site) = choice(gazetteer, candidate) else { continue };
            if mention.kinds.contains(&site.kind) {
                // As prominent as its town, less a little for not being named itself.
                site.prior = site.prior.max(town.prior - 1.0);
                if !choices.iter().any(|have| have.candidate.entry == site.candidate.entry) {
                    choices.push(site);
                }
            }
        }
    }
}

/// What was decided for a group.
struct Verdict {
    best: Option<usize>,
    reason: String,
    candidates: Vec<String>,
}

fn verdict(group: &Group, groups: &[Group], gazetteer: &Gazetteer) -> Verdict {
    let Some(first) = group.choices.first() else {
        return Verdict {
            best: None,
            reason: "the gazetteer has no such name".to_owned(),
            candidates: Vec::new(),
        };
    };
    let kinds = group.kinds;
    if first.foreign {
        return Verdict {
            best: None,
            reason: "its only entries lie in countries that the report does not speak of"
                .to_owned(),
            candidates: Vec::new(),
        };
    }
    // A site that is not in the gazetteer is not its town, and a province not its capital.
    if kinds.first().is_some_and(|kind| kind.is_facility())
        && !kinds.contains(&first.kind)
        && !(first.kind.is_facility() && first.prior >= WHOLE_NAME)
    {
        return Verdict {
            best: None,
            reason: format!("no {} of that name is known", kinds[0].as_str()),
            candidates: Vec::new(),
        };
    }
    let mut reasons: Vec<String> = Vec::new();
    let name_of = |entry: EntryId| gazetteer.entry(entry).map_or("", |entry| entry.name());
    if group.choices.len() == 1 {
        reasons.push("only entry of that name".to_owned());
    }
    if first.by_container
        && let Some(area) = group.container.and_then(|area| groups[area].choices.first())
    {
        reasons.push(format!("said to lie in {}", name_of(area.candidate.entry)));
    }
    if !kinds.is_empty() && kinds.contains(&first.kind) {
        reasons.push(format!("called a {}", first.kind.as_str()));
    }
    if first.by_country > 1.0 {
        reasons.push("in a country or division that the report speaks of".to_owned());
    }
    if first.by_distance > 0.8 {
        reasons.push("near the report's other places".to_owned());
    }
    if reasons.is_empty() {
        reasons.push("the most prominent place of that name".to_owned());
    }
    if !first.candidate.exact {
        reasons.push("spelt otherwise in the gazetteer".to_owned());
    }
    let candidates = group
        .choices
        .iter()
        .skip(1)
        .filter(|other| first.score - other.score < 1.0 && !same_spot(first, other))
        .take(5)
        .filter_map(|other| gazetteer.entry(other.candidate.entry))
        .map(|entry| entry.id())
        .collect();
    Verdict { best: Some(0), reason: reasons.join("; "), candidates }
}

/// A town and the district around it are hardly an ambiguity.
fn same_spot(one: &Choice, other: &Choice) -> bool {
    match (one.at, other.at) {
        (Some(one), Some(other)) => kilometres(one, other) < 15.0,
        _ => false,
    }
}

#[allow(clippy::too_many_arguments)]
fn toponym(
    finder: &Finder<'_, '_>,
    mention: &Mention,
    group: &Group,
    verdict: &Verdict,
    container: Option<&Choice>,
    holds: bool,
    gazetteer: &Gazetteer,
    text: &str,
) -> Toponym {
    let chosen = verdict.best.and_then(|at| group.choices.get(at));
    let entry = chosen.and_then(|chosen| gazetteer.entry(chosen.candidate.entry));
    let demonym = chosen.is_some_and(|chosen| chosen.candidate.demonym);
    let span = finder.span(&mention.tokens);
    let kind = entry.map(|entry| entry.kind());
    let power = entry.is_some_and(|entry| entry.kind() == Kind::Country || entry.is_capital());
    let role = role::role(finder.analysis, mention, kind, demonym, power, holds);
    let place = match entry {
        Some(entry) => {
            let precision = match () {
                () if demonym => None,
                () if mention.near || entry.is_nearby() => Some(PlacePrecision::Near),
                () => Some(entry.kind().precision()),
            };
            let at = entry.at();
            Place {
                id: Some(entry.id()),
                name: entry.name().to_owned(),
                country: entry.country().map(str::to_owned),
                admin1: entry.admin1_name().map(str::to_owned),
                lat: at.map(|at| at.0),
                lon: at.map(|at| at.1),
                kind: if demonym { "demonym" } else { entry.kind().as_str() }.to_owned(),
                precision,
                within: entry.within().and_then(|id| gazetteer.entry(id)).map(|town| town.id()),
                pcode: entry.pcode().map(str::to_owned),
                text: text.to_owned(),
                span,
            }
        }
        None => unresolved(mention, group, container, gazetteer, text, span),
    };
    Toponym {
        tokens: mention.tokens.start as u32..mention.tokens.end as u32,
        place,
        reason: verdict.reason.clone(),
        candidates: verdict.candidates.clone(),
        role: if demonym { ToponymRole::Demonym } else { role },
    }
}

/// A name that no entry fits keeps its words, and the place that it is said to be in or at.
fn unresolved(
    mention: &Mention,
    group: &Group,
    container: Option<&Choice>,
    gazetteer: &Gazetteer,
    text: &str,
    span: Span,
) -> Place {
    let site = mention.kinds.first().is_some_and(|kind| kind.is_facility());
    // "Mosul museum" is in Mosul.
    let anchor = container.or_else(|| group.choices.first().filter(|_| site));
    let anchor = anchor.and_then(|anchor| gazetteer.entry(anchor.candidate.entry));
    Place {
        id: None,
        name: text.to_owned(),
        country: anchor.and_then(|anchor| anchor.country()).map(str::to_owned),
        admin1: anchor.and_then(|anchor| anchor.admin1_name()).map(str::to_owned),
        lat: None,
        lon: None,
        kind: mention.kinds.first().map_or("place", |kind| kind.as_str()).to_owned(),
        precision: anchor.is_some().then_some(PlacePrecision::Near),
        within: anchor.map(|anchor| anchor.id()),
        pcode: None,
        text: text.to_owned(),
        span,
    }
}
