//! Places that have nothing to sign in to: cameras are added one by one, and each has a secret and troubles of its own.

use porchlight_core::cameras::{CameraId, Trouble};
use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::secret_vault::{SecretSlot, VaultError};
use porchlight_core::secret::Password;
use porchlight_core::testing::{FAKE_NETWORK, Moves, Seen, camera};
use porchlight_core::view::discovery::LookState;
use porchlight_core::view::setup::MoveState::{Followed, Waiting};
use porchlight_core::view::setup::{MovePurpose, MoveState, ToldView};
use porchlight_core::view::status::{Headline, Lamp, StatusAction, StatusDetail};
use porchlight_core::view::{CameraKey, CameraView, ConnectionId, ReachView, SessionView};

use crate::scene::{Connections, Scene, soon};

const DOOR: &str = "192.168.1.20";
const GARDEN: &str = "192.168.1.21";

/// A network with two cameras, of which the owner has added none.
async fn network() -> Scene {
    let mut scene = Scene::bare(vec![]);
    scene.ready().await;
    scene
        .network
        .put(DOOR, camera("door", "IPC-1"), "of the door");
    scene
        .network
        .put(GARDEN, camera("garden", "IPC-2"), "of the garden");
    let added = scene.companion.add_place(ProviderId::new(FAKE_NETWORK));
    scene.connection = soon(added).await.unwrap();
    scene
}

/// The same, with both in the list.
async fn both_added() -> Scene {
    let scene = network().await;
    add(&scene, DOOR, "of the door").await.unwrap();
    add(&scene, GARDEN, "of the garden").await.unwrap();
    scene
}

async fn add(scene: &Scene, address: &str, password: &str) -> Answer<CameraKey> {
    let password = Password::new(password);
    let added = scene.companion.add_camera(
        scene.connection,
        address.into(),
        "admin".into(),
        password,
        Vec::new(),
    );
    soon(added).await
}

async fn again(scene: &Scene, id: &str, address: &str, password: &str) -> Answer<CameraKey> {
    let password = Password::new(password);
    let again = scene.companion.sign_in_to_camera(
        scene.key(id),
        address.into(),
        "admin".into(),
        password,
        Vec::new(),
    );
    soon(again).await
}

async fn until_camera(scene: &Scene, id: &str, so: impl Fn(&CameraView) -> bool) {
    let key = scene.key(id);
    scene
        .until(|seen| seen.cameras.get(&key).is_some_and(&so))
        .await;
}

fn entry(scene: &Scene, id: &str) -> SecretSlot {
    SecretSlot::Camera(scene.key(id))
}

fn code(answer: &Answer<CameraKey>) -> Option<FailureCode> {
    answer.as_ref().err().map(|failure| failure.code)
}

#[tokio::test]
async fn a_place_without_a_sign_in_is_never_signed_out_and_asks_nobody_to_sign_in() {
    let scene = network().await;
    scene.until_online().await;
    let view = scene.view();
    assert_eq!(view.session, SessionView::NotNeeded);
    assert!(view.removes_cameras && !view.keeps_names);
    let seen = scene.desktop.seen();
    let about_it = |seen: &Seen| {
        let status = seen.status.as_ref().unwrap();
        status.details.contains(&StatusDetail::SignedOut {
            connection: scene.connection,
        })
    };
    assert!(!about_it(&seen));
    assert_eq!(seen.status.unwrap().headline, Headline::NoCameras);
    for refused in [
        soon(scene.companion.sign_out(scene.connection)).await,
        scene.sign_in_as("anna@example.org", "correct horse").await,
    ] {
        assert_eq!(refused.unwrap_err().code, FailureCode::NotNow);
    }
    assert_eq!(scene.view().session, SessionView::NotNeeded);
    // Nor does the checklist.
    assert!(seen.checkup.iter().all(|item| {
        let said = format!("{:?}", item.subject);
        !said.contains(&scene.connection.0.to_string())
    }));
}

#[tokio::test]
async fn a_camera_is_tried_first_and_comes_into_the_list_with_a_secret_of_its_own() {
    let scene = network().await;
    let refused = add(&scene, DOOR, "of somebody else").await;
    assert_eq!(code(&refused), Some(FailureCode::WrongCredentials));
    assert!(scene.desktop.seen().cameras.is_empty());
    assert!(scene.door.secrets.is_empty());
    add(&scene, &format!(" {DOOR} "), "of the door")
        .await
        .unwrap();
    assert!(scene.door.secrets.holds(entry(&scene, "door")));
    let door = scene.camera("door");
    assert_eq!((door.address.as_deref(), door.trouble), (Some(DOOR), None));
    add(&scene, GARDEN, "of the garden").await.unwrap();
    let status = scene.desktop.seen().status.unwrap();
    assert_eq!(
        (status.headline, status.lamp),
        (Headline::AllIsWell, Lamp::On)
    );
    let nobody = add(&scene, "192.168.1.99", "of the door").await;
    assert_eq!(code(&nobody), Some(FailureCode::ServiceUnreachable));
    assert_eq!(scene.desktop.seen().cameras.len(), 2);
}

#[tokio::test]
async fn after_a_restart_all_cameras_are_asked_with_what_is_in_the_keychain() {
    let scene = both_added().await;
    scene.rename("door", "Front door").await.unwrap();
    let scene = scene.restarted().await;
    scene.until_online().await;
    for id in ["door", "garden"] {
        let before = scene.network.looks(&CameraId(id.into()));
        soon(scene.companion.refresh(scene.connection))
            .await
            .unwrap();
        let asked = |network: &porchlight_core::testing::FakeNetwork| {
            network.looks(&CameraId(id.into())) > before
        };
        soon(scene.network.until(asked)).await;
    }
    let door = scene.camera("door");
    assert_eq!((door.nickname.as_str(), door.private), ("Front door", true));
    assert_eq!(scene.view().session, SessionView::NotNeeded);
}

#[tokio::test]
async fn the_trouble_of_one_camera_shows_at_no_other_and_says_what_it_is() {
    let scene = both_added().await;
    for (trouble, shown) in [
        (ServiceError::Unreachable, Trouble::NoAnswer),
        (ServiceError::Garbled, Trouble::NotUnderstood),
        (ServiceError::ClockOff { seconds: 90 }, Trouble::ClockOff),
        (
            ServiceError::TooManyTries { retry_after: 1800 },
            Trouble::Locked,
        ),
    ] {
        scene.network.trouble(DOOR, Some(trouble));
        soon(scene.companion.refresh(scene.connection))
            .await
            .unwrap();
        until_camera(&scene, "door", |door| door.trouble == Some(shown)).await;
        assert_eq!(scene.camera("garden").trouble, None);
        assert_eq!(scene.view().reach, ReachView::Online);
        let status = scene.desktop.seen().status.unwrap();
        let action = StatusAction::ShowTrouble {
            connection: scene.connection,
        };
        assert_eq!(status.action, Some(action));
    }
    scene.network.trouble(DOOR, None);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    until_camera(&scene, "door", |door| door.trouble.is_none()).await;
}

#[tokio::test]
async fn a_camera_that_refuses_its_password_is_asked_no_more_until_the_owner_says_so() {
    let scene = both_added().await;
    let door = CameraId("door".into());
    scene.network.set_password(DOOR, "another one");
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    until_camera(&scene, "door", |door| {
        door.trouble == Some(Trouble::CredentialRefused)
    })
    .await;
    let asked = scene.network.looks(&door);
    // The other goes on being asked, and this one is not.
    let garden = CameraId("garden".into());
    for _ in 0..3 {
        let before = scene.network.looks(&garden);
        scene.clock.skip_a_sleep().await;
        soon(
            scene
                .network
                .until(|network| network.looks(&garden) > before),
        )
        .await;
    }
    assert_eq!(scene.network.looks(&door), asked);
    // Wrong once more: what is kept stays.
    let wrong = again(&scene, "door", "", "wrong").await;
    assert_eq!(code(&wrong), Some(FailureCode::WrongCredentials));
    again(&scene, "door", "", "another one").await.unwrap();
    until_camera(&scene, "door", |door| door.trouble.is_none()).await;
    let scene = scene.restarted().await;
    until_camera(&scene, "door", |door| door.trouble.is_none()).await;
    soon(
        scene
            .network
            .until(|network| network.looks(&door) > asked + 1),
    )
    .await;
}

#[tokio::test]
async fn a_late_refusal_of_the_old_password_says_nothing_of_the_new_one() {
    let scene = both_added().await;
    let door = CameraId("door".into());
    let before = scene.network.looks(&door);
    scene.network.hold(true);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    soon(scene.network.until(|network| network.looks(&door) > before)).await;
    scene.network.set_password(DOOR, "new");
    let companion = scene.companion.clone();
    let key = scene.key("door");
    let signing_in = tokio::spawn(async move {
        let password = Password::new("new");
        companion
            .sign_in_to_camera(key, String::new(), "admin".into(), password, Vec::new())
            .await
    });
    scene.network.hold(false);
    soon(signing_in).await.unwrap().unwrap();
    until_camera(&scene, "door", |door| door.trouble.is_none()).await;
    assert_eq!(scene.camera("door").trouble, None);
}

#[tokio::test]
async fn another_camera_that_answers_takes_no_cameras_place() {
    let scene = both_added().await;
    // The router has given the door's address to the garden's camera.
    scene.network.follow_nobody();
    scene.network.readdress(DOOR, "192.168.1.30");
    scene.network.readdress(GARDEN, DOOR);
    scene.network.set_password(DOOR, "of the door");
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    until_camera(&scene, "door", |door| {
        door.trouble == Some(Trouble::NoAnswer)
    })
    .await;
    assert_eq!(scene.camera("door").key, scene.key("door"));
    let refused = again(&scene, "door", "", "of the door").await;
    assert_eq!(code(&refused), Some(FailureCode::AnotherCamera));
    // Where it is now, it is the same camera.
    again(&scene, "door", "192.168.1.30", "of the door")
        .await
        .unwrap();
    until_camera(&scene, "door", |door| door.trouble.is_none()).await;
    assert_eq!(scene.desktop.seen().cameras.len(), 2);
}

#[tokio::test]
async fn a_camera_is_the_same_wherever_the_router_puts_it() {
    let scene = both_added().await;
    scene.network.readdress(DOOR, "192.168.1.77");
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    until_camera(&scene, "door", |door| {
        door.address.as_deref() == Some("192.168.1.77")
    })
    .await;
    let scene = scene.restarted().await;
    assert_eq!(
        scene.camera("door").address.as_deref(),
        Some("192.168.1.77")
    );
    assert_eq!(scene.desktop.seen().cameras.len(), 2);
}

#[tokio::test]
async fn a_camera_whose_secret_the_keychain_does_not_take_is_not_added() {
    let scene = network().await;
    scene.door.secrets.break_writes(Some(VaultError::Locked));
    let refused = add(&scene, DOOR, "of the door").await;
    assert_eq!(code(&refused), Some(FailureCode::KeychainLocked));
    assert!(scene.desktop.seen().cameras.is_empty());
    let scene = scene.restarted().await;
    assert!(scene.desktop.seen().cameras.is_empty());
    scene.door.secrets.break_writes(None);
    add(&scene, DOOR, "of the door").await.unwrap();
}

#[tokio::test]
async fn an_emptied_keychain_costs_each_camera_its_password_and_nothing_else() {
    let scene = both_added().await;
    scene.rename("door", "Front door").await.unwrap();
    scene.door.secrets.empty();
    let scene = scene.restarted().await;
    for id in ["door", "garden"] {
        until_camera(&scene, id, |one| {
            one.trouble == Some(Trouble::CredentialRefused)
        })
        .await;
    }
    again(&scene, "door", "", "of the door").await.unwrap();
    until_camera(&scene, "door", |door| door.trouble.is_none()).await;
    assert_eq!(scene.camera("door").nickname, "Front door");
}

#[tokio::test]
async fn a_locked_keychain_is_the_places_trouble_until_it_is_unlocked() {
    let scene = both_added().await;
    scene.door.secrets.break_down(Some(VaultError::Locked));
    let scene = scene.restarted().await;
    scene.until_trouble().await;
    assert_eq!(scene.camera("door").trouble, None);
    let status = scene.desktop.seen().status.unwrap();
    assert!(status.details.contains(&StatusDetail::KeychainLocked));
    scene.door.secrets.break_down(None);
    let before = scene.network.looks(&CameraId("door".into()));
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    scene.until_online().await;
    soon(
        scene
            .network
            .until(|network| network.looks(&CameraId("door".into())) > before),
    )
    .await;
}

#[tokio::test]
async fn a_removed_camera_leaves_nothing_in_the_keychain() {
    let scene = both_added().await;
    scene.rename("door", "Front door").await.unwrap();
    scene.door.secrets.break_down(Some(VaultError::Locked));
    let refused = soon(scene.companion.remove_camera(scene.key("door"))).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::KeychainLocked);
    assert_eq!(scene.camera("door").nickname, "Front door");
    scene.door.secrets.break_down(None);
    soon(scene.companion.remove_camera(scene.key("door")))
        .await
        .unwrap();
    assert!(!scene.door.secrets.holds(entry(&scene, "door")));
    assert!(scene.door.secrets.holds(entry(&scene, "garden")));
    let scene = scene.restarted().await;
    assert_eq!(scene.desktop.seen().cameras.len(), 1);
    // It may come back, as a new one.
    add(&scene, DOOR, "of the door").await.unwrap();
    assert_eq!(scene.camera("door").nickname, "IPC-1");
    soon(scene.companion.forget_connection(scene.connection))
        .await
        .unwrap();
    soon(scene.companion.close()).await.unwrap();
    assert!(scene.door.secrets.is_empty());
}

#[tokio::test]
async fn a_place_is_not_removed_while_the_keychain_does_not_let_go_of_its_cameras_passwords() {
    let scene = both_added().await;
    scene.door.secrets.break_down(Some(VaultError::Locked));
    let forget = || soon(scene.companion.forget_connection(scene.connection));
    assert_eq!(
        forget().await.unwrap_err().code,
        FailureCode::KeychainLocked
    );
    assert_eq!(scene.desktop.seen().cameras.len(), 2);
    assert_eq!(scene.view().session, SessionView::NotNeeded);
    scene.door.secrets.break_down(None);
    forget().await.unwrap();
    assert!(scene.door.secrets.is_empty());
    assert!(scene.desktop.seen().connection(scene.connection).is_none());
}

#[tokio::test]
async fn three_hundred_cameras_have_an_entry_each_and_are_asked_a_few_at_a_time() {
    let scene = network().await;
    let all = 0..300;
    for number in all.clone() {
        let (id, address) = (
            format!("camera-{number}"),
            format!("10.0.{}.{}", number / 100, number % 100),
        );
        scene.network.put(&address, camera(&id, &id), "one for all");
        add(&scene, &address, "one for all").await.unwrap();
    }
    scene
        .network
        .trouble("10.0.2.99", Some(ServiceError::Unreachable));
    let scene = scene.restarted().await;
    let asked = |network: &porchlight_core::testing::FakeNetwork, number: usize| {
        network.looks(&CameraId(format!("camera-{number}")))
    };
    until_camera(&scene, "camera-299", |one| {
        one.trouble == Some(Trouble::NoAnswer)
    })
    .await;
    for number in all {
        assert!(
            scene
                .door
                .secrets
                .holds(entry(&scene, &format!("camera-{number}")))
        );
        soon(scene.network.until(|network| asked(network, number) > 0)).await;
    }
    assert!(
        scene.network.most_at_once() <= 8,
        "{}",
        scene.network.most_at_once()
    );
    assert_eq!(scene.camera("camera-0").trouble, None);
}

#[tokio::test]
async fn what_a_camera_sees_is_shown_when_it_is_asked_for() {
    let scene = both_added().await;
    let picture = soon(scene.companion.picture(scene.key("door")))
        .await
        .unwrap();
    assert_eq!(picture.bytes, b"picture of door");
    scene.network.set_password(DOOR, "another one");
    let refused = soon(scene.companion.picture(scene.key("door"))).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::WrongCredentials);
    assert_eq!(scene.view().reach, ReachView::Online);
    let nobody = CameraKey {
        connection: ConnectionId::NONE,
        camera: CameraId("door".into()),
    };
    let nobody = soon(scene.companion.picture(nobody)).await.unwrap_err();
    assert_eq!(nobody.code, FailureCode::NotThere);
}

#[tokio::test]
async fn two_places_beside_each_other_have_troubles_of_their_own() {
    let scene = both_added().await;
    let at_service = soon(
        scene
            .companion
            .connect_service(crate::scene::ADDRESS.into()),
    )
    .await;
    let at_service = at_service.unwrap();
    let seen = scene.desktop.seen();
    assert_eq!(
        seen.connection(at_service).unwrap().session,
        SessionView::SignedOut
    );
    assert_eq!(scene.view().session, SessionView::NotNeeded);
    let beside = soon(scene.companion.add_account(scene.connection)).await;
    assert_eq!(beside.unwrap_err().code, FailureCode::NotThere);
}

#[tokio::test]
async fn cameras_are_shown_as_they_answer_and_those_in_the_list_are_marked() {
    let scene = network().await;
    add(&scene, GARDEN, "of the garden").await.unwrap();
    scene.network.hold(true);
    soon(scene.companion.find_cameras(scene.connection))
        .await
        .unwrap();
    let seen = scene.until(|seen| found(seen).len() == 1).await;
    assert_eq!(seen.discovery.unwrap().state, LookState::Looking);
    scene.network.hold(false);
    let seen = scene
        .until(|seen| {
            seen.discovery
                .as_ref()
                .is_some_and(|look| look.state == LookState::Done)
        })
        .await;
    assert_eq!(
        found(&seen),
        [("door".to_owned(), false), ("garden".to_owned(), true)]
    );
    add(&scene, DOOR, "of the door").await.unwrap();
    assert!(found(&scene.desktop.seen()).iter().all(|(_, added)| *added));
    soon(scene.companion.stop_finding(true)).await.unwrap();
    assert_eq!(scene.desktop.seen().discovery, None);
}

#[tokio::test]
async fn an_owner_who_does_not_want_to_wait_keeps_what_was_found() {
    let scene = network().await;
    scene.network.hold(true);
    soon(scene.companion.find_cameras(scene.connection))
        .await
        .unwrap();
    scene.until(|seen| found(seen).len() == 1).await;
    soon(scene.companion.stop_finding(false)).await.unwrap();
    let seen = scene.desktop.seen();
    assert_eq!(seen.discovery.as_ref().unwrap().state, LookState::Stopped);
    scene.network.hold(false);
    // Nothing comes in any more.
    add(&scene, DOOR, "of the door").await.unwrap();
    assert_eq!(found(&scene.desktop.seen()), [("door".to_owned(), true)]);
    // Another look starts afresh.
    soon(scene.companion.find_cameras(scene.connection))
        .await
        .unwrap();
    scene.until(|seen| found(seen).len() == 2).await;
    // And goes with its place.
    soon(scene.companion.forget_connection(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.desktop.seen().discovery, None);
}

#[tokio::test]
async fn where_nobody_looks_around_or_sees_anything_it_is_offered_nowhere() {
    let scene = both_added().await;
    assert!(scene.view().finds_cameras && scene.view().shows_pictures);
    scene.network.without_discovery();
    scene.network.without_pictures();
    scene.network.without_wifi();
    let scene = scene.restarted().await;
    scene.until_online().await;
    assert!(!scene.view().finds_cameras && !scene.view().shows_pictures);
    assert!(!scene.view().changes_wifi);
    let moved = scene.begins(MovePurpose::NewNetwork, "New router").await;
    assert_eq!(moved, Err(FailureCode::NotThere));
    let refused = soon(scene.companion.find_cameras(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NotThere);
    let refused = soon(scene.companion.picture(scene.key("door"))).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NotThere);
}

#[tokio::test]
async fn a_place_is_added_once_by_its_name_and_by_no_other() {
    let scene = network().await;
    let snapshot = soon(scene.companion.snapshot()).await.unwrap();
    assert_eq!(snapshot.places, [ProviderId::new(FAKE_NETWORK)]);
    let again = soon(scene.companion.add_place(ProviderId::new(FAKE_NETWORK))).await;
    assert_eq!(again.unwrap(), scene.connection);
    let unknown = soon(scene.companion.add_place(ProviderId::new("nobody's"))).await;
    assert_eq!(unknown.unwrap_err().code, FailureCode::ProviderUnknown);
}

fn told(scene: &Scene, id: &str) -> (MoveState, Option<ToldView>) {
    moving(&scene.desktop.seen(), &scene.key(id))
}

fn moving(seen: &Seen, key: &CameraKey) -> (MoveState, Option<ToldView>) {
    let plan = seen.move_plan.as_ref().unwrap();
    let one = plan.cameras.iter().find(|one| one.key == *key).unwrap();
    (one.state, one.told.clone())
}

/// Time passes until it is so.
async fn in_time(scene: &Scene, so: impl Fn(&Seen) -> bool) {
    let passes = async {
        loop {
            scene.clock.skip_a_sleep().await;
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = scene.until(so) => {}
        () = passes => {}
    }
}

#[tokio::test]
async fn cameras_that_take_a_network_are_told_it_one_after_the_other_and_no_code_is_shown() {
    let scene = both_added().await;
    assert!(scene.view().changes_wifi && !scene.view().pairs_cameras);
    scene.begin_move().await;
    let (door, garden) = (scene.key("door"), scene.key("garden"));
    soon(scene.companion.move_camera(door.clone()))
        .await
        .unwrap();
    assert_eq!(told(&scene, "door"), (Waiting, Some(ToldView::UnderWay)));
    assert_eq!(scene.desktop.seen().setup, None);
    // One goes first, and nobody leaves out the one that is on its way.
    let second = soon(scene.companion.move_camera(garden.clone())).await;
    assert_eq!(second.unwrap_err().code, FailureCode::NotNow);
    let skipped = soon(scene.companion.skip_move(door.clone(), true)).await;
    assert_eq!(skipped.unwrap_err().code, FailureCode::NotNow);
    in_time(&scene, |seen| moving(seen, &door) == (Followed, None)).await;
    assert_eq!(scene.camera("door").network.as_deref(), Some("New router"));
    soon(scene.companion.move_camera(garden.clone()))
        .await
        .unwrap();
    in_time(&scene, |seen| moving(seen, &garden) == (Followed, None)).await;
    let scene = scene.restarted().await;
    assert_eq!(scene.camera("door").network.as_deref(), Some("New router"));
}

#[tokio::test]
async fn a_camera_that_does_not_go_along_is_said_to_be_where_it_is() {
    let scene = both_added().await;
    scene.begin_move().await;
    let door = scene.key("door");
    for (moves, code) in [
        (Moves::Refuses, FailureCode::CameraCannotJoin),
        (Moves::Nowhere, FailureCode::CameraCannotJoin),
        (Moves::Away, FailureCode::CameraNotHeard),
    ] {
        scene.network.moves(DOOR, moves);
        soon(scene.companion.move_camera(door.clone()))
            .await
            .unwrap();
        let failed = ToldView::Failed {
            failure: code.into(),
        };
        in_time(&scene, |seen| {
            moving(seen, &door) == (Waiting, Some(failed.clone()))
        })
        .await;
        assert_eq!(scene.camera("door").network, None, "{moves:?}");
    }
    // It is heard again, and told once more.
    scene.network.trouble(DOOR, None);
    scene.network.moves(DOOR, Moves::ToTheOther);
    soon(scene.companion.move_camera(door.clone()))
        .await
        .unwrap();
    in_time(&scene, |seen| moving(seen, &door) == (Followed, None)).await;
}

#[tokio::test]
async fn nobody_hears_of_a_camera_after_the_move_was_ended() {
    let scene = both_added().await;
    scene.begin_move().await;
    let door = scene.key("door");
    soon(scene.companion.move_camera(door.clone()))
        .await
        .unwrap();
    soon(scene.companion.end_move()).await.unwrap();
    assert_eq!(scene.desktop.seen().move_plan, None);
    scene.begin_move().await;
    assert_eq!(told(&scene, "door"), (Waiting, None));
    // After a restart the password is typed again first.
    let scene = scene.restarted().await;
    let refused = soon(scene.companion.move_camera(door)).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::WifiPasswordMissing);
}

fn found(seen: &Seen) -> Vec<(String, bool)> {
    let look = seen.discovery.iter().flat_map(|look| &look.found);
    look.map(|one| (one.id.0.clone(), one.added)).collect()
}
