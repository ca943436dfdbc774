//! A disk that takes nothing: what fails is told as what it is, and is over when there is room again.
#![cfg(target_os = "linux")]

use std::process::Command;

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use reqwest::{Method, StatusCode};

use crate::client::{Computer, EMAIL, PASSWORD};
use crate::program::{Running, deaf_to_full_disks, real_time, serve_through};

/// How far into a file the program can write (bytes): as with a full disk, what is there can be read and written over.
fn room(running: &Running, bytes: &str) {
    let pid = running.0.id().to_string();
    let limit = format!("--fsize={bytes}:");
    let mut set = Command::new("prlimit");
    let set = set.args(["--pid", &pid, &limit]).status().unwrap();
    assert!(set.success());
}

async fn health(url: &str) -> (StatusCode, String) {
    let computer = Computer::new(url, real_time());
    let request = computer.request(Method::GET, path::HEALTH);
    let answer = request.send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn once_a_full_disk_has_room_again_everything_works_without_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let (running, url) = serve_through(deaf_to_full_disks(), dir.path(), &[]);
    let at_home = || Computer::new(&url, real_time());
    at_home().register(EMAIL, PASSWORD).await;
    for _ in 0..3 {
        room(&running, "4096");
        let refused = at_home().sign_in(EMAIL, PASSWORD).await.map(drop);
        let refused = refused.unwrap_err();
        assert_eq!(
            refused.kind(),
            ProblemType::Fault,
            "nobody is told of a crowd"
        );
        assert_eq!(refused.retry_after, None);
        let (status, says) = health(&url).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(says, r#"{"status":"fail"}"#);

        room(&running, "unlimited");
        at_home().sign_in(EMAIL, PASSWORD).await.unwrap();
    }
    let (status, says) = health(&url).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(says, r#"{"status":"pass"}"#);
}
