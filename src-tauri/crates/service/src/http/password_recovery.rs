//! A new password in the place of a forgotten one.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::password_recovery::{
    PasswordRecoveryChooseRequest, PasswordRecoveryChooseResponse, PasswordRecoveryFinishRequest,
    PasswordRecoveryProveRequest, PasswordRecoveryProveResponse, PasswordRecoveryStartRequest,
    PasswordRecoveryStartResponse,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller, DeviceKey};
use crate::refusal::Refusal;

/// What the recovery key has to answer. Addresses without an account are answered like any other; nothing has begun yet.
#[utoipa::path(
    post, path = path::PASSWORD_RECOVERY_START, operation_id = "start_password_recovery",
    request_body = PasswordRecoveryStartRequest,
    responses((status = 200, body = PasswordRecoveryStartResponse, description = "what the recovery key has to answer")),
)]
pub(super) async fn start(
    State(app): State<App>,
    Body(request): Body<PasswordRecoveryStartRequest>,
) -> Result<Json<PasswordRecoveryStartResponse>, Refusal> {
    app.service
        .password_recovery_start(&request)
        .await
        .map(Json)
}

/// The recovery key has answered: the computers of the account are told, and the owner may choose a new password, at once where the
/// second factor is right, a day later where two-factor is off.
#[utoipa::path(
    post, path = path::PASSWORD_RECOVERY_PROVE, operation_id = "prove_password_recovery",
    request_body = PasswordRecoveryProveRequest,
    params(("DPoP" = String, Header, description = "RFC 9449 proof, without `ath`")),
    responses((status = 200, body = PasswordRecoveryProveResponse, description = "what the client needs for the new password")),
    extensions(("x-refusals" = json!([
        ProblemType::RecoveryWaits, SECOND_FACTOR, ProblemType::SecondFactorRequired, ProblemType::StaleState,
        ProblemType::WrongRecoveryKey,
    ]))),
)]
pub(super) async fn prove(
    State(app): State<App>,
    DeviceKey(proof): DeviceKey,
    Body(request): Body<PasswordRecoveryProveRequest>,
) -> Result<Json<PasswordRecoveryProveResponse>, Refusal> {
    app.service
        .password_recovery_prove(&request, &proof.thumbprint)
        .await
        .map(Json)
}

/// First message of OPAQUE for the new password. Nothing has changed yet.
#[utoipa::path(
    post, path = path::PASSWORD_RECOVERY_CHOOSE, operation_id = "choose_recovered_password",
    request_body = PasswordRecoveryChooseRequest,
    params(("DPoP" = String, Header, description = "RFC 9449 proof by the same key, without `ath`")),
    responses((status = 200, body = PasswordRecoveryChooseResponse, description = "what the client needs to finish")),
    extensions(("x-refusals" = json!([ProblemType::StaleState]))),
)]
pub(super) async fn choose(
    State(app): State<App>,
    DeviceKey(proof): DeviceKey,
    Body(request): Body<PasswordRecoveryChooseRequest>,
) -> Result<Json<PasswordRecoveryChooseResponse>, Refusal> {
    app.service
        .password_recovery_choose(&request, &proof.thumbprint)
        .await
        .map(Json)
}

/// The new password is in force afterwards, and all sessions are over but those that the owner keeps.
#[utoipa::path(
    post, path = path::PASSWORD_RECOVERY_FINISH, operation_id = "finish_password_recovery",
    request_body = PasswordRecoveryFinishRequest,
    params(("DPoP" = String, Header, description = "RFC 9449 proof by the same key, without `ath`")),
    responses((status = 204, description = "the new password is in force")),
    extensions(("x-refusals" = json!([ProblemType::StaleState]))),
)]
pub(super) async fn finish(
    State(app): State<App>,
    DeviceKey(proof): DeviceKey,
    Body(request): Body<PasswordRecoveryFinishRequest>,
) -> Result<StatusCode, Refusal> {
    app.service
        .password_recovery_finish(&request, &proof.thumbprint)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stops a new password that somebody is making with the recovery key.
#[utoipa::path(
    delete, path = path::PASSWORD_RECOVERY, operation_id = "stop_password_recovery", security(("session" = [])),
    responses((status = 204, description = "stopped, or there was none")),
)]
pub(super) async fn stop(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<StatusCode, Refusal> {
    app.service.password_recovery_stop(&session).await?;
    Ok(StatusCode::NO_CONTENT)
}
