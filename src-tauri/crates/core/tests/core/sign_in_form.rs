//! What a service asks for is what is asked for, and nobody else judges it.

use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::local_store::StoredHome;
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::Disclosure;
use porchlight_core::ports::sign_in::{AccountName, SignInFieldKind, SignInInput};
use porchlight_core::secret::Password;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;

use crate::scene::{Scene, soon};

const KEY: &str = "key-of-a-developer";

impl Scene {
    /// A service with user names, a password of any length, and a key.
    async fn with_a_key() -> Self {
        let scene = Self::bare(vec![camera("door", "Front")]);
        scene.service.wants_api_key(KEY);
        scene.service.add_account("anna", "1234", "anna");
        scene.ready().await;
        let connected = scene
            .companion
            .connect_service("https://cameras.example".into());
        let connection = soon(connected).await.unwrap();
        Self {
            connection,
            ..scene
        }
    }

    async fn sign_in_with(&self, account: &str, password: &str, key: Option<&str>) -> Answer<()> {
        let more = key.map(|key| SignInInput {
            kind: SignInFieldKind::ApiKey,
            typed: Password::new(key),
        });
        let (account, password) = (account.to_owned(), Password::new(password));
        let more = more.into_iter().collect();
        let asked = self
            .companion
            .sign_in_with(self.connection, account, password, more);
        soon(asked).await.map(drop)
    }
}

#[tokio::test]
async fn an_owner_signs_in_with_all_that_the_service_asks_for() {
    let scene = Scene::with_a_key().await;
    let form = scene.view().sign_in;
    assert_eq!(form.account, AccountName::UserName);
    assert_eq!(form.more, [SignInFieldKind::ApiKey]);
    assert!(form.has_help);
    // Copied from a page, with blanks around it.
    let typed = format!("  {KEY}\n");
    scene
        .sign_in_with(" anna ", "1234", Some(&typed))
        .await
        .unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.view().email, "anna");
}

#[tokio::test]
async fn what_is_missing_or_cannot_be_right_is_said_before_anything_is_sent() {
    let scene = Scene::with_a_key().await;
    for (account, password, key, code) in [
        ("anna", "1234", None, FailureCode::SignInIncomplete),
        ("anna", "1234", Some("  "), FailureCode::SignInIncomplete),
        ("  ", "1234", Some(KEY), FailureCode::SignInIncomplete),
        ("anna", "1234", Some("abc"), FailureCode::WrongCredentials),
        ("anna", "", Some(KEY), FailureCode::WrongCredentials),
    ] {
        let refused = scene.sign_in_with(account, password, key).await;
        assert_eq!(
            refused.unwrap_err().code,
            code,
            "{account:?} {password:?} {key:?}"
        );
    }
    assert!(scene.service.devices().is_empty(), "nobody was asked");
    let wrong = scene
        .sign_in_with("anna", "1234", Some("another key"))
        .await;
    assert_eq!(wrong.unwrap_err().code, FailureCode::WrongCredentials);
}

#[tokio::test]
async fn what_is_claimed_of_a_service_is_what_it_is_built_for() {
    let scene = Scene::signed_in(vec![]).await;
    assert_eq!(scene.view().discloses, Disclosure::NOTHING);
    scene.service.reads_everything();
    let scene = scene.restarted().await;
    assert_eq!(scene.view().discloses, Disclosure::EVERYTHING);
    // A place that nobody is at promises nothing.
    let home = scene.door.store.home();
    let mut connections = home.connections.clone();
    connections[0].place = ProviderId::new("nobody").at("http://far.example");
    scene.door.store.leave(StoredHome {
        connections,
        ..home
    });
    let scene = scene.restarted().await;
    assert_eq!(scene.view().discloses, Disclosure::EVERYTHING);
}

#[tokio::test]
async fn the_page_that_says_where_to_find_a_key_is_opened() {
    let scene = Scene::with_a_key().await;
    soon(scene.companion.open_sign_in_help(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.desktop.seen().links, ["https://service.example/keys"]);
    let plain = Scene::connected(vec![]).await;
    assert!(!plain.view().sign_in.has_help);
    let none = soon(plain.companion.open_sign_in_help(plain.connection)).await;
    assert_eq!(none.unwrap_err().code, FailureCode::NotThere);
}
