//! Turning two-factor on, and moving to another authenticator: nothing changes until a code of it and one of the recovery
//! codes were typed back.

use porchlight_protocol::event::{ChangeType, CredentialType, EndReason};
use porchlight_protocol::plain::is_one_line;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::{
    Enrolment, EnrolmentCheckRequest, EnrolmentConfirmRequest, EnrolmentRequest,
};
use uuid::Uuid;

use super::one_time_code::{self, Judgement};
use super::recovery_code;
use super::second_factor::Occasion;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{HalfEnrolled, NewTwoFactor, StoreError, enrolments, events, two_factor};

/// Seconds in which the owner finds the telephone, and writes the codes down.
pub(crate) const VALID_FOR: i64 = 600;
/// Characters of a label.
const LONGEST_LABEL: usize = 254;

/// Recovery codes for the owner, and what is kept of them.
pub(super) struct NewCodes {
    pub(super) codes: Vec<String>,
    pub(super) hashes: Vec<[u8; 32]>,
}

impl Service {
    /// # Errors
    /// `fresh-proof-needed`, `invalid-request`; when two-factor is on already `second-factor-required`, and as in
    /// [`Service::sign_in_second_factor`]
    pub async fn start_enrolment(
        &self,
        session: &Session,
        request: &EnrolmentRequest,
    ) -> Result<Enrolment, Refusal> {
        let (account, label) = (session.account, request.label.trim());
        let sound = (1..=LONGEST_LABEL).contains(&label.chars().count());
        if !sound || !is_one_line(label) {
            return Err(ProblemType::InvalidRequest.into());
        }
        let secret = one_time_code::new_secret();
        let (base32, otpauth_uri) = one_time_code::for_authenticator(&secret, self.name(), label)
            .ok_or(ProblemType::InvalidRequest)?;
        let new = self.new_recovery_codes(account);
        let half = HalfEnrolled {
            account,
            session: session.id,
            sealed_secret: Some(self.inner.secrets.seal_totp(&secret, account)),
            code_hashes: new.hashes,
            shown_step: None,
            expires_at: self.now() + VALID_FOR,
        };
        let mut tx = self.inner.store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        if two_factor::of(&mut tx, account).await?.is_some() {
            let factor = request.second_factor.as_ref();
            let factor = factor.ok_or(ProblemType::SecondFactorRequired)?;
            tx = self.pass(tx, Occasion::Change(session), factor).await?;
        }
        enrolments::begin(&mut tx, &half).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(Enrolment {
            secret: base32,
            otpauth_uri,
            recovery_codes: new.codes,
            expires_at: half.expires_at,
        })
    }

    /// The authenticator has the secret: this is a code of it. May be asked more than once; guessing is of no use to anybody,
    /// because whoever asks was told the secret.
    ///
    /// # Errors
    /// `enrolment-lapsed`, `wrong-code`, `code-clock`; it may be tried again
    pub async fn check_enrolment(
        &self,
        session: &Session,
        request: &EnrolmentCheckRequest,
    ) -> Result<(), Refusal> {
        let (account, now) = (session.account, self.now());
        let mut tx = self.inner.store.begin().await?;
        let half = enrolments::under_way(&mut tx, account, session.id, now).await?;
        let sealed_secret = half
            .and_then(|half| half.sealed_secret)
            .ok_or(ProblemType::EnrolmentLapsed)?;
        let code = one_time_code::digits(&request.code).ok_or(ProblemType::WrongCode)?;
        let step = match self.judge_code(&sealed_secret, account, &code)? {
            Judgement::Right(step) => step,
            Judgement::WrongClock { ahead, .. } => return Err(Refusal::CodeClock { ahead }),
            Judgement::Wrong => return Err(ProblemType::WrongCode.into()),
        };
        enrolments::shown(&mut tx, account, step).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    /// # Errors
    /// `enrolment-lapsed`, `second-factor-required` when no code was checked, `wrong-recovery-code`; nothing has changed
    /// then, and it may be tried again
    pub async fn confirm_enrolment(
        &self,
        session: &Session,
        request: &EnrolmentConfirmRequest,
    ) -> Result<(), Refusal> {
        let (account, now) = (session.account, self.now());
        let mut tx = self.inner.store.begin().await?;
        let half = enrolments::under_way(&mut tx, account, session.id, now).await?;
        let half = half.ok_or(ProblemType::EnrolmentLapsed)?;
        let sealed_secret = half.sealed_secret.ok_or(ProblemType::EnrolmentLapsed)?;
        let step = half.shown_step.ok_or(ProblemType::SecondFactorRequired)?;
        self.typed_back(&half.code_hashes, account, &request.recovery_code)?;
        let moved = two_factor::of(&mut tx, account).await?.is_some();
        let new = NewTwoFactor {
            account,
            sealed_secret,
            code_hashes: half.code_hashes,
            since: now,
            step,
        };
        two_factor::turn_on(&mut tx, &new).await?;
        enrolments::end(&mut tx, account).await?;
        let change = if moved {
            ChangeType::Update
        } else {
            ChangeType::Create
        };
        let by = self.by(session).await?;
        let event = self.credential_change(account, (CredentialType::App, change), Some(by));
        events::insert(&mut tx, &event).await?;
        if request.end_other_sessions {
            self.end_others(&mut tx, session, EndReason::TwoFactorChanged)
                .await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    pub(super) fn new_recovery_codes(&self, account: Uuid) -> NewCodes {
        let codes: Vec<_> = std::iter::repeat_with(recovery_code::new)
            .take(recovery_code::HOW_MANY)
            .collect();
        let secrets = &self.inner.secrets;
        let hashes = codes
            .iter()
            .filter_map(|code| recovery_code::normal(code))
            .map(|code| secrets.recovery_code_hash(account, &code))
            .collect();
        NewCodes { codes, hashes }
    }

    /// The owner has one of the new codes at hand.
    pub(super) fn typed_back(
        &self,
        hashes: &[[u8; 32]],
        account: Uuid,
        typed: &str,
    ) -> Result<(), Refusal> {
        recovery_code::normal(typed)
            .filter(|code| self.recovery_code_among(hashes, account, code).is_some())
            .map(drop)
            .ok_or_else(|| ProblemType::WrongRecoveryCode.into())
    }
}
