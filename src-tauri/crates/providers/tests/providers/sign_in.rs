//! Accounts and sessions.

use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::Password;
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;

use crate::home::{EMAIL, Home, NOW, PASSWORD, sign_in, without_two_factor};

#[tokio::test]
async fn a_new_account_shows_its_recovery_key_and_signs_in() {
    let home = Home::start().await;
    let account = home.provider.account().unwrap();
    assert_eq!(account.name().await.unwrap(), "Porch");
    let prepared = account
        .prepare_account(EMAIL, &Password::new(PASSWORD), None)
        .await
        .unwrap();
    let key = prepared.recovery_key();
    assert!(RecoveryKey::parse(&key.join("-")).is_some());
    assert!(prepared.confirms(2, &key[2].to_lowercase()));
    assert!(!prepared.confirms(2, "nope"));
    assert_eq!(
        home.service.account_of(EMAIL).await.unwrap(),
        None,
        "nothing exists before the key is confirmed"
    );
    prepared.create().await.unwrap();
    let signed_in = home.sign_in(PASSWORD).await.unwrap();
    assert_eq!(signed_in.service_name, "Porch");
    assert_eq!(
        signed_in.account,
        home.service
            .account_of(EMAIL)
            .await
            .unwrap()
            .unwrap()
            .to_string()
    );
    assert!(signed_in.credential.secret.expose().len() < 1024);
}

#[tokio::test]
async fn whoever_takes_an_hour_to_print_the_recovery_key_still_gets_the_account() {
    let home = Home::start().await;
    let account = home.provider.account().unwrap();
    let prepared = account
        .prepare_account(EMAIL, &Password::new(PASSWORD), None)
        .await
        .unwrap();
    let key = prepared.recovery_key();
    home.service_clock.set(NOW + 3600);
    home.clock.set(NOW + 3600);
    prepared.create().await.unwrap();
    assert_eq!(prepared.recovery_key(), key);
    home.sign_in(PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_address_has_one_account() {
    let home = Home::start().await;
    home.create_account(EMAIL, PASSWORD).await;
    let account = home.provider.account().unwrap();
    let again = account
        .prepare_account(" ADA@porch.example ", &Password::new("another one"), None)
        .await
        .unwrap();
    assert_eq!(again.create().await, Err(ServiceError::AccountExists));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let home = Home::start().await;
    let unknown = home.sign_in(PASSWORD).await.unwrap_err();
    home.create_account(EMAIL, PASSWORD).await;
    let wrong = home.sign_in("correct horse batterie").await.unwrap_err();
    assert_eq!(unknown, ServiceError::WrongCredentials);
    assert_eq!(wrong, ServiceError::WrongCredentials);
}

#[tokio::test]
async fn signing_in_again_keeps_the_device_key_and_gives_a_new_session() {
    let (home, first) = Home::signed_in().await;
    let second = sign_in(&*home.provider, PASSWORD, Some(&first.credential()))
        .await
        .unwrap()
        .grant();
    assert_ne!(first.session(), second.session());
    let device_key = |credential: &porchlight_core::ports::provider::Credential| {
        let json: serde_json::Value = serde_json::from_slice(credential.secret.expose()).unwrap();
        json["device_key"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        device_key(&first.credential()),
        device_key(&second.credential())
    );
    home.provider
        .cameras()
        .unwrap()
        .list(&second)
        .await
        .unwrap();
}

#[tokio::test]
async fn signing_out_ends_the_session_and_may_be_repeated() {
    let (home, credential) = Home::signed_in().await;
    let account = home.provider.account().unwrap();
    account.sign_out(&credential).await.unwrap();
    let after = home
        .provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap_err();
    assert_eq!(after, ServiceError::NotRecognised);
    account.sign_out(&credential).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_corrects_itself() {
    let home = Home::start().await;
    home.create_account(EMAIL, PASSWORD).await;
    for off in [-86_400, 86_400] {
        home.clock.set(NOW + off);
        let computer = home.provider.account().unwrap();
        let signed_in = computer
            .sign_in(&SignInRequest::new(
                EMAIL,
                &Password::new(PASSWORD),
                "Study",
            ))
            .await
            .map(without_two_factor)
            .unwrap();
        home.provider
            .cameras()
            .unwrap()
            .list(&signed_in.grant())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_clock_that_cannot_be_agreed_on_is_named_with_its_error() {
    let (home, credential) = Home::signed_in().await;
    home.clock.set(NOW + 86_400);
    let problem = format!(
        r#"{{"type":"urn:porchlight:problem:clock-skew","title":"","status":401,"now":{NOW}}}"#
    );
    home.proxy
        .rule(move |_| Fate::Answered(Reply::problem(401, problem.clone())));
    let error = home
        .provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap_err();
    assert_eq!(error, ServiceError::ClockOff { seconds: 86_400 });
    assert_eq!(
        home.proxy.count("GET", "/v1/cameras"),
        2,
        "tried once with the service's time"
    );
}
