//! A home that an earlier version left behind opens, and everything is in it. Clocks stand where they stood when it was put aside, so
//! that nothing in it lapses as years go by. `make keep-home` puts another one aside; none is ever replaced.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use porchlight_core::alerts::AlertFilter;
use porchlight_core::ports::clock::Clock as _;
use porchlight_core::ports::vault_door::ProtectionKey;
use porchlight_core::view::two_factor::TwoFactorView;
use porchlight_core::view::{
    EditView, Language, ProtectionKind, ProtectionView, SessionView, Snapshot, Theme,
};
use porchlight_journeys::clock::HastyClock;
use porchlight_journeys::computer::{Computer, Parts, is_online};
use porchlight_providers::{DemoAddress, Network, Registry};
use porchlight_service::{Clock, DemoHome};
use porchlight_simulators::desktop::{Keychain, PrivateDesktop};

const FOLDER: &str = "PORCHLIGHT_JOURNEY_FOLDER";
/// Where the homes are kept: data folder and keychain.
const HOMES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../homes");
/// Seconds since 1970 when the home of November 2026 was put aside.
const NOVEMBER_2026: i64 = 1_796_041_660;

#[test]
fn a_home_of_november_2026_opens_without_a_password_and_everything_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Path::new(HOMES).join("2026-11");
    copy(
        &kept.join("keyrings"),
        &folder.path().join("desktop/data/keyrings"),
    );
    copy(&kept.join("data"), &folder.path().join("data"));
    let desktop =
        PrivateDesktop::start(&folder.path().join("desktop"), Keychain::Unlocked).unwrap();
    let mut variables = desktop.environment();
    let data = folder.path().join("data").display().to_string();
    variables.push((FOLDER.into(), data));
    crate::own_process::run("kept_home::of_november_2026", variables);
}

#[tokio::test]
#[ignore = "run by its parent in a process of its own, for a desktop of its own"]
async fn of_november_2026() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("run by its parent test"));
    let today = HastyClock::right().now().seconds();
    let clock = HastyClock::off_by(NOVEMBER_2026 - today);
    let services = Arc::clone(&clock);
    let services = Clock::from_fn(move || services.now().seconds());
    let demo = DemoHome::open(&folder.join("demo"), services)
        .await
        .unwrap();
    demo.network_fails(true);
    let address = DemoAddress::default();
    address.set(Some(demo.url().clone()));
    let parts = Parts {
        registry: Registry::new(clock.clone(), address, Network::default()),
        clock,
        open_with: ProtectionKey::Keychain,
        keychain_namespace: "eu.porchlight.dev".into(),
        ..Parts::usual()
    };
    let computer = Computer::start_with(&folder.join("vault"), parts).await;

    let home = computer.snapshot().await;
    let kind = ProtectionKind::Keychain;
    assert_eq!(
        home.protection,
        ProtectionView::Ready { kind, notice: None }
    );
    assert_eq!(home.preferences.language, Some(Language::It));
    assert_eq!(home.preferences.theme, Theme::Dark);
    assert_eq!(
        names(&home),
        [
            "Back garden",
            "Bicycles",
            "Entrance",
            "Living room",
            "Study"
        ]
    );
    let waits = |home: &Snapshot| {
        let mut cameras = home.cameras.iter();
        cameras.any(|camera| camera.nickname == "Entrance" && camera.edit == EditView::Waiting)
    };
    assert!(waits(&home), "{:#?}", home.cameras);
    let [connection] = &home.connections[..] else {
        panic!("one connection: {:#?}", home.connections);
    };
    assert_eq!(connection.session, SessionView::Active);
    assert_eq!(home.incidents.exposures.len(), 1);
    assert_eq!(home.incidents.guides.len(), 1);
    let alerts = computer.companion.alerts(AlertFilter::default(), None, 200);
    let alerts = alerts.await.unwrap();
    assert_eq!(alerts.len(), 3, "{alerts:#?}");
    let codes = computer.companion.authenticators().await.unwrap();
    let issuers: Vec<_> = codes.authenticators.iter().map(|one| &one.issuer).collect();
    assert_eq!(issuers, ["Wyze"]);

    demo.network_fails(false);
    let home = computer
        .until("the service has told all, and the name was sent", |home| {
            // Each of these is asked of the service for itself.
            let two_factor_is_known =
                !matches!(home.connections[0].two_factor, TwoFactorView::Unknown);
            let integrations_are_known =
                !home.integrations.is_empty() && home.integrations.iter().all(|one| one.told);
            is_online(home) && two_factor_is_known && integrations_are_known && !waits(home)
        })
        .await;
    assert!(
        matches!(
            home.connections[0].two_factor,
            TwoFactorView::On {
                recovery_codes_left: 9,
                ..
            }
        ),
        "{:?}",
        home.connections[0].two_factor
    );
    let linked = home.integrations[0].integrations.iter();
    let linked: Vec<_> = linked
        .map(|one| (&*one.client.name, one.unlinked.is_none()))
        .collect();
    assert_eq!(linked, [("Alexa", false), ("Google Assistant", true)]);
    computer.close().await;
    demo.close().await;
}

fn names(home: &Snapshot) -> Vec<&str> {
    let mut names: Vec<_> = home.cameras.iter().map(|one| &*one.nickname).collect();
    names.sort_unstable();
    names
}

/// Makes `to`, a copy of the folder `from` that is its owner's only, as the program made it; version control does not keep that.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    let run = |program: &mut Command| program.status().unwrap().success();
    assert!(run(Command::new("cp").arg("-R").args([from, to])));
    assert!(run(Command::new("chmod").args(["-R", "go="]).arg(to)));
}
