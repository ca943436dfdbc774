//! A public list of breaches as Have I Been Pwned answers it: all of them, with a version, to whoever says who they are.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::breach_list::Question;

/// Closed when it is dropped.
pub struct KnownBreaches {
    pub address: SocketAddr,
    list: List,
    serving: JoinHandle<()>,
}

#[derive(Clone, Default)]
struct List {
    entries: Arc<Mutex<Entries>>,
    asked: Arc<Mutex<Vec<Question>>>,
    /// How often.
    times: Arc<watch::Sender<usize>>,
}

#[derive(Default)]
struct Entries {
    listed: Vec<Value>,
    version: u32,
    down: bool,
}

impl KnownBreaches {
    pub async fn start() -> io::Result<Self> {
        let list = List::default();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new().fallback(answer).with_state(list.clone());
        let serving = tokio::spawn(async move {
            // Runs until it is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            list,
            serving,
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}/api/v3", self.address)
    }

    /// Takes an entry in. `date`: when it happened, as `2019-12-04`; it is listed on the day after.
    pub fn list(&self, name: &str, domain: &str, date: &str, classes: &[&str]) {
        self.list_as_it_is(json!({
            "Name": name,
            "Title": name,
            "Domain": domain,
            "BreachDate": date,
            "AddedDate": format!("{date}T23:59:59Z"),
            "ModifiedDate": format!("{date}T23:59:59Z"),
            "PwnCount": 2_400_000,
            "Description": "In December, <a href=\"https://example.org\">somebody</a> left a <em>door</em> open.",
            "LogoPath": "https://example.org/logo.png",
            "DataClasses": classes,
            "IsVerified": true,
            "IsFabricated": false,
            "IsSensitive": false,
            "IsRetired": false,
            "IsSpamList": false,
            "IsMalware": false,
            "IsSubscriptionFree": false,
        }));
    }

    pub fn list_as_it_is(&self, entry: Value) {
        let mut entries = lock(&self.list.entries);
        entries.listed.push(entry);
        entries.version += 1;
    }

    pub fn break_down(&self, down: bool) {
        lock(&self.list.entries).down = down;
    }

    pub fn asked(&self) -> Vec<Question> {
        lock(&self.list.asked).clone()
    }

    /// Waits until it was asked this often.
    pub async fn until_asked(&self, times: usize) {
        // The sender lives as long as this.
        let mut asked = self.list.times.subscribe();
        drop(asked.wait_for(|asked| *asked >= times).await);
    }
}

impl Drop for KnownBreaches {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(State(list): State<List>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20)
        .await
        .unwrap_or_default();
    let headers: Vec<(String, String)> = head
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), value)
        })
        .collect();
    lock(&list.asked).push(Question {
        target: format!("{} {}", head.method, head.uri),
        headers,
        body: body.to_vec(),
    });
    list.times.send_modify(|times| *times += 1);
    let entries = lock(&list.entries);
    if entries.down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    // Whoever does not say who they are is turned away.
    if !head.headers.contains_key(header::USER_AGENT) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if head.uri.path() != "/api/v3/breaches" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let version = format!("W/\"list-{}\"", entries.version);
    let known = head.headers.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == version.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    ([(header::ETAG, version)], Json(&entries.listed)).into_response()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
