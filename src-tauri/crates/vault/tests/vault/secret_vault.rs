//! What every `SecretVault` does, whatever it keeps the secrets in.

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::secret_vault::{SecretVault, VaultError};
use porchlight_core::ports::vault_door::{ProtectionKey, VaultDoor};
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_vault::{Door, DoorConfig};

use crate::samples::{config, door, slot};

pub(crate) async fn nothing_is_there_at_first(vault: &dyn SecretVault) {
    assert!(vault.read(slot(90)).await.unwrap().is_none());
}

pub(crate) async fn a_secret_comes_back_byte_for_byte(vault: &dyn SecretVault) {
    let every_byte: Vec<u8> = (0..=255).collect();
    vault
        .write(slot(1), &SecretBytes::new(every_byte.clone()))
        .await
        .unwrap();
    let read = vault.read(slot(1)).await.unwrap().unwrap();
    assert_eq!(read.expose(), every_byte);
}

pub(crate) async fn the_newer_secret_replaces_the_older(vault: &dyn SecretVault) {
    vault
        .write(slot(2), &SecretBytes::new(b"older".to_vec()))
        .await
        .unwrap();
    vault
        .write(slot(2), &SecretBytes::new(b"newer".to_vec()))
        .await
        .unwrap();
    assert_eq!(
        vault.read(slot(2)).await.unwrap().unwrap().expose(),
        b"newer"
    );
}

pub(crate) async fn an_empty_secret_is_not_an_absent_one(vault: &dyn SecretVault) {
    vault
        .write(slot(3), &SecretBytes::new(Vec::new()))
        .await
        .unwrap();
    assert_eq!(vault.read(slot(3)).await.unwrap().unwrap().expose(), b"");
}

pub(crate) async fn deleting_one_leaves_the_others(vault: &dyn SecretVault) {
    vault
        .write(slot(4), &SecretBytes::new(b"goes".to_vec()))
        .await
        .unwrap();
    vault
        .write(slot(5), &SecretBytes::new(b"stays".to_vec()))
        .await
        .unwrap();
    vault.delete(slot(4)).await.unwrap();
    assert!(vault.read(slot(4)).await.unwrap().is_none());
    assert_eq!(
        vault.read(slot(5)).await.unwrap().unwrap().expose(),
        b"stays"
    );
}

pub(crate) async fn deleting_what_is_not_there_succeeds(vault: &dyn SecretVault) {
    vault.delete(slot(91)).await.unwrap();
    vault.delete(slot(91)).await.unwrap();
}

/// One list of the contract, so that no implementation can leave a part out.
macro_rules! for_each_of_the_contract {
    ($use:ident) => {
        $use! {
            nothing_is_there_at_first,
            a_secret_comes_back_byte_for_byte,
            the_newer_secret_replaces_the_older,
            an_empty_secret_is_not_an_absent_one,
            deleting_one_leaves_the_others,
            deleting_what_is_not_there_succeeds,
        }
    };
}

/// For the keychain, which is started, or cleared, once for all of it.
#[cfg(any(target_os = "linux", windows))]
pub(crate) async fn keeps_the_contract(vault: &dyn SecretVault) {
    macro_rules! call {
        ($($name:ident),* $(,)?) => {{ $( $name(vault).await; )* }};
    }
    for_each_of_the_contract!(call);
}

mod in_memory {
    use porchlight_vault::in_memory::SecretsInMemory;

    macro_rules! tests {
        ($($name:ident),* $(,)?) => { $(
            #[tokio::test]
            async fn $name() {
                super::$name(&SecretsInMemory::default()).await;
            }
        )* };
    }
    for_each_of_the_contract!(tests);
}

#[tokio::test]
async fn secrets_under_a_passphrase_keep_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    let key = ProtectionKey::Passphrase(Password::new("correct horse"));
    let vault = door(dir.path()).open(key).await.unwrap().secrets;
    macro_rules! call {
        ($($name:ident),* $(,)?) => {{ $( $name(&*vault).await; )* }};
    }
    for_each_of_the_contract!(call);
}

#[tokio::test]
async fn under_a_passphrase_a_full_disk_is_said_to_be_full() {
    let dir = tempfile::tempdir().unwrap();
    let key = || ProtectionKey::Passphrase(Password::new("correct horse"));
    // Made with room, then not one page more.
    door(dir.path()).open(key()).await.unwrap();
    let full = DoorConfig {
        max_database_pages: Some(1),
        ..config(dir.path())
    };
    let vault = Door::new(full).open(key()).await.unwrap().secrets;
    let large = SecretBytes::new(vec![0x55; 64 * 1024]);
    let error = vault.write(slot(1), &large).await.unwrap_err();
    assert_eq!(error, VaultError::Database(StoreError::DiskFull));
    assert_eq!(Failure::from(&error).code, FailureCode::DiskFull);
    // What can be read is still read.
    assert!(vault.read(slot(1)).await.unwrap().is_none());
}
