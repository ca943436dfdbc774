//! The security checklist: what is well, what there is to do, and what cannot be told now. Worked out from facts, with
//! one thing to do about each item, and no score.

use crate::ports::provider::SessionId;
use crate::time::Timestamp;
use crate::view::checkup::{CheckupAction, CheckupItem, CheckupState, CheckupSubject};
use crate::view::recovery_key::{KeyNews, RecoveryKeyNews};
use crate::view::two_factor::TwoFactorView;
use crate::view::{CameraKey, ConnectionId, ProtectionKind};

/// What the checklist is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub protection: ProtectionKind,
    /// In the order in which the owner added them.
    pub connections: Vec<ConnectionFacts>,
    /// Edits that wait for the owner's word, and names that somebody else changed as well; everywhere.
    pub undecided_edits: u32,
    pub cameras: CameraFacts,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionFacts {
    pub id: ConnectionId,
    pub line: Line,
    /// When the owner said that all signed-in computers are theirs; `None`: not in this session, or another one has
    /// signed in since.
    pub looked_at: Option<Timestamp>,
    /// The service says which computers are signed in.
    pub lists_computers: bool,
    pub two_factor: TwoFactorView,
    /// What was heard last of the recovery key.
    pub key_news: Option<RecoveryKeyNews>,
    pub rehearsal: Rehearsal,
    /// `None`: nothing can be linked at this place.
    pub integrations: Option<IntegrationFacts>,
}

/// Whether the owner has tried out a recovery code or the recovery key of the account, and it was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rehearsal {
    /// There is nothing to rehearse at this place.
    NotOffered,
    Never,
    LastAt(Timestamp),
}

/// What is linked to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegrationFacts {
    Told {
        linked: u32,
        /// For safety, neither linked again since nor put aside by the owner.
        unlinked: u32,
    },
    Unknown,
}

/// Whether what happens at a service is heard here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Heard,
    /// Not asked yet, or no answer; passes by itself.
    Unsure,
    /// Signed in, and only signing in once more helps: this computer lost its token.
    Lost,
    SignedOut,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CameraFacts {
    /// How many say what firmware they have, or that there is a newer one.
    pub tell_firmware: u32,
    /// How many have newer firmware to install.
    pub outdated: u32,
    pub first_outdated: Option<CameraKey>,
}

/// The computers that the owner has said are theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownComputers {
    /// This computer's, when the owner looked. It is time to look again after each end of it, also after a reset.
    pub session: SessionId,
    /// `None`: one that the owner does not know has signed in since.
    pub looked_at: Option<Timestamp>,
    pub computers: Vec<SessionId>,
}

impl KnownComputers {
    pub fn knows(&self, computer: &SessionId) -> bool {
        self.computers.contains(computer)
    }

    /// Counts in the session in which the owner looked, and in no other.
    pub fn looked_at(&self, active: Option<&SessionId>) -> Option<Timestamp> {
        self.looked_at.filter(|_| active == Some(&self.session))
    }
}

/// That the owner has rehearsed coming back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// Of this account: what another one has on paper was not tried.
    pub account: String,
    pub at: Timestamp,
}

/// What was heard last of a recovery key. After it was used, or somebody has seen it, another one is offered until there is one, or
/// the owner says that nobody has seen this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHeard {
    /// Of this account: that of another one is another key.
    pub account: String,
    pub news: RecoveryKeyNews,
}

/// Connections first, then what concerns all of them, then this computer.
pub fn checkup(facts: &Facts) -> Vec<CheckupItem> {
    let of_connections = facts.connections.iter().flat_map(|connection| {
        [signed_in(connection)]
            .into_iter()
            .chain(computers(connection))
            .chain(two_factor(connection))
            .chain(recovery_key(connection))
            .chain(rehearsal(connection))
            .chain(integrations(connection))
    });
    let edits = (!facts.connections.is_empty()).then(|| edits(facts.undecided_edits));
    of_connections
        .chain(edits)
        .chain(firmware(facts))
        .chain([protection(facts.protection)])
        .collect()
}

/// With fewer recovery codes than this it is time for new ones.
const ENOUGH_RECOVERY_CODES: u32 = 3;

/// Who is not signed in hears of no incident.
fn signed_in(&ConnectionFacts { id, line, .. }: &ConnectionFacts) -> CheckupItem {
    let (state, action) = match line {
        Line::Heard => (
            CheckupState::Done,
            CheckupAction::TryAgain { connection: id },
        ),
        Line::Unsure => (
            CheckupState::Unknown,
            CheckupAction::TryAgain { connection: id },
        ),
        Line::Lost | Line::SignedOut => {
            (CheckupState::ToDo, CheckupAction::SignIn { connection: id })
        }
    };
    CheckupItem {
        subject: CheckupSubject::SignedIn { connection: id },
        state,
        action,
    }
}

fn computers(connection: &ConnectionFacts) -> Option<CheckupItem> {
    if !connection.lists_computers {
        return None;
    }
    let &ConnectionFacts {
        id,
        line,
        looked_at,
        ..
    } = connection;
    let look = CheckupAction::LookAtComputers { connection: id };
    let (state, action) = match (line, looked_at) {
        (Line::Lost | Line::SignedOut, _) => (
            CheckupState::Unknown,
            CheckupAction::SignIn { connection: id },
        ),
        (Line::Heard | Line::Unsure, Some(_)) => (CheckupState::Done, look),
        (Line::Heard | Line::Unsure, None) => (CheckupState::ToDo, look),
    };
    Some(CheckupItem {
        subject: CheckupSubject::Computers {
            connection: id,
            looked_at,
        },
        state,
        action,
    })
}

fn two_factor(connection: &ConnectionFacts) -> Option<CheckupItem> {
    let &ConnectionFacts { id, line, .. } = connection;
    let (state, recovery_codes_left) = match connection.two_factor {
        TwoFactorView::NotOffered => return None,
        TwoFactorView::Unknown => (CheckupState::Unknown, None),
        TwoFactorView::Off => (CheckupState::ToDo, None),
        TwoFactorView::On {
            recovery_codes_left: left,
            ..
        } => (done_if(left >= ENOUGH_RECOVERY_CODES), Some(left)),
    };
    let action = match line {
        Line::Lost | Line::SignedOut => CheckupAction::SignIn { connection: id },
        Line::Heard | Line::Unsure => CheckupAction::ShowTwoFactor { connection: id },
    };
    Some(CheckupItem {
        subject: CheckupSubject::TwoFactor {
            connection: id,
            recovery_codes_left,
        },
        state,
        action,
    })
}

/// With the password it is all that is wanted: who has seen it comes in. Where nobody may have, there is nothing to do about it.
fn recovery_key(connection: &ConnectionFacts) -> Option<CheckupItem> {
    let &ConnectionFacts { id, line, .. } = connection;
    let news = connection.key_news.filter(|news| match news.what {
        KeyNews::Replaced | KeyNews::Unseen => false,
        KeyNews::Seen | KeyNews::Used => true,
    })?;
    let (state, action) = match line {
        Line::Lost | Line::SignedOut => (
            CheckupState::Unknown,
            CheckupAction::SignIn { connection: id },
        ),
        Line::Heard | Line::Unsure => (
            CheckupState::ToDo,
            CheckupAction::ShowRecoveryKey { connection: id },
        ),
    };
    Some(CheckupItem {
        subject: CheckupSubject::RecoveryKey {
            connection: id,
            news,
        },
        state,
        action,
    })
}

/// Who has never tried finds out too late.
fn rehearsal(connection: &ConnectionFacts) -> Option<CheckupItem> {
    let &ConnectionFacts { id, line, .. } = connection;
    let rehearsed_at = match connection.rehearsal {
        Rehearsal::NotOffered => return None,
        Rehearsal::Never => None,
        Rehearsal::LastAt(at) => Some(at),
    };
    let (state, action) = match line {
        Line::Lost | Line::SignedOut => (
            CheckupState::Unknown,
            CheckupAction::SignIn { connection: id },
        ),
        Line::Heard | Line::Unsure => (
            done_if(rehearsed_at.is_some()),
            CheckupAction::RehearseRecovery { connection: id },
        ),
    };
    Some(CheckupItem {
        subject: CheckupSubject::Rehearsal {
            connection: id,
            rehearsed_at,
        },
        state,
        action,
    })
}

/// What stopped working after an incident is linked again, or the owner says that they do not want it back.
fn integrations(connection: &ConnectionFacts) -> Option<CheckupItem> {
    let &ConnectionFacts { id, line, .. } = connection;
    let (told, linked, unlinked) = match connection.integrations? {
        IntegrationFacts::Told { linked, unlinked } => (done_if(unlinked == 0), linked, unlinked),
        IntegrationFacts::Unknown => (CheckupState::Unknown, 0, 0),
    };
    let (state, action) = match line {
        Line::Lost | Line::SignedOut => (
            CheckupState::Unknown,
            CheckupAction::SignIn { connection: id },
        ),
        Line::Heard | Line::Unsure => (told, CheckupAction::ShowIntegrations { connection: id }),
    };
    Some(CheckupItem {
        subject: CheckupSubject::Integrations {
            connection: id,
            linked,
            unlinked,
        },
        state,
        action,
    })
}

fn edits(undecided: u32) -> CheckupItem {
    CheckupItem {
        subject: CheckupSubject::Edits { undecided },
        state: done_if(undecided == 0),
        action: CheckupAction::ShowCameras,
    }
}

/// No camera that tells its firmware, no item. A list that is out of date can tell of an update, and cannot tell that there is none.
fn firmware(facts: &Facts) -> Option<CheckupItem> {
    let CameraFacts {
        tell_firmware,
        outdated,
        first_outdated,
    } = &facts.cameras;
    let current = |connection: &ConnectionFacts| connection.line == Line::Heard;
    let state = match (outdated, facts.connections.iter().all(current)) {
        (1.., _) => CheckupState::ToDo,
        (0, true) => CheckupState::Done,
        (0, false) => CheckupState::Unknown,
    };
    let action = match first_outdated {
        Some(camera) => CheckupAction::ShowCamera {
            camera: camera.clone(),
        },
        None => CheckupAction::ShowCameras,
    };
    (*tell_firmware > 0).then_some(CheckupItem {
        subject: CheckupSubject::Firmware {
            outdated: *outdated,
        },
        state,
        action,
    })
}

/// In memory only is safe from whoever takes the computer, and loses unsent edits and the sign-in: a keychain is better.
fn protection(kind: ProtectionKind) -> CheckupItem {
    CheckupItem {
        subject: CheckupSubject::Protection { kind },
        state: done_if(match kind {
            ProtectionKind::Keychain | ProtectionKind::Passphrase => true,
            ProtectionKind::ThisRunOnly => false,
        }),
        action: CheckupAction::ShowSettings,
    }
}

fn done_if(done: bool) -> CheckupState {
    if done {
        CheckupState::Done
    } else {
        CheckupState::ToDo
    }
}
