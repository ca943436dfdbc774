//! Signing in and out.

use std::sync::Arc;

use async_trait::async_trait;
use ed25519_dalek::SigningKey;
use porchlight_core::ports::provider::{
    AccountService, Credential, PreparedAccount, ServiceError, SignedIn,
};
use porchlight_core::secret::Password;
use porchlight_protocol::account::{
    SignInFinishRequest, SignInFinishResponse, SignInStartRequest, SignInStartResponse,
    seal_computer_name,
};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::{ServiceDocument, path};
use rand::rngs::OsRng;
use reqwest::Method;
use zeroize::Zeroizing;

use super::Porchlight;
use super::credential::{Pinned, Session};
use super::opaque::Login;
use super::prepared_account::Prepared;
use super::requests::Request;
use super::signed_word::plain_text;

#[async_trait]
impl AccountService for Porchlight {
    async fn name(&self) -> Result<String, ServiceError> {
        let document: ServiceDocument = self
            .requests
            .ask(&Request::new(Method::GET, path::SERVICE))
            .await?;
        self.requests.learn_time(document.now);
        Ok(plain_text(&document.name))
    }

    async fn prepare_account(
        &self,
        email: &str,
        password: &Password,
    ) -> Result<Box<dyn PreparedAccount>, ServiceError> {
        Ok(Box::new(
            Prepared::new(Arc::clone(&self.requests), email, password).await?,
        ))
    }

    async fn sign_in(
        &self,
        email: &str,
        password: &Password,
        computer: &str,
        previous: Option<&Credential>,
    ) -> Result<SignedIn, ServiceError> {
        // One that cannot be read is as good as none.
        let previous = previous.and_then(|credential| Session::open(credential).ok());
        let device_key = match &previous {
            Some(session) => session.device_key.clone(),
            None => SigningKey::generate(&mut OsRng),
        };
        let (login, credential_request) = Login::start(password)?;
        let start = SignInStartRequest {
            email: email.trim().into(),
            credential_request,
        };
        let request = Request::new(Method::POST, path::SIGN_IN_START).json(&start);
        let started: SignInStartResponse = self.requests.ask(&request).await?;
        let (credential_finalization, export_key) =
            login.finish(started.credential_response).await?;
        let sealed_computer_name = match &previous {
            Some(session) => seal_computer_name(computer, &session.vault_key, session.account),
            None => Bytes::default(),
        };
        let finish = SignInFinishRequest {
            state: started.state,
            credential_finalization,
            sealed_computer_name,
        };
        let request = Request::new(Method::POST, path::SIGN_IN_FINISH)
            .of_device(&device_key)
            .json(&finish);
        let answer: SignInFinishResponse = self.requests.ask(&request).await?;
        let token = Zeroizing::new(answer.session_token);
        let vault_key =
            VaultKey::unwrap(&answer.wrapped_vault_key.0, &export_key, answer.account_id)
                .map_err(|_| ServiceError::Garbled)?;
        self.requests.learn_time(answer.service.now);
        let service_name = plain_text(&answer.service.name);
        let session = Session {
            token,
            device_key,
            vault_key,
            account: answer.account_id,
            id: answer.session_id,
            pinned: Pinned::of(answer.service),
        };
        Ok(SignedIn {
            account: session.account.to_string(),
            service_name,
            credential: session.seal(),
        })
    }

    async fn sign_out(&self, credential: &Credential) -> Result<(), ServiceError> {
        let session = Session::open(credential)?;
        let request = Request::new(Method::DELETE, path::SESSION).of_session(&session);
        match self
            .requests
            .send(&request)
            .await
            .map_err(ServiceError::from)
        {
            // Over already: that is what the owner wanted.
            Ok(_) | Err(ServiceError::SessionEnded { .. } | ServiceError::NotRecognised) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
