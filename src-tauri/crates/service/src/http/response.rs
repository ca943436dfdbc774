//! A refusal as it goes over the wire (RFC 9457).

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use porchlight_protocol::problem::{MEDIA_TYPE, ProblemType};

use crate::refusal::{Refusal, Unproved};

/// For who brings nothing, or what is none of it (RFC 6750 §3.1).
const BRING_BOTH: &str = r#"DPoP algs="EdDSA""#;
/// RFC 9449 §7.1
const NO_PROOF: &str = r#"DPoP algs="EdDSA", error="invalid_dpop_proof""#;
const NO_TOKEN: &str = r#"DPoP algs="EdDSA", error="invalid_token""#;
/// RFC 9470 §3; `max_age` is [`porchlight_protocol::two_factor::FRESH_FOR`].
const FRESH_PROOF: &str =
    r#"DPoP algs="EdDSA", error="insufficient_user_authentication", max_age="300""#;

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (retry_after, challenge) = (self.retry_after(), challenge(&self));
        let problem = self.into_problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        // A problem has string keys and finite numbers: serialising it cannot fail.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

/// What a 401 says is wrong.
fn challenge(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::ClockSkew { .. } | Refusal::Unproved(Unproved::Proof) => NO_PROOF,
        Refusal::SessionEnded { .. } | Refusal::Unproved(Unproved::Token) => NO_TOKEN,
        Refusal::Plain(ProblemType::FreshProofNeeded) => FRESH_PROOF,
        Refusal::Plain(_)
        | Refusal::CodeClock { .. }
        | Refusal::Conflict { .. }
        | Refusal::Counted { .. }
        | Refusal::Overloaded { .. }
        | Refusal::ProofOfWorkNeeded { .. }
        | Refusal::RecoveryWaits { .. }
        | Refusal::SecondFactorRequired { .. }
        | Refusal::TooManyRegistrations { .. }
        | Refusal::TooManyTries { .. } => BRING_BOTH,
    }
}
