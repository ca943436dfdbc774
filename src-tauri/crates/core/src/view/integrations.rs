//! What an account is linked to, and what asks to be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ConnectionId;
use crate::ports::integrations::{
    Client, IntegrationId, LinkRequestId, ReleasedCamera, UnlinkCause,
};
use crate::time::Timestamp;

/// Of one connection whose place can be linked at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationsView {
    pub connection: ConnectionId,
    /// The service has said what there is; until then the lists are empty.
    pub told: bool,
    /// Those that were unlinked for safety first, then what is linked, then the others; newest first.
    pub integrations: Vec<IntegrationView>,
    pub clients: Vec<Client>,
    /// Browser pages that show a number now, oldest first.
    pub requests: Vec<LinkRequestView>,
    /// How the last one ended, until the owner has read it.
    pub ended: Option<LinkEndView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationView {
    pub id: IntegrationId,
    pub client: Client,
    pub linked_at: Timestamp,
    /// To the hour.
    pub last_used: Option<Timestamp>,
    /// What it may see; what it could see last, when it is unlinked.
    pub cameras: Vec<ReleasedCamera>,
    pub unlinked: Option<UnlinkedView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnlinkedView {
    pub at: Timestamp,
    pub cause: UnlinkCause,
    /// The service's own words after an incident, by language tag. Plain text.
    pub message: BTreeMap<String, String>,
    /// The owner should decide: it was unlinked for safety, and they have neither linked it again nor put it aside.
    pub asks: bool,
}

/// The owner is to choose the number that the browser page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkRequestView {
    pub id: LinkRequestId,
    pub client: Client,
    pub numbers: Vec<u8>,
    pub expires_at: Timestamp,
    /// A computer of the owner began it.
    pub begun_here: bool,
    /// After a wrong number.
    pub tries_left: Option<u32>,
    /// It is on its way, or goes out as soon as the owner is signed in again.
    pub chosen: Option<u8>,
    /// What the same client could see when it was linked last, as far as those cameras are there.
    pub remembered: Vec<ReleasedCamera>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkEndView {
    pub client: Client,
    pub how: LinkEnd,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkEnd {
    /// Nobody chose a number in time.
    Expired,
    Linked,
    /// The owner approved or refused it on another computer, or the service dropped it.
    Over,
    /// The third one was wrong as well.
    WrongNumbers,
}
