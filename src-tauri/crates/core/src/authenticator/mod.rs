//! Codes for the second factor of accounts elsewhere (Wyze, Ring, any other), as a telephone's app makes them.
//!
//! - here: what makes the codes, and a code (RFC 6238)
//! - `pasted`: what the owner pasted, or showed as a picture: a secret key, a link, or something that owners mix up with them
//! - `link`: `otpauth:` links
//! - `secret_key`: base32 as people copy it
//! - `kept`: all authenticators of this computer, as its keychain holds them

mod kept;
mod link;
mod pasted;
mod secret_key;

use serde::{Deserialize, Serialize};
use specta::Type;
use totp_rs::{Algorithm, Builder, Secret};

pub use kept::{AuthenticatorId, Full, Kept, KeptAuthenticator, Label, Unreadable};
pub use pasted::{Import, Pasted, PastedError};

use crate::time::Timestamp;

/// What makes the codes of one account. Does not print; its secret is wiped when dropped.
#[derive(Clone)]
pub struct Authenticator {
    secret: Secret,
    kind: CodeKind,
}

/// What the maker of an account agreed on with its authenticators, beside the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CodeKind {
    pub algorithm: CodeAlgorithm,
    /// 6 to 8.
    pub digits: u8,
    /// Seconds, 10 to 600.
    pub period: u32,
}

/// The hash below HMAC. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum CodeAlgorithm {
    Sha1,
    Sha256,
    Sha512,
}

/// A code, as long as it is good.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticatorCode {
    pub code: String,
    /// The first moment of the next one.
    pub until: Timestamp,
    /// Seconds from one to the next.
    pub period: u32,
}

impl CodeKind {
    /// What everybody means who says nothing about it (Key Uri Format; RFC 6238 §4.1).
    pub const USUAL: Self = Self {
        algorithm: CodeAlgorithm::Sha1,
        digits: 6,
        period: 30,
    };
}

impl Authenticator {
    fn new(secret: Secret, kind: CodeKind) -> Self {
        Self { secret, kind }
    }

    pub fn kind(&self) -> CodeKind {
        self.kind
    }

    /// RFC 6238 §4.2, by the clock of this computer. Before 1970 it is the first code.
    pub fn code(&self, now: Timestamp) -> AuthenticatorCode {
        let totp = Builder::new()
            .with_secret(self.secret.clone())
            .with_algorithm(match self.kind.algorithm {
                CodeAlgorithm::Sha1 => Algorithm::SHA1,
                CodeAlgorithm::Sha256 => Algorithm::SHA256,
                CodeAlgorithm::Sha512 => Algorithm::SHA512,
            })
            .with_digits(self.kind.digits)
            .with_step_duration(u64::from(self.kind.period))
            // Many makers hand out fewer than the 128 bits of RFC 4226 §4, R6.
            .build_noncompliant();
        let seconds = u64::try_from(now.seconds()).unwrap_or(0);
        let until = i64::try_from(totp.next_step(seconds)).unwrap_or(i64::MAX);
        AuthenticatorCode {
            code: totp.generate(seconds).to_string(),
            until: Timestamp::from_seconds(until),
            period: self.kind.period,
        }
    }

    /// Makes the same codes.
    pub fn is_twin_of(&self, other: &Self) -> bool {
        self.secret.as_bytes() == other.secret.as_bytes() && self.kind == other.kind
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a failed expectation is the point of a test

    use super::*;

    /// RFC 6238 appendix B, with the seeds of its errata: 20, 32 and 64 octets.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let seed = b"1234567890".repeat(7);
        let rows = [
            (59, "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000, "65353130", "77737706", "47863826"),
        ];
        for (at, sha1, sha256, sha512) in rows {
            for (algorithm, octets, code) in [
                (CodeAlgorithm::Sha1, 20, sha1),
                (CodeAlgorithm::Sha256, 32, sha256),
                (CodeAlgorithm::Sha512, 64, sha512),
            ] {
                let kind = CodeKind {
                    algorithm,
                    digits: 8,
                    ..CodeKind::USUAL
                };
                let made = Authenticator::new(seed[..octets].to_vec().into(), kind)
                    .code(Timestamp::from_seconds(at));
                assert_eq!(made.code, code, "{algorithm:?} at {at}");
            }
        }
    }

    #[test]
    fn a_code_is_good_until_the_next_one() {
        let authenticator = Authenticator::new(vec![7; 20].into(), CodeKind::USUAL);
        let at = |ms| authenticator.code(Timestamp(ms));
        assert_eq!(at(59_999).until, Timestamp(60_000));
        assert_eq!(at(60_000).until, Timestamp(90_000));
        assert_eq!(at(30_000), at(59_999));
        assert_ne!(at(59_999).code, at(60_000).code);
        // A clock that is wrong by half a century still makes one.
        assert_eq!(at(-1).code, at(0).code);
    }
}
