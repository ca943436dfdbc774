//! A certified client of somebody else (npm `openid-client`) links, renews, and is unlinked.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use porchlight_protocol::integration::UnlinkCause;
use porchlight_protocol::service::path;
use porchlight_service::integrations::clients::NewClient;
use porchlight_service::{Config, Service};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

use crate::camera_profiles::with_camera;
use crate::checked::check_told;
use crate::client::{EMAIL, Hands, House, config};
use crate::third_party::{Browser, ThirdParty, alexa, released};

/// This client knows no redirect address with a query.
const BACK: &str = "https://alexa.example/cb";

fn registered(public: bool) -> NewClient {
    NewClient {
        redirect_uris: vec![BACK.into()],
        public,
        ..alexa()
    }
}

/// Ends when dropped.
struct OpenidClient {
    node: Child,
    calls: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl OpenidClient {
    /// `.ci/install` installs what it needs.
    fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../tests/simulators/oauth-client/client.mjs");
        let mut node = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let calls = node.stdin.take().unwrap();
        let answers = BufReader::new(node.stdout.take().unwrap());
        Self {
            node,
            calls,
            answers,
        }
    }

    async fn started(third_party: &ThirdParty) -> Self {
        let client = Self::start();
        let call = json!([
            "discover",
            third_party.base,
            third_party.id,
            third_party.secret
        ]);
        let (client, issuer) = client.call(call).await;
        assert_eq!(issuer, Ok(third_party.base.as_str().into()));
        client
    }

    /// The service goes on meanwhile.
    async fn call(mut self, call: Value) -> (Self, Result<Value, Value>) {
        let asks = call[0] == "discover";
        let said = tokio::task::spawn_blocking(move || {
            writeln!(self.calls, "{call}").unwrap();
            let mut line = String::new();
            self.answers.read_line(&mut line).unwrap();
            (self, line)
        });
        let (client, line) = said.await.unwrap();
        let mut answer: Value = serde_json::from_str(&line).unwrap();
        let exchanges = answer["exchanges"].as_array().unwrap();
        assert!(!asks || !exchanges.is_empty(), "{line}");
        for exchange in exchanges {
            check_told(exchange).await;
        }
        let answer = match answer.get_mut("ok") {
            Some(ok) => Ok(ok.take()),
            None => Err(answer["error"].take()),
        };
        (client, answer)
    }
}

impl Drop for OpenidClient {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

fn is(answer: &Result<Value, Value>, error: &str) {
    assert_eq!(answer, &Err(error.into()));
}

#[tokio::test]
async fn somebody_elses_client_links_renews_and_is_unlinked() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let third_party = house.with_client(registered(false)).await;
    let node = OpenidClient::started(&third_party).await;

    let (node, url) = node.call(json!(["begin", BACK])).await;
    let url = Url::parse(url.unwrap().as_str().unwrap()).unwrap();
    let mut browser = Browser::default();
    let page = browser.open(&url).await;
    let page = browser.submit(&page.ticket(), EMAIL).await;
    let number = page.number().unwrap();
    let cameras = vec![released(id, Some("Porch"))];
    let linked = computer.approve_shown(number, cameras).await.unwrap();
    let back = browser.reload().await.location.unwrap();

    let mut mixed_up = back.clone();
    mixed_up.set_query(Some(
        &back.query().unwrap().replace("127.0.0.1", "127.0.0.2"),
    ));
    let (node, refused) = node.call(json!(["finish", mixed_up])).await;
    is(&refused, "OAUTH_INVALID_RESPONSE");
    let (node, granted) = node.call(json!(["finish", back])).await;
    assert_eq!(
        granted.unwrap(),
        json!({ "type": "bearer", "scope": "cameras", "expiresIn": 3_600 })
    );

    let address = format!("{}{}", third_party.base, path::CLIENT_CAMERAS);
    let (node, cameras) = node.call(json!(["cameras", address])).await;
    assert_eq!(cameras.unwrap()[0]["name"], "Porch");
    house.hands.forward(3_600);
    let (node, active) = node.call(json!(["introspect"])).await;
    assert_eq!(active.unwrap()["active"], false, "an hour later");
    let (node, renewed) = node.call(json!(["refresh"])).await;
    assert_eq!(renewed.unwrap()["expiresIn"], 3_600);
    let (node, active) = node.call(json!(["introspect"])).await;
    assert_eq!(active.unwrap()["active"], true);
    let (node, cameras) = node.call(json!(["cameras", address])).await;
    assert_eq!(cameras.unwrap()[0]["name"], "Porch");

    computer.unlink(linked.id).await.unwrap();
    let (node, cameras) = node.call(json!(["cameras", address])).await;
    is(&cameras, "OAUTH_WWW_AUTHENTICATE_CHALLENGE");
    let (_node, renewed) = node.call(json!(["refresh"])).await;
    is(&renewed, "invalid_grant");
}

#[tokio::test]
async fn somebody_elses_client_without_a_secret_links_from_the_app_and_gives_its_access_back() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let third_party = house.with_client(registered(true)).await;
    let node = OpenidClient::started(&third_party).await;
    let start = computer.start_linking("alexa").await.unwrap();
    let (_, hint) = start
        .query_pairs()
        .find(|(name, _)| name == "login_hint")
        .unwrap();
    let (node, url) = node.call(json!(["begin", BACK, hint])).await;
    let url = Url::parse(url.unwrap().as_str().unwrap()).unwrap();
    let mut browser = Browser::default();
    let number = browser.open(&url).await.number().unwrap();
    let cameras = vec![released(id, None)];
    computer.approve_shown(number, cameras).await.unwrap();
    let back = browser.reload().await.location.unwrap();
    let (node, granted) = node.call(json!(["finish", back])).await;
    granted.unwrap();
    let (node, again) = node.call(json!(["refresh"])).await;
    again.unwrap();
    let (node, revoked) = node.call(json!(["revoke"])).await;
    revoked.unwrap();
    let unlinked = computer.integrations().await.integrations[0]
        .unlinked
        .clone();
    assert_eq!(unlinked.unwrap().cause, UnlinkCause::Client);
    let (_node, refused) = node.call(json!(["refresh"])).await;
    is(&refused, "invalid_grant");
}

#[tokio::test]
async fn somebody_elses_client_finds_a_service_under_a_path() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let under = format!("http://{}/porch", listener.local_addr().unwrap());
    let config = Config {
        public_url: Some(under.parse().unwrap()),
        clock: hands.clock(),
        ..config(&dir)
    };
    let service = Service::open(config).await.unwrap();
    let running = service.serve_on(listener).await.unwrap();
    let client = OpenidClient::start();
    let (_client, issuer) = client.call(json!(["discover", under, "alexa", null])).await;
    assert_eq!(issuer, Ok(under.into()));
    running.shutdown().await;
}

#[tokio::test]
async fn a_refusal_reaches_somebody_elses_client_as_one() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let third_party = house.with_client(registered(false)).await;
    let node = OpenidClient::started(&third_party).await;
    let (node, url) = node.call(json!(["begin", BACK])).await;
    let url = Url::parse(url.unwrap().as_str().unwrap()).unwrap();
    let mut browser = Browser::default();
    let page = browser.open(&url).await;
    browser.submit(&page.ticket(), EMAIL).await;
    let request = computer.integrations().await.requests.remove(0);
    computer.refuse_link(request.id).await.unwrap();
    let back = browser.reload().await.location.unwrap();
    let (_node, refused) = node.call(json!(["finish", back])).await;
    is(&refused, "access_denied");
}
