//! Interest: what the innermost source has at stake in what it says.

use dateline_actor::{Kind, Party};

use crate::attribution::{Attribution, Link};
use crate::claim::{Control, ControlStatus, Interest, SourceKind};
use crate::matcher::Match;
use crate::ontology::EventType;
use crate::ontology::file::Role;
use crate::scene::Scene;

/// Whom a claim does credit and whom it hurts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stakes {
    /// Parties that look good in it.
    pub credit: Vec<Party>,
    /// Parties that look bad in it.
    pub harm: Vec<Party>,
    /// Those who look good are only those to whom a wrong was done.
    pub wronged: bool,
    /// A place was taken, whoever took it.
    pub taken: bool,
}

/// The party of an actor: its side, else itself.
pub fn party(actor: &dateline_actor::Actor) -> Party {
    actor.side.clone().unwrap_or_else(|| Party {
        id: actor.id.clone().unwrap_or_else(|| format!("name:{}", actor.name.to_lowercase())),
        name: actor.name.clone(),
    })
}

/// Reads the stakes off a match.
pub fn stakes(event_type: &EventType, found: &Match, control: Option<&Control>) -> Stakes {
    let mut stakes = Stakes::default();
    if let Some(control) = control {
        match &control.besieged_by {
            Some(besieger) => {
                stakes.credit.push(besieger.clone());
                stakes.harm.extend(control.holder.clone());
            }
            None => {
                stakes.credit.extend(control.holder.clone());
                stakes.harm.extend(control.lost_by.clone());
                stakes.taken = control.status == ControlStatus::Held;
                // "Ruritanian and allied troops took the town": to the credit of all who did
                let template = event_type.file.control.as_ref();
                if stakes.taken
                    && template.is_some_and(|template| template.holder == Some(Role::By))
                {
                    stakes.credit.extend(found.by.iter().map(party));
                }
            }
        }
        stakes.credit.extend(found.with.iter().map(party));
        return stakes;
    }
    let of = |role: Role| -> Vec<Party> {
        match role {
            Role::By => found.by.iter().map(party).collect(),
            Role::Against => found.against.iter().map(party).collect(),
            Role::With => found.with.iter().map(party).collect(),
            Role::Holder => found.holder.iter().map(party).collect(),
        }
    };
    let opposite = |role: Role| if role == Role::By { Role::Against } else { Role::By };
    if let Some(role) = event_type.file.credit {
        stakes.credit.extend(of(role));
        stakes.harm.extend(of(opposite(role)));
        if role == Role::By {
            stakes.credit.extend(of(Role::With));
        }
    }
    if let Some(role) = event_type.file.blame {
        stakes.harm.extend(of(role));
        stakes.wronged = stakes.credit.is_empty();
        stakes.credit.extend(of(opposite(role)));
    }
    stakes
}

impl Scene<'_> {
    /// The party whose word a source is, by the registry.
    pub fn party_behind(&self, link: &Link) -> Option<Party> {
        if let Some(actor) = &link.actor {
            return Some(party(actor));
        }
        if self.is_blogger(link) {
            // "Ruritanian military bloggers": of the side whose nationality they have, or favour
            return link.tokens.clone().find_map(|t| self.state_word(t)).map(|a| party(&a));
        }
        let source = self.registry.sources().by_name(&link.source.name)?;
        let id = source.party.as_deref().or(source.leans_to.first().map(String::as_str))?;
        self.registry.get(id).map(|_| self.registry.party_of(id, self.published))
    }

    /// What the innermost source has at stake.
    pub fn interest(
        &self,
        chain: &Attribution,
        stakes: &Stakes,
        publisher: Option<&str>,
    ) -> Interest {
        let behind = match chain.links.first() {
            Some(link) if matches!(link.source.kind, SourceKind::Witness | SourceKind::Monitor) => {
                None
            }
            Some(link) => match self.party_behind(link) {
                Some(party) => Some(party),
                None if link.source.kind == SourceKind::StateMedia => {
                    // "state television": the state that the report is about, where it names only one
                    self.state_behind(stakes)
                }
                None if self.is_state_voice(link) => self.state_behind(stakes),
                None if link.source.kind == SourceKind::Unnamed => return Interest::Unknown,
                None => None,
            },
            None => publisher.and_then(|name| self.registry.sources().by_publisher(name)).and_then(
                |source| {
                    let id =
                        source.party.as_deref().or(source.leans_to.first().map(String::as_str))?;
                    self.registry.get(id).map(|_| self.registry.party_of(id, self.published))
                },
            ),
        };
        let own = chain.links.first().and_then(|link| link.actor.as_ref()?.id.as_deref());
        match behind {
            // "Rebels are holding 92 peacekeepers, the United Nations said": no side of the war
            Some(party) if stakes.wronged && self.is_international(&party) => Interest::Neutral,
            Some(party) if stakes.credit.contains(&party) => Interest::SelfServing,
            // a body that fought for itself on that day, and for another since
            Some(_) if own.is_some_and(|id| stakes.credit.iter().any(|p| p.id == id)) => {
                Interest::SelfServing
            }
            // "The coalition said that government troops took the town": it fights for them.
            Some(party) if self.fights_for(&party, &stakes.credit) => Interest::SelfServing,
            Some(party) if stakes.harm.contains(&party) => Interest::Against,
            // "The town has been cleared of the rebels, the army said": who else took it?
            Some(party)
                if stakes.credit.is_empty()
                    && !stakes.harm.is_empty()
                    && stakes.taken
                    && self.is_side(&party) =>
            {
                Interest::SelfServing
            }
            _ => Interest::Neutral,
        }
    }

    /// "the government communication service", "intelligence officials", "the defence ministry", "Colonel X": a
    /// state's word, where nothing says which.
    fn is_state_voice(&self, link: &Link) -> bool {
        let words = &self.arcs.lexicon.reporting.state_voice;
        let says = |token: usize| words.contains(&self.lemma(token));
        !self.is_blogger(link)
            && link.source.kind != SourceKind::Monitor
            && (link.tokens.clone().any(says) || self.is_officer(link.head, &link.tokens))
    }

    /// Whether a source writes of the war for itself: "military bloggers".
    pub(crate) fn is_blogger(&self, link: &Link) -> bool {
        self.arcs.lexicon.reporting.bloggers.contains(&self.lemma(link.head))
    }

    /// Whether a party is an organisation of many states.
    fn is_international(&self, party: &Party) -> bool {
        self.registry.get(&party.id).is_some_and(|entry| entry.kind == Kind::International)
    }

    /// Whether a party is a coalition that came to fight for one of these.
    fn fights_for(&self, party: &Party, credited: &[Party]) -> bool {
        let coalition =
            self.registry.get(&party.id).is_some_and(|entry| entry.kind == Kind::Coalition);
        coalition
            && credited.iter().any(|other| {
                self.registry.backers(&other.id, self.published).iter().any(|b| b.id == party.id)
            })
    }

    /// Whether a party fights, or is a state in whose country the report plays.
    pub(crate) fn is_side(&self, party: &Party) -> bool {
        let Some(entry) = self.registry.get(&party.id) else { return false };
        let here = |country: &str| {
            self.toponyms.iter().any(|t| t.place.country.as_deref() == Some(country))
        };
        match entry.governs() {
            Some(country) => here(country),
            None => entry.kind.is_armed(),
        }
    }

    fn state_behind(&self, stakes: &Stakes) -> Option<Party> {
        let mut states = stakes.credit.iter().chain(&stakes.harm).filter(|party| {
            self.registry.get(&party.id).is_some_and(|entry| entry.kind.is_state())
        });
        states.next().cloned()
    }
}
