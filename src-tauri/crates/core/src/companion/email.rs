//! Another e-mail address for the account, what is heard of that from other computers, and the address before in its place again.
//!
//! The service cannot say the address: it knows a keyed hash. The owner's other computers say it, sealed, and may not have.

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Report, Request};
use super::sign_in::check_email;
use super::state::{Connection, State};
use super::two_factor::Proof;
use crate::email_changes::{EmailChangeHeard, EmailChanges};
use crate::error::{Failure, FailureCode};
use crate::ports::email::{EmailChange, EmailChangeId, EmailError, EmailUndo, NotUndone};
use crate::ports::provider::{ServiceError, SessionId};
use crate::ports::two_factor::TwoFactorError;
use crate::secret::Password;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::email::EmailChangeView;
use crate::view::two_factor::SecondFactorInput;

/// One per method below.
pub(super) enum Ask {
    Change {
        email: String,
        proof: Proof,
        reply: Reply<()>,
    },
    Undo {
        change: EmailChangeId,
        reply: Reply<()>,
    },
}

/// What became of an errand to the service.
pub(super) struct Answered {
    connection: ConnectionId,
    session: SessionId,
    what: What,
    reply: Reply<()>,
}

enum What {
    Changed {
        email: String,
        result: Result<Option<EmailUndo>, EmailError>,
    },
    Undone {
        change: EmailChangeId,
        result: Result<(), NotUndone>,
    },
}

/// As another computer has it.
pub(super) struct HeardElsewhere {
    pub undo: EmailUndo,
    pub email: Option<String>,
    pub by: Option<String>,
}

impl CompanionHandle {
    // --- the e-mail address ---

    /// The account is found by `email` when this returns, and by no other address. No mail is sent. `factor`: where two-factor is on.
    ///
    /// # Errors
    /// [`FailureCode::EmailSame`]; [`FailureCode::EmailUnclear`] when nobody knows whether it was changed: the same tried again tells.
    /// After any other failure nothing has changed.
    pub async fn change_email(
        &self,
        connection: ConnectionId,
        email: String,
        password: Password,
        factor: Option<SecondFactorInput>,
    ) -> Answer<()> {
        let proof = Proof { password, factor };
        self.about_email(connection, |reply| Ask::Change {
            email,
            proof,
            reply,
        })
        .await
    }

    /// The address before the change is the account's again; whoever made the change, or signed in since, is signed out.
    ///
    /// # Errors
    /// [`FailureCode::EmailUndoOver`], [`FailureCode::EmailUndoTooNew`]
    pub async fn undo_email_change(
        &self,
        connection: ConnectionId,
        change: EmailChangeId,
    ) -> Answer<()> {
        self.about_email(connection, |reply| Ask::Undo { change, reply })
            .await
    }

    async fn about_email(
        &self,
        connection: ConnectionId,
        ask: impl FnOnce(Reply<()>) -> Ask,
    ) -> Answer<()> {
        self.ask(|reply| Request::Email {
            connection,
            ask: ask(reply),
        })
        .await
    }
}

impl State {
    pub(super) fn about_email(&mut self, id: ConnectionId, ask: Ask) {
        match ask {
            Ask::Change {
                email,
                proof,
                reply,
            } => self.change_email(id, &email, proof, reply),
            Ask::Undo { change, reply } => self.undo_email_change(id, change, reply),
        }
    }

    fn change_email(&mut self, id: ConnectionId, email: &str, proof: Proof, reply: Reply<()>) {
        let ready = self.other_email(id, email).and_then(|email| {
            let line = self.line_or_why(id)?;
            Ok((email, line, proof.checked()?))
        });
        let (email, (provider, grant), (password, factor)) = match ready {
            Ok(ready) => ready,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let change = EmailChange {
                email: email.clone(),
                password,
                factor,
            };
            let result = match provider.email() {
                Some(service) => service.change_email(&grant, &change).await,
                None => Err(ServiceError::NotFound.into()),
            };
            report(Report::Email(Box::new(Answered {
                connection: id,
                session: grant.session().clone(),
                what: What::Changed { email, result },
                reply,
            })));
        });
    }

    fn undo_email_change(&mut self, id: ConnectionId, change: EmailChangeId, reply: Reply<()>) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.email() {
                Some(service) => service.undo_email_change(&grant, &change).await,
                None => Err(ServiceError::NotFound.into()),
            };
            report(Report::Email(Box::new(Answered {
                connection: id,
                session: grant.session().clone(),
                what: What::Undone { change, result },
                reply,
            })));
        });
    }

    pub(super) async fn email_answered(&mut self, answered: Answered) {
        let Answered {
            connection: id,
            session,
            what,
            reply,
        } = answered;
        let done = match what {
            What::Changed {
                email,
                result: Ok(undo),
            } => {
                self.note_own_email(id, &session, email, undo).await;
                Ok(())
            }
            What::Changed {
                result: Err(error), ..
            } => {
                if let EmailError::Refused(TwoFactorError::Service(error)) = &error {
                    self.over_if_it_is(id, &session, error).await;
                }
                Err(failure_of(&error))
            }
            What::Undone {
                change,
                result: Ok(()),
            } => {
                if self.put_email_back(id, &change).await.is_err() {
                    tracing::warn!("that the address is the one before could not be noted");
                }
                Ok(())
            }
            What::Undone {
                result: Err(why), ..
            } => {
                if let NotUndone::Service(error) = &why {
                    self.over_if_it_is(id, &session, error).await;
                }
                Err(Failure::from(&why))
            }
        };
        self.answer(reply, done);
    }

    /// From another computer.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn email_changed_elsewhere(
        &mut self,
        id: ConnectionId,
        heard: HeardElsewhere,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let HeardElsewhere { undo, email, by } = heard;
        self.change_kept_email(id, |account, now, changes| {
            let told = changes.of(account).any(|one| one.change == undo.change);
            // Whoever signed in by the new address is told what came before.
            let known = email.as_ref().is_some_and(|email| same(email, now));
            if told || known {
                return;
            }
            changes.hear(EmailChangeHeard {
                account: account.to_owned(),
                change: undo.change,
                at,
                until: undo.until,
                before: now.clone(),
                now: email.clone(),
                by,
                here: false,
            });
            if let Some(email) = email {
                *now = email;
            }
        })
        .await
    }

    /// Undone here or elsewhere.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn put_email_back(
        &mut self,
        id: ConnectionId,
        change: &EmailChangeId,
    ) -> Result<(), Failure> {
        self.change_kept_email(id, |_, now, changes| {
            if let Some(before) = changes.undo(change) {
                *now = before;
            }
        })
        .await
    }

    /// The service has it, whether it can be noted here or not.
    async fn note_own_email(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        email: String,
        undo: Option<EmailUndo>,
    ) {
        let at = self.parts.clock.now();
        if !self.connection(id).is_some_and(|one| one.is_at(session)) {
            return;
        }
        let noted = self.change_kept_email(id, |account, now, changes| {
            let addresses = (std::mem::replace(now, email.clone()), email);
            if let Some(undo) = undo {
                let own = EmailChangeHeard::own(account.to_owned(), undo, at, addresses);
                changes.hear(own);
            }
        });
        if noted.await.is_err() {
            tracing::warn!("that the address is another could not be noted");
        }
    }

    /// The same again changes nothing more, and is stored if it was not.
    async fn change_kept_email(
        &mut self,
        id: ConnectionId,
        change: impl FnOnce(&str, &mut String, &mut EmailChanges),
    ) -> Result<(), Failure> {
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        let Some(account) = connection.kept.session.account().map(ToOwned::to_owned) else {
            return Ok(());
        };
        let kept = &mut connection.kept;
        change(&account, &mut kept.email, &mut kept.email_changes);
        self.keep(id).await
    }

    /// # Errors
    /// [`FailureCode::EmailInvalid`], [`FailureCode::EmailSame`]
    fn other_email(&self, id: ConnectionId, typed: &str) -> Result<String, Failure> {
        let email = check_email(typed)?;
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let kept = &connection.kept;
        let account = kept.session.account().unwrap_or_default();
        let newest = kept.email_changes.of(account).next();
        let sure = newest.is_none_or(|heard| heard.now.is_some());
        if sure && same(&email, &kept.email) {
            return Err(FailureCode::EmailSame.into());
        }
        Ok(email)
    }

    async fn over_if_it_is(&mut self, id: ConnectionId, session: &SessionId, error: &ServiceError) {
        if let ServiceError::SessionEnded { .. } | ServiceError::NotRecognised = error {
            self.service_failed(id, session, error).await;
        }
    }
}

impl Connection {
    pub(super) fn changes_email(&self) -> bool {
        let provider = self.provider.as_ref();
        provider.is_some_and(|provider| provider.email().is_some())
    }

    /// Of this account, the newest first.
    pub(super) fn email_changes_view(&self) -> Vec<EmailChangeView> {
        let Some(account) = self.kept.session.account() else {
            return Vec::new();
        };
        let heard = self.kept.email_changes.of(account).cloned();
        heard
            .map(|heard| EmailChangeView {
                change: heard.change,
                at: heard.at,
                until: heard.until,
                before: heard.before,
                now: heard.now,
                by: heard.by,
                here: heard.here,
            })
            .collect()
    }
}

/// As far as can be told here.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn failure_of(error: &EmailError) -> Failure {
    match error {
        // It took too long, or somebody changed something meanwhile.
        EmailError::Refused(TwoFactorError::FreshProofNeeded) => {
            FailureCode::ServiceTimedOut.into()
        }
        EmailError::Refused(TwoFactorError::Service(ServiceError::AccountExists)) => {
            FailureCode::EmailTaken.into()
        }
        EmailError::Refused(error) => error.into(),
        EmailError::Unclear => FailureCode::EmailUnclear.into(),
    }
}

impl From<&NotUndone> for Failure {
    fn from(why: &NotUndone) -> Self {
        match why {
            NotUndone::Over => FailureCode::EmailUndoOver.into(),
            NotUndone::Service(error) => error.into(),
            NotUndone::SignedInSince => FailureCode::EmailUndoTooNew.into(),
        }
    }
}
