//! Whether a service answers as its own openapi.json says.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode};
use futures_util::{Stream, StreamExt, stream};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use porchlight_contract::{Contract, Exchange, Message};
use tokio::sync::OnceCell;

/// Bytes.
const LONGEST_DOCUMENT: usize = 1 << 20;

/// What was not kept.
#[derive(Clone, Default)]
pub(crate) struct Promises(Arc<Mutex<Vec<String>>>);

pub(crate) struct Asked {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl Promises {
    pub(crate) fn broken(&self) -> Vec<String> {
        let broken = self.0.lock();
        broken.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The body as it is, which is looked at when it has come whole; the rest is looked at now.
    pub(crate) fn looked_at<E: Send + 'static>(
        &self,
        contract: &'static Contract,
        asked: Asked,
        answered: Answered,
        body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> impl Stream<Item = Result<Bytes, E>> + Send + 'static {
        self.look(contract, &asked, &answered, None);
        let (promises, whole) = (self.clone(), Arc::new(Mutex::new(Vec::new())));
        let read = Arc::clone(&whole);
        let passing = body.inspect(move |part| {
            let part = part.as_deref().unwrap_or_default();
            let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
            read.extend_from_slice(part);
        });
        let ended = stream::once(async move {
            let whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
            promises.look(contract, &asked, &answered, Some(&whole));
            None
        });
        passing
            .map(Some)
            .chain(ended)
            .filter_map(std::future::ready)
    }

    fn look(&self, contract: &Contract, asked: &Asked, answered: &Answered, body: Option<&[u8]>) {
        let exchange = Exchange {
            method: &asked.method,
            target: &asked.target,
            asked: Message {
                headers: &asked.headers,
                body: Some(&asked.body),
            },
            status: answered.status.as_u16(),
            answered: Message {
                headers: &answered.headers,
                body,
            },
        };
        if let Err(broken) = contract.check(&exchange) {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(broken.to_string());
        }
    }
}

/// What the service at `address` promises. All services of one program promise the same. `None`: it does not answer, or promises nothing.
pub(crate) async fn of(
    address: SocketAddr,
    client: &Client<HttpConnector, Body>,
) -> Option<&'static Contract> {
    static CONTRACT: OnceCell<Contract> = OnceCell::const_new();
    let fetched = CONTRACT.get_or_try_init(async || {
        let url = format!("http://{address}/openapi.json");
        let answer = client.get(url.parse().map_err(drop)?).await.map_err(drop)?;
        let body = axum::body::to_bytes(Body::new(answer.into_body()), LONGEST_DOCUMENT);
        let document = serde_json::from_slice(&body.await.map_err(drop)?).map_err(drop)?;
        Contract::read(document).map_err(drop)
    });
    fetched.await.ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use std::convert::Infallible;

    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn a_promise_that_is_not_kept_is_noticed_when_the_answer_has_come() {
        let lamp = json!({ "type": "object", "properties": { "lit": { "type": "boolean" } } });
        let content = json!({ "application/json": { "schema": lamp } });
        let document = json!({ "paths": { "/lamp": { "get": { "responses": { "200": { "content": content } } } } } });
        let contract: &Contract = Box::leak(Box::new(Contract::read(document).unwrap()));
        for (status, body, broken) in [
            (200, r#"{"lit":true}"#, 0),
            (200, r#"{"lit":true,"hot":true}"#, 1),
            (204, r#"{"lit":true}"#, 2),
        ] {
            let promises = Promises::default();
            let json = (
                "content-type".parse().unwrap(),
                "application/json".parse().unwrap(),
            );
            let asked = Asked {
                method: "GET".into(),
                target: "/lamp".into(),
                headers: HeaderMap::new(),
                body: Bytes::new(),
            };
            let answered = Answered {
                status: StatusCode::from_u16(status).unwrap(),
                headers: [json].into_iter().collect(),
            };
            let (one, other) = body.split_at(5);
            let parts = [one, other].map(|part| Ok::<_, Infallible>(Bytes::from(part)));
            let passed = promises.looked_at(contract, asked, answered, stream::iter(parts));
            let passed: Vec<_> = passed.map(Result::unwrap).collect().await;
            assert_eq!(passed.concat(), body.as_bytes(), "it comes as it is");
            assert_eq!(promises.broken().len(), broken, "{:?}", promises.broken());
        }
    }
}
