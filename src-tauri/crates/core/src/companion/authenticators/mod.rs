//! Authenticators for accounts elsewhere.
//!
//! - here: what each request comes to
//! - `handle`: the requests, as the window makes them
//! - `order`: the one entry of the keychain
//!
//! Secrets are read from the keychain for each code, and held in memory only while one is brought in, or until a removal
//! cannot be undone any more.

mod handle;
mod order;

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

pub(super) use order::{AuthenticatorOrder, Done};

use super::requests::{Reply, Report};
use super::state::State;
use crate::authenticator::{
    Authenticator, AuthenticatorCode, AuthenticatorId, Import, Kept, KeptAuthenticator, Label,
};
use crate::error::{Failure, FailureCode};
use crate::time::Timestamp;
use crate::view::authenticators::{
    AuthenticatorImport, AuthenticatorView, AuthenticatorsView, RemovedAuthenticator,
};

/// How long a removal can be undone.
const UNDO: Duration = Duration::from_secs(60);
/// How long a code stays on the clipboard: long enough for the last second of the next one.
const ON_CLIPBOARD: Duration = Duration::from_secs(30);

/// What is in memory of them.
#[derive(Default)]
pub(super) struct Authenticators {
    import: Option<Import>,
    removed: Option<Removed>,
    /// What was put on the clipboard last.
    copied: Option<Zeroizing<String>>,
}

#[derive(Clone)]
struct Removed {
    at: usize,
    kept: KeptAuthenticator,
    until: Timestamp,
}

/// `of`: `None` is the one that is being brought in.
pub(super) enum AuthenticatorRequest {
    List {
        reply: Reply<AuthenticatorsView>,
    },
    Import {
        import: Import,
        reply: Reply<AuthenticatorImport>,
    },
    CancelImport {
        reply: Reply<()>,
    },
    Keep {
        label: Label,
        reply: Reply<AuthenticatorsView>,
    },
    Code {
        of: Option<AuthenticatorId>,
        reply: Reply<AuthenticatorCode>,
    },
    Copy {
        of: Option<AuthenticatorId>,
        reply: Reply<()>,
    },
    Remove {
        id: AuthenticatorId,
        reply: Reply<AuthenticatorsView>,
    },
    BringBack {
        reply: Reply<AuthenticatorsView>,
    },
}

impl State {
    /// Whatever it is, the keychain is asked first.
    pub(super) fn authenticators(&mut self, request: AuthenticatorRequest) {
        use AuthenticatorRequest as R;
        let order = match &request {
            R::CancelImport { .. }
            | R::List { .. }
            | R::Import { .. }
            | R::Code { .. }
            | R::Copy { .. } => Some(AuthenticatorOrder::Read),
            R::Keep { label, .. } => {
                self.authenticators
                    .import
                    .as_ref()
                    .map(|import| AuthenticatorOrder::Keep {
                        at: usize::MAX,
                        kept: KeptAuthenticator {
                            id: AuthenticatorId::new(),
                            label: label.clone(),
                            authenticator: import.authenticator.clone(),
                        },
                    })
            }
            R::Remove { id, .. } => Some(AuthenticatorOrder::Remove(*id)),
            R::BringBack { .. } => {
                let removed = self.authenticators.removed.clone();
                removed.map(|Removed { at, kept, .. }| AuthenticatorOrder::Keep { at, kept })
            }
        };
        // It may be asking the owner, who gives up.
        if let R::CancelImport { .. } = &request {
            self.authenticators.import = None;
        }
        let (result, report) = (self.order_authenticators(order), self.reporter());
        tokio::spawn(async move {
            let result = result.await;
            report(Report::Authenticators { request, result });
        });
    }

    pub(super) fn authenticators_read(
        &mut self,
        request: AuthenticatorRequest,
        result: Result<Done, Failure>,
    ) {
        use AuthenticatorRequest as R;
        // What was erased meanwhile is not held again.
        let result = result.and_then(|done| match self.home {
            Some(_) => Ok(done),
            None => Err(FailureCode::NotNow.into()),
        });
        match request {
            R::List { reply } => {
                let view = result.map(|done| self.authenticators_view(&done.kept));
                self.answer(reply, view);
            }
            R::Import { import, reply } => {
                let view = result.map(|done| {
                    let known = done.kept.twin_of(&import.authenticator);
                    let view = AuthenticatorImport::of(&import, known);
                    self.authenticators.import = Some(import);
                    view
                });
                self.answer(reply, view);
            }
            R::CancelImport { reply } => {
                // One that was on its way is in by now.
                self.authenticators.import = None;
                self.answer(reply, Ok(()));
            }
            R::Keep { reply, .. } => {
                let view = result.map(|done| {
                    self.authenticators.import = None;
                    self.authenticators_view(&done.kept)
                });
                self.answer(reply, view);
            }
            R::Code { of, reply } => {
                let code = result.and_then(|done| self.authenticator_code(of, &done.kept));
                self.answer(reply, code);
            }
            R::Copy { of, reply } => {
                match result.and_then(|done| self.authenticator_code(of, &done.kept)) {
                    Ok(code) => self.copy_code(code.code, reply),
                    Err(failure) => self.answer(reply, Err(failure)),
                }
            }
            R::Remove { reply, .. } => {
                let view = result.map(|done| {
                    if let Some((at, kept)) = done.removed {
                        self.keep_for_undo(at, kept);
                    }
                    self.authenticators_view(&done.kept)
                });
                self.answer(reply, view);
            }
            R::BringBack { reply } => {
                let view = result.map(|done| {
                    self.authenticators.removed = None;
                    self.authenticators_view(&done.kept)
                });
                self.answer(reply, view);
            }
        }
    }

    fn authenticator_code(
        &self,
        of: Option<AuthenticatorId>,
        kept: &Kept,
    ) -> Result<AuthenticatorCode, Failure> {
        let authenticator: &Authenticator = match of {
            Some(id) => &kept.get(id).ok_or(FailureCode::NotThere)?.authenticator,
            None => {
                let import = self.authenticators.import.as_ref();
                &import.ok_or(FailureCode::NotNow)?.authenticator
            }
        };
        Ok(authenticator.code(self.parts.clock.now()))
    }

    /// Onto the clipboard, which is emptied of it after half a minute.
    pub(super) fn copy_code(&mut self, code: String, reply: Reply<()>) {
        let code = Zeroizing::new(code);
        self.authenticators.copied = Some(code.clone());
        let (clipboard, clock) = (
            Arc::clone(&self.parts.clipboard),
            Arc::clone(&self.parts.clock),
        );
        tokio::spawn(async move {
            let put = clipboard.put(&code).await;
            let copied = put.is_ok();
            // Whoever asked may be gone.
            drop(reply.send(put.map_err(|_| FailureCode::ClipboardUnavailable.into())));
            if copied {
                clock.sleep(ON_CLIPBOARD).await;
                clipboard.take_back(&code).await;
            }
        });
    }

    /// A program that has ended takes nothing back any more.
    pub(super) async fn take_back_copied(&mut self) {
        if let Some(code) = self.authenticators.copied.take() {
            self.parts.clipboard.take_back(&code).await;
        }
    }

    fn keep_for_undo(&mut self, at: usize, kept: KeptAuthenticator) {
        let (id, clock) = (kept.id, Arc::clone(&self.parts.clock));
        let until = Timestamp(clock.now().0 + i64::try_from(UNDO.as_millis()).unwrap_or_default());
        self.authenticators.removed = Some(Removed { at, kept, until });
        let report = self.reporter();
        tokio::spawn(async move {
            clock.sleep(UNDO).await;
            report(Report::AuthenticatorRemoved { id });
        });
    }

    pub(super) fn authenticator_is_gone(&mut self, id: AuthenticatorId) {
        let removed = &mut self.authenticators.removed;
        if removed.as_ref().is_some_and(|one| one.kept.id == id) {
            *removed = None;
        }
    }

    fn authenticators_view(&self, kept: &Kept) -> AuthenticatorsView {
        let removed = self.authenticators.removed.as_ref();
        AuthenticatorsView {
            authenticators: kept.0.iter().map(AuthenticatorView::from).collect(),
            removed: removed.map(|removed| RemovedAuthenticator {
                authenticator: AuthenticatorView::from(&removed.kept),
                until: removed.until,
            }),
        }
    }
}
