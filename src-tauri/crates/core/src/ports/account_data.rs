//! Everything that a service keeps about an account, as it keeps it; and having all of it deleted.

use async_trait::async_trait;
use serde::Serialize;
use specta::Type;

use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::time::Timestamp;

#[async_trait]
pub trait AccountDataService: Send + Sync {
    async fn held(&self, grant: &Grant) -> Result<HeldData, ServiceError>;

    /// Proves the password, and deletes the account with every row about it. All or nothing.
    ///
    /// # Errors
    /// [`DeletionError::Unclear`] when it is not known whether the service did it; otherwise nothing has changed.
    async fn delete_account(
        &self,
        grant: &Grant,
        deletion: &AccountDeletion,
    ) -> Result<Deleted, DeletionError>;
}

#[derive(Clone, Debug)]
pub struct AccountDeletion {
    pub password: Password,
    /// Wanted when two-factor is on.
    pub factor: Option<SecondFactor>,
}

/// The account is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// With what a second search found.
    Searched(Receipt),
    /// The answer was lost; the service's signed word says that it is gone.
    BySignedWord,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub at: Timestamp,
    /// How many different values were looked for.
    pub searched_for: u32,
    /// All of the service's tables.
    pub tables: Vec<SearchedTable>,
    /// The database file was written anew.
    pub rewritten: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SearchedTable {
    pub table: String,
    /// Rows that were taken away.
    pub removed: u32,
    /// Rows in which something is left.
    pub left: u32,
}

/// Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeletionError {
    /// Of the second factor, or of the service as such.
    #[error(transparent)]
    Refused(#[from] TwoFactorError),
    #[error("it is not known whether the account was deleted")]
    Unclear,
}

impl From<ServiceError> for DeletionError {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error.into())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldData {
    pub at: Timestamp,
    pub tables: Vec<HeldTable>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTable {
    /// As the service's database calls it.
    pub table: String,
    pub group: HeldGroup,
    pub purpose: HeldFor,
    pub kept: Kept,
    pub columns: Vec<HeldColumn>,
    /// In the order of the columns.
    pub rows: Vec<Vec<HeldValue>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct HeldColumn {
    pub name: String,
    pub form: HeldForm,
}

/// As it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldValue {
    Bytes(Vec<u8>),
    Nothing,
    Number(i64),
    Text(String),
}

/// Where an owner would look for it. In the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HeldGroup {
    Account,
    Computers,
    Cameras,
    Events,
    TwoFactor,
    Integrations,
    Other,
}

/// What it is kept for. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HeldFor {
    Account,
    Announcements,
    Audit,
    Cameras,
    EmailChanges,
    Events,
    HalfFinished,
    Integrations,
    LinkTokens,
    Linking,
    /// A newer service says something that this version does not know.
    Other,
    Pairings,
    PasswordRecovery,
    Reading,
    RecoveryCodes,
    Repeats,
    Sessions,
    SigningIn,
    TwoFactor,
}

/// How long a row stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Kept {
    /// This long after it is over.
    AfterItsEnd {
        seconds: u32,
    },
    /// This long after it was written.
    For {
        seconds: u32,
    },
    Other,
    WhileTwoFactorIsOn,
    WithAccount,
    WithItsComputer,
}

/// In what form it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HeldForm {
    Hashed,
    Identifier,
    Number,
    Other,
    PasswordRecord,
    PublicKey,
    SealedByOwner,
    SealedByService,
    Text,
    Time,
}

impl HeldForm {
    /// The service can read it as it lies in its database. In doubt it can.
    pub fn is_readable(self) -> bool {
        match self {
            Self::Number | Self::Other | Self::Text | Self::Time => true,
            Self::Hashed
            | Self::Identifier
            | Self::PasswordRecord
            | Self::PublicKey
            | Self::SealedByOwner
            | Self::SealedByService => false,
        }
    }
}
