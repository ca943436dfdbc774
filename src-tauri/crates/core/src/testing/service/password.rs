//! Changing the password at the service of the tests, which has one account as far as this goes.

use async_trait::async_trait;

use super::FakeService;
use crate::ports::devices::DeviceService;
use crate::ports::grant::Grant;
use crate::ports::password::{PasswordChange, PasswordChanged, PasswordError, PasswordService};
use crate::ports::provider::ServiceError;
use crate::ports::two_factor::{OtherSessions, SecondFactor, TwoFactorError};

#[derive(Default)]
pub(super) struct Passwords {
    /// The code that is wanted as well.
    code: Option<String>,
    loses_answers: bool,
    changes: usize,
}

impl Passwords {
    pub(super) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl FakeService {
    /// From now on, a password is changed with this code only.
    pub fn want_code(&self, code: &str) {
        self.change(|inner| inner.passwords.code = Some(code.to_owned()));
    }

    /// Passwords are changed, and the answers lost.
    pub fn lose_password_answers(&self, loses: bool) {
        self.change(|inner| inner.passwords.loses_answers = loses);
    }

    /// How many were changed.
    pub fn password_changes(&self) -> usize {
        super::lock(&self.0.inner).passwords.changes
    }
}

#[async_trait]
impl PasswordService for FakeService {
    async fn change_password(
        &self,
        grant: &Grant,
        change: &PasswordChange,
    ) -> Result<PasswordChanged, PasswordError> {
        self.answer().await?;
        self.check(grant).await?;
        let (old, new) = (change.old.expose(), change.new.expose());
        let changed = self.change(|inner| {
            let is = |text: &str| {
                inner
                    .accounts
                    .values()
                    .any(|(password, _)| password == text)
            };
            if !is(old) {
                let before = is(new).then_some(PasswordChanged::Before);
                return before.ok_or(ServiceError::WrongCredentials.into());
            }
            match (&inner.passwords.code, &change.factor) {
                (None, _) => {}
                (Some(_), None) => return Err(TwoFactorError::SecondFactorNeeded.into()),
                (Some(right), Some(SecondFactor::Code(typed))) if right == typed.expose() => {}
                (Some(_), Some(_)) => return Err(TwoFactorError::WrongCode.into()),
            }
            for (password, _) in inner.accounts.values_mut() {
                if password == old {
                    new.clone_into(password);
                }
            }
            inner.passwords.changes += 1;
            if inner.passwords.loses_answers {
                Err(PasswordError::Unclear)
            } else {
                Ok(PasswordChanged::Now)
            }
        })?;
        if change.others == OtherSessions::End {
            self.sign_out_other_computers(grant).await?;
        }
        Ok(changed)
    }
}
