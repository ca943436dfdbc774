//! The security checklist, and the computers that one of its items is about.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::recovery_key::RecoveryKeyNews;
use super::{CameraKey, ConnectionId, ProtectionKind};
use crate::checkup::KnownComputers;
use crate::ports::devices::SignedInComputer;
use crate::ports::provider::SessionId;
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckupItem {
    pub subject: CheckupSubject,
    pub state: CheckupState,
    /// The one thing that can be done about it; where nothing has to be, a look at it.
    pub action: CheckupAction,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum CheckupSubject {
    /// The owner has looked through the computers that are signed in.
    Computers {
        connection: ConnectionId,
        looked_at: Option<Timestamp>,
    },
    /// No edit waits for the owner's word.
    Edits { undecided: u32 },
    /// No camera has newer firmware to install.
    Firmware { outdated: u32 },
    /// Nothing that was unlinked for safety waits for the owner's word.
    Integrations {
        connection: ConnectionId,
        linked: u32,
        unlinked: u32,
    },
    /// What is on this computer is protected.
    Protection { kind: ProtectionKind },
    /// Somebody may have seen the recovery key. There is no such item otherwise.
    RecoveryKey {
        connection: ConnectionId,
        news: RecoveryKeyNews,
    },
    /// The owner has tried out what would bring them back.
    Rehearsal {
        connection: ConnectionId,
        rehearsed_at: Option<Timestamp>,
    },
    /// What happens at the service is heard here.
    SignedIn { connection: ConnectionId },
    /// A stolen password alone lets nobody in, and the owner can still get in without the authenticator.
    TwoFactor {
        connection: ConnectionId,
        /// `None` when it is off, or not known.
        recovery_codes_left: Option<u32>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckupState {
    Done,
    ToDo,
    /// It cannot be told now.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum CheckupAction {
    LookAtComputers { connection: ConnectionId },
    RehearseRecovery { connection: ConnectionId },
    ShowCamera { camera: CameraKey },
    ShowCameras,
    ShowIntegrations { connection: ConnectionId },
    ShowRecoveryKey { connection: ConnectionId },
    ShowSettings,
    ShowTwoFactor { connection: ConnectionId },
    SignIn { connection: ConnectionId },
    TryAgain { connection: ConnectionId },
}

/// A computer that is signed in to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComputerView {
    /// Names its session, and is of no use to whoever reads it.
    pub id: SessionId,
    /// Plain text. `None` when it has not said its name, or sealed it under another key.
    pub name: Option<String>,
    pub since: Timestamp,
    /// To the hour.
    pub last_used: Timestamp,
    pub this_one: bool,
    /// It signed in after the owner looked for the last time.
    pub newcomer: bool,
}

impl ComputerView {
    /// `known`: those that the owner said are theirs, if they ever looked.
    pub fn of(computer: SignedInComputer, known: Option<&KnownComputers>) -> Self {
        let newcomer =
            !computer.this_one && known.is_some_and(|known| !known.knows(&computer.session));
        let SignedInComputer {
            session,
            name,
            since,
            last_used,
            this_one,
        } = computer;
        Self {
            id: session,
            name,
            since,
            last_used,
            this_one,
            newcomer,
        }
    }
}
