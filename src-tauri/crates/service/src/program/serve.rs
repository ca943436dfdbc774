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
    /// Where to listen; port 0 takes any free one. Beyond loopback, TLS is required.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8440", value_parser = listening)]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
    /// How clients reach the service, when that is not the address it listens on.
    #[arg(long, value_name = "URL", value_parser = public_url)]
    public_url: Option<Url>,
    /// A further name that clients may address it by, beside those of --public-url, of where it listens, and of this computer
    /// itself; with a port only with that one. May be given more than once.
    #[arg(long = "allowed-host", value_name = "HOST[:PORT]")]
    allowed_hosts: Vec<Authority>,
    /// What owners see the service called.
    #[arg(long, default_value = "Porchlight account")]
    name: String,
    /// Who may make an account: everybody, whoever brings an invitation (see invite), or nobody. Existing accounts go on.
    #[arg(long, value_enum, default_value_t = Registering::Open)]
    registration: Registering,
    /// Accounts that may be begun in an hour from one address (of IPv6, from one network of 64 bits).
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().registrations_per_hour)]
    max_registrations_per_hour: u32,
    /// Begin with an empty database although the secrets have been used with another one.
    #[arg(long)]
    new_database: bool,
    /// Certificate chain, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Connections at the same time; fewer where the system lets a process open fewer files.
    #[arg(long, value_name = "NUMBER", default_value_t = ConnectionLimits::default().total)]
    max_connections: usize,
    /// Connections at the same time from one address (of IPv6, from one network of 64 bits).
    #[arg(long, value_name = "NUMBER", default_value_t = ConnectionLimits::default().per_address)]
    max_connections_per_address: usize,
    /// A proxy of yours, which connects for many; may be given more than once.
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
                "{} is no address that clients could use: give --public-url",
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
        let mut stop = Stop::listen().context("signals cannot be heard")?;
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
            bail!("the service cannot go on listening")
        }
    }
}

/// Names are not looked up: what they lead to may change, and with it who can reach the service.
fn listening(typed: &str) -> Result<SocketAddr, String> {
    typed.parse().map_err(|_| {
        "write an address and a port, like 127.0.0.1:8440 for this computer or 0.0.0.0:8440 for everybody; names are not looked up"
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
        Err("it is not an http or https address".into())
    } else if plain {
        Ok(url)
    } else {
        Err("it is more than an address: leave out name and password, ? and #".into())
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
