//! The coder: every step from a report to its claims, with the data that the steps need.

use std::collections::HashSet;
use std::sync::OnceLock;

use dateline_actor::{Mention, MentionKind, Registry};
use dateline_place::{Gazetteer, PlaceContext, Toponym};
use dateline_report::{CodePoints, Note, Report};
use dateline_syntax::{Analysis, Pipeline, StandIn};
use dateline_time::{Expression, TimeContext};
use sha2::{Digest, Sha256};

use crate::arcs::Arcs;
use crate::assemble::{
    Assembly, Draft, denials, fold_states, gave_up, left_before, said_again, settle_context,
    settle_sources, subsume, taken_before,
};
use crate::claim::{Claim, Count};
use crate::counts::{self, Carried};
use crate::dashes;
use crate::embedded;
use crate::familiar::FamiliarNames;
use crate::glue;
use crate::lines;
use crate::matcher;
use crate::mending;
use crate::ontology::Ontology;
use crate::recase::{Recaser, restore};
use crate::scene::Scene;
use crate::stand_in;
use crate::telling::{Attributed, Telling, attributions};
use crate::trigger::Triggers;

/// All layers of one report's analysis, in the order in which they are made.
#[derive(Debug)]
pub struct Reading<'r> {
    /// Tokens, arcs, names, sentences.
    pub analysis: Analysis<'r>,
    /// Expressions of time.
    pub times: Vec<Expression>,
    /// Toponyms.
    pub toponyms: Vec<Toponym>,
    /// Mentions of actors.
    pub mentions: Vec<Mention>,
    /// Counts of people.
    pub counts: Vec<Count>,
    /// Who is said to have said what.
    pub attributions: Vec<Attributed>,
    /// What each step wants a person to know.
    pub notes: Vec<Note>,
}

/// Codes reports. Cheap to share between threads.
#[derive(Debug)]
pub struct Coder {
    /// Syntax.
    pub pipeline: &'static Pipeline,
    /// Places.
    pub gazetteer: &'static Gazetteer,
    /// Actors and sources.
    pub registry: &'static Registry,
    /// Event types.
    pub ontology: Ontology,
    triggers: Triggers,
    recaser: Recaser,
    familiar: FamiliarNames,
}

impl Coder {
    /// The coder with the data that the program carries.
    pub fn embedded() -> &'static Coder {
        static CODER: OnceLock<Coder> = OnceLock::new();
        CODER.get_or_init(|| Coder::with_ontology(embedded::ontology()))
    }

    /// A coder with an ontology of the user's.
    pub fn with_ontology(ontology: Ontology) -> Coder {
        Coder {
            pipeline: Pipeline::embedded(),
            gazetteer: Gazetteer::embedded(),
            registry: Registry::embedded(),
            triggers: Triggers::of(&ontology, Pipeline::embedded()),
            recaser: Recaser::new(Registry::embedded(), &ontology),
            familiar: FamiliarNames::new(Registry::embedded(), &ontology.lexicon),
            ontology,
        }
    }

    /// All layers of a report, every paragraph parsed (for `inspect`): as the model reads the words that
    /// stand there, without stand-ins.
    pub fn read<'r>(&self, report: &'r Report) -> Reading<'r> {
        let mut reading = self.layers(report, self.parse_with(&report.text, &[]));
        reading.counts = self.counts(report, &reading);
        reading.attributions = self.attributions(report, &reading);
        reading
    }

    fn analyse<'r>(&self, report: &'r Report) -> Analysis<'r> {
        let lexicon = &self.ontology.lexicon;
        let known = stand_in::replaced(&report.text, lexicon);
        let Some(text) = dashes::apart(known.as_deref().unwrap_or(&report.text)).or(known) else {
            return self.parse(&report.text);
        };
        let lemma = |form: &str| {
            lexicon.stand_ins.get(&form.to_ascii_lowercase()).map(|stand_in| stand_in.lemma.clone())
        };
        self.parse(&text).over(&report.text, lemma).unwrap_or_else(|| self.parse(&report.text))
    }

    /// The syntax of a text as the coder reads it: sentences that run into one another come apart, and the
    /// model sees familiar names.
    pub fn parse<'t>(&self, text: &'t str) -> Analysis<'t> {
        self.parse_with(text, &self.familiar.of(text, self.pipeline, self.gazetteer))
    }

    fn parse_with<'t>(&self, text: &'t str, stand_ins: &[StandIn<'_>]) -> Analysis<'t> {
        let mut analysis = self.pipeline.analyse_cut(text, |text| self.cuts(text), stand_ins);
        mending::mend(&mut analysis, &self.ontology.lexicon);
        analysis
    }

    /// Where sentences begin that the parser would not part.
    fn cuts(&self, text: &str) -> Vec<usize> {
        let mut cuts = glue::cuts(text, &self.triggers);
        cuts.extend(lines::cuts(text));
        // "KHARTOUM, Nov 3 (AFP) - Rebels captured": the city that tells of it has no part in it
        cuts.extend(dateline_time::dateline(text).and_then(|line| {
            let end = line.span.end as usize;
            let rest = text.get(end..)?;
            let story = rest.trim_start_matches(|c: char| {
                c.is_whitespace() && c != '\n' || matches!(c, '-' | '–' | '—' | ':')
            });
            (story.len() < rest.len()).then_some(text.len() - story.len())
        }));
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    fn counts(&self, report: &Report, reading: &Reading<'_>) -> Vec<Count> {
        let scene = self.scene(report, reading);
        let counted = counts::find(&scene, &self.ontology.counts);
        counted.into_iter().map(|counted| counted.count).collect()
    }

    fn attributions(&self, report: &Report, reading: &Reading<'_>) -> Vec<Attributed> {
        let scene = self.scene(report, reading);
        attributions(&scene, &Telling::of(&scene))
    }

    fn scene<'a>(&'a self, report: &Report, reading: &'a Reading<'a>) -> Scene<'a> {
        let arcs = Arcs { analysis: &reading.analysis, lexicon: &self.ontology.lexicon };
        Scene::new(
            arcs,
            &reading.toponyms,
            &reading.mentions,
            &reading.times,
            self.registry,
            self.gazetteer,
            report.published,
        )
        .with_title(report.title.as_deref())
    }

    fn layers<'r>(&self, report: &'r Report, analysis: Analysis<'r>) -> Reading<'r> {
        let (times, mut notes) =
            dateline_time::find(&analysis, &TimeContext { published: report.published });
        let context = PlaceContext {
            publisher: report.publisher.clone(),
            published: report.published,
            ..PlaceContext::default()
        };
        let names = dateline_place::Search::new(&analysis, self.gazetteer);
        let (mut toponyms, mut place_notes) = names.resolve(&context);
        let (mut mentions, mut actor_notes) =
            dateline_actor::mentions(&analysis, &toponyms, self.registry, report.published);
        // Actors say which countries the report is about; names of towns are read again by that.
        let countries = self.countries_of(&analysis, &mentions, &toponyms);
        if !countries.is_empty() {
            let context = PlaceContext { countries: countries.clone(), ..context.clone() };
            let again;
            (again, place_notes) = names.resolve(&context);
            // The same places say the same of the actors.
            if again != toponyms {
                toponyms = again;
                (mentions, actor_notes) =
                    dateline_actor::mentions(&analysis, &toponyms, self.registry, report.published);
            }
        }
        // "Militants attacked the town of Palma": of two of that name, the one where a war is on
        if countries.is_empty() && (toponyms.is_empty() || silent_on_country(&toponyms)) {
            let at_war = self.countries_at_war(&analysis, report);
            if !at_war.is_empty() {
                let context = PlaceContext { at_war, ..context };
                (toponyms, place_notes) = names.resolve(&context);
                (mentions, actor_notes) =
                    dateline_actor::mentions(&analysis, &toponyms, self.registry, report.published);
            }
        }
        drop(names);
        // The registry knows better what is no place: "Daesh", "M23".
        let toponyms: Vec<Toponym> = toponyms
            .into_iter()
            .filter(|t| {
                t.place.id.is_some()
                    || !mentions
                        .iter()
                        .any(|m| m.actor.id.is_some() && m.actor.span.overlaps(t.place.span))
            })
            .collect();
        notes.extend(place_notes.into_iter().filter(|note| {
            note.code != "D014" || toponyms.iter().any(|t| note.message.contains(&t.place.text))
        }));
        notes.extend(actor_notes);
        Reading {
            analysis,
            times,
            toponyms,
            mentions,
            counts: Vec::new(),
            attributions: Vec::new(),
            notes,
        }
    }

    /// Countries at war on the day of publication, where the report has words that only wars have.
    fn countries_at_war(&self, analysis: &Analysis<'_>, report: &Report) -> Vec<String> {
        let context = &self.ontology.counts.context;
        let of_war = (0..analysis.len()).any(|t| {
            let says = |word: &str| context.war.contains(word) || context.strife.contains(word);
            matches!(analysis.pos(t), "NOUN" | "VERB")
                && (says(&analysis.lemma(t).to_lowercase())
                    || says(&analysis.text(t).to_lowercase()))
        });
        match report.published.filter(|_| of_war) {
            Some(day) => crate::war::countries_at_war(self.registry, day, crate::war::GROUPS),
            None => Vec::new(),
        }
    }

    /// Countries in which the bodies named act, those that act in a few only.
    ///
    /// A body that is named by a toponym which two countries share ("Georgia's governor") says nothing of
    /// which is meant.
    /// "Government forces" are told by the places and must not tell of them in turn: only words that name
    /// somebody count.
    fn countries_of(
        &self,
        analysis: &Analysis<'_>,
        mentions: &[Mention],
        toponyms: &[Toponym],
    ) -> Vec<(String, f32)> {
        let mut countries: Vec<(String, f32)> = Vec::new();
        let names = |mention: &Mention| {
            let tokens = mention.tokens.start..mention.tokens.end;
            tokens.clone().any(|t| analysis.pos(t as usize) == "PROPN")
                || analysis
                    .names()
                    .iter()
                    .any(|n| n.tokens.start < tokens.end && tokens.start < n.tokens.end)
        };
        for mention in mentions.iter().filter(|m| m.how == MentionKind::Name || names(m)) {
            let Some(entry) = mention.actor.id.as_deref().and_then(|id| self.registry.get(id))
            else {
                continue;
            };
            // "the embassy of Ruritania in Zenda": Zenda lies elsewhere
            let abroad = self.ontology.lexicon.classes.get("offices_abroad");
            let head = analysis.lemma(mention.head as usize).to_lowercase();
            if abroad.is_some_and(|words| words.contains(&head)) {
                continue;
            }
            let named = toponyms.iter().find(|t| t.place.span.overlaps(mention.actor.span));
            if named.is_some_and(|toponym| self.is_shared(&toponym.place.text)) {
                continue;
            }
            // One that acts in many countries tells little of this one.
            let (first, more) = match entry.countries.len() {
                0 => continue,
                1..=4 => (0.5, 0.3),
                5..=8 => (0.2, 0.1),
                _ => (0.1, 0.05),
            };
            for country in &entry.countries {
                match countries.iter_mut().find(|(known, _)| known == country) {
                    Some((_, weight)) => *weight = (*weight + more).min(2.0),
                    None => countries.push((country.clone(), first)),
                }
            }
        }
        countries
    }

    /// Whether a country and a division of another one bear the name.
    fn is_shared(&self, name: &str) -> bool {
        let mut country = false;
        let mut division = false;
        for candidate in self.gazetteer.lookup(name).into_iter().filter(|c| c.main && c.exact) {
            match self.gazetteer.entry(candidate.entry).map(|entry| entry.kind().as_str()) {
                Some("country") => country = true,
                Some("admin1") => division = true,
                _ => {}
            }
        }
        country && division
    }

    /// Whether the words of a text allow an event anywhere. Where they do not, it is not parsed.
    pub fn may_claim(&self, text: &str) -> bool {
        self.triggers.any(text)
    }

    /// The report's claims, spans in code points, in the order of their quotations.
    pub fn code(&self, report: &Report) -> (Vec<Claim>, Vec<Note>) {
        if !self.may_claim(&report.text) {
            return (Vec::new(), Vec::new());
        }
        self.code_whole(report)
    }

    /// The same without a look at the words first: what [`Coder::code`] must agree with.
    pub fn code_whole(&self, report: &Report) -> (Vec<Claim>, Vec<Note>) {
        // A wire in capitals is read as it would be printed, and quoted as it is.
        if let Some(text) = self.recaser.recase(&report.text, self.pipeline, self.gazetteer) {
            let printed = Report { text, ..report.clone() };
            let reading = self.layers(&printed, self.analyse(&printed));
            let mut claims = self.claims(&printed, &reading);
            restore(&report.text, &mut claims);
            return (claims, reading.notes);
        }
        let reading = self.layers(report, self.analyse(report));
        let claims = self.claims(report, &reading);
        (claims, reading.notes)
    }

    /// Claims of a report that has been read.
    pub fn claims(&self, report: &Report, reading: &Reading<'_>) -> Vec<Claim> {
        let scene = self.scene(report, reading);
        let mut matches = matcher::find(&scene, &self.ontology);
        let counted = counts::find(&scene, &self.ontology.counts);
        counts::told(&scene, &self.ontology, &counted, &mut matches);
        matches.retain(|found| {
            !crate::guard::forbids(&scene, &self.ontology, found)
                && !crate::guard::ended(&scene, &self.ontology, found)
        });
        crate::happening::drop_unprepared(&scene, &self.ontology, &mut matches);
        if matches.is_empty() {
            // Who speaks, when, and of how many matters only to a claim.
            return Vec::new();
        }
        let telling = Telling::of(&scene);
        let beside = crate::furniture::of(&scene);
        matches.retain(|found| !beside.iter().any(|p| p.contains(&(found.trigger as u32))));
        crate::happening::fold(&scene, &self.ontology, &mut matches);
        let carried = Carried::of(&scene, &self.ontology, counted, &mut matches);
        let counts = |trigger: usize| carried.at(trigger);
        let assembly = Assembly {
            report,
            scene: &scene,
            ontology: &self.ontology,
            voices: &telling.voices,
            dates: &telling.dates,
            counts: &counts,
        };
        let mut drafts: Vec<Draft> =
            matches.iter().flat_map(|found| assembly.drafts(found)).collect();
        // Sentence by sentence: what one says in two ways is one claim.
        let mut told: Vec<Draft> = Vec::with_capacity(drafts.len());
        while let Some(first) = drafts.first() {
            let sentence = first.claim.quote.span;
            let rest = drafts.iter().position(|draft| draft.claim.quote.span != sentence);
            let rest = drafts.split_off(rest.unwrap_or(drafts.len()));
            subsume(&scene, &mut drafts);
            fold_states(&scene, &mut drafts);
            told.append(&mut drafts);
            drafts = rest;
        }
        let mut drafts = told;
        gave_up(&scene, &mut drafts);
        left_before(&scene, &mut drafts);
        said_again(&scene, &mut drafts);
        taken_before(&scene, &mut drafts);
        denials(&assembly, &mut drafts);
        settle_sources(&mut drafts);
        settle_context(report, &scene, &mut drafts);
        finish(report, drafts)
    }
}

/// How far back a claim's twin may stand.
const TWINS: usize = 256;

/// Gives claims their ids, drops what one sentence says twice, and orders them.
fn finish(report: &Report, drafts: Vec<Draft>) -> Vec<Claim> {
    let points = CodePoints::of(&report.text);
    let mut seen = HashSet::new();
    let mut claims: Vec<Claim> = Vec::new();
    for draft in drafts {
        let mut claim = draft.claim.in_code_points(&report.text, &points);
        claim.claim = identity(&claim, false);
        // Claims of one sentence stand together.
        let from = claims.len().saturating_sub(TWINS);
        let twin = claims[from..].iter().position(|other| says_the_same(other, &claim));
        let twin = twin.map(|at| at + from);
        match twin {
            // The one that says more stands.
            Some(at) if fullness(&claim) > fullness(&claims[at]) => {
                counts::merge(&mut claim.counts, &claims[at].counts);
                claims[at] = claim;
            }
            Some(at) => counts::merge(&mut claims[at].counts, &claim.counts),
            None => {
                // Two sources of one sentence, each with a number of its own.
                if seen.contains(&claim.claim) && !claim.counts.is_empty() {
                    claim.claim = identity(&claim, true);
                }
                if seen.insert(claim.claim.clone()) {
                    claims.push(claim);
                }
            }
        }
    }
    claims.sort_by(|a, b| {
        let key = |c: &Claim| {
            (c.quote.span, c.kind.clone(), c.places.first().map(|p| p.span), c.claim.clone())
        };
        key(a).cmp(&key(b))
    });
    claims
}

/// One sentence, one type, one place, one modality: one assertion.
fn says_the_same(a: &Claim, b: &Claim) -> bool {
    a.kind == b.kind
        && a.quote.span == b.quote.span
        && (a.modality == b.modality || says_less(a, b) || says_less(b, a))
        && match (a.places.first(), b.places.first()) {
            (Some(one), Some(two)) => crate::places::same_place(one, two),
            (None, None) => true,
            _ => false,
        }
        && compatible(&a.by, &b.by)
        && compatible(&a.against, &b.against)
        && a.when.interval == b.when.interval
        && !reckon_apart(a, b)
}

/// A taking by nobody beside the same by somebody: "declared the town liberated". A fight of nobody's beside one
/// of somebody's: "said it had killed 30 rebels in fighting near the town".
fn says_less(bare: &Claim, full: &Claim) -> bool {
    let nobodys = |claim: &Claim| claim.by.is_empty() && claim.against.is_empty();
    if bare.kind == "battle.clash" {
        return nobodys(bare)
            && !nobodys(full)
            && bare.modality.happened()
            && full.modality.happened();
    }
    let holder = |c: &Claim| c.control.as_ref().is_some_and(|control| control.holder.is_some());
    bare.kind == "control.gain"
        && bare.by.is_empty()
        && !holder(bare)
        && holder(full)
        && bare.modality.happened()
        && full.modality.happened()
}

fn compatible(a: &[dateline_actor::Actor], b: &[dateline_actor::Actor]) -> bool {
    a.is_empty()
        || b.is_empty()
        || a.iter().any(|x| b.iter().any(|y| x.side == y.side && x.name == y.name))
}

fn fullness(claim: &Claim) -> usize {
    claim.by.len()
        + claim.against.len()
        + claim.with.len()
        + claim.counts.len()
        + claim.control.as_ref().map_or(0, |c| {
            usize::from(c.holder.is_some())
                + usize::from(c.lost_by.is_some())
                + usize::from(c.besieged_by.is_some())
        })
}

/// Whether two sources each give a number: "monitors said 500 had died, but the army put the toll at 40".
fn reckon_apart(a: &Claim, b: &Claim) -> bool {
    let source = |c: &Claim| c.according_to.first().map(|source| source.name.clone());
    !a.counts.is_empty()
        && !b.counts.is_empty()
        && source(a).is_some()
        && source(b).is_some()
        && source(a) != source(b)
}

/// A stable id over what makes the assertion: report, type, evidence, place, actors, modality; and who says
/// so, where that alone tells two apart.
fn identity(claim: &Claim, sourced: bool) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    part(&claim.report);
    part(&claim.kind);
    part(&format!("{}-{}", claim.quote.span.start, claim.quote.span.end));
    part(&format!("{:?}", claim.modality));
    for place in &claim.places {
        part(&format!(
            "{}-{} {}",
            place.span.start,
            place.span.end,
            place.id.as_deref().unwrap_or(&place.name)
        ));
    }
    for actor in claim.by.iter().chain(&claim.against) {
        part(actor.id.as_deref().unwrap_or(&actor.name));
    }
    part(&format!("{:?}", claim.when.interval));
    if sourced {
        claim.according_to.iter().for_each(|source| part(&source.name));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the names of places alone say where a report plays: none of a country, none with another that
/// bears it out.
fn silent_on_country(toponyms: &[Toponym]) -> bool {
    !toponyms.is_empty()
        && toponyms.iter().all(|t| {
            t.place.kind != "country" && t.place.kind != "demonym" && t.place.kind != "continent"
        })
}
