//! Answers in words, for people.

use dateline_actor::Party;
use dateline_control::{Answer, EvidenceBasis, Reason, Status};
use dateline_desk::title;

use crate::output::Out;

/// "held by Government of Syria".
pub fn standing(status: Status, holder: Option<&Party>, others: &[Party]) -> String {
    let others: Vec<&str> = others.iter().map(|party| party.name.as_str()).collect();
    let others = others.join(" and ");
    let holder = holder.map_or("a party not named", |party| party.name.as_str());
    match status {
        Status::Held if others.is_empty() => format!("held by {holder}"),
        Status::Held => format!("held by {holder}, with {others} present"),
        Status::Divided => format!("divided between {others}"),
        Status::Contested if others.is_empty() => "contested".to_owned(),
        Status::Contested => format!("contested: {others}"),
        Status::Besieged if others.is_empty() => format!("besieged, {holder} inside"),
        Status::Besieged => format!("{holder} inside, besieged by {others}"),
        Status::Presence => format!("nobody is said to hold it; {others} present"),
        Status::Unknown if others.is_empty() => "unknown".to_owned(),
        Status::Unknown => format!("unknown; {others} there before or perhaps now"),
    }
}

/// "corroborated".
pub fn basis(basis: Option<EvidenceBasis>) -> &'static str {
    match basis {
        None => "-",
        Some(EvidenceBasis::Reported) => "reported",
        Some(EvidenceBasis::Corroborated) => "corroborated",
        Some(EvidenceBasis::ClaimedOnly) => "claimed only",
        Some(EvidenceBasis::CarriedForward) => "carried forward",
    }
}

/// A whole answer, with its reasons.
pub fn answer(out: &mut Out, answer: &Answer) -> anyhow::Result<()> {
    let on = answer.on.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let as_of = answer.as_of.map_or_else(String::new, |day| format!(", as known on {day}"));
    out.line(format_args!("{} — {on}{as_of}", title(&answer.place)))?;
    let standing = standing(answer.status, answer.holder.as_ref(), &answer.others);
    out.line(format_args!("  {standing}"))?;
    if answer.basis.is_some() {
        let mut facts = format!("  {}, confidence {}", basis(answer.basis), answer.confidence);
        if let Some(since) = answer.since {
            match (since.first, since.last) {
                (Some(first), Some(last)) if first == last => facts += &format!(", since {first}"),
                (Some(first), Some(last)) => facts += &format!(", since {first} to {last}"),
                (None, Some(last)) => facts += &format!(", since {last} at the latest"),
                _ => {}
            }
        }
        if let Some(last) = answer.last_evidence {
            let age = answer.age.unwrap_or_default();
            facts += &format!(", last evidence {last} ({age} days before)");
        }
        out.line(facts)?;
    }
    for part in &answer.parts {
        out.line(format_args!("  {}: {}", part.part, part.holder.name))?;
    }
    reasons(out, "because", &answer.because)?;
    if let Some(claimed) = &answer.claimed {
        let holder = claimed.holder.as_ref().map_or("", |party| party.name.as_str());
        reasons(out, &format!("claimed beside: held by {holder}"), &claimed.because)?;
    }
    reasons(out, "set aside", &answer.set_aside)
}

/// Claims that were weighed, with their words.
pub fn reasons(out: &mut Out, heading: &str, reasons: &[Reason]) -> anyhow::Result<()> {
    if reasons.is_empty() {
        return Ok(());
    }
    out.line(format_args!("  {heading}"))?;
    for reason in reasons {
        out.line(format_args!("    {:.2}  {}  [{}]", reason.weight, reason.why, reason.claim))?;
        let quote: Vec<&str> = reason.quote.split_whitespace().collect();
        out.line(format_args!("          “{}”", quote.join(" ")))?;
    }
    Ok(())
}
