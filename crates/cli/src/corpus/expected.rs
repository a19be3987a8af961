//! One expected claim: what is given is judged, what is left out is not.

use dateline_report::Span;
use jiff::civil::Date;

use super::Fault;

/// A claim that a careful reader expects of a report.
#[derive(Debug, Default)]
pub struct Expected {
    /// Line of the file.
    pub line: usize,
    /// The types that are right.
    pub types: Vec<String>,
    /// Allowed and not asked for.
    pub optional: bool,
    /// Words of the sentence, in code points of the text.
    pub quote: Span,
    /// Who acts. Each is a body with the names that are right for it.
    pub by: Option<Vec<ActorNames>>,
    /// Against whom.
    pub against: Option<Vec<ActorNames>>,
    /// With whom.
    pub with: Option<Vec<ActorNames>>,
    /// Where; empty for a claim that must have no place.
    pub places: Option<Vec<PlaceName>>,
    /// When.
    pub when: Option<ExpectedWhen>,
    /// Key and value of the control that are judged.
    pub control: Option<Vec<(String, String)>>,
    /// Modalities that are right.
    pub modality: Option<Vec<String>>,
    /// Contexts that are right.
    pub context: Option<Vec<String>>,
    /// Interests that are right.
    pub interest: Option<Vec<String>>,
    /// The chain of sources, innermost first; empty for the report's own voice.
    pub according_to: Option<Vec<ExpectedSource>>,
    /// The counts.
    pub counts: Option<Vec<ExpectedCount>>,
}

/// The names that are right for one body. `optional` where it may be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorNames {
    /// Any of these is right.
    pub names: Vec<String>,
    /// `-` stands among them.
    pub optional: bool,
}

impl ActorNames {
    /// `A or B or -`.
    pub fn parse(text: &str) -> ActorNames {
        let all = text.split(" or ").map(str::trim).filter(|name| !name.is_empty());
        let (none, names): (Vec<&str>, Vec<&str>) = all.partition(|name| *name == "-");
        ActorNames {
            names: names.into_iter().map(str::to_owned).collect(),
            optional: !none.is_empty(),
        }
    }
}

/// A place by its names and its country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceName {
    /// Any of these is right.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

impl PlaceName {
    /// `A or B, CC`.
    pub fn parse(line: usize, text: &str) -> Result<PlaceName, Fault> {
        match text.rsplit_once(", ") {
            Some((names, country)) if country.len() == 2 => Ok(PlaceName {
                names: names.split(" or ").map(|name| name.trim().to_owned()).collect(),
                country: country.to_owned(),
            }),
            _ => Err(Fault::new(line, format!("a place is written Name, CC: {text:?}"))),
        }
    }
}

/// The parts of `when` that are judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedWhen {
    /// First and last day; `None` for a claim that must have no days.
    pub days: Option<(Date, Date)>,
    /// The bound's word.
    pub bound: Option<String>,
    /// The basis's word.
    pub basis: Option<String>,
}

/// One link of the chain of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedSource {
    /// Words of its name; any is right.
    pub names: Vec<String>,
    /// Its kind, where judged.
    pub kind: Option<String>,
}

/// One count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedCount {
    /// `killed`, `wounded` …
    pub what: String,
    /// Lowest, best and highest number where judged; the outer `None` is "not judged".
    pub low: Option<u32>,
    /// See `low`.
    pub best: Option<Option<u32>>,
    /// See `low`.
    pub high: Option<u32>,
    /// `civilians`, `soldiers` …, where judged.
    pub who: Option<String>,
    /// `incident`, `total` or `period`, where judged.
    pub scope: Option<String>,
}

type Find<'f> = &'f dyn Fn(usize, &str) -> Result<Span, Fault>;

/// Reads the section of claims, whose first line has the number `first`.
pub fn parse(lines: &[&str], first: usize, find: Find) -> Result<Vec<Expected>, Fault> {
    let mut claims: Vec<Expected> = Vec::new();
    for (line, number) in lines.iter().zip(first..) {
        if line.trim().is_empty() {
            continue;
        }
        match line.strip_prefix("  ") {
            None => claims.push(head(number, line)),
            Some(field) => {
                let Some((key, value)) = field.split_once(": ") else {
                    return Err(Fault::new(number, "a field is written key: value"));
                };
                let Some(claim) = claims.last_mut() else {
                    return Err(Fault::new(number, "a field before any type"));
                };
                set(claim, number, key, value.trim(), find)?;
            }
        }
    }
    match claims.iter().find(|claim| claim.quote.is_empty()) {
        Some(claim) => Err(Fault::new(claim.line, "no quote")),
        None => Ok(claims),
    }
}

fn head(line: usize, text: &str) -> Expected {
    let (types, optional) = match text.trim_end().strip_suffix(" ?") {
        Some(types) => (types, true),
        None => (text.trim_end(), false),
    };
    let types = types.split('/').map(str::to_owned).collect();
    Expected { line, types, optional, ..Expected::default() }
}

fn set(claim: &mut Expected, line: usize, key: &str, value: &str, find: Find) -> Result<(), Fault> {
    let list =
        || -> Vec<&str> { value.split("; ").map(str::trim).filter(|item| *item != "-").collect() };
    let words = || Some(value.split('/').map(str::to_owned).collect());
    let bodies = || Some(list().into_iter().map(ActorNames::parse).collect());
    match key {
        "quote" => claim.quote = find(line, value)?,
        "by" => claim.by = bodies(),
        "against" => claim.against = bodies(),
        "with" => claim.with = bodies(),
        "where" => {
            let places = list().into_iter().map(|place| PlaceName::parse(line, place));
            claim.places = Some(places.collect::<Result<_, _>>()?);
        }
        "when" => claim.when = Some(when(line, value)?),
        "control" => {
            let pairs = value.split(';').map(|pair| match pair.trim().split_once('=') {
                Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
                None => Err(Fault::new(line, format!("control is written key=value: {pair:?}"))),
            });
            claim.control = Some(pairs.collect::<Result<_, _>>()?);
        }
        "modality" => claim.modality = words(),
        "context" => claim.context = words(),
        "interest" => claim.interest = words(),
        "according_to" => claim.according_to = Some(list().into_iter().map(source).collect()),
        "counts" => {
            let counts = list().into_iter().map(|text| count(line, text));
            claim.counts = Some(counts.collect::<Result<_, _>>()?);
        }
        _ => return Err(Fault::new(line, format!("no such field: {key}"))),
    }
    Ok(())
}

fn when(line: usize, text: &str) -> Result<ExpectedWhen, Fault> {
    if text == "-" {
        return Ok(ExpectedWhen::default());
    }
    let bad =
        || Fault::new(line, format!("when is written first[..last] [bound] [basis]: {text:?}"));
    let mut when = ExpectedWhen::default();
    for (at, word) in text.split(' ').enumerate() {
        match word {
            "on" | "within" | "by" | "since" | "throughout" => when.bound = Some(word.to_owned()),
            "text" | "announcement" | "inherited" | "published" | "none" => {
                when.basis = Some(word.to_owned());
            }
            days if at == 0 => {
                let (first, last) = days.split_once("..").unwrap_or((days, days));
                let day = |text: &str| text.parse::<Date>().map_err(|_| bad());
                when.days = Some((day(first)?, day(last)?));
            }
            _ => return Err(bad()),
        }
    }
    Ok(when)
}

fn source(text: &str) -> ExpectedSource {
    let (name, kind) = match text.strip_suffix(']').and_then(|text| text.split_once(" [")) {
        Some((name, kind)) => (name, Some(kind.to_owned())),
        None => (text, None),
    };
    ExpectedSource { names: name.split(" or ").map(str::to_owned).collect(), kind }
}

fn count(line: usize, text: &str) -> Result<ExpectedCount, Fault> {
    let bad =
        || Fault::new(line, format!("a count is written: what number [who] [scope]: {text:?}"));
    let mut words = text.split(' ');
    let (Some(what), Some(number)) = (words.next(), words.next()) else { return Err(bad()) };
    let mut count = ExpectedCount { what: what.to_owned(), ..ExpectedCount::default() };
    let parse = |digits: &str| digits.parse::<u32>().map_err(|_| bad());
    if let Some(digits) = number.strip_prefix('-') {
        count.high = Some(parse(digits)?);
    } else if let Some(digits) = number.strip_suffix('+') {
        count.low = Some(parse(digits)?);
        count.best = Some(None);
    } else {
        count.low = Some(parse(number)?);
        count.best = Some(count.low);
    }
    for word in words {
        match word {
            "incident" | "total" | "period" => count.scope = Some(word.to_owned()),
            _ => count.who = Some(word.to_owned()),
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_say_which_numbers_are_judged() {
        let plain = count(1, "killed 12 civilians").unwrap();
        assert_eq!((plain.low, plain.best, plain.high), (Some(12), Some(Some(12)), None));
        let vague = count(1, "wounded 24+ unknown period").unwrap();
        assert_eq!((vague.low, vague.best), (Some(24), Some(None)));
        assert_eq!(vague.scope.as_deref(), Some("period"));
        let most = count(1, "displaced -300").unwrap();
        assert_eq!((most.low, most.best, most.high), (None, None, Some(300)));
        assert!(count(1, "killed many").is_err());
    }

    #[test]
    fn when_is_days_bound_and_basis() {
        let when = when(1, "2017-10-01..2017-10-31 within text").unwrap();
        assert_eq!(when.days.map(|(_, last)| last.to_string()), Some("2017-10-31".to_owned()));
        assert_eq!(when.bound.as_deref(), Some("within"));
        assert_eq!(when.basis.as_deref(), Some("text"));
    }

    #[test]
    fn bodies_have_alternatives() {
        let names = ActorNames::parse("YPG or People's Protection Units or -");
        assert_eq!(names.names, ["YPG", "People's Protection Units"]);
        assert!(names.optional);
    }
}
