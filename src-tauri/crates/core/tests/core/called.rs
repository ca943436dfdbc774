//! What connections are told apart by where several call themselves the same.

use porchlight_core::testing::camera;
use porchlight_core::view::Distinction;

use crate::scene::{EMAIL, PASSWORD, Scene, soon};

fn distinctions(scene: &Scene) -> Vec<Distinction> {
    let seen = scene.desktop.seen();
    let told = seen.connections.iter();
    told.map(|one| one.distinction.clone()).collect()
}

fn by(host: Option<&str>, account: Option<&str>) -> Distinction {
    Distinction {
        host: host.map(str::to_owned),
        account: account.map(str::to_owned),
    }
}

#[tokio::test]
async fn the_name_of_a_service_is_enough_where_it_is_the_only_one() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    assert_eq!(distinctions(&scene), [by(None, None)]);
}

#[tokio::test]
async fn two_services_of_one_name_are_told_apart_by_their_hosts() {
    let scene = Scene::signed_in(vec![]).await;
    soon(scene.companion.connect_service("far.example".into()))
        .await
        .unwrap();
    let far = || by(Some("far.example"), None);
    let near = "cameras.example";
    assert_eq!(distinctions(&scene), [by(Some(near), None), far()]);
    // And where one of them has two accounts, by both.
    soon(scene.companion.add_account(scene.connection))
        .await
        .unwrap();
    assert_eq!(
        distinctions(&scene),
        [by(Some(near), Some(EMAIL)), far(), by(Some(near), Some(""))]
    );
}

#[tokio::test]
async fn two_accounts_at_one_service_are_told_apart_by_whose_they_are() {
    let mut scene = Scene::signed_in(vec![]).await;
    let annas = scene.connection;
    scene
        .service
        .add_account("bela@example.org", PASSWORD, "bela");
    scene.connection = soon(scene.companion.add_account(annas)).await.unwrap();
    assert_eq!(
        distinctions(&scene),
        [by(None, Some(EMAIL)), by(None, Some(""))]
    );
    scene
        .sign_in_as("bela@example.org", PASSWORD)
        .await
        .unwrap();
    assert_eq!(
        distinctions(&scene),
        [by(None, Some(EMAIL)), by(None, Some("bela@example.org"))]
    );
}

#[tokio::test]
async fn an_account_that_is_here_twice_is_counted_and_alone_again_is_not() {
    let mut scene = Scene::signed_in(vec![]).await;
    let first = scene.connection;
    scene.connection = soon(scene.companion.add_account(first)).await.unwrap();
    soon(scene.companion.sign_out(first)).await.unwrap();
    scene.sign_in().await.unwrap();
    let second = format!("{EMAIL} (2)");
    assert_eq!(
        distinctions(&scene),
        [by(None, Some(EMAIL)), by(None, Some(&second))]
    );
    soon(scene.companion.forget_connection(first))
        .await
        .unwrap();
    assert_eq!(distinctions(&scene), [by(None, None)]);
}
