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
use rand::RngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::ABSOLUTE_LIFE;
use crate::store::{NewSession, StoreError};

/// Seconds from start to finish: one slow hash on the owner's computer.
const VALID_FOR: i64 = 120;
const PLACE: &[u8] = b"porchlight/sign-in/1";
const LONGEST_COMPUTER_NAME: usize = 1_024;

/// A sign-in between start and finish. It travels sealed, so that the service keeps nothing for those who
/// never come back, and any instance can finish it.
#[derive(Serialize, Deserialize)]
struct UnderWay {
    /// The session that it will become: a second finish finds it there.
    session: Uuid,
    /// Nil when there is no such account.
    account: Uuid,
    email_index: Bytes,
    opaque: Bytes,
    valid_until: UnixSeconds,
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
        let (response, opaque, account) = self.challenge(&email_index, message).await?;
        let under_way = UnderWay {
            session: Uuid::new_v4(),
            account: account.unwrap_or(Uuid::nil()),
            email_index: Bytes(email_index.to_vec()),
            opaque: Bytes(opaque),
            valid_until: self.now() + VALID_FOR,
        };
        let plain = serde_json::to_vec(&under_way).map_err(|_| ProblemType::InvalidRequest)?;
        Ok(SignInStartResponse {
            credential_response: Bytes(response),
            state: Bytes(self.inner.secrets.seal(&plain, PLACE)),
        })
    }

    /// The service's half of OPAQUE: answer, state, and the account if there is one.
    pub(crate) async fn challenge(
        &self,
        email_index: &[u8; 32],
        message: CredentialRequest,
    ) -> Result<(Vec<u8>, Vec<u8>, Option<Uuid>), Refusal> {
        let secrets = &self.inner.secrets;
        let fake = secrets.fake_credential(email_index);
        let (account, record) = self.inner.store.account_at(email_index).await?.unzip();
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
        let state = started.state.serialize().to_vec();
        Ok((started.message.serialize().to_vec(), state, account))
    }

    /// `thumbprint` is of the device key that made the proof of this request.
    ///
    /// # Errors
    /// `wrong-credentials`, `stale-state`, `invalid-request`
    pub async fn sign_in_finish(
        &self,
        request: SignInFinishRequest,
        thumbprint: &str,
    ) -> Result<SignInFinishResponse, Refusal> {
        if request.sealed_computer_name.0.len() > LONGEST_COMPUTER_NAME {
            return Err(ProblemType::InvalidRequest.into());
        }
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
        let finished = ServerLogin::deserialize(&under_way.opaque.0)
            .and_then(|state| state.finish(message, ServerLoginParameters::default()));
        if finished.is_err() || under_way.account.is_nil() {
            return Err(ProblemType::WrongCredentials.into());
        }
        if let Ok(index) = under_way.email_index.0.as_slice().try_into() {
            self.inner.tries.succeeded(index);
        }
        self.begin_session(under_way, request.sealed_computer_name.0, thumbprint, now)
            .await
    }

    async fn begin_session(
        &self,
        under_way: UnderWay,
        sealed_computer_name: Vec<u8>,
        thumbprint: &str,
        now: UnixSeconds,
    ) -> Result<SignInFinishResponse, Refusal> {
        let inner = &self.inner;
        let wrapped = inner.store.wrapped_vault_key(under_way.account).await?;
        let wrapped = wrapped.ok_or(ProblemType::StaleState)?;
        let mut token = [0; 32];
        OsRng.fill_bytes(&mut token);
        let token = Bytes::encode(&token);
        let session = NewSession {
            id: under_way.session,
            account: under_way.account,
            token_index: inner.secrets.token_index(&token),
            thumbprint: thumbprint.into(),
            sealed_computer_name,
            now,
        };
        let event =
            self.session_established(session.account, session.id, None, Some(thumbprint.into()));
        if !inner.store.begin_session(&session, &event).await? {
            return Err(ProblemType::StaleState.into());
        }
        inner.wakes.written();
        Ok(SignInFinishResponse {
            account_id: session.account,
            session_id: session.id,
            session_token: token,
            absolute_expiry: now + ABSOLUTE_LIFE,
            wrapped_vault_key: wrapped.into(),
            service: self.document(),
        })
    }
}

/// Finished sign-ins, good and bad: each counts once. The good ones are also held by the database.
#[derive(Debug, Default)]
pub(crate) struct SpentStates(Mutex<HashMap<Uuid, UnixSeconds>>);

impl SpentStates {
    /// `false` when it was spent before.
    fn spend(&self, session: Uuid, now: UnixSeconds) -> bool {
        let mut spent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() > 10_000 {
            spent.retain(|_, at| now - *at <= VALID_FOR);
        }
        spent.insert(session, now).is_none()
    }
}
