use porchlight_core::error::FailureCode;
use porchlight_core::guide::RelinkState;
use porchlight_core::ports::integrations::{IntegrationId, UnlinkCause};
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::testing::Seen;
use porchlight_core::view::checkup::{CheckupAction, CheckupState, CheckupSubject};

use super::{door, of, released};
use crate::scene::{Scene, soon};

/// State, linked, unlinked.
fn item(seen: &Seen) -> Option<(CheckupState, u32, u32)> {
    seen.checkup.iter().find_map(|item| {
        let CheckupSubject::Integrations {
            linked, unlinked, ..
        } = item.subject
        else {
            return None;
        };
        Some((item.state, linked, unlinked))
    })
}

/// As the list shows them: client, and whether it asks; `None`: linked.
fn shown(seen: &Seen) -> Vec<(String, Option<bool>)> {
    let integrations = of(seen).map(|of| of.integrations.clone());
    integrations
        .unwrap_or_default()
        .into_iter()
        .map(|one| (one.client.name, one.unlinked.map(|gone| gone.asks)))
        .collect()
}

impl Scene {
    async fn unlinked_by_an_incident(&self, client: &str) -> IntegrationId {
        let id = self.link(client).await;
        self.service.unlink_for(&id, UnlinkCause::Incident);
        self.until(|seen| shown(seen).contains(&(client.to_owned(), Some(true))))
            .await;
        id
    }
}

#[tokio::test]
async fn what_is_linked_can_be_changed_and_unlinked() {
    let scene = Scene::at_home().await;
    let id = scene.link("Alexa").await;
    let shed = vec![released("shed", Some("Hut"))];
    let changed = scene
        .companion
        .release_cameras(scene.connection, id.clone(), shed.clone());
    soon(changed).await.unwrap();
    assert_eq!(scene.service.released_to("Alexa"), Some(shed.clone()));
    let seen = scene.desktop.seen();
    assert_eq!(of(&seen).unwrap().integrations[0].cameras, shed);

    soon(scene.companion.unlink(scene.connection, id))
        .await
        .unwrap();
    assert_eq!(scene.service.released_to("Alexa"), None);
    assert_eq!(
        shown(&scene.desktop.seen()),
        [("Alexa".into(), Some(false))]
    );
}

#[tokio::test]
async fn nothing_is_said_to_be_unlinked_while_the_service_is_silent() {
    let scene = Scene::at_home().await;
    let id = scene.link("Alexa").await;
    scene.service.break_down(Some(ServiceError::TimedOut));
    let refused = soon(scene.companion.unlink(scene.connection, id)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::ServiceTimedOut);
    assert_eq!(shown(&scene.desktop.seen()), [("Alexa".into(), None)]);
}

#[tokio::test]
async fn what_an_incident_unlinked_comes_first_and_is_something_to_do() {
    let scene = Scene::at_home().await;
    scene.unlinked_by_an_incident("Alexa").await;
    scene.link("IFTTT").await;
    let expected = [("Alexa".to_owned(), Some(true)), ("IFTTT".to_owned(), None)];
    assert_eq!(shown(&scene.desktop.seen()), expected);
    let seen = scene
        .until(|seen| item(seen) == Some((CheckupState::ToDo, 1, 1)))
        .await;
    let gone = of(&seen).unwrap().integrations[0].unlinked.clone().unwrap();
    assert_eq!(gone.message["en"], "To be safe.");
    let act = CheckupAction::ShowIntegrations {
        connection: scene.connection,
    };
    assert!(seen.checkup.iter().any(|item| item.action == act));
}

#[tokio::test]
async fn linking_again_settles_it_and_the_old_one_is_not_shown_twice() {
    let scene = Scene::at_home().await;
    scene.unlinked_by_an_incident("Alexa").await;
    scene.link("Alexa").await;
    assert_eq!(shown(&scene.desktop.seen()), [("Alexa".into(), None)]);
    scene
        .until(|seen| item(seen) == Some((CheckupState::Done, 1, 0)))
        .await;
}

#[tokio::test]
async fn what_is_not_wanted_back_is_put_aside_for_good() {
    let scene = Scene::at_home().await;
    let id = scene.unlinked_by_an_incident("Alexa").await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    let refused = soon(
        scene
            .companion
            .put_integration_aside(scene.connection, id.clone()),
    )
    .await;
    assert!(refused.is_err());
    assert_eq!(shown(&scene.desktop.seen()), [("Alexa".into(), Some(true))]);
    scene.door.store.break_down(None);
    let aside = scene.companion.put_integration_aside(scene.connection, id);
    soon(aside).await.unwrap();
    assert_eq!(
        item(&scene.desktop.seen()),
        Some((CheckupState::Done, 0, 0))
    );
    let scene = scene.restarted().await;
    scene
        .until(|seen| shown(seen) == [("Alexa".into(), Some(false))])
        .await;
}

#[tokio::test]
async fn what_is_not_wanted_back_needs_to_be_said_in_one_place_only() {
    let scene = Scene::at_home().await;
    let id = scene.unlinked_by_an_incident("Alexa").await;
    let on_the_way_back = |seen: &Seen, state| {
        let guides = &seen.incidents.guides;
        guides.len() == 1 && guides[0].integrations[0].state == state
    };
    scene
        .until(|seen| on_the_way_back(seen, RelinkState::Unlinked))
        .await;
    for (dismissed, state) in [
        (true, RelinkState::Dismissed),
        (false, RelinkState::Unlinked),
    ] {
        let said = scene
            .companion
            .dismiss_integration(scene.connection, "Alexa".into(), dismissed);
        soon(said).await.unwrap();
        let seen = scene.desktop.seen();
        assert!(on_the_way_back(&seen, state));
        assert_eq!(shown(&seen), [("Alexa".into(), Some(!dismissed))]);
    }
    let aside = scene.companion.put_integration_aside(scene.connection, id);
    soon(aside).await.unwrap();
    assert!(on_the_way_back(
        &scene.desktop.seen(),
        RelinkState::Dismissed
    ));
}

#[tokio::test]
async fn a_copied_token_asks_and_what_the_client_gave_back_does_not() {
    for (cause, asks) in [
        (UnlinkCause::TokenReused, true),
        (UnlinkCause::Client, false),
        (UnlinkCause::Owner, false),
    ] {
        let scene = Scene::at_home().await;
        let id = scene.service.link_elsewhere("IFTTT", door());
        scene.service.unlink_for(&id, cause);
        scene
            .until(|seen| shown(seen) == [("IFTTT".into(), Some(asks))])
            .await;
    }
}

#[tokio::test]
async fn nobody_claims_to_know_what_is_linked_before_the_service_has_said_it() {
    let scene = Scene::connected(vec![]).await;
    scene
        .until(|seen| item(seen) == Some((CheckupState::Unknown, 0, 0)))
        .await;
    scene.sign_in().await.unwrap();
    scene
        .until(|seen| item(seen) == Some((CheckupState::Done, 0, 0)))
        .await;
}
