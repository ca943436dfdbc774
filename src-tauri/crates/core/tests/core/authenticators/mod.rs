//! Codes for accounts elsewhere.

mod at_home;
mod links;
mod pasted;

use porchlight_core::authenticator::{CodeAlgorithm, CodeKind, Import, Pasted, PastedError};

/// RFC 6238's own, of 20 octets.
pub(crate) const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
pub(crate) const LINK: &str =
    "otpauth://totp/Wyze:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Wyze";

pub(crate) fn read(text: &str) -> Result<Import, PastedError> {
    Pasted::new(text).read()
}

pub(crate) fn refusal(text: &str) -> PastedError {
    match read(text) {
        Ok(_) => panic!("{text:?} was taken for an authenticator"),
        Err(error) => error,
    }
}

pub(crate) fn kind(algorithm: CodeAlgorithm, digits: u8, period: u32) -> CodeKind {
    CodeKind {
        algorithm,
        digits,
        period,
    }
}
