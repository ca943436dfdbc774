//! The public list of breaches over days: opt in, what was known before, what comes later, a list that is down.

use std::sync::Arc;

use porchlight_core::alerts::{Alert, AlertFilter, AlertKind};
use porchlight_core::error::FailureCode;
use porchlight_core::listed_breaches::{BreachWish, Make};
use porchlight_core::view::Preferences;
use porchlight_journeys::clock::HastyClock;
use porchlight_journeys::computer::{Computer, Parts};
use porchlight_providers::Network;
use porchlight_providers::breach_lists::Catalogue;
use porchlight_simulators::breach_catalogue::KnownBreaches;

const A_DAY: i64 = 26 * 60 * 60;

/// That many seconds later than now.
fn parts(list: &KnownBreaches, later: i64) -> Parts {
    let catalogue = Catalogue::at(&list.url(), Network::default()).unwrap();
    Parts {
        clock: HastyClock::off_by(later),
        breach_catalogue: Some(Arc::new(catalogue)),
        ..Parts::usual().kept()
    }
}

async fn alerts(computer: &Computer) -> Vec<Alert> {
    let page = computer.companion.alerts(AlertFilter::default(), None, 50);
    let page = page.await.unwrap();
    page.into_iter().map(|view| view.alert).collect()
}

fn names(alert: &Alert) -> (Vec<&str>, bool) {
    let AlertKind::ListedBreach {
        breaches,
        known_before,
    } = &alert.kind
    else {
        panic!("another alert: {alert:#?}");
    };
    let names = breaches.iter().map(|one| one.name.as_str()).collect();
    (names, *known_before)
}

#[tokio::test]
async fn an_owner_who_watches_the_list_hears_of_each_breach_once_and_of_a_list_that_is_down() {
    let list = KnownBreaches::start().await.unwrap();
    list.list("Wyze", "wyze.com", "2024-02-16", &["Email addresses"]);
    list.list("Elsewhere", "example.org", "2024-02-16", &["Passwords"]);
    let folder = tempfile::tempdir().unwrap();
    let first = Computer::start_with(folder.path(), parts(&list, 0)).await;
    let refused = first.companion.look_up_breaches().await.unwrap_err();
    assert_eq!(refused.code, FailureCode::NotNow);
    assert_eq!(list.asked(), []);
    let breaches = BreachWish {
        on: true,
        makes: [Make::Wyze].into(),
    };
    let preferences = Preferences {
        breaches,
        ..Preferences::default()
    };
    first.companion.set_preferences(preferences).await.unwrap();
    first
        .until("the list was looked through", |home| {
            home.incidents.breach_watch.looked_at.is_some()
        })
        .await;
    let told = alerts(&first).await;
    assert_eq!(told.len(), 1);
    assert_eq!(names(&told[0]), (vec!["Wyze"], true));
    first.kill().await;

    // The next day, on its own, after a kill.
    list.list("Wyze again", "wyze.com", "2026-01-01", &["Passwords"]);
    let second = Computer::start_with(folder.path(), parts(&list, A_DAY)).await;
    second
        .until("what is new was told", |home| home.alerts.unread == 2)
        .await;
    assert_eq!(
        names(&alerts(&second).await[0]),
        (vec!["Wyze again"], false)
    );
    second.close().await;
    assert_eq!(list.asked().len(), 2);

    list.break_down(true);
    let third = Computer::start_with(folder.path(), parts(&list, 2 * A_DAY)).await;
    let home = third
        .until("the list did not answer", |home| {
            home.incidents.breach_watch.failed_at.is_some()
        })
        .await;
    // What was known stays, and so does the day of the last answer.
    assert!(home.incidents.breach_watch.looked_at.is_some());
    assert_eq!(home.alerts.unread, 2);
    list.break_down(false);
    third.companion.look_up_breaches().await.unwrap();
    assert_eq!(alerts(&third).await.len(), 2);
    let asked = list.asked();
    let last = asked.last().unwrap();
    assert!(last.headers.iter().any(|(name, _)| name == "if-none-match"));
}
