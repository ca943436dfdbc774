//! Another e-mail address for an account: the keyed hash by which it is found, the one before for a day, and the word to all
//! computers are one transaction. Neither address is kept.
//!
//! Whoever knows password and factor can make the change, and so may be no owner. A computer that was signed in before puts the
//! address back, with no proof that somebody else could spoil for it.

use porchlight_protocol::email_change::{
    EmailChangeRequest, EmailChangeResponse, EmailUndo, EmailUndoRequest, LONGEST_SEALED_EMAIL,
};
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use uuid::Uuid;

use crate::quotas::EMAIL_CHANGES;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::email_changes::{self, EmailChangeRow, NewEmailChange};
use crate::store::{Ended, StoreError, events, sessions, two_factor};
use crate::two_factor::second_factor::Occasion;

/// Seconds in which it can be undone.
pub const UNDO_FOR: i64 = 24 * 3_600;

impl Service {
    /// The account is found by the new address afterwards, and by no other.
    ///
    /// # Errors
    /// `fresh-proof-needed`, `account-exists`, `too-many-tries`, `invalid-request`; with two-factor on `second-factor-required`, and
    /// as in [`Service::sign_in_second_factor`]
    pub async fn change_email(
        &self,
        session: &Session,
        request: &EmailChangeRequest,
    ) -> Result<EmailChangeResponse, Refusal> {
        let email_index = self.email_index(&request.email)?;
        let sealed = request.sealed_email.as_ref();
        if sealed.is_some_and(|sealed| sealed.0.len() > LONGEST_SEALED_EMAIL) {
            return Err(ProblemType::InvalidRequest.into());
        }
        let (account, now) = (session.account, self.now());
        let mut tx = self.inner.store.begin().await?;
        self.has_not_ended(session).await?;
        let before = email_changes::of(&mut tx, account, now).await?;
        // Done before: its answer was lost. The proof is used up by then.
        if email_changes::email_index(&mut tx, account).await? == email_index {
            let newest = before.iter().find(|change| change.undone_by.is_none());
            return Ok(EmailChangeResponse {
                undo: newest.map(undo_of),
            });
        }
        self.wants_fresh_proof_in(&mut tx, session).await?;
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        if before.len() >= EMAIL_CHANGES {
            let oldest = before.last().map_or(now, |change| change.changed_at);
            let retry_after = u32::try_from(oldest + UNDO_FOR - now).unwrap_or(u32::MAX);
            return Err(Refusal::TooManyTries { retry_after });
        }
        // Who asks for one address after another learns little.
        self.one_more_try(&tries_of(account))?;
        if !email_changes::is_free_for(&mut tx, account, &email_index, now).await? {
            return Err(ProblemType::AccountExists.into());
        }
        let change = NewEmailChange {
            id: Uuid::new_v4(),
            account,
            session: session.id,
            email_index,
            now,
        };
        email_changes::make(&mut tx, &change).await?;
        let undo = EmailUndo {
            change: change.id,
            until: now + UNDO_FOR,
        };
        let by = self.by(session).await?;
        let event = self.email_changed(account, undo, request.sealed_email.clone(), by);
        events::insert(&mut tx, &event).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.tries.succeeded(&tries_of(account));
        self.inner.wakes.written();
        Ok(EmailChangeResponse { undo: Some(undo) })
    }

    /// The address before the change is the account's again. Who made the change is signed out, and who came in since: until the
    /// password is another one they can come in again.
    ///
    /// # Errors
    /// `email-change-over`, `signed-in-since`
    pub async fn undo_email_change(
        &self,
        session: &Session,
        request: &EmailUndoRequest,
    ) -> Result<(), Refusal> {
        let (account, now) = (session.account, self.now());
        let mut tx = self.inner.store.begin().await?;
        self.has_not_ended(session).await?;
        let changes = email_changes::of(&mut tx, account, now).await?;
        let change = changes
            .iter()
            .find(|change| change.id == request.change)
            .ok_or(ProblemType::EmailChangeOver)?;
        match change.undone_by {
            // Done before: its answer was lost.
            Some(by) if by == session.id => return Ok(()),
            Some(_) => return Err(ProblemType::EmailChangeOver.into()),
            None => {}
        }
        if sessions::began_at(&mut tx, session.id).await? > change.changed_at {
            return Err(ProblemType::SignedInSince.into());
        }
        let by = self.by(session).await?;
        let ended = Ended {
            at: now,
            reason: EndReason::RevokedElsewhere,
            by_sealed: by.sealed_name.clone().map(|name| name.0),
        };
        email_changes::undo(&mut tx, (account, session.id), change, &ended).await?;
        events::insert(&mut tx, &self.email_change_undone(account, change.id, by)).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.tell_account(account);
        self.inner.wakes.written();
        Ok(())
    }
}

fn undo_of(change: &EmailChangeRow) -> EmailUndo {
    EmailUndo {
        change: change.id,
        until: change.changed_at + UNDO_FOR,
    }
}

/// What tries at addresses are counted under.
fn tries_of(account: Uuid) -> [u8; 32] {
    let mut key = [0; 32];
    key[16..].copy_from_slice(account.as_bytes());
    key
}
