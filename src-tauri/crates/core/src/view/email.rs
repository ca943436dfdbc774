//! A change of an account's address that can be undone from here, until its day is over.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::email::EmailChangeId;
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EmailChangeView {
    pub change: EmailChangeId,
    pub at: Timestamp,
    pub until: Timestamp,
    pub before: String,
    /// `None`: the computer that made it did not say it.
    pub now: Option<String>,
    /// The computer that made it, if it said its name.
    pub by: Option<String>,
    /// It was made on this computer.
    pub here: bool,
}
