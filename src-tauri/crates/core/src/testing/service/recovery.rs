//! An owner's paper, as far as a rehearsal looks at it, and a new key for it.

use async_trait::async_trait;

use super::{FakeService, lock};
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::ports::recovery::{KeyWorth, NewRecoveryKey, NotReplaced, RecoveryService};
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::time::Timestamp;

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
        self.change(|inner| {
            let key = paper.key_signs_in.then(|| paper.key.clone());
            inner.two_factors.take_recovery_key(key);
            inner.paper = Some(paper);
        });
    }

    /// The recovery key in force.
    pub fn recovery_key_in_force(&self) -> String {
        self.paper().key
    }

    fn paper(&self) -> Paper {
        lock(&self.0.inner).paper.clone().unwrap_or_default()
    }
}

#[async_trait]
impl RecoveryService for FakeService {
    async fn rehearse_recovery_code(
        &self,
        grant: &Grant,
        code: &Password,
    ) -> Result<u32, TwoFactorError> {
        self.answer().await?;
        self.check(grant).await?;
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
        grant: &Grant,
        key: &Password,
    ) -> Result<KeyWorth, TwoFactorError> {
        self.answer().await?;
        self.check(grant).await?;
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
        grant: &Grant,
        key: &Password,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError> {
        self.rehearse_recovery_key(grant, key).await?;
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

    async fn new_recovery_key(
        &self,
        grant: &Grant,
        factor: Option<&SecondFactor>,
    ) -> Result<Box<dyn NewRecoveryKey>, TwoFactorError> {
        let begun = self.of_account(grant, |inner, account| {
            let two_factors = &mut inner.two_factors;
            two_factors.begin_key(account, grant.session(), factor)
        });
        let (number, expires_at) = begun.await?;
        Ok(Box::new(NewKey {
            service: self.clone(),
            grant: Grant::from(grant.credential()),
            number,
            replaces: self.paper().key,
            expires_at,
        }))
    }
}

struct NewKey {
    service: FakeService,
    grant: Grant,
    number: u32,
    replaces: String,
    expires_at: Timestamp,
}

#[async_trait]
impl NewRecoveryKey for NewKey {
    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    fn groups(&self) -> Vec<String> {
        let number = self.number % 1_000;
        (0..8).map(|group| format!("{number:03}{group}")).collect()
    }

    fn confirms(&self, index: usize, typed: &str) -> bool {
        self.groups().get(index).is_some_and(|group| group == typed)
    }

    async fn take_over(&self) -> Result<Timestamp, NotReplaced> {
        let (service, key) = (&self.service, self.groups().join("-"));
        let reached = service.answer().await;
        reached.map_err(TwoFactorError::from)?;
        service
            .check(&self.grant)
            .await
            .map_err(TwoFactorError::from)?;
        let paper = service.paper();
        if paper.key != key {
            let begun = lock(&service.0.inner).two_factors.key_is_begun(self.number);
            if paper.key != self.replaces || !begun {
                return Err(TwoFactorError::Lapsed.into());
            }
            service.offers_recovery(Paper {
                key,
                key_signs_in: true,
                ..paper
            });
        }
        match service.unless_lost(FakeService::dated()) {
            Ok(at) => Ok(at),
            Err(TwoFactorError::Service(ServiceError::TimedOut)) => Err(NotReplaced::Unclear),
            Err(error) => Err(error.into()),
        }
    }
}
