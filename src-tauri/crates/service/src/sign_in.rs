//! Signing in by OPAQUE (RFC 9807). Who asks for an address without an account gets an answer that looks,
//! weighs and ends like any other (§10.9).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use opaque_ke::ServerLoginParameters;
use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::{
    SignInFinishRequest, SignInFinishResponse, SignInStartRequest, SignInStartResponse,
};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::{
    CredentialFinalization, CredentialRequest, ServerLogin, ServerRegistration,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::Challenge;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::ABSOLUTE_LIFE;
use crate::store::{Begun, NewSession, StoreError, passwords};
use crate::two_factor::second_factor::CHALLENGE_VALID_FOR;

/// Seconds from start to finish: one slow hash on the owner's computer.
pub(crate) const VALID_FOR: i64 = 120;
const PLACE: &[u8] = b"porchlight/sign-in/1";

/// A sign-in between start and finish. It travels sealed, so that the service keeps nothing for those who
/// never come back, and any instance can finish it.
#[derive(Serialize, Deserialize)]
struct UnderWay {
    /// The session that it will become: a second finish finds it there.
    session: Uuid,
    /// Nil when there is no such account.
    account: Uuid,
    email_index: Bytes,
    /// Of the password that was asked for.
    password: Bytes,
    opaque: Bytes,
    valid_until: UnixSeconds,
}

/// What the service answers to the first message of OPAQUE, and has to remember.
pub(crate) struct PasswordAsked {
    pub(crate) message: Bytes,
    pub(crate) state: Bytes,
    pub(crate) account: Option<Uuid>,
    pub(crate) password: Bytes,
}

impl Service {
    /// # Errors
    /// `invalid-request`, `too-many-tries`
    pub async fn sign_in_start(
        &self,
        request: &SignInStartRequest,
    ) -> Result<SignInStartResponse, Refusal> {
        let email_index = self.email_index(&request.email)?;
        let message = CredentialRequest::deserialize(&request.credential_request.0)
            .map_err(|_| ProblemType::InvalidRequest)?;
        self.inner.tries.one_more(&email_index, self.now())?;
        let asked = self.challenge(&email_index, message).await?;
        let under_way = UnderWay {
            session: Uuid::new_v4(),
            account: asked.account.unwrap_or(Uuid::nil()),
            email_index: Bytes(email_index.to_vec()),
            password: asked.password,
            opaque: asked.state,
            valid_until: self.now() + VALID_FOR,
        };
        let plain = serde_json::to_vec(&under_way).map_err(|_| ProblemType::InvalidRequest)?;
        Ok(SignInStartResponse {
            credential_response: asked.message,
            state: Bytes(self.inner.secrets.seal(&plain, PLACE)),
        })
    }

    /// The service's half of OPAQUE.
    pub(crate) async fn challenge(
        &self,
        email_index: &[u8; 32],
        message: CredentialRequest,
    ) -> Result<PasswordAsked, Refusal> {
        let secrets = &self.inner.secrets;
        let fake = secrets.fake_credential(email_index);
        let (account, record) = self.inner.store.account_at(email_index).await?.unzip();
        // Without an account, any mark: it is sealed, and as long as another.
        let password = passwords::mark(record.as_deref().unwrap_or(fake.as_bytes()));
        let record = record
            .map(|record| ServerRegistration::deserialize(&record))
            .transpose()
            .map_err(|_| StoreError::Damaged("OPAQUE record"))?;
        let credential = account.unwrap_or(fake);
        let started = ServerLogin::start(
            &mut OsRng,
            &secrets.opaque,
            record,
            message,
            credential.as_bytes(),
            ServerLoginParameters::default(),
        )
        .map_err(|_| ProblemType::InvalidRequest)?;
        Ok(PasswordAsked {
            message: Bytes(started.message.serialize().to_vec()),
            state: Bytes(started.state.serialize().to_vec()),
            account,
            password: Bytes(password.to_vec()),
        })
    }

    /// `thumbprint` is of the device key that made the proof of this request.
    ///
    /// # Errors
    /// `wrong-credentials`, `stale-state`, `invalid-request`; `second-factor-required` once the password was right
    pub async fn sign_in_finish(
        &self,
        request: SignInFinishRequest,
        thumbprint: &str,
    ) -> Result<SignInFinishResponse, Refusal> {
        let message = CredentialFinalization::deserialize(&request.credential_finalization.0)
            .map_err(|_| ProblemType::InvalidRequest)?;
        let under_way: UnderWay = self
            .inner
            .secrets
            .unseal(&request.state.0, PLACE)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(ProblemType::StaleState)?;
        let now = self.now();
        if now > under_way.valid_until || !self.inner.spent.spend(under_way.session, now) {
            return Err(ProblemType::StaleState.into());
        }
        finish(&under_way.opaque.0, message)?;
        if under_way.account.is_nil() {
            return Err(ProblemType::WrongCredentials.into());
        }
        if let Ok(index) = under_way.email_index.0.as_slice().try_into() {
            self.inner.tries.succeeded(index);
        }
        self.begin_session(&under_way, thumbprint, now).await
    }

    async fn begin_session(
        &self,
        under_way: &UnderWay,
        thumbprint: &str,
        now: UnixSeconds,
    ) -> Result<SignInFinishResponse, Refusal> {
        let (token, token_index) = self.new_token();
        let session = NewSession {
            id: under_way.session,
            account: under_way.account,
            token_index,
            thumbprint: thumbprint.into(),
            proved_at: now,
            now,
        };
        let about = Some(thumbprint.to_owned());
        let event = self.session_established(session.account, session.id, None, about, &["pwd"]);
        // Before the session exists: whoever is told of one can use it.
        let answer = self.signed_in(&session, token).await?;
        let begun = self
            .inner
            .store
            .begin_session(&session, &event, &under_way.password.0)
            .await?;
        match begun {
            Begun::PasswordChanged => Err(ProblemType::WrongCredentials.into()),
            Begun::Before => Err(ProblemType::StaleState.into()),
            Begun::Now => {
                self.inner.wakes.written();
                Ok(answer)
            }
            Begun::SecondFactorAwaited => Err(Refusal::SecondFactorRequired {
                challenge: Challenge {
                    id: session.id,
                    expires_at: now + CHALLENGE_VALID_FOR,
                },
            }),
        }
    }

    /// 256 random bits, and what the database knows of them.
    pub(crate) fn new_token(&self) -> (String, [u8; 32]) {
        let mut token = [0; 32];
        OsRng.fill_bytes(&mut token);
        let token = Bytes::encode(&token);
        let index = self.inner.secrets.token_index(&token);
        (token, index)
    }

    /// What the owner's computer is told about its session.
    pub(crate) async fn signed_in(
        &self,
        session: &NewSession,
        token: String,
    ) -> Result<SignInFinishResponse, Refusal> {
        let wrapped = self.inner.store.wrapped_vault_key(session.account).await?;
        let wrapped = wrapped.ok_or(ProblemType::StaleState)?;
        Ok(SignInFinishResponse {
            account_id: session.account,
            session_id: session.id,
            session_token: token,
            absolute_expiry: session.now + ABSOLUTE_LIFE,
            wrapped_vault_key: wrapped.into(),
            recovery_codes_left: None,
            service: self.document(),
        })
    }
}

/// Checks the last message of OPAQUE.
///
/// # Errors
/// `wrong-credentials`
pub(crate) fn finish(state: &[u8], message: CredentialFinalization) -> Result<(), Refusal> {
    ServerLogin::deserialize(state)
        .and_then(|state| state.finish(message, ServerLoginParameters::default()))
        .map(drop)
        .map_err(|_| ProblemType::WrongCredentials.into())
}

/// Finished sign-ins, good and bad: each counts once. The good ones are also held by the database.
#[derive(Debug, Default)]
pub(crate) struct SpentStates(Mutex<HashMap<Uuid, UnixSeconds>>);

impl SpentStates {
    /// `false` when it was spent before.
    pub(crate) fn spend(&self, session: Uuid, now: UnixSeconds) -> bool {
        let mut spent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() > 10_000 {
            spent.retain(|_, at| now - *at <= VALID_FOR);
        }
        spent.insert(session, now).is_none()
    }
}
