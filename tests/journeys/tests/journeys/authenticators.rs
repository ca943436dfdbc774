//! Codes for accounts elsewhere: right by another maker's count, there after a restart, and nowhere to be read.

use std::path::{Path, PathBuf};

use porchlight_core::authenticator::{AuthenticatorId, Pasted};
use porchlight_core::ports::vault_door::ProtectionKey;
use porchlight_core::view::ProtectionView;
use porchlight_journeys::computer::{Computer, Parts};
use porchlight_journeys::log::CapturedLog;
use porchlight_simulators::canary;
use porchlight_simulators::desktop::{Keychain, PrivateDesktop};

/// Twenty octets, and in base32.
const SECRET: &str = "PorchCanarySecret01!";
const KEY: &str = "KBXXEY3IINQW4YLSPFJWKY3SMV2DAMJB";
const FOLDER: &str = "PORCHLIGHT_JOURNEY_FOLDER";

/// What oathtool makes of the same key at the last second of that code.
fn by_oathtool(hash: &str, digits: u8, period: u32, until_ms: i64) -> String {
    let output = std::process::Command::new("oathtool")
        .args([&format!("--totp={hash}"), "--base32"])
        .args(["--digits", &digits.to_string()])
        .args(["--time-step-size", &format!("{period}s")])
        .args(["--now", &format!("@{}", until_ms / 1000 - 1), KEY])
        .output()
        .expect("oathtool is installed by ./.ci/install");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

async fn adds(computer: &Computer, text: &str, issuer: &str) -> AuthenticatorId {
    let companion = &computer.companion;
    let import = companion.import_authenticator(Pasted::new(text)).await;
    assert_eq!(import.unwrap().known, None);
    let view = companion.keep_authenticator(issuer.into(), None).await;
    view.unwrap().authenticators.last().unwrap().id
}

async fn code(computer: &Computer, id: AuthenticatorId) -> (String, i64) {
    let code = computer.companion.authenticator_code(Some(id)).await;
    let code = code.unwrap();
    (code.code, code.until.0)
}

#[tokio::test]
async fn codes_are_those_of_another_maker() {
    let computer = Computer::start().await;
    for (hash, digits, period) in [
        ("SHA1", 6, 30),
        ("SHA1", 8, 60),
        ("SHA256", 7, 15),
        ("SHA512", 6, 90),
    ] {
        let link = format!(
            "otpauth://totp/Wyze:ada?secret={KEY}&issuer=Wyze&algorithm={hash}&digits={digits}&period={period}"
        );
        let id = adds(&computer, &link, hash).await;
        // Years of clocks.
        for ahead in [0, 29, 86_400, 1_000_000_000] {
            computer.clock.set_off_by(ahead);
            let (code, until) = code(&computer, id).await;
            assert_eq!(
                code,
                by_oathtool(hash, digits, period, until),
                "{link}, {until}"
            );
        }
    }
}

#[test]
fn a_passphrase_keeps_them_and_nothing_of_them_can_be_read() {
    crate::own_process::run("authenticators::under_a_passphrase", []);
}

#[tokio::test]
#[ignore = "run by its parent in a process of its own, for a log of its own"]
async fn under_a_passphrase() {
    let log = CapturedLog::start();
    tracing::info!("it is heard");
    let folder = tempfile::tempdir().unwrap();
    let parts = || Parts::usual().kept();
    a_day_with(folder.path(), parts).await;
    assert!(!log.content().is_empty(), "the log was heard");
    let found = canary::search_bytes(&log.content(), &[SECRET, KEY]);
    assert_eq!(found, [], "in the log");
}

#[test]
fn the_keychain_keeps_them_in_one_entry() {
    let folder = tempfile::tempdir().unwrap();
    let desktop =
        PrivateDesktop::start(&folder.path().join("desktop"), Keychain::Unlocked).unwrap();
    let mut variables = desktop.environment();
    let data = folder.path().join("data").display().to_string();
    variables.push((FOLDER.into(), data));
    crate::own_process::run("authenticators::in_the_keychain", variables);
    // The desktop's own file is encrypted by the desktop.
    assert_eq!(canary::search(folder.path(), &[SECRET, KEY]).unwrap(), []);
}

#[tokio::test]
#[ignore = "run by its parent in a process of its own, for a desktop of its own"]
async fn in_the_keychain() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("run by its parent test"));
    let parts = || Parts {
        open_with: ProtectionKey::Keychain,
        ..Parts::usual()
    };
    a_day_with(&folder, parts).await;
}

/// Added, there after kill -9, one removed and brought back, and erased with everything else.
async fn a_day_with(folder: &Path, parts: impl Fn() -> Parts) {
    let morning = Computer::start_with(folder, parts()).await;
    let wyze = adds(&morning, KEY, "Wyze").await;
    let ring = adds(
        &morning,
        &format!("otpauth://totp/a?secret={KEY}&digits=8"),
        "Ring",
    )
    .await;
    let published = morning.desktop.published();
    morning.kill().await;
    assert_eq!(
        canary::search_bytes(&published, &[SECRET, KEY]),
        [],
        "in the window"
    );

    let noon = Computer::start_with(folder, parts()).await;
    let (right, until) = code(&noon, wyze).await;
    assert_eq!(right, by_oathtool("SHA1", 6, 30, until));
    noon.companion.remove_authenticator(wyze).await.unwrap();
    let view = noon.companion.bring_authenticator_back().await.unwrap();
    let order: Vec<_> = view.authenticators.iter().map(|one| one.id).collect();
    assert_eq!(order, [wyze, ring]);
    noon.companion.remove_authenticator(wyze).await.unwrap();
    noon.close().await;
    // One is still kept, of the same key.
    let found = canary::search(folder, &[SECRET, KEY]).unwrap();
    assert_eq!(found, [], "on disk");

    let evening = Computer::start_with(folder, parts()).await;
    let view = evening.companion.authenticators().await.unwrap();
    assert_eq!(view.authenticators.len(), 1);
    assert_eq!(view.removed, None);
    evening.companion.erase_everything().await.unwrap();
    evening.kill().await;
    let afterwards = Computer::start_with(folder, parts()).await;
    assert!(matches!(
        afterwards.snapshot().await.protection,
        ProtectionView::Ready { .. }
    ));
    let view = afterwards.companion.authenticators().await.unwrap();
    assert_eq!(view.authenticators, []);
    afterwards.close().await;
}
