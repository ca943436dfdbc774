//! The public list of breaches: asked only when the owner wants it, told once, and never a word about the owner.

use std::collections::BTreeSet;
use std::time::Duration;

use porchlight_core::alerts::{AlertKind, DataKind};
use porchlight_core::error::FailureCode;
use porchlight_core::listed_breaches::{BreachWatch, BreachWish, ListedBreach, Make};
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::testing::camera;
use porchlight_core::time::Timestamp;
use porchlight_core::view::incidents::BreachWatchView;
use porchlight_core::view::{ConnectionId, Preferences};

use crate::scene::{Scene, soon};

const NOW: Timestamp = Timestamp(1_767_225_600_000);
const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;
/// With the longest jitter.
const A_DAY: Duration = Duration::from_secs(26 * 60 * 60);

/// That many years before now.
fn breach(name: &str, domain: &str, years: i64) -> ListedBreach {
    let happened = Timestamp(NOW.0 - years * YEAR);
    ListedBreach {
        name: name.into(),
        title: name.into(),
        domain: domain.into(),
        happened,
        added: happened,
        accounts: Some(2_400_000),
        data: vec![DataKind::EmailAddresses],
        other_data: vec!["IP addresses".into()],
    }
}

fn domains(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn names(breaches: &[ListedBreach]) -> Vec<&str> {
    breaches.iter().map(|breach| breach.name.as_str()).collect()
}

#[test]
fn the_first_look_is_one_summary_of_ten_years_and_what_comes_later_is_news() {
    let mut watch = BreachWatch::default();
    let wyze = domains(&["wyze.com"]);
    let mut list = vec![
        breach("Old", "wyze.com", 11),
        breach("Wyze", "wyze.com", 6),
        breach("Newer", "wyze.com", 1),
        breach("Other", "example.org", 1),
    ];
    let first = watch.hear(&wyze, list.clone(), NOW);
    assert_eq!(names(&first.known_before), ["Newer", "Wyze"]);
    assert_eq!(names(&first.new), [""; 0]);
    list.push(breach("Again", "wyze.com", 0));
    // Taken in late, of long ago: it is news all the same.
    list.push(breach("Found late", "wyze.com", 12));
    let second = watch.hear(&wyze, list.clone(), NOW);
    assert_eq!(names(&second.new), ["Found late", "Again"]);
    let third = watch.hear(&wyze, list, NOW);
    assert_eq!((third.new.len(), third.known_before.len()), (0, 0));
}

#[test]
fn a_make_that_is_added_has_a_first_look_of_its_own() {
    let mut watch = BreachWatch::default();
    let list = vec![breach("W", "wyze.com", 1), breach("R", "ring.com", 1)];
    watch.hear(&domains(&["wyze.com"]), list.clone(), NOW);
    let both = domains(&["ring.com", "wyze.com"]);
    assert!(watch.is_new_to(&both));
    let looked = watch.hear(&both, list, NOW);
    assert_eq!(names(&looked.known_before), ["R"]);
    assert!(!watch.is_new_to(&both));
}

#[test]
fn a_host_below_a_listed_domain_counts_and_a_name_that_only_ends_alike_does_not() {
    for (followed, listed, counts) in [
        ("cameras.wyze.com", "wyze.com", true),
        ("wyze.com", "api.wyze.com", true),
        ("wyze.com", "notwyze.com", false),
        ("notwyze.com", "wyze.com", false),
        ("wyze.com", "com", false),
    ] {
        let mut watch = BreachWatch::default();
        let heard = watch.hear(&domains(&[followed]), vec![breach("X", listed, 1)], NOW);
        assert_eq!(heard.known_before.len() == 1, counts, "{followed} {listed}");
    }
}

#[test]
fn a_model_says_its_make_by_its_first_word() {
    assert_eq!(Make::of_model("Wyze Cam v3"), Some(Make::Wyze));
    assert_eq!(Make::of_model("EUFY SoloCam"), Some(Make::Eufy));
    assert_eq!(Make::of_model("Ringing Bell"), None);
    assert_eq!(Make::of_model(""), None);
}

impl Scene {
    async fn follow(&self, on: bool, makes: &[Make]) {
        let breaches = BreachWish {
            on,
            makes: makes.iter().copied().collect(),
        };
        let preferences = Preferences {
            breaches,
            ..Preferences::default()
        };
        soon(self.companion.set_preferences(preferences))
            .await
            .unwrap();
    }

    async fn until_watch(&self, so: impl Fn(&BreachWatchView) -> bool) -> BreachWatchView {
        let seen = self
            .until(|seen| !seen.incidents.breach_watch.looking && so(&seen.incidents.breach_watch))
            .await;
        seen.incidents.breach_watch
    }

    fn told(&self) -> Vec<(Vec<String>, bool)> {
        let alerts = self.door.store.all_alerts();
        let listed = alerts.into_iter().filter_map(|alert| {
            let AlertKind::ListedBreach {
                breaches,
                known_before,
            } = alert.kind
            else {
                return None;
            };
            let names = breaches.into_iter().map(|breach| breach.name);
            Some((names.collect(), known_before))
        });
        listed.collect()
    }
}

async fn home() -> Scene {
    Scene::signed_in(vec![camera("door", "Front")]).await
}

#[tokio::test]
async fn nobody_is_asked_before_the_owner_says_so() {
    let scene = home().await;
    scene.listed.say(Some(vec![]));
    scene.clock.advance(A_DAY * 30);
    let refused = soon(scene.companion.look_up_breaches()).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::NotNow);
    scene.follow(false, &[Make::Wyze]).await;
    assert_eq!(scene.listed.asked(), []);
    assert!(scene.desktop.seen().incidents.breach_watch.offered);
}

#[tokio::test]
async fn what_was_known_before_is_one_alert_and_what_comes_the_next_day_another() {
    let scene = home().await;
    let mut list = vec![
        breach("Wyze 2019", "wyze.com", 6),
        breach("Wyze 2022", "wyze.com", 3),
    ];
    scene.listed.say(Some(list.clone()));
    scene.follow(true, &[Make::Wyze]).await;
    scene.until_watch(|watch| watch.looked_at.is_some()).await;
    let summary = (vec!["Wyze 2022".to_owned(), "Wyze 2019".to_owned()], true);
    assert_eq!(scene.told(), std::slice::from_ref(&summary));
    assert_eq!(
        scene.door.store.all_alerts()[0].connection,
        ConnectionId::NONE
    );
    list.push(breach("Wyze 2026", "wyze.com", 0));
    scene.listed.say(Some(list));
    let looked = scene.desktop.seen().incidents.breach_watch.looked_at;
    scene.clock.advance(A_DAY);
    scene.until_watch(|watch| watch.looked_at > looked).await;
    assert_eq!(
        scene.told(),
        [summary, (vec!["Wyze 2026".to_owned()], false)]
    );
    assert_eq!(scene.listed.asked(), [None, Some("1".into())]);
}

#[tokio::test]
async fn a_breach_of_a_service_that_is_connected_names_that_connection() {
    let scene = home().await;
    scene
        .listed
        .say(Some(vec![breach("Here", "cameras.example", 1)]));
    scene.follow(true, &[]).await;
    scene.until_watch(|watch| watch.looked_at.is_some()).await;
    assert_eq!(
        scene.door.store.all_alerts()[0].connection,
        scene.connection
    );
}

#[tokio::test]
async fn a_list_that_does_not_answer_is_said_and_asked_again_in_an_hour_or_two() {
    let scene = home().await;
    scene.follow(true, &[Make::Ring]).await;
    let watch = scene.until_watch(|watch| watch.failed_at.is_some()).await;
    assert_eq!(watch.looked_at, None);
    let failed = soon(scene.companion.look_up_breaches()).await.unwrap_err();
    assert_eq!(failed.code, FailureCode::ServiceUnreachable);
    scene.listed.say(Some(vec![]));
    scene.clock.advance(Duration::from_secs(2 * 60 * 60));
    let watch = scene.until_watch(|watch| watch.looked_at.is_some()).await;
    assert_eq!(watch.failed_at, None);
    assert_eq!(scene.told(), []);
}

#[tokio::test]
async fn what_was_looked_at_outlives_the_program_and_is_not_told_twice() {
    let scene = home().await;
    let listed = scene.listed.clone();
    listed.say(Some(vec![breach("Wyze 2019", "wyze.com", 6)]));
    scene.follow(true, &[Make::Wyze]).await;
    scene.until_watch(|watch| watch.looked_at.is_some()).await;
    let scene = scene.restarted().await;
    scene
        .listed
        .say(Some(vec![breach("Wyze 2019", "wyze.com", 6)]));
    // Its day is not over.
    assert_eq!(scene.listed.asked(), []);
    soon(scene.companion.look_up_breaches()).await.unwrap();
    assert_eq!(scene.listed.asked().len(), 1);
    assert_eq!(scene.told().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_kept_is_looked_for_again() {
    let scene = home().await;
    scene
        .listed
        .say(Some(vec![breach("Wyze 2019", "wyze.com", 6)]));
    scene.follow(true, &[]).await;
    scene.until_watch(|watch| watch.looked_at.is_some()).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    let refused = soon(scene.companion.set_preferences(Preferences::default()))
        .await
        .unwrap_err();
    assert_eq!(refused.code, FailureCode::DiskFull);
    scene
        .listed
        .say(Some(vec![breach("Here", "cameras.example", 1)]));
    soon(scene.companion.look_up_breaches()).await.unwrap();
    assert_eq!(scene.told(), []);
    scene.door.store.break_down(None);
    soon(scene.companion.look_up_breaches()).await.unwrap();
    assert_eq!(scene.told().len(), 1);
}
