//! The service signs everybody out: one prompt that says who and why, and nothing is lost.

use std::collections::BTreeMap;

use porchlight_core::error::FailureCode;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::view::{EditView, HeldChoice, SessionView};
use porchlight_journeys::computer::{Computer, Parts, camera, connection, is_active};
use porchlight_journeys::house::{EMAIL, House, REASON};
use porchlight_protocol::event::EndReason as ServiceReason;
use porchlight_simulators::proxy::{Fate, Gate};
use porchlight_simulators::unruly::Reply;

#[tokio::test]
async fn a_reset_of_everybody_prompts_once_and_unsent_names_go_out_after_signing_in() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.proxy.cut();
    let key = computer.cameras().await.remove(0);
    computer.rename(&key, "Nursery").await;
    house.reset_everybody().await;
    house.proxy.mended();
    let reset = computer.until_reset().await;
    assert_eq!(reset.reason, EndReason::GlobalReset);
    assert_eq!(
        reset.message,
        BTreeMap::from([("en".to_owned(), REASON.to_owned())])
    );
    assert!(reset.has_advisory);
    let home = computer.snapshot().await;
    assert_eq!(
        camera(&home, &key).nickname,
        "Nursery",
        "readable behind the prompt"
    );
    assert_eq!(house.revisions().await, [1, 1]);
    computer.companion.open_advisory(id).await.unwrap();
    assert_eq!(
        computer.desktop.links(),
        ["https://status.porch.example/2019-12"]
    );
    computer.sign_in(id).await.unwrap();
    let sent = |h: &_| camera(h, &key).edit == EditView::None && is_active(h);
    computer.until("the name was sent", sent).await;
    let mut revisions = house.revisions().await;
    revisions.sort_unstable();
    assert_eq!(revisions, [1, 2]);
    assert_eq!(computer.desktop.prompts(), 1);
    let service = "Porch".to_owned();
    assert_eq!(
        computer.desktop.notices(),
        [Notice::SignedOut {
            connection: id,
            service
        }]
    );
}

#[tokio::test]
async fn an_owner_whose_address_is_under_attack_on_reset_day_comes_back_by_the_first_try() {
    let house = House::furnished().await;
    let folder = tempfile::tempdir().unwrap();
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.reset_everybody().await;
    computer.until_reset().await;
    computer.close().await;
    let attacker = Computer::start().await;
    let there = attacker.connect(&house.proxy.url()).await;
    let guess = || {
        let (email, password) = (EMAIL.to_owned(), Password::new("another password"));
        attacker.companion.sign_in(there, email, password)
    };
    for _ in 0..5 {
        let refused = guess().await.unwrap_err();
        assert_eq!(refused.code, FailureCode::WrongCredentials);
    }
    assert_eq!(guess().await.unwrap_err().code, FailureCode::TooManyTries);
    let computer = Computer::start_in(folder.path()).await;
    computer.until_reset().await;
    let before = house.proxy.count("POST", "/sign-in/start");
    computer.sign_in(id).await.unwrap();
    let after = house.proxy.count("POST", "/sign-in/start");
    assert_eq!(after - before, 1, "it neither waited nor worked");
    computer.close().await;
}

#[tokio::test]
async fn two_hundred_requests_that_fail_at_once_prompt_once() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let (gate, before) = (Gate::closed(), house.proxy.count("GET", "/v1/cameras"));
    let held = gate.clone();
    house.proxy.rule(move |seen| {
        if seen.path == "/v1/cameras" {
            Fate::Held(held.clone())
        } else {
            Fate::Forwarded
        }
    });
    let asking: Vec<_> = (0..200)
        .map(|_| {
            let companion = computer.companion.clone();
            tokio::spawn(async move { companion.refresh(id).await })
        })
        .collect();
    house
        .proxy
        .counted("GET", "/v1/cameras", before + 200)
        .await;
    house.reset_everybody().await;
    gate.open();
    for asked in asking {
        assert!(asked.await.unwrap().is_err());
    }
    computer.until_reset().await;
    assert_eq!(computer.desktop.prompts(), 1);
    assert_eq!(computer.desktop.notices().len(), 1);
}

#[tokio::test]
async fn a_late_refusal_of_an_old_token_does_not_end_the_new_session() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let (gate, before) = (Gate::closed(), house.proxy.count("GET", "/v1/cameras"));
    let held = gate.clone();
    house.proxy.rule(move |seen| {
        if seen.path == "/v1/cameras" {
            Fate::Held(held.clone())
        } else {
            Fate::Forwarded
        }
    });
    let companion = computer.companion.clone();
    let late = tokio::spawn(async move { companion.refresh(id).await });
    house.proxy.counted("GET", "/v1/cameras", before + 1).await;
    house.reset_everybody().await;
    computer.until_reset().await;
    house.proxy.behave();
    computer.sign_in(id).await.unwrap();
    gate.open();
    assert!(late.await.unwrap().is_err());
    computer.companion.refresh(id).await.unwrap();
    assert!(is_active(&computer.snapshot().await));
    assert_eq!(computer.desktop.prompts(), 1);
}

#[tokio::test]
async fn the_prompt_is_still_there_after_a_crash() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.reset_everybody().await;
    let before = computer.until_reset().await;
    computer.kill().await;
    let again = Computer::start_in(folder.path()).await;
    assert_eq!(again.until_reset().await, before);
    let home = again.snapshot().await;
    assert_eq!(connection(&home, id).email, EMAIL);
    again.sign_in(id).await.unwrap();
    again
        .until("back home", |h| is_active(h) && h.cameras.len() == 2)
        .await;
}

#[tokio::test]
async fn a_session_ended_from_another_computer_keeps_names_until_the_owner_says_so() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.proxy.cut();
    let key = computer.cameras().await.remove(0);
    computer.rename(&key, "Attic").await;
    let account = house.service.account_of(EMAIL).await.unwrap().unwrap();
    house
        .service
        .end_sessions_of(account, ServiceReason::RevokedElsewhere, None)
        .await
        .unwrap();
    house.proxy.mended();
    assert_eq!(
        computer.until_reset().await.reason,
        EndReason::RevokedElsewhere
    );
    computer.sign_in(id).await.unwrap();
    let home = computer
        .until("the name waits", |h| connection(h, id).held_edits == 1)
        .await;
    assert_eq!(connection(&home, id).session, SessionView::Active);
    assert_eq!(house.revisions().await, [1, 1]);
    computer
        .companion
        .decide_held(id, HeldChoice::Send)
        .await
        .unwrap();
    computer
        .until("the name was sent", |h| {
            camera(h, &key).edit == EditView::None
        })
        .await;
}

#[tokio::test]
async fn a_computer_that_another_one_signs_out_says_which_one_did_it() {
    let house = House::furnished().await;
    let study = Computer::start().await;
    study.at_home(&house.proxy.url()).await;
    let folder = tempfile::tempdir().unwrap();
    let laptop = Parts::usual().called("Kitchen laptop");
    let kitchen = Computer::start_with(folder.path(), laptop).await;
    let id = kitchen.at_home(&house.proxy.url()).await;

    let computers = kitchen.companion.computers(id).await.unwrap();
    let named = |name: &str| {
        let found = computers.iter().find(|c| c.name.as_deref() == Some(name));
        found.unwrap_or_else(|| panic!("no {name} in {computers:?}"))
    };
    assert!(named("Kitchen laptop").this_one);
    let other = named("Study computer").id.clone();
    let left = kitchen.companion.sign_out_computer(id, other).await;
    assert_eq!(left.unwrap().len(), 1);

    let reset = study.until_reset().await;
    assert_eq!(reset.reason, EndReason::RevokedElsewhere);
    assert_eq!(reset.by.as_deref(), Some("Kitchen laptop"));
    assert!(is_active(&kitchen.snapshot().await));
}

#[tokio::test]
async fn all_other_computers_are_signed_out_from_one_and_each_says_which_one_did_it() {
    let house = House::furnished().await;
    let (study, attic) = (Computer::start().await, Computer::start().await);
    study.at_home(&house.proxy.url()).await;
    attic.at_home(&house.proxy.url()).await;
    let folder = tempfile::tempdir().unwrap();
    let laptop = Parts::usual().called("Kitchen laptop");
    let kitchen = Computer::start_with(folder.path(), laptop).await;
    let id = kitchen.at_home(&house.proxy.url()).await;
    let left = kitchen.companion.sign_out_other_computers(id).await;
    assert_eq!(left.unwrap().len(), 1);
    for over in [&study, &attic] {
        let reset = over.until_reset().await;
        assert_eq!(reset.reason, EndReason::RevokedElsewhere);
        assert_eq!(reset.by.as_deref(), Some("Kitchen laptop"));
    }
    assert!(is_active(&kitchen.snapshot().await));
}

#[tokio::test]
async fn a_name_that_got_lost_at_sign_in_is_told_at_the_next_start() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    house.proxy.rule(|seen| {
        if seen.path == "/v1/session/computer" {
            Fate::Answered(Reply::html(502))
        } else {
            Fate::Forwarded
        }
    });
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let nameless = computer.companion.computers(id).await.unwrap();
    assert_eq!(nameless[0].name, None);
    computer.close().await;

    house.proxy.behave();
    let polls = house.proxy.count("POST", "/v1/events/poll");
    let computer = Computer::start_in(folder.path()).await;
    // It listens for events once it has said its name.
    house
        .proxy
        .counted("POST", "/v1/events/poll", polls + 1)
        .await;
    let told = computer.companion.computers(id).await.unwrap();
    assert_eq!(told[0].name.as_deref(), Some("Study computer"));
}

#[tokio::test]
async fn a_sign_in_from_elsewhere_is_told() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    computer.at_home(&house.proxy.url()).await;
    let account = house.service.account_of(EMAIL).await.unwrap().unwrap();
    house
        .service
        .announce_session_established(account, Some("Turin".into()))
        .await
        .unwrap();
    computer
        .until("an alert is unread", |h| h.alerts.unread == 1)
        .await;
    let told = Notice::NewSignIn {
        place: Some("Turin".into()),
        service: "Porch".into(),
    };
    assert_eq!(computer.desktop.notices(), [told]);
}
