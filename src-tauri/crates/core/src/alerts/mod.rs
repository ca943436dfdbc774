//! What the owner should know, from the service's signed events or worked out here.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::session::EndReason;
use crate::time::Timestamp;
use crate::view::ConnectionId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// `jti` of the event, or made here.
    pub id: String,
    pub connection: ConnectionId,
    pub at: Timestamp,
    pub kind: AlertKind,
    pub read: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum AlertKind {
    /// The service sent something that its key did not sign.
    EventRefused,
    /// Somebody signed in to the account.
    NewSignIn { place: Option<String> },
    /// The service ended this computer's session.
    SignedOut { reason: EndReason },
}
