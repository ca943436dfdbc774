//! How things stand, in one sentence, worked out here from all facts and nowhere else: band, lamp and tray say what this says.
//! So no two of them contradict each other, and whatever calls the owner comes with the one thing to do about it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::incidents::{GuideState, GuideView};
use super::{ConnectionId, ConnectionView, ReachView, SessionView};
use crate::error::Remedy;
use crate::guide::GuideStepState;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    pub lamp: Lamp,
    pub headline: Headline,
    /// Most pressing first.
    pub details: Vec<StatusDetail>,
    /// About the first detail. There is one exactly while something needs the owner.
    pub action: Option<StatusAction>,
}

/// The whole product in one glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// All that the owner is signed in to is heard, and nothing needs them.
    On,
    /// Something needs the owner.
    NeedsYou,
    /// Something is not connected.
    Off,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "headline")]
pub enum Headline {
    AllIsWell,
    /// Not heard from everybody yet.
    Asking,
    CamerasOffline {
        count: u32,
    },
    NeedsYou,
    NoCameras,
    NotConnected,
    /// Some services answer and others do not.
    PartlyConnected,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "detail")]
pub enum StatusDetail {
    Alerts {
        count: u32,
    },
    Cameras {
        online: u32,
        offline: u32,
        /// Of services that are not heard now.
        last_seen: u32,
        /// They do not say whether they are online.
        not_said: u32,
    },
    /// At a service that is heard.
    CamerasInTrouble {
        connection: ConnectionId,
        count: u32,
    },
    Conflicts {
        count: u32,
    },
    Firmware {
        count: u32,
    },
    HeldEdits {
        count: u32,
    },
    KeychainLocked,
    LinkRequests {
        count: u32,
    },
    SignedOut {
        connection: ConnectionId,
    },
    Unreachable {
        connection: ConnectionId,
    },
    WayBack {
        connection: ConnectionId,
        /// Steps that are left.
        left: u32,
    },
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum StatusAction {
    AnswerLink,
    DecideEdits,
    GoOn,
    /// Of an account that is no more, or that only the service can open again.
    ReadWhy {
        connection: ConnectionId,
    },
    ShowAlerts,
    ShowTrouble {
        connection: ConnectionId,
    },
    SignIn {
        connection: ConnectionId,
    },
    TryAgain {
        connection: ConnectionId,
    },
}

/// All that a window shows and that the sentence must agree with.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub connections: &'a [ConnectionView],
    pub guides: &'a [GuideView],
    /// Of each connection that has some.
    pub cameras: &'a [CameraCount],
    pub unread_alerts: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CameraCount {
    pub connection: ConnectionId,
    pub online: u32,
    pub offline: u32,
    /// How many do not say whether they are online.
    pub not_said: u32,
    pub in_trouble: u32,
    /// How many have newer firmware to install.
    pub outdated: u32,
}

impl StatusView {
    pub fn of(facts: &Facts<'_>) -> Self {
        let needs = needs(facts);
        let cameras = count(facts);
        let headline = if needs.is_empty() {
            calm_headline(facts.connections, cameras)
        } else {
            Headline::NeedsYou
        };
        let action = needs.first().map(|(_, action)| *action);
        let unreachable = facts.connections.iter().filter(|c| line(c) == Line::Silent);
        let details = needs
            .into_iter()
            .map(|(detail, _)| detail)
            .chain(unreachable.map(|c| StatusDetail::Unreachable { connection: c.id }))
            .chain(cameras.detail())
            .collect();
        Self {
            lamp: headline.lamp(),
            headline,
            details,
            action,
        }
    }
}

impl Headline {
    fn lamp(self) -> Lamp {
        match self {
            Self::AllIsWell | Self::CamerasOffline { .. } | Self::NoCameras => Lamp::On,
            Self::NeedsYou => Lamp::NeedsYou,
            Self::Asking | Self::NotConnected | Self::PartlyConnected => Lamp::Off,
        }
    }
}

/// Whether a service is heard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Not asked yet.
    Asking,
    Heard,
    /// It does not answer. Passes by itself, unless the owner is needed.
    Silent,
    SignedOut,
}

fn line(connection: &ConnectionView) -> Line {
    match (&connection.session, &connection.reach) {
        (SessionView::Active | SessionView::NotNeeded, reach) => match reach {
            ReachView::Online => Line::Heard,
            ReachView::Unknown => Line::Asking,
            ReachView::Trouble { .. } => Line::Silent,
        },
        (
            SessionView::AwaitingSecondFactor { .. }
            | SessionView::Reset { .. }
            | SessionView::SignedOut
            | SessionView::SigningIn { .. },
            _,
        ) => Line::SignedOut,
    }
}

fn calm_headline(connections: &[ConnectionView], cameras: Cameras) -> Headline {
    let any = |wanted| connections.iter().any(|c| line(c) == wanted);
    match (any(Line::Heard), any(Line::Silent), any(Line::Asking)) {
        (true, true, _) => Headline::PartlyConnected,
        (_, false, true) => Headline::Asking,
        (false, _, _) => Headline::NotConnected,
        (true, false, false) => match cameras {
            Cameras { last_seen: 1.., .. } => Headline::PartlyConnected,
            Cameras { offline: 1.., .. } => Headline::CamerasOffline {
                count: cameras.offline,
            },
            Cameras {
                online: 0,
                not_said: 0,
                ..
            } => Headline::NoCameras,
            Cameras { .. } => Headline::AllIsWell,
        },
    }
}

/// What waits for the owner, and what each can do about it. Most pressing first.
fn needs(facts: &Facts<'_>) -> Vec<(StatusDetail, StatusAction)> {
    let total = |of: fn(&ConnectionView) -> u32| {
        let sum = facts.connections.iter().map(of).sum::<u32>();
        (sum > 0).then_some(sum)
    };
    let counted = [
        total(|c| c.link_requests).map(|count| {
            let detail = StatusDetail::LinkRequests { count };
            (detail, StatusAction::AnswerLink)
        }),
        total(|c| c.held_edits).map(|count| {
            let detail = StatusDetail::HeldEdits { count };
            (detail, StatusAction::DecideEdits)
        }),
        total(|c| c.conflicts).map(|count| {
            let detail = StatusDetail::Conflicts { count };
            (detail, StatusAction::DecideEdits)
        }),
    ];
    let unread = facts.unread_alerts;
    let alerts = (unread > 0).then_some((
        StatusDetail::Alerts { count: unread },
        StatusAction::ShowAlerts,
    ));
    facts
        .connections
        .iter()
        .filter_map(way_in)
        .chain(counted.into_iter().flatten())
        .chain(facts.guides.iter().filter_map(way_back))
        .chain(alerts)
        .chain(in_trouble(facts))
        .collect()
}

/// What a camera's trouble was when its service was heard last is no reason to call anybody.
fn in_trouble(facts: &Facts<'_>) -> impl Iterator<Item = (StatusDetail, StatusAction)> {
    let troubled = |one: &&CameraCount| one.in_trouble > 0 && heard(facts, one.connection);
    facts.cameras.iter().filter(troubled).map(|&one| {
        let CameraCount {
            connection,
            in_trouble: count,
            ..
        } = one;
        (
            StatusDetail::CamerasInTrouble { connection, count },
            StatusAction::ShowTrouble { connection },
        )
    })
}

/// What only the owner can do to be connected again.
fn way_in(connection: &ConnectionView) -> Option<(StatusDetail, StatusAction)> {
    let connection_id = connection.id;
    let signed_out = StatusDetail::SignedOut {
        connection: connection_id,
    };
    let sign_in = StatusAction::SignIn {
        connection: connection_id,
    };
    match &connection.session {
        SessionView::Reset { reset } if reset.reason.closes_account() => Some((
            signed_out,
            StatusAction::ReadWhy {
                connection: connection_id,
            },
        )),
        SessionView::Reset { .. } => Some((signed_out, sign_in)),
        // Still the same need until it is met.
        SessionView::SigningIn { reset, .. } | SessionView::AwaitingSecondFactor { reset, .. } => {
            reset.as_ref().map(|_| (signed_out, sign_in))
        }
        // Nobody but the owner can bring a lost token back, or open a keychain.
        SessionView::Active | SessionView::NotNeeded => match &connection.reach {
            ReachView::Trouble { failure, .. } => match failure.remedy {
                Remedy::SignIn => Some((signed_out, sign_in)),
                Remedy::UnlockKeychain => Some((
                    StatusDetail::KeychainLocked,
                    StatusAction::TryAgain {
                        connection: connection_id,
                    },
                )),
                Remedy::CheckAddress
                | Remedy::CheckClock
                | Remedy::CheckInput
                | Remedy::ContactService
                | Remedy::CopyAddress
                | Remedy::FreeSpace
                | Remedy::StartAfresh
                | Remedy::TryAgain
                | Remedy::UpdatePorchlight
                | Remedy::Wait => None,
            },
            ReachView::Online | ReachView::Unknown => None,
        },
        // The owner wanted it so.
        SessionView::SignedOut => None,
    }
}

fn way_back(guide: &GuideView) -> Option<(StatusDetail, StatusAction)> {
    let open = guide
        .steps
        .iter()
        .filter(|step| step.state != GuideStepState::Done);
    let left = u32::try_from(open.count()).unwrap_or(u32::MAX);
    let detail = StatusDetail::WayBack {
        connection: guide.connection,
        left,
    };
    (guide.state == GuideState::Going && left > 0).then_some((detail, StatusAction::GoOn))
}

#[derive(Clone, Copy, Default)]
struct Cameras {
    online: u32,
    offline: u32,
    last_seen: u32,
    not_said: u32,
    outdated: u32,
}

fn heard(facts: &Facts<'_>, connection: ConnectionId) -> bool {
    facts
        .connections
        .iter()
        .any(|c| c.id == connection && line(c) == Line::Heard)
}

fn count(facts: &Facts<'_>) -> Cameras {
    facts
        .cameras
        .iter()
        .fold(Cameras::default(), |mut all, one| {
            if heard(facts, one.connection) {
                all.online += one.online;
                all.offline += one.offline;
                all.not_said += one.not_said;
            } else {
                all.last_seen += one.online + one.offline + one.not_said;
            }
            all.outdated += one.outdated;
            all
        })
}

impl Cameras {
    fn detail(self) -> impl Iterator<Item = StatusDetail> {
        let Self {
            online,
            offline,
            last_seen,
            not_said,
            outdated,
        } = self;
        let cameras = StatusDetail::Cameras {
            online,
            offline,
            last_seen,
            not_said,
        };
        let firmware = (outdated > 0).then_some(StatusDetail::Firmware { count: outdated });
        [cameras].into_iter().chain(firmware)
    }
}

#[cfg(test)]
mod tests;
