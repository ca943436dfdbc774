//! Keys and records are for whoever runs the service, and for nobody else on the computer.
#![cfg(unix)]

use std::fs::{Permissions, metadata, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::client::House;
use crate::program::{Identity, attempt, only_ours, serve};

fn opened_to(file: &Path, mode: u32) {
    set_permissions(file, Permissions::from_mode(mode)).unwrap();
}

fn mode(file: &Path) -> u32 {
    metadata(file).unwrap().permissions().mode() & 0o777
}

/// The program's last words.
async fn refuses(dir: &Path, name: &str, more: &[&str]) -> String {
    let output = attempt(dir, name, more).await;
    assert!(!output.status.success(), "{name} {more:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn a_key_for_tls_that_others_may_read_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let Identity {
        certificate, key, ..
    } = Identity::made_in(dir.path());
    let identity = [
        "--listen=127.0.0.1:0",
        &format!("--tls-cert={}", certificate.display()),
        &format!("--tls-key={}", key.display()),
    ];
    for mode in [0o644, 0o640, 0o604, 0o666] {
        opened_to(&key, mode);
        let said = refuses(dir.path(), "serve", &identity).await;
        assert!(
            said.contains("key.pem") && said.contains("chmod 600"),
            "{mode:o}: {said}"
        );
    }
    only_ours(&key);
    let (_running, url) = serve(dir.path(), &identity[1..]);
    assert!(url.starts_with("https://"));
}

#[tokio::test]
async fn secrets_where_others_may_write_are_refused_and_where_they_may_look_closed() {
    let dir = tempfile::tempdir().unwrap();
    drop(serve(dir.path(), &[]));
    let secrets = dir.path().join("secrets");
    for open in [0o777, 0o775, 0o1777] {
        opened_to(&secrets, open);
        for command in ["serve", "audit"] {
            let said = refuses(dir.path(), command, &[]).await;
            assert!(said.contains("chmod 700"), "{command} {open:o}: {said}");
        }
    }
    opened_to(&secrets, 0o755);
    let (_running, _) = serve(dir.path(), &[]);
    assert_eq!(mode(&secrets), 0o700);
}

#[tokio::test]
async fn a_database_that_others_could_read_is_theirs_no_more() {
    let dir = tempfile::tempdir().unwrap();
    drop(serve(dir.path(), &[]));
    let database = dir.path().join("home.sqlite");
    let beside: Vec<_> = ["home.sqlite-wal", "home.sqlite-shm"]
        .map(|name| dir.path().join(name))
        .into_iter()
        .filter(|file| file.exists())
        .collect();
    for file in beside.iter().chain([&database]) {
        opened_to(file, 0o666);
    }
    // Who only looks changes nothing.
    let said = refuses(dir.path(), "audit", &[]).await;
    assert!(
        said.contains("home.sqlite") && said.contains("chmod 600"),
        "{said}"
    );
    let (_running, _) = serve(dir.path(), &[]);
    for file in beside.iter().chain([&database]) {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_database_in_a_folder_where_everybody_may_write_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(serve(dir.path(), &[]));
    opened_to(dir.path(), 0o777);
    let said = refuses(dir.path(), "serve", &[]).await;
    opened_to(dir.path(), 0o700);
    assert!(said.contains("chmod o-w"), "{said}");
}

#[tokio::test]
async fn what_the_service_makes_is_its_owners_only() {
    let house = House::open().await;
    let mut folders = vec![house.dir.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let expected = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), expected, "{}", path.display());
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
}

#[tokio::test]
async fn an_address_for_clients_is_an_address_and_nothing_more() {
    let dir = tempfile::tempdir().unwrap();
    for wrong in [
        "https://ada:lantern@home.example",
        "https://ada@home.example",
        "https://home.example/#lantern",
        "https://home.example/?a=lantern",
        "https://home.example/?",
        "ftp://home.example/lantern",
        "home.example",
        "",
    ] {
        let url = format!("--public-url={wrong}");
        let said = refuses(dir.path(), "serve", &["--listen=127.0.0.1:0", &url]).await;
        assert!(said.contains("--public-url"), "{wrong}: {said}");
    }
    let wrong = [
        "--listen=127.0.0.1:0",
        "--allowed-host=https://home.example",
    ];
    assert!(
        refuses(dir.path(), "serve", &wrong)
            .await
            .contains("--allowed-host")
    );
}
