//! HTTP to the page: in the clear (the camera has no certificate that means anything), straight, short and small.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::CameraTrouble;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use url::Url;
use zeroize::Zeroizing;

/// A scan of older firmware answers after about ten seconds.
const LIMIT: Duration = Duration::from_secs(20);
/// On another network nobody answers at this address, not even with a refusal.
const CONNECT: Duration = Duration::from_secs(5);
/// A hundred networks are about 10 KiB.
const MOST: usize = 256 * 1024;

pub(super) struct Page {
    client: Client,
    api: Url,
    clock: Arc<dyn Clock>,
}

impl Page {
    pub(super) fn new(address: Url, clock: Arc<dyn Clock>) -> Result<Self, CameraTrouble> {
        // The client wants one even for plain HTTP. An error says that it was installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            // The camera is next to this computer; a proxy would lead away, and a redirect too.
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .tls_certs_only([])
            // Small servers keep few lines; and a line that stands would outlive the network.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT)
            .build()
            .map_err(|_| CameraTrouble::NotFound)?;
        let api = address
            .join("/x/api.cgi")
            .map_err(|_| CameraTrouble::NotFound)?;
        Ok(Self { client, api, clock })
    }

    pub(super) async fn ask<T: DeserializeOwned>(&self, action: &str) -> Result<T, CameraTrouble> {
        let request = self.client.get(self.action(action));
        self.in_time(exchange(request)).await
    }

    /// `form` is `application/x-www-form-urlencoded`.
    pub(super) async fn tell<T: DeserializeOwned>(
        &self,
        action: &str,
        form: &Zeroizing<String>,
    ) -> Result<T, CameraTrouble> {
        let request = self
            .client
            .post(self.action(action))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.as_bytes().to_vec());
        self.in_time(exchange(request)).await
    }

    pub(super) async fn pause(&self, duration: Duration) {
        self.clock.sleep(duration).await;
    }

    fn action(&self, action: &str) -> Url {
        let mut url = self.api.clone();
        url.query_pairs_mut().append_pair("action", action);
        url
    }

    async fn in_time<T>(
        &self,
        exchange: impl Future<Output = Result<T, CameraTrouble>>,
    ) -> Result<T, CameraTrouble> {
        tokio::select! {
            answer = exchange => answer,
            () = self.clock.sleep(LIMIT) => Err(CameraTrouble::Silent),
        }
    }
}

/// The camera says 200 to all that it understands, errors too.
async fn exchange<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, CameraTrouble> {
    let mut response = request.send().await.map_err(trouble)?;
    if response.status() != StatusCode::OK {
        return Err(CameraTrouble::Garbled);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(trouble)? {
        if body.len() + chunk.len() > MOST {
            return Err(CameraTrouble::Garbled);
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|_| CameraTrouble::Garbled)
}

/// The text of the error is dropped.
fn trouble(error: reqwest::Error) -> CameraTrouble {
    if error.is_connect() {
        // The network has closed, or this computer is on another.
        CameraTrouble::NotFound
    } else if error.is_decode() || error.is_body() {
        CameraTrouble::Garbled
    } else {
        // It hung up, perhaps because it restarts.
        CameraTrouble::Silent
    }
}
