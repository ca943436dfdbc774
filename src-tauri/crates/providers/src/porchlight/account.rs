//! Signing in and out.

use std::sync::Arc;

use async_trait::async_trait;
use ed25519_dalek::SigningKey;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{
    AccountService, Credential, PreparedAccount, Registration, RightPassword, ServiceError,
    SignedIn,
};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_protocol::account::{
    SignInFinishRequest, SignInFinishResponse, SignInStartRequest, SignInStartResponse,
    seal_computer_name,
};
use porchlight_protocol::email::Email;
use porchlight_protocol::proof_of_work::{Work, WorkDone};
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::{self as told, ServiceDocument, path};
use porchlight_protocol::session::ComputerName;
use rand::rngs::OsRng;
use reqwest::Method;
use zeroize::Zeroizing;

use super::Porchlight;
use super::credential::{Pinned, Session, device_key, without_session};
use super::opaque::{ExportKey, Login, slowly};
use super::prepared_account::Prepared;
use super::requests::{Refusal, Request, Requests};
use super::signed_word::plain_name;
use super::two_factor::Half;

/// Proofs of work for one sign-in: each time, what is wanted may have doubled meanwhile.
const MOST_WORKS: usize = 10;

#[async_trait]
impl AccountService for Porchlight {
    async fn name(&self) -> Result<String, ServiceError> {
        Ok(plain_name(&document(&self.requests).await?.name))
    }

    async fn registration(&self) -> Result<Registration, ServiceError> {
        Ok(match document(&self.requests).await?.registration {
            told::Registration::Closed => Registration::Closed,
            told::Registration::Invitation => Registration::Invitation,
            told::Registration::Open => Registration::Open,
        })
    }

    async fn prepare_account(
        &self,
        email: &str,
        password: &Password,
        invitation: Option<&Password>,
    ) -> Result<Box<dyn PreparedAccount>, ServiceError> {
        let requests = Arc::clone(&self.requests);
        Ok(Box::new(
            Prepared::new(requests, email, password, invitation).await?,
        ))
    }

    fn device_key(&self, credential: &Credential) -> Option<SecretBytes> {
        without_session(credential)
    }

    async fn sign_in(&self, request: &SignInRequest<'_>) -> Result<RightPassword, ServiceError> {
        sign_in(
            &self.requests,
            request.account,
            request.password,
            request.computer,
            device_key_of(request.previous),
        )
        .await
    }

    async fn sign_out(&self, grant: &Grant) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
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

    async fn name_computer(&self, grant: &Grant, computer: &str) -> Result<(), ServiceError> {
        say_name(&self.requests, &Session::open(grant)?, computer).await
    }
}

/// One that cannot be read is as good as none.
pub(super) fn device_key_of(previous: Option<&Credential>) -> SigningKey {
    previous
        .and_then(device_key)
        .unwrap_or_else(|| SigningKey::generate(&mut OsRng))
}

pub(super) async fn sign_in(
    requests: &Arc<Requests>,
    email: &str,
    password: &Password,
    computer: &str,
    device_key: SigningKey,
) -> Result<RightPassword, ServiceError> {
    let email = Email::parse(email).ok_or(ServiceError::EmailInvalid)?;
    let (login, credential_request) = Login::start(password)?;
    let start = SignInStartRequest {
        email: email.as_str().into(),
        credential_request,
        work: None,
    };
    let started = start_sign_in(requests, start, &device_key).await?;
    let (credential_finalization, export_key) = login.finish(started.credential_response).await?;
    let finish = SignInFinishRequest {
        state: started.state,
        credential_finalization,
    };
    let request = Request::new(Method::POST, path::SIGN_IN_FINISH)
        .of_device(&device_key)
        .json(&finish);
    let answer = match requests.ask(&request).await {
        Ok(answer) => answer,
        Err(Refusal::SecondFactorWanted(challenge)) => {
            return Ok(RightPassword::SecondFactorWanted(Box::new(Half {
                requests: Arc::clone(requests),
                device_key,
                export_key,
                challenge,
                computer: computer.to_owned(),
            })));
        }
        Err(refusal) => return Err(refusal.into()),
    };
    signed_in(requests, answer, &export_key, device_key, computer)
        .await
        .map(RightPassword::SignedIn)
}

/// Works for the try where the service wants that: because of what others do, or because of many tries here.
async fn start_sign_in(
    requests: &Requests,
    mut start: SignInStartRequest,
    device_key: &SigningKey,
) -> Result<SignInStartResponse, ServiceError> {
    for _ in 0..MOST_WORKS {
        let request = Request::new(Method::POST, path::SIGN_IN_START)
            .of_device(device_key)
            .json(&start);
        match requests.ask(&request).await {
            Err(Refusal::WorkWanted(work)) => start.work = Some(done(work).await?),
            Err(refusal) => return Err(refusal.into()),
            Ok(started) => return Ok(started),
        }
    }
    Err(ServiceError::Refused)
}

/// Ends early when nobody waits for it any more.
async fn done(work: Work) -> Result<WorkDone, ServiceError> {
    let wanted = Arc::new(());
    let still = Arc::downgrade(&wanted);
    slowly(move || {
        work.done(|| still.strong_count() > 0)
            .ok_or(ServiceError::Refused)
    })
    .await
}

/// What the service said, as the keychain keeps it. It is told what this computer is called.
pub(super) async fn signed_in(
    requests: &Requests,
    answer: SignInFinishResponse,
    export_key: &ExportKey,
    device_key: SigningKey,
    computer: &str,
) -> Result<SignedIn, ServiceError> {
    let token = Zeroizing::new(answer.session_token);
    let vault_key = VaultKey::unwrap(&answer.wrapped_vault_key.0, export_key, answer.account_id)
        .map_err(|_| ServiceError::Garbled)?;
    requests.learn_time(answer.service.now);
    let service_name = plain_name(&answer.service.name);
    let session = Session {
        token,
        device_key,
        vault_key,
        account: answer.account_id,
        id: answer.session_id,
        pinned: Pinned::of(answer.service),
    };
    // Only now is there a key to seal it under.
    let computer_named = say_name(requests, &session, computer).await.is_ok();
    Ok(SignedIn {
        account: session.account.to_string(),
        service_name,
        credential: session.seal(),
        computer_named,
        recovery_codes_left: answer.recovery_codes_left,
    })
}

async fn say_name(
    requests: &Requests,
    session: &Session,
    computer: &str,
) -> Result<(), ServiceError> {
    let name = ComputerName {
        sealed_computer_name: seal_computer_name(computer, &session.vault_key, session.account),
    };
    let request = Request::new(Method::PUT, path::SESSION_COMPUTER)
        .of_session(session)
        .json(&name);
    requests.send(&request).await?;
    Ok(())
}

pub(super) async fn document(requests: &Requests) -> Result<ServiceDocument, ServiceError> {
    let request = Request::new(Method::GET, path::SERVICE);
    let document: ServiceDocument = requests.ask(&request).await?;
    requests.learn_time(document.now);
    Ok(document)
}
