//! Whether what an alert asks for has been done since: an old alert must not ask for what is so already.

use super::{Alert, AlertAction, AlertKind};
use crate::time::Timestamp;
use crate::view::recovery_key::{KeyNews, RecoveryKeyNews};

/// What is known here of what was done at one connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoneFacts {
    pub password_changed: Option<Timestamp>,
    pub computers_looked_at: Option<Timestamp>,
    pub two_factor_on: bool,
    pub key_news: Option<RecoveryKeyNews>,
    /// `None`: the service has not said what is linked.
    pub waiting_to_be_linked: Option<Vec<String>>,
}

pub fn done(alert: &Alert, facts: &DoneFacts) -> bool {
    let since = |at: Option<Timestamp>| at.is_some_and(|at| at >= alert.at);
    match alert.kind.action() {
        Some(AlertAction::ChangePassword) => since(facts.password_changed),
        Some(AlertAction::LookAtComputers) => since(facts.computers_looked_at),
        Some(AlertAction::ShowTwoFactor) => facts.two_factor_on,
        Some(AlertAction::ShowRecoveryKey) => {
            let settled = facts.key_news.filter(|news| match news.what {
                KeyNews::Replaced | KeyNews::Unseen => true,
                KeyNews::Seen | KeyNews::Used => false,
            });
            since(settled.map(|news| news.at))
        }
        Some(AlertAction::LinkAgain) => {
            let waits = |client| {
                facts
                    .waiting_to_be_linked
                    .as_ref()
                    .map(|all| all.contains(client))
            };
            client(&alert.kind).and_then(waits) == Some(false)
        }
        Some(
            AlertAction::OpenCamera
            | AlertAction::OpenExposure
            | AlertAction::ShowEmail
            | AlertAction::StopRecovery,
        )
        | None => false,
    }
}

fn client(kind: &AlertKind) -> Option<&String> {
    if let AlertKind::IntegrationUnlinked { client, .. } = kind {
        Some(client)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ports::integrations::UnlinkCause;
    use crate::session::EndReason;
    use crate::view::ConnectionId;

    const THEN: Timestamp = Timestamp(1_000);

    fn alert(kind: AlertKind) -> Alert {
        Alert {
            id: "a".into(),
            connection: ConnectionId::NONE,
            at: THEN,
            kind,
            read: true,
        }
    }

    #[test]
    fn an_owner_who_has_changed_the_password_since_is_not_asked_to_again() {
        let signed_out = alert(AlertKind::SignedOut {
            reason: EndReason::GlobalReset,
        });
        let changed = |at| DoneFacts {
            password_changed: at,
            ..DoneFacts::default()
        };
        assert!(!done(&signed_out, &changed(None)));
        assert!(!done(&signed_out, &changed(Some(Timestamp(999)))));
        assert!(done(&signed_out, &changed(Some(THEN))));
        // Somebody may be in still.
        let sign_in = alert(AlertKind::NewSignIn {
            place: None,
            computer: None,
        });
        assert!(!done(&sign_in, &changed(Some(THEN))));
    }

    #[test]
    fn an_owner_whose_assistant_is_linked_again_is_not_asked_to_link_it() {
        let unlinked = alert(AlertKind::IntegrationUnlinked {
            client: "Alexa".into(),
            cause: UnlinkCause::Incident,
            message: BTreeMap::new(),
            by: None,
        });
        let waiting = |waiting| DoneFacts {
            waiting_to_be_linked: waiting,
            ..DoneFacts::default()
        };
        assert!(!done(&unlinked, &waiting(None)));
        assert!(!done(&unlinked, &waiting(Some(vec!["Alexa".into()]))));
        assert!(done(&unlinked, &waiting(Some(vec!["IFTTT".into()]))));
    }

    #[test]
    fn an_owner_with_two_factor_is_not_told_to_turn_it_on() {
        let off = alert(AlertKind::TwoFactorStillOff { incident: THEN });
        assert!(!done(&off, &DoneFacts::default()));
        let on = DoneFacts {
            two_factor_on: true,
            ..DoneFacts::default()
        };
        assert!(done(&off, &on));
    }
}
