//! Announcements of an exposure: what lay open, from when to when, and what is known for certain. They are revised as more
//! is found out; a revision never deletes what was said before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;

/// Ours: data of the service was, or may have been, readable to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataExposure {
    pub event_timestamp: UnixSeconds,
    /// The same for all revisions of one announcement.
    pub exposure: Uuid,
    /// From 1; a higher one supersedes a lower one, in whatever order they come.
    pub revision: u32,
    pub from: UnixSeconds,
    /// `None`: it is not known that it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<UnixSeconds>,
    /// How many accounts, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accounts: Option<u64>,
    /// What happened, by BCP 47 language tag; plain text.
    pub reason_user: BTreeMap<String, String>,
    /// What changed since the last revision; none in the first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub correction_user: BTreeMap<String, String>,
    /// Each kind at most once.
    pub data: Vec<ExposedData>,
    /// An https page with more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisory: Option<String>,
    /// It did not happen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposedData {
    pub kind: DataKind,
    pub finding: Finding,
    pub form: DataForm,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataKind {
    Alerts,
    /// Height, weight, gender.
    BodyData,
    CameraNames,
    EmailAddresses,
    IntegrationTokens,
    Passwords,
    Pictures,
    SessionTokens,
    WifiNames,
    WifiPasswords,
}

impl DataKind {
    /// As on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alerts => "alerts",
            Self::BodyData => "body-data",
            Self::CameraNames => "camera-names",
            Self::EmailAddresses => "email-addresses",
            Self::IntegrationTokens => "integration-tokens",
            Self::Passwords => "passwords",
            Self::Pictures => "pictures",
            Self::SessionTokens => "session-tokens",
            Self::WifiNames => "wifi-names",
            Self::WifiPasswords => "wifi-passwords",
        }
    }
}

/// How sure it is. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    Confirmed,
    NotAffected,
    /// Somebody says so; it was not confirmed.
    Reported,
}

/// What whoever has the copy can read. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataForm {
    /// A hash under a key that was not in the copy, or of something too random to guess.
    Hashed,
    NotKept,
    Readable,
    /// Encrypted under a key that was not in the copy.
    Sealed,
}
