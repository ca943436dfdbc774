//! Proving the password again before something that a borrowed computer must not do (RFC 9470): OPAQUE once more, for
//! the account of the session.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::{SignInFinishRequest, SignInStartResponse};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::{CredentialFinalization, CredentialRequest, Message};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::{FRESH_FOR, ProofStartRequest};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::sign_in::{self, VALID_FOR};
use crate::store::{Proved, Proving, Tx, sessions};

const PLACE: &[u8] = b"porchlight/session-proof/1";

#[derive(Serialize, Deserialize)]
struct UnderWay {
    id: Uuid,
    session: Uuid,
    password: Bytes,
    opaque: Bytes,
    valid_until: UnixSeconds,
}

impl Service {
    /// # Errors
    /// `invalid-request`, `too-many-tries`
    pub async fn proof_start(
        &self,
        session: &Session,
        request: &ProofStartRequest,
    ) -> Result<SignInStartResponse, Refusal> {
        let message = CredentialRequest::exactly(&request.credential_request.0)
            .ok_or(ProblemType::InvalidRequest)?;
        // Counted for itself: strangers who try the address do not keep its owner from this.
        self.one_more_try(&tries_of(session))?;
        let record = self.inner.store.opaque_record_of(session.account).await?;
        let asked = self.ask_password(session.account, &record, message)?;
        let under_way = UnderWay {
            id: Uuid::new_v4(),
            session: session.id,
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

    /// The session's proof is fresh afterwards.
    ///
    /// # Errors
    /// `wrong-credentials`, `stale-state`, `invalid-request`
    pub async fn proof_finish(
        &self,
        session: &Session,
        request: &SignInFinishRequest,
    ) -> Result<(), Refusal> {
        let message = CredentialFinalization::exactly(&request.credential_finalization.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let under_way: UnderWay = self
            .inner
            .secrets
            .unseal(&request.state.0, PLACE)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .filter(|under_way: &UnderWay| under_way.session == session.id)
            .ok_or(ProblemType::StaleState)?;
        let now = self.now();
        if now > under_way.valid_until {
            return Err(ProblemType::StaleState.into());
        }
        sign_in::finish(&under_way.opaque.0, message)?;
        self.inner.tries.succeeded(&tries_of(session));
        let proof = Proved {
            account: session.account,
            session: session.id,
            password: under_way.password.0,
            proof: self.inner.secrets.given_proof_index(under_way.id),
            valid_until: under_way.valid_until,
            now,
        };
        match self.inner.store.session_proved(&proof).await? {
            Proving::Done => Ok(()),
            Proving::DoneBefore => Err(ProblemType::StaleState.into()),
            Proving::PasswordChanged => Err(ProblemType::WrongCredentials.into()),
        }
    }

    /// # Errors
    /// `fresh-proof-needed` unless the password was right in this session at most five minutes ago
    pub(crate) fn wants_fresh_proof(&self, session: &Session) -> Result<(), Refusal> {
        let fresh = session
            .proved_at
            .is_some_and(|at| (0..=FRESH_FOR).contains(&(self.now() - at)));
        if fresh {
            Ok(())
        } else {
            Err(ProblemType::FreshProofNeeded.into())
        }
    }

    /// The same in the transaction of the change: a request that was let in may have waited, and the password be another one by now.
    ///
    /// # Errors
    /// `fresh-proof-needed`; `overloaded` when the session is over
    pub(crate) async fn wants_fresh_proof_in(
        &self,
        tx: &mut Tx,
        session: &Session,
    ) -> Result<(), Refusal> {
        self.has_not_ended(session).await?;
        let proved_at = sessions::proved_at(tx, session.id).await?;
        self.wants_fresh_proof(&Session {
            proved_at,
            ..session.clone()
        })
    }
}

/// What tries of a session are counted under.
fn tries_of(session: &Session) -> [u8; 32] {
    let mut key = [0; 32];
    key[..16].copy_from_slice(session.id.as_bytes());
    key
}
