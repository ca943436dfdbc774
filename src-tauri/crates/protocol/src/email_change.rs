//! Another e-mail address for an account, and the one before in its place again.
//!
//! The service finds an account by a keyed hash of its address and keeps no address. The owner's other computers learn the new
//! one from each other: it travels in the event, sealed under the vault key.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::email::Email;
use crate::sealing::{SealError, VaultKey};
use crate::two_factor::SecondFactor;

/// Bytes of a sealed address: two padded blocks, and room for a later format.
pub const LONGEST_SEALED_EMAIL: usize = 640;

/// `PUT /v1/account/email`, with a fresh proof of the password, which is used up: the account is found by this address afterwards,
/// and by no other. The same request sent again after it succeeded succeeds again and does nothing more, so that an answer may be
/// lost. 409 `account-exists` when the address has an account, or had one until a day ago.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChangeRequest {
    pub email: String,
    /// The address for the owner's other computers ([`seal_email`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_email: Option<Bytes>,
    /// Wanted when two-factor is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChangeResponse {
    /// Absent when the account has had this address for more than a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<EmailUndo>,
}

/// What brings the address before back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailUndo {
    pub change: Uuid,
    /// A day after the change.
    pub until: UnixSeconds,
}

/// `POST /v1/account/email/undo`, by a session that began before the change; 204: the address before that change is the account's
/// again, later changes are undone with it, and sessions that made one of them, or began since, are over. No proof is wanted:
/// whoever knows password and factor may be who made the change. The same session may ask again. 410 `email-change-over`, 403
/// `signed-in-since`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailUndoRequest {
    pub change: Uuid,
}

/// For [`EmailChangeRequest::sealed_email`]: only the owner's computers can read it.
pub fn seal_email(email: &Email, key: &VaultKey, account: Uuid) -> Bytes {
    Bytes(key.seal(email.as_str().as_bytes(), &email_data(account)))
}

/// # Errors
/// When it was sealed under another key, for another account, or was changed, or is no address.
pub fn open_email(sealed: &Bytes, key: &VaultKey, account: Uuid) -> Result<Email, SealError> {
    let plain = key.open(&sealed.0, &email_data(account))?;
    let text = String::from_utf8(plain).map_err(|_| SealError)?;
    Email::parse(&text).ok_or(SealError)
}

fn email_data(account: Uuid) -> Vec<u8> {
    [b"porchlight/email/1".as_slice(), account.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_address_finds_room_and_opens_for_its_account_only() {
        let longest = format!("{}@example.org", "a".repeat(242));
        let email = Email::parse(&longest).unwrap();
        let (key, account) = (VaultKey::generate(), Uuid::new_v4());
        let sealed = seal_email(&email, &key, account);
        assert!(sealed.0.len() <= LONGEST_SEALED_EMAIL);
        assert_eq!(open_email(&sealed, &key, account).unwrap(), email);
        assert!(open_email(&sealed, &key, Uuid::new_v4()).is_err());
        assert!(open_email(&sealed, &VaultKey::generate(), account).is_err());
        let no_address = Bytes(key.seal(b"ada", &email_data(account)));
        assert!(open_email(&no_address, &key, account).is_err());
    }
}
