//! The states of a session.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::provider::{SessionEnd, SessionId};

/// Offline and slow are not session states: no timeout, no 5xx and no garbled answer leads from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    SignedOut,
    /// The place has nothing to sign in to: its cameras let this computer in one by one.
    NotNeeded,
    /// Waiting for the service's answer to a password.
    SigningIn {
        came_from: CameFrom,
    },
    /// The password was right; a code is wanted.
    AwaitingSecondFactor {
        came_from: CameFrom,
    },
    Active {
        session: SessionId,
        account: String,
    },
    /// The service ended the session, for a stated reason; not the same as signing out.
    Reset(Reset),
}

/// Whose cameras they are where there are no accounts.
const PLACE_ITSELF: &str = "";

/// Where cancelling leads back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameFrom {
    SignedOut,
    Reset(Reset),
}

#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The service does not say why, or nobody can vouch for what it says.
    NotStated,
    PasswordChanged,
    RevokedElsewhere,
    SuspectedTheft,
    /// One computer more signed in than the service keeps; this one was unused for longest.
    TooManyComputers,
    TwoFactorChanged,
}

impl Session {
    /// Whose cameras and edits are shown.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Active { account, .. } => Some(account),
            Self::NotNeeded => Some(PLACE_ITSELF),
            Self::SignedOut
            | Self::SigningIn { .. }
            | Self::AwaitingSecondFactor { .. }
            | Self::Reset(_) => self.reset().map(|reset| reset.account.as_str()),
        }
    }

    /// The session whose token may be sent.
    pub fn active(&self) -> Option<&SessionId> {
        match self {
            Self::Active { session, .. } => Some(session),
            Self::NotNeeded
            | Self::SignedOut
            | Self::SigningIn { .. }
            | Self::AwaitingSecondFactor { .. }
            | Self::Reset(_) => None,
        }
    }

    /// The reset that the owner is coming back from, or has not come back from yet.
    pub fn reset(&self) -> Option<&Reset> {
        match self {
            Self::Reset(reset) => Some(reset),
            Self::SigningIn { came_from } | Self::AwaitingSecondFactor { came_from } => {
                came_from.reset()
            }
            Self::NotNeeded | Self::SignedOut | Self::Active { .. } => None,
        }
    }

    /// As it may be kept: a sign-in that is half way through is not.
    #[must_use]
    pub fn to_keep(&self) -> Self {
        match self {
            Self::SigningIn { came_from } | Self::AwaitingSecondFactor { came_from } => came_from
                .reset()
                .map_or(Self::SignedOut, |reset| Self::Reset(reset.clone())),
            Self::NotNeeded | Self::SignedOut | Self::Active { .. } | Self::Reset(_) => {
                self.clone()
            }
        }
    }
}

impl CameFrom {
    pub fn reset(&self) -> Option<&Reset> {
        match self {
            Self::SignedOut => None,
            Self::Reset(reset) => Some(reset),
        }
    }
}

impl EndReason {
    /// Nobody can sign in again by what they know: the account is no more, or only the service can open it.
    pub fn closes_account(self) -> bool {
        match self {
            Self::AccountDeleted | Self::AccountDisabled => true,
            Self::Expired
            | Self::GlobalReset
            | Self::NotStated
            | Self::PasswordChanged
            | Self::RevokedElsewhere
            | Self::SuspectedTheft
            | Self::TooManyComputers
            | Self::TwoFactorChanged => false,
        }
    }

    /// Somebody other than the owner may have made the edits, or the owner may have meant to stop them.
    pub fn holds_outbox(self) -> bool {
        match self {
            // Nobody says that it was nothing of the kind.
            Self::NotStated | Self::RevokedElsewhere | Self::SuspectedTheft => true,
            Self::AccountDeleted
            | Self::AccountDisabled
            | Self::Expired
            | Self::GlobalReset
            | Self::PasswordChanged
            | Self::TooManyComputers
            | Self::TwoFactorChanged => false,
        }
    }
}
