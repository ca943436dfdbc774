//! The camera list, taking a camera out of it, and writing a sealed profile.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use porchlight_protocol::camera::{CameraList, CameraRecord, ProfileWrite};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;

use super::App;
use super::request::{Body, Caller, Id, single};
use super::streamed;
use crate::refusal::Refusal;
use crate::store::StoreError;

/// The cameras of the account, with their profiles sealed.
#[utoipa::path(
    get, path = path::CAMERAS, operation_id = "list_cameras", security(("session" = [])),
    responses((status = 200, body = CameraList, description = "all of them")),
)]
pub(super) async fn list(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<Response, Refusal> {
    let (service, account) = (app.service, session.account);
    let (first, goes_on) = service.inner.store.some_cameras(account, i64::MIN).await?;
    if goes_on.is_none() {
        return Ok(Json(CameraList { cameras: first }).into_response());
    }
    let opened = stream::once(async move { listed(br#"{"cameras":["#, &first) });
    let rest = stream::try_unfold(goes_on, move |after| {
        let service = service.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let (some, goes_on) = service.inner.store.some_cameras(account, after).await?;
            let more: &[u8] = if some.is_empty() { b"" } else { b"," };
            Ok::<_, StoreError>(Some((listed(more, &some)?, goes_on)))
        }
    });
    let closed = stream::once(async { Ok(b"]}".to_vec()) });
    Ok(streamed::json(opened.chain(rest).chain(closed)))
}

/// With commas between them.
fn listed(before: &[u8], cameras: &[CameraRecord]) -> Result<Vec<u8>, StoreError> {
    let mut part = before.to_vec();
    for (number, camera) in cameras.iter().enumerate() {
        if number > 0 {
            part.push(b',');
        }
        serde_json::to_writer(&mut part, camera).map_err(|_| StoreError::Damaged("camera"))?;
    }
    Ok(part)
}

/// Takes a camera out of the account, with its sealed profile and its key. The camera itself hears nothing of it; set up again, it is
/// a new one.
#[utoipa::path(
    delete, path = path::CAMERA, operation_id = "remove_camera", security(("session" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "it is gone, and no integration sees it any more")),
)]
pub(super) async fn remove(
    State(app): State<App>,
    Caller(session): Caller,
    Id(camera): Id,
) -> Result<StatusCode, Refusal> {
    app.service.remove_camera(&session, camera).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes a profile over the revision that the writer saw; under one key it is done once.
#[utoipa::path(
    put, path = path::CAMERA_PROFILE, operation_id = "write_camera_profile",
    request_body = ProfileWrite, security(("session" = [])),
    params(
        ("id" = Uuid, Path),
        ("If-Match" = String, Header, description = "`\"<revision>\"` that the writer saw (RFC 9110 §13.1.1)"),
        ("Idempotency-Key" = String, Header, description = "the same for each try of the same change"),
    ),
    responses((status = 200, body = CameraRecord, description = "the camera as it is afterwards", headers(("ETag" = String, description = "`\"<revision>\"`")))),
    extensions(("x-refusals" = json!([ProblemType::Conflict]))),
)]
pub(super) async fn write_profile(
    State(app): State<App>,
    Caller(session): Caller,
    Id(camera): Id,
    headers: HeaderMap,
    Body(write): Body<ProfileWrite>,
) -> Result<Response, Refusal> {
    let seen: u64 = single(&headers, &header::IF_MATCH)
        .and_then(|value| value.strip_prefix('"')?.strip_suffix('"')?.parse().ok())
        .ok_or(ProblemType::InvalidRequest)?;
    let key = single(&headers, &HeaderName::from_static("idempotency-key"))
        .ok_or(ProblemType::InvalidRequest)?;
    let service = &app.service;
    let record = service
        .write_profile(&session, camera, seen, key, write.sealed_profile)
        .await?;
    let tag = format!("\"{}\"", record.revision);
    Ok(([(header::ETAG, tag)], Json(record)).into_response())
}
