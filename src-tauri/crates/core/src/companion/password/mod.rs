//! Choosing a password, and changing it. What a list of leaked passwords says is asked for at most twice: when the owner has
//! typed the whole of it, and before it is used.

mod asking;

use std::sync::Arc;

pub(super) use asking::Ask;

use super::requests::{Reply, Report};
use super::sign_in::check_password;
use super::state::{Connection, State};
use crate::error::{Failure, FailureCode};
use crate::password::breach::{Breach, look_up};
use crate::password::{Objection, OwnWords, PasswordAdvice, advise};
use crate::ports::breach_list::BreachList;
use crate::ports::password::{PasswordChange, PasswordChanged, PasswordError};
use crate::ports::provider::{ServiceError, SessionId};
use crate::ports::two_factor::TwoFactorError;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::password::PasswordChangedView;

/// Whether a password may be used: the owner's own words, and the list to ask.
pub(super) struct Judge {
    words: OwnWords,
    /// `None`: no list is asked.
    list: Option<Arc<dyn BreachList>>,
}

/// Why it was not changed.
pub(super) enum NotChanged {
    Password(Failure),
    Service(PasswordError),
}

/// What the task is told of what it set off.
pub(super) enum Found {
    Advice {
        advice: PasswordAdvice,
        reply: Reply<PasswordAdvice>,
    },
    Breach {
        breach: Breach,
        reply: Reply<Breach>,
    },
    Changed {
        session: SessionId,
        result: Result<PasswordChangedView, NotChanged>,
        reply: Reply<PasswordChangedView>,
    },
}

impl State {
    pub(super) fn about_password(&mut self, id: ConnectionId, ask: Ask) {
        let reporter = self.reporter();
        let report = move |found| {
            reporter(Report::Password {
                connection: id,
                found,
            });
        };
        match ask {
            Ask::Advise {
                email,
                password,
                reply,
            } => {
                let words = self.judge(id, &email).words;
                tokio::spawn(async move {
                    if let Some(advice) = advised(password, words).await {
                        report(Found::Advice { advice, reply });
                    }
                });
            }
            Ask::LookUp { password, reply } => {
                let list = self.judge(id, "").list;
                tokio::spawn(async move {
                    let breach = look_up(list.as_deref(), &password).await;
                    report(Found::Breach { breach, reply });
                });
            }
            Ask::Change { change, reply } => self.change_password(id, change, reply),
        }
    }

    pub(super) async fn password_found(&mut self, id: ConnectionId, found: Found) {
        match found {
            Found::Advice { advice, reply } => self.answer(reply, Ok(advice)),
            Found::Breach { breach, reply } => self.answer(reply, Ok(breach)),
            Found::Changed {
                session,
                result,
                reply,
            } => self.password_changed(id, session, result, reply).await,
        }
    }

    fn change_password(
        &mut self,
        id: ConnectionId,
        change: PasswordChange,
        reply: Reply<PasswordChangedView>,
    ) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        if let Err(failure) = may_follow(&change.old, &change.new) {
            return self.answer(reply, Err(failure));
        }
        let judge = self.judge(id, "");
        let report = self.reporter();
        tokio::spawn(async move {
            let result = async {
                let breach = judge
                    .accept(&change.new)
                    .await
                    .map_err(NotChanged::Password)?;
                let service = provider.password().ok_or(ServiceError::NotFound)?;
                let changed = service.change_password(&grant, &change).await?;
                Ok(PasswordChangedView {
                    breach,
                    before: changed == PasswordChanged::Before,
                })
            };
            let result = result.await;
            report(Report::Password {
                connection: id,
                found: Found::Changed {
                    session: grant.session().clone(),
                    result,
                    reply,
                },
            });
        });
    }

    async fn password_changed(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        result: Result<PasswordChangedView, NotChanged>,
        reply: Reply<PasswordChangedView>,
    ) {
        let result = match result {
            Ok(changed) => {
                self.note_own_password_change(id).await;
                Ok(changed)
            }
            Err(NotChanged::Password(failure)) => Err(failure),
            Err(NotChanged::Service(error)) => {
                if let PasswordError::Refused(TwoFactorError::Service(
                    error @ (ServiceError::SessionEnded { .. } | ServiceError::NotRecognised),
                )) = &error
                {
                    self.service_failed(id, &session, error).await;
                }
                Err(failure_of(&error))
            }
        };
        self.answer(reply, result);
    }

    pub(super) fn advise_passphrase(&self, passphrase: Password, reply: Reply<PasswordAdvice>) {
        let words = self.passphrase_judge().words;
        tokio::spawn(async move {
            if let Some(advice) = advised(passphrase, words).await {
                // Whoever asked may be gone.
                drop(reply.send(Ok(advice)));
            }
        });
    }

    /// No list is asked: whether the owner wants one asked lies in what is not open yet.
    pub(super) fn passphrase_judge(&self) -> Judge {
        Judge {
            words: OwnWords::of([self.parts.computer_name.as_str(), "Porchlight"]),
            list: None,
        }
    }

    /// For an account of this connection. `email`: as it is typed for an account that is not there yet.
    pub(super) fn judge(&self, id: ConnectionId, email: &str) -> Judge {
        let connection = self.connection(id);
        let kept = connection.map(|connection| &connection.kept);
        let (name, known) = kept.map_or(("", ""), |kept| (&kept.name, &kept.email));
        let host = kept.and_then(|kept| kept.place.host());
        let cameras = self.connections.iter().flat_map(|one| {
            let of_one = self.registry.of(one.kept.id);
            of_one.flat_map(|camera| {
                let profile = &camera.profile;
                let more = [profile.room.as_deref(), profile.network.as_deref()];
                more.into_iter()
                    .flatten()
                    .chain([profile.nickname.as_str(), camera.model.as_str()])
            })
        });
        let private = self.private_names.all().flat_map(|name| {
            let both = [name.nickname.as_deref(), name.room.as_deref()];
            both.into_iter().flatten()
        });
        let own = [email, known, name, &self.parts.computer_name, "Porchlight"];
        let words = OwnWords::of(
            own.into_iter()
                .chain(host.as_deref())
                .chain(cameras)
                .chain(private),
        );
        // Its password is public, and nothing that a newcomer tries out goes to a stranger.
        let demo = connection.is_none_or(Connection::is_demo);
        let list = self.parts.breach_list.clone().filter(|_| !demo);
        Judge { words, list }
    }
}

impl Judge {
    /// # Errors
    /// [`FailureCode::PasswordCommon`], [`FailureCode::PasswordOwnWord`], and [`FailureCode::PasswordBreached`] with the number
    /// of times it was found. A weak password is the owner's affair.
    pub(super) async fn accept(self, password: &Password) -> Result<Breach, Failure> {
        let advice = advised(password.clone(), self.words).await;
        match advice.and_then(|advice| advice.objection) {
            Some(Objection::Common) => return Err(FailureCode::PasswordCommon.into()),
            Some(Objection::OwnWord) => return Err(FailureCode::PasswordOwnWord.into()),
            None => {}
        }
        match look_up(self.list.as_deref(), password).await {
            Breach::Found { times } => {
                let times = i32::try_from(times).unwrap_or(i32::MAX);
                Err(Failure::new(FailureCode::PasswordBreached).with_reference(times))
            }
            breach @ (Breach::NotChecked | Breach::NotFound | Breach::Off) => Ok(breach),
        }
    }
}

/// `None` when the program ends meanwhile.
async fn advised(password: Password, words: OwnWords) -> Option<PasswordAdvice> {
    tokio::task::spawn_blocking(move || advise(&password, &words))
        .await
        .ok()
}

fn may_follow(old: &Password, new: &Password) -> Result<(), Failure> {
    // One that is too short cannot be the right one, and is not worth a try.
    check_password(old).map_err(|_| FailureCode::PasswordWrong)?;
    check_password(new)?;
    if old.expose() == new.expose() {
        return Err(FailureCode::PasswordSame.into());
    }
    Ok(())
}

fn failure_of(error: &PasswordError) -> Failure {
    match error {
        // It took too long, or somebody else changed it meanwhile.
        PasswordError::Refused(TwoFactorError::FreshProofNeeded | TwoFactorError::Lapsed) => {
            FailureCode::ServiceTimedOut.into()
        }
        PasswordError::Refused(error) => error.into(),
        PasswordError::Unclear => FailureCode::PasswordUnclear.into(),
    }
}

impl From<ServiceError> for NotChanged {
    fn from(error: ServiceError) -> Self {
        Self::Service(error.into())
    }
}

impl From<PasswordError> for NotChanged {
    fn from(error: PasswordError) -> Self {
        Self::Service(error)
    }
}
