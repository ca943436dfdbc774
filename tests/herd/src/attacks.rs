//! What strangers do to a service, over sockets as they would: say nothing, say it slowly, try addresses, have owners asked.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, ensure};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::ClientLogin;
use porchlight_protocol::service::path;
use rand::rngs::OsRng;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Requests of one place that cost no proof of work.
const FROM_ONE_PLACE: usize = 50;

/// Where the service listens, without a scheme.
pub struct Target {
    address: String,
    places: AtomicUsize,
}

impl Target {
    pub fn at(url: &str) -> Self {
        Self {
            address: url
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .into(),
            places: AtomicUsize::new(0),
        }
    }

    /// Connects and says nothing.
    ///
    /// # Errors
    /// There is no room here.
    pub async fn silent(&self) -> Result<TcpStream> {
        // All of 127.0.0.0/8 is this computer: two hundred to an address.
        let number = self.places.fetch_add(1, Ordering::Relaxed) / 200;
        let [_, _, high, low] = u32::try_from(number)?.to_be_bytes();
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::new(127, 9, high, low.max(1)), 0).into())?;
        Ok(socket.connect(self.address.parse()?).await?)
    }

    /// Sends all but the body.
    ///
    /// # Errors
    /// There is no room here.
    pub async fn slow_body(&self) -> Result<TcpStream> {
        let mut stream = self.silent().await?;
        let head = self.head("POST", path::SIGN_IN_START, "Content-Length: 2000");
        stream.write_all(head.as_bytes()).await?;
        Ok(stream)
    }

    /// Tries `addresses` times: `email` says which one.
    ///
    /// # Errors
    /// The service hung up.
    pub async fn tries(&self, tries: usize, email: impl Fn(usize) -> String) -> Result<()> {
        let start = ClientLogin::start(&mut OsRng, b"a guess")?;
        let message = Bytes::encode(&start.message.serialize());
        let mut stream = TcpStream::connect(&self.address).await?;
        for number in 0..tries {
            let place = self.places.fetch_add(1, Ordering::Relaxed) / FROM_ONE_PLACE;
            let [_, high, middle, low] = u32::try_from(place)?.to_be_bytes();
            let email = email(number);
            let body = format!(r#"{{"email":"{email}","credential_request":"{message}"}}"#);
            let more = format!(
                "X-Forwarded-For: 10.{high}.{middle}.{low}\r\nContent-Type: application/json\r\nContent-Length: {}",
                body.len()
            );
            let request = self.head("POST", path::SIGN_IN_START, &more) + &body;
            stream.write_all(request.as_bytes()).await?;
            answer(&mut stream).await?;
        }
        Ok(())
    }

    /// Opens the page of a client and types an address, `times` times. `query` is what the client asks with.
    ///
    /// # Errors
    /// The service hung up, or shows no page.
    pub async fn ask_owners(
        &self,
        query: &str,
        times: usize,
        email: impl Fn(usize) -> String,
    ) -> Result<()> {
        let mut stream = TcpStream::connect(&self.address).await?;
        let page = format!("{}?{query}", path::OAUTH_AUTHORIZE);
        for number in 0..times {
            let place = self.places.fetch_add(1, Ordering::Relaxed) / 10;
            let [_, high, middle, low] = u32::try_from(place)?.to_be_bytes();
            let from = format!("X-Forwarded-For: 10.{high}.{middle}.{low}");
            stream
                .write_all(self.head("GET", &page, &from).as_bytes())
                .await?;
            let shown = answer(&mut stream).await?;
            let ticket = between(&shown, r#"name="ticket" value=""#, "\"").context("no form")?;
            let cookie = between(&shown, "set-cookie: ", ";").context("no cookie")?;
            let body = format!(
                "ticket={ticket}&email={}",
                email(number).replace('@', "%40")
            );
            let more = format!(
                "{from}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}",
                body.len()
            );
            let request = self.head("POST", path::OAUTH_AUTHORIZE, &more) + &body;
            stream.write_all(request.as_bytes()).await?;
            let led = answer(&mut stream).await?;
            ensure!(
                led.starts_with("HTTP/1.1 303") || led.starts_with("HTTP/1.1 429"),
                "{led}"
            );
        }
        Ok(())
    }

    fn head(&self, method: &str, path: &str, more: &str) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{more}\r\n\r\n",
            self.address
        )
    }
}

/// With which a client asks for a page (RFC 6749 §4.1.1, RFC 7636).
pub fn query(client: &str, back: &str) -> String {
    let back = back.replace(':', "%3A").replace('/', "%2F");
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    format!(
        "response_type=code&client_id={client}&redirect_uri={back}&code_challenge={challenge}&code_challenge_method=S256"
    )
}

/// Head and body, as text.
async fn answer(stream: &mut TcpStream) -> Result<String> {
    let (mut bytes, mut some) = (Vec::new(), [0; 4_096]);
    loop {
        let count = stream.read(&mut some).await?;
        ensure!(count > 0, "the service hung up");
        bytes.extend_from_slice(&some[..count]);
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = between(&format!("{head}\r\n"), "content-length: ", "\r\n")
                .map_or(0, |length| length.parse().unwrap_or(0));
            if body.len() >= length {
                return Ok(text.into_owned());
            }
        }
    }
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found.to_owned())
}
