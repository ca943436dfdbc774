//! Homes of earlier versions, with everything that was in them.

use std::path::Path;

use porchlight_core::alerts::notifying::NotificationPreferences;
use porchlight_core::alerts::pace::StoredBell;
use porchlight_core::alerts::{AlertFilter, AlertKind, KeptAlert};
use porchlight_core::guide::GuideCause;
use porchlight_core::listed_breaches::BreachWatch;
use porchlight_core::ports::local_store::{LocalStore, StoreError, StoredHome};
use porchlight_core::session::EndReason;
use porchlight_core::view::setup::MovePurpose;
use porchlight_core::view::{Preferences, TextSize, Theme};
use sqlx::AssertSqlSafe;

use super::every::{self, OneRow};
use super::rows::{holding, kept_alerts};
use crate::samples::connection_id;
use crate::store::{key, open, raw};

const OF_VERSION_12: &str = include_str!("rows-v12.sql");

#[tokio::test]
async fn a_home_of_version_12_opens_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    of_version(12, OF_VERSION_12, &path).await;
    let expected = home_of_version_12();
    for opened in ["first", "again"] {
        let store = open(&path).await.unwrap();
        assert_eq!(store.load().await.unwrap(), expected, "{opened}");
        let (camera, absences) = every::absence();
        assert_eq!(store.absences(&camera).await.unwrap(), absences);
        let all = AlertFilter::default();
        let alerts = store.alerts(&all, None, 100).await.unwrap();
        assert_eq!(alerts, alerts_of_version_12(), "{opened}");
        store.close().await;
    }
}

/// Each column that was written before a part of it was thought of.
#[tokio::test]
async fn what_earlier_versions_did_not_write_is_read_as_it_was_meant() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let key = r#"{"connection":"00000000-0000-0000-0000-000000000001","camera":"c-1"}"#;
    let moving = format!(
        r#"{{"connection":"00000000-0000-0000-0000-000000000001","network":{{"ssid":[65],"security":"open","bands":null,"hidden":false}},
            "remember":false,"cameras":[[{key},"now"]]}}"#
    );
    holding(
        &path,
        &format!(
            r#"INSERT INTO bell VALUES (1, '{{}}');
               INSERT INTO breach_watch VALUES (1, '{{}}');
               INSERT INTO plans VALUES (1, '{{"moving":{moving}}}');
               INSERT INTO preferences VALUES (1, '{{"theme":"dark"}}')"#
        ),
    )
    .await;
    let home = open(&path).await.unwrap().load().await.unwrap();
    assert_eq!(home.bell, StoredBell::default());
    assert_eq!(home.breach_watch, BreachWatch::default());
    assert_eq!(home.plans.setup, None);
    assert_eq!(home.plans.moving.unwrap().purpose, MovePurpose::NewNetwork);
    let expected = Preferences {
        theme: Theme::Dark,
        text_size: TextSize(100),
        notifications: NotificationPreferences::default(),
        ..Preferences::default()
    };
    assert_eq!(home.preferences, expected);
}

#[tokio::test]
async fn a_network_whose_name_can_be_none_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let network = r#"{"ssid":[],"security":"open","bands":null,"hidden":false}"#;
    let setup = format!(
        r#"{{"method":"wifi_code","account":null,"follows":null,"network":{network},"remember":false,"pairing":null,"arrived":null}}"#
    );
    holding(
        &path,
        &format!(r#"INSERT INTO plans VALUES (1, '{{"setup":{setup}}}')"#),
    )
    .await;
    let home = open(&path).await.unwrap().load().await;
    assert_eq!(home.err(), Some(StoreError::Damaged));
}

/// As the program of that version made it.
async fn of_version(version: usize, rows: &str, path: &Path) {
    let migrations = concat!(env!("CARGO_MANIFEST_DIR"), "/src/migrations");
    let mut migrations: Vec<_> = std::fs::read_dir(migrations)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    migrations.sort();
    let mut sql: Vec<_> = migrations[..version]
        .iter()
        .map(|migration| std::fs::read_to_string(migration).unwrap())
        .collect();
    sql.push(format!("PRAGMA user_version = {version}"));
    sql.push(rows.to_owned());
    let file = raw(path, &key()).await;
    for sql in sql {
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&file)
            .await
            .unwrap();
    }
    file.close().await;
}

/// The same as today's, without what has a word of its own only since.
fn home_of_version_12() -> StoredHome {
    let mut connections = every::connections();
    connections.truncate(2);
    connections[1].guide.as_mut().unwrap().cause = GuideCause::Unlinked;
    // Of each, everything was known then.
    let cameras = every::cameras().into_iter().take(2);
    let mut home = StoredHome {
        connections,
        cameras: cameras.map(|camera| (connection_id(1), camera)).collect(),
        edits: every::edits(),
        exposures: every::exposures(),
        ..StoredHome::default()
    };
    let mut plans = Vec::new();
    let mut preferences = Vec::new();
    for row in every::one_rows() {
        match row {
            OneRow::Bell(bell) => home.bell = bell,
            OneRow::BreachWatch(watch) => home.breach_watch = watch,
            OneRow::Plans(one) => plans.push(one),
            OneRow::Preferences(one) => preferences.push(one),
        }
    }
    home.plans = plans.pop().unwrap();
    home.preferences = preferences.swap_remove(1);
    home
}

fn alerts_of_version_12() -> Vec<KeptAlert> {
    let not_stated = AlertKind::SignedOut {
        reason: EndReason::NotStated,
    };
    let mut alerts = kept_alerts();
    alerts.retain(|kept| kept.alert.kind != not_stated);
    alerts
}
