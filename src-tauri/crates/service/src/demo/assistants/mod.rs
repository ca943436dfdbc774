//! Voice assistants that do not exist, to link the demo home with: pages of this computer that do as the real ones do. They know
//! of the service what any third party knows, its address and their own secret, and they talk to it over HTTP.

mod client;
mod page;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path as Name, RawQuery, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use super::DemoError;
use crate::clock::Clock;
use crate::connections::{self, ConnectionLimits, Plain};
use crate::http::edge::{self, Edge};
use crate::http::language::italian;
use crate::integrations::asking::Parameters;
use crate::integrations::clients::{ClientError, NewClient};
use crate::running::ServeError;
use crate::service::Service;
pub(super) use client::FILE;
use client::{Assistant, Came};

/// `client_id` and name.
const ASSISTANTS: [(&str, &str); 3] = [
    ("alexa", "Alexa"),
    ("google-assistant", "Google Assistant"),
    ("ifttt", "IFTTT"),
];

/// How long pages under way may take after the demo home was closed.
const LAST_ORDERS: Duration = Duration::from_secs(1);

/// Listens until it is dropped.
#[derive(Debug)]
pub(super) struct Assistants {
    address: String,
    all: Arc<[Assistant]>,
    _listening: DropGuard,
}

impl Assistants {
    /// Registered anew in each run: their pages are at another port.
    pub(super) async fn open(
        service: &Service,
        service_url: &Url,
        dir: &Path,
        clock: Clock,
    ) -> Result<Self, DemoError> {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .map_err(ServeError::from)?;
        let listening = listener.local_addr().map_err(ServeError::from)?;
        let address = format!("http://{listening}/demo");
        let mut all = Vec::new();
        for (id, name) in ASSISTANTS {
            let redirect_uri = format!("{address}/{id}/linked");
            let client = NewClient {
                id: id.into(),
                name: name.into(),
                redirect_uris: vec![redirect_uri.clone()],
                initiate_login_uri: Some(format!("{address}/{id}/link")),
                public: false,
                without_pkce: false,
                scopes: Vec::new(),
            };
            let secret = match service.register_client(&client).await {
                Ok(secret) => secret.ok_or(DemoError::Keys)?,
                Err(ClientError::Store(error)) => return Err(error.into()),
                Err(_) => return Err(DemoError::Keys),
            };
            let issuer = service_url.as_str().trim_end_matches('/').to_owned();
            all.push(Assistant::new(client, secret, issuer, dir, clock.clone()));
        }
        let all: Arc<[Assistant]> = all.into();
        let edge = Arc::new(Edge::new(listening, "http", None, &[]));
        let router = Router::new()
            .route("/demo/{assistant}", get(sees))
            .route("/demo/{assistant}/link", get(link))
            .route("/demo/{assistant}/linked", get(linked))
            .layer(from_fn_with_state(edge, edge::guard))
            .with_state(Arc::clone(&all));
        let (stop, limits) = (CancellationToken::new(), ConnectionLimits::default());
        let served = connections::serve(listener, Plain, router, limits, stop.clone(), LAST_ORDERS);
        tokio::spawn(served);
        Ok(Self {
            address,
            all,
            _listening: stop.drop_guard(),
        })
    }

    /// What the pretended assistant sees.
    pub(super) fn page(&self, id: &str) -> String {
        format!("{}/{id}", self.address)
    }

    /// They hold no token any more.
    pub(super) async fn forget(&self) -> io::Result<()> {
        for assistant in &*self.all {
            assistant.forget().await?;
        }
        Ok(())
    }
}

type All = State<Arc<[Assistant]>>;

async fn sees(State(all): All, Name(id): Name<String>, headers: HeaderMap) -> Response {
    let Some(assistant) = find(&all, &id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let sees = assistant.sees().await;
    Html(page::sees(assistant, &sees, italian(&headers)).into_string()).into_response()
}

/// Linking begins: by the owner's app, which says whom it is about, or on the page.
async fn link(
    State(all): All,
    Name(id): Name<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(assistant) = find(&all, &id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = Parameters::parse(query.unwrap_or_default().as_bytes());
    match assistant.begin(query.one("iss"), query.one("login_hint")) {
        Some(url) => see_other(url.as_str()),
        None => came(assistant, &Came::Mixed, &headers),
    }
}

/// The browser comes back.
async fn linked(
    State(all): All,
    Name(id): Name<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(assistant) = find(&all, &id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = Parameters::parse(query.unwrap_or_default().as_bytes());
    match assistant.came_back(&query).await {
        Came::Linked => see_other(&format!("/demo/{id}")),
        other @ (Came::Refused | Came::Mixed | Came::NotReached) => {
            came(assistant, &other, &headers)
        }
    }
}

fn came(assistant: &Assistant, what: &Came, headers: &HeaderMap) -> Response {
    let page = page::came(assistant, what, italian(headers));
    (StatusCode::BAD_REQUEST, Html(page.into_string())).into_response()
}

fn find<'a>(all: &'a [Assistant], id: &str) -> Option<&'a Assistant> {
    all.iter().find(|assistant| assistant.id() == id)
}

fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to.to_owned())]).into_response()
}
