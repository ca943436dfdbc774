//! The computers that are signed in to an account, seen and signed out from here.

use async_trait::async_trait;

use crate::ports::grant::Grant;
use crate::ports::provider::{ServiceError, SessionId};
use crate::time::Timestamp;

#[async_trait]
pub trait DeviceService: Send + Sync {
    /// All computers that are signed in to the account, oldest first.
    async fn computers(&self, grant: &Grant) -> Result<Vec<SignedInComputer>, ServiceError>;

    /// Ends the session of another computer. One that is over already succeeds.
    async fn sign_out_computer(&self, grant: &Grant, other: &SessionId)
    -> Result<(), ServiceError>;

    /// Ends the sessions of all other computers: all of them or none.
    async fn sign_out_other_computers(&self, grant: &Grant) -> Result<(), ServiceError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInComputer {
    pub session: SessionId,
    /// `None` when it has not said its name, or sealed it under another key.
    pub name: Option<String>,
    pub since: Timestamp,
    /// To the hour.
    pub last_used: Timestamp,
    pub this_one: bool,
}
