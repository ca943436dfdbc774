//! A forgotten password: the recovery key answers for it, unwraps the vault key, and a new password wraps it anew. An answer that is
//! lost is asked for again: the service does the same change only once.

use std::sync::Arc;

use async_trait::async_trait;
use ed25519_dalek::SigningKey;
use porchlight_core::ports::devices::SignedInComputer;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::password_recovery::{
    NotChosen, NotRecovered, PasswordRecoveryService, Recovered,
};
use porchlight_core::ports::provider::{
    Credential, RightPassword, ServiceError, SessionId, SignedIn,
};
use porchlight_core::ports::two_factor::{SecondFactor, TwoFactorError};
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_protocol::account::open_computer_name;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::email::Email;
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::password_recovery::{
    PasswordRecoveryChooseRequest, PasswordRecoveryChooseResponse, PasswordRecoveryFinishRequest,
    PasswordRecoveryProveRequest, PasswordRecoveryProveResponse, PasswordRecoveryStartRequest,
    PasswordRecoveryStartResponse,
};
use porchlight_protocol::recovery_key::{Occasion, Purpose, RecoveryKey, answer};
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::session::SessionRecord;
use porchlight_protocol::two_factor as wire;
use reqwest::Method;
use tokio::sync::Mutex;
use uuid::Uuid;

use super::Porchlight;
use super::account::{device_key_of, document, sign_in};
use super::credential::Session;
use super::opaque::Registration;
use super::password::done_once;
use super::recovery::read;
use super::requests::{Refusal, Request, Requests};
use super::signed_word::plain_name;

#[async_trait]
impl PasswordRecoveryService for Porchlight {
    async fn recover(
        &self,
        email: &str,
        recovery_key: &Password,
        factor: Option<&SecondFactor>,
        previous: Option<&Credential>,
    ) -> Result<Box<dyn Recovered>, NotRecovered> {
        let email = Email::parse(email).ok_or(ServiceError::EmailInvalid)?;
        let key = read(recovery_key)?;
        let second_factor = match factor {
            Some(SecondFactor::Code(code)) => Some(wire::SecondFactor::Code(code.expose().into())),
            Some(SecondFactor::RecoveryCode(code)) => {
                Some(wire::SecondFactor::RecoveryCode(code.expose().into()))
            }
            // It stands for the password here: one thing cannot be both.
            Some(
                SecondFactor::EmailCode(_)
                | SecondFactor::RecoveryKey(_)
                | SecondFactor::SmsCode(_),
            ) => {
                return Err(TwoFactorError::SecondFactorNeeded.into());
            }
            None => None,
        };
        let issuer = document(&self.requests).await?.issuer();
        let request = Request::new(Method::POST, path::PASSWORD_RECOVERY_START).json(
            &PasswordRecoveryStartRequest {
                email: email.as_str().into(),
            },
        );
        let started: PasswordRecoveryStartResponse =
            self.requests.ask(&request).await.map_err(refused)?;
        let device_key = device_key_of(previous);
        let occasion = Occasion {
            aud: issuer,
            challenge: started.challenge.id,
            jkt: PublicKey::of(&device_key).thumbprint(),
        };
        let request = Request::new(Method::POST, path::PASSWORD_RECOVERY_PROVE)
            .of_device(&device_key)
            .json(&PasswordRecoveryProveRequest {
                state: started.state,
                recovery_key_proof: answer(&key, Purpose::NewPassword, &occasion),
                second_factor,
            });
        let proved: PasswordRecoveryProveResponse = match self.requests.ask(&request).await {
            Err(Refusal::RecoveryWaits(available_at)) => {
                let available_at = Timestamp::from_seconds(available_at);
                return Err(NotRecovered::Waits { available_at });
            }
            answer => answer.map_err(refused)?,
        };
        let wrapped = &proved.recovery_wrapped_vault_key.0;
        let account = proved.account_id;
        let vault_key = VaultKey::unwrap_with_recovery(wrapped, &key, account)
            .map_err(|_| ServiceError::Garbled)?;
        Ok(Box::new(ToChoose {
            requests: Arc::clone(&self.requests),
            email: email.as_str().into(),
            key,
            device_key,
            account,
            vault_key,
            state: proved.state,
            expires_at: proved.expires_at,
            sessions: proved.sessions,
            sent: Mutex::default(),
        }))
    }

    async fn stop_recovery(&self, grant: &Grant) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::DELETE, path::PASSWORD_RECOVERY).of_session(&session);
        self.requests.send(&request).await?;
        Ok(())
    }
}

/// The service has taken the recovery key. Key and vault key are in here, in memory only.
struct ToChoose {
    requests: Arc<Requests>,
    email: String,
    key: RecoveryKey,
    device_key: SigningKey,
    account: Uuid,
    vault_key: VaultKey,
    state: Bytes,
    expires_at: i64,
    sessions: Vec<SessionRecord>,
    /// What may have reached the service: asked again, the same is sent again, and done once.
    sent: Mutex<Option<PasswordRecoveryFinishRequest>>,
}

#[async_trait]
impl Recovered for ToChoose {
    fn expires_at(&self) -> Timestamp {
        Timestamp::from_seconds(self.expires_at)
    }

    fn computers(&self) -> Vec<SignedInComputer> {
        self.sessions
            .iter()
            .map(|record| self.opened(record))
            .collect()
    }

    async fn choose(&self, new: &Password, keep: &[SessionId]) -> Result<(), NotChosen> {
        let mut sent = self.sent.lock().await;
        if let Some(finish) = sent.as_ref() {
            return self.finish(finish).await;
        }
        let (registration, registration_request) = Registration::start(new)?;
        let request = Request::new(Method::POST, path::PASSWORD_RECOVERY_CHOOSE)
            .of_device(&self.device_key)
            .json(&PasswordRecoveryChooseRequest {
                state: self.state.clone(),
                registration_request,
            });
        let chosen: PasswordRecoveryChooseResponse = self
            .requests
            .ask(&request)
            .await
            .map_err(TwoFactorError::from)?;
        let (registration_upload, export_key) =
            registration.finish(chosen.registration_response).await?;
        let finish = PasswordRecoveryFinishRequest {
            state: self.state.clone(),
            registration_upload,
            wrapped_vault_key: self.vault_key.wrap(&export_key, self.account).into(),
            keep_sessions: keep.iter().filter_map(|id| id.0.parse().ok()).collect(),
        };
        let done = self.finish(&finish).await;
        if done == Err(NotChosen::Unclear) {
            *sent = Some(finish);
        }
        done
    }

    async fn sign_in(&self, new: &Password, computer: &str) -> Result<SignedIn, TwoFactorError> {
        let device_key = self.device_key.clone();
        match sign_in(&self.requests, &self.email, new, computer, device_key).await? {
            RightPassword::SignedIn(signed_in) => Ok(signed_in),
            RightPassword::SecondFactorWanted(half) => {
                let key = Password::new(self.key.groups().join("-"));
                let done = half.answer(&SecondFactor::RecoveryKey(key)).await;
                done.map_err(|refused| refused.why)
            }
        }
    }
}

impl ToChoose {
    async fn finish(&self, finish: &PasswordRecoveryFinishRequest) -> Result<(), NotChosen> {
        let request = Request::new(Method::POST, path::PASSWORD_RECOVERY_FINISH)
            .of_device(&self.device_key)
            .json(finish);
        done_once(|| self.requests.have_done(&request), NotChosen::Unclear).await
    }

    fn opened(&self, record: &SessionRecord) -> SignedInComputer {
        let sealed = &record.sealed_computer_name;
        let name = open_computer_name(sealed, &self.vault_key, self.account).ok();
        SignedInComputer {
            session: SessionId(record.id.to_string()),
            name: name.as_deref().map(plain_name),
            since: Timestamp::from_seconds(record.created_at),
            last_used: Timestamp::from_seconds(record.last_used_at),
            this_one: false,
        }
    }
}

fn refused(refusal: Refusal) -> NotRecovered {
    TwoFactorError::from(refusal).into()
}
