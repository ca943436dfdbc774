//! `serve`

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use porchlight_protocol::service::Registration;
use porchlight_service::{Authority, Config, ConnectionLimits, Limits, Service, files, tls};
use tokio::net::TcpListener;
use url::Url;

use super::place::Place;

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen; port 0 takes any free one. Beyond loopback, TLS is required.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8440")]
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
        println!("{}", serde_json::json!({ "url": running.url }));
        std::io::stdout().flush()?;
        let told = tokio::select! {
            () = told_to_stop() => true,
            () = running.ended() => false,
        };
        tracing::info!("stopping");
        running.shutdown().await;
        service.store().close().await;
        if told {
            Ok(())
        } else {
            bail!("the service cannot go on listening")
        }
    }
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

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
