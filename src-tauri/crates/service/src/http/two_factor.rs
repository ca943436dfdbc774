//! Two-factor sign-in: what it is now, turning it on and off, recovery codes, and the fresh proof that they want.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::account::{SignInFinishRequest, SignInStartResponse};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{
    Enrolment, EnrolmentCheckRequest, EnrolmentConfirmRequest, EnrolmentRequest, NewRecoveryCodes,
    ProofStartRequest, RecoveryCodesConfirmRequest, SecondFactor, TurnOffRequest, TwoFactorStatus,
};

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// First half of proving the password again.
#[utoipa::path(
    post, path = path::SESSION_PROOF_START, operation_id = "start_proof",
    request_body = ProofStartRequest, security(("session" = [])),
    responses((status = 200, body = SignInStartResponse, description = "what the client needs for the second half")),
    extensions(("x-refusals" = json!([ProblemType::TooManyTries]))),
)]
pub(super) async fn proof_start(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<ProofStartRequest>,
) -> Result<Json<SignInStartResponse>, Refusal> {
    app.service.proof_start(&session, &request).await.map(Json)
}

/// Second half: for five minutes the session may change how its owner signs in.
#[utoipa::path(
    post, path = path::SESSION_PROOF_FINISH, operation_id = "finish_proof",
    request_body = SignInFinishRequest, security(("session" = [])),
    responses((status = 204, description = "the proof is fresh")),
    extensions(("x-refusals" = json!([ProblemType::StaleState, ProblemType::WrongCredentials]))),
)]
pub(super) async fn proof_finish(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<SignInFinishRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.proof_finish(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether two-factor is on, since when, and how many recovery codes are left.
#[utoipa::path(
    get, path = path::TWO_FACTOR, operation_id = "get_two_factor", security(("session" = [])),
    responses((status = 200, body = TwoFactorStatus, description = "off, or on")),
)]
pub(super) async fn status(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Json<TwoFactorStatus>, Refusal> {
    app.service.two_factor(&session).await.map(Json)
}

/// Starts turning it on, or moving to another authenticator. Nothing changes before it is confirmed.
#[utoipa::path(
    post, path = path::TWO_FACTOR_ENROLMENT, operation_id = "start_enrolment",
    request_body = EnrolmentRequest, security(("session" = [])),
    responses((status = 201, body = Enrolment, description = "for the authenticator, and for the day it is lost")),
    extensions(("x-refusals" = json!([
        ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::SecondFactorRequired,
    ]))),
)]
pub(super) async fn start_enrolment(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<EnrolmentRequest>,
) -> Result<(StatusCode, Json<Enrolment>), Refusal> {
    let enrolment = app.service.start_enrolment(&session, &request).await?;
    Ok((StatusCode::CREATED, Json(enrolment)))
}

/// The authenticator has the secret. Nothing has changed yet.
#[utoipa::path(
    post, path = path::TWO_FACTOR_ENROLMENT_CHECK, operation_id = "check_enrolment",
    request_body = EnrolmentCheckRequest, security(("session" = [])),
    responses((status = 204, description = "the code is right")),
    extensions(("x-refusals" = json!([ProblemType::CodeClock, ProblemType::EnrolmentLapsed, ProblemType::WrongCode]))),
)]
pub(super) async fn check_enrolment(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<EnrolmentCheckRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.check_enrolment(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Two-factor is on afterwards.
#[utoipa::path(
    post, path = path::TWO_FACTOR_ENROLMENT_CONFIRM, operation_id = "confirm_enrolment",
    request_body = EnrolmentConfirmRequest, security(("session" = [])),
    responses((status = 204, description = "on")),
    extensions(("x-refusals" = json!([
        ProblemType::EnrolmentLapsed, ProblemType::SecondFactorRequired, ProblemType::WrongRecoveryCode,
    ]))),
)]
pub(super) async fn confirm_enrolment(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<EnrolmentConfirmRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.confirm_enrolment(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Two-factor is off afterwards.
#[utoipa::path(
    post, path = path::TWO_FACTOR_OFF, operation_id = "turn_two_factor_off",
    request_body = TurnOffRequest, security(("session" = [])),
    responses((status = 204, description = "off")),
    extensions(("x-refusals" = json!([ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::TwoFactorOff]))),
)]
pub(super) async fn turn_off(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<TurnOffRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.turn_two_factor_off(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// New recovery codes. The old ones are good until one of the new ones was typed back.
#[utoipa::path(
    post, path = path::TWO_FACTOR_RECOVERY_CODES, operation_id = "start_recovery_codes",
    request_body = SecondFactor, security(("session" = [])),
    responses((status = 201, body = NewRecoveryCodes, description = "the new ones")),
    extensions(("x-refusals" = json!([ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::TwoFactorOff]))),
)]
pub(super) async fn start_recovery_codes(
    State(app): State<App>,
    Caller(session): Caller,
    Body(factor): Body<SecondFactor>,
) -> Result<(StatusCode, Json<NewRecoveryCodes>), Refusal> {
    let new = app.service.start_recovery_codes(&session, &factor).await?;
    Ok((StatusCode::CREATED, Json(new)))
}

/// The new recovery codes are in force afterwards, and the old ones no longer work.
#[utoipa::path(
    post, path = path::TWO_FACTOR_RECOVERY_CODES_CONFIRM, operation_id = "confirm_recovery_codes",
    request_body = RecoveryCodesConfirmRequest, security(("session" = [])),
    responses((status = 204, description = "in force")),
    extensions(("x-refusals" = json!([ProblemType::EnrolmentLapsed, ProblemType::WrongRecoveryCode]))),
)]
pub(super) async fn confirm_recovery_codes(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<RecoveryCodesConfirmRequest>,
) -> Result<StatusCode, Refusal> {
    app.service
        .confirm_recovery_codes(&session, &request)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
