//! An owner's paper, as far as a rehearsal looks at it.

use async_trait::async_trait;

use super::{FakeService, lock};
use crate::ports::provider::Credential;
use crate::ports::recovery::{KeyWorth, RecoveryService};
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;

/// What is right, and what it is good for.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    pub key: String,
    /// Empty: two-factor is off.
    pub codes: Vec<String>,
    pub key_signs_in: bool,
    /// The password was right a moment ago.
    pub proved: bool,
}

impl FakeService {
    /// From now on there is something to rehearse.
    pub fn offers_recovery(&self, paper: Paper) {
        self.change(|inner| inner.paper = Some(paper));
    }

    fn paper(&self) -> Paper {
        lock(&self.0.inner).paper.clone().unwrap_or_default()
    }
}

#[async_trait]
impl RecoveryService for FakeService {
    async fn rehearse_recovery_code(
        &self,
        credential: &Credential,
        code: &Password,
    ) -> Result<u32, TwoFactorError> {
        self.answer().await?;
        self.check(credential)?;
        let paper = self.paper();
        if !paper.proved {
            Err(TwoFactorError::FreshProofNeeded)
        } else if paper.codes.is_empty() {
            Err(TwoFactorError::Off)
        } else if paper.codes.iter().any(|right| right == code.expose()) {
            Ok(u32::try_from(paper.codes.len()).unwrap_or(u32::MAX))
        } else {
            Err(TwoFactorError::WrongRecoveryCode)
        }
    }

    async fn rehearse_recovery_key(
        &self,
        credential: &Credential,
        key: &Password,
    ) -> Result<KeyWorth, TwoFactorError> {
        self.answer().await?;
        self.check(credential)?;
        let paper = self.paper();
        if paper.key != key.expose() {
            Err(TwoFactorError::WrongRecoveryKey)
        } else if paper.key_signs_in {
            Ok(KeyWorth::OpensAndSignsIn)
        } else {
            Ok(KeyWorth::OpensOnly)
        }
    }

    async fn set_up_recovery_key(
        &self,
        credential: &Credential,
        key: &Password,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError> {
        self.rehearse_recovery_key(credential, key).await?;
        let paper = self.paper();
        if !paper.proved {
            return Err(TwoFactorError::FreshProofNeeded);
        }
        if factor.is_none() && !paper.codes.is_empty() {
            return Err(TwoFactorError::SecondFactorNeeded);
        }
        self.offers_recovery(Paper {
            key_signs_in: true,
            ..paper
        });
        Ok(())
    }
}
