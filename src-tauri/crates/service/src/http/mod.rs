//! The service over HTTP: each request takes its turn, is answered or refused in one form, and leaves a log
//! line that names nobody.

mod account;
mod authorize;
mod cameras;
mod description;
pub(crate) mod edge;
mod email;
mod events;
mod forms;
mod health;
mod integrations;
pub(crate) mod language;
mod oauth;
mod pairings;
mod password;
mod password_recovery;
mod recovery;
mod request;
mod response;
mod sessions;
mod streamed;
mod two_factor;
mod your_data;

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::service::path;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::admission::Errand;
use crate::connections::Seat;
use crate::proofs::CARRIED;
use crate::refusal::Refusal;
use crate::service::Service;
use edge::Edge;

/// What every handler needs.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) service: Service,
    /// How clients reach the service, without a slash at the end: proofs are made out to it.
    pub(crate) address: Arc<str>,
    pub(crate) edge: Arc<Edge>,
    /// Ends everything that waits.
    pub(crate) stop: CancellationToken,
}

#[derive(OpenApi)]
#[openapi(
    paths(oauth::metadata_by_path),
    components(schemas(Problem, forms::OauthRefusal)),
    info(
        title = "Porchlight account service",
        description = "Keeps sealed records that a leak cannot expose. Sign-in by OPAQUE (RFC 9807), with a second factor (RFC 6238) \
                       where its owner wants one; integrations by OAuth 2.0 (RFC 6749, PKCE unless a confidential client was \
                       registered without); sessions are bound to a device key (RFC 9449); refusals are problem details (RFC 9457); security events are RFC 8417 tokens fetched \
                       by RFC 8936 polls. `HEAD` is answered like `GET`, without the body. Any other method of a path, and any \
                       other path, is answered as `components` has it under `responses`, by status. What has no head of HTTP/1.1 \
                       (RFC 9112), or one that is too long, is answered 400, 414 or 431 by the status alone; no other answer is to be kept (`no-store`)."
    )
)]
struct Description;

/// What `openapi.json` says.
pub fn description() -> Value {
    described().1
}

pub(crate) fn router(app: App) -> Router {
    let (router, description) = described();
    router
        .fallback(async || Refusal::Plain(ProblemType::NotFound))
        // Beside it axum says `Allow`.
        .method_not_allowed_fallback(async || Refusal::Plain(ProblemType::MethodNotAllowed))
        .layer(axum::Extension(Arc::new(description)))
        .layer(from_fn_with_state(app.clone(), take_turn))
        .layer(from_fn_with_state(Arc::clone(&app.edge), edge::guard))
        .layer(from_fn(note))
        .with_state(app)
}

/// Every request that is taken, and the description of them all.
fn described() -> (Router<App>, Value) {
    let (router, description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(account::service))
        .routes(routes!(health::health))
        .routes(routes!(account::event_keys))
        .routes(routes!(account::registration_start))
        .routes(routes!(account::registration_finish))
        .routes(routes!(account::sign_in_start))
        .routes(routes!(account::sign_in_finish))
        .routes(routes!(account::sign_in_second_factor))
        .routes(routes!(account::sign_out))
        .routes(routes!(two_factor::proof_start))
        .routes(routes!(two_factor::proof_finish))
        .routes(routes!(sessions::name_computer))
        .routes(routes!(sessions::list, sessions::end_others))
        .routes(routes!(sessions::end))
        .routes(routes!(cameras::list))
        .routes(routes!(cameras::remove))
        .routes(routes!(cameras::write_profile))
        .routes(routes!(pairings::start))
        .routes(routes!(pairings::status, pairings::cancel))
        .routes(routes!(pairings::claim))
        .routes(routes!(events::poll))
        .routes(routes!(events::wake))
        .routes(routes!(email::change))
        .routes(routes!(email::undo))
        .routes(routes!(password::start))
        .routes(routes!(password::finish))
        .routes(routes!(password_recovery::start))
        .routes(routes!(password_recovery::prove))
        .routes(routes!(password_recovery::choose))
        .routes(routes!(password_recovery::finish))
        .routes(routes!(password_recovery::stop))
        .routes(routes!(two_factor::status))
        .routes(routes!(two_factor::start_enrolment))
        .routes(routes!(two_factor::check_enrolment))
        .routes(routes!(two_factor::confirm_enrolment))
        .routes(routes!(two_factor::turn_off))
        .routes(routes!(two_factor::start_recovery_codes))
        .routes(routes!(two_factor::confirm_recovery_codes))
        .routes(routes!(recovery::challenge))
        .routes(routes!(recovery::recovery_key, recovery::set_recovery_key))
        .routes(routes!(recovery::start_recovery_key))
        .routes(routes!(recovery::finish_recovery_key))
        .routes(routes!(recovery::rehearse_recovery_code))
        .routes(routes!(integrations::list))
        .routes(routes!(integrations::start))
        .routes(routes!(integrations::approve))
        .routes(routes!(integrations::refuse))
        .routes(routes!(integrations::release))
        .routes(routes!(integrations::unlink))
        .routes(routes!(integrations::client_cameras))
        .routes(routes!(authorize::authorize, authorize::address))
        .routes(routes!(authorize::waiting))
        .routes(routes!(oauth::token))
        .routes(routes!(oauth::revoke))
        .routes(routes!(oauth::introspect))
        .routes(routes!(oauth::metadata))
        // A path may have slashes, which OpenAPI cannot say.
        .route(
            &format!("{}/{{*path}}", path::OAUTH_METADATA),
            get(oauth::metadata_by_path),
        )
        .routes(routes!(your_data::tell, your_data::delete))
        .routes(routes!(openapi))
        .split_for_parts();
    (router, description::published(description))
}

/// This description.
#[utoipa::path(
    get, path = path::OPENAPI, operation_id = "get_description",
    responses((status = 200, body = Value, description = "OpenAPI 3.1")),
)]
async fn openapi(axum::Extension(description): axum::Extension<Arc<Value>>) -> Response {
    Json(description.as_ref()).into_response()
}

/// Who has begun to come in goes before who has not.
fn errand(path: &str) -> Errand {
    match path {
        path::SIGN_IN_FINISH
        | path::SIGN_IN_SECOND_FACTOR
        | path::REGISTRATION_FINISH
        | path::PASSWORD_RECOVERY_CHOOSE
        | path::PASSWORD_RECOVERY_FINISH => Errand::GoOn,
        _ => Errand::Begin,
    }
}

/// A request that has come in full waits for its turn, or is told when to come back. Who is slow to send one holds nobody up.
async fn take_turn(State(app): State<App>, request: Request, next: Next) -> Response {
    let seat = request.extensions().get::<Arc<Seat>>().cloned();
    let patience = app.service.inner.connections.silence;
    let mut request = match request::arrived(request, patience).await {
        Ok(request) => request,
        Err(kind) => return unread(kind),
    };
    let busy = seat.map(|seat| Arc::new(seat.busy()));
    match app
        .service
        .inner
        .admission
        .enter(errand(request.uri().path()))
        .await
    {
        Ok(turn) => {
            let turn = request::MyTurn::new(turn, busy);
            request.extensions_mut().insert(turn.clone());
            let response = CARRIED.scope(OnceLock::new(), next.run(request)).await;
            turn.give_back();
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// The rest of the request would be taken for the next one (RFC 9112 §9.3).
fn unread(kind: ProblemType) -> Response {
    let mut response = Refusal::Plain(kind).into_response();
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
    response
}

/// Method, route, status, duration: no address, no token, no identifier.
async fn note(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    tracing::info!(
        method,
        route = route.as_ref().map_or("none", MatchedPath::as_str),
        status = response.status().as_u16(),
        ms = began.elapsed().as_millis(),
        "answered"
    );
    response
}

/// Others are whatever somebody wrote, and not for a log (RFC 9110 §9.1, RFC 5789).
fn known(method: &Method) -> &'static str {
    let all = [
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
    ];
    let known = all.into_iter().find(|known| *known == method.as_str());
    known.unwrap_or("another")
}
