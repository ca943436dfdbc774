//! Making an account: nothing exists at the service until the owner has shown that the recovery key is written down.

use std::sync::Arc;

use super::requests::{Reply, Report};
use super::sign_in::{SignInReply, Typed, check_email, check_password};
use super::state::State;
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{PreparedAccount, Registration, ServiceError};
use crate::secret::Password;
use crate::session::Session;
use crate::view::ConnectionId;

/// Wiped when dropped.
pub(super) struct NewAccount {
    attempt: u64,
    email: String,
    password: Password,
    stage: Stage,
}

enum Stage {
    Preparing,
    /// The recovery key can be shown.
    Prepared(Arc<dyn PreparedAccount>),
    Creating(Arc<dyn PreparedAccount>),
}

impl State {
    /// Asked of the service each time: the people who run it may have changed their mind.
    pub(super) fn registration(&mut self, id: ConnectionId, reply: Reply<Registration>) {
        let found = self.find_provider(id);
        let provider = self.connection(id).and_then(|c| c.provider.clone());
        let provider = match (found, provider) {
            (Ok(()), Some(provider)) => provider,
            (Err(failure), _) => return self.answer(reply, Err(failure)),
            (Ok(()), None) => return self.answer(reply, Err(FailureCode::NotThere.into())),
        };
        tokio::spawn(async move {
            let asked = match provider.account() {
                Some(account) => account.registration().await,
                None => Err(ServiceError::NotFound),
            };
            // Whoever asked may be gone.
            drop(reply.send(asked.map_err(|error| Failure::from(&error))));
        });
    }

    pub(super) fn prepare_account(
        &mut self,
        id: ConnectionId,
        email: &str,
        password: Password,
        invitation: Option<Password>,
        reply: Reply<()>,
    ) {
        let number = self.next_attempt();
        let email = match self.may_prepare(id, email, &password) {
            Ok(email) => email,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        let judge = self.judge(id, &email);
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some(provider) = connection.provider.clone() else {
            return;
        };
        connection.new_account = Some(NewAccount {
            attempt: number,
            email: email.clone(),
            password: password.clone(),
            stage: Stage::Preparing,
        });
        tokio::spawn(async move {
            let result = async {
                judge.accept(&password).await?;
                let account = provider.account().ok_or(FailureCode::NotThere)?;
                match account
                    .prepare_account(&email, &password, invitation.as_ref())
                    .await
                {
                    Ok(prepared) => Ok(Arc::from(prepared)),
                    Err(error) => Err(Failure::from(&error)),
                }
            };
            let result = result.await;
            report(Report::AccountPrepared {
                connection: id,
                attempt: number,
                result,
                reply,
            });
        });
    }

    fn may_prepare(
        &mut self,
        id: ConnectionId,
        email: &str,
        password: &Password,
    ) -> Result<String, Failure> {
        let email = check_email(email)?;
        check_password(password)?;
        self.find_provider(id)?;
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let busy = connection.attempt.is_some()
            || matches!(&connection.new_account, Some(account) if account.is_creating());
        if connection.kept.session == Session::SignedOut && !busy {
            Ok(email)
        } else {
            Err(FailureCode::NotNow.into())
        }
    }

    pub(super) fn account_prepared(
        &mut self,
        id: ConnectionId,
        attempt: u64,
        result: Result<Arc<dyn PreparedAccount>, Failure>,
        reply: Reply<()>,
    ) {
        let Some(account) = self.new_account(id, attempt) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let done = match result {
            Ok(prepared) => {
                account.stage = Stage::Prepared(prepared);
                Ok(())
            }
            Err(failure) => {
                self.wipe_account(id);
                Err(failure)
            }
        };
        self.answer(reply, done);
    }

    pub(super) fn reveal_recovery_key(&mut self, id: ConnectionId, reply: Reply<Vec<String>>) {
        let shown = self.connection(id).and_then(|connection| {
            let account = connection.new_account.as_ref();
            account.map_or_else(|| connection.new_key_groups(), NewAccount::key_groups)
        });
        self.answer(reply, shown.ok_or_else(|| FailureCode::NotNow.into()));
    }

    pub(super) fn confirm_recovery_key(
        &mut self,
        id: ConnectionId,
        group: u32,
        typed: &Password,
        reply: Reply<()>,
    ) {
        let report = self.reporter();
        let account = self
            .connection_mut(id)
            .and_then(|connection| connection.new_account.as_mut());
        let Some(NewAccount { attempt, stage, .. }) = account else {
            return self.confirm_new_key(id, group, typed, reply);
        };
        let Stage::Prepared(prepared) = stage else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        if !usize::try_from(group).is_ok_and(|group| prepared.confirms(group, typed.expose())) {
            return self.answer(reply, Err(FailureCode::RecoveryKeyMismatch.into()));
        }
        let (prepared, attempt) = (Arc::clone(prepared), *attempt);
        *stage = Stage::Creating(Arc::clone(&prepared));
        tokio::spawn(async move {
            let result = prepared.create().await;
            report(Report::AccountCreated {
                connection: id,
                attempt,
                result,
                reply,
            });
        });
    }

    /// The account exists: sign in with what the owner typed. From now on this is a sign-in like any other.
    pub(super) async fn account_created(
        &mut self,
        id: ConnectionId,
        attempt: u64,
        result: Result<(), ServiceError>,
        reply: Reply<()>,
    ) {
        let Some(account) = self.new_account(id, attempt) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        if let Err(error) = result {
            // The key is written down already; the same account can be tried again.
            if let Stage::Creating(prepared) = &account.stage {
                account.stage = Stage::Prepared(Arc::clone(prepared));
            }
            return self.answer(reply, Err(Failure::from(&error)));
        }
        let (email, password) = (account.email.clone(), account.password.clone());
        self.wipe_account(id);
        if let Some(connection) = self.connection_mut(id) {
            connection.just_made = Some(email.clone());
        }
        let typed = Typed {
            account: email,
            password,
            more: Vec::new(),
        };
        self.ask_to_sign_in(id, typed, SignInReply::Done(reply))
            .await;
    }

    pub(super) fn cancel_account(&mut self, id: ConnectionId, reply: Reply<()>) {
        self.wipe_account(id);
        self.answer(reply, Ok(()));
    }

    fn new_account(&mut self, id: ConnectionId, attempt: u64) -> Option<&mut NewAccount> {
        let account = self.connection_mut(id)?.new_account.as_mut()?;
        (account.attempt == attempt).then_some(account)
    }

    fn wipe_account(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connection_mut(id) {
            connection.new_account = None;
        }
    }
}

impl NewAccount {
    /// While the owner is to keep them.
    fn key_groups(&self) -> Option<Vec<String>> {
        match &self.stage {
            Stage::Prepared(prepared) => Some(prepared.recovery_key()),
            Stage::Preparing | Stage::Creating(_) => None,
        }
    }

    fn is_creating(&self) -> bool {
        matches!(self.stage, Stage::Creating(_))
    }
}
