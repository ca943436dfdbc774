//! What a window may ask about a forgotten password: the methods of the handle, and what reaches the task.

use super::super::handle::{Answer, CompanionHandle};
use super::super::requests::{Reply, Request};
use crate::ports::provider::SessionId;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::password_recovery::{PasswordRecovered, PasswordRecoveryStep};
use crate::view::two_factor::SecondFactorInput;

/// One per method below.
pub(in super::super) enum Ask {
    Begin {
        email: String,
        recovery_key: Password,
        reply: Reply<PasswordRecoveryStep>,
    },
    GiveFactor {
        factor: SecondFactorInput,
        reply: Reply<PasswordRecoveryStep>,
    },
    Choose {
        new: Password,
        keep: Vec<SessionId>,
        reply: Reply<PasswordRecovered>,
    },
    Cancel {
        reply: Reply<()>,
    },
    Stop {
        reply: Reply<()>,
    },
}

impl CompanionHandle {
    // --- a forgotten password ---

    /// Shows the recovery key, which does not leave this computer. Once it is right, all computers of the account are told.
    ///
    /// # Errors
    /// [`crate::error::FailureCode::RecoveryKeyWrong`], also for an address without an account
    pub async fn begin_password_recovery(
        &self,
        connection: ConnectionId,
        email: String,
        recovery_key: Password,
    ) -> Answer<PasswordRecoveryStep> {
        self.about_password_recovery(connection, |reply| Ask::Begin {
            email,
            recovery_key,
            reply,
        })
        .await
    }

    /// After [`PasswordRecoveryStep::SecondFactorWanted`]. A wrong code may be tried again.
    pub async fn give_recovery_factor(
        &self,
        connection: ConnectionId,
        factor: SecondFactorInput,
    ) -> Answer<PasswordRecoveryStep> {
        self.about_password_recovery(connection, |reply| Ask::GiveFactor { factor, reply })
            .await
    }

    /// After [`PasswordRecoveryStep::Choose`]. The account opens with `new` then, this computer is signed in, and the others are
    /// signed out, except those in `keep`.
    ///
    /// # Errors
    /// [`crate::error::FailureCode::PasswordUnclear`]: asked again, the same is asked for, whatever `new` and `keep` are
    pub async fn choose_recovered_password(
        &self,
        connection: ConnectionId,
        new: Password,
        keep: Vec<SessionId>,
    ) -> Answer<PasswordRecovered> {
        self.about_password_recovery(connection, |reply| Ask::Choose { new, keep, reply })
            .await
    }

    /// What is half finished here is dropped; where nothing is, the day that passes. Everything stays as it is.
    pub async fn cancel_password_recovery(&self, connection: ConnectionId) -> Answer<()> {
        self.about_password_recovery(connection, |reply| Ask::Cancel { reply })
            .await
    }

    /// From a computer that is signed in: nothing comes of what somebody has begun with the recovery key.
    pub async fn stop_password_recovery(&self, connection: ConnectionId) -> Answer<()> {
        self.about_password_recovery(connection, |reply| Ask::Stop { reply })
            .await
    }

    async fn about_password_recovery<T>(
        &self,
        connection: ConnectionId,
        ask: impl FnOnce(Reply<T>) -> Ask,
    ) -> Answer<T> {
        self.ask(|reply| Request::PasswordRecovery {
            connection,
            ask: ask(reply),
        })
        .await
    }
}
