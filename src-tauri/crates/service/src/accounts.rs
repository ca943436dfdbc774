//! Making an account. The service learns a keyed hash of the address, never the password.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::{
    LONGEST_WRAPPED_KEY, RegistrationFinishRequest, RegistrationStartRequest,
    RegistrationStartResponse,
};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::opaque::{
    RegistrationRequest, RegistrationUpload, ServerRegistration, normal_email,
};
use porchlight_protocol::problem::ProblemType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::store::{AccountSummary, NewAccount, StoreError};
use crate::two_factor::recovery_key;

/// Seconds from start to finish: the owner writes the recovery key down in between.
const VALID_FOR: i64 = 600;
const PLACE: &[u8] = b"porchlight/registration/1";

#[derive(Serialize, Deserialize)]
struct UnderWay {
    account: Uuid,
    email_index: [u8; 32],
    valid_until: UnixSeconds,
}

impl Service {
    /// # Errors
    /// `invalid-request`
    pub fn registration_start(
        &self,
        request: &RegistrationStartRequest,
    ) -> Result<RegistrationStartResponse, Refusal> {
        let email_index = self.email_index(&request.email)?;
        let message = RegistrationRequest::deserialize(&request.registration_request.0)
            .map_err(|_| ProblemType::InvalidRequest)?;
        let account = Uuid::new_v4();
        let secrets = &self.inner.secrets;
        let started = ServerRegistration::start(&secrets.opaque, message, account.as_bytes())
            .map_err(|_| ProblemType::InvalidRequest)?;
        let under_way = UnderWay {
            account,
            email_index,
            valid_until: self.now() + VALID_FOR,
        };
        let plain = serde_json::to_vec(&under_way).map_err(|_| ProblemType::InvalidRequest)?;
        Ok(RegistrationStartResponse {
            account_id: account,
            registration_response: Bytes(started.message.serialize().to_vec()),
            state: Bytes(secrets.seal(&plain, PLACE)),
        })
    }

    /// # Errors
    /// `account-exists`, `stale-state`, `invalid-request`
    pub async fn registration_finish(
        &self,
        request: RegistrationFinishRequest,
    ) -> Result<(), Refusal> {
        let account = self.account_from(request)?;
        if self.add_account(&account, &[]).await? {
            Ok(())
        } else {
            Err(ProblemType::AccountExists.into())
        }
    }

    /// The account that a registration makes, before it exists.
    pub(crate) fn account_from(
        &self,
        request: RegistrationFinishRequest,
    ) -> Result<NewAccount, Refusal> {
        let under_way: UnderWay = self
            .inner
            .secrets
            .unseal(&request.state.0, PLACE)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(ProblemType::StaleState)?;
        if self.now() > under_way.valid_until {
            return Err(ProblemType::StaleState.into());
        }
        let sound = |wrapped: &Bytes| (1..=LONGEST_WRAPPED_KEY).contains(&wrapped.0.len());
        if !sound(&request.wrapped_vault_key) || !sound(&request.recovery_wrapped_vault_key) {
            return Err(ProblemType::InvalidRequest.into());
        }
        let upload = RegistrationUpload::deserialize(&request.registration_upload.0)
            .map_err(|_| ProblemType::InvalidRequest)?;
        Ok(NewAccount {
            id: under_way.account,
            email_index: under_way.email_index,
            opaque_record: ServerRegistration::finish(upload).serialize().to_vec(),
            wrapped_vault_key: request.wrapped_vault_key.0,
            recovery_wrapped_vault_key: request.recovery_wrapped_vault_key.0,
            recovery_public_key: recovery_key::sound(&request.recovery_public_key)?,
            created_at: self.now(),
        })
    }

    /// For those who run a service, and for tests. `false` when the address has an account already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn add_account(
        &self,
        account: &NewAccount,
        cameras: &[CameraRecord],
    ) -> Result<bool, StoreError> {
        self.inner.store.add_account(account, cameras).await
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn account_of(&self, email: &str) -> Result<Option<Uuid>, StoreError> {
        let index = self.inner.secrets.email_index(email);
        Ok(self.inner.store.account_at(&index).await?.map(|(id, _)| id))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn accounts(&self) -> Result<Vec<AccountSummary>, StoreError> {
        self.inner.store.accounts().await
    }

    /// What looks enough like an address to be hashed.
    pub(crate) fn email_index(&self, email: &str) -> Result<[u8; 32], Refusal> {
        let normal = normal_email(email);
        let sound = normal.len() <= 254
            && normal
                .split_once('@')
                .is_some_and(|(who, at)| !who.is_empty() && !at.is_empty());
        if sound {
            Ok(self.inner.secrets.email_index(&normal))
        } else {
            Err(ProblemType::InvalidRequest.into())
        }
    }
}
