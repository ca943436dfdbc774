//! The client's side of OAuth 2.0: tokens (RFC 6749), revocation (RFC 7009), introspection (RFC 7662), metadata (RFC 8414).

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use serde_json::json;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use super::App;
use super::forms::{OauthMetadata, OauthRefusals, OneToken, TokenForm};
use super::request::{is_of, single};
use crate::integrations::SCOPE;
use crate::integrations::asking::Parameters;
use crate::integrations::tokens::{Introspection, OauthError, Tokens};
use crate::refusal::Refusal;
use crate::store::ClientRow;

/// Longest form that is read.
const LONGEST_FORM: usize = 16 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";

/// A code, or a refresh token, for tokens (RFC 6749 §4.1.3, §6; RFC 7636 §4.5).
#[utoipa::path(
    post, path = path::OAUTH_TOKEN, operation_id = "get_tokens", security((), ("client" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = TokenForm),
    responses(
        (status = 200, body = Tokens, description = "an access token of an hour, and the next refresh token"),
        OauthRefusals,
    ),
)]
pub(super) async fn token(
    State(app): State<App>,
    request: Request,
) -> Result<Private<Tokens>, OauthError> {
    let (client, fields) = client(&app, request).await?;
    if fields
        .one("scope")
        .is_some_and(|scope| !client.may_ask_for(scope))
    {
        return Err(OauthError::InvalidScope);
    }
    let tokens = match fields.one("grant_type") {
        Some("authorization_code") => {
            let code = fields.one("code").ok_or(OauthError::InvalidRequest)?;
            let verifier = fields.one("code_verifier");
            if verifier.is_none() && !client.without_pkce {
                return Err(OauthError::InvalidRequest);
            }
            let redirect_uri = fields.one("redirect_uri");
            app.service
                .redeem(&client, code, redirect_uri, verifier)
                .await?
        }
        Some("refresh_token") => {
            let token = fields
                .one("refresh_token")
                .ok_or(OauthError::InvalidRequest)?;
            app.service.refresh(&client, token).await?
        }
        Some(_) => return Err(OauthError::UnsupportedGrantType),
        None => return Err(OauthError::InvalidRequest),
    };
    Ok(Private(tokens))
}

/// A client gives a token back (RFC 7009). Succeeds as well for one that is not good.
#[utoipa::path(
    post, path = path::OAUTH_REVOKE, operation_id = "revoke_token", security((), ("client" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = OneToken),
    responses((status = 200, description = "it no longer works"), OauthRefusals),
)]
pub(super) async fn revoke(
    State(app): State<App>,
    request: Request,
) -> Result<StatusCode, OauthError> {
    let (client, fields) = client(&app, request).await?;
    let token = fields.one("token").ok_or(OauthError::InvalidRequest)?;
    app.service.give_back(&client, token).await?;
    Ok(StatusCode::OK)
}

/// Whether a token is good (RFC 7662). A client learns it of its own tokens only.
#[utoipa::path(
    post, path = path::OAUTH_INTROSPECT, operation_id = "introspect_token", security((), ("client" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = OneToken),
    responses((status = 200, body = Introspection, description = "`active`, and then what it is good for"), OauthRefusals),
)]
pub(super) async fn introspect(
    State(app): State<App>,
    request: Request,
) -> Result<Private<Introspection>, OauthError> {
    let (client, fields) = client(&app, request).await?;
    // Who cannot keep a secret could be anybody (RFC 7662 §2.1).
    if client.secret_hash.is_none() {
        return Err(OauthError::InvalidClient);
    }
    let token = fields.one("token").ok_or(OauthError::InvalidRequest)?;
    let service = &app.service;
    service
        .introspect(&client, token, &app.address)
        .await
        .map(Private)
}

/// Where everything is, and what is supported (RFC 8414). Of a service under a path it is asked for by that path, after this one (§3.1).
#[utoipa::path(
    get, path = path::OAUTH_METADATA, operation_id = "get_oauth_metadata",
    responses((status = 200, body = OauthMetadata, description = "RFC 8414 §3.2")),
)]
pub(super) async fn metadata(State(app): State<App>) -> Json<serde_json::Value> {
    let at = |path: &str| format!("{}{path}", app.address);
    let secret = ["client_secret_basic", "client_secret_post"];
    let or_none = ["client_secret_basic", "client_secret_post", "none"];
    Json(json!({
        "issuer": &*app.address,
        "authorization_endpoint": at(path::OAUTH_AUTHORIZE),
        "token_endpoint": at(path::OAUTH_TOKEN),
        "revocation_endpoint": at(path::OAUTH_REVOKE),
        "introspection_endpoint": at(path::OAUTH_INTROSPECT),
        "scopes_supported": [SCOPE],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": or_none,
        "revocation_endpoint_auth_methods_supported": or_none,
        "introspection_endpoint_auth_methods_supported": secret,
        "authorization_response_iss_parameter_supported": true,
        "ui_locales_supported": ["en", "it"],
    }))
}

/// The same, by the path that the service is under (RFC 8414 §3.1).
#[utoipa::path(
    get, path = path::OAUTH_METADATA_BY_PATH, operation_id = "get_oauth_metadata_by_path",
    params(("path" = String, Path, description = "of the issuer; it may have several segments")),
    responses((status = 200, body = OauthMetadata, description = "RFC 8414 §3.2")),
)]
pub(super) async fn metadata_by_path(
    State(app): State<App>,
    uri: Uri,
) -> Result<Json<serde_json::Value>, Refusal> {
    let asked = uri.path().strip_prefix(path::OAUTH_METADATA);
    let own = Url::parse(&app.address).map_err(|_| ProblemType::NotFound)?;
    if asked == Some(own.path()) {
        Ok(metadata(State(app)).await)
    } else {
        Err(ProblemType::NotFound.into())
    }
}

/// An answer that nobody keeps (RFC 6749 §5.1).
pub(super) struct Private<T>(T);

impl<T: serde::Serialize> IntoResponse for Private<T> {
    fn into_response(self) -> Response {
        unkept(Json(self.0).into_response())
    }
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::InvalidGrant => (StatusCode::BAD_REQUEST, "invalid_grant"),
            Self::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::InvalidScope => (StatusCode::BAD_REQUEST, "invalid_scope"),
            Self::ServerError => (StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
            // Not of OAuth.
            Self::NoForm(kind) => return Refusal::Plain(kind).into_response(),
        };
        let mut response = (status, Json(json!({ "error": error }))).into_response();
        let headers = response.headers_mut();
        if status == StatusCode::UNAUTHORIZED {
            let basic = HeaderValue::from_static(r#"Basic realm="porchlight""#);
            headers.insert(WWW_AUTHENTICATE, basic);
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        unkept(response)
    }
}

/// The body of a form.
pub(super) async fn form(request: Request) -> Result<Parameters, OauthError> {
    if !is_of(request.headers(), FORM) {
        return Err(OauthError::NoForm(ProblemType::UnsupportedMediaType));
    }
    let body = super::request::body(request, LONGEST_FORM).await;
    let body = body.map_err(OauthError::NoForm)?;
    let fields = Parameters::parse(&body);
    if fields.any_twice() {
        return Err(OauthError::InvalidRequest);
    }
    Ok(fields)
}

/// Who sends a form: by header or by field, not by both (RFC 6749 §2.3).
async fn client(app: &App, request: Request) -> Result<(ClientRow, Parameters), OauthError> {
    let basic = basic(request.headers())?;
    let fields = form(request).await?;
    let (id, secret) = (fields.one("client_id"), fields.one("client_secret"));
    let client = match basic {
        Some((basic_id, basic_secret)) => {
            if secret.is_some() || id.is_some_and(|id| id != basic_id) {
                return Err(OauthError::InvalidRequest);
            }
            let secret = Some(basic_secret.as_str());
            app.service.oauth_client(&basic_id, secret).await?
        }
        None => {
            let id = id.ok_or(OauthError::InvalidClient)?;
            app.service.oauth_client(id, secret).await?
        }
    };
    Ok((client, fields))
}

/// Identifier and secret are encoded like fields of a form (RFC 6749 §2.3.1).
fn basic(headers: &HeaderMap) -> Result<Option<(String, Zeroizing<String>)>, OauthError> {
    if !headers.contains_key(AUTHORIZATION) {
        return Ok(None);
    }
    let decode = || {
        let (scheme, credentials) = single(headers, &AUTHORIZATION)?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let credentials = Zeroizing::new(STANDARD.decode(credentials.trim()).ok()?);
        let (id, secret) = std::str::from_utf8(&credentials).ok()?.split_once(':')?;
        Some((decoded(id), Zeroizing::new(decoded(secret))))
    };
    decode().map(Some).ok_or(OauthError::InvalidClient)
}

fn decoded(text: &str) -> String {
    form_urlencoded::parse(format!("text={text}").as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

/// Beside `no-store`, which every answer says (RFC 6749 §5.1).
fn unkept(mut response: Response) -> Response {
    let no_cache = HeaderValue::from_static("no-cache");
    response.headers_mut().insert(PRAGMA, no_cache);
    response
}
