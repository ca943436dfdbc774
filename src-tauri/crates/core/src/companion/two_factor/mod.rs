//! Two-factor sign-in of an account: what it is now, turning it on and off, new recovery codes. What is half finished lives
//! here, in memory only, and is wiped when it is dropped.
//!
//! - [`asking`]: what a window may ask
//! - [`change`]: what is half finished, and what is shown of it
//! - [`errands`], [`at_service`], [`answers`]: what goes to the service, what it is asked, and what comes back

mod answers;
mod asking;
mod at_service;
mod change;
mod errands;

use std::time::Duration;

pub(super) use answers::Answered;
pub(super) use asking::{Ask, Proof};

use change::Change;

use super::state::{Connection, State};
use crate::error::{Failure, FailureCode};
use crate::ports::two_factor::{SecondFactor, TwoFactorState};
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::two_factor::{SecondFactorInput, SecondFactorKind, TwoFactorView};

/// Of the session that is active.
#[derive(Default)]
pub(super) struct TwoFactor {
    /// As the service said last.
    told: Option<TwoFactorState>,
    /// The newest question; answers to older ones are out of date.
    asked: u64,
    /// The newest change that was begun.
    begun: u64,
    change: Option<Change>,
}

impl State {
    pub(super) async fn two_factor(&mut self, id: ConnectionId, ask: Ask) {
        match ask {
            Ask::FinishSignIn { factor, reply } => self.finish_sign_in(id, factor, reply),
            Ask::BeginEnrolment { proof, reply } => self.begin_enrolment(id, proof, reply),
            Ask::RevealEnrolment { reply } => {
                let revealed = self.half_finished(id).and_then(Change::reveal_enrolment);
                self.answer(reply, revealed);
            }
            Ask::CopyEnrolmentKey { reply } => {
                match self.half_finished(id).and_then(Change::reveal_enrolment) {
                    Ok(reveal) => self.copy_code(reveal.key.concat(), reply),
                    Err(failure) => self.answer(reply, Err(failure)),
                }
            }
            Ask::OpenAuthenticator { reply } => {
                let opened = self.open_authenticator(id);
                self.answer(reply, opened);
            }
            Ask::CheckEnrolmentCode { code, reply } => self.check_enrolment(id, code, reply),
            Ask::BeginRecoveryCodes { proof, reply } => self.begin_recovery_codes(id, proof, reply),
            Ask::RevealRecoveryCodes { reply } => {
                let codes = self.half_finished(id).and_then(Change::reveal_codes);
                self.answer(reply, codes);
            }
            Ask::ConfirmRecoveryCodes {
                typed,
                others,
                reply,
            } => self.confirm_change(id, typed, others, reply),
            Ask::Cancel { reply } => {
                if let Some(connection) = self.connection_mut(id) {
                    // An answer that still comes belongs to nobody.
                    connection.two_factor.begun = 0;
                    connection.two_factor.change = None;
                }
                self.answer(reply, Ok(()));
            }
            Ask::TurnOff {
                proof,
                others,
                reply,
            } => self.turn_off_two_factor(id, proof, others, reply),
        }
    }

    fn open_authenticator(&self, id: ConnectionId) -> Result<(), Failure> {
        let address = self.half_finished(id)?.address()?;
        if self.parts.desktop.open_authenticator(address) {
            Ok(())
        } else {
            Err(FailureCode::NoAuthenticatorProgram.into())
        }
    }

    fn half_finished(&self, id: ConnectionId) -> Result<&Change, Failure> {
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let change = connection.two_factor.change.as_ref();
        change.ok_or_else(|| FailureCode::NotNow.into())
    }

    /// Its ten minutes are over, or the service knows it no more.
    pub(super) fn drop_two_factor_change(&mut self, id: ConnectionId, number: u64) {
        if let Some(connection) = self.connection_mut(id) {
            connection
                .two_factor
                .change
                .take_if(|change| change.number == number);
        }
    }
}

impl Connection {
    pub(super) fn two_factor_view(&self) -> TwoFactorView {
        let offered = self
            .provider
            .as_ref()
            .is_none_or(|provider| provider.two_factor().is_some());
        match self.two_factor.told {
            _ if !offered => TwoFactorView::NotOffered,
            None => TwoFactorView::Unknown,
            Some(TwoFactorState::Off) => TwoFactorView::Off,
            Some(TwoFactorState::On {
                since,
                recovery_codes_left,
            }) => TwoFactorView::On {
                since,
                recovery_codes_left,
            },
        }
    }
}

pub(super) fn second_factor(input: SecondFactorInput) -> SecondFactor {
    match input.kind {
        SecondFactorKind::Code => SecondFactor::Code(input.typed),
        SecondFactorKind::EmailCode => SecondFactor::EmailCode(input.typed),
        SecondFactorKind::RecoveryCode => SecondFactor::RecoveryCode(input.typed),
        SecondFactorKind::RecoveryKey => SecondFactor::RecoveryKey(input.typed),
        SecondFactorKind::SmsCode => SecondFactor::SmsCode(input.typed),
    }
}

/// When something lapses that the service says lapses at `claimed`, and how long that is from now. The service's clock may be
/// elsewhere; nothing is kept for longer than `longest`.
pub(super) fn soon_enough(
    claimed: Timestamp,
    now: Timestamp,
    longest: Duration,
) -> (Timestamp, Duration) {
    let latest = now
        .0
        .saturating_add(i64::try_from(longest.as_millis()).unwrap_or(i64::MAX));
    let at = if (now.0 + 1..latest).contains(&claimed.0) {
        claimed.0
    } else {
        latest
    };
    let left = u64::try_from(at.saturating_sub(now.0)).unwrap_or_default();
    (Timestamp(at), Duration::from_millis(left))
}
