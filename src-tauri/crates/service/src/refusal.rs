//! Why the service does not do as asked, before it is put on the wire as problem details (RFC 9457).

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::CameraRecord;
use porchlight_protocol::problem::{Problem, ProblemType};

use crate::store::StoreError;

#[derive(Debug)]
pub enum Refusal {
    /// One of the reasons that carry nothing more.
    Plain(ProblemType),
    /// Everything but the time of the proof is right.
    ClockSkew {
        now: UnixSeconds,
    },
    /// The profile has another revision than the writer saw.
    Conflict {
        current: Box<CameraRecord>,
    },
    /// The signed word that the session is over.
    SessionEnded {
        token: String,
    },
    TooManyTries {
        retry_after: u32,
    },
    Overloaded {
        retry_after: u32,
    },
}

impl Refusal {
    pub fn kind(&self) -> ProblemType {
        match self {
            Self::Plain(kind) => *kind,
            Self::ClockSkew { .. } => ProblemType::ClockSkew,
            Self::Conflict { .. } => ProblemType::Conflict,
            Self::SessionEnded { .. } => ProblemType::SessionEnded,
            Self::TooManyTries { .. } => ProblemType::TooManyTries,
            Self::Overloaded { .. } => ProblemType::Overloaded,
        }
    }

    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyTries { retry_after } | Self::Overloaded { retry_after } => {
                Some(*retry_after)
            }
            Self::Plain(_)
            | Self::ClockSkew { .. }
            | Self::Conflict { .. }
            | Self::SessionEnded { .. } => None,
        }
    }

    pub fn into_problem(self) -> Problem {
        let mut problem = self.kind().problem();
        match self {
            Self::ClockSkew { now } => problem.now = Some(now),
            Self::Conflict { current } => problem.current = Some(*current),
            Self::SessionEnded { token } => problem.session_ended = Some(token),
            Self::Plain(_) | Self::TooManyTries { .. } | Self::Overloaded { .. } => {}
        }
        problem
    }
}

impl From<ProblemType> for Refusal {
    fn from(kind: ProblemType) -> Self {
        Self::Plain(kind)
    }
}

/// The cause goes to the log; a client learns only that it may come back.
impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store did not answer");
        Self::Overloaded { retry_after: 2 }
    }
}
