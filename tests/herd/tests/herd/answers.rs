//! What owners of the herd and strangers are answered is what openapi.json says: a few of them, over the line of a house, which holds
//! the service to it. The measured ones do the same against the program.

use porchlight_herd::attacks::{Target, query};
use porchlight_herd::owners::{Known, Owner};
use porchlight_journeys::house::House;
use porchlight_service::integrations::clients::NewClient;

const CLIENT: &str = "alexa";
const BACK: &str = "https://alexa.example/back";

#[tokio::test]
async fn owners_who_are_reset_and_come_back_are_answered_as_openapi_json_says() {
    let house = House::empty().await;
    let mut owner = Owner::moves_in(&house.proxy.url(), 1).await.unwrap();
    owner.turns_two_factor_on().await.unwrap();
    owner.looks_at_the_cameras().await.unwrap();
    house.reset_everybody().await;
    owner.is_told_of_the_end().await.unwrap();
    let Known::WantsCode(half) = owner.says_the_password().await.unwrap() else {
        panic!("two-factor is on");
    };
    owner.looks_at_the_next_code();
    owner.says_the_code(half).await.unwrap();
    owner.looks_at_the_cameras().await.unwrap();
}

#[tokio::test]
async fn strangers_who_try_addresses_and_have_owners_asked_are_answered_as_openapi_json_says() {
    let house = House::empty().await;
    let client = NewClient {
        id: CLIENT.into(),
        name: "Alexa".into(),
        redirect_uris: vec![BACK.into()],
        initiate_login_uri: None,
        public: true,
        without_pkce: false,
        scopes: Vec::new(),
    };
    house.service.register_client(&client).await.unwrap();
    let target = Target::at(&house.proxy.url());
    let nobody = |number| format!("{number}@porch.example");
    target.tries(60, nobody).await.unwrap();
    assert_eq!(house.proxy.count("POST", "/sign-in/start"), 60);
    let query = query(CLIENT, BACK);
    target.ask_owners(&query, 30, nobody).await.unwrap();
    assert_eq!(house.proxy.count("POST", "/oauth/authorize"), 30);
}
