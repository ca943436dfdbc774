//! What every `LocalStore` does, in memory and on disk.

use std::path::Path;

use porchlight_core::alerts::AlertFilter;
use porchlight_core::alerts::notifying::{NotificationPreferences, Notify};
use porchlight_core::alerts::pace::StoredBell;
use porchlight_core::cameras::{Camera, CameraId, Trouble};
use porchlight_core::listed_breaches::BreachWatch;
use porchlight_core::outbox::EditState;
use porchlight_core::ports::local_store::{
    AlertCursor, LocalStore, SecretRows, StoreError, StoredHome,
};
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::PairingId;
use porchlight_core::ports::secret_vault::SecretSlot;
use porchlight_core::private_names::PrivateName;
use porchlight_core::secret::SecretBytes;
use porchlight_core::session::Session;
use porchlight_core::time::Timestamp;
use porchlight_core::view::{Absence, CameraKey, CameraLayout, Language, Preferences, Theme};
use porchlight_core::wifi::plans::{StoredPlans, StoredSetup};
use porchlight_core::wifi::setup::SetupMethod;
use porchlight_core::wifi::{ChosenNetwork, Security, Ssid};
use porchlight_vault::cipher::DatabaseKey;
use porchlight_vault::local_store::{DatabaseFile, EncryptedStore};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use crate::inbox::{
    a_correction_finds_an_alert_by_its_event,
    a_correction_stays_beside_its_alert_whichever_came_first,
    alerts_are_found_by_what_is_asked_for, all_corrections_of_corrections_are_kept_in_their_order,
    correction, marks_of_the_last_all_read_can_be_taken_back_and_no_others,
};
use crate::samples::{
    NOW, alert, camera, connection, connection_id, edit, exposure, private_name, profile, slot,
};

pub(crate) fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}

pub(crate) async fn open(path: &Path) -> Result<EncryptedStore, StoreError> {
    EncryptedStore::open(DatabaseFile {
        path,
        key: &key(),
        max_pages: None,
    })
    .await
}

/// Past the store, straight to its file.
pub(crate) async fn raw(path: &Path, key: &DatabaseKey) -> SqlitePool {
    let key = format!("\"x'{}'\"", hex::encode(key.expose()));
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .pragma("key", key);
    SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .unwrap()
}

async fn a_new_home_is_empty(store: &EncryptedStore) {
    assert_eq!(store.load().await.unwrap(), StoredHome::default());
    assert_eq!(
        store
            .alerts(&AlertFilter::default(), None, 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
}

async fn connections_keep_their_order_when_one_changes(store: &EncryptedStore) {
    store.put_connection(&connection(2)).await.unwrap();
    store.put_connection(&connection(1)).await.unwrap();
    let mut changed = connection(2);
    changed.place = ProviderId::new("cameras").anywhere();
    changed.session = Session::SignedOut;
    store.put_connection(&changed).await.unwrap();
    assert_eq!(
        store.load().await.unwrap().connections,
        [changed, connection(1)]
    );
}

async fn cameras_are_replaced_as_a_whole(store: &EncryptedStore) {
    let (mine, other) = (connection_id(1), connection_id(2));
    store.put_cameras(other, &[camera("garage")]).await.unwrap();
    store
        .put_cameras(mine, &[camera("porch"), camera("attic")])
        .await
        .unwrap();
    store
        .put_cameras(mine, &[camera("garden"), camera("attic")])
        .await
        .unwrap();
    let cameras = store.load().await.unwrap().cameras;
    let expected = [
        (other, camera("garage")),
        (mine, camera("garden")),
        (mine, camera("attic")),
    ];
    assert_eq!(cameras, expected);
}

async fn what_is_not_said_of_a_camera_is_not_said_after_a_restart_either(store: &EncryptedStore) {
    let id = connection_id(1);
    let says_little = Camera {
        model: String::new(),
        firmware: None,
        online: None,
        last_seen: None,
        signal_dbm: None,
        revision: 0,
        ..camera("porch")
    };
    let in_trouble = Camera {
        trouble: Some(Trouble::CredentialRefused),
        ..camera("attic")
    };
    let cameras = [says_little, in_trouble];
    store.put_cameras(id, &cameras).await.unwrap();
    let kept = store.load().await.unwrap().cameras;
    assert_eq!(kept, cameras.map(|camera| (id, camera)));
}

async fn absences_come_newest_first_and_go_with_their_camera(store: &EncryptedStore) {
    let key = |camera: &str| CameraKey {
        connection: connection_id(1),
        camera: CameraId(camera.into()),
    };
    let absence = |since: i64, until: Option<i64>| Absence {
        since: Timestamp(since),
        until: until.map(Timestamp),
    };
    let cameras = [camera("porch"), camera("attic")];
    store.put_cameras(connection_id(1), &cameras).await.unwrap();
    for since in 1..=25 {
        let begun = absence(since, None);
        store.put_absence(&key("porch"), &begun).await.unwrap();
    }
    let ended = absence(25, Some(40));
    store.put_absence(&key("porch"), &ended).await.unwrap();
    store.put_absence(&key("attic"), &ended).await.unwrap();
    let kept = store.absences(&key("porch")).await.unwrap();
    assert_eq!(kept.len(), 20);
    assert_eq!((kept[0], kept[19]), (ended, absence(6, None)));

    let left = [camera("attic")];
    store.put_cameras(connection_id(1), &left).await.unwrap();
    assert_eq!(store.absences(&key("porch")).await.unwrap(), []);
    assert_eq!(store.absences(&key("attic")).await.unwrap(), [ended]);
    store.remove_connection(connection_id(1)).await.unwrap();
    assert_eq!(store.absences(&key("attic")).await.unwrap(), []);
}

async fn one_camera_changes_and_the_others_stay_where_they_are(store: &EncryptedStore) {
    let (mine, other) = (connection_id(1), connection_id(2));
    for id in [mine, other] {
        store
            .put_cameras(id, &[camera("porch"), camera("attic")])
            .await
            .unwrap();
    }
    let mut renamed = camera("porch");
    renamed.profile = profile("Veranda");
    renamed.revision = 8;
    store.put_camera(mine, &renamed).await.unwrap();
    store.put_camera(mine, &camera("garden")).await.unwrap();
    let mut cameras = store.load().await.unwrap().cameras;
    // The order within a connection is what counts.
    cameras.sort_by_key(|(id, _)| *id == other);
    let expected = [
        (mine, renamed),
        (mine, camera("attic")),
        (mine, camera("garden")),
        (other, camera("porch")),
        (other, camera("attic")),
    ];
    assert_eq!(cameras, expected);
}

async fn edits_keep_their_order_and_their_newest_state(store: &EncryptedStore) {
    let mut first = edit(9, connection_id(1));
    store.put_edit(&first).await.unwrap();
    store.put_edit(&edit(3, connection_id(1))).await.unwrap();
    store.put_edit(&edit(5, connection_id(1))).await.unwrap();
    first.state = EditState::Conflict {
        theirs: profile("Somebody else's name"),
        revision: 8,
    };
    store.put_edit(&first).await.unwrap();
    store
        .remove_edit(edit(3, connection_id(1)).id)
        .await
        .unwrap();
    store
        .remove_edit(edit(3, connection_id(1)).id)
        .await
        .unwrap();
    assert_eq!(
        store.load().await.unwrap().edits,
        [first, edit(5, connection_id(1))]
    );
}

async fn a_private_name_outlives_its_camera_in_the_list(store: &EncryptedStore) {
    let id = connection_id(1);
    let (ada, bob) = (private_name("ada", id), private_name("bob", id));
    let changed = PrivateName {
        room: Some("Attic".to_owned()),
        stays: true,
        ..ada.clone()
    };
    store.put_cameras(id, &[camera("porch")]).await.unwrap();
    for name in [&ada, &bob, &changed] {
        store.put_private_name(name).await.unwrap();
    }
    store.put_cameras(id, &[camera("attic")]).await.unwrap();
    let kept = store.load().await.unwrap().private_names;
    assert_eq!(kept, [changed, bob.clone()]);
    for _ in 0..2 {
        store.remove_private_name(&ada.key(), "ada").await.unwrap();
    }
    assert_eq!(store.load().await.unwrap().private_names, [bob]);
}

async fn an_alert_that_is_known_stays_as_it_is(store: &EncryptedStore) {
    assert!(
        store
            .put_alert(&alert("a", connection_id(1), 1))
            .await
            .unwrap()
    );
    store.mark_alerts_read().await.unwrap();
    assert!(
        !store
            .put_alert(&alert("a", connection_id(1), 99))
            .await
            .unwrap()
    );
    let kept = store
        .alerts(&AlertFilter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(
        (kept.len(), kept[0].alert.at.0, kept[0].alert.read),
        (1, 1, true)
    );
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
}

async fn alerts_of_one_moment_are_neither_lost_nor_doubled(store: &EncryptedStore) {
    for id in ["d", "a", "c", "b"] {
        store
            .put_alert(&alert(id, connection_id(1), NOW.0))
            .await
            .unwrap();
    }
    assert_eq!(walk(store, 3).await, ["d", "c", "b", "a"]);
    assert_eq!(store.unread_alerts().await.unwrap(), 4);
}

fn of_camera(connection: u128) -> SecretSlot {
    SecretSlot::Camera(CameraKey {
        connection: connection_id(connection),
        camera: CameraId("porch".into()),
    })
}

async fn removing_a_connection_removes_all_that_is_its_own(store: &EncryptedStore) {
    for number in [1, 2] {
        let id = connection_id(number);
        store.put_connection(&connection(number)).await.unwrap();
        store.put_cameras(id, &[camera("porch")]).await.unwrap();
        store.put_edit(&edit(number, id)).await.unwrap();
        let name = private_name("ada", id);
        store.put_private_name(&name).await.unwrap();
        store.put_exposure(&exposure(id, 1, 1)).await.unwrap();
        store
            .put_alert(&alert(&number.to_string(), id, 1))
            .await
            .unwrap();
        store
            .write_secret(SecretSlot::Session(id), &SecretBytes::new(vec![1]))
            .await
            .unwrap();
        store
            .write_secret(of_camera(number), &SecretBytes::new(vec![1]))
            .await
            .unwrap();
    }
    store
        .put_correction(&correction("c", "1", 1))
        .await
        .unwrap();
    store.remove_connection(connection_id(1)).await.unwrap();
    assert!(!store.is_corrected("1").await.unwrap());
    assert_eq!(
        store.read_secret(of_camera(1)).await.unwrap().map(drop),
        None
    );
    assert!(store.read_secret(of_camera(2)).await.unwrap().is_some());
    let left = store.load().await.unwrap();
    assert_eq!(left.connections, [connection(2)]);
    assert_eq!(left.cameras, [(connection_id(2), camera("porch"))]);
    assert_eq!(left.edits, [edit(2, connection_id(2))]);
    assert_eq!(left.private_names, [private_name("ada", connection_id(2))]);
    assert_eq!(left.exposures, [exposure(connection_id(2), 1, 1)]);
    assert_eq!(
        store
            .alerts(&AlertFilter::default(), None, 10)
            .await
            .unwrap()
            .len(),
        1
    );
    assert!(store.read_secret(slot(1)).await.unwrap().is_none());
    assert!(store.read_secret(slot(2)).await.unwrap().is_some());
}

async fn every_revision_of_an_exposure_stays_as_it_was_told(store: &EncryptedStore) {
    let id = connection_id(1);
    let told = [exposure(id, 1, 2), exposure(id, 1, 1), exposure(id, 2, 1)];
    for one in &told {
        store.put_exposure(one).await.unwrap();
    }
    let mut twisted = exposure(id, 1, 2);
    twisted.exposure.withdrawn = true;
    store.put_exposure(&twisted).await.unwrap();
    assert_eq!(store.load().await.unwrap().exposures, told);
}

async fn plans_come_back(store: &EncryptedStore) {
    let setup = StoredSetup {
        method: SetupMethod::PorchlightCode,
        account: Some((connection(1).id, "account".into())),
        follows: None,
        network: Some(ChosenNetwork {
            // No text: octets must survive as they are.
            ssid: Ssid::new([0xff, 0x00, b'x']).unwrap(),
            security: Security::Wpa,
            bands: None,
            hidden: true,
        }),
        remember: false,
        pairing: Some(PairingId("pairing".into())),
        arrived: None,
    };
    let plans = StoredPlans {
        setup: Some(setup),
        moving: None,
    };
    store.put_plans(&plans).await.unwrap();
    assert_eq!(store.load().await.unwrap().plans, plans);
    store.put_plans(&StoredPlans::default()).await.unwrap();
    assert_eq!(store.load().await.unwrap().plans, StoredPlans::default());
}

async fn preferences_come_back(store: &EncryptedStore) {
    let preferences = Preferences {
        language: Some(Language::It),
        theme: Theme::Dark,
        camera_layout: CameraLayout::List,
        notifications: NotificationPreferences {
            security: Notify::Never,
            ..NotificationPreferences::default()
        },
        ..Preferences::default()
    };
    store
        .put_preferences(&Preferences::default())
        .await
        .unwrap();
    store.put_preferences(&preferences).await.unwrap();
    assert_eq!(store.load().await.unwrap().preferences, preferences);
}

async fn what_was_rung_comes_back(store: &EncryptedStore) {
    let mut bell = StoredBell::default();
    bell.other.ring(5, NOW);
    bell.other.ring(2, NOW);
    bell.kept_back = 4;
    store.put_bell(&StoredBell::default()).await.unwrap();
    store.put_bell(&bell).await.unwrap();
    assert_eq!(store.load().await.unwrap().bell, bell);
}

async fn erasing_leaves_nothing(store: &EncryptedStore) {
    let id = connection_id(1);
    store.put_connection(&connection(1)).await.unwrap();
    store.put_cameras(id, &[camera("porch")]).await.unwrap();
    store.put_edit(&edit(1, id)).await.unwrap();
    let name = private_name("ada", id);
    store.put_private_name(&name).await.unwrap();
    store.put_alert(&alert("a", id, 1)).await.unwrap();
    store.put_exposure(&exposure(id, 1, 1)).await.unwrap();
    store
        .write_secret(SecretSlot::Session(id), &SecretBytes::new(vec![1]))
        .await
        .unwrap();
    let preferences = Preferences {
        theme: Theme::Dark,
        ..Preferences::default()
    };
    store.put_preferences(&preferences).await.unwrap();
    what_was_rung_comes_back(store).await;
    let watch = BreachWatch {
        looked_at: Some(NOW),
        ..BreachWatch::default()
    };
    store.put_breach_watch(&watch).await.unwrap();
    assert_eq!(store.load().await.unwrap().breach_watch, watch);
    store.erase().await.unwrap();
    a_new_home_is_empty(store).await;
    assert!(
        store
            .read_secret(SecretSlot::Session(id))
            .await
            .unwrap()
            .is_none()
    );
}

/// The ids of all alerts, newest first, asked for by page.
async fn walk(store: &dyn LocalStore, page: u32) -> Vec<String> {
    let mut ids = Vec::new();
    let mut before = None;
    loop {
        let alerts = store
            .alerts(&AlertFilter::default(), before.as_ref(), page)
            .await
            .unwrap();
        let Some(last) = alerts.last() else {
            return ids;
        };
        before = Some(AlertCursor {
            at: last.alert.at,
            id: last.alert.id.clone(),
        });
        ids.extend(alerts.into_iter().map(|kept| kept.alert.id));
    }
}

macro_rules! for_each_of_the_contract {
    ($use:ident) => {
        $use! {
            a_new_home_is_empty,
            connections_keep_their_order_when_one_changes,
            cameras_are_replaced_as_a_whole,
            what_is_not_said_of_a_camera_is_not_said_after_a_restart_either,
            absences_come_newest_first_and_go_with_their_camera,
            one_camera_changes_and_the_others_stay_where_they_are,
            edits_keep_their_order_and_their_newest_state,
            a_private_name_outlives_its_camera_in_the_list,
            an_alert_that_is_known_stays_as_it_is,
            alerts_of_one_moment_are_neither_lost_nor_doubled,
            alerts_are_found_by_what_is_asked_for,
            marks_of_the_last_all_read_can_be_taken_back_and_no_others,
            a_correction_stays_beside_its_alert_whichever_came_first,
            all_corrections_of_corrections_are_kept_in_their_order,
            a_correction_finds_an_alert_by_its_event,
            removing_a_connection_removes_all_that_is_its_own,
            every_revision_of_an_exposure_stays_as_it_was_told,
            plans_come_back,
            preferences_come_back,
            what_was_rung_comes_back,
            erasing_leaves_nothing,
        }
    };
}

mod in_memory {
    use porchlight_vault::local_store::EncryptedStore;

    macro_rules! tests {
        ($($name:ident),* $(,)?) => { $(
            #[tokio::test]
            async fn $name() {
                super::$name(&EncryptedStore::in_memory().await.unwrap()).await;
            }
        )* };
    }
    for_each_of_the_contract!(tests);
}

mod on_disk {
    macro_rules! tests {
        ($($name:ident),* $(,)?) => { $(
            #[tokio::test]
            async fn $name() {
                let dir = tempfile::tempdir().unwrap();
                super::$name(&super::open(&dir.path().join("test.db")).await.unwrap()).await;
            }
        )* };
    }
    for_each_of_the_contract!(tests);
}

#[tokio::test]
async fn a_hundred_thousand_alerts_come_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    open(&path).await.unwrap().close().await;
    let file = raw(&path, &key()).await;
    // Three alerts share each moment.
    sqlx::raw_sql(
        r#"INSERT INTO alerts (id, connection, at, read, kind)
           WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)
           SELECT printf('%06d', i), '00000000-0000-0000-0000-000000000001', i / 3, i % 2, '{"type":"event_refused"}'
           FROM n"#,
    )
    .execute(&file)
    .await
    .unwrap();
    file.close().await;
    let store = open(&path).await.unwrap();
    let expected: Vec<String> = (0..100_000)
        .rev()
        .map(|number| format!("{number:06}"))
        .collect();
    assert_eq!(walk(&store, 200).await, expected);
    assert_eq!(store.unread_alerts().await.unwrap(), 50_000);
    store.mark_alerts_read().await.unwrap();
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
}

#[tokio::test]
async fn what_was_written_is_there_after_the_store_was_dropped_unclosed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let first = open(&path).await.unwrap();
    first.put_edit(&edit(1, connection_id(1))).await.unwrap();
    // A second opening while the first still holds the file, as after a crash that is not quite over.
    let second = open(&path).await.unwrap();
    second.put_edit(&edit(2, connection_id(1))).await.unwrap();
    drop((first, second));
    let edits = open(&path).await.unwrap().load().await.unwrap().edits;
    assert_eq!(
        edits,
        [edit(1, connection_id(1)), edit(2, connection_id(1))]
    );
}

#[tokio::test]
async fn a_full_disk_says_so_and_keeps_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let file = DatabaseFile {
        path: &path,
        key: &key(),
        max_pages: Some(64),
    };
    let store = EncryptedStore::open(file).await.unwrap();
    let mut kept = Vec::new();
    let refused = loop {
        let next = edit(kept.len() as u128, connection_id(1));
        match store.put_edit(&next).await {
            Ok(()) => kept.push(next),
            Err(error) => break error,
        }
    };
    assert_eq!(refused, StoreError::DiskFull);
    assert!(!kept.is_empty());
    assert_eq!(store.load().await.unwrap().edits, kept);
    store.close().await;
    // There is room again.
    let store = open(&path).await.unwrap();
    assert_eq!(store.load().await.unwrap().edits, kept);
    store
        .put_edit(&edit(10_000, connection_id(1)))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_write_that_does_not_fit_is_left_out_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let file = DatabaseFile {
        path: &path,
        key: &key(),
        max_pages: Some(64),
    };
    let store = EncryptedStore::open(file).await.unwrap();
    let few = [camera("porch"), camera("attic")];
    store.put_cameras(connection_id(1), &few).await.unwrap();
    let many: Vec<_> = (0..5000)
        .map(|number| camera(&format!("camera-{number}")))
        .collect();
    let refused = store.put_cameras(connection_id(1), &many).await;
    assert_eq!(refused, Err(StoreError::DiskFull));
    let left: Vec<_> = store
        .load()
        .await
        .unwrap()
        .cameras
        .into_iter()
        .map(|pair| pair.1)
        .collect();
    assert_eq!(left, few);
}

#[tokio::test]
async fn another_key_does_not_open() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    open(&path).await.unwrap().close().await;
    let before = std::fs::read(&path).unwrap();
    let other = DatabaseKey::from_bytes(&[8; 32]).unwrap();
    let opened = EncryptedStore::open(DatabaseFile {
        path: &path,
        key: &other,
        max_pages: None,
    })
    .await;
    assert_eq!(opened.err(), Some(StoreError::Damaged));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
