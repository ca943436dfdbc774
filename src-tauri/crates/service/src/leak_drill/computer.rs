//! An owner's computer, a camera, or a thief's: whoever speaks to the service, with what the protocol alone says.

use axum::body::{Body, Bytes as HttpBytes, to_bytes};
use axum::http::{Method, Request, header};
use ed25519_dalek::SigningKey;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use opaque_ke::{ClientLoginFinishParameters, ClientRegistrationFinishParameters, Identifiers};
use porchlight_protocol::account::*;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::dpop;
use porchlight_protocol::opaque::*;
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{SecondFactor, SecondFactorRequest};
use rand::rngs::OsRng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{DrillFailed, During};
use crate::clock::Clock;

const LONGEST_ANSWER: usize = 1024 * 1024;

/// What came back instead of what was asked for.
#[derive(Debug)]
pub(super) enum NotDone {
    Refused(Box<Problem>),
    Failed(DrillFailed),
}

impl NotDone {
    /// The reason of a refusal.
    pub(super) fn reason(&self) -> Option<ProblemType> {
        match self {
            Self::Refused(problem) => Some(problem.kind),
            Self::Failed(_) => None,
        }
    }
}

impl From<DrillFailed> for NotDone {
    fn from(failed: DrillFailed) -> Self {
        Self::Failed(failed)
    }
}

impl From<NotDone> for DrillFailed {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Refused(problem) => Self::new("the service refused", problem.title),
            NotDone::Failed(failed) => failed,
        }
    }
}

/// What an owner has after registering.
#[derive(Debug)]
pub(super) struct Owner {
    pub(super) account: Uuid,
    pub(super) vault: VaultKey,
    pub(super) recovery_key: RecoveryKey,
}

pub(super) struct Computer {
    http: Client<HttpConnector, Body>,
    base: String,
    pub(super) key: SigningKey,
    pub(super) token: String,
    pub(super) session: Option<SignInFinishResponse>,
}

impl std::fmt::Debug for Computer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Computer")
    }
}

impl Computer {
    pub(super) fn at(base: &str) -> Self {
        Self {
            http: Client::builder(TokioExecutor::new()).build_http(),
            base: base.into(),
            key: SigningKey::generate(&mut OsRng),
            token: String::new(),
            session: None,
        }
    }

    /// The same computer, asking somebody else.
    pub(super) fn asking(&self, base: &str) -> Self {
        Self {
            key: self.key.clone(),
            token: self.token.clone(),
            session: self.session.clone(),
            ..Self::at(base)
        }
    }

    pub(super) async fn register(&self, email: &str, password: &str) -> Result<Owner, NotDone> {
        let step = "registering";
        let start = ClientRegistration::start(&mut OsRng, password.as_bytes()).during(step)?;
        let request = RegistrationStartRequest {
            email: email.into(),
            registration_request: Bytes(start.message.serialize().to_vec()),
            invitation: None,
        };
        let answer: RegistrationStartResponse = self
            .send(Method::POST, path::REGISTRATION_START, &[], Some(&request))
            .await?;
        let response = RegistrationResponse::exactly(&answer.registration_response.0)
            .ok_or_else(|| DrillFailed::new(step, "the answer"))?;
        let (state, typed) = (start.state, password.to_owned());
        let finish = slowly(move || {
            let stretch = key_stretching().ok()?;
            let how =
                ClientRegistrationFinishParameters::new(Identifiers::default(), Some(&stretch));
            state
                .finish(&mut OsRng, typed.as_bytes(), response, how)
                .ok()
        });
        let finish = finish
            .await
            .ok_or_else(|| DrillFailed::new(step, "OPAQUE"))?;
        let (vault, account) = (VaultKey::generate(), answer.account_id);
        let recovery_key = RecoveryKey::generate();
        let request = RegistrationFinishRequest {
            state: answer.state,
            registration_upload: Bytes(finish.message.serialize().to_vec()),
            wrapped_vault_key: Bytes(vault.wrap(&finish.export_key, account)),
            recovery_wrapped_vault_key: Bytes(vault.wrap_for_recovery(&recovery_key, account)),
            recovery_public_key: recovery_key.public_key(),
        };
        self.send::<()>(Method::POST, path::REGISTRATION_FINISH, &[], Some(&request))
            .await?;
        Ok(Owner {
            account,
            vault,
            recovery_key,
        })
    }

    /// With a wrong password the service still has the last word, as it has with a client that cheats.
    pub(super) async fn sign_in(&mut self, email: &str, password: &str) -> Result<(), NotDone> {
        let step = "signing in";
        let start = ClientLogin::start(&mut OsRng, password.as_bytes()).during(step)?;
        let request = SignInStartRequest {
            work: None,
            email: email.into(),
            credential_request: Bytes(start.message.serialize().to_vec()),
        };
        let answer: SignInStartResponse = self
            .send(Method::POST, path::SIGN_IN_START, &[], Some(&request))
            .await?;
        let response = CredentialResponse::exactly(&answer.credential_response.0)
            .ok_or_else(|| DrillFailed::new(step, "the answer"))?;
        let last = finalization(start.state, password, response).await;
        let request = SignInFinishRequest {
            state: answer.state,
            credential_finalization: Bytes(last.unwrap_or_else(|| vec![7; 64])),
        };
        let proof = [(
            "dpop",
            self.proof(&Method::POST, path::SIGN_IN_FINISH, None),
        )];
        let done = self
            .send(Method::POST, path::SIGN_IN_FINISH, &proof, Some(&request))
            .await?;
        self.signed_in(done);
        Ok(())
    }

    /// The challenge that comes when the password was right.
    pub(super) async fn challenged(
        &mut self,
        email: &str,
        password: &str,
    ) -> Result<Uuid, DrillFailed> {
        let step = "signing in with a second factor";
        match self.sign_in(email, password).await {
            Err(NotDone::Refused(problem)) => match problem.challenge {
                Some(challenge) => Ok(challenge.id),
                None => Err(DrillFailed::new(step, problem.title)),
            },
            Err(NotDone::Failed(failed)) => Err(failed),
            Ok(()) => Err(DrillFailed::new(step, "none was asked for")),
        }
    }

    pub(super) async fn second_factor(
        &mut self,
        challenge: Uuid,
        factor: SecondFactor,
    ) -> Result<(), NotDone> {
        let request = SecondFactorRequest { challenge, factor };
        let address = path::SIGN_IN_SECOND_FACTOR;
        let proof = [("dpop", self.proof(&Method::POST, address, None))];
        let done = self
            .send(Method::POST, address, &proof, Some(&request))
            .await?;
        self.signed_in(done);
        Ok(())
    }

    /// A request of its session.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, NotDone> {
        self.ask_with(method, path, &[], body).await
    }

    pub(super) async fn ask_with<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        more: &[(&'static str, String)],
        body: Option<&impl Serialize>,
    ) -> Result<T, NotDone> {
        let mut headers = vec![
            ("authorization", format!("DPoP {}", self.token)),
            ("dpop", self.proof(&method, path, Some(&self.token))),
        ];
        headers.extend_from_slice(more);
        self.send(method, path, &headers, body).await
    }

    fn proof(&self, method: &Method, path: &str, token: Option<&str>) -> String {
        let (address, now) = (format!("{}{path}", self.base), Clock::system().now());
        dpop::prove(&self.key, method.as_str(), &address, token, now)
    }

    fn signed_in(&mut self, done: SignInFinishResponse) {
        self.token.clone_from(&done.session_token);
        self.session = Some(done);
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        headers: &[(&'static str, String)],
        body: Option<&impl Serialize>,
    ) -> Result<T, NotDone> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let body = body.map(serde_json::to_vec).transpose().during(path)?;
        let request = request
            .body(Body::from(body.unwrap_or_default()))
            .during(path)?;
        let answer = self.http.request(request).await.during(path)?;
        let granted = answer.status().is_success();
        let body: HttpBytes = to_bytes(Body::new(answer.into_body()), LONGEST_ANSWER)
            .await
            .during(path)?;
        if !granted {
            return Err(NotDone::Refused(
                serde_json::from_slice(&body).during(path)?,
            ));
        }
        let body: &[u8] = if body.is_empty() { b"null" } else { &body };
        Ok(serde_json::from_slice(body).during(path)?)
    }
}

/// The last message of OPAQUE; `None`: this side cannot open what the service keeps of the password.
pub(super) async fn finalization(
    state: ClientLogin,
    password: &str,
    response: CredentialResponse,
) -> Option<Vec<u8>> {
    let password = password.to_owned();
    slowly(move || {
        let stretch = key_stretching().ok()?;
        let how = ClientLoginFinishParameters::new(None, Identifiers::default(), Some(&stretch));
        let finish = state.finish(&mut OsRng, password.as_bytes(), response, how);
        Some(finish.ok()?.message.serialize().to_vec())
    })
    .await
}

/// The slow hash leaves the runtime's threads alone.
async fn slowly<T: Send + 'static>(hash: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(hash).await.ok().flatten()
}
