//! A voice assistant that is linked with a camera, and the browser in between.

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::integration::{
    Approval, IntegrationRecord, Integrations, LinkingStarted, ReleasedCamera, StartLinking,
};
use porchlight_protocol::service::path;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::Deserialize;
use url::{Url, form_urlencoded};

use super::canaries::{Canaries, Kind};
use super::computer::Computer;
use super::serving::{Program, Serving};
use super::{DrillFailed, During};
use crate::integrations::asking::s256;

const STEP: &str = "linking a voice assistant";
const LONGEST_ANSWER: usize = 1024 * 1024;
const CLIENT: &str = "alexa";
/// Nobody listens there: what the browser is sent to is read, not followed.
const BACK: &str = "http://127.0.0.1:9/linked";
const FORM: &str = "application/x-www-form-urlencoded";

/// What the assistant holds, and a thief who was at the assistant.
#[derive(Clone)]
pub(super) struct Held {
    access: String,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held")
    }
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: String,
}

/// Registered by those who run the service. It has no secret, which its tool would print.
pub(super) async fn register(program: &Program) -> Result<(), DrillFailed> {
    let to = |name: &str| format!("--{name}={BACK}");
    let arguments = [
        "register-client",
        "--id=alexa",
        "--name=Alexa",
        "--public",
        &to("redirect-uri"),
        &to("initiate-login-uri"),
    ];
    program.run("service", &arguments).await
}

/// Begun in the app, and approved there; the tokens are renewed and used. Another page, of an address that was typed, is left open.
pub(super) async fn link(
    serving: &Serving,
    computer: &Computer,
    email: &str,
    canaries: &mut Canaries,
) -> Result<Held, DrillFailed> {
    let mut browser = Browser::at(&serving.url);
    let start = StartLinking {
        client: CLIENT.into(),
    };
    let started: LinkingStarted = computer
        .ask(Method::POST, path::INTEGRATIONS_START, Some(&start))
        .await?;
    let started = Url::parse(&started.url).during(STEP)?;
    let hint = parameter(&started, "login_hint")?;
    canaries.token(Kind::IntegrationToken, &hint);
    let verifier = random(canaries);
    let page = browser.asks(&verifier, Some(&hint), canaries).await?;
    canaries.token(Kind::IntegrationToken, &browser.cookie);
    let (waiting, _) = browser.follow(page).await?;
    approve(computer, canaries).await?;
    let (_, back) = browser.get(&waiting).await?;
    let code = parameter(&back.location.ok_or_else(unlike)?, "code")?;
    canaries.token(Kind::IntegrationToken, &code);
    let first = browser
        .tokens(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", BACK),
            ("code_verifier", &verifier),
        ])
        .await?;
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &first.refresh_token),
    ];
    let second = browser.tokens(&refresh).await?;
    for token in [&first, &second] {
        canaries.token(Kind::IntegrationToken, &token.access_token);
        canaries.token(Kind::IntegrationToken, &token.refresh_token);
    }
    let held = Held {
        access: second.access_token,
    };
    if !held.opens(&serving.url).await? {
        return Err(unlike());
    }
    another_page(&serving.url, email, canaries).await?;
    Ok(held)
}

impl Held {
    /// Whether a service shows cameras to who has it.
    pub(super) async fn opens(&self, service: &str) -> Result<bool, DrillFailed> {
        let request = Request::get(format!("{service}{}", path::CLIENT_CAMERAS))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.access))
            .body(Body::empty())
            .during(STEP)?;
        let answer = client().request(request).await.during(STEP)?;
        Ok(answer.status().is_success())
    }
}

/// With the number that only the page shows: of three, the service takes the right one.
async fn approve(computer: &Computer, canaries: &mut Canaries) -> Result<(), DrillFailed> {
    let nothing: Option<&()> = None;
    let all: Integrations = computer
        .ask(Method::GET, path::INTEGRATIONS, nothing)
        .await?;
    let cameras: porchlight_protocol::camera::CameraList =
        computer.ask(Method::GET, path::CAMERAS, nothing).await?;
    let request = all.requests.first().ok_or_else(unlike)?;
    let camera = cameras.cameras.first().ok_or_else(unlike)?;
    let name = canaries.word(Kind::ReleasedName, |unique| format!("Veranda {unique}"));
    let address = path::LINK_REQUEST_APPROVE.replace("{id}", &request.id.to_string());
    for number in &request.numbers {
        let approval = Approval {
            number: *number,
            cameras: vec![ReleasedCamera {
                camera: camera.id,
                name: Some(name.clone()),
            }],
        };
        let linked: Result<IntegrationRecord, _> =
            computer.ask(Method::POST, &address, Some(&approval)).await;
        if linked.is_ok() {
            return Ok(());
        }
    }
    Err(unlike())
}

async fn another_page(
    service: &str,
    email: &str,
    canaries: &mut Canaries,
) -> Result<(), DrillFailed> {
    let mut browser = Browser::at(service);
    let verifier = random(canaries);
    let page = browser.asks(&verifier, None, canaries).await?;
    let ticket = between(&page.body, r#"name="ticket" value=""#, '"')?;
    let page = browser
        .post(
            path::OAUTH_AUTHORIZE,
            &[("ticket", &ticket), ("email", email)],
        )
        .await?;
    let (_, page) = browser.follow(page).await?;
    between(&page.body, r#"class="number">"#, '<').map(drop)
}

struct Browser {
    http: Client<HttpConnector, Body>,
    base: String,
    cookie: String,
}

struct Page {
    at: Url,
    status: StatusCode,
    body: String,
    location: Option<Url>,
}

impl Browser {
    fn at(base: &str) -> Self {
        Self {
            http: client(),
            base: base.into(),
            cookie: String::new(),
        }
    }

    /// Sent by the client.
    async fn asks(
        &mut self,
        verifier: &str,
        hint: Option<&str>,
        canaries: &mut Canaries,
    ) -> Result<Page, DrillFailed> {
        let state = canaries.word(Kind::IntegrationToken, |unique| format!("state{unique}"));
        let mut url =
            Url::parse(&format!("{}{}", self.base, path::OAUTH_AUTHORIZE)).during(STEP)?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", CLIENT)
            .append_pair("redirect_uri", BACK)
            .append_pair("state", &state)
            .append_pair("code_challenge", &s256(verifier))
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(hint.map(|hint| ("login_hint", hint)));
        self.get(&url).await.map(|(_, page)| page)
    }

    async fn follow(&mut self, page: Page) -> Result<(Url, Page), DrillFailed> {
        let to = page.location.ok_or_else(unlike)?;
        self.get(&to).await
    }

    async fn get(&mut self, url: &Url) -> Result<(Url, Page), DrillFailed> {
        let request = Request::get(url.as_str()).body(Body::empty());
        let page = self.go(url, request.during(STEP)?).await?;
        Ok((page.at.clone(), page))
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page, DrillFailed> {
        let url = Url::parse(&format!("{}{path}", self.base)).during(STEP)?;
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(url.as_str())
            .header(header::CONTENT_TYPE, FORM)
            .body(Body::from(form));
        self.go(&url, request.during(STEP)?).await
    }

    /// By the client itself.
    async fn tokens(&mut self, fields: &[(&str, &str)]) -> Result<Tokens, DrillFailed> {
        let fields = [fields, &[("client_id", CLIENT)]].concat();
        let answer = self.post(path::OAUTH_TOKEN, &fields).await?;
        if answer.status != StatusCode::OK {
            return Err(DrillFailed::new(STEP, answer.body));
        }
        serde_json::from_str(&answer.body).during(STEP)
    }

    async fn go(&mut self, url: &Url, mut request: Request<Body>) -> Result<Page, DrillFailed> {
        let cookie = format!("porchlight-link={}", self.cookie);
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, cookie.parse().during(STEP)?);
        let answer = self.http.request(request).await.during(STEP)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let read = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(cookie) = read(header::SET_COOKIE) {
            self.cookie = between(cookie, "porchlight-link=", ';')?;
        }
        let body = to_bytes(Body::new(answer.into_body()), LONGEST_ANSWER);
        Ok(Page {
            at: url.clone(),
            status,
            body: String::from_utf8_lossy(&body.await.during(STEP)?).into_owned(),
            location: read(header::LOCATION).and_then(|to| url.join(to).ok()),
        })
    }
}

fn client() -> Client<HttpConnector, Body> {
    Client::builder(TokioExecutor::new()).build_http()
}

fn random(canaries: &mut Canaries) -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    let text = Bytes::encode(&bytes);
    canaries.token(Kind::IntegrationToken, &text);
    text
}

fn parameter(url: &Url, name: &str) -> Result<String, DrillFailed> {
    let found = url.query_pairs().find(|(other, _)| other == name);
    found
        .map(|(_, value)| value.into_owned())
        .ok_or_else(unlike)
}

fn between(text: &str, before: &str, end: char) -> Result<String, DrillFailed> {
    let (_, rest) = text.split_once(before).ok_or_else(unlike)?;
    Ok(rest.split(end).next().unwrap_or_default().to_owned())
}

fn unlike() -> DrillFailed {
    DrillFailed::new(STEP, "the service answered otherwise than it should")
}
