//! Where the session of a connection stands.

use std::collections::BTreeMap;

use porchlight_core::ports::provider;
use porchlight_core::session;
use serde::{Deserialize, Serialize};

use super::Kept;
use super::translate::{Translate, translated};

impl Kept for session::Session {
    type Format = Session;
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub(in crate::local_store) enum Session {
    SignedOut,
    NotNeeded,
    SigningIn { came_from: CameFrom },
    AwaitingSecondFactor { came_from: CameFrom },
    Active { session: String, account: String },
    Reset(Reset),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub(in crate::local_store) enum CameFrom {
    SignedOut,
    Reset(Reset),
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Reset {
    session: String,
    account: String,
    end: SessionEnd,
    postponed: bool,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct SessionEnd {
    reason: EndReason,
    at: i64,
    message: BTreeMap<String, String>,
    advisory: Option<String>,
    by: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum EndReason {
    AccountDeleted,
    AccountDisabled,
    Expired,
    GlobalReset,
    NotStated,
    PasswordChanged,
    RevokedElsewhere,
    SuspectedTheft,
    TooManyComputers,
    TwoFactorChanged,
}

translated!(enum Session = session::Session {
    SignedOut,
    NotNeeded,
    SigningIn { came_from },
    AwaitingSecondFactor { came_from },
    Active { session, account },
    Reset(reset),
});
translated!(enum CameFrom = session::CameFrom { SignedOut, Reset(reset) });
translated!(struct Reset = session::Reset { session, account, end, postponed });
translated!(struct SessionEnd = provider::SessionEnd { reason, at, message, advisory, by });
translated!(enum EndReason = session::EndReason {
    AccountDeleted,
    AccountDisabled,
    Expired,
    GlobalReset,
    NotStated,
    PasswordChanged,
    RevokedElsewhere,
    SuspectedTheft,
    TooManyComputers,
    TwoFactorChanged,
});
