//! Why the service does not do as asked, before it is put on the wire as problem details (RFC 9457).

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::proof_of_work::Work;
use porchlight_protocol::two_factor::Challenge;

use crate::store::StoreError;

/// Seconds until the database is asked once more by whom it kept waiting.
const BUSY_FOR: u32 = 2;

#[derive(Debug)]
pub enum Refusal {
    /// One of the reasons that carry nothing more.
    Plain(ProblemType),
    /// `invalid-credential`, and what of it.
    Unproved(Unproved),
    /// Everything but the time of the proof is right.
    ClockSkew {
        now: UnixSeconds,
    },
    /// The code is of another moment.
    CodeClock {
        /// Seconds that the authenticator's clock is ahead; negative when it is behind.
        ahead: i64,
    },
    /// It cost one of the challenge's tries.
    Counted {
        refusal: Box<Self>,
        tries_left: u32,
    },
    /// The profile has another revision than the writer saw.
    Conflict {
        current: Box<CameraRecord>,
    },
    /// The next try has to bring it.
    ProofOfWorkNeeded {
        work: Work,
    },
    /// The recovery key is right, and the computers of the account are told.
    RecoveryWaits {
        available_at: UnixSeconds,
    },
    /// The password was right.
    SecondFactorRequired {
        challenge: Challenge,
    },
    /// The signed word that the session is over.
    SessionEnded {
        token: String,
    },
    TooManyRegistrations {
        retry_after: u32,
    },
    TooManyTries {
        retry_after: u32,
    },
    Overloaded {
        retry_after: u32,
    },
}

/// What does not show who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unproved {
    /// It is not there, not for this request, or was used before.
    Proof,
    /// Nobody has it, or not with this key.
    Token,
}

impl Refusal {
    pub fn kind(&self) -> ProblemType {
        match self {
            Self::Plain(kind) => *kind,
            Self::Unproved(_) => ProblemType::InvalidCredential,
            Self::ClockSkew { .. } => ProblemType::ClockSkew,
            Self::CodeClock { .. } => ProblemType::CodeClock,
            Self::Counted { refusal, .. } => refusal.kind(),
            Self::Conflict { .. } => ProblemType::Conflict,
            Self::ProofOfWorkNeeded { .. } => ProblemType::ProofOfWorkNeeded,
            Self::RecoveryWaits { .. } => ProblemType::RecoveryWaits,
            Self::SecondFactorRequired { .. } => ProblemType::SecondFactorRequired,
            Self::SessionEnded { .. } => ProblemType::SessionEnded,
            Self::TooManyRegistrations { .. } => ProblemType::TooManyRegistrations,
            Self::TooManyTries { .. } => ProblemType::TooManyTries,
            Self::Overloaded { .. } => ProblemType::Overloaded,
        }
    }

    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyRegistrations { retry_after }
            | Self::TooManyTries { retry_after }
            | Self::Overloaded { retry_after } => Some(*retry_after),
            Self::Counted { refusal, .. } => refusal.retry_after(),
            Self::Plain(_)
            | Self::Unproved(_)
            | Self::ClockSkew { .. }
            | Self::CodeClock { .. }
            | Self::Conflict { .. }
            | Self::ProofOfWorkNeeded { .. }
            | Self::RecoveryWaits { .. }
            | Self::SecondFactorRequired { .. }
            | Self::SessionEnded { .. } => None,
        }
    }

    pub fn into_problem(self) -> Problem {
        let mut problem = self.kind().problem();
        match self {
            Self::Counted {
                refusal,
                tries_left,
            } => {
                problem = refusal.into_problem();
                problem.tries_left = Some(tries_left);
            }
            Self::ClockSkew { now } => problem.now = Some(now),
            Self::CodeClock { ahead } => problem.code_off_seconds = Some(ahead),
            Self::Conflict { current } => problem.current = Some(*current),
            Self::ProofOfWorkNeeded { work } => problem.work = Some(work),
            Self::RecoveryWaits { available_at } => problem.available_at = Some(available_at),
            Self::SecondFactorRequired { challenge } => problem.challenge = Some(challenge),
            Self::SessionEnded { token } => problem.session_ended = Some(token),
            Self::Plain(_)
            | Self::Unproved(_)
            | Self::TooManyRegistrations { .. }
            | Self::TooManyTries { .. }
            | Self::Overloaded { .. } => {}
        }
        problem
    }
}

impl From<ProblemType> for Refusal {
    fn from(kind: ProblemType) -> Self {
        Self::Plain(kind)
    }
}

impl From<Unproved> for Refusal {
    fn from(what: Unproved) -> Self {
        Self::Unproved(what)
    }
}

/// The cause goes to the log; a client learns only whether there were too many, or it is a fault.
impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::ProofUsed) {
            return Unproved::Proof.into();
        }
        tracing::error!(%error, "the store did not answer");
        if error.is_busy() {
            let retry_after = BUSY_FOR;
            Self::Overloaded { retry_after }
        } else {
            Self::Plain(ProblemType::Fault)
        }
    }
}
