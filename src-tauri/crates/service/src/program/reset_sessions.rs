//! `reset-sessions`

use clap::Args;
use porchlight_service::{Incident, Whose};

use super::accounts::Accounts;
use super::place::Place;
use super::telling::{Moment, Reason};

#[derive(Debug, Args)]
#[command(after_help = "\
Everybody:
  porchlight-service reset-sessions --database sqlite:home.sqlite --secrets secrets \\
      --reason \"A copy of the database was accessible from 4 to 26 December.\"

Certain accounts, or everybody who signed in before the hole was closed:
  porchlight-service reset-sessions … --account 5f0c… --account 77ab… --reason …
  porchlight-service reset-sessions … --accounts-file affected.txt --reason …
  porchlight-service reset-sessions … --signed-in-before 2019-12-26T18:00:00Z --reason …")]
pub(super) struct ResetSessions {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    reason: Reason,
    /// A page with more information (https).
    #[arg(long, value_name = "URL")]
    advisory: Option<String>,
    #[command(flatten)]
    accounts: Accounts,
    /// Only sessions that began before this time.
    #[arg(long, value_name = "TIME")]
    signed_in_before: Option<Moment>,
    /// Only show how many sessions would end.
    #[arg(long)]
    dry_run: bool,
}

impl ResetSessions {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let reason = self.reason.words()?.by_language().clone();
        let incident = Incident::new(reason, self.advisory.as_deref())?;
        let whose = self.whose()?;
        self.place
            .after_an_incident(self.dry_run, async |service| {
                if self.dry_run {
                    let sessions = service.sessions_of(&whose).await?;
                    println!("{sessions} sessions would end; nothing was changed");
                    return Ok(());
                }
                let sessions = service.reset_sessions(&whose, &incident).await?;
                println!("{sessions} sessions ended");
                Ok(())
            })
            .await
    }

    fn whose(&self) -> anyhow::Result<Whose> {
        Ok(Whose {
            accounts: self.accounts.named()?,
            signed_in_before: self.signed_in_before.map(|moment| moment.first),
        })
    }
}
