//! `porchlight-service`: runs an account service, and ends sessions after an incident.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to a terminal"
)]

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};
use porchlight_service::{Config, DatabaseUrl, Incident, Service, tls};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use url::Url;

/// The account service of Porchlight: keeps cameras' names sealed, so that a copy of its database exposes nothing.
///
/// It never learns a password, and it knows e-mail addresses only by a keyed hash. Its keys lie in a folder of
/// their own (--secrets, made on first start): keep that folder out of the database's backups. Whoever has the
/// database alone can neither sign in nor guess passwords; whoever loses the secrets locks everybody out.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "\
On this computer only:
  porchlight-service serve --database sqlite:home.sqlite --secrets secrets

For a household, with a certificate:
  porchlight-service serve --listen 0.0.0.0:8440 --public-url https://home.example.org:8440 \\
      --tls-cert cert.pem --tls-key key.pem --database sqlite:home.sqlite --secrets secrets

After an incident, also while the service runs:
  porchlight-service reset-sessions --database sqlite:home.sqlite --secrets secrets \\
      --reason \"A copy of the database lay open from 4 to 26 December.\" \\
      --advisory https://status.example.org/2019-12-26

Each secret may come from the environment instead of its file, in base64url: PORCHLIGHT_SERVICE_ID,
PORCHLIGHT_OPAQUE_SETUP, PORCHLIGHT_LOOKUP_KEY, PORCHLIGHT_SEALING_KEY, PORCHLIGHT_EVENT_KEY."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until told to stop (SIGTERM or Ctrl-C). Prints one line of JSON, {"url":…}, when it is ready.
    Serve(Serve),
    /// End every session of everybody with one write; owners are told why, and sign in again.
    ResetSessions(ResetSessions),
    /// How many sessions there are, and their identifiers.
    ListSessions(Place),
    /// How many accounts there are, their identifiers, and how many cameras and sessions each has.
    ListAccounts(Place),
}

#[derive(Debug, Args)]
struct Place {
    /// Where the records are: sqlite:PATH. Made when it is not there.
    #[arg(long, value_name = "URL", env = "PORCHLIGHT_DATABASE")]
    database: DatabaseUrl,
    /// Folder of the service's keys. Made when it is not there; its files must be its owner's only.
    #[arg(long, value_name = "DIR", env = "PORCHLIGHT_SECRETS")]
    secrets: PathBuf,
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen; port 0 takes any free one. Beyond loopback, TLS is required.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8440")]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
    /// How clients reach the service, when that is not the address it listens on.
    #[arg(long, value_name = "URL")]
    public_url: Option<Url>,
    /// What owners see the service called.
    #[arg(long, default_value = "Porchlight account")]
    name: String,
    /// Certificate chain, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ResetSessions {
    #[command(flatten)]
    place: Place,
    /// What happened, in English: owners read it when they are signed out.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The same in Italian.
    #[arg(long, value_name = "TEXT")]
    reason_it: Option<String>,
    /// A page with more, https.
    #[arg(long, value_name = "URL")]
    advisory: Option<String>,
    /// Only say how many sessions would end.
    #[arg(long)]
    dry_run: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter =
        EnvFilter::try_from_env("PORCHLIGHT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .init();
    match run(cli.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("porchlight-service: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::ResetSessions(reset) => reset.run().await,
        Command::ListSessions(place) => {
            let sessions = place.existing().await?.live_sessions().await?;
            println!("{} sessions", sessions.len());
            for session in sessions {
                println!("{session}");
            }
            Ok(())
        }
        Command::ListAccounts(place) => {
            let accounts = place.existing().await?.accounts().await?;
            println!("{} accounts", accounts.len());
            for account in accounts {
                println!(
                    "{} cameras={} sessions={}",
                    account.id, account.cameras, account.live_sessions
                );
            }
            Ok(())
        }
    }
}

impl Place {
    /// For commands that make no sense on a service that never ran.
    async fn existing(&self) -> anyhow::Result<Service> {
        let file = self.database.path();
        if !file
            .try_exists()
            .with_context(|| format!("{} cannot be read", file.display()))?
        {
            bail!("there is no database at {}", file.display());
        }
        let config = Config::new(self.database.clone(), &self.secrets, "");
        Ok(Service::open(config).await?)
    }
}

impl Serve {
    async fn run(self) -> anyhow::Result<()> {
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
        if let Some(url) = &self.public_url
            && !(matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.query().is_none())
        {
            bail!("--public-url {url} is not an http or https address");
        }
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        let config = Config {
            public_url: self.public_url,
            ..Config::new(self.place.database, &self.place.secrets, self.name)
        };
        let service = Service::open(config).await?;
        let mut running = match identity {
            Some(identity) => service.serve_tls_on(listener, identity).await?,
            None => service.serve_on(listener).await?,
        };
        println!("{}", serde_json::json!({ "url": running.url }));
        std::io::stdout().flush()?;
        tokio::select! {
            () = told_to_stop() => {
                tracing::info!("stopping");
                running.shutdown().await;
                service.store().close().await;
                Ok(())
            }
            () = running.ended() => bail!("the service cannot go on listening"),
        }
    }
}

impl ResetSessions {
    async fn run(self) -> anyhow::Result<()> {
        let texts = [("en", Some(self.reason)), ("it", self.reason_it)];
        let reason = texts
            .into_iter()
            .filter_map(|(tag, text)| Some((tag.to_owned(), text?)));
        let incident = Incident::new(reason, self.advisory.as_deref())?;
        let service = self.place.existing().await?;
        let sessions = service.live_sessions().await?.len();
        if self.dry_run {
            println!("{sessions} sessions would end");
        } else {
            service.reset_everybody(&incident).await?;
            println!("{sessions} sessions ended");
        }
        service.store().close().await;
        Ok(())
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
