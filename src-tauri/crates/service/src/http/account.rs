//! Registration, sign-in, sign-out, and what the service says about itself.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use porchlight_protocol::account::{
    RegistrationFinishRequest, RegistrationStartRequest, RegistrationStartResponse,
    SignInFinishRequest, SignInFinishResponse, SignInStartRequest, SignInStartResponse,
};
use porchlight_protocol::event_key::EventKeyHistory;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::{ServiceDocument, path};
use porchlight_protocol::two_factor::SecondFactorRequest;

use super::App;
use super::description::SECOND_FACTOR;
use super::request::{Body, Caller, DeviceKey, KnownKey};
use crate::connections::Source;
use crate::refusal::Refusal;

/// What the service says about itself: name, event keys, time.
#[utoipa::path(
    get, path = path::SERVICE, operation_id = "get_service",
    responses((status = 200, body = ServiceDocument, description = "what it is, and what time it is")),
)]
pub(super) async fn service(State(app): State<App>) -> Json<ServiceDocument> {
    Json(app.service.document())
}

/// By which words the key that signs its events came to be in force.
#[utoipa::path(
    get, path = path::EVENT_KEYS, operation_id = "get_event_keys",
    responses((status = 200, body = EventKeyHistory, description = "the key that signs now, and how the service came to it")),
)]
pub(super) async fn event_keys(State(app): State<App>) -> Json<EventKeyHistory> {
    Json(app.service.event_key_history())
}

/// First half of making an account.
#[utoipa::path(
    post, path = path::REGISTRATION_START, operation_id = "start_registration", request_body = RegistrationStartRequest,
    responses((status = 200, body = RegistrationStartResponse, description = "what the client needs for the second half")),
    extensions(("x-refusals" = json!([
        ProblemType::InvitationInvalid, ProblemType::InvitationNeeded, ProblemType::RegistrationClosed,
        ProblemType::TooManyRegistrations,
    ]))),
)]
pub(super) async fn registration_start(
    State(app): State<App>,
    Extension(source): Extension<Source>,
    Body(request): Body<RegistrationStartRequest>,
) -> Result<Json<RegistrationStartResponse>, Refusal> {
    app.service
        .registration_start(&request, source)
        .await
        .map(Json)
}

/// Second half: the account exists afterwards.
#[utoipa::path(
    post, path = path::REGISTRATION_FINISH, operation_id = "finish_registration",
    request_body = RegistrationFinishRequest,
    responses((status = 201, description = "the account exists")),
    extensions(("x-refusals" = json!([
        ProblemType::AccountExists, ProblemType::InvitationInvalid, ProblemType::InvitationNeeded,
        ProblemType::RegistrationClosed, ProblemType::StaleState,
    ]))),
)]
pub(super) async fn registration_finish(
    State(app): State<App>,
    Body(request): Body<RegistrationFinishRequest>,
) -> Result<StatusCode, Refusal> {
    app.service
        .registration_finish(request)
        .await
        .map(|()| StatusCode::CREATED)
}

/// First half of signing in. Addresses without an account are answered like any other.
#[utoipa::path(
    post, path = path::SIGN_IN_START, operation_id = "start_sign_in", request_body = SignInStartRequest,
    params(("DPoP" = Option<String>, Header, description = "RFC 9449 proof by the device key, without `ath`")),
    responses((status = 200, body = SignInStartResponse, description = "what the client needs for the second half")),
    extensions(("x-refusals" = json!([ProblemType::ProofOfWorkNeeded, ProblemType::TooManyTries]))),
)]
pub(super) async fn sign_in_start(
    State(app): State<App>,
    KnownKey(proof): KnownKey,
    source: Source,
    Body(request): Body<SignInStartRequest>,
) -> Result<Json<SignInStartResponse>, Refusal> {
    app.service
        .sign_in_start(&request, proof.as_ref(), source)
        .await
        .map(Json)
}

/// Second half: the session is bound to the key of the proof. With two-factor on, a challenge to the second factor.
#[utoipa::path(
    post, path = path::SIGN_IN_FINISH, operation_id = "finish_sign_in", request_body = SignInFinishRequest,
    params(("DPoP" = String, Header, description = "RFC 9449 proof, without `ath`")),
    responses((status = 200, body = SignInFinishResponse, description = "the session")),
    extensions(("x-refusals" = json!([
        ProblemType::SecondFactorRequired, ProblemType::StaleState, ProblemType::WrongCredentials,
    ]))),
)]
pub(super) async fn sign_in_finish(
    State(app): State<App>,
    DeviceKey(proof): DeviceKey,
    source: Source,
    Body(request): Body<SignInFinishRequest>,
) -> Result<Json<SignInFinishResponse>, Refusal> {
    app.service
        .sign_in_finish(request, &proof.thumbprint, source)
        .await
        .map(Json)
}

/// Third part, when two-factor is on: the code, a recovery code, or an answer of the recovery key.
#[utoipa::path(
    post, path = path::SIGN_IN_SECOND_FACTOR, operation_id = "sign_in_with_second_factor",
    request_body = SecondFactorRequest,
    params(("DPoP" = String, Header, description = "RFC 9449 proof by the same key, without `ath`")),
    responses((status = 200, body = SignInFinishResponse, description = "the session")),
    extensions(("x-refusals" = json!([SECOND_FACTOR, ProblemType::StaleState]))),
)]
pub(super) async fn sign_in_second_factor(
    State(app): State<App>,
    DeviceKey(proof): DeviceKey,
    Body(request): Body<SecondFactorRequest>,
) -> Result<Json<SignInFinishResponse>, Refusal> {
    app.service
        .sign_in_second_factor(&request, &proof.thumbprint)
        .await
        .map(Json)
}

/// Ends the session of the token that is sent.
#[utoipa::path(
    delete, path = path::SESSION, operation_id = "sign_out", security(("session" = [])),
    responses((status = 204, description = "signed out")),
)]
pub(super) async fn sign_out(
    State(app): State<App>,
    Caller(session): Caller,
) -> Result<StatusCode, Refusal> {
    app.service
        .sign_out(&session)
        .await
        .map(|()| StatusCode::NO_CONTENT)
}
