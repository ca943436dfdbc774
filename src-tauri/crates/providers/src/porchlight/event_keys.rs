//! Going along when the service rotates the key that signs its events: only where a pinned key vouches for the next one.

use std::sync::{Mutex, PoisonError};

use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::ServiceError;
use porchlight_protocol::event::TYP;
use porchlight_protocol::event_key::{EventKeyHistory, NotFollowed};
use porchlight_protocol::jws;
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::credential::{Pinned, Session};
use super::requests::{Request, Requests};

/// What a session's pinned key has led to, until the keychain has it.
#[derive(Default)]
pub(super) struct Followed(Mutex<Option<(Uuid, Pinned)>>);

impl Followed {
    /// What counts for the session now.
    pub(super) fn pinned(&self, session: &Session) -> Pinned {
        self.newer(session)
            .unwrap_or_else(|| session.pinned.clone())
    }

    fn newer(&self, session: &Session) -> Option<Pinned> {
        let followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        followed
            .as_ref()
            .filter(|(of, _)| *of == session.id)
            .map(|(_, pinned)| pinned.clone())
    }

    fn remember(&self, session: &Session, pinned: &Pinned) {
        let mut followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *followed = Some((session.id, pinned.clone()));
    }
}

impl Requests {
    /// Asks by which words the service came to its key, and goes along.
    ///
    /// # Errors
    /// [`ServiceError::KeyLost`], [`ServiceError::KeyUnvouched`]: the key stays pinned that was; and whatever keeps from asking
    pub(super) async fn follow_key(&self, session: &Session) -> Result<Pinned, ServiceError> {
        let before = self.followed.pinned(session);
        let request = Request::new(Method::GET, path::EVENT_KEYS);
        let answer = self.send_once(&request).await?;
        if !answer.status.is_success() {
            return Err(answer.refusal_by_status());
        }
        let history: EventKeyHistory = answer.json()?;
        let now = self.service_time();
        let key = history
            .follow(&before.issuer(), &before.event_keys, now)
            .map_err(|why| match why {
                NotFollowed::Lost => ServiceError::KeyLost,
                NotFollowed::Unvouched => ServiceError::KeyUnvouched,
            })?;
        let pinned = Pinned {
            event_keys: vec![key],
            ..before
        };
        self.followed.remember(session, &pinned);
        Ok(pinned)
    }
}

impl Session {
    /// The keychain pins these as well. Where it does not take them, the ones before lead here once more.
    pub(super) async fn pin(grant: &Grant, pinned: Pinned) {
        let mut guard = grant.lock().await;
        let Ok(kept) = Self::open(grant) else {
            return;
        };
        let next = Self { pinned, ..kept }.seal().secret;
        if let Err(error) = guard.replace(next).await {
            tracing::warn!(%error, "the service's newer key is not in the keychain");
        }
    }
}

impl Pinned {
    /// Whether this names a pinned key by its thumbprint (RFC 7638).
    pub(super) fn knows(&self, thumbprint: &str) -> bool {
        self.event_keys
            .iter()
            .any(|key| key.thumbprint() == thumbprint)
    }

    /// Whether the token says that a key signed it that is not pinned.
    pub(super) fn lacks_key_of(&self, token: &str) -> bool {
        jws::header(token, TYP)
            .ok()
            .and_then(|header| header.kid)
            .is_some_and(|kid| !self.knows(&kid))
    }
}
