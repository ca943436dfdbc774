//! A service that listens.

use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::connections::{self, Line, Plain};
use crate::http::edge::Edge;
use crate::http::{App, router};
use crate::service::Service;
use crate::tls::{TlsError, plain_is_enough_for};

/// How long requests under way may take after the service was told to stop.
const LAST_ORDERS: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("the address that clients would use is not valid: {0}")]
    Address(#[from] url::ParseError),
}

/// Stops when it is dropped; [`RunningService::shutdown`] also waits for it.
#[derive(Debug)]
pub struct RunningService {
    /// How clients reach it.
    pub url: Url,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
    watching: JoinHandle<()>,
}

impl Service {
    /// Serves plain HTTP, on loopback only.
    ///
    /// # Errors
    /// [`ServeError`]
    pub async fn serve_on(&self, listener: TcpListener) -> Result<RunningService, ServeError> {
        plain_is_enough_for(listener.local_addr()?)?;
        self.serve_through(listener, "http", Plain).await
    }

    /// Serves HTTPS.
    ///
    /// # Errors
    /// [`ServeError`]
    pub async fn serve_tls_on(
        &self,
        listener: TcpListener,
        identity: Arc<ServerConfig>,
    ) -> Result<RunningService, ServeError> {
        self.serve_through(listener, "https", TlsAcceptor::from(identity))
            .await
    }

    /// Serves whatever `line` makes of a connection.
    ///
    /// # Errors
    /// [`ServeError`]
    #[expect(clippy::unused_async, reason = "must run inside a runtime")]
    pub(crate) async fn serve_through(
        &self,
        listener: TcpListener,
        scheme: &str,
        line: impl Line,
    ) -> Result<RunningService, ServeError> {
        let (listening, public) = (listener.local_addr()?, self.inner.public_url.as_ref());
        let url = match public {
            Some(url) => url.clone(),
            None => Url::parse(&format!("{scheme}://{listening}"))?,
        };
        let more = &self.inner.allowed_hosts;
        let stop = CancellationToken::new();
        let app = App {
            service: self.clone(),
            address: url.as_str().trim_end_matches('/').into(),
            edge: Arc::new(Edge::new(listening, scheme, public, more)),
            stop: stop.clone(),
        };
        tokio::spawn(
            stop.clone()
                .run_until_cancelled_owned(self.clone().tidy_up()),
        );
        let watching = Arc::clone(&self.inner.wakes).watch(self.clone(), stop.clone());
        let watching = tokio::spawn(watching);
        let limits = self.inner.connections.clone();
        let task = tokio::spawn(connections::serve(
            listener,
            line,
            router(app),
            limits,
            stop.clone(),
            LAST_ORDERS,
        ));
        Ok(RunningService {
            url,
            stop,
            task: Some(task),
            watching,
        })
    }
}

impl RunningService {
    /// Finishes what is under way, takes nothing new, and waits until all is quiet.
    pub async fn shutdown(mut self) {
        self.stop.cancel();
        if let Some(task) = self.task.take()
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the service did not end well");
        }
        // It only ends when it is told to, which it was.
        let _ = (&mut self.watching).await;
    }

    /// Waits until it ends by itself, which it does only on an error.
    pub async fn ended(&mut self) {
        if let Some(task) = &mut self.task {
            let _ = task.await;
            self.task = None;
        }
    }
}

impl Drop for RunningService {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
