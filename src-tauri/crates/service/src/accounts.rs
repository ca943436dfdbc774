//! Making an account. The service learns a keyed hash of the address, never the password.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::{
    LONGEST_WRAPPED_KEY, RegistrationFinishRequest, RegistrationStartRequest,
    RegistrationStartResponse,
};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::email::Email;
use porchlight_protocol::opaque::{
    Message, RegistrationRequest, RegistrationUpload, ServerRegistration,
};
use porchlight_protocol::problem::ProblemType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::connections::Source;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::store::{AccountSummary, Added, NewAccount, StoreError};
use crate::two_factor::recovery_key;

/// Seconds from start to finish: the owner writes the recovery key down in between.
const VALID_FOR: i64 = 600;
const PLACE: &[u8] = b"porchlight/registration/1";

#[derive(Serialize, Deserialize)]
struct UnderWay {
    account: Uuid,
    email_index: [u8; 32],
    /// What it was begun with, if the service asks for that.
    invitation: Option<[u8; 32]>,
    valid_until: UnixSeconds,
}

impl Service {
    /// # Errors
    /// `invalid-request`; `registration-closed`, `too-many-registrations`, `invitation-needed`, `invitation-invalid`
    pub(crate) async fn registration_start(
        &self,
        request: &RegistrationStartRequest,
        source: Source,
    ) -> Result<RegistrationStartResponse, Refusal> {
        let invitation = request.invitation.as_deref();
        let invitation = self.may_register(invitation, source).await?;
        self.begin_registration(request, invitation)
    }

    /// For whoever may.
    pub(crate) fn begin_registration(
        &self,
        request: &RegistrationStartRequest,
        invitation: Option<[u8; 32]>,
    ) -> Result<RegistrationStartResponse, Refusal> {
        let email_index = self.email_index(&request.email)?;
        let message = RegistrationRequest::exactly(&request.registration_request.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let account = Uuid::new_v4();
        let secrets = &self.inner.secrets;
        let started = ServerRegistration::start(&secrets.opaque, message, account.as_bytes())
            .map_err(|_| ProblemType::InvalidRequest)?;
        let under_way = UnderWay {
            account,
            email_index,
            invitation,
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
    /// `account-exists`, `stale-state`, `invalid-request`; `registration-closed`, `invitation-needed`, `invitation-invalid`
    pub async fn registration_finish(
        &self,
        request: RegistrationFinishRequest,
    ) -> Result<(), Refusal> {
        let (account, invitation) = self.account_from(request)?;
        self.may_finish_registering(invitation.is_some())?;
        let added = match invitation {
            Some(invitation) => self.inner.store.add_invited(&account, &invitation).await?,
            None if self.add_account(&account, &[]).await? => Added::Now,
            None => Added::Known,
        };
        match added {
            Added::Now => Ok(()),
            Added::Known => Err(ProblemType::AccountExists.into()),
            Added::NotInvited => Err(ProblemType::InvitationInvalid.into()),
        }
    }

    /// The account that a registration makes, before it exists, and the invitation that it costs.
    pub(crate) fn account_from(
        &self,
        request: RegistrationFinishRequest,
    ) -> Result<(NewAccount, Option<[u8; 32]>), Refusal> {
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
        let upload = RegistrationUpload::exactly(&request.registration_upload.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let account = NewAccount {
            id: under_way.account,
            email_index: under_way.email_index,
            opaque_record: ServerRegistration::finish(upload).serialize().to_vec(),
            wrapped_vault_key: request.wrapped_vault_key.0,
            recovery_wrapped_vault_key: request.recovery_wrapped_vault_key.0,
            recovery_public_key: recovery_key::sound(&request.recovery_public_key)?,
            created_at: self.now(),
        };
        Ok((account, under_way.invitation))
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
        let Some(email) = Email::parse(email) else {
            return Ok(None);
        };
        let index = self.inner.secrets.email_index(&email);
        Ok(self.inner.store.account_at(&index).await?.map(|(id, _)| id))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn accounts(&self) -> Result<Vec<AccountSummary>, StoreError> {
        self.inner.store.accounts().await
    }

    /// What the database knows of an address.
    pub(crate) fn email_index(&self, email: &str) -> Result<[u8; 32], Refusal> {
        let email = Email::parse(email).ok_or(ProblemType::InvalidRequest)?;
        Ok(self.inner.secrets.email_index(&email))
    }
}
