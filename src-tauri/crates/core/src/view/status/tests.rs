use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::error::{Failure, FailureCode};
use crate::guide::{GuideCause, GuideStep, GuideStepKind};
use crate::ports::place::ProviderId;
use crate::ports::provider::Disclosure;
use crate::ports::sign_in::AccountName;
use crate::session::EndReason;
use crate::time::Timestamp;
use crate::view::two_factor::TwoFactorView;
use crate::view::{Distinction, ResetView, SignInFormView};

const SILENT: FailureCode = FailureCode::ServiceUnreachable;
const FIRST: ConnectionId = ConnectionId(Uuid::from_u128(1));
const SECOND: ConnectionId = ConnectionId(Uuid::from_u128(2));

fn connection(id: ConnectionId, session: SessionView, reach: ReachView) -> ConnectionView {
    ConnectionView {
        id,
        provider: ProviderId::new("any"),
        demo: false,
        name: "Service".into(),
        host: None,
        distinction: Distinction::default(),
        email: String::new(),
        sign_in: SignInFormView {
            account: AccountName::Email,
            more: Vec::new(),
            has_help: false,
        },
        discloses: Disclosure::NOTHING,
        creates_accounts: true,
        changes_password: true,
        changes_wifi: false,
        shows_pictures: false,
        finds_cameras: false,
        lists_computers: true,
        tells_data: true,
        pairs_cameras: false,
        removes_cameras: false,
        session,
        reach,
        waiting_edits: 0,
        held_edits: 0,
        conflicts: 0,
        keeps_names: true,
        private_names_to_offer: 0,
        private_names: 0,
        link_requests: 0,
        two_factor: TwoFactorView::Unknown,
        two_factor_change: None,
        changes_email: true,
        email_changes: Vec::new(),
        password_recovery: None,
        recovery_key: None,
    }
}

fn trouble(code: FailureCode) -> ReachView {
    ReachView::Trouble {
        since: Timestamp(1),
        failure: Failure::new(code),
    }
}

fn reset(reason: EndReason) -> ResetView {
    ResetView {
        reason,
        at: Timestamp(1),
        message: BTreeMap::new(),
        has_advisory: false,
        by: None,
        password_changed_at: None,
        postponed: true,
    }
}

fn guide(state: GuideState, steps: &[GuideStepState]) -> GuideView {
    GuideView {
        connection: FIRST,
        cause: GuideCause::Unlinked,
        exposure: None,
        begun_at: Timestamp(1),
        steps: steps
            .iter()
            .map(|state| GuideStep {
                step: GuideStepKind::TwoFactor,
                state: *state,
            })
            .collect(),
        integrations: Vec::new(),
        state,
    }
}

fn cameras(connection: ConnectionId, online: u32, offline: u32) -> CameraCount {
    CameraCount {
        connection,
        online,
        offline,
        not_said: 0,
        in_trouble: 0,
        outdated: 0,
    }
}

/// Two that say nothing, and one that is offline and does not let anybody in.
fn other_makers(connection: ConnectionId) -> CameraCount {
    CameraCount {
        not_said: 2,
        in_trouble: 1,
        ..cameras(connection, 0, 1)
    }
}

fn quiet(connection: ConnectionId) -> CameraCount {
    CameraCount {
        not_said: 2,
        ..cameras(connection, 0, 0)
    }
}

/// Everything that can stand at one connection.
fn every_connection(id: ConnectionId) -> Vec<ConnectionView> {
    let signing_in = |reset| SessionView::SigningIn {
        reset,
        turn_at: None,
    };
    let half_way = |reset| SessionView::AwaitingSecondFactor {
        reset,
        expires_at: Timestamp(1),
        tries_left: None,
        offers: Vec::new(),
        send_again_at: None,
    };
    let sessions = [
        SessionView::SignedOut,
        SessionView::NotNeeded,
        signing_in(None),
        signing_in(Some(reset(EndReason::GlobalReset))),
        half_way(None),
        half_way(Some(reset(EndReason::Expired))),
        SessionView::Reset {
            reset: reset(EndReason::GlobalReset),
        },
        SessionView::Reset {
            reset: reset(EndReason::AccountDeleted),
        },
        SessionView::Active,
    ];
    let reaches = [
        ReachView::Unknown,
        ReachView::Online,
        trouble(SILENT),
        trouble(FailureCode::KeychainLocked),
        trouble(FailureCode::NotRecognised),
    ];
    let mut all = Vec::new();
    for session in sessions {
        for reach in &reaches {
            for (held_edits, conflicts, link_requests) in
                [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
            {
                all.push(ConnectionView {
                    held_edits,
                    conflicts,
                    link_requests,
                    ..connection(id, session.clone(), reach.clone())
                });
            }
        }
    }
    all
}

/// All ways in which a service is heard or not.
fn every_line(id: ConnectionId) -> Vec<ConnectionView> {
    let ended = SessionView::Reset {
        reset: reset(EndReason::GlobalReset),
    };
    let active = |reach| (SessionView::Active, reach);
    [
        (SessionView::SignedOut, ReachView::Unknown),
        (ended, ReachView::Unknown),
        active(ReachView::Unknown),
        active(ReachView::Online),
        active(trouble(SILENT)),
        active(trouble(FailureCode::NotRecognised)),
    ]
    .map(|(session, reach)| connection(id, session, reach))
    .into()
}

/// Of a connection and another one, their cameras, a way back and the alerts: every combination, one after the other.
fn every_home(mut look: impl FnMut(&Facts<'_>)) {
    use GuideStepState::{Done, Now};
    let (firsts, seconds) = (every_connection(FIRST), every_line(SECOND));
    let mut pairs = vec![Vec::new()];
    pairs.extend(firsts.iter().map(|first| vec![first.clone()]));
    for first in &firsts {
        pairs.extend(
            seconds
                .iter()
                .map(|second| vec![first.clone(), second.clone()]),
        );
    }
    let of_cameras = [
        vec![],
        vec![cameras(FIRST, 3, 0)],
        vec![cameras(FIRST, 3, 1), cameras(SECOND, 5, 0)],
        vec![cameras(SECOND, 0, 2)],
        vec![cameras(FIRST, 3, 0), other_makers(SECOND)],
        vec![quiet(FIRST)],
    ];
    let finished = GuideState::Finished { at: Timestamp(1) };
    let guides = [
        vec![],
        vec![guide(GuideState::Going, &[Done, Now])],
        vec![guide(finished, &[Done])],
        vec![guide(GuideState::PutOff { until: None }, &[Now])],
    ];
    for connections in &pairs {
        for cameras in &of_cameras {
            for guides in &guides {
                for unread_alerts in [0, 2] {
                    look(&Facts {
                        connections,
                        guides,
                        cameras,
                        unread_alerts,
                    });
                }
            }
        }
    }
}

/// What stands in the window beside the sentence, said without this module.
struct Beside {
    /// The bar above every screen, or a dot in the rail: somebody does not answer.
    somebody_silent: bool,
    somebody_asked: bool,
    somebody_heard: bool,
    /// A layer, a bar or a badge wants the owner.
    owner_wanted: bool,
    red_offline: u32,
    lit: u32,
    without_a_word: u32,
    as_last_seen: u32,
}

fn beside(facts: &Facts<'_>) -> Beside {
    let active: Vec<_> = facts
        .connections
        .iter()
        .filter(|c| matches!(c.session, SessionView::Active | SessionView::NotNeeded))
        .collect();
    let heard = |c: &ConnectionView| c.reach == ReachView::Online;
    let current = |one: &&CameraCount| active.iter().any(|c| c.id == one.connection && heard(c));
    let lost = |c: &&ConnectionView| {
        matches!(&c.reach, ReachView::Trouble { failure, .. }
            if failure.code != SILENT)
    };
    let session_wants = |c: &ConnectionView| match &c.session {
        SessionView::Reset { .. } => true,
        SessionView::SigningIn { reset, .. } | SessionView::AwaitingSecondFactor { reset, .. } => {
            reset.is_some()
        }
        SessionView::Active | SessionView::NotNeeded | SessionView::SignedOut => false,
    };
    let asked = |c: &ConnectionView| c.held_edits + c.conflicts + c.link_requests > 0;
    let seen: Vec<_> = facts.cameras.iter().filter(current).collect();
    let of_all = |c: &CameraCount| c.online + c.offline + c.not_said;
    let all: u32 = facts.cameras.iter().map(of_all).sum();
    let (lit, red_offline, without_a_word) = (
        seen.iter().map(|c| c.online).sum(),
        seen.iter().map(|c| c.offline).sum(),
        seen.iter().map(|c| c.not_said).sum(),
    );
    Beside {
        somebody_silent: active
            .iter()
            .any(|c| matches!(c.reach, ReachView::Trouble { .. })),
        somebody_asked: active.iter().any(|c| c.reach == ReachView::Unknown),
        somebody_heard: active.iter().any(|c| heard(c)),
        owner_wanted: facts.unread_alerts > 0
            || facts.guides.iter().any(|g| g.state == GuideState::Going)
            || facts
                .connections
                .iter()
                .any(|c| session_wants(c) || asked(c))
            || active.iter().any(lost)
            || seen.iter().any(|c| c.in_trouble > 0),
        red_offline,
        lit,
        without_a_word,
        as_last_seen: all - lit - red_offline - without_a_word,
    }
}

#[test]
fn an_owner_never_reads_two_things_that_contradict_each_other() {
    let mut homes = 0;
    every_home(|facts| {
        homes += 1;
        let (status, beside) = (StatusView::of(facts), beside(facts));
        let said = |fits: bool| assert!(fits, "{status:?} of {facts:?}");
        said((status.headline == Headline::NeedsYou) == beside.owner_wanted);
        match status.headline {
            Headline::NeedsYou => said(status.lamp == Lamp::NeedsYou),
            Headline::AllIsWell => said(
                status.lamp == Lamp::On
                    && beside.lit + beside.without_a_word > 0
                    && beside.red_offline == 0
                    && beside.as_last_seen == 0,
            ),
            Headline::CamerasOffline { count } => {
                said(status.lamp == Lamp::On && count == beside.red_offline && count > 0);
            }
            Headline::NoCameras => {
                let shown = beside.lit + beside.red_offline + beside.without_a_word;
                said(status.lamp == Lamp::On && shown == 0);
            }
            Headline::Asking => said(status.lamp == Lamp::Off && beside.somebody_asked),
            Headline::NotConnected => said(status.lamp == Lamp::Off && !beside.somebody_heard),
            Headline::PartlyConnected => {
                said(
                    status.lamp == Lamp::Off
                        && beside.somebody_heard
                        && (beside.somebody_silent || beside.as_last_seen > 0),
                );
            }
        }
        // A lit lamp vouches for all that the owner is signed in to.
        if status.lamp == Lamp::On {
            said(!beside.somebody_silent && !beside.somebody_asked && beside.somebody_heard);
        }
    });
    assert_eq!(homes, (1 + 180 + 180 * 6) * 6 * 4 * 2);
}

#[test]
fn an_owner_who_is_called_is_told_what_for_and_has_a_button() {
    every_home(|facts| {
        let status = StatusView::of(facts);
        assert_eq!(
            status.action.is_some(),
            status.headline == Headline::NeedsYou,
            "{status:?}"
        );
        let fits = status.details.first().is_some_and(|detail| match detail {
            StatusDetail::Cameras { .. } | StatusDetail::Unreachable { .. } => {
                status.action.is_none()
            }
            StatusDetail::Firmware { .. } => false,
            StatusDetail::CamerasInTrouble { connection, .. } => {
                let connection = *connection;
                status.action == Some(StatusAction::ShowTrouble { connection })
            }
            StatusDetail::LinkRequests { .. } => status.action == Some(StatusAction::AnswerLink),
            StatusDetail::HeldEdits { .. } | StatusDetail::Conflicts { .. } => {
                status.action == Some(StatusAction::DecideEdits)
            }
            StatusDetail::WayBack { .. } => status.action == Some(StatusAction::GoOn),
            StatusDetail::Alerts { .. } => status.action == Some(StatusAction::ShowAlerts),
            StatusDetail::KeychainLocked => {
                matches!(status.action, Some(StatusAction::TryAgain { .. }))
            }
            StatusDetail::SignedOut { connection } => {
                let connection = *connection;
                let ways = [
                    StatusAction::SignIn { connection },
                    StatusAction::ReadWhy { connection },
                ];
                status.action.is_some_and(|action| ways.contains(&action))
            }
        });
        assert!(fits, "{status:?}");
    });
}

#[test]
fn an_owner_counts_each_camera_once_as_it_is_shown() {
    every_home(|facts| {
        let (status, beside) = (StatusView::of(facts), beside(facts));
        let counts: Vec<_> = status
            .details
            .iter()
            .filter_map(|detail| {
                if let StatusDetail::Cameras {
                    online,
                    offline,
                    last_seen,
                    not_said,
                } = *detail
                {
                    Some((online, offline, last_seen, not_said))
                } else {
                    None
                }
            })
            .collect();
        let shown = (
            beside.lit,
            beside.red_offline,
            beside.as_last_seen,
            beside.without_a_word,
        );
        assert_eq!(counts, [shown]);
    });
}

#[test]
fn an_account_that_is_no_more_is_not_signed_in_to_again() {
    let of = |reason| {
        let session = SessionView::Reset {
            reset: reset(reason),
        };
        let gone = connection(FIRST, session, ReachView::Unknown);
        StatusView::of(&Facts {
            connections: &[gone],
            guides: &[],
            cameras: &[],
            unread_alerts: 0,
        })
        .action
    };
    for reason in [EndReason::AccountDeleted, EndReason::AccountDisabled] {
        assert_eq!(
            of(reason),
            Some(StatusAction::ReadWhy { connection: FIRST })
        );
    }
    assert_eq!(
        of(EndReason::Expired),
        Some(StatusAction::SignIn { connection: FIRST })
    );
}

#[test]
fn before_anything_is_connected_the_lamp_is_dark() {
    let nothing = StatusView::of(&Facts {
        connections: &[],
        guides: &[],
        cameras: &[],
        unread_alerts: 0,
    });
    assert_eq!(
        (nothing.lamp, nothing.headline),
        (Lamp::Off, Headline::NotConnected)
    );
}
