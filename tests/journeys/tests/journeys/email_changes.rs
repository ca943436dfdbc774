//! The owner changes the address, or somebody else does: with a program and a service that die in between, and another computer
//! that takes it back.

use porchlight_core::alerts::{AlertFilter, AlertKind};
use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::view::{ConnectionId, Snapshot};
use porchlight_journeys::computer::{Computer, Parts, is_online};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_protocol::service::path;
use porchlight_simulators::proxy::Fate;

const NEW: &str = "ada@elsewhere.example";
const EVE: &str = "eve@example.org";

async fn change(computer: &Computer, id: ConnectionId, email: &str) -> Answer<()> {
    let password = Password::new(PASSWORD);
    let asked = &computer.companion;
    asked.change_email(id, email.into(), password, None).await
}

async fn sign_in(computer: &Computer, id: ConnectionId, email: &str) -> Answer<()> {
    let password = Password::new(PASSWORD);
    let asked = computer.companion.sign_in(id, email.into(), password);
    asked.await.map(drop)
}

fn has(email: &str) -> impl Fn(&Snapshot) -> bool {
    move |home| is_online(home) && home.connections[0].email == email
}

#[tokio::test]
async fn the_owners_other_computer_follows_without_a_word_of_the_service() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let study = Computer::start_in(folder.path()).await;
    let id = study.at_home(&house.proxy.url()).await;
    let kitchen = tempfile::tempdir().unwrap();
    let kitchen = Computer::start_with(kitchen.path(), Parts::usual().called("Kitchen")).await;
    let there = kitchen.at_home(&house.proxy.url()).await;
    change(&study, id, NEW).await.unwrap();
    kitchen.until("it follows", has(NEW)).await;

    study.kill().await;
    let study = Computer::start_in(folder.path()).await;
    study
        .until("signed in still, by the new one", has(NEW))
        .await;
    kitchen.companion.sign_out(there).await.unwrap();
    let refused = sign_in(&kitchen, there, EMAIL).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::WrongCredentials);
    sign_in(&kitchen, there, NEW).await.unwrap();
}

#[tokio::test]
async fn somebody_elses_change_is_undone_by_a_program_that_was_killed_in_between() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let study = Computer::start_in(folder.path()).await;
    let id = study.at_home(&house.proxy.url()).await;
    let attic = tempfile::tempdir().unwrap();
    let attic = Computer::start_with(attic.path(), Parts::usual().called("Attic")).await;
    let theirs = attic.at_home(&house.proxy.url()).await;
    change(&attic, theirs, EVE).await.unwrap();
    study.until("it is told", has(EVE)).await;
    let filter = AlertFilter::default();
    let alerts = study.companion.alerts(filter, None, 20).await.unwrap();
    let told = AlertKind::EmailChanged {
        email: Some(EVE.into()),
        by: Some("Attic".into()),
    };
    assert!(alerts.iter().any(|view| view.alert.kind == told));

    study.kill().await;
    let study = Computer::start_in(folder.path()).await;
    study.until("it still knows", has(EVE)).await;
    let home = study.snapshot().await;
    let change = home.connections[0].email_changes[0].clone();
    assert_eq!(change.before, EMAIL);
    let undone = study.companion.undo_email_change(id, change.change);
    undone.await.unwrap();
    study.until("the old one is back", has(EMAIL)).await;
    let reset = attic.until_reset().await;
    assert_eq!(reset.reason, EndReason::RevokedElsewhere);
    let refused = sign_in(&attic, theirs, EVE).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::WrongCredentials);
}

#[tokio::test]
async fn an_answer_that_is_lost_is_found_out_by_the_same_once_more() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let study = Computer::start_in(folder.path()).await;
    let id = study.at_home(&house.proxy.url()).await;
    house.proxy.rule(|seen| match seen.path.as_str() {
        path::ACCOUNT_EMAIL => Fate::AnswerLost,
        _ => Fate::Forwarded,
    });
    let unclear = change(&study, id, NEW).await.unwrap_err();
    assert_eq!(unclear.code, FailureCode::EmailUnclear);
    study.kill().await;
    house.proxy.rule(|_| Fate::Forwarded);
    let study = Computer::start_in(folder.path()).await;
    study.until("as far as it knows", has(EMAIL)).await;
    change(&study, id, NEW).await.unwrap();
    let home = study.snapshot().await;
    assert_eq!(home.connections[0].email, NEW);
    assert_eq!(home.connections[0].email_changes[0].before, EMAIL);
}
