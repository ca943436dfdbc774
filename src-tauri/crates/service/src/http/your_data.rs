//! What is kept about the account, and its deletion.

use axum::extract::State;
use axum::response::Response;
use axum::{Extension, Json};
use futures_util::stream;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_protocol::your_data::{AccountData, AccountDeletion, DeletionReceipt, HeldTable};

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller, MyTurn};
use super::streamed;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::store::StoreError;
use crate::store::telling::{Page, Telling};

/// Everything that is kept about the account, as it is kept, with what it is for and how long it stays. It is read as it is sent: a
/// row that is there all the time is in it once.
#[utoipa::path(
    get, path = path::ACCOUNT, operation_id = "tell_account", security(("session" = [])),
    responses((status = 200, body = AccountData, description = "table by table")),
)]
pub(super) async fn tell(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Response, Refusal> {
    let service = app.service;
    let told = Answer {
        telling: service.inner.store.tell(session.account).await?,
        service,
        at: Place::Start,
    };
    Ok(streamed::json(stream::try_unfold(told, Answer::next)))
}

/// The account is gone afterwards, with every row about it. The answer says what a second search found. One account is deleted at a
/// time.
#[utoipa::path(
    delete, path = path::ACCOUNT, operation_id = "delete_account",
    request_body = AccountDeletion, security(("session" = [])),
    responses((status = 200, body = DeletionReceipt, description = "the account is gone")),
    extensions(("x-refusals" = json!([
        ProblemType::FreshProofNeeded, SECOND_FACTOR, ProblemType::SecondFactorRequired,
    ]))),
)]
pub(super) async fn delete(
    State(app): State<App>,
    Extension(turn): Extension<MyTurn>,
    Caller(session): Caller,
    Body(request): Body<AccountDeletion>,
) -> Result<Json<DeletionReceipt>, Refusal> {
    let service = &app.service;
    service.wants_fresh_proof(&session)?;
    // Whoever waits behind others takes nobody's turn.
    turn.give_back();
    let alone = service.inner.store.alone().await;
    turn.again(&app).await?;
    service
        .delete_account(&alone, &session, &request)
        .await
        .map(Json)
}

/// An [`AccountData`] on its way.
struct Answer {
    service: Service,
    telling: Telling,
    at: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    FirstTable,
    Later,
    Over,
}

impl Answer {
    async fn next(mut self) -> Result<Option<(Vec<u8>, Self)>, StoreError> {
        let part = match self.at {
            Place::Over => return Ok(None),
            Place::Start => {
                self.at = Place::FirstTable;
                format!(r#"{{"at":{},"tables":["#, self.service.now()).into_bytes()
            }
            Place::FirstTable | Place::Later => {
                let store = &self.service.inner.store;
                match store.next_page(&mut self.telling).await? {
                    Some(page) => {
                        let first = self.at == Place::FirstTable;
                        self.at = Place::Later;
                        written(page, first)?
                    }
                    None => {
                        self.at = Place::Over;
                        b"]}".to_vec()
                    }
                }
            }
        };
        Ok(Some((part, self)))
    }
}

/// What a table begins with, its rows, and what it ends with, as far as they are in this page.
fn written(page: Page, first_table: bool) -> Result<Vec<u8>, StoreError> {
    let Page {
        mut table,
        begins,
        ends,
    } = page;
    let rows = std::mem::take(&mut table.rows);
    let mut part = Vec::new();
    if begins {
        if !first_table {
            part.push(b',');
        }
        part.extend(head(&table)?);
    }
    for (number, row) in rows.iter().enumerate() {
        if number > 0 || !begins {
            part.push(b',');
        }
        serde_json::to_writer(&mut part, row).map_err(|_| StoreError::Damaged("row"))?;
    }
    if ends {
        part.extend_from_slice(END);
    }
    Ok(part)
}

/// What stands after the rows of a table, which are the last thing in it.
const END: &[u8] = b"]}";

fn head(empty: &HeldTable) -> Result<Vec<u8>, StoreError> {
    let mut head = serde_json::to_vec(empty).map_err(|_| StoreError::Damaged("table"))?;
    head.truncate(head.len().saturating_sub(END.len()));
    Ok(head)
}
