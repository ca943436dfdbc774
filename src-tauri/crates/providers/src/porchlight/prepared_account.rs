//! An account that is not yet: everything is made and held in memory while the owner writes the recovery key down.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::provider::{PreparedAccount, ServiceError};
use porchlight_core::secret::Password;
use porchlight_protocol::account::{
    RegistrationFinishRequest, RegistrationStartRequest, RegistrationStartResponse,
};
use porchlight_protocol::email::Email;
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use reqwest::Method;
use tokio::sync::Mutex;

use super::opaque::Registration;
use super::requests::{Refusal, Request, Requests};

/// Keys and password wipe themselves when it is dropped.
pub(super) struct Prepared {
    requests: Arc<Requests>,
    email: Email,
    invitation: Option<Password>,
    /// Kept because the service forgets a registration after ten minutes, and a recovery key may take longer to print.
    password: Password,
    vault_key: VaultKey,
    recovery_key: RecoveryKey,
    finish: Mutex<RegistrationFinishRequest>,
}

impl Prepared {
    pub(super) async fn new(
        requests: Arc<Requests>,
        email: &str,
        password: &Password,
        invitation: Option<&Password>,
    ) -> Result<Self, ServiceError> {
        let email = Email::parse(email).ok_or(ServiceError::EmailInvalid)?;
        let invitation = invitation.cloned();
        let (vault_key, recovery_key) = (VaultKey::generate(), RecoveryKey::generate());
        let who = (&email, invitation.as_ref());
        let finish = start(&requests, who, password, &vault_key, &recovery_key).await?;
        let (password, finish) = (password.clone(), Mutex::new(finish));
        Ok(Self {
            requests,
            email,
            invitation,
            password,
            vault_key,
            recovery_key,
            finish,
        })
    }

    async fn finish(&self, finish: &RegistrationFinishRequest) -> Result<(), Refusal> {
        let request = Request::new(Method::POST, path::REGISTRATION_FINISH).json(finish);
        self.requests.send(&request).await.map(|_| ())
    }
}

#[async_trait]
impl PreparedAccount for Prepared {
    fn recovery_key(&self) -> Vec<String> {
        self.recovery_key.groups()
    }

    fn confirms(&self, index: usize, typed: &str) -> bool {
        self.recovery_key.group_is(index, typed)
    }

    async fn create(&self) -> Result<(), ServiceError> {
        let mut finish = self.finish.lock().await;
        match self.finish(&finish).await {
            Err(Refusal::StaleState) => {
                // The keys stay: the recovery key is on paper by now.
                let (vault_key, recovery_key) = (&self.vault_key, &self.recovery_key);
                *finish = start(
                    &self.requests,
                    (&self.email, self.invitation.as_ref()),
                    &self.password,
                    vault_key,
                    recovery_key,
                )
                .await?;
                Ok(self.finish(&finish).await?)
            }
            finished => Ok(finished?),
        }
    }
}

/// Everything up to the message that creates the account.
async fn start(
    requests: &Requests,
    (email, invitation): (&Email, Option<&Password>),
    password: &Password,
    vault_key: &VaultKey,
    recovery_key: &RecoveryKey,
) -> Result<RegistrationFinishRequest, ServiceError> {
    let (registration, registration_request) = Registration::start(password)?;
    let start = RegistrationStartRequest {
        email: email.as_str().into(),
        registration_request,
        invitation: invitation.map(|typed| typed.expose().into()),
    };
    let request = Request::new(Method::POST, path::REGISTRATION_START).json(&start);
    let started: RegistrationStartResponse = requests.ask(&request).await?;
    let (registration_upload, export_key) =
        registration.finish(started.registration_response).await?;
    Ok(RegistrationFinishRequest {
        state: started.state,
        registration_upload,
        wrapped_vault_key: vault_key.wrap(&export_key, started.account_id).into(),
        recovery_wrapped_vault_key: vault_key
            .wrap_for_recovery(recovery_key, started.account_id)
            .into(),
        recovery_public_key: recovery_key.public_key(),
    })
}
