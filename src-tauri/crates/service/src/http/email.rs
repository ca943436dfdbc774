//! Another e-mail address for the account.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use porchlight_protocol::email_change::{
    EmailChangeRequest, EmailChangeResponse, EmailUndoRequest,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// The account is found by the new address afterwards, and by no other. No mail is sent: nothing shows that the address can be
/// written to.
#[utoipa::path(
    put, path = path::ACCOUNT_EMAIL, operation_id = "change_email",
    request_body = EmailChangeRequest, security(("session" = [])),
    responses((status = 200, body = EmailChangeResponse, description = "the new address counts")),
    extensions(("x-refusals" = json!([
        ProblemType::AccountExists, ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::SecondFactorRequired,
    ]))),
)]
pub(super) async fn change(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<EmailChangeRequest>,
) -> Result<Json<EmailChangeResponse>, Refusal> {
    app.service.change_email(&session, &request).await.map(Json)
}

/// The address before a change is the account's again, asked for by a session that began before it.
#[utoipa::path(
    post, path = path::ACCOUNT_EMAIL_UNDO, operation_id = "undo_email_change",
    request_body = EmailUndoRequest, security(("session" = [])),
    responses((status = 204, description = "the address before counts")),
    extensions(("x-refusals" = json!([ProblemType::EmailChangeOver, ProblemType::SignedInSince]))),
)]
pub(super) async fn undo(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<EmailUndoRequest>,
) -> Result<StatusCode, Refusal> {
    app.service.undo_email_change(&session, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
