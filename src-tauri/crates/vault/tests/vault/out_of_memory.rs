//! A database that wants more memory than there is: what is kept after it is kept.

use std::path::PathBuf;
use std::process::Command;

use porchlight_core::ports::local_store::{LocalStore, StoreError};

use crate::inbox::correction;
use crate::own_process::{Next, run, step};
use crate::samples::{camera, connection_id, edit};
use crate::store::{key, open, raw};

const DATABASE: &str = "PORCHLIGHT_TEST_DATABASE";
/// In the middle of the transaction that puts this camera.
const WANTS_A_GIGABYTE: &str = "CREATE INDEX greed ON cameras (hex(zeroblob(max(499999999, length(seen))))) WHERE camera = 'attic'";

#[tokio::test]
async fn what_is_written_after_something_there_was_no_memory_for_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    open(&path).await.unwrap().close().await;
    let database = raw(&path, &key()).await;
    let made = sqlx::query(WANTS_A_GIGABYTE).execute(&database).await;
    made.unwrap();
    database.close().await;
    let variables = [(DATABASE.to_owned(), path.display().to_string())];
    let test = "out_of_memory::writes_before_and_after_a_want_of_memory";
    run(test, variables, |_| Next::Kill);
    let left = open(&path).await.unwrap().load().await.unwrap();
    let expected: Vec<_> = (1..=3)
        .map(|number| edit(number, connection_id(1)))
        .collect();
    assert_eq!(left.edits, expected);
    assert_eq!(left.cameras.len(), 1);
}

#[tokio::test]
#[ignore = "run by its parent, which kills it"]
async fn writes_before_and_after_a_want_of_memory() {
    let path = PathBuf::from(std::env::var_os(DATABASE).expect("run by its parent test"));
    let store = open(&path).await.unwrap();
    limit("268435456");
    let connection = connection_id(1);
    for number in 1..=3 {
        let refused = store.put_cameras(connection, &[camera("attic")]).await;
        assert_eq!(refused, Err(StoreError::Unavailable));
        let told = correction(&format!("told-{number}"), "event", 1);
        assert_eq!(store.put_correction(&told).await, Ok(false));
        // Told again: nothing is written, and all of it undone.
        assert_eq!(store.put_correction(&told).await, Ok(false));
        store.put_edit(&edit(number, connection)).await.unwrap();
        let cameras = [camera("porch")];
        store.put_cameras(connection, &cameras).await.unwrap();
    }
    step("written");
}

/// How much memory this process gets for its data (bytes; getrlimit(2)).
fn limit(bytes: &str) {
    let pid = std::process::id().to_string();
    let limit = format!("--data={bytes}:");
    let mut set = Command::new("prlimit");
    let set = set.args(["--pid", &pid, &limit]).status().unwrap();
    assert!(set.success());
}
