//! An HTTP client for whom every answer is held against openapi.json: one that the document does not describe fails the test that got it.

use std::collections::BTreeSet;
use std::io;
use std::sync::Mutex;

use axum::http;
use axum::http::{HeaderName, HeaderValue};
use porchlight_contract::{Contract, Exchange, Message, log};
use porchlight_protocol::service::path;
use porchlight_service::Service;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{IntoUrl, Method, Request, Response, ResponseBuilderExt};
use serde::Serialize;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;

use crate::client::config;

/// As a client fetches it.
pub(crate) async fn document() -> &'static str {
    static DOCUMENT: OnceCell<String> = OnceCell::const_new();
    DOCUMENT
        .get_or_init(async || {
            let dir = tempfile::tempdir().unwrap();
            let service = Service::open(config(&dir)).await.unwrap();
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let running = service.serve_on(listener).await.unwrap();
            let url = running.url.join(path::OPENAPI).unwrap();
            let _ = rustls::crypto::ring::default_provider().install_default();
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            let text = client.get(url).send().await.unwrap().text().await.unwrap();
            running.shutdown().await;
            text
        })
        .await
}

pub(crate) async fn contract() -> &'static Contract {
    static CONTRACT: OnceCell<Contract> = OnceCell::const_new();
    CONTRACT
        .get_or_init(async || {
            let document: Value = serde_json::from_str(document().await).unwrap();
            Contract::read(document).unwrap()
        })
        .await
}

/// What was read from a socket until it was closed, for a request that was written to it as it stands there.
pub(crate) async fn check_raw(request: &str, answer: &str) {
    let (method, target) = {
        let mut words = request.split(' ');
        (words.next().unwrap(), words.next().unwrap())
    };
    // RFC 9112 §3.2.2
    let target = match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => target,
    };
    // HTTP/2 (RFC 9113 §3.4) is answered by nobody.
    if method == "PRI" || is_of_the_demo(target) {
        return;
    }
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers: HeaderMap = lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            let name: HeaderName = name.parse().unwrap();
            (name, HeaderValue::from_str(value.trim()).unwrap())
        })
        .collect();
    let nothing = HeaderMap::new();
    let exchange = Exchange {
        method,
        target,
        asked: Message {
            headers: &nothing,
            body: None,
        },
        status: status.parse().unwrap(),
        answered: Message {
            headers: &headers,
            body: (!headers.contains_key("transfer-encoding")).then_some(body.as_bytes()),
        },
    };
    check(contract().await, &exchange);
}

/// What a program of somebody else has asked and was answered, as it tells it.
pub(crate) async fn check_told(exchange: &Value) {
    let text = |name: &str| exchange[name].as_str().unwrap();
    let headers = |name: &str| -> HeaderMap {
        let pairs: Vec<(String, String)> = serde_json::from_value(exchange[name].clone()).unwrap();
        let header = |(name, value): &(String, String)| {
            let name: HeaderName = name.parse().unwrap();
            (name, HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(header).collect()
    };
    let url = url::Url::parse(text("url")).unwrap();
    let (asked, answered) = (headers("asked"), headers("answered"));
    let exchange = Exchange {
        method: text("method"),
        target: &url[url::Position::BeforePath..url::Position::AfterQuery],
        asked: Message {
            headers: &asked,
            body: Some(text("sent").as_bytes()),
        },
        status: exchange["status"].as_u64().unwrap().try_into().unwrap(),
        answered: Message {
            headers: &answered,
            body: Some(text("received").as_bytes()),
        },
    };
    check(contract().await, &exchange);
}

/// What a service has told of its answers in its log; how many there were.
pub(crate) async fn check_log(log: &str) -> usize {
    told_in(log, contract().await)
}

/// What all services of this process answer from now on, to whomever. It is looked at when this is dropped.
pub(crate) struct Overheard(&'static Contract);

impl Overheard {
    pub(crate) async fn from_now_on() -> Self {
        // Another test may have done it before.
        let _ = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(|| Log)
            .try_init();
        Self(contract().await)
    }
}

impl Drop for Overheard {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let log = String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned();
            assert!(told_in(&log, self.0) > 0, "nothing was heard");
        }
    }
}

fn told_in(log: &str, contract: &Contract) -> usize {
    let broken = log::answers(log).filter_map(|logged| contract.check_logged(logged).err());
    let broken: BTreeSet<_> = broken.map(|broken| broken.to_string()).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    log::answers(log).count()
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pages of its pretended assistants, which are no part of the service.
fn is_of_the_demo(target: &str) -> bool {
    target.starts_with("/demo/")
}

fn check(contract: &Contract, exchange: &Exchange<'_>) {
    if let Err(broken) = contract.check(exchange) {
        let body = exchange.answered.body.unwrap_or_default();
        panic!("{broken}\n{}", String::from_utf8_lossy(body));
    }
}

#[derive(Clone)]
pub(crate) struct Http(reqwest::Client);

impl From<reqwest::Client> for Http {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Http {
    pub(crate) fn get(&self, url: impl IntoUrl) -> Asking {
        self.request(Method::GET, url)
    }

    pub(crate) fn post(&self, url: impl IntoUrl) -> Asking {
        self.request(Method::POST, url)
    }

    pub(crate) fn request(&self, method: Method, url: impl IntoUrl) -> Asking {
        Asking(self.0.request(method, url))
    }

    /// Sends it, and holds the answer against the document.
    pub(crate) async fn execute(&self, request: Request) -> reqwest::Result<Response> {
        let contract = contract().await;
        let (method, url) = (request.method().clone(), request.url().clone());
        let asked = request.headers().clone();
        let sent = request
            .body()
            .map_or(&[][..], |body| body.as_bytes().unwrap());
        let sent = sent.to_vec();
        let response = self.0.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let goes_on = headers
            .get(CONTENT_TYPE)
            .is_some_and(|said| said == "text/event-stream");
        let (response, body) = if goes_on {
            (response, None)
        } else {
            let body = response.bytes().await?;
            let mut whole = http::Response::builder().status(status).url(url.clone());
            whole.headers_mut().unwrap().clone_from(&headers);
            (whole.body(body.clone()).unwrap().into(), Some(body))
        };
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().into(),
        };
        let exchange = Exchange {
            method: method.as_str(),
            target: &target,
            asked: Message {
                headers: &asked,
                body: Some(&sent),
            },
            status: status.as_u16(),
            answered: Message {
                headers: &headers,
                body: body.as_deref(),
            },
        };
        if !is_of_the_demo(&target) {
            check(contract, &exchange);
        }
        Ok(response)
    }
}

/// A request that is made.
pub(crate) struct Asking(reqwest::RequestBuilder);

impl Asking {
    pub(crate) fn header(self, name: &'static str, value: impl AsRef<str>) -> Self {
        Self(self.0.header(name, value.as_ref()))
    }

    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        Self(self.0.json(body))
    }

    pub(crate) fn body(self, body: impl Into<reqwest::Body>) -> Self {
        Self(self.0.body(body))
    }

    pub(crate) fn build(self) -> reqwest::Result<Request> {
        self.0.build()
    }

    pub(crate) async fn send(self) -> reqwest::Result<Response> {
        let (client, request) = self.0.build_split();
        Http(client).execute(request?).await
    }
}
