//! One request to the service, signed by the device key (DPoP, RFC 9449), and what a refusal means.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ed25519_dalek::SigningKey;
use futures_util::Stream;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::email::NotUndone;
use porchlight_core::ports::integrations::NotLinked;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::two_factor::{NotFinished, TwoFactorError};
use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::dpop;
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::proof_of_work::Work;
use porchlight_protocol::two_factor::Challenge;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::credential::{Pinned, Session};
use super::event_keys::Followed;
use super::signed_word;
use crate::registry::Address;
use crate::transport::{Answer, LONGEST_ANSWER, Network, Transport};

const DPOP: HeaderName = HeaderName::from_static("dpop");
const IF_MATCH: HeaderName = reqwest::header::IF_MATCH;
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(super) struct Requests {
    transport: Transport,
    address: Address,
    pub(super) clock: Arc<dyn Clock>,
    /// The service's clock minus this computer's, in seconds, as far as the service has said.
    offset: AtomicI64,
    pub(super) followed: Followed,
}

pub(super) struct Request<'a> {
    method: Method,
    path: String,
    body: Option<Zeroizing<Vec<u8>>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    signer: Signer<'a>,
    /// Bytes of the longest answer that is read.
    longest_answer: usize,
}

/// Who signs a request.
#[derive(Clone, Copy)]
enum Signer<'a> {
    Nobody,
    /// At sign-in: the key that the session will be bound to.
    Device(&'a SigningKey),
    Session(&'a Session),
}

/// What one sort of request has to know beyond [`ServiceError`].
#[derive(Debug)]
pub(super) enum Refusal {
    /// The camera as it is now.
    Conflict(Box<CameraRecord>),
    /// A new password can be chosen from this time on: seconds since 1970.
    RecoveryWaits(i64),
    /// The password was right; only an answer to a sign-in says this.
    SecondFactorWanted(Challenge),
    /// A sign-in has to bring it.
    WorkWanted(Work),
    /// Started too long ago, or finished already.
    StaleState,
    Service(ServiceError),
    /// About a request to link an integration.
    NotLinked(NotLinked),
    /// About a change of the address.
    NotUndone(NotUndone),
    /// About the second factor. `tries_left`: where it cost a try of a sign-in.
    TwoFactor {
        error: TwoFactorError,
        tries_left: Option<u32>,
    },
}

/// The service may have had the whole request, and have done it.
pub(super) fn may_be_done(error: &ServiceError) -> bool {
    matches!(
        error,
        ServiceError::Garbled | ServiceError::TimedOut | ServiceError::Unreachable
    )
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<Refusal> for ServiceError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            // Only an answer to a write makes sense as a conflict.
            Refusal::Conflict(_) => Self::Garbled,
            // Nor does the service speak of a second factor where none is sent.
            // Nor of a number where none is sent.
            // Or of work at other times than at sign-in, or of waiting but when the recovery key was shown.
            Refusal::SecondFactorWanted(_)
            | Refusal::TwoFactor { .. }
            | Refusal::NotLinked(_)
            | Refusal::NotUndone(_)
            | Refusal::RecoveryWaits(_)
            | Refusal::WorkWanted(_) => Self::Garbled,
            Refusal::StaleState => Self::TimedOut,
            Refusal::Service(error) => error,
        }
    }
}

impl From<Refusal> for TwoFactorError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TwoFactor { error, .. } => error,
            Refusal::StaleState => Self::Lapsed,
            Refusal::Conflict(_)
            | Refusal::NotLinked(_)
            | Refusal::NotUndone(_)
            | Refusal::RecoveryWaits(_)
            | Refusal::SecondFactorWanted(_)
            | Refusal::Service(_)
            | Refusal::WorkWanted(_) => Self::Service(refusal.into()),
        }
    }
}

impl From<Refusal> for NotLinked {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotLinked(why) => why,
            Refusal::Conflict(_)
            | Refusal::NotUndone(_)
            | Refusal::RecoveryWaits(_)
            | Refusal::SecondFactorWanted(_)
            | Refusal::StaleState
            | Refusal::TwoFactor { .. }
            | Refusal::WorkWanted(_)
            | Refusal::Service(_) => Self::Service(refusal.into()),
        }
    }
}

impl From<Refusal> for NotUndone {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotUndone(why) => why,
            Refusal::Conflict(_)
            | Refusal::NotLinked(_)
            | Refusal::RecoveryWaits(_)
            | Refusal::SecondFactorWanted(_)
            | Refusal::StaleState
            | Refusal::TwoFactor { .. }
            | Refusal::WorkWanted(_)
            | Refusal::Service(_) => Self::Service(refusal.into()),
        }
    }
}

impl From<Refusal> for NotFinished {
    fn from(refusal: Refusal) -> Self {
        let tries_left = match &refusal {
            Refusal::TwoFactor { tries_left, .. } => *tries_left,
            Refusal::Conflict(_)
            | Refusal::NotLinked(_)
            | Refusal::NotUndone(_)
            | Refusal::RecoveryWaits(_)
            | Refusal::SecondFactorWanted(_)
            | Refusal::StaleState
            | Refusal::WorkWanted(_)
            | Refusal::Service(_) => None,
        };
        Self {
            why: refusal.into(),
            tries_left,
        }
    }
}

impl From<TwoFactorError> for Judgement {
    fn from(error: TwoFactorError) -> Self {
        Self::Final(Refusal::TwoFactor {
            error,
            tries_left: None,
        })
    }
}

impl<'a> Request<'a> {
    pub(super) fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            body: None,
            headers: Vec::new(),
            signer: Signer::Nobody,
            longest_answer: LONGEST_ANSWER,
        }
    }

    pub(super) fn of_session(self, session: &'a Session) -> Self {
        Self {
            signer: Signer::Session(session),
            ..self
        }
    }

    pub(super) fn of_device(self, key: &'a SigningKey) -> Self {
        Self {
            signer: Signer::Device(key),
            ..self
        }
    }

    pub(super) fn json(self, body: &impl Serialize) -> Self {
        // Our own request types have string keys and finite numbers: serialising them cannot fail.
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self {
            body: Some(Zeroizing::new(body)),
            ..self
        }
    }

    /// In bytes.
    pub(super) fn answered_by_up_to(self, longest_answer: usize) -> Self {
        Self {
            longest_answer,
            ..self
        }
    }

    pub(super) fn if_revision(self, revision: u64) -> Self {
        self.header(IF_MATCH, &format!("\"{revision}\""))
    }

    pub(super) fn once(self, key: uuid::Uuid) -> Self {
        self.header(IDEMPOTENCY_KEY, &key.to_string())
    }

    fn header(mut self, name: HeaderName, value: &str) -> Self {
        // Numbers and identifiers are always fit for a header.
        self.headers
            .extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
        self
    }

    fn session(&self) -> Option<&'a Session> {
        match self.signer {
            Signer::Session(session) => Some(session),
            Signer::Nobody | Signer::Device(_) => None,
        }
    }
}

impl Requests {
    pub(super) fn new(address: Address, network: Network, clock: Arc<dyn Clock>) -> Self {
        let transport = Transport::new(network, address.route());
        Self {
            transport,
            address,
            clock,
            offset: AtomicI64::new(0),
            followed: Followed::default(),
        }
    }

    /// Sends and reads the answer's JSON.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        request: &Request<'_>,
    ) -> Result<T, Refusal> {
        Ok(self.send(request).await?.json()?)
    }

    /// Sends and returns any answer that is not a refusal.
    pub(super) async fn send(&self, request: &Request<'_>) -> Result<Answer, Refusal> {
        let judged = match self.judge(self.send_once(request).await?, request) {
            // With the time that the service named, once.
            Err(Judgement::WrongTime { .. }) => self.judge(self.send_once(request).await?, request),
            judged => judged,
        };
        match judged {
            Ok(answer) => Ok(answer),
            Err(judgement) => Err(self.give_up(judgement, request).await),
        }
    }

    /// Sends what is answered by 204 and nothing else: a page that says 200 to everything has done nothing.
    pub(super) async fn have_done(&self, request: &Request<'_>) -> Result<(), Refusal> {
        let answer = self.send(request).await?;
        if answer.status == StatusCode::NO_CONTENT {
            Ok(())
        } else {
            Err(ServiceError::Garbled.into())
        }
    }

    /// Opens a stream of wake-ups.
    pub(super) async fn open(
        &self,
        request: &Request<'_>,
    ) -> Result<impl Stream<Item = ()> + Send + use<>, Refusal> {
        for last in [false, true] {
            let built = self
                .build(request)
                .await?
                .header(ACCEPT, "text/event-stream");
            match self.transport.open(built).await? {
                Ok(stream) => return Ok(stream),
                Err(answer) => match self.judge(answer, request) {
                    // A good answer, but no stream.
                    Ok(_) => return Err(ServiceError::Garbled.into()),
                    Err(Judgement::WrongTime { .. }) if !last => {}
                    Err(judgement) => return Err(self.give_up(judgement, request).await),
                },
            }
        }
        Err(ServiceError::Garbled.into())
    }

    /// Nothing at this address is real.
    pub(super) fn is_demo(&self) -> bool {
        self.address.is_demo()
    }

    /// Where the service is, without a slash at the end.
    pub(super) fn address(&self) -> Result<String, ServiceError> {
        Ok(self.url()?.as_str().trim_end_matches('/').to_owned())
    }

    pub(super) fn url(&self) -> Result<url::Url, ServiceError> {
        self.address.join("")
    }

    /// The service has said what time it is.
    pub(super) fn learn_time(&self, now: UnixSeconds) {
        self.offset.store(
            now.saturating_sub(self.clock.now().seconds()),
            Ordering::Relaxed,
        );
    }

    /// As far as the service has said.
    pub(super) fn service_time(&self) -> UnixSeconds {
        let now = self.clock.now().seconds();
        now.saturating_add(self.offset.load(Ordering::Relaxed))
    }

    pub(super) async fn send_once(&self, request: &Request<'_>) -> Result<Answer, ServiceError> {
        let built = self.build(request).await?;
        let answer = self
            .transport
            .send_and_read(built, request.longest_answer)
            .await;
        if let Err(error) = &answer {
            tracing::debug!(path = request.path.split('/').nth(2), %error, "no answer from the service");
        }
        answer
    }

    async fn build(&self, request: &Request<'_>) -> Result<RequestBuilder, ServiceError> {
        let url = self.address.join(&request.path)?;
        let proof = |key: &SigningKey, token: Option<&str>| {
            let now = self.service_time();
            dpop::prove(key, request.method.as_str(), url.as_str(), token, now)
        };
        let proof = match request.signer {
            Signer::Nobody => None,
            Signer::Device(key) => Some(proof(key, None)),
            Signer::Session(session) => Some(proof(&session.device_key, Some(&session.token))),
        };
        let client = self.transport.client().await?;
        let mut builder = client.request(request.method.clone(), url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if let Some(proof) = proof {
            builder = builder.header(DPOP, proof);
        }
        if let Some(session) = request.session() {
            let value = Zeroizing::new(format!("DPoP {}", session.token.as_str()));
            let mut value =
                HeaderValue::from_str(&value).map_err(|_| ServiceError::NotRecognised)?;
            value.set_sensitive(true);
            builder = builder.header(AUTHORIZATION, value);
        }
        if let Some(body) = &request.body {
            builder = builder
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_vec());
        }
        Ok(builder)
    }

    fn judge(&self, answer: Answer, request: &Request<'_>) -> Result<Answer, Judgement> {
        if answer.status.is_success() {
            return Ok(answer);
        }
        let by_status = answer.refusal_by_status();
        // A problem that speaks of another status was not written for this answer.
        let problem = answer
            .json::<Problem>()
            .ok()
            .filter(|p| p.kind.status() == answer.status.as_u16());
        let Some(problem) = problem else {
            return Err(by_status.into());
        };
        let tries_left = problem.tries_left;
        let judgement: Judgement = match problem.kind {
            ProblemType::AccountExists => ServiceError::AccountExists.into(),
            ProblemType::AccountFull => ServiceError::AccountFull.into(),
            // What a camera is told that claims a pairing; an owner's computer never does.
            ProblemType::CameraBound
            | ProblemType::PairingClaimed
            | ProblemType::PairingExpired
            | ProblemType::PairingUnknown => ServiceError::Refused.into(),
            ProblemType::ClockSkew => match problem.now {
                Some(now) => {
                    let ahead = self.clock.now().seconds().saturating_sub(now);
                    self.learn_time(now);
                    Judgement::WrongTime { ahead }
                }
                None => ServiceError::Garbled.into(),
            },
            ProblemType::CodeClock => match problem.code_off_seconds {
                Some(ahead) => TwoFactorError::ClockOff { ahead }.into(),
                None => ServiceError::Garbled.into(),
            },
            ProblemType::CodeUsed => TwoFactorError::CodeUsed.into(),
            ProblemType::Conflict => match problem.current {
                Some(current) => Judgement::Final(Refusal::Conflict(Box::new(current))),
                None => ServiceError::Garbled.into(),
            },
            // Nobody's page sends what we send, which is short JSON.
            ProblemType::ContentTooLarge
            | ProblemType::CrossSiteRequest
            | ProblemType::UnsupportedMediaType => ServiceError::Refused.into(),
            ProblemType::EmailChangeOver => Judgement::Final(Refusal::NotUndone(NotUndone::Over)),
            ProblemType::EnrolmentLapsed => TwoFactorError::Lapsed.into(),
            ProblemType::Fault => ServiceError::Faulty.into(),
            ProblemType::FreshProofNeeded => TwoFactorError::FreshProofNeeded.into(),
            ProblemType::InvalidCredential => ServiceError::NotRecognised.into(),
            ProblemType::InvalidRequest => ServiceError::Refused.into(),
            ProblemType::InvitationInvalid => ServiceError::InvitationInvalid.into(),
            ProblemType::InvitationNeeded => ServiceError::InvitationNeeded.into(),
            ProblemType::LinkRequestOver => Judgement::Final(Refusal::NotLinked(NotLinked::Over)),
            ProblemType::MisdirectedRequest => ServiceError::Misdirected.into(),
            // An older service has fewer paths, or takes fewer methods there.
            ProblemType::MethodNotAllowed | ProblemType::NotFound => ServiceError::NotFound.into(),
            // The status of these two carries the time to wait.
            ProblemType::Overloaded => {
                if let ServiceError::Overloaded { retry_after } = by_status {
                    ServiceError::Full { retry_after }.into()
                } else {
                    by_status.into()
                }
            }
            ProblemType::ProofOfWorkNeeded => match problem.work {
                Some(work) => Judgement::Final(Refusal::WorkWanted(work)),
                None => ServiceError::Garbled.into(),
            },
            ProblemType::TooManyRegistrations => {
                if let ServiceError::TooManyTries { retry_after } = by_status {
                    ServiceError::TooManyRegistrations { retry_after }.into()
                } else {
                    by_status.into()
                }
            }
            ProblemType::TooManyTries => by_status.into(),
            ProblemType::RecoveryKeyNotSet => TwoFactorError::RecoveryKeyNotSetUp.into(),
            ProblemType::RecoveryKeySet | ProblemType::WrongRecoveryKey => {
                TwoFactorError::WrongRecoveryKey.into()
            }
            ProblemType::RecoveryWaits => match problem.available_at {
                Some(at) => Judgement::Final(Refusal::RecoveryWaits(at)),
                None => ServiceError::Garbled.into(),
            },
            ProblemType::RegistrationClosed => ServiceError::RegistrationClosed.into(),
            ProblemType::RequestTimeout => ServiceError::TimedOut.into(),
            ProblemType::SecondFactorLocked => TwoFactorError::Locked.into(),
            ProblemType::SecondFactorRequired => match problem.challenge {
                Some(challenge) => Judgement::Final(Refusal::SecondFactorWanted(challenge)),
                None => TwoFactorError::SecondFactorNeeded.into(),
            },
            ProblemType::SessionEnded => {
                match (problem.session_ended, request.session()) {
                    (Some(word), Some(session)) => {
                        let pinned = self.followed.pinned(session);
                        match ended(&word, session, &pinned) {
                            Some(end) => end.into(),
                            None if pinned.lacks_key_of(&word) => Judgement::AnotherKey { word },
                            // Anybody can write a 401; without the service's signature it means nothing.
                            None => ServiceError::Garbled.into(),
                        }
                    }
                    _ => ServiceError::Garbled.into(),
                }
            }
            ProblemType::SignedInSince => {
                Judgement::Final(Refusal::NotUndone(NotUndone::SignedInSince))
            }
            ProblemType::StaleState => Judgement::Final(Refusal::StaleState),
            ProblemType::TwoFactorOff => TwoFactorError::Off.into(),
            ProblemType::WrongCode => TwoFactorError::WrongCode.into(),
            ProblemType::WrongCredentials => ServiceError::WrongCredentials.into(),
            ProblemType::WrongNumber => match tries_left {
                Some(tries_left) => {
                    Judgement::Final(Refusal::NotLinked(NotLinked::WrongNumber { tries_left }))
                }
                None => ServiceError::Garbled.into(),
            },
            ProblemType::WrongRecoveryCode => TwoFactorError::WrongRecoveryCode.into(),
        };
        Err(judgement.with_tries_left(tries_left))
    }

    async fn give_up(&self, judgement: Judgement, request: &Request<'_>) -> Refusal {
        match judgement {
            Judgement::AnotherKey { word } => match request.session() {
                Some(session) => self.ended_by_another_key(&word, session).await.into(),
                None => ServiceError::Garbled.into(),
            },
            Judgement::Final(refusal) => refusal,
            Judgement::WrongTime { ahead } => ServiceError::ClockOff { seconds: ahead }.into(),
        }
    }

    /// Whether the service has rotated its key meanwhile, or a stranger has signed this.
    async fn ended_by_another_key(&self, word: &str, session: &Session) -> ServiceError {
        match self.follow_key(session).await {
            Ok(pinned) => ended(word, session, &pinned).unwrap_or(ServiceError::Garbled),
            Err(why @ (ServiceError::KeyLost | ServiceError::KeyUnvouched)) => why,
            // As long as nobody says what key that is, it means nothing.
            Err(_) => ServiceError::Garbled,
        }
    }
}

fn ended(word: &str, session: &Session, pinned: &Pinned) -> Option<ServiceError> {
    let end = signed_word::session_end(word, session, pinned)?;
    Some(ServiceError::SessionEnded {
        session: session.name(),
        end,
    })
}

/// What an answer that is not a success comes to.
enum Judgement {
    /// The session is said to be over, by a key that is not pinned.
    AnotherKey {
        word: String,
    },
    /// The proof's time was wrong; the right one is known now. How far this computer's clock is ahead.
    WrongTime {
        ahead: i64,
    },
    Final(Refusal),
}

impl Judgement {
    fn with_tries_left(self, tries_left: Option<u32>) -> Self {
        match self {
            Self::Final(Refusal::TwoFactor { error, .. }) => {
                Self::Final(Refusal::TwoFactor { error, tries_left })
            }
            Self::AnotherKey { .. } | Self::Final(_) | Self::WrongTime { .. } => self,
        }
    }
}

impl From<ServiceError> for Judgement {
    fn from(error: ServiceError) -> Self {
        Self::Final(Refusal::Service(error))
    }
}
