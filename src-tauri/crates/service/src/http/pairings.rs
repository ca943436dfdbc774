//! Starting a pairing, asking after it, and the camera that claims it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::pairing::{
    ClaimRequest, ClaimResponse, PairingStartRequest, PairingStarted, PairingStatus,
};
use porchlight_protocol::problem::Problem;
use porchlight_protocol::service::path;

use super::App;
use super::request::{Body, Caller, Claimant, Id};
use crate::refusal::Refusal;

/// Starts a pairing: a token for one camera, good for ten minutes.
#[utoipa::path(
    post, path = path::PAIRINGS, request_body = PairingStartRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 201, body = PairingStarted),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
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
    get, path = path::PAIRING,
    params(
        ("id" = Uuid, Path),
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 200, body = PairingStatus),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn status(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
) -> Result<Json<PairingStatus>, Refusal> {
    app.service.pairing(&session, id).await.map(Json)
}

/// Cancels a pairing: its token is worth nothing afterwards. Succeeds as well when it is over already.
#[utoipa::path(
    delete, path = path::PAIRING,
    params(
        ("id" = Uuid, Path),
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 204, description = "nobody can claim it any more"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
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
    post, path = path::PAIRING_CLAIM, request_body = ClaimRequest,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token of the pairing>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof by the camera's key"),
    ),
    responses(
        (status = 200, body = ClaimResponse),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
    )
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
