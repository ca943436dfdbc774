//! `porchlight-service`: runs an account service, and ends sessions after an incident.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to a terminal"
)]

mod program;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use program::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    porchlight_service::crash::leave_no_memory_behind();
    let cli = Cli::parse();
    let filter =
        EnvFilter::try_from_env("PORCHLIGHT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(filter)
        .init();
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("porchlight-service: {error:#}");
            ExitCode::FAILURE
        }
    }
}
