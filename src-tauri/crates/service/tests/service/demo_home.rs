//! The demo home does what services do.

use porchlight_protocol::account::open_computer_name;
use porchlight_protocol::camera::CameraProfile;
use porchlight_protocol::event::EndReason;
use porchlight_protocol::exposure::{DataExposure, DataForm, DataKind, Finding};
use porchlight_protocol::opaque::key_stretching;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::sealing::VaultKey;
use porchlight_service::demo::{DEMO_EMAIL, DemoError, Language};
use porchlight_service::{Config, DatabaseUrl, DemoHome, Service};

use crate::client::{Computer, Hands, Owner};
use crate::email_change::to;
use crate::password::change;

async fn signed_in(demo: &DemoHome, hands: &Hands) -> (Computer, VaultKey) {
    let mut computer = Computer::new(demo.url().as_str(), hands.clone());
    computer.stretch = key_stretching().unwrap();
    let (done, export) = computer.sign_in(DEMO_EMAIL, demo.password()).await.unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, done.account_id).unwrap();
    (computer, vault)
}

async fn nicknames(computer: &Computer, vault: &VaultKey) -> Vec<String> {
    let account = computer.session.as_ref().unwrap().account_id;
    let open = |camera: &porchlight_protocol::camera::CameraRecord| {
        CameraProfile::open(&camera.sealed_profile, vault, account, camera.id)
            .unwrap()
            .nickname
    };
    computer.cameras().await.unwrap().iter().map(open).collect()
}

#[tokio::test]
async fn a_newcomer_finds_five_cameras_and_they_are_there_the_next_day() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    let first = nicknames(&computer, &vault).await;
    assert_eq!(
        first,
        [
            "Front door",
            "Back garden",
            "Living room",
            "Garage",
            "Nursery"
        ]
    );
    let cameras = computer.cameras().await.unwrap();
    assert_eq!(cameras.iter().filter(|camera| camera.online).count(), 4);
    assert_eq!(cameras[3].last_seen, hands.now() - 7_200);
    assert!(cameras[4].firmware_available.is_some());

    demo.close().await;
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    hands.forward(1);
    let tomorrow = Computer {
        base: demo.url().as_str().trim_end_matches('/').into(),
        ..computer
    };
    assert_eq!(
        nicknames(&tomorrow, &vault).await,
        first,
        "the session goes on, at another port"
    );
    let (id, name) = demo.rename_elsewhere(None, None).await.unwrap();
    assert_eq!(name, "Front porch");
    let after = tomorrow.cameras().await.unwrap();
    assert_eq!((after[0].id, after[0].revision), (id, 2));
    assert_eq!(nicknames(&tomorrow, &vault).await[0], "Front porch");
}

#[tokio::test]
async fn an_owner_who_reads_italian_finds_the_demo_home_in_italian() {
    const ITALIAN: [&str; 5] = [
        "Ingresso",
        "Giardino sul retro",
        "Soggiorno",
        "Garage",
        "Cameretta",
    ];
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let opens = async |language| {
        let demo = DemoHome::open_in(dir.path(), hands.clock(), language)
            .await
            .unwrap();
        hands.forward(1);
        demo
    };
    let mut demo = opens(Language::Italian).await;
    let (computer, vault) = signed_in(&demo, &hands).await;
    assert_eq!(nicknames(&computer, &vault).await, ITALIAN);
    let account = computer.session.as_ref().unwrap().account_id;
    let first = &computer.cameras().await.unwrap()[0];
    let profile = CameraProfile::open(&first.sealed_profile, &vault, account, first.id).unwrap();
    assert_eq!(profile.room.as_deref(), Some("Portico"));
    demo.sign_in_from_another_city("Lione").await.unwrap();
    // The owner's own has no name yet.
    let listed = computer.sessions().await.unwrap();
    let names: Vec<_> = listed
        .iter()
        .filter_map(|one| open_computer_name(&one.sealed_computer_name, &vault, account).ok())
        .collect();
    assert_eq!(names, ["Computer della hall"]);
    let (_, name) = demo.rename_elsewhere(None, None).await.unwrap();
    assert_eq!(name, "Porta d’ingresso");
    demo.start_afresh().await.unwrap();
    hands.forward(1);
    let (computer, vault) = signed_in(&demo, &hands).await;
    assert_eq!(nicknames(&computer, &vault).await, ITALIAN);

    demo.end_this_session(EndReason::Expired).await.unwrap();
    demo.close().await;
    let demo = opens(Language::English).await;
    let (computer, vault) = signed_in(&demo, &hands).await;
    assert_eq!(nicknames(&computer, &vault).await[4], "Nursery");
}

#[tokio::test]
async fn names_that_the_owner_gave_stay_when_the_language_becomes_another() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let mut demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    let before = computer.cameras().await.unwrap();
    demo.rename_elsewhere(Some(before[2].id), Some("Library"))
        .await
        .unwrap();
    demo.speak(Language::Italian).await.unwrap();
    assert_eq!(
        nicknames(&computer, &vault).await[0],
        "Front door",
        "nothing changes under the hands of somebody who is signed in"
    );
    demo.end_this_session(EndReason::Expired).await.unwrap();
    demo.close().await;
    for _ in 0..2 {
        let demo = DemoHome::open_in(dir.path(), hands.clock(), Language::Italian)
            .await
            .unwrap();
        hands.forward(1);
        let (computer, vault) = signed_in(&demo, &hands).await;
        assert_eq!(
            nicknames(&computer, &vault).await,
            [
                "Ingresso",
                "Giardino sul retro",
                "Library",
                "Garage",
                "Cameretta"
            ]
        );
        let cameras = computer.cameras().await.unwrap();
        assert_eq!(cameras[0].revision, 2, "nothing is written twice");
        demo.end_this_session(EndReason::Expired).await.unwrap();
        demo.close().await;
    }
}

#[tokio::test]
async fn with_another_password_the_demo_goes_on_and_starting_afresh_brings_the_first_one_back() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    let owner = Owner {
        account: computer.session.as_ref().unwrap().account_id,
        vault,
        export_key: Vec::new(),
        recovery_key: RecoveryKey::generate(),
    };
    change(&computer, &owner, "a lantern by the gate")
        .await
        .unwrap();
    demo.close().await;
    let mut demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    hands.forward(1);
    let (_, name) = demo.rename_elsewhere(None, None).await.unwrap();
    assert_eq!(name, "Front porch");
    let mut other = Computer::new(demo.url().as_str(), hands.clone());
    other.stretch = key_stretching().unwrap();
    let refused = other
        .sign_in(DEMO_EMAIL, demo.password())
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    demo.start_afresh().await.unwrap();
    signed_in(&demo, &hands).await;
    demo.rename_elsewhere(None, None).await.unwrap();
}

#[tokio::test]
async fn with_another_address_the_demo_goes_on_and_starting_afresh_brings_the_first_one_back() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    let before = nicknames(&computer, &vault).await;
    computer
        .change_email(&to("ada@elsewhere.example"))
        .await
        .unwrap();
    demo.close().await;
    let mut demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    hands.forward(1);
    let computer = Computer {
        base: demo.url().as_str().trim_end_matches('/').into(),
        ..computer
    };
    assert_eq!(nicknames(&computer, &vault).await, before);
    assert_eq!(demo.service().accounts().await.unwrap().len(), 1);
    demo.rename_elsewhere(None, None).await.unwrap();
    demo.start_afresh().await.unwrap();
    signed_in(&demo, &hands).await;
}

#[tokio::test]
async fn each_installation_has_a_password_of_its_own_that_stays() {
    let hands = Hands::at_noon();
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let demo = DemoHome::open(here.path(), hands.clock()).await.unwrap();
    let password = demo.password().to_owned();
    demo.close().await;
    let mut demo = DemoHome::open(here.path(), hands.clock()).await.unwrap();
    hands.forward(1);
    assert_eq!(demo.password(), password);
    let other = DemoHome::open(there.path(), hands.clock()).await.unwrap();
    assert_ne!(other.password(), password);
    let mut computer = Computer::new(demo.url().as_str(), hands.clone());
    computer.stretch = key_stretching().unwrap();
    for guess in ["lamp-on-the-porch", other.password()] {
        let refused = computer.sign_in(DEMO_EMAIL, guess).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    }
    demo.start_afresh().await.unwrap();
    assert_eq!(demo.password(), password);
    signed_in(&demo, &hands).await;
}

/// As a version left it whose demo homes all had the same password.
async fn without_a_password_of_its_own(
    demo: DemoHome,
    dir: &std::path::Path,
    hands: &Hands,
    had: &str,
) -> (Computer, VaultKey) {
    let (computer, vault) = signed_in(&demo, hands).await;
    let owner = Owner {
        account: computer.session.as_ref().unwrap().account_id,
        vault,
        export_key: Vec::new(),
        recovery_key: RecoveryKey::generate(),
    };
    change(&computer, &owner, had).await.unwrap();
    demo.close().await;
    std::fs::remove_file(dir.join("password")).unwrap();
    (computer, owner.vault)
}

#[tokio::test]
async fn an_older_demo_home_gets_a_password_of_its_own_and_loses_nothing() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    demo.rename_elsewhere(None, Some("Changed")).await.unwrap();
    let (computer, vault) =
        without_a_password_of_its_own(demo, dir.path(), &hands, "lamp-on-the-porch").await;
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    hands.forward(1);
    let mut stranger = Computer::new(demo.url().as_str(), hands.clone());
    stranger.stretch = key_stretching().unwrap();
    let refused = stranger
        .sign_in(DEMO_EMAIL, "lamp-on-the-porch")
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let still_in = Computer {
        base: demo.url().as_str().trim_end_matches('/').into(),
        ..computer
    };
    assert_eq!(nicknames(&still_in, &vault).await[0], "Changed");
    let (anew, vault) = signed_in(&demo, &hands).await;
    assert_eq!(nicknames(&anew, &vault).await[0], "Changed");
}

#[tokio::test]
async fn what_the_owner_chose_for_an_older_demo_home_stays() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    without_a_password_of_its_own(demo, dir.path(), &hands, "a lantern by the gate").await;
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    hands.forward(1);
    let mut owner = Computer::new(demo.url().as_str(), hands.clone());
    owner.stretch = key_stretching().unwrap();
    owner
        .sign_in(DEMO_EMAIL, "a lantern by the gate")
        .await
        .unwrap();
}

#[tokio::test]
async fn everybody_is_signed_out_and_told_why_in_two_languages() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, _) = signed_in(&demo, &hands).await;
    demo.reset_everybody().await.unwrap();
    let refused = computer.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
    let word = computer.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::GlobalReset);
    assert!(end.reason_user["en"].contains("26 December"));
    assert!(end.reason_user["it"].contains("26 dicembre"));
    assert!(end.advisory.unwrap().starts_with("https://"));
}

#[tokio::test]
async fn on_the_day_of_the_leak_the_owner_is_told_and_a_day_later_told_better() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let nothing_yet = demo.service_corrects_itself().await.unwrap_err();
    assert!(matches!(nothing_yet, DemoError::NothingAnnounced));

    let (mut computer, _) = signed_in(&demo, &hands).await;
    demo.day_of_the_leak().await.unwrap();
    let refused = computer.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
    computer.sign_in(DEMO_EMAIL, demo.password()).await.unwrap();
    hands.forward(24 * 3_600);
    demo.service_corrects_itself().await.unwrap();

    let events = computer.open_events(&[]).await.unwrap();
    let told = events.into_iter().filter_map(|e| e.events.data_exposure);
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|told| told.revision);
    let [first, second] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(first.accounts, Some(2_400_000));
    assert_eq!((second.exposure, second.revision), (first.exposure, 2));
    let found = |told: &DataExposure, kind| {
        let of_kind = told.data.iter().find(|data| data.kind == kind).unwrap();
        (of_kind.finding, of_kind.form)
    };
    assert_eq!(
        found(first, DataKind::EmailAddresses),
        (Finding::Confirmed, DataForm::Hashed)
    );
    let wifi = |told| found(told, DataKind::WifiNames).0;
    assert_eq!(
        (wifi(first), wifi(second)),
        (Finding::Reported, Finding::NotAffected)
    );
    for language in ["en", "it"] {
        assert!(first.reason_user.contains_key(language));
        assert!(second.correction_user.contains_key(language));
    }
}

#[tokio::test]
async fn each_demo_action_reaches_a_computer_that_listens() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    let mut wakes = computer.subscribe().await.unwrap();

    hands.forward(1);
    demo.sign_in_from_another_city("Lisbon").await.unwrap();
    assert!(wakes.wake().await);
    let events = computer.open_events(&[]).await.unwrap();
    let established = events[0].events.session_established.as_ref().unwrap();
    assert_eq!(established.place.as_deref(), Some("Lisbon"));
    let listed = computer.sessions().await.unwrap();
    assert_eq!(listed.len(), 2);
    let account = computer.session.as_ref().unwrap().account_id;
    let name = open_computer_name(&listed[1].sealed_computer_name, &vault, account);
    assert_eq!(name.unwrap(), "Hotel lobby computer");
    computer
        .end_session(&listed[1].id.to_string())
        .await
        .unwrap();

    let dark = demo.camera_goes_offline(None).await.unwrap();
    assert!(wakes.wake().await);
    let camera = |cameras: Vec<porchlight_protocol::camera::CameraRecord>| {
        cameras
            .into_iter()
            .find(|camera| camera.id == dark)
            .unwrap()
    };
    assert!(!camera(computer.cameras().await.unwrap()).online);
    demo.camera_comes_back(Some(dark)).await.unwrap();
    assert!(wakes.wake().await);
    assert!(camera(computer.cameras().await.unwrap()).online);

    demo.end_this_session(EndReason::RevokedElsewhere)
        .await
        .unwrap();
    assert!(wakes.wake().await);
    let word = computer
        .cameras()
        .await
        .unwrap_err()
        .problem
        .session_ended
        .unwrap();
    let end = computer.verified(&word).events.session_revoked.unwrap();
    let account = computer.session.as_ref().unwrap().account_id;
    let by = open_computer_name(&end.by_sealed.unwrap(), &vault, account);
    assert_eq!(by.unwrap(), "Kitchen laptop");
}

#[tokio::test]
async fn the_line_can_be_cut_and_mended() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, _) = signed_in(&demo, &hands).await;
    demo.network_fails(true);
    let request = || computer.request(reqwest::Method::GET, "/v1/cameras").send();
    assert!(request().await.is_err(), "the open connection breaks");
    assert!(request().await.is_err(), "a new one is dropped");
    demo.network_fails(false);
    assert!(request().await.unwrap().status().is_success());
}

#[tokio::test]
async fn starting_afresh_brings_the_first_day_back() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let mut demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    demo.rename_elsewhere(None, Some("Changed")).await.unwrap();
    assert_eq!(nicknames(&computer, &vault).await[0], "Changed");
    demo.start_afresh().await.unwrap();
    assert_eq!(
        computer.cameras().await.unwrap_err().kind(),
        ProblemType::InvalidCredential
    );
    let (computer, vault) = signed_in(&demo, &hands).await;
    assert_eq!(nicknames(&computer, &vault).await[0], "Front door");
    demo.rename_elsewhere(None, None).await.unwrap();
    assert_eq!(nicknames(&computer, &vault).await[0], "Front porch");
}

#[tokio::test]
async fn a_removed_camera_stays_away_whatever_is_played_and_starting_afresh_brings_it_back() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let (computer, vault) = signed_in(&demo, &hands).await;
    let before = computer.cameras().await.unwrap();
    let dark = before.iter().find(|camera| !camera.online).unwrap().id;
    for gone in [before[0].id, dark] {
        computer.remove_camera(gone).await.unwrap();
    }
    let left = nicknames(&computer, &vault).await;
    assert_eq!(left, ["Back garden", "Living room", "Nursery"]);
    let none_dark = demo.camera_comes_back(None).await;
    assert!(matches!(none_dark, Err(DemoError::NoSuchCamera)));
    let dark = demo.camera_goes_offline(None).await.unwrap();
    demo.camera_comes_back(Some(dark)).await.unwrap();
    let (renamed, _) = demo.rename_elsewhere(None, None).await.unwrap();
    assert_eq!(renamed, before[1].id);
    demo.day_of_the_leak().await.unwrap();
    demo.service_corrects_itself().await.unwrap();
    demo.close().await;

    let mut demo = DemoHome::open_in(dir.path(), hands.clock(), Language::Italian)
        .await
        .unwrap();
    hands.forward(1);
    let (computer, vault) = signed_in(&demo, &hands).await;
    let left = nicknames(&computer, &vault).await;
    assert_eq!(left, ["Back garden (new)", "Soggiorno", "Cameretta"]);
    for camera in computer.cameras().await.unwrap() {
        computer.remove_camera(camera.id).await.unwrap();
    }
    let nothing = demo.rename_elsewhere(None, None).await;
    assert!(matches!(nothing, Err(DemoError::NoSuchCamera)));
    demo.start_afresh().await.unwrap();
    hands.forward(1);
    let (computer, _) = signed_in(&demo, &hands).await;
    assert_eq!(computer.cameras().await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_demo_home_that_cannot_be_repaired_starts_afresh() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    DemoHome::open(dir.path(), hands.clock())
        .await
        .unwrap()
        .close()
        .await;
    std::fs::write(dir.path().join("home.sqlite"), [7; 8_192]).unwrap();
    DemoHome::open(dir.path(), hands.clock())
        .await
        .unwrap()
        .close()
        .await;
    std::fs::remove_dir_all(dir.path().join("secrets")).unwrap();
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    assert_eq!(demo.cameras().await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_crash_before_the_furniture_was_in_leaves_a_home_that_is_furnished_next_time() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let database = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
    let bare = Service::open(Config::new(database, dir.path().join("secrets"), ""))
        .await
        .unwrap();
    assert!(bare.accounts().await.unwrap().is_empty());
    drop(bare);
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    assert_eq!(demo.cameras().await.unwrap().len(), 5);
}
