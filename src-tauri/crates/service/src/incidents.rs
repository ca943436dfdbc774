//! Ending sessions: one, those of an account, or all of them after an incident.

use std::collections::BTreeMap;

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::EndReason;
use url::Url;
use uuid::Uuid;

use crate::service::Service;
use crate::store::{Ended, ResetRow, StoreError};

/// What owners are told when everybody is signed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// By language tag (BCP 47).
    reason: BTreeMap<String, String>,
    /// A page with more; https.
    advisory: Option<String>,
}

/// Owners must be told why, and a link must be safe to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IncidentError {
    #[error("say why: owners read it when they are signed out")]
    NoReason,
    #[error("a reason has at most 1000 characters")]
    ReasonTooLong,
    #[error("the advisory must be an https address, like https://status.example.org/2019-12")]
    AdvisoryNotHttps,
}

impl Incident {
    /// # Errors
    /// [`IncidentError`]
    pub fn new(
        reason: impl IntoIterator<Item = (String, String)>,
        advisory: Option<&str>,
    ) -> Result<Self, IncidentError> {
        let reason: BTreeMap<String, String> = reason
            .into_iter()
            .map(|(language, text)| (language, text.trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        if reason.is_empty() {
            return Err(IncidentError::NoReason);
        }
        if reason.values().any(|text| text.chars().count() > 1_000) {
            return Err(IncidentError::ReasonTooLong);
        }
        let advisory = advisory
            .map(|text| {
                Url::parse(text)
                    .ok()
                    .filter(|url| url.scheme() == "https" && url.has_host())
                    .map(String::from)
                    .ok_or(IncidentError::AdvisoryNotHttps)
            })
            .transpose()?;
        Ok(Self { reason, advisory })
    }
}

impl Service {
    /// Ends every session of everybody. One row is written, whether there are ten accounts or ten million.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn reset_everybody(&self, incident: &Incident) -> Result<(), StoreError> {
        let row = ResetRow {
            incident: format!("urn:uuid:{}", Uuid::new_v4()),
            at: self.now(),
            reason: serde_json::to_string(&incident.reason)
                .map_err(|_| StoreError::Damaged("reason"))?,
            advisory: incident.advisory.clone(),
        };
        self.inner.store.add_reset(&row).await?;
        self.inner.wakes.written();
        Ok(())
    }

    /// Ends one session; `by` is the computer that did it, sealed. `false` when it was over already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn end_session(
        &self,
        session: Uuid,
        reason: EndReason,
        by: Option<Bytes>,
    ) -> Result<bool, StoreError> {
        let ended = Ended {
            at: self.now(),
            reason,
            by_sealed: by.map(|by| by.0),
        };
        let over = self.inner.store.end_session(session, &ended).await?;
        self.inner.wakes.written();
        Ok(over)
    }

    /// Ends all sessions of an account; how many there were.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn end_sessions_of(
        &self,
        account: Uuid,
        reason: EndReason,
        by: Option<Bytes>,
    ) -> Result<usize, StoreError> {
        let sessions = self.inner.store.live_sessions(Some(account)).await?;
        for session in &sessions {
            self.end_session(*session, reason, by.clone()).await?;
        }
        Ok(sessions.len())
    }

    /// Sessions that nobody has ended, of everybody.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn live_sessions(&self) -> Result<Vec<Uuid>, StoreError> {
        self.inner.store.live_sessions(None).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    #[test]
    fn an_incident_needs_a_reason_and_a_safe_link() {
        let text = |text: &str| [("en".to_owned(), text.to_owned())];
        assert!(Incident::new(text("A copy lay open"), Some("https://example.org/a")).is_ok());
        assert_eq!(Incident::new(text(" "), None), Err(IncidentError::NoReason));
        for link in [
            "http://example.org",
            "javascript:alert(1)",
            "https://",
            "nonsense",
        ] {
            let refused = Incident::new(text("A copy lay open"), Some(link));
            assert_eq!(refused, Err(IncidentError::AdvisoryNotHttps), "{link}");
        }
        assert_eq!(
            Incident::new(text(&"a".repeat(1_001)), None),
            Err(IncidentError::ReasonTooLong)
        );
    }
}
