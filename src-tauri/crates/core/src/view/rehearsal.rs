//! What a rehearsal of coming back came to. A wrong code is an answer here, not a failure.

use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum RehearsedCode {
    /// It would let the owner in, and was not used up.
    Right {
        left: u32,
    },
    Wrong,
    /// Two-factor is off: there are no codes.
    NoneNeeded,
    /// The password was not proved for some minutes.
    PasswordFirst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RehearsedKey {
    /// With the password, in the place of the telephone and the codes.
    SignsIn,
    /// It did not before: the account is from before recovery keys could.
    SignsInNow,
    /// The account's, but it does not stand in for the telephone, and could not be set up to do so now.
    OpensNamesOnly,
    Wrong,
}
