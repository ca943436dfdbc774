//! `leak-drill`

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use porchlight_service::leak_drill;

#[derive(Debug, Args)]
#[command(after_help = "\
  porchlight-service leak-drill
  porchlight-service leak-drill --keep /var/tmp/drill

It does not touch your service: it starts one of its own on this computer. It takes a minute, and fails if anything is found.")]
pub(super) struct LeakDrill {
    /// Keep everything that was searched in this folder (new or empty), so that you can look at it. By default it is deleted.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

impl LeakDrill {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let program = std::env::current_exe().context("cannot find this program's own file")?;
        let passing = tempfile::tempdir().context("cannot create a folder for the drill")?;
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
            bail!("the drill found something it should not have found");
        }
        Ok(())
    }
}
