//! The commands of `porchlight-service`, a file for each family.

mod accounts;
mod audit;
mod clients;
mod events;
mod exposures;
mod invite;
mod leak_drill;
mod listing;
mod place;
mod reset_sessions;
mod rotate_key;
mod serve;
mod supervisor;
mod telling;

use clap::{Parser, Subcommand};

use audit::ShowAudit;
use clients::{ListClients, RegisterClient, RemoveClient, UnlinkIntegrations};
use events::{CorrectEvent, ListEvents};
use exposures::{AnnounceExposure, CorrectExposure, ListExposures};
use invite::Invite;
use leak_drill::LeakDrill;
use listing::{ListAccounts, ListSessions};
use reset_sessions::ResetSessions;
use rotate_key::RotateKey;
use serve::Serve;

/// The Porchlight account service. Camera names are encrypted by their owners, so a stolen database reveals nothing.
///
/// The service never learns a password, and stores only a keyed hash of each e-mail address. Its keys are in a folder of their own
/// (--secrets, created on first start). Back that folder up separately from the database: with the database alone nobody can sign in
/// or guess passwords, but if you lose the secrets, nobody can sign in any more.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "\
For this computer only:
  porchlight-service serve --database sqlite:home.sqlite --secrets secrets

For a household, with a certificate:
  porchlight-service serve --listen 0.0.0.0:8440 --public-url https://home.example.org:8440 \\
      --tls-cert cert.pem --tls-key key.pem --database sqlite:home.sqlite --secrets secrets

Only for people you invite:
  porchlight-service serve --registration invitation …
  porchlight-service invite --database sqlite:home.sqlite --secrets secrets

After an incident (the service can keep running):
  porchlight-service reset-sessions --database sqlite:home.sqlite --secrets secrets \\
      --reason \"A copy of the database was accessible from 4 to 26 December.\" \\
      --advisory https://status.example.org/2019-12-26
  (announce-exposure, correct-exposure and correct-event have examples in their own --help)
  porchlight-service audit --database sqlite:home.sqlite --secrets secrets

When a key is lost or somebody else may have it:
  porchlight-service rotate-key --help

Every command that changes something takes --dry-run and is recorded in the audit record.

Secrets can be passed in environment variables (base64url) instead of files: PORCHLIGHT_SERVICE_ID,
PORCHLIGHT_OPAQUE_SETUP, PORCHLIGHT_LOOKUP_KEY, PORCHLIGHT_SEALING_KEY, PORCHLIGHT_EVENT_KEY,
PORCHLIGHT_TOTP_KEY, PORCHLIGHT_AUDIT_KEY."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service until it is stopped (SIGTERM or Ctrl-C). Prints {"url":…} when it is ready.
    Serve(Serve),
    /// Sign out everybody, or some accounts. Owners are told why and sign in again.
    ResetSessions(ResetSessions),
    /// Tell the owners concerned which data was exposed, when, and how certain that is.
    AnnounceExposure(AnnounceExposure),
    /// Correct or withdraw an announcement. The earlier version stays visible.
    CorrectExposure(CorrectExposure),
    /// Correct individual security events that were wrong.
    CorrectEvent(CorrectEvent),
    UnlinkIntegrations(UnlinkIntegrations),
    RotateKey(RotateKey),
    /// Show who ran which command, when, and how many accounts it concerned. Fails if the record was tampered with.
    Audit(ShowAudit),
    /// List announcements with all their revisions.
    ListExposures(ListExposures),
    /// List the security events of an account, with the identifiers that correct-event needs.
    ListEvents(ListEvents),
    /// Fill a test service with invented data, steal everything a thief could steal, and check that none of it is readable.
    LeakDrill(LeakDrill),
    Invite(Invite),
    /// List sessions.
    ListSessions(ListSessions),
    /// List accounts, with the number of cameras and sessions of each.
    ListAccounts(ListAccounts),
    RegisterClient(RegisterClient),
    RemoveClient(RemoveClient),
    /// List registered clients.
    ListClients(ListClients),
}

impl Cli {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::ResetSessions(reset) => reset.run().await,
            Command::AnnounceExposure(announce) => announce.run().await,
            Command::CorrectExposure(correct) => correct.run().await,
            Command::CorrectEvent(correct) => correct.run().await,
            Command::Audit(show) => show.run().await,
            Command::LeakDrill(drill) => drill.run().await,
            Command::Invite(invite) => invite.run().await,
            Command::ListExposures(list) => list.run().await,
            Command::ListEvents(list) => list.run().await,
            Command::ListSessions(list) => list.run().await,
            Command::ListAccounts(list) => list.run().await,
            Command::RegisterClient(client) => client.run().await,
            Command::RemoveClient(client) => client.run().await,
            Command::ListClients(list) => list.run().await,
            Command::RotateKey(rotate) => rotate.run().await,
            Command::UnlinkIntegrations(unlink) => unlink.run().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// These change nothing, or a folder of their own.
    fn only_looks(name: &str) -> bool {
        name.starts_with("list-") || ["audit", "leak-drill"].contains(&name)
    }

    #[test]
    fn each_command_and_argument_is_explained_and_what_changes_something_can_be_tried_first() {
        let program = Cli::command();
        assert!(program.get_subcommands().count() > 15);
        for command in program.get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name}");
            for argument in command.get_arguments() {
                let argument_name = argument.get_id();
                assert!(argument.get_help().is_some(), "{name} {argument_name}");
            }
            let can_be_tried = command.get_arguments().any(|one| one.get_id() == "dry_run");
            assert_eq!(can_be_tried, !only_looks(name) && name != "serve", "{name}");
        }
    }
}
