//! Whether it is well, for those who run it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use porchlight_protocol::service::{Health, HealthStatus, path};

use super::App;

/// draft-inadarei-api-health-check-06 (an expired draft, and what monitors know).
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/health+json");

/// Whether the service can do its work: it writes to find out, every ten seconds at most.
#[utoipa::path(
    get, path = path::HEALTH,
    responses(
        (status = 200, description = "it can", body = Health, content_type = "application/health+json"),
        (status = 503, description = "it cannot write", body = Health, content_type = "application/health+json"),
    )
)]
pub(super) async fn health(State(app): State<App>) -> Response {
    let (code, status) = if app.service.is_well().await {
        (StatusCode::OK, HealthStatus::Pass)
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, HealthStatus::Fail)
    };
    let mut response = (code, Json(Health { status })).into_response();
    response.headers_mut().insert(CONTENT_TYPE, MEDIA_TYPE);
    response
}
