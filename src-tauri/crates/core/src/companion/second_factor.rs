//! The second half of a sign-in: the password was right, and a second factor is wanted.

use std::sync::Arc;
use std::time::Duration;

use super::requests::{Reply, Report};
use super::sign_in::SignInReply;
use super::state::{Connection, State};
use super::two_factor::{second_factor, soon_enough};
use crate::error::{Failure, FailureCode};
use crate::ports::provider::{ServiceError, SignedIn};
use crate::ports::two_factor::{
    Challenge, CodeSent, FactorOffer, NotFinished, SecondFactor, SentBy, TwoFactorError,
};
use crate::session::SessionEvent;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::two_factor::{SecondFactorInput, SignInStep};

/// No service waits longer; guards against one whose clock is elsewhere.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// What the password gave is in here, and nowhere else.
pub(super) struct HalfWay {
    challenge: Arc<dyn Challenge>,
    pub offers: Vec<FactorOffer>,
    pub expires_at: Timestamp,
    /// A code was sent: from then on it may be sent once more.
    pub send_again_at: Option<Timestamp>,
    /// As far as the service has said.
    pub tries_left: Option<u32>,
}

impl State {
    /// An answer that nobody waits for any more is dropped, and the service forgets it by itself.
    pub(super) async fn second_factor_wanted(
        &mut self,
        id: ConnectionId,
        number: u64,
        challenge: Box<dyn Challenge>,
    ) {
        let (now, clock, report) = (
            self.parts.clock.now(),
            Arc::clone(&self.parts.clock),
            self.reporter(),
        );
        let Some(attempt) = self.attempt_mut(id, number) else {
            return;
        };
        let (expires_at, left) = soon_enough(challenge.expires_at(), now, LONGEST);
        attempt.half = Some(HalfWay {
            offers: challenge.offers(),
            challenge: Arc::from(challenge),
            expires_at,
            send_again_at: None,
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
        let Some((attempt, challenge)) = attempt.and_then(|attempt| {
            let challenge = Arc::clone(&attempt.half.as_ref()?.challenge);
            Some((attempt, challenge))
        }) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        let factor = second_factor(factor);
        attempt.by_recovery_key = matches!(factor, SecondFactor::RecoveryKey(_));
        attempt.reply = Some(SignInReply::Done(reply));
        let number = attempt.number;
        tokio::spawn(async move {
            let result = challenge.answer(&factor).await;
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

    pub(super) fn send_factor_code(&mut self, id: ConnectionId, way: SentBy, reply: Reply<()>) {
        let (now, report) = (self.parts.clock.now(), self.reporter());
        let attempt = self.connection(id).and_then(|known| known.attempt.as_ref());
        let half = attempt.and_then(|attempt| Some((attempt.number, attempt.half.as_ref()?)));
        let offered = |half: &HalfWay| {
            half.offers.iter().any(|offer| match offer {
                FactorOffer::Email { .. } => way == SentBy::Email,
                FactorOffer::Sms { .. } => way == SentBy::Sms,
                FactorOffer::RecoveryCode | FactorOffer::RecoveryKey | FactorOffer::Totp => false,
            })
        };
        let Some((number, half)) = half.filter(|(_, half)| offered(half)) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        if let Some(at) = half.send_again_at.filter(|at| *at > now) {
            let seconds = u32::try_from((at.0 - now.0).div_euclid(1000) + 1).unwrap_or(u32::MAX);
            let failure = Failure::new(FailureCode::TooManyTries).with_retry_after(seconds);
            return self.answer(reply, Err(failure));
        }
        let challenge = Arc::clone(&half.challenge);
        tokio::spawn(async move {
            let result = challenge.send(way).await;
            report(Report::FactorCodeSent {
                connection: id,
                attempt: number,
                result,
                reply,
            });
        });
    }

    pub(super) fn factor_code_sent(
        &mut self,
        id: ConnectionId,
        number: u64,
        result: Result<CodeSent, TwoFactorError>,
        reply: Reply<()>,
    ) {
        let (now, half) = (
            self.parts.clock.now(),
            self.attempt_mut(id, number)
                .and_then(|attempt| attempt.half.as_mut()),
        );
        if let (Ok(sent), Some(half)) = (&result, half) {
            let (again_at, _) = soon_enough(sent.again_at, now, LONGEST);
            half.send_again_at = Some(again_at);
        }
        let sent = result.map(drop).map_err(|error| Failure::from(&error));
        self.answer(reply, sent);
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
