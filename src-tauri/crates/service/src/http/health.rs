//! Whether it is well, for those who run it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use porchlight_protocol::service::{Health, HealthStatus, path};

use super::App;

/// draft-inadarei-api-health-check-06 (an expired draft, and what monitors know).
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/health+json");

/// Seconds.
const AGAIN_AFTER: HeaderValue = HeaderValue::from_static("10");

/// Whether the service can do its work: it writes to find out, every ten seconds at most.
#[utoipa::path(
    get, path = path::HEALTH, operation_id = "get_health",
    responses(
        (status = 200, body = Health, content_type = "application/health+json", description = "it can"),
        (status = 503, body = Health, content_type = "application/health+json", description = "it cannot write"),
    ),
)]
pub(super) async fn health(State(app): State<App>) -> Response {
    let (code, status) = if app.service.is_well().await {
        (StatusCode::OK, HealthStatus::Pass)
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, HealthStatus::Fail)
    };
    let mut response = (code, Json(Health { status })).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    if status == HealthStatus::Fail {
        headers.insert(RETRY_AFTER, AGAIN_AFTER);
    }
    response
}
