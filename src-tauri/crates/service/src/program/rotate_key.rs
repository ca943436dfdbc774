//! `rotate-key`

use anyhow::bail;
use clap::{Args, ValueEnum};
use porchlight_service::{OldKey, RotatingKey};

use super::place::Place;

/// Replace one of the service's keys. A running service picks up the new key by itself.
#[derive(Debug, Args)]
#[command(after_help = "\
Planned (nobody notices):
  porchlight-service rotate-key event-key --database sqlite:home.sqlite --secrets secrets

The key is lost, or somebody else may have it:
  porchlight-service rotate-key event-key --after-loss --database … --secrets …

Keys that can be replaced:
  event-key     Signs everything the service tells owners' computers. Planned: the old key vouches for the new one, and
                computers follow by themselves, however many rotations they missed. After a loss: everybody is signed out,
                is told that the key changed without the old one's signature, and signs in again. Nothing on their
                computers is lost.
  sealing-key   Encrypts events, announcements, what linked services may see, and sign-ins in progress. Planned or stolen:
                everything is encrypted again while the service runs; the old key is kept for an hour, then destroyed.
                Lost: announcements, and events that no computer has fetched yet, are gone (announce again), and linked
                services are unlinked. Owners are told.
  totp-key      Encrypts the secrets of authenticator apps. Planned or stolen: encrypted again, as above. Lost: two-factor
                accepts only recovery codes and the recovery key until the owner sets up the authenticator app again.
  audit-key     Protects the audit record against changes. Planned or stolen: the entry about the rotation covers everything
                written before it. Lost: changes to earlier entries can no longer be noticed, and the record says so.

Keys that cannot be replaced:
  lookup-key    The database knows e-mail addresses, tokens and recovery codes only by a hash made with this key, so none of
                them can be hashed again. Lost: nobody can sign in any more; the only remedy is a backup of the key. Stolen
                together with the database: e-mail addresses can be guessed; announce it.
  opaque-setup  Every password was registered with it (RFC 9807). Lost: no password works any more; restore it from a backup.
                Stolen together with the database: passwords can be guessed offline (each guess costs argon2id with 64 MiB);
                announce it, and ask owners to change their passwords.
  service-id    Not a secret, but the name by which computers recognise the service. With another name it is another service.

If a rotation is interrupted, it has either happened or not: if the audit record does not show it, run the command again.")]
pub(super) struct RotateKey {
    /// Which key.
    #[arg(value_enum, value_name = "NAME")]
    name: Name,
    /// The old key is lost, or (event-key) stolen: it is not used any more.
    #[arg(long)]
    after_loss: bool,
    #[command(flatten)]
    place: Place,
    /// Only show what would happen.
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
                "lookup-key cannot be replaced: the database has only hashes of addresses and tokens made with this key. \
                 --help explains what to do after a loss"
            ),
            Name::OpaqueSetup => bail!(
                "opaque-setup cannot be replaced: every password was registered with it. --help explains what to do after a \
                 loss"
            ),
            Name::ServiceId => bail!(
                "service-id cannot be replaced: it is not a secret, but the name by which computers recognise the service"
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
                        "{} would be replaced: {consequences}; nothing was changed",
                        key.name()
                    );
                    return Ok(());
                }
                let rotated = service.rotate_key(key, old).await?;
                println!(
                    "{} was replaced: {}; {} records were encrypted again",
                    key.name(),
                    rotated.consequences,
                    rotated.sealed_anew
                );
                Ok(())
            })
            .await
    }
}
