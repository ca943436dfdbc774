//! What is half finished, and what is shown of it while the owner looks at it.

use super::TwoFactor;
use crate::error::{Failure, FailureCode};
use crate::ports::two_factor::TwoFactorState;
use crate::secret::Password;
use crate::time::Timestamp;
use crate::view::two_factor::{EnrolmentReveal, EnrolmentStage, TwoFactorChangeView};
use crate::wifi::code::{Charset, drawing};

/// Letters of the key between two spaces.
const GROUP: usize = 4;

pub(super) struct Change {
    pub number: u64,
    pub expires_at: Timestamp,
    /// As it was when the change began: it is on when this is another.
    pub before: TwoFactorState,
    pub recovery_codes: Vec<Password>,
    /// `None`: only the recovery codes are new.
    pub enrolment: Option<Enrolling>,
}

pub(super) struct Enrolling {
    pub secret: Password,
    pub address: Password,
    pub stage: EnrolmentStage,
}

impl Change {
    /// # Errors
    /// The authenticator has it already, or there is none to be told.
    pub(super) fn reveal_enrolment(&self) -> Result<EnrolmentReveal, Failure> {
        let enrolling = self.scanning()?;
        let letters: Vec<char> = enrolling.secret.expose().chars().collect();
        Ok(EnrolmentReveal {
            drawing: drawing::svg(enrolling.address.expose().as_bytes(), Charset::Unsaid)?
                .expose()
                .to_owned(),
            key: letters.chunks(GROUP).map(String::from_iter).collect(),
        })
    }

    pub(super) fn address(&self) -> Result<&Password, Failure> {
        Ok(&self.scanning()?.address)
    }

    /// # Errors
    /// Their time has not come: the authenticator comes first.
    pub(super) fn reveal_codes(&self) -> Result<Vec<String>, Failure> {
        if self.wants_recovery_code() {
            let exposed = |code: &Password| code.expose().to_owned();
            Ok(self.recovery_codes.iter().map(exposed).collect())
        } else {
            Err(FailureCode::NotNow.into())
        }
    }

    /// The owner is to type one back.
    pub(super) fn wants_recovery_code(&self) -> bool {
        match &self.enrolment {
            Some(enrolling) => enrolling.stage == EnrolmentStage::KeepCodes,
            None => true,
        }
    }

    /// Whether the service has made it, going by what it says now.
    pub(super) fn is_made(before: TwoFactorState, now: TwoFactorState, enrols: bool) -> bool {
        use TwoFactorState::{Off, On};
        match (before, now) {
            (_, Off) => false,
            (Off, On { .. }) => true,
            (On { since: then, .. }, On { since, .. }) if enrols => since != then,
            (
                On {
                    recovery_codes_left: before,
                    ..
                },
                On {
                    recovery_codes_left: now,
                    ..
                },
            ) => now > before,
        }
    }

    fn scanning(&self) -> Result<&Enrolling, Failure> {
        let enrolling = self.enrolment.as_ref();
        enrolling
            .filter(|enrolling| enrolling.stage == EnrolmentStage::Scan)
            .ok_or_else(|| FailureCode::NotNow.into())
    }
}

impl TwoFactor {
    pub(in crate::companion) fn change_view(&self) -> Option<TwoFactorChangeView> {
        let change = self.change.as_ref()?;
        let expires_at = change.expires_at;
        Some(match &change.enrolment {
            Some(enrolling) => TwoFactorChangeView::Enrolment {
                stage: enrolling.stage,
                expires_at,
                moves: change.before != TwoFactorState::Off,
            },
            None => TwoFactorChangeView::RecoveryCodes { expires_at },
        })
    }
}
