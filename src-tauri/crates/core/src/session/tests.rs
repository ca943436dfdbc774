//! Every state against every event, and what holds for any sequence.

#![allow(clippy::unwrap_used, clippy::panic)] // a failed expectation is the point of a test

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::ports::provider::{SessionEnd, SessionId};
use crate::time::Timestamp;

const REASONS: [EndReason; 10] = [
    EndReason::AccountDeleted,
    EndReason::AccountDisabled,
    EndReason::Expired,
    EndReason::GlobalReset,
    EndReason::NotStated,
    EndReason::PasswordChanged,
    EndReason::RevokedElsewhere,
    EndReason::SuspectedTheft,
    EndReason::TooManyComputers,
    EndReason::TwoFactorChanged,
];

fn id(name: &str) -> SessionId {
    SessionId(name.to_owned())
}

fn end(reason: EndReason) -> SessionEnd {
    SessionEnd {
        reason,
        at: Timestamp(1),
        message: BTreeMap::new(),
        advisory: None,
        by: None,
    }
}

fn reset(session: &str, reason: EndReason) -> Reset {
    Reset {
        session: id(session),
        account: "anna".into(),
        end: end(reason),
        postponed: false,
    }
}

fn active(session: &str) -> Session {
    Session::Active {
        session: id(session),
        account: "anna".into(),
    }
}

fn signed_in(session: &str) -> SessionEvent {
    SessionEvent::SignedIn {
        session: id(session),
        account: "anna".into(),
    }
}

fn ended(session: &str, reason: EndReason) -> SessionEvent {
    SessionEvent::Ended {
        session: id(session),
        end: end(reason),
    }
}

/// The states of the table, in the order of its columns.
fn states() -> [Session; 8] {
    let from_reset = || CameFrom::Reset(reset("s1", EndReason::GlobalReset));
    [
        Session::SignedOut,
        Session::SigningIn {
            came_from: CameFrom::SignedOut,
        },
        Session::SigningIn {
            came_from: from_reset(),
        },
        Session::AwaitingSecondFactor {
            came_from: CameFrom::SignedOut,
        },
        Session::AwaitingSecondFactor {
            came_from: from_reset(),
        },
        active("s1"),
        Session::Reset(reset("s1", EndReason::GlobalReset)),
        Session::NotNeeded,
    ]
}

/// O signed out · I/i signing in (from reset) · F/f second factor (from reset) · A active s1 · N active s2 ·
/// R reset · P reset, postponed · - not needed.
fn letter(session: &Session) -> char {
    match session {
        Session::NotNeeded => '-',
        Session::SignedOut => 'O',
        Session::SigningIn {
            came_from: CameFrom::SignedOut,
        } => 'I',
        Session::SigningIn {
            came_from: CameFrom::Reset(_),
        } => 'i',
        Session::AwaitingSecondFactor {
            came_from: CameFrom::SignedOut,
        } => 'F',
        Session::AwaitingSecondFactor {
            came_from: CameFrom::Reset(_),
        } => 'f',
        Session::Active { session, .. } if *session == id("s2") => 'N',
        Session::Active { .. } => 'A',
        Session::Reset(reset) if reset.postponed => 'P',
        Session::Reset(_) => 'R',
    }
}

#[test]
fn every_state_and_event_lead_where_the_diagram_says() {
    use SessionEvent as E;
    // Rows: events. Columns: states() = O I i F f A R -.
    let table = [
        (E::Restarted, "OOROR AR-"),
        (E::SignInStarted, "IIiFf Ai-"),
        (E::SecondFactorWanted, "OFfFf AR-"),
        (E::SignInCancelled, "OOROR AR-"),
        (E::SignInFailed, "OOROR AR-"),
        (signed_in("s2"), "ONNNN NR-"),
        (E::ReachFailed, "OIiFf AR-"),
        (ended("s1", EndReason::Expired), "OIiFf RR-"),
        (ended("s0", EndReason::Expired), "OIiFf AR-"),
        (E::PromptPostponed, "OIiFf AP-"),
        (E::PromptShown, "OIiFf AR-"),
        (E::OwnerSignsOut, "OOOOO OO-"),
    ];
    for (event, expected) in table {
        let reached: String = states()
            .iter()
            .map(|state| letter(&transition(state, event.clone()).0))
            .collect();
        assert_eq!(reached, expected.replace(' ', ""), "{event:?}");
    }
}

#[test]
fn a_reset_deletes_the_dead_credential_first_and_prompts_once() {
    for reason in REASONS {
        let (after, effects) = transition(&active("s1"), ended("s1", reason));
        assert_eq!(after, Session::Reset(reset("s1", reason)));
        let session = id("s1");
        let dead = match reason {
            EndReason::AccountDeleted | EndReason::RevokedElsewhere | EndReason::SuspectedTheft => {
                Effect::DeleteCredential { session }
            }
            EndReason::AccountDisabled
            | EndReason::Expired
            | EndReason::GlobalReset
            | EndReason::NotStated
            | EndReason::PasswordChanged
            | EndReason::TooManyComputers
            | EndReason::TwoFactorChanged => Effect::KeepDeviceKeyOnly { session },
        };
        assert_eq!(effects.first(), Some(&dead), "{reason:?}");
        assert_eq!(effects.last(), Some(&Effect::Prompt));
        let (_, again) = transition(&after, ended("s1", reason));
        assert_eq!(again, []);
    }
}

#[test]
fn edits_wait_for_the_owners_word_where_somebody_else_may_have_made_them_and_only_there() {
    for reason in REASONS {
        let holds = matches!(
            reason,
            EndReason::NotStated | EndReason::RevokedElsewhere | EndReason::SuspectedTheft
        );
        let (_, at_reset) = transition(&active("s1"), ended("s1", reason));
        assert_eq!(at_reset.contains(&Effect::HoldOutbox), holds, "{reason:?}");
        let signing_in = Session::SigningIn {
            came_from: CameFrom::Reset(reset("s1", reason)),
        };
        let (_, at_sign_in) = transition(&signing_in, signed_in("s2"));
        assert_eq!(
            at_sign_in.contains(&Effect::HoldOutbox),
            holds,
            "{reason:?}"
        );
        assert_eq!(at_sign_in.last(), Some(&Effect::Connect));
    }
}

#[test]
fn signing_out_of_a_deleted_account_erases_its_edits_and_of_no_other() {
    for reason in REASONS {
        let gone = matches!(
            reason,
            EndReason::AccountDeleted | EndReason::AccountDisabled
        );
        let before = Session::Reset(reset("s1", reason));
        let (_, effects) = transition(&before, SessionEvent::OwnerSignsOut);
        assert_eq!(
            effects.contains(&Effect::EraseOutbox {
                account: "anna".into()
            }),
            gone,
            "{reason:?}"
        );
        assert!(effects.contains(&Effect::ForgetCameras));
    }
}

#[test]
fn the_answer_to_a_cancelled_sign_in_is_ended_at_the_service() {
    for before in [
        Session::SignedOut,
        Session::Reset(reset("s1", EndReason::Expired)),
    ] {
        let (after, effects) = transition(&before, signed_in("s2"));
        assert_eq!(after, before);
        assert_eq!(effects, [Effect::EndAtService { session: id("s2") }]);
    }
}

#[test]
fn a_kept_session_is_never_half_way_through_a_sign_in() {
    for state in states() {
        let kept = state.to_keep();
        assert!(matches!(
            kept,
            Session::NotNeeded | Session::SignedOut | Session::Active { .. } | Session::Reset(_)
        ));
        assert_eq!(kept, transition(&state, SessionEvent::Restarted).0);
    }
}

fn any_event() -> impl Strategy<Value = SessionEvent> {
    let session = prop::sample::select(vec!["s1", "s2", "s3"]);
    let reason = prop::sample::select(REASONS.to_vec());
    prop_oneof![
        Just(SessionEvent::Restarted),
        Just(SessionEvent::SignInStarted),
        Just(SessionEvent::SecondFactorWanted),
        Just(SessionEvent::SignInCancelled),
        Just(SessionEvent::SignInFailed),
        Just(SessionEvent::ReachFailed),
        Just(SessionEvent::PromptPostponed),
        Just(SessionEvent::PromptShown),
        Just(SessionEvent::OwnerSignsOut),
        session.clone().prop_map(signed_in),
        (session, reason).prop_map(|(session, reason)| ended(session, reason)),
    ]
}

proptest! {
    #[test]
    fn whatever_happens(events in prop::collection::vec(any_event(), 0..60)) {
        let mut state = Session::SignedOut;
        for event in events {
            prop_assert_eq!(transition(&Session::NotNeeded, event.clone()).0, Session::NotNeeded);
            let (after, effects) = transition(&state, event.clone());
            let prompts = effects.iter().filter(|effect| **effect == Effect::Prompt).count();

            if event == SessionEvent::ReachFailed {
                prop_assert_eq!(&after, &state);
                prop_assert!(effects.is_empty());
            }
            // Only two words leave Active, and an end must name the session.
            if let Session::Active { session, .. } = &state
                && !matches!(after, Session::Active { .. })
            {
                let says_so = if let SessionEvent::Ended { session: ended, .. } = &event {
                    ended == session
                } else {
                    event == SessionEvent::OwnerSignsOut && after == Session::SignedOut
                };
                prop_assert!(says_so, "{:?} left Active", event);
            }
            // One prompt per incident: exactly when Active becomes Reset, with the credential deleted.
            let incident = matches!((&state, &after), (Session::Active { .. }, Session::Reset(_)));
            prop_assert_eq!(prompts, usize::from(incident));
            if incident {
                let deletes = effects.iter().any(|effect| matches!(effect, Effect::DeleteCredential { .. } | Effect::KeepDeviceKeyOnly { .. }));
                prop_assert!(deletes);
            }
            // A reset is forgotten by signing in and by signing out, not by going back.
            if state.reset().is_some() && after.reset().is_none() {
                let says_so =
                    matches!(event, SessionEvent::SignedIn { .. } | SessionEvent::OwnerSignsOut);
                prop_assert!(says_so);
            }
            if event == SessionEvent::SignInCancelled && state.reset().is_some() {
                let still_reset = matches!(after, Session::Reset(_));
                prop_assert!(still_reset);
            }
            // The same end twice does nothing the second time.
            if matches!(event, SessionEvent::Ended { .. }) {
                let (again, effects) = transition(&after, event);
                prop_assert_eq!(&again, &after);
                prop_assert!(effects.is_empty());
            }
            state = after;
        }
    }
}
