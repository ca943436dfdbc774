//! Which accounts a command is about, as they are typed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use uuid::Uuid;

#[derive(Debug, Args)]
pub(super) struct Accounts {
    /// Only this account. Can be repeated.
    #[arg(long = "account", value_name = "ID", value_parser = account)]
    accounts: Vec<Uuid>,
    /// Only the accounts in this file, one identifier per line.
    #[arg(long, value_name = "FILE")]
    accounts_file: Option<PathBuf>,
}

impl Accounts {
    /// `None`: everybody's.
    pub(super) fn named(&self) -> anyhow::Result<Option<BTreeSet<Uuid>>> {
        let mut accounts: BTreeSet<Uuid> = self.accounts.iter().copied().collect();
        if let Some(file) = &self.accounts_file {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            for (number, line) in (1..).zip(text.lines()) {
                let line = line.trim();
                if line.is_empty() {
                    continue;
                }
                let account = account(line)
                    .map_err(|why| anyhow!("{}, line {number}: {why}", file.display()))?;
                accounts.insert(account);
            }
            if accounts.is_empty() {
                bail!("{} has no accounts in it", file.display());
            }
        }
        Ok((!accounts.is_empty()).then_some(accounts))
    }
}

/// An identifier, as it is typed.
pub(super) fn account(typed: &str) -> Result<Uuid, &'static str> {
    typed
        .parse()
        .map_err(|_| "this is not an account identifier; list-accounts shows them")
}
