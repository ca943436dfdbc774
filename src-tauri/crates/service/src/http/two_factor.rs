//! Two-factor sign-in: what it is now, turning it on and off, recovery codes, and the fresh proof that they want.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::account::{SignInFinishRequest, SignInStartResponse};
use porchlight_protocol::problem::Problem;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{
    Enrolment, EnrolmentCheckRequest, EnrolmentConfirmRequest, EnrolmentRequest, NewRecoveryCodes,
    ProofStartRequest, RecoveryCodesConfirmRequest, SecondFactor, TurnOffRequest, TwoFactorStatus,
};

use super::App;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// First half of proving the password again.
#[utoipa::path(
    post, path = path::SESSION_PROOF_START, request_body = ProofStartRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 200, body = SignInStartResponse),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
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
    post, path = path::SESSION_PROOF_FINISH, request_body = SignInFinishRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "the proof is fresh"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
    )
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
    get, path = path::TWO_FACTOR,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 200, body = TwoFactorStatus),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn status(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Json<TwoFactorStatus>, Refusal> {
    app.service.two_factor(&session).await.map(Json)
}

/// Starts turning it on, or moving to another authenticator. Nothing changes before it is confirmed.
#[utoipa::path(
    post, path = path::TWO_FACTOR_ENROLMENT, request_body = EnrolmentRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 201, body = Enrolment),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
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
    post, path = path::TWO_FACTOR_ENROLMENT_CHECK, request_body = EnrolmentCheckRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "the code is right"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
    )
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
    post, path = path::TWO_FACTOR_ENROLMENT_CONFIRM, request_body = EnrolmentConfirmRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "on"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
    )
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
    post, path = path::TWO_FACTOR_OFF, request_body = TurnOffRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "off"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
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
    post, path = path::TWO_FACTOR_RECOVERY_CODES, request_body = SecondFactor,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 201, body = NewRecoveryCodes),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn start_recovery_codes(
    State(app): State<App>,
    Caller(session): Caller,
    Body(factor): Body<SecondFactor>,
) -> Result<(StatusCode, Json<NewRecoveryCodes>), Refusal> {
    let new = app.service.start_recovery_codes(&session, &factor).await?;
    Ok((StatusCode::CREATED, Json(new)))
}

/// The new recovery codes are in force afterwards, and the old ones worth nothing.
#[utoipa::path(
    post, path = path::TWO_FACTOR_RECOVERY_CODES_CONFIRM, request_body = RecoveryCodesConfirmRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "in force"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
    )
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
