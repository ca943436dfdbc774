//! What a window may ask about passwords: the methods of the handle, and what reaches the task.

use super::super::handle::{Answer, CompanionHandle};
use super::super::requests::{Reply, Request};
use super::super::two_factor::second_factor;
use crate::ports::password::PasswordChange;
use crate::ports::two_factor::OtherSessions;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::password::{Breach, PasswordAdvice, PasswordChangedView};
use crate::view::two_factor::SecondFactorInput;

/// One per method below.
pub(in super::super) enum Ask {
    Advise {
        email: String,
        password: Password,
        reply: Reply<PasswordAdvice>,
    },
    LookUp {
        password: Password,
        reply: Reply<Breach>,
    },
    Change {
        change: PasswordChange,
        reply: Reply<PasswordChangedView>,
    },
}

impl CompanionHandle {
    // --- passwords ---

    /// What can be told of a password without asking anybody, while it is typed. `email`: of an account that is not there yet.
    pub async fn advise_password(
        &self,
        connection: ConnectionId,
        email: String,
        password: Password,
    ) -> Answer<PasswordAdvice> {
        self.about_password(connection, |reply| Ask::Advise {
            email,
            password,
            reply,
        })
        .await
    }

    /// The same of a passphrase for this computer, before anything is open.
    pub async fn advise_passphrase(&self, passphrase: Password) -> Answer<PasswordAdvice> {
        self.ask(|reply| Request::AdvisePassphrase { passphrase, reply })
            .await
    }

    /// Whether a password that is typed to its end is in a list of leaked ones. Each look-up gives away a little, so not while
    /// it is typed.
    pub async fn look_up_password(
        &self,
        connection: ConnectionId,
        password: Password,
    ) -> Answer<Breach> {
        self.about_password(connection, |reply| Ask::LookUp { password, reply })
            .await
    }

    /// The account opens with `new` when this returns. `factor`: where two-factor is on.
    ///
    /// # Errors
    /// [`crate::error::FailureCode::FactorNeeded`] when two-factor is on; [`crate::error::FailureCode::PasswordUnclear`] when nobody knows whether it was
    /// changed: the same tried again tells. After any other failure nothing has changed.
    pub async fn change_password(
        &self,
        connection: ConnectionId,
        old: Password,
        new: Password,
        factor: Option<SecondFactorInput>,
        sign_out_others: bool,
    ) -> Answer<PasswordChangedView> {
        let change = PasswordChange {
            old,
            new,
            factor: factor.map(second_factor),
            others: if sign_out_others {
                OtherSessions::End
            } else {
                OtherSessions::Stay
            },
        };
        self.about_password(connection, |reply| Ask::Change { change, reply })
            .await
    }

    async fn about_password<T>(
        &self,
        connection: ConnectionId,
        ask: impl FnOnce(Reply<T>) -> Ask,
    ) -> Answer<T> {
        self.ask(|reply| Request::Password {
            connection,
            ask: ask(reply),
        })
        .await
    }
}
