//! What the log says when everything may speak: nothing of the owner, and no key.

use std::fs::File;
use std::path::PathBuf;

use porchlight_core::ports::vault_door::VaultDoor;
use porchlight_core::secret::Password;
use porchlight_simulators::canary;
use porchlight_vault::protection::{self, Found, ProtectedBy, Protection};
use tracing_subscriber::filter::LevelFilter;

use crate::door::{PASSPHRASE, is_lived_in, live_in, passphrase};
use crate::own_process::run;
use crate::samples::{EMAIL, NETWORK, NICKNAME, TOKEN, door};

const HOME: &str = "PORCHLIGHT_TEST_HOME";

#[test]
fn the_log_holds_no_key_and_nothing_of_the_owner() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let variables = [(HOME.to_owned(), home.display().to_string())];
    run("log::speaks_freely", variables, |step| {
        panic!("unknown step {step}")
    });

    let Ok(Found::Readable(Protection {
        by: ProtectedBy::Passphrase { wrapped },
        ..
    })) = protection::read(&home)
    else {
        panic!("not protected by a passphrase");
    };
    let key = wrapped.unwrap(&Password::new(PASSPHRASE)).unwrap();
    let key = hex::encode(key.expose());
    let log = std::fs::read(dir.path().join("log")).unwrap();
    assert!(canary::search_bytes(&log, &["the end of the log"]).len() == 1);
    let words = [EMAIL, NICKNAME, NETWORK, TOKEN, PASSPHRASE, key.as_str()];
    assert_eq!(canary::search_bytes(&log, &words), []);
}

/// In a process of its own: the database speaks on threads of its own, so the log must be everybody's.
#[tokio::test]
#[ignore = "run by its parent"]
async fn speaks_freely() {
    let home = PathBuf::from(std::env::var_os(HOME).expect("run by its parent test"));
    let log = File::create(home.with_file_name("log")).unwrap();
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(log)
        .init();
    live_in(&door(&home).open(passphrase()).await.unwrap()).await;
    is_lived_in(&door(&home).open(passphrase()).await.unwrap()).await;
    std::fs::write(home.join("porchlight.db-wal"), "").unwrap();
    std::fs::write(home.join("porchlight.db"), [0x55; 8192]).unwrap();
    assert!(
        door(&home)
            .open(passphrase())
            .await
            .unwrap()
            .notice
            .is_some()
    );
    tracing::info!("the end of the log");
}
