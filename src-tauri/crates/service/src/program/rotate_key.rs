//! `rotate-key`

use anyhow::bail;
use clap::{Args, ValueEnum};
use porchlight_service::{OldKey, RotatingKey};

use super::place::Place;

/// Put another key in the place of one of the service's keys; a service that runs takes it up by itself.
#[derive(Debug, Args)]
#[command(after_help = "\
Planned; nobody notices:
  porchlight-service rotate-key event-key --database sqlite:home.sqlite --secrets secrets

The key is lost, or somebody else may have it:
  porchlight-service rotate-key event-key --after-loss --database … --secrets …

What can be rotated, and what it means:
  event-key     signs what computers are told. Planned: the old key vouches for the new one, and computers follow by
                themselves, however many rotations they missed. After a loss it does not: every session ends, owners are
                told that the key changed without the old one's word, and sign in again; nothing on their computers is lost.

  sealing-key   seals events, announcements, what integrations see, and sign-ins that are half way. Planned: all of it is
                sealed anew, while the service goes on; the old key is kept for an hour, then forgotten. Stolen: the same.
                Lost: events that no computer has fetched and announcements are gone (announce again), and integrations are
                unlinked; owners are told.
  totp-key      seals the secrets of authenticators. Planned, or stolen: sealed anew in the same way. Lost: two-factor
                takes recovery codes and the recovery key only, until each owner has set up the authenticator again.
  audit-key     chains the audit record. Planned, or stolen: the entry about the rotation binds what was written before.
                Lost: nobody can say any more whether the entries before were changed, and the record says so.

What cannot be rotated, and what that means:
  lookup-key    The database knows e-mail addresses, tokens and recovery codes only by a hash under this key, and keeps
                none of them, so none can be hashed anew. Lost: nobody can sign in any more, and there is nothing to
                repair; restore it from a copy. Stolen together with the database: addresses can be guessed; announce it.
  opaque-setup  Every password was registered against it (RFC 9807). Lost: no password works any more; restore it from a
                copy. Stolen together with the database: passwords can be guessed offline, at the price of argon2id with
                64 MiB each; announce it, and have owners change their passwords.
  service-id    No secret: the name by which computers know the service. Another name is another service.

Killed at any moment, a rotation is either done or not: start the command again if the audit record does not show it.")]
pub(super) struct RotateKey {
    /// The name of its file.
    #[arg(value_enum, value_name = "NAME")]
    name: Name,
    /// The old key is lost, or (event-key) stolen: it opens nothing, and vouches for nothing.
    #[arg(long)]
    after_loss: bool,
    #[command(flatten)]
    place: Place,
    /// Only say what it would do.
    #[arg(long)]
    dry_run: bool,
}

/// Every secret has one, so that each is answered.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    AuditKey,
    EventKey,
    LookupKey,
    OpaqueSetup,
    SealingKey,
    ServiceId,
    TotpKey,
}

impl RotateKey {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let key = match self.name {
            Name::AuditKey => RotatingKey::Audit,
            Name::EventKey => RotatingKey::Event,
            Name::SealingKey => RotatingKey::Sealing,
            Name::TotpKey => RotatingKey::Totp,
            Name::LookupKey => bail!(
                "lookup-key cannot be rotated: the database keeps no address and no token, only their hashes under this \
                 key. See --help for what that means after a loss"
            ),
            Name::OpaqueSetup => bail!(
                "opaque-setup cannot be rotated: every password was registered against it. See --help for what that \
                 means after a loss"
            ),
            Name::ServiceId => bail!(
                "service-id cannot be rotated: it is no secret but the name by which computers know the service"
            ),
        };
        let old = if self.after_loss {
            OldKey::Lost
        } else {
            OldKey::Vouches
        };
        let lost = self.after_loss.then_some(key);
        self.place
            .though_lost(self.dry_run, lost, async |service| {
                if self.dry_run {
                    let consequences = service.consequences(key, old).await?;
                    println!(
                        "{} would be rotated: {consequences}; nothing was written",
                        key.name()
                    );
                    return Ok(());
                }
                let rotated = service.rotate_key(key, old).await?;
                println!(
                    "{} was rotated: {}; {} records were sealed anew",
                    key.name(),
                    rotated.consequences,
                    rotated.sealed_anew
                );
                Ok(())
            })
            .await
    }
}
