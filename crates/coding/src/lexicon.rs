//! The lexicon: word classes that every event type shares (`ontology/lexicon.toml`).

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

/// A set of lemmas.
pub type Words = HashSet<String>;

/// Word classes that decide control, modality and attribution; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "LexiconFile")]
pub struct Lexicon {
    /// Verbs whose object is the subject of the infinitive after them.
    pub object_control: Words,
    /// Verbs that carry an event noun.
    pub light: Words,
    /// Verbs that say that what they govern came true.
    pub implicative: Words,
    /// Adjectives whose infinitive came true where they are told in the past.
    pub able: Words,
    /// Words that make what they govern planned.
    pub planned: ModalWords,
    /// Words that make what they govern attempted.
    pub attempted: ModalWords,
    /// Words that make what they govern possible.
    pub possible: ModalWords,
    /// Words that deny what they govern.
    pub denied: ModalWords,
    /// Nouns of action whose infinitive says what they are for.
    pub purpose_nouns: Words,
    /// Denial verbs that are verbs of saying.
    pub denial_saying: Words,
    /// How people report.
    pub reporting: Reporting,
    /// Nouns with a part in reading places and events.
    pub nouns: Nouns,
    /// Words of subjects that are not war, by subject.
    pub guards: BTreeMap<String, Guard>,
    /// Irregular forms of trigger words, by lemma.
    pub irregular: BTreeMap<String, Vec<String>>,
    /// Forms that the syntax model misreads, with what it reads in their place.
    pub stand_ins: BTreeMap<String, StandIn>,
    /// Names that the syntax model knows, to be read in the place of others of their sort.
    pub familiar: Familiar,
    /// The lemma of each irregular form.
    regular: HashMap<String, String>,
    /// The verbs that trigger a frame: of the ontology, not of the file.
    pub verbs: Words,
    /// Classes for the conditions of frames, by the name that follows `@`.
    pub classes: BTreeMap<String, Vec<String>>,
}

/// Names that the syntax model knows, by what they name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Familiar {
    /// A town.
    pub town: String,
    /// An armed body.
    pub body: String,
    /// A nationality, before a noun.
    pub nationality: String,
    /// Words in small letters, with what is read in their place.
    pub words: HashMap<String, String>,
    /// Days and months: a name before one is whole.
    pub days: HashSet<String>,
}

/// Words of one modality, by part of speech.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModalWords {
    /// Verbs with the content as complement.
    pub verbs: Words,
    /// Verbs with the content as object ("plan an assault").
    pub objects: Words,
    /// Nouns with the content as complement.
    pub nouns: Words,
    /// Adjectives before an event noun, or with the content as complement.
    pub adjectives: Words,
    /// Modal verbs.
    pub auxiliaries: Words,
    /// Adverbs beside the trigger.
    pub adverbs: Words,
    /// Conjunctions that introduce the clause.
    pub markers: Words,
    /// What is said of reports that are not so: "were false", "were a lie".
    pub predicates: Words,
    /// What is said of reports that are so: "were not true" denies them.
    pub truths: Words,
    /// What those are who had a part in a deed: "involved", "responsible", "behind".
    pub parts: Words,
    /// Of which there is none where reports are not so: "no truth in".
    pub grounds: Words,
    /// See [`Lexicon::purpose_nouns`].
    purpose_nouns: Words,
    /// See [`Lexicon::denial_saying`].
    saying: Words,
}

/// How people report.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reporting {
    /// Verbs of saying.
    pub verbs: Words,
    /// Nouns for what was said.
    pub documents: Words,
    /// People who speak for a body.
    pub spokespeople: Words,
    /// Ranks of those who command.
    pub ranks: Words,
    /// People who were there.
    pub witnesses: Words,
    /// People who write of a war from one side's lines, and speak for no body of it.
    pub bloggers: Words,
    /// Verbs of perception.
    pub perception: Words,
    /// Nouns of sources that nobody can name.
    pub unnamed: Words,
    /// Names of a state's media, as phrases.
    pub state_media: Words,
    /// Words of agencies.
    pub agency_words: Words,
    /// Words of other media.
    pub media_words: Words,
    /// Words of monitors, as phrases.
    pub monitor_words: Words,
    /// Verbs of saying what one would rather not.
    pub concessive: Words,
    /// Words of a state's bodies that speak: "ministry", "military".
    pub state_voice: Words,
    /// Verbs that report by preposition: "spoke of fighting", "accused it of shelling".
    pub of_verbs: Words,
    /// Verbs of saying that are themselves the happening told: "claimed control", "counts 64 dead".
    pub claiming: Words,
    /// Words of a state's armed bodies that speak: "military", "general".
    pub forces_voice: Words,
    /// Words of those who fight a state and speak: "rebel", "guerrilla".
    pub rebel_voice: Words,
}

/// Nouns with a part in reading places and events.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nouns {
    /// Stand for a settlement or area.
    pub place: Words,
    /// Sites: places of their own inside or beside a town.
    pub facility: Words,
    /// Facilities that are no prize of war by themselves ("hotel").
    pub civil_site: Words,
    /// Say that only a part is meant.
    pub part: Words,
    /// Quantifiers that say so.
    pub part_quantifiers: Words,
    /// Adjectives that name a part of a place.
    pub part_adjectives: Words,
    /// Say that the whole is meant.
    pub whole: Words,
    /// Kinds of settlement.
    pub settlements: Words,
    /// Parts of a town that have names of their own.
    pub quarters: Words,
    /// Fighting whose doer can be read off the noun.
    pub event: Words,
    /// Nouns of armed people and bodies.
    pub force: Words,
    /// Who, named alone, speaks for the body whose deed he tells of.
    pub own_voice: Words,
    /// Sites that are houses of a town rather than places of their own.
    pub house: Words,
    /// Nouns that name a body by its relation to another: "rival", "enemy".
    pub relation: Words,
    /// Adverbs that say that a state goes on or is back: "still", "back".
    pub lasting: Words,
    /// Hours and seasons by which something has been done: "noon", "nightfall".
    pub hours: Words,
    /// Verbs of entering.
    pub entering: Words,
    /// Verbs whose object is a place and nothing else: "retake", "liberate".
    pub of_places: Words,
    /// Verbs whose object may be a place or a body: "it" under them is a place where one is in play.
    pub taking: Words,
    /// Verbs that always say whom or what they befall: without an object they are participles.
    pub seized: Words,
    /// Words of a name that say what site it is: "Camp", "Hill".
    pub site_names: Words,
    /// Verbs of making others leave a place: "drive", "expel".
    pub expelling: Words,
    /// Verbs of leaving a place to others: "withdraw".
    pub departing: Words,
    /// Verbs of taking by which a side speaks of its own deed: "liberate", "retake".
    pub own_taking: Words,
    /// Nouns of what somebody announces who has taken a town: "control", "liberation".
    pub changes: Words,
    /// "last", "only".
    pub last: Words,
}

/// What is parsed in a form's place: a commoner one of the same length and use.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandIn {
    /// The commoner form.
    #[serde(rename = "as")]
    pub form: String,
    /// The same where the form is an infinitive ("to overrun").
    pub infinitive: Option<String>,
    /// The lemma of the form itself.
    pub lemma: String,
}

/// Words of one subject that is not war.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    /// Whether they silence what states say and do to each other as well.
    #[serde(default)]
    pub states: bool,
    /// Words and phrases of the subject.
    pub strong: Words,
    /// Those of them that mean it as nouns alone: gunmen "storm", and a storm is weather.
    #[serde(default)]
    pub nouns: Words,
    /// Places where people gather for it: these say nothing where they are hit.
    #[serde(default)]
    pub sites: Words,
    /// Those of them that states use too ("match", "season"): one alone does not silence what states say
    /// and do to each other.
    #[serde(default)]
    pub weak: Words,
    /// Phrases that silence what bodies that bear arms do as well: their parties stand for election.
    #[serde(default)]
    pub always: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    clause: Clause,
    modality: BTreeMap<String, ModalWords>,
    reporting: Reporting,
    nouns: Nouns,
    guards: BTreeMap<String, Guard>,
    irregular: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    stand_ins: BTreeMap<String, StandIn>,
    familiar: Familiar,
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    object_control: Words,
    light: Words,
    implicative: Words,
    able: Words,
}

impl From<LexiconFile> for Lexicon {
    fn from(mut file: LexiconFile) -> Self {
        let mut take = |name: &str| file.modality.remove(name).unwrap_or_default();
        let (mut planned, attempted) = (take("planned"), take("attempted"));
        let (possible, mut denied) = (take("possible"), take("denied"));
        let mut regular = HashMap::new();
        for (lemma, forms) in &file.irregular {
            for form in forms {
                regular.entry(form.clone()).or_insert_with(|| lemma.clone());
            }
        }
        Lexicon {
            object_control: file.clause.object_control,
            light: file.clause.light,
            implicative: file.clause.implicative,
            able: file.clause.able,
            purpose_nouns: std::mem::take(&mut planned.purpose_nouns),
            denial_saying: std::mem::take(&mut denied.saying),
            planned,
            attempted,
            possible,
            denied,
            reporting: file.reporting,
            nouns: file.nouns,
            guards: file.guards,
            irregular: file.irregular,
            stand_ins: file.stand_ins,
            familiar: file.familiar,
            regular,
            verbs: Words::new(),
            classes: file.classes,
        }
    }
}

impl Lexicon {
    /// Whether a word is a plain noun of people or bodies that the classes know.
    pub fn is_noun(&self, lemma: &str) -> bool {
        self.nouns.force.contains(lemma)
            || ["people", "crowd", "folk", "fighters", "captives"].iter().any(|class| {
                self.classes.get(*class).is_some_and(|words| words.iter().any(|w| w == lemma))
            })
    }

    /// The lemma of an irregular form that the lemmatizer left as it was ("retook").
    pub fn regular(&self, form: &str) -> Option<&str> {
        self.regular.get(form).map(String::as_str)
    }

    /// The verb of the ontology that a regular form is of, where the lemmatizer does not know the verb:
    /// "reoccupied".
    pub fn verb_of(&self, form: &str) -> Option<&str> {
        let stems = |end: &str, with: &[&str]| -> Vec<String> {
            let stem = form.strip_suffix(end);
            stem.map_or_else(Vec::new, |stem| {
                with.iter().map(|add| format!("{stem}{add}")).collect()
            })
        };
        let mut candidates = stems("ied", &["y"]);
        candidates.extend(stems("ed", &["", "e"]));
        candidates.extend(stems("ing", &["", "e"]));
        candidates.extend(stems("ies", &["y"]));
        candidates.extend(stems("s", &[""]));
        candidates.into_iter().find_map(|verb| self.verbs.get(&verb).map(String::as_str))
    }

    /// Whether a word may stand right behind the verb of a saying that ends its sentence.
    pub fn ends_saying(&self, word: &str) -> bool {
        let words = self.classes.get("behind_saying");
        words.is_some_and(|words| words.contains(&word.to_lowercase()))
    }

    /// A class by the name that `@class` uses in frames.
    pub fn class(&self, name: &str) -> Option<Vec<String>> {
        let words = match name {
            "light" => &self.light,
            "event" => &self.nouns.event,
            "place" => &self.nouns.place,
            "settlement" => &self.nouns.settlements,
            "part" => &self.nouns.part,
            "last" => &self.nouns.last,
            "whole" => &self.nouns.whole,
            "force" => &self.nouns.force,
            "facility" => &self.nouns.facility,
            "speaker" => &self.reporting.spokespeople,
            _ => return self.classes.get(name).cloned(),
        };
        Some(words.iter().cloned().collect())
    }
}
