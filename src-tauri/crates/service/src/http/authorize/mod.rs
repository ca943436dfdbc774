//! `GET /oauth/authorize`: pages for people, without a script. They never ask for a password.

mod pages;
mod words;

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, REFERRER_POLICY, REFRESH, RETRY_AFTER,
    SET_COOKIE, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use rand::RngCore;
use rand::rngs::OsRng;
use url::Url;
use uuid::Uuid;

use super::App;
use super::forms::AddressForm;
use super::oauth::form;
use crate::connections::Source;
use crate::integrations::asking::{NotAsked, Parameters, Waiting, Wanted};
use crate::integrations::tokens::OauthError;
use crate::refusal::Refusal;
use pages::Page;
use words::Words;

/// Seconds until the page looks again whether the owner has answered.
const LOOK_AGAIN: &str = "3";

/// A client asks to be linked (RFC 6749 §4.1.1): a page for people, which leads back to the client.
#[utoipa::path(
    get, path = path::OAUTH_AUTHORIZE, operation_id = "ask_to_link",
    params(
        ("response_type" = String, Query, description = "`code`"),
        ("client_id" = String, Query),
        ("redirect_uri" = String, Query, description = "letter for letter as registered; of a public client on loopback, at any port (RFC 8252 §7.3)"),
        ("code_challenge" = Option<String>, Query, description = "RFC 7636; only a client that was registered without PKCE leaves it out"),
        ("code_challenge_method" = Option<String>, Query, description = "`S256`"),
        ("state" = Option<String>, Query),
        ("scope" = Option<String>, Query, description = "`cameras`, or what the client was registered to call it"),
        ("login_hint" = Option<String>, Query, description = "from `POST /v1/integrations/start`"),
    ),
    responses(
        (status = 200, content_type = "text/html", body = String, description = "asks for the address of the account",
            headers(("Set-Cookie" = String, description = "what the browser is known by"))),
        (status = 303, description = "back to the client, or on to the page with the number",
            headers(("Location" = String), ("Set-Cookie" = String, description = "what the browser is known by"))),
        (status = 400, content_type = "text/html", body = String, description = "the client cannot be trusted with an answer"),
        (status = 500, content_type = "text/html", body = String, description = "a fault of the service"),
        (status = 503, content_type = "text/html", body = String, description = "too much to do", headers(("Retry-After" = u32))),
    ),
)]
pub(super) async fn authorize(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let words = Words::of(&headers);
    let query = Parameters::parse(uri.query().unwrap_or_default().as_bytes());
    let wanted = match app.service.wanted(&app.address, &query).await {
        Ok(wanted) => wanted,
        Err(NotAsked::Back(url)) => return leads(&url),
        Err(NotAsked::Untrusted) => return untrusted(words),
        Err(NotAsked::Store(error)) => return unanswered(words, &error.into()),
    };
    let browser = Browser::of(&app, &headers);
    if let Some(hint) = query.one("login_hint") {
        match app.service.ask_hinted(&wanted, hint, &browser.id).await {
            Ok(Some(request)) => return waits("authorize/waiting", request, &browser),
            Ok(None) => {}
            Err(refusal) => return unanswered(words, &refusal),
        }
    }
    let page = asks(&app, words, &wanted, &browser, None);
    browser.remembers(show(StatusCode::OK, words, page))
}

/// The address was typed. Only the browser that has the form can send it.
#[utoipa::path(
    post, path = path::OAUTH_AUTHORIZE, operation_id = "ask_owner_of_address",
    request_body(content_type = "application/x-www-form-urlencoded", content = AddressForm),
    responses(
        (status = 303, description = "on to the page with the number", headers(("Location" = String))),
        (status = 400, content_type = "text/html", body = String, description = "this is no address, or no form of ours"),
        (status = 429, content_type = "text/html", body = String, description = "the address was asked too often", headers(("Retry-After" = u32))),
        (status = 500, content_type = "text/html", body = String, description = "a fault of the service"),
        (status = 503, content_type = "text/html", body = String, description = "too much to do", headers(("Retry-After" = u32))),
    ),
)]
pub(super) async fn address(State(app): State<App>, request: Request) -> Response {
    let headers = request.headers().clone();
    let source = request.extensions().get().copied();
    let source = source.unwrap_or(Source(None));
    let words = Words::of(&headers);
    let fields = match form(request).await {
        Ok(fields) => fields,
        Err(error @ OauthError::NoForm(_)) => return error.into_response(),
        Err(_) => return untrusted(words),
    };
    let browser = Browser::of(&app, &headers);
    let wanted = fields
        .one("ticket")
        .and_then(Bytes::decode)
        .and_then(|ticket| app.service.wanted_by(&ticket, &browser.id));
    let Some(wanted) = wanted else {
        return show(StatusCode::BAD_REQUEST, words, pages::over(words));
    };
    let email = fields.one("email").unwrap_or_default();
    let service = &app.service;
    match service
        .ask_address(wanted.clone(), email, &browser.id, source)
        .await
    {
        Ok(request) => waits("authorize/waiting", request, &browser),
        Err(Refusal::Plain(ProblemType::InvalidRequest)) => {
            let page = asks(
                &app,
                words,
                &wanted,
                &browser,
                Some(words.no_address.into()),
            );
            show(StatusCode::BAD_REQUEST, words, page)
        }
        Err(Refusal::TooManyTries { retry_after }) => {
            let sentence = words.too_often(retry_after);
            let page = asks(&app, words, &wanted, &browser, Some(sentence));
            let mut response = show(StatusCode::TOO_MANY_REQUESTS, words, page);
            response
                .headers_mut()
                .insert(RETRY_AFTER, retry_after.into());
            response
        }
        Err(refusal) => unanswered(words, &refusal),
    }
}

/// The number, until the owner has chosen it; then the way back to the client.
#[utoipa::path(
    get, path = path::OAUTH_AUTHORIZE_WAITING, operation_id = "wait_for_owner",
    params(("request" = Option<Uuid>, Query, description = "from the redirect that leads here")),
    responses(
        (status = 200, content_type = "text/html", body = String, description = "the number, or that it was chosen",
            headers(("Refresh" = String, description = "while the owner has not chosen"))),
        (status = 303, description = "back to the client", headers(("Location" = String))),
        (status = 404, content_type = "text/html", body = String, description = "this browser waits for nothing"),
        (status = 500, content_type = "text/html", body = String, description = "a fault of the service"),
        (status = 503, content_type = "text/html", body = String, description = "too much to do", headers(("Retry-After" = u32))),
    ),
)]
pub(super) async fn waiting(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let words = Words::of(&headers);
    let query = Parameters::parse(uri.query().unwrap_or_default().as_bytes());
    let request = query.one("request").and_then(|id| Uuid::parse_str(id).ok());
    let (Some(request), Some(browser)) = (request, cookie(&app, &headers)) else {
        return show(StatusCode::NOT_FOUND, words, pages::over(words));
    };
    match app.service.waiting(&app.address, request, &browser).await {
        Ok(Waiting::Number {
            number,
            client_name,
        }) => {
            let page = pages::number(words, number, &client_name);
            let mut response = show(StatusCode::OK, words, page);
            response
                .headers_mut()
                .insert(REFRESH, HeaderValue::from_static(LOOK_AGAIN));
            response
        }
        Ok(Waiting::Leads(url)) => leads(&url),
        Ok(Waiting::Done { client_name }) => {
            show(StatusCode::OK, words, pages::done(words, &client_name))
        }
        Ok(Waiting::Unknown) => show(StatusCode::NOT_FOUND, words, pages::over(words)),
        Err(error) => unanswered(words, &error.into()),
    }
}

/// What a browser is known by, from its first page on.
struct Browser {
    id: String,
    cookie: Option<HeaderValue>,
}

impl Browser {
    fn of(app: &App, headers: &HeaderMap) -> Self {
        if let Some(id) = cookie(app, headers) {
            return Self { id, cookie: None };
        }
        let mut bytes = [0; 32];
        OsRng.fill_bytes(&mut bytes);
        let id = Bytes::encode(&bytes);
        let secure = if cookie_name(app) == HOST_COOKIE {
            "; Secure"
        } else {
            ""
        };
        let text = format!(
            "{}={id}; Path=/; HttpOnly; SameSite=Lax{secure}",
            cookie_name(app)
        );
        Self {
            id,
            cookie: HeaderValue::try_from(text).ok(),
        }
    }

    fn remembers(&self, mut response: Response) -> Response {
        if let Some(cookie) = &self.cookie {
            response.headers_mut().insert(SET_COOKIE, cookie.clone());
        }
        response
    }
}

/// RFC 6265bis §4.1.3.2: set by this host, over TLS only.
const HOST_COOKIE: &str = "__Host-porchlight-link";
const LOOPBACK_COOKIE: &str = "porchlight-link";

fn cookie_name(app: &App) -> &'static str {
    if app.address.starts_with("https:") {
        HOST_COOKIE
    } else {
        LOOPBACK_COOKIE
    }
}

fn cookie(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(app);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(other, value)| *other == name && value.len() == 43)
        .map(|(_, value)| value.to_owned())
}

fn asks(
    app: &App,
    words: &'static Words,
    wanted: &Wanted,
    browser: &Browser,
    error: Option<String>,
) -> Page {
    let ticket = Bytes::encode(&app.service.ticket(wanted, &browser.id));
    let cancel = wanted.leads(&app.address, "error", "access_denied");
    pages::address(
        words,
        &wanted.client_name,
        &ticket,
        &cancel,
        error.as_deref(),
    )
}

fn waits(page: &str, request: Uuid, browser: &Browser) -> Response {
    browser.remembers(see_other(&format!("{page}?request={request}")))
}

fn leads(url: &Url) -> Response {
    see_other(url.as_str())
}

fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    private(response)
}

fn untrusted(words: &'static Words) -> Response {
    show(StatusCode::BAD_REQUEST, words, pages::untrusted(words))
}

/// Too many at once, or a fault of ours.
fn unanswered(words: &'static Words, refusal: &Refusal) -> Response {
    let Some(seconds) = refusal.retry_after() else {
        return show(
            StatusCode::INTERNAL_SERVER_ERROR,
            words,
            pages::fault(words),
        );
    };
    let mut response = show(StatusCode::SERVICE_UNAVAILABLE, words, pages::busy(words));
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

fn show(status: StatusCode, words: &'static Words, page: Page) -> Response {
    let html: Markup = pages::whole(words, page);
    let mut response = private((status, html.into_string()).into_response());
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, html);
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    if let Ok(policy) = HeaderValue::try_from(pages::POLICY.as_str()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Addresses here may carry a code: nobody else is told where somebody came from. With less than that, browsers would not say of
/// our own form that it is ours.
fn private(mut response: Response) -> Response {
    let to_us = HeaderValue::from_static("same-origin");
    response.headers_mut().insert(REFERRER_POLICY, to_us);
    response
}
