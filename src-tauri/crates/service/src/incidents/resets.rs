//! Ending sessions: one, those of some accounts, or all of them.

use std::collections::{BTreeMap, BTreeSet};

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::EndReason;
use serde_json::{Value, json};
use uuid::Uuid;

use super::IncidentError;
use super::words::{self, Words, WordsError};
use crate::service::Service;
use crate::store::{Ended, ResetRow, StoreError, endings};

/// What owners are told when they are signed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    reason: Words,
    /// A page with more; https.
    advisory: Option<String>,
}

impl Incident {
    /// # Errors
    /// [`WordsError`]
    pub fn new(
        reason: impl IntoIterator<Item = (String, String)>,
        advisory: Option<&str>,
    ) -> Result<Self, WordsError> {
        Ok(Self {
            reason: Words::new(reason)?,
            advisory: advisory.map(words::advisory).transpose()?,
        })
    }

    /// By language tag (BCP 47).
    pub fn reason(&self) -> &BTreeMap<String, String> {
        self.reason.by_language()
    }
}

/// Whose sessions end: those that meet everything that is set. Nothing set: everybody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    pub accounts: Option<BTreeSet<Uuid>>,
    /// Sessions that began earlier.
    pub signed_in_before: Option<UnixSeconds>,
}

impl Whose {
    fn is_everybody(&self) -> bool {
        self.accounts.is_none() && self.signed_in_before.is_none()
    }
}

impl Service {
    /// Ends every session of everybody. One row is written for it, whether there are ten accounts or ten million, and one for
    /// the audit record.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn reset_everybody(&self, incident: &Incident) -> Result<(), StoreError> {
        let everybody = Whose::default();
        let sessions = self.inner.store.count_sessions(&everybody).await?;
        let row = self.reset_row(incident)?;
        let mut tx = self.inner.store.begin().await?;
        endings::add_reset(&mut tx, &row).await?;
        self.record_reset(tx, &everybody, &row, sessions).await
    }

    /// Ends the sessions of some; how many there were.
    ///
    /// # Errors
    /// [`IncidentError::NoSuchAccount`], [`IncidentError::Store`]
    pub async fn reset_sessions(
        &self,
        whose: &Whose,
        incident: &Incident,
    ) -> Result<u64, IncidentError> {
        let sessions = self.sessions_of(whose).await?;
        if whose.is_everybody() {
            self.reset_everybody(incident).await?;
            return Ok(sessions);
        }
        let row = self.reset_row(incident)?;
        let mut tx = self.inner.store.begin().await?;
        let sessions = endings::add_partial_reset(&mut tx, &row, whose).await?;
        self.record_reset(tx, whose, &row, sessions).await?;
        Ok(sessions)
    }

    /// How many sessions [`Service::reset_sessions`] would end.
    ///
    /// # Errors
    /// [`IncidentError::NoSuchAccount`], [`IncidentError::Store`]
    pub async fn sessions_of(&self, whose: &Whose) -> Result<u64, IncidentError> {
        let store = &self.inner.store;
        if let Some(accounts) = &whose.accounts {
            self.knows_accounts(accounts).await?;
        }
        Ok(store.count_sessions(whose).await?)
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

    pub(crate) fn reset_row(&self, incident: &Incident) -> Result<ResetRow, StoreError> {
        Ok(ResetRow {
            incident: format!("urn:uuid:{}", Uuid::new_v4()),
            at: self.now(),
            reason: serde_json::to_string(incident.reason.by_language())
                .map_err(|_| StoreError::Damaged("reason"))?,
            advisory: incident.advisory.clone(),
        })
    }

    fn whose_for_the_record(&self, whose: &Whose) -> Value {
        if whose.is_everybody() {
            return "everybody".into();
        }
        json!({
            "accounts": whose.accounts.as_ref().map(|all| self.named_in_audit(all)),
            "signed_in_before": whose.signed_in_before,
        })
    }

    async fn record_reset(
        &self,
        tx: crate::store::Tx,
        whose: &Whose,
        row: &ResetRow,
        sessions: u64,
    ) -> Result<(), StoreError> {
        let arguments = json!({
            "incident": row.incident,
            "whose": self.whose_for_the_record(whose),
            "reason": row.reason,
            "advisory": row.advisory,
        });
        self.record(tx, "reset-sessions", arguments, sessions).await
    }
}
