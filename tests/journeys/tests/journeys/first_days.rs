//! Meeting a service, making an account, signing in, and finding everything as it was the next day.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::Registration;
use porchlight_core::secret::Password;
use porchlight_core::view::{ReachView, SessionView};
use porchlight_journeys::computer::{Computer, connection, is_active};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_protocol::service as told;

#[tokio::test]
async fn a_first_sign_in_shows_the_cameras() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let home = computer
        .until("the service answers", |h| {
            connection(h, id).reach == ReachView::Online
        })
        .await;
    let there = connection(&home, id);
    assert_eq!(
        (there.name.as_str(), there.email.as_str()),
        ("Porch", EMAIL)
    );
    assert_eq!(there.session, SessionView::Active);
    assert_eq!(home.cameras.len(), 2);
    assert_eq!(computer.desktop.prompts(), 0);
}

#[tokio::test]
async fn an_account_is_made_after_its_recovery_key_was_typed_back() {
    let house = House::empty().await;
    let computer = Computer::start().await;
    let id = computer.connect(&house.proxy.url()).await;
    let asked = &computer.companion;
    asked
        .prepare_account(id, EMAIL.into(), Password::new(PASSWORD), None)
        .await
        .unwrap();
    let groups = asked.reveal_recovery_key(id).await.unwrap();
    assert_eq!(groups.len(), 8);
    let wrong = asked
        .confirm_recovery_key(id, 3, Password::new(groups[4].clone()))
        .await
        .unwrap_err();
    assert_eq!(wrong.code, FailureCode::RecoveryKeyMismatch);
    assert_eq!(house.service.account_of(EMAIL).await.unwrap(), None);
    asked
        .confirm_recovery_key(id, 3, Password::new(groups[3].to_lowercase()))
        .await
        .unwrap();
    computer
        .until("the new owner is signed in", is_active)
        .await;
    assert!(house.service.account_of(EMAIL).await.unwrap().is_some());
}

#[tokio::test]
async fn a_service_says_whom_it_takes_before_anything_is_typed() {
    let computer = Computer::start().await;
    let asked = &computer.companion;
    let prepare = async |id, invitation: Option<&str>| {
        let (password, invitation) = (Password::new(PASSWORD), invitation.map(Password::new));
        let prepared = asked.prepare_account(id, EMAIL.into(), password, invitation);
        prepared.await.map_err(|failure| failure.code)
    };
    let closed = House::that_takes(told::Registration::Closed).await;
    let id = computer.connect(&closed.proxy.url()).await;
    assert_eq!(asked.registration(id).await, Ok(Registration::Closed));
    assert_eq!(
        prepare(id, None).await,
        Err(FailureCode::RegistrationClosed)
    );

    let house = House::that_takes(told::Registration::Invitation).await;
    let id = computer.connect(&house.proxy.url()).await;
    assert_eq!(asked.registration(id).await, Ok(Registration::Invitation));
    assert_eq!(prepare(id, None).await, Err(FailureCode::InvitationNeeded));
    let wrong = prepare(id, Some("K7QM-2V9R-XH4T-8WZN")).await;
    assert_eq!(wrong, Err(FailureCode::InvitationInvalid));
    let invited = house.service.invite(1, 86_400).await.unwrap();
    prepare(id, Some(&invited.codes[0])).await.unwrap();
    let groups = asked.reveal_recovery_key(id).await.unwrap();
    asked
        .confirm_recovery_key(id, 0, Password::new(groups[0].clone()))
        .await
        .unwrap();
    computer
        .until("the new owner is signed in", |h| {
            connection(h, id).session == SessionView::Active
        })
        .await;
}

#[tokio::test]
async fn an_address_that_cannot_be_seen_as_it_is_goes_nowhere() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.connect(&house.proxy.url()).await;
    for typed in [
        "ada.lovelace\u{200B}@porch.example",
        "\u{202E}ada.lovelace@porch.example",
    ] {
        let password = Password::new(PASSWORD);
        let refused = computer.companion.sign_in(id, typed.into(), password).await;
        assert_eq!(
            refused.unwrap_err().code,
            FailureCode::EmailInvalid,
            "{typed:?}"
        );
    }
    assert_eq!(house.proxy.count("POST", "/sign-in/start"), 0);
}

#[tokio::test]
async fn the_next_day_needs_no_password() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    computer.close().await;
    let next_day = Computer::start_in(folder.path()).await;
    let home = next_day
        .until("the service answers", |h| {
            connection(h, id).reach == ReachView::Online && h.cameras.len() == 2
        })
        .await;
    assert!(is_active(&home));
    assert_eq!(house.proxy.count("POST", "/sign-in/finish"), 1);
}

#[tokio::test]
async fn without_a_network_the_cameras_are_shown_as_last_seen() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    computer.close().await;
    house.proxy.cut();
    let offline = Computer::start_in(folder.path()).await;
    let trouble = |h: &_| matches!(connection(h, id).reach, ReachView::Trouble { .. });
    let home = offline.until("the trouble is shown", trouble).await;
    assert!(is_active(&home));
    assert_eq!(home.cameras.len(), 2);
    house.proxy.mended();
    offline
        .until("it came back by itself", |h| {
            connection(h, id).reach == ReachView::Online
        })
        .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_say_the_same() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.connect(&house.proxy.url()).await;
    for (email, password) in [
        (EMAIL, "wrong horse battery"),
        ("bob@porch.example", PASSWORD),
    ] {
        let error = computer
            .companion
            .sign_in(id, email.into(), Password::new(password))
            .await
            .unwrap_err();
        assert_eq!(error.code, FailureCode::WrongCredentials);
        assert_eq!(
            connection(&computer.snapshot().await, id).session,
            SessionView::SignedOut
        );
    }
    computer.sign_in(id).await.unwrap();
}

#[tokio::test]
async fn signing_out_ends_the_session_at_the_service() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    computer.companion.sign_out(id).await.unwrap();
    house.proxy.counted("DELETE", "/v1/session", 1).await;
    let home = computer.snapshot().await;
    assert_eq!(connection(&home, id).session, SessionView::SignedOut);
    assert_eq!(computer.desktop.prompts(), 0);
}
