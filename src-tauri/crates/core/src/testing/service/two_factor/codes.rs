//! Codes of the fake, and what is wrong with them.

use crate::ports::provider::ServiceError;
use crate::ports::two_factor::TwoFactorError;
use crate::time::Timestamp;

/// Seconds.
pub(super) const STEP: i64 = 30;
/// Steps of which a code is right, and those of which it tells that a clock is off.
const TOLERANCE: i64 = 1;
const RECOGNISED: i64 = 20;
const FREE_FAILURES: u32 = 5;
pub(super) const MOST_FAILURES: u32 = 100;

#[derive(Clone)]
pub(super) struct InForce {
    pub(super) secret: String,
    pub(super) since: Timestamp,
    pub(super) codes: Vec<String>,
    pub(super) used: i64,
    pub(super) failures: u32,
    /// No code is looked at before this step.
    pub(super) open_at: i64,
}

pub(super) struct Refused {
    pub(super) why: TwoFactorError,
    pub(super) counts: bool,
}

pub(super) fn free(why: TwoFactorError) -> Refused {
    Refused { why, counts: false }
}

pub(super) fn counted(why: TwoFactorError) -> Refused {
    Refused { why, counts: true }
}

impl InForce {
    pub(super) fn try_code(&mut self, typed: &str, step: i64) -> Result<(), Refused> {
        if typed.len() != 6 {
            return Err(free(TwoFactorError::WrongCode));
        }
        if self.failures >= MOST_FAILURES {
            return Err(free(TwoFactorError::Locked));
        }
        if step < self.open_at {
            let retry_after = u32::try_from((self.open_at - step) * STEP).unwrap_or(u32::MAX);
            let wait = ServiceError::TooManyTries { retry_after };
            return Err(free(wait.into()));
        }
        let why = match judge(&self.secret, typed, step) {
            Ok(right) if right > self.used => {
                (self.used, self.failures, self.open_at) = (right, 0, 0);
                return Ok(());
            }
            Ok(_) => return Err(counted(TwoFactorError::CodeUsed)),
            Err(why) => why,
        };
        self.failures += 1;
        if self.failures >= FREE_FAILURES {
            self.open_at = step + 1;
        }
        Err(counted(why))
    }
}

/// The step that a code is of.
pub(super) fn judge(secret: &str, typed: &str, step: i64) -> Result<i64, TwoFactorError> {
    let of = (-RECOGNISED..=RECOGNISED).find(|off| code_of(secret, step + off) == typed);
    match of {
        Some(off) if off.abs() <= TOLERANCE => Ok(step + off),
        Some(off) => Err(TwoFactorError::ClockOff { ahead: off * STEP }),
        None => Err(TwoFactorError::WrongCode),
    }
}

pub(super) fn code_of(secret: &str, step: i64) -> String {
    let seed = secret.bytes().fold(7_i64, |seed, byte| {
        (seed * 31 + i64::from(byte)) % 1_000_003
    });
    format!("{:06}", (seed + step * 104_729).rem_euclid(1_000_000))
}
