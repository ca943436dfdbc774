//! A new password in the place of a forgotten one. No key and no password is in here.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::checkup::ComputerView;
use super::password::Breach;
use crate::time::Timestamp;

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum PasswordRecoveryView {
    /// Nothing is under way.
    None,
    /// The recovery key was right, and a second factor is asked for.
    FactorWanted { email: String },
    /// The recovery key was right, and there is no second factor: the owner brings it again from this time on.
    Waits {
        email: String,
        available_at: Timestamp,
    },
    /// The owner chooses a new password.
    ToChoose {
        email: String,
        expires_at: Timestamp,
        /// Those that are signed in.
        computers: Vec<ComputerView>,
        /// It was chosen, and whether the service took it is not known. Asked again, it tells.
        unclear: bool,
    },
}

/// What the recovery key, or the factor after it, came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum PasswordRecoveryStep {
    Choose,
    SecondFactorWanted,
    Waits { available_at: Timestamp },
}

/// The new password is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PasswordRecovered {
    pub breach: Breach,
    /// If not, the owner signs in with it.
    pub signed_in: bool,
}
