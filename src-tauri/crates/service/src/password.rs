//! Changing the password: the new OPAQUE record, the vault key wrapped under it, and the end of all that the old password was
//! good for are one transaction. The service sees neither password, and how the recovery key wraps the vault key stays.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::LONGEST_WRAPPED_KEY;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{ChangeType, CredentialType, EndReason};
use porchlight_protocol::opaque::{
    Message, RegistrationRequest, RegistrationUpload, ServerRegistration,
};
use porchlight_protocol::password::{
    PasswordFinishRequest, PasswordStartRequest, PasswordStartResponse,
};
use porchlight_protocol::problem::ProblemType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::sign_in::VALID_FOR;
use crate::store::{PasswordMark, StoreError, events, passwords, two_factor};
use crate::two_factor::second_factor::Occasion;

const PLACE: &[u8] = b"porchlight/password-change/1";

#[derive(Serialize, Deserialize)]
struct UnderWay {
    session: Uuid,
    replaces: PasswordMark,
    valid_until: UnixSeconds,
}

impl Service {
    /// Nothing has changed yet.
    ///
    /// # Errors
    /// `fresh-proof-needed`, `invalid-request`
    pub async fn password_start(
        &self,
        session: &Session,
        request: &PasswordStartRequest,
    ) -> Result<PasswordStartResponse, Refusal> {
        self.wants_fresh_proof(session)?;
        let message = RegistrationRequest::exactly(&request.registration_request.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let secrets = &self.inner.secrets;
        let credential = session.account.as_bytes();
        let started = ServerRegistration::start(&secrets.opaque, message, credential)
            .map_err(|_| ProblemType::InvalidRequest)?;
        let under_way = UnderWay {
            session: session.id,
            replaces: self.inner.store.password_of(session.account).await?,
            valid_until: self.now() + VALID_FOR,
        };
        let plain = serde_json::to_vec(&under_way).map_err(|_| ProblemType::InvalidRequest)?;
        Ok(PasswordStartResponse {
            registration_response: Bytes(started.message.serialize().to_vec()),
            state: Bytes(secrets.seal(&plain, PLACE)),
        })
    }

    /// The account opens with the new password afterwards, and with no other.
    ///
    /// # Errors
    /// `fresh-proof-needed`, `stale-state`, `invalid-request`; with two-factor on `second-factor-required`, and as in
    /// [`Service::sign_in_second_factor`]
    pub async fn password_finish(
        &self,
        session: &Session,
        request: &PasswordFinishRequest,
    ) -> Result<(), Refusal> {
        let under_way: UnderWay = self
            .inner
            .secrets
            .unseal(&request.state.0, PLACE)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .filter(|under_way: &UnderWay| under_way.session == session.id)
            .ok_or(ProblemType::StaleState)?;
        let record = RegistrationUpload::exactly(&request.registration_upload.0)
            .map(|upload| ServerRegistration::finish(upload).serialize().to_vec())
            .ok_or(ProblemType::InvalidRequest)?;
        let wrapped = &request.wrapped_vault_key.0;
        if !(1..=LONGEST_WRAPPED_KEY).contains(&wrapped.len()) {
            return Err(ProblemType::InvalidRequest.into());
        }
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        let in_force = passwords::in_force(&mut tx, account).await?;
        // Done before: its answer was lost. The proof is used up by then.
        if in_force == passwords::mark(&record) {
            return Ok(());
        }
        if in_force != under_way.replaces || self.now() > under_way.valid_until {
            return Err(ProblemType::StaleState.into());
        }
        self.wants_fresh_proof_in(&mut tx, session).await?;
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        passwords::change(&mut tx, account, &record, wrapped).await?;
        let by = self.by(session).await?;
        let kind = (CredentialType::Password, ChangeType::Update);
        events::insert(&mut tx, &self.credential_change(account, kind, Some(by))).await?;
        if request.end_other_sessions {
            self.end_others(&mut tx, session, EndReason::PasswordChanged)
                .await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }
}
