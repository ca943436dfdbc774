//! `leak-drill`

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use porchlight_service::leak_drill;

#[derive(Debug, Args)]
#[command(after_help = "\
  porchlight-service leak-drill
  porchlight-service leak-drill --keep /var/tmp/drill

It touches no service of yours: it makes one of its own, on loopback, and takes a minute. It fails when anything is found.")]
pub(super) struct LeakDrill {
    /// Where to leave everything that was searched, for a look of your own: a new or empty folder. Without it, nothing stays.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

impl LeakDrill {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let program = std::env::current_exe().context("the program does not know where it is")?;
        let passing = tempfile::tempdir().context("no folder for the drill")?;
        let dir = match &self.keep {
            Some(dir) => {
                std::fs::create_dir_all(dir)?;
                if std::fs::read_dir(dir)?.next().is_some() {
                    bail!("{} is not empty", dir.display());
                }
                dir.as_path()
            }
            None => passing.path(),
        };
        let report = leak_drill::run(program, dir).await?;
        print!("{report}");
        if !report.is_clean() {
            bail!("the drill found what it should not");
        }
        Ok(())
    }
}
