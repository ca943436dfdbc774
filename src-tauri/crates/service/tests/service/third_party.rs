//! A third party's client, and the browser that goes between it and the service: written from the specifications alone.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use porchlight_protocol::integration::*;
use porchlight_protocol::service::path;
use porchlight_service::integrations::clients::NewClient;
use reqwest::redirect::Policy;
use reqwest::{Method, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};
use uuid::Uuid;

use crate::checked::Http;
use crate::client::{Computer, House, Refused, answer};

pub(crate) const BACK: &str = "https://alexa.example/cb?skill=porchlight";

/// `client_id` and secret, as the client keeps them.
#[derive(Clone)]
pub(crate) struct ThirdParty {
    pub(crate) id: String,
    pub(crate) secret: Option<String>,
    pub(crate) redirect_uri: String,
    pub(crate) base: String,
    pub(crate) http: Http,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Tokens {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) token_type: String,
    pub(crate) expires_in: i64,
}

/// What the client remembers between sending the browser away and seeing it again.
pub(crate) struct Begun {
    pub(crate) url: Url,
    pub(crate) state: String,
    pub(crate) verifier: String,
}

impl Begun {
    /// The same request with a parameter changed, or without it.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Url {
        let mut url = self.url.clone();
        let rest: Vec<(String, String)> = self.url.query_pairs().into_owned().collect();
        url.query_pairs_mut()
            .clear()
            .extend_pairs(rest.iter().filter(|(other, _)| other != name))
            .extend_pairs(value.map(|value| (name, value)));
        url
    }
}

pub(crate) fn alexa() -> NewClient {
    NewClient {
        id: "alexa".into(),
        name: "Alexa".into(),
        redirect_uris: vec![BACK.into()],
        initiate_login_uri: Some("https://alexa.example/link".into()),
        public: false,
        without_pkce: false,
        scopes: Vec::new(),
    }
}

impl House {
    pub(crate) async fn with_client(&self, client: NewClient) -> ThirdParty {
        let secret = self.service.register_client(&client).await.unwrap();
        ThirdParty {
            id: client.id,
            secret: secret.map(|secret| secret.to_string()),
            redirect_uri: client.redirect_uris[0].clone(),
            base: self.running.url.as_str().trim_end_matches('/').into(),
            http: http(),
        }
    }

    pub(crate) async fn with_alexa(&self) -> ThirdParty {
        self.with_client(alexa()).await
    }

    pub(crate) async fn with_ifttt(&self) -> ThirdParty {
        let client = NewClient {
            id: "ifttt".into(),
            name: "IFTTT".into(),
            ..alexa()
        };
        self.with_client(client).await
    }
}

impl ThirdParty {
    pub(crate) fn begin(&self) -> Begun {
        let verifier = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let state = Uuid::new_v4().to_string();
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let mut url = Url::parse(&format!("{}{}", self.base, path::OAUTH_AUTHORIZE)).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.id)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("state", &state)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Begun {
            url,
            state,
            verifier,
        }
    }

    /// As a form, with the client's secret by HTTP Basic, or its identifier alone.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let mut request = self.http.post(format!("{}{path}", self.base));
        match &self.secret {
            Some(secret) => {
                let basic = STANDARD.encode(format!("{}:{secret}", self.id));
                request = request.header("Authorization", format!("Basic {basic}"));
            }
            None => {
                form.append_pair("client_id", &self.id);
            }
        }
        request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(form.finish())
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn exchange(&self, code: &str, verifier: &str) -> Result<Tokens, String> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", verifier),
        ];
        granted(self.post(path::OAUTH_TOKEN, &fields).await).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Result<Tokens, String> {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token)];
        granted(self.post(path::OAUTH_TOKEN, &fields).await).await
    }

    pub(crate) async fn revoke(&self, token: &str) {
        let answer = self.post(path::OAUTH_REVOKE, &[("token", token)]).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }

    pub(crate) async fn introspect(&self, token: &str) -> Value {
        let answer = self.post(path::OAUTH_INTROSPECT, &[("token", token)]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// `None`: the token is not good, and the answer says so as RFC 6750 wants it.
    pub(crate) async fn cameras(&self, access_token: &str) -> Option<Vec<ClientCamera>> {
        let answer = self
            .http
            .get(format!("{}{}", self.base, path::CLIENT_CAMERAS))
            .header("Authorization", format!("Bearer {access_token}"))
            .send()
            .await
            .unwrap();
        if answer.status() == StatusCode::UNAUTHORIZED {
            let why = answer.headers()["www-authenticate"].to_str().unwrap();
            assert_eq!(why, r#"Bearer error="invalid_token""#);
            return None;
        }
        assert_eq!(answer.status(), StatusCode::OK);
        Some(serde_json::from_str(&answer.text().await.unwrap()).unwrap())
    }

    /// From the first click to tokens: the owner types the address in the browser and chooses the number in the app.
    pub(crate) async fn link(
        &self,
        email: &str,
        owner: &Computer,
        cameras: Vec<ReleasedCamera>,
    ) -> (IntegrationRecord, Tokens) {
        let begun = self.begin();
        let mut browser = Browser::default();
        let number = browser.asks(&begun, email).await;
        let record = owner.approve_shown(number, cameras).await.unwrap();
        let back = browser.reload().await.leads_to();
        assert_eq!(back["state"], begun.state);
        assert_eq!(back["iss"], self.base, "who says so (RFC 9207)");
        let tokens = self.exchange(&back["code"], &begun.verifier).await;
        (record, tokens.unwrap())
    }
}

/// `error` of RFC 6749 §5.2 when nothing is granted.
async fn granted(answer: Response) -> Result<Tokens, String> {
    let status = answer.status();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let body = answer.text().await.unwrap();
    if status == StatusCode::OK {
        return Ok(serde_json::from_str(&body).unwrap());
    }
    let body: Value = serde_json::from_str(&body).unwrap();
    Err(body["error"].as_str().unwrap().to_owned())
}

fn http() -> Http {
    // Another test may have done it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .build()
        .unwrap()
        .into()
}

/// Keeps one cookie, and follows the service's own redirects.
pub(crate) struct Browser {
    pub(crate) http: Http,
    pub(crate) cookie: Option<String>,
    pub(crate) language: &'static str,
    /// `Sec-Fetch-Site` of its forms.
    pub(crate) from: Option<&'static str>,
    /// What it shows.
    pub(crate) at: Option<Url>,
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            http: http(),
            cookie: None,
            language: "en",
            from: Some("same-origin"),
            at: None,
        }
    }
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
    /// Out of the service, if it is a redirect.
    pub(crate) location: Option<Url>,
}

impl Browser {
    pub(crate) async fn open(&mut self, url: &Url) -> Page {
        self.go(Method::GET, url.clone(), None).await
    }

    pub(crate) async fn reload(&mut self) -> Page {
        let url = self.at.clone().unwrap();
        self.open(&url).await
    }

    /// Sends the form of a page.
    pub(crate) async fn submit(&mut self, ticket: &str, email: &str) -> Page {
        let url = self.at.clone().unwrap().join("authorize").unwrap();
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("ticket", ticket), ("email", email)])
            .finish();
        self.go(Method::POST, url, Some(form)).await
    }

    /// Up to the number on the page.
    pub(crate) async fn asks(&mut self, begun: &Begun, email: &str) -> u8 {
        let page = self.open(&begun.url).await;
        assert_eq!(page.status, StatusCode::OK);
        let page = self.submit(&page.ticket(), email).await;
        page.number().unwrap()
    }

    async fn go(&mut self, method: Method, url: Url, form: Option<String>) -> Page {
        let (host, mut url, mut method, mut form) = (url.authority().to_owned(), url, method, form);
        loop {
            self.at = Some(url.clone());
            let mut request = self
                .http
                .request(method, url.clone())
                .header("Accept-Language", self.language);
            if let Some(cookie) = &self.cookie {
                request = request.header("Cookie", cookie);
            }
            if let Some(form) = form.take() {
                if let Some(from) = self.from {
                    request = request.header("Sec-Fetch-Site", from);
                }
                request = request
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .body(form);
            }
            let answer = request.send().await.unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            if let Some(cookie) = headers.get("set-cookie") {
                let cookie = cookie.to_str().unwrap();
                assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
                self.cookie = cookie.split(';').next().map(str::to_owned);
            }
            let to = headers.get("location").map(|to| to.to_str().unwrap());
            let to = to.map(|to| url.join(to).unwrap());
            match to {
                Some(to) if to.authority() == host => (url, method) = (to, Method::GET),
                location => {
                    return Page {
                        status,
                        headers,
                        body: answer.text().await.unwrap(),
                        location,
                    };
                }
            }
        }
    }
}

impl Page {
    pub(crate) fn ticket(&self) -> String {
        let (_, rest) = self.body.split_once(r#"name="ticket" value=""#).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    pub(crate) fn number(&self) -> Option<u8> {
        let (_, rest) = self.body.split_once(r#"<p class="number">"#)?;
        rest.split('<').next()?.parse().ok()
    }

    /// The parameters with which the client gets its browser back.
    pub(crate) fn leads_to(&self) -> HashMap<String, String> {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        let url = self.location.as_ref().unwrap();
        assert!(
            url.as_str().starts_with(BACK) || url.host_str() == Some("127.0.0.1"),
            "{url}"
        );
        url.query_pairs().into_owned().collect()
    }
}

impl Computer {
    async fn sent<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<T, Refused> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn integrations(&self) -> Integrations {
        self.sent(Method::GET, path::INTEGRATIONS, None)
            .await
            .unwrap()
    }

    pub(crate) async fn start_linking(&self, client: &str) -> Result<Url, Refused> {
        let body = serde_json::json!({ "client": client });
        let started: LinkingStarted = self
            .sent(Method::POST, path::INTEGRATIONS_START, Some(body))
            .await?;
        Ok(Url::parse(&started.url).unwrap())
    }

    pub(crate) async fn approve(
        &self,
        request: Uuid,
        number: u8,
        cameras: Vec<ReleasedCamera>,
    ) -> Result<IntegrationRecord, Refused> {
        let path = path::LINK_REQUEST_APPROVE.replace("{id}", &request.to_string());
        let approval = serde_json::to_value(Approval { number, cameras }).unwrap();
        self.sent(Method::POST, &path, Some(approval)).await
    }

    /// The only request that waits, with the number that the page shows.
    pub(crate) async fn approve_shown(
        &self,
        number: u8,
        cameras: Vec<ReleasedCamera>,
    ) -> Result<IntegrationRecord, Refused> {
        let requests = self.integrations().await.requests;
        assert_eq!(requests.len(), 1, "{requests:?}");
        assert!(requests[0].numbers.contains(&number));
        self.approve(requests[0].id, number, cameras).await
    }

    pub(crate) async fn refuse_link(&self, request: Uuid) -> Result<(), Refused> {
        let path = path::LINK_REQUEST.replace("{id}", &request.to_string());
        self.sent(Method::DELETE, &path, None).await
    }

    pub(crate) async fn change_release(
        &self,
        integration: Uuid,
        cameras: Vec<ReleasedCamera>,
    ) -> Result<IntegrationRecord, Refused> {
        let path = path::INTEGRATION_CAMERAS.replace("{id}", &integration.to_string());
        let release = serde_json::to_value(Release { cameras }).unwrap();
        self.sent(Method::PUT, &path, Some(release)).await
    }

    pub(crate) async fn unlink(&self, integration: Uuid) -> Result<(), Refused> {
        let path = path::INTEGRATION.replace("{id}", &integration.to_string());
        self.sent(Method::DELETE, &path, None).await
    }
}

pub(crate) fn released(camera: Uuid, name: Option<&str>) -> ReleasedCamera {
    ReleasedCamera {
        camera,
        name: name.map(Into::into),
    }
}
