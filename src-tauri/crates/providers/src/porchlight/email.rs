//! Another e-mail address: the password is proved, and the service told. The address travels to the owner's other computers sealed.
//! An answer that is lost is asked for again: the service does the same change only once.

use async_trait::async_trait;
use porchlight_core::ports::email::{
    EmailChange, EmailChangeId, EmailError, EmailService, EmailUndo, NotUndone,
};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::two_factor::TwoFactorService;
use porchlight_core::time::Timestamp;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::email::Email;
use porchlight_protocol::email_change::{self as wire, open_email, seal_email};
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::password::done_once;
use super::requests::{Request, may_be_done};

#[async_trait]
impl EmailService for Porchlight {
    async fn change_email(
        &self,
        grant: &Grant,
        change: &EmailChange,
    ) -> Result<Option<EmailUndo>, EmailError> {
        let email = Email::parse(&change.email).ok_or(ServiceError::EmailInvalid)?;
        self.prove_password(grant, &change.password).await?;
        let session = Session::open(grant)?;
        let second_factor = match &change.factor {
            Some(factor) => Some(self.factor(grant, factor).await?),
            None => None,
        };
        let request = Request::new(Method::PUT, path::ACCOUNT_EMAIL)
            .of_session(&session)
            .json(&wire::EmailChangeRequest {
                email: email.as_str().into(),
                sealed_email: Some(seal_email(&email, &session.vault_key, session.account)),
                second_factor,
            });
        let changed: wire::EmailChangeResponse =
            done_once(|| self.requests.ask(&request), EmailError::Unclear).await?;
        Ok(changed.undo.map(undo))
    }

    async fn undo_email_change(
        &self,
        grant: &Grant,
        change: &EmailChangeId,
    ) -> Result<(), NotUndone> {
        let session = Session::open(grant)?;
        let change = Uuid::parse_str(&change.0).map_err(|_| NotUndone::Over)?;
        let request = Request::new(Method::POST, path::ACCOUNT_EMAIL_UNDO)
            .of_session(&session)
            .json(&wire::EmailUndoRequest { change });
        match self.requests.have_done(&request).await.map_err(Into::into) {
            // The same again tells.
            Err(NotUndone::Service(error)) if may_be_done(&error) => {
                Ok(self.requests.have_done(&request).await?)
            }
            done => done,
        }
    }
}

pub(super) fn undo(undo: wire::EmailUndo) -> EmailUndo {
    EmailUndo {
        change: change(undo.change),
        until: Timestamp::from_seconds(undo.until),
    }
}

pub(super) fn change(id: Uuid) -> EmailChangeId {
    EmailChangeId(id.to_string())
}

/// What another computer of the owner says. `None`: it did not say it, or nothing that is an address.
pub(super) fn heard(sealed: Option<&Bytes>, session: &Session) -> Option<String> {
    let email = open_email(sealed?, &session.vault_key, session.account).ok()?;
    Some(email.as_str().to_owned())
}
