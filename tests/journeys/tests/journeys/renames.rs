//! A name is shown at once, outlives everything, and is sent once.

use porchlight_core::view::{CameraKey, ConflictChoice, EditView, Snapshot};
use porchlight_journeys::computer::{Computer, camera, connection};
use porchlight_journeys::house::House;
use porchlight_simulators::proxy::{Fate, Gate};

fn named(key: &CameraKey, name: &'static str, edit: EditView) -> impl Fn(&Snapshot) -> bool {
    let key = key.clone();
    move |home| {
        let camera = camera(home, &key);
        camera.nickname == name && camera.edit == edit
    }
}

fn shows(name: &'static str) -> impl Fn(&Snapshot) -> bool {
    move |home| home.cameras.iter().any(|camera| camera.nickname == name)
}

#[tokio::test]
async fn a_rename_reaches_the_owners_other_computer_and_is_sent_once() {
    let house = House::furnished().await;
    let (study, kitchen) = (Computer::start().await, Computer::start().await);
    study.at_home(&house.proxy.url()).await;
    kitchen.at_home(&house.proxy.url()).await;
    let key = study.cameras().await.remove(0);
    study.rename(&key, "Front door").await;
    assert_eq!(
        camera(&study.snapshot().await, &key).nickname,
        "Front door",
        "shown at once"
    );
    kitchen
        .until("the name is in the kitchen", shows("Front door"))
        .await;
    study
        .until(
            "the name is confirmed",
            named(&key, "Front door", EditView::None),
        )
        .await;
    assert_eq!(house.writes(), 1);
    assert_eq!(kitchen.desktop.notices(), []);
}

#[tokio::test]
async fn a_name_typed_offline_outlives_a_crash_and_is_sent_once() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.proxy.cut();
    let key = computer.cameras().await.remove(0);
    computer.rename(&key, "Greenhouse").await;
    computer.kill().await;
    let again = Computer::start_in(folder.path()).await;
    let home = again
        .until(
            "the name is still there",
            named(&key, "Greenhouse", EditView::Waiting),
        )
        .await;
    assert_eq!(connection(&home, id).waiting_edits, 1);
    house.proxy.mended();
    again
        .until(
            "the name was sent",
            named(&key, "Greenhouse", EditView::None),
        )
        .await;
    let mut revisions = house.revisions().await;
    revisions.sort_unstable();
    assert_eq!(revisions, [1, 2]);
}

#[tokio::test]
async fn a_crash_before_the_answer_sends_no_name_twice() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    computer.at_home(&house.proxy.url()).await;
    house.proxy.rule(|seen| {
        if seen.method == "PUT" {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    let key = computer.cameras().await.remove(0);
    computer.rename(&key, "Greenhouse").await;
    house.proxy.counted("PUT", "/profile", 1).await;
    computer.kill().await;
    house.proxy.behave();
    let again = Computer::start_in(folder.path()).await;
    again
        .until(
            "the name is confirmed",
            named(&key, "Greenhouse", EditView::None),
        )
        .await;
    let mut revisions = house.revisions().await;
    revisions.sort_unstable();
    assert_eq!(revisions, [1, 2], "the second sending counted for nothing");
}

/// One renames while the other's rename is on its way.
async fn conflict() -> (House, Computer, Computer, CameraKey) {
    let house = House::furnished().await;
    let (study, kitchen) = (Computer::start().await, Computer::start().await);
    study.at_home(&house.proxy.url()).await;
    kitchen.at_home(&house.proxy.url()).await;
    let gate = Gate::closed();
    let (held, first) = (gate.clone(), std::sync::atomic::AtomicBool::new(true));
    house.proxy.rule(move |seen| {
        if seen.method == "PUT" && first.swap(false, std::sync::atomic::Ordering::SeqCst) {
            Fate::Held(held.clone())
        } else {
            Fate::Forwarded
        }
    });
    let key = study.cameras().await.remove(0);
    study.rename(&key, "Shed").await;
    house.proxy.counted("PUT", "/profile", 1).await;
    let same = kitchen
        .cameras()
        .await
        .into_iter()
        .find(|other| other.camera == key.camera)
        .unwrap();
    kitchen.rename(&same, "Garage").await;
    kitchen
        .until(
            "the kitchen was first",
            named(&same, "Garage", EditView::None),
        )
        .await;
    gate.open();
    let theirs = EditView::Conflict {
        theirs: "Garage".into(),
        their_room: None,
    };
    study
        .until("the owner is asked", named(&key, "Shed", theirs))
        .await;
    (house, study, kitchen, key)
}

#[tokio::test]
async fn a_camera_renamed_elsewhere_asks_and_mine_can_stay() {
    let (_house, study, kitchen, key) = conflict().await;
    study
        .companion
        .resolve_conflict(key.clone(), ConflictChoice::Mine)
        .await
        .unwrap();
    study
        .until("mine was sent", named(&key, "Shed", EditView::None))
        .await;
    kitchen.until("the kitchen knows", shows("Shed")).await;
}

#[tokio::test]
async fn a_camera_renamed_elsewhere_asks_and_theirs_can_stay() {
    let (house, study, _kitchen, key) = conflict().await;
    study
        .companion
        .resolve_conflict(key.clone(), ConflictChoice::Theirs)
        .await
        .unwrap();
    study
        .until("theirs is shown", named(&key, "Garage", EditView::None))
        .await;
    assert_eq!(house.writes(), 2);
}
