//! Whether what an alert offers can still be done: a button that no longer does anything must not stand there.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::done::DoneFacts;
use super::{Alert, AlertKind, KeptAlert, TwoFactorChange};
use crate::view::recovery_key::KeyNews;

/// What became of it. That its time has passed, the window works out itself: it may be open when that happens. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AlertOver {
    /// Password, recovery key or two-factor are others than when it began, which ends it at the service.
    SignInChanged,
    Stopped,
    Undone,
}

/// Told by what came after it. In doubt it is not over: one who cannot stop a stranger loses more than one who presses in vain.
/// `told`: of the same connection, newest first.
pub(super) fn over(alert: &Alert, facts: &DoneFacts, told: &[KeptAlert]) -> Option<AlertOver> {
    if let AlertKind::EmailChanged { .. } = alert.kind {
        undone(alert, told).then_some(AlertOver::Undone)
    } else if let AlertKind::RecoveryActivated { .. } = alert.kind {
        recovery_over(alert, facts, told)
    } else {
        None
    }
}

fn recovery_over(alert: &Alert, facts: &DoneFacts, told: &[KeptAlert]) -> Option<AlertOver> {
    let stops = |kind: &AlertKind| matches!(kind, AlertKind::RecoveryStopped { .. });
    let replaced = facts.key_news.filter(|news| news.what == KeyNews::Replaced);
    let known_here = [facts.password_changed, replaced.map(|news| news.at)];
    if after(alert, told).any(stops) {
        Some(AlertOver::Stopped)
    } else if known_here.into_iter().flatten().any(|at| at >= alert.at)
        || after(alert, told).any(changes_sign_in)
    {
        Some(AlertOver::SignInChanged)
    } else {
        None
    }
}

/// The next word about the address says so. A later one may be about a later change.
fn undone(alert: &Alert, told: &[KeptAlert]) -> bool {
    let about_address = |kind: &&AlertKind| {
        matches!(
            kind,
            AlertKind::EmailChanged { .. } | AlertKind::EmailChangeUndone { .. }
        )
    };
    let next = after(alert, told).filter(about_address).last();
    matches!(next, Some(AlertKind::EmailChangeUndone { .. }))
}

fn changes_sign_in(kind: &AlertKind) -> bool {
    matches!(
        kind,
        AlertKind::PasswordChanged { .. }
            | AlertKind::TwoFactorChanged {
                change: TwoFactorChange::Off
                    | TwoFactorChange::On
                    | TwoFactorChange::RecoveryKeyReplaced,
                ..
            }
    )
}

/// Newest first, without itself and without what was wrong.
fn after<'a>(alert: &Alert, told: &'a [KeptAlert]) -> impl Iterator<Item = &'a AlertKind> {
    let (id, at) = (alert.id.clone(), alert.at);
    told.iter()
        .filter(move |kept| kept.alert.at >= at && kept.alert.id != id)
        .filter(|kept| kept.corrections.is_empty())
        .map(|kept| &kept.alert.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;
    use crate::view::ConnectionId;
    use crate::view::recovery_key::RecoveryKeyNews;

    const THEN: Timestamp = Timestamp(1_000);

    fn kept(at: i64, kind: AlertKind) -> KeptAlert {
        KeptAlert {
            alert: Alert {
                id: format!("{at}"),
                connection: ConnectionId::NONE,
                at: Timestamp(at),
                kind,
                read: true,
            },
            corrections: Vec::new(),
        }
    }

    fn begun() -> Alert {
        kept(
            THEN.0,
            AlertKind::RecoveryActivated {
                available_at: Timestamp(2_000),
            },
        )
        .alert
    }

    fn stopped(at: i64) -> KeptAlert {
        kept(at, AlertKind::RecoveryStopped { by: None })
    }

    fn changed(at: i64) -> KeptAlert {
        kept(
            at,
            AlertKind::EmailChanged {
                email: None,
                by: None,
            },
        )
    }

    fn put_back(at: i64) -> KeptAlert {
        kept(at, AlertKind::EmailChangeUndone { by: None })
    }

    #[test]
    fn an_owner_is_not_offered_to_stop_what_another_computer_has_stopped() {
        let nothing = DoneFacts::default();
        assert_eq!(over(&begun(), &nothing, &[]), None);
        let later = [stopped(1_001)];
        assert_eq!(over(&begun(), &nothing, &later), Some(AlertOver::Stopped));
        // That was another one.
        assert_eq!(over(&begun(), &nothing, &[stopped(999)]), None);
    }

    #[test]
    fn an_owner_is_not_offered_to_stop_what_a_new_password_or_key_has_ended() {
        let ended = Some(AlertOver::SignInChanged);
        let nothing = DoneFacts::default();
        let password = kept(1_001, AlertKind::PasswordChanged { by: None });
        assert_eq!(over(&begun(), &nothing, &[password]), ended);
        let here = DoneFacts {
            password_changed: Some(Timestamp(1_001)),
            ..DoneFacts::default()
        };
        assert_eq!(over(&begun(), &here, &[]), ended);
        let news = |what| DoneFacts {
            key_news: Some(RecoveryKeyNews {
                what,
                at: Timestamp(1_001),
            }),
            ..DoneFacts::default()
        };
        assert_eq!(over(&begun(), &news(KeyNews::Replaced), &[]), ended);
        assert_eq!(over(&begun(), &news(KeyNews::Used), &[]), None);
        let two_factor = |change| kept(1_001, AlertKind::TwoFactorChanged { change, by: None });
        let on = two_factor(TwoFactorChange::On);
        assert_eq!(over(&begun(), &nothing, &[on]), ended);
        // Which leaves all as it is.
        let used = two_factor(TwoFactorChange::RecoveryCodeUsed);
        assert_eq!(over(&begun(), &nothing, &[used]), None);
    }

    #[test]
    fn an_owner_can_still_stop_it_where_the_word_that_it_was_stopped_was_wrong() {
        let mut wrong = stopped(1_001);
        wrong.corrections.push(super::super::Correction {
            at: Timestamp(1_002),
            message: std::collections::BTreeMap::new(),
        });
        assert_eq!(over(&begun(), &DoneFacts::default(), &[wrong]), None);
    }

    #[test]
    fn an_address_that_was_put_back_is_not_to_be_put_back_again() {
        let nothing = DoneFacts::default();
        let first = changed(THEN.0).alert;
        assert_eq!(over(&first, &nothing, &[]), None);
        let undone = Some(AlertOver::Undone);
        assert_eq!(over(&first, &nothing, &[put_back(1_001)]), undone);
        // What was put back is the second change.
        let told = [put_back(1_002), changed(1_001)];
        assert_eq!(over(&first, &nothing, &told), None);
        assert_eq!(over(&told[1].alert, &nothing, &told), undone);
    }
}
