//! A sheet of the atlas: one place with all its days, in as few bytes as will do. How it may stand is
//! written out once; a span of days points to that, so that a map is mostly copied.

use std::collections::BTreeMap;

use dateline_actor::Party;
use dateline_control::{Course, EvidenceBasis, Phase, PlaceRecord, Status};
use jiff::civil::Date;
use serde_json::{Value, json};

/// Statuses by number.
pub const STATUSES: [Status; 6] = [
    Status::Held,
    Status::Divided,
    Status::Contested,
    Status::Besieged,
    Status::Presence,
    Status::Unknown,
];

/// Bases by number.
pub const BASES: [EvidenceBasis; 4] = [
    EvidenceBasis::Reported,
    EvidenceBasis::Corroborated,
    EvidenceBasis::ClaimedOnly,
    EvidenceBasis::CarriedForward,
];

/// How a basis begins the rest of a place's object, by number; the last is no basis.
const BASIS_WORDS: [&[u8]; 5] = [
    br#","basis":"reported","confidence":"#,
    br#","basis":"corroborated","confidence":"#,
    br#","basis":"claimed_only","confidence":"#,
    br#","basis":"carried_forward","confidence":"#,
    br#","basis":null,"confidence":"#,
];
const CARRIED_FORWARD: u8 = 3;
const NO_BASIS: u8 = 4;
/// The last evidence, where there is none.
const NEVER: i32 = i32::MIN;

/// What an object says of days of which nothing is known.
const NOTHING: &[u8] = br#","status":"unknown","holder":null,"others":[],"claimed":null,"basis":null,"confidence":0.0,"last_evidence":null,"age":null}"#;

/// A way in which the place stands.
#[derive(Clone, Debug)]
pub struct Stand {
    pub status: Status,
    pub holder: Option<Party>,
    pub others: Vec<Party>,
    pub claimed: Option<(Status, Party)>,
    /// As JSON, for the layer of what is assessed.
    assessed: Vec<u8>,
    /// As JSON, for the layer of what parties claim.
    said: Vec<u8>,
}

/// Days up to the next span's, in days since 1970-01-01.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: i32,
    /// Newest day that the evidence speaks of.
    last: i32,
    /// Which way.
    stand: u32,
    basis: u8,
    confidence: f64,
}

/// One place with all its days.
#[derive(Debug)]
pub struct Sheet {
    pub key: String,
    pub record: PlaceRecord,
    pub newest: Option<Date>,
    /// The parties that its claims name, and how often.
    pub named: BTreeMap<Party, usize>,
    pub stands: Vec<Stand>,
    /// Days after which evidence about it is old.
    pub horizon: i32,
    spans: Vec<Span>,
    /// What its object on every map begins with.
    head: Vec<u8>,
}

impl Stand {
    fn of(phase: &Phase) -> Stand {
        let id = |party: Option<&Party>| json!(party.map(|party| &party.id));
        let others: Vec<&str> = phase.others.iter().map(|party| party.id.as_str()).collect();
        let claimed = (phase.claimed.as_ref())
            .map(|(status, holder)| json!({"status": status, "holder": holder.id}));
        let write = |status: Status, holder: Value| {
            let (status, others) = (json!(status), json!(others));
            let claimed = json!(claimed);
            format!(r#","status":{status},"holder":{holder},"others":{others},"claimed":{claimed}"#)
                .into_bytes()
        };
        let assessed = write(phase.status, id(phase.holder.as_ref()));
        let said = match &phase.claimed {
            Some((status, holder)) => write(*status, id(Some(holder))),
            None => assessed.clone(),
        };
        Stand {
            status: phase.status,
            holder: phase.holder.clone(),
            others: phase.others.clone(),
            claimed: phase.claimed.clone(),
            assessed,
            said,
        }
    }

    fn is(&self, phase: &Phase) -> bool {
        (self.status, &self.holder, &self.others, &self.claimed)
            == (phase.status, &phase.holder, &phase.others, &phase.claimed)
    }
}

impl Sheet {
    pub fn of(course: Course) -> Sheet {
        let (key, record) = (course.key(), course.place().clone());
        let object = json!({"key": key, "name": record.name, "country": record.country,
            "admin1": record.admin1, "kind": record.kind, "lat": record.lat, "lon": record.lon});
        let mut head = object.to_string().into_bytes();
        head.pop();
        let mut stands: Vec<Stand> = vec![];
        let mut spans = vec![];
        for phase in course.phases() {
            let known = stands.iter().position(|stand| stand.is(&phase));
            let stand = known.unwrap_or_else(|| {
                stands.push(Stand::of(&phase));
                stands.len() - 1
            });
            let basis = phase.basis.and_then(|basis| BASES.iter().position(|one| *one == basis));
            spans.push(Span {
                from: phase.from,
                last: phase.last.unwrap_or(NEVER),
                stand: stand as u32,
                basis: basis.map_or(NO_BASIS, |basis| basis as u8),
                confidence: phase.confidence,
            });
        }
        stands.shrink_to_fit();
        spans.shrink_to_fit();
        let (key, newest, horizon) = (key.to_owned(), course.newest(), course.horizon());
        Sheet { key, record, newest, named: course.named, stands, horizon, spans, head }
    }

    /// First day of which anything is known.
    pub fn first(&self) -> Option<i32> {
        self.spans.first().map(|span| span.from)
    }

    fn span(&self, day: i32) -> Option<&Span> {
        let index = self.spans.partition_point(|span| span.from <= day);
        index.checked_sub(1).and_then(|index| self.spans.get(index))
    }

    /// How the place stood on a day; nothing where nothing is known.
    pub fn stand(&self, day: i32) -> Option<&Stand> {
        self.span(day).and_then(|span| self.stands.get(span.stand as usize))
    }

    /// Writes the place's object on the map of a day.
    pub fn write(&self, out: &mut Vec<u8>, day: Option<i32>, claimed: bool) {
        let horizon = self.horizon;
        out.extend_from_slice(&self.head);
        let span = day.and_then(|day| Some((day, self.span(day)?)));
        let Some((day, span, stand)) =
            span.and_then(|(day, span)| Some((day, span, self.stands.get(span.stand as usize)?)))
        else {
            out.extend_from_slice(NOTHING);
            return;
        };
        out.extend_from_slice(if claimed { &stand.said } else { &stand.assessed });
        let age = (span.last != NEVER).then(|| (day - span.last).max(0));
        let (mut basis, mut confidence) = (span.basis, span.confidence);
        // As `Phase::on` has it.
        if let Some(age) = age.filter(|age| *age > horizon) {
            basis = CARRIED_FORWARD;
            confidence *= 0.5_f64.powf(f64::from(age) / f64::from(horizon.max(1)));
        }
        out.extend_from_slice(BASIS_WORDS.get(basis as usize).copied().unwrap_or(BASIS_WORDS[4]));
        thousandths(out, (confidence * 1000.0).round() as u32);
        match age {
            Some(age) => {
                out.extend_from_slice(br#","last_evidence":""#);
                write_day(out, span.last.min(day));
                out.extend_from_slice(br#"","age":"#);
                number(out, age.unsigned_abs());
                out.push(b'}');
            }
            None => out.extend_from_slice(br#","last_evidence":null,"age":null}"#),
        }
    }

    /// All days, with parties, statuses and bases by number.
    pub fn spans(&self, party: impl Fn(Option<&Party>) -> i64) -> Value {
        let status = |status: Status| STATUSES.iter().position(|one| *one == status);
        let span = |span: &Span| {
            let stand = self.stands.get(span.stand as usize)?;
            let claimed = stand.claimed.as_ref();
            let others: Vec<i64> = stand.others.iter().map(|one| party(Some(one))).collect();
            Some(json!([
                span.from,
                status(stand.status),
                party(stand.holder.as_ref()),
                others,
                if span.basis == NO_BASIS { -1 } else { i64::from(span.basis) },
                (span.confidence * 1000.0).round() / 1000.0,
                (span.last != NEVER).then_some(span.last),
                claimed.and_then(|(one, _)| status(*one)).map_or(-1, |status| status as i64),
                party(claimed.map(|(_, holder)| holder)),
            ]))
        };
        self.spans.iter().filter_map(span).collect()
    }
}

/// A number from 0 to 1 in thousandths: `0.9`, `0.942`, `1.0`.
fn thousandths(out: &mut Vec<u8>, value: u32) {
    number(out, value / 1000);
    out.push(b'.');
    let rest = value % 1000;
    let digits = [rest / 100, rest / 10 % 10, rest % 10];
    let shown = if digits[2] != 0 {
        3
    } else if digits[1] != 0 {
        2
    } else {
        1
    };
    out.extend(digits.iter().take(shown).map(|digit| b'0' + *digit as u8));
}

fn number(out: &mut Vec<u8>, mut value: u32) {
    let mut digits = [0_u8; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A day as `2017-11-05`. Maps have one a place, and this is several times as fast as the calendar's own.
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.)
fn write_day(out: &mut Vec<u8>, days: i32) {
    let z = i64::from(days) + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let pair = |out: &mut Vec<u8>, value: i64| {
        out.extend_from_slice(&[b'0' + (value / 10 % 10) as u8, b'0' + (value % 10) as u8]);
    };
    pair(out, year / 100);
    pair(out, year);
    out.push(b'-');
    pair(out, month);
    out.push(b'-');
    pair(out, day);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::day_of;

    #[test]
    fn days_are_written_as_the_calendar_has_them() {
        for days in (-700_000..2_900_000).step_by(97).chain(-400..400) {
            let mut out = vec![];
            write_day(&mut out, days);
            let calendar = day_of(days).unwrap().to_string();
            assert_eq!(String::from_utf8(out).unwrap(), calendar, "{days}");
        }
    }

    #[test]
    fn thousandths_are_numbers() {
        let written = |value| {
            let mut out = vec![];
            thousandths(&mut out, value);
            String::from_utf8(out).unwrap()
        };
        let numbers = [0, 1, 50, 900, 942, 1_000].map(written);
        assert_eq!(numbers, ["0.0", "0.001", "0.05", "0.9", "0.942", "1.0"]);
    }
}
