//! The recovery key in the place of the second factor: for an owner who has lost the telephone and the codes.
//!
//! It is not used up, wrong answers cost nothing but the try (160 bits cannot be guessed at any rate), and wrong codes of
//! somebody else do not keep it from working. Two-factor stays on: that the telephone is gone is no reason to do without.

use porchlight_protocol::event::{ChangeType, CredentialType};
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{Purpose, RecoveryKeyRecord, RecoveryKeyRequest, answered};
use porchlight_protocol::two_factor::Challenge;
use uuid::Uuid;

use super::second_factor::{CHALLENGE_VALID_FOR, Occasion, Tried};
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{StoreError, Tx, events, recovery_key, two_factor};

impl Service {
    /// What the recovery key has to answer before it allows a change.
    ///
    /// # Errors
    /// `fresh-proof-needed`
    pub async fn challenge_to_change(&self, session: &Session) -> Result<Challenge, Refusal> {
        let (id, now) = (Uuid::new_v4(), self.now());
        let mut tx = self.inner.store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        recovery_key::challenge(&mut tx, id, session, now).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(Challenge {
            id,
            expires_at: now + CHALLENGE_VALID_FOR,
        })
    }

    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn recovery_key(&self, session: &Session) -> Result<RecoveryKeyRecord, Refusal> {
        let row = self.inner.store.recovery_key(session.account).await?;
        Ok(RecoveryKeyRecord {
            recovery_wrapped_vault_key: row.wrapped_vault_key.into(),
            recovery_public_key: row.public_key.map(PublicKey::of_bytes),
        })
    }

    /// For an account that was made before recovery keys could sign in.
    ///
    /// # Errors
    /// `fresh-proof-needed`, `invalid-request`, `recovery-key-set`; when two-factor is on `second-factor-required`, and as
    /// in [`Service::sign_in_second_factor`]
    pub async fn set_recovery_key(
        &self,
        session: &Session,
        request: &RecoveryKeyRequest,
    ) -> Result<(), Refusal> {
        let account = session.account;
        let key = sound(&request.recovery_public_key)?;
        let mut tx = self.inner.store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        if let Some(there) = recovery_key::public_key(&mut tx, account).await? {
            return if there == key {
                Ok(())
            } else {
                Err(ProblemType::RecoveryKeySet.into())
            };
        }
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        recovery_key::set_public_key(&mut tx, account, &key).await?;
        let by = self.by(session).await?;
        let kind = (CredentialType::RecoveryKey, ChangeType::Create);
        events::insert(&mut tx, &self.credential_change(account, kind, Some(by))).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    pub(super) async fn try_recovery_key(
        &self,
        tx: &mut Tx,
        occasion: Occasion<'_>,
        answer: &str,
    ) -> Result<Tried, StoreError> {
        let account = occasion.account();
        if matches!(occasion, Occasion::NewPassword { .. }) {
            // It stands for the password there: one thing cannot be both.
            return Ok(Tried::NotLookedAt(ProblemType::InvalidRequest.into()));
        }
        let Some(key) = recovery_key::public_key(tx, account).await? else {
            return Ok(Tried::NotLookedAt(ProblemType::RecoveryKeyNotSet.into()));
        };
        let key = PublicKey::of_bytes(key);
        let made_out_to = (self.issuer(), occasion.thumbprint());
        let answered = answered(
            answer,
            &key,
            Purpose::SecondFactor,
            (&made_out_to.0, made_out_to.1),
        );
        let right = match (answered, occasion) {
            // The sign-in uses it up: it becomes one session, or none.
            (Some(answered), Occasion::SignIn { challenge, .. }) => answered == challenge,
            (Some(answered), Occasion::Change(session)) => {
                let after = self.now() - CHALLENGE_VALID_FOR;
                recovery_key::use_challenge(tx, answered, session.id, after).await?
            }
            (None, _) | (_, Occasion::NewPassword { .. }) => false,
        };
        if !right {
            return Ok(Tried::Counted(ProblemType::WrongRecoveryKey.into()));
        }
        two_factor::forget_failures(tx, account).await?;
        events::insert(tx, &self.recovery_key_used(account)).await?;
        Ok(Tried::Accepted)
    }
}

/// The 32 bytes that are kept of it.
///
/// # Errors
/// `invalid-request` when it is no key that could check anything
pub(crate) fn sound(key: &PublicKey) -> Result<Vec<u8>, Refusal> {
    key.verifying_key()
        .filter(|key| !key.is_weak())
        .map(|key| key.to_bytes().to_vec())
        .ok_or_else(|| ProblemType::InvalidRequest.into())
}
