//! Two-factor sign-in: turning it on and off, and the second half of a sign-in.

use std::sync::Arc;

use async_trait::async_trait;
use ed25519_dalek::SigningKey;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{ServiceError, SignedIn};
use porchlight_core::ports::two_factor::{
    Challenge, Enrolment, FactorOffer, NotFinished, OtherSessions, RecoveryCodes, SecondFactor,
    TwoFactorError, TwoFactorService, TwoFactorState,
};
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_protocol::account::{
    SignInFinishRequest, SignInFinishResponse, SignInStartResponse,
};
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor as wire;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Porchlight;
use super::account::signed_in;
use super::credential::Session;
use super::opaque::{ExportKey, Login};
use super::recovery::{Asked, on_the_wire};
use super::requests::{Request, Requests};

#[async_trait]
impl TwoFactorService for Porchlight {
    async fn two_factor(&self, grant: &Grant) -> Result<TwoFactorState, ServiceError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::GET, path::TWO_FACTOR).of_session(&session);
        Ok(match self.requests.ask(&request).await? {
            wire::TwoFactorStatus::Off => TwoFactorState::Off,
            wire::TwoFactorStatus::On {
                since,
                recovery_codes_left,
            } => TwoFactorState::On {
                since: Timestamp::from_seconds(since),
                recovery_codes_left,
            },
        })
    }

    async fn prove_password(&self, grant: &Grant, password: &Password) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let (login, credential_request) = Login::start(password)?;
        let request = Request::new(Method::POST, path::SESSION_PROOF_START)
            .of_session(&session)
            .json(&wire::ProofStartRequest { credential_request });
        let started: SignInStartResponse = self.requests.ask(&request).await?;
        let (credential_finalization, _) = login.finish(started.credential_response).await?;
        let request = Request::new(Method::POST, path::SESSION_PROOF_FINISH)
            .of_session(&session)
            .json(&SignInFinishRequest {
                state: started.state,
                credential_finalization,
            });
        Ok(self.requests.have_done(&request).await?)
    }

    async fn begin_enrolment(
        &self,
        grant: &Grant,
        label: &str,
        factor: Option<&SecondFactor>,
    ) -> Result<Enrolment, TwoFactorError> {
        let second_factor = match factor {
            Some(factor) => Some(self.factor(grant, factor).await?),
            None => None,
        };
        let request = wire::EnrolmentRequest {
            label: label.into(),
            second_factor,
        };
        let given: wire::Enrolment = self
            .change(grant, path::TWO_FACTOR_ENROLMENT, &request)
            .await?;
        Ok(Enrolment {
            secret: Password::new(given.secret),
            address: Password::new(given.otpauth_uri),
            recovery_codes: given
                .recovery_codes
                .into_iter()
                .map(Password::new)
                .collect(),
            expires_at: Timestamp::from_seconds(given.expires_at),
        })
    }

    async fn check_enrolment(&self, grant: &Grant, code: &Password) -> Result<(), TwoFactorError> {
        let request = wire::EnrolmentCheckRequest {
            code: code.expose().into(),
        };
        self.finish(grant, path::TWO_FACTOR_ENROLMENT_CHECK, &request)
            .await
    }

    async fn confirm_enrolment(
        &self,
        grant: &Grant,
        recovery_code: &Password,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError> {
        let request = wire::EnrolmentConfirmRequest {
            recovery_code: recovery_code.expose().into(),
            end_other_sessions: others == OtherSessions::End,
        };
        self.finish(grant, path::TWO_FACTOR_ENROLMENT_CONFIRM, &request)
            .await
    }

    async fn turn_off(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError> {
        let request = wire::TurnOffRequest {
            factor: self.factor(grant, factor).await?,
            end_other_sessions: others == OtherSessions::End,
        };
        self.finish(grant, path::TWO_FACTOR_OFF, &request).await
    }

    async fn begin_recovery_codes(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
    ) -> Result<RecoveryCodes, TwoFactorError> {
        let request = self.factor(grant, factor).await?;
        let given: wire::NewRecoveryCodes = self
            .change(grant, path::TWO_FACTOR_RECOVERY_CODES, &request)
            .await?;
        Ok(RecoveryCodes {
            codes: given
                .recovery_codes
                .into_iter()
                .map(Password::new)
                .collect(),
            expires_at: Timestamp::from_seconds(given.expires_at),
        })
    }

    async fn confirm_recovery_codes(
        &self,
        grant: &Grant,
        recovery_code: &Password,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError> {
        let request = wire::RecoveryCodesConfirmRequest {
            recovery_code: recovery_code.expose().into(),
            end_other_sessions: others == OtherSessions::End,
        };
        self.finish(grant, path::TWO_FACTOR_RECOVERY_CODES_CONFIRM, &request)
            .await
    }
}

impl Porchlight {
    pub(super) async fn factor(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
    ) -> Result<wire::SecondFactor, TwoFactorError> {
        let session = Session::open(grant)?;
        on_the_wire(&self.requests, Asked::By(&session), factor).await
    }

    async fn change<T: DeserializeOwned>(
        &self,
        grant: &Grant,
        path: &'static str,
        body: &(impl Serialize + Sync),
    ) -> Result<T, TwoFactorError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::POST, path)
            .of_session(&session)
            .json(body);
        Ok(self.requests.ask(&request).await?)
    }

    async fn finish(
        &self,
        grant: &Grant,
        path: &'static str,
        body: &(impl Serialize + Sync),
    ) -> Result<(), TwoFactorError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::POST, path)
            .of_session(&session)
            .json(body);
        self.requests.send(&request).await?;
        Ok(())
    }
}

/// The password was right. What it gave is kept for the second factor, in memory only.
pub(super) struct Half {
    pub(super) requests: Arc<Requests>,
    pub(super) device_key: SigningKey,
    pub(super) export_key: ExportKey,
    pub(super) challenge: wire::Challenge,
    pub(super) computer: String,
}

#[async_trait]
impl Challenge for Half {
    fn expires_at(&self) -> Timestamp {
        Timestamp::from_seconds(self.challenge.expires_at)
    }

    fn offers(&self) -> Vec<FactorOffer> {
        vec![
            FactorOffer::Totp,
            FactorOffer::RecoveryCode,
            FactorOffer::RecoveryKey,
        ]
    }

    async fn answer(&self, factor: &SecondFactor) -> Result<SignedIn, NotFinished> {
        let challenge = self.challenge.id;
        let asked = Asked::AtSignIn {
            challenge,
            device_key: &self.device_key,
        };
        let factor = on_the_wire(&self.requests, asked, factor).await?;
        let request = wire::SecondFactorRequest { challenge, factor };
        let request = Request::new(Method::POST, path::SIGN_IN_SECOND_FACTOR)
            .of_device(&self.device_key)
            .json(&request);
        let answer: SignInFinishResponse = self.requests.ask(&request).await?;
        let key = self.device_key.clone();
        let signed_in = signed_in(
            &self.requests,
            answer,
            &self.export_key,
            key,
            &self.computer,
        );
        Ok(signed_in.await.map_err(TwoFactorError::from)?)
    }
}

impl std::fmt::Debug for Half {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Half")
    }
}
