//! Connections of strangers: how many there may be, how long they may be silent, and what is spoken on them, which is HTTP/1.1
//! and nothing else. Who has said nothing yet, or nothing any more, makes room for who comes.

pub mod files;
mod seats;
mod sources;
mod steady;

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_service::Service as _;

use seats::Seats;
pub(crate) use seats::{Busy, Seat};
pub(crate) use sources::Source;
use steady::Steady;

/// Where no file or memory is left for a connection, the next one is waited for this long.
const BREATHER: Duration = Duration::from_millis(100);

/// Bounds on connections.
#[derive(Clone, Debug)]
pub struct ConnectionLimits {
    /// All of them together; fewer where the process may not open so many files.
    pub total: usize,
    /// From one IPv4 address, or one IPv6 network of 64 bits (what one customer has, RFC 6177).
    pub per_address: usize,
    /// A handshake of TLS, the head of a request, or a body without a word that takes longer is not waited for.
    pub silence: Duration,
    /// Who takes nothing of an answer for so long has hung up.
    pub stall: Duration,
    /// These speak for many, and are bounded in total only. Whom they speak for is read from `Forwarded` and `X-Forwarded-For`.
    pub proxies: Arc<[IpAddr]>,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            total: 16_384,
            per_address: 512,
            silence: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            proxies: Arc::new([]),
        }
    }
}

/// What is made of a TCP connection before HTTP is spoken on it.
pub(crate) trait Line: Clone + Send + Sync + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    fn open(&self, stream: TcpStream) -> impl Future<Output = io::Result<Self::Stream>> + Send;
}

/// As it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain;

impl Line for Plain {
    type Stream = TcpStream;

    async fn open(&self, stream: TcpStream) -> io::Result<TcpStream> {
        Ok(stream)
    }
}

impl Line for TlsAcceptor {
    type Stream = TlsStream<TcpStream>;

    async fn open(&self, stream: TcpStream) -> io::Result<Self::Stream> {
        self.accept(stream).await
    }
}

/// Serves `router` to whoever connects, until `stop`; then waits up to `last_orders` for requests under way.
pub(crate) async fn serve<L: Line>(
    listener: TcpListener,
    line: L,
    router: Router,
    limits: ConnectionLimits,
    stop: CancellationToken,
    last_orders: Duration,
) {
    let seats = Arc::new(Seats::new(&limits));
    let open = TaskTracker::new();
    while let Some((stream, peer)) = next(&listener, &stop).await {
        // Dropped without a seat: there is nobody left who could make room.
        let Some(seat) = seats.take(peer.ip()) else {
            continue;
        };
        let connection = Connection {
            line: line.clone(),
            router: router.clone(),
            limits: limits.clone(),
            stop: stop.clone(),
            seat,
        };
        open.spawn(connection.run(stream, peer.ip()));
    }
    drop(listener);
    open.close();
    let _ = tokio::time::timeout(last_orders, open.wait()).await;
}

/// `None` when the service is to stop.
async fn next(listener: &TcpListener, stop: &CancellationToken) -> Option<(TcpStream, SocketAddr)> {
    loop {
        match stop.run_until_cancelled(listener.accept()).await? {
            Ok(accepted) => return Some(accepted),
            // Of that one connection, which is gone already.
            Err(error) if is_its_own(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                stop.run_until_cancelled(tokio::time::sleep(BREATHER))
                    .await?;
            }
        }
    }
}

fn is_its_own(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

struct Connection<L> {
    line: L,
    router: Router,
    limits: ConnectionLimits,
    stop: CancellationToken,
    seat: Arc<Seat>,
}

impl<L: Line> Connection<L> {
    async fn run(self, stream: TcpStream, peer: IpAddr) {
        let seat = Arc::clone(&self.seat);
        // Who is to make room goes at once.
        seat.wanted()
            .run_until_cancelled(self.speak(stream, peer))
            .await;
    }

    async fn speak(self, stream: TcpStream, peer: IpAddr) {
        // Without it answers are slower, and right all the same.
        let _ = stream.set_nodelay(true);
        let opened = tokio::time::timeout(self.limits.silence, self.line.open(stream));
        let Ok(Ok(stream)) = opened.await else {
            return;
        };
        let (router, seat) = (self.router, Arc::clone(&self.seat));
        let proxies = self.limits.proxies;
        let service = service_fn(move |mut request: Request<Incoming>| {
            let source = Source::of(peer, request.headers(), &proxies);
            request.extensions_mut().insert(source);
            // Whoever serves it says when the connection is busy.
            request.extensions_mut().insert(Arc::clone(&seat));
            router.clone().call(request.map(Body::new))
        });
        let stream = TokioIo::new(Steady::new(stream, self.limits.stall, self.seat));
        let mut connection = std::pin::pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(self.limits.silence)
                .serve_connection(stream, service)
                .with_upgrades()
        );
        tokio::select! {
            // Broken off, or garbage: nobody is there to be told.
            _ = connection.as_mut() => return,
            () = self.stop.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        let _ = connection.await;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use axum::http::{HeaderValue, StatusCode, header};
    use axum::response::IntoResponse;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// Switches to a protocol that says everything back.
    async fn echo(mut request: Request) -> impl IntoResponse {
        tokio::spawn(async move {
            let upgraded = hyper::upgrade::on(&mut request).await.unwrap();
            let mut stream = TokioIo::new(upgraded);
            let mut said = [0; 4];
            stream.read_exact(&mut said).await.unwrap();
            stream.write_all(&said).await.unwrap();
        });
        let upgrade = [
            (header::CONNECTION, HeaderValue::from_static("upgrade")),
            (header::UPGRADE, HeaderValue::from_static("echo")),
        ];
        (StatusCode::SWITCHING_PROTOCOLS, upgrade)
    }

    #[tokio::test]
    async fn a_connection_can_be_upgraded() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let router = Router::new().route("/echo", get(echo));
        let limits = ConnectionLimits::default();
        let served = serve(
            listener,
            Plain,
            router,
            limits,
            stop.clone(),
            Duration::from_secs(5),
        );
        let served = tokio::spawn(served);
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request =
            "GET /echo HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await.unwrap());
        }
        assert!(answer.starts_with(b"HTTP/1.1 101"), "{answer:?}");
        stream.write_all(b"lamp").await.unwrap();
        let mut said = [0; 4];
        stream.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"lamp");
        stop.cancel();
        served.await.unwrap();
    }
}
