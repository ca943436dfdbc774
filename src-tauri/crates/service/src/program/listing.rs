//! `list-sessions`, `list-accounts`

use clap::Args;

use super::place::Place;

#[derive(Debug, Args)]
pub(super) struct ListSessions {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct ListAccounts {
    #[command(flatten)]
    place: Place,
}

impl ListSessions {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let sessions = self
            .place
            .look(async |service| Ok(service.live_sessions().await?))
            .await?;
        println!("{} sessions", sessions.len());
        for session in sessions {
            println!("{session}");
        }
        Ok(())
    }
}

impl ListAccounts {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        self.place
            .look(async |service| {
                let accounts = service.accounts().await?;
                println!("{} accounts", accounts.len());
                for account in accounts {
                    println!(
                        "{} cameras={} sessions={} audit={}",
                        account.id,
                        account.cameras,
                        account.live_sessions,
                        service.audit_mark(account.id)
                    );
                }
                Ok(())
            })
            .await
    }
}
