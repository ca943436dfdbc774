//! `serve`

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use porchlight_protocol::service::Registration;
use porchlight_service::{Authority, Config, ConnectionLimits, Limits, Service, files, tls};
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
use url::Url;

use super::place::Place;
use super::supervisor;

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address and port to listen on; port 0 picks a free one. TLS is required on any address but loopback.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8440", value_parser = listening)]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
    /// The address clients use, if it is not the one the service listens on.
    #[arg(long, value_name = "URL", value_parser = public_url)]
    public_url: Option<Url>,
    /// Another host name clients may use, besides the one in --public-url, the listening address and localhost. With a port,
    /// only that port. Can be repeated.
    #[arg(long = "allowed-host", value_name = "HOST[:PORT]")]
    allowed_hosts: Vec<Authority>,
    /// The name of the service, as owners see it.
    #[arg(long, default_value = "Porchlight account")]
    name: String,
    /// Who may create an account: anyone (open), people with an invitation (see the invite command), or nobody (closed). Existing
    /// accounts are not affected.
    #[arg(long, value_enum, default_value_t = Registering::Open)]
    registration: Registering,
    /// New accounts per hour from one address (for IPv6: from one /64 network).
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().registrations_per_hour)]
    max_registrations_per_hour: u32,
    /// Start with an empty database although these secrets were used with another one.
    #[arg(long)]
    new_database: bool,
    /// Certificate chain (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Connections at the same time; fewer if the system limits the number of open files.
    #[arg(long, value_name = "NUMBER", default_value_t = ConnectionLimits::default().total)]
    max_connections: usize,
    /// Connections at the same time from one address (for IPv6: from one /64 network).
    #[arg(long, value_name = "NUMBER", default_value_t = ConnectionLimits::default().per_address)]
    max_connections_per_address: usize,
    /// Address of your own reverse proxy: the client's address is then read from its Forwarded or X-Forwarded-For header. Can be
    /// repeated.
    #[arg(long = "trusted-proxy", value_name = "ADDR")]
    trusted_proxies: Vec<IpAddr>,
}

/// As it is typed at `--registration`.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Registering {
    Open,
    Invitation,
    Closed,
}

impl From<Registering> for Registration {
    fn from(typed: Registering) -> Self {
        match typed {
            Registering::Open => Self::Open,
            Registering::Invitation => Self::Invitation,
            Registering::Closed => Self::Closed,
        }
    }
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let identity = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(tls::identity(certificate, key)?),
            (None, _) | (_, None) => {
                tls::plain_is_enough_for(self.listen)?;
                None
            }
        };
        if self.listen.ip().is_unspecified() && self.public_url.is_none() {
            bail!(
                "clients cannot connect to {}: say with --public-url which address they should use",
                self.listen
            );
        }
        self.place.is_not_lost(self.new_database)?;
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        files::open_as_many_as_allowed();
        let connections = ConnectionLimits {
            total: self.max_connections,
            per_address: self.max_connections_per_address,
            proxies: self.trusted_proxies.into(),
            ..ConnectionLimits::default()
        };
        let config = Config {
            public_url: self.public_url,
            allowed_hosts: self.allowed_hosts,
            connections,
            registration: self.registration.into(),
            limits: Limits {
                registrations_per_hour: self.max_registrations_per_hour,
                ..Limits::default()
            },
            ..Config::new(self.place.database, &self.place.secrets, self.name)
        };
        let service = Service::open(config).await?;
        // Who comes meanwhile waits, and makes no proof that would have to be made anew.
        service.until_proofs_are_good().await;
        let mut running = match identity {
            Some(identity) => service.serve_tls_on(listener, identity).await?,
            None => service.serve_on(listener).await?,
        };
        // Before anybody knows that there is somebody to tell.
        let mut stop = Stop::listen().context("cannot listen for signals")?;
        println!("{}", serde_json::json!({ "url": running.url }));
        std::io::stdout().flush()?;
        supervisor::tell(supervisor::State::Ready);
        let told = tokio::select! {
            () = stop.told() => true,
            () = running.ended() => false,
        };
        tracing::info!("stopping");
        supervisor::tell(supervisor::State::Stopping);
        running.shutdown().await;
        service.store().close().await;
        if told {
            Ok(())
        } else {
            bail!("the service can no longer accept connections")
        }
    }
}

/// Names are not looked up: what they lead to may change, and with it who can reach the service.
fn listening(typed: &str) -> Result<SocketAddr, String> {
    typed.parse().map_err(|_| {
        "give an IP address and a port, such as 127.0.0.1:8440 (this computer only) or 0.0.0.0:8440 (everybody); host names do not work here"
            .into()
    })
}

/// Proofs are made out to it, and owners are shown it: it is an address and nothing more. What was typed is not repeated, because it
/// may hold a password.
fn public_url(typed: &str) -> Result<Url, String> {
    let url = Url::parse(typed).map_err(|error| error.to_string())?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        Err("this is not an http or https address".into())
    } else if plain {
        Ok(url)
    } else {
        Err("leave out user name, password, ? and #".into())
    }
}

/// Being told to stop, by SIGTERM or Ctrl-C, heard from the moment that this is made.
#[cfg(unix)]
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

#[cfg(unix)]
impl Stop {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn told(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Being told to stop, by Ctrl-C.
#[cfg(not(unix))]
struct Stop;

#[cfg(not(unix))]
impl Stop {
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn told(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
