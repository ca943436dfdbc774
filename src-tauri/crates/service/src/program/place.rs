//! Where the service's records and keys are.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use porchlight_service::secrets::Secrets;
use porchlight_service::{Config, DatabaseUrl, RotatingKey, Service};

#[derive(Debug, Args)]
pub(super) struct Place {
    /// The database, as sqlite:PATH. serve creates it if it does not exist.
    #[arg(long, value_name = "URL", env = "PORCHLIGHT_DATABASE")]
    pub(super) database: DatabaseUrl,
    /// Folder with the service's keys. serve creates it if it does not exist; nobody else may be able to read it.
    #[arg(long, value_name = "DIR", env = "PORCHLIGHT_SECRETS")]
    pub(super) secrets: PathBuf,
}

impl Place {
    /// Works on a service that has run before.
    pub(super) async fn change<T>(
        &self,
        work: impl AsyncFnOnce(&Service) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        work_on(Service::open(self.config()?).await?, work).await
    }

    /// Nothing is written, neither there nor beside it.
    pub(super) async fn look<T>(
        &self,
        work: impl AsyncFnOnce(&Service) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        work_on(Service::open_to_look(self.config()?).await?, work).await
    }

    /// A dry run could not write if it wanted to.
    pub(super) async fn after_an_incident<T>(
        &self,
        dry_run: bool,
        work: impl AsyncFnOnce(&Service) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        if dry_run {
            self.look(work).await
        } else {
            self.change(work).await
        }
    }

    /// Works on a service of which one key may be lost. A dry run could not write if it wanted to.
    pub(super) async fn though_lost<T>(
        &self,
        dry_run: bool,
        lost: Option<RotatingKey>,
        work: impl AsyncFnOnce(&Service) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let Some(lost) = lost else {
            return self.after_an_incident(dry_run, work).await;
        };
        let config = self.config()?;
        let service = if dry_run {
            Service::open_to_look_after_loss(config, lost).await?
        } else {
            Service::open_after_loss(config, lost).await?
        };
        work_on(service, work).await
    }

    /// Keys that were used, and no database: it was mistyped, or is lost, and an empty one would know nobody.
    pub(super) fn is_not_lost(&self, new: bool) -> anyhow::Result<()> {
        let file = self.database.path();
        if new || file.exists() || !Secrets::are_in(&self.secrets) {
            return Ok(());
        }
        bail!(
            "there is no database at {}, but {} has the secrets of a service that has already run: check --database, or restore the \
             database from a backup. To start with an empty one, without any accounts, use --new-database",
            file.display(),
            self.secrets.display()
        )
    }

    fn config(&self) -> anyhow::Result<Config> {
        let file = self.database.path();
        if !file
            .try_exists()
            .with_context(|| format!("{} cannot be read", file.display()))?
        {
            bail!(
                "there is no database at {}: check --database, or create it by starting the service once",
                file.display()
            );
        }
        Ok(Config::new(self.database.clone(), &self.secrets, ""))
    }
}

/// However it ends, the database is closed before the program is: SQLite's threads must not outlive it.
async fn work_on<T>(
    service: Service,
    work: impl AsyncFnOnce(&Service) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let worked = work(&service).await;
    service.store().close().await;
    worked
}
