//! The inbox, of every store: filters, marks, corrections. Part of the contract in `store`.

use std::collections::BTreeMap;

use porchlight_core::alerts::{
    AboutCamera, Alert, AlertFilter, AlertGroup, AlertKind, Correction, KeptAlert, Severity,
};
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::local_store::{LocalStore, StoredCorrection};
use porchlight_core::time::Timestamp;

use crate::samples::{alert, connection_id};

async fn all(store: &dyn LocalStore) -> Vec<KeptAlert> {
    store
        .alerts(&AlertFilter::default(), None, 200)
        .await
        .unwrap()
}

async fn found(store: &dyn LocalStore, filter: AlertFilter) -> Vec<String> {
    let page = store.alerts(&filter, None, 200).await.unwrap();
    page.into_iter().map(|kept| kept.alert.id).collect()
}

fn kept(id: &str, connection: u128, at: i64, kind: AlertKind) -> Alert {
    Alert {
        kind,
        ..alert(id, connection_id(connection), at)
    }
}

pub(crate) fn correction(id: &str, event: &str, at: i64) -> StoredCorrection {
    StoredCorrection {
        id: id.to_owned(),
        connection: connection_id(1),
        event: event.to_owned(),
        correction: Correction {
            at: Timestamp(at),
            message: BTreeMap::from([("en".to_owned(), format!("{id} is right."))]),
        },
    }
}

fn said(kept: &KeptAlert) -> Vec<&str> {
    let words = |correction: &Correction| correction.message.contains_key("en");
    assert!(kept.corrections.iter().all(words));
    kept.corrections
        .iter()
        .map(|correction| correction.message["en"].as_str())
        .collect()
}

pub(crate) async fn alerts_are_found_by_what_is_asked_for(store: &impl LocalStore) {
    let porch = AboutCamera {
        id: CameraId("porch".to_owned()),
        name: "Porch".to_owned(),
    };
    let removed = AlertKind::CameraRemoved {
        camera: porch.clone(),
    };
    for alert in [
        kept("a", 1, 1, AlertKind::SecondFactorLocked),
        kept("b", 2, 2, AlertKind::EventRefused),
        kept("c", 1, 3, removed),
        kept("d", 1, 4, AlertKind::CameraBack { camera: porch }),
    ] {
        store.put_alert(&alert).await.unwrap();
    }
    store.mark_alert_read("c").await.unwrap();
    let nothing = AlertFilter::default;
    let at_least = |severity| AlertFilter {
        at_least: Some(severity),
        ..nothing()
    };
    let unread = AlertFilter {
        unread_only: true,
        ..nothing()
    };
    let cameras = AlertFilter {
        group: Some(AlertGroup::Cameras),
        ..nothing()
    };
    let second = AlertFilter {
        connection: Some(connection_id(2)),
        ..nothing()
    };
    let both = AlertFilter {
        unread_only: true,
        ..cameras.clone()
    };
    for (filter, expected) in [
        (nothing(), vec!["d", "c", "b", "a"]),
        (unread, vec!["d", "b", "a"]),
        (at_least(Severity::Info), vec!["d", "c", "b", "a"]),
        (at_least(Severity::Notice), vec!["c", "b", "a"]),
        (at_least(Severity::Warning), vec!["c", "a"]),
        (at_least(Severity::Danger), vec!["a"]),
        (cameras, vec!["d", "c"]),
        (second, vec!["b"]),
        (both, vec!["d"]),
    ] {
        assert_eq!(found(store, filter.clone()).await, expected, "{filter:?}");
    }
    assert_eq!(store.unread_alerts().await.unwrap(), 3);
    assert!(store.knows_alert("a").await.unwrap());
    assert!(!store.knows_alert("x").await.unwrap());
}

pub(crate) async fn marks_of_the_last_all_read_can_be_taken_back_and_no_others(
    store: &impl LocalStore,
) {
    for id in ["a", "b", "c"] {
        store
            .put_alert(&alert(id, connection_id(1), 1))
            .await
            .unwrap();
    }
    store.mark_alert_read("a").await.unwrap();
    store.mark_alerts_read().await.unwrap();
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
    store
        .put_alert(&alert("d", connection_id(1), 2))
        .await
        .unwrap();
    store.undo_mark_alerts_read().await.unwrap();
    let unread = AlertFilter {
        unread_only: true,
        ..AlertFilter::default()
    };
    assert_eq!(found(store, unread.clone()).await, ["d", "c", "b"]);
    store.undo_mark_alerts_read().await.unwrap();
    assert_eq!(found(store, unread.clone()).await, ["d", "c", "b"]);
    // Only the last one.
    store.mark_alerts_read().await.unwrap();
    store
        .put_alert(&alert("e", connection_id(1), 3))
        .await
        .unwrap();
    store.mark_alerts_read().await.unwrap();
    store.undo_mark_alerts_read().await.unwrap();
    assert_eq!(found(store, unread).await, ["e"]);
}

pub(crate) async fn a_correction_stays_beside_its_alert_whichever_came_first(
    store: &impl LocalStore,
) {
    store
        .put_alert(&alert("a", connection_id(1), 1))
        .await
        .unwrap();
    store.mark_alerts_read().await.unwrap();
    assert!(
        store
            .put_correction(&correction("x", "a", 5))
            .await
            .unwrap()
    );
    // Whoever had read it should read it again.
    assert_eq!(store.unread_alerts().await.unwrap(), 1);
    store.mark_alert_read("a").await.unwrap();
    let again = store
        .put_correction(&correction("x", "a", 9))
        .await
        .unwrap();
    assert!(!again, "a replay");
    assert_eq!(store.unread_alerts().await.unwrap(), 0);
    let early = store
        .put_correction(&correction("y", "b", 6))
        .await
        .unwrap();
    assert!(!early, "nobody was alarmed yet");
    assert!(store.is_corrected("b").await.unwrap());
    store
        .put_alert(&alert("b", connection_id(1), 2))
        .await
        .unwrap();
    let alerts = all(store).await;
    assert_eq!(said(&alerts[0]), ["y is right."]);
    assert_eq!(said(&alerts[1]), ["x is right."]);
    assert_eq!(alerts[1].corrections[0].at, Timestamp(5));
    assert_eq!(alerts[1].alert.kind, alert("a", connection_id(1), 1).kind);
}

pub(crate) async fn all_corrections_of_corrections_are_kept_in_their_order(
    store: &impl LocalStore,
) {
    for id in ["a", "b"] {
        store
            .put_alert(&alert(id, connection_id(1), 1))
            .await
            .unwrap();
    }
    store
        .put_correction(&correction("first", "a", 5))
        .await
        .unwrap();
    store
        .put_correction(&correction("second", "first", 6))
        .await
        .unwrap();
    store
        .put_correction(&correction("third", "second", 7))
        .await
        .unwrap();
    // In the worst order, and in a circle.
    store
        .put_correction(&correction("z", "y", 9))
        .await
        .unwrap();
    store
        .put_correction(&correction("y", "x", 8))
        .await
        .unwrap();
    store
        .put_correction(&correction("x", "b", 7))
        .await
        .unwrap();
    store
        .put_correction(&correction("self", "self", 1))
        .await
        .unwrap();
    let alerts = all(store).await;
    assert_eq!(
        said(&alerts[0]),
        ["x is right.", "y is right.", "z is right."]
    );
    let expected = ["first is right.", "second is right.", "third is right."];
    assert_eq!(said(&alerts[1]), expected);
}

pub(crate) async fn a_correction_finds_an_alert_by_its_event(store: &impl LocalStore) {
    store
        .put_alert(&alert("signed-out", connection_id(1), 1))
        .await
        .unwrap();
    store.mark_alerts_read().await.unwrap();
    store
        .put_correction(&correction("x", "e-1", 5))
        .await
        .unwrap();
    assert_eq!(said(&all(store).await[0]), [""; 0]);
    store.name_event("signed-out", "e-1").await.unwrap();
    assert_eq!(said(&all(store).await[0]), ["x is right."]);
    assert!(
        store
            .put_correction(&correction("y", "e-1", 6))
            .await
            .unwrap()
    );
    assert_eq!(store.unread_alerts().await.unwrap(), 1);
}
