//! What services have announced about data that lay open.

use std::collections::BTreeMap;

use porchlight_core::{alerts, ports::local_store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Kept;
use super::translate::{Translate, translated};

impl Kept for local_store::StoredExposure {
    type Format = StoredExposure;
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct StoredExposure {
    connection: Uuid,
    told_at: i64,
    exposure: Exposure,
    advisory: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::local_store) struct Exposure {
    exposure: String,
    revision: u32,
    from: i64,
    to: Option<i64>,
    accounts: Option<u64>,
    message: BTreeMap<String, String>,
    correction: BTreeMap<String, String>,
    data: Vec<ExposedData>,
    has_advisory: bool,
    withdrawn: bool,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct ExposedData {
    kind: DataKind,
    finding: Finding,
    form: DataForm,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum DataKind {
    Alerts,
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

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum Finding {
    Confirmed,
    NotAffected,
    Reported,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum DataForm {
    Hashed,
    NotKept,
    Readable,
    Sealed,
}

translated!(struct StoredExposure = local_store::StoredExposure {
    connection,
    told_at,
    exposure,
    advisory,
});
translated!(struct Exposure = alerts::Exposure {
    exposure,
    revision,
    from,
    to,
    accounts,
    message,
    correction,
    data,
    has_advisory,
    withdrawn,
});
translated!(struct ExposedData = alerts::ExposedData { kind, finding, form });
translated!(enum DataKind = alerts::DataKind {
    Alerts,
    BodyData,
    CameraNames,
    EmailAddresses,
    IntegrationTokens,
    Passwords,
    Pictures,
    SessionTokens,
    WifiNames,
    WifiPasswords,
});
translated!(enum Finding = alerts::Finding { Confirmed, NotAffected, Reported });
translated!(enum DataForm = alerts::DataForm { Hashed, NotKept, Readable, Sealed });
