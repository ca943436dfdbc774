//! Problem details (RFC 9457): one stable type per reason. Text in `title` is for people who read logs;
//! clients branch on `type` only.

use serde::{Deserialize, Serialize};

use crate::UnixSeconds;
use crate::camera::CameraRecord;
use crate::proof_of_work::Work;
use crate::two_factor::Challenge;

/// `Content-Type` of a refusal.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why the service refused. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemType {
    /// 409: the address has an account already.
    #[serde(rename = "urn:porchlight:problem:account-exists")]
    AccountExists,
    /// 409: the account has as many of these as the service keeps for one.
    #[serde(rename = "urn:porchlight:problem:account-full")]
    AccountFull,
    /// 409: the key that claims belongs to another camera: of another account, or not to the one that should follow.
    #[serde(rename = "urn:porchlight:problem:camera-bound")]
    CameraBound,
    /// 401: the DPoP proof's time is too far off; `now` says what time it is.
    #[serde(rename = "urn:porchlight:problem:clock-skew")]
    ClockSkew,
    /// 403: the code is of another moment; `code_off_seconds` says how far the authenticator's clock is ahead, or behind when
    /// negative, to half a minute.
    #[serde(rename = "urn:porchlight:problem:code-clock")]
    CodeClock,
    /// 403: the code was right, and has been used; the next one will do.
    #[serde(rename = "urn:porchlight:problem:code-used")]
    CodeUsed,
    /// 412: the camera's profile has another revision; `current` holds it.
    #[serde(rename = "urn:porchlight:problem:conflict")]
    Conflict,
    /// 413: the body is longer than is read here.
    #[serde(rename = "urn:porchlight:problem:content-too-large")]
    ContentTooLarge,
    /// 403: a page of somebody else sends it (`Origin`, `Sec-Fetch-Site`).
    #[serde(rename = "urn:porchlight:problem:cross-site-request")]
    CrossSiteRequest,
    /// 410: the change was made more than a day ago, or was undone from another computer.
    #[serde(rename = "urn:porchlight:problem:email-change-over")]
    EmailChangeOver,
    /// 410: this session has no enrolment under way: started more than ten minutes ago, replaced, or confirmed already.
    #[serde(rename = "urn:porchlight:problem:enrolment-lapsed")]
    EnrolmentLapsed,
    /// 500: the service has a fault of its own, such as a full disk. It has nothing to do with the request, nor with how many come.
    #[serde(rename = "urn:porchlight:problem:fault")]
    Fault,
    /// 401: the password must be proved again first; at most five minutes before (RFC 9470).
    #[serde(rename = "urn:porchlight:problem:fresh-proof-needed")]
    FreshProofNeeded,
    /// 401: proof or token missing, malformed, replayed, or of no session that ever was. Says nothing about a session's end.
    #[serde(rename = "urn:porchlight:problem:invalid-credential")]
    InvalidCredential,
    /// 400: the body, a header or a parameter is not what it should be.
    #[serde(rename = "urn:porchlight:problem:invalid-request")]
    InvalidRequest,
    /// 403: there is no such invitation, or it was used, or its time is over.
    #[serde(rename = "urn:porchlight:problem:invitation-invalid")]
    InvitationInvalid,
    /// 403: accounts are made by invitation, and none was brought.
    #[serde(rename = "urn:porchlight:problem:invitation-needed")]
    InvitationNeeded,
    /// 410: the request to link was approved, refused, or made more than five minutes ago.
    #[serde(rename = "urn:porchlight:problem:link-request-over")]
    LinkRequestOver,
    /// 405 with `Allow`: what stands at this path is not asked for in this way.
    #[serde(rename = "urn:porchlight:problem:method-not-allowed")]
    MethodNotAllowed,
    /// 421: the service is not addressed by this name.
    #[serde(rename = "urn:porchlight:problem:misdirected-request")]
    MisdirectedRequest,
    /// 404
    #[serde(rename = "urn:porchlight:problem:not-found")]
    NotFound,
    /// 503 with `Retry-After`: too many at once.
    #[serde(rename = "urn:porchlight:problem:overloaded")]
    Overloaded,
    /// 409: another camera has claimed the pairing already.
    #[serde(rename = "urn:porchlight:problem:pairing-claimed")]
    PairingClaimed,
    /// 410: the pairing was started more than ten minutes ago.
    #[serde(rename = "urn:porchlight:problem:pairing-expired")]
    PairingExpired,
    /// 404: the token is of no pairing, or of one that was cancelled.
    #[serde(rename = "urn:porchlight:problem:pairing-unknown")]
    PairingUnknown,
    /// 403: many tries at this address, or from where this one comes; `work` says what the next one has to bring with it.
    #[serde(rename = "urn:porchlight:problem:proof-of-work-needed")]
    ProofOfWorkNeeded,
    /// 409: the account was made before recovery keys could sign in, and its key was not set up since.
    #[serde(rename = "urn:porchlight:problem:recovery-key-not-set")]
    RecoveryKeyNotSet,
    /// 409: the account has another recovery key.
    #[serde(rename = "urn:porchlight:problem:recovery-key-set")]
    RecoveryKeySet,
    /// 403: the recovery key is right, and no second factor was asked for; the new password can be chosen from `available_at` on.
    #[serde(rename = "urn:porchlight:problem:recovery-waits")]
    RecoveryWaits,
    /// 403: the service takes no new accounts.
    #[serde(rename = "urn:porchlight:problem:registration-closed")]
    RegistrationClosed,
    /// 408: the body does not come, or too slowly.
    #[serde(rename = "urn:porchlight:problem:request-timeout")]
    RequestTimeout,
    /// 403: too many wrong codes in a row; only a recovery code or the recovery key helps.
    #[serde(rename = "urn:porchlight:problem:second-factor-locked")]
    SecondFactorLocked,
    /// 401: the password was right, and two-factor is on; `challenge` says how to go on, after a sign-in.
    #[serde(rename = "urn:porchlight:problem:second-factor-required")]
    SecondFactorRequired,
    /// 401: the session was ended by the service; `session_ended` holds the signed word.
    #[serde(rename = "urn:porchlight:problem:session-ended")]
    SessionEnded,
    /// 403: the session began after the change that it wants to undo.
    #[serde(rename = "urn:porchlight:problem:signed-in-since")]
    SignedInSince,
    /// 410: the registration or sign-in was started too long ago, or finished already.
    #[serde(rename = "urn:porchlight:problem:stale-state")]
    StaleState,
    /// 429 with `Retry-After`: so many accounts were begun from where this comes from.
    #[serde(rename = "urn:porchlight:problem:too-many-registrations")]
    TooManyRegistrations,
    /// 429 with `Retry-After`: too many tries for this address, wrong codes for this account, or open pairings.
    #[serde(rename = "urn:porchlight:problem:too-many-tries")]
    TooManyTries,
    /// 409: two-factor is not on.
    #[serde(rename = "urn:porchlight:problem:two-factor-off")]
    TwoFactorOff,
    /// 415: the body is not said to be JSON, or a form where one is wanted.
    #[serde(rename = "urn:porchlight:problem:unsupported-media-type")]
    UnsupportedMediaType,
    /// 403: the code of the authenticator is wrong.
    #[serde(rename = "urn:porchlight:problem:wrong-code")]
    WrongCode,
    /// 403: address or password is wrong; which one is not said.
    #[serde(rename = "urn:porchlight:problem:wrong-credentials")]
    WrongCredentials,
    /// 403: the browser page shows another number; `tries_left` says how many are left.
    #[serde(rename = "urn:porchlight:problem:wrong-number")]
    WrongNumber,
    /// 403: there is no such recovery code, or it was used.
    #[serde(rename = "urn:porchlight:problem:wrong-recovery-code")]
    WrongRecoveryCode,
    /// 403: it was not answered with the account's recovery key, or not for this challenge.
    #[serde(rename = "urn:porchlight:problem:wrong-recovery-key")]
    WrongRecoveryKey,
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
    /// With `second-factor-required` at the end of a sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Challenge>,
    /// With `proof-of-work-needed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
    /// With `code-clock`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_off_seconds: Option<i64>,
    /// With a refusal that cost one of a challenge's tries: how many are left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
    /// With `recovery-waits`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at: Option<UnixSeconds>,
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
            Self::AccountExists
            | Self::AccountFull
            | Self::CameraBound
            | Self::PairingClaimed
            | Self::RecoveryKeyNotSet
            | Self::RecoveryKeySet
            | Self::TwoFactorOff => 409,
            Self::ClockSkew
            | Self::FreshProofNeeded
            | Self::InvalidCredential
            | Self::SecondFactorRequired
            | Self::SessionEnded => 401,
            Self::Conflict => 412,
            Self::ContentTooLarge => 413,
            Self::Fault => 500,
            Self::InvalidRequest => 400,
            Self::MethodNotAllowed => 405,
            Self::MisdirectedRequest => 421,
            Self::NotFound | Self::PairingUnknown => 404,
            Self::Overloaded => 503,
            Self::RequestTimeout => 408,
            Self::EmailChangeOver
            | Self::EnrolmentLapsed
            | Self::LinkRequestOver
            | Self::PairingExpired
            | Self::StaleState => 410,
            Self::TooManyRegistrations | Self::TooManyTries => 429,
            Self::UnsupportedMediaType => 415,
            Self::CodeClock
            | Self::CodeUsed
            | Self::CrossSiteRequest
            | Self::InvitationInvalid
            | Self::InvitationNeeded
            | Self::ProofOfWorkNeeded
            | Self::RecoveryWaits
            | Self::RegistrationClosed
            | Self::SecondFactorLocked
            | Self::SignedInSince
            | Self::WrongCode
            | Self::WrongCredentials
            | Self::WrongNumber
            | Self::WrongRecoveryCode
            | Self::WrongRecoveryKey => 403,
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::AccountExists => "the address has an account already",
            Self::AccountFull => "the service keeps no more of these for one account",
            Self::CameraBound => "the key belongs to another camera",
            Self::ClockSkew => "the proof's time is too far from the service's clock",
            Self::CodeClock => "the code is of another moment",
            Self::CodeUsed => "the code has been used",
            Self::Conflict => "the camera's profile was changed meanwhile",
            Self::ContentTooLarge => "the body is longer than is read here",
            Self::CrossSiteRequest => "a page of another origin sends this",
            Self::EmailChangeOver => "the change of the address can no longer be undone",
            Self::EnrolmentLapsed => "this session has no enrolment under way",
            Self::Fault => "the service has a fault of its own",
            Self::FreshProofNeeded => "the password must be proved again",
            Self::InvalidCredential => "no valid session token and proof",
            Self::InvalidRequest => "the request is not understood",
            Self::InvitationInvalid => "the invitation is not good",
            Self::InvitationNeeded => "accounts are made by invitation",
            Self::LinkRequestOver => "the request to link is over",
            Self::MethodNotAllowed => "this path takes other methods",
            Self::MisdirectedRequest => "the service is not addressed by this name",
            Self::NotFound => "there is nothing here",
            Self::Overloaded => "the service is busy; come back after Retry-After",
            Self::PairingClaimed => "another camera has claimed the pairing",
            Self::PairingExpired => "the pairing was started too long ago",
            Self::PairingUnknown => "there is no such pairing",
            Self::ProofOfWorkNeeded => "the next try has to bring a proof of work",
            Self::RecoveryKeyNotSet => "the recovery key of this account does not sign in yet",
            Self::RecoveryKeySet => "the account has another recovery key",
            Self::RecoveryWaits => "the new password can be chosen later",
            Self::RegistrationClosed => "the service takes no new accounts",
            Self::RequestTimeout => "the body does not come, or too slowly",
            Self::SecondFactorLocked => "too many wrong codes in a row",
            Self::SecondFactorRequired => "a second factor is wanted",
            Self::SessionEnded => "the service ended this session",
            Self::SignedInSince => "this session began after the change",
            Self::StaleState => "started too long ago, or finished already",
            Self::TooManyRegistrations => {
                "too many accounts from there; come back after Retry-After"
            }
            Self::TooManyTries => "too many tries; come back after Retry-After",
            Self::TwoFactorOff => "two-factor is not on",
            Self::UnsupportedMediaType => "the body is of another media type",
            Self::WrongCode => "the code is wrong",
            Self::WrongCredentials => "address or password is wrong",
            Self::WrongNumber => "the browser page shows another number",
            Self::WrongRecoveryCode => "the recovery code is wrong",
            Self::WrongRecoveryKey => "the recovery key is wrong",
        }
    }

    pub fn problem(self) -> Problem {
        Problem {
            kind: self,
            title: self.title().into(),
            status: self.status(),
            now: None,
            challenge: None,
            work: None,
            available_at: None,
            code_off_seconds: None,
            tries_left: None,
            current: None,
            session_ended: None,
        }
    }
}
