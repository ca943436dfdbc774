//! Changing the password.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::password::{
    PasswordFinishRequest, PasswordStartRequest, PasswordStartResponse,
};
use porchlight_protocol::problem::Problem;
use porchlight_protocol::service::path;

use super::App;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// First half of changing the password. Nothing has changed yet.
#[utoipa::path(
    post, path = path::PASSWORD_START, request_body = PasswordStartRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 200, body = PasswordStartResponse),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn start(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<PasswordStartRequest>,
) -> Result<Json<PasswordStartResponse>, Refusal> {
    app.service
        .password_start(&session, &request)
        .await
        .map(Json)
}

/// Second half: the account opens with the new password afterwards, and with no other.
#[utoipa::path(
    post, path = path::PASSWORD_FINISH, request_body = PasswordFinishRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "the new password is in force"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn finish(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<PasswordFinishRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.password_finish(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
