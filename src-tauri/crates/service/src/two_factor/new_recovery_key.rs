//! Another recovery key in the place of the one in force: its public half, the vault key wrapped under it, and the end of all that
//! the old one was good for are one transaction. The service sees neither key.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::LONGEST_WRAPPED_KEY;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{ChangeType, CredentialType};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{
    RecoveryKeyFinishRequest, RecoveryKeyReplaced, RecoveryKeyStartRequest,
    RecoveryKeyStartResponse,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::recovery_key::sound;
use super::second_factor::Occasion;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{RecoveryKeyRow, StoreError, WaysIn, events, recovery_key, two_factor};

const PLACE: &[u8] = b"porchlight/recovery-key-change/1";
/// Seconds in which the owner prints the new key and puts it away. Whoever may not have it began before password, recovery key
/// or two-factor changed, and is refused by that.
const VALID_FOR: i64 = 1_800;

#[derive(Serialize, Deserialize)]
struct UnderWay {
    session: Uuid,
    replaces: WaysIn,
    valid_until: UnixSeconds,
}

impl Service {
    /// Nothing has changed yet.
    ///
    /// # Errors
    /// `fresh-proof-needed`; when two-factor is on `second-factor-required`, and as in [`Service::sign_in_second_factor`]
    pub async fn recovery_key_start(
        &self,
        session: &Session,
        request: &RecoveryKeyStartRequest,
    ) -> Result<RecoveryKeyStartResponse, Refusal> {
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        let under_way = UnderWay {
            session: session.id,
            replaces: recovery_key::ways_in(&mut tx, account).await?,
            valid_until: self.now() + VALID_FOR,
        };
        let plain = serde_json::to_vec(&under_way).map_err(|_| ProblemType::InvalidRequest)?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(RecoveryKeyStartResponse {
            state: Bytes(self.inner.secrets.seal(&plain, PLACE)),
            expires_at: under_way.valid_until,
        })
    }

    /// The new key is in force afterwards, and the old one no longer works.
    ///
    /// # Errors
    /// `stale-state`, `invalid-request`
    pub async fn recovery_key_finish(
        &self,
        session: &Session,
        request: &RecoveryKeyFinishRequest,
    ) -> Result<RecoveryKeyReplaced, Refusal> {
        let under_way: UnderWay = self
            .inner
            .secrets
            .unseal(&request.state.0, PLACE)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .filter(|under_way: &UnderWay| under_way.session == session.id)
            .ok_or(ProblemType::StaleState)?;
        let wrapped_vault_key = request.recovery_wrapped_vault_key.0.clone();
        if !(1..=LONGEST_WRAPPED_KEY).contains(&wrapped_vault_key.len()) {
            return Err(ProblemType::InvalidRequest.into());
        }
        let new = RecoveryKeyRow {
            wrapped_vault_key,
            public_key: Some(sound(&request.recovery_public_key)?),
        };
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        let done = RecoveryKeyReplaced {
            replaced_at: self.now(),
        };
        // Done before: its answer was lost.
        if recovery_key::of(&mut tx, account).await? == new {
            return Ok(done);
        }
        let replaces = recovery_key::ways_in(&mut tx, account).await?;
        if replaces != under_way.replaces || self.now() > under_way.valid_until {
            return Err(ProblemType::StaleState.into());
        }
        recovery_key::replace(&mut tx, account, &new).await?;
        let by = self.by(session).await?;
        let kind = (CredentialType::RecoveryKey, ChangeType::Update);
        events::insert(&mut tx, &self.credential_change(account, kind, Some(by))).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(done)
    }
}
