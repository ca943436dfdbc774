//! Integrations: the owner's side, and what a linked client may see.

use axum::Json;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use porchlight_protocol::integration::{
    Approval, ClientCamera, IntegrationRecord, Integrations, LinkingStarted, Release, StartLinking,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;

use super::App;
use super::request::{Body, Caller, Id, single};
use crate::refusal::Refusal;

/// What is linked, what asks to be linked, and what could be.
#[utoipa::path(
    get, path = path::INTEGRATIONS, operation_id = "list_integrations", security(("session" = [])),
    responses((status = 200, body = Integrations, description = "linked ones, those that ask, and those that could be")),
)]
pub(super) async fn list(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Json<Integrations>, Refusal> {
    app.service.integrations(&session).await.map(Json)
}

/// Where to send the browser so that a client begins to link. The address names this account to that client, once, for ten minutes.
#[utoipa::path(
    post, path = path::INTEGRATIONS_START, operation_id = "start_linking",
    request_body = StartLinking, security(("session" = [])),
    responses((status = 200, body = LinkingStarted, description = "where the browser begins")),
    extensions(("x-refusals" = json!([ProblemType::NotFound, ProblemType::TooManyTries]))),
)]
pub(super) async fn start(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<StartLinking>,
) -> Result<Json<LinkingStarted>, Refusal> {
    let started = app
        .service
        .start_linking(&session, &request.client, &app.address)
        .await?;
    Ok(Json(started))
}

/// The owner chose the number that the browser page shows.
#[utoipa::path(
    post, path = path::LINK_REQUEST_APPROVE, operation_id = "approve_link",
    request_body = Approval, security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = IntegrationRecord, description = "the integration")),
    extensions(("x-refusals" = json!([
        ProblemType::AccountFull, ProblemType::LinkRequestOver, ProblemType::WrongNumber,
    ]))),
)]
pub(super) async fn approve(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
    Body(approval): Body<Approval>,
) -> Result<Json<IntegrationRecord>, Refusal> {
    let linked = app.service.approve_link(&session, id, approval).await?;
    Ok(Json(linked))
}

/// Refuses a request. Succeeds as well when it is over already.
#[utoipa::path(
    delete, path = path::LINK_REQUEST, operation_id = "refuse_link", security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "nothing is linked by it")),
)]
pub(super) async fn refuse(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
) -> Result<StatusCode, Refusal> {
    app.service.refuse_link(&session, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an integration may see from now on.
#[utoipa::path(
    put, path = path::INTEGRATION_CAMERAS, operation_id = "release_cameras",
    request_body = Release, security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = IntegrationRecord, description = "the integration as it is afterwards")),
)]
pub(super) async fn release(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
    Body(release): Body<Release>,
) -> Result<Json<IntegrationRecord>, Refusal> {
    let service = &app.service;
    let changed = service
        .change_release(&session, id, release.cameras)
        .await?;
    Ok(Json(changed))
}

/// Unlinks: its tokens no longer work from the next request on. Succeeds as well when it is unlinked already.
#[utoipa::path(
    delete, path = path::INTEGRATION, operation_id = "unlink_integration", security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "it is unlinked")),
)]
pub(super) async fn unlink(
    State(app): State<App>,
    Caller(session): Caller,
    Id(id): Id,
) -> Result<StatusCode, Refusal> {
    app.service.unlink(&session, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a linked client may see.
#[utoipa::path(
    get, path = path::CLIENT_CAMERAS, operation_id = "list_released_cameras", security(("access_token" = [])),
    responses((status = 200, body = Vec<ClientCamera>, description = "those that were released to it")),
    extensions(("x-refusals" = json!([ProblemType::InvalidCredential]))),
)]
pub(super) async fn client_cameras(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let token = single(&headers, &AUTHORIZATION)
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"))
        .map(|(_, token)| token.trim());
    let Some(token) = token else {
        return Ok(unauthorized("Bearer"));
    };
    match app.service.client_cameras(token).await? {
        Some(cameras) => Ok(Json(cameras).into_response()),
        None => Ok(unauthorized(r#"Bearer error="invalid_token""#)),
    }
}

/// RFC 6750 §3
fn unauthorized(challenge: &'static str) -> Response {
    let mut response = Refusal::Plain(ProblemType::InvalidCredential).into_response();
    let challenge = HeaderValue::from_static(challenge);
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    response
}
