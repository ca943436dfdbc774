//! Changing the password.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::password::{
    PasswordFinishRequest, PasswordStartRequest, PasswordStartResponse,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// First half of changing the password. Nothing has changed yet.
#[utoipa::path(
    post, path = path::PASSWORD_START, operation_id = "start_password_change",
    request_body = PasswordStartRequest, security(("session" = [])),
    responses((status = 200, body = PasswordStartResponse, description = "what the client needs for the second half")),
    extensions(("x-refusals" = json!([ProblemType::FreshProofNeeded]))),
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
    post, path = path::PASSWORD_FINISH, operation_id = "finish_password_change",
    request_body = PasswordFinishRequest, security(("session" = [])),
    responses((status = 204, description = "the new password is in force")),
    extensions(("x-refusals" = json!([
        ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::SecondFactorRequired, ProblemType::StaleState,
    ]))),
)]
pub(super) async fn finish(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<PasswordFinishRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.password_finish(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
