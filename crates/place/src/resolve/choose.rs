//! Which entry each name means: every name of the report bears on every other.
//!
//! Each candidate of each name has a *prior* (how prominent the place is, how well the name fits,
//! what the words beside it say) and gains by *coherence*: with the countries that the report
//! speaks of, and with the other places by distance. Since these are themselves uncertain, the
//! shares are computed from the present beliefs and the beliefs from the shares, a few times over.

use crate::gazetteer::{Candidate, Gazetteer};
use crate::kind::Kind;

use super::PlaceContext;
use super::abroad::{self, Setting};
use super::home::Home;

/// At most this many candidates of a name are weighed.
const KEPT: usize = 40;
/// Rounds of belief; more change nothing measurable.
const ROUNDS: usize = 4;
/// What it costs to lie where the report gives no reason to look.
const ABROAD: f32 = 3.0;
/// What it costs to bear a name like the one written where another place bears that very name.
const LIKE: f32 = 1.5;

/// One candidate with what is needed to weigh it.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub candidate: Candidate,
    pub country: [u8; 2],
    pub admin1: u32,
    pub admin2: u32,
    pub kind: Kind,
    pub population: u32,
    /// Unit vector; `None` where the entry has no coordinates.
    pub at: Option<[f32; 3]>,
    /// Score from the name alone.
    pub prior: f32,
    /// Present score and belief.
    pub score: f32,
    pub belief: f32,
    /// What spoke for it, for the reason.
    pub by_country: f32,
    pub by_distance: f32,
    pub by_container: bool,
    /// Capital of its country.
    pub capital: bool,
    /// A town where other countries' affairs are dealt with.
    pub seat_of_affairs: bool,
    /// Its name has the consonants of the one written.
    pub alike: bool,
    /// In a country that the rest of the report gives no reason to think of.
    pub foreign: bool,
}

/// One name of the report, with all its mentions.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Plain form; groups of the same name pull each other.
    pub plain: String,
    pub choices: Vec<Choice>,
    /// Kinds that the words beside it ask for.
    pub kinds: &'static [Kind],
    /// The group that says where it lies.
    pub container: Option<usize>,
    /// How much the group says about the report: mentions, damped.
    pub weight: f32,
    /// Only a demonym is meant.
    pub demonym: bool,
}

/// Facts of a candidate.
pub(super) fn choice(gazetteer: &Gazetteer, candidate: Candidate) -> Option<Choice> {
    let entry = gazetteer.entry(candidate.entry)?;
    let country = entry.country().map_or([0; 2], |code| {
        let bytes = code.as_bytes();
        [bytes[0], bytes[1]]
    });
    Some(Choice {
        candidate,
        country,
        admin1: entry.admin1().map_or(0, |id| id.number() + 1),
        admin2: entry.admin2().map_or(0, |id| id.number() + 1),
        kind: entry.kind(),
        population: entry.population(),
        at: entry.at().map(unit),
        prior: prior(candidate, &entry),
        score: 0.0,
        belief: 0.0,
        by_country: 0.0,
        by_distance: 0.0,
        by_container: false,
        capital: entry.is_capital(),
        seat_of_affairs: false,
        alike: false,
        foreign: false,
    })
}

/// How likely the entry is before anything is known of the report.
fn prior(candidate: Candidate, entry: &crate::Entry<'_>) -> f32 {
    let population = entry.population() as f32;
    let mut prior = 0.75 * (population + 30.0).log10();
    prior += match entry.kind() {
        Kind::Country => 4.0,
        Kind::Continent => 3.0,
        Kind::Admin1 => -1.0,
        Kind::Admin2 => -2.2,
        Kind::Neighbourhood => -1.2,
        Kind::Region | Kind::River | Kind::Sea => 0.6,
        Kind::Town => 0.0,
        kind if kind.is_facility() => -2.0,
        _ => 0.0,
    };
    if entry.is_capital() {
        prior += 1.2;
    } else if entry.is_seat() {
        prior += 0.4;
    }
    if candidate.main || candidate.hand {
        prior += 0.9;
    }
    if !candidate.exact {
        prior -= 1.5;
    }
    prior
}

/// Keeps the candidates worth weighing.
pub(super) fn prune(choices: &mut Vec<Choice>) {
    choices.sort_by(|one, other| other.prior.total_cmp(&one.prior));
    choices.truncate(KEPT);
}

/// Settles the beliefs of all groups.
pub(super) fn settle(groups: &mut [Group], context: &PlaceContext, home: &Home) {
    for group in groups.iter_mut() {
        let ours = home.names.contains(&group.plain) && group.container.is_none();
        // A town that bears just this name goes before one that bears something like it.
        let named = group
            .choices
            .iter()
            .any(|c| c.candidate.exact && (c.candidate.main || c.candidate.hand));
        for choice in &mut group.choices {
            if named && !choice.candidate.exact && !choice.candidate.main {
                choice.prior -= LIKE;
            }
            if ours {
                choice.prior += at_home(choice, home);
            }
            choice.score = choice.prior + feature_score(group.kinds, choice);
        }
        believe(&mut group.choices);
    }
    for _ in 0..ROUNDS {
        let shares = Shares::of(groups, context, home);
        let setting = Setting::of(groups, context);
        let anchors = anchors(groups, home.at);
        let containers: Vec<Option<Vec<(Choice, f32)>>> = groups
            .iter()
            .map(|group| {
                let container = groups.get(group.container?)?;
                Some(
                    container
                        .choices
                        .iter()
                        .filter(|choice| choice.belief > 0.02)
                        .map(|choice| (choice.clone(), choice.belief))
                        .collect(),
                )
            })
            .collect();
        let beliefs: Vec<(String, Vec<(u32, f32)>)> = groups
            .iter()
            .map(|group| {
                let beliefs = group.choices.iter();
                (
                    group.plain.clone(),
                    beliefs.map(|one| (one.candidate.entry.number(), one.belief)).collect(),
                )
            })
            .collect();
        // Groups of one name say the same: none is a reason for another.
        let parts: Vec<Option<([u8; 2], f32)>> = groups.iter().map(abroad::said_by).collect();
        let twins: Vec<Vec<([u8; 2], f32)>> = groups
            .iter()
            .map(|group| {
                let same =
                    groups.iter().zip(&parts).filter(|(other, _)| other.plain == group.plain);
                same.filter_map(|(_, part)| *part).collect()
            })
            .collect();
        for (number, group) in groups.iter_mut().enumerate() {
            let without = shares.without(group, context);
            let setting = setting.without(&twins[number]);
            let area = containers[number].as_ref().and_then(|areas| firm_area(areas));
            let verdicts: Vec<bool> = group
                .choices
                .iter()
                .map(|choice| {
                    let nearest = abroad::nearest(choice, &anchors, number);
                    setting.is_foreign(choice, group, nearest)
                })
                .collect();
            for at in 0..group.choices.len() {
                let choice = &group.choices[at];
                let mut score = choice.prior + feature_score(group.kinds, choice);
                let (country, division) = without.share(choice);
                let by_country = 3.2 * country + 2.2 * division;
                let by_distance = 2.6 * nearness(choice, &anchors, number);
                score += by_country + by_distance;
                let mut by_container = false;
                if let Some(container) = &containers[number] {
                    let share: f32 = container
                        .iter()
                        .filter(|(area, _)| lies_in(choice, area))
                        .map(|(_, belief)| belief)
                        .sum();
                    by_container = share > 0.3;
                    score += if share > 0.05 { 5.0 * share.sqrt() } else { -2.5 };
                }
                // The same name in one report is the same place.
                for (other, (plain, beliefs)) in beliefs.iter().enumerate() {
                    if other != number && *plain == group.plain {
                        let entry = choice.candidate.entry.number();
                        let same = beliefs.iter().find(|(id, _)| *id == entry);
                        score += 2.0 * same.map_or(0.0, |(_, belief)| *belief);
                    }
                }
                let settled =
                    matches!(choice.kind, Kind::Town | Kind::Neighbourhood | Kind::Admin2);
                let near = abroad::nearest(choice, &anchors, number).is_some_and(|km| km < 100.0);
                let small = without.total > 1.5
                    && without.is_foreign(choice)
                    && !(near && choice.candidate.exact)
                    && (choice.population < 20_000
                        || !choice.candidate.exact
                        || !(choice.candidate.main || choice.candidate.hand))
                    && settled;
                // "Palma in Cabo Delgado" is no town of another country, the "Old City of Aleppo" no
                // quarter of another town.
                let elsewhere = area.is_some_and(|area| area.excludes(choice));
                let foreign = !by_container && (small || verdicts[at] || elsewhere);
                if foreign {
                    score -= ABROAD;
                }
                let choice = &mut group.choices[at];
                choice.foreign = foreign;
                choice.score = score;
                choice.by_country = by_country;
                choice.by_distance = by_distance;
                choice.by_container = by_container;
            }
            believe(&mut group.choices);
        }
    }
    for group in groups.iter_mut() {
        group.choices.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then(one.candidate.entry.cmp(&other.candidate.entry))
        });
    }
}

/// A container that is beyond doubt.
#[derive(Clone, Copy)]
struct FirmArea {
    country: [u8; 2],
    /// Where it is, for a town.
    town: Option<[f32; 3]>,
}

impl FirmArea {
    fn excludes(self, choice: &Choice) -> bool {
        let settled = matches!(choice.kind, Kind::Town | Kind::Neighbourhood | Kind::Admin2);
        let far = |town| choice.at.is_some_and(|at| kilometres(at, town) > 60.0);
        (settled || self.town.is_some() && choice.kind.is_facility())
            && (choice.country != self.country || self.town.is_some_and(far))
    }
}

fn firm_area(areas: &[(Choice, f32)]) -> Option<FirmArea> {
    let (area, belief) = areas.iter().max_by(|one, other| one.1.total_cmp(&other.1))?;
    let firm = *belief > 0.7
        && area.country != [0; 2]
        && matches!(area.kind, Kind::Country | Kind::Admin1 | Kind::Town);
    let town = if area.kind == Kind::Town { area.at } else { None };
    firm.then_some(FirmArea { country: area.country, town })
}

/// What it is worth that the publisher bears the place's name.
fn at_home(choice: &Choice, home: &Home) -> f32 {
    if home.town == Some(choice.candidate.entry) {
        return 4.0;
    }
    match home.country {
        Some((country, _)) if choice.kind == Kind::Town && choice.country == country => 2.5,
        _ => 0.0,
    }
}

/// What "province", "city of", "airport" beside the name say for or against a kind.
fn feature_score(kinds: &[Kind], choice: &Choice) -> f32 {
    if kinds.is_empty() {
        return 0.0;
    }
    match kinds.iter().position(|kind| *kind == choice.kind) {
        Some(0) => 4.5,
        Some(_) => 3.5,
        None => -3.5,
    }
}

/// Whether a place lies in an area, as far as the gazetteer knows.
pub(super) fn lies_in(choice: &Choice, area: &Choice) -> bool {
    if choice.candidate.entry == area.candidate.entry {
        return false;
    }
    match area.kind {
        Kind::Country => choice.country == area.country && choice.kind != Kind::Country,
        Kind::Admin1 => {
            area.admin1 != 0 && choice.admin1 == area.admin1 && choice.kind != Kind::Admin1
        }
        Kind::Admin2 => area.admin2 != 0 && choice.admin2 == area.admin2,
        // A part or site in a town; a place in a region whose middle is known.
        _ => match (choice.at, area.at) {
            (Some(one), Some(other)) => {
                let reach = if area.kind.is_area() { 250.0 } else { 40.0 };
                kilometres(one, other) < reach
            }
            _ => false,
        },
    }
}

/// Scores to beliefs (softmax).
fn believe(choices: &mut [Choice]) {
    let best = choices.iter().map(|choice| choice.score).fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for choice in choices.iter_mut() {
        choice.belief = (1.2 * (choice.score - best)).exp();
        sum += choice.belief;
    }
    for choice in choices {
        choice.belief /= sum;
    }
}

/// How much of the report speaks of each country and division.
struct Shares {
    countries: Vec<([u8; 2], f32)>,
    divisions: Vec<(u32, f32)>,
    total: f32,
}

impl Shares {
    fn of(groups: &[Group], context: &PlaceContext, home: &Home) -> Shares {
        let mut shares = Shares { countries: Vec::new(), divisions: Vec::new(), total: 0.0 };
        for (code, weight) in &context.countries {
            if let Ok(code) = code.as_bytes().try_into() {
                shares.add(code, 0, *weight);
            }
        }
        if let Some((country, weight)) = home.country {
            shares.add(country, home.division, weight);
        }
        for group in groups {
            shares.add_group(group, 1.0);
        }
        shares
    }

    fn add_group(&mut self, group: &Group, sign: f32) {
        for choice in &group.choices {
            let weight = sign * group.weight * choice.belief;
            if choice.belief > 0.01 && choice.country != [0; 2] {
                self.add(choice.country, choice.admin1, weight);
            }
        }
    }

    fn add(&mut self, country: [u8; 2], division: u32, weight: f32) {
        self.total += weight;
        match self.countries.iter_mut().find(|(code, _)| *code == country) {
            Some((_, sum)) => *sum += weight,
            None => self.countries.push((country, weight)),
        }
        if division != 0 {
            match self.divisions.iter_mut().find(|(id, _)| *id == division) {
                Some((_, sum)) => *sum += weight,
                None => self.divisions.push((division, weight)),
            }
        }
    }

    /// The shares as the other groups see them.
    fn without(&self, group: &Group, _: &PlaceContext) -> Shares {
        let mut rest = Shares {
            countries: self.countries.clone(),
            divisions: self.divisions.clone(),
            total: self.total,
        };
        rest.add_group(group, -1.0);
        rest
    }

    fn of_total(&self, weight: f32) -> f32 {
        // One more mention's worth of doubt, so that little evidence says little.
        (weight / (self.total.max(0.0) + 1.0)).clamp(0.0, 1.0)
    }

    /// Whether next to nothing of the report is in the candidate's country.
    fn is_foreign(&self, choice: &Choice) -> bool {
        let own = self.countries.iter().find(|(code, _)| *code == choice.country);
        choice.country != [0; 2] && own.map_or(0.0, |(_, weight)| *weight) < 0.02 * self.total
    }

    fn share(&self, choice: &Choice) -> (f32, f32) {
        let country = self.countries.iter().find(|(code, _)| *code == choice.country);
        let division = self.divisions.iter().find(|(id, _)| *id == choice.admin1);
        (
            self.of_total(country.map_or(0.0, |(_, weight)| *weight)).sqrt(),
            if choice.admin1 == 0 {
                0.0
            } else {
                self.of_total(division.map_or(0.0, |(_, weight)| *weight)).sqrt()
            },
        )
    }
}

/// A place that the report is believed to speak of.
#[derive(Clone, Copy, Debug)]
pub(super) struct AnchorPlace {
    /// Number of its group.
    pub group: usize,
    /// Its entry, as one number.
    pub entry: u32,
    /// Where it is.
    pub at: [f32; 3],
    /// How much is said of it.
    pub weight: f32,
}

/// The places that the report is believed to speak of.
fn anchors(groups: &[Group], home: Option<[f32; 3]>) -> Vec<AnchorPlace> {
    let mut anchors = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let best = group.choices.iter().max_by(|one, other| one.belief.total_cmp(&other.belief));
        if let Some(best) = best
            && let Some(at) = best.at
            && best.belief > 0.3
            && !best.foreign
            && !matches!(best.kind, Kind::Country | Kind::Continent | Kind::Sea)
        {
            anchors.push(AnchorPlace {
                group: number,
                entry: best.candidate.entry.number(),
                at,
                weight: best.belief * group.weight,
            });
        }
    }
    anchors.extend(home.map(|at| AnchorPlace {
        group: usize::MAX,
        entry: u32::MAX,
        at,
        weight: 1.5,
    }));
    anchors
}

/// How near a candidate is to the other places: 0 to 1.
fn nearness(choice: &Choice, anchors: &[AnchorPlace], own: usize) -> f32 {
    let Some(at) = choice.at else { return 0.0 };
    if matches!(choice.kind, Kind::Country | Kind::Continent) {
        return 0.0;
    }
    let mut sum = 0.0;
    for anchor in anchors {
        if anchor.group != own && anchor.entry != choice.candidate.entry.number() {
            let scaled = kilometres(at, anchor.at) / 90.0;
            sum += anchor.weight.min(2.0) / (1.0 + scaled * scaled);
        }
    }
    sum / (sum + 0.7)
}

/// Degrees to a unit vector.
pub(super) fn unit(at: (f64, f64)) -> [f32; 3] {
    let (lat, lon) = (at.0.to_radians(), at.1.to_radians());
    [(lat.cos() * lon.cos()) as f32, (lat.cos() * lon.sin()) as f32, lat.sin() as f32]
}

/// Distance through the earth: close enough at the distances that matter, and cheap.
pub(super) fn kilometres(one: [f32; 3], other: [f32; 3]) -> f32 {
    let square = |at: usize| (one[at] - other[at]) * (one[at] - other[at]);
    6371.0 * (square(0) + square(1) + square(2)).sqrt()
}
