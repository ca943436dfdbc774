//! Correcting one security event that was wrong. It is not taken back: the correction is sent beside it.

use porchlight_protocol::event::{Correction, EventToken, Events, Subject};
use serde_json::json;

use super::IncidentError;
use super::words::Words;
use crate::service::Service;
use crate::store::{StoreError, StoredEvent, events};

impl Service {
    /// Tells the owner what is right, on every computer that was told what is wrong.
    ///
    /// # Errors
    /// [`IncidentError::NoSuchEvent`], [`IncidentError::Store`]
    pub async fn correct_event(&self, jti: &str, right: &Words) -> Result<(), IncidentError> {
        let wrong = self.event_to_correct(jti).await?;
        let correction = Correction {
            event_timestamp: self.now(),
            corrects: jti.into(),
            reason_user: right.by_language().clone(),
        };
        let events = Events {
            correction: Some(correction),
            ..Events::default()
        };
        let event = self.event(
            wrong.account,
            Subject::opaque(wrong.account),
            events,
            wrong.about_thumbprint,
        );
        let mut tx = self.inner.store.begin().await?;
        events::insert(&mut tx, &event).await?;
        let arguments = json!({ "event": jti, "right": right.by_language() });
        Ok(self.record(tx, "correct-event", arguments, 1).await?)
    }

    /// # Errors
    /// [`IncidentError::NoSuchEvent`], [`IncidentError::Store`]
    pub async fn event_to_correct(&self, jti: &str) -> Result<StoredEvent, IncidentError> {
        let known = self.inner.store.event(jti).await?;
        known.ok_or_else(|| IncidentError::NoSuchEvent(jti.into()))
    }

    /// What an event said.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn event_claims(&self, event: &StoredEvent) -> Result<EventToken, StoreError> {
        let plain = self
            .inner
            .secrets
            .unseal(&event.sealed_claims, event.jti.as_bytes());
        let claims: Option<EventToken> =
            plain.and_then(|plain| serde_json::from_slice(&plain).ok());
        let claims = claims.ok_or(StoreError::Damaged("security event"))?;
        Ok(EventToken {
            events: claims.events.in_todays_words(),
            ..claims
        })
    }
}
