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

Only for those whom you invite:
  porchlight-service serve --registration invitation …
  porchlight-service invite --database sqlite:home.sqlite --secrets secrets

After an incident, also while the service runs:
  porchlight-service reset-sessions --database sqlite:home.sqlite --secrets secrets \\
      --reason \"A copy of the database lay open from 4 to 26 December.\" \\
      --advisory https://status.example.org/2019-12-26
  porchlight-service announce-exposure, correct-exposure, correct-event: see --help of each, which has examples.
  porchlight-service audit --database sqlite:home.sqlite --secrets secrets

When a key may be known to somebody else, or is lost; says what cannot be rotated:
  porchlight-service rotate-key --help

Every command that changes something takes --dry-run, and leaves an entry in the audit record.

Each secret may come from the environment instead of its file, in base64url: PORCHLIGHT_SERVICE_ID,
PORCHLIGHT_OPAQUE_SETUP, PORCHLIGHT_LOOKUP_KEY, PORCHLIGHT_SEALING_KEY, PORCHLIGHT_EVENT_KEY,
PORCHLIGHT_TOTP_KEY, PORCHLIGHT_AUDIT_KEY."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until told to stop (SIGTERM or Ctrl-C). Prints one line of JSON, {"url":…}, when it is ready.
    Serve(Serve),
    /// End every session, of everybody with one write or of some; owners are told why, and sign in again.
    ResetSessions(ResetSessions),
    /// Tell everybody whose data lay open what, from when to when, and how sure that is.
    AnnounceExposure(AnnounceExposure),
    /// Revise an announcement, or withdraw it; what was said before stays.
    CorrectExposure(CorrectExposure),
    /// Say that single security events were wrong, and what is right.
    CorrectEvent(CorrectEvent),
    UnlinkIntegrations(UnlinkIntegrations),
    RotateKey(RotateKey),
    /// Who ran which of these, when, and on how many; fails when the record was tampered with.
    Audit(ShowAudit),
    /// What was announced, with every revision.
    ListExposures(ListExposures),
    /// The security events of an account, with the identifiers that correct-event takes.
    ListEvents(ListEvents),
    /// Fill a service of its own with words, steal everything it leaves, and show that none of them is in there.
    LeakDrill(LeakDrill),
    Invite(Invite),
    /// How many sessions there are, and their identifiers.
    ListSessions(ListSessions),
    /// How many accounts there are, their identifiers, and how many cameras and sessions each has.
    ListAccounts(ListAccounts),
    RegisterClient(RegisterClient),
    RemoveClient(RemoveClient),
    /// Who may ask owners to be linked.
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
