//! What a window learns about a password that is being chosen. The password itself only ever comes in.

use serde::{Deserialize, Serialize};
use specta::Type;

pub use crate::password::breach::Breach;
pub use crate::password::{Objection, PasswordAdvice, PasswordHint, Strength};

/// It was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PasswordChangedView {
    pub breach: Breach,
    /// The service had the new one already: the answer to an earlier try was lost.
    pub before: bool,
}
