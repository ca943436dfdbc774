//! The way back: the recovery key in the place of the second factor, another one in its place, and trying things out beforehand.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{
    RecoveryKeyFinishRequest, RecoveryKeyRecord, RecoveryKeyReplaced, RecoveryKeyRequest,
    RecoveryKeyStartRequest, RecoveryKeyStartResponse,
};
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{Challenge, RecoveryCodeRehearsal, RecoveryCodesLeft};

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// What the recovery key has to answer before it allows a change of two-factor.
#[utoipa::path(
    post, path = path::TWO_FACTOR_CHALLENGE, operation_id = "challenge_recovery_key", security(("session" = [])),
    responses((status = 201, body = Challenge, description = "what it has to answer")),
    extensions(("x-refusals" = json!([ProblemType::FreshProofNeeded]))),
)]
pub(super) async fn challenge(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<(StatusCode, Json<Challenge>), Refusal> {
    let challenge = app.service.challenge_to_change(&session).await?;
    Ok((StatusCode::CREATED, Json(challenge)))
}

/// The vault key under the recovery key, and whether the recovery key signs in.
#[utoipa::path(
    get, path = path::RECOVERY_KEY, operation_id = "get_recovery_key", security(("session" = [])),
    responses((status = 200, body = RecoveryKeyRecord, description = "the wrapped vault key")),
)]
pub(super) async fn recovery_key(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Json<RecoveryKeyRecord>, Refusal> {
    app.service.recovery_key(&session).await.map(Json)
}

/// The recovery key signs in afterwards, where it did not before.
#[utoipa::path(
    put, path = path::RECOVERY_KEY, operation_id = "set_recovery_key",
    request_body = RecoveryKeyRequest, security(("session" = [])),
    responses((status = 204, description = "it signs in")),
    extensions(("x-refusals" = json!([
        ProblemType::FreshProofNeeded, ProblemType::RecoveryKeySet, SECOND_FACTOR, ProblemType::SecondFactorRequired,
    ]))),
)]
pub(super) async fn set_recovery_key(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<RecoveryKeyRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.set_recovery_key(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// First half of making another recovery key. The one in force counts until the second.
#[utoipa::path(
    post, path = path::RECOVERY_KEY_START, operation_id = "start_recovery_key",
    request_body = RecoveryKeyStartRequest, security(("session" = [])),
    responses((status = 200, body = RecoveryKeyStartResponse, description = "what the second half brings back")),
    extensions(("x-refusals" = json!([
        ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::SecondFactorRequired,
    ]))),
)]
pub(super) async fn start_recovery_key(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<RecoveryKeyStartRequest>,
) -> Result<Json<RecoveryKeyStartResponse>, Refusal> {
    let started = app.service.recovery_key_start(&session, &request).await?;
    Ok(Json(started))
}

/// Second half: the new recovery key is in force afterwards, and the old one no longer works.
#[utoipa::path(
    post, path = path::RECOVERY_KEY_FINISH, operation_id = "finish_recovery_key",
    request_body = RecoveryKeyFinishRequest, security(("session" = [])),
    responses((status = 200, body = RecoveryKeyReplaced, description = "the new key is in force")),
    extensions(("x-refusals" = json!([ProblemType::StaleState]))),
)]
pub(super) async fn finish_recovery_key(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<RecoveryKeyFinishRequest>,
) -> Result<Json<RecoveryKeyReplaced>, Refusal> {
    let done = app.service.recovery_key_finish(&session, &request).await?;
    Ok(Json(done))
}

/// Whether a recovery code would let its owner in. It is not used up.
#[utoipa::path(
    post, path = path::TWO_FACTOR_RECOVERY_CODES_REHEARSAL, operation_id = "rehearse_recovery_code",
    request_body = RecoveryCodeRehearsal, security(("session" = [])),
    responses((status = 200, body = RecoveryCodesLeft, description = "it would")),
    extensions(("x-refusals" = json!([
        ProblemType::FreshProofNeeded, ProblemType::TooManyTries, ProblemType::TwoFactorOff,
        ProblemType::WrongRecoveryCode,
    ]))),
)]
pub(super) async fn rehearse_recovery_code(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<RecoveryCodeRehearsal>,
) -> Result<Json<RecoveryCodesLeft>, Refusal> {
    let left = app.service.rehearse_recovery_code(&session, &request);
    left.await.map(Json)
}
