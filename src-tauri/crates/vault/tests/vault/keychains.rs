//! The keychains that owners of Linux computers have (GNOME Keyring, KWallet, KeePassXC), each in a private desktop, and what can be
//! odd about one: nothing set up in it, nobody to show its question, two entries of one name.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use porchlight_core::ports::vault_door::{ProtectionKey, VaultDoor};
use porchlight_core::secret::SecretBytes;
use porchlight_core::view::{CameraKey, ProtectionTrouble};
use porchlight_simulators::desktop::{Keychain as Desktop, Program};
use porchlight_vault::Door;
use porchlight_vault::keychain::DATABASE_KEY;
use secret_service::EncryptionType;
use secret_service::blocking::{Collection, SecretService};

use crate::door::{is_lived_in, live_in, names};
use crate::keychain::{
    IMPATIENT, NAMESPACE, act_out_with, home, patient, patient_entries, read, secret, service,
    to_the_end,
};
use crate::own_process::step;
use crate::prompter;
use crate::samples::{config, connection_id, door, slot};

const EACH: [Program; 3] = [Program::GnomeKeyring, Program::KeePassXc, Program::KWallet];

fn act_out_with_each(scenario: &str) {
    for program in EACH {
        act_out_with(program, scenario, Desktop::Unlocked);
    }
}

fn act_out(scenario: &str, keychain: Desktop) {
    act_out_with(Program::GnomeKeyring, scenario, keychain);
}

fn secret_service() -> SecretService<'static> {
    SecretService::connect(EncryptionType::Dh).unwrap()
}

/// What bringing in a wallet from elsewhere leaves: one more entry of the same name.
fn one_more(collection: &Collection<'_>, service: &str, user: &str, value: &[u8]) {
    let name = HashMap::from([("service", service), ("username", user)]);
    let text = STANDARD.encode(value);
    let kind = "application/octet-stream";
    collection
        .create_item("Porchlight", name, text.as_bytes(), false, kind)
        .unwrap();
}

fn how_many(service: &str, user: &str) -> usize {
    let name = HashMap::from([("service", service), ("username", user)]);
    secret_service().search_items(name).unwrap().unlocked.len()
}

#[test]
fn keepassxc_keeps_the_contract() {
    act_out_with(Program::KeePassXc, "keychain::healthy", Desktop::Unlocked);
}

#[test]
fn kwallet_keeps_the_contract() {
    act_out_with(Program::KWallet, "keychain::healthy", Desktop::Unlocked);
}

#[test]
fn keepassxc_opens_what_it_closed() {
    let scenario = "keychain::home_in_keychain";
    act_out_with(Program::KeePassXc, scenario, Desktop::Unlocked);
}

#[test]
fn kwallet_opens_what_it_closed() {
    let scenario = "keychain::home_in_keychain";
    act_out_with(Program::KWallet, scenario, Desktop::Unlocked);
}

#[test]
fn keepassxc_and_kwallet_that_start_later_are_found() {
    for program in [Program::KeePassXc, Program::KWallet] {
        act_out_with(program, "keychain::late", Desktop::Absent);
    }
}

#[test]
fn an_owner_whose_keychain_has_two_keys_is_let_in_with_the_one_that_fits() {
    act_out_with_each("keychains::two_keys");
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn two_keys() {
    to_the_end(async {
        let door = door(&home());
        live_in(&door.open(ProtectionKey::Keychain).await.unwrap()).await;
        tokio::task::spawn_blocking(|| {
            let keychain = secret_service();
            let collection = keychain.get_default_collection().unwrap();
            one_more(&collection, &service(&home()), DATABASE_KEY, &[9; 32]);
            assert_eq!(how_many(&service(&home()), DATABASE_KEY), 2);
        })
        .await
        .unwrap();
        is_lived_in(&door.open(ProtectionKey::Keychain).await.unwrap()).await;
        // With the wrong one alone it is as before: the key is not there.
        patient_entries()
            .write_entry(DATABASE_KEY, &SecretBytes::new(vec![9; 32]))
            .await
            .unwrap();
        let opened = door.open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::KeychainKeyMissing));
    })
    .await;
}

#[test]
fn an_owner_whose_keepassxc_is_locked_is_not_told_that_the_key_is_gone() {
    let scenario = "keychains::locked_database";
    act_out_with(Program::KeePassXc, scenario, Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn locked_database() {
    to_the_end(async {
        live_in(&door(&home()).open(ProtectionKey::Keychain).await.unwrap()).await;
        let vault = patient_entries();
        step("lock");
        let mut config = config(&home());
        config.keychain_limit = IMPATIENT;
        let opened = Door::new(config).open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::KeychainLocked));
        step("unlock");
        is_lived_in(&door(&home()).open(ProtectionKey::Keychain).await.unwrap()).await;
        let copies = vault.read_copies(DATABASE_KEY).await.unwrap();
        assert_eq!(copies.len(), 1, "none was made beside what was locked");
    })
    .await;
}

#[test]
fn two_entries_of_one_connection_are_written_and_deleted_as_one() {
    act_out_with_each("keychains::two_entries");
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn two_entries() {
    to_the_end(async {
        let vault = patient();
        vault.write(slot(1), &secret("before")).await.unwrap();
        let user = connection_id(1).0.to_string();
        let (in_thread, copied) = (user.clone(), b"before".to_vec());
        tokio::task::spawn_blocking(move || {
            let keychain = secret_service();
            let collection = keychain.get_default_collection().unwrap();
            one_more(&collection, NAMESPACE, &in_thread, &copied);
        })
        .await
        .unwrap();
        assert_eq!(read(&vault, 1).await, Ok(Some("before".to_owned())));
        vault.write(slot(1), &secret("after")).await.unwrap();
        let copies = vault.read_copies(&user).await.unwrap();
        assert_eq!(copies.len(), 2);
        assert!(copies.iter().all(|copy| copy.expose() == b"after"));
        vault.delete(slot(1)).await.unwrap();
        assert_eq!(read(&vault, 1).await, Ok(None));
    })
    .await;
}

#[test]
fn an_entry_that_is_open_is_read_though_a_copy_of_it_stays_locked() {
    act_out("keychains::one_open", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn one_open() {
    to_the_end(async {
        let vault = patient();
        vault
            .write(slot(1), &secret("behind the lock"))
            .await
            .unwrap();
        let _prompter = prompter::start(prompter::Answer::Dismissal);
        tokio::task::spawn_blocking(|| {
            let keychain = secret_service();
            keychain.get_default_collection().unwrap().lock().unwrap();
            let open = keychain.get_collection_by_alias("session").unwrap();
            one_more(&open, NAMESPACE, &connection_id(1).0.to_string(), b"open");
        })
        .await
        .unwrap();
        assert_eq!(read(&vault, 1).await, Ok(Some("open".to_owned())));
    })
    .await;
}

#[test]
fn an_owner_whose_keychain_cannot_show_its_question_has_not_said_no() {
    act_out("keychains::nobody_to_ask", Desktop::Locked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn nobody_to_ask() {
    to_the_end(async {
        let vault = patient();
        let written = vault.write(slot(1), &secret("x")).await;
        assert_eq!(written, Err(VaultError::CannotAsk));
        let opened = door(&home()).open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), Some(ProtectionTrouble::KeychainCannotAsk));
        step("unlock");
        door(&home()).open(ProtectionKey::Keychain).await.unwrap();
    })
    .await;
}

#[test]
fn an_owner_whose_keychain_was_never_set_up_is_asked_to_do_so_and_told_what_is_missing() {
    act_out("keychains::never_set_up", Desktop::Empty);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn never_set_up() {
    to_the_end(async {
        let not_set_up = Some(ProtectionTrouble::KeychainNotSetUp);
        // Nothing shows its question.
        let opened = door(&home()).open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), not_set_up);
        // The owner closes it.
        let (_prompter, asked) = prompter::start_and_tell(prompter::Answer::Dismissal);
        let opened = door(&home()).open(ProtectionKey::Keychain).await;
        assert_eq!(opened.err(), not_set_up);
        let asked: Vec<bool> = asked.try_iter().collect();
        assert_eq!(asked, [true], "asked for a new password, once");
        // Nothing was written unprotected instead.
        assert_eq!(names(&home()), ["protection.json"]);
        // Set up elsewhere, it is taken.
        step("unlock");
        let vault = door(&home()).open(ProtectionKey::Keychain).await.unwrap();
        live_in(&vault).await;
        assert_eq!(vault.notice, None);
    })
    .await;
}

#[test]
fn three_hundred_cameras_have_an_entry_each_and_go_with_their_home() {
    act_out("keychains::three_hundred", Desktop::Unlocked);
}

#[tokio::test]
#[ignore = "run by its parent in a private desktop"]
async fn three_hundred() {
    to_the_end(async {
        let vault = patient();
        let of = |number: usize| {
            SecretSlot::Camera(CameraKey {
                connection: connection_id(1),
                camera: CameraId(format!("urn:uuid:camera {number}/é")),
            })
        };
        // As much as an entry of the smallest keychain takes.
        let secret_of = |number: usize| SecretBytes::new(format!("{number:01920}").into_bytes());
        for number in 0..300 {
            vault.write(of(number), &secret_of(number)).await.unwrap();
        }
        vault
            .write(slot(1), &secret("of the session"))
            .await
            .unwrap();
        vault.delete(of(150)).await.unwrap();
        for number in 0..300 {
            let kept = vault.read(of(number)).await.unwrap();
            let expected = (number != 150).then(|| secret_of(number));
            assert!(
                kept.map(|kept| kept.expose().to_vec())
                    == expected.map(|kept| kept.expose().to_vec())
            );
        }
        assert_eq!(read(&vault, 1).await, Ok(Some("of the session".to_owned())));
        vault.delete_all().await.unwrap();
        assert!(vault.read(of(0)).await.unwrap().is_none());
        assert!(vault.read(of(299)).await.unwrap().is_none());
    })
    .await;
}
