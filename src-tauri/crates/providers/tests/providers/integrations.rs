//! The owner's side of integrations against the real service; a browser goes between it and a client.

use porchlight_core::cameras::CameraId;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::integrations::{
    ClientId, IntegrationService, Integrations, LinkRequest, LinkRequestId, NotLinked,
    ReleasedCamera, UnlinkCause,
};
use porchlight_core::ports::provider::ServiceError;
use porchlight_service::Incident;
use porchlight_service::integrations::clients::NewClient;
use porchlight_simulators::browser::Browser;
use url::Url;

use crate::home::Home;

/// What a client sends along (RFC 7636 appendix B).
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const BACK: &str = "https://alexa.example/cb";

struct Linking {
    home: Home,
    credential: Grant,
    browser: Browser,
    camera: CameraId,
}

impl Linking {
    async fn new() -> Self {
        let (home, credential) = Home::signed_in().await;
        let alexa = NewClient {
            id: "alexa".into(),
            name: "Alexa".into(),
            redirect_uris: vec![BACK.into()],
            initiate_login_uri: Some("https://alexa.example/link".into()),
            public: false,
            without_pkce: false,
            scopes: Vec::new(),
        };
        home.service.register_client(&alexa).await.unwrap();
        let camera = CameraId(home.add_camera().await.to_string());
        Self {
            home,
            credential,
            browser: Browser::default(),
            camera,
        }
    }

    fn service(&self) -> &dyn IntegrationService {
        self.home.provider.integrations().unwrap()
    }

    async fn told(&self) -> Integrations {
        self.service().integrations(&self.credential).await.unwrap()
    }

    /// As the client's page does: on to the service, with the hint. Returns what the browser shows, and who asks.
    async fn asked(&mut self) -> (u8, LinkRequest) {
        let alexa = ClientId("alexa".into());
        let begun = self
            .service()
            .start(&self.credential, &alexa)
            .await
            .unwrap();
        let begun = Url::parse(&begun).unwrap();
        assert_eq!(begun.host_str(), Some("alexa.example"));
        let query: std::collections::HashMap<_, _> = begun.query_pairs().into_owned().collect();
        let mut url = Url::parse(&format!("{}/oauth/authorize", self.home.proxy.url())).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", "alexa")
            .append_pair("redirect_uri", BACK)
            .append_pair("state", "abc")
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256")
            .append_pair("login_hint", &query["login_hint"]);
        let shown = self.browser.open(url.as_str()).await.unwrap();
        let number = shown.number().expect(&shown.html);
        let request = self.told().await.requests.remove(0);
        (number, request)
    }

    async fn approve(&self, request: &LinkRequestId, number: u8) -> Result<(), NotLinked> {
        let cameras = [self.released(Some("Front door"))];
        self.service()
            .approve(&self.credential, request, number, &cameras)
            .await
    }

    fn released(&self, name: Option<&str>) -> ReleasedCamera {
        ReleasedCamera {
            camera: self.camera.clone(),
            name: name.map(ToOwned::to_owned),
        }
    }
}

#[tokio::test]
async fn a_client_is_linked_changed_and_unlinked() {
    let mut linking = Linking::new().await;
    let (number, request) = linking.asked().await;
    assert_eq!(request.client.name, "Alexa");
    assert!(request.client.starts_here && request.begun_here);
    assert!(request.numbers.len() == 3 && request.numbers.contains(&number));
    linking.approve(&request.id, number).await.unwrap();

    let told = linking.told().await;
    assert!(told.requests.is_empty());
    let linked = &told.integrations[0];
    assert_eq!(linked.cameras, [linking.released(Some("Front door"))]);
    assert_eq!(linked.unlinked, None);
    let nameless = [linking.released(None)];
    let (service, credential) = (linking.service(), &linking.credential);
    service
        .release(credential, &linked.id, &nameless)
        .await
        .unwrap();
    assert_eq!(linking.told().await.integrations[0].cameras, nameless);

    for _ in 0..2 {
        service.unlink(credential, &linked.id).await.unwrap();
    }
    let gone = linking.told().await.integrations.remove(0);
    assert_eq!(gone.unlinked.unwrap().cause, UnlinkCause::Owner);
    assert_eq!(
        gone.cameras, nameless,
        "what to offer when it is linked again"
    );
}

#[tokio::test]
async fn a_wrong_number_costs_a_try_and_the_third_ends_it() {
    let mut linking = Linking::new().await;
    let (number, request) = linking.asked().await;
    let wrong = *request
        .numbers
        .iter()
        .find(|other| **other != number)
        .unwrap();
    for tries_left in [2, 1, 0] {
        let refused = linking.approve(&request.id, wrong).await.unwrap_err();
        assert_eq!(refused, NotLinked::WrongNumber { tries_left });
    }
    let over = linking.approve(&request.id, number).await.unwrap_err();
    assert_eq!(over, NotLinked::Over);
    assert!(linking.told().await.integrations.is_empty());
}

#[tokio::test]
async fn refusing_succeeds_also_when_it_is_over() {
    let mut linking = Linking::new().await;
    let (number, request) = linking.asked().await;
    let (service, credential) = (linking.service(), &linking.credential);
    for _ in 0..2 {
        service.refuse(credential, &request.id).await.unwrap();
    }
    let unknown = LinkRequestId(uuid::Uuid::nil().to_string());
    service.refuse(credential, &unknown).await.unwrap();
    let over = linking.approve(&request.id, number).await.unwrap_err();
    assert_eq!(over, NotLinked::Over);
    assert_eq!(
        linking.approve(&unknown, number).await.unwrap_err(),
        NotLinked::Over
    );
}

#[tokio::test]
async fn an_incident_says_what_the_people_who_run_the_service_wrote() {
    let mut linking = Linking::new().await;
    let (number, request) = linking.asked().await;
    linking.approve(&request.id, number).await.unwrap();
    let why = [("en".to_owned(), "To be\u{202e} safe.".to_owned())];
    let why = Incident::new(why, None).unwrap();
    let unlinked = linking.home.service.unlink_all(None, None, &why).await;
    assert_eq!(unlinked.unwrap(), 1);
    let gone = linking
        .told()
        .await
        .integrations
        .remove(0)
        .unlinked
        .unwrap();
    assert_eq!(gone.cause, UnlinkCause::Incident);
    assert!(
        gone.message["en"].starts_with("To be"),
        "{:?}",
        gone.message
    );
    assert!(!gone.message["en"].contains('\u{202e}'));
}

#[tokio::test]
async fn nothing_begins_with_a_client_that_nobody_registered() {
    let linking = Linking::new().await;
    let nobody = ClientId("nobody".into());
    let refused = linking.service().start(&linking.credential, &nobody).await;
    assert_eq!(refused.unwrap_err(), ServiceError::NotFound);
}
