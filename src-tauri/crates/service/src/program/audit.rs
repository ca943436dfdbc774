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
                        None => println!("{number} cannot be read"),
                    }
                }
                if let Some(tampered) = audit.tampered {
                    bail!("the audit record was tampered with: {tampered}");
                }
                let (all, unchecked) = (audit.entries.len(), audit.unchecked);
                if unchecked > 0 {
                    println!(
                        "{all} entries; nobody can say whether the first {unchecked} are as they were written: the key that \
                         chained them was lost. The others are"
                    );
                } else {
                    println!("{all} entries, all of them as they were written");
                }
                Ok(())
            })
            .await
    }
}
