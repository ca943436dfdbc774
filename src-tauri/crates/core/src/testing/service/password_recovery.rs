//! A forgotten password at the fake: the paper's recovery key, the second factor where it is on, and a day where it is not.

use std::collections::HashMap;

use async_trait::async_trait;

use super::{FakeService, lock};
use crate::ports::devices::SignedInComputer;
use crate::ports::grant::Grant;
use crate::ports::password_recovery::{
    NotChosen, NotRecovered, PasswordRecoveryService, Recovered,
};
use crate::ports::provider::{Credential, ServiceError, SessionId, SignedIn};
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::session::EndReason;
use crate::time::Timestamp;

const DAY: i64 = 86_400_000;

/// By account: when a new password can be chosen.
pub(super) type Recoveries = HashMap<String, Timestamp>;

impl FakeService {
    /// Whether somebody has shown the recovery key, and nobody has stopped it.
    pub fn recovery_is_under_way(&self) -> bool {
        !lock(&self.0.inner).recoveries.is_empty()
    }

    /// From another computer of the account.
    pub fn stop_recovery_elsewhere(&self) {
        self.change(|inner| inner.recoveries.clear());
    }

    /// Somebody has shown the recovery key of this account.
    pub fn recovery_begins_elsewhere(&self, account: &str) {
        self.change(|inner| {
            inner.recoveries.insert(account.to_owned(), Timestamp(0));
        });
    }

    /// New passwords are taken, and the sign-in after that is not.
    pub fn break_sign_in_after_choosing(&self) {
        self.change(|inner| inner.breaks_after_choosing = true);
    }

    pub fn password_of(&self, email: &str) -> Option<String> {
        let inner = lock(&self.0.inner);
        inner
            .accounts
            .get(email)
            .map(|(password, _)| password.clone())
    }
}

#[async_trait]
impl PasswordRecoveryService for FakeService {
    async fn recover(
        &self,
        email: &str,
        recovery_key: &Password,
        factor: Option<&SecondFactor>,
        _: Option<&Credential>,
    ) -> Result<Box<dyn Recovered>, NotRecovered> {
        self.answer().await?;
        self.change(|inner| {
            let paper = inner.paper.clone().unwrap_or_default();
            let right = paper.key_signs_in && paper.key == recovery_key.expose();
            let account = inner
                .accounts
                .get(email)
                .map(|(_, account)| account.clone());
            let account = account
                .filter(|_| right)
                .ok_or(TwoFactorError::WrongRecoveryKey)?;
            let (wait, now) = inner.two_factors.wait_and_now(&account, DAY);
            let available_at = Timestamp(now.0 + wait);
            let available_at = *inner
                .recoveries
                .entry(account.clone())
                .or_insert(available_at);
            if wait == 0 {
                inner.two_factors.pass_to_recover(&account, factor)?;
            } else if now < available_at {
                return Err(NotRecovered::Waits { available_at });
            }
            let expires_at = Timestamp(now.0 + 900_000);
            Ok((account, expires_at))
        })
        .map(|(account, expires_at)| {
            Box::new(ToChoose {
                service: self.clone(),
                email: email.to_owned(),
                account,
                expires_at,
            }) as Box<dyn Recovered>
        })
    }

    async fn stop_recovery(&self, grant: &Grant) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.stop_recovery_elsewhere();
        Ok(())
    }
}

struct ToChoose {
    service: FakeService,
    email: String,
    account: String,
    expires_at: Timestamp,
}

#[async_trait]
impl Recovered for ToChoose {
    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    fn computers(&self) -> Vec<SignedInComputer> {
        let inner = lock(&self.service.0.inner);
        inner.signed_in_computers(None)
    }

    async fn choose(&self, new: &Password, keep: &[SessionId]) -> Result<(), NotChosen> {
        let service = &self.service;
        service.answer().await?;
        let in_force = service.password_of(&self.email).as_deref() == Some(new.expose());
        let begun = lock(&service.0.inner)
            .recoveries
            .contains_key(&self.account);
        if !in_force {
            if !begun {
                return Err(TwoFactorError::Lapsed.into());
            }
            service.change(|inner| {
                inner.recoveries.remove(&self.account);
                if let Some((password, _)) = inner.accounts.get_mut(&self.email) {
                    new.expose().clone_into(password);
                }
            });
            let others = self
                .computers()
                .into_iter()
                .map(|computer| computer.session);
            for session in others.filter(|session| !keep.contains(session)) {
                service.end_quietly(&session, EndReason::PasswordChanged);
            }
        }
        match service.unless_lost(()) {
            Ok(()) => Ok(()),
            Err(TwoFactorError::Service(ServiceError::TimedOut)) => Err(NotChosen::Unclear),
            Err(error) => Err(error.into()),
        }
    }

    async fn sign_in(&self, new: &Password, computer: &str) -> Result<SignedIn, TwoFactorError> {
        let service = &self.service;
        service.answer().await?;
        if lock(&service.0.inner).breaks_after_choosing {
            return Err(ServiceError::Unreachable.into());
        }
        if service.password_of(&self.email).as_deref() != Some(new.expose()) {
            return Err(ServiceError::WrongCredentials.into());
        }
        let account = self.account.clone();
        Ok(service.change(|inner| inner.let_in(account, computer, None)))
    }
}
