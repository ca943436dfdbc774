//! A line to a real service that can be cut, held up and tampered with, that counts what goes over it, and holds the service to what its
//! openapi.json says.

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::promises::{self, Answered, Asked, Promises};
use crate::unruly::Reply;

/// Bytes; what clients say is short.
const LONGEST_BODY: usize = 1 << 20;

/// A request that arrived, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub method: String,
    pub path: String,
    /// With which token.
    pub authorization: Option<String>,
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Fate {
    Forwarded,
    /// The service does what was asked; its answer gets lost on the way back.
    AnswerLost,
    /// Never reaches the service.
    Answered(Reply),
    /// Waits until the gate is open, then goes on.
    Held(Gate),
}

/// Closed when made.
#[derive(Clone, Debug)]
pub struct Gate(Arc<watch::Sender<bool>>);

impl Gate {
    pub fn closed() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    pub fn open(&self) {
        self.0.send_replace(true);
    }

    async fn passed(&self) {
        // The sender lives in `self`: waiting cannot fail.
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

type Rule = Box<dyn Fn(&Seen) -> Fate + Send + Sync>;

/// Stops when dropped, which fails a test whose service has answered what it does not describe.
pub struct Proxy {
    line: Arc<Line>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

struct Line {
    upstream: Mutex<Option<SocketAddr>>,
    rule: Mutex<Option<Rule>>,
    /// Grows with each request.
    seen: watch::Sender<Vec<Seen>>,
    /// Paths and bodies of what went on to the service.
    heard: Mutex<Vec<u8>>,
    cut: watch::Sender<bool>,
    promises: Promises,
    client: Client<HttpConnector, Body>,
}

impl Proxy {
    /// Leads nowhere until [`Proxy::leads_to`].
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let line = Arc::new(Line {
            upstream: Mutex::default(),
            rule: Mutex::default(),
            seen: watch::Sender::default(),
            heard: Mutex::default(),
            cut: watch::Sender::new(false),
            promises: Promises::default(),
            client: Client::builder(TokioExecutor::new()).build(HttpConnector::new()),
        });
        let router = axum::Router::new()
            .fallback(carry)
            .with_state(Arc::clone(&line));
        let task = tokio::spawn(async move {
            // Runs until it is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            line,
            address,
            task,
        })
    }

    pub fn leads_to(&self, service: SocketAddr) {
        *self
            .line
            .upstream
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(service);
    }

    /// What clients use, and what the service must call itself.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on.
    pub fn rule(&self, rule: impl Fn(&Seen) -> Fate + Send + Sync + 'static) {
        *self
            .line
            .rule
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(Box::new(rule));
    }

    pub fn behave(&self) {
        *self
            .line
            .rule
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Breaks what is open and drops what comes, until it is [`Proxy::mended`].
    pub fn cut(&self) {
        self.line.cut.send_replace(true);
    }

    pub fn mended(&self) {
        self.line.cut.send_replace(false);
    }

    /// How many requests of this method have come whose path ends so, lost ones too.
    pub fn count(&self, method: &str, path_end: &str) -> usize {
        count(&self.line.seen.borrow(), method, path_end)
    }

    /// Every token that was ever sent.
    pub fn tokens(&self) -> BTreeSet<String> {
        let seen = self.line.seen.borrow();
        let values = seen.iter().filter_map(|seen| seen.authorization.as_deref());
        values
            .filter_map(|value| value.split_once(' '))
            .map(|(_, token)| token.to_owned())
            .collect()
    }

    /// Everything that clients told the service, as somebody at the service would read it.
    pub fn heard(&self) -> String {
        let heard = self.line.heard.lock();
        String::from_utf8_lossy(&heard.unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// Returns once there were so many.
    pub async fn counted(&self, method: &str, path_end: &str, times: usize) {
        // The sender lives in `self`: waiting cannot fail.
        let mut seen = self.line.seen.subscribe();
        let _ = seen
            .wait_for(|seen| count(seen, method, path_end) >= times)
            .await;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
        self.line.cut.send_replace(true);
        if !std::thread::panicking() {
            let broken = self.line.promises.broken();
            assert!(broken.is_empty(), "{broken:#?}");
        }
    }
}

fn count(seen: &[Seen], method: &str, path_end: &str) -> usize {
    seen.iter()
        .filter(|seen| seen.method == method && seen.path.ends_with(path_end))
        .count()
}

async fn carry(State(line): State<Arc<Line>>, request: Request) -> Response {
    let authorization = request.headers().get(header::AUTHORIZATION);
    let seen = Seen {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        authorization: authorization
            .and_then(|value| value.to_str().ok())
            .map(Into::into),
    };
    let fate = match &*line.rule.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(rule) => rule(&seen),
        None => Fate::Forwarded,
    };
    line.seen.send_modify(|all| all.push(seen));
    match fate {
        Fate::Forwarded => line.forward(request).await,
        Fate::AnswerLost => {
            line.forward(request).await;
            broken()
        }
        Fate::Answered(reply) => answered(reply),
        Fate::Held(gate) => {
            gate.passed().await;
            line.forward(request).await
        }
    }
}

impl Line {
    fn hear(&self, path: &str, body: &[u8]) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend([path.as_bytes(), b"\n", body, b"\n"].concat());
    }

    async fn forward(&self, request: Request) -> Response {
        let mut cut = self.cut.subscribe();
        let upstream = *self.upstream.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(upstream) = upstream.filter(|_| !*cut.borrow()) else {
            return broken();
        };
        let Some(contract) = promises::of(upstream, &self.client).await else {
            return broken();
        };
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let Ok(uri) = format!("http://{upstream}{path}").parse::<Uri>() else {
            return broken();
        };
        let (mut head, body) = request.into_parts();
        let Ok(body) = axum::body::to_bytes(body, LONGEST_BODY).await else {
            return broken();
        };
        self.hear(head.uri.path(), &body);
        let asked = Asked {
            method: head.method.to_string(),
            target: head
                .uri
                .path_and_query()
                .map_or("/", |path| path.as_str())
                .into(),
            headers: head.headers.clone(),
            body: body.clone(),
        };
        head.uri = uri;
        head.headers.remove(header::HOST);
        let Ok(answer) = self
            .client
            .request(Request::from_parts(head, body.into()))
            .await
        else {
            return broken();
        };
        let (head, body) = answer.into_parts();
        let answered = Answered {
            status: head.status,
            headers: head.headers.clone(),
        };
        let body = Body::new(body)
            .into_data_stream()
            .map(|chunk| chunk.map_err(io::Error::other));
        let body = self.promises.looked_at(contract, asked, answered, body);
        let cutting = stream::once(async move {
            // Ends with an error when the line is cut or gone.
            let _ = cut.wait_for(|cut| *cut).await;
            Err::<Bytes, _>(io::ErrorKind::ConnectionReset.into())
        });
        Response::from_parts(head, Body::from_stream(whichever(body, cutting)))
    }
}

/// The body, broken off by the first word of `cutting`.
fn whichever(
    body: impl futures_util::Stream<Item = io::Result<Bytes>> + Send + 'static,
    cutting: impl futures_util::Stream<Item = io::Result<Bytes>> + Send + 'static,
) -> impl futures_util::Stream<Item = io::Result<Bytes>> + Send + 'static {
    let parts = (Box::pin(body), Box::pin(cutting));
    stream::unfold(parts, |(mut body, mut cutting)| async move {
        let next = tokio::select! {
            biased;
            broken = cutting.next() => broken,
            chunk = body.next() => chunk,
        };
        next.map(|chunk| (chunk, (body, cutting)))
    })
}

/// An answer that breaks off at once.
fn broken() -> Response {
    let nothing =
        stream::once(async { Err::<Bytes, io::Error>(io::ErrorKind::ConnectionReset.into()) });
    Response::new(Body::from_stream(nothing))
}

fn answered(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or_default();
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
