//! The computers that are signed in to an account: what they are called, and ending one from another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;

/// `PUT /v1/session/computer`; 204 with no body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComputerName {
    /// By [`crate::account::seal_computer_name`]. At most 1024 bytes.
    pub sealed_computer_name: Bytes,
}

/// `GET /v1/sessions`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    /// Those that are not over, oldest first.
    pub sessions: Vec<SessionRecord>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionRecord {
    pub id: Uuid,
    /// Empty until the computer has said its name.
    pub sealed_computer_name: Bytes,
    pub created_at: UnixSeconds,
    /// To the hour.
    pub last_used_at: UnixSeconds,
    /// The session of the token that was sent.
    pub current: bool,
}
