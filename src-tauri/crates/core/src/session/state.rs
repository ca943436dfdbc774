//! The states of a session.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::provider::{SessionEnd, SessionId};

/// Offline and slow are not session states: no timeout, no 5xx and no garbled answer leads from one to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Session {
    SignedOut,
    /// Waiting for the service's answer to a password.
    SigningIn { came_from: CameFrom },
    /// The password was right; a code is wanted.
    AwaitingSecondFactor { came_from: CameFrom },
    Active { session: SessionId, account: String },
    /// The service ended the session, for a stated reason; not the same as signing out.
    Reset(Reset),
}

/// Where cancelling leads back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum CameFrom {
    SignedOut,
    Reset(Reset),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// The session that was ended.
    pub session: SessionId,
    /// Whose it was: the outbox is theirs.
    pub account: String,
    pub end: SessionEnd,
    /// The owner chose "Later"; the prompt is folded away until asked for.
    pub postponed: bool,
}

/// Why a service ended a session. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    AccountDeleted,
    AccountDisabled,
    Expired,
    GlobalReset,
    PasswordChanged,
    RevokedElsewhere,
    SuspectedTheft,
    TwoFactorChanged,
}
