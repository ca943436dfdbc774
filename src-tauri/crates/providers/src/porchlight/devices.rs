//! The owner's other computers.

use async_trait::async_trait;
use porchlight_core::ports::devices::{DeviceService, SignedInComputer};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{ServiceError, SessionId};
use porchlight_core::time::Timestamp;
use porchlight_protocol::account::open_computer_name;
use porchlight_protocol::service::path;
use porchlight_protocol::session::{SessionList, SessionRecord};
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::requests::Request;
use super::signed_word::plain_name;

#[async_trait]
impl DeviceService for Porchlight {
    async fn computers(&self, grant: &Grant) -> Result<Vec<SignedInComputer>, ServiceError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::GET, path::SESSIONS).of_session(&session);
        let list: SessionList = self.requests.ask(&request).await?;
        Ok(list
            .sessions
            .into_iter()
            .map(|record| opened(&record, &session))
            .collect())
    }

    async fn sign_out_computer(
        &self,
        grant: &Grant,
        other: &SessionId,
    ) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let other: Uuid = other.0.parse().map_err(|_| ServiceError::NotFound)?;
        let path = path::SESSION_BY_ID.replace("{id}", &other.to_string());
        let request = Request::new(Method::DELETE, path).of_session(&session);
        match self
            .requests
            .send(&request)
            .await
            .map_err(ServiceError::from)
        {
            // Over already: that is what the owner wanted.
            Ok(_) | Err(ServiceError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn sign_out_other_computers(&self, grant: &Grant) -> Result<(), ServiceError> {
        let session = Session::open(grant)?;
        let request = Request::new(Method::DELETE, path::SESSIONS).of_session(&session);
        self.requests.send(&request).await?;
        Ok(())
    }
}

fn opened(record: &SessionRecord, session: &Session) -> SignedInComputer {
    let sealed = &record.sealed_computer_name;
    let name = open_computer_name(sealed, &session.vault_key, session.account).ok();
    SignedInComputer {
        session: SessionId(record.id.to_string()),
        name: name.as_deref().map(plain_name),
        since: Timestamp::from_seconds(record.created_at),
        last_used: Timestamp::from_seconds(record.last_used_at),
        this_one: record.current,
    }
}
