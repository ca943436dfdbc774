//! The recovery key of an account: what was heard of the one in force, and another one on its way. No key is in here.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::time::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryKeyView {
    /// The newest. `None`: nothing was heard of it.
    pub news: Option<RecoveryKeyNews>,
    pub new_key: Option<NewRecoveryKeyView>,
}

/// What was heard of a recovery key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecoveryKeyNews {
    pub what: KeyNews,
    pub at: Timestamp,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyNews {
    /// Another one took its place.
    Replaced,
    /// The owner says that somebody has seen it.
    Seen,
    /// The owner says that nobody has.
    Unseen,
    /// It stood in for the second factor: it was at hand, and perhaps on a table.
    Used,
}

/// A recovery key that the owner is to write down. The one in force counts until a group of this one was typed back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewRecoveryKeyView {
    pub expires_at: Timestamp,
    /// It was typed back, and whether the service took it is not known. Asked again, it tells.
    pub unclear: bool,
}
