//! Authenticators for accounts elsewhere, without their secrets. Codes are no view: each is asked for by name.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::authenticator::{AuthenticatorId, CodeKind, Import, KeptAuthenticator};
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticatorsView {
    /// In the order in which the owner added them.
    pub authenticators: Vec<AuthenticatorView>,
    /// The one that can still be brought back.
    pub removed: Option<RemovedAuthenticator>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticatorView {
    pub id: AuthenticatorId,
    pub issuer: String,
    pub account: Option<String>,
    pub kind: CodeKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RemovedAuthenticator {
    pub authenticator: AuthenticatorView,
    /// Then its secret is wiped.
    pub until: Timestamp,
}

/// One that is not kept yet: the owner may name it, and tries a code of it first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticatorImport {
    /// A name, or empty.
    pub issuer: String,
    /// The same.
    pub account: String,
    pub kind: CodeKind,
    /// It may be a recovery code all the same.
    pub doubtful: bool,
    /// The link says something that is not known here, and may be about its codes.
    pub more_said: bool,
    /// One that is kept already and makes the same codes.
    pub known: Option<AuthenticatorView>,
}

impl From<&KeptAuthenticator> for AuthenticatorView {
    fn from(kept: &KeptAuthenticator) -> Self {
        Self {
            id: kept.id,
            issuer: kept.label.issuer.as_str().to_owned(),
            account: kept.label.account.clone().map(String::from),
            kind: kept.authenticator.kind(),
        }
    }
}

impl AuthenticatorImport {
    pub fn of(import: &Import, known: Option<&KeptAuthenticator>) -> Self {
        Self {
            issuer: import.issuer.clone(),
            account: import.account.clone(),
            kind: import.authenticator.kind(),
            doubtful: import.doubtful,
            more_said: import.more_said,
            known: known.map(AuthenticatorView::from),
        }
    }
}
