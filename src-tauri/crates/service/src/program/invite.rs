//! `invite`

use clap::Args;
use porchlight_service::invitations::MOST_AT_ONCE;

use super::place::Place;

const A_DAY: i64 = 24 * 3_600;

/// Create invitations for a service that runs with --registration invitation. Each code is good for one account, and is printed only
/// this once.
#[derive(Debug, Args)]
pub(super) struct Invite {
    #[command(flatten)]
    place: Place,
    /// How many invitations.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_AT_ONCE)))]
    count: u32,
    /// Days until they expire.
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=365))]
    valid_for: i64,
    /// Only show how many would be created.
    #[arg(long)]
    dry_run: bool,
}

impl Invite {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let (count, days) = (self.count, self.valid_for);
        self.place
            .after_an_incident(self.dry_run, async |service| {
                if self.dry_run {
                    println!("{count} invitations would be created; nothing was changed");
                    return Ok(());
                }
                let made = service.invite(count, days * A_DAY).await?;
                for code in &made.codes {
                    println!("{code}");
                }
                eprintln!("Each works once, within {days} days. They will not be shown again.");
                Ok(())
            })
            .await
    }
}
