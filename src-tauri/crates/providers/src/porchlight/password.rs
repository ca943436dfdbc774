//! Changing the password: proved, registered anew, and the vault key wrapped under what the new one gives. An answer that is
//! lost is asked for again: the service does the same change only once.

use async_trait::async_trait;
use porchlight_core::ports::devices::DeviceService;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::password::{
    PasswordChange, PasswordChanged, PasswordError, PasswordService,
};
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::two_factor::{OtherSessions, TwoFactorError, TwoFactorService};
use porchlight_protocol::password::{
    PasswordFinishRequest, PasswordStartRequest, PasswordStartResponse,
};
use porchlight_protocol::service::path;
use reqwest::Method;

use super::Porchlight;
use super::credential::Session;
use super::opaque::Registration;
use super::requests::{Refusal, Request, may_be_done};

#[async_trait]
impl PasswordService for Porchlight {
    async fn change_password(
        &self,
        grant: &Grant,
        change: &PasswordChange,
    ) -> Result<PasswordChanged, PasswordError> {
        match self.prove_password(grant, &change.old).await {
            Ok(()) => {}
            Err(ServiceError::WrongCredentials) => {
                return self.changed_before(grant, change).await;
            }
            Err(error) => return Err(error.into()),
        }
        let session = Session::open(grant)?;
        let (registration, registration_request) = Registration::start(&change.new)?;
        let request = Request::new(Method::POST, path::PASSWORD_START)
            .of_session(&session)
            .json(&PasswordStartRequest {
                registration_request,
            });
        let started: PasswordStartResponse = self.requests.ask(&request).await.map_err(refused)?;
        let (registration_upload, export_key) =
            registration.finish(started.registration_response).await?;
        let wrapped = session.vault_key.wrap(&export_key, session.account);
        let second_factor = match &change.factor {
            Some(factor) => Some(self.factor(grant, factor).await?),
            None => None,
        };
        let request = Request::new(Method::POST, path::PASSWORD_FINISH)
            .of_session(&session)
            .json(&PasswordFinishRequest {
                state: started.state,
                registration_upload,
                wrapped_vault_key: wrapped.into(),
                second_factor,
                end_other_sessions: change.others == OtherSessions::End,
            });
        done_once(|| self.requests.have_done(&request), PasswordError::Unclear).await?;
        Ok(PasswordChanged::Now)
    }
}

impl Porchlight {
    /// The old password is wrong: mistyped, or an earlier try succeeded and nobody heard.
    async fn changed_before(
        &self,
        grant: &Grant,
        change: &PasswordChange,
    ) -> Result<PasswordChanged, PasswordError> {
        self.prove_password(grant, &change.new).await?;
        if change.others == OtherSessions::End {
            self.sign_out_other_computers(grant).await?;
        }
        Ok(PasswordChanged::Before)
    }
}

fn refused(refusal: Refusal) -> PasswordError {
    TwoFactorError::from(refusal).into()
}

/// What the service answers to a change that it makes once, however often it is asked: an answer that is lost is asked for again.
///
/// # Errors
/// `unclear` when that one is lost as well
pub(super) async fn done_once<T, E, A>(ask: impl Fn() -> A, unclear: E) -> Result<T, E>
where
    A: Future<Output = Result<T, Refusal>>,
    E: From<TwoFactorError>,
{
    for _ in 0..2 {
        match ask().await.map_err(TwoFactorError::from) {
            Ok(answer) => return Ok(answer),
            Err(TwoFactorError::Service(error)) if may_be_done(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(unclear)
}
