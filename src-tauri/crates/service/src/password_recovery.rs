//! A new password in the place of a forgotten one. The recovery key stands for the password, and the second factor is asked for as
//! at a sign-in; where there is none, a day passes first. What happens when:
//!
//! - before the recovery key has answered rightly nothing is written, told, counted or waited for, so a stranger has nothing to do here;
//! - then it is written down, and every computer of the account is told at once;
//! - until the new password is in force, every one of them can stop it;
//! - the new password, the vault key wrapped under it, and the end of what the old one was good for are one transaction.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::LONGEST_WRAPPED_KEY;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{ChangeType, CredentialType, EndReason};
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::opaque::{
    Message, RegistrationRequest, RegistrationUpload, ServerRegistration,
};
use porchlight_protocol::password_recovery::{
    PasswordRecoveryChooseRequest, PasswordRecoveryChooseResponse, PasswordRecoveryFinishRequest,
    PasswordRecoveryProveRequest, PasswordRecoveryProveResponse, PasswordRecoveryStartRequest,
    PasswordRecoveryStartResponse, WAIT,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{Purpose, answered};
use porchlight_protocol::two_factor::Challenge;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::events::By;
use crate::quotas::COMPUTERS;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{
    Ended, PasswordRecovery, StoreError, Tx, WaysIn, endings, events, password_recovery, passwords,
    recovery_key, two_factor,
};
use crate::two_factor::second_factor::{CHALLENGE_VALID_FOR, Occasion};

const ASKED: &[u8] = b"porchlight/password-recovery-asked/1";
const PROVED: &[u8] = b"porchlight/password-recovery-proved/1";
/// Seconds from the right answer to the new password: time to think of one, and to type it twice.
const VALID_FOR: i64 = 900;

/// Travels sealed: the service keeps nothing for those who never come back. As long for an address without an account.
#[derive(Serialize, Deserialize)]
struct Asked {
    challenge: Uuid,
    /// Nil when there is no account that a recovery key could open.
    account: Uuid,
    /// What the answer is checked with.
    public_key: Bytes,
    valid_until: UnixSeconds,
}

#[derive(Serialize, Deserialize)]
struct Proved {
    account: Uuid,
    thumbprint: String,
    activated_at: UnixSeconds,
    replaces: WaysIn,
    valid_until: UnixSeconds,
}

impl Service {
    /// # Errors
    /// `invalid-request`
    pub(crate) async fn password_recovery_start(
        &self,
        request: &PasswordRecoveryStartRequest,
    ) -> Result<PasswordRecoveryStartResponse, Refusal> {
        let email_index = self.email_index(&request.email)?;
        let there = self.inner.store.recovery_key_at(&email_index).await?;
        // No key pair of anybody, and the same each time.
        let nobody = || {
            let key = self.inner.secrets.fake_public_key(&email_index);
            (Uuid::nil(), key.to_vec())
        };
        let (account, public_key) = there.unwrap_or_else(nobody);
        let challenge = Challenge {
            id: Uuid::new_v4(),
            expires_at: self.now() + CHALLENGE_VALID_FOR,
        };
        let asked = Asked {
            challenge: challenge.id,
            account,
            public_key: Bytes(public_key),
            valid_until: challenge.expires_at,
        };
        Ok(PasswordRecoveryStartResponse {
            state: self.sealed_state(&asked, ASKED)?,
            challenge,
        })
    }

    /// `thumbprint` is of the device key that made the proof of this request.
    ///
    /// # Errors
    /// `wrong-recovery-key`, `stale-state`, `invalid-request`; once it was right `recovery-waits`, `second-factor-required`, and as in
    /// [`Service::sign_in_second_factor`]
    pub(crate) async fn password_recovery_prove(
        &self,
        request: &PasswordRecoveryProveRequest,
        thumbprint: &str,
    ) -> Result<PasswordRecoveryProveResponse, Refusal> {
        let asked: Asked = self.opened_state(&request.state, ASKED)?;
        let now = self.now();
        if now > asked.valid_until {
            return Err(ProblemType::StaleState.into());
        }
        self.check_recovery_key(&asked, &request.recovery_key_proof, thumbprint)?;
        let account = asked.account;
        let mut tx = self.inner.store.begin().await?;
        let key = recovery_key::find(&mut tx, account).await?;
        let key = key.filter(|key| key.public_key.as_ref() == Some(&asked.public_key.0));
        // Another one is in force by now, or the account is gone.
        let key = key.ok_or(ProblemType::WrongRecoveryKey)?;
        let two_factor_is_on = two_factor::of(&mut tx, account).await?.is_some();
        let recovery = match password_recovery::under_way(&mut tx, account, now).await? {
            Some(recovery) => recovery,
            None => {
                let recovery = PasswordRecovery {
                    activated_at: now,
                    available_at: if two_factor_is_on { now } else { now + WAIT },
                    replaces: recovery_key::ways_in(&mut tx, account).await?,
                };
                password_recovery::begin(&mut tx, account, &recovery).await?;
                let event = self.recovery_activated(account, recovery.available_at, thumbprint);
                events::insert(&mut tx, &event).await?;
                recovery
            }
        };
        // Whatever comes of it, the computers of the account are told.
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        if two_factor_is_on {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            let tx = self.inner.store.begin().await?;
            let occasion = Occasion::NewPassword {
                account,
                thumbprint,
            };
            let tx = self.pass(tx, occasion, factor).await?;
            tx.commit().await.map_err(StoreError::from)?;
            self.inner.wakes.written();
        } else if now < recovery.available_at {
            let available_at = recovery.available_at;
            return Err(Refusal::RecoveryWaits { available_at });
        }
        let expires_at = now + VALID_FOR;
        let proved = Proved {
            account,
            thumbprint: thumbprint.into(),
            activated_at: recovery.activated_at,
            replaces: recovery.replaces,
            valid_until: expires_at,
        };
        Ok(PasswordRecoveryProveResponse {
            account_id: account,
            recovery_wrapped_vault_key: key.wrapped_vault_key.into(),
            sessions: self.computers_of(account, None).await?,
            state: self.sealed_state(&proved, PROVED)?,
            expires_at,
        })
    }

    /// Nothing has changed yet.
    ///
    /// # Errors
    /// `stale-state`, `invalid-request`
    pub(crate) async fn password_recovery_choose(
        &self,
        request: &PasswordRecoveryChooseRequest,
        thumbprint: &str,
    ) -> Result<PasswordRecoveryChooseResponse, Refusal> {
        let message = RegistrationRequest::exactly(&request.registration_request.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let proved = self.proved(&request.state, thumbprint)?;
        let mut tx = self.inner.store.begin().await?;
        self.still_under_way(&mut tx, &proved).await?;
        let opaque = &self.inner.secrets.opaque;
        let started = ServerRegistration::start(opaque, message, proved.account.as_bytes())
            .map_err(|_| ProblemType::InvalidRequest)?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(PasswordRecoveryChooseResponse {
            registration_response: Bytes(started.message.serialize().to_vec()),
        })
    }

    /// The account opens with the new password afterwards, and with no other.
    ///
    /// # Errors
    /// `stale-state`, `invalid-request`
    pub(crate) async fn password_recovery_finish(
        &self,
        request: &PasswordRecoveryFinishRequest,
        thumbprint: &str,
    ) -> Result<(), Refusal> {
        let proved = self.proved(&request.state, thumbprint)?;
        let record = RegistrationUpload::exactly(&request.registration_upload.0)
            .map(|upload| ServerRegistration::finish(upload).serialize().to_vec())
            .ok_or(ProblemType::InvalidRequest)?;
        let wrapped = &request.wrapped_vault_key.0;
        let keep = &request.keep_sessions;
        if !(1..=LONGEST_WRAPPED_KEY).contains(&wrapped.len()) || keep.len() > COMPUTERS as usize {
            return Err(ProblemType::InvalidRequest.into());
        }
        let (account, now) = (proved.account, self.now());
        let mut tx = self.inner.store.begin().await?;
        // The account may be gone.
        let there = recovery_key::find(&mut tx, account).await?;
        there.ok_or(ProblemType::StaleState)?;
        // Done before: its answer was lost.
        if passwords::in_force(&mut tx, account).await? == passwords::mark(&record) {
            return Ok(());
        }
        self.still_under_way(&mut tx, &proved).await?;
        passwords::change(&mut tx, account, &record, wrapped).await?;
        let kind = (CredentialType::Password, ChangeType::Update);
        let by = By {
            thumbprint: proved.thumbprint,
            sealed_name: None,
        };
        events::insert(&mut tx, &self.credential_change(account, kind, Some(by))).await?;
        let ended = Ended {
            at: now,
            reason: EndReason::PasswordChanged,
            by_sealed: None,
        };
        endings::end_others(&mut tx, account, keep, &ended).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    /// Afterwards no new password can be made with what was shown so far. Succeeds as well when there was nothing to stop. It wants no
    /// fresh proof: whoever sees the warning may have forgotten the password, or have a minute.
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn password_recovery_stop(&self, session: &Session) -> Result<(), Refusal> {
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        let there = password_recovery::under_way(&mut tx, account, self.now()).await?;
        if there.is_none() {
            return Ok(());
        }
        password_recovery::end(&mut tx, account).await?;
        let by = self.by(session).await?;
        events::insert(&mut tx, &self.recovery_stopped(account, by)).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    /// By what travelled with the challenge: a wrong answer costs no look at the database.
    fn check_recovery_key(
        &self,
        asked: &Asked,
        proof: &str,
        thumbprint: &str,
    ) -> Result<(), Refusal> {
        let key = PublicKey::of_bytes(asked.public_key.0.clone());
        let issuer = self.issuer();
        let made_out_to = (issuer.as_str(), thumbprint);
        let answered = answered(proof, &key, Purpose::NewPassword, made_out_to);
        if answered == Some(asked.challenge) && !asked.account.is_nil() {
            Ok(())
        } else {
            Err(ProblemType::WrongRecoveryKey.into())
        }
    }

    /// What this device key was given.
    fn proved(&self, state: &Bytes, thumbprint: &str) -> Result<Proved, Refusal> {
        let proved: Proved = self.opened_state(state, PROVED)?;
        if proved.thumbprint == thumbprint {
            Ok(proved)
        } else {
            Err(ProblemType::StaleState.into())
        }
    }

    /// Not stopped, not too late, and begun under the ways in that are in force.
    async fn still_under_way(&self, tx: &mut Tx, proved: &Proved) -> Result<(), Refusal> {
        let now = self.now();
        let recovery = password_recovery::under_way(tx, proved.account, now).await?;
        let same = recovery.is_some_and(|recovery| {
            recovery.activated_at == proved.activated_at && recovery.replaces == proved.replaces
        });
        if same && now <= proved.valid_until {
            Ok(())
        } else {
            Err(ProblemType::StaleState.into())
        }
    }

    fn sealed_state(&self, state: &impl Serialize, place: &[u8]) -> Result<Bytes, Refusal> {
        let plain = serde_json::to_vec(state).map_err(|_| ProblemType::InvalidRequest)?;
        Ok(Bytes(self.inner.secrets.seal(&plain, place)))
    }

    fn opened_state<T: for<'de> Deserialize<'de>>(
        &self,
        state: &Bytes,
        place: &[u8],
    ) -> Result<T, Refusal> {
        let plain = self.inner.secrets.unseal(&state.0, place);
        plain
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or_else(|| ProblemType::StaleState.into())
    }
}
