//! One try at the second factor, after a right password: accepted and used up in one transaction, or refused and counted.
//!
//! A wrong clock is told to the owner, because nobody finds that out alone. It tells a guesser as well which code will
//! be right soon; so that one never is.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::SignInFinishResponse;
use porchlight_protocol::event::{ChangeType, CredentialType};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::{SecondFactor, SecondFactorRequest};
use uuid::Uuid;

use super::one_time_code::{self, Judgement};
use super::recovery_code;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{
    NewSession, StoreError, TwoFactorRow, Tx, enrolments, events, sessions, two_factor,
};

/// Seconds from the password to the second factor.
pub const CHALLENGE_VALID_FOR: i64 = 300;
const TRIES_PER_CHALLENGE: u32 = 5;
/// Wrong codes that cost nothing but the try.
const FREE_FAILURES: i64 = 5;
/// After each further one, no code is looked at for this long, then twice as long, up to an hour.
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 3_600;
/// Wrong codes in a row until only a recovery code or the recovery key helps (NIST SP 800-63B §3.2.2).
const MOST_FAILURES: i64 = 100;

/// What a second factor is good for.
#[derive(Clone, Copy)]
pub(crate) enum Occasion<'a> {
    SignIn {
        account: Uuid,
        challenge: Uuid,
        /// Of the device key.
        thumbprint: &'a str,
        /// After this one.
        tries_left: u32,
    },
    /// The session wants to change how its owner signs in.
    Change(&'a Session),
    /// The recovery key was right, in the place of a forgotten password.
    NewPassword {
        account: Uuid,
        /// Of the device key.
        thumbprint: &'a str,
    },
}

impl Occasion<'_> {
    pub(super) fn account(&self) -> Uuid {
        match self {
            Self::SignIn { account, .. } | Self::NewPassword { account, .. } => *account,
            Self::Change(session) => session.account,
        }
    }

    pub(super) fn thumbprint(&self) -> &str {
        match self {
            Self::SignIn { thumbprint, .. } | Self::NewPassword { thumbprint, .. } => thumbprint,
            Self::Change(session) => &session.thumbprint,
        }
    }

    /// What whoever got this far knows, or holds.
    fn shown(&self) -> CredentialType {
        match self {
            Self::SignIn { .. } | Self::Change(_) => CredentialType::Password,
            Self::NewPassword { .. } => CredentialType::RecoveryKey,
        }
    }
}

/// What a try came to.
pub(super) enum Tried {
    Accepted,
    /// Refused, and written down.
    Counted(Refusal),
    /// Not looked at: it costs no try.
    NotLookedAt(Refusal),
}

impl Service {
    /// Ends a sign-in whose password was right.
    ///
    /// # Errors
    /// `stale-state` when the challenge is used up, too old, or another computer's; `wrong-code`, `code-used`,
    /// `code-clock`, `wrong-recovery-code`, `wrong-recovery-key`, `recovery-key-not-set`, `too-many-tries`,
    /// `second-factor-locked`
    pub async fn sign_in_second_factor(
        &self,
        request: &SecondFactorRequest,
        thumbprint: &str,
    ) -> Result<SignInFinishResponse, Refusal> {
        let (now, store) = (self.now(), &self.inner.store);
        let mut tx = store.begin().await?;
        let challenged = enrolments::try_challenge(
            &mut tx,
            request.challenge,
            thumbprint,
            now - CHALLENGE_VALID_FOR,
            TRIES_PER_CHALLENGE,
        )
        .await?
        .ok_or(ProblemType::StaleState)?;
        let account = challenged.account;
        let occasion = Occasion::SignIn {
            account,
            challenge: request.challenge,
            thumbprint,
            tries_left: TRIES_PER_CHALLENGE.saturating_sub(challenged.tries),
        };
        let mut tx = self.pass(tx, occasion, &request.factor).await?;
        let (token, token_index) = self.new_token();
        let session = NewSession {
            id: request.challenge,
            account,
            token_index,
            thumbprint: thumbprint.into(),
            proved_at: challenged.proved_at,
            now,
        };
        let about = Some(thumbprint.to_owned());
        let amr = ["pwd", method(&request.factor)];
        let event = self.session_established(account, session.id, None, about, &amr);
        enrolments::meet_challenge(&mut tx, session.id).await?;
        if !sessions::begin(&mut tx, &session, &event).await? {
            return Err(ProblemType::StaleState.into());
        }
        let left = two_factor::recovery_codes(&mut tx, account).await?.len();
        let mut answer = self.signed_in(&session, token).await?;
        answer.recovery_codes_left = Some(u32::try_from(left).unwrap_or(u32::MAX));
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(answer)
    }

    /// The transaction again, in which the factor was accepted and used up. It counts only once it is committed, together
    /// with what it is good for.
    ///
    /// # Errors
    /// `two-factor-off`, and as in [`Service::sign_in_second_factor`]
    pub(crate) async fn pass(
        &self,
        mut tx: Tx,
        occasion: Occasion<'_>,
        factor: &SecondFactor,
    ) -> Result<Tx, Refusal> {
        let account = occasion.account();
        let row = two_factor::of(&mut tx, account).await?;
        let row = row.ok_or(ProblemType::TwoFactorOff)?;
        let tried = match factor {
            SecondFactor::Code(typed) => self.try_code(&mut tx, occasion, &row, typed).await?,
            SecondFactor::RecoveryCode(typed) => {
                self.try_recovery_code(&mut tx, account, typed).await?
            }
            SecondFactor::RecoveryKeyProof(answer) => {
                self.try_recovery_key(&mut tx, occasion, answer).await?
            }
        };
        match tried {
            Tried::Accepted => Ok(tx),
            Tried::Counted(refusal) => {
                tx.commit().await.map_err(StoreError::from)?;
                self.inner.wakes.written();
                Err(match occasion {
                    Occasion::SignIn { tries_left, .. } => Refusal::Counted {
                        refusal: Box::new(refusal),
                        tries_left,
                    },
                    Occasion::Change(_) | Occasion::NewPassword { .. } => refusal,
                })
            }
            Tried::NotLookedAt(refusal) => Err(refusal),
        }
    }

    async fn try_code(
        &self,
        tx: &mut Tx,
        occasion: Occasion<'_>,
        row: &TwoFactorRow,
        typed: &str,
    ) -> Result<Tried, StoreError> {
        let (account, now) = (occasion.account(), self.now());
        let Some(code) = one_time_code::digits(typed) else {
            return Ok(Tried::NotLookedAt(ProblemType::WrongCode.into()));
        };
        if row.failures >= MOST_FAILURES {
            return Ok(Tried::NotLookedAt(ProblemType::SecondFactorLocked.into()));
        }
        if now < row.open_at {
            let retry_after = u32::try_from(row.open_at - now).unwrap_or(u32::MAX);
            return Ok(Tried::NotLookedAt(Refusal::TooManyTries { retry_after }));
        }
        let refusal = match self.judge_code(&row.sealed_secret, account, &code)? {
            Judgement::Right(step) => {
                let first = two_factor::accept_step(tx, account, step).await?;
                return Ok(if first {
                    Tried::Accepted
                } else {
                    Tried::Counted(ProblemType::CodeUsed.into())
                });
            }
            Judgement::WrongClock { step, ahead } => {
                two_factor::tell_step(tx, account, step).await?;
                Refusal::CodeClock { ahead }
            }
            Judgement::Wrong => ProblemType::WrongCode.into(),
        };
        let failures = row.failures + 1;
        two_factor::count_failure(tx, account, now + wait_after(failures)).await?;
        if failures >= MOST_FAILURES {
            let event = self.credential_compromise(account, occasion.shown());
            events::insert(tx, &event).await?;
        }
        Ok(Tried::Counted(refusal))
    }

    async fn try_recovery_code(
        &self,
        tx: &mut Tx,
        account: Uuid,
        typed: &str,
    ) -> Result<Tried, StoreError> {
        let Some(code) = recovery_code::normal(typed) else {
            return Ok(Tried::NotLookedAt(ProblemType::WrongRecoveryCode.into()));
        };
        let hashes = two_factor::recovery_codes(tx, account).await?;
        let used = match self.recovery_code_among(&hashes, account, &code) {
            Some(hash) => two_factor::use_recovery_code(tx, account, hash).await?,
            None => false,
        };
        if !used {
            return Ok(Tried::Counted(ProblemType::WrongRecoveryCode.into()));
        }
        let kind = (CredentialType::RecoveryCode, ChangeType::Revoke);
        events::insert(tx, &self.credential_change(account, kind, None)).await?;
        Ok(Tried::Accepted)
    }

    pub(super) fn judge_code(
        &self,
        sealed_secret: &[u8],
        account: Uuid,
        code: &str,
    ) -> Result<Judgement, StoreError> {
        self.inner
            .secrets
            .unseal_totp(sealed_secret, account)
            .and_then(|secret| one_time_code::judge(&secret, code, self.now()))
            .ok_or(StoreError::Damaged("two-factor secret"))
    }

    /// Looks at all of them, whichever it is.
    pub(super) fn recovery_code_among<'a, H: AsRef<[u8]>>(
        &self,
        hashes: &'a [H],
        account: Uuid,
        code: &str,
    ) -> Option<&'a [u8]> {
        let secrets = &self.inner.secrets;
        hashes.iter().map(AsRef::as_ref).fold(None, |found, hash| {
            let is_it = secrets.is_recovery_code(hash, account, code);
            if is_it { Some(hash) } else { found }
        })
    }
}

/// As RFC 8176 calls it.
fn method(factor: &SecondFactor) -> &'static str {
    match factor {
        SecondFactor::Code(_) | SecondFactor::RecoveryCode(_) => "otp",
        SecondFactor::RecoveryKeyProof(_) => "swk",
    }
}

/// Seconds.
fn wait_after(failures: i64) -> UnixSeconds {
    match u32::try_from(failures - FREE_FAILURES) {
        Ok(beyond) => (FIRST_WAIT << beyond.min(16)).min(LONGEST_WAIT),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_guesses_take_days_and_a_few_slips_nothing() {
        let waits: Vec<_> = (1..=MOST_FAILURES).map(wait_after).collect();
        assert_eq!(waits[..6], [0, 0, 0, 0, 30, 60]);
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&LONGEST_WAIT));
        assert!(waits.iter().sum::<i64>() > 3 * 86_400);
    }
}
