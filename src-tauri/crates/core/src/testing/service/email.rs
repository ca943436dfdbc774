//! Addresses at the fake: another in the place of one, and the one before again.

use async_trait::async_trait;

use super::{FakeService, Inner, lock};
use crate::ports::email::{
    EmailChange, EmailChangeId, EmailError, EmailService, EmailUndo, NotUndone,
};
use crate::ports::grant::Grant;
use crate::ports::provider::{ServiceError, SessionId};
use crate::ports::two_factor::{TwoFactorError, TwoFactorService};

const A_DAY: i64 = 86_400_000;

/// In their order.
#[derive(Default)]
pub(super) struct Emails(Vec<Change>);

struct Change {
    id: EmailChangeId,
    before: String,
    now: String,
    /// Sessions that may undo it.
    signed_in: Vec<SessionId>,
    undone_by: Option<SessionId>,
}

impl FakeService {
    /// The addresses that an account is found by.
    pub fn emails(&self) -> Vec<String> {
        lock(&self.0.inner).accounts.keys().cloned().collect()
    }
}

impl FakeService {
    /// By a computer that the fake has no session of; it says nothing of it by itself.
    pub fn changes_email_elsewhere(&self, account: &str, to: &str) {
        self.change(|inner| {
            if let Ok(before) = of(inner, account) {
                make(inner, before, to);
            }
        });
    }
}

#[async_trait]
impl EmailService for FakeService {
    async fn change_email(
        &self,
        grant: &Grant,
        change: &EmailChange,
    ) -> Result<Option<EmailUndo>, EmailError> {
        self.prove_password(grant, &change.password).await?;
        let changed = self.of_account(grant, |inner, account| {
            let before = of(inner, account)?;
            if before != change.email {
                inner
                    .two_factors
                    .pass_change(account, change.factor.as_ref())?;
                if inner.accounts.contains_key(&change.email) {
                    return Err(ServiceError::AccountExists.into());
                }
                make(inner, before, &change.email);
            }
            let until = inner.two_factors.later(A_DAY);
            let newest = inner.emails.0.last();
            Ok(newest.map(|change| EmailUndo {
                change: change.id.clone(),
                until,
            }))
        });
        match self.unless_lost(changed.await?) {
            Ok(undo) => Ok(undo),
            Err(TwoFactorError::Service(ServiceError::TimedOut)) => Err(EmailError::Unclear),
            Err(error) => Err(error.into()),
        }
    }

    async fn undo_email_change(
        &self,
        grant: &Grant,
        change: &EmailChangeId,
    ) -> Result<(), NotUndone> {
        self.answer().await?;
        self.check(grant).await?;
        let own = grant.session();
        self.change(|inner| {
            let mut changes = inner.emails.0.iter_mut();
            let found = changes
                .find(|one| one.id == *change)
                .ok_or(NotUndone::Over)?;
            match &found.undone_by {
                Some(by) if by == own => return Ok(()),
                Some(_) => return Err(NotUndone::Over),
                None if !found.signed_in.contains(own) => return Err(NotUndone::SignedInSince),
                None => found.undone_by = Some(own.clone()),
            }
            let (now, before) = (found.now.clone(), found.before.clone());
            rename(inner, &now, &before);
            Ok(())
        })
    }
}

fn of(inner: &Inner, account: &str) -> Result<String, ServiceError> {
    let mut all = inner.accounts.iter();
    let found = all.find(|(_, (_, whose))| whose == account);
    let found = found.map(|(email, _)| email.clone());
    found.ok_or(ServiceError::NotRecognised)
}

fn make(inner: &mut Inner, before: String, to: &str) {
    rename(inner, &before, to);
    let change = Change {
        id: EmailChangeId(format!("change {}", inner.emails.0.len() + 1)),
        before,
        now: to.to_owned(),
        signed_in: inner.sessions.keys().cloned().collect(),
        undone_by: None,
    };
    inner.emails.0.push(change);
}

fn rename(inner: &mut Inner, from: &str, to: &str) {
    if let Some(account) = inner.accounts.remove(from) {
        inner.accounts.insert(to.to_owned(), account);
    }
}
