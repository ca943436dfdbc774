//! The process dies between two writes: what was answered is kept.

use std::path::PathBuf;

use porchlight_core::ports::local_store::LocalStore;
use porchlight_soak::rounds;

use crate::own_process::{Next, run, step};
use crate::samples::{connection_id, edit};
use crate::store::open;

const DATABASE: &str = "PORCHLIGHT_TEST_DATABASE";

#[tokio::test]
async fn the_outbox_outlives_a_kill_between_writes() {
    for _ in 0..rounds(1) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("test.db");
        let variables = [(DATABASE.to_owned(), path.display().to_string())];
        run(
            "killed::writes_until_killed",
            variables,
            |written| match written {
                "3" => Next::Kill,
                _ => Next::GoOn,
            },
        );
        let edits = open(&path).await.unwrap().load().await.unwrap().edits;
        let expected: Vec<_> = (1..=3)
            .map(|number| edit(number, connection_id(1)))
            .collect();
        assert_eq!(edits, expected);
    }
}

#[tokio::test]
#[ignore = "run by its parent, which kills it"]
async fn writes_until_killed() {
    let path = PathBuf::from(std::env::var_os(DATABASE).expect("run by its parent test"));
    let store = open(&path).await.unwrap();
    for number in 1.. {
        store
            .put_edit(&edit(number, connection_id(1)))
            .await
            .unwrap();
        step(&number.to_string());
    }
}
