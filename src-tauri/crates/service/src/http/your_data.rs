//! What is kept about the account, and its deletion.

use axum::Json;
use axum::extract::State;
use porchlight_protocol::problem::Problem;
use porchlight_protocol::service::path;
use porchlight_protocol::your_data::{AccountData, AccountDeletion, DeletionReceipt};

use super::App;
use super::request::{Body, Caller};
use crate::refusal::Refusal;

/// Everything that is kept about the account, as it is kept, with what it is for and how long it stays.
#[utoipa::path(
    get, path = path::ACCOUNT,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 200, body = AccountData),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn tell(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Json<AccountData>, Refusal> {
    app.service.account_data(&session).await.map(Json)
}

/// The account is gone afterwards, with every row about it. The answer says what a second search found.
#[utoipa::path(
    delete, path = path::ACCOUNT, request_body = AccountDeletion,
    params(
        ("Authorization" = String, Header, description = "`DPoP <token>`"),
        ("DPoP" = String, Header, description = "RFC 9449 proof"),
    ),
    responses(
        (status = 200, body = DeletionReceipt),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn delete(
    State(app): State<App>,
    Caller(session): Caller,
    Body(request): Body<AccountDeletion>,
) -> Result<Json<DeletionReceipt>, Refusal> {
    app.service
        .delete_account(&session, &request)
        .await
        .map(Json)
}
