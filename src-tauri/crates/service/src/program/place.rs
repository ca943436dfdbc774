//! Where the service's records and keys are.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use porchlight_service::{Config, DatabaseUrl, Service};

#[derive(Debug, Args)]
pub(super) struct Place {
    /// Where the records are: sqlite:PATH. Made when it is not there.
    #[arg(long, value_name = "URL", env = "PORCHLIGHT_DATABASE")]
    pub(super) database: DatabaseUrl,
    /// Folder of the service's keys. Made when it is not there; its files must be its owner's only.
    #[arg(long, value_name = "DIR", env = "PORCHLIGHT_SECRETS")]
    pub(super) secrets: PathBuf,
}

impl Place {
    /// For commands that make no sense on a service that never ran.
    pub(super) async fn existing(&self) -> anyhow::Result<Service> {
        Ok(Service::open(self.config()?).await?)
    }

    /// Nothing is written, neither there nor beside it.
    pub(super) async fn to_look(&self) -> anyhow::Result<Service> {
        Ok(Service::open_to_look(self.config()?).await?)
    }

    /// A dry run could not write if it wanted to.
    pub(super) async fn for_an_incident(&self, dry_run: bool) -> anyhow::Result<Service> {
        if dry_run {
            self.to_look().await
        } else {
            self.existing().await
        }
    }

    fn config(&self) -> anyhow::Result<Config> {
        let file = self.database.path();
        if !file
            .try_exists()
            .with_context(|| format!("{} cannot be read", file.display()))?
        {
            bail!("there is no database at {}", file.display());
        }
        Ok(Config::new(self.database.clone(), &self.secrets, ""))
    }
}
