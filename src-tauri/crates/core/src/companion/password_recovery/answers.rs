//! What comes back from the service about a forgotten password.

use std::sync::Arc;

use super::{Choice, LONGEST, NotChosen, NotRecovered, Recovered, Stage};
use crate::companion::requests::{Reply, Report};
use crate::companion::sign_in::{Attempt, SignInReply};
use crate::companion::state::{Connection, State};
use crate::companion::two_factor::soon_enough;
use crate::error::{Failure, FailureCode};
use crate::password::breach::Breach;
use crate::ports::local_store::RecoveryWaits;
use crate::ports::provider::{RightPassword, ServiceError, SessionId};
use crate::ports::two_factor::TwoFactorError;
use crate::secret::Password;
use crate::view::ConnectionId;
use crate::view::password_recovery::{PasswordRecovered, PasswordRecoveryStep};

/// What became of an errand to the service.
pub(in crate::companion) struct Answered {
    pub(super) connection: ConnectionId,
    pub(super) number: u64,
    pub(super) what: What,
}

pub(super) enum What {
    Shown {
        result: Result<Box<dyn Recovered>, NotRecovered>,
        reply: Reply<PasswordRecoveryStep>,
    },
    Chosen {
        result: Result<Breach, NotInForce>,
        new: Password,
        keep: Vec<SessionId>,
        reply: Reply<PasswordRecovered>,
    },
    Stopped {
        session: SessionId,
        result: Result<(), ServiceError>,
        reply: Reply<()>,
    },
}

/// Why a new password is not in force.
pub(super) enum NotInForce {
    Password(Failure),
    Service(NotChosen),
}

impl State {
    pub(in crate::companion) async fn password_recovery_answered(&mut self, answered: Answered) {
        let Answered {
            connection: id,
            number,
            what,
        } = answered;
        match what {
            What::Shown { result, reply } => {
                let step = self.recovery_key_shown(id, number, result).await;
                self.answer(reply, step);
            }
            What::Chosen {
                result: Ok(breach),
                new,
                reply,
                ..
            } => {
                self.recovered_password_is_in_force(
                    id,
                    number,
                    new,
                    SignInReply::Recovered(reply, breach),
                )
                .await
            }
            What::Chosen {
                result: Err(why),
                new,
                keep,
                reply,
            } => {
                let failure = self.not_chosen(id, number, why, (new, keep));
                self.answer(reply, Err(failure));
            }
            What::Stopped {
                session,
                result,
                reply,
            } => {
                if let Err(error) = &result {
                    self.service_failed(id, &session, error).await;
                }
                self.answer(reply, result.map_err(|error| Failure::from(&error)));
            }
        }
    }

    async fn recovery_key_shown(
        &mut self,
        id: ConnectionId,
        number: u64,
        result: Result<Box<dyn Recovered>, NotRecovered>,
    ) -> Result<PasswordRecoveryStep, Failure> {
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        if connection.password_recovery.begun != number {
            // Given up, or begun once more meanwhile.
            return Err(FailureCode::NotNow.into());
        }
        let under_way = connection.recovery_mut().ok_or(FailureCode::NotNow)?;
        match result {
            Ok(recovered) => {
                self.may_choose(id, number, Arc::from(recovered));
                Ok(PasswordRecoveryStep::Choose)
            }
            Err(NotRecovered::Waits { available_at }) => {
                let email = under_way.email.clone();
                connection.password_recovery.under_way = None;
                connection.kept.recovery_waits = Some(RecoveryWaits {
                    email,
                    available_at,
                });
                if self.keep(id).await.is_err() {
                    tracing::warn!("when a new password can be chosen could not be kept");
                }
                Ok(PasswordRecoveryStep::Waits { available_at })
            }
            Err(NotRecovered::Refused(TwoFactorError::SecondFactorNeeded))
                if matches!(under_way.stage, Stage::Shown) =>
            {
                under_way.stage = Stage::FactorWanted;
                Ok(PasswordRecoveryStep::SecondFactorWanted)
            }
            Err(NotRecovered::Refused(error)) => {
                // A wrong code may be tried again; anything else begins with the recovery key.
                if matches!(under_way.stage, Stage::Shown) {
                    connection.password_recovery.under_way = None;
                }
                Err(Failure::from(&error))
            }
        }
    }

    fn may_choose(&mut self, id: ConnectionId, number: u64, recovered: Arc<dyn Recovered>) {
        let (now, clock, report) = (
            self.parts.clock.now(),
            Arc::clone(&self.parts.clock),
            self.reporter(),
        );
        let Some(under_way) = self.connection_mut(id).and_then(Connection::recovery_mut) else {
            return;
        };
        let (expires_at, left) = soon_enough(recovered.expires_at(), now, LONGEST);
        under_way.stage = Stage::ToChoose(Choice {
            recovered,
            expires_at,
            sent: false,
            unclear: None,
        });
        tokio::spawn(async move {
            clock.sleep(left).await;
            report(Report::PasswordRecoveryLapsed {
                connection: id,
                number,
            });
        });
    }

    fn not_chosen(
        &mut self,
        id: ConnectionId,
        number: u64,
        why: NotInForce,
        sent: (Password, Vec<SessionId>),
    ) -> Failure {
        let now = self.parts.clock.now();
        let recovery = self
            .connection_mut(id)
            .map(|connection| &mut connection.password_recovery)
            .filter(|recovery| recovery.begun == number);
        let mut over = false;
        if let Some(recovery) = recovery {
            if let Some(under_way) = recovery.under_way.as_mut()
                && let Stage::ToChoose(choice) = &mut under_way.stage
            {
                choice.sent = false;
                if matches!(why, NotInForce::Service(NotChosen::Unclear)) {
                    choice.unclear = Some(sent);
                }
                over = is_over(&why) || (choice.unclear.is_none() && choice.expires_at <= now);
            }
            recovery.under_way.take_if(|_| over);
        }
        match why {
            NotInForce::Password(failure) => failure,
            NotInForce::Service(NotChosen::Unclear) => FailureCode::PasswordUnclear.into(),
            NotInForce::Service(NotChosen::Refused(TwoFactorError::Lapsed)) => {
                FailureCode::RecoveryOver.into()
            }
            NotInForce::Service(NotChosen::Refused(error)) => Failure::from(&error),
        }
    }

    /// Whatever comes of the sign-in that follows.
    async fn recovered_password_is_in_force(
        &mut self,
        id: ConnectionId,
        number: u64,
        new: Password,
        reply: SignInReply,
    ) {
        let may = self.may_come_in(id);
        let report = self.reporter();
        let computer = self.parts.computer_name.clone();
        let Some(connection) = self.connection_mut(id) else {
            return self.answer_sign_in(Some(reply), Err(FailureCode::NotThere.into()));
        };
        let waited = connection.kept.recovery_waits.take().is_some();
        let under_way = connection
            .password_recovery
            .under_way
            .take_if(|under_way| under_way.number == number);
        if waited && self.keep(id).await.is_err() {
            tracing::warn!("that the new password was chosen could not be kept");
        }
        let chosen = under_way.and_then(|under_way| match under_way.stage {
            Stage::ToChoose(choice) => Some((under_way.email, choice.recovered)),
            Stage::Shown | Stage::FactorWanted => None,
        });
        let Some((email, recovered)) = chosen.filter(|_| may.is_ok()) else {
            return self.answer_sign_in(Some(reply), Err(FailureCode::NotNow.into()));
        };
        let attempt = Attempt::after_recovery(number, email, reply);
        self.begin_attempt(id, attempt).await;
        tokio::spawn(async move {
            let signed_in = recovered.sign_in(&new, &computer).await;
            let result = signed_in.map(RightPassword::SignedIn).map_err(|error| {
                if let TwoFactorError::Service(error) = error {
                    error
                } else {
                    // The owner signs in with the new password.
                    ServiceError::Refused
                }
            });
            report(Report::SignInAnswered {
                connection: id,
                attempt: number,
                result,
            });
        });
    }
}

/// Nothing more can come of it.
fn is_over(why: &NotInForce) -> bool {
    matches!(
        why,
        NotInForce::Service(NotChosen::Refused(TwoFactorError::Lapsed))
    )
}

impl From<NotChosen> for NotInForce {
    fn from(why: NotChosen) -> Self {
        Self::Service(why)
    }
}
