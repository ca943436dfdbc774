//! `audit`

use anyhow::bail;
use clap::Args;

use super::place::Place;
use super::telling::written;

#[derive(Debug, Args)]
pub(super) struct ShowAudit {
    #[command(flatten)]
    place: Place,
}

impl ShowAudit {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        self.place
            .look(async |service| {
                let audit = service.audit().await?;
                for (number, entry) in (1..).zip(&audit.entries) {
                    match entry {
                        Some(entry) => println!(
                            "{number} {} {} {} affected={} {}",
                            written(entry.at),
                            entry.by,
                            entry.command,
                            entry.affected,
                            entry.arguments
                        ),
                        None => println!("{number} unreadable"),
                    }
                }
                if let Some(tampered) = audit.tampered {
                    bail!("the audit record was tampered with: {tampered}");
                }
                let (all, unchecked) = (audit.entries.len(), audit.unchecked);
                if unchecked > 0 {
                    println!(
                        "{all} entries; the first {unchecked} cannot be checked, because the key that protected them was lost. The \
                         others are unchanged"
                    );
                } else {
                    println!("{all} entries, all unchanged");
                }
                Ok(())
            })
            .await
    }
}
