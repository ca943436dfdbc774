//! The computers of an account: what they are called, and ending the session of one from another.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::session::{ComputerName, SessionRecord};
use uuid::Uuid;

use crate::quotas::LONGEST_COMPUTER_NAME;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::{Session, is_over};
use crate::store::{Ended, StoreError, Tx, endings};

impl Service {
    /// What the computer of a session is called, sealed: other computers of the account can read it.
    ///
    /// # Errors
    /// `invalid-request` when it is too long, `overloaded` when the store does not answer
    pub async fn name_computer(
        &self,
        session: &Session,
        name: &ComputerName,
    ) -> Result<(), Refusal> {
        let sealed = &name.sealed_computer_name.0;
        if sealed.len() > LONGEST_COMPUTER_NAME {
            return Err(ProblemType::InvalidRequest.into());
        }
        Ok(self.inner.store.name_computer(session.id, sealed).await?)
    }

    /// The sessions of the caller's account that are not over.
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn sessions(&self, session: &Session) -> Result<Vec<SessionRecord>, Refusal> {
        self.computers_of(session.account, Some(session.id)).await
    }

    pub(crate) async fn computers_of(
        &self,
        account: Uuid,
        current: Option<Uuid>,
    ) -> Result<Vec<SessionRecord>, Refusal> {
        let now = self.now();
        let rows = self.inner.store.sessions_of(account).await?;
        let good = rows.into_iter().filter(|row| !is_over(row, now));
        Ok(good
            .map(|row| SessionRecord {
                id: row.id,
                sealed_computer_name: row.sealed_computer_name.into(),
                created_at: row.created_at,
                last_used_at: row.last_used_at,
                current: Some(row.id) == current,
            })
            .collect())
    }

    /// Ends every session of the caller's account but the caller's own, in one write: none is left half way. The other
    /// computers are told which one did it. Succeeds as well when there is no other.
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn end_other_sessions(&self, session: &Session) -> Result<(), Refusal> {
        let mut tx = self.inner.store.begin().await?;
        self.end_others(&mut tx, session, EndReason::RevokedElsewhere)
            .await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    /// The account's other computers are told which one did it.
    pub(crate) async fn end_others(
        &self,
        tx: &mut Tx,
        session: &Session,
        reason: EndReason,
    ) -> Result<(), Refusal> {
        let ended = Ended {
            at: self.now(),
            reason,
            by_sealed: self.name_of(session).await?.map(|name| name.0),
        };
        Ok(endings::end_others(tx, session.account, &[session.id], &ended).await?)
    }

    /// Ends a session of the caller's account; the other computer is told which one did it. One's own: signs out.
    ///
    /// # Errors
    /// `not-found` when the account has no such session, or it is over; `overloaded`
    pub async fn end_session_from(&self, session: &Session, other: Uuid) -> Result<(), Refusal> {
        if other == session.id {
            return self.sign_out(session).await;
        }
        let store = &self.inner.store;
        let ends = store
            .session(other)
            .await?
            .is_some_and(|row| row.account == session.account && !is_over(&row, self.now()));
        if !ends {
            return Err(ProblemType::NotFound.into());
        }
        let by = self.name_of(session).await?;
        if self
            .end_session(other, EndReason::RevokedElsewhere, by)
            .await?
        {
            Ok(())
        } else {
            Err(ProblemType::NotFound.into())
        }
    }
    /// What its computer is called, sealed, if it has said so.
    pub(crate) async fn name_of(&self, session: &Session) -> Result<Option<Bytes>, Refusal> {
        let row = self.inner.store.session(session.id).await?;
        Ok(row
            .map(|row| row.sealed_computer_name)
            .filter(|name| !name.is_empty())
            .map(Bytes::from))
    }
}
