//! HTTP and TLS as every provider uses them: limits on time and size, no redirects, one TLS provider.
//!
//! What a stranger's server may do to us ends here: it can refuse, stall, babble or lie about its name,
//! and each of these becomes one [`ServiceError`].

use std::time::Duration;

use futures_util::{Stream, StreamExt};
use porchlight_core::ports::provider::ServiceError;
use reqwest::header::{CONTENT_TYPE, ETAG, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, RequestBuilder, Response, StatusCode};
use rustls::pki_types::CertificateDer;
use tokio::sync::OnceCell;
use zeroize::Zeroizing;

mod retry_after;
mod trouble;

use trouble::trouble;

/// Bytes of the longest answer that is read where none is said. 5,000 cameras need about half of it.
pub(crate) const LONGEST_ANSWER: usize = 4 * 1024 * 1024;
/// After this much of a stream of wake-ups it is opened anew.
const MAX_STREAM: usize = 1024 * 1024;
/// Longest that a line is kept for the next request. Services close it after a while (ours after ten seconds), and a request that is
/// sent at that moment gets lost.
const KEPT_OPEN: Duration = Duration::from_secs(5);

/// How long a service may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the connection and the TLS handshake.
    pub connect: Duration,
    /// For the whole of a request, to the last byte of its answer.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
        }
    }
}

/// Which certificates vouch for a service.
#[derive(Clone, Debug, Default)]
pub enum Roots {
    /// The ones that the operating system trusts.
    #[default]
    System,
    /// These and no others.
    Only(Vec<CertificateDer<'static>>),
}

/// How the network is used: the same for every provider of a program.
#[derive(Clone, Debug, Default)]
pub struct Network {
    pub limits: Limits,
    pub roots: Roots,
}

/// What kind of address a transport leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) tls: bool,
    /// On this computer; never through a proxy.
    pub(crate) loopback: bool,
}

/// One service's connections.
pub(crate) struct Transport {
    network: Network,
    route: Route,
    /// Made at first use: reading the system's certificates takes a while.
    client: OnceCell<Client>,
}

/// A whole answer. Its body may hold secrets and is wiped.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Seconds.
    pub(crate) retry_after: Option<u32>,
    /// Its ETag.
    pub(crate) version: Option<String>,
    pub(crate) body: Zeroizing<Vec<u8>>,
}

impl Transport {
    pub(crate) fn new(network: Network, route: Route) -> Self {
        Self {
            network,
            route,
            client: OnceCell::new(),
        }
    }

    pub(crate) async fn client(&self) -> Result<&Client, ServiceError> {
        self.client
            .get_or_try_init(|| async {
                let (network, route) = (self.network.clone(), self.route);
                let built = tokio::task::spawn_blocking(move || build(&network, route)).await;
                // Fails only when the system's TLS configuration cannot be used at all.
                built
                    .ok()
                    .and_then(Result::ok)
                    .ok_or(ServiceError::CertificateUntrusted)
            })
            .await
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Answer, ServiceError> {
        self.send_and_read(request, LONGEST_ANSWER).await
    }

    /// At most `longest` bytes of the answer.
    pub(crate) async fn send_and_read(
        &self,
        request: RequestBuilder,
        longest: usize,
    ) -> Result<Answer, ServiceError> {
        let request = request.timeout(self.network.limits.total);
        read(request.send().await.map_err(trouble)?, longest).await
    }

    /// An answer without an end. Anything but an event stream is read as an ordinary answer.
    pub(crate) async fn open(
        &self,
        request: RequestBuilder,
    ) -> Result<Result<impl Stream<Item = ()> + Send + use<>, Answer>, ServiceError> {
        let total = self.network.limits.total;
        let opened = async {
            let response = request.send().await.map_err(trouble)?;
            if response.status() == StatusCode::OK
                && has_type(response.headers(), "text/event-stream")
            {
                Ok(Ok(wake_ups(response)))
            } else {
                read(response, LONGEST_ANSWER).await.map(Err)
            }
        };
        tokio::time::timeout(total, opened)
            .await
            .unwrap_or(Err(ServiceError::TimedOut))
    }
}

fn build(network: &Network, route: Route) -> reqwest::Result<Client> {
    // An error says that it was installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = || -> ClientBuilder {
        let builder = Client::builder()
            .connect_timeout(network.limits.connect)
            .pool_idle_timeout(KEPT_OPEN)
            // A redirect would carry the owner's token to an address that nobody chose.
            .redirect(Policy::none())
            .referer(false)
            .user_agent(concat!("Porchlight/", env!("CARGO_PKG_VERSION")));
        if route.loopback {
            builder.no_proxy()
        } else {
            builder
        }
    };
    match &network.roots {
        _ if !route.tls => base().tls_certs_only([]).build(),
        // A computer without any root certificates trusts nobody; it still starts.
        Roots::System => base()
            .build()
            .or_else(|_| base().tls_certs_only([]).build()),
        Roots::Only(roots) => {
            let roots: reqwest::Result<Vec<_>> =
                roots.iter().map(|der| Certificate::from_der(der)).collect();
            base().tls_certs_only(roots?).build()
        }
    }
}

/// As a stream, so that a body without end is cut.
async fn read(mut response: Response, longest: usize) -> Result<Answer, ServiceError> {
    let status = response.status();
    let retry_after = retry_after::seconds(response.headers());
    let version = response.headers().get(ETAG);
    let version = version
        .and_then(|version| version.to_str().ok())
        .map(str::to_owned);
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(trouble)? {
        if body.len() + chunk.len() > longest {
            return Err(ServiceError::Garbled);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        status,
        retry_after,
        version,
        body,
    })
}

/// What an event says does not matter here: the poll after it is the truth.
fn wake_ups(response: Response) -> impl Stream<Item = ()> + Send {
    let mut seen = 0;
    let bytes = response.bytes_stream().take_while(move |chunk| {
        seen += chunk.as_ref().map_or(0, |chunk| chunk.len());
        std::future::ready(seen <= MAX_STREAM)
    });
    eventsource_stream::EventStream::new(bytes)
        .take_while(|event| std::future::ready(event.is_ok()))
        .map(|_| ())
}

fn has_type(headers: &HeaderMap, media_type: &str) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| value.trim().eq_ignore_ascii_case(media_type))
}

impl Answer {
    /// # Errors
    /// [`ServiceError::Garbled`]: HTML of a hotel's sign-in page, half an answer, another protocol.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, ServiceError> {
        serde_json::from_slice(&self.body).map_err(|_| ServiceError::Garbled)
    }

    /// What the status alone says, when the body explains nothing.
    pub(crate) fn refusal_by_status(&self) -> ServiceError {
        let retry_after = self.retry_after.unwrap_or(retry_after::WHEN_UNSAID);
        match self.status.as_u16() {
            404 => ServiceError::NotFound,
            408 | 504 => ServiceError::TimedOut,
            429 => ServiceError::TooManyTries { retry_after },
            // A gateway that has nothing behind it.
            502 => ServiceError::Unreachable,
            503 => ServiceError::Overloaded { retry_after },
            500..=599 => ServiceError::Faulty,
            400 | 402..=499 => ServiceError::Refused,
            // A redirect, or a 401 that says nothing: not our service's doing.
            _ => ServiceError::Garbled,
        }
    }
}
