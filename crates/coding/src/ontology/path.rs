//! Paths: where a role stands, seen from the trigger. `subject`, `object`, `from`, `object.of`.

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Deep subject of a verb.
    Subject,
    /// Deep object of a verb.
    Object,
    /// Who does what an event noun names: possessor, modifier, `by`, subject of its light verb.
    Doer,
    /// Premodifiers and possessors of a noun.
    Modifier,
    /// What a noun is said to be: copula, apposition, `as`.
    Equated,
    /// The verb or noun that governs the trigger.
    Governor,
    /// The verb that governs the trigger: its light verb, or the verb it is the subject of.
    Verb,
    /// The verb that governs the trigger's clause.
    Outer,
    /// The verb of the clause that completes the trigger: "threatened to *break* ties".
    Complement,
    /// The verb of a clause that hangs on a noun: "people *trapped* in", "a bomb *containing* gas".
    Clause,
    /// The trigger itself (a compound such as `rebel-held` modifies its own place).
    Modified,
    /// The trigger itself.
    Own,
    /// The words that negate a verb: "not", "never", "no longer".
    Negation,
    /// What hangs on it by a preposition; `out-of` for two words.
    Preposition(String),
}

/// A path: steps taken one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

/// Prepositions that paths may name. A closed list, so that a typing slip is an error.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead-of",
    "along",
    "amid",
    "than",
    "among",
    "around",
    "as",
    "at",
    "away-from",
    "back-from",
    "before",
    "behind",
    "between",
    "beyond",
    "by",
    "during",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out-of",
    "outside",
    "over",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "via",
    "with",
    "within",
    "without",
    "until",
    "since",
    "like",
    "alongside",
    "because-of",
    "following",
    "despite",
    "up-to",
    "close-to",
    "next-to",
];

impl Path {
    /// Reads a path; the error says what is not a step.
    pub fn parse(text: &str) -> Result<Path, String> {
        let steps: Result<Vec<Step>, String> = text
            .split('.')
            .map(|word| match word.trim() {
                "subject" => Ok(Step::Subject),
                "object" => Ok(Step::Object),
                "doer" => Ok(Step::Doer),
                "modifier" => Ok(Step::Modifier),
                "equated" => Ok(Step::Equated),
                "governor" => Ok(Step::Governor),
                "verb" => Ok(Step::Verb),
                "outer" => Ok(Step::Outer),
                "complement" => Ok(Step::Complement),
                "clause" => Ok(Step::Clause),
                "modified" => Ok(Step::Modified),
                "self" => Ok(Step::Own),
                "negation" => Ok(Step::Negation),
                other if PREPOSITIONS.contains(&other) => Ok(Step::Preposition(other.replace('-', " "))),
                other => Err(format!(
                    "`{other}` is no step of a path: use subject, object, doer, modifier, modified, equated, \
                     governor, verb, outer, complement, clause, negation, self or a preposition"
                )),
            })
            .collect();
        steps.map(Path)
    }
}
