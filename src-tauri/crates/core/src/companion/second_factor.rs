//! The second half of a sign-in: the password was right, and a second factor is wanted.

use std::sync::Arc;
use std::time::Duration;

use super::requests::{Reply, Report};
use super::sign_in::SignInReply;
use super::state::{Connection, State};
use super::two_factor::{second_factor, soon_enough};
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{ServiceError, SignedIn};
use crate::ports::two_factor::{HalfSignedIn, NotFinished, SecondFactor, TwoFactorError};
use crate::session::SessionEvent;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::two_factor::{SecondFactorInput, SignInStep};

/// No service waits longer; guards against one whose clock is elsewhere.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// What the password gave is in here, and nowhere else.
pub(super) struct HalfWay {
    sign_in: Arc<dyn HalfSignedIn>,
    pub expires_at: Timestamp,
    /// As far as the service has said.
    pub tries_left: Option<u32>,
}

impl State {
    /// An answer that nobody waits for any more is dropped, and the service forgets it by itself.
    pub(super) async fn second_factor_wanted(
        &mut self,
        id: ConnectionId,
        number: u64,
        sign_in: Box<dyn HalfSignedIn>,
    ) {
        let (now, clock, report) = (
            self.parts.clock.now(),
            Arc::clone(&self.parts.clock),
            self.reporter(),
        );
        let Some(attempt) = self.attempt_mut(id, number) else {
            return;
        };
        let (expires_at, left) = soon_enough(sign_in.expires_at(), now, LONGEST);
        attempt.half = Some(HalfWay {
            sign_in: Arc::from(sign_in),
            expires_at,
            tries_left: None,
        });
        let reply = attempt.reply.take();
        tokio::spawn(async move {
            clock.sleep(left).await;
            report(Report::SecondFactorLapsed {
                connection: id,
                attempt: number,
            });
        });
        self.session_event_or_warn(id, SessionEvent::SecondFactorWanted)
            .await;
        self.answer_sign_in(reply, Ok(SignInStep::SecondFactorWanted));
    }

    pub(super) fn finish_sign_in(
        &mut self,
        id: ConnectionId,
        factor: SecondFactorInput,
        reply: Reply<()>,
    ) {
        let report = self.reporter();
        let attempt = self
            .connection_mut(id)
            .and_then(|connection| connection.attempt.as_mut())
            .filter(|attempt| attempt.reply.is_none() && attempt.signed_in.is_none());
        let Some((attempt, sign_in)) = attempt.and_then(|attempt| {
            let sign_in = Arc::clone(&attempt.half.as_ref()?.sign_in);
            Some((attempt, sign_in))
        }) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let factor = second_factor(factor);
        attempt.by_recovery_key = matches!(factor, SecondFactor::RecoveryKey(_));
        attempt.reply = Some(SignInReply::Done(reply));
        let number = attempt.number;
        tokio::spawn(async move {
            let result = sign_in.finish(&factor).await;
            report(Report::SecondFactorAnswered {
                connection: id,
                attempt: number,
                result,
            });
        });
    }

    pub(super) async fn second_factor_answered(
        &mut self,
        id: ConnectionId,
        number: u64,
        result: Result<SignedIn, NotFinished>,
    ) {
        let refused = match result {
            Ok(signed_in) => return self.let_in(id, number, signed_in).await,
            Err(refused) => refused,
        };
        let now = self.parts.clock.now();
        let Some(attempt) = self.attempt_mut(id, number) else {
            return;
        };
        let late = attempt.half.as_mut().is_none_or(|half| {
            half.tries_left = refused.tries_left.or(half.tries_left);
            half.expires_at <= now
        });
        let used_up = refused.why == TwoFactorError::Lapsed || refused.tries_left == Some(0);
        if late || used_up {
            return self
                .sign_in_failed(id, FailureCode::FactorLapsed.into())
                .await;
        }
        // The password was changed meanwhile: with this one nothing comes of a code any more.
        if refused.why == TwoFactorError::Service(ServiceError::WrongCredentials) {
            let failure = FailureCode::WrongCredentials.into();
            return self.sign_in_failed(id, failure).await;
        }
        let reply = attempt.reply.take();
        self.answer_sign_in(reply, Err(Failure::from(&refused)));
    }

    /// One that the service is looking at just now is the service's to judge.
    pub(super) async fn second_factor_lapsed(&mut self, id: ConnectionId, number: u64) {
        let waits = self
            .attempt_mut(id, number)
            .is_some_and(|attempt| attempt.reply.is_none() && attempt.signed_in.is_none());
        if waits {
            self.sign_in_failed(id, FailureCode::FactorLapsed.into())
                .await;
        }
    }
}

impl Connection {
    pub(super) fn half_way(&self) -> Option<&HalfWay> {
        self.attempt.as_ref()?.half.as_ref()
    }
}
