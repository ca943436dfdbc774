//! The recovery key: answering for the second factor, and trying out what would bring the owner back.
//!
//! What is typed stays on this computer; the service gets a signature.

use std::sync::Arc;

use async_trait::async_trait;
use ed25519_dalek::SigningKey;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::recovery::{KeyWorth, NewRecoveryKey, RecoveryService};
use porchlight_core::ports::two_factor::{SecondFactor, TwoFactorError};
use porchlight_core::secret::Password;
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::recovery_key::{
    Occasion, Purpose, RecoveryKey, RecoveryKeyRecord, RecoveryKeyRequest, answer,
};
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::{ServiceDocument, path};
use porchlight_protocol::two_factor as wire;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::new_recovery_key::Made;
use super::requests::{Request, Requests};

#[async_trait]
impl RecoveryService for Porchlight {
    async fn rehearse_recovery_code(
        &self,
        grant: &Grant,
        code: &Password,
    ) -> Result<u32, TwoFactorError> {
        let session = Session::open(grant)?;
        let request = wire::RecoveryCodeRehearsal {
            recovery_code: code.expose().into(),
        };
        let request = Request::new(Method::POST, path::TWO_FACTOR_RECOVERY_CODES_REHEARSAL)
            .of_session(&session)
            .json(&request);
        let left: wire::RecoveryCodesLeft = self.requests.ask(&request).await?;
        Ok(left.recovery_codes_left)
    }

    async fn rehearse_recovery_key(
        &self,
        grant: &Grant,
        key: &Password,
    ) -> Result<KeyWorth, TwoFactorError> {
        let session = Session::open(grant)?;
        let key = read(key)?;
        let record = opened_by(&self.requests, &session, &key).await?;
        Ok(match record.recovery_public_key {
            Some(public) if public == key.public_key() => KeyWorth::OpensAndSignsIn,
            Some(_) | None => KeyWorth::OpensOnly,
        })
    }

    async fn set_up_recovery_key(
        &self,
        grant: &Grant,
        key: &Password,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError> {
        let session = Session::open(grant)?;
        let key = read(key)?;
        opened_by(&self.requests, &session, &key).await?;
        let second_factor = match factor {
            Some(factor) => Some(on_the_wire(&self.requests, Asked::By(&session), factor).await?),
            None => None,
        };
        let request = RecoveryKeyRequest {
            recovery_public_key: key.public_key(),
            second_factor,
        };
        let request = Request::new(Method::PUT, path::RECOVERY_KEY)
            .of_session(&session)
            .json(&request);
        self.requests.send(&request).await?;
        Ok(())
    }

    async fn new_recovery_key(
        &self,
        grant: &Grant,
        factor: Option<&SecondFactor>,
    ) -> Result<Box<dyn NewRecoveryKey>, TwoFactorError> {
        let session = Session::open(grant)?;
        let second_factor = match factor {
            Some(factor) => Some(on_the_wire(&self.requests, Asked::By(&session), factor).await?),
            None => None,
        };
        let made = Made::new(Arc::clone(&self.requests), session, second_factor).await?;
        Ok(Box::new(made))
    }
}

/// Who asks for the second factor.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    /// For a change.
    By(&'a Session),
    AtSignIn {
        challenge: Uuid,
        device_key: &'a SigningKey,
    },
}

/// As it goes to the service: a signature in the place of the recovery key.
pub(super) async fn on_the_wire(
    requests: &Requests,
    asked: Asked<'_>,
    factor: &SecondFactor,
) -> Result<wire::SecondFactor, TwoFactorError> {
    let typed = match factor {
        SecondFactor::Code(code) => return Ok(wire::SecondFactor::Code(code.expose().into())),
        SecondFactor::RecoveryCode(code) => {
            return Ok(wire::SecondFactor::RecoveryCode(code.expose().into()));
        }
        SecondFactor::RecoveryKey(typed) => typed,
        // This service sends none.
        SecondFactor::EmailCode(_) | SecondFactor::SmsCode(_) => {
            return Err(ServiceError::NotFound.into());
        }
    };
    let key = read(typed)?;
    let (aud, challenge, device_key) = match asked {
        Asked::By(session) => {
            let request =
                Request::new(Method::POST, path::TWO_FACTOR_CHALLENGE).of_session(session);
            let challenge: wire::Challenge = requests.ask(&request).await?;
            (session.pinned.issuer(), challenge.id, &session.device_key)
        }
        Asked::AtSignIn {
            challenge,
            device_key,
        } => {
            let request = Request::new(Method::GET, path::SERVICE);
            let document: ServiceDocument = requests.ask(&request).await?;
            (document.issuer(), challenge, device_key)
        }
    };
    let occasion = Occasion {
        aud,
        challenge,
        jkt: PublicKey::of(device_key).thumbprint(),
    };
    let proof = answer(&key, Purpose::SecondFactor, &occasion);
    Ok(wire::SecondFactor::RecoveryKeyProof(proof))
}

pub(super) fn read(typed: &Password) -> Result<RecoveryKey, TwoFactorError> {
    RecoveryKey::parse(typed.expose()).ok_or(TwoFactorError::WrongRecoveryKey)
}

/// What the service has of the recovery key, if `key` opens the same vault as this session.
async fn opened_by(
    requests: &Requests,
    session: &Session,
    key: &RecoveryKey,
) -> Result<RecoveryKeyRecord, TwoFactorError> {
    let request = Request::new(Method::GET, path::RECOVERY_KEY).of_session(session);
    let record: RecoveryKeyRecord = requests.ask(&request).await?;
    let wrapped = &record.recovery_wrapped_vault_key.0;
    VaultKey::unwrap_with_recovery(wrapped, key, session.account)
        .ok()
        .filter(|vault| vault.expose() == session.vault_key.expose())
        .map(|_| record)
        .ok_or(TwoFactorError::WrongRecoveryKey)
}
