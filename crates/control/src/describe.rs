//! Evidence in words, for `because` and `explain`.

use dateline_actor::Party;
use dateline_coding::{Context, Interest, SourceKind};

use crate::day::date_of;
use crate::evidence::{Evidence, Says};

impl Evidence<'_> {
    /// Who says so, as the report names it.
    pub(crate) fn speaker(&self) -> &str {
        match self.claim.according_to.first() {
            Some(source) => &source.name,
            None => self.claim.publisher.as_deref().unwrap_or("the report"),
        }
    }

    /// What it says, when, according to whom, and with what stake.
    pub(crate) fn describe(&self) -> String {
        let denied = if self.denied { "denied: " } else { "" };
        let stake = match self.interest {
            Interest::SelfServing => ", about its own success",
            Interest::Against => ", against its own interest",
            Interest::Neutral | Interest::Unknown => "",
        };
        let kind = match self.claim.according_to.first().map(|source| source.kind) {
            _ if self.own_voice => "own voice",
            Some(SourceKind::Belligerent) => "a party to the fight",
            Some(SourceKind::StateMedia) => "state media",
            Some(SourceKind::Agency) => "an agency",
            Some(SourceKind::Media) => "media",
            Some(SourceKind::Monitor) => "a monitor",
            Some(SourceKind::Official) => "an official",
            Some(SourceKind::Witness) => "a witness",
            Some(SourceKind::Unnamed) | None => "unnamed",
        };
        let telling = match (self.claim.inferred, self.claim.context) {
            (true, _) => "; presupposed, not said",
            (false, Context::Background) => "; recalled",
            (false, Context::Summary) => "; in the report's summary",
            (false, _) => "",
        };
        format!(
            "{denied}{}, {}; {} ({kind}){stake}{telling}",
            self.says.describe(),
            self.when(),
            self.speaker()
        )
    }

    fn when(&self) -> String {
        let (first, last) = (date_of(self.first), date_of(self.last));
        match (self.first == self.last, self.says.is_change()) {
            (true, true) => format!("by {last}"),
            (true, false) => format!("on {last}"),
            (false, true) => format!("on some day from {first} to {last}"),
            (false, false) => format!("from {first} to {last}"),
        }
    }
}

impl Says {
    fn describe(&self) -> String {
        let name = |party: &Option<Party>| {
            party.as_ref().map_or("a party not named", |p| &p.name).to_owned()
        };
        let names = |parties: &[Party]| -> String {
            let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
            if names.is_empty() { "parties not named".to_owned() } else { names.join(" and ") }
        };
        match self {
            Says::Whole { holder, lost_by: Some(loser), change: true } => {
                format!("{} took it from {}", holder.name, loser.name)
            }
            Says::Whole { holder, change: true, .. } => format!("{} took it", holder.name),
            Says::Whole { holder, change: false, .. } => format!("{} holds it", holder.name),
            Says::Part { holder, change: true } => format!("{} took a part of it", holder.name),
            Says::Part { holder, change: false } => format!("{} holds a part of it", holder.name),
            Says::Lost { by, whole: true, .. } => format!("{} lost it", by.name),
            Says::Lost { by, whole: false, .. } => format!("{} lost a part of it", by.name),
            Says::Contest { parties } => format!("fought over by {}", names(parties)),
            Says::Advance { by, .. } => format!("{} pushed into it", names(by)),
            Says::Siege { inner, outer, .. } => {
                format!("{} inside, besieged by {}", name(inner), name(outer))
            }
            Says::SiegeBroken { .. } => "the siege was broken".to_owned(),
            Says::Presence { party } => format!("{} is present", party.name),
        }
    }
}
