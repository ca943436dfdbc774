//! What a window may ask about the owner's data: the methods of the handle, and what reaches the task.

use super::super::handle::{Answer, CompanionHandle};
use super::super::requests::{Reply, Request};
use super::super::two_factor::second_factor;
use super::DataExport;
use crate::ports::account_data::AccountDeletion;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::two_factor::SecondFactorInput;
use crate::view::your_data::{DeletedAccountView, YourDataView};

/// One per method below.
pub(in super::super) enum Ask {
    Look {
        reply: Reply<YourDataView>,
    },
    Export {
        opened: bool,
        reply: Reply<DataExport>,
    },
    Delete {
        deletion: AccountDeletion,
        reply: Reply<DeletedAccountView>,
    },
}

impl CompanionHandle {
    // --- the owner's data ---

    /// Everything that the service keeps about the account, as it keeps it.
    pub async fn your_data(&self, connection: ConnectionId) -> Answer<YourDataView> {
        self.about_your_data(connection, |reply| Ask::Look { reply })
            .await
    }

    /// All of it, for a file. `opened`: with what only this computer can read of it; never tokens, keys or passwords.
    pub async fn export_your_data(
        &self,
        connection: ConnectionId,
        opened: bool,
    ) -> Answer<DataExport> {
        self.about_your_data(connection, |reply| Ask::Export { opened, reply })
            .await
    }

    /// The account is gone when this returns, at the service and on this computer. `factor`: where two-factor is on.
    ///
    /// # Errors
    /// [`crate::error::FailureCode::FactorNeeded`] when two-factor is on; [`crate::error::FailureCode::DeletionUnclear`] when
    /// nobody knows whether it was deleted. After any other failure nothing has changed.
    pub async fn delete_account(
        &self,
        connection: ConnectionId,
        password: Password,
        factor: Option<SecondFactorInput>,
    ) -> Answer<DeletedAccountView> {
        let deletion = AccountDeletion {
            password,
            factor: factor.map(second_factor),
        };
        self.about_your_data(connection, |reply| Ask::Delete { deletion, reply })
            .await
    }

    async fn about_your_data<T>(
        &self,
        connection: ConnectionId,
        ask: impl FnOnce(Reply<T>) -> Ask,
    ) -> Answer<T> {
        self.ask(|reply| Request::YourData {
            connection,
            ask: ask(reply),
        })
        .await
    }
}
