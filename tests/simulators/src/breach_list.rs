//! A list of leaked passwords as Pwned Passwords answers it, by the beginning of a SHA-1, with padding. It remembers
//! everything that it was asked.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sha1::{Digest, Sha1};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Lines of an answer, real and padded.
const LINES: usize = 800;

/// Closed when it is dropped.
pub struct LeakedPasswords {
    pub address: SocketAddr,
    asked: Asked,
    serving: JoinHandle<()>,
}

/// One request, as it came: method and target, headers, body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

type Asked = Arc<Mutex<Vec<Question>>>;

#[derive(Clone)]
struct List {
    /// SHA-1 in upper-case hexadecimal digits, and how often it was found.
    leaked: Arc<Vec<(String, u64)>>,
    asked: Asked,
}

impl LeakedPasswords {
    /// With these passwords, each found that many times.
    pub async fn start(leaked: &[(&str, u64)]) -> io::Result<Self> {
        let hashed = |(password, times): &(&str, u64)| {
            let digest = Sha1::digest(password.as_bytes());
            (hex::encode_upper(digest), *times)
        };
        let asked = Asked::default();
        let list = List {
            leaked: Arc::new(leaked.iter().map(hashed).collect()),
            asked: Arc::clone(&asked),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new().fallback(answer).with_state(list);
        let serving = tokio::spawn(async move {
            // Runs until it is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            asked,
            serving,
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn asked(&self) -> Vec<Question> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clone()
    }
}

impl Drop for LeakedPasswords {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(State(list): State<List>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20)
        .await
        .unwrap_or_default();
    let question = Question {
        target: format!("{} {}", head.method, head.uri),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: body.to_vec(),
    };
    let padded = head.headers.get("add-padding").is_some_and(|v| v == "true");
    list.asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(question);
    match head.uri.path().strip_prefix("/range/") {
        Some(prefix) if prefix.len() == 5 && prefix.bytes().all(|c| c.is_ascii_hexdigit()) => {
            range(&list.leaked, &prefix.to_ascii_uppercase(), padded).into_response()
        }
        Some(_) | None => (
            StatusCode::BAD_REQUEST,
            "The hash prefix was not in a valid format",
        )
            .into_response(),
    }
}

/// Real lines among neighbours that nobody looks for; padding is a count of 0.
fn range(leaked: &[(String, u64)], prefix: &str, padded: bool) -> String {
    let neighbours = (0..20_u64).map(|n| (digest(n), n + 1));
    let padding = (20..LINES as u64).map(|n| (digest(n), 0));
    let found = leaked
        .iter()
        .filter_map(|(hash, times)| Some((hash.strip_prefix(prefix)?.to_owned(), *times)));
    let mut lines: Vec<_> = neighbours
        .chain(padding.filter(|_| padded))
        .chain(found)
        .map(|(suffix, times)| format!("{suffix}:{times}"))
        .collect();
    lines.sort();
    lines.join("\r\n")
}

fn digest(n: u64) -> String {
    hex::encode_upper(Sha1::digest(n.to_be_bytes()))[5..].to_owned()
}
