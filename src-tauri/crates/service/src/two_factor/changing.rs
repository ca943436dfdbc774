//! What two-factor is now; turning it off; new recovery codes.

use porchlight_protocol::event::{ChangeType, CredentialType, EndReason};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::{
    NewRecoveryCodes, RecoveryCodesConfirmRequest, SecondFactor, TurnOffRequest, TwoFactorStatus,
};

use super::enrolment::VALID_FOR;
use super::second_factor::Occasion;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{HalfEnrolled, StoreError, enrolments, events, two_factor};

impl Service {
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn two_factor(&self, session: &Session) -> Result<TwoFactorStatus, Refusal> {
        let on = self.inner.store.two_factor_since(session.account).await?;
        Ok(match on {
            Some((since, recovery_codes_left)) => TwoFactorStatus::On {
                since,
                recovery_codes_left,
            },
            None => TwoFactorStatus::Off,
        })
    }

    /// # Errors
    /// `fresh-proof-needed`, `two-factor-off`, and as in [`Service::sign_in_second_factor`]
    pub async fn turn_two_factor_off(
        &self,
        session: &Session,
        request: &TurnOffRequest,
    ) -> Result<(), Refusal> {
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        let mut tx = self
            .pass(tx, Occasion::Change(session), &request.factor)
            .await?;
        two_factor::turn_off(&mut tx, account).await?;
        enrolments::end(&mut tx, account).await?;
        enrolments::drop_challenges(&mut tx, account).await?;
        let by = self.by(session).await?;
        let kind = (CredentialType::App, ChangeType::Delete);
        events::insert(&mut tx, &self.credential_change(account, kind, Some(by))).await?;
        if request.end_other_sessions {
            self.end_others(&mut tx, session, EndReason::TwoFactorChanged)
                .await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    /// # Errors
    /// `fresh-proof-needed`, `two-factor-off`, and as in [`Service::sign_in_second_factor`]
    pub async fn start_recovery_codes(
        &self,
        session: &Session,
        factor: &SecondFactor,
    ) -> Result<NewRecoveryCodes, Refusal> {
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        self.wants_fresh_proof_in(&mut tx, session).await?;
        let mut tx = self.pass(tx, Occasion::Change(session), factor).await?;
        let new = self.new_recovery_codes(account);
        let half = HalfEnrolled {
            account,
            session: session.id,
            sealed_secret: None,
            code_hashes: new.hashes,
            shown_step: None,
            expires_at: self.now() + VALID_FOR,
        };
        enrolments::begin(&mut tx, &half).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(NewRecoveryCodes {
            recovery_codes: new.codes,
            expires_at: half.expires_at,
        })
    }

    /// # Errors
    /// `enrolment-lapsed`, `wrong-recovery-code`; the old codes are good then
    pub async fn confirm_recovery_codes(
        &self,
        session: &Session,
        request: &RecoveryCodesConfirmRequest,
    ) -> Result<(), Refusal> {
        let account = session.account;
        let mut tx = self.inner.store.begin().await?;
        let half = enrolments::under_way(&mut tx, account, session.id, self.now()).await?;
        let half = half
            .filter(|half| half.sealed_secret.is_none())
            .ok_or(ProblemType::EnrolmentLapsed)?;
        self.typed_back(&half.code_hashes, account, &request.recovery_code)?;
        two_factor::replace_recovery_codes(&mut tx, account, &half.code_hashes).await?;
        enrolments::end(&mut tx, account).await?;
        let by = self.by(session).await?;
        let kind = (CredentialType::RecoveryCode, ChangeType::Update);
        events::insert(&mut tx, &self.credential_change(account, kind, Some(by))).await?;
        if request.end_other_sessions {
            self.end_others(&mut tx, session, EndReason::TwoFactorChanged)
                .await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }
}
