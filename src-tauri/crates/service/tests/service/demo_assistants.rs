//! The demo home's pretended voice assistants, by the browser as a newcomer would.

use porchlight_service::{Clock, DemoHome};
use url::Url;

use crate::checked::Overheard;
use crate::client::{Computer, Hands};
use crate::third_party::{Browser, released};

#[tokio::test]
async fn alexa_can_be_linked_with_the_demo_home_and_goes_on_after_a_restart() {
    let _overheard = Overheard::from_now_on().await;
    let dir = tempfile::tempdir().unwrap();
    let home = DemoHome::open(dir.path(), Clock::system()).await.unwrap();
    let computer = owner(&home).await;
    let camera = home.cameras().await.unwrap()[0].id;
    let mut browser = Browser::default();
    let page = browser.open(&url(&home, "alexa")).await;
    assert!(
        page.body.contains("Alexa doesn’t see any cameras yet"),
        "{}",
        page.body
    );

    let start = computer.start_linking("alexa").await.unwrap();
    let away = browser.open(&start).await.location.unwrap();
    let number = browser.open(&away).await.number().unwrap();
    computer
        .approve_shown(number, vec![released(camera, Some("Front door"))])
        .await
        .unwrap();
    let back = browser.reload().await.location.unwrap();
    let page = browser.open(&back).await;
    assert!(
        page.body.contains("Alexa now sees: Front door"),
        "{}",
        page.body
    );

    home.close().await;
    let home = DemoHome::open(dir.path(), Clock::system()).await.unwrap();
    let page = browser.open(&url(&home, "alexa")).await;
    assert!(
        page.body.contains("Alexa now sees: Front door"),
        "{}",
        page.body
    );
    browser.language = "it";
    let page = browser.open(&url(&home, "google-assistant")).await;
    assert!(
        page.body.contains("Google Assistant non vede ancora"),
        "{}",
        page.body
    );

    let computer = owner(&home).await;
    let linked = computer.integrations().await.integrations.remove(0);
    computer.unlink(linked.id).await.unwrap();
    let page = browser.open(&url(&home, "alexa")).await;
    assert!(
        page.body.contains("Alexa non ha più accesso"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_links_nothing() {
    let _overheard = Overheard::from_now_on().await;
    let dir = tempfile::tempdir().unwrap();
    let home = DemoHome::open(dir.path(), Clock::system()).await.unwrap();
    let back = url(
        &home,
        "alexa/linked?code=abc&state=def&iss=https%3A%2F%2Fevil.example",
    );
    let page = Browser::default().open(&back).await;
    assert_eq!(page.status, 400);
    let begun = url(&home, "alexa/link?iss=https%3A%2F%2Fevil.example");
    assert_eq!(Browser::default().open(&begun).await.status, 400);
}

/// What the page of `state` says when a code comes back that the service never gave.
async fn comes_back(home: &DemoHome, state: &str) -> String {
    let mut back = url(home, "alexa/linked");
    back.query_pairs_mut()
        .append_pair("code", "abc")
        .append_pair("state", state)
        .append_pair("iss", home.url().as_str().trim_end_matches('/'));
    Browser::default().open(&back).await.body
}

/// Where the browser is sent, with what it has to bring back.
async fn begins(home: &DemoHome) -> String {
    let away = Browser::default().open(&url(home, "alexa/link")).await;
    let away = away.location.unwrap();
    let (_, state) = away
        .query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap();
    state.into_owned()
}

#[tokio::test]
async fn whoever_opens_the_page_to_link_again_and_again_is_not_remembered_for_ever() {
    let _overheard = Overheard::from_now_on().await;
    const UNKNOWN: &str = "an answer to anything started here";
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let home = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let first = begins(&home).await;
    for _ in 0..128 {
        begins(&home).await;
    }
    assert!(
        comes_back(&home, &first).await.contains(UNKNOWN),
        "the oldest made room"
    );
    let (known, late) = (begins(&home).await, begins(&home).await);
    assert!(!comes_back(&home, &known).await.contains(UNKNOWN));
    assert!(comes_back(&home, &known).await.contains(UNKNOWN), "once");
    hands.forward(2_701);
    assert!(comes_back(&home, &late).await.contains(UNKNOWN));
}

async fn owner(home: &DemoHome) -> Computer {
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let hands = Hands::at_noon();
    hands
        .0
        .store(now.try_into().unwrap(), std::sync::atomic::Ordering::SeqCst);
    // It may have been started in this second.
    hands.forward(1);
    let mut computer = Computer::new(home.url().as_str(), hands);
    computer.stretch = porchlight_protocol::opaque::key_stretching().unwrap();
    computer
        .sign_in(porchlight_service::demo::DEMO_EMAIL, home.password())
        .await
        .unwrap();
    computer
}

fn url(home: &DemoHome, page: &str) -> Url {
    Url::parse(&home.assistant(page)).unwrap()
}
