//! `correct-event`, `list-events`

use clap::Args;
use porchlight_protocol::event::Events;
use serde_json::Value;
use uuid::Uuid;

use super::accounts::account;
use super::place::Place;
use super::telling::{Correction, written};

#[derive(Debug, Args)]
#[command(after_help = "\
  porchlight-service list-events --account 5f0c… --database sqlite:home.sqlite --secrets secrets
  porchlight-service correct-event 9a41… --database sqlite:home.sqlite --secrets secrets \\
      --correction \"This sign-in was our own test.\"

Owners see the event struck through, with your correction next to it.")]
pub(super) struct CorrectEvent {
    /// The `jti` of each event that was wrong, as list-events prints it.
    #[arg(required = true, value_name = "JTI")]
    events: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    correction: Correction,
    /// Only show what would be corrected.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct ListEvents {
    /// The account, as list-accounts prints it.
    #[arg(long, value_name = "ID", value_parser = account)]
    account: Uuid,
    #[command(flatten)]
    place: Place,
}

impl CorrectEvent {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let right = self.correction.words()?;
        self.place
            .after_an_incident(self.dry_run, async |service| {
                // All of them are there, or nothing is done.
                for jti in &self.events {
                    let wrong = service.event_to_correct(jti).await?;
                    if self.dry_run {
                        println!("{jti} of account {} would be corrected", wrong.account);
                    }
                }
                if self.dry_run {
                    println!("nothing was changed");
                    return Ok(());
                }
                for jti in &self.events {
                    service.correct_event(jti, &right).await?;
                }
                println!("{} events corrected", self.events.len());
                Ok(())
            })
            .await
    }
}

impl ListEvents {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        self.place
            .look(async |service| {
                service.knows_accounts(&[self.account].into()).await?;
                for event in service.store().events_of(self.account).await? {
                    let claims = service.event_claims(&event)?;
                    println!(
                        "{} {} {}",
                        event.jti,
                        written(claims.iat),
                        kind(&claims.events)
                    );
                }
                Ok(())
            })
            .await
    }
}

/// The last part of the event's address, like `session-established`.
fn kind(events: &Events) -> String {
    let Ok(Value::Object(by_address)) = serde_json::to_value(events) else {
        return String::new();
    };
    let address = by_address.keys().next();
    address
        .and_then(|address| address.rsplit(['/', ':']).next())
        .unwrap_or_default()
        .to_owned()
}
