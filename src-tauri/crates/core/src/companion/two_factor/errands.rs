//! What the owner, or the companion itself, wants of the service.

use std::sync::Arc;

use super::answers::Answered;
use super::asking::Proof;
use super::at_service::Errand;
use super::second_factor;
use crate::companion::requests::{Reply, Report};
use crate::companion::sign_in::check_password;
use crate::companion::state::{Connection, State};
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{Provider, ServiceError};
use crate::ports::two_factor::{OtherSessions, SecondFactor};
use crate::secret::Password;
use crate::view::ConnectionId;

/// Characters of the account's name in an authenticator: with more, the code on the screen gets too fine to scan.
const LONGEST_LABEL: usize = 64;

impl State {
    /// `asked_for`: by the owner.
    pub(in crate::companion) fn ask_two_factor_after_list(
        &mut self,
        id: ConnectionId,
        asked_for: bool,
    ) {
        let told = |connection: &Connection| connection.two_factor.told.is_some();
        if asked_for || !self.connection(id).is_some_and(told) {
            self.ask_two_factor(id);
        }
    }

    pub(in crate::companion) fn ask_two_factor(&mut self, id: ConnectionId) {
        let number = self.next_attempt();
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let offered = |(provider, _): &(Arc<dyn Provider>, _)| provider.two_factor().is_some();
        if connection.line().as_ref().is_some_and(offered) {
            connection.two_factor.asked = number;
            self.send_errand(id, number, Errand::Look, None);
        }
    }

    pub(super) fn begin_enrolment(&mut self, id: ConnectionId, proof: Proof, reply: Reply<()>) {
        let label = self.connection(id).map(|connection| {
            let email = connection.kept.email.chars();
            email.take(LONGEST_LABEL).collect()
        });
        let errand = proof
            .checked()
            .map(|(proof, factor)| Errand::BeginEnrolment {
                proof,
                label: label.unwrap_or_default(),
                factor,
            });
        self.begin(id, errand, reply);
    }

    pub(super) fn begin_recovery_codes(
        &mut self,
        id: ConnectionId,
        proof: Proof,
        reply: Reply<()>,
    ) {
        let errand = proof
            .checked_with_factor()
            .map(|(proof, factor)| Errand::BeginRecoveryCodes { proof, factor });
        self.begin(id, errand, reply);
    }

    fn begin(&mut self, id: ConnectionId, errand: Result<Errand, Failure>, reply: Reply<()>) {
        let number = self.next_attempt();
        match errand {
            Ok(errand) => {
                if let Some(connection) = self.connection_mut(id) {
                    connection.two_factor.begun = number;
                }
                self.send_errand(id, number, errand, Some(reply));
            }
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    pub(super) fn check_enrolment(&mut self, id: ConnectionId, code: Password, reply: Reply<()>) {
        let scanned = self
            .half_finished(id)
            .and_then(|change| change.address().map(|_| change.number));
        match scanned {
            Ok(number) => self.send_errand(id, number, Errand::Check { code }, Some(reply)),
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    pub(super) fn confirm_change(
        &mut self,
        id: ConnectionId,
        typed: Password,
        others: OtherSessions,
        reply: Reply<()>,
    ) {
        match self.half_finished(id) {
            Ok(change) if change.wants_recovery_code() => {
                let errand = Errand::Confirm {
                    typed,
                    others,
                    before: change.before,
                    enrols: change.enrolment.is_some(),
                };
                self.send_errand(id, change.number, errand, Some(reply));
            }
            Ok(_) => self.answer(reply, Err(FailureCode::NotNow.into())),
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    pub(super) fn turn_off_two_factor(
        &mut self,
        id: ConnectionId,
        proof: Proof,
        others: OtherSessions,
        reply: Reply<()>,
    ) {
        let number = self.next_attempt();
        match proof.checked_with_factor() {
            Ok((proof, factor)) => {
                let errand = Errand::TurnOff {
                    proof,
                    factor,
                    others,
                };
                self.send_errand(id, number, errand, Some(reply));
            }
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    fn send_errand(
        &mut self,
        id: ConnectionId,
        number: u64,
        errand: Errand,
        reply: Option<Reply<()>>,
    ) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => {
                if let Some(reply) = reply {
                    self.answer(reply, Err(failure));
                }
                return;
            }
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.two_factor() {
                Some(service) => errand.run(service, &grant).await,
                None => Err(ServiceError::NotFound.into()),
            };
            report(Report::TwoFactorAnswered(Box::new(Answered {
                connection: id,
                session: grant.session().clone(),
                number,
                result,
                reply,
            })));
        });
    }
}

impl Proof {
    pub(in crate::companion) fn checked(self) -> Result<(Password, Option<SecondFactor>), Failure> {
        // One that is too short cannot be the right one, and is not worth a try.
        check_password(&self.password).map_err(|_| FailureCode::PasswordWrong)?;
        let factor = self.factor.map(second_factor);
        Ok((self.password, factor))
    }

    fn checked_with_factor(self) -> Result<(Password, SecondFactor), Failure> {
        let (password, factor) = self.checked()?;
        Ok((password, factor.ok_or(FailureCode::FactorNeeded)?))
    }
}
