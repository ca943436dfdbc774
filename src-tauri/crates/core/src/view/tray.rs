//! The tray as data: a pure function of state, so that it can be tested without one.

use crate::error::Remedy;
use crate::view::{ConnectionView, ReachView, SessionView};

/// The lamp: the whole product in one glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lamp {
    /// All is well.
    On,
    /// Something needs the owner.
    NeedsYou,
    /// Not connected.
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrayView {
    pub lamp: Lamp,
    pub unread: u32,
}

impl TrayView {
    pub fn of(connections: &[ConnectionView], unread: u32) -> Self {
        let needs_you = connections.iter().any(needs_you);
        let connected = connections.iter().any(|c| {
            c.session == SessionView::Active && !matches!(c.reach, ReachView::Trouble { .. })
        });
        let lamp = match (needs_you || unread > 0, connected) {
            (true, _) => Lamp::NeedsYou,
            (false, true) => Lamp::On,
            (false, false) => Lamp::Off,
        };
        Self { lamp, unread }
    }
}

fn needs_you(connection: &ConnectionView) -> bool {
    let signing_in = match &connection.session {
        SessionView::Reset { .. } => true,
        // Still the same need until it is met.
        SessionView::SigningIn { reset, .. } | SessionView::AwaitingSecondFactor { reset, .. } => {
            reset.is_some()
        }
        // Nobody but the owner can bring a lost token back, or open a keychain.
        SessionView::Active => matches!(
            &connection.reach,
            ReachView::Trouble { failure, .. }
                if matches!(failure.remedy, Remedy::SignIn | Remedy::UnlockKeychain)
        ),
        SessionView::SignedOut => false,
    };
    signing_in
        || connection.held_edits > 0
        || connection.conflicts > 0
        || connection.link_requests > 0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;
    use crate::error::{Failure, FailureCode};
    use crate::session::EndReason;
    use crate::time::Timestamp;
    use crate::view::two_factor::TwoFactorView;
    use crate::view::{ConnectionId, ConnectionKind, ResetView};

    fn connection(session: SessionView, reach: ReachView) -> ConnectionView {
        ConnectionView {
            id: ConnectionId(Uuid::nil()),
            kind: ConnectionKind::Service,
            name: "Service".into(),
            host: None,
            email: String::new(),
            creates_accounts: true,
            changes_password: true,
            tells_data: true,
            pairs_cameras: false,
            session,
            reach,
            waiting_edits: 0,
            held_edits: 0,
            conflicts: 0,
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

    fn reset() -> ResetView {
        ResetView {
            reason: EndReason::GlobalReset,
            at: Timestamp(1),
            message: BTreeMap::new(),
            has_advisory: false,
            by: None,
            postponed: true,
        }
    }

    fn lamp(connection: ConnectionView) -> Lamp {
        TrayView::of(&[connection], 0).lamp
    }

    #[test]
    fn the_lamp_is_dark_before_anything_is_connected() {
        assert_eq!(
            TrayView::of(&[], 0),
            TrayView {
                lamp: Lamp::Off,
                unread: 0
            }
        );
        assert_eq!(
            lamp(connection(SessionView::SignedOut, ReachView::Unknown)),
            Lamp::Off
        );
        let signing_in = SessionView::SigningIn {
            reset: None,
            turn_at: None,
        };
        assert_eq!(lamp(connection(signing_in, ReachView::Unknown)), Lamp::Off);
    }

    #[test]
    fn the_lamp_glows_while_all_is_well() {
        assert_eq!(
            lamp(connection(SessionView::Active, ReachView::Online)),
            Lamp::On
        );
        assert_eq!(
            lamp(connection(SessionView::Active, ReachView::Unknown)),
            Lamp::On
        );
    }

    #[test]
    fn offline_is_dark_and_no_alarm() {
        let offline = trouble(FailureCode::ServiceUnreachable);
        assert_eq!(lamp(connection(SessionView::Active, offline)), Lamp::Off);
    }

    #[test]
    fn one_connection_that_works_keeps_the_lamp_on() {
        let offline = connection(SessionView::Active, trouble(FailureCode::ServiceTimedOut));
        let online = connection(SessionView::Active, ReachView::Online);
        assert_eq!(TrayView::of(&[offline, online], 0).lamp, Lamp::On);
    }

    #[test]
    fn a_reset_asks_for_the_owner_even_when_folded_away_and_while_signing_in() {
        for session in [
            SessionView::Reset { reset: reset() },
            SessionView::SigningIn {
                reset: Some(reset()),
                turn_at: None,
            },
            SessionView::AwaitingSecondFactor {
                reset: Some(reset()),
                expires_at: Timestamp(1),
                tries_left: None,
                recovery_key: false,
            },
        ] {
            assert_eq!(
                lamp(connection(session, ReachView::Unknown)),
                Lamp::NeedsYou
            );
        }
    }

    #[test]
    fn what_only_the_owner_can_mend_asks_for_the_owner() {
        for code in [
            FailureCode::KeychainLocked,
            FailureCode::NotRecognised,
            FailureCode::ServiceKeyLost,
            FailureCode::ServiceKeyUnvouched,
        ] {
            assert_eq!(
                lamp(connection(SessionView::Active, trouble(code))),
                Lamp::NeedsYou
            );
        }
        let held = ConnectionView {
            held_edits: 1,
            ..connection(SessionView::Active, ReachView::Online)
        };
        assert_eq!(lamp(held), Lamp::NeedsYou);
        let in_conflict = ConnectionView {
            conflicts: 1,
            ..connection(SessionView::Active, ReachView::Online)
        };
        assert_eq!(lamp(in_conflict), Lamp::NeedsYou);
        let online = connection(SessionView::Active, ReachView::Online);
        assert_eq!(
            TrayView::of(&[online], 2),
            TrayView {
                lamp: Lamp::NeedsYou,
                unread: 2
            }
        );
    }
}
