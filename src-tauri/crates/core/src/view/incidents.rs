//! The day of a leak, as a window shows it: what lay open, and the way back.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ConnectionId;
use crate::alerts::impact::Impact;
use crate::alerts::revisions::Revision;
use crate::guide::{GuideCause, GuideIntegration, GuideStep};
use crate::time::Timestamp;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentsView {
    /// Told last, first.
    pub exposures: Vec<ExposureView>,
    /// At most one per connection.
    pub guides: Vec<GuideView>,
    pub breach_watch: BreachWatchView,
}

/// The public list of breaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BreachWatchView {
    /// There is a list that can be asked.
    pub offered: bool,
    pub looking: bool,
    /// When it answered last.
    pub looked_at: Option<Timestamp>,
    /// When it was asked last, if it did not answer then.
    pub failed_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
    pub connection: ConnectionId,
    /// The same for all revisions.
    pub exposure: String,
    /// Highest first; never empty.
    pub revisions: Vec<Revision>,
    /// Of the highest.
    pub impact: Impact,
    /// As this computer knows it.
    pub two_factor: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GuideView {
    pub connection: ConnectionId,
    pub cause: GuideCause,
    /// What was announced and belongs to it.
    pub exposure: Option<String>,
    pub begun_at: Timestamp,
    pub steps: Vec<GuideStep>,
    pub integrations: Vec<GuideIntegration>,
    pub state: GuideState,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum GuideState {
    Finished {
        at: Timestamp,
    },
    Going,
    /// `until`: `None`: for good.
    PutOff {
        until: Option<Timestamp>,
    },
}

/// What the owner wants of a guide. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GuideWish {
    /// It is finished, and has been seen.
    Close,
    /// Takes a putting-off back.
    GoOn,
    NotAgain,
    Tomorrow,
}
