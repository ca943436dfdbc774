//! The owner changes the password, also on a bad line and with a program that dies in the middle.

use std::sync::Arc;

use porchlight_core::alerts::{AlertFilter, AlertKind};
use porchlight_core::companion::Answer;
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::view::password::{Breach, PasswordChangedView};
use porchlight_core::view::{ConnectionId, EditView};
use porchlight_journeys::computer::{Computer, Parts, camera, is_active, is_online};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_providers::Network;
use porchlight_providers::breach_lists::RangeList;
use porchlight_simulators::breach_list::LeakedPasswords;
use porchlight_simulators::proxy::{Fate, Gate};

const NEW: &str = "nine geese over the mill pond";
const FINISH: &str = "/v1/password/finish";

async fn change(
    computer: &Computer,
    id: ConnectionId,
    old: &str,
    new: &str,
    sign_out_others: bool,
) -> Answer<PasswordChangedView> {
    let (old, new) = (Password::new(old), Password::new(new));
    computer
        .companion
        .change_password(id, old, new, None, sign_out_others)
        .await
}

async fn sign_in(computer: &Computer, id: ConnectionId, password: &str) -> Result<(), Failure> {
    let password = Password::new(password);
    computer
        .companion
        .sign_in(id, EMAIL.into(), password)
        .await
        .map(drop)
}

/// Signed out, and in again by exactly one of the two.
async fn opens_with(computer: &Computer, id: ConnectionId, right: &str, wrong: &str) {
    computer.companion.sign_out(id).await.unwrap();
    let refused = sign_in(computer, id, wrong).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::WrongCredentials);
    sign_in(computer, id, right).await.unwrap();
}

#[tokio::test]
async fn everything_goes_on_here_and_the_other_computer_is_told_who_did_it() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let study = Computer::start_in(folder.path()).await;
    let id = study.at_home(&house.proxy.url()).await;
    let kitchen = tempfile::tempdir().unwrap();
    let kitchen = Computer::start_with(kitchen.path(), Parts::usual().called("Kitchen")).await;
    kitchen.at_home(&house.proxy.url()).await;
    let key = study.cameras().await.remove(0);
    study.rename(&key, "Heron pond").await;
    let sent = |home: &_| camera(home, &key).edit == EditView::None;
    study.until("the name was sent", sent).await;

    let changed = change(&study, id, PASSWORD, NEW, true).await.unwrap();
    let breach = Breach::Off;
    assert_eq!(
        changed,
        PasswordChangedView {
            breach,
            before: false
        }
    );
    let reset = kitchen.until_reset().await;
    assert_eq!(reset.reason, EndReason::PasswordChanged);
    assert_eq!(reset.by.as_deref(), Some("Study computer"));

    study.kill().await;
    let study = Computer::start_in(folder.path()).await;
    let home = |home: &_| is_active(home) && camera(home, &key).nickname == "Heron pond";
    study
        .until("still signed in, and names are readable", home)
        .await;
    opens_with(&study, id, NEW, PASSWORD).await;
    study
        .until("names are readable with the new one", home)
        .await;
}

#[tokio::test]
async fn a_computer_that_stays_signed_in_is_told_who_changed_it() {
    let house = House::furnished().await;
    let folder = tempfile::tempdir().unwrap();
    let study = Computer::start_with(folder.path(), Parts::usual()).await;
    let id = study.at_home(&house.proxy.url()).await;
    let kitchen = tempfile::tempdir().unwrap();
    let kitchen = Computer::start_with(kitchen.path(), Parts::usual().called("Kitchen")).await;
    kitchen.at_home(&house.proxy.url()).await;
    change(&study, id, PASSWORD, NEW, false).await.unwrap();
    let told = kitchen
        .until("an alert", |home| home.alerts.unread > 0)
        .await;
    assert!(is_active(&told));
    let alerts = kitchen
        .companion
        .alerts(AlertFilter::default(), None, 10)
        .await
        .unwrap();
    let by = Some("Study computer".to_owned());
    assert_eq!(alerts[0].alert.kind, AlertKind::PasswordChanged { by });
}

#[tokio::test]
async fn killed_before_the_last_message_arrives_nothing_has_changed() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let gate = Gate::closed();
    house.proxy.rule(move |seen| match seen.path.as_str() {
        FINISH => Fate::Held(gate.clone()),
        _ => Fate::Forwarded,
    });
    let asking = {
        let companion = computer.companion.clone();
        let (old, new) = (Password::new(PASSWORD), Password::new(NEW));
        tokio::spawn(async move { companion.change_password(id, old, new, None, true).await })
    };
    house.proxy.counted("POST", FINISH, 1).await;
    computer.kill().await;
    assert!(asking.await.unwrap().is_err());
    house.proxy.behave();
    let computer = Computer::start_in(folder.path()).await;
    computer.until("back home", is_online).await;
    opens_with(&computer, id, PASSWORD, NEW).await;
}

#[tokio::test]
async fn killed_after_the_last_message_arrived_the_next_try_tells_that_it_is_done() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.proxy.rule(|seen| match seen.path.as_str() {
        FINISH => Fate::AnswerLost,
        _ => Fate::Forwarded,
    });
    let refused = change(&computer, id, PASSWORD, NEW, false)
        .await
        .unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordUnclear);
    computer.kill().await;
    house.proxy.behave();
    let computer = Computer::start_in(folder.path()).await;
    computer.until("back home", is_online).await;
    assert!(
        change(&computer, id, PASSWORD, NEW, false)
            .await
            .unwrap()
            .before
    );
    opens_with(&computer, id, NEW, PASSWORD).await;
}

#[tokio::test]
async fn a_leaked_password_is_refused_and_a_list_that_is_gone_holds_nobody_up() {
    let house = House::furnished().await;
    let list = LeakedPasswords::start(&[(NEW, 37)]).await.unwrap();
    let asks = RangeList::at(&list.url(), Network::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let parts = Parts {
        breach_list: Some(Arc::new(asks)),
        ..Parts::usual()
    };
    let computer = Computer::start_with(folder.path(), parts).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let refused = change(&computer, id, PASSWORD, NEW, false)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.reference),
        (FailureCode::PasswordBreached, Some(37))
    );
    let proofs = house.proxy.count("POST", "/v1/session/proof/start");
    assert_eq!(proofs, 0, "the service was not asked");
    drop(list);
    let changed = change(&computer, id, PASSWORD, NEW, false).await.unwrap();
    assert_eq!(changed.breach, Breach::NotChecked);
    opens_with(&computer, id, NEW, PASSWORD).await;
}
