//! `fill_inbox FOLDER NAMESPACE FROM TO`: puts alerts with these numbers into the data that a closed program keeps in FOLDER, under
//! the keychain of this desktop. `make bench` measures what so many alerts cost an owner.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use async_trait::async_trait;
use porchlight_core::alerts::{Alert, AlertKind};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::vault_door::{ProtectionKey, VaultDoor};
use porchlight_core::time::Timestamp;
use porchlight_vault::keychain::TIME_LIMIT;
use porchlight_vault::{Door, DoorConfig};

/// 4 December 2019, 18:00 UTC.
const FIRST: i64 = 1_575_482_400_000;
/// Milliseconds between one alert and the next: some twenty a day.
const APART: i64 = 4_000_000;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, namespace, from, to] = arguments.as_slice() else {
        anyhow::bail!("fill_inbox FOLDER NAMESPACE FROM TO");
    };
    let door = Door::new(DoorConfig {
        dir: PathBuf::from(folder),
        namespace: namespace.clone(),
        keychain_limit: TIME_LIMIT,
        clock: Arc::new(NoClock),
        max_database_pages: None,
    });
    let vault = door.open(ProtectionKey::Keychain).await;
    let vault = vault.map_err(|trouble| anyhow::anyhow!("{trouble:?}"))?;
    let home = vault.store.load().await?;
    let connection = home.connections.first().context("no connection")?.id;
    for number in from.parse::<i64>()?..to.parse()? {
        let alert = Alert {
            id: format!("bench-{number}"),
            connection,
            at: Timestamp(FIRST + number * APART),
            kind: kind(number),
            read: true,
        };
        ensure!(vault.store.put_alert(&alert).await?, "it was there");
    }
    door.close().await;
    Ok(())
}

fn kind(number: i64) -> AlertKind {
    if number % 2 == 0 {
        AlertKind::NewSignIn {
            place: Some("Turin".into()),
            computer: Some(format!("Computer {number}")),
        }
    } else {
        AlertKind::PasswordChanged {
            by: Some("Attic".into()),
        }
    }
}

/// Nothing is dated here.
struct NoClock;

#[async_trait]
impl Clock for NoClock {
    fn now(&self) -> Timestamp {
        Timestamp(FIRST)
    }

    async fn sleep(&self, _: Duration) {}
}
