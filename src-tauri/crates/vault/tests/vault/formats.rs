//! What lies on disk was written by a version that owners have: the next one must read it.

mod earlier;
mod every;
mod rows;

use porchlight_core::alerts::{AlertFilter, AlertGroup, AlertKind, Severity};
use porchlight_core::outbox::EditState;
use porchlight_core::ports::local_store::LocalStore;
use porchlight_core::ports::place::ProviderId;
use porchlight_core::secret::Password;
use porchlight_core::session::Session;
use porchlight_core::time::Timestamp;
use porchlight_core::view::{ProtectionTrouble, Theme};
use porchlight_vault::cipher::{CipherError, DatabaseKey, Hardness, WrappedKey};
use porchlight_vault::protection::{self, Found, ProtectedBy, Protection};

use crate::store::{key, open, raw};

const BY_KEYCHAIN: &str = include_str!("formats/protection-v1-keychain.json");
const BY_PASSPHRASE: &str = include_str!("formats/protection-v1-passphrase.json");

fn known_key() -> DatabaseKey {
    let bytes: Vec<u8> = (0..32).collect();
    DatabaseKey::from_bytes(&bytes).unwrap()
}

#[test]
fn format_1_of_keychain_protection_stays_as_it_is() {
    let by = ProtectedBy::Keychain {
        check: known_key().check_value(),
    };
    let dir = tempfile::tempdir().unwrap();
    let written = Protection::new("00112233445566ff".to_owned(), by);
    written.write(dir.path()).unwrap();
    let text = std::fs::read_to_string(protection::path(dir.path())).unwrap();
    assert_eq!(text, BY_KEYCHAIN.trim_end());
    assert_eq!(
        protection::read(dir.path()).unwrap(),
        Found::Readable(written)
    );
}

#[test]
fn format_1_of_passphrase_protection_still_opens() {
    let protection: Protection = serde_json::from_str(BY_PASSPHRASE).unwrap();
    let text = serde_json::to_string_pretty(&protection).unwrap();
    assert_eq!(text, BY_PASSPHRASE.trim_end());
    let ProtectedBy::Passphrase { wrapped } = protection.by else {
        panic!("another kind: {protection:?}");
    };
    assert_eq!(wrapped.argon2id, Hardness::RECOMMENDED);
    let key = wrapped.unwrap(&Password::new("correct horse")).unwrap();
    assert_eq!(key.expose(), known_key().expose());
}

#[test]
fn a_passphrase_is_the_same_however_the_keyboard_composes_it() {
    let hardness = Hardness {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
    let composed = Password::new("caff\u{e8} a Zo\u{eb}");
    let wrapped = WrappedKey::wrap(&known_key(), &composed, hardness).unwrap();
    let decomposed = Password::new("caffe\u{300} a Zoe\u{308}");
    assert_eq!(
        wrapped.unwrap(&decomposed).unwrap().expose(),
        known_key().expose()
    );
    let wrong = wrapped.unwrap(&Password::new("caffe a Zoe"));
    assert_eq!(wrong.err(), Some(CipherError::PassphraseWrong));
}

#[test]
fn a_file_that_asks_for_a_terabyte_of_memory_is_refused() {
    let hardness = Hardness {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
    let password = Password::new("correct horse");
    let mut wrapped = WrappedKey::wrap(&known_key(), &password, hardness).unwrap();
    wrapped.argon2id.memory_kib = 1 << 30;
    assert_eq!(
        wrapped.unwrap(&password).err(),
        Some(CipherError::Unreadable)
    );
}

#[test]
fn a_newer_protection_file_is_not_guessed_at() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        protection::path(dir.path()),
        r#"{"version": 2, "moon": "full"}"#,
    )
    .unwrap();
    assert_eq!(
        protection::read(dir.path()),
        Err(ProtectionTrouble::NewerVersion)
    );
}

#[test]
fn a_garbled_protection_file_is_not_guessed_at() {
    let dir = tempfile::tempdir().unwrap();
    for text in ["", "{", "[]", "{\"version\": 1}", "\u{0}\u{0}\u{0}"] {
        std::fs::write(protection::path(dir.path()), text).unwrap();
        assert_eq!(
            protection::read(dir.path()),
            Ok(Found::Unreadable),
            "{text:?}"
        );
    }
}

#[test]
fn a_key_does_not_show_itself() {
    assert_eq!(format!("{:?}", known_key()), "DatabaseKey(..)");
}

#[tokio::test]
async fn rows_of_version_1_are_still_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let file = raw(&path, &key()).await;
    for sql in [
        include_str!("../../src/migrations/0001_home.sql"),
        "PRAGMA user_version = 1",
        include_str!("formats/rows-v1.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&file).await.unwrap();
    }
    file.close().await;

    let store = open(&path).await.unwrap();
    let home = store.load().await.unwrap();
    assert_eq!(home.connections.len(), 3);
    let places = home.connections.iter().map(|known| known.place.clone());
    let demo_home = || ProviderId::new("demo_home").anywhere();
    let expected = [
        demo_home(),
        ProviderId::new("porchlight").at("https://cameras.example"),
        demo_home(),
    ];
    assert_eq!(places.collect::<Vec<_>>(), expected);
    assert!(matches!(
        home.connections[0].session,
        Session::Active { .. }
    ));
    assert_eq!(home.connections[0].known_computers, None);
    assert_eq!(home.connections[0].rehearsed, None);
    assert_eq!(home.connections[0].guide, None);
    assert!(home.connections[0].put_aside.is_empty());
    assert!(matches!(home.connections[1].session, Session::Reset(_)));
    assert_eq!(home.connections[2].session, Session::SignedOut);
    let porch = &home.cameras[0].1;
    assert_eq!(porch.profile.nickname, "Porch");
    assert_eq!(porch.firmware.as_deref(), Some("1.4.0"));
    assert_eq!(porch.online, Some(true));
    assert_eq!(porch.last_seen, Some(Timestamp(1_577_385_000_000)));
    assert_eq!((porch.revision, porch.trouble), (7, None));
    assert!(matches!(home.edits[0].state, EditState::Waiting));
    assert!(matches!(
        home.edits[1].state,
        EditState::Conflict { revision: 8, .. }
    ));
    assert_eq!(home.private_names, []);
    assert_eq!(home.preferences.theme, Theme::Dark);
    let alerts = store
        .alerts(&AlertFilter::default(), None, 10)
        .await
        .unwrap();
    assert!(matches!(alerts[0].alert.kind, AlertKind::NewSignIn { .. }));
    assert!(matches!(alerts[1].alert.kind, AlertKind::SignedOut { .. }));
    assert_eq!(home.connections[0].aftermath, None);
    // They are found by what was not written then.
    for at_least in [
        Severity::Info,
        Severity::Notice,
        Severity::Warning,
        Severity::Danger,
    ] {
        let filter = AlertFilter {
            at_least: Some(at_least),
            group: Some(AlertGroup::Security),
            ..AlertFilter::default()
        };
        let found = store.alerts(&filter, None, 10).await.unwrap();
        let expected: Vec<_> = alerts
            .iter()
            .filter(|kept| kept.alert.kind.severity() >= at_least)
            .cloned()
            .collect();
        assert_eq!(found, expected);
    }
}
