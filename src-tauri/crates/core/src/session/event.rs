//! What can happen to a session.

use crate::ports::provider::{SessionEnd, SessionId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionEvent {
    /// The program started with this state on disk.
    Restarted,
    /// The owner gave a password.
    SignInStarted,
    /// The password was right; a code is wanted.
    SecondFactorWanted,
    /// The owner went back.
    SignInCancelled,
    /// The service said no, or did not answer.
    SignInFailed,
    /// The service let this computer in.
    SignedIn {
        session: SessionId,
        account: String,
    },
    /// A request failed for a reason of reach: offline, slow, garbled, a certificate, a clock, an unsigned 401.
    ReachFailed,
    /// The service's own, verified word that a session is over: by a 401 or by an event.
    Ended {
        session: SessionId,
        end: SessionEnd,
    },
    /// "Later".
    PromptPostponed,
    /// The owner asks for the folded prompt.
    PromptShown,
    OwnerSignsOut,
}
