//! What the service's answers come to. Each says what it was asked with, so that a late one can be told from a current one.

use std::sync::Arc;
use std::time::Duration;

use super::at_service::Outcome;
use super::change::Change;
use super::soon_enough;
use crate::companion::requests::{Reply, Report};
use crate::companion::state::State;
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{ServiceError, SessionId};
use crate::ports::two_factor::TwoFactorError;
use crate::view::ConnectionId;
use crate::view::two_factor::EnrolmentStage;

/// What is half finished lapses after this long at the latest.
const LONGEST: Duration = Duration::from_secs(10 * 60);

pub(in crate::companion) struct Answered {
    pub(super) connection: ConnectionId,
    pub(super) session: SessionId,
    pub(super) number: u64,
    pub(super) result: Result<Outcome, TwoFactorError>,
    /// `None`: nobody asked but the companion itself.
    pub(super) reply: Option<Reply<()>>,
}

impl State {
    pub(in crate::companion) async fn two_factor_answered(&mut self, answered: Answered) {
        let Answered {
            connection: id,
            session,
            number,
            result,
            reply,
        } = answered;
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.is_at(&session));
        let done = match result {
            Err(error) => {
                self.two_factor_refused(id, &session, number, &error).await;
                Err(Failure::from(&error))
            }
            // Of a session that is over meanwhile.
            Ok(_) if !current => Err(FailureCode::NotNow.into()),
            Ok(outcome) => self.two_factor_outcome(id, number, outcome),
        };
        if let Some(reply) = reply {
            self.answer(reply, done);
        }
    }

    fn two_factor_outcome(
        &mut self,
        id: ConnectionId,
        number: u64,
        outcome: Outcome,
    ) -> Result<(), Failure> {
        let (now, clock, report) = (
            self.parts.clock.now(),
            Arc::clone(&self.parts.clock),
            self.reporter(),
        );
        let newest = self.next_attempt();
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        let two_factor = &mut connection.two_factor;
        match outcome {
            Outcome::Told(state) => {
                if two_factor.asked == number {
                    two_factor.told = Some(state);
                }
            }
            Outcome::Begun {
                expires_at,
                before,
                recovery_codes,
                enrolment,
            } => {
                // Given up, or begun once more meanwhile.
                if two_factor.begun != number {
                    return Err(FailureCode::NotNow.into());
                }
                let (expires_at, left) = soon_enough(expires_at, now, LONGEST);
                (two_factor.asked, two_factor.told) = (newest, Some(before));
                two_factor.change = Some(Change {
                    number,
                    expires_at,
                    before,
                    recovery_codes,
                    enrolment,
                });
                tokio::spawn(async move {
                    clock.sleep(left).await;
                    report(Report::TwoFactorChangeLapsed {
                        connection: id,
                        change: number,
                    });
                });
            }
            Outcome::Checked => {
                let enrolling = two_factor
                    .change
                    .as_mut()
                    .filter(|change| change.number == number)
                    .and_then(|change| change.enrolment.as_mut())
                    .ok_or(FailureCode::FactorLapsed)?;
                enrolling.stage = EnrolmentStage::KeepCodes;
            }
            Outcome::Done(state) => {
                (two_factor.asked, two_factor.told) = (newest, state);
                two_factor.change = None;
            }
        }
        Ok(())
    }

    pub(in crate::companion) async fn two_factor_refused(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        number: u64,
        error: &TwoFactorError,
    ) {
        match error {
            // What the owner typed, or how often; the service is there.
            TwoFactorError::Service(
                ServiceError::WrongCredentials | ServiceError::TooManyTries { .. },
            ) => {}
            TwoFactorError::Service(error) => self.service_failed(id, session, error).await,
            TwoFactorError::Lapsed => {
                self.drop_two_factor_change(id, number);
                self.ask_two_factor(id);
            }
            // It is not as the owner was told.
            TwoFactorError::Off | TwoFactorError::SecondFactorNeeded => self.ask_two_factor(id),
            TwoFactorError::ClockOff { .. }
            | TwoFactorError::CodeUsed
            | TwoFactorError::FreshProofNeeded
            | TwoFactorError::Locked
            | TwoFactorError::RecoveryKeyNotSetUp
            | TwoFactorError::WrongCode
            | TwoFactorError::WrongRecoveryCode
            | TwoFactorError::WrongRecoveryKey => {}
        }
    }
}
