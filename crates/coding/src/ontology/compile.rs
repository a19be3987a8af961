//! The compiler: ontology files in, an index from trigger lemma to frames out.

use std::collections::{BTreeMap, HashMap};

use crate::counts::CountWords;
use crate::lexicon::Lexicon;
use crate::ontology::error::OntologyError;
use crate::ontology::file::{Example, FrameFile, List, Role, TypeFile};
use crate::ontology::path::Path;

/// An event type, compiled.
#[derive(Clone, Debug)]
pub struct EventType {
    /// As written, frames included.
    pub file: TypeFile,
    /// `control.gain`.
    pub kind: String,
    /// `control`.
    pub family: String,
    /// Where it was read.
    pub path: String,
    /// The line of each example.
    lines: Vec<usize>,
}

impl EventType {
    /// The examples with the line on which each stands.
    pub fn examples(&self) -> impl Iterator<Item = (&Example, usize)> {
        self.file.example.iter().map(toml::Spanned::get_ref).zip(self.lines.iter().copied())
    }
}

/// A frame, compiled.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Index into [`Ontology::types`].
    pub kind: usize,
    /// As written.
    pub file: FrameFile,
    /// `control/gain.toml:41`, for `explain`.
    pub location: String,
    /// Paths by role.
    pub by: Vec<Path>,
    /// Paths to against whom.
    pub against: Vec<Path>,
    /// Paths to beside whom.
    pub with: Vec<Path>,
    /// Paths to the next holder.
    pub holder: Vec<Path>,
    /// Paths to the place.
    pub place: Vec<Path>,
    /// Conditions that must hold.
    pub require: Vec<(Path, Vec<String>)>,
    /// Conditions that must not.
    pub forbid: Vec<(Path, Vec<String>)>,
}

/// A trigger word's frames: the frame and the particle that must follow, where one must.
pub type Triggered = Vec<(usize, Option<String>)>;

/// The compiled ontology.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// Word classes.
    pub lexicon: Lexicon,
    /// Words of counting people.
    pub counts: CountWords,
    /// Event types, by name.
    pub types: Vec<EventType>,
    /// All frames.
    pub frames: Vec<Frame>,
    /// Verb lemma → frames.
    pub verbs: HashMap<String, Triggered>,
    /// Noun lemma → frames.
    pub nouns: HashMap<String, Triggered>,
    /// Adjective → frames.
    pub adjectives: HashMap<String, Triggered>,
}

/// Name of the lexicon among the ontology's files.
pub const LEXICON: &str = "lexicon.toml";

/// Name of the words of counting among the ontology's files.
pub const COUNTS: &str = "counts.toml";

impl Ontology {
    /// Compiles files given as (path, text). A later file replaces an earlier one of the same type,
    /// so that a user's folder extends or overrides what ships.
    pub fn compile(files: &[(&str, &str)]) -> Result<Ontology, Vec<OntologyError>> {
        let mut errors = Vec::new();
        let mut ontology = Ontology::default();
        let mut types: BTreeMap<String, (EventType, &str)> = BTreeMap::new();
        for (path, text) in files {
            if path.ends_with(COUNTS) {
                match toml::from_str(text) {
                    Ok(counts) => ontology.counts = counts,
                    Err(error) => errors.push(parse_error(path, text, &error)),
                }
                continue;
            }
            if path.ends_with(LEXICON) {
                match toml::from_str(text) {
                    Ok(lexicon) => ontology.lexicon = lexicon,
                    Err(error) => errors.push(parse_error(path, text, &error)),
                }
                continue;
            }
            match toml::from_str::<TypeFile>(text) {
                Ok(file) => {
                    let kind = file.kind.get_ref().clone();
                    // A bare name (`evacuation`) is a family of its own.
                    let family = kind.split_once('.').map_or(kind.as_str(), |(family, _)| family);
                    let family = family.to_owned();
                    let path = (*path).to_owned();
                    let examples = file.example.iter();
                    let lines = examples.map(|e| line_of(text, e.span().start)).collect();
                    let event_type = EventType { file, kind: kind.clone(), family, path, lines };
                    types.insert(kind, (event_type, text));
                }
                Err(error) => errors.push(parse_error(path, text, &error)),
            }
        }
        for (event_type, text) in types.into_values() {
            let index = ontology.types.len();
            for frame in &event_type.file.frame {
                match compile_frame(index, &event_type, frame, text, &ontology.lexicon) {
                    Ok(compiled) => ontology.add(compiled),
                    Err(error) => errors.push(error),
                }
            }
            ontology.types.push(event_type);
        }
        ontology.lexicon.verbs = ontology.verbs.keys().cloned().collect();
        if errors.is_empty() { Ok(ontology) } else { Err(errors) }
    }

    fn add(&mut self, frame: Frame) {
        let index = self.frames.len();
        for (words, table) in [
            (&frame.file.verb, &mut self.verbs),
            (&frame.file.noun, &mut self.nouns),
            (&frame.file.adjective, &mut self.adjectives),
        ] {
            for word in &words.0 {
                let (lemma, particle) = match word.split_once(' ') {
                    Some((lemma, particle)) => (lemma, Some(particle.to_owned())),
                    None => (word.as_str(), None),
                };
                table.entry(lemma.to_owned()).or_default().push((index, particle));
            }
        }
        self.frames.push(frame);
    }

    /// Whether a file holds words that all types share, and no type.
    pub fn is_shared(path: &str) -> bool {
        path.ends_with(LEXICON) || path.ends_with(COUNTS)
    }

    /// The type of a frame.
    pub fn type_of(&self, frame: &Frame) -> &EventType {
        &self.types[frame.kind]
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1
}

fn parse_error(path: &str, text: &str, error: &toml::de::Error) -> OntologyError {
    let offset = error.span().map_or(0, |span| span.start);
    OntologyError::at(path, text, offset, error.message())
}

fn compile_frame(
    kind: usize,
    event_type: &EventType,
    frame: &toml::Spanned<FrameFile>,
    text: &str,
    lexicon: &Lexicon,
) -> Result<Frame, OntologyError> {
    let file = frame.get_ref().clone();
    let fault = |message: String| {
        OntologyError::at(
            &event_type.path,
            text,
            frame.span().start,
            format!("frame `{}`: {message}", frame.get_ref().name),
        )
    };
    if [&file.verb, &file.noun, &file.adjective, &file.counted].iter().all(|list| list.0.is_empty())
    {
        let message = "no trigger: give `verb`, `noun`, `adjective` or `counted`";
        return Err(fault(message.to_owned()));
    }
    let paths = |list: &List| -> Result<Vec<Path>, OntologyError> {
        list.0.iter().map(|path| Path::parse(path).map_err(&fault)).collect()
    };
    let conditions =
        |map: &BTreeMap<String, List>| -> Result<Vec<(Path, Vec<String>)>, OntologyError> {
            map.iter()
                .map(|(path, words)| {
                    let path = Path::parse(path).map_err(&fault)?;
                    let mut all = Vec::new();
                    for word in &words.0 {
                        match word.strip_prefix('@') {
                            Some(class) => all.extend(lexicon.class(class).ok_or_else(|| {
                                fault(format!("`@{class}` is no class of {LEXICON}"))
                            })?),
                            None => all.push(word.clone()),
                        }
                    }
                    Ok((path, all))
                })
                .collect()
        };
    if let Some(control) = &event_type.file.control {
        let used = [control.holder, control.lost_by, control.besieged_by];
        let holder_path_missing = used.contains(&Some(Role::Holder)) && file.holder.0.is_empty();
        if holder_path_missing && file.by.0.is_empty() && file.against.0.is_empty() {
            return Err(fault("no path to any party; give `by`, `against` or `holder`".to_owned()));
        }
    } else if event_type.family == "control" {
        return Err(fault("a control type needs a [control] table".to_owned()));
    }
    let line = line_of(text, frame.span().start);
    Ok(Frame {
        kind,
        location: format!("{}:{line}", event_type.path),
        by: paths(&file.by)?,
        against: paths(&file.against)?,
        with: paths(&file.with)?,
        holder: paths(&file.holder)?,
        place: paths(&file.place)?,
        require: conditions(&file.require)?,
        forbid: conditions(&file.forbid)?,
        file,
    })
}
