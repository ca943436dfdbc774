//! The owner sees all that a service keeps about them, takes it along, and has it deleted.

use porchlight_core::alerts::AlertFilter;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;
use porchlight_core::view::two_factor::{SecondFactorInput, SecondFactorKind};
use porchlight_core::view::your_data::{DeletedAccountView, HeldGroup, HeldValueView};

use crate::scene::{PASSWORD, Scene, soon};

async fn with_two_cameras() -> Scene {
    let scene = Scene::signed_in(vec![camera("door", "Porch"), camera("shed", "Shed")]).await;
    scene.until_online().await;
    scene
}

async fn delete(scene: &Scene, password: &str) -> Result<DeletedAccountView, FailureCode> {
    let password = Password::new(password);
    let asked = scene
        .companion
        .delete_account(scene.connection, password, None);
    soon(asked).await.map_err(|failure| failure.code)
}

fn with_code(code: &str) -> Option<SecondFactorInput> {
    Some(SecondFactorInput {
        kind: SecondFactorKind::Code,
        typed: Password::new(code),
    })
}

#[tokio::test]
async fn everything_is_counted_and_what_is_sealed_is_shown_by_its_first_bytes() {
    let scene = with_two_cameras().await;
    let page = soon(scene.companion.your_data(scene.connection))
        .await
        .unwrap();
    // Two cameras of four values (no new firmware), and one of the account.
    assert_eq!((page.records, page.values, page.readable), (3, 9, 4));
    let groups: Vec<_> = page.tables.iter().map(|table| table.group).collect();
    assert_eq!(groups, [HeldGroup::Account, HeldGroup::Cameras]);
    let door = &page.tables[1].rows[0];
    let sealed = HeldValueView::Bytes {
        first: "0707070707070707".into(),
        length: 280,
    };
    assert_eq!(door[2], sealed);
    assert_eq!(door[4], HeldValueView::Nothing);
    assert!(!serde_json::to_string(&page).unwrap().contains("Porch\""));
}

#[tokio::test]
async fn what_is_taken_along_is_what_the_service_keeps_and_what_only_this_computer_reads_if_asked_for()
 {
    let scene = with_two_cameras().await;
    let sealed = soon(scene.companion.export_your_data(scene.connection, false))
        .await
        .unwrap();
    let sealed = serde_json::to_value(&sealed).unwrap();
    assert!(sealed.get("readableOnlyHere").is_none());
    let camera = &sealed["keptByService"][0]["rows"][0];
    assert_eq!(camera["model"], "Porch Cam 2");
    assert_eq!(camera["sealed_profile"]["length"], 280);
    assert_eq!(camera["firmware_available"], serde_json::Value::Null);
    assert!(!sealed.to_string().contains("Shed"));

    let opened = soon(scene.companion.export_your_data(scene.connection, true))
        .await
        .unwrap();
    let opened = serde_json::to_value(&opened).unwrap();
    assert_eq!(opened["keptByService"], sealed["keptByService"]);
    let here = &opened["readableOnlyHere"];
    assert_eq!(here["cameras"][1]["nickname"], "Shed");
    assert_eq!(here["address"], "anna@example.org");
    assert_eq!(here["computers"][0]["name"], "kitchen");
    assert!(!opened.to_string().contains(PASSWORD));
}

#[tokio::test]
async fn of_a_deleted_account_nothing_stays_on_this_computer() {
    let scene = with_two_cameras().await;
    let elsewhere = scene.service.sign_in_elsewhere("attic");
    scene.service.announce(&elsewhere);
    scene.until(|seen| seen.alerts.unread == 1).await;
    // A change that never went out.
    scene.service.break_writes(Some(ServiceError::Unreachable));
    scene.rename("door", "Gate").await.unwrap();

    let gone = delete(&scene, PASSWORD).await.unwrap();
    assert_eq!(gone.service, "Fake service");
    let search = gone.search.unwrap();
    assert_eq!((search.removed, search.left), (3, 0));
    let seen = scene.desktop.seen();
    assert_eq!(seen.names(), [""; 0]);
    assert!(seen.connections.is_empty() && seen.alerts.unread == 0);
    let home = scene.door.store.home();
    assert!(home.connections.is_empty() && home.cameras.is_empty() && home.edits.is_empty());
    assert!(
        soon(scene.companion.alerts(AlertFilter::default(), None, 10))
            .await
            .unwrap()
            .is_empty()
    );
    soon(scene.companion.close()).await.unwrap();
    assert!(!scene.door.secrets.holds(scene.slot()));
}

#[tokio::test]
async fn that_the_session_ends_is_no_news_where_the_account_was_deleted() {
    let scene = with_two_cameras().await;
    scene.service.tell_of_deletion_first();
    delete(&scene, PASSWORD).await.unwrap();
    assert!(scene.desktop.seen().notices.is_empty());
    assert!(scene.desktop.seen().connections.is_empty());
}

#[tokio::test]
async fn a_wrong_password_or_no_code_deletes_nothing_and_the_owner_goes_on() {
    let scene = with_two_cameras().await;
    for wrong in ["wrong horse", "x"] {
        assert_eq!(delete(&scene, wrong).await, Err(FailureCode::PasswordWrong));
    }
    scene.service.want_code("246810");
    assert_eq!(
        delete(&scene, PASSWORD).await,
        Err(FailureCode::FactorNeeded)
    );
    let wrong = scene.companion.delete_account(
        scene.connection,
        Password::new(PASSWORD),
        with_code("111111"),
    );
    assert_eq!(
        soon(wrong).await.unwrap_err().code,
        FailureCode::FactorCodeWrong
    );
    assert_eq!(scene.desktop.seen().names(), ["Porch", "Shed"]);
    // It listens as before.
    let elsewhere = scene.service.sign_in_elsewhere("attic");
    scene.service.announce(&elsewhere);
    scene.until(|seen| seen.alerts.unread == 1).await;
    let right = scene.companion.delete_account(
        scene.connection,
        Password::new(PASSWORD),
        with_code("246810"),
    );
    soon(right).await.unwrap();
}

#[tokio::test]
async fn where_nobody_knows_whether_it_was_deleted_the_services_word_decides() {
    let scene = with_two_cameras().await;
    scene.service.lose_deletion_answers();
    assert_eq!(
        delete(&scene, PASSWORD).await,
        Err(FailureCode::DeletionUnclear)
    );
    // It was: whatever is asked next is answered by the end of the session.
    scene
        .until(|seen| {
            seen.connections.iter().any(|connection| {
                matches!(&connection.session, SessionView::Reset { reset } if reset.reason == EndReason::AccountDeleted)
            })
        })
        .await;
    assert_eq!(
        scene.desktop.seen().names(),
        ["Porch", "Shed"],
        "the list can still be saved"
    );
}
