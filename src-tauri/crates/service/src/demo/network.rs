//! A line that can be cut. Only the demo home has one: it stands before the service, which knows nothing of it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

use crate::connections::Line;

/// The line; cancelled means cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Network(Arc<Mutex<CancellationToken>>);

impl Network {
    pub(super) fn fails(&self, fails: bool) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match (fails, line.is_cancelled()) {
            (true, _) => line.cancel(),
            (false, true) => *line = CancellationToken::new(),
            (false, false) => {}
        }
    }

    fn line(&self) -> CancellationToken {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Line for Network {
    type Stream = Connection;

    async fn open(&self, stream: TcpStream) -> io::Result<Connection> {
        let line = self.line();
        if line.is_cancelled() {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let cut = Box::pin(line.cancelled_owned());
        Ok(Connection { stream, cut })
    }
}

/// Breaks when the line is cut.
pub(super) struct Connection {
    stream: TcpStream,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl Connection {
    fn whole(&mut self, cx: &mut Context<'_>) -> io::Result<Pin<&mut TcpStream>> {
        match self.cut.as_mut().poll(cx) {
            Poll::Ready(()) => Err(io::ErrorKind::ConnectionReset.into()),
            Poll::Pending => Ok(Pin::new(&mut self.stream)),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.whole(cx)?.poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.whole(cx)?.poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole(cx)?.poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
