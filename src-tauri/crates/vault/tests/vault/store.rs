//! What every `LocalStore` does, in memory and on disk.

use std::path::Path;

use porchlight_core::outbox::EditState;
use porchlight_core::ports::local_store::{
    AlertCursor, LocalStore, Place, SecretRows, StoreError, StoredHome,
};
use porchlight_core::secret::SecretBytes;
use porchlight_core::session::Session;
use porchlight_core::view::{CameraLayout, Language, Preferences, Theme};
use porchlight_vault::cipher::DatabaseKey;
use porchlight_vault::local_store::{DatabaseFile, EncryptedStore};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use crate::samples::{NOW, alert, camera, connection, connection_id, edit, profile};

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
        .pragma("key", key);
    SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .unwrap()
}

async fn a_new_home_is_empty(store: &EncryptedStore) {
    assert_eq!(store.load().await.unwrap(), StoredHome::default());
    assert_eq!(store.alerts(None, 10).await.unwrap(), []);
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
}

async fn connections_keep_their_order_when_one_changes(store: &EncryptedStore) {
    store.put_connection(&connection(2)).await.unwrap();
    store.put_connection(&connection(1)).await.unwrap();
    let mut changed = connection(2);
    changed.place = Place::DemoHome;
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
    let kept = store.alerts(None, 10).await.unwrap();
    assert_eq!((kept.len(), kept[0].at.0, kept[0].read), (1, 1, true));
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

async fn removing_a_connection_removes_all_that_is_its_own(store: &EncryptedStore) {
    for number in [1, 2] {
        let id = connection_id(number);
        store.put_connection(&connection(number)).await.unwrap();
        store.put_cameras(id, &[camera("porch")]).await.unwrap();
        store.put_edit(&edit(number, id)).await.unwrap();
        store
            .put_alert(&alert(&number.to_string(), id, 1))
            .await
            .unwrap();
        store
            .write_secret(id, &SecretBytes::new(vec![1]))
            .await
            .unwrap();
    }
    store.remove_connection(connection_id(1)).await.unwrap();
    let left = store.load().await.unwrap();
    assert_eq!(left.connections, [connection(2)]);
    assert_eq!(left.cameras, [(connection_id(2), camera("porch"))]);
    assert_eq!(left.edits, [edit(2, connection_id(2))]);
    assert_eq!(store.alerts(None, 10).await.unwrap().len(), 1);
    assert!(store.read_secret(connection_id(1)).await.unwrap().is_none());
    assert!(store.read_secret(connection_id(2)).await.unwrap().is_some());
}

async fn preferences_come_back(store: &EncryptedStore) {
    let preferences = Preferences {
        language: Some(Language::It),
        theme: Theme::Dark,
        camera_layout: CameraLayout::List,
    };
    store
        .put_preferences(&Preferences::default())
        .await
        .unwrap();
    store.put_preferences(&preferences).await.unwrap();
    assert_eq!(store.load().await.unwrap().preferences, preferences);
}

async fn erasing_leaves_nothing(store: &EncryptedStore) {
    let id = connection_id(1);
    store.put_connection(&connection(1)).await.unwrap();
    store.put_cameras(id, &[camera("porch")]).await.unwrap();
    store.put_edit(&edit(1, id)).await.unwrap();
    store.put_alert(&alert("a", id, 1)).await.unwrap();
    store
        .write_secret(id, &SecretBytes::new(vec![1]))
        .await
        .unwrap();
    let preferences = Preferences {
        theme: Theme::Dark,
        ..Preferences::default()
    };
    store.put_preferences(&preferences).await.unwrap();
    store.erase().await.unwrap();
    a_new_home_is_empty(store).await;
    assert!(store.read_secret(id).await.unwrap().is_none());
}

/// The ids of all alerts, newest first, asked for by page.
async fn walk(store: &dyn LocalStore, page: u32) -> Vec<String> {
    let mut ids = Vec::new();
    let mut before = None;
    loop {
        let alerts = store.alerts(before.as_ref(), page).await.unwrap();
        let Some(last) = alerts.last() else {
            return ids;
        };
        before = Some(AlertCursor {
            at: last.at,
            id: last.id.clone(),
        });
        ids.extend(alerts.into_iter().map(|alert| alert.id));
    }
}

macro_rules! for_each_of_the_contract {
    ($use:ident) => {
        $use! {
            a_new_home_is_empty,
            connections_keep_their_order_when_one_changes,
            cameras_are_replaced_as_a_whole,
            edits_keep_their_order_and_their_newest_state,
            an_alert_that_is_known_stays_as_it_is,
            alerts_of_one_moment_are_neither_lost_nor_doubled,
            removing_a_connection_removes_all_that_is_its_own,
            preferences_come_back,
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
async fn ten_thousand_alerts_come_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    open(&path).await.unwrap().close().await;
    let file = raw(&path, &key()).await;
    // Three alerts share each moment.
    sqlx::raw_sql(
        r#"INSERT INTO alerts (id, connection, at, read, kind)
           WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
           SELECT printf('%05d', i), '00000000-0000-0000-0000-000000000001', i / 3, i % 2, '{"type":"event_refused"}'
           FROM n"#,
    )
    .execute(&file)
    .await
    .unwrap();
    file.close().await;
    let store = open(&path).await.unwrap();
    let expected: Vec<String> = (0..10_000)
        .rev()
        .map(|number| format!("{number:05}"))
        .collect();
    assert_eq!(walk(&store, 50).await, expected);
    assert_eq!(store.unread_alerts().await.unwrap(), 5000);
    store.mark_alerts_read().await.unwrap();
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
}

#[tokio::test]
async fn a_page_of_alerts_is_found_without_sorting_all_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    open(&path).await.unwrap().close().await;
    let file = raw(&path, &key()).await;
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN SELECT id, connection, at, read, kind FROM alerts WHERE (at, id) < (1, 'a')
         ORDER BY at DESC, id DESC LIMIT 50",
    )
    .fetch_all(&file)
    .await
    .unwrap();
    let steps: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
    assert!(
        steps.iter().all(|step| step.contains("alerts_newest")),
        "{steps:?}"
    );
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
        max_pages: Some(24),
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
        max_pages: Some(32),
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
