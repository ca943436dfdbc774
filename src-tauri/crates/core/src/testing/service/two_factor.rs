//! Two-factor at the fake: codes of thirty seconds each, good once, and everything that can be wrong with one.

mod codes;
mod sent;

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;

use codes::{InForce, MOST_FAILURES, Refused, STEP, code_of, counted, free, judge};
use sent::SentCodes;

use super::{Ability, FakeService, Inner, lock};
use crate::ports::grant::Grant;
use crate::ports::provider::{ServiceError, SessionId, SignedIn};
use crate::ports::two_factor::{
    Challenge, CodeSent, Enrolment, FactorOffer, NotFinished, OtherSessions, RecoveryCodes,
    SecondFactor, SentBy, TwoFactorError, TwoFactorService, TwoFactorState,
};
use crate::secret::Password;
use crate::session::EndReason;
use crate::time::Timestamp;

const TRIES_PER_CHALLENGE: u32 = 5;

#[derive(Default)]
pub(super) struct TwoFactors {
    /// By account, as everything here.
    on: HashMap<String, InForce>,
    half: HashMap<String, HalfEnrolled>,
    proved: HashSet<SessionId>,
    /// It stands in for a code.
    recovery_key: Option<String>,
    /// Of new recovery keys that are being written down.
    keys_begun: HashSet<u32>,
    /// Account and tries of sign-ins whose password was right.
    challenges: HashMap<u32, (String, u32)>,
    last: u32,
    sent: SentCodes,
    /// Steps since tests began.
    passed: i64,
}

struct HalfEnrolled {
    session: SessionId,
    secret: Option<String>,
    codes: Vec<String>,
    shown: Option<i64>,
}

impl TwoFactors {
    /// 2026-01-01, and what has passed since.
    fn step(&self) -> i64 {
        1_767_225_600 / STEP + self.passed
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.step() * STEP)
    }

    fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    fn new_codes(&mut self) -> Vec<String> {
        let set = self.next();
        (0..10).map(|n| format!("CODE-{set:04}-{n:04}")).collect()
    }

    /// `None` when no code is wanted.
    pub(super) fn challenge(&mut self, account: &str) -> Option<u32> {
        self.on.contains_key(account).then(|| {
            let id = self.next();
            self.challenges.insert(id, (account.to_owned(), 0));
            id
        })
    }

    fn pass(&mut self, account: &str, factor: &SecondFactor) -> Result<(), Refused> {
        let step = self.step();
        let on = self
            .on
            .get_mut(account)
            .ok_or_else(|| free(TwoFactorError::Off))?;
        match factor {
            SecondFactor::Code(typed) => on.try_code(typed.expose(), step),
            SecondFactor::RecoveryCode(typed) => {
                let at = on.codes.iter().position(|code| code == typed.expose());
                let at = at.ok_or_else(|| counted(TwoFactorError::WrongRecoveryCode))?;
                on.codes.remove(at);
                (on.failures, on.open_at) = (0, 0);
                Ok(())
            }
            SecondFactor::EmailCode(typed) => self.sent.pass(SentBy::Email, typed),
            SecondFactor::SmsCode(typed) => self.sent.pass(SentBy::Sms, typed),
            SecondFactor::RecoveryKey(typed) => {
                let right = self.recovery_key.as_deref() == Some(typed.expose());
                right
                    .then_some(())
                    .ok_or_else(|| counted(TwoFactorError::WrongRecoveryKey))
            }
        }
    }
}

// --- what tests do ---

impl FakeService {
    /// What an authenticator with this key shows now; `off` steps of thirty seconds ahead.
    pub fn code(&self, key: &str, off: i64) -> String {
        code_of(key, lock(&self.0.inner).two_factors.step() + off)
    }

    /// Steps of thirty seconds.
    pub fn time_passes(&self, steps: i64) {
        self.change(|inner| inner.two_factors.passed += steps);
    }

    /// The one account has it on already; its key and recovery codes.
    pub fn turn_two_factor_on(&self, account: &str) -> (String, Vec<String>) {
        self.change(|inner| {
            let two_factors = &mut inner.two_factors;
            let (secret, codes) = (two_factors.new_secret(), two_factors.new_codes());
            let on = InForce {
                secret: secret.clone(),
                since: two_factors.now(),
                codes: codes.clone(),
                used: 0,
                failures: 0,
                open_at: 0,
            };
            two_factors.on.insert(account.to_owned(), on);
            (secret, codes)
        })
    }

    /// Somebody who knows the password has guessed to the end.
    pub fn lock_second_factor(&self, account: &str) {
        self.change(|inner| {
            if let Some(on) = inner.two_factors.on.get_mut(account) {
                on.failures = MOST_FAILURES;
            }
        });
    }

    /// What is half finished, here and in sign-ins, is forgotten.
    pub fn half_finished_lapses(&self) {
        self.change(|inner| {
            inner.two_factors.half.clear();
            inner.two_factors.challenges.clear();
            inner.two_factors.keys_begun.clear();
        });
    }

    /// Sessions that are good.
    pub fn open_sessions(&self) -> Vec<SessionId> {
        let inner = lock(&self.0.inner);
        let good = inner.sessions.iter().filter(|(_, end)| end.is_none());
        good.map(|(session, _)| session.clone()).collect()
    }

    pub(super) async fn of_account<T>(
        &self,
        grant: &Grant,
        work: impl FnOnce(&mut Inner, &str) -> Result<T, TwoFactorError> + Send,
    ) -> Result<T, TwoFactorError> {
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            let owner = inner.owners.get(grant.session()).cloned();
            work(inner, &owner.ok_or(ServiceError::NotRecognised)?)
        })
    }

    fn end_others(inner: &mut Inner, own: &SessionId, others: OtherSessions) {
        if others == OtherSessions::End {
            let end = Self::end(EndReason::TwoFactorChanged);
            for (session, over) in &mut inner.sessions {
                if session != own && over.is_none() {
                    *over = Some(end.clone());
                }
            }
        }
    }

    pub(super) fn unless_lost<T>(&self, answer: T) -> Result<T, TwoFactorError> {
        if lock(&self.0.inner).loses_answers {
            Err(ServiceError::TimedOut.into())
        } else {
            Ok(answer)
        }
    }
}

impl TwoFactors {
    /// What stands in for a code from now on.
    pub(super) fn take_recovery_key(&mut self, key: Option<String>) {
        self.recovery_key = key;
    }

    /// A new recovery key may be written down, until what is half finished lapses.
    pub(super) fn begin_key(
        &mut self,
        account: &str,
        session: &SessionId,
        factor: Option<&SecondFactor>,
    ) -> Result<(u32, Timestamp), TwoFactorError> {
        self.proved(session)?;
        self.pass_change(account, factor)?;
        let number = self.next();
        self.keys_begun.insert(number);
        Ok((number, Timestamp(self.now().0 + 1_800_000)))
    }

    /// A change, by a session whose password was right a moment ago.
    pub(super) fn pass_change(
        &mut self,
        account: &str,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError> {
        if self.on.contains_key(account) {
            let factor = factor.ok_or(TwoFactorError::SecondFactorNeeded)?;
            self.pass(account, factor).map_err(|refused| refused.why)?;
        }
        Ok(())
    }

    /// So many milliseconds from now.
    pub(super) fn later(&self, milliseconds: i64) -> Timestamp {
        Timestamp(self.now().0 + milliseconds)
    }

    /// Milliseconds that a new password waits, and now.
    pub(super) fn wait_and_now(&self, account: &str, wait: i64) -> (i64, Timestamp) {
        let on = self.on.contains_key(account);
        (if on { 0 } else { wait }, self.now())
    }

    /// The recovery key stands for the password there, and not for the factor.
    pub(super) fn pass_to_recover(
        &mut self,
        account: &str,
        factor: Option<&SecondFactor>,
    ) -> Result<(), TwoFactorError> {
        let factor = factor.filter(|factor| !matches!(factor, SecondFactor::RecoveryKey(_)));
        let factor = factor.ok_or(TwoFactorError::SecondFactorNeeded)?;
        self.pass(account, factor).map_err(|refused| refused.why)
    }

    pub(super) fn key_is_begun(&self, number: u32) -> bool {
        self.keys_begun.contains(&number)
    }

    fn new_secret(&mut self) -> String {
        let number = self.next();
        let letter = |n: u32| char::from(b'A' + u8::try_from(n % 10).unwrap_or_default());
        let digits: String = [1_000, 100, 10, 1]
            .map(|unit| letter(number / unit))
            .iter()
            .collect();
        format!("PORCHLIGHTPORCHLIGHTPORCHLIG{digits}")
    }

    fn proved(&mut self, session: &SessionId) -> Result<(), TwoFactorError> {
        if self.proved.contains(session) {
            Ok(())
        } else {
            Err(TwoFactorError::FreshProofNeeded)
        }
    }

    fn under_way(
        &mut self,
        account: &str,
        session: &SessionId,
    ) -> Result<&mut HalfEnrolled, TwoFactorError> {
        let half = self.half.get_mut(account);
        half.filter(|half| half.session == *session)
            .ok_or(TwoFactorError::Lapsed)
    }

    fn typed_back(codes: &[String], typed: &Password) -> Result<(), TwoFactorError> {
        if codes.iter().any(|code| code == typed.expose()) {
            Ok(())
        } else {
            Err(TwoFactorError::WrongRecoveryCode)
        }
    }

    fn begin(&mut self, account: &str, session: &SessionId, secret: Option<String>) -> Vec<String> {
        let codes = self.new_codes();
        let half = HalfEnrolled {
            session: session.clone(),
            secret,
            codes: codes.clone(),
            shown: None,
        };
        self.half.insert(account.to_owned(), half);
        codes
    }

    fn lapses(&self) -> Timestamp {
        Timestamp(self.now().0 + 600_000)
    }
}

fn passwords(codes: Vec<String>) -> Vec<Password> {
    codes.into_iter().map(Password::new).collect()
}

#[async_trait]
impl TwoFactorService for FakeService {
    async fn two_factor(&self, grant: &Grant) -> Result<TwoFactorState, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        let inner = lock(&self.0.inner);
        let account = inner.owners.get(grant.session());
        Ok(
            match account.and_then(|account| inner.two_factors.on.get(account)) {
                Some(on) => TwoFactorState::On {
                    since: on.since,
                    recovery_codes_left: u32::try_from(on.codes.len()).unwrap_or(u32::MAX),
                },
                None => TwoFactorState::Off,
            },
        )
    }

    async fn prove_password(&self, grant: &Grant, password: &Password) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            let account = inner.owners.get(grant.session());
            let right = inner
                .accounts
                .values()
                .any(|(right, of)| Some(of) == account && right == password.expose());
            if right {
                inner.two_factors.proved.insert(grant.session().clone());
                Ok(())
            } else {
                Err(ServiceError::WrongCredentials)
            }
        })
    }

    async fn begin_enrolment(
        &self,
        grant: &Grant,
        label: &str,
        factor: Option<&SecondFactor>,
    ) -> Result<Enrolment, TwoFactorError> {
        let given = self.of_account(grant, |inner, account| {
            let two_factors = &mut inner.two_factors;
            two_factors.proved(grant.session())?;
            if two_factors.on.contains_key(account) {
                let factor = factor.ok_or(TwoFactorError::SecondFactorNeeded)?;
                two_factors
                    .pass(account, factor)
                    .map_err(|refused| refused.why)?;
            }
            let secret = two_factors.new_secret();
            let codes = two_factors.begin(account, grant.session(), Some(secret.clone()));
            let address = format!("otpauth://totp/Fake%20service:{label}?secret={secret}");
            Ok(Enrolment {
                secret: Password::new(secret),
                address: Password::new(address),
                recovery_codes: passwords(codes),
                expires_at: two_factors.lapses(),
            })
        });
        given.await
    }

    async fn check_enrolment(&self, grant: &Grant, code: &Password) -> Result<(), TwoFactorError> {
        let checked = self.of_account(grant, |inner, account| {
            let step = inner.two_factors.step();
            let half = inner.two_factors.under_way(account, grant.session())?;
            let secret = half.secret.as_deref().ok_or(TwoFactorError::Lapsed)?;
            half.shown = Some(judge(secret, code.expose(), step)?);
            Ok(())
        });
        checked.await
    }

    async fn confirm_enrolment(
        &self,
        grant: &Grant,
        recovery_code: &Password,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError> {
        let confirmed = self.of_account(grant, |inner, account| {
            let two_factors = &mut inner.two_factors;
            let since = two_factors.now();
            let half = two_factors.under_way(account, grant.session())?;
            let secret = half.secret.clone().ok_or(TwoFactorError::Lapsed)?;
            let used = half.shown.ok_or(TwoFactorError::SecondFactorNeeded)?;
            TwoFactors::typed_back(&half.codes, recovery_code)?;
            let on = InForce {
                secret,
                since,
                codes: half.codes.clone(),
                used,
                failures: 0,
                open_at: 0,
            };
            two_factors.on.insert(account.to_owned(), on);
            two_factors.half.remove(account);
            Self::end_others(inner, grant.session(), others);
            Ok(())
        });
        confirmed.await?;
        self.unless_lost(())
    }

    async fn turn_off(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError> {
        let off = self.of_account(grant, |inner, account| {
            inner.two_factors.proved(grant.session())?;
            inner
                .two_factors
                .pass(account, factor)
                .map_err(|refused| refused.why)?;
            inner.two_factors.on.remove(account);
            inner.two_factors.half.remove(account);
            Self::end_others(inner, grant.session(), others);
            Ok(())
        });
        off.await?;
        self.unless_lost(())
    }

    async fn begin_recovery_codes(
        &self,
        grant: &Grant,
        factor: &SecondFactor,
    ) -> Result<RecoveryCodes, TwoFactorError> {
        let given = self.of_account(grant, |inner, account| {
            let two_factors = &mut inner.two_factors;
            two_factors.proved(grant.session())?;
            two_factors
                .pass(account, factor)
                .map_err(|refused| refused.why)?;
            let codes = two_factors.begin(account, grant.session(), None);
            Ok(RecoveryCodes {
                codes: passwords(codes),
                expires_at: two_factors.lapses(),
            })
        });
        given.await
    }

    async fn confirm_recovery_codes(
        &self,
        grant: &Grant,
        recovery_code: &Password,
        others: OtherSessions,
    ) -> Result<(), TwoFactorError> {
        let confirmed = self.of_account(grant, |inner, account| {
            let two_factors = &mut inner.two_factors;
            let half = two_factors.under_way(account, grant.session())?;
            if half.secret.is_some() {
                return Err(TwoFactorError::Lapsed);
            }
            TwoFactors::typed_back(&half.codes, recovery_code)?;
            let codes = half.codes.clone();
            if let Some(on) = two_factors.on.get_mut(account) {
                on.codes = codes;
            }
            two_factors.half.remove(account);
            Self::end_others(inner, grant.session(), others);
            Ok(())
        });
        confirmed.await?;
        self.unless_lost(())
    }
}

/// A sign-in at the fake whose password was right.
pub(super) struct Half {
    pub service: FakeService,
    pub challenge: u32,
    pub computer: String,
    pub expires_at: Timestamp,
}

impl FakeService {
    pub(super) fn half(&self, challenge: u32, computer: &str) -> Half {
        let now = lock(&self.0.inner).two_factors.now();
        Half {
            service: self.clone(),
            challenge,
            computer: computer.to_owned(),
            expires_at: Timestamp(now.0 + 300_000),
        }
    }
}

impl std::fmt::Debug for Half {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Half")
    }
}

#[async_trait]
impl Challenge for Half {
    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    fn offers(&self) -> Vec<FactorOffer> {
        let mut offers = lock(&self.service.0.inner).two_factors.sent.offers();
        offers.extend([FactorOffer::Totp, FactorOffer::RecoveryCode]);
        if self.service.can(Ability::Recovery) {
            offers.push(FactorOffer::RecoveryKey);
        }
        offers
    }

    async fn send(&self, way: SentBy) -> Result<CodeSent, TwoFactorError> {
        self.service.answer().await?;
        self.service.change(|inner| {
            let now = inner.two_factors.now();
            Ok(inner.two_factors.sent.send(way, now))
        })
    }

    async fn answer(&self, factor: &SecondFactor) -> Result<SignedIn, NotFinished> {
        let without = |why: TwoFactorError| NotFinished {
            why,
            tries_left: None,
        };
        let reached = self.service.answer().await;
        reached.map_err(|error| without(error.into()))?;
        self.service.change(|inner| {
            let two_factors = &mut inner.two_factors;
            let challenge = two_factors.challenges.get(&self.challenge).cloned();
            let (account, tries) = challenge
                .filter(|(_, tries)| *tries < TRIES_PER_CHALLENGE)
                .ok_or_else(|| without(TwoFactorError::Lapsed))?;
            if let Err(Refused { why, counts }) = two_factors.pass(&account, factor) {
                let tries = if counts { tries + 1 } else { tries };
                two_factors
                    .challenges
                    .insert(self.challenge, (account, tries));
                return Err(NotFinished {
                    why,
                    tries_left: counts.then(|| TRIES_PER_CHALLENGE - tries),
                });
            }
            two_factors.challenges.remove(&self.challenge);
            let on = two_factors.on.get(&account);
            let left = on.and_then(|on| u32::try_from(on.codes.len()).ok());
            Ok(inner.let_in(account, &self.computer, left))
        })
    }
}
