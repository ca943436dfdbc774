//! A client of the service, written from the protocol alone.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use argon2::{Algorithm, Argon2, Params, Version};
use ed25519_dalek::SigningKey;
use opaque_ke::{ClientLoginFinishParameters, ClientRegistrationFinishParameters, Identifiers};
use porchlight_protocol::account::*;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::{CameraList, CameraRecord};
use porchlight_protocol::dpop;
use porchlight_protocol::event::{EventToken, PollRequest, PollResponse};
use porchlight_protocol::opaque::*;
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::proof_of_work::WorkDone;
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::session::{ComputerName, SessionList, SessionRecord};
use porchlight_service::{
    Clock, Config, ConnectionLimits, DatabaseUrl, Limits, RunningService, Service,
};
use rand::rngs::OsRng;
use reqwest::{Method, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::checked::{Asking, Http};

pub(crate) const EMAIL: &str = "ada.marchetti@example.org";
pub(crate) const PASSWORD: &str = "correct horse battery staple";
pub(crate) const NOON: i64 = 1_577_361_600;

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub(crate) struct Hands(pub(crate) Arc<AtomicI64>);

impl Hands {
    pub(crate) fn at_noon() -> Self {
        Self(Arc::new(AtomicI64::new(NOON)))
    }

    pub(crate) fn clock(&self) -> Clock {
        let hands = Arc::clone(&self.0);
        Clock::from_fn(move || hands.load(Ordering::SeqCst))
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// A service on this computer, with a clock of its own.
pub(crate) struct House {
    pub(crate) dir: TempDir,
    pub(crate) hands: Hands,
    pub(crate) service: Service,
    pub(crate) running: RunningService,
    pub(crate) listening: SocketAddr,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::open_with(Limits::default()).await
    }

    pub(crate) async fn open_with(limits: Limits) -> Self {
        Self::open_in(tempfile::tempdir().unwrap(), Hands::at_noon(), limits).await
    }

    pub(crate) async fn open_in(dir: TempDir, hands: Hands, limits: Limits) -> Self {
        let config = Config {
            limits,
            ..config(&dir)
        };
        Self::with_config(dir, hands, config).await
    }

    /// With bounds on connections.
    pub(crate) async fn open_to(connections: ConnectionLimits) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = Config {
            connections,
            ..config(&dir)
        };
        Self::with_config(dir, Hands::at_noon(), config).await
    }

    /// Where there was a service before, it takes a second to start another.
    pub(crate) async fn with_config(dir: TempDir, hands: Hands, config: Config) -> Self {
        let again = config.database.path().exists();
        let house = Self::at_once(dir, hands, config).await;
        house.hands.forward(i64::from(again));
        house
    }

    pub(crate) async fn at_once(dir: TempDir, hands: Hands, mut config: Config) -> Self {
        config.clock = hands.clock();
        let service = Service::open(config).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listening = listener.local_addr().unwrap();
        let running = service.serve_on(listener).await.unwrap();
        Self {
            dir,
            hands,
            service,
            running,
            listening,
        }
    }

    pub(crate) async fn restart(self) -> Self {
        let hands = self.hands.clone();
        Self::open_in(self.close().await, hands, Limits::default()).await
    }

    /// What it leaves.
    pub(crate) async fn close(self) -> TempDir {
        self.running.shutdown().await;
        self.service.store().close().await;
        self.dir
    }

    /// An account with one camera, and a computer that is signed in to it.
    pub(crate) async fn with_ada(&self) -> (Computer, Owner) {
        let mut computer = self.computer();
        let owner = computer.register(EMAIL, PASSWORD).await;
        let (_, export) = computer.sign_in(EMAIL, PASSWORD).await.unwrap();
        assert_eq!(export, owner.export_key, "the export key comes back");
        (computer, owner)
    }

    pub(crate) fn computer(&self) -> Computer {
        Computer::new(self.running.url.as_str(), self.hands.clone())
    }
}

pub(crate) fn config(dir: &TempDir) -> Config {
    let database = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
    Config::new(database, dir.path().join("secrets"), "Test service")
}

pub(crate) struct Owner {
    pub(crate) account: Uuid,
    pub(crate) vault: VaultKey,
    pub(crate) export_key: Vec<u8>,
    pub(crate) recovery_key: RecoveryKey,
}

/// What came back instead of what was asked for.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) problem: Problem,
    pub(crate) retry_after: Option<u32>,
    pub(crate) body: String,
}

impl Refused {
    pub(crate) fn kind(&self) -> ProblemType {
        self.problem.kind
    }
}

#[derive(Clone)]
pub(crate) struct Computer {
    pub(crate) http: Http,
    pub(crate) base: String,
    pub(crate) key: SigningKey,
    pub(crate) token: String,
    pub(crate) session: Option<SignInFinishResponse>,
    pub(crate) hands: Hands,
    /// The service never knows how slow its clients' hash is, so most tests need not wait for it.
    pub(crate) stretch: Argon2<'static>,
}

impl Computer {
    pub(crate) fn new(url: &str, hands: Hands) -> Self {
        // Another test may have done it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            http: reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap()
                .into(),
            base: url.trim_end_matches('/').into(),
            key: SigningKey::generate(&mut OsRng),
            token: String::new(),
            session: None,
            hands,
            stretch: Argon2::new(
                Algorithm::Argon2id,
                Version::V0x13,
                Params::new(8, 1, 1, None).unwrap(),
            ),
        }
    }

    /// The same computer, after the service was started anew elsewhere.
    pub(crate) fn at(&self, house: &House) -> Self {
        Self {
            base: house.running.url.as_str().trim_end_matches('/').into(),
            ..self.clone()
        }
    }

    pub(crate) fn proof(&self, method: &Method, path: &str, token: Option<&str>) -> String {
        let address = format!("{}{path}", self.base);
        dpop::prove(
            &self.key,
            method.as_str(),
            &address,
            token,
            self.hands.now(),
        )
    }

    /// A request of this computer's session, ready to be sent.
    pub(crate) fn request(&self, method: Method, path: &str) -> Asking {
        let proof = self.proof(&method, path, Some(&self.token));
        self.http
            .request(method, format!("{}{path}", self.base))
            .header("Authorization", format!("DPoP {}", self.token))
            .header("DPoP", proof)
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Refused> {
        let url = format!("{}{path}", self.base);
        answer(self.http.post(url).json(body).send().await.unwrap()).await
    }

    pub(crate) async fn register(&self, email: &str, password: &str) -> Owner {
        self.try_register(email, password).await.unwrap()
    }

    pub(crate) async fn try_register(&self, email: &str, password: &str) -> Result<Owner, Refused> {
        self.register_invited(email, password, None).await
    }

    pub(crate) async fn register_invited(
        &self,
        email: &str,
        password: &str,
        invitation: Option<&str>,
    ) -> Result<Owner, Refused> {
        let (owner, request) = self.begin_registering(email, password, invitation).await?;
        self.post::<()>(path::REGISTRATION_FINISH, &request).await?;
        Ok(owner)
    }

    /// Up to the message that makes the account.
    pub(crate) async fn begin_registering(
        &self,
        email: &str,
        password: &str,
        invitation: Option<&str>,
    ) -> Result<(Owner, RegistrationFinishRequest), Refused> {
        let start = ClientRegistration::start(&mut OsRng, password.as_bytes()).unwrap();
        let request = RegistrationStartRequest {
            email: email.into(),
            registration_request: Bytes(start.message.serialize().to_vec()),
            invitation: invitation.map(Into::into),
        };
        let answer: RegistrationStartResponse =
            self.post(path::REGISTRATION_START, &request).await?;
        let response = RegistrationResponse::deserialize(&answer.registration_response.0).unwrap();
        let how =
            ClientRegistrationFinishParameters::new(Identifiers::default(), Some(&self.stretch));
        let finish = start
            .state
            .finish(&mut OsRng, password.as_bytes(), response, how)
            .unwrap();
        let (vault, account) = (VaultKey::generate(), answer.account_id);
        let recovery_key = RecoveryKey::generate();
        let request = RegistrationFinishRequest {
            state: answer.state,
            registration_upload: Bytes(finish.message.serialize().to_vec()),
            wrapped_vault_key: Bytes(vault.wrap(&finish.export_key, account)),
            recovery_wrapped_vault_key: Bytes(vault.wrap_for_recovery(&recovery_key, account)),
            recovery_public_key: recovery_key.public_key(),
        };
        let owner = Owner {
            account,
            vault,
            export_key: finish.export_key.to_vec(),
            recovery_key,
        };
        Ok((owner, request))
    }

    /// Once, with the proof of the device key, and with what was worked for it.
    pub(crate) async fn try_sign_in_start(
        &self,
        email: &str,
        password: &str,
        work: Option<WorkDone>,
    ) -> (ClientLogin, Result<SignInStartResponse, Refused>) {
        let start = ClientLogin::start(&mut OsRng, password.as_bytes()).unwrap();
        let request = SignInStartRequest {
            email: email.into(),
            credential_request: Bytes(start.message.serialize().to_vec()),
            work,
        };
        let proof = self.proof(&Method::POST, path::SIGN_IN_START, None);
        let url = format!("{}{}", self.base, path::SIGN_IN_START);
        let sent = self.http.post(url).header("DPoP", proof).json(&request);
        (start.state, answer(sent.send().await.unwrap()).await)
    }

    /// Works for it where that is wanted.
    pub(crate) async fn sign_in_start(
        &self,
        email: &str,
        password: &str,
    ) -> (ClientLogin, Result<SignInStartResponse, Refused>) {
        let (state, started) = self.try_sign_in_start(email, password, None).await;
        match started {
            Err(refused) if refused.kind() == ProblemType::ProofOfWorkNeeded => {
                let done = refused.problem.work.unwrap().done(|| true);
                self.try_sign_in_start(email, password, done).await
            }
            started => (state, started),
        }
    }

    /// The last message of OPAQUE, and the export key. `None`: the password is wrong, and this side knows.
    pub(crate) fn finalization(
        &self,
        state: ClientLogin,
        password: &str,
        answer: &SignInStartResponse,
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let response = CredentialResponse::deserialize(&answer.credential_response.0).unwrap();
        let how =
            ClientLoginFinishParameters::new(None, Identifiers::default(), Some(&self.stretch));
        let finish = state
            .finish(&mut OsRng, password.as_bytes(), response, how)
            .ok()?;
        Some((
            finish.message.serialize().to_vec(),
            finish.export_key.to_vec(),
        ))
    }

    pub(crate) async fn sign_in_finish(
        &mut self,
        state: Bytes,
        finalization: Vec<u8>,
    ) -> Result<SignInFinishResponse, Refused> {
        let request = SignInFinishRequest {
            state,
            credential_finalization: Bytes(finalization),
        };
        let proof = self.proof(&Method::POST, path::SIGN_IN_FINISH, None);
        let url = format!("{}{}", self.base, path::SIGN_IN_FINISH);
        let sent = self
            .http
            .post(url)
            .header("DPoP", proof)
            .json(&request)
            .send()
            .await
            .unwrap();
        let done: SignInFinishResponse = answer(sent).await?;
        self.token.clone_from(&done.session_token);
        self.session = Some(done.clone());
        Ok(done)
    }

    /// A wrong password still sends a last message, so that the service has the last word.
    pub(crate) async fn sign_in(
        &mut self,
        email: &str,
        password: &str,
    ) -> Result<(SignInFinishResponse, Vec<u8>), Refused> {
        let (state, answer) = self.sign_in_start(email, password).await;
        let answer = answer?;
        let (finalization, export) = self
            .finalization(state, password, &answer)
            .unwrap_or_else(|| (vec![7; 64], Vec::new()));
        let done = self.sign_in_finish(answer.state, finalization).await?;
        Ok((done, export))
    }

    pub(crate) async fn cameras(&self) -> Result<Vec<CameraRecord>, Refused> {
        let sent = self
            .request(Method::GET, path::CAMERAS)
            .send()
            .await
            .unwrap();
        answer::<CameraList>(sent).await.map(|list| list.cameras)
    }

    pub(crate) async fn name_computer(&self, sealed: &Bytes) -> Result<(), Refused> {
        let name = ComputerName {
            sealed_computer_name: sealed.clone(),
        };
        let request = self.request(Method::PUT, path::SESSION_COMPUTER);
        answer(request.json(&name).send().await.unwrap()).await
    }

    pub(crate) async fn sessions(&self) -> Result<Vec<SessionRecord>, Refused> {
        let request = self.request(Method::GET, path::SESSIONS);
        answer::<SessionList>(request.send().await.unwrap())
            .await
            .map(|list| list.sessions)
    }

    pub(crate) async fn end_session(&self, id: &str) -> Result<(), Refused> {
        let path = path::SESSION_BY_ID.replace("{id}", id);
        answer(self.request(Method::DELETE, &path).send().await.unwrap()).await
    }

    pub(crate) async fn end_other_sessions(&self) -> Result<(), Refused> {
        let request = self.request(Method::DELETE, path::SESSIONS);
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn write(
        &self,
        camera: Uuid,
        seen: u64,
        key: &str,
        sealed: &Bytes,
    ) -> Result<CameraRecord, Refused> {
        let path = path::CAMERA_PROFILE.replace("{id}", &camera.to_string());
        let body = porchlight_protocol::camera::ProfileWrite {
            sealed_profile: sealed.clone(),
        };
        let request = self
            .request(Method::PUT, &path)
            .header("If-Match", format!("\"{seen}\""))
            .header("Idempotency-Key", key)
            .json(&body);
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn poll(&self, poll: &PollRequest) -> Result<PollResponse, Refused> {
        let sent = self
            .request(Method::POST, path::EVENTS_POLL)
            .json(poll)
            .send()
            .await
            .unwrap();
        answer(sent).await
    }

    /// What is open now, verified.
    pub(crate) async fn open_events(&self, ack: &[&str]) -> Result<Vec<EventToken>, Refused> {
        let poll = PollRequest {
            return_immediately: true,
            ack: ack.iter().map(|&jti| jti.to_owned()).collect(),
            ..PollRequest::default()
        };
        let sets = self.poll(&poll).await?.sets;
        Ok(sets.values().map(|token| self.verified(token)).collect())
    }

    /// With the keys that were pinned at sign-in.
    pub(crate) fn verified(&self, token: &str) -> EventToken {
        let service = &self.session.as_ref().unwrap().service;
        EventToken::verify(token, &service.issuer(), &service.event_keys).unwrap()
    }

    /// Opens the stream and reads its greeting.
    pub(crate) async fn subscribe(&self) -> Result<Wakes, Refused> {
        let sent = self
            .request(Method::GET, path::EVENTS_WAKE)
            .send()
            .await
            .unwrap();
        if !sent.status().is_success() {
            return Err(answer::<()>(sent).await.unwrap_err());
        }
        let mut wakes = Wakes(sent);
        assert!(wakes.wake().await, "a greeting");
        Ok(wakes)
    }
}

/// A stream of wakes.
pub(crate) struct Wakes(Response);

impl Wakes {
    /// `false` at the end of the stream.
    pub(crate) async fn wake(&mut self) -> bool {
        while let Some(chunk) = self.0.chunk().await.unwrap() {
            if chunk.starts_with(b"event: wake") {
                return true;
            }
        }
        false
    }
}

pub(crate) async fn answer<T: DeserializeOwned>(response: Response) -> Result<T, Refused> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.text().await.unwrap();
    if status.is_success() {
        let body = if body.is_empty() { "null" } else { &body };
        return Ok(serde_json::from_str(body).unwrap());
    }
    assert_eq!(
        headers["content-type"],
        porchlight_protocol::problem::MEDIA_TYPE
    );
    let problem: Problem = serde_json::from_str(&body).unwrap();
    assert_eq!(problem.status, status.as_u16());
    let retry_after = headers
        .get("retry-after")
        .map(|v| v.to_str().unwrap().parse().unwrap());
    Err(Refused {
        problem,
        retry_after,
        body,
    })
}
