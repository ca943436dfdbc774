//! What the owner was told.

use std::collections::BTreeMap;

use porchlight_core::alerts;
use porchlight_core::ports::integrations;
use serde::{Deserialize, Serialize};

use super::Kept;
use super::exposure::Exposure;
use super::listed_breaches::ListedBreach;
use super::session::EndReason;
use super::translate::{Translate, translated};

impl Kept for alerts::AlertKind {
    type Format = AlertKind;
}

/// What a correction says, by language tag.
impl Kept for BTreeMap<String, String> {
    type Format = Self;
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub(in crate::local_store) enum AlertKind {
    CameraAdded {
        camera: AboutCamera,
    },
    CameraBack {
        camera: AboutCamera,
    },
    CameraGone {
        camera: AboutCamera,
        since: i64,
    },
    CameraRemoved {
        camera: AboutCamera,
    },
    EmailChangeUndone {
        by: Option<String>,
    },
    EmailChanged {
        email: Option<String>,
        by: Option<String>,
    },
    EventRefused,
    Exposed {
        exposure: Exposure,
    },
    FirmwareChanged {
        camera: AboutCamera,
        from: String,
        to: String,
    },
    IntegrationLinked {
        client: String,
        by: Option<String>,
    },
    IntegrationUnlinked {
        client: String,
        cause: UnlinkCause,
        message: BTreeMap<String, String>,
        by: Option<String>,
    },
    ListedBreach {
        breaches: Vec<ListedBreach>,
        known_before: bool,
    },
    NewSignIn {
        place: Option<String>,
        computer: Option<String>,
    },
    PasswordChanged {
        by: Option<String>,
    },
    RecoveryActivated {
        available_at: i64,
    },
    RecoveryStopped {
        by: Option<String>,
    },
    SecondFactorLocked,
    SignedOut {
        reason: EndReason,
    },
    TwoFactorChanged {
        change: TwoFactorChange,
        by: Option<String>,
    },
    TwoFactorStillOff {
        incident: i64,
    },
    WifiChanged {
        camera: AboutCamera,
        from: String,
        to: String,
    },
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct AboutCamera {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum UnlinkCause {
    Client,
    Incident,
    Owner,
    TokenReused,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum TwoFactorChange {
    Moved,
    Off,
    On,
    RecoveryCodeUsed,
    RecoveryCodesRenewed,
    RecoveryKeyReplaced,
    RecoveryKeyUsed,
}

translated!(enum AlertKind = alerts::AlertKind {
    CameraAdded { camera },
    CameraBack { camera },
    CameraGone { camera, since },
    CameraRemoved { camera },
    EmailChangeUndone { by },
    EmailChanged { email, by },
    EventRefused,
    Exposed { exposure },
    FirmwareChanged { camera, from, to },
    IntegrationLinked { client, by },
    IntegrationUnlinked { client, cause, message, by },
    ListedBreach { breaches, known_before },
    NewSignIn { place, computer },
    PasswordChanged { by },
    RecoveryActivated { available_at },
    RecoveryStopped { by },
    SecondFactorLocked,
    SignedOut { reason },
    TwoFactorChanged { change, by },
    TwoFactorStillOff { incident },
    WifiChanged { camera, from, to },
});
translated!(struct AboutCamera = alerts::AboutCamera { id, name });
translated!(enum UnlinkCause = integrations::UnlinkCause {
    Client,
    Incident,
    Owner,
    TokenReused,
});
translated!(enum TwoFactorChange = alerts::TwoFactorChange {
    Moved,
    Off,
    On,
    RecoveryCodeUsed,
    RecoveryCodesRenewed,
    RecoveryKeyReplaced,
    RecoveryKeyUsed,
});
