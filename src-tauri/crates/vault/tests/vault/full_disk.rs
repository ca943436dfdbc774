//! A disk that takes nothing for a while: what is kept after it is kept.

use std::path::PathBuf;
use std::process::Command;

use porchlight_core::ports::local_store::LocalStore;

use crate::inbox::correction;
use crate::own_process::{Next, run_by, step, this};
use crate::samples::{camera, connection_id, edit};
use crate::store::open;

const DATABASE: &str = "PORCHLIGHT_TEST_DATABASE";

#[tokio::test]
async fn what_is_written_after_a_full_disk_had_room_again_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.db");
    let variables = [(DATABASE.to_owned(), path.display().to_string())];
    run_by(
        deaf_to_full_disks(),
        "full_disk::writes_before_and_after_a_full_disk",
        variables,
        |_| Next::Kill,
    );
    let left = open(&path).await.unwrap().load().await.unwrap();
    let expected: Vec<_> = (1..=3)
        .map(|number| edit(number, connection_id(1)))
        .collect();
    assert_eq!(left.edits, expected);
    assert_eq!(left.cameras.len(), 1);
}

#[tokio::test]
#[ignore = "run by its parent, which kills it"]
async fn writes_before_and_after_a_full_disk() {
    let path = PathBuf::from(std::env::var_os(DATABASE).expect("run by its parent test"));
    let store = open(&path).await.unwrap();
    let connection = connection_id(1);
    for number in 1..=3 {
        room("4096");
        let refused = store.put_cameras(connection, &[camera("attic")]).await;
        assert_ne!(refused, Ok(()));
        room("unlimited");
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

/// How far into a file this process can write (bytes): as with a full disk, what is there can be read and written over.
fn room(bytes: &str) {
    let pid = std::process::id().to_string();
    let limit = format!("--fsize={bytes}:");
    let mut set = Command::new("prlimit");
    let set = set.args(["--pid", &pid, &limit]).status().unwrap();
    assert!(set.success());
}

/// This program, told of a full file by an error, as of a full disk, and not by a signal.
fn deaf_to_full_disks() -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#])
        .arg(this());
    command
}
