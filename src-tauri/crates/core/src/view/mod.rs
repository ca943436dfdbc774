//! All that may reach the webview. No token, path, raw reply or keychain name has a place here.
//!
//! A window asks for a [`Snapshot`] once and then follows [`ViewChange`]s; each carries the revision that it leads to,
//! so a change that was overtaken by a snapshot can be dropped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::alerts::notifying::NotificationPreferences;
use crate::cameras::{CameraId, Trouble};
use crate::error::Failure;
use crate::listed_breaches::BreachWish;
use crate::ports::place::ProviderId;
use crate::ports::provider::Disclosure;
use crate::ports::sign_in::{AccountName, SignInFieldKind};
use crate::ports::two_factor::FactorOffer;
use crate::session::EndReason;
use crate::time::Timestamp;
use checkup::CheckupItem;
use discovery::DiscoveryView;
use email::EmailChangeView;
use incidents::IncidentsView;
use integrations::IntegrationsView;
use password_recovery::PasswordRecoveryView;
use recovery_key::RecoveryKeyView;
use setup::{MoveView, SetupView};
use status::StatusView;
use two_factor::{TwoFactorChangeView, TwoFactorView};

pub mod authenticators;
pub mod checkup;
pub mod discovery;
pub mod email;
pub mod incidents;
pub mod integrations;
pub mod password;
pub mod password_recovery;
pub mod recovery_key;
pub mod rehearsal;
pub mod setup;
pub mod status;
pub mod tray;
pub mod two_factor;
pub mod your_data;

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(transparent)]
pub struct ConnectionId(#[specta(type = String)] pub Uuid);

impl ConnectionId {
    /// What concerns no connection.
    pub const NONE: Self = Self(Uuid::nil());
}

/// Everything a window shows at its start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    pub revision: u32,
    pub protection: ProtectionView,
    pub connections: Vec<ConnectionView>,
    pub cameras: Vec<CameraView>,
    pub alerts: AlertsView,
    /// Empty until the vault is open.
    pub checkup: Vec<CheckupItem>,
    pub incidents: IncidentsView,
    pub integrations: Vec<IntegrationsView>,
    pub preferences: Preferences,
    pub setup: Option<SetupView>,
    pub status: StatusView,
    pub move_plan: Option<MoveView>,
    pub discovery: Option<DiscoveryView>,
    /// Places that an owner adds by name, in the order in which they are offered.
    pub places: Vec<ProviderId>,
}

/// A change by section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ViewChange {
    pub revision: u32,
    pub section: Section,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "section")]
pub enum Section {
    Alerts {
        alerts: AlertsView,
    },
    Cameras {
        upserts: Vec<CameraView>,
        removals: Vec<CameraKey>,
    },
    Checkup {
        items: Vec<CheckupItem>,
    },
    Connections {
        connections: Vec<ConnectionView>,
    },
    Discovery {
        discovery: Option<DiscoveryView>,
    },
    Incidents {
        incidents: IncidentsView,
    },
    Integrations {
        integrations: Vec<IntegrationsView>,
    },
    Move {
        plan: Option<MoveView>,
    },
    Preferences {
        preferences: Preferences,
    },
    Protection {
        protection: ProtectionView,
    },
    Setup {
        setup: Option<SetupView>,
    },
    Status {
        status: StatusView,
    },
}

/// One signed-in (or once signed-in) place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    pub id: ConnectionId,
    /// Nothing there is real.
    pub demo: bool,
    /// By what the window knows what a place is called that has no name of its own. Nothing else may follow it.
    pub provider: ProviderId,
    /// What the service calls itself. May be empty where there is no service.
    pub name: String,
    /// Host and port, for a service that is not the demo home.
    pub host: Option<String>,
    pub distinction: Distinction,
    pub email: String,
    pub sign_in: SignInFormView,
    /// What people who run the service could read.
    pub discloses: Disclosure,
    pub creates_accounts: bool,
    /// Cameras can be brought to it by a code.
    pub pairs_cameras: bool,
    /// Its cameras can be told another network from here.
    pub changes_wifi: bool,
    /// Cameras can be taken out of the account from here.
    pub removes_cameras: bool,
    pub changes_password: bool,
    /// Its cameras show what they see now.
    pub shows_pictures: bool,
    /// Cameras that can be added are found by looking around.
    pub finds_cameras: bool,
    /// It says which computers are signed in to the account.
    pub lists_computers: bool,
    /// It shows all that it keeps about the owner, and deletes the account.
    pub tells_data: bool,
    pub session: SessionView,
    pub reach: ReachView,
    /// Edits that go out by themselves.
    pub waiting_edits: u32,
    /// Edits that wait for the owner's word.
    pub held_edits: u32,
    /// Cameras of which the owner must say which name counts.
    pub conflicts: u32,
    /// The service keeps names and rooms; if not, they stay on this computer.
    pub keeps_names: bool,
    /// Names and rooms that are on this computer only, although the service could keep them by now.
    pub private_names_to_offer: u32,
    /// Names and rooms that go with the connection, whichever account they are of.
    pub private_names: u32,
    /// Browser pages that wait for the owner to choose a number.
    pub link_requests: u32,
    pub two_factor: TwoFactorView,
    pub two_factor_change: Option<TwoFactorChangeView>,
    pub changes_email: bool,
    /// The newest first; those whose day is over among them.
    pub email_changes: Vec<EmailChangeView>,
    /// `None`: nobody can make a new password there with a recovery key.
    pub password_recovery: Option<PasswordRecoveryView>,
    /// `None`: there is none at this place.
    pub recovery_key: Option<RecoveryKeyView>,
}

/// What tells a connection from others that call themselves the same; said after the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Distinction {
    /// Where others are elsewhere.
    pub host: Option<String>,
    /// Where others are there as well. Empty while nobody has signed in, which is one at most.
    pub account: Option<String>,
}

/// What is asked for at a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignInFormView {
    pub account: AccountName,
    /// Beyond name and password, in the order in which it is asked for.
    pub more: Vec<SignInFieldKind>,
    /// There is a page where the owner finds it; opened by command.
    pub has_help: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SessionView {
    SignedOut,
    /// The place has nothing to sign in to: its cameras let this computer in one by one.
    NotNeeded,
    /// `reset` when the sign-in goes on over a prompt.
    SigningIn {
        reset: Option<ResetView>,
        /// The service has no room now: it is asked again at this time, by itself.
        turn_at: Option<Timestamp>,
    },
    /// The password was right.
    AwaitingSecondFactor {
        reset: Option<ResetView>,
        expires_at: Timestamp,
        /// As far as the service has said.
        tries_left: Option<u32>,
        /// The ways on, the usual one first.
        offers: Vec<FactorOffer>,
        /// A code was sent: from then on it may be sent once more.
        send_again_at: Option<Timestamp>,
    },
    Active,
    Reset {
        reset: ResetView,
    },
}

/// What the re-login layer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResetView {
    pub reason: EndReason,
    pub at: Timestamp,
    /// The service's own words, by language tag (`en`, `it`). Plain text.
    pub message: BTreeMap<String, String>,
    /// There is a page with more; opened by command.
    pub has_advisory: bool,
    /// The computer that ended the session.
    pub by: Option<String>,
    /// When the password was last changed from this computer, if it was: where a service says nothing, that is something.
    pub password_changed_at: Option<Timestamp>,
    pub postponed: bool,
}

/// Whether the service answers. Never a reason to sign out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ReachView {
    /// Not tried yet.
    Unknown,
    Online,
    /// Since when, and why.
    Trouble {
        since: Timestamp,
        failure: Failure,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CameraKey {
    pub connection: ConnectionId,
    pub camera: CameraId,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CameraView {
    pub key: CameraKey,
    /// As the owner wants it, confirmed or not. Plain text. May be empty: nobody has named it.
    pub nickname: String,
    pub room: Option<String>,
    pub network: Option<String>,
    /// Where it is, for places whose cameras are spoken to one by one.
    pub address: Option<String>,
    /// May be empty. What else is not said of a camera is absent.
    pub model: String,
    pub firmware: Option<String>,
    pub firmware_available: Option<String>,
    pub online: Option<bool>,
    pub last_seen: Option<Timestamp>,
    pub signal: Option<Signal>,
    pub trouble: Option<Trouble>,
    pub scene: Option<String>,
    pub edit: EditView,
    /// Another camera has the same nickname.
    pub name_shared: bool,
    /// Name or room are on this computer only.
    pub private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Above -60 dBm.
    Strong,
    /// Above -70 dBm.
    Good,
    Weak,
}

/// Where the owner's last edit of a camera stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum EditView {
    None,
    Waiting,
    Held,
    /// Somebody renamed it elsewhere.
    Conflict {
        theirs: String,
        their_room: Option<String>,
    },
}

/// Which side of a conflict stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ConflictChoice {
    Mine,
    Theirs,
}

/// What to do with edits that wait for the owner's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HeldChoice {
    Send,
    Discard,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlertsView {
    pub unread: u32,
    /// Another number whenever an alert came, was read, or was corrected.
    #[serde(default)]
    pub change: u32,
    /// Until all of it was read.
    #[serde(default)]
    pub away: Option<AwayView>,
}

/// What came while this computer was off or asleep, in sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AwayView {
    /// When it was told.
    pub at: Timestamp,
    pub alerts: u32,
    /// Those that the owner should see to.
    pub important: u32,
}

/// A time in which nothing was heard of a camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Absence {
    /// When it was seen last.
    pub since: Timestamp,
    /// When it was seen again. `None`: not yet.
    pub until: Option<Timestamp>,
}

/// Where a page of alerts begins: after this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlertCursorRequest {
    pub at: Timestamp,
    pub id: String,
}

/// How what is on this computer is protected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ProtectionView {
    /// The keychain is being asked.
    Opening,
    /// A passphrase was chosen earlier and is wanted now.
    PassphraseWanted {
        wrong: bool,
    },
    Ready {
        kind: ProtectionKind,
        notice: Option<ProtectionNotice>,
    },
    Trouble {
        trouble: ProtectionTrouble,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProtectionKind {
    Keychain,
    Passphrase,
    ThisRunOnly,
}

/// Something that the owner should know once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum ProtectionNotice {
    /// The database was damaged and set aside; a new one was started.
    DamagedSetAside { at: Timestamp },
    /// There was a database, and its file was missing or empty; a new one was started.
    DataLost { at: Timestamp },
    /// What the last session wrote at its end was missing; what is older is there.
    LatestLost { at: Timestamp },
}

/// Why nothing could be opened. Alphabetical. Nothing is ever written unprotected instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ProtectionTrouble {
    #[error("the disk is full")]
    DiskFull,
    #[error("there is no keychain service")]
    KeychainAbsent,
    #[error("the keychain is locked and cannot ask for its password")]
    KeychainCannotAsk,
    #[error("access to the keychain was denied")]
    KeychainDenied,
    #[error("the keychain answered with an error")]
    KeychainFaulty,
    #[error("the keychain no longer holds the key of the data on this computer")]
    KeychainKeyMissing,
    #[error("the keychain is locked")]
    KeychainLocked,
    #[error("there is no keychain in the keychain service yet")]
    KeychainNotSetUp,
    #[error("the keychain did not answer in time")]
    KeychainTimedOut,
    #[error("the data was written by a newer version")]
    NewerVersion,
    #[error("the passphrase is wrong")]
    PassphraseWrong,
    #[error("the file that says how the data is protected is missing or damaged")]
    ProtectionUnreadable,
    #[error("the data folder cannot be used")]
    StorageUnavailable,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// `None`: the desktop's.
    pub language: Option<Language>,
    pub theme: Theme,
    pub text_size: TextSize,
    pub camera_layout: CameraLayout,
    pub breaches: BreachWish,
    pub notifications: NotificationPreferences,
}

/// How large everything in the window is, in percent of its usual size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct TextSize(pub u16);

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl TextSize {
    /// 0.5 to 3, whatever was kept: a window that cannot be read cannot be mended by its own settings.
    pub fn factor(self) -> f64 {
        f64::from(self.0.clamp(50, 300)) / 100.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    It,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum CameraLayout {
    #[default]
    Grid,
    List,
}
