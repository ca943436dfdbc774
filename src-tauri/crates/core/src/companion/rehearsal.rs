//! Trying out what would bring the owner back. Nothing is used up, and nobody is told; only the day is kept.

use std::sync::Arc;

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Report, Request};
use super::state::State;
use crate::checkup::Rehearsed;
use crate::error::{Failure, FailureCode};
use crate::ports::grant::Grant;
use crate::ports::provider::{Provider, ServiceError, SessionId};
use crate::ports::recovery::{KeyWorth, RecoveryService};
use crate::ports::two_factor::TwoFactorError;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::rehearsal::{RehearsedCode, RehearsedKey};

/// What the owner tries. One per method of the handle.
pub(super) enum Trial {
    Password {
        password: Password,
        reply: Reply<()>,
    },
    Code {
        code: Password,
        reply: Reply<RehearsedCode>,
    },
    Key {
        key: Password,
        reply: Reply<RehearsedKey>,
    },
}

/// What the service said to it.
pub(super) enum Tried {
    Password(Result<(), ServiceError>, Reply<()>),
    Code(Result<RehearsedCode, ServiceError>, Reply<RehearsedCode>),
    Key(Result<RehearsedKey, ServiceError>, Reply<RehearsedKey>),
}

impl CompanionHandle {
    // --- rehearsing coming back ---

    /// Whether it is the account's password. For some minutes afterwards a recovery code can be tried.
    pub async fn rehearse_password(
        &self,
        connection: ConnectionId,
        password: Password,
    ) -> Answer<()> {
        self.rehearse(connection, |reply| Trial::Password { password, reply })
            .await
    }

    pub async fn rehearse_recovery_code(
        &self,
        connection: ConnectionId,
        code: Password,
    ) -> Answer<RehearsedCode> {
        self.rehearse(connection, |reply| Trial::Code { code, reply })
            .await
    }

    /// The key does not leave this computer.
    pub async fn rehearse_recovery_key(
        &self,
        connection: ConnectionId,
        key: Password,
    ) -> Answer<RehearsedKey> {
        self.rehearse(connection, |reply| Trial::Key { key, reply })
            .await
    }

    async fn rehearse<T>(
        &self,
        connection: ConnectionId,
        trial: impl FnOnce(Reply<T>) -> Trial,
    ) -> Answer<T> {
        self.ask(|reply| Request::Rehearse {
            connection,
            trial: trial(reply),
        })
        .await
    }
}

impl State {
    pub(super) fn rehearse(&mut self, id: ConnectionId, trial: Trial) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.refuse(trial, failure),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let tried = tried(&provider, &grant, trial).await;
            report(Report::Rehearsed {
                connection: id,
                session: grant.session().clone(),
                tried,
            });
        });
    }

    pub(super) async fn rehearsed(&mut self, id: ConnectionId, session: SessionId, tried: Tried) {
        match tried {
            Tried::Password(result, reply) => {
                let result = self.trial_heard(id, &session, result).await;
                self.answer(reply, result);
            }
            Tried::Code(result, reply) => {
                let mut result = self.trial_heard(id, &session, result).await;
                if let Ok(RehearsedCode::Right { .. }) = result
                    && let Err(failure) = self.keep_the_day(id, &session).await
                {
                    result = Err(failure);
                }
                self.answer(reply, result);
            }
            Tried::Key(result, reply) => {
                let mut result = self.trial_heard(id, &session, result).await;
                if let Ok(RehearsedKey::SignsIn | RehearsedKey::SignsInNow) = result
                    && let Err(failure) = self.keep_the_day(id, &session).await
                {
                    result = Err(failure);
                }
                self.answer(reply, result);
            }
        }
    }

    async fn trial_heard<T>(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        result: Result<T, ServiceError>,
    ) -> Result<T, Failure> {
        match result {
            Ok(answer) => Ok(answer),
            Err(error) => {
                self.service_failed(id, session, &error).await;
                Err(Failure::from(&error))
            }
        }
    }

    /// It counts only if it is kept.
    async fn keep_the_day(&mut self, id: ConnectionId, session: &SessionId) -> Result<(), Failure> {
        let at = self.parts.clock.now();
        let Some(connection) = self
            .connection_mut(id)
            .filter(|connection| connection.is_at(session))
        else {
            return Err(FailureCode::NotNow.into());
        };
        let account = connection.kept.session.account().map(ToOwned::to_owned);
        let rehearsed = account.map(|account| Rehearsed { account, at });
        let before = std::mem::replace(&mut connection.kept.rehearsed, rehearsed);
        let kept = self.keep(id).await;
        if kept.is_err()
            && let Some(connection) = self.connection_mut(id)
        {
            connection.kept.rehearsed = before;
        }
        kept
    }

    fn refuse(&mut self, trial: Trial, failure: Failure) {
        match trial {
            Trial::Password { reply, .. } => self.answer(reply, Err(failure)),
            Trial::Code { reply, .. } => self.answer(reply, Err(failure)),
            Trial::Key { reply, .. } => self.answer(reply, Err(failure)),
        }
    }
}

async fn tried(provider: &Arc<dyn Provider>, grant: &Grant, trial: Trial) -> Tried {
    match trial {
        Trial::Password { password, reply } => {
            let result = match provider.two_factor() {
                Some(service) => service.prove_password(grant, &password).await,
                None => Err(ServiceError::NotFound),
            };
            Tried::Password(result, reply)
        }
        Trial::Code { code, reply } => {
            let result = match provider.recovery() {
                Some(service) => code_tried(service, grant, &code).await,
                None => Err(ServiceError::NotFound),
            };
            Tried::Code(result, reply)
        }
        Trial::Key { key, reply } => {
            let result = match provider.recovery() {
                Some(service) => key_tried(service, grant, &key).await,
                None => Err(ServiceError::NotFound),
            };
            Tried::Key(result, reply)
        }
    }
}

async fn code_tried(
    service: &dyn RecoveryService,
    grant: &Grant,
    code: &Password,
) -> Result<RehearsedCode, ServiceError> {
    use TwoFactorError as E;
    match service.rehearse_recovery_code(grant, code).await {
        Ok(left) => Ok(RehearsedCode::Right { left }),
        Err(E::WrongRecoveryCode) => Ok(RehearsedCode::Wrong),
        Err(E::Off) => Ok(RehearsedCode::NoneNeeded),
        Err(E::FreshProofNeeded) => Ok(RehearsedCode::PasswordFirst),
        Err(E::Service(error)) => Err(error),
        Err(unexpected) => Err(garbled(&unexpected)),
    }
}

/// A key that does not sign in yet is set up to do so, where no second factor is wanted for that.
async fn key_tried(
    service: &dyn RecoveryService,
    grant: &Grant,
    key: &Password,
) -> Result<RehearsedKey, ServiceError> {
    use TwoFactorError as E;
    match service.rehearse_recovery_key(grant, key).await {
        Ok(KeyWorth::OpensAndSignsIn) => Ok(RehearsedKey::SignsIn),
        Ok(KeyWorth::OpensOnly) => match service.set_up_recovery_key(grant, key, None).await {
            Ok(()) => Ok(RehearsedKey::SignsInNow),
            Err(E::Service(error)) => Err(error),
            Err(_) => Ok(RehearsedKey::OpensNamesOnly),
        },
        Err(E::WrongRecoveryKey) => Ok(RehearsedKey::Wrong),
        Err(E::Service(error)) => Err(error),
        Err(unexpected) => Err(garbled(&unexpected)),
    }
}

/// What a service does not say to a rehearsal.
fn garbled(unexpected: &TwoFactorError) -> ServiceError {
    tracing::warn!(%unexpected, "a rehearsal was answered with something else");
    ServiceError::Garbled
}
