//! A proof of work (Hashcash): what a computer that the account does not know has to spend on a try, once an address has had
//! many. It takes the owner a moment, and who guesses for many addresses a great deal; and nobody has to wait for others.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bytes::Bytes;

/// No client works for more: each bit doubles the work, and a service could make its clients toil for ever.
pub const MOST_BITS: u8 = 26;

/// Asked for with `proof-of-work-needed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Work {
    /// Sealed by the service. Valid for two minutes and one try, at the same address.
    pub challenge: Bytes,
    /// Leading zero bits of the hash.
    pub bits: u8,
}

/// Sent with the next try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkDone {
    pub challenge: Bytes,
    /// SHA-256 of the challenge and this number (eight bytes, the first one highest) begins with the wanted zero bits.
    pub nonce: u64,
}

impl Work {
    /// Tries one number after the other, as long as `wanted` says so. `None`: not wanted any more, or more than [`MOST_BITS`].
    pub fn done(&self, mut wanted: impl FnMut() -> bool) -> Option<WorkDone> {
        const LOOK_UP_EVERY: u64 = 4_096;
        if self.bits > MOST_BITS {
            return None;
        }
        let begun = Sha256::new_with_prefix(&self.challenge.0);
        for nonce in 0..=u64::MAX {
            if nonce % LOOK_UP_EVERY == 0 && !wanted() {
                return None;
            }
            if zero_bits(&begun, nonce) >= u32::from(self.bits) {
                return Some(WorkDone {
                    challenge: self.challenge.clone(),
                    nonce,
                });
            }
        }
        None
    }
}

impl WorkDone {
    /// Whether so much was spent.
    pub fn has(&self, bits: u8) -> bool {
        let begun = Sha256::new_with_prefix(&self.challenge.0);
        zero_bits(&begun, self.nonce) >= u32::from(bits)
    }
}

fn zero_bits(begun: &Sha256, nonce: u64) -> u32 {
    let hash = begun.clone().chain_update(nonce.to_be_bytes()).finalize();
    let mut bits = 0;
    for byte in hash {
        bits += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    bits
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    fn work(bits: u8) -> Work {
        Work {
            challenge: Bytes(b"one try".to_vec()),
            bits,
        }
    }

    #[test]
    fn work_that_was_done_is_seen_and_serves_one_challenge() {
        let done = work(12).done(|| true).unwrap();
        assert!(done.has(12));
        let elsewhere = WorkDone {
            challenge: Bytes(b"another try".to_vec()),
            ..done
        };
        assert!(!elsewhere.has(12));
    }

    #[test]
    fn nobody_works_on_when_it_is_not_wanted_or_for_a_service_that_wants_too_much() {
        let mut looks = 0;
        let given_up = work(MOST_BITS).done(|| {
            looks += 1;
            looks < 3
        });
        assert_eq!(given_up, None);
        assert_eq!(work(MOST_BITS + 1).done(|| true), None);
    }
}
