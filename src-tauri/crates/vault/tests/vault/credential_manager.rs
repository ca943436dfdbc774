//! The Credential Manager of whoever runs the tests, in a namespace of its own.

use std::time::Duration;

use porchlight_core::ports::secret_vault::SecretVault;
use porchlight_core::secret::SecretBytes;
use porchlight_vault::keychain::{Keychain, KeychainVault};

use crate::samples::{connection_id, slot};
use crate::secret_vault::keeps_the_contract;

/// Only ends a test that would hang; nothing is measured by it.
const PATIENT: Duration = Duration::from_secs(60);

/// As a store that was opened anew, and like no other test's.
fn entries(name: &str) -> KeychainVault {
    let namespace = format!("eu.porchlight.test{}.{name}", std::process::id());
    Keychain::new(PATIENT).entries(namespace)
}

async fn read(vault: &KeychainVault, user: &str) -> Option<Vec<u8>> {
    let secret = vault.read_entry(user).await.unwrap();
    secret.map(|secret| secret.expose().to_vec())
}

#[tokio::test]
async fn it_keeps_the_contract() {
    let vault = entries("contract");
    keeps_the_contract(&vault).await;
    vault.delete_all().await.unwrap();
}

#[tokio::test]
async fn another_run_finds_what_was_written() {
    let secret = SecretBytes::new("Grüße, 灯".into());
    entries("again").write_entry("ä", &secret).await.unwrap();
    assert_eq!(
        read(&entries("again"), "ä").await.as_deref(),
        Some(secret.expose())
    );
    entries("again").delete_entry("ä").await.unwrap();
    assert_eq!(read(&entries("again"), "ä").await, None);
}

/// The largest entry of ours is that of the authenticators (`core::authenticator::kept`).
#[tokio::test]
async fn the_largest_entry_fits() {
    let vault = entries("large");
    let large = SecretBytes::new(vec![0xA5; 1900]);
    vault.write(slot(1), &large).await.unwrap();
    assert_eq!(
        read(&vault, &connection_id(1).0.to_string())
            .await
            .as_deref(),
        Some(large.expose())
    );
    vault.delete(slot(1)).await.unwrap();
}

#[tokio::test]
async fn namespaces_do_not_touch_each_other() {
    let [ours, shorter, longer] = ["names", "es", "names.longer"].map(entries);
    let other = Keychain::new(PATIENT).entries(format!(
        "other.eu.porchlight.test{}.names",
        std::process::id()
    ));
    let all = [&ours, &shorter, &longer, &other];
    for (number, vault) in (0..).zip(all) {
        let secret = SecretBytes::new(vec![number]);
        vault.write(slot(1), &secret).await.unwrap();
    }
    ours.delete_all().await.unwrap();
    let user = connection_id(1).0.to_string();
    assert_eq!(read(&ours, &user).await, None);
    for (number, vault) in (0..).zip(all).skip(1) {
        assert_eq!(read(vault, &user).await, Some(vec![number]));
        vault.delete_all().await.unwrap();
        assert_eq!(read(vault, &user).await, None);
    }
}

#[tokio::test]
async fn an_entry_that_somebody_else_filled_is_no_secret_of_ours() {
    let namespace = format!("eu.porchlight.test{}.foreign", std::process::id());
    keyring::Entry::new(&namespace, "database-key")
        .unwrap()
        .set_password("not base64!")
        .unwrap();
    let vault = entries("foreign");
    assert_eq!(read(&vault, "database-key").await, None);
    let ours = SecretBytes::new(b"ours".to_vec());
    vault.write_entry("database-key", &ours).await.unwrap();
    assert_eq!(
        read(&vault, "database-key").await.as_deref(),
        Some(ours.expose())
    );
    vault.delete_all().await.unwrap();
}
