//! A made-up report with its claims: every claim quotes a sentence of the text, as the coder's do.

use dateline_actor::{Actor, Party};
use dateline_coding::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, Source,
    SourceKind, When,
};
use dateline_place::PlacePrecision;
use dateline_report::{Report, Span};
use dateline_time::{Basis, Bound, Interval, Precision};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::chance::{Chance, cumulated};
use super::world::{Town, War, World};

/// First day of the history.
const FIRST: Date = date(2012, 1, 1);
/// Publishers that do not exist.
const PUBLISHERS: usize = 60;

/// Makes reports, in order of their days.
pub struct Press<'w> {
    world: &'w World,
    chance: Chance,
    coder: String,
    /// Types other than those of control, with weights.
    others: Vec<String>,
    weights: Vec<f64>,
    /// The last stories of each war, for the copies.
    stories: Vec<Vec<Story>>,
    made: u64,
    seed: u64,
}

struct Story {
    report: Report,
    claims: Vec<Claim>,
}

/// What a sentence says.
struct Said {
    kind: String,
    verb: &'static str,
    control: Option<Control>,
    by: Vec<Party>,
    against: Vec<Party>,
    /// The day that it dates itself to.
    day: i32,
    state: bool,
    killed: Option<u32>,
}

impl<'w> Press<'w> {
    pub fn new(world: &'w World, seed: u64, coder: &str) -> Press<'w> {
        let others: Vec<String> = (dateline_desk::claim_types().into_iter())
            .filter(|kind| !dateline_control::concerns_control(kind))
            .collect();
        // Fighting, strikes and harm are most of what is told.
        let weight = |kind: &String| match kind.split('.').next() {
            Some("battle" | "strike" | "harm") => 8.0,
            Some("civilians" | "bombing") => 3.0,
            _ => 1.0,
        };
        let weights = cumulated(others.iter().map(weight));
        Press {
            world,
            chance: Chance::new(seed ^ 0x5eed),
            coder: coder.to_owned(),
            others,
            weights,
            stories: world.wars.iter().map(|_| vec![]).collect(),
            made: 0,
            seed,
        }
    }

    /// A report published on a day, with about `mean` claims.
    pub fn report(&mut self, day: i32, mean: f64) -> (Report, Vec<Claim>) {
        self.made += 1;
        let number = self.world.war(day, &mut self.chance);
        if self.chance.is(0.12) && !self.stories[number].is_empty() {
            return self.copy(number, day);
        }
        let war = &self.world.wars[number];
        let publisher = format!("Synthetic Wire {:02}", 1 + self.chance.below(PUBLISHERS));
        let mut report = Report::new("");
        report.published = Some(date_of(day));
        report.publisher = Some(publisher);
        let main = war.town(&mut self.chance);
        report.title = Some(format!("Day {day}: news of {}", main.place.name));
        let mut text = String::with_capacity(1024);
        let mut points = 0;
        let mut claims = vec![];
        let count = 1 + (self.chance.unit() * 2.0 * (mean - 1.0) + 0.5) as usize;
        for index in 0..count {
            let town = if self.chance.is(0.6) { main } else { war.town(&mut self.chance) };
            let claim = self.sentence(war, town, day, index, &mut text, &mut points);
            claims.push(claim);
        }
        report.text = text;
        report.derive_id();
        self.finish(&report, &mut claims);
        let stories = &mut self.stories[number];
        if stories.len() >= 16 {
            stories.remove(0);
        }
        stories.push(Story { report: report.clone(), claims: claims.clone() });
        (report, claims)
    }

    /// A wire copy: the same words under another name, with a credit.
    fn copy(&mut self, war: usize, day: i32) -> (Report, Vec<Claim>) {
        let Story { mut report, mut claims } = {
            let story = self.chance.of(&self.stories[war]);
            Story { report: story.report.clone(), claims: story.claims.clone() }
        };
        let from = report.publisher.take().unwrap_or_default();
        report.text.push_str(&format!("Credit: {from}, passed on as number {}.\n", self.made));
        report.publisher =
            Some(format!("Synthetic Paper {:02}", 1 + self.chance.below(PUBLISHERS)));
        report.published = Some(date_of(day));
        report.derive_id();
        self.finish(&report, &mut claims);
        (report, claims)
    }

    fn finish(&self, report: &Report, claims: &mut [Claim]) {
        for (index, claim) in claims.iter_mut().enumerate() {
            let id = Chance::new(self.seed ^ (self.made << 8) ^ index as u64).next();
            claim.claim = format!("{id:016x}");
            claim.report.clone_from(&report.id);
            claim.published = report.published;
            claim.publisher.clone_from(&report.publisher);
        }
    }

    fn sentence(
        &mut self,
        war: &War,
        town: &Town,
        day: i32,
        index: usize,
        text: &mut String,
        points: &mut u32,
    ) -> Claim {
        let said = self.said(war, town, day);
        let chance = &mut self.chance;
        let source = source(war, &said, chance);
        let mut place = town.place.clone();
        if said.control.is_none() && place.id.is_some() && chance.is(0.05) {
            place.precision = Some(PlacePrecision::Near);
        }
        let (start, from) = (*points, text.len());
        let mut push = |words: &str| {
            let from = *points;
            text.push_str(words);
            *points += words.chars().count() as u32;
            Span { start: from, end: *points }
        };
        let begin =
            (said.by.first()).map(|party| push(&party.name)).unwrap_or_else(|| push("Residents"));
        push(said.verb);
        place.span = push(&place.name);
        let mut aim = Span::default();
        if let Some(party) = said.against.first() {
            push(" against ");
            aim = push(&party.name);
        }
        let count = said.killed.map(|killed| {
            push(", killing ");
            let number = killed.to_string();
            (killed, push(&format!("{number} people")), number)
        });
        push(" on ");
        let when = date_of(said.day).to_string();
        push(&when);
        if let Some(source) = source.first() {
            push(", ");
            push(&source.name);
            push(" said");
        }
        push(&format!(
            "; the road, the market and the school of quarter {} were closed for {} hours",
            chance.below(400),
            1 + chance.below(72)
        ));
        let end = *points;
        let quote = text[from..].to_owned();
        text.push_str(".\n");
        *points += 2;
        let actor = |party: &Party, span| Actor {
            id: None,
            name: party.name.clone(),
            side: Some(party.clone()),
            country: None,
            text: party.name.clone(),
            span,
        };
        let serving = source.first().is_some_and(|one| one.kind == SourceKind::Belligerent);
        let modality = match chance.unit() {
            _ if serving && chance.is(0.6) => Modality::Claimed,
            unit if unit < 0.82 => Modality::Asserted,
            unit if unit < 0.88 => Modality::Denied,
            unit if unit < 0.92 => Modality::Planned,
            unit if unit < 0.97 => Modality::Possible,
            _ => Modality::Attempted,
        };
        let interest = match (serving, chance.unit()) {
            (true, unit) if unit < 0.75 => Interest::SelfServing,
            (true, unit) if unit < 0.85 => Interest::Against,
            (true, _) => Interest::Unknown,
            (false, unit) if unit < 0.9 => Interest::Neutral,
            _ => Interest::Unknown,
        };
        let context = match chance.unit() {
            _ if index == 0 => Context::Main,
            unit if unit < 0.75 => Context::Main,
            unit if unit < 0.85 => Context::Summary,
            unit if unit < 0.97 => Context::Background,
            _ => Context::Aggregate,
        };
        let counts = count.map(|(killed, span, number)| Count {
            what: "killed".to_owned(),
            who: if killed % 3 == 0 { "civilians" } else { "unknown" }.to_owned(),
            side: None,
            low: Some(killed),
            best: Some(killed),
            high: Some(killed),
            scope: "incident".to_owned(),
            of: None,
            text: format!("{number} people"),
            span,
        });
        Claim {
            claim: String::new(),
            report: String::new(),
            published: None,
            publisher: None,
            url: None,
            modality,
            interest,
            context,
            by: said.by.iter().map(|party| actor(party, begin)).collect(),
            against: said.against.iter().map(|party| actor(party, aim)).collect(),
            with: vec![],
            places: vec![place],
            when: When { interval: interval(&said, day, chance), text: Some(when) },
            counts: counts.into_iter().collect(),
            control: said.control,
            according_to: source,
            quote: Quote { text: quote, span: Span { start, end } },
            confidence: (50 + chance.below(50)) as f64 / 100.0,
            coder: self.coder.clone(),
            inferred: chance.is(0.03),
            why: vec![format!("frame synthetic of {}", said.kind), "made up".to_owned()],
            kind: said.kind,
        }
    }

    /// Something about a town as it stands on a day, or as somebody would have it.
    fn said(&mut self, war: &War, town: &Town, day: i32) -> Said {
        let chance = &mut self.chance;
        let (since, holder, before) = town.on(day);
        let party = |number: u8| war.parties[usize::from(number)].clone();
        // Who is wrong names the party before, or any.
        let holder = match chance.unit() {
            unit if unit < 0.93 => holder,
            unit if unit < 0.97 => before.unwrap_or(holder),
            _ => chance.below(war.parties.len()) as u8,
        };
        let other =
            (holder + 1 + chance.below(war.parties.len() - 1) as u8) % war.parties.len() as u8;
        let fresh = day - since < 21 && before.is_some_and(|before| before != holder);
        let control = |status, extent| Control {
            holder: Some(party(holder)),
            lost_by: None,
            besieged_by: None,
            status,
            extent,
            part: None,
        };
        let part = if chance.is(0.08) { Extent::Part } else { Extent::Whole };
        let mut said = Said {
            kind: String::new(),
            verb: " held ",
            control: None,
            by: vec![party(holder)],
            against: vec![],
            day: day - chance.below(3) as i32,
            state: false,
            killed: None,
        };
        let unit = chance.unit();
        match unit {
            _ if fresh && unit < 0.4 => {
                said.kind = "control.gain".to_owned();
                said.verb = " seized ";
                said.day = since;
                let lost_by = before.filter(|_| unit < 0.25).map(party);
                said.against.extend(lost_by.clone());
                said.control = Some(Control { lost_by, ..control(ControlStatus::Held, part) });
            }
            _ if fresh && unit < 0.48 => {
                said.kind = "control.loss".to_owned();
                said.verb = " left ";
                said.day = since;
                let lost_by = before.map(party);
                said.by = lost_by.iter().cloned().collect();
                said.control =
                    Some(Control { holder: None, lost_by, ..control(ControlStatus::Lost, part) });
            }
            unit if unit < 0.17 => {
                said.kind = "control.hold".to_owned();
                said.state = true;
                said.control = Some(control(ControlStatus::Held, part));
            }
            unit if unit < 0.23 => {
                said.kind = "control.contest".to_owned();
                said.verb = " fought inside ";
                said.against = vec![party(other)];
                said.state = true;
                said.control = Some(control(ControlStatus::Contested, part));
            }
            unit if unit < 0.255 => {
                said.kind = "control.siege".to_owned();
                said.verb = " besieged ";
                said.by = vec![party(other)];
                said.against = vec![party(holder)];
                said.state = true;
                let besieged_by = Some(party(other));
                said.control =
                    Some(Control { besieged_by, ..control(ControlStatus::Besieged, part) });
            }
            unit if unit < 0.265 => {
                said.kind = "control.siege-broken".to_owned();
                said.verb = " broke the siege of ";
                said.control = Some(control(ControlStatus::Held, part));
            }
            unit if unit < 0.32 => {
                said.kind = "battle.advance".to_owned();
                said.verb = " advanced in ";
                said.by = vec![party(other)];
                said.against = vec![party(holder)];
            }
            _ => {
                said.kind.clone_from(&self.others[chance.weighted(&self.weights)]);
                said.verb = " struck at ";
                said.against = vec![party(other)];
                said.killed = chance.is(0.3).then(|| 1 + (chance.unit().powi(4) * 60.0) as u32);
            }
        }
        said
    }
}

/// Who says so, innermost first.
fn source(war: &War, said: &Said, chance: &mut Chance) -> Vec<Source> {
    let named = |name: String, actor: Option<String>, kind| {
        vec![Source { name, actor, kind, cue: Some("said".to_owned()) }]
    };
    match chance.unit() {
        unit if unit < 0.4 => vec![],
        unit if unit < 0.6 => {
            let party = said.by.first().unwrap_or(&war.parties[0]);
            named(party.name.clone(), Some(party.id.clone()), SourceKind::Belligerent)
        }
        unit if unit < 0.72 => {
            let name = format!("the Synthetic Monitor {}", 1 + chance.below(5));
            named(name, None, SourceKind::Monitor)
        }
        unit if unit < 0.84 => {
            named(format!("official {}", 1 + chance.below(30)), None, SourceKind::Official)
        }
        unit if unit < 0.94 => named("residents".to_owned(), None, SourceKind::Witness),
        _ => named("sources".to_owned(), None, SourceKind::Unnamed),
    }
}

fn interval(said: &Said, published: i32, chance: &mut Chance) -> Interval {
    let day = said.day.min(published);
    let bound = if said.state { Bound::Throughout } else { Bound::On };
    match chance.unit() {
        unit if unit < 0.04 => Interval::unknown(),
        unit if unit < 0.14 => {
            let (first, last) = (date_of(day - 3), date_of(day + 3));
            Interval::of(first, last, Bound::Within, Precision::Week)
        }
        unit if unit < 0.2 => {
            let (first, last) = (date_of(day - 14), date_of(day + 14));
            Interval::of(first, last, Bound::Within, Precision::Month)
        }
        unit if unit < 0.45 => {
            let basis = if unit < 0.35 { Basis::Published } else { Basis::Inherited };
            Interval { basis, ..Interval::of(date_of(day), date_of(day), bound, Precision::Day) }
        }
        _ => Interval::of(date_of(day), date_of(day), bound, Precision::Day),
    }
}

/// The day with this number of the history.
pub fn date_of(day: i32) -> Date {
    FIRST.saturating_add(day.days())
}
