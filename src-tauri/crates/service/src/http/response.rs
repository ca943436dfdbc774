//! A refusal as it goes over the wire (RFC 9457).

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use porchlight_protocol::problem::{MEDIA_TYPE, ProblemType};

use crate::refusal::Refusal;

/// RFC 9470 §3; `max_age` is [`porchlight_protocol::two_factor::FRESH_FOR`].
const FRESH_PROOF: &str =
    r#"DPoP algs="EdDSA", error="insufficient_user_authentication", max_age="300""#;

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let retry_after = self.retry_after();
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
            let challenge = if problem.kind == ProblemType::FreshProofNeeded {
                FRESH_PROOF
            } else {
                // RFC 9449 §7.1
                r#"DPoP algs="EdDSA""#
            };
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}
