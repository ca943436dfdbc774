//! Problem details (RFC 9457): one stable type per reason. Text in `title` is for people who read logs;
//! clients branch on `type` only.

use serde::{Deserialize, Serialize};

use crate::UnixSeconds;
use crate::camera::CameraRecord;

/// `Content-Type` of a refusal.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why the service refused. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemType {
    /// 409: the address has an account already.
    #[serde(rename = "urn:porchlight:problem:account-exists")]
    AccountExists,
    /// 401: the DPoP proof's time is too far off; `now` says what time it is.
    #[serde(rename = "urn:porchlight:problem:clock-skew")]
    ClockSkew,
    /// 412: the camera's profile has another revision; `current` holds it.
    #[serde(rename = "urn:porchlight:problem:conflict")]
    Conflict,
    /// 401: proof or token missing, malformed, replayed, or of no session that ever was. Says nothing about a session's end.
    #[serde(rename = "urn:porchlight:problem:invalid-credential")]
    InvalidCredential,
    /// 400: the body, a header or a parameter is not what it should be.
    #[serde(rename = "urn:porchlight:problem:invalid-request")]
    InvalidRequest,
    /// 404
    #[serde(rename = "urn:porchlight:problem:not-found")]
    NotFound,
    /// 503 with `Retry-After`: too many at once, or the store is not available.
    #[serde(rename = "urn:porchlight:problem:overloaded")]
    Overloaded,
    /// 401: the session was ended by the service; `session_ended` holds the signed word.
    #[serde(rename = "urn:porchlight:problem:session-ended")]
    SessionEnded,
    /// 410: the registration or sign-in was started too long ago, or finished already.
    #[serde(rename = "urn:porchlight:problem:stale-state")]
    StaleState,
    /// 429 with `Retry-After`: too many tries for this address.
    #[serde(rename = "urn:porchlight:problem:too-many-tries")]
    TooManyTries,
    /// 403: address or password is wrong; which one is not said.
    #[serde(rename = "urn:porchlight:problem:wrong-credentials")]
    WrongCredentials,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: ProblemType,
    pub title: String,
    pub status: u16,
    /// With `clock-skew`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<UnixSeconds>,
    /// With `conflict`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<CameraRecord>,
    /// With `session-ended`: a security event token (RFC 8417) with a `session-revoked` event for the session whose
    /// token was sent. Without a valid one the client stays signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_ended: Option<String>,
}

impl ProblemType {
    pub fn status(self) -> u16 {
        match self {
            Self::AccountExists => 409,
            Self::ClockSkew | Self::InvalidCredential | Self::SessionEnded => 401,
            Self::Conflict => 412,
            Self::InvalidRequest => 400,
            Self::NotFound => 404,
            Self::Overloaded => 503,
            Self::StaleState => 410,
            Self::TooManyTries => 429,
            Self::WrongCredentials => 403,
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::AccountExists => "the address has an account already",
            Self::ClockSkew => "the proof's time is too far from the service's clock",
            Self::Conflict => "the camera's profile was changed meanwhile",
            Self::InvalidCredential => "no valid session token and proof",
            Self::InvalidRequest => "the request is not understood",
            Self::NotFound => "there is nothing here",
            Self::Overloaded => "the service is busy; come back after Retry-After",
            Self::SessionEnded => "the service ended this session",
            Self::StaleState => "started too long ago, or finished already",
            Self::TooManyTries => "too many tries; come back after Retry-After",
            Self::WrongCredentials => "address or password is wrong",
        }
    }

    pub fn problem(self) -> Problem {
        Problem {
            kind: self,
            title: self.title().into(),
            status: self.status(),
            now: None,
            current: None,
            session_ended: None,
        }
    }
}
