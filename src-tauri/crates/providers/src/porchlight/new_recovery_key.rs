//! A recovery key that is not in force yet: made here, and held in memory while its owner writes it down. An answer that is lost is
//! asked for again: the service puts the same key in force only once.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::recovery::{NewRecoveryKey, NotReplaced};
use porchlight_core::ports::two_factor::TwoFactorError;
use porchlight_core::time::Timestamp;
use porchlight_protocol::recovery_key::{
    RecoveryKey, RecoveryKeyFinishRequest, RecoveryKeyReplaced, RecoveryKeyStartRequest,
    RecoveryKeyStartResponse,
};
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::SecondFactor;
use reqwest::Method;

use super::credential::Session;
use super::password::done_once;
use super::requests::{Request, Requests};

/// The key wipes itself when it is dropped.
pub(super) struct Made {
    requests: Arc<Requests>,
    session: Session,
    key: RecoveryKey,
    expires_at: Timestamp,
    /// Always the same, so that the service knows it again.
    finish: RecoveryKeyFinishRequest,
}

impl Made {
    /// Everything up to the message that puts it in force.
    pub(super) async fn new(
        requests: Arc<Requests>,
        session: Session,
        second_factor: Option<SecondFactor>,
    ) -> Result<Self, TwoFactorError> {
        let request = Request::new(Method::POST, path::RECOVERY_KEY_START)
            .of_session(&session)
            .json(&RecoveryKeyStartRequest { second_factor });
        let started: RecoveryKeyStartResponse = requests.ask(&request).await?;
        let key = RecoveryKey::generate();
        let wrapped = session.vault_key.wrap_for_recovery(&key, session.account);
        let finish = RecoveryKeyFinishRequest {
            state: started.state,
            recovery_wrapped_vault_key: wrapped.into(),
            recovery_public_key: key.public_key(),
        };
        Ok(Self {
            requests,
            session,
            key,
            expires_at: Timestamp::from_seconds(started.expires_at),
            finish,
        })
    }
}

#[async_trait]
impl NewRecoveryKey for Made {
    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    fn groups(&self) -> Vec<String> {
        self.key.groups()
    }

    fn confirms(&self, index: usize, typed: &str) -> bool {
        self.key.group_is(index, typed)
    }

    async fn take_over(&self) -> Result<Timestamp, NotReplaced> {
        let request = Request::new(Method::POST, path::RECOVERY_KEY_FINISH)
            .of_session(&self.session)
            .json(&self.finish);
        let done: RecoveryKeyReplaced =
            done_once(|| self.requests.ask(&request), NotReplaced::Unclear).await?;
        Ok(Timestamp::from_seconds(done.replaced_at))
    }
}
