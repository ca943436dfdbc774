//! A server with bad manners: what a service, a gateway or a hotel's network does on a bad day.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it does with every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manners {
    /// Takes the request and says nothing, ever.
    Silent,
    /// Begins an answer and never ends it.
    StopsInTheMiddle,
    /// Hangs up without a word.
    HangsUp,
    /// Promises more bytes than it sends.
    CutsTheBody,
    /// Sends for as long as somebody reads.
    NeverStops,
    /// A megabyte of headers.
    HugeHeaders,
    /// Speaks another protocol.
    NotHttp,
    Says(Reply),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Reply {
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", "application/json".into())],
            body: body.into(),
        }
    }

    /// A refusal in the form of RFC 9457.
    pub fn problem(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", "application/problem+json".into())],
            body: body.into(),
        }
    }

    /// The sign-in page of a hotel.
    pub fn html(status: u16) -> Self {
        let body = "<!DOCTYPE html><title>Welcome</title><p>Accept our terms to go online.".into();
        Self {
            status,
            headers: vec![("Content-Type", "text/html".into())],
            body,
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} Whatever\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!(
            "Content-Length: {}\r\n\r\n{}",
            self.body.len(),
            self.body
        ));
        text.into_bytes()
    }
}

/// Stops when dropped.
pub struct Unruly {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Unruly {
    pub async fn start(manners: Manners) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (manners, log) = (manners.clone(), Arc::clone(&log));
                // One that hangs up in the middle is what this is for.
                tokio::spawn(async move { serve(stream, &manners, &log).await.ok() });
            }
        });
        Ok(Self {
            address,
            asked,
            task,
        })
    }

    /// Where nobody listens.
    pub async fn nowhere() -> io::Result<String> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        Ok(format!("http://{}", listener.local_addr()?))
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The first line of each request, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Unruly {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    manners: &Manners,
    log: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let request = read_request(&mut stream).await?;
    let first = request.lines().next().unwrap_or_default().to_owned();
    log.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(first);
    match manners {
        Manners::Silent => forever(stream).await,
        Manners::StopsInTheMiddle => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"name\":")
                .await?;
            forever(stream).await
        }
        Manners::HangsUp => Ok(()),
        Manners::CutsTheBody => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"name\":")
                .await
        }
        Manners::NeverStops => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
                .await?;
            loop {
                stream.write_all(&[b' '; 8192]).await?;
            }
        }
        Manners::HugeHeaders => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
            for n in 0..64 {
                stream
                    .write_all(format!("X-{n}: {}\r\n", "a".repeat(16 * 1024)).as_bytes())
                    .await?;
            }
            stream.write_all(b"Content-Length: 2\r\n\r\n{}").await
        }
        Manners::NotHttp => {
            stream
                .write_all(b"220 mail.example ESMTP at your service\r\n")
                .await
        }
        Manners::Says(reply) => stream.write_all(&reply.bytes()).await,
    }
}

/// Until the other side hangs up.
async fn forever(mut stream: TcpStream) -> io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

/// Head and body; a server that answers before it has read all would reset the line.
async fn read_request(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse::<usize>().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(text.into_owned());
            }
        }
        let read = stream.read(&mut chunk).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&chunk[..read]);
    }
}
