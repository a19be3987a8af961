//! Claims in, events and holdings out, with reasons. The rules are argued in `docs/control.md`.
//!
//! Everything here is a pure function of claims and [`Settings`], and does not depend on the order
//! of the claims.

mod answer;
mod basis;
mod course;
mod day;
mod describe;
mod dispute;
mod event;
mod evidence;
mod grounds;
mod holdings;
mod map;
mod settings;
mod state;
mod status;
mod sweep;

pub use answer::{Answer, Claimed, PartHeld, PlaceRecord, Reason, Since, Stretch};
pub use course::{Course, Pencil};
pub use event::{
    Counting, DeathPolicy, Deaths, Event, EventSettings, Figures, Joined, Ties, events,
};
pub use evidence::concerns_control;
pub use grounds::{answer, grounds};
pub use holdings::{Aged, Holdings, Phase};
pub use map::{Brief, Difference, Feature, Side, difference, feature};
pub use settings::{Factors, Publisher, Settings, Weights};
pub use status::{EvidenceBasis, Status};
