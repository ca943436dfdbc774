//! The session as a pure function. The diagram is in `README.md` beside this file.

use crate::ports::provider::SessionId;

use super::{CameFrom, Effect, EndReason, Reset, Session, SessionEvent};

/// Leaves everything as it is unless an arm says otherwise. Two things end an active session: the owner's word, and
/// the service's verified word about this very session.
pub fn transition(before: &Session, event: SessionEvent) -> (Session, Vec<Effect>) {
    use {Session as S, SessionEvent as E};
    let stay = (before.clone(), Vec::new());
    match (before, event) {
        // Nobody is asked for a password that is half way through: the start leads back to where it came from.
        (
            S::SigningIn { came_from } | S::AwaitingSecondFactor { came_from },
            E::Restarted | E::SignInCancelled,
        ) => (back_to(came_from), vec![Effect::AbandonSignIn]),
        (S::SigningIn { came_from } | S::AwaitingSecondFactor { came_from }, E::SignInFailed) => {
            (back_to(came_from), Vec::new())
        }
        // A crash may have come between forgetting and deleting.
        (S::Reset(reset), E::Restarted) => (
            before.clone(),
            vec![credential_is_dead(&reset.session, reset.end.reason)],
        ),
        (S::Active { .. } | S::NotNeeded, E::Restarted) => (before.clone(), vec![Effect::Connect]),

        (S::SignedOut, E::SignInStarted) => (
            S::SigningIn {
                came_from: CameFrom::SignedOut,
            },
            Vec::new(),
        ),
        (S::Reset(reset), E::SignInStarted) => (
            S::SigningIn {
                came_from: CameFrom::Reset(reset.clone()),
            },
            Vec::new(),
        ),
        (S::SigningIn { came_from }, E::SecondFactorWanted) => (
            S::AwaitingSecondFactor {
                came_from: came_from.clone(),
            },
            Vec::new(),
        ),

        (
            S::SigningIn { came_from } | S::AwaitingSecondFactor { came_from },
            E::SignedIn { session, account },
        ) => {
            let mut effects = vec![Effect::Quarantine {
                account: account.clone(),
            }];
            if came_from
                .reset()
                .is_some_and(|reset| reset.end.reason.holds_outbox())
            {
                effects.push(Effect::HoldOutbox);
            }
            effects.push(Effect::Connect);
            (S::Active { session, account }, effects)
        }
        // Its token was lost on this computer and the owner typed the password again: the session never ended.
        (S::Active { .. }, E::SignedIn { session, account }) => {
            let effects = vec![
                Effect::Quarantine {
                    account: account.clone(),
                },
                Effect::Connect,
            ];
            (S::Active { session, account }, effects)
        }
        // The answer to a sign-in that was cancelled.
        (S::NotNeeded | S::SignedOut | S::Reset(_), E::SignedIn { session, .. }) => {
            (before.clone(), vec![Effect::EndAtService { session }])
        }

        (
            S::Active { session, account },
            E::Ended {
                session: ended,
                end,
            },
        ) if *session == ended => {
            let mut effects = vec![credential_is_dead(&ended, end.reason)];
            if end.reason.holds_outbox() {
                effects.push(Effect::HoldOutbox);
            }
            effects.push(Effect::Prompt);
            let account = account.clone();
            (
                S::Reset(Reset {
                    session: ended,
                    account,
                    end,
                    postponed: false,
                }),
                effects,
            )
        }

        (S::Reset(reset), E::PromptPostponed) => (
            S::Reset(Reset {
                postponed: true,
                ..reset.clone()
            }),
            Vec::new(),
        ),
        (S::Reset(reset), E::PromptShown) => (
            S::Reset(Reset {
                postponed: false,
                ..reset.clone()
            }),
            Vec::new(),
        ),

        (S::Active { session, .. }, E::OwnerSignsOut) => {
            let session = session.clone();
            (
                S::SignedOut,
                vec![
                    Effect::EndAtService {
                        session: session.clone(),
                    },
                    Effect::DeleteCredential { session },
                    Effect::ForgetCameras,
                ],
            )
        }
        (S::Reset(reset), E::OwnerSignsOut) => (S::SignedOut, leaving(reset)),
        (S::SigningIn { came_from } | S::AwaitingSecondFactor { came_from }, E::OwnerSignsOut) => {
            let mut effects = vec![Effect::AbandonSignIn];
            effects.extend(came_from.reset().map(leaving).unwrap_or_default());
            (S::SignedOut, effects)
        }

        // A late end of another session, a second end of the same one, and every failure of reach end here.
        (_, E::Ended { .. } | E::ReachFailed) => stay,
        (
            S::SignedOut,
            E::Restarted
            | E::SecondFactorWanted
            | E::SignInCancelled
            | E::SignInFailed
            | E::PromptPostponed
            | E::PromptShown
            | E::OwnerSignsOut,
        )
        // Nobody signed in, so nobody signs out, and no word of a service ends anything.
        | (
            S::NotNeeded,
            E::SignInStarted
            | E::SecondFactorWanted
            | E::SignInCancelled
            | E::SignInFailed
            | E::PromptPostponed
            | E::PromptShown
            | E::OwnerSignsOut,
        )
        | (
            S::SigningIn { .. } | S::AwaitingSecondFactor { .. },
            E::SignInStarted | E::PromptPostponed | E::PromptShown,
        )
        | (S::AwaitingSecondFactor { .. }, E::SecondFactorWanted)
        | (
            S::Active { .. },
            E::SignInStarted
            | E::SecondFactorWanted
            | E::SignInCancelled
            | E::SignInFailed
            | E::PromptPostponed
            | E::PromptShown,
        )
        | (S::Reset(_), E::SecondFactorWanted | E::SignInCancelled | E::SignInFailed) => stay,
    }
}

fn back_to(came_from: &CameFrom) -> Session {
    match came_from {
        CameFrom::SignedOut => Session::SignedOut,
        CameFrom::Reset(reset) => Session::Reset(reset.clone()),
    }
}

/// Where somebody else may have had the computer, or there is no account to come back to, nothing of it stays.
fn credential_is_dead(session: &SessionId, reason: EndReason) -> Effect {
    let session = session.clone();
    match reason {
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
    }
}

/// The owner turns away from a session that the service ended.
fn leaving(reset: &Reset) -> Vec<Effect> {
    let mut effects = vec![
        Effect::DeleteCredential {
            session: reset.session.clone(),
        },
        Effect::ForgetCameras,
    ];
    if reset.end.reason.closes_account() {
        effects.push(Effect::EraseOutbox {
            account: reset.account.clone(),
        });
    }
    effects
}
