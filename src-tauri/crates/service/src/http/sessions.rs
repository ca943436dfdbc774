//! The computers that are signed in to an account.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::service::path;
use porchlight_protocol::session::{ComputerName, SessionList};

use super::App;
use super::request::{Body, Caller, Id};
use crate::refusal::Refusal;

/// Says what the computer of this session is called, sealed under the vault key.
#[utoipa::path(
    put, path = path::SESSION_COMPUTER, operation_id = "name_computer",
    request_body = ComputerName, security(("session" = [])),
    responses((status = 204, description = "kept")),
)]
pub(super) async fn name_computer(
    State(app): State<App>,
    Caller(session): Caller,
    Body(name): Body<ComputerName>,
) -> Result<StatusCode, Refusal> {
    app.service.name_computer(&session, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The sessions of the account that are not over.
#[utoipa::path(
    get, path = path::SESSIONS, operation_id = "list_sessions", security(("session" = [])),
    responses((status = 200, body = SessionList, description = "the sessions, this one among them")),
)]
pub(super) async fn list(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Json<SessionList>, Refusal> {
    let sessions = app.service.sessions(&session).await?;
    Ok(Json(SessionList { sessions }))
}

/// Ends all other sessions of the account, all or none. Their computers are told why, and by which computer.
#[utoipa::path(
    delete, path = path::SESSIONS, operation_id = "end_other_sessions", security(("session" = [])),
    responses((status = 204, description = "ended, or there was no other")),
)]
pub(super) async fn end_others(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<StatusCode, Refusal> {
    app.service.end_other_sessions(&session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a session of the account. Its computer is told why, and by which computer.
#[utoipa::path(
    delete, path = path::SESSION_BY_ID, operation_id = "end_session", security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "ended")),
)]
pub(super) async fn end(
    State(app): State<App>,
    Caller(session): Caller,
    Id(other): Id,
) -> Result<StatusCode, Refusal> {
    app.service.end_session_from(&session, other).await?;
    Ok(StatusCode::NO_CONTENT)
}
