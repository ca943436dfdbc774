//! What the owner should know, from the service's signed events or worked out here.

pub mod done;
mod exposure;
pub mod impact;
mod inbox;
mod meaning;
pub mod notifying;
mod over;
pub mod pace;
pub mod revisions;
pub mod rules;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cameras::CameraId;
use crate::listed_breaches::ListedBreach;
use crate::ports::integrations::UnlinkCause;
use crate::session::EndReason;
use crate::time::Timestamp;
use crate::view::ConnectionId;

pub use exposure::{DataForm, DataKind, ExposedData, Exposure, Finding};
pub use inbox::{AlertFilter, AlertView, Correction, KeptAlert};
pub use meaning::{AlertAction, AlertGroup, Severity};
pub use over::AlertOver;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Made of what it is about, so that the same fact is never told twice.
    pub id: String,
    /// [`ConnectionId::NONE`]: it concerns none that is here.
    pub connection: ConnectionId,
    pub at: Timestamp,
    pub kind: AlertKind,
    pub read: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum AlertKind {
    /// Somebody set a camera up, and not on this computer.
    CameraAdded { camera: AboutCamera },
    /// It was gone for long ([`rules::GONE_FOR_LONG`]).
    CameraBack { camera: AboutCamera },
    /// It has not been seen for long.
    CameraGone {
        camera: AboutCamera,
        since: Timestamp,
    },
    /// Not by this computer, which says so itself.
    CameraRemoved { camera: AboutCamera },
    /// The account has the address of before again.
    EmailChangeUndone {
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
    /// The account is found by another address.
    EmailChanged {
        /// If that computer said it.
        email: Option<String>,
        by: Option<String>,
    },
    /// The service sent something that its key did not sign.
    EventRefused,
    /// Data of the service lay open, or what was said about that is revised.
    Exposed { exposure: Exposure },
    FirmwareChanged {
        camera: AboutCamera,
        from: String,
        to: String,
    },
    /// Something was let at cameras.
    IntegrationLinked {
        client: String,
        /// The computer that approved it, if it said its name.
        by: Option<String>,
    },
    IntegrationUnlinked {
        client: String,
        cause: UnlinkCause,
        /// The service's own words after an incident, by language tag.
        message: BTreeMap<String, String>,
        by: Option<String>,
    },
    /// Known to a public list. More than one: of before it was first looked through.
    ListedBreach {
        breaches: Vec<ListedBreach>,
        known_before: bool,
    },
    /// Somebody signed in to the account.
    NewSignIn {
        place: Option<String>,
        /// What that computer is called, if it said so.
        #[serde(default)]
        computer: Option<String>,
    },
    /// Another password is in force.
    PasswordChanged {
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
    /// Somebody makes a new password with the recovery key.
    RecoveryActivated {
        /// From then on it can be chosen.
        available_at: Timestamp,
    },
    RecoveryStopped {
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
    /// Somebody who knows the password gave so many wrong codes that none is looked at any more (NIST SP 800-63B §3.2.2).
    SecondFactorLocked,
    /// The service ended this computer's session.
    SignedOut { reason: EndReason },
    /// How the owner signs in was changed.
    TwoFactorChanged {
        change: TwoFactorChange,
        /// The computer that did it, if it said its name.
        by: Option<String>,
    },
    /// Days after something happened at the service.
    TwoFactorStillOff { incident: Timestamp },
    /// A camera is in another network, and this computer did not move it.
    WifiChanged {
        camera: AboutCamera,
        from: String,
        to: String,
    },
}

/// A camera as it was called when something happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AboutCamera {
    pub id: CameraId,
    /// Empty where nobody had named it.
    pub name: String,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TwoFactorChange {
    /// To another authenticator, with new recovery codes.
    Moved,
    Off,
    On,
    RecoveryCodeUsed,
    RecoveryCodesRenewed,
    /// Another one is in force.
    RecoveryKeyReplaced,
    RecoveryKeyUsed,
}
