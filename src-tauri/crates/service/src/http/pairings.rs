//! Starting a pairing, asking after it, and the camera that claims it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::pairing::{
    ClaimRequest, ClaimResponse, PairingStartRequest, PairingStarted, PairingStatus,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;

use super::App;
use super::request::{Body, Caller, Claimant, Id};
use crate::refusal::Refusal;

/// Starts a pairing: a token for one camera, good for ten minutes.
#[utoipa::path(
    post, path = path::PAIRINGS, operation_id = "start_pairing",
    request_body = PairingStartRequest, security(("session" = [])),
    responses((status = 201, body = PairingStarted, description = "the token")),
    extensions(("x-refusals" = json!([ProblemType::AccountFull, ProblemType::NotFound, ProblemType::TooManyTries]))),
)]
pub(super) async fn start(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<PairingStartRequest>,
) -> Result<(StatusCode, Json<PairingStarted>), Refusal> {
    let started = app.service.start_pairing(&session, request.follows).await?;
    Ok((StatusCode::CREATED, Json(started)))
}

/// What became of a pairing.
#[utoipa::path(
    get, path = path::PAIRING, operation_id = "get_pairing", security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = PairingStatus, description = "waiting, claimed, or too late")),
)]
pub(super) async fn status(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
) -> Result<Json<PairingStatus>, Refusal> {
    app.service.pairing(&session, id).await.map(Json)
}

/// Cancels a pairing: its token no longer works afterwards. Succeeds as well when it is over already.
#[utoipa::path(
    delete, path = path::PAIRING, operation_id = "cancel_pairing", security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "nobody can claim it any more")),
)]
pub(super) async fn cancel(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
) -> Result<StatusCode, Refusal> {
    app.service.cancel_pairing(&session, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A camera comes to the account of the token that it shows, with a key of its own.
#[utoipa::path(
    post, path = path::PAIRING_CLAIM, operation_id = "claim_pairing",
    request_body = ClaimRequest, security(("pairing" = [])),
    responses((status = 200, body = ClaimResponse, description = "which camera it is from now on")),
    extensions(("x-refusals" = json!([
        ProblemType::AccountFull, ProblemType::CameraBound, ProblemType::PairingClaimed, ProblemType::PairingExpired,
        ProblemType::PairingUnknown,
    ]))),
)]
pub(super) async fn claim(
    State(app): State<App>,
    claimant: Claimant,
    Body(request): Body<ClaimRequest>,
) -> Result<Json<ClaimResponse>, Refusal> {
    let shown = claimant.shown();
    let camera = app.service.claim_pairing(shown, request).await?;
    Ok(Json(ClaimResponse { camera }))
}
