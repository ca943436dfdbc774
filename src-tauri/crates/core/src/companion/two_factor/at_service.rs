//! What is asked of the service, and what it comes to. Runs in a task of its own.

use super::change::{Change, Enrolling};
use crate::ports::grant::Grant;
use crate::ports::two_factor::{
    OtherSessions, SecondFactor, TwoFactorError, TwoFactorService, TwoFactorState,
};
use crate::secret::Password;
use crate::time::Timestamp;
use crate::view::two_factor::EnrolmentStage;

pub(super) enum Errand {
    Look,
    BeginEnrolment {
        proof: Password,
        label: String,
        factor: Option<SecondFactor>,
    },
    Check {
        code: Password,
    },
    BeginRecoveryCodes {
        proof: Password,
        factor: SecondFactor,
    },
    Confirm {
        typed: Password,
        others: OtherSessions,
        before: TwoFactorState,
        enrols: bool,
    },
    TurnOff {
        proof: Password,
        factor: SecondFactor,
        others: OtherSessions,
    },
}

pub(super) enum Outcome {
    Told(TwoFactorState),
    Begun {
        expires_at: Timestamp,
        before: TwoFactorState,
        recovery_codes: Vec<Password>,
        enrolment: Option<Enrolling>,
    },
    /// The authenticator has shown a right code.
    Checked,
    /// It counts. `None`: what it is now was not told.
    Done(Option<TwoFactorState>),
}

impl Errand {
    pub(super) async fn run(
        self,
        service: &dyn TwoFactorService,
        grant: &Grant,
    ) -> Result<Outcome, TwoFactorError> {
        match self {
            Self::Look => Ok(Outcome::Told(service.two_factor(grant).await?)),
            Self::BeginEnrolment {
                proof,
                label,
                factor,
            } => {
                service.prove_password(grant, &proof).await?;
                let given = service
                    .begin_enrolment(grant, &label, factor.as_ref())
                    .await?;
                Ok(Outcome::Begun {
                    expires_at: given.expires_at,
                    before: service.two_factor(grant).await?,
                    recovery_codes: given.recovery_codes,
                    enrolment: Some(Enrolling {
                        secret: given.secret,
                        address: given.address,
                        stage: EnrolmentStage::Scan,
                    }),
                })
            }
            Self::Check { code } => {
                service.check_enrolment(grant, &code).await?;
                Ok(Outcome::Checked)
            }
            Self::BeginRecoveryCodes { proof, factor } => {
                service.prove_password(grant, &proof).await?;
                let given = service.begin_recovery_codes(grant, &factor).await?;
                Ok(Outcome::Begun {
                    expires_at: given.expires_at,
                    before: service.two_factor(grant).await?,
                    recovery_codes: given.codes,
                    enrolment: None,
                })
            }
            Self::Confirm {
                typed,
                others,
                before,
                enrols,
            } => {
                let confirmed = if enrols {
                    service.confirm_enrolment(grant, &typed, others).await
                } else {
                    service.confirm_recovery_codes(grant, &typed, others).await
                };
                let now = match confirmed {
                    Ok(()) => service.two_factor(grant).await.ok(),
                    // Perhaps because it was confirmed before, and the answer was lost.
                    Err(TwoFactorError::Lapsed) => {
                        let now = service.two_factor(grant).await?;
                        if !Change::is_made(before, now, enrols) {
                            return Err(TwoFactorError::Lapsed);
                        }
                        Some(now)
                    }
                    Err(error) => return Err(error),
                };
                Ok(Outcome::Done(now))
            }
            Self::TurnOff {
                proof,
                factor,
                others,
            } => {
                service.prove_password(grant, &proof).await?;
                match service.turn_off(grant, &factor, others).await {
                    // Off already: that is what the owner wanted.
                    Ok(()) | Err(TwoFactorError::Off) => {
                        Ok(Outcome::Done(Some(TwoFactorState::Off)))
                    }
                    Err(error) => Err(error),
                }
            }
        }
    }
}
