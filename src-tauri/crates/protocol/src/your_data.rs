//! Everything that a service keeps about one account, as it keeps it: nothing is opened and nothing left out.
//!
//! What a table is for, how long its rows stay, and in what form each column is kept are codes; the sentences are the
//! window's. Codes that a client does not know yet read as `other`.

use serde::{Deserialize, Serialize};

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::two_factor::SecondFactor;

/// `GET /v1/account`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountData {
    /// The service's clock when it looked.
    pub at: UnixSeconds,
    /// Every table that can hold something about an account, those without a row about this one too.
    pub tables: Vec<HeldTable>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldTable {
    /// As the database calls it.
    pub table: String,
    pub group: Group,
    pub purpose: Purpose,
    pub kept: Kept,
    pub columns: Vec<HeldColumn>,
    /// In the order of the columns.
    pub rows: Vec<Vec<HeldValue>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldColumn {
    pub name: String,
    pub form: Form,
}

/// Where an owner would look for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Group {
    Account,
    Cameras,
    Computers,
    Events,
    Integrations,
    TwoFactor,
    #[serde(other)]
    Other,
}

/// What it is kept for. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Purpose {
    /// Recognises the address and the password, and gives back the wrapped vault key.
    Account,
    /// The camera list, the same on every computer of the owner.
    Cameras,
    /// Puts an address back that was changed.
    EmailChanges,
    /// News that waits for the owner's computers.
    Events,
    /// An authenticator or new recovery codes that are being set up.
    HalfFinished,
    /// A new password that is being made with the recovery key, and can be stopped.
    PasswordRecovery,
    /// Which event each computer has read.
    Reading,
    /// Recovery codes that are not used yet.
    RecoveryCodes,
    /// A change that is sent twice, because an answer was lost, is made once.
    Repeats,
    /// Computers that are signed in, and why others are not any more.
    Sessions,
    /// Signing in that waits for the second factor.
    SigningIn,
    /// Lets a camera come to the account.
    Pairings,
    /// Checks codes of the authenticator, each once.
    TwoFactor,
    /// What is linked, and what it may see.
    Integrations,
    /// A link that waits for the owner's word.
    Linking,
    /// Recognises an integration when it asks.
    LinkTokens,
    /// What the people who run the service did to the account.
    Audit,
    /// What was announced after an incident.
    Announcements,
    #[serde(other)]
    Other,
}

/// How long a row stays. The service looks once an hour for what has had its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Kept {
    /// Until the account is deleted.
    WithAccount,
    /// Until two-factor is turned off.
    WhileTwoFactorIsOn,
    /// As long as a session of the same computer.
    WithItsComputer,
    /// This long after it was written.
    For { seconds: u32 },
    /// This long after it is over.
    AfterItsEnd { seconds: u32 },
    #[serde(other)]
    Other,
}

/// In what form a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Form {
    /// Sealed on the owner's computers, under a key that only they have.
    SealedByOwner,
    /// Sealed under a key of the service that is not in its database: a copy of the database does not open it, the running
    /// service does.
    SealedByService,
    /// A keyed hash, to recognise something that is shown again.
    Hashed,
    /// OPAQUE's record of a password (RFC 9807): neither the password nor a hash of it.
    PasswordRecord,
    /// Half of a key pair that may be public.
    PublicKey,
    /// A random number that stands for something.
    Identifier,
    /// Readable: seconds since 1970.
    Time,
    /// Readable.
    Number,
    /// Readable.
    Text,
    /// Readable, perhaps.
    #[serde(other)]
    Other,
}

/// A value as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HeldValue {
    Number(i64),
    Text(String),
    Bytes {
        bytes: Bytes,
        /// Of the bytes, not of their text.
        length: u32,
    },
    Nothing,
}

/// `DELETE /v1/account`, by a session with a fresh proof of the password (RFC 9470); 200 with a [`DeletionReceipt`].
/// `second-factor-required` when two-factor is on and no factor is sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountDeletion {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

/// What a second search through the whole database found after the account was gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeletionReceipt {
    pub deleted_at: UnixSeconds,
    /// How many different values were looked for: identifiers, hashes, and whatever was sealed.
    pub searched_for: u32,
    /// Every table of the database.
    pub tables: Vec<SearchedTable>,
    /// The database file was written anew, so that nothing lies in the gaps of the old one.
    pub rewritten: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchedTable {
    pub table: String,
    /// Rows that were taken away.
    pub removed: u32,
    /// Rows that still hold one of the values.
    pub left: u32,
}

impl Form {
    /// The running service can read it as it lies in its database.
    pub fn is_readable(self) -> bool {
        match self {
            Self::Time | Self::Number | Self::Text | Self::Other => true,
            Self::SealedByOwner
            | Self::SealedByService
            | Self::Hashed
            | Self::PasswordRecord
            | Self::PublicKey
            | Self::Identifier => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_travel_as_what_they_are() {
        let all = vec![
            HeldValue::Number(-7),
            HeldValue::Text("Porch Cam 2".into()),
            HeldValue::Bytes {
                bytes: Bytes(vec![1, 2, 3]),
                length: 3,
            },
            HeldValue::Nothing,
        ];
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(
            text,
            r#"[-7,"Porch Cam 2",{"bytes":"AQID","length":3},null]"#
        );
        assert_eq!(serde_json::from_str::<Vec<HeldValue>>(&text).unwrap(), all);
    }

    #[test]
    fn what_a_newer_service_says_is_not_a_reason_to_show_nothing() {
        let other = serde_json::json!({
            "table": "postcards", "group": "post", "purpose": "postcards",
            "kept": { "rule": "until_christmas", "year": 2030 },
            "columns": [{ "name": "picture", "form": "watercolour" }], "rows": []
        });
        let table: HeldTable = serde_json::from_value(other).unwrap();
        assert_eq!(table.kept, Kept::Other);
        assert_eq!((table.group, table.purpose), (Group::Other, Purpose::Other));
        assert!(
            table.columns[0].form.is_readable(),
            "rather too much than too little"
        );
    }
}
