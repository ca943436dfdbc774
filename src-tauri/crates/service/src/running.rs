//! A service that listens.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::accept::{Accept, NoDelayAcceptor};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::http::{App, router};
use crate::service::Service;
use crate::tls::{TlsError, plain_is_enough_for};

/// Headers that take longer are not waited for.
const SLOWEST_HEADERS: Duration = Duration::from_secs(15);
/// How long requests under way may take after the service was told to stop.
const LAST_ORDERS: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("the address that clients would use makes no sense: {0}")]
    Address(#[from] url::ParseError),
}

/// Stops when it is dropped; [`RunningService::shutdown`] also waits for it.
#[derive(Debug)]
pub struct RunningService {
    /// How clients reach it.
    pub url: Url,
    stop: CancellationToken,
    task: Option<JoinHandle<std::io::Result<()>>>,
    watching: JoinHandle<()>,
}

impl Service {
    /// Serves plain HTTP, on loopback only.
    ///
    /// # Errors
    /// [`ServeError`]
    pub async fn serve_on(&self, listener: TcpListener) -> Result<RunningService, ServeError> {
        plain_is_enough_for(listener.local_addr()?)?;
        self.serve_through(listener, "http", NoDelayAcceptor::new())
            .await
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
        let acceptor = RustlsAcceptor::new(RustlsConfig::from_config(identity))
            .acceptor(NoDelayAcceptor::new());
        self.serve_through(listener, "https", acceptor).await
    }

    /// Serves whatever `acceptor` makes of a connection.
    ///
    /// # Errors
    /// [`ServeError`]
    #[expect(clippy::unused_async, reason = "must run inside a runtime")]
    pub(crate) async fn serve_through<A>(
        &self,
        listener: TcpListener,
        scheme: &str,
        acceptor: A,
    ) -> Result<RunningService, ServeError>
    where
        A: Accept<TcpStream, Router, Service = Router> + Clone + Send + Sync + 'static,
        A::Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        A::Future: Send,
    {
        let url = match &self.inner.public_url {
            Some(url) => url.clone(),
            None => Url::parse(&format!("{scheme}://{}", listener.local_addr()?))?,
        };
        let stop = CancellationToken::new();
        let app = App {
            service: self.clone(),
            address: url.as_str().trim_end_matches('/').into(),
            stop: stop.clone(),
        };
        let handle = axum_server::Handle::new();
        let mut server = axum_server::from_tcp(listener.into_std()?)?
            .http1_only()
            .acceptor(acceptor)
            .handle(handle.clone());
        server
            .http_builder()
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(SLOWEST_HEADERS);
        let stopped = stop.clone();
        tokio::spawn(async move {
            stopped.cancelled().await;
            handle.graceful_shutdown(Some(LAST_ORDERS));
        });
        tokio::spawn(
            stop.clone()
                .run_until_cancelled_owned(self.clone().tidy_up()),
        );
        let watching =
            Arc::clone(&self.inner.wakes).watch(Arc::clone(&self.inner.store), stop.clone());
        let watching = tokio::spawn(watching);
        let task = tokio::spawn(server.serve(router(app).into_make_service()));
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
            && let Ok(Err(error)) = task.await
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
