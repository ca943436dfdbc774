//! Codes that come by e-mail or to the telephone.

use super::{Refused, counted};
use crate::ports::two_factor::{CodeSent, FactorOffer, SentBy, TwoFactorError};
use crate::secret::Password;
use crate::testing::{FakeService, lock};
use crate::time::Timestamp;

/// Milliseconds until another one may be sent.
const WAIT: i64 = 60_000;

#[derive(Default)]
pub(super) struct SentCodes {
    on: bool,
    codes: Vec<(SentBy, String)>,
}

impl SentCodes {
    pub(super) fn offers(&self) -> Vec<FactorOffer> {
        if !self.on {
            return Vec::new();
        }
        vec![
            FactorOffer::Sms {
                hint: "••42".into(),
            },
            FactorOffer::Email {
                hint: "a•@example.org".into(),
            },
        ]
    }

    pub(super) fn send(&mut self, way: SentBy, now: Timestamp) -> CodeSent {
        let code = format!("{:06}", 111_111 * (self.codes.len() + 1));
        self.codes.push((way, code));
        CodeSent {
            again_at: Timestamp(now.0 + WAIT),
        }
    }

    /// The one that was sent last that way.
    pub(super) fn pass(&self, way: SentBy, typed: &Password) -> Result<(), Refused> {
        let mut sent = self.codes.iter().rev().filter(|(by, _)| *by == way);
        let right = sent.next().is_some_and(|(_, code)| code == typed.expose());
        right
            .then_some(())
            .ok_or_else(|| counted(TwoFactorError::WrongCode))
    }
}

impl FakeService {
    /// Codes can come by e-mail and to the telephone.
    pub fn sends_codes(&self) {
        self.change(|inner| inner.two_factors.sent.on = true);
    }

    /// What was sent, in the order in which it was.
    pub fn sent_codes(&self) -> Vec<(SentBy, String)> {
        lock(&self.0.inner).two_factors.sent.codes.clone()
    }
}
