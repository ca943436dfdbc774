//! A database that wants more memory than there is: what fails is told as what it is, and what comes after it works.
#![cfg(target_os = "linux")]

use std::process::Command;

use porchlight_protocol::problem::ProblemType;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _};

use crate::client::{Computer, EMAIL, PASSWORD};
use crate::program::{Running, real_time, serve};

const GREEDY: &str = "greedy@example.org";

/// Of memory for its data (getrlimit(2)).
fn limit(running: &Running, bytes: &str) {
    let pid = running.0.id().to_string();
    let limit = format!("--data={bytes}:");
    let mut set = Command::new("prlimit");
    let set = set.args(["--pid", &pid, &limit]).status().unwrap();
    assert!(set.success());
}

#[tokio::test]
async fn what_is_written_after_something_there_was_no_memory_for_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (running, url) = serve(dir.path(), &[]);
    let at_home = || Computer::new(&url, real_time());
    at_home().register(EMAIL, PASSWORD).await;
    let greedy = at_home().register(GREEDY, PASSWORD).await;
    // In the middle of the transaction that begins a session of this account.
    let wants_a_gigabyte = format!(
        "CREATE INDEX greed ON sessions (hex(zeroblob(max(499999999, epoch)))) WHERE account_id = X'{}'",
        greedy.account.simple()
    );
    let database = SqliteConnectOptions::new().filename(dir.path().join("home.sqlite"));
    let mut database = database.connect().await.unwrap();
    let made = sqlx::query(AssertSqlSafe(wants_a_gigabyte));
    made.execute(&mut database).await.unwrap();
    limit(&running, "268435456");
    for _ in 0..3 {
        let refused = at_home().sign_in(GREEDY, PASSWORD).await.map(drop);
        let refused = refused.unwrap_err();
        assert_eq!(
            refused.kind(),
            ProblemType::Fault,
            "nobody is told of a crowd"
        );
        assert_eq!(refused.retry_after, None);
        at_home().sign_in(EMAIL, PASSWORD).await.unwrap();
    }
}
