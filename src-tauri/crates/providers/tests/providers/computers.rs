//! The owner's computers know each other by name.

use porchlight_core::ports::provider::{ServiceError, SessionId};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;

use crate::home::{EMAIL, Home, PASSWORD, without_two_factor};

#[tokio::test]
async fn a_computer_is_known_by_its_name_from_its_first_sign_in_on() {
    let (home, study) = Home::signed_in().await;
    let other = home.another_computer();
    let kitchen = other
        .account()
        .unwrap()
        .sign_in(&SignInRequest::new(
            EMAIL,
            &Password::new(PASSWORD),
            "Kitchen laptop",
        ))
        .await
        .map(without_two_factor)
        .unwrap()
        .grant();
    let devices = home.provider.devices().unwrap();
    let listed = devices.computers(&study).await.unwrap();
    let seen: Vec<_> = listed
        .iter()
        .map(|computer| (computer.name.as_deref(), computer.this_one))
        .collect();
    assert!(seen.contains(&(Some("Study"), true)), "{seen:?}");
    assert!(seen.contains(&(Some("Kitchen laptop"), false)), "{seen:?}");
    assert_eq!(seen.len(), 2);

    let kitchens = other.devices().unwrap();
    kitchens
        .sign_out_computer(&kitchen, study.session())
        .await
        .unwrap();
    let ended = home
        .provider
        .cameras()
        .unwrap()
        .list(&study)
        .await
        .unwrap_err();
    let ServiceError::SessionEnded { session, end } = ended else {
        panic!("{ended}");
    };
    assert_eq!(session, *study.session());
    assert_eq!(
        (end.reason, end.by.as_deref()),
        (EndReason::RevokedElsewhere, Some("Kitchen laptop"))
    );
    // Whose answer was lost may ask again.
    kitchens
        .sign_out_computer(&kitchen, study.session())
        .await
        .unwrap();
    assert_eq!(kitchens.computers(&kitchen).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_sign_in_does_not_fail_for_a_name_that_is_made_good_later() {
    let home = Home::start().await;
    home.create_account(EMAIL, PASSWORD).await;
    home.proxy.rule(|seen| {
        if seen.path == "/v1/session/computer" {
            Fate::Answered(Reply::html(502))
        } else {
            Fate::Forwarded
        }
    });
    let signed_in = home.sign_in(PASSWORD).await.unwrap();
    assert!(!signed_in.computer_named);
    let (devices, credential) = (home.provider.devices().unwrap(), signed_in.grant());
    let listed = devices.computers(&credential).await.unwrap();
    assert_eq!(listed[0].name, None);
    home.proxy.behave();
    let account = home.provider.account().unwrap();
    account.name_computer(&credential, "Study").await.unwrap();
    let listed = devices.computers(&credential).await.unwrap();
    assert_eq!(listed[0].name.as_deref(), Some("Study"));
    assert!(home.sign_in(PASSWORD).await.unwrap().computer_named);
}

#[tokio::test]
async fn all_other_computers_are_signed_out_by_one_request() {
    let (home, study) = Home::signed_in().await;
    let other = home.another_computer();
    let kitchens = other.devices().unwrap();
    let kitchen = other
        .account()
        .unwrap()
        .sign_in(&SignInRequest::new(
            EMAIL,
            &Password::new(PASSWORD),
            "Kitchen laptop",
        ))
        .await
        .map(without_two_factor)
        .unwrap()
        .grant();
    kitchens.sign_out_other_computers(&kitchen).await.unwrap();
    let ended = home
        .provider
        .cameras()
        .unwrap()
        .list(&study)
        .await
        .unwrap_err();
    let ServiceError::SessionEnded { session, end } = ended else {
        panic!("{ended}");
    };
    assert_eq!(session, *study.session());
    assert_eq!(end.by.as_deref(), Some("Kitchen laptop"));
    assert_eq!(kitchens.computers(&kitchen).await.unwrap().len(), 1);
    // Whose answer was lost may ask again.
    kitchens.sign_out_other_computers(&kitchen).await.unwrap();
    assert_eq!(home.proxy.count("DELETE", "/v1/sessions"), 2);
}

#[tokio::test]
async fn a_session_that_never_was_is_over_already() {
    let (home, study) = Home::signed_in().await;
    let devices = home.provider.devices().unwrap();
    let never = SessionId(uuid::Uuid::new_v4().to_string());
    devices.sign_out_computer(&study, &never).await.unwrap();
    let nonsense = SessionId("../session".into());
    let refused = devices.sign_out_computer(&study, &nonsense).await;
    assert_eq!(refused, Err(ServiceError::NotFound));
    assert_eq!(home.proxy.count("DELETE", ""), 1);
}
